"""Phrases offered for sentences of records, whose figures are those of registered trials.

Each sentence is written for this test. What a registry has damaged, and how, is in it.
"""

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.notations.prose.aspects import said
from dosecalc.notations.prose.candidates import candidate, counts_from_zero
from dosecalc.notations.prose.passages import passage


def offered(text: str) -> str:
    """The phrase for a text, without an agent's name."""
    return candidate(said(passage(text).finds))


def open_because(text: str) -> list[str]:
    told = said(passage(text).finds)
    return [why for why in (told.dose.why, told.when.why, told.extent.why) if why]


# The trial, a sentence with its figures, and the phrase. The shipped schedule of the trial comes to
# the same total.
WHOLE = [
    ("NCT04276987", "Inhaled on Day 1, Day 2, Day 3, Day 4 and Day 5: 2.0\\*10\\^8 nano vesicles/3 ml",
     "2e8 vesicles in 3 mL by inhalation on days 1-5"),
    ("NCT04491240", "Twice a day for 10 days, 3 ml with 0.5-2x10\\^10 nanoparticles",
     "5e9 to 2e10 particles in 3 mL twice daily for 10 days"),
    ("NCT04356300", "150mg by drip, once per day for 14 days", "150 mg daily for 2 weeks"),
    ("NCT05523011", "One FTU three times a day for 20 days",
     "1 fingertip unit 3 times daily for 20 days"),
    ("ISRCTN33578935", "0.2 mg/kg in 15 ml on days 1 and 3", "0.2 mg/kg in 15 mL on days 1, 3"),
    ("NCT04384445", "1 mL on days 0, 4 and 8 (2-5x10\\^11/mL)",
     "1 mL at 2e11 to 5e11 unstated/mL on days 0, 4, 8"),
    ("NCT03857841", "20, 60 or 200 pmol phospholipid/kg as a single dose",
     "20, 60, 200 pmol phospholipid/kg once"),
    ("NCT07243561", "40 billion every other day for 10 doses",
     "4e10 unstated every 2 days for 10 doses"),
    ("NCT07515066", "1×10\\^9, 2×10\\^9 and 3×10\\^9 particles, twice a day for 7 days",
     "1e9, 2e9, 3e9 particles twice daily for 1 week"),
    ("NCT04388982", "5 µg in 1 ml, twice a week for 12 weeks", "5 µg in 1 mL twice weekly for 12 weeks"),
    ("NASSAR-2016", "100 µg of vesicles per kg, weekly for two weeks",
     "100 µg/kg weekly for 2 weeks"),
]  # fmt: skip


@pytest.mark.parametrize(("trial", "text", "phrase"), WHOLE, ids=[row[0] for row in WHOLE])
def test_what_is_plain_is_offered_whole(trial: str, text: str, phrase: str) -> None:
    assert offered(text) == phrase


def bounds(text: str, arm: str | None = None) -> set[tuple[object, ...]]:
    """Doses and totals, whatever they are given of."""
    listed = dosecalc.total(text, arm=arm).to_frame()
    columns = ["doses_low", "doses_high", "total_low", "total_high"]
    return {tuple(cast("list[object]", row)) for row in listed[columns].to_numpy().tolist()}


@pytest.mark.parametrize(
    ("trial", "arm"),
    [
        ("NCT04276987", None), ("NCT04491240", None), ("NCT04356300", None), ("NCT05523011", None),
        ("NCT03857841", None), ("NCT07243561", None), ("ISRCTN33578935", None),
    ],
)  # fmt: skip
def test_what_is_offered_comes_to_the_total_of_the_schedule_written_by_hand(
    trial: str, arm: str | None
) -> None:
    phrase = next(row[2] for row in WHOLE if row[0] == trial)
    found, written = bounds(phrase), bounds(trial, arm)
    assert found and found >= written


