"""What a dose was planned to hold and what was given, in one unit, exactly or between bounds."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from dosecalc.amounts import Amount
from dosecalc.conversions import Conversions, NoWay
from dosecalc.parameters import Interval, Known, bounds
from dosecalc.planned_doses import Plan, PlannedDose
from dosecalc.units import UNSTATED, Unit, ratio

ZERO = Interval(Fraction(0), Fraction(0))
_ONE_OF = MappingProxyType(
    {"depends on the body weight": "the body weight", "level not stated": "the level of each dose"}
)
Verdict = str  # as planned, under, over, or not compared


class Needed(NamedTuple):
    """An amount that cannot be told, and what it would take."""

    need: str


class Measure:
    """Amounts of one agent in one unit; `asked` if the unit is not the schedule's own.

    With `as_planned`, a dose that was given without a stated amount held what was planned.
    `assumed` tells what the amounts of the log rest on.
    """

    def __init__(
        self, plan: Plan, unit: Unit | None, rules: Conversions, *, asked: bool, as_planned: bool
    ) -> None:
        self.unit, self.rules, self.asked, self.as_planned = unit, rules, asked, as_planned
        self.placebo = plan.placebo
        # By identity, each beside its key: exact figures and units take long to look up.
        self.assumed: dict[str, None] = {}
        self._planned: dict[int, tuple[Any, Interval | Needed]] = {}
        self._given: dict[int, tuple[Any, Interval | Needed]] = {}
        self._compared: dict[tuple[int, int], tuple[Any, Any, Verdict | Needed]] = {}

    def planned(self, dose: PlannedDose) -> Interval | Needed:
        """What a planned dose holds."""
        key = dose.asked if self.asked else dose.cells
        known = self._planned.get(id(key))
        if known is None or known[0] is not key:
            known = self._planned[id(key)] = (key, self._of_plan(dose))
        return known[1]

    def given(self, amount: Amount | None, dose: PlannedDose | None) -> Interval | Needed:
        """What a dose that was given held; `dose` is the planned one that it belongs to."""
        if self.placebo:
            return ZERO
        if amount is None:
            if self.as_planned and dose is not None:
                return self.planned(dose)
            return Needed("the amounts that were given")
        known = self._given.get(id(amount))
        if known is None or known[0] is not amount:
            known = self._given[id(amount)] = (amount, self._converted(amount))
        return known[1]

    def compared(self, amount: Amount | None, dose: PlannedDose) -> Verdict | Needed:
        """Whether what was given is what was planned, as far as bounds tell."""
        if self.placebo or (amount is None and self.as_planned):
            return "as planned"
        key = (id(amount), id(dose.cells))
        known = self._compared.get(key)
        if known is None or known[0] is not amount or known[1] is not dose.cells:
            found = self._verdict(amount, dose)
            known = self._compared[key] = (amount, dose.cells, found)
        return known[2]

    def _verdict(self, amount: Amount | None, dose: PlannedDose) -> Verdict | Needed:
        given, planned = self._in_one_unit(amount, dose)
        if isinstance(given, Needed):
            return given
        if isinstance(planned, Needed):
            return planned
        if given.high is not None and given.high < planned.low:
            return "under"
        if planned.high is not None and given.low > planned.high:
            return "over"
        inside = planned.high is None or (given.high is not None and given.high <= planned.high)
        if given.low >= planned.low and inside:
            return self._inside(dose)
        return Needed("narrower bounds of what was given")

    def _inside(self, dose: PlannedDose) -> Verdict | Needed:
        """As planned, unless the bounds only stand for several amounts of which one is meant."""
        whys = (why for cell in dose.cells for why in cell.why)
        one_of = next((_ONE_OF[why] for why in whys if why in _ONE_OF), None)
        return "as planned" if one_of is None else Needed(one_of)

    def _in_one_unit(
        self, amount: Amount | None, dose: PlannedDose
    ) -> tuple[Interval | Needed, Interval | Needed]:
        """Given and planned, in the unit of the log where the schedule states the dose in it."""
        if amount is not None and amount.unit is not None and amount.figure is not None:
            own, _ = self.rules.meant(amount.unit)
            for cell in dose.cells:
                if cell.unit is not None and cell.unit.convertible(own) and cell.amount is not None:
                    figure = amount.figure.scaled(ratio(own, cell.unit))
                    return Interval(figure.low, figure.high), cell.amount
        return self.given(amount, dose), self.planned(dose)

    def _of_plan(self, dose: PlannedDose) -> Interval | Needed:
        if self.placebo:
            return ZERO
        cells = (dose.asked,) if self.asked else dose.cells
        for cell in cells:
            if cell is None or (cell.unit is None and "placebo" not in cell.why):
                continue
            if "placebo" in cell.why:
                return ZERO
            if cell.unit is None or self.unit is None or not cell.unit.convertible(self.unit):
                continue
            if cell.amount is None:
                return Needed(_need(cell.why))
            return _scaled(cell.amount, ratio(cell.unit, self.unit))
        whys = [why for cell in cells if cell is not None for why in cell.why]
        if self.unit is not None and not any(why.startswith("needs ") for why in whys):
            return Needed(f"an amount in {self.unit}")
        return Needed(_need(whys))

    def _converted(self, amount: Amount) -> Interval | Needed:
        unit, figure = amount.unit, amount.figure
        if unit is None or figure is None:
            return Needed("the amounts that were given")
        if self.unit is None:
            return Needed("the planned dose")
        unit, _ = self.rules.meant(unit)
        if unit.convertible(self.unit):
            return _scaled(Interval(figure.low, figure.high), ratio(unit, self.unit))
        if unit is UNSTATED:
            return Needed("the unit of the amounts that were given")
        per = self.unit.per
        if per is not None and unit.per is None and per.dimension in ("mass", "area"):
            return Needed("the body weight" if per.dimension == "mass" else "the body surface area")
        made = self.rules.convert(Known(figure.low), unit, self.unit)
        if isinstance(made, NoWay):
            return Needed(made.need)
        found = bounds(made.value)
        self.assumed.update((f"assuming {each.text}", None) for each in made.assumptions)
        return found if found is not None else Needed(f"an amount in {self.unit}")


def _need(whys: Iterable[str]) -> str:
    found = [why.removeprefix("needs ") for why in whys if why.startswith("needs ")]
    return found[0] if found else "the planned dose"


def _scaled(amount: Interval, factor: Fraction) -> Interval:
    if factor == 1:
        return amount
    return Interval(amount.low * factor, None if amount.high is None else amount.high * factor)


def unit_of(plan: Plan, given: Iterable[Unit], rules: Conversions) -> Unit | None:
    """The schedule's unit in which amounts are told: the first one that the log can be told in."""
    own = {
        cell.unit: None for dose in plan.doses for cell in dose.cells if cell.unit is not None
    }  # fmt: skip
    used = {rules.meant(unit)[0] for unit in given}
    fitting = [each for each in own if used and all(u.convertible(each) for u in used)]
    return next(iter([*fitting, *own]), None)


def added(amounts: Iterable[Interval]) -> Interval:
    """The sum of amounts; those that are one object are counted, which saves most of the time."""
    counts: dict[int, int] = {}
    found: dict[int, Interval] = {}
    for each in amounts:
        found[id(each)] = each
        counts[id(each)] = counts.get(id(each), 0) + 1
    low, high = Fraction(0), Fraction(0)
    bounded = True
    for key, each in found.items():
        low += each.low * counts[key]
        if each.high is None:
            bounded = False
        else:
            high += each.high * counts[key]
    return Interval(low, high if bounded else None)
