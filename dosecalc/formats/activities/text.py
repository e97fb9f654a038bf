"""The schedule of activities for the terminal, in parts as wide as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.activities import Activities, Matrix
from dosecalc.diagnostics import visible
from dosecalc.formats.activities import words
from dosecalc.formats.grid import GAP, columns_of, listed, wrapped

_WIDEST = 34  # columns of the terminal for the names of rows
_INDENT = "  "

Lines = list[str]


def write(activities: Activities, width: int) -> Iterator[str]:
    """For each matrix its parts, its footnotes and what it rests on; signs and stamp at the end."""
    yield visible(words.title(activities)) + "\n"
    for matrix in activities.matrices:
        heading = words.heading(matrix)
        if heading:
            yield "\n" + "".join(f"{line}\n" for line in _said([heading], width, ""))
        if matrix.unconfirmed:
            yield f"{_INDENT}{words.UNCONFIRMED}\n"
        yield from _parts(activities, matrix, width)
        said = [*_said(words.foot(matrix), width, ""), *_said(matrix.remarks, width)]
        yield from (f"{line}\n" for line in ["", *said] if said)
    signs = words.legend(activities.matrices, activities.numbers)
    if signs:
        yield "\n"
        yield from (f"{line}\n" for line in _said(["; ".join(signs)], width, ""))
    yield "\n"
    yield from (f"{line}\n" for line in _said(activities.stamp.lines(), width, ""))


def _said(texts: Sequence[str], width: int, mark: str = "• ") -> Lines:
    return [_INDENT + line for line in listed([*map(visible, texts)], width - len(_INDENT), mark)]


def _parts(activities: Activities, matrix: Matrix, width: int) -> Iterator[str]:
    """The matrix, columns that do not fit in further parts with the names of the rows again."""
    if not matrix.rows:
        yield f"\n{_INDENT}{words.NOTHING}\n"
        return
    names = [_name(activities, matrix, n) for n in range(len(matrix.rows))]
    first = max(columns_of(line) for lines in names for line in lines)
    body = [_column(activities, matrix, n) for n in range(len(matrix.columns))]
    widths = [max(columns_of(line) for line in (*top, *cells)) for top, cells in body]
    for part in _fitting(widths, width - len(_INDENT) - first - len(GAP)):
        yield "\n"
        level = max((len(body[n][0]) for n in part), default=0)
        heads = [[""] * (level - len(body[n][0])) + body[n][0] for n in part]
        for number in range(level):
            yield _line(
                [""] + [each[number] for each in heads], [first, *(widths[n] for n in part)]
            )
        rule = ["─" * wide for wide in (first, *(widths[n] for n in part))]
        yield _INDENT + GAP.join(rule) + "\n"
        for number, lines in enumerate(names):
            cells = [body[n][1][number] for n in part]
            yield _line([lines[0], *cells], [first, *(widths[n] for n in part)])
            yield from (f"{_INDENT}{line}\n" for line in lines[1:])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (wide - columns_of(cell)) for cell, wide in zip(cells, widths, strict=True)
    )
    return (_INDENT + GAP.join(padded)).rstrip() + "\n"


def _fitting(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Columns in parts that fit; one column at least in each."""
    part: list[int] = []
    used = 0
    for number, wide in enumerate(widths):
        if part and used + wide > room:
            yield part
            part, used = [], 0
        part.append(number)
        used += wide + len(GAP)
    yield part


def _name(activities: Activities, matrix: Matrix, number: int) -> Lines:
    """The name of a row with its footnotes, and below it what it holds."""
    row = matrix.rows[number]
    about = words.about(row, activities.numbers)
    name = wrapped(visible(words.noted(words.name(row), row.notes)), _WIDEST)
    more = wrapped(visible(about), _WIDEST - 2) if about else []
    return [*name, *(f"  {line}" for line in more)]


def _column(activities: Activities, matrix: Matrix, number: int) -> tuple[Lines, Lines]:
    """The head of a column, and its cells from top to bottom."""
    head = words.headed(matrix.columns[number], activities.numbers)
    return head, [words.celled(matrix, row, number) for row in matrix.rows]
