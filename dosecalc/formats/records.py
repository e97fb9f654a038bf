"""Rows as plain values: the shape of the JSON, CSV and data-frame outputs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dosecalc.parameters import Interval
from dosecalc.results import Row
from dosecalc.units import Unit

COLUMNS = (
    "trial", "arm", "cohort", "reading", "agent", "route", "per", "doses_low", "doses_high",
    "amount_low", "amount_high", "total_low", "total_high", "unit", "first_day_low",
    "first_day_high", "last_day_low", "last_day_high", "status", "unknown", "depends_on",
    "sources", "notes",
)  # fmt: skip


def figure(bounds: Interval | None, unit: Unit | None = None) -> dict[str, Any]:
    """Bounds as JSON numbers, and as exact texts beside them; null where unknown."""
    if bounds is None:
        low: Fraction | None = None
        high: Fraction | None = None
    else:
        low, high = bounds
    made: dict[str, Any] = {"low": plain(low), "high": plain(high)}
    if unit is not None:
        made["unit"] = json_unit(unit)
    made["exact"] = [None if end is None else str(end) for end in (low, high)]
    if bounds is not None and high is None:
        made["open"] = True
    return made


def json_unit(unit: Unit) -> str:
    """The unit's name in the table."""
    return unit.name


def plain(value: Fraction | None) -> int | float | None:
    """An integer where the value is whole, else the nearest float; None stays."""
    if value is None:
        return None
    if value.denominator == 1:
        return int(value)
    try:
        return float(value)
    except OverflowError:
        return int(value)


def record(row: Row) -> dict[str, Any]:
    """A row of `total` as the JSON output shows it."""
    return {
        "trial": row.trial,
        "arm": row.arm,
        "cohort": row.cohort,
        "reading": row.reading,
        "agent": row.agent,
        "route": row.route,
        "per": row.per,
        "doses": figure(row.doses),
        "amount": figure(row.amount, row.unit),
        "total": figure(row.total, row.unit),
        "unit": json_unit(row.unit) if row.unit is not None else None,
        "days": {"first": figure(row.first_day), "last": figure(row.last_day)},
        "status": row.status,
        "unknown": row.unknown,
        "depends_on": list(row.depends_on),
        "sources": list(row.sources),
        "notes": list(row.notes),
    }


def flat(row: Row) -> tuple[Any, ...]:
    """A row as one value for each of `COLUMNS`; figures stay exact, an open end is None."""
    ends = [
        end
        for bounds in (row.doses, row.amount, row.total)
        for end in (bounds if bounds is not None else (None, None))
    ]
    days = [
        end
        for bounds in (row.first_day, row.last_day)
        for end in (bounds if bounds is not None else (None, None))
    ]
    return (
        row.trial, row.arm, row.cohort, row.reading, row.agent, row.route, row.per, *ends,
        json_unit(row.unit) if row.unit is not None else None, *days, row.status, row.unknown,
        "; ".join(row.depends_on), "; ".join(row.sources), "; ".join(row.notes),
    )  # fmt: skip
