"""The date of day 1: what it settles, checked against dateutil's calendar."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.days import WEEKDAYS

DATES = st.dates(date(1900, 1, 1), date(2150, 12, 31))


def days_of(phrase: str, start: date | str) -> list[int]:
    doses = dosecalc.doses(phrase, start=str(start))
    assert doses.diagnostics == ()
    return [int(day) for day in doses.to_frame()["day"]]


def days_since(start: date, dates: list[date]) -> list[int]:
    return [(each - start).days + 1 for each in dates]


@given(DATES, st.sampled_from([1, 2, 3, 12]), st.integers(1, 30))
def test_months_fall_on_the_calendar_s_days(start: date, step: int, number: int) -> None:
    expected = [start + relativedelta(months=step * each) for each in range(number)]
    found = days_of(f"1 mg every {step} months for {number} doses", start)
    assert found == days_since(start, expected)


@given(DATES, st.integers(1, 24))
def test_a_course_of_months_ends_on_the_same_day_of_the_month(start: date, months: int) -> None:
    (row,) = dosecalc.total(f"1 mg daily for {months} months", start=str(start))
    length = (start + relativedelta(months=months) - start).days
    assert (row.total.low, row.total.high) == (length, length)
    assert row.doses.low == row.doses.high == length


@given(DATES, st.integers(1, 6), st.integers(1, 6))
def test_the_second_course_of_months_begins_where_the_first_ended(
    start: date, first: int, second: int
) -> None:
    (row,) = dosecalc.total(
        f"1 mg daily for {first} months, then 1 mg daily for {second} months", start=str(start)
    )
    middle = start + relativedelta(months=first)
    assert row.total.high == (middle + relativedelta(months=second) - start).days


@given(DATES, st.sets(st.integers(0, 6), min_size=1, max_size=6), st.integers(1, 20))
def test_weekdays_fall_where_the_calendar_has_them(
    start: date, weekdays: set[int], number: int
) -> None:
    named = " and ".join(WEEKDAYS[each] for each in sorted(weekdays))
    rule = rrule(WEEKLY, dtstart=start, byweekday=sorted(weekdays), count=number)
    expected = [moment.date() for moment in rule]
    found = days_of(f"1 mg on {named} for {number} doses", start)
    assert found == days_since(start, expected)


@given(DATES, st.integers(1, 8))
def test_weekdays_for_weeks_fill_the_weeks(start: date, weeks: int) -> None:
    rule = rrule(DAILY, dtstart=start, byweekday=range(5), until=start + timedelta(7 * weeks - 1))
    expected = [moment.date() for moment in rule]
    assert days_of(f"1 mg daily on weekdays for {weeks} weeks", start) == days_since(
        start, expected
    )


def test_a_leap_day_s_year_goes_on_without_it() -> None:
    rule = [date(2024, 2, 29) + relativedelta(years=each) for each in range(5)]
    found = days_of("1 mg yearly for 5 doses", "2024-02-29")
    assert found == days_since(date(2024, 2, 29), rule)
    monthly = [
        each.date() for each in rrule(MONTHLY, dtstart=date(2024, 1, 31), bymonthday=-1, count=5)
    ]
    found = days_of("1 mg monthly for 5 doses", "2024-01-31")
    assert found == days_since(date(2024, 1, 31), monthly)


def test_only_what_was_bounded_by_months_changes() -> None:
    (open_,) = dosecalc.total("1 mg daily for 2 months")
    (dated,) = dosecalc.total("1 mg daily for 2 months", start="2026-02-01")
    assert (open_.total.low, open_.total.high) == (59, 62)
    assert dated.total.low == dated.total.high == Fraction(59)
    same = "4 daily doses of 1×10^11 particles"
    assert dosecalc.total(same, start="2026-02-01") == dosecalc.total(same)


def test_a_dated_month_is_no_longer_noted() -> None:
    assert "months differ" in " ".join(dosecalc.total("1 mg monthly for 3 doses")[0].notes)
    dated = dosecalc.total("1 mg monthly for 3 doses", start="2026-02-01")
    assert "months differ" not in " ".join(dated[0].notes)


@pytest.mark.parametrize("start", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_no_edge(start: str) -> None:
    assert len(days_of("1 mg monthly for 30 doses", start)) == 30


@pytest.mark.parametrize("text", ["2.3.2026", "2026-02-30", "", "tomorrow", "2026", "\0"])
@pytest.mark.parametrize("ask", [dosecalc.total, dosecalc.doses, dosecalc.compare])
def test_what_is_no_date_is_said(text: str, ask: object) -> None:
    found = ask("1 mg monthly for 3 doses", start=text)  # type: ignore[operator]
    assert [each.code for each in found.diagnostics] == ["no-date"]
    assert not len(found)
