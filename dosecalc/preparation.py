"""One administration made from one batch: what to draw, to add, to give, and what rounding does.

All figures are exact; only the volume that is drawn may be rounded, to a step that the caller
states, and the difference that it makes is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import floor
from typing import NamedTuple

from dosecalc.amounts import Amount, number
from dosecalc.blocks import Block
from dosecalc.days import Length
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Trial
from dosecalc.protocol import Product
from dosecalc.units import Unit
from dosecalc.variants import Variant


class Wish(NamedTuple):
    """What the caller states: which dose, the batch, volumes, and the time of opening.

    All amounts are exact; `vial` is what one holds where the caller says so.
    """

    batch: Amount | None = None
    lot: str = ""
    participant: str = ""
    cohort: int | None = None
    reading: str | None = None
    agent: str | None = None
    partner: str | None = None
    dose: int | None = None
    day: int | None = None
    exactly: Amount | None = None
    vial: Product | None = None
    step: Amount | None = None
    dead: Amount | None = None
    final: Amount | None = None
    opened: datetime | None = None
    usable: Length | None = None


class Rounding(NamedTuple):
    """What a rounded volume gives: the amount, and how far it is off, absolutely and in part."""

    step: Fraction
    given: Fraction
    difference: Fraction
    part: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """A preparation worked out; volumes are in `volume`, amounts in `unit`.

    `exact` is the dose divided by the batch, `drug` what is measured of it, `drawn` that with the
    dead volume; `final` is None where nothing is added. `vials` are counted where their volume is
    known, else `vials_need` says what is missing. `used` are the assumptions that turn what is
    `stated` into the amount. With `placebo`, the sheet is that of the arm
    that has to look like `partner`.
    """

    trial: Trial
    variant: Variant
    block: Block
    placebo: bool
    partner: str
    doses: str
    stated: str
    amount: Fraction
    unit: Unit
    batch: Amount | None
    volume: Unit
    exact: Fraction
    drug: Fraction
    rounding: Rounding | None
    dead: Fraction
    final: Fraction | None
    vial: Product | None
    vials: int | None
    vials_need: str
    usable: Length | None
    use_by: datetime | None
    used: tuple[str, ...]
    assumed: tuple[str, ...]
    notes: tuple[str, ...]
    wish: Wish

    @property
    def drawn(self) -> Fraction:
        """The volume that is drawn up: the dose with the dead volume."""
        return self.drug + self.dead

    @property
    def diluent(self) -> Fraction | None:
        """What is added to reach the final volume; None where nothing is said of one."""
        return None if self.final is None else self.final - self.drug

    @property
    def given(self) -> Fraction:
        """The volume that the participant gets, and that a matching placebo has."""
        return self.drug if self.final is None else self.final


class Stopped(Exception):
    """There is no preparation; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def ends(value: Fraction) -> bool:
    """Whether a row of decimals ends."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def decimals(value: Fraction) -> str:
    """The value in decimals: whole where they end soon, else its first ones before `…`.

    >>> decimals(Fraction(3, 2)), decimals(Fraction(100, 23)), decimals(Fraction(1, 3000))
    ('1.5', '4.3478…', '0.00033333…')
    """
    if ends(value) and len(number(value)) <= 10 and "e" not in number(value):
        return number(value)
    places = 4
    while value and value * 10**places < 10**4:
        places += 1
    cut = Fraction(floor(value * 10**places), 10**places)
    whole, rest = divmod(cut.numerator * 10**places // cut.denominator, 10**places)
    text = f"{whole}.{rest:0{places}}"
    return text.rstrip("0").rstrip(".") if Fraction(text) == value else f"{text}…"


def volume_of(value: Fraction, unit: Unit) -> str:
    """A volume in words, in decimals."""
    return f"{decimals(value)} {unit.singular if value == 1 else unit.plural}"
