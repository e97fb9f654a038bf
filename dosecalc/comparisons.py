"""What the question `compare` returns: rows against a reference, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dosecalc.bases import Basis
from dosecalc.comparison import METHODS, Compared, suspicions
from dosecalc.diagnostics import Diagnostic
from dosecalc.parameters import Interval
from dosecalc.sampling import Chances

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "trial", "arm", "cohort", "reading", "agent", "route", "doses_low", "doses_high", "days_low",
    "days_high", "stated_low", "stated_high", "stated_unit", "amount_low", "amount_high", "unit",
    "ratio_low", "ratio_high", "chance_more", "ratio_5", "ratio_50", "ratio_95", "verdict",
    "status", "needs", "depends_on", "note", "group",
)  # fmt: skip


DRAWS = (
    "draws: every uncertain figure log-uniform between its bounds and independent of the others; "
    "the middle ratio, and from the 5 % to the 95 % quantile"
)


class Comparison:
    """The compared rows, in the order asked for, on a basis, and the one they are held to."""

    __slots__ = ("basis", "diagnostics", "group", "reference", "rows")

    columns = COLUMNS

    def __init__(
        self, rows: tuple[Compared, ...], basis: Basis, diagnostics: tuple[Diagnostic, ...] = (),
        group: str | None = None,
    ) -> None:  # fmt: skip
        self.rows = rows
        self.basis = basis
        self.diagnostics = diagnostics
        self.group = group
        self.reference = next((each for each in rows if each.verdict == "reference"), None)

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the comparison; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Compared]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> Compared:
        return self.rows[index]

    def remarks(self) -> tuple[str, ...]:
        """What stands under every comparison: the definition of the basis, and its limits."""
        if not self.rows:
            return ()
        said = [f"{self.basis.label}: {self.basis.definition}"]
        if self.reference is not None:
            first = self.reference.row
            others = (each.row for each in self.rows if each.ratio is not None)
            named = [each for each in others if each.agent or first.agent]
            if any((each.trial, each.agent) != (first.trial, first.agent) for each in named):
                said.append(METHODS)
        said += suspicions(list(self.rows))
        if any(each.chances is not None for each in self.rows):
            said.append(DRAWS)
        return tuple(said)

    def values(self) -> Iterator[tuple[Any, ...]]:
        """A value for each of `columns`, row by row; figures exact, an open end None."""
        for each in self.rows:
            row = each.row
            yield (
                row.trial, row.arm, row.cohort, row.reading, row.agent, row.route,
                *_ends(row.doses), *_ends(each.days), *_ends(row.total),
                row.unit.name if row.unit else None, *_ends(each.amount),
                each.unit.name if each.unit else None, *_ends(each.ratio),
                *_drawn(each.chances), each.says, row.status,
                each.needs, "; ".join(each.depends_on), each.note or None, each.group or None,
            )  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas frame; exact figures as `fractions.Fraction`, None where unknown."""
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(self.values(), columns=list(COLUMNS), dtype=object)
        return frame

    def __str__(self) -> str:
        from dosecalc.formats.comparison_table import table

        return table(self)


def _drawn(found: Chances | None) -> tuple[Any, ...]:
    return (None,) * 4 if found is None else (found.exceeds, *found.quantiles)


def _ends(found: Interval | None) -> tuple[Any, Any]:
    return (None, None) if found is None else (found.low, found.high)
