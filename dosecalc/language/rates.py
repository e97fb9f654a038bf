"""Amount, rate and time of an infusion: two say the third, all three have to agree."""

from __future__ import annotations

from fractions import Fraction

from dosecalc import units
from dosecalc.amounts import Amount, Figure
from dosecalc.days import SECONDS, Length
from dosecalc.language import dose_refusals
from dosecalc.language.draft import Draft
from dosecalc.language.values import Refused


def given(draft: Draft) -> Amount | None:
    """The amount that a rate comes to in the stated time, where no amount is stated."""
    rate: Amount | None = draft.get("rate")
    lengths: tuple[Length, ...] = draft.get("infusion") or ()
    if rate is None or len(lengths) != 1:
        return None
    return _delivered(rate, lengths[0])


def times(draft: Draft, levels: tuple[tuple[Amount, ...], ...]) -> tuple[Length, ...]:
    """How long each infusion takes: as stated, or as long as the amount needs at the rate.

    Raises `Refused` where amount, rate and time do not agree, or the rate is in another unit.
    """
    stated: tuple[Length, ...] = draft.get("infusion") or ()
    rate: Amount | None = draft.get("rate")
    if rate is None:
        return stated
    found = [held for level in levels for held in level if _meets(held, rate)]
    if not found:
        raise Refused(
            dose_refusals.unit_clash(
                draft.place("rate"), "the rate is not in a unit of the dose",
                "give the rate in the unit of the amount or of its volume", draft.place("dose"),
            )
        )  # fmt: skip
    if not stated:
        needed = {_needed(held, rate) for held in found}
        only = needed.pop() if len(needed) == 1 else None
        return () if only is None else (only,)
    for length in stated:
        delivered = _delivered(rate, length)
        if not all(_agree(held, delivered) for held in found):
            raise Refused(
                dose_refusals.rate_differs(
                    draft.place("rate"), str(delivered), str(length), draft.place("dose")
                )
            )
    return stated


def _numerator(rate: Amount) -> units.Unit:
    assert rate.unit is not None
    return units.numerator(rate.unit)


def _meets(held: Amount, rate: Amount) -> bool:
    return held.unit is not None and held.unit.convertible(_numerator(rate))


def _delivered(rate: Amount, length: Length) -> Amount:
    """What a rate comes to in a length of time."""
    assert rate.unit is not None and rate.unit.per is not None
    if rate.figure is None:
        return Amount(None, _numerator(rate))
    second = rate.unit.per.factor
    least, most = (end if end is None else Fraction(end) / second for end in length.seconds)
    high = None if rate.figure.high is None or most is None else rate.figure.high * most
    low = rate.figure.low * (least or 0)
    return Amount(Figure(low, high, rate.figure.about), _numerator(rate))


def _agree(held: Amount, delivered: Amount) -> bool:
    """Whether two amounts may be the same one; unknown and approximate ones always may."""
    if held.figure is None or delivered.figure is None or held.unit is None:
        return True
    if held.figure.about or delivered.figure.about or delivered.unit is None:
        return True
    one = held.figure.scaled(units.ratio(held.unit, delivered.unit))
    other = delivered.figure
    above = one.high is not None and one.high < other.low
    below = other.high is not None and other.high < one.low
    return not above and not below


def _needed(held: Amount, rate: Amount) -> Length | None:
    """How long an exact amount takes at an exact rate, in whole hours, minutes or seconds."""
    if held.figure is None or rate.figure is None or held.unit is None or rate.unit is None:
        return None
    exact = held.figure.exact and rate.figure.exact and rate.figure.low
    if not exact or rate.unit.per is None:
        return None
    amount = held.figure.low * units.ratio(held.unit, _numerator(rate))
    seconds = amount / rate.figure.low * rate.unit.per.factor
    for name in ("hour", "minute", "second"):
        number = seconds / SECONDS[name]
        if number.denominator == 1:
            return Length(low=number, high=number, unit=name)
    return None
