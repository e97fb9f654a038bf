"""What a date for day 1 settles: calendar months have their days, and weekdays are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from dosecalc.days import Length, days_of_months, weekday
from dosecalc.model import Course
from dosecalc.parameters import Expression, Known, bounds
from dosecalc.patterns import (
    DAY,
    MONTHS_DIFFER,
    Cycle,
    Dated,
    Masked,
    Monthly,
    Pattern,
    Windowed,
    weekly,
)


def on(first: date, offset: Expression) -> date | None:
    """The date of a time, in seconds from the start of day 1; None where it is not exact."""
    found = bounds(offset)
    if found is None or found.low != found.high:
        return None
    try:
        return first + timedelta(days=int(found.low // DAY))
    except OverflowError:
        return None


def months_later(start: date, length: Length, before: bool = False) -> Expression | None:
    """The seconds from a date to the same day so many months later, or `before`, below zero.

    None for other lengths than months and years.
    """
    if length.unit not in ("month", "year") or length.low != length.high:
        return None
    months = int(length.low) * (12 if length.unit == "year" else 1)
    return Known(Fraction(days_of_months(start, -months if before else months) * DAY))


def course_on(course: Course, start: date) -> Course:
    """The course with its months and weekdays as they are for this first day."""
    for name, pattern in course.patterns:
        made = _pattern(name, pattern, start)
        if made is not None:
            notes = tuple(each for each in course.notes if each != MONTHS_DIFFER)
            return replace(course, patterns=(("", made),), notes=notes)
    return course


def _pattern(name: str, pattern: Pattern, start: date) -> Pattern | None:
    """A pattern on the dates that follow `start`; None where the date settles nothing."""
    if isinstance(pattern, Monthly):
        return Dated(first=start, step=pattern.step, each=pattern.each)
    if isinstance(pattern, (Masked, Windowed)):
        inner = _pattern(name, pattern.inner, start)
        return None if inner is None else replace(pattern, inner=inner)
    named = weekday(name)
    if named is None or not isinstance(pattern, Cycle):
        return None
    return on_weekdays(pattern, named, start.weekday())


def on_weekdays(pattern: Cycle, named: int, first: int) -> Cycle:
    """A weekly pattern whose first slot falls on weekday `named`, for a first day on `first`."""
    days = tuple(sorted({(named + slot.offset // DAY) % 7 for slot in pattern.slots}))
    a_day = tuple(
        slot._replace(offset=slot.offset % DAY)
        for slot in pattern.slots
        if slot.offset // DAY == pattern.slots[0].offset // DAY
    )
    return weekly(days, a_day, first)
