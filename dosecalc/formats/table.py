"""Results as a table for people: trial by trial, unknowns in words, notes below."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from dosecalc.diagnostics import visible
from dosecalc.formats.grid import NO_BREAK, grid, listed, wrapped
from dosecalc.results import Results, Row
from dosecalc.spoken import days, spoken
from dosecalc.units import UNSTATED

NAME = "table"
_PIPE_WIDTH = 100


def width_of_output() -> int:
    """The columns of the terminal; 100 where the output is not one."""
    if sys.stdout.isatty():
        return max(60, shutil.get_terminal_size().columns)
    return _PIPE_WIDTH


def table(results: Results, width: int | None = None, why: bool = False) -> str:
    """The rows as text no wider than `width` columns; with `why`, how each figure came about."""
    width = width or width_of_output()
    blocks = [
        "\n".join(_trial(name, list(rows), width, why))
        for name, rows in groupby(results.rows, key=lambda row: row.trial)
    ]
    return "\n\n".join(blocks)


def _trial(name: str, rows: list[Row], width: int, why: bool) -> Iterator[str]:
    title = f"  {rows[0].title}" if rows[0].title else ""
    yield from wrapped(visible(f"{name}{title}") or "(no trial named)", width)
    head, body = cells(rows)
    for name, column in (
        ("arm", [row.arm or "" for row in rows]),
        ("given", list(map(given, rows))),
    ):
        if name not in head and (common := next(filter(None, column), "")):
            yield from (f"  {line}" for line in wrapped(f"{name}: {visible(common)}", width - 2))
    for line in grid(head, body, width - 2):
        yield "  " + line
    for line in listed(remarks(rows), width - 2):
        yield "  " + line
    if why:
        yield from _derivations(rows, width)


def cells(rows: Sequence[Row]) -> tuple[list[str], list[list[str]]]:
    """The head and the body of a table, without the columns that would be empty."""
    columns: dict[str, list[str]] = {
        "arm": [visible(row.arm or "") for row in rows],
        "reading": [visible(row.reading or "") for row in rows],
        "cohort": [str(row.cohort or "") for row in rows],
        "given": [visible(given(row)) for row in rows],
        "doses": [spoken(row.doses, None) for row in rows],
        "a dose": [_amount(row) for row in rows],
        _total_name(rows): [total(row) for row in rows],
        "days": [days(row.first_day, row.last_day) for row in rows],
        "status": [row.status for row in rows],
    }
    kept = {name: column for name, column in columns.items() if any(column)}
    if len(set(columns["given"]) - {""}) == 1:
        kept.pop("given")
    if len(set(columns["arm"])) == 1:
        kept.pop("arm", None)
    body = [[_kept_together(cell) for cell in line] for line in zip(*kept.values(), strict=True)]
    return list(kept), body


def _kept_together(cell: str) -> str:
    """A number with its power of ten is one word, wherever a cell is wrapped."""
    return cell.replace(" × ", f"{NO_BREAK}×{NO_BREAK}").replace("≈ ", f"≈{NO_BREAK}")


def _total_name(rows: Sequence[Row]) -> str:
    per = rows[0].per
    return "total" if per == "participant" else f"total of the {per}"


def given(row: Row) -> str:
    """What is given and how, in one cell."""
    return ", ".join(part for part in (row.agent, row.route) if part)


def _amount(row: Row) -> str:
    if row.amount is None and row.total is not None:
        return "none"
    if row.unit is None and row.amount is not None:
        return "placebo"
    mark = "about " if row.approximate and row.amount is not None else ""
    return mark + spoken(row.amount, None if row.unit is UNSTATED else row.unit)


def total(row: Row) -> str:
    """The total in words; an unknown one says what is needed."""
    if row.unknown is not None:
        return f"unknown: needs {row.unknown}"
    if row.amount is None or row.unit is None:
        return "none"
    mark = "about " if row.approximate else ""
    return mark + spoken(row.total, row.unit)


def remarks(rows: Sequence[Row]) -> list[str]:
    """Notes and dependencies of the rows, each once, with the rows they belong to if not all."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        for note in row.notes:
            found.setdefault(note, []).append(row)
        if row.depends_on:
            first, *rest = map(_quoted, row.depends_on)
            text = f"depends on {first}"
            if rest:
                text += " (which moves it most), " + ", ".join(rest)
            found.setdefault(text, []).append(row)
    return [visible(_scope(mine, rows) + note) for note, mine in found.items()]


def _quoted(name: str) -> str:
    """A parameter's name; words of the text in backticks, so that the sentence can be read."""
    return f"`{name}`" if name.startswith(("for ", "if ")) else name


def _scope(mine: Sequence[Row], rows: Sequence[Row]) -> str:
    """The arms or readings that a note speaks of, where it does not speak of all rows."""
    if len(mine) == len(rows):
        return ""
    alone = len({row.arm for row in rows}) == 1

    def arm(row: Row) -> str:
        return row.arm or ""

    def reading(row: Row) -> str:
        base = (row.reading or "").removesuffix(", cohorts").removesuffix(", participant")
        return base if alone else " ".join(filter(None, (row.arm, base)))

    def whole(row: Row) -> str:
        return row.reading or "" if alone else " ".join(filter(None, (row.arm, row.reading)))

    for label in (arm, reading, whole):
        names = dict.fromkeys(map(label, mine))
        if len(names) < 4 and sum(label(row) in names for row in rows) == len(mine):
            shown = ", ".join(filter(None, names))
            return f"{shown}: " if shown else ""
    return ""


def _derivations(rows: Sequence[Row], width: int) -> Iterator[str]:
    """How each figure came from the words of the text, step by step."""
    for row in rows:
        yield ""
        named = [row.arm, row.reading, f"cohort {row.cohort}" if row.cohort else None]
        title = ", ".join(part for part in named if part)
        unit = f" in {row.unit}" if row.unit else ""
        yield f"  why{': ' + visible(title) if title else ''}{unit}"
        body = [[step.place, visible(step.words), visible(step.meaning)] for step in row.steps]
        for line in grid(["place", "words", "meaning"], body, width - 4):
            yield "    " + line
