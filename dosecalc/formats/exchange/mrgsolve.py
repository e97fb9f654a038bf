"""A data set of mrgsolve, as `data_set()` and `as.ev()` take it; columns of text are for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dosecalc.formats.exchange.event_table import Layout, exported
from dosecalc.formats.exchange.form import Export, Wanted

if TYPE_CHECKING:
    from dosecalc.language import Text

_LAYOUT = Layout(
    "an mrgsolve data set",
    ("ID", "TIME", "AMT", "RATE", "II", "ADDL", "EVID", "CMT", "AMTU", "AGENT", "ROUTE", "TRIAL",
     "ARM", "READING", "COHORT"),
    before=True,
)  # fmt: skip


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """A row for each dose, or for each series of them."""
    return exported(texts, wanted, _LAYOUT)
