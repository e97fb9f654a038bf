"""What is not known, as named parameters, and exact bounds of what depends on them.

Every quantity here is a non-negative expression that rises, or stays, with each of its uncertain
parts, so the least value takes every part at its least. Parameters that are enumerated (a
weekday, a condition) are tried one value at a time, all their uses together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import NamedTuple, Protocol

from dosecalc.amounts import Figure
from dosecalc.diagnostics import Span

_MOST_CASES = 4096


class Interval(NamedTuple):
    """Exact bounds, both included; `high` is None where nothing bounds the value above."""

    low: Fraction
    high: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An uncertain thing with a name, such as `weight = 50 to 90 kg`, and where it comes from.

    Two parameters are one if name, owner and bounds agree. `values` are listed for a parameter
    that is enumerated; `step` is that of one which takes whole steps from its least value;
    `central` is the likeliest value and `drawn` the name of a distribution, where they are stated.
    """

    name: str
    low: Fraction = Fraction(0)
    high: Fraction | None = None
    owner: str = ""
    values: tuple[str, ...] = ()
    step: Fraction | None = field(default=None, compare=False)
    central: Fraction | None = field(default=None, compare=False)
    drawn: str = field(default="", compare=False)
    assumed: bool = field(default=False, compare=False)
    span: Span | None = field(default=None, compare=False)


Fixed = Mapping[Parameter, Fraction | str]


class Expression(Protocol):
    """A value that depends on parameters."""

    def bounds(self, fixed: Fixed) -> Interval | None:
        """Its bounds, with the parameters in `fixed` held; None where it is unknown."""

    def leaves(self) -> Iterator[Parameter | str]:
        """The parameters that it uses, and in words what it would need to be known."""


class Known(NamedTuple):
    """An exact value."""

    value: Fraction

    def bounds(self, fixed: Fixed) -> Interval | None:
        return Interval(self.value, self.value)

    def leaves(self) -> Iterator[Parameter | str]:
        return iter(())


class Uncertain(NamedTuple):
    """The value of a parameter that lies somewhere between its bounds."""

    parameter: Parameter

    def bounds(self, fixed: Fixed) -> Interval | None:
        value = fixed.get(self.parameter)
        if isinstance(value, Fraction):
            return Interval(value, value)
        return Interval(self.parameter.low, self.parameter.high)

    def leaves(self) -> Iterator[Parameter | str]:
        yield self.parameter


class Unknown(NamedTuple):
    """A value that nothing is known of, and what would settle it."""

    need: str

    def bounds(self, fixed: Fixed) -> Interval | None:
        return None

    def leaves(self) -> Iterator[Parameter | str]:
        yield self.need


class Sum(NamedTuple):
    """The sum of its terms."""

    terms: tuple[Expression, ...]

    def bounds(self, fixed: Fixed) -> Interval | None:
        low, high = Fraction(0), Fraction(0)
        bounded = True
        for term in self.terms:
            found = term.bounds(fixed)
            if found is None:
                return None
            low += found.low
            if found.high is None:
                bounded = False
            else:
                high += found.high
        return Interval(low, high if bounded else None)

    def leaves(self) -> Iterator[Parameter | str]:
        for term in self.terms:
            yield from term.leaves()


class Product(NamedTuple):
    """The product of its factors; an exact zero makes it zero whatever the others are."""

    factors: tuple[Expression, ...]

    def bounds(self, fixed: Fixed) -> Interval | None:
        found = [factor.bounds(fixed) for factor in self.factors]
        if Interval(Fraction(0), Fraction(0)) in found:
            return Interval(Fraction(0), Fraction(0))
        low, high = Fraction(1), Fraction(1)
        bounded = True
        for each in found:
            if each is None:
                return None
            low *= each.low
            if each.high is None:
                bounded = False
            else:
                high *= each.high
        return Interval(low, high if bounded else None)

    def leaves(self) -> Iterator[Parameter | str]:
        for factor in self.factors:
            yield from factor.leaves()


class Rising(NamedTuple):
    """A function that rises, or stays, with its argument; its value may itself be a range.

    `function` gives the bounds at one argument. `parameter` names what makes the range.
    """

    argument: Expression
    function: Callable[[Fraction], tuple[int | Fraction, int | Fraction]]
    parameter: Parameter | None = None

    def bounds(self, fixed: Fixed) -> Interval | None:
        argument = self.argument.bounds(fixed)
        if argument is None:
            return None
        low = self.function(argument.low)[0]
        high = None if argument.high is None else Fraction(self.function(argument.high)[1])
        held = fixed.get(self.parameter) if self.parameter else None
        if isinstance(held, Fraction) and high is not None:
            middle = low + (high - low) * held
            return Interval(Fraction(middle), Fraction(middle))
        return Interval(Fraction(low), high)

    def leaves(self) -> Iterator[Parameter | str]:
        if self.parameter:
            yield self.parameter
        yield from self.argument.leaves()


