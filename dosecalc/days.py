"""Study days, lengths of time, months of the calendar and days of the week.

>>> DayCount().offset(-1), str(Length(low=Fraction(4), high=Fraction(6), unit="hour"))
(-1, '4 to 6 hours')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from dosecalc.value import Value

if TYPE_CHECKING:
    from datetime import date

SECONDS: Mapping[str, int] = MappingProxyType(
    {
        "second": 1,
        "minute": 60,
        "hour": 3600,
        "day": 86400,
        "week": 604800,
        "fortnight": 1209600,
    }
)
_MONTHS = MappingProxyType({"month": 1, "year": 12})

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
_WEEKDAY = MappingProxyType(
    {
        spelling: number
        for number, (name, short) in enumerate(zip(WEEKDAYS, _SHORT, strict=True))
        for spelling in (name.lower(), f"{name.lower()}s", *short.split())
    }
)

# After 400 years the Gregorian calendar repeats, to the day.
_CYCLE_MONTHS, _CYCLE_DAYS = 4800, 146097


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DayCount(Value):
    """How study days are numbered: day -1 and then day 1, or with a day 0 that is the first.

    An offset is a number of days after the first day.

    >>> DayCount().offset(1), DayCount(has_zero=True).offset(1)
    (0, 1)
    """

    has_zero: bool = False

    def offset(self, number: int) -> int:
        """The offset of a day; `ValueError` for a day 0 that does not exist.

        >>> [DayCount().offset(number) for number in (-7, -1, 1, 8)]
        [-7, -1, 0, 7]
        """
        if self.has_zero:
            return number
        if number == 0:
            raise ValueError("there is no day 0: the day before day 1 is day -1")
        return number - 1 if number > 0 else number

    def number(self, offset: int) -> int:
        """The number of the day at an offset.

        >>> [DayCount().number(offset) for offset in (-7, -1, 0, 7)]
        [-7, -1, 1, 8]
        """
        return offset if self.has_zero or offset < 0 else offset + 1

    def text(self, offset: int) -> str:
        """The day at an offset, in words.

        >>> DayCount().text(4), DayCount().text(-7)
        ('day 5', 'day -7')
        """
        return f"day {self.number(offset)}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Length(Value):
    """A length of time as a text states it: one number, a range, or a least with no greatest.

    `high` is included; None says that there is no upper bound.

    >>> str(Length(low=Fraction(3), high=None, unit="week"))
    'at least 3 weeks'
    """

    low: Fraction
    high: Fraction | None
    unit: str

    def __post_init__(self) -> None:
        if self.unit not in SECONDS and self.unit not in _MONTHS:
            raise ValueError(f"`{self.unit}` is not a unit of time")
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"{self} is not a length of time")
        if self.unit in _MONTHS:
            for end in (self.low, self.high):
                if end is not None and (end * _MONTHS[self.unit]).denominator != 1:
                    raise ValueError(f"{self} is not a whole number of months")

    @property
    def exact(self) -> bool:
        """Whether it is one number of seconds; a month is not, since months differ.

        >>> Length(low=Fraction(1), high=Fraction(1), unit="month").exact
        False
        """
        least, greatest = self.seconds
        return least == greatest

    @property
    def seconds(self) -> tuple[Fraction, Fraction | None]:
        """The least and greatest number of seconds, whatever the first date.

        >>> least, greatest = Length(low=Fraction(1), high=Fraction(1), unit="month").seconds
        >>> least / 86400, greatest / 86400
        (Fraction(28, 1), Fraction(31, 1))
        """
        least, _ = _bounds(self.low, self.unit)
        if self.low == 0 and self.high != 0:
            least = self._shortest()
        if self.high is None:
            return least, None
        _, greatest = _bounds(self.high, self.unit)
        return least, greatest

    def _shortest(self) -> Fraction:
        """What `up to` starts at: a day, or a second where the end is not counted in days."""
        return Fraction(1 if self.unit in ("second", "minute", "hour") else SECONDS["day"])

    def __str__(self) -> str:
        if self.high is None:
            return f"at least {_counted(self.low, self.unit)}"
        if self.low == self.high:
            return _counted(self.low, self.unit)
        if self.low == 0:
            return f"up to {_counted(self.high, self.unit)}"
        return f"{_decimal(self.low)} to {_counted(self.high, self.unit)}"


def _bounds(number: Fraction, unit: str) -> tuple[Fraction, Fraction]:
    if unit in SECONDS:
        return Fraction(number * SECONDS[unit]), Fraction(number * SECONDS[unit])
    fewest, most = month_days(int(number * _MONTHS[unit]))
    return Fraction(fewest * SECONDS["day"]), Fraction(most * SECONDS["day"])


def _counted(number: Fraction, unit: str) -> str:
    return f"{_decimal(number)} {unit}{'' if number == 1 else 's'}"


def _decimal(number: Fraction) -> str:
    """A number in digits, or as a fraction where no finite row of digits is exact."""
    places = number.denominator.bit_length()
    scaled = number * 10**places
    if scaled.denominator != 1:
        return str(number)
    whole, part = divmod(scaled.numerator, 10**places)
    return f"{whole}.{part:0{places}}".rstrip("0").rstrip(".")


@cache
def month_days(months: int) -> tuple[int, int]:
    """The fewest and most days from a date to the same day so many months later.

    Over every first date of the Gregorian calendar; a day that the last month lacks is its last.

    >>> month_days(1), month_days(2), month_days(12)
    ((28, 31), (59, 62), (365, 366))
    """
    if months < 0:
        raise ValueError(f"{months} months are not a length of time")
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    fewest, most = zip(*_month_spans(rest), strict=True)
    return cycles * _CYCLE_DAYS + min(fewest), cycles * _CYCLE_DAYS + max(most)


def _month_spans(months: int) -> Iterator[tuple[int, int]]:
    """The fewest and most days from each of the months in which a first date can tell.

    From the 1st to the 1st is the most. A first month that is longer than the last one loses the
    difference, because its last days all meet the last month's end.
    """
    for year in _telling_years(months // 12):
        firsts = [_first_day(12 * year + month) for month in range(13)]
        lasts = [_first_day(12 * year + months + month) for month in range(13)]
        for (first, after_first), (last, after_last) in zip(
            pairwise(firsts), pairwise(lasts), strict=True
        ):
            lost = max(0, (after_first - first) - (after_last - last))
            yield last - first - lost, last - first


def _telling_years(years: int) -> set[int]:
    """First years enough to meet every pattern of leap years across so many years.

    While neither end passes a century the pattern repeats every four years, so the four years
    after each passing, and those next to it, stand for all.
    """
    centuries = range(1600, 2000, 100)
    nearby = range(-2, 6)
    return {century + near for century in centuries for near in nearby} | {
        1600 + (century + near - years) % 400 for century in centuries for near in nearby
    }


def _first_day(index: int) -> int:
    """The ordinal of the 1st of a month, for a number of months since year 0."""
    year, month = divmod(index, 12)
    from datetime import date

    return date(year, month + 1, 1).toordinal()


def add_months(start: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day.

    >>> from datetime import date
    >>> [add_months(date(2026, 1, 31), months).isoformat() for months in (0, 1, 2)]
    ['2026-01-31', '2026-02-28', '2026-03-31']

    Raises OverflowError where that is past the year 9999.
    """
    from datetime import timedelta

    return start + timedelta(days=days_of_months(start, months))


def days_of_months(start: date, months: int) -> int:
    """The days from a date to the same day so many months later, past the year 9999 too.

    >>> from datetime import date
    >>> [days_of_months(date(2026, 1, 31), months) for months in (1, 2, 4800 * 10)]
    [28, 59, 1460970]
    """
    cycles, rest = divmod(months, _CYCLE_MONTHS)
    begin = (12 * start.year + start.month - 1) % _CYCLE_MONTHS + _CYCLE_MONTHS
    first, after = _first_day(begin + rest), _first_day(begin + rest + 1)
    later = first + min(start.day, after - first) - 1
    return cycles * _CYCLE_DAYS + later - (_first_day(begin) + start.day - 1)


def week_visit(number: int) -> int:
    """The offset of a visit at a week: week 0 is day 1, and week 2 the day 14 days later.

    >>> week_visit(0), week_visit(2)
    (0, 14)
    """
    return 7 * number


def weekday(text: str) -> int | None:
    """The number of a day of the week, Monday being 0, or None for another word.

    >>> weekday("Mon"), weekday("thursdays"), weekday("month")
    (0, 3, None)
    """
    return _WEEKDAY.get(text.lower())
