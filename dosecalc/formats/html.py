"""Results as an HTML table, for notebooks."""

from __future__ import annotations

from html import escape
from itertools import groupby

from dosecalc.diagnostics import visible
from dosecalc.formats.table import cells, remarks
from dosecalc.results import Results


def html(results: Results) -> str:
    """The rows as HTML; every text is escaped."""
    parts = ['<div class="dosecalc">']
    for name, group in groupby(results.rows, key=lambda row: row.trial):
        rows = list(group)
        head, body = cells(rows)
        parts.append(f"<p><b>{escape(visible(name))}</b></p><table><thead><tr>")
        parts += [f"<th>{escape(cell)}</th>" for cell in head]
        parts.append("</tr></thead><tbody>")
        for row in body:
            parts.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>")
        parts.append("</tbody></table>")
        notes = remarks(rows)
        if notes:
            items = "".join(f"<li>{escape(note)}</li>" for note in notes)
            parts.append(f"<ul>{items}</ul>")
    parts.append("</div>")
    return "".join(parts)
