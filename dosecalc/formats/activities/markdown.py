"""The schedule of activities as Markdown: a table for each part of a matrix that a page holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dosecalc.activities import Activities, Matrix
from dosecalc.diagnostics import visible
from dosecalc.formats.activities import words
from dosecalc.formats.markdown import escaped


def write(activities: Activities, width: int) -> Iterator[str]:
    """A heading, tables and footnotes for each matrix; signs and stamp at the end."""
    yield f"## {_cell(words.title(activities))}\n"
    for matrix in activities.matrices:
        yield "\n"
        heading = words.heading(matrix)
        if heading:
            yield f"### {_cell(heading)}\n\n"
        if matrix.unconfirmed:
            yield f"**{words.UNCONFIRMED}**\n\n"
        if not matrix.rows:
            yield f"{words.NOTHING[:1].upper()}{words.NOTHING[1:]}.\n\n"
        else:
            yield from _tables(activities, matrix)
        yield from (f"{_cell(text)}  \n" for text in words.foot(matrix))
        yield "\n" * bool(matrix.footnotes and matrix.remarks)
        yield from (f"- {_cell(text)}\n" for text in matrix.remarks)
    signs = words.legend(activities.matrices, activities.numbers)
    if signs:
        yield "\n" + _cell("; ".join(signs)) + "\n"
    yield "\n" + "  \n".join(map(escaped, activities.stamp.lines())) + "\n"


def _tables(activities: Activities, matrix: Matrix) -> Iterator[str]:
    for part in words.blocks(matrix):
        heads = [
            "<br>".join(_cell(line) for line in words.headed(matrix.columns[n], activities.numbers))
            for n in part
        ]
        yield _line(["activity", *heads])
        yield _line(["---"] * (len(heads) + 1))
        for row in matrix.rows:
            about = words.about(row, activities.numbers)
            name = _cell(words.noted(words.name(row), row.notes))
            name += f"<br>{_cell(about)}" if about else ""
            yield _line([name, *(_cell(words.celled(matrix, row, n)) for n in part)])
        yield "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    return escaped(visible(text))
