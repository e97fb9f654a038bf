"""Participants on real dates: days, windows, closed days, times, ranges, and what is refused."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc.calendars import Calendar, Entry
from dosecalc.formats.calendar.words import contents
from dosecalc.language import read_file

MONDAY = "2026-03-02"
LUNG = """\
trial EX-01 "Inhaled vesicles"

arm low
  give 1e9 particles of EX-EV by inhalation weekly for 3 weeks within 1 day

visits
  ECG, labs at weeks 0, 2 within 1 day before to 2 days after
  call 7 days after each actual ECG within 1 day
  fasting 1 day before the first planned dose
  follow-up 28 days after the last dose
  watch DLT for 28 days from the first dose
"""


def planned(text: str, start: str | date = MONDAY, **wishes: object) -> Calendar:
    made = read_file(text, "lung.dose") if text.startswith("trial") else text
    found = dosecalc.calendar(made, start=start, **wishes)
    assert found.ok, [each.message for each in found.diagnostics]
    return found


def test_a_dose_per_body_weight_keeps_its_unit() -> None:
    (entry,) = planned("2 mg/kg once").entries()
    assert contents(entry.contents) == "2 mg/kg"


def codes(text: str, **wishes: object) -> list[str]:
    made = read_file(text, "lung.dose") if text.startswith("trial") else text
    return [each.code for each in dosecalc.calendar(made, **wishes).diagnostics if each.is_error]


def doses(found: Calendar) -> list[date]:
    return [entry.on for entry in found.entries() if entry.kind == "dose"]


def named(found: Calendar, name: str) -> list[Entry]:
    return [entry for entry in found.entries() if entry.activity == name]


def on(entries: list[Entry]) -> list[str]:
    return [entry.on.isoformat() for entry in entries]


# ------------------------------------------------------------------ days


def test_day_1_is_the_start_and_visits_are_counted_from_it() -> None:
    found = planned(LUNG)
    assert doses(found) == [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]
    assert on(named(found, "ECG")) == ["2026-03-02", "2026-03-16"]
    assert [(e.study_day, e.week) for e in named(found, "ECG")] == [(1, 0), (15, 2)]


def test_visits_hang_on_doses_and_on_other_visits() -> None:
    found = planned(LUNG)
    assert on(named(found, "call")) == ["2026-03-09", "2026-03-23"]
    assert on(named(found, "fasting")) == ["2026-03-01"]
    assert on(named(found, "follow-up")) == ["2026-04-13"]
    assert [e.study_day for e in named(found, "fasting")] == [-1]


def test_a_watch_lasts_from_its_first_day_to_its_last() -> None:
    (watch,) = named(planned(LUNG), "DLT")
    assert (watch.on, watch.last) == (date(2026, 3, 2), date(2026, 3, 29))


def test_everything_of_one_day_is_one_appointment() -> None:
    first, second, *_ = planned(LUNG).appointments()
    assert [e.activity for e in first.entries] == ["fasting"]
    assert [e.activity for e in second.entries] == ["ECG", "labs", "dose"]


def test_a_window_has_its_first_and_last_date() -> None:
    ecg = named(planned(LUNG), "ECG")[0]
    assert (ecg.earliest, ecg.latest) == (date(2026, 3, 1), date(2026, 3, 4))


def test_months_become_calendar_months() -> None:
    found = planned("10 mg monthly for 3 months", "2026-01-31")
    assert doses(found) == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_what_is_evenly_placed_is_proposed_and_may_move_in_its_week() -> None:
    first, second, *_ = planned("10 mg twice weekly for 2 weeks").entries()
    assert (first.earliest, second.proposed) == (None, True)
    assert (second.earliest, second.latest) == (date(2026, 3, 2), date(2026, 3, 8))


def test_stated_days_are_not_proposed() -> None:
    assert not any(e.proposed for e in planned("10 mg on days 1-4").entries())


def test_weekday_doses_fall_on_their_weekdays() -> None:
    found = planned("10 mg on Mon, Thu for 3 weeks", "2026-03-04")
    assert {day.weekday() for day in doses(found)} == {0, 3}


starts = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(starts, st.integers(1, 9), st.integers(1, 20))
@settings(max_examples=60, deadline=None)
def test_intervals_agree_with_recurrence_rules(start: date, days: int, count: int) -> None:
    found = planned(f"10 mg every {days} days for {count} doses", start)
    rule = rrule(DAILY, interval=days, count=count, dtstart=start)
    assert doses(found) == [each.date() for each in rule]


@given(starts, st.sets(st.integers(0, 6), min_size=1, max_size=5), st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_weekdays_agree_with_recurrence_rules(start: date, days: set[int], weeks: int) -> None:
    names = ", ".join(
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day] for day in sorted(days)
    )
    found = planned(f"10 mg on {names} for {weeks} weeks", start)
    rule = rrule(
        WEEKLY, byweekday=sorted(days), dtstart=start, until=start + timedelta(weeks=weeks + 1)
    )
    expected = [each.date() for each in rule]
    first = expected[0]
    stop = first + timedelta(weeks=weeks)
    assert doses(found) == [each for each in expected if each < stop]


@given(starts, st.integers(1, 24))
@settings(max_examples=60, deadline=None)
def test_months_agree_with_calendar_arithmetic(start: date, count: int) -> None:
    found = planned(f"10 mg every month for {count} doses", start)
    assert doses(found) == [start + relativedelta(months=number) for number in range(count)]


MONTHS = """\
trial EX-04 "x"
span surgery
  lasts 3 days

