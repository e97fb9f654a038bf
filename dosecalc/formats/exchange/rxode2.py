"""An event table of rxode2: infusions by their duration; columns of text are for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dosecalc.formats.exchange.event_table import Layout, exported
from dosecalc.formats.exchange.form import Export, Wanted

if TYPE_CHECKING:
    from dosecalc.language import Text

_LAYOUT = Layout(
    "an rxode2 event table",
    ("ID", "TIME", "AMT", "EVID", "II", "ADDL", "DUR", "CMT", "AMTU", "AGENT", "ROUTE", "TRIAL",
     "ARM", "READING", "COHORT"),
    lower=True,
)  # fmt: skip


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """A row for each dose, or for each series of them."""
    return exported(texts, wanted, _LAYOUT)
