"""Logs held against schedules: what was given, missed and unrecorded, how much, how intensely."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc import adherence
from dosecalc.actuals import Actual
from dosecalc.adherences import Adherence
from dosecalc.amounts import Amount, just
from dosecalc.enrolment import Enrolled
from dosecalc.matching import Entry, Slot, matched
from dosecalc.parameters import Interval
from dosecalc.units import UNSTATED, find

DAY_1 = date(2026, 3, 2)
START = DAY_1.isoformat()
FOUR = "10 mg daily for 4 days"


def mg(amount: int | Fraction) -> Amount:
    return Amount(just(amount), find("mg"))


def on(day: int, amount: Amount | None = mg(10), who: str = "001", **more: Any) -> Actual:  # noqa: B008
    """A dose that was given on a study day, its planned day not said."""
    return Actual(who, date=DAY_1 + timedelta(days=day - 1), amount=amount, **more)


def planned(day: int, amount: Amount | None = mg(10), **more: Any) -> Actual:  # noqa: B008
    """A dose that was given on the day it was planned for."""
    return on(day, amount, planned_day=day, **more)


def missed(day: int) -> Actual:
    return Actual("001", planned_day=day, given=False)


def counted(regimen: str, log: Sequence[Actual], **asked: Any) -> dict[str, int]:
    """What is not zero of the first participant's doses."""
    found = adherence(regimen, log, start=START, **asked)
    assert found.ok, [each.message for each in found.diagnostics]
    return {name: count for name, count in found[0].counts._asdict().items() if count}


def codes(found: Adherence) -> list[str]:
    return [each.code for each in found.diagnostics]


