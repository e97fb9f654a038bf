"""Dates of clinical data (ISO 8601) as far as they are known: `2021-01`, `2021-01-01T09`.

A part that is missing stays unknown; nothing is completed.

>>> found = moment("2021-02")
>>> found.first.isoformat(), found.last.isoformat(), found.second
('2021-02-01', '2021-02-28', None)
>>> moment("2021-02-03T09:15").second, moment("2021-02-03T09").second, moment("3/2/2021")
(33300, None, None)
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

_PART = r"([0-9]{2}|-)"
_MOMENT = re.compile(
    rf"([0-9]{{4}})(?:-{_PART}(?:-{_PART}(?:T{_PART}(?::{_PART}(?::([0-9]{{2}})(?:\.[0-9]+)?)?)?)?)?)?"
    r"(Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_LENGTH = re.compile(
    r"(-)?P(?:([0-9]{1,6})W|(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})S)?)?)"
)


class Moment(NamedTuple):
    """A date and time: the first and the last day that it may be, and the second of that day.

    `second` is None where the time is not known to the minute; `vague` where a part of it is.
    `zone` is the zone that is stated.
    """

    first: date
    last: date
    second: int | None = None
    vague: bool = False
    zone: str = ""

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last


def moment(text: str) -> Moment | None:
    """What a text says; None where it is no date."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    known = [None if part in (None, "-") else int(part) for part in (month, day)]
    try:
        first, last = _days(int(year), known[0], known[1])
    except ValueError:
        return None
    times = [None if part in (None, "-") else int(part) for part in (hour, minute, second)]
    if any(at is not None and at >= most for at, most in zip(times, (24, 60, 60), strict=True)):
        return None
    clock = None
    if times[0] is not None and times[1] is not None:
        clock = times[0] * 3600 + times[1] * 60 + (times[2] or 0)
    vague = clock is None and (times[0] is not None or times[1] is not None)
    return Moment(first, last, clock, vague, zone or "")


def _days(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    """The first and the last day that fits."""
    if year < 1:
        raise ValueError("there is no year 0")
    if month is None:
        return date(year, 1, day or 1), date(year, 12, day or 31)
    if day is not None:
        return date(year, month, day), date(year, month, day)
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return date(year, month, 1), after if after == date.max else after - timedelta(days=1)


def clock(second: int) -> str:
    """A second of the day on the clock, to the minute.

    >>> clock(33300)
    '09:15'
    """
    return f"{second // 3600:02}:{second % 3600 // 60:02}"


def seconds(text: str) -> int | None:
    """A length of time (ISO 8601) of weeks, days, hours, minutes and seconds; None for another.

    >>> seconds("PT12H"), seconds("P1DT6H"), seconds("-PT30M"), seconds("P1M")
    (43200, 108000, -1800, None)
    """
    found = _LENGTH.fullmatch(text)
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, rest = (int(part or 0) for part in found.groups()[1:])
    whole = weeks * 604_800 + days * 86_400 + hours * 3600 + minutes * 60 + rest
    return -whole if found[1] else whole


def length(number: Fraction | int) -> str | None:
    """A number of seconds as a length of time; None where it is not whole.

    >>> length(43200), length(108000), length(0), length(Fraction(1, 2))
    ('PT12H', 'P1DT6H', 'PT0S', None)
    """
    if Fraction(number).denominator != 1:
        return None
    whole, sign = abs(int(number)), "-" if number < 0 else ""
    days, rest = divmod(whole, 86_400)
    parts = ((rest // 3600, "H"), (rest % 3600 // 60, "M"), (rest % 60, "S"))
    time = "".join(f"{count}{letter}" for count, letter in parts if count)
    if not days and not time:
        return "PT0S"
    return f"{sign}P{days}D" * bool(days) + (f"{'' if days else sign + 'P'}T{time}" if time else "")
