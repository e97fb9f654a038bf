"""What every question returns: rows with exact bounds, the unknown in words, and how it came.

A result prints as a table of its rows, gives a pandas frame, and shows itself in notebooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dosecalc.diagnostics import Diagnostic
from dosecalc.parameters import Interval
from dosecalc.units import Unit
from dosecalc.value import Value

if TYPE_CHECKING:
    from fractions import Fraction

    import pandas as pd
    from pint import Quantity

Per = Literal["participant", "cohort", "arm", "trial"]
Status = Literal["stated", "approximate", "assumed", "unconfirmed", "unknown"]


class Step(NamedTuple):
    """One step of a derivation: where the words stand, the words, and what they come to."""

    place: str
    words: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Row(Value):
    """The dosing of one arm, cohort and reading in one unit.

    `doses`, `amount` (one administration) and `total` are exact bounds, both included, None where
    unknown. `first_day` and `last_day` are study days. `unknown` says what is needed.
    """

    trial: str
    title: str = ""
    arm: str | None
    cohort: int | None
    reading: str | None
    agent: str | None
    route: str | None
    per: Per
    doses: Interval | None
    amount: Interval | None
    total: Interval | None
    unit: Unit | None
    first_day: Interval | None
    last_day: Interval | None
    status: Status
    unknown: str | None
    depends_on: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    dosing_days: Interval | None = None

    @property
    def approximate(self) -> bool:
        """Whether the record says about of an amount, whatever else its total rests on."""
        noted = any(note.startswith("approximate") for note in self.notes)
        return noted or self.status == "approximate"

    def quantities(self) -> tuple[Quantity[Fraction], Quantity[Fraction] | None] | None:
        """The total's bounds as pint quantities with exact magnitudes.

        The upper one is None where nothing bounds it; None alone where the total is unknown, or
        in no unit.
        """
        from dosecalc.units import quantity

        if self.total is None or self.unit is None:
            return None
        high = None if self.total.high is None else quantity(self.total.high, self.unit)
        return quantity(self.total.low, self.unit), high


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Results(Value):
    """Rows and the diagnostics found on the way to them."""

    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the calculation; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> Row:
        return self.rows[index]

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values, the shape of the JSON output."""
        from dosecalc.formats.records import record

        return [record(row) for row in self.rows]

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas frame; exact bounds as `fractions.Fraction`, None where unknown."""
        import pandas as pd

        from dosecalc.formats.records import COLUMNS, flat

        frame: pd.DataFrame = pd.DataFrame([flat(row) for row in self.rows], columns=list(COLUMNS))
        return frame

    def __str__(self) -> str:
        from dosecalc.formats.table import table

        return table(self)

    def _repr_html_(self) -> str:
        from dosecalc.formats.html import html

        return html(self)
