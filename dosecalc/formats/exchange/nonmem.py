"""A data set of NONMEM: numbers alone, `.` where there is none, and a header that it skips.

The first column, `C`, is empty in every row: with `IGNORE=C`, and with `IGNORE=@`, the header is
left out, and so is a row that somebody comments out by writing `C` there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dosecalc.formats.exchange.event_table import Layout, exported
from dosecalc.formats.exchange.form import Export, Wanted

if TYPE_CHECKING:
    from dosecalc.language import Text

_LAYOUT = Layout(
    "a NONMEM data set",
    ("C", "ID", "TIME", "AMT", "RATE", "II", "ADDL", "EVID", "MDV", "CMT", "DV", "TRIAL", "ARM",
     "READING", "COHORT"),
    numbers=True, missing=".",
)  # fmt: skip


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """A row for each dose, or for each series of them."""
    return exported(texts, wanted, _LAYOUT)
