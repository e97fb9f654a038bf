"""What one administration holds, level by level, in the units that a question wants, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.amounts import Amount
from dosecalc.blocks import Block
from dosecalc.conversions import Conversions, NoWay
from dosecalc.levels import amount_of
from dosecalc.model import Band, Course, Trial
from dosecalc.parameters import (
    Expression,
    Interval,
    Rising,
    bounds,
    hull,
    needs,
)
from dosecalc.totals import Question, Variant
from dosecalc.units import Unit, ratio, table

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption


@dataclass(frozen=True, slots=True)
class Cell:
    """One administration at one level in one unit, and how that came about."""

    amount: Interval | None
    unit: Unit | None
    why: tuple[str, ...] = ()
    used: tuple[Assumption, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """What would have to be known before the amount is, in words."""
        return tuple(each[6:] for each in self.why if each.startswith("needs "))


class Pricing:
    """The amounts of one administration, in the units that a question wants.

    With `named`, what is needed is needed of the trial by its name.
    """

    def __init__(
        self, trial: Trial, variant: Variant, question: Question, *, named: bool = True
    ) -> None:
        self.trial = trial
        self.named = named
        self.target = question.unit
        self.assumptions = (*trial.assumptions, *question.assumptions)
        self.owner = f"{trial.name}/{variant.arm.name}"

    def levels(self, block: Block) -> list[list[Cell]]:
        """The cells of a block's doses: first for a level that nobody states, then level by level.

        Every entry has as many cells as the dose has units.
        """
        dose = block.course.dose
        rules = Conversions(self.assumptions, self.trial.name, block.course.agent, self.named)
        if dose is None:
            return [[Cell(None, self.target, ("needs the dose",))]] * 2
        if dose.bands:
            cell = self._banded(dose.bands, block, rules)
            return [[cell]] * (1 + len(dose.bands))
        if not any(dose.levels):
            return [[Cell(Interval(Fraction(0), Fraction(0)), self.target, ("placebo",))]] * 2
        made = [[self._cell(amount, block, rules) for amount in level] for level in dose.levels]
        if self.target is not None:
            kept = _kept(made[0], [amount.unit for amount in dose.levels[0]], self.target)
            made = [[level[kept]] for level in made]
        unsaid = [_unsaid(column) for column in zip(*made, strict=True)]
        return [unsaid, *made]

    def _cell(self, amount: Amount, block: Block, rules: Conversions) -> Cell:
        value, unit = amount_of(amount, self.owner), amount.unit
        why = ("about",) if amount.figure is not None and amount.figure.about else ()
        if unit is None:
            return Cell(None, self.target, ("needs the dose",))
        unit, used = rules.meant(unit)
        body = rules.per_body(value, unit)
        if not isinstance(body, NoWay):
            value, unit, used = body.value, body.unit, (*used, *body.assumptions)
        value, held = _capped(value, unit, block.course)
        if self.target is not None:
            found = rules.convert(value, unit, self.target)
            if isinstance(found, NoWay):
                need = body.need if isinstance(body, NoWay) else found.need
                return Cell(None, self.target, (*why, f"needs {need}"))
            value, unit, used = found.value, found.unit, (*used, *found.assumptions)
        if not held:
            need = body.need if isinstance(body, NoWay) else f"a limit in {unit}"
            why = (*why, f"the cap needs {need}")
        known = bounds(value)
        if known is None:
            why = (*why, *(f"needs {each}" for each in needs(value)))
        return Cell(known, unit, (*why, *_assuming(used)), used)

    def _banded(self, bands: tuple[Band, ...], block: Block, rules: Conversions) -> Cell:
        """The amounts of the bands that the body weight may fall into."""
        found = rules.of_kind("weight")
        reach = Interval(Fraction(0), None)
        used: tuple[Assumption, ...] = ()
        why: tuple[str, ...] = ("depends on the body weight",)
        if found is not None and found.target.figure is not None and found.target.unit is not None:
            weight = found.target.figure.scaled(ratio(found.target.unit, table()["kg"]))
            reach, used, why = Interval(weight.low, weight.high), (found,), ()
        inside = [
            self._cell(band.amount, block, rules)
            for band in bands
            if (band.stop is None or reach.low < band.stop)
            and (reach.high is None or band.start <= reach.high)
        ]
        first = inside[0]
        spread = hull(cell.amount for cell in inside)
        said = tuple(dict.fromkeys((*why, *first.why, *_assuming(used))))
        return Cell(spread, first.unit, said, (*used, *first.used))


def _kept(cells: Sequence[Cell], units: Sequence[Unit | None], target: Unit) -> int:
    """Which amount of a dose to convert: one of the wanted kind, else the first that can be."""
    direct = [n for n, unit in enumerate(units) if unit is not None and unit.convertible(target)]
    sound = [n for n, cell in enumerate(cells) if cell.amount is not None]
    return (direct or sound or [0])[0]


def _unsaid(levels: Sequence[Cell]) -> Cell:
    """An administration whose level nobody states."""
    first = levels[0]
    why = (*first.why, "level not stated") if len(levels) > 1 else first.why
    return Cell(hull(cell.amount for cell in levels), first.unit, why, first.used)


def _assuming(used: tuple[Assumption, ...]) -> tuple[str, ...]:
    return tuple(f"assuming {assumption.text}" for assumption in dict.fromkeys(used))


def _capped(value: Expression, unit: Unit, course: Course) -> tuple[Expression, bool]:
    """The value under the course's cap, and whether it could be held to it."""
    caps = [limit.amount for limit in course.limits if limit.per == "cap"]
    if not caps or caps[0].figure is None or caps[0].unit is None:
        return value, True
    if not caps[0].unit.convertible(unit):
        return value, False
    most = caps[0].figure.low * ratio(caps[0].unit, unit)
    return Rising(value, lambda amount: (min(amount, most), min(amount, most))), True
