r"""Exposure records as a table, from CSV or from Dataset-JSON 1.1, whose rows become lines.

>>> handed = Content.of_text(
...     '{"columns": [{"name": "USUBJID"}, {"name": "EXDOSE"}], "rows": [["1", 5], ["2", null]]}',
...     "ex.json",
... )
>>> table(handed).text
'USUBJID,EXDOSE\n1,5\n2,\n'
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dosecalc.diagnostics import Diagnostic, Source
from dosecalc.notations import cdisc_mistakes, json_mistakes
from dosecalc.notations.content import Content
from dosecalc.notations.json_text import child, values
from dosecalc.notations.unreadable import Unreadable


def table(content: Content) -> Source | Diagnostic:
    """The text of the table, whose lines and columns are those that mistakes are shown with."""
    if not content.again:
        with content.open() as file:
            content = Content.of_bytes(file.read(), content.name)
    if not content.head().lstrip().startswith("{"):
        text = content.text()
        return text if isinstance(text, Diagnostic) else Source(content.name, text)
    try:
        return Source(f"{content.name}, as a table", _lines(content))
    except Unreadable as error:
        return error.diagnostic


def _lines(content: Content) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    names = list(_names(content))
    if not names:
        raise Unreadable(cdisc_mistakes.dataset_json_shape(content.name, "/columns", "no columns"))
    writer.writerow(names)
    for pointer, row in values(content, below="rows"):
        if not pointer.startswith("/rows/"):
            return buffer.getvalue()
        if not isinstance(row, list) or len(row) != len(names):
            said = f"a row of {len(names)} values belongs here"
            raise Unreadable(cdisc_mistakes.dataset_json_shape(content.name, pointer, said))
        writer.writerow(
            [_cell(content, child(pointer, place), value) for place, value in enumerate(row)]
        )
    return buffer.getvalue()


def _names(content: Content) -> Iterator[str]:
    for pointer, column in values(content, below="columns"):
        if not pointer.startswith("/columns/"):
            return
        name = column.get("name") if isinstance(column, dict) else None
        if not isinstance(name, str) or not name.strip():
            said = "a column has a name"
            raise Unreadable(cdisc_mistakes.dataset_json_shape(content.name, pointer, said))
        yield name


def _cell(content: Content, pointer: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        found = "true or false" if isinstance(value, bool) else "an array or object"
        raise Unreadable(
            json_mistakes.wrong_json_type(content.name, pointer, found, "a text or a number")
        )
    return " ".join(str(value).split())
