"""Bounds in words, as every output for people prints them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dosecalc.amounts import readable
from dosecalc.parameters import Interval
from dosecalc.units import Unit, typed


def spoken(bound: Interval | None, unit: Unit | None) -> str:
    """Bounds in words.

    >>> from fractions import Fraction
    >>> spoken(Interval(Fraction(183), Fraction(204)), None), spoken(None, None)
    ('183 to 204', 'unknown')
    """
    if bound is None:
        return "unknown"
    name = "" if unit is None else " " + _named(bound, unit)
    if bound.high is None:
        return f"at least {readable(bound.low)}{name}"
    if bound.low == bound.high:
        return f"{readable(bound.low)}{name}"
    return f"{readable(bound.low)} to {readable(bound.high)}{name}"


def _named(bound: Interval, unit: Unit) -> str:
    if unit.name == "unstated":
        return "(no unit)"
    return unit.singular if bound.low == bound.high == 1 else unit.plural


def days(first: Interval | None, last: Interval | None) -> str:
    """The first and the last study day, each a range where it is not exact.

    >>> from fractions import Fraction
    >>> one, fifty = Fraction(1), Fraction(50)
    >>> days(Interval(one, one), Interval(fifty, fifty + 3)), days(Interval(one, one), None)
    ('1 to 50–53', 'from 1')
    """
    if first is None:
        return ""
    if last is None:
        return f"from {_day(first)}"
    if first == last and first.low == first.high:
        return _day(first)
    return f"{_day(first)} to {_day(last)}"


def _day(bound: Interval) -> str:
    if bound.high is None:
        return f"{_plain(int(bound.low))} or later"
    low, high = int(bound.low), int(bound.high)
    return _plain(low) if low == high else f"{_plain(low)}–{_plain(high)}"


def _plain(day: int) -> str:
    return f"{day:,}".replace("-", "−")


def content(
    low: Fraction | None, high: Fraction | None, unit: str | None, about: bool = False
) -> str:
    """What an administration holds, with the name of its unit; what nobody states is unknown.

    >>> content(Fraction(10), Fraction(10), "mg"), content(None, None, "particle")
    ('10 mg', 'unknown particles')
    >>> content(Fraction(75), Fraction(75), "mg/m2")
    '75 mg/m2'
    """
    found = typed(unit) if unit is not None else None
    if low is not None:
        return ("about " if about else "") + spoken(Interval(low, high), found)
    if found is not None and found.name != "unstated":
        return f"unknown {found.plural}"
    return "amount unknown"


def held(said: Sequence[tuple[str, str | None]]) -> str:
    """All that one administration is stated in: texts with the names of their units.

    >>> held([("1 vial", "vial"), ("10 µg", "µg"), ("2 mL", "mL")])
    '1 vial = 10 µg in 2 mL'
    """
    text = ""
    for words, unit in said:
        found = typed(unit) if unit is not None else None
        volume = found is not None and found.dimension == "volume"
        text += f"{' in ' if volume else ' = '}{words}" if text else words
    return text


def lasting(hours: Fraction) -> str:
    """A length of time in hours, or in minutes where hours are no short decimal.

    >>> lasting(Fraction(1, 2)), lasting(Fraction(1, 6))
    ('0.5 h', '10 min')
    """
    exact = 1000 % hours.denominator == 0 or 60 % hours.denominator != 0
    return f"{readable(hours)} h" if exact else f"{readable(hours * 60)} min"