def exact(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


# ---------------------------------------------------------------- doses


def test_a_dose_is_given_missed_or_not_recorded() -> None:
    assert counted(FOUR, [planned(1), missed(2), planned(4)]) == {
        "planned": 4, "due": 4, "given": 2, "missed": 1, "unrecorded": 1, "as_planned": 2,
    }  # fmt: skip


def test_what_is_planned_after_the_cut_off_is_not_due_yet() -> None:
    assert counted(FOUR, [planned(1)], until="2026-03-03") == {
        "planned": 4, "due": 2, "given": 1, "unrecorded": 1, "not_yet_due": 2, "as_planned": 1,
    }  # fmt: skip


def test_a_row_after_the_cut_off_does_not_count() -> None:
    found = adherence(FOUR, [planned(1), planned(3)], start=START, until="2026-03-03")
    assert (found[0].counts.given, found[0].counts.due) == (1, 2)
    assert "counted to the end of 2026-03-03; later rows, not counted: 1" in found.remarks()


def test_a_dose_given_before_its_day_is_early_and_due() -> None:
    log = [planned(1), on(2, planned_day=4)]
    assert counted(FOUR, log, until="2026-03-03") == {
        "planned": 4, "due": 3, "given": 2, "unrecorded": 1, "not_yet_due": 1, "early": 1,
        "as_planned": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("late", "expected"), [(None, 2), ("1 day", 2), ("2 days", 1), ("1 week", 0)]
)
def test_from_a_delay_on_a_dose_is_late(late: str | None, expected: int) -> None:
    log = [planned(1), on(9, planned_day=8), on(17, planned_day=15)]
    assert counted("10 mg weekly for 3 weeks", log, late=late).get("late", 0) == expected


def test_a_dose_inside_its_window_is_neither_early_nor_late() -> None:
    phrase = "10 mg weekly for 3 weeks within 1 day before to 2 days after"
    log = [on(3, planned_day=1), on(6, planned_day=8), on(18, planned_day=15)]
    found = adherence(phrase, log, start=START)
    assert (found[0].counts.late, found[0].counts.early) == (1, 1)


def test_a_dose_whose_day_is_not_stated_is_in_time_in_its_whole_week() -> None:
    log = [planned(1), on(7, planned_day=4), on(8, planned_day=8), on(15, planned_day=11)]
    found = adherence("10 mg twice weekly for 2 weeks", log, start=START)
    assert (found[0].counts.late, found[0].counts.early) == (1, 0)


def test_doses_by_a_week_count_to_its_last_day() -> None:
    phrase = "10 mg twice weekly for 8 weeks"
    by_week = counted(phrase, [planned(1)], by_week=2)
    assert by_week == counted(phrase, [planned(1)], by_day=14)
    assert (by_week["due"], by_week["not_yet_due"]) == (4, 12)


def test_a_dose_given_for_a_day_that_was_first_noted_as_missed_is_given_late() -> None:
    log = [missed(2), on(3, planned_day=2)]
    assert counted("10 mg daily for 2 days", log) == {
        "planned": 2, "due": 2, "given": 1, "unrecorded": 1, "late": 1, "as_planned": 1,
    }  # fmt: skip


def test_a_dose_of_a_day_without_one_is_extra_and_named() -> None:
    found = adherence("10 mg weekly for 2 weeks", [planned(1), planned(3)], start=START)
    assert (found[0].counts.given, found[0].counts.extra) == (1, 1)
    assert codes(found) == ["nothing-planned"]


def test_day_0_is_no_day_unless_days_are_counted_from_it() -> None:
    assert codes(adherence(FOUR, [planned(1), on(1, planned_day=0)], start=START)) == [
        "nothing-planned"
    ]
    from_zero = adherence(f"{FOUR} counting days from 0", [on(1, planned_day=0)], start=START)
    assert (from_zero.diagnostics, from_zero[0].counts.given) == ((), 1)


def test_a_dose_without_a_date_is_given_but_neither_late_nor_timed() -> None:
    found = adherence(FOUR, [Actual("001", planned_day=1, amount=mg(10))], start=START)
    assert (found[0].counts.given, found[0].counts.undated) == (1, 1)
    assert found[0].given == exact(10)
    assert (found[0].intensity, found[0].needs) == (None, ("the dates of doses that were given",))


# ---------------------------------------------------------------- which dose a row is about


def test_rows_without_a_planned_day_go_to_their_date_and_then_to_the_nearest_in_order() -> None:
    slots = [Slot(0), Slot(3), Slot(7), Slot(10)]
    found = matched(slots, [Entry(day=day) for day in (0, 4, 8, 10)])
    assert [each and each.day for each in found.rows] == [0, 4, 8, 10]


def test_a_second_dose_on_a_day_takes_no_dose_from_behind_a_later_row() -> None:
    found = matched([Slot(0), Slot(1), Slot(2)], [Entry(day=0), Entry(day=0), Entry(day=1)])
    assert [each and each.day for each in found.rows] == [0, 1, None]
    assert [each.day for each in found.surplus] == [0]


def test_of_two_doses_as_near_the_earlier_is_meant() -> None:
    found = matched([Slot(0), Slot(4)], [Entry(day=2)])
    assert [each and each.day for each in found.rows] == [2, None]


def test_two_doses_of_a_day_are_told_apart_by_their_times() -> None:
    found = matched([Slot(0, 28800), Slot(0, 72000)], [Entry(planned=0, day=0, second=70000)])
    assert [each and each.second for each in found.rows] == [None, 70000]


def test_rows_that_are_alike_are_named() -> None:
    assert codes(adherence(FOUR, [on(1), on(1)], start=START)) == ["dose-twice"]
    assert codes(adherence("10 mg twice daily for 4 days", [on(1), on(1)], start=START)) == []


# ---------------------------------------------------------------- what a missed dose means


LOG = (planned(1), planned(2), missed(3), on(4), on(5), on(6))


def test_without_a_word_for_it_a_missed_dose_is_missed_and_the_answer_says_so() -> None:
    found = adherence(FOUR, LOG, start=START)
    assert (found[0].counts.given, found[0].counts.missed, found[0].counts.extra) == (3, 1, 2)
    assert (
        "what a missed dose means was not stated: it counts as missed, and no other dose moves"
        in found.remarks()
    )


def test_skip_leaves_it_out() -> None:
    assert counted(FOUR, LOG, missed="skip") == {
        "planned": 4, "due": 4, "given": 3, "missed": 1, "extra": 2, "as_planned": 3,
    }  # fmt: skip


def test_shift_moves_the_later_doses_by_one_place() -> None:
    assert counted(FOUR, LOG, missed="shift") == {
        "planned": 4, "due": 4, "given": 4, "extra": 1, "moved": 1, "as_planned": 4,
    }  # fmt: skip


def test_a_shifted_dose_comes_in_the_rhythm_of_the_plan_and_keeps_its_amount() -> None:
    phrase = "10, 20, 30, 40 mg daily escalating each dose for 4 doses"
    log = [planned(1), missed(2), on(3, mg(20)), on(4, mg(30)), on(5, mg(40))]
    assert counted(phrase, log, missed="shift") == {
        "planned": 4, "due": 4, "given": 4, "moved": 1, "as_planned": 4,
    }  # fmt: skip


def test_shifted_doses_beyond_the_cut_off_are_not_due_yet() -> None:
    assert counted(FOUR, LOG[:4], missed="shift", until="2026-03-05") == {
        "planned": 4, "due": 3, "given": 3, "not_yet_due": 1, "moved": 1, "as_planned": 3,
    }  # fmt: skip


@pytest.mark.parametrize("word", ["make-up", "make up", "Make-Up"])
def test_make_up_counts_an_extra_dose_against_a_missed_one(word: str) -> None:
    assert counted(FOUR, LOG, missed=word) == {
        "planned": 4, "due": 4, "given": 4, "made_up": 1, "extra": 1, "as_planned": 4,
    }  # fmt: skip


def test_nothing_makes_up_for_a_dose_that_is_missed_later() -> None:
    log = [planned(1), on(1, planned_day=1, time=None), missed(3)]
    assert counted(FOUR, log, missed="make-up")["missed"] == 1


# ---------------------------------------------------------------- amounts


def test_amounts_are_held_against_the_plan_exactly() -> None:
    log = [planned(1), planned(2, mg(Fraction(99999, 10000))), planned(3, mg(11)),
           planned(4, Amount(just(Fraction(1, 100)), find("g")))]  # fmt: skip
    found = adherence(FOUR, log, start=START)[0].counts
    assert (found.as_planned, found.under, found.over) == (2, 1, 1)


def test_a_planned_range_is_met_within_its_bounds() -> None:
    log = [planned(1, mg(3)), planned(2, mg(4)), planned(3, mg(5)), planned(4, mg(6))]
    found = adherence("4 to 5 mg daily for 4 days", log, start=START)[0]
    assert (found.counts.under, found.counts.as_planned, found.counts.over) == (1, 2, 1)
    assert (found.planned, found.given) == (Interval(Fraction(16), Fraction(20)), exact(18))
    assert found.relative == Interval(Fraction(18, 20), Fraction(18, 16))


def test_an_unknown_plan_says_what_it_needs() -> None:
    found = adherence("unknown mg daily for 2 days", [planned(1)], start=START)[0]
    assert (found.counts.not_compared, found.planned, found.relative) == (1, None, None)
    assert found.needs == ("the dose",)


def test_an_amount_per_kilogram_needs_the_body_weight() -> None:
    phrase, log = "2 mg/kg daily for 2 days", [planned(1, mg(140)), planned(2, mg(140))]
    assert adherence(phrase, log, start=START)[0].needs == ("the body weight",)
    weighed = adherence(phrase, log, start=START, weight="70")[0]
    assert (weighed.counts.as_planned, weighed.relative) == (2, exact(1))


@pytest.mark.parametrize(
    ("phrase", "asked", "need"),
    [
        ("260 mg below 50 kg, 390 mg from 50 kg once", {}, "the body weight"),
        ("260, 390 mg escalation once", {"reading": "participant"}, "the level of each dose"),
    ],
)
def test_an_amount_between_those_of_which_one_is_meant_is_not_compared(
    phrase: str, asked: dict[str, Any], need: str
) -> None:
    found = adherence(phrase, [planned(1, mg(300))], start=START, **asked)[0]
    assert (found.counts.not_compared, found.needs) == (1, (need,))
    outside = adherence(phrase, [planned(1, mg(400))], start=START, **asked)[0]
    assert (outside.counts.over, outside.needs) == (1, ())


def test_an_amount_whose_unit_nobody_states_is_not_compared() -> None:
    found = adherence(FOUR, [planned(1, Amount(just(10), UNSTATED))], start=START)[0]
    assert (found.counts.not_compared, found.given) == (1, None)
    assert found.needs == ("the unit of the amounts that were given",)


def test_a_dose_without_an_amount_is_taken_as_planned_only_if_somebody_says_so() -> None:
    log = [planned(day, None) for day in range(1, 5)]
    silent = adherence("4 to 5 mg daily for 4 days", log, start=START)[0]
    assert (silent.given, silent.relative) == (None, None)
    assert silent.needs == ("the amounts that were given",)
    told = adherence("4 to 5 mg daily for 4 days", log, start=START, as_planned=True)[0]
    assert (told.given, told.relative) == (Interval(Fraction(16), Fraction(20)), exact(1))


def test_an_assumption_that_plan_and_log_share_cancels() -> None:
    log = [on(1, Amount(just(1), find("mL"))), on(2, Amount(just(2), find("mL")))]
    found = adherence(
        "2 mL daily for 2 days", log, start=START, unit="particles",
        assume=["1 mL = 1e9 to 1e10 particles"],
    )[0]  # fmt: skip
    assert found.given == Interval(Fraction(3 * 10**9), Fraction(3 * 10**10))
    assert found.relative == exact(Fraction(3, 4))


def test_a_bound_on_one_side_bounds_the_intensity_on_the_other() -> None:
    least = adherence("at least 60 mg daily for 2 days", [planned(1, mg(60)), planned(2, mg(30))],
                      start=START)[0]  # fmt: skip
    assert (least.counts.under, least.relative) == (1, Interval(Fraction(0), Fraction(3, 4)))
    most = adherence("up to 60 mg once", [planned(1, mg(30))], start=START)[0]
    assert (most.counts.as_planned, most.relative) == (1, Interval(Fraction(1, 2), None))


def test_a_placebo_has_doses_and_no_amount() -> None:
    found = adherence("placebo daily for 2 days", [planned(1), planned(2)], start=START)[0]
    assert (found.counts.rate, found.planned, found.relative, found.needs) == (
        1,
        exact(0),
        None,
        (),
    )


def test_doses_as_needed_count_only_where_they_were_given() -> None:
    phrase = "10 mg as needed, at most 2 a day for 3 days"
    assert counted(phrase, [on(1), on(3)]) == {
        "planned": 2, "due": 2, "given": 2, "as_planned": 2, "optional": 4,
    }  # fmt: skip


def test_a_regimen_that_cannot_be_listed_is_not_counted() -> None:
    found = adherence("10 mg daily until progression", [on(1)], start=START)
    assert (len(found), codes(found)) == (0, ["doses-not-listed"])


# ---------------------------------------------------------------- dose intensity

# Planned doses a week of both regimens of trial MRC BO06 (EORTC 80931) of osteosarcoma, the second
# "intensified": doxorubicin 75 mg/m² and cisplatin 100 mg/m² for six cycles, every 3 weeks and
# every 2 weeks; the planned intensity of the second is half as much again as that of the first.
# Lancia et al., BMJ Open 9 (2019) e022980.
BO06 = [
    ("75 mg/m2 every 3 weeks for 6 doses", Fraction(25)),
    ("75 mg/m2 every 2 weeks for 6 doses", Fraction(75, 2)),
    ("100 mg/m2 every 3 weeks for 6 doses", Fraction(100, 3)),
    ("100 mg/m2 every 2 weeks for 6 doses", Fraction(50)),
]


@pytest.mark.parametrize(("phrase", "intensity"), BO06)
def test_planned_intensities_are_those_of_a_published_trial(
    phrase: str, intensity: Fraction
) -> None:
    found = adherence(phrase, [planned(1)], start=START)[0]
    assert found.planned_intensity == exact(intensity)


def test_a_delay_and_a_reduction_lower_the_relative_intensity() -> None:
    log = [planned(1, mg(100)), on(29, mg(80), planned_day=22)]
    found = adherence("100 mg every 3 weeks for 2 doses", log, start=START)[0]
    assert found.intensity == exact(Fraction(180, 7))
    assert found.relative == exact(Fraction(9, 10) * Fraction(6, 7))


def test_a_treatment_that_stops_early_is_measured_over_the_time_it_went_on() -> None:
    log = [planned(1), planned(2), missed(3), missed(4)]
    found = adherence(FOUR, log, start=START)[0]
    assert (found.counts.rate, found.relative) == (Fraction(1, 2), exact(1))


def test_a_treatment_that_never_began_has_no_intensity() -> None:
    found = adherence(FOUR, [missed(1)], start=START)[0]
    assert (found.given, found.intensity, found.relative) == (exact(0), None, None)
    assert found.needs == ("a dose that was given",)


@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(0, 20)), min_size=1, max_size=8),
    st.integers(1, 28),
)
def test_cyclic_treatments_agree_with_the_formula_of_statistical_programmers(
    doses: list[tuple[int, int]], cycle: int
) -> None:
    """Σ doses ÷ dose per cycle × cycle ÷ (last − first + cycle), as exposure datasets define it."""
    log, day = [], 1
    for number, (amount, delay) in enumerate(doses):
        day += delay + (cycle if number else 0)
        log.append(on(day, mg(amount), planned_day=1 + number * cycle))
    phrase = f"100 mg every {cycle} days for {len(doses)} doses"
    found = adherence(phrase, log, start=START)[0]
    length = (log[-1].date - log[0].date).days + cycle  # type: ignore[operator]
    expected = Fraction(sum(amount for amount, _ in doses) * cycle, 100 * length)
    assert found.relative == exact(expected)


