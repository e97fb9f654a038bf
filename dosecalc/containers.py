"""How many pieces, such as vials, an amount takes, and what is left over in them.

>>> from dosecalc.parameters import Interval
>>> from fractions import Fraction
>>> five, dose = Interval(Fraction(5), Fraction(5)), Interval(Fraction(4), Fraction(6))
>>> whole = pieces(dose, five)
>>> str(whole.low), str(whole.high), left(dose, five).below
('1', '2', True)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from dosecalc.amounts import Amount
from dosecalc.blocks import Block
from dosecalc.conversions import Conversions
from dosecalc.model import Dose
from dosecalc.parameters import Interval
from dosecalc.protocol import Product
from dosecalc.units import Unit, numerator

ONE = Interval(Fraction(1), Fraction(1))
NOTHING = Interval(Fraction(0), Fraction(0))
# Countable forms that are handed out whole; the others, as sprays, come out of a container.
HANDED_OUT = frozenset(
    {
        "tablet", "capsule", "vial", "suppository", "patch", "ampoule", "sachet", "lozenge",
        "pessary", "syringe", "pen",
    }
)  # fmt: skip
_PORTIONS = frozenset({"spray", "drop", "puff", "application", "fingertip_unit"})


class Left(NamedTuple):
    """What stays in opened pieces; `below` tells that the upper bound itself is never reached."""

    bounds: Interval
    below: bool = False


def pieces(amount: Interval, held: Interval) -> Interval:
    """How many whole pieces an amount takes, each of which holds `held`."""
    low = 0 if amount.low == 0 else 1
    if held.high is not None:
        low = ceil(amount.low / held.high)
    if amount.high == 0:
        return Interval(Fraction(low), Fraction(0))
    if amount.high is None or held.low == 0:
        return Interval(Fraction(low), None)
    return Interval(Fraction(low), Fraction(ceil(amount.high / held.low)))


def left(amount: Interval, held: Interval) -> Left:
    """What is left of the pieces that an amount takes.

    Where the number of pieces is not sure, an amount may empty the last one, or just open it.
    """
    number = pieces(amount, held)
    if number.low != number.high or amount.high is None:
        return Left(Interval(Fraction(0), held.high), below=held.high is not None)
    high = None if held.high is None else number.low * held.high - amount.low
    return Left(Interval(number.low * held.low - amount.high, high))


# ------------------------------------------------------------------ which amount counts


class Measure(NamedTuple):
    """The unit in which a dose is drawn from a product, and what one piece holds of it."""

    unit: Unit
    held: Interval
    about: bool = False


def measures(
    product: Product | None, dose: Dose, rules: Conversions, undiluted: bool
) -> tuple[tuple[Measure, ...], str]:
    """The ways to measure a dose in a product, the best first, and what is needed if none leads.

    An active amount counts before a volume. The volume that holds an active amount may be reached
    by diluting, so it counts only where the caller says that the dose is `undiluted`.
    """
    found = units_of(dose, rules)
    handed = [unit for unit in found if unit is not None and unit.name in HANDED_OUT]
    if product is None:
        whole = tuple(Measure(unit, ONE) for unit in handed[:1])
        return whole, 'what one vial holds (`--vial "5 mL"`)'
    piece = product.form.singular
    held = sorted((each for each in product.holds if each.unit is not None), key=_is_volume)
    direct = [
        each
        for each in held
        if any(u is not None and each.unit is not None and u.convertible(each.unit) for u in found)
    ]
    volumes = [each for each in direct if _is_volume(each)]
    if volumes and not undiluted and is_diluted(found):
        direct = [each for each in direct if not _is_volume(each)]
        held = [each for each in held if not _is_volume(each)]
    made = [_measure(each) for each in (*direct, *(each for each in held if each not in direct))]
    if product.form in handed:
        made.append(Measure(product.form, ONE))
    if volumes and not made:
        return (
            (),
            f"{_active(found)} per {piece}, or `--undiluted` where its volume is drawn as it is",
        )
    return tuple(each for each in made if each is not None), f"what one {piece} holds"


def is_diluted(found: Sequence[Unit | None]) -> bool:
    """Whether a dose is an active amount, known or not, with the volume that holds it."""
    volume = any(unit is not None and unit.dimension == "volume" for unit in found)
    return volume and any(
        unit is None or (unit.dimension != "volume" and unit.name not in _PORTIONS | HANDED_OUT)
        for unit in found
    )


def active_part(block: Block, rules: Conversions) -> Block:
    """The block without the volume that an active amount is diluted to, which is not drawn."""
    dose = block.course.dose
    if dose is None or not is_diluted(units_of(dose, rules)):
        return block
    levels = tuple(tuple(each for each in level if not _is_volume(each)) for level in dose.levels)
    return replace(block, course=replace(block.course, dose=replace(dose, levels=levels)))


def units_of(dose: Dose, rules: Conversions) -> list[Unit | None]:
    """The units of a dose; of an amount per kg, the unit that it has once the weight is known."""
    amounts = [band.amount for band in dose.bands] or list(dose.levels[0] if dose.levels else ())
    units = [None if each.unit is None else rules.meant(each.unit)[0] for each in amounts]
    return [unit if unit is None or unit.per is None else numerator(unit) for unit in units]


def _is_volume(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.dimension == "volume"


def _measure(amount: Amount) -> Measure | None:
    if amount.figure is None or amount.unit is None:
        return None
    figure = amount.figure
    return Measure(amount.unit, Interval(figure.low, figure.high), figure.about)


def _active(found: Sequence[Unit | None]) -> str:
    unit = next((u for u in found if u is not None and u.dimension != "volume"), None)
    return "the amount" if unit is None else unit.plural
