"""How many doses are on each level of an escalation, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from dosecalc.amounts import Amount, number
from dosecalc.parameters import Expression, Parameter, Rising, Unknown, uncertain
from dosecalc.patterns import Pattern, between
from dosecalc.plan import Block


def level_counts(block: Block) -> tuple[Expression, ...]:
    """How many doses of a block are on each level, where one participant rises in time."""
    dose = block.course.dose
    assert dose is not None
    levels = max(len(dose.levels), 1)
    escalation = block.course.escalation
    if levels == 1 or escalation is None:
        return (block.count,)
    if escalation.seconds is not None and block.length is not None and block.course.patterns:
        pattern, step = block.course.patterns[0][1], escalation.seconds
        return tuple(
            Rising(
                block.length, _within(pattern, n * step, (n + 1) * step if n + 1 < levels else None)
            )
            for n in range(levels)
        )
    edges: list[tuple[int, int]] = []
    for n in range(levels):
        if escalation.doses is not None:
            edges.append((n * escalation.doses, n * escalation.doses))
        else:
            assert escalation.seconds is not None
            found = block.course.patterns[0][1].count(n * escalation.seconds)
            edges.append((found.low, found.high))
    return tuple(_share(block.count, edges, n) for n in range(levels))


def paced_total(block: Block, levels: tuple[Fraction, ...]) -> Expression | None:
    """The total of a counted course that rises by the week, at the slowest and fastest pace.

    None where the pace is exact, or the levels do not all rise or all fall; then the levels are
    added up one by one.
    """
    escalation = block.course.escalation
    pattern = block.course.patterns[0][1] if block.course.patterns else None
    if escalation is None or escalation.seconds is None or block.length is not None:
        return None
    if pattern is None or list(levels) not in (sorted(levels), sorted(levels, reverse=True)):
        return None
    found = [pattern.count(n * escalation.seconds) for n in range(len(levels))]
    edges = [[count.low for count in found], [count.high for count in found]]
    if edges[0] == edges[1]:
        return None

    def total(doses: Fraction) -> tuple[Fraction, Fraction]:
        sums = [
            sum((level * _between(doses, edge, n) for n, level in enumerate(levels)), Fraction(0))
            for edge in edges
        ]
        return min(sums), max(sums)

    return Rising(block.count, total)


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


def amount_of(amount: Amount, owner: str) -> Expression:
    """The figure of an amount as an expression."""
    if amount.figure is None:
        return Unknown("the dose")
    return uncertain(amount.figure, f"dose {amount}", owner)