# ---------------------------------------------------------------- who, and which plan

ARMS = """trial T
arm low
  give 10 mg of X daily for 2 days
arm high
  give 20 mg of X daily for 2 days and 1 mg of Y once
arm stepped
  give 1, 2 mg of X once escalating across cohorts
"""
TEXT = dosecalc.parse(ARMS, "t.dose")


def test_each_participant_has_an_arm_and_a_start_and_arms_are_summed() -> None:
    people = [
        Enrolled("001", "low", start=DAY_1),
        Enrolled("002", "low", start=DAY_1 + timedelta(days=7)),
        Enrolled("003", "stepped", 2, DAY_1),
    ]
    log = [on(1, who="001", agent="X"), on(8, who="002", agent="x"), on(9, who="002", agent="X"),
           on(1, mg(2), who="003", agent="X")]  # fmt: skip
    found = adherence(TEXT, log, participants=people)
    shown = [
        (row.level, row.arm, row.participant, row.counts.given, row.counts.due) for row in found
    ]
    assert shown == [
        ("participant", "low", "001", 1, 2),
        ("participant", "low", "002", 2, 2),
        ("participant", "stepped", "003", 1, 1),
        ("arm", "low", None, 3, 4),
        ("arm", "stepped", None, 1, 1),
        ("all", None, None, 4, 5),
    ]
    assert (found[3].given, found[5].given, found[2].counts.as_planned) == (exact(30), exact(32), 1)


