"""Words of a figure: what a row is called beside the others, amounts, and what is unknown."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from dosecalc.amounts import readable
from dosecalc.diagnostics import visible
from dosecalc.results import Row
from dosecalc.units import UNSTATED, Unit

_NEEDS_LISTED = 6


def labels(rows: Sequence[Row]) -> list[str]:
    """What tells each row from the others: trial, arm, cohort, reading, agent, as far as needed."""
    return [label(row, rows) for row in rows]


def label(row: Row, rows: Sequence[Row]) -> str:
    """What tells a row from the others; its arm or agent where nothing has to."""
    return visible(", ".join(_telling(row, rows) or _any(row)))


def of_row(row: Row, rows: Sequence[Row], said: str) -> str:
    """What is said of a row, behind what tells it from the others, if anything has to."""
    name = label(row, rows)
    return f"{name}: {said}" if name else said


def _telling(row: Row, rows: Sequence[Row]) -> list[str]:
    """The parts that differ, each among the rows that agree with this one in those before it."""
    found, among = [], list(rows)
    for part in (_trial, _arm, _cohort, _reading, _agent, _route):
        if part(row) and len({part(each) for each in among}) > 1:
            found.append(part(row))
        among = [each for each in among if part(each) == part(row) or part is _cohort]
    return found


def _any(row: Row) -> list[str]:
    return [name for name in (_arm(row), _reading(row), _agent(row)) if name][:1]


def _trial(row: Row) -> str:
    return row.trial


def _arm(row: Row) -> str:
    return row.arm or ""


def _cohort(row: Row) -> str:
    return f"cohort {row.cohort}" if row.cohort else ""


def _reading(row: Row) -> str:
    return (row.reading or "").removesuffix("cohorts").removesuffix(", ")


def _agent(row: Row) -> str:
    return row.agent or ""


def _route(row: Row) -> str:
    return row.route or ""


def headline(rows: Sequence[Row]) -> str:
    """The trial and its title; of several trials their ids, or how many there are."""
    named = dict.fromkeys((row.trial, row.title) for row in rows)
    if len(named) == 1:
        ((trial, title),) = named
        return visible(": ".join(part for part in (trial, title) if part))
    if len(named) > 4:
        return f"{len(named)} trials"
    return visible("; ".join(trial for trial, _ in named))


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


def unknown(needs: Sequence[tuple[Row, str]], among: Sequence[Row]) -> list[str]:
    """A line for each thing that is needed, with the rows that need it."""
    missing = sorted(((need, label(row, among)) for row, need in needs), key=lambda pair: pair[0])
    found = []
    for need, pairs in groupby(missing, key=lambda pair: pair[0]):
        names = list(dict.fromkeys(name for _, name in pairs if name))
        shown = "; ".join(names[:_NEEDS_LISTED])
        more = f" and {len(names) - _NEEDS_LISTED} more" if len(names) > _NEEDS_LISTED else ""
        who = f"{shown}{more} ({visible(need)})" if names else visible(need)
        found.append(f"Not computed: {who}")
    return found
