"""The courses of a regimen, each in its place: where it starts, how many doses, how often again.

Times are seconds from the start of day 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.model import (
    Course,
    Regimen,
)
from dosecalc.parameters import (
    Expression,
    Known,
    Product,
    Sum,
    Unknown,
)
from dosecalc.patterns import (
    DAY,
)

if TYPE_CHECKING:
    pass

ZERO = Known(Fraction(0))


class Moment(NamedTuple):
    """A time: an offset from an origin (`""` is day 1, else a span's start), ends of it counted.

    With `length`, the span's length is added.
    """

    offset: Expression
    origin: str = ""
    length: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One course in its place: `count` doses from `start`, and again each `every` of `times`.

    `after` is where the course before it in a sequence ends.
    """

    course: Course
    regimen: Regimen
    start: Moment
    count: Expression
    length: Expression | None
    repeats: tuple[tuple[int, Expression], ...] = ()
    after: Moment | None = None

    @property
    def rounds(self) -> Expression:
        """How much later the last repetition starts than the first."""
        terms = [Product((Known(Fraction(times - 1)), every)) for times, every in self.repeats]
        return Sum(tuple(terms)) if terms else ZERO

    def in_all(self, each: Expression) -> Expression:
        """An amount of one run of the course, over all its repetitions."""
        times = 1
        for number_of_times, _ in self.repeats:
            times *= number_of_times
        return each if times == 1 else Product((Known(Fraction(times)), each))


class Anchor(NamedTuple):
    """A span on its days: the first and, where it is known, the last one, offsets from day 1."""

    name: str
    first: int
    last: int | None = None


class Layout(NamedTuple):
    """The blocks of one reading of an arm, and what its days hang on."""

    blocks: tuple[Block, ...]
    origin: str
    spans: tuple[tuple[str, Expression], ...]
    anchors: tuple[Anchor, ...] = ()

    def day_offset(self, moment: Moment) -> Expression:
        """The moment in seconds from day 1; unknown where nothing ties its span to day 1."""
        base = days_to_origin(moment.origin, self.origin, self.anchors)
        if base is None:
            return Unknown(f"when {moment.origin} starts")
        terms = [moment.offset]
        if moment.length:
            terms.append(dict(self.spans).get(moment.origin, ZERO))
        if base:
            terms.append(Known(Fraction(base * DAY)))
        return Sum(tuple(terms)) if terms[1:] else moment.offset


def days_to_origin(name: str, origin: str, anchors: tuple[Anchor, ...]) -> int | None:
    """The days from day 1 to the origin of a moment; None where nothing ties the two."""
    if name in ("", origin):
        return 0
    return next((each.first for each in anchors if each.name == name), None)