def test_each_product_of_a_participant_has_a_row() -> None:
    log = [on(1, mg(20), agent="X"), on(1, mg(1), agent="Y"), on(2, mg(1))]
    found = adherence(TEXT, log, start=START, arm="high")
    assert [(row.agent, row.counts.given, row.counts.due) for row in found[:2]] == [
        ("X", 1, 2), ("Y", 1, 1),
    ]  # fmt: skip
    assert codes(found) == ["agent-not-said"]


def test_rows_of_others_and_of_other_products_are_named_and_not_counted() -> None:
    log = [on(1, agent="X"), on(2, agent="Z"), on(2, agent="X", who="O01"),
           Actual("001", activity="dosse", planned_day=1)]  # fmt: skip
    people = [Enrolled("001", "low", start=DAY_1)]
    found = adherence(TEXT, log, participants=people)
    assert sorted(codes(found)) == [
        "activity-not-planned", "agent-not-planned", "participant-not-listed",
    ]  # fmt: skip
    assert (found[0].counts.given, found.ok) == (1, True)


def test_an_activity_of_a_visit_is_no_dose_and_no_mistake() -> None:
    text = dosecalc.parse(f"{ARMS}visits\n  ECG at weeks 0, 2\n", "t.dose")
    log = [on(1, agent="X"), Actual("001", activity="ECG", planned_day=1)]
    assert adherence(text, log, start=START, arm="low").diagnostics == ()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "arm-needed"),
        ({"arm": "lwo"}, "arm-not-known"),
        ({"arm": "stepped"}, "cohort-needed"),
        ({"arm": "stepped", "cohort": 3}, "cohort-not-known"),
        ({"arm": "low", "reading": "second"}, "reading-not-known"),
    ],
)
def test_a_plan_that_is_not_chosen_is_asked_for(asked: dict[str, Any], code: str) -> None:
    found = adherence(TEXT, [on(1)], start=START, **asked)
    assert (codes(found), len(found)) == ([code], 0)