class Least(NamedTuple):
    """The least of several expressions; `sure` tells which of them are there in any case."""

    parts: tuple[Expression, ...]
    sure: tuple[bool, ...] = ()

    def bounds(self, fixed: Fixed) -> Interval | None:
        found = _all_known(self.parts, fixed)
        if found is None:
            return None
        certain = [each.high for each in _certain(found, self.sure) if each.high is not None]
        return Interval(min(each.low for each in found), min(certain) if certain else None)

    def leaves(self) -> Iterator[Parameter | str]:
        for part in self.parts:
            yield from part.leaves()


class Greatest(NamedTuple):
    """The greatest of several expressions; `sure` tells which of them are there in any case."""

    parts: tuple[Expression, ...]
    sure: tuple[bool, ...] = ()

    def bounds(self, fixed: Fixed) -> Interval | None:
        found = _all_known(self.parts, fixed)
        if found is None:
            return None
        highs = [each.high for each in found if each.high is not None]
        low = max(each.low for each in _certain(found, self.sure))
        return Interval(low, max(highs) if len(highs) == len(found) else None)

    def leaves(self) -> Iterator[Parameter | str]:
        for part in self.parts:
            yield from part.leaves()


def _certain(found: list[Interval], sure: tuple[bool, ...]) -> list[Interval]:
    """The bounds of the parts that are there in any case; all of them where none is."""
    known = sure or (True,) * len(found)
    return [each for each, there in zip(found, known, strict=True) if there] or found


def _all_known(parts: tuple[Expression, ...], fixed: Fixed) -> list[Interval] | None:
    found = [part.bounds(fixed) for part in parts]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None


class Choice(NamedTuple):
    """One of several expressions, as an enumerated parameter decides."""

    parameter: Parameter
    cases: tuple[tuple[str, Expression], ...]

    def bounds(self, fixed: Fixed) -> Interval | None:
        held = fixed.get(self.parameter)
        return hull(case.bounds(fixed) for name, case in self.cases if held in (None, name))

    def leaves(self) -> Iterator[Parameter | str]:
        yield self.parameter
        for _, case in self.cases:
            yield from case.leaves()


def uncertain(
    figure: Figure, name: str, owner: str, *, assumed: bool = False, factor: Fraction | int = 1,
    whole: Fraction | int | None = None,
) -> Expression:  # fmt: skip
    """A figure as an expression: exact, or a parameter with this name, in `whole` steps if any."""
    if figure.exact:
        return Known(figure.low * factor)
    high = None if figure.high is None else figure.high * factor
    parameter = Parameter(
        name=name, low=figure.low * factor, high=high, owner=owner, assumed=assumed,
        step=None if whole is None else whole * Fraction(factor),
    )  # fmt: skip
    return Uncertain(parameter)


def hull(intervals: Iterator[Interval | None]) -> Interval | None:
    """The least interval that holds them all; None where one is unknown."""
    low: Fraction | None = None
    high: Fraction | None = Fraction(0)
    for each in intervals:
        if each is None:
            return None
        low = each.low if low is None else min(low, each.low)
        high = None if high is None or each.high is None else max(high, each.high)
    return None if low is None else Interval(low, high)


def parameters(expression: Expression) -> tuple[Parameter, ...]:
    """The parameters of an expression, each once, in order of appearance."""
    return tuple(dict.fromkeys(p for p in expression.leaves() if isinstance(p, Parameter)))


def needs(expression: Expression) -> tuple[str, ...]:
    """What would have to be known before the expression can be computed, in words."""
    return tuple(dict.fromkeys(need for need in expression.leaves() if isinstance(need, str)))


def bounds(expression: Expression, fixed: Fixed | None = None) -> Interval | None:
    """The exact bounds of an expression; None where it is unknown.

    Enumerated parameters are tried in every combination, up to 4096 of them; beyond that the
    bounds are a guaranteed enclosure.
    """
    fixed = dict(fixed or {})
    listed = [p for p in parameters(expression) if p.values and p not in fixed]
    size = 1
    for parameter in listed:
        size *= len(parameter.values)
    if not listed or size > _MOST_CASES:
        return expression.bounds(fixed)
    return hull(
        expression.bounds({**fixed, **dict(zip(listed, values, strict=True))})
        for values in product(*(p.values for p in listed))
    )


def drivers(expression: Expression) -> tuple[Parameter, ...]:
    """The parameters of an expression, the one that moves it most first.

    A parameter's influence is how much narrower the bounds become when it alone is held.
    """
    found = parameters(expression)
    if len(found) < 2:
        return found
    whole = bounds(expression)

    def remaining(parameter: Parameter) -> tuple[bool, Fraction]:
        if parameter.values:
            held: Fraction | str = parameter.values[0]
        else:
            held = parameter.low if parameter.high is None else parameter.high
        narrowed = bounds(expression, {parameter: held})
        if whole is None or narrowed is None or narrowed.high is None:
            return (True, Fraction(0))
        return (False, narrowed.high - narrowed.low)

    return tuple(sorted(found, key=remaining))
