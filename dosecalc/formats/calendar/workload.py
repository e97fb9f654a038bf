"""The work of a site by day or week: a table for people, CSV, JSON, Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal

from dosecalc.amounts import number
from dosecalc.calendars import Calendar
from dosecalc.diagnostics import visible
from dosecalc.formats.csv import lines
from dosecalc.formats.grid import grid
from dosecalc.formats.markdown import escaped
from dosecalc.spoken import spoken
from dosecalc.units import typed
from dosecalc.workload import Load, Prepared, workload

Per = Literal["day", "week"]
COLUMNS = (
    "site", "first", "last", "visits", "doses", "possible_doses", "beyond_slots", "agent", "unit",
    "amount_low", "amount_high", "doses_of_unknown_amount",
)  # fmt: skip


def table(calendar: Calendar, per: Per, width: int) -> Iterator[str]:
    """Aligned columns, and the stamp below."""
    head, body = cells(calendar, per)
    yield from (f"  {line}\n" for line in grid(head, body, width - 2))
    yield "\n" + "".join(f"  {line}\n" for line in calendar.stamp.lines())


def markdown(calendar: Calendar, per: Per, width: int) -> Iterator[str]:
    """A Markdown table."""
    head, body = cells(calendar, per)
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n"
    yield from (f"| {' | '.join(map(escaped, row))} |\n" for row in body)
    yield "\n" + "  \n".join(map(escaped, calendar.stamp.lines())) + "\n"


def cells(calendar: Calendar, per: Per) -> tuple[list[str], list[list[str]]]:
    """The head and the rows, without the columns that nothing fills."""
    loads = workload(calendar, per)
    head = ["site", per, "visits", "doses", "to prepare", "beyond the slots"]
    rows = [
        [
            visible(load.site), f"{load.first:%a} {load.first}", str(load.visits), _doses(load),
            visible("; ".join(map(said, load.prepared))), str(load.overflow or ""),
        ]
        for load in loads
    ]  # fmt: skip
    kept = [n for n in range(len(head)) if any(row[n] for row in rows)]
    return [head[n] for n in kept], [[row[n] for n in kept] for row in rows]


def _doses(load: Load) -> str:
    sure = load.doses - load.possible
    return f"{sure} to {load.doses}" if load.possible else str(load.doses)


def said(prepared: Prepared) -> str:
    """An amount of an agent in words, with the doses that nobody knows."""
    of = f" of {prepared.agent}" if prepared.agent else ""
    unit = typed(prepared.unit) if prepared.unit is not None else None
    known = prepared.amount.high != 0
    parts = [spoken(prepared.amount, unit) + of] if known else []
    if prepared.unknown:
        more = "" if known else of
        parts.append(f"{prepared.unknown} doses{more} of an unknown amount")
    return " and ".join(parts)


def csv(calendar: Calendar, per: Per, width: int) -> Iterator[str]:
    """A line for each stretch of days and each agent and unit that is prepared in it."""
    yield from lines(COLUMNS, (row for load in workload(calendar, per) for row in _rows(load)))


def _rows(load: Load) -> Iterator[tuple[Any, ...]]:
    head = (load.site or None, load.first, load.last, load.visits, load.doses, load.possible,
            load.overflow)  # fmt: skip
    for each in load.prepared:
        high = None if each.amount.high is None else number(each.amount.high)
        yield (*head, each.agent, each.unit, number(each.amount.low), high, each.unknown)
    if not load.prepared:
        yield (*head, None, None, None, None, None)


def as_objects(calendar: Calendar, per: Per, width: int) -> Iterator[str]:
    """A list of objects; figures as texts, exact."""
    found = [
        dict(zip(COLUMNS, row, strict=True))
        for load in workload(calendar, per)
        for row in _rows(load)
    ]
    yield json.dumps(found, indent=1, default=str, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Calendar, Per, int], Iterator[str]]] = MappingProxyType(
    {"text": table, "csv": csv, "json": as_objects, "markdown": markdown}
)