def test_a_reading_is_chosen_by_its_name() -> None:
    log = [on(1, Amount(just(10**11), find("particles")))]
    assert codes(adherence("NCT07232563", log, start=START)) == ["reading-needed"]
    found = adherence("NCT07232563", log, start=START, reading="Days 1 to 4")
    assert (found[0].reading, found[0].counts.due) == ("days 1 to 4", 4)


def test_the_founding_trials_completion_rate_at_week_8() -> None:
    log = [on(day, Amount(just(10**9), UNSTATED)) for day in (1, 4, 8, 11, 15, 18, 22, 25, 29, 32)]
    found = adherence("NCT07485751", log, start=START, reading="eight weeks", cohort=1, by_week=8)
    assert (found[0].counts.rate, found[0].counts.as_planned) == (Fraction(10, 16), 10)


def test_a_draft_that_nobody_has_checked_says_so() -> None:
    text = dosecalc.parse("unconfirmed\n" + ARMS, "t.dose")
    found = adherence(text, [on(1, agent="X")], start=START, arm="low")
    assert found.remarks()[0] == "unconfirmed: no person has checked this draft"
    assert {values[-1] for values in (*found.values(), *found.over_time_values())} == {
        "unconfirmed"
    }


def test_what_amounts_of_the_log_are_assumed_to_be_is_told() -> None:
    log = [on(1, Amount(just(2), find("mL")))]
    found = adherence("1e9 particles once", log, start=START, assume=["1 mL = 5e8 particles"])
    assert found[0].relative == exact(1)
    assert "assuming 1 mL = 5e8 particles" in found.remarks()


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"start": None}, "start-needed"),
        ({"start": "2.3.2026"}, "no-date"),
        ({"until": "week 8"}, "no-date"),
        ({"by_day": 0}, "no-day-zero"),
        ({"by_day": 3, "by_week": 3}, "one-of-two"),
        ({"by_week": 0}, "not-above-zero"),
        ({"late": "6 hours"}, "whole-days-needed"),
        ({"late": "1 to 2 days"}, "whole-days-needed"),
        ({"missed": "ignore"}, "no-such-rule"),
        ({"unit": "mgg"}, "unit-not-known"),
    ],
)
def test_a_wrong_call_is_said_and_counts_nothing(asked: dict[str, Any], code: str) -> None:
    found = adherence(FOUR, [on(1)], **{"start": START, **asked})
    assert (codes(found), len(found)) == ([code], 0)


