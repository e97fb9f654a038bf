"""How many doses are on each level of an escalation, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

from dosecalc.amounts import Amount, number
from dosecalc.blocks import Block
from dosecalc.dose_times import chosen
from dosecalc.parameters import (
    Expression,
    Known,
    Parameter,
    Product,
    Rising,
    Sum,
    Unknown,
    bounds,
    needs,
    uncertain,
)
from dosecalc.patterns import Pattern, between


def level_counts(block: Block, owner: str = "") -> tuple[Expression, ...]:
    """How many doses of a block are on each level, where one participant rises in time."""
    dose = block.course.dose
    assert dose is not None
    levels = max(len(dose.levels), 1)
    escalation = block.course.escalation
    if levels == 1 or escalation is None:
        return (block.count,)
    if escalation.doses is not None:
        edges = [(n * escalation.doses, n * escalation.doses) for n in range(levels)]
        return tuple(_share(block.count, edges, n) for n in range(levels))
    if not block.course.patterns:
        return (Unknown("how often"),) * levels
    names = [name for name, _ in block.course.patterns]
    shares = [_shares(block, pattern, levels) for _, pattern in block.course.patterns]
    return tuple(
        chosen(tuple(zip(names, share, strict=True)), block.course, owner)
        for share in zip(*shares, strict=True)
    )


def _shares(block: Block, pattern: Pattern, levels: int) -> list[Expression]:
    """How many doses are on each level of an escalation by time, for one pattern of days."""
    assert block.course.escalation is not None and block.course.escalation.seconds is not None
    step = block.course.escalation.seconds
    if block.length is not None:
        stops = [(n + 1) * step if n + 1 < levels else None for n in range(levels)]
        return [
            Rising(block.length, _within(pattern, n * step, stop)) for n, stop in enumerate(stops)
        ]
    found = [pattern.count(n * step) for n in range(levels)]
    edges = [(count.low, count.high) for count in found]
    return [_share(block.count, edges, n) for n in range(levels)]


def paced_total(block: Block, levels: tuple[Fraction, ...], owner: str) -> Expression | None:
    """The total of a course that rises by the week, at the slowest and fastest pace.

    None where the levels do not all rise or all fall; then they are added up one by one.
    """
    escalation = block.course.escalation
    if escalation is None or escalation.seconds is None or not block.course.patterns:
        return None
    if list(levels) not in (sorted(levels), sorted(levels, reverse=True)):
        return None
    cases = tuple(
        (name, _paced(block, pattern, levels, escalation.seconds))
        for name, pattern in block.course.patterns
    )
    return chosen(cases, block.course, owner)


def _paced(block: Block, pattern: Pattern, levels: tuple[Fraction, ...], step: int) -> Expression:
    """The total for one pattern of days; a count and an edge may both be ranges."""
    found = [pattern.count(n * step) for n in range(len(levels))]
    edges = [[count.low for count in found], [count.high for count in found]]

    def of(doses: Fraction, edge: list[int]) -> Fraction:
        shares = (level * _between(doses, edge, n) for n, level in enumerate(levels))
        return sum(shares, Fraction(0))

    def counted(doses: Fraction) -> tuple[Fraction, Fraction]:
        sums = [of(doses, edge) for edge in edges]
        return min(sums), max(sums)

    def lasting(length: Fraction) -> tuple[Fraction, Fraction]:
        count = pattern.count(int(length))
        sums = [of(Fraction(doses), edge) for doses in count[:2] for edge in edges]
        return min(sums), max(sums)

    exact = edges[0] == edges[1]
    placed = None if exact else Parameter(
        name="placement at the change of level", low=Fraction(0), high=Fraction(1)
    )  # fmt: skip
    if block.length is None:
        return Rising(block.count, counted, placed)
    return Rising(block.length, lasting, placed)


def _between(doses: Fraction, edges: list[int], level: int) -> Fraction:
    """The doses of one level, for exact edges."""
    stop = doses if level + 1 == len(edges) else min(doses, Fraction(edges[level + 1]))
    return max(stop - edges[level], Fraction(0))


def _within(
    pattern: Pattern, start: int, stop: int | None
) -> Callable[[Fraction], tuple[int, int]]:
    """The doses of a course that fall from `start` to `stop`, for a length of the course."""

    def doses(length: Fraction) -> tuple[int, int]:
        end = int(length) if stop is None else min(int(length), stop)
        found = between(pattern, start, end)
        return found.low, found.high

    return doses


def _share(count: Expression, edges: list[tuple[int, int]], level: int) -> Expression:
    """The doses between two edges, which are bounds of counts; the last level has no end."""
    low, high = edges[level]
    end = edges[level + 1] if level + 1 < len(edges) else None

    def share(whole: Fraction) -> tuple[Fraction, Fraction]:
        least = whole if end is None else min(whole, Fraction(end[0]))
        most = whole if end is None else min(whole, Fraction(end[1]))
        return max(least - high, Fraction(0)), max(most - low, Fraction(0))

    return Rising(count, share)


def stepless_total(count: Expression, levels: tuple[Fraction, ...]) -> Expression:
    """The total of doses that go through the levels in order, by steps that nobody states.

    Each level is met at least once; where there are fewer doses than levels, the first ones are.
    """
    whole, least, most = sum(levels), min(levels), max(levels)

    def total(doses: Fraction) -> tuple[Fraction, Fraction]:
        spare = doses - len(levels)
        if spare >= 0:
            return whole + spare * least, whole + spare * most
        reached = levels[: int(doses)]
        return Fraction(doses) * min(levels), Fraction(sum(reached))

    parameter = Parameter(
        name="when the level rises", low=Fraction(0), high=Fraction(1), owner=number(whole)
    )
    return Rising(count, total, parameter)


def slowest_and_fastest(levels: int, doses: int) -> tuple[list[int], list[int]]:
    """The level of each dose if levels rise as late, or as soon, as can be, and all are met.

    >>> slowest_and_fastest(3, 5)
    ([0, 0, 0, 1, 2], [0, 1, 2, 2, 2])
    """
    fast = [min(dose, levels - 1) for dose in range(doses)]
    slow = [max(0, levels - (doses - dose)) if doses >= levels else 0 for dose in range(doses)]
    return slow, fast


def amount_of(amount: Amount, owner: str) -> Expression:
    """The figure of an amount as an expression."""
    if amount.figure is None:
        return Unknown("the dose")
    return uncertain(amount.figure, f"dose {amount}", owner)


class Met(Protocol):
    """Who meets which level: a cohort's participant, or one by steps that nobody states."""

    @property
    def cohort(self) -> int | None: ...
    @property
    def stepless(self) -> bool: ...


