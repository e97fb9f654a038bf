"""Amounts that depend on a body: per kilogram or square metre, by weight bands, capped, limited."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.amounts import Amount, Figure
from dosecalc.conversions import Conversions, Converted, NoWay
from dosecalc.levels import amount_of
from dosecalc.model import Band, Course, Limit
from dosecalc.parameters import (
    Choice,
    Expression,
    Interval,
    Known,
    Least,
    Parameter,
    Product,
    Rising,
    Uncertain,
    Unknown,
    bounds,
)
from dosecalc.spoken import spoken
from dosecalc.tally import Tally
from dosecalc.units import Unit, ratio, table

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption


def per_body(tally: Tally, rules: Conversions, course: Course) -> Tally:
    """The tally times body weight or area where its unit is per kg or m², capped and limited."""
    caps = [limit.amount for limit in course.limits if limit.per == "cap"]
    if tally.unit is None or tally.unit.per is None:
        return limited(_capped(tally, caps), course)
    found = rules.per_body(tally.total, tally.unit)
    if isinstance(found, NoWay):
        if not caps:
            return limited(tally, course)
        note = f"the cap of {caps[0]} a dose needs {found.need}"
        total = Product((tally.total, Unknown(found.need)))
        return replace(tally, total=total, notes=(*tally.notes, note))
    each = tuple(_value(rules.per_body(amount, tally.unit)) for amount in tally.amounts)
    scaled = replace(
        tally, unit=found.unit, total=found.value, amounts=each,
        used=(*tally.used, *found.assumptions),
    )  # fmt: skip
    if caps and len(each) > 1:
        missing = Unknown(f"what the cap of {caps[0]} leaves of each level")
        return replace(scaled, total=Product((scaled.total, missing)))
    return limited(_capped(scaled, caps), course)


def _value(found: Converted | NoWay) -> Expression:
    return found.value if isinstance(found, Converted) else Unknown(found.need)


def held_to_cap(amounts: list[Amount], course: Course) -> list[Amount]:
    """The levels of a dose, none above its cap; those per kg or m² wait for the body."""
    cap = next((limit.amount for limit in course.limits if limit.per == "cap"), None)
    return amounts if cap is None else [_least(amount, cap) for amount in amounts]


def _least(amount: Amount, cap: Amount) -> Amount:
    held, most = amount.figure, cap.figure
    if held is None or most is None or amount.unit is None or cap.unit is None:
        return amount
    if not cap.unit.convertible(amount.unit):
        return amount
    limit = most.low * ratio(cap.unit, amount.unit)
    high = limit if held.high is None else min(held.high, limit)
    return Amount(Figure(min(held.low, limit), high, held.about), amount.unit)


def _capped(tally: Tally, caps: list[Amount]) -> Tally:
    """The lesser of an amount and its cap."""
    if not caps or caps[0].figure is None or tally.unit is None or caps[0].unit is None:
        return tally
    if not caps[0].unit.convertible(tally.unit) or len(tally.amounts) != 1:
        return tally
    limit = caps[0].figure.low * ratio(caps[0].unit, tally.unit)
    capped = Rising(tally.amounts[0], lambda amount: (min(amount, limit), min(amount, limit)))
    return replace(tally, amounts=(capped,), total=Product((tally.count, capped)))


# ------------------------------------------------------------------ weight bands


def banded(plain: Tally, rules: Conversions, course: Course, bands: tuple[Band, ...]) -> Tally:
    """An amount that depends on body weight: the bands that the weight may fall into.

    An amount per kg within a band takes the weights of that band only, so its least value may lie
    at a band's edge.
    """
    found = rules.of_kind("weight")
    reach, used = _weight(found)
    name = found.text if found is not None else "weight, not stated"
    inside = [
        (band, Interval(max(band.start, reach.low), _lesser(band.stop, reach.high)))
        for band in bands
        if (band.stop is None or reach.low < band.stop)
        and (reach.high is None or band.start <= reach.high)
    ]
    unit = bands[0].amount.unit
    scaled = found is not None and unit is not None and unit.per is not None
    cases = tuple(
        (str(number), _in_band(band.amount, weights if scaled else None, name))
        for number, (band, weights) in enumerate(inside)
    )
    each: Expression = cases[0][1]
    if len(cases) > 1:
        each = Choice(Parameter(name=name, values=tuple(number for number, _ in cases)), cases)
    tally = replace(
        plain, unit=_whole(unit) if scaled and unit is not None else unit, amounts=(each,),
        used=used, total=Product((plain.count, each)),
    )  # fmt: skip
    return per_body(tally, rules, course)


def _weight(found: Assumption | None) -> tuple[Interval, tuple[Assumption, ...]]:
    """The assumed weight in kilograms; any weight where none is assumed."""
    if found is None or found.target.figure is None or found.target.unit is None:
        return Interval(Fraction(0), None), ()
    kilograms = found.target.figure.scaled(ratio(found.target.unit, table()["kg"]))
    return Interval(kilograms.low, kilograms.high), (found,)


def _lesser(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    ends = [end for end in (a, b) if end is not None]
    return min(ends) if ends else None


def _in_band(amount: Amount, weights: Interval | None, name: str) -> Expression:
    """The amount of a band; per kg, times the weights that fall into the band."""
    value = amount_of(amount, name)
    if weights is None or amount.unit is None or amount.unit.per is None:
        return value
    per = ratio(table()["kg"], amount.unit.per)
    if weights.low == weights.high:
        return Product((value, Known(weights.low * per)))
    high = None if weights.high is None else weights.high * per
    inside = Parameter(name=name, low=weights.low * per, high=high, owner=f"{weights.low}")
    return Product((value, Uncertain(inside)))


def _whole(unit: Unit) -> Unit:
    """The unit of an amount once it is no longer per kg."""
    return table()[unit.name.partition("/")[0]]


# ------------------------------------------------------------------ limits


def limited(tally: Tally, course: Course) -> Tally:
    """The tally with a note for each limit that it breaks, may break, or cannot be held to."""
    if course.optional == "as needed":
        tally = replace(tally, total=_within(tally, course))
    notes = [_limit_note(tally, limit) for limit in course.limits if limit.per != "cap"]
    return replace(tally, notes=(*tally.notes, *filter(None, notes)))


def _within(tally: Tally, course: Course) -> Expression:
    """The total of doses taken as needed, which stays within the limits of a day and of all."""
    ceilings: list[Expression] = []
    for limit in course.limits:
        most, unit = limit.amount, tally.unit
        if most.figure is None or most.figure.high is None or most.unit is None or unit is None:
            continue
        if not most.unit.convertible(unit):
            continue
        allowed = Known(most.figure.high * ratio(most.unit, unit))
        if limit.per == "total":
            ceilings.append(allowed)
        elif limit.per == "day" and bounds(tally.dosing_days) is not None:
            ceilings.append(Product((tally.dosing_days, allowed)))
    return Least((tally.total, *ceilings)) if ceilings else tally.total


def _limit_note(tally: Tally, limit: Limit) -> str | None:
    most, unit = limit.amount, tally.unit
    if most.figure is None or most.unit is None or unit is None or limit.per not in _PER:
        return None
    said = f"at most {most} {_PER[limit.per]}"
    if not most.unit.convertible(unit):
        per_kg = unit.per is not None and table()[unit.name.partition("/")[0]].convertible(
            most.unit
        )
        return f"`{said}` is not checked: that needs the body weight or area" if per_kg else None
    values = [tally.total] if limit.per == "total" else list(tally.amounts)
    ends = [found for found in map(bounds, values) if found is not None]
    allowed = most.figure.low * ratio(most.unit, unit)
    if any(found.low > allowed for found in ends):
        return f"breaks `{said}`{_first_breach(tally, limit, allowed)}"
    if any(found.high is None or found.high > allowed for found in ends):
        return f"may break `{said}`"
    return None


_PER = {"dose": "a dose", "total": "in total"}


def _first_breach(tally: Tally, limit: Limit, allowed: Fraction) -> str:
    """The first dose whose sum is over the limit, where every dose is one known amount."""
    each = bounds(tally.amounts[0]) if len(tally.amounts) == 1 else None
    if limit.per != "total" or each is None or each.low != each.high or not each.low:
        return ""
    number = int(allowed / each.low) + 1
    reached = number * each.low
    return f": dose {number} makes {spoken(Interval(reached, reached), tally.unit)}"
