"""How many vials a trial takes: for a dose, a week, a participant, a cohort, an arm and in all.

Counts come from the plan in closed form; only weeks, and vials that are shared by the doses of a
day, look at each dose. Bounds are exact and include their ends, but where `below` says that the
upper one is not reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc.amounts import Figure
from dosecalc.containers import Left
from dosecalc.diagnostics import Diagnostic
from dosecalc.parameters import (
    Interval,
)
from dosecalc.protocol import Product as Piece
from dosecalc.results import Row
from dosecalc.units import Unit

if TYPE_CHECKING:
    pass

Share = Literal["dose", "day", "participant", "everyone"]
RULES: dict[Share, str] = {
    "dose": "each dose is rounded up to whole {}: what is left in one is not used again",
    "day": "the doses of one day and participant are rounded up to whole {} together",
    "participant": "the doses of one participant are rounded up to whole {} together",
    "everyone": "the doses of everyone in a group are rounded up to whole {} together",
}


class Packing(NamedTuple):
    """A piece that the caller names, and the one agent that it is for, if any."""

    product: Piece
    agent: str | None = None


class Wish(NamedTuple):
    """What the caller asks for beside the question.

    `participants` replace those of each arm, or of each cohort where levels are cohorts; `overage`
    is a part of the whole.
    """

    packings: tuple[Packing, ...] = ()
    undiluted: bool = False
    share: Share = "dose"
    overage: Fraction = Fraction(0)
    participants: Figure | None = None
    cohort: int | None = None
    reading: str | None = None


class Opened(NamedTuple):
    """What one dose of an amount takes: pieces, which may be a part of one if rests are shared."""

    amount: Interval | None
    unit: Unit | None
    number: Interval | None
    left: Left | None
    about: bool
    needs: str | None
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What one arm, cohort and reading takes of one agent in one packing.

    `row` has pieces for its amounts and its total. `doses` tell the amounts that one dose may be.
    `people` are the participants of a group, and `at_once` what they
    take in one week where each of them is in the greatest. `weeks` count from day 1: week 1 is
    days 1 to 7, week -1 the seven days before; None where
    `weeks_need` says what is missing.
    """

    row: Row
    product: Piece | None
    doses: tuple[Opened, ...]
    left: Left | None
    left_unit: Unit | None
    weeks: tuple[tuple[int, Interval], ...] | None = None
    weeks_need: str = ""
    overage: Interval | None = None
    people: Interval | None = None
    at_once: Interval | None = None

    @property
    def greatest(self) -> tuple[Interval, tuple[int, ...]] | None:
        """The pieces of the greatest week, and the weeks that may need as many."""
        found = peak_of(self.weeks)
        if found is None or self.weeks is None:
            return None
        return found, tuple(week for week, each in self.weeks if each.high == found.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplies:
    """The supply of each participant, then of cohorts, arms and trials, and by what rule."""

    supplied: tuple[Supplied, ...]
    wish: Wish
    untreated: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the calculation; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    def __iter__(self) -> Iterator[Supplied]:
        return iter(self.supplied)

    def per(self, *kinds: str) -> tuple[Supplied, ...]:
        """The supply of participants, cohorts, arms or trials."""
        return tuple(each for each in self.supplied if each.row.per in kinds)

    def __str__(self) -> str:
        from dosecalc.formats.supply_table import table as printed

        return printed(self)


def peak_of(weeks: tuple[tuple[int, Interval], ...] | None) -> Interval | None:
    """The pieces of the greatest week."""
    if not weeks:
        return None
    highs = [found.high for _, found in weeks if found.high is not None]
    high = max(highs) if len(highs) == len(weeks) else None
    return Interval(max(found.low for _, found in weeks), high)
