"""Words of a figure: what a row is called beside the others, amounts, and what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from dosecalc.amounts import readable
from dosecalc.diagnostics import visible
from dosecalc.parameters import Interval
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.units import UNSTATED, Unit

_NEEDS_LISTED = 6


def labels(rows: Sequence[Row]) -> list[str]:
    """What tells each row from the others: trial, arm, cohort, reading, agent, as far as needed."""
    return [label(row, rows) for row in rows]


def label(row: Row, rows: Sequence[Row]) -> str:
    """What tells a row from the others; its arm or agent where nothing has to."""
    parts = _parts(row)
    telling = [n for n in range(len(parts)) if len({_parts(each)[n] for each in rows}) > 1]
    named = [parts[n] for n in telling if parts[n]] or [part for part in parts[1:5] if part][:1]
    return visible(", ".join(named))


def _parts(row: Row) -> tuple[str, str, str, str, str, str]:
    reading = (row.reading or "").removesuffix("cohorts").removesuffix(", ")
    cohort = f"cohort {row.cohort}" if row.cohort else ""
    return row.trial, row.arm or "", cohort, reading, row.agent or "", row.route or ""


def headline(rows: Sequence[Row]) -> str:
    """The trial and its title; of several trials their ids, or how many there are."""
    named = dict.fromkeys((row.trial, row.title) for row in rows)
    if len(named) == 1:
        ((trial, title),) = named
        return visible(": ".join(part for part in (trial, title) if part))
    if len(named) > 4:
        return f"{len(named)} trials"
    return visible(", ".join(trial for trial, _ in named))


def amount(bound: Interval | None, unit: Unit | None) -> str:
    """Bounds with their unit, as tables print them."""
    return spoken(bound, unit)


def unit_name(unit: Unit | None) -> str:
    """A unit in the title of an axis."""
    if unit is None or unit is UNSTATED or unit.name == "unstated":
        return "unit not stated"
    return str(unit)


def number(value: float) -> str:
    """A tick's number: `10¹¹`, `2 × 10¹¹`, `12,500`.

    >>> number(1e11), number(2.5e11), number(12500), number(0)
    ('10¹¹', '2.5 × 10¹¹', '12,500', '0')
    """
    text = readable(Fraction(f"{value:.6g}"))
    return text.removeprefix("1 × ")


def unknown(rows: Sequence[Row], among: Sequence[Row]) -> list[str]:
    """A line for each thing that is needed, with the rows that need it."""
    missing = sorted(
        ((row.unknown or "more", label(row, among)) for row in rows), key=lambda pair: pair[0]
    )
    found = []
    for need, pairs in groupby(missing, key=lambda pair: pair[0]):
        names = list(dict.fromkeys(name for _, name in pairs if name))
        shown = "; ".join(names[:_NEEDS_LISTED])
        more = f" and {len(names) - _NEEDS_LISTED} more" if len(names) > _NEEDS_LISTED else ""
        found.append(f"Not computed: {shown}{more}: needs {visible(need)}")
    return found
