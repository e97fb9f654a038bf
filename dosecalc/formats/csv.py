"""Results as CSV: one line a row, exact figures, an empty cell where nothing is known."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from dosecalc.formats.records import COLUMNS, flat
from dosecalc.results import Results

NAME = "csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text(results: Results) -> str:
    """The rows as CSV with a header line."""
    return "".join(lines(COLUMNS, (flat(row) for row in results.rows)))


def lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """CSV text, a piece at a time; a text that a spreadsheet would run as a formula is disarmed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for number, row in enumerate(rows):
        writer.writerow([_cell(value) for value in row])
        if number % 4096 == 4095:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
