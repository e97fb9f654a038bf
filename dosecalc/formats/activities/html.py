"""The schedule of activities as one page that asks for nothing beside it and prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dosecalc.activities import Activities, Matrix, Row
from dosecalc.diagnostics import visible
from dosecalc.formats.activities import words

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent


def write(activities: Activities, width: int) -> Iterator[str]:
    """The page; every text is escaped, and the same schedule at the same time is the same page."""
    from markupsafe import Markup

    numbers = activities.numbers
    page = _environment().get_template("page.html.j2")
    yield page.render(
        title=visible(words.title(activities)),
        matrices=[_matrix(activities, n) for n in range(len(activities.matrices))],
        signs=words.legend(activities.matrices, numbers),
        stamp=list(map(visible, activities.stamp.lines())),
        style=Markup((_FOLDER / "page.css").read_text(encoding="utf-8")),
    )


def _matrix(activities: Activities, number: int) -> dict[str, object]:
    """A matrix as texts, its columns in parts that a page holds."""
    matrix = activities.matrices[number]
    return {
        "heading": visible(words.heading(matrix)),
        "unconfirmed": words.UNCONFIRMED if matrix.unconfirmed else "",
        "nothing": words.NOTHING,
        "parts": [_part(activities, matrix, part) for part in words.blocks(matrix)]
        if matrix.rows else [],
        "footnotes": list(map(visible, matrix.footnotes)),
        "remarks": list(map(visible, matrix.remarks)),
        "anchor": f"m{number + 1}-",
    }  # fmt: skip


def _part(activities: Activities, matrix: Matrix, part: range) -> dict[str, object]:
    numbers = activities.numbers
    return {
        "heads": [(words.head(matrix.columns[n], numbers), matrix.columns[n].notes) for n in part],
        "rows": [_row(activities, matrix, row, part) for row in matrix.rows],
    }


def _row(activities: Activities, matrix: Matrix, row: Row, part: range) -> dict[str, object]:
    cells = [
        (words.sign(row, matrix.columns[n], cell), cell.notes) if cell else ("", ())
        for n in part
        for cell in [row.cells[n]]
    ]
    return {
        "kind": row.kind, "name": visible(words.name(row)), "notes": row.notes,
        "about": visible(words.about(row, activities.numbers)), "cells": cells,
    }  # fmt: skip


@cache
def _environment() -> Environment:
    """The template, in which every text is escaped that does not say it is safe."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters["raised"] = words.raised
    return made
