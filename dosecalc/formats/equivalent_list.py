"""Equivalents as a table, CSV or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from dosecalc.amounts import number
from dosecalc.diagnostics import visible
from dosecalc.equivalents import Equivalent
from dosecalc.formats.csv import lines
from dosecalc.formats.grid import grid
from dosecalc.formats.records import figure
from dosecalc.spoken import spoken

COLUMNS = (
    "trial", "arm", "cohort", "reading", "agent", "target_low", "target_high", "unit", "doses_low",
    "doses_high", "each_low", "each_high", "factor_low", "factor_high", "day_low", "day_high",
    "exact", "needs",
)  # fmt: skip
_HEAD = ("same as", "which gives", "doses", "a dose", "every dose times", "last on day", "note")
_WIDTH = 110


def table(found: Sequence[Equivalent]) -> str:
    """One row a target."""
    rows = [_cells(each) for each in found]
    if not rows:
        return ""
    kept = [n for n in range(len(_HEAD)) if any(row[n] for row in rows)]
    made = grid([_HEAD[n] for n in kept], [[row[n] for n in kept] for row in rows], _WIDTH)
    return "\n".join(made) + "\n"


def _cells(each: Equivalent) -> list[str]:
    row = each.row
    named = (row.arm or "", f"cohort {row.cohort}" if row.cohort else "", row.reading or "")
    short = "one dose fewer stays below, so many go above" if each.short else ""
    return [
        visible(", ".join((row.trial, *filter(None, named)))), spoken(each.target, each.unit),
        "" if each.doses is None else spoken(each.doses, None),
        "" if each.each is None else spoken(each.each, each.unit),
        "" if each.factor is None else spoken(each.factor, None),
        "" if each.day is None else spoken(each.day, None),
        f"needs {each.needs}" if each.needs else short,
    ]  # fmt: skip


def csv(found: Sequence[Equivalent]) -> str:
    """One line a target; figures without loss."""
    return "".join(lines(COLUMNS, (map(_exact, _values(each)) for each in found)))


def _values(each: Equivalent) -> tuple[Any, ...]:
    row = each.row
    ends = [
        end
        for bound in (each.doses, each.each, each.factor, each.day)
        for end in (bound or (None, None))
    ]
    return (
        row.trial, row.arm, row.cohort, row.reading, row.agent, *(each.target or (None, None)),
        each.unit.name if each.unit else None, *ends, "no" if each.short else "yes", each.needs,
    )  # fmt: skip


def _exact(value: Any) -> Any:
    return number(value) if isinstance(value, Fraction) else value


def as_object(found: Sequence[Equivalent]) -> str:
    """An object a target, figures as numbers with the exact ones beside them."""
    made = [
        {
            "trial": each.row.trial, "arm": each.row.arm, "cohort": each.row.cohort,
            "reading": each.row.reading, "target": figure(each.target, each.unit),
            "doses": figure(each.doses), "each": figure(each.each, each.unit),
            "factor": figure(each.factor), "day": figure(each.day), "exact": not each.short,
            "needs": each.needs,
        }
        for each in found
    ]  # fmt: skip
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Equivalent]], str]] = MappingProxyType(
    {"table": table, "csv": csv, "json": as_object}
)