arm a
  give 10 mg weekly for 3 weeks

visits
  review {months} months after the last dose
  scan {months} months after surgery ends
  consent {months} months before the first dose
  letter {months} months before the last planned dose
  watch relapse for {months} months from 1 month after the last dose
"""


@given(starts, st.integers(1, 24))
@settings(max_examples=60, deadline=None)
def test_visits_so_many_months_from_something_are_on_calendar_dates(
    start: date, count: int
) -> None:
    anchor = start + timedelta(days=10)
    text = MONTHS.format(months=count)
    found = planned(text, start, anchors=[f"surgery={anchor}"])
    last, months = start + timedelta(days=14), relativedelta(months=count)
    on_ = {each.activity: each.on for each in found.entries()}
    assert on_["review"] == last + months
    assert on_["scan"] == anchor + timedelta(days=2) + months
    assert (on_["consent"], on_["letter"]) == (start - months, last - months)
    relapse = next(each for each in found.entries() if each.activity == "relapse")
    assert relapse.on == last + relativedelta(months=1)
    assert relapse.last == relapse.on + months - timedelta(days=1)
    assert {each.status for each in found.entries()} == {"planned"}


# ------------------------------------------------------------------ closed days


def test_a_closed_day_moves_inside_its_window_with_the_reason() -> None:
    found = planned("10 mg weekly for 2 weeks within 2 days", "2026-09-24", holidays=["CN"])
    moved = list(found.entries())[1]
    assert (moved.planned, moved.on) == (date(2026, 10, 1), date(2026, 9, 30))
    assert (moved.status, moved.why, moved.proposed) == ("moved", "National Day", True)


def test_later_may_be_preferred() -> None:
    wishes = {"closed": ["2026-03-09"]}
    early = planned("10 mg weekly for 2 weeks within 2 days", **wishes)
    late = planned("10 mg weekly for 2 weeks within 2 days", prefer="later", **wishes)
    assert (doses(early)[1], doses(late)[1]) == (date(2026, 3, 8), date(2026, 3, 10))


def test_what_has_no_open_day_is_reported_and_not_moved() -> None:
    found = planned("10 mg weekly for 2 weeks within 1 day", closed=["2026-03-08 to 2026-03-10"])
    entry = list(found.entries())[1]
    assert (entry.status, entry.booked, entry.on) == ("no open day", None, date(2026, 3, 9))
    assert entry.why == "closed on 2026-03-09, and no day of its window fits"


def test_what_has_no_window_is_not_moved_unless_the_call_gives_one() -> None:
    text = "10 mg weekly for 2 weeks"
    fixed = list(planned(text, closed=["2026-03-09"]).entries())[1]
    assert (fixed.status, fixed.why) == (
        "no open day", "closed on 2026-03-09, and no window is stated",
    )  # fmt: skip
    free = list(planned(text, closed=["2026-03-09"], window="2 days").entries())[1]
    assert (free.on, free.earliest) == (date(2026, 3, 8), date(2026, 3, 7))


def test_what_is_due_together_stays_together_where_it_can() -> None:
    found = planned(LUNG, closed=["2026-03-16"])
    assert {e.on for e in found.entries() if e.study_day == 15} == {date(2026, 3, 15)}


def test_what_cannot_stay_together_moves_apart() -> None:
    found = planned(LUNG, closed=["2026-03-15 to 2026-03-17"])
    third = [e for e in found.entries() if e.study_day == 15]
    assert {(e.kind, e.status) for e in third} == {("dose", "no open day"), ("assessment", "moved")}
    assert {e.on for e in third if e.kind == "assessment"} == {date(2026, 3, 18)}


def test_doses_keep_their_least_distance_after_moving() -> None:
    text = "10 mg twice weekly for 2 weeks at least 72 hours apart"
    found = planned(text, closed=["2026-03-05", "2026-03-06", "2026-03-07"])
    days = doses(found)
    assert days == [date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 11), date(2026, 3, 14)]
    assert min(b - a for a, b in pairwise(days)) >= timedelta(days=3)


def test_a_site_has_only_so_many_slots_a_day() -> None:
    from dosecalc.enrolment import Enrolled

    people = [Enrolled(each, start=date(2026, 3, 2)) for each in ("001", "002", "003")]
    found = dosecalc.calendar(
        "10 mg once within 1 day", participants=people, slots=1, closed=["Sat, Sun"]
    )
    assert [(e.person.id, e.on.isoformat(), e.status) for e in found.entries()] == [
        ("001", "2026-03-02", "planned"),
        ("002", "2026-03-03", "moved"),
        ("003", "2026-03-02", "no open day"),
    ]


def test_the_site_of_the_file_says_when_it_is_open() -> None:
    text = LUNG.replace(
        '"Inhaled vesicles"\n', '"Inhaled vesicles"\n  site "Main"\n    closed on Monday\n'
    )
    assert {day.weekday() for day in doses(planned(text))} == {6}


@given(starts, st.integers(0, 3), st.sets(st.integers(0, 6), max_size=6), st.integers(2, 10))
@settings(max_examples=100, deadline=None)
def test_every_day_is_open_and_in_its_window_or_there_was_none(
    start: date, days: int, closed: set[int], every: int
) -> None:
    names = [("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[day] for day in closed]
    wishes = {"closed": names, "window": f"{days} days"} if days else {"closed": names}
    for entry in planned(f"10 mg every {every} days for 6 doses", start, **wishes).entries():
        window = [entry.planned + timedelta(days=off) for off in range(-days, days + 1)]
        open_ = [day for day in window if day.weekday() not in closed]
        if entry.booked is not None:
            assert entry.booked in open_
        elif every > 2 * days:
            assert not open_


# ------------------------------------------------------------------ times


def test_a_time_of_the_clock_is_kept_across_the_change_of_the_clocks() -> None:
    found = planned("10 mg daily at 08:00 for 2 days", "2026-03-28", timezone="Europe/Berlin")
    assert [e.at.isoformat() for e in found.entries() if e.at] == [
        "2026-03-28T08:00:00+01:00", "2026-03-29T08:00:00+02:00",
    ]  # fmt: skip


def test_an_interval_is_elapsed_time_across_the_change_of_the_clocks() -> None:
    found = planned(
        "10 mg every 12 hours for 3 doses", "2026-03-28T20:00", timezone="Europe/Berlin"
    )
    assert [e.at.isoformat() for e in found.entries() if e.at] == [
        "2026-03-28T20:00:00+01:00", "2026-03-29T09:00:00+02:00", "2026-03-29T21:00:00+02:00",
    ]  # fmt: skip
    assert [e.study_day for e in found.entries()] == [1, 2, 2]


def test_an_interval_without_a_first_time_says_what_it_needs() -> None:
    entries = list(planned("10 mg every 12 hours for 3 doses").entries())
    assert [e.at for e in entries] == [None, None, None]
    assert entries[1].why == "its date hangs on the time of the first dose"
    assert entries[1].proposed
    assert not entries[0].proposed


def test_a_time_that_does_not_exist_is_said() -> None:
    found = planned("10 mg daily at 02:30 for 2 days", "2026-03-28", timezone="Europe/Berlin")
    assert [e.why for e in found.entries()] == [
        "", "02:30 does not exist on 2026-03-29, 03:30 instead",
    ]  # fmt: skip


# ------------------------------------------------------------------ what is not known


SPRAY = {"arm": "spray", "reading": "intervention text"}


def test_a_span_of_unknown_length_ends_in_a_range() -> None:
    found = dosecalc.calendar("NCT07312656", anchors=["radiotherapy=2026-04-13"], **SPRAY)
    (span,) = named(found, "radiotherapy")
    assert (span.on, span.last, span.last_latest) == (
        date(2026, 4, 13), date(2026, 5, 22), date(2026, 5, 29),
    )  # fmt: skip
    assert {e.status for e in found.entries() if e.kind == "dose"} == {"planned", "possible"}
    assert doses(found)[0] == date(2026, 4, 6)


def test_the_dates_of_a_span_settle_everything_that_hangs_on_it() -> None:
    found = dosecalc.calendar(
        "NCT07312656", anchors=["radiotherapy=2026-04-13 to 2026-05-22"], **SPRAY
    )
    assert {e.status for e in found.entries() if e.kind == "dose"} == {"planned"}
    assert (doses(found)[0], doses(found)[-1]) == (date(2026, 4, 6), date(2026, 6, 5))
    assert len(doses(found)) == 183


SURGERY = """\
trial EX-02 "x"
span surgery
  lasts 1 to 3 days

