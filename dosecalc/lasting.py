"""How long lengths, extents and spans last, and what makes the count of doses in them a range."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.amounts import Figure
from dosecalc.days import Length
from dosecalc.model import (
    Course,
    Extent,
)
from dosecalc.parameters import (
    Choice,
    Expression,
    Parameter,
    Rising,
    Unknown,
    uncertain,
)
from dosecalc.patterns import (
    DAY,
    Irregular,
    Listed,
    Monthly,
    Often,
    Pattern,
)

if TYPE_CHECKING:
    from dosecalc.protocol import SpanOfTime


def length_of(length: Length, name: str, owner: str) -> Expression:
    """A length of time in seconds; calendar months are a parameter with their bounds."""
    low, high = length.seconds
    days = length.unit not in ("second", "minute", "hour")
    return uncertain(Figure(low, high), name, owner, whole=DAY if days else None)


def months_in(length: Length) -> int | None:
    """The whole number of months that an exact length of months or years is; else None."""
    if length.unit not in ("month", "year") or length.low != length.high:
        return None
    return int(length.low) * (12 if length.unit == "year" else 1)


def extent_in_months(extent: Extent) -> int | None:
    """The calendar months of an extent, where it is a whole number of them."""
    if extent.length is None:
        return None
    months = months_in(extent.length)
    if extent.kind == "length":
        return months
    if extent.kind == "cycles" and months is not None and extent.count and extent.count.exact:
        return months * int(extent.count.low)
    return None


def name_of(extent: Extent) -> str:
    """The words of an extent, as the name of what is uncertain about it."""
    words = extent.length if extent.kind == "length" else f"{extent.count} {extent.kind}"
    return f"for {words}"


def span_length(span: SpanOfTime, owner: str) -> Expression:
    """The length of a span in seconds, by its fractions and their days where it counts them."""
    assumed = span.facts.assumed is not None
    if span.length is not None:
        low, high = span.length.seconds
        name = f"{span.name} lasts {span.length}"
        return uncertain(Figure(low, high), name, owner, assumed=assumed)
    if span.fractions is None:
        return Unknown(f"how long {span.name} lasts")
    fractions = uncertain(
        span.fractions,
        f"{span.name} of {span.fractions} fractions",
        owner,
        assumed=assumed,
        whole=1,
    )

    def lasting(pattern: Pattern) -> Callable[[Fraction], tuple[int, int]]:
        def days(count: Fraction) -> tuple[int, int]:
            end = (pattern.offset(int(count) - 1) // DAY + 1) * DAY
            return end, end

        return days

    cases = tuple((name, Rising(fractions, lasting(pattern))) for name, pattern in span.patterns)
    if len(cases) == 1:
        return cases[0][1]
    parameter = Parameter(
        name=f"weekday on which {span.name} starts", values=tuple(n for n, _ in cases), owner=owner
    )
    return Choice(parameter, cases)


def count_ranges(pattern: Pattern, length: Expression) -> bool:
    """Whether the count of a pattern is a range at either end of the length."""
    found = length.bounds({})
    if found is None:
        return False
    ends = [end for end in found if end is not None]
    counts = [pattern.count(int(end)) for end in ends]
    return any(count.low != count.high for count in counts)


def spread_name(course: Course, pattern: Pattern) -> str:
    """The name of what makes a count of doses a range though its time is known."""
    if course.optional == "as needed":
        return "doses taken as needed"
    if isinstance(pattern, Monthly) and pattern.each == 1:
        return "length of the months"
    if isinstance(pattern, Irregular):
        return "interval between doses"
    if isinstance(pattern, Often):
        return "doses in each period"
    return "placement in the cut period"


def listed_count(pattern: Pattern) -> int:
    """The number of doses of a pattern that ends by itself."""
    inner = pattern
    while not isinstance(inner, Listed):
        inner = inner.inner  # type: ignore[attr-defined]
    last = max(slot.offset for slot in inner.slots) + 1
    count: int = pattern.count(last).even
    return count