# Sentences whose figures are damaged, or that leave something open: what is unknown then.
OPEN = [
    ("four administrations of 1 × 10 \\* 11articles",
     "an unknown amount at unstated times for 4 doses"),
    ("8.0\\*108 vesicles/3 ml daily on days 1-7", "unknown vesicles in 3 mL daily on days 1-7"),
    ("7x1011 EVs once", "unknown vesicles once"),
    ("1x10 11 particles once", "unknown particles once"),
    ("2.0\\*10E8 particles once", "unknown particles once"),
    ("3-5 x 10e11 particles once", "unknown particles once"),
    ("1010 exosome particles once", "unknown particles once"),
    ("x10^9 cells weekly", "unknown cells weekly for an unstated time"),
    ("1,5 mL once a week for 4 weeks", "unknown mL weekly for 4 weeks"),
    ("１０ mg once daily", "unknown mg daily for an unstated time"),
    ("５×10^9 particles once", "unknown particles once"),
    ("100 000 cells once", "unknown cells once"),
    ("1, 2, 4×10^9 cells once", "unknown cells once"),
    ("300 mg/day for 7 days", "an unknown amount at unstated times for 1 week"),
    ("300 mg daily in 3 divided doses", "an unknown amount at unstated times"),
    ("10 μg/drop, four times a day, for 14 days", "an unknown amount 4 times daily for 2 weeks"),
    ("60 Gy in 30 fractions", "an unknown amount at unstated times"),
    ("a total dose of 60 mg over the study", "an unknown amount at unstated times"),
    ("10 mg biweekly", "10 mg at unstated times"),
    ("10 mg daily, increased every week", "an unknown amount at unstated times"),
    ("200 mg daily after 400 mg once", "unknown mg at unstated times"),
    ("5 mg daily for 7 days, then 10 mg daily", "unknown mg at unstated times"),
    ("300 mg daily for those above 50 kg", "an unknown amount daily for an unstated time"),
    ("one tablet every 8 hours as needed", "1 tablet at unstated times"),
    ("10 mg daily except weekends", "10 mg at unstated times"),
    ("5 mg/2.5 mg once daily", "an unknown amount daily for an unstated time"),
    ("2.5×10^11 vg/eye once", "an unknown amount once"),
    ("10 mg on days 1 and 8 of each cycle", "10 mg at unstated times"),
    ("10 mg on day 1 of cycle 1", "10 mg at unstated times"),
    ("10 mg on days 1 and 8 for 4 cycles", "10 mg at unstated times"),
    ("10^ 9 particles once", "unknown particles once"),
    ("2×10^9 / 4×10^9 / 8×10^9 once", "an unknown amount once"),
    ("one injection of 10 mg on day 1, and one week later a second one", "10 mg at unstated times"),
    ("10 mg on day 1, which may be repeated", "10 mg at unstated times"),
    ("10 mg, with at least 4 weeks apart", "10 mg at unstated times"),
    ("5/10 mg once", "an unknown amount once"),
    ("2.0 x 1O^9 particles once", "an unknown amount once"),
    ("They are followed every 3 months. One gets 10 mg.", "10 mg at unstated times"),
    ("It is supplied as tablets of 500 mg", "an unknown amount at unstated times"),
    ("20 mg twice daily as background therapy", "an unknown amount at unstated times"),
    ("20 mg twice daily during the run-in", "an unknown amount at unstated times"),
    ("one dose on the 2nd, 3rd and 4th days after enrolment",
     "an unknown amount at unstated times"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase"), OPEN)
def test_what_is_damaged_or_open_stays_unknown(text: str, phrase: str) -> None:
    assert offered(text) == phrase


@pytest.mark.parametrize("text", [text for text, _ in OPEN[:13]])
def test_a_damaged_figure_is_named_with_the_reason(text: str) -> None:
    (why, *_) = open_because(text)
    assert why.startswith("`")


def test_a_reading_of_a_damaged_figure_is_offered_and_not_taken() -> None:
    assert open_because("8.0*108 vesicles once") == [
        "`8.0*108 vesicles` has lost its raised power of ten; it may mean `8.0e8`"
    ]


# Sentences in which other things than doses have figures.
ASIDE = [
    ("10 mg daily for 4 weeks. Patients are followed up for 6 months.", "10 mg daily for 4 weeks"),
    ("10 mg daily for 4 weeks, and blood is sampled weekly.", "10 mg daily for 4 weeks"),
    ("10 mg daily for 4 weeks with weekly visits", "10 mg daily for 4 weeks"),
    ("Toxicity within 28 days after a single dose; 1e9 particles twice weekly for 8 weeks",
     "1e9 particles twice weekly for 8 weeks"),
    ("Once the line is placed, 10 mg is given every week for 4 weeks", "10 mg weekly for 4 weeks"),
    ("5 mg from single-dose vials, weekly for 3 weeks", "5 mg weekly for 3 weeks"),
    ("5 mg daily for 6 weeks; follow-up every 3 months for 2 years", "5 mg daily for 6 weeks"),
    ("5 mg daily for 6 weeks, followed by a 4-week safety follow-up", "5 mg daily for 6 weeks"),
    ("5 mg daily for 6 weeks and monitored every 8 weeks", "5 mg daily for 6 weeks"),
    ("Besides background steroids of 15 mg weekly, they receive 8 mg/kg every 4 weeks for 8 weeks",
     "8 mg/kg every 4 weeks for 8 weeks"),
    ("Supplied in vials of 100 mg. They receive 20 mg daily for 5 days", "20 mg daily for 5 days"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase"), ASIDE)
def test_what_is_said_of_visits_and_samples_is_no_dosing(text: str, phrase: str) -> None:
    assert offered(text) == phrase


OFTEN = [
    ("10 mg twice weekly for eight weeks", "10 mg twice weekly for 8 weeks"),
    ("10 mg once daily for 4 days", "10 mg daily for 4 days"),
    ("10 mg on days 1, 4, 7", "10 mg on days 1, 4, 7"),
    ("10 mg every 3 weeks for 6 doses", "10 mg every 3 weeks for 6 doses"),
    ("10 mg over 60 minutes once", "10 mg over 60 minutes once"),
    ("10 mg 3 times a day for 5 consecutive days", "10 mg 3 times daily for 5 days"),
    ("10 mg daily, 5 days on and 2 days off, for 8 weeks", "10 mg daily 5 days on, 2 days off for 8 weeks"),
    ("10 mg q6h x 4 doses", "10 mg every 6 hours for 4 doses"),
    ("10 mg on Days 1 and 15 of each 28-day cycle until disease progression",
     '10 mg on days 1, 15 of every 28 days until "disease progression"'),
    ("10 mg IV once daily, twice a week for 2 weeks",
     "10 mg intravenously daily, twice weekly for 2 weeks"),
    ("two injections of 0.5 mL, 4 weeks apart", "0.5 mL every 4 weeks for 2 doses"),
    ("3 doses of 1e9 particles separated by 21 days", "1e9 particles every 21 days for 3 doses"),
    ("75 mg/m^2 on Day 1 of each 21-day cycle (Q3W) for 6 cycles",
     "75 mg/m2 on day 1 of every 21 days for 6 cycles"),
    ("25 mg once daily on days 1-21 of repeated 28-day cycles for 4 cycles",
     "25 mg daily on days 1-21 of every 28 days for 4 cycles"),
    ("20 mg/m2 on days 1-5 every 4 weeks, for 3 cycles",
     "20 mg/m2 on days 1-5 of every 4 weeks for 3 cycles"),
    ("20 mg QD on days 1-5. Treatment repeats every 28 days for 12 cycles.",
     "20 mg daily on days 1-5 of every 28 days for 12 cycles"),
    ("20 mg on days 1 and 8 of each cycle for 4 cycles. One cycle is 21 days.",
     "20 mg on days 1, 8 of every 21 days for 4 cycles"),
    ("200 mg by IV. Treatment repeats every 21 days for 4 cycles.",
     "200 mg intravenously every 21 days for 4 cycles"),
    ("They receive once inhalation of 2e8 particles", "2e8 particles by inhalation once"),
    ("1 x 10^6 CAR-positive viable T cells/kg, once", "1e6 cells/kg once"),
    ("2 x 10^6 MSC/kg twice weekly for 2 weeks", "2e6 unstated/kg twice weekly for 2 weeks"),
    ("0.3 mL (30 micrograms) once", "30 µg in 0.3 mL once"),
    ("15 mL of normal saline containing 1.2×10^12 EVs once", "1.2e12 vesicles in 15 mL once"),
    ("Dose: 200 mg; frequency: once daily; duration: 14 days", "200 mg daily for 2 weeks"),
    ("40 billion particles every other day (10 doses)",
     "4e10 particles every 2 days for 10 doses"),
    ("max 12 months of treatment with 20 mg daily", "20 mg daily for up to 12 months"),
    ("1 mL per nostril by nasal drops once", "1 mL in each nostril by nasal drops once"),
    ("about 1.5 mL, 3 times a day, 30 minutes after breakfast, lunch and dinner, for 7 days",
     "about 1.5 mL 3 times daily 30 minutes after breakfast, lunch, dinner for 1 week"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase"), OFTEN)
def test_how_often_and_how_long_are_said_in_the_languages_words(text: str, phrase: str) -> None:
    assert offered(text) == phrase


WORDS = st.lists(
    st.sampled_from(
        [
            "10", "mg", "2×10^9", "particles", "8.0*108", "1,5", "mL", "/", "kg", "per", "day", "days",
            "weeks", "for", "every", "3", "times", "a", "twice", "weekly", "daily", "once", "on", "1",
            ",", "and", "or", "to", "-", "then", "until", "progression", "of", "each", "cycle", "in",
            "by", "nasal", "drops", "IV", "over", "minutes", "total", "(", ")", ".", "follow-up",
            "single", "dose", "doses", "at", "week", "0", "x", "×", "10^9", "１０", "up", "off", "with",
            "meals", "nostril", "placebo", "±", "#", '"', "\\", "2nd", "q3w", "BID", "months", "~",
        ]
    ),
    max_size=25,
)  # fmt: skip


@given(WORDS)
def test_whatever_the_words_are_the_phrase_reads_without_errors(words: list[str]) -> None:
    phrase = offered(" ".join(words))
    zero = " counting days from 0" if counts_from_zero(phrase) else ""
    assert [each.code for each in dosecalc.check(phrase + zero) if each.is_error] == []


@pytest.mark.parametrize(
    "text", ["5 mg /", "5 mg per", "for", "every", "10 mg, ", "on day", "x", "up to"]
)
def test_a_sentence_may_break_off_anywhere(text: str) -> None:
    assert not [each for each in dosecalc.check(offered(text)) if each.is_error]


@given(st.text(max_size=200))
def test_whatever_the_text_is_there_is_a_phrase(text: str) -> None:
    assert dosecalc.check(offered(text)) is not None
