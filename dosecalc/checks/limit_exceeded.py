"""A schedule that breaks a limit it states itself: `at most 400 mg in total`.

The first dose that breaks the limit is named.

Example: 100 mg daily for 7 days at most 400 mg in total
Remedy: correct the schedule or the limit
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from dosecalc import units
from dosecalc.amounts import Amount
from dosecalc.blocks import Block
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Course, Limit, Trial
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY
from dosecalc.plan import layout

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
    if block.course.optional == "as needed" and limit.per != "dose":
        return None
    if limit.per == "dose":
        return 1 if each > most.high else None
    if limit.per == "total" and _rises(block):
        return _over_in_time(block, limit, most.high)
    whole = bounds(block.in_all(block.count))
    first = int(most.high / each) + 1
    if limit.per == "total":
        return first if whole is None or whole.high is None or whole.high >= first else None
    period = _PERIODS.get(limit.per)
    if period is None or not block.course.patterns:
        return None
    inside = block.course.patterns[0][1].count(period).high
    return first if inside >= first else None


def _rises(block: Block) -> bool:
    """Whether one participant goes from level to level, in a single run of the course."""
    escalation, dose = block.course.escalation, block.course.dose
    in_time = escalation is not None and escalation.kind == "time"
    return in_time and dose is not None and len(dose.levels) > 1 and not block.repeats


def _over_in_time(block: Block, limit: Limit, most: Fraction) -> int | None:
    """The first dose with which the sum over the levels is over the limit, each at its soonest."""
    assert block.course.dose is not None
    each = [_most_of(level, limit) for level in block.course.dose.levels]
    edges, whole = _edges(block), bounds(block.count)
    reached, given = Fraction(0), 0
    places = sorted({edge for both in edges for edge in both})
    stretches: list[tuple[int, int | None]] = [*pairwise(places), (places[-1], None)]
    for place, stop in stretches:
        held = max(
            (amount or Fraction(0))
            for n, amount in enumerate(each)
            if edges[n][0] <= place and (n + 1 == len(edges) or place < edges[n + 1][1])
        )
        doses = None if stop is None else stop - place
        if held and (doses is None or reached + held * doses > most):
            given = place + int((most - reached) / held) + 1
            break
        reached += held * (doses or 0)
    enough = whole is None or whole.high is None or given <= whole.high
    return given if given and enough else None


def _edges(block: Block) -> list[tuple[int, int]]:
    """How many doses come before each level, at least and at most."""
    escalation, dose = block.course.escalation, block.course.dose
    assert escalation is not None and dose is not None
    if escalation.doses is not None:
        return [(n * escalation.doses,) * 2 for n in range(len(dose.levels))]
    assert escalation.seconds is not None
    counts = [
        [pattern.count(n * escalation.seconds) for _, pattern in block.course.patterns]
        for n in range(len(dose.levels))
    ]
    return [(min(c.low for c in each), max(c.high for c in each)) for each in counts]


def _greatest(course: Course, limit: Limit) -> Fraction | None:
    """The greatest amount of one dose in the limit's unit; None where they do not meet."""
    dose = course.dose
    if dose is None or limit.amount.unit is None:
        return None
    found = [_most_of(level, limit) for level in dose.levels]
    return max((each for each in found if each is not None), default=None)


def _most_of(level: tuple[Amount, ...], limit: Limit) -> Fraction | None:
    """The greatest amount of one level in the limit's unit; None where they do not meet."""
    for amount in level:
        if amount.unit is None or amount.figure is None or limit.amount.unit is None:
            continue
        if amount.unit.convertible(limit.amount.unit) and amount.figure.high is not None:
            return amount.figure.high * units.ratio(amount.unit, limit.amount.unit)
    return None


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
