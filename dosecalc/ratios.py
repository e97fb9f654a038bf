"""One amount against another: exact bounds of a quotient in which shared parameters cancel.

>>> from fractions import Fraction
>>> from dosecalc.parameters import Known, Parameter, Product, Uncertain
>>> per_ml = Uncertain(Parameter(name="particles per mL", low=Fraction(10), high=Fraction(100)))
>>> ratio(Product((Known(Fraction(6)), per_ml)), Product((Known(Fraction(4)), per_ml)))
Interval(low=Fraction(3, 2), high=Fraction(3, 2))
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from dosecalc.parameters import (
    Choice,
    Expression,
    Fixed,
    Interval,
    Known,
    Parameter,
    Product,
    Sum,
    Uncertain,
    Unknown,
    bounds,
    parameters,
)

_MOST_CASES = 4096
_MOST_STEPS = 400


class Over(NamedTuple):
    """One expression divided by another that is never zero; what both share is held alike."""

    above: Expression
    below: Expression

    def bounds(self, fixed: Fixed) -> Interval | None:
        return ratio(self.above, self.below, fixed)

    def leaves(self) -> Iterator[Parameter | str]:
        yield from self.above.leaves()
        yield from self.below.leaves()


def over(above: Expression, below: Expression) -> Expression:
    """A quotient; a product where what divides is exact."""
    found = bounds(below)
    if found is not None and found.low == found.high and found.low:
        return Product((above, Known(1 / found.low)))
    return Over(above, below)


_FREE: Fixed = MappingProxyType({})


def ratio(above: Expression, below: Expression, fixed: Fixed = _FREE) -> Interval | None:
    """The bounds of `above / below`; None where one of them is unknown, or `below` may be zero.

    A parameter that both use is held at the same value in both: at each of its values or steps, or,
    where each is linear in it, at its ends, between which the quotient rises or falls. The two uses
    of a parameter that enters in another way are let free: an enclosure, which may be wide. `fixed`
    holds parameters at a value.
    """
    if above == below:
        found = bounds(above, fixed)
        known = found is not None and (found.low > 0 or found.high != 0)
        return Interval(Fraction(1), Fraction(1)) if known else None
    low: Fraction | None = None
    high: Fraction | None = Fraction(0)
    for held in _held(above, below, fixed):
        a, b = bounds(above, held), bounds(below, held)
        if a is None or b is None or b.high == 0:
            return None
        least = Fraction(0) if b.high is None else a.low / b.high
        most = None if a.high is None or not b.low else a.high / b.low
        low = least if low is None else min(low, least)
        high = None if high is None or most is None else max(high, most)
    return None if low is None else Interval(low, high)


def _held(above: Expression, below: Expression, fixed: Fixed) -> Iterator[Fixed]:
    """Every combination of what the parameters that both share may be held at."""
    mine = set(parameters(below)) - set(fixed)
    shared: list[Parameter] = []
    held: list[tuple[Fraction | str, ...]] = []
    size = 1
    for parameter in parameters(above):
        values = _values(parameter, above, below) if parameter in mine else ()
        if values and size * len(values) <= _MOST_CASES:
            shared.append(parameter)
            held.append(values)
            size *= len(values)
    for combination in product(*held):
        yield {**fixed, **dict(zip(shared, combination, strict=True))}


def _values(
    parameter: Parameter, above: Expression, below: Expression
) -> tuple[Fraction | str, ...]:
    """What a shared parameter is held at: each of its values or steps, else its two ends.

    None where its ends are not enough, since one of the expressions is not linear in it.
    """
    if parameter.values:
        return parameter.values
    if parameter.high is None:
        return ()
    if parameter.step:
        steps = int((parameter.high - parameter.low) / parameter.step)
        if steps <= _MOST_STEPS:
            return tuple(parameter.low + step * parameter.step for step in range(steps + 1))
    ends = (parameter.low, parameter.high)
    return ends if linear(above, parameter) and linear(below, parameter) else ()


def linear(expression: Expression, parameter: Parameter) -> bool:
    """Whether an expression is a constant plus a constant times the parameter."""
    if isinstance(expression, (Known, Unknown, Uncertain)):
        return True
    if isinstance(expression, Sum):
        return all(linear(term, parameter) for term in expression.terms)
    if isinstance(expression, Product):
        using = [each for each in expression.factors if parameter in parameters(each)]
        return len(using) < 2 and all(linear(each, parameter) for each in using)
    if isinstance(expression, Over):
        divides = parameter in parameters(expression.below)
        return not divides and linear(expression.above, parameter)
    if isinstance(expression, Choice):
        return all(linear(case, parameter) for _, case in expression.cases)
    return parameter not in parameters(expression)