def over_levels(
    block: Block, figures: tuple[Expression, ...], variant: Met, owner: str
) -> tuple[tuple[Expression, ...], Expression]:
    """What one dose comes to at each level in use, and the sum over one run of the block.

    `figures` holds a value of one dose for each level of the block: its amount, or the vials that
    it takes.
    """
    dose, escalation = block.course.dose, block.course.escalation
    assert dose is not None
    if escalation is None or (len(figures) == 1 and not dose.spread):
        return figures, Product((block.count, figures[0]))
    stepless = variant.stepless and escalation.kind == "open"
    if stepless or (dose.spread and escalation.kind == "time"):
        return figures, _stepless(block, figures, dose.spread)
    if variant.cohort is not None and escalation.kind in ("cohorts", "open"):
        mine = figures[min(variant.cohort, len(figures)) - 1]
        return (mine,), Product((block.count, mine))
    if escalation.kind in ("cohorts", "open"):
        return figures, Product((block.count, figures[0]))
    exact = tuple(each.value for each in figures if isinstance(each, Known))
    paced = paced_total(block, exact, owner) if len(exact) == len(figures) else None
    if paced is not None:
        return figures, paced
    shares = level_counts(block, owner)
    return figures, Sum(tuple(map(Product, zip(shares, figures, strict=True))))


def _stepless(block: Block, figures: tuple[Expression, ...], spread: bool) -> Expression:
    """The sum of doses that go through levels, or through a range, by steps nobody states."""
    known = [found for found in map(bounds, figures) if found is not None]
    if len(known) < len(figures):
        return Unknown("; ".join(dict.fromkeys(need for each in figures for need in needs(each))))
    whole = bounds(block.count)
    if whole is not None and whole.high is not None and whole.high < max(len(known), 2):
        return Unknown("as many doses as there are levels")
    if not spread:
        return stepless_total(block.count, tuple(found.low for found in known))
    if known[0].high is None:
        return Unknown("the highest level")
    return stepless_total(block.count, (known[0].low, known[0].high))
