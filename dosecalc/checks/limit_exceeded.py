"""A schedule that breaks a limit it states itself: `at most 400 mg in total`.

The first dose that breaks the limit is named.

Example: 100 mg daily for 7 days at most 400 mg in total
Remedy: correct the schedule or the limit
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dosecalc import units
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Course, Limit, Trial
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY
from dosecalc.plan import Block, layout

CODE = "limit-exceeded"
_PERIODS = {"day": DAY, "week": 7 * DAY}


def check(trial: Trial) -> Iterator[Diagnostic]:
    """An error for each limit that the greatest doses of its course break."""
    for arm in trial.arms:
        for reading in arm.readings:
            for block in layout(reading.regimens, trial, trial.name).blocks:
                for limit in block.course.limits:
                    place = _broken(block, limit)
                    if place is not None:
                        yield _diagnostic(block.course, limit, place, trial)


def _broken(block: Block, limit: Limit) -> int | None:
    """The number, from 1, of the first dose that breaks the limit; None where none does."""
    each, most = _greatest(block.course, limit), limit.amount.figure
    if each is None or most is None or most.high is None or limit.per == "cap":
        return None
    if limit.per == "dose":
        return 1 if each > most.high else None
    whole = bounds(block.in_all(block.count))
    first = int(most.high / each) + 1
    if limit.per == "total":
        return first if whole is None or whole.high is None or whole.high >= first else None
    period = _PERIODS.get(limit.per)
    if period is None or not block.course.patterns:
        return None
    inside = block.course.patterns[0][1].count(period).high
    return first if inside >= first else None


def _greatest(course: Course, limit: Limit) -> Fraction | None:
    """The greatest amount of one dose in the limit's unit; None where they do not meet."""
    dose = course.dose
    if dose is None or limit.amount.unit is None:
        return None
    found = []
    for level in dose.levels:
        for amount in level:
            if amount.unit is None or amount.figure is None or amount.figure.high is None:
                continue
            if amount.unit.convertible(limit.amount.unit):
                found.append(amount.figure.high * units.ratio(amount.unit, limit.amount.unit))
    return max(found) if found else None


def _diagnostic(course: Course, limit: Limit, place: int, trial: Trial) -> Diagnostic:
    per = {"total": "in total", "dose": "a dose"}.get(limit.per, f"a {limit.per}")
    day = ""
    if course.patterns:
        offset = course.patterns[0][1].offset(place - 1) // DAY
        day = f", {DayCount(trial.days_from_zero).text(offset)} of the course"
    said = next((s for s in course.said if s.text.startswith("at most")), course.said[0])
    return Diagnostic(
        code=CODE,
        message=f"dose {place}{day}, breaks the limit of {limit.amount} {per}",
        span=said.span,
        label="the limit",
        hint="correct the schedule or the limit",
    )
