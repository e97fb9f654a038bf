"""When the doses of a course fall: the n-th, the first and the last, as expressions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.days import month_days
from dosecalc.model import Course
from dosecalc.parameters import (
    Choice,
    Expression,
    Known,
    Least,
    Parameter,
    Product,
    Rising,
    Sum,
    Unknown,
)
from dosecalc.patterns import DAY, Irregular, Monthly, Often, Pattern

if TYPE_CHECKING:
    from dosecalc.blocks import Block


def chosen(cases: tuple[tuple[str, Expression], ...], course: Course, owner: str) -> Expression:
    """The one case, or a choice by the weekday of the first dose."""
    if len(cases) == 1:
        return cases[0][1]
    first = cases[0][1].bounds({})
    if first is not None and all(case.bounds({}) == first for _, case in cases):
        return cases[0][1]
    parameter = Parameter(
        name="weekday of the first dose", values=tuple(name for name, _ in cases), owner=owner
    )
    return Choice(parameter, cases)


def less_one(count: Expression) -> Expression:
    return Rising(count, lambda c: (max(c - 1, Fraction(0)), max(c - 1, Fraction(0))))


def dose_offset(course: Course, n: Expression, owner: str) -> Expression:
    """The offset of dose `n` of a course, counted from 0."""
    if not course.patterns:
        return Unknown("how often")

    def of(pattern: Pattern) -> Callable[[Fraction], tuple[int, int]]:
        def at(count: Fraction) -> tuple[int, int]:
            offset = pattern.offset(int(count))
            return offset, offset

        return at

    cases = tuple((name, Rising(n, of(pattern))) for name, pattern in course.patterns)
    return chosen(cases, course, owner)


def last_offset(block: Block, owner: str) -> Expression:
    """The offset of the last dose of a block's last repetition, from the block's start."""
    last: Expression = dose_offset(block.course, less_one(block.count), owner)
    pattern = block.course.patterns[0][1] if block.course.patterns else None
    if isinstance(pattern, Monthly):
        last = Rising(less_one(block.count), _calendar_days(pattern))
        if block.length is not None:
            last = Least((last, Rising(block.length, lambda stop: (stop - 1, stop - 1))))
    elif isinstance(pattern, (Often, Irregular)):
        if block.length is not None:
            last = Rising(block.length, _near_the_end(pattern))
        else:
            last = Rising(block.count, _by_pace(pattern))
    elif pattern is not None and pattern.even and block.length is not None:
        last = Rising(block.length, _last_evenly(pattern))
    for times, period in block.repeats:
        last = Sum((last, Product((Known(Fraction(times - 1)), period))))
    return last


def _calendar_days(pattern: Monthly) -> Callable[[Fraction], tuple[int, int]]:
    """The earliest and latest offset of a dose that is counted in months."""

    def at(n: Fraction) -> tuple[int, int]:
        full, place = divmod(int(n), pattern.each)
        within = [place * days // pattern.each for days in month_days(pattern.step)]
        low, high = month_days(full * pattern.step)
        return (low + within[0]) * DAY, (high + within[1]) * DAY

    return at


def _by_pace(pattern: Often | Irregular) -> Callable[[Fraction], tuple[int, int]]:
    """Where the last of so many doses falls, at the fastest pace and at the slowest."""

    def last(count: Fraction) -> tuple[int, int]:
        n = max(int(count) - 1, 0)
        if isinstance(pattern, Irregular):
            return n * pattern.least, n * pattern.greatest
        slowest = n // max(pattern.least, 1)
        return n // pattern.greatest * pattern.period, slowest * pattern.period

    return last


def _last_evenly(pattern: Pattern) -> Callable[[Fraction], tuple[int, int]]:
    """Where the last dose of a stretch falls: evenly placed, or anywhere in a cut period."""

    def last(stop: Fraction) -> tuple[int, int]:
        count = pattern.count(int(stop))
        if count.low != count.high:
            return pattern.offset(max(count.low - 1, 0)), int(stop) - 1
        at = pattern.offset(max(count.even - 1, 0))
        return at, at

    return last


def _near_the_end(pattern: Pattern) -> Callable[[Fraction], tuple[Fraction, Fraction]]:
    """Where the last dose of a stretch falls when only bounds of its pattern are known."""
    period = pattern.period or DAY
    none = pattern.count(period).low == 0

    def last(stop: Fraction) -> tuple[Fraction, Fraction]:
        return Fraction(0) if none else max(stop - period, Fraction(0)), stop - 1

    return last


def first_offset(block: Block, owner: str) -> Expression:
    """The offset of the first dose of a block, from the block's start."""
    return dose_offset(block.course, Known(Fraction(0)), owner)