def test_several_trials_are_not_one() -> None:
    assert codes(adherence("schedules", [on(1)], start=START))[-1] == "one-trial-needed"


def test_a_participant_without_a_start_is_named_and_left_out() -> None:
    people = [Enrolled("001", start=DAY_1), Enrolled("002")]
    found = adherence(FOUR, [on(1), on(1, who="002")], participants=people)
    assert (codes(found), [row.participant for row in found]) == (["start-needed"], ["001", None])


def test_a_log_with_an_error_is_not_counted(tmp_path: Any) -> None:
    (tmp_path / "log.csv").write_text("participant,agent,date\n1,X,2026-03-02\n1,X,3.3.2026\n")
    found = adherence(FOUR, tmp_path / "log.csv", start=START)
    assert (codes(found), len(found)) == (["cell-not-understood"], 0)


# ---------------------------------------------------------------- over time


def test_sums_grow_date_by_date_for_each_participant_and_arm() -> None:
    log = [planned(1), on(3, mg(5), planned_day=2), on(2, who="002")]
    found = adherence("10 mg daily for 2 days", log, start=START)
    shown = [
        (each.level, each.date.day, each.day, each.planned, each.given)
        for each in found.over_time()
    ]
    assert shown == [
        ("participant", 2, 1, exact(10), exact(10)),
        ("participant", 3, 2, exact(20), exact(10)),
        ("participant", 4, 3, exact(20), exact(15)),
        ("participant", 2, 1, exact(10), exact(0)),
        ("participant", 3, 2, exact(20), exact(10)),
        ("arm", 2, None, exact(20), exact(10)),
        ("arm", 3, None, exact(40), exact(20)),
        ("arm", 4, None, exact(40), exact(25)),
    ]


