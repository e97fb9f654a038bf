"""Dates of FHIR, and days of a regimen in words: `on days 1-4, 8`.

>>> moment("2015-01-15T22:00:00+11:00")
Moment(date=datetime.date(2015, 1, 15), clock='22:00', zone='+11:00')
>>> on_days({0: 1, 1: 1, 2: 1, 7: 1})
'on days 1-3, 8'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from dosecalc.notations.rhythm_words import listed_days

_DATE = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d|60)(?:\.\d+)?(Z|[+-]\d\d:\d\d))?", re.ASCII
)
_CLOCK = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?", re.ASCII)
_SERIES = 4  # days at equal distances from which on they are a series


class Moment(NamedTuple):
    """A date, with the time of day as it is written, where there is one, and its zone."""

    date: date
    clock: str = ""
    zone: str = ""


def moment(text: str) -> Moment | None:
    """A date with or without a time; None for a year, a month, or what no calendar shows."""
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        return None
    if hour is None:
        return Moment(on)
    clock = clock_of(f"{hour}:{minute}:{second}")
    return None if clock is None else Moment(on, clock, zone)


def clock_of(text: str) -> str | None:
    """A time of day in hours and minutes; None for one that no clock shows, or with seconds."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second, part = found.groups()
    if int(hour) > 23 or int(minute) > 59 or int(second) or int(part or 0):
        return None
    return f"{hour}:{minute}"


def day_1(dates: Iterable[date]) -> date | None:
    """The first of several dates."""
    return min(dates, default=None)


def study_day(on: date, first: date) -> int:
    """The number of a day; the first day is 1, the one before it -1."""
    passed = (on - first).days
    return passed + 1 if passed >= 0 else passed


def series(days: Iterable[int]) -> tuple[int, int, int] | None:
    """First day, distance and number of days at equal distances of two days and more."""
    found = sorted(days)
    steps = {after - before for before, after in pairwise(found)}
    if len(found) < _SERIES or len(steps) != 1 or steps == {1}:
        return None
    return found[0], steps.pop(), len(found)


def on_days(counted: Mapping[int, int], series_too: bool = True) -> str:
    """Days in words, of offsets from day 1 with how many doses each has; all must have as many."""
    a_day = next(iter(counted.values()))
    often = f"{a_day} times daily " if a_day > 1 else ""
    regular = series(counted) if series_too else None
    if regular is not None and a_day == 1 and regular[0] >= 0:
        start, step, number = regular
        since = f" from day {start + 1}" if start else ""
        return f"every {step} days{since} for {number} doses"
    return f"{often}on day{'s' * (len(counted) > 1)} " + ", ".join(listed_days(sorted(counted)))


def grouped(moments: Iterable[Moment], first: date) -> list[tuple[tuple[str, ...], dict[int, int]]]:
    """Days that have the same times of day, as offsets from the first with how many doses each."""
    by_day: dict[int, list[str]] = {}
    for each in moments:
        by_day.setdefault((each.date - first).days, []).append(each.clock)
    groups: dict[tuple[str, ...], dict[int, int]] = {}
    for day, clocks in sorted(by_day.items()):
        groups.setdefault(tuple(sorted(clocks)), {})[day] = len(clocks)
    return list(groups.items())


def same_instant(moments: Iterable[Moment]) -> Moment | None:
    """A moment with a time of day that is there twice; None if there is none."""
    twice = (each for each, n in Counter(moments).items() if n > 1 and each.clock)
    return next(twice, None)


def after(first: date, days: int) -> date | None:
    """The date so many days later; None past the year 9999."""
    try:
        return first + timedelta(days=days)
    except OverflowError:
        return None
