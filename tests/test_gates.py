"""Whole trials: who may start when, what the trial's own dates allow, the work of each week."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

import dosecalc
from dosecalc.calendars import Calendar
from dosecalc.enrolment import Enrolled
from dosecalc.language import read_file
from dosecalc.workload import workload

COHORTS = {"reading": "eight weeks, cohorts"}
GATED = """\
trial EX-01 "x"
  starts 2026-03-02
  completes 2026-06-30

arm low
  participants 3 in each cohort
  give 1e9, 2e9 particles of EX-EV daily for 2 days escalating across cohorts

visits
  watch DLT for 14 days from the first dose, before next cohort
  follow-up 28 days after the last dose
"""


def planned(text: str, participants: object = 6, **wishes: object) -> Calendar:
    made = read_file(text, "x.dose") if text.startswith("trial") else text
    found = dosecalc.calendar(made, participants=participants, **wishes)
    assert found.ok, [each.message for each in found.diagnostics]
    return found


def starts(found: Calendar) -> list[str]:
    return [f"{p.id} {p.variant.cohort} {p.start}" for p in found.people]


# ------------------------------------------------------------------ gates


def test_a_cohort_waits_for_the_watch_of_the_last_participant_before_it() -> None:
    assert starts(planned(GATED, every="3 days")) == [
        "001 1 2026-03-02", "002 1 2026-03-05", "003 1 2026-03-08",
        "004 2 2026-03-22", "005 2 2026-03-22", "006 2 2026-03-22",
    ]  # fmt: skip


def test_without_a_gate_participants_come_at_their_pace() -> None:
    text = GATED.replace(", before next cohort", "")
    assert starts(planned(text, 4, every="7d"))[3] == "004 2 2026-03-23"


def test_the_others_wait_for_the_sentinel_and_for_each_other() -> None:
    text = GATED.replace(
        "  participants 3 in each cohort\n",
        "  participants 3 in each cohort\n  sentinel participant 3 days before the others\n"
        "  stagger at least 24 hours between participants\n",
    )
    assert starts(planned(text, 3)) == [
        "001 1 2026-03-02", "002 1 2026-03-05", "003 1 2026-03-06",
    ]  # fmt: skip


def test_a_stagger_may_be_for_the_first_participants_alone() -> None:
    text = GATED.replace("  participants 3 in each", "  stagger 3 days between the first 2 participants\n"
                         "  participants 4 in each")  # fmt: skip
    assert starts(planned(text, 4)) == [
        "001 1 2026-03-02", "002 1 2026-03-05", "003 1 2026-03-05", "004 1 2026-03-05",
    ]  # fmt: skip


def test_cohorts_may_differ_in_size() -> None:
    text = GATED.replace("participants 3 in each cohort", "participants 1 in cohort 1").replace(
        "  give", "  participants 4 in each cohort\n  give"
    )
    assert [p.variant.cohort for p in planned(text, 5).people] == [1, 2, 2, 2, 2]
    assert [each.code for each in dosecalc.calendar(
        read_file(text, "x.dose"), participants=6).diagnostics] == ["more-than-cohorts"]  # fmt: skip


def test_a_start_is_on_an_open_day() -> None:
    found = planned(GATED, 3, first="2026-03-07", closed=["Sat, Sun"])
    assert starts(found)[0] == "001 1 2026-03-09"
    assert found.enrolment is not None
    assert found.enrolment.cohorts[0].why == "2026-03-07 is a Saturday"


def test_cohorts_are_filled_in_their_order() -> None:
    assert [p.variant.cohort for p in planned(GATED, 5).people] == [1, 1, 1, 2, 2]


def test_a_cohort_of_an_open_size_has_to_be_given_one() -> None:
    text = GATED.replace("3 in each", "3 to 6 in each")
    made = read_file(text, "x.dose")
    refused = dosecalc.calendar(made, participants=6)
    assert [each.code for each in refused.diagnostics] == ["cohort-size-needed"]
    assert [p.variant.cohort for p in planned(text, 6, per_cohort=4).people] == [1, 1, 1, 1, 2, 2]


def test_more_participants_than_places_are_refused() -> None:
    found = dosecalc.calendar(read_file(GATED, "x.dose"), participants=7)
    assert [each.message for each in found.diagnostics] == [
        "7 participants do not fit: the cohorts have room for 6"
    ]


@pytest.mark.parametrize("wishes", [{"participants": 0}, {"participants": 6, "per_cohort": 0}])
def test_counts_of_nobody_are_refused(wishes: dict[str, int]) -> None:
    found = dosecalc.calendar(read_file(GATED, "x.dose"), **wishes)
    assert [each.code for each in found.diagnostics] == ["not-above-zero"]


def test_a_listed_start_before_the_gate_has_a_warning() -> None:
    people = [
        Enrolled("001", "low", 1, date(2026, 3, 2)), Enrolled("002", "low", 2, date(2026, 3, 10)),
    ]  # fmt: skip
    found = planned(GATED, people)
    assert [each.message for each in found.diagnostics] == [
        "participant `002` starts on 2026-03-10, and may from 2026-03-16 on: watch DLT of cohort 1"
    ]


def test_a_watch_that_never_ends_gates_nothing_and_is_refused() -> None:
    text = GATED.replace("for 14 days from", "for at least 14 days from")
    found = dosecalc.calendar(read_file(text, "x.dose"), participants=6)
    assert [each.code for each in found.diagnostics if each.is_error] == ["endless-gate"]


def test_a_site_without_an_open_day_is_said() -> None:
    found = dosecalc.calendar(
        read_file(GATED, "x.dose"),
        participants=6,
        closed=["Tue to Sun", "2025-01-01 to 2028-01-01"],
    )
    assert [each.code for each in found.diagnostics if each.is_error] == ["closed-for-a-year"]


# ------------------------------------------------------------------ the trial's own dates


def test_the_schizophrenia_trial_ends_after_its_planned_completion_if_its_watch_gates() -> None:
    found = planned("NCT07485751", 15, gate=["DLT"], **COHORTS)
    assert found.enrolment is not None
    assert [str(each.first) for each in found.enrolment.cohorts] == [
        "2026-03-01", "2026-03-29", "2026-04-26", "2026-05-24", "2026-06-21",
    ]  # fmt: skip
    last = found.enrolment.deadlines[-1]
    assert (last.name, last.planned, last.earliest, last.days) == (
        "completes", date(2026, 12, 1), date(2026, 12, 6), 5,
    )  # fmt: skip
    assert found.enrolment.rests_on[0] == "watch DLT gates the next cohort: assumed by `--gate`"


def test_without_the_gate_its_dates_can_be_kept() -> None:
    found = planned("NCT07485751", 15, **COHORTS)
    assert found.enrolment is not None
    assert [each.days for each in found.enrolment.deadlines] == [0, -132, -107]


# ------------------------------------------------------------------ work


def test_the_work_of_a_week_adds_up_exactly() -> None:
    loads = workload(planned(GATED, 6))
    assert [(str(each.first), each.visits, each.doses) for each in loads] == [
        ("2026-03-02", 6, 6), ("2026-03-16", 6, 6), ("2026-03-30", 3, 0), ("2026-04-13", 3, 0),
    ]  # fmt: skip
    (first,) = loads[0].prepared
    assert (first.agent, first.unit, first.amount.low) == ("EX-EV", "particle", Fraction(6 * 10**9))


def test_days_add_up_to_weeks() -> None:
    found = planned("NCT07485751", 15, gate=["DLT"], **COHORTS)
    days, weeks = workload(found, "day"), workload(found)
    for week in weeks:
        mine = [each for each in days if week.first <= each.first <= week.last]
        assert (sum(d.visits for d in mine), sum(d.doses for d in mine)) == (
            week.visits,
            week.doses,
        )
    assert all(
        each.first.weekday() == 0 and each.last - each.first == timedelta(6) for each in weeks
    )


def test_amounts_that_nobody_states_are_counted_apart() -> None:
    found = planned("an unknown amount daily for 2 days", 2, first="2026-03-02")
    (load,) = workload(found)
    assert [(each.unknown, each.amount.high) for each in load.prepared] == [(4, 0)]


def test_a_dose_that_may_not_happen_makes_the_work_a_range() -> None:
    found = planned("10 mg daily for 2 to 3 days", 1, first="2026-03-02")
    (load,) = workload(found)
    assert (load.doses, load.possible) == (3, 1)
    assert load.prepared[0].amount == (20, 30)


def test_appointments_beyond_the_slots_of_a_day_are_overflow() -> None:
    found = planned("10 mg once", 3, first="2026-03-02", slots=2)
    assert [each.overflow for each in workload(found, "day")] == [1]
    assert [e.why for e in found.entries()] == [
        "", "", "all 2 slots are taken, and no window is stated",
    ]  # fmt: skip
