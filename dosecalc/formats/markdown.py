"""Results as Markdown tables, a heading for each trial."""

from __future__ import annotations

from itertools import groupby

from dosecalc.diagnostics import visible
from dosecalc.formats.grid import NO_BREAK, SOFT
from dosecalc.formats.table import cells, remarks
from dosecalc.results import Results

NAME = "markdown"


def text(results: Results) -> str:
    """The rows as Markdown."""
    parts = []
    for name, group in groupby(results.rows, key=lambda row: row.trial):
        rows = list(group)
        head, body = cells(rows)
        lines = [f"### {escaped(visible(name))}", "", _line(head), _line(["---"] * len(head))]
        lines += [_line(row) for row in body]
        lines += ["", *(f"- {escaped(remark)}" for remark in remarks(rows))]
        parts.append("\n".join(lines).rstrip())
    return "\n\n".join(parts)


def _line(cells_of_row: list[str]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells_of_row) + " |"


def escaped(cell: str) -> str:
    """A text that Markdown shows as it is, inside a table too."""
    for sign in "\\|<>*[]`":
        cell = cell.replace(sign, "\\" + sign)
    return cell.replace("\n", " ").replace(NO_BREAK, " ").replace(SOFT, " ")
