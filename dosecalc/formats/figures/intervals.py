"""Totals as intervals: rows that measure the same, in groups, one line each or one a trial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dosecalc.diagnostics import either
from dosecalc.formats.figures.kind import Options
from dosecalc.formats.figures.words import headline, label, unit_name
from dosecalc.formats.table import total
from dosecalc.parameters import Interval as Bounds
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.units import Unit, ratio

WHAT = "total per participant"
BY = ("trial", "arm", "route", "agent", "status")
_NOT_SAID = "{} not stated"
# What is known least makes a line that stands for several rows.
_ORDER = ("stated", "approximate", "assumed", "unconfirmed")


class Interval(NamedTuple):
    """One line: its name, its total in words, and its ends; `high` is None where it is open."""

    status: str
    name: str
    value: str
    low: float
    high: float | None


class Group(NamedTuple):
    """Rows that measure the same, the greatest first, and what they measure.

    `ends` are those of an axis that several groups share.
    """

    title: str
    what: str
    intervals: tuple[Interval, ...]
    ends: tuple[float, float] | None = None


_PLAIN = Options()


def groups(rows: Sequence[Row], options: Options = _PLAIN) -> list[Group]:
    """The known totals by what they measure, the greatest first; rows at 0 with their trial.

    Grouped rows are parted further, and each part that measures the same has the same axis.
    Raises ValueError for a field that rows cannot be grouped by.
    """
    if options.group and options.group not in BY:
        raise ValueError(f"rows are grouped by {either(BY)}, not `{options.group}`")
    if options.by_trial:
        rows = [row for row in rows if row.unit is not None]
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.total is not None and row.unit is not None:
            found.setdefault(row.unit.dimension, []).append(row)
    for row in rows:
        if row.total is not None and row.unit is None:
            near = [mine for mine in found.values() if any(x.trial == row.trial for x in mine)]
            (near[0] if near else found.setdefault("", [])).append(row)
    several = len(found) > 1 and len({row.trial for row in rows}) > 1
    if not options.group:
        return [_group(mine, rows, headline(mine) if several else "", options)
                for mine in found.values()]  # fmt: skip
    return [group for mine in found.values() for group in _parted(mine, rows, options)]


def _parted(mine: Sequence[Row], rows: Sequence[Row], options: Options) -> Iterator[Group]:
    """Rows that measure the same, by a field; the part with the greatest total first, and what
    is not stated last.
    """
    parts: dict[str, list[Row]] = {}
    for row in mine:
        value = getattr(row, options.group) or _NOT_SAID.format(options.group)
        parts.setdefault(value, []).append(row)
    made = [_group(part, rows, title, options) for title, part in parts.items()]
    lacking = _NOT_SAID.format(options.group)
    made.sort(
        key=lambda each: (each.title == lacking, -max(x.high or x.low for x in each.intervals))
    )
    whole = limits(Group("", "", tuple(one for each in made for one in each.intervals)))
    yield from (each._replace(ends=whole) for each in made)


def _group(mine: Sequence[Row], rows: Sequence[Row], title: str, options: Options) -> Group:
    unit = next((row.unit for row in mine if row.unit), None)
    trials = {row.trial for row in mine}
    near = [row for row in rows if row.trial in trials]
    if options.by_trial:
        made = [_hull([row for row in mine if row.trial == trial], unit)
                for trial in dict.fromkeys(row.trial for row in mine)]  # fmt: skip
    else:
        made = [_interval(row, label(row, near), unit) for row in mine]
    made.sort(key=lambda each: (each.high is not None, -(each.high or 0.0), -each.low))
    what = f"{WHAT} ({unit_name(unit)})" if unit else WHAT
    return Group(title, what, tuple(made))


def _hull(mine: Sequence[Row], unit: Unit | None) -> Interval:
    """A trial from the least of its rows to the greatest."""
    ends = [row.total for row in mine if row.total is not None]
    factors = [ratio(row.unit, unit) if row.unit and unit else 1 for row in mine]
    low = min(each.low * factor for each, factor in zip(ends, factors, strict=True))
    highs = [
        None if each.high is None else each.high * factor
        for each, factor in zip(ends, factors, strict=True)
    ]
    known = [high for high in highs if high is not None]
    high = max(known) if len(known) == len(highs) else None
    status = max((row.status for row in mine), key=lambda each: _ORDER.index(each))
    value = spoken(Bounds(low, high), unit)
    return Interval(status, mine[0].trial, value, float(low), None if high is None else float(high))


def _interval(row: Row, name: str, unit: Unit | None) -> Interval:
    assert row.total is not None
    factor = ratio(row.unit, unit) if row.unit and unit else 1
    high = None if row.total.high is None else float(row.total.high * factor)
    return Interval(row.status, name, total(row), float(row.total.low * factor), high)


def limits(group: Group) -> tuple[float, float]:
    """The ends of a logarithmic axis that holds all that is above 0."""
    if group.ends is not None:
        return group.ends
    ends = [end for each in group.intervals for end in (each.low, each.high) if end]
    if not ends:
        return 1.0, 10.0
    least, most = min(ends), max(ends)
    if any(each.high is None for each in group.intervals):
        most *= 3
    if any(each.low == 0 and each.high for each in group.intervals):
        least /= 3
    spare = 1.35 if most / least > 30 else 2.2
    return least / spare, most * spare