arm a
  give 10 mg daily for 3 days

visits
  scan 2 days after surgery ends within 1 day
"""


def test_a_span_without_a_date_has_no_place_and_says_what_it_needs() -> None:
    found = planned(SURGERY)
    assert [(what, need) for _, what, need in found.unplaced()] == [
        ("scan", "when surgery starts"), ("surgery", "when surgery starts"),
    ]  # fmt: skip


def test_a_date_that_hangs_on_a_length_is_a_range() -> None:
    found = planned(SURGERY, anchors=["surgery=2026-03-10"])
    (scan,) = named(found, "scan")
    assert (scan.on, scan.planned_latest, scan.status) == (
        date(2026, 3, 12), date(2026, 3, 14), "uncertain",
    )  # fmt: skip


def test_what_nothing_ends_is_listed_to_a_date_that_is_asked_for() -> None:
    wishes = {"reading": "eight weeks, cohorts", "cohort": 1}
    assert [w for _, w, _ in planned("NCT07485751", **wishes).unplaced()] == ["vital-signs"]
    found = planned("NCT07485751", until="day 10", **wishes)
    assert not list(found.unplaced())
    daily = [e for e in named(found, "vital-signs") if "daily" in e.due.cause]
    assert [e.study_day for e in daily] == list(range(1, 11))


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("text", "wishes", "code"),
    [
        ("NCT07485751", {"start": MONDAY}, "reading-needed"),
        ("NCT07485751", {"start": MONDAY, "reading": "eight weeks"}, "reading-needed"),
        ("NCT07485751", {"start": MONDAY, "reading": "eight weeks, cohorts"}, "cohort-needed"),
        ("NCT07312656", {"start": MONDAY}, "arm-needed"),
        ("NCT07485751", {"start": MONDAY, "reading": "nine weeks"}, "reading-not-known"),
        ("NCT07485751", {"start": MONDAY, "reading": "eight weeks, cohorts", "cohort": 6},
         "cohort-not-known"),
        ("NCT07485751", {"start": MONDAY, "arm": "x"}, "arm-not-known"),
        ("10 mg daily for 3 days", {}, "day-1-needed"),
        ("10 mg daily for 3 days", {"start": "2.3.2026"}, "no-date"),
        ("10 mg daily for 3 days", {"start": "2026-03-02T25:00"}, "no-date"),
        ("10 mg daily for 3 days", {"start": MONDAY, "closed": ["easter"]}, "no-closed-days"),
        ("10 mg daily for 3 days", {"start": MONDAY, "closed": ["weekdays", "weekends"]},
         "no-closed-days"),
        ("10 mg daily for 3 days", {"start": MONDAY, "holidays": ["XX"]}, "no-such-country"),
        ("10 mg daily for 3 days", {"start": MONDAY, "timezone": "Mars"}, "no-such-timezone"),
        ("10 mg daily for 3 days", {"start": MONDAY, "window": "some"}, "no-window"),
        ("10 mg daily for 3 days", {"start": MONDAY, "slots": 0}, "not-above-zero"),
        ("10 mg daily for 3 days", {"start": MONDAY, "site": "Basel"}, "site-not-known"),
        ("10 mg daily for 3 days", {"start": MONDAY, "anchors": ["x"]}, "no-anchor"),
        ("10 mg daily for 3 days", {"start": MONDAY, "anchors": ["x=2026-04-01"]}, "no-such-span"),
        ("NCT07312656", {"start": MONDAY, "anchors": ["radiotherapy=2026-04-13"], **SPRAY},
         "anchors-differ"),
        ("10 mg daily for 3 days", {"start": MONDAY, "gate": ["DLT"]}, "only-for-one"),
        ("schedules/", {"start": MONDAY}, "not-one-text"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_carried_out_is_refused(
    text: str, wishes: dict[str, object], code: str
) -> None:
    assert codes(text, **wishes) == [code]


def test_a_span_on_another_weekday_than_stated_has_a_warning() -> None:
    found = dosecalc.calendar("NCT07312656", anchors=["radiotherapy=2026-04-14"], **SPRAY)
    assert [each.code for each in found.diagnostics] == ["wrong-weekday"]


@pytest.mark.parametrize("place", ["  unconfirmed\n", "    unconfirmed\n"])
def test_a_draft_that_nobody_confirmed_is_refused(place: str) -> None:
    if place.startswith("    "):
        text = f"trial X\n\narm a\n  give 10 mg daily for 3 days\n{place}"
    else:
        text = f"trial X\n{place}\narm a\n  give 10 mg daily for 3 days\n"
    assert codes(text, start=MONDAY) == ["unconfirmed-draft"]


TRIALS = ("NCT07232563", "NCT06598202", "NCT06853522", "NCT07312656", "NCT07485751")


@pytest.mark.parametrize("name", TRIALS)
def test_every_way_of_dosing_of_every_trial_has_a_calendar(name: str) -> None:
    from dosecalc.variants import variants

    trial = dosecalc.load(name)[0].trial
    for arm in trial.arms:
        for variant in variants(arm):
            found = planned(name, arm=arm.name, reading=variant.name, cohort=variant.cohort)
            assert [*found.entries(), *found.unplaced()] or arm.untreated or not trial.visits
