"""From one unit to another: by the table inside a dimension, by stated assumptions across.

No conversion is built in that crosses a dimension, not even vesicles to particles.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dosecalc import units
from dosecalc.amounts import Figure
from dosecalc.parameters import Expression, Known, Parameter, Product, Uncertain
from dosecalc.units import UNSTATED, Unit

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption


class Converted(NamedTuple):
    """An expression in another unit, and the assumptions it rests on."""

    value: Expression
    unit: Unit
    assumptions: tuple[Assumption, ...] = ()


class NoWay(NamedTuple):
    """No conversion: what is needed, or the two paths that disagree."""

    need: str
    paths: tuple[tuple[Assumption, ...], ...] = ()


class Conversions(NamedTuple):
    """The assumptions that apply to one trial and agent; a phrase is a trial without a name."""

    assumptions: tuple[Assumption, ...]
    trial: str
    agent: str | None
    named: bool = True

    def _applies(self, assumption: Assumption) -> bool:
        names = {self.trial, self.agent}
        fits_scope = assumption.scope is None or assumption.scope in names
        return fits_scope and (assumption.agent is None or assumption.agent == self.agent)

    def of_kind(self, kind: str) -> Assumption | None:
        """The assumption of a kind (weight, area, unit) that applies, the last one said."""
        found = [a for a in self.assumptions if a.kind == kind and self._applies(a)]
        return found[-1] if found else None

    def meant(self, unit: Unit) -> tuple[Unit, tuple[Assumption, ...]]:
        """The unit that an unstated one is assumed to be."""
        if unit is UNSTATED:
            found = self.of_kind("unit")
            if found is not None and found.target.unit is not None:
                return found.target.unit, (found,)
        return unit, ()

    def per_body(self, value: Expression, unit: Unit) -> Converted | NoWay:
        """An amount per kg or m² times the assumed weight or area; others as they are."""
        needed = _body(unit)
        if unit.per is None or needed is None:
            return Converted(value, unit)
        kind = "weight" if needed == "body weight" else "area"
        found = self.of_kind(kind)
        if found is None or found.target.figure is None or found.target.unit is None:
            return NoWay(f"the {needed}")
        factor = units.ratio(found.target.unit, unit.per)
        body = _factor(found.target.figure.scaled(factor), found, found.central, factor)
        numerator = units.table()[unit.name.partition("/")[0]]
        return Converted(Product((value, body)), numerator, (found,))

    def convert(self, value: Expression, unit: Unit, target: Unit) -> Converted | NoWay:
        """A value in another unit, along the one path of assumptions that leads there."""
        if unit.convertible(target):
            ratio = units.ratio(unit, target)
            scaled = value if ratio == 1 else Product((Known(ratio), value))
            return Converted(scaled, target)
        paths = self._paths(unit, target)
        if not paths:
            if unit is UNSTATED:
                scope = f" for {self.trial}" if self.named else ""
                return NoWay(f"the unit (`assume unit = {target.plural}{scope}`)")
            body = _body(unit)
            if body is not None and body != _body(target):
                return NoWay(f"the {body}")
            of = f" of {self.trial}" if self.named else ""
            return NoWay(f"{target.plural} per {unit.singular}{of}")
        if len(paths) > 1:
            ways = (" with ".join(f"`{each.text}`" for each in path) for path in paths[:2])
            return NoWay("one of two ways: " + ", or ".join(ways), tuple(paths[:2]))
        for assumption in paths[0]:
            value, unit = _step(value, unit, assumption)
        ratio = units.ratio(unit, target)
        return Converted(Product((Known(ratio), value)), target, paths[0])

    def _paths(self, unit: Unit, target: Unit) -> list[tuple[Assumption, ...]]:
        """Every path from a dimension to another that uses no dimension twice."""
        usable = [a for a in self.assumptions if a.kind == "conversion" and self._applies(a)]
        found: list[tuple[Assumption, ...]] = []
        open_paths: list[tuple[str, tuple[str, ...], tuple[Assumption, ...]]] = [
            (unit.dimension, (unit.dimension,), ())
        ]
        while open_paths and len(found) < 2:
            here, seen, steps = open_paths.pop(0)
            if here == target.dimension:
                found.append(steps)
                continue
            for assumption in usable:
                there = _other_end(assumption, here)
                if there is not None and there not in seen:
                    open_paths.append((there, (*seen, there), (*steps, assumption)))
        return found


def _body(unit: Unit) -> str | None:
    """What of a body an amount is per: its weight, its surface area, or nothing."""
    per = unit.per.dimension if unit.per is not None else None
    return {"mass": "body weight", "area": "body surface area"}.get(per or "")


def _other_end(assumption: Assumption, dimension: str) -> str | None:
    assert assumption.source is not None and assumption.source.unit is not None
    assert assumption.target.unit is not None
    ends = assumption.source.unit.dimension, assumption.target.unit.dimension
    if ends[0] == dimension:
        return ends[1]
    return ends[0] if ends[1] == dimension else None


def _step(value: Expression, unit: Unit, assumption: Assumption) -> tuple[Expression, Unit]:
    source, target = assumption.source, assumption.target
    assert source is not None and source.unit is not None and source.figure is not None
    assert target.unit is not None and target.figure is not None
    if source.unit.convertible(unit):
        scale = units.ratio(unit, source.unit) / source.figure.low
        factor = target.figure.scaled(scale)
        return Product((value, _factor(factor, assumption, assumption.central, scale))), target.unit
    ratio = units.ratio(unit, target.unit) * source.figure.low
    low = Fraction(0) if target.figure.high is None else ratio / target.figure.high
    high = None if target.figure.low == 0 else ratio / target.figure.low
    central = 1 / assumption.central if assumption.central else None
    return Product((value, _factor(Figure(low, high), assumption, central, ratio))), source.unit


def _factor(
    figure: Figure, assumption: Assumption, central: Fraction | None, scale: Fraction
) -> Expression:
    """A factor between bounds, its likeliest value scaled as they are."""
    if figure.exact:
        return Known(figure.low)
    owner = assumption.scope or assumption.agent or ""
    return Uncertain(
        Parameter(
            name=assumption.text, low=figure.low, high=figure.high, owner=owner, assumed=True,
            span=assumption.span, drawn=assumption.drawn,
            central=None if central is None else central * scale,
        )
    )  # fmt: skip
