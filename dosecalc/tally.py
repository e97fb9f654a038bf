"""What is added up: counts and amounts of one agent in one unit, still as expressions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from dosecalc.parameters import (
    Expression,
    Greatest,
    Interval,
    Known,
    Least,
    Product,
    Sum,
    Unknown,
    bounds,
)
from dosecalc.results import Step
from dosecalc.units import Unit, ratio

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one participant, or a group, gets of one agent in one unit, still as expressions."""

    agent: str | None
    route: str | None
    unit: Unit | None
    count: Expression
    total: Expression
    amounts: tuple[Expression, ...] = ()
    dosing_days: Expression = Unknown("the days")
    first: Expression | None = None
    last: Expression | None = None
    blocks: tuple[int, ...] = ()
    about: bool = False
    unconfirmed: bool = False
    assumed: tuple[str, ...] = ()
    used: tuple[Assumption, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> tuple[str | None, str | None]:
        """What may be added: one agent, one dimension."""
        return self.agent, self.unit.dimension if self.unit else None


def added(group: list[Tally]) -> Tally:
    """The tallies of one agent in one dimension as one, in the unit of the first."""
    first = group[0]
    if len(group) == 1:
        return first
    totals: list[Expression] = []
    amounts: list[Expression] = []
    for each in group:
        factor = Known(ratio(each.unit, first.unit)) if each.unit and first.unit else None
        scale = factor if factor is not None and factor.value != 1 else None
        totals.append(Product((scale, each.total)) if scale else each.total)
        amounts.extend(Product((scale, a)) if scale else a for a in each.amounts)
    held = [tuple(bounds(amount) for amount in tally.amounts) for tally in group]
    differ = ("a dose differs from course to course",) if len(set(held)) > 1 else ()
    return replace(
        first,
        route=first.route if all(t.route == first.route for t in group) else None,
        count=Sum(tuple(t.count for t in group)),
        total=Sum(tuple(totals)),
        amounts=tuple(amounts),
        blocks=once(t.blocks for t in group),
        dosing_days=Unknown("which of the days coincide"),
        first=_extreme(group, "first"),
        last=_extreme(group, "last"),
        about=any(t.about for t in group),
        unconfirmed=any(t.unconfirmed for t in group),
        assumed=once(t.assumed for t in group),
        used=once(t.used for t in group),
        sources=once(t.sources for t in group),
        notes=once((*(t.notes for t in group), differ)),
        steps=once(t.steps for t in group),
    )


def _extreme(group: list[Tally], name: str) -> Expression | None:
    """The earliest first day or the latest last day; doses not sure to be given bound one end."""
    ends = [(getattr(tally, name), bounds(tally.count)) for tally in group]
    known = [(end, count is None or count.low > 0) for end, count in ends if end is not None]
    if not known:
        return None
    parts, sure = tuple(end for end, _ in known), tuple(there for _, there in known)
    return Least(parts, sure) if name == "first" else Greatest(parts, sure)


def once(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part))


def completed(whole: list[Tally]) -> list[Tally]:
    """A unit's total is unknown where the same agent is also given in amounts nobody states."""
    vague = {tally.agent: tally for tally in whole if tally.unit is None and _is_unknown(tally)}
    out = []
    for tally in whole:
        other = vague.get(tally.agent)
        if other is None or tally.unit is None or set(other.blocks) <= set(tally.blocks):
            out.append(tally)
        elif bounds(other.count) != Interval(Fraction(0), Fraction(0)):
            out.append(replace(
                tally, total=Sum((tally.total, other.total)),
                notes=(*tally.notes, "the same agent is also given in an unstated amount"),
            ))  # fmt: skip
    return out


def _is_unknown(tally: Tally) -> bool:
    return bounds(tally.total) is None
