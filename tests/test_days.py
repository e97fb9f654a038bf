"""Days: study days without a zero, lengths of time and months counted from the first date."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosecalc.days import (
    SECONDS,
    WEEKDAYS,
    DayCount,
    Length,
    add_months,
    month_days,
    week_visit,
    weekday,
)


def length(low: str, high: str | None, unit: str) -> Length:
    return Length(low=Fraction(low), high=None if high is None else Fraction(high), unit=unit)


def days(low: int, high: int | None) -> tuple[Fraction, Fraction | None]:
    return Fraction(low * SECONDS["day"]), None if high is None else Fraction(high * SECONDS["day"])


def test_the_day_before_day_1_is_day_minus_1() -> None:
    assert [DayCount().text(offset) for offset in (-2, -1, 0, 1)] == [
        "day -2",
        "day -1",
        "day 1",
        "day 2",
    ]


def test_there_is_no_day_0() -> None:
    with pytest.raises(ValueError, match="there is no day 0"):
        DayCount().offset(0)


def test_counting_from_0_makes_day_0_the_first() -> None:
    assert [DayCount(has_zero=True).offset(number) for number in (-1, 0, 1)] == [-1, 0, 1]


@given(st.integers(), st.booleans())
def test_the_number_of_an_offset_has_that_offset(offset: int, has_zero: bool) -> None:
    count = DayCount(has_zero=has_zero)
    assert count.offset(count.number(offset)) == offset


@given(st.integers(), st.integers(), st.booleans())
def test_later_days_have_greater_numbers(a: int, b: int, has_zero: bool) -> None:
    count = DayCount(has_zero=has_zero)
    assert (a < b) == (count.number(a) < count.number(b))


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        (length("8", "8", "week"), "8 weeks"),
        (length("1", "1", "day"), "1 day"),
        (length("4", "6", "hour"), "4 to 6 hours"),
        (length("3", None, "week"), "at least 3 weeks"),
        (length("1", None, "fortnight"), "at least 1 fortnight"),
        (length("1.5", "1.5", "week"), "1.5 weeks"),
        (length("0.125", "100", "second"), "0.125 to 100 seconds"),
        (length("1/3", "1/3", "hour"), "1/3 hours"),
        (length("0", "0", "day"), "0 days"),
    ],
)
def test_a_length_prints_as_it_is_written(stated: Length, text: str) -> None:
    assert str(stated) == text


def test_a_length_in_seconds_is_exact() -> None:
    assert length("1/3", "1.5", "minute").seconds == (Fraction(20), Fraction(90))
    assert length("0", "0", "day").seconds == days(0, 0)
    assert length("1", None, "week").seconds == days(7, None)


@pytest.mark.parametrize(
    ("months", "least", "greatest"),
    [("1", 28, 31), ("2", 59, 62), ("3", 89, 92), ("6", 181, 184), ("12", 365, 366)],
)
def test_months_are_bounded_over_every_first_date(months: str, least: int, greatest: int) -> None:
    assert length(months, months, "month").seconds == days(least, greatest)


def test_a_range_of_months_runs_from_the_shortest_to_the_longest() -> None:
    assert length("1", "2", "month").seconds == days(28, 62)
    assert length("1", None, "month").seconds == days(28, None)


def test_a_year_is_twelve_months() -> None:
    assert length("0.5", "1", "year").seconds == days(181, 366)


def test_only_one_number_of_seconds_is_exact() -> None:
    stated = [("8", "8", "week"), ("4", "6", "week"), ("4", None, "week"), ("1", "1", "month")]
    assert [length(*each).exact for each in stated] == [True, False, False, False]


@pytest.mark.parametrize(
    ("low", "high", "unit", "message"),
    [
        ("1.5", "1.5", "month", "1.5 months is not a whole number of months"),
        ("1", "1.3", "year", "1 to 1.3 years is not a whole number of months"),
        ("2", "1", "day", "2 to 1 day is not a length of time"),
        ("-1", None, "day", "is not a length of time"),
        ("1", "1", "cycle", "`cycle` is not a unit of time"),
    ],
)
def test_a_length_that_cannot_be_is_refused(
    low: str, high: str | None, unit: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        length(low, high, unit)


@pytest.mark.parametrize("months", [*range(1, 25), 48, 100])
def test_month_days_agree_with_dateutil_on_every_date_from_1892_to_2008(months: int) -> None:
    relativedelta = pytest.importorskip("dateutil.relativedelta").relativedelta
    step, first = relativedelta(months=months), date(1892, 1, 1)
    dates = [first + timedelta(days) for days in range((date(2009, 1, 1) - first).days)]
    spans = [(start + step - start).days for start in dates]
    assert month_days(months) == (min(spans), max(spans))


@pytest.mark.parametrize("months", [1199, 1211, 2410, 3599, 4799])
def test_month_days_agree_with_the_whole_calendar(months: int) -> None:
    starts = [date(1600 + month // 12, month % 12 + 1, 1) for month in range(4800)]
    spans = [
        (add_months(start, months) - start).days
        for first in starts
        for start in (first, add_months(first, 1) - timedelta(1))
    ]
    assert month_days(months) == (min(spans), max(spans))


def test_the_calendar_repeats_after_400_years() -> None:
    assert month_days(4800) == (146097, 146097)
    assert month_days(4801) == (146097 + 28, 146097 + 31)


def test_a_negative_number_of_months_is_no_length() -> None:
    with pytest.raises(ValueError, match="-1 months"):
        month_days(-1)


@given(st.dates(date(1600, 1, 1), date(2400, 1, 1)), st.integers(-1200, 1200))
def test_months_are_added_as_dateutil_adds_them(start: date, months: int) -> None:
    relativedelta = pytest.importorskip("dateutil.relativedelta").relativedelta
    assert add_months(start, months) == start + relativedelta(months=months)


def test_months_reach_the_last_month_that_a_date_can_have() -> None:
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)


def test_week_0_is_visited_on_day_1_and_week_8_on_day_57() -> None:
    assert [DayCount().text(week_visit(week)) for week in (0, 8)] == ["day 1", "day 57"]


@pytest.mark.parametrize("text", ["Thu", "thur", "Thurs", "THURSDAY", "Thursdays"])
def test_a_weekday_is_known_in_full_and_in_short(text: str) -> None:
    assert weekday(text) == WEEKDAYS.index("Thursday")


@pytest.mark.parametrize("text", ["", "t", "day", "month", "weekdays"])
def test_another_word_is_no_weekday(text: str) -> None:
    assert weekday(text) is None
