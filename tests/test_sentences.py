"""Regimens as sentences: how they read, and that they read back as the same regimen."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from strategies import files, phrases

from dosecalc.language import Text, read_file, read_phrase
from dosecalc.model import Course, Item, Repeated, Rest, Trial
from dosecalc.sentences import sentence, turns

SCHEDULES = sorted((Path(__file__).parents[1] / "schedules").glob("*.dose"))


def item(text: Text) -> Item:
    return text.trial.arms[0].readings[0].regimens[0].item


def said(phrase: str) -> str:
    return sentence(item(read_phrase(phrase)))


def meaning(found: Item) -> object:
    """Everything that an item means, however its clauses are ordered and spelled."""
    if isinstance(found, Course):
        parts = [
            getattr(found, name)
            for name in ("dose", "patterns", "extent", "start", "escalation", "agent", "route",
                         "infusion", "unstated", "optional", "limits", "window", "apart")
        ]  # fmt: skip
        return [*parts, sorted(found.notes)]
    if isinstance(found, Rest):
        return found
    if isinstance(found, Repeated):
        return [meaning(found.item), found.times, found.every]
    return [type(found), *map(meaning, found.items)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("2.5 mg BID x 14 days", "Give 2.5 mg twice daily for 14 days."),
        ("75 mg/m2 over 1 hour on day 1 of every 21 days for 6 cycles",
         "Give 75 mg/m² over 1 hour on day 1 of every 21 days for 6 cycles."),
        ("twice weekly for 8 weeks with 1–16×10^9 particles escalation",
         "Give 1×10^9 to 1.6×10^10 particles twice weekly for 8 weeks, escalating."),
        ("daily on days 1-5 by inhalation 2e8 particles in 3 mL of EX",
         "Give 2×10^8 particles of EX in 3 mL by inhalation daily on days 1 to 5."),
        ("1e11 particles on days 1-4, 8, 15", "Give 1×10^11 particles on days 1 to 4, 8 and 15."),
        ("5 µg/kg iv once", "Give 5 micrograms/kg intravenously once."),
        ("1 IU sc once", "Give 1 international unit subcutaneously once."),
        ("200 ug of protein po once", "Give 200 micrograms of protein orally once."),
        ("1e9 of EX once", "Give 1×10^9 (unit not stated) of EX once."),
        ("600 mg once then 300 mg every 8 weeks for 4 doses starting 2 weeks after the last dose",
         "Give 600 mg once, then 300 mg every 8 weeks for 4 doses, starting 2 weeks after the last"
         " dose."),
        ("125 mg daily for 21 days on, 7 days off, for 6 cycles",
         "Give 125 mg daily, 21 days on, 7 days off, for 6 cycles."),
        ("(600 mg weekly for 4 doses then rest 7 days) repeated 3 times every 42 days",
         "Give (600 mg weekly for 4 doses, then rest 7 days) repeated 3 times every 42 days."),
        ("8 mg/kg over 90, 60, 30 minutes capped at 400 mg a dose Q3W for 6 cycles",
         "Give 8 mg/kg over 90, 60, 30 minutes every 3 weeks for 6 cycles, capped at 400 mg a"
         " dose."),
        ("as needed at most 4 doses a day at least 4 hours apart for 7 days 10 mg",
         "Give 10 mg as needed for 7 days, at least 4 hours apart, at most 4 doses a day."),
        ('unknown particles in 2 mL by "intravitreal 2e9" once if "not 1e9"',
         'Give unknown particles in 2 mL by "intravitreal 2e9" once if "not 1e9".'),
        ("10 mg TID 30 minutes after breakfast, lunch, dinner for 7 days",
         "Give 10 mg 3 times daily, 30 minutes after breakfast, lunch and dinner, for 7 days."),
        ("260 mg below 50 kg, 390 mg from 50 to under 80 kg, 520 mg from 80 kg once",
         "Give 260 mg below 50 kg, 390 mg from 50 to below 80 kg, 520 mg from 80 kg, once."),
        ("rest 7 days then 10 mg daily for 7 days",
         "Rest 7 days, then 10 mg daily for 7 days."),
        ("4 daily doses of 1×10^11 particles", "Give 4 daily doses of 1×10^11 particles."),
        ("10 mg on days 0-4 counting days from 0",
         "Give 10 mg on days 0 to 4, counting days from 0."),
        ("10 mg in weeks 1 daily", "Give 10 mg daily in week 1."),
    ],
)  # fmt: skip
def test_a_regimen_is_read_aloud(phrase: str, expected: str) -> None:
    assert said(phrase) == expected


@given(phrases)
@settings(max_examples=500)
def test_a_sentence_reads_back_as_the_same_regimen(phrase: str) -> None:
    text = read_phrase(phrase)
    assume(text.ok)
    back = read_phrase(sentence(item(text)))
    assert back.ok
    assert meaning(item(back)) == meaning(item(text))


@given(phrases)
@settings(max_examples=300)
def test_a_sentence_of_a_sentence_is_the_same_sentence(phrase: str) -> None:
    text = read_phrase(phrase)
    assume(text.ok)
    once = sentence(item(text))
    assert sentence(item(read_phrase(once))) == once


def regimens(trial: Trial) -> list[Item]:
    return [
        regimen.item for arm in trial.arms for reading in arm.readings
        for regimen in reading.regimens
    ]  # fmt: skip


@pytest.mark.parametrize("path", SCHEDULES, ids=lambda path: path.stem)
def test_the_sentences_of_a_shipped_trial_read_back_as_its_regimens(path: Path) -> None:
    trial = read_file(path.read_text(encoding="utf-8"), path.name).trial
    spans = "".join(f"span {span.name}\n  lasts 6 weeks\n" for span in trial.spans)
    for found in regimens(trial):
        words = sentence(found, trial)
        back = read_file(f"trial A\n{spans}arm A\n  {words}", "a") if spans else read_phrase(words)
        assert back.ok
        assert meaning(item(back)) == meaning(found)
        assert sentence(item(back), trial) == words


@given(files)
@settings(max_examples=60)
def test_the_sentences_of_any_trial_read_back_by_themselves(text: str) -> None:
    trial = read_file(text, "a").trial
    for found in regimens(trial):
        back = read_phrase(sentence(found, trial))
        assert back.ok
        assert meaning(item(back)) == meaning(found)


@given(phrases)
@settings(max_examples=100)
def test_the_turns_of_a_sentence_are_the_sentence(phrase: str) -> None:
    text = read_phrase(phrase)
    assume(text.ok)
    assert " ".join(turns(item(text))) == sentence(item(text))


def test_a_sequence_has_a_turn_for_each_of_its_items() -> None:
    found = item(read_phrase(
        '(1 mg daily for 2 days then 2 mg daily for 3 days) repeated 2 times then 5 mg of "a, then b"'
        " daily for 4 days then rest 7 days"
    ))  # fmt: skip
    assert turns(found) == (
        "Give (1 mg daily for 2 days, then 2 mg daily for 3 days) repeated 2 times,",
        'then 5 mg of "a, then b" daily for 4 days,',
        "then rest 7 days.",
    )
