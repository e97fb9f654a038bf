"""The schedule of activities as CSV: a line for each cell, and for each run of days of a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dosecalc.activities import Activities, Cell, Matrix, Row
from dosecalc.formats.activities import words
from dosecalc.formats.csv import lines
from dosecalc.visit_columns import Days, listed

COLUMNS = (
    "trial", "for", "kind", "activity", "agent", "route", "about", "first_day", "last_day", "days",
    "listed", "later", "week", "sign", "times_a_day", "possible_times", "window_before",
    "window_after", "notes", "unconfirmed", "schedule_sha256", "made_by",
)  # fmt: skip


def write(activities: Activities, width: int) -> Iterator[str]:
    """The lines; a row that has no day has one line without."""
    stamp = activities.stamp
    mark = (stamp.digest, f"dosecalc {stamp.version}")
    name = None if activities.trial.phrase else activities.trial.name
    yield from lines(
        COLUMNS,
        (
            (name, words.heading(matrix) or None, *line,
             "unconfirmed" if matrix.unconfirmed else None, *mark)
            for matrix in activities.matrices
            for row in matrix.rows
            for line in _lines(activities, matrix, row)
        ),
    )  # fmt: skip


def _lines(activities: Activities, matrix: Matrix, row: Row) -> Iterator[tuple[Any, ...]]:
    numbers = activities.numbers
    said = (row.kind, row.activity, row.agent, row.route, words.about(row, numbers) or None)
    found: list[tuple[Any, ...]] = []
    for column, cell in zip(matrix.columns, row.cells, strict=True):
        if cell is not None:
            sign = words.sign(row, column, cell)
            notes = (*row.notes, *column.notes, *cell.notes)
            found.append((*_days(activities, column.days), sign,
                          *_cell(matrix, cell, notes)))  # fmt: skip
    for run in row.runs:
        notes = (*row.notes, *run.cell.notes)
        found.append((*_days(activities, run.days), "daily", *_cell(matrix, run.cell, notes)))
    blank = (*[None] * 11, _notes(matrix, row.notes))
    yield from ((*said, *line) for line in found or [blank])


def _days(activities: Activities, days: Days) -> tuple[Any, ...]:
    first, last, numbers = days[0], days[-1], activities.numbers
    later = "unknown" if first.later is None else first.later or None
    return (
        numbers.number(first.day), numbers.number(last.day), len(days), listed(days, numbers),
        later, first.day // 7,
    )  # fmt: skip


def _cell(matrix: Matrix, cell: Cell, notes: tuple[int, ...]) -> tuple[Any, ...]:
    """How often, and the window where there is one only."""
    before, after = (cell.windows[0] if len(cell.windows) == 1 else None) or (None, None)
    return cell.sure, cell.possible, before, after, _notes(matrix, notes)


def _notes(matrix: Matrix, notes: tuple[int, ...]) -> str | None:
    return "; ".join(matrix.footnotes[number - 1] for number in dict.fromkeys(notes)) or None