def test_a_sum_is_unknown_from_the_first_unknown_amount_on() -> None:
    found = adherence("10 mg daily for 3 days", [planned(1), planned(2, None)], start=START)
    assert [each.given for each in found.over_time()][:3] == [exact(10), None, None]


# ---------------------------------------------------------------- laws

PHRASES = (
    FOUR, "10 mg twice daily for 3 days", "10 mg twice weekly for 3 weeks",
    "10 mg on days 1, 8 of every 21 days for 2 cycles", "5 mg daily for 4 to 6 days",
)  # fmt: skip
rows = st.builds(
    lambda day, late, planned, was_given, amount: Actual(
        "001", planned_day=day if planned else None,
        date=DAY_1 + timedelta(days=day - 1 + late) if was_given or not planned else None,
        amount=mg(amount) if was_given else None, given=was_given,
    ),
    st.integers(1, 30), st.integers(-1, 3), st.booleans(), st.booleans(), st.integers(1, 20),
)  # fmt: skip
logs = st.lists(rows, min_size=1, max_size=12)
rules = st.sampled_from([None, "skip", "shift", "make-up"])
cut_offs = st.none() | st.integers(1, 40)


@settings(deadline=None)
@given(st.sampled_from(PHRASES), logs, rules, cut_offs)
def test_every_planned_dose_is_given_missed_unrecorded_or_not_yet_due(
    phrase: str, log: list[Actual], rule: str | None, by_day: int | None
) -> None:
    found = adherence(phrase, log, start=START, missed=rule, by_day=by_day)[0].counts
    assert found.given + found.missed + found.unrecorded + found.not_yet_due == found.planned
    assert found.given + found.missed + found.unrecorded == found.due
    assert found.as_planned + found.under + found.over + found.not_compared == found.given
    kept = [each for each in log if each.given]
    assert found.given + found.extra <= len(kept)


@settings(deadline=None)
@given(st.sampled_from(PHRASES), logs, rules, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    phrase: str, log: list[Actual], rule: str | None, random: Any
) -> None:
    mixed = random.sample(log, len(log))
    one, other = (adherence(phrase, each, start=START, missed=rule) for each in (log, mixed))
    assert one.rows == other.rows


@given(st.sampled_from(PHRASES[:4]), st.booleans(), cut_offs)
def test_all_given_as_planned_is_completion_1_and_intensity_1(
    phrase: str, dated: bool, by_day: int | None
) -> None:
    days = [row[7] for row in dosecalc.doses(phrase) if by_day is None or row[7] <= by_day]
    log = [on(day) if dated else planned(day) for day in days]
    found = adherence(phrase, log, start=START, by_day=by_day)[0]
    assert (found.counts.rate, found.relative) == (1, exact(1))


@given(st.sampled_from(PHRASES[:4]), logs, st.fractions(min_value=Fraction(1, 9), max_value=9))
def test_all_amounts_times_a_factor_are_the_intensity_times_it(
    phrase: str, log: list[Actual], factor: Fraction
) -> None:
    more = [
        each._replace(amount=None if each.amount is None or each.amount.figure is None
                      else mg(each.amount.figure.low * factor))
        for each in log
    ]  # fmt: skip
    one, other = (adherence(phrase, each, start=START)[0].relative for each in (log, more))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert other.low == one.low * factor


@given(st.sampled_from(PHRASES[:4]), logs)
def test_sums_over_time_end_with_the_totals(phrase: str, log: list[Actual]) -> None:
    found = adherence(phrase, log, start=START)
    last = [each for each in found.over_time() if each.level == "participant"][-1]
    assert (last.planned, last.given) == (found[0].planned, found[0].given)
