"""The tables of a report: cells as texts with what they are sorted by, whatever prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dosecalc.comparison import Compared
from dosecalc.diagnostics import visible
from dosecalc.formats.comparison_table import label
from dosecalc.formats.grid import NO_BREAK
from dosecalc.formats.table import cells
from dosecalc.parameters import Interval
from dosecalc.reports import Report, once
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.units import UNSTATED, Unit

_NAMED = 3  # rows that are named one by one before the rest is counted


class Cell(NamedTuple):
    """A text, what it is sorted by where that is no text (`unit|number`), and where it leads."""

    text: str
    key: str = ""
    to: str = ""


class Table(NamedTuple):
    """A caption, heads of columns, and rows whose first cell names them."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def cell(text: str) -> Cell:
    """A text in which nothing is invisible."""
    return Cell(visible(text))


def kept(caption: str, columns: Mapping[str, Sequence[Cell]]) -> Table:
    """A table without the columns that would be empty."""
    found = {name: column for name, column in columns.items() if any(c.text for c in column)}
    rows = tuple(zip(*found.values(), strict=True)) if found else ()
    return Table(caption, tuple(found), rows)


def figure(bounds: Interval | None, unit: Unit | None = None, about: bool = False) -> Cell:
    """Bounds in words, sorted by their lower end among those of the same unit."""
    if bounds is None:
        return Cell("unknown")
    words = spoken(bounds, unit).replace(" × ", f"{NO_BREAK}×{NO_BREAK}")
    kind = unit.name if unit is not None else ""
    return Cell(f"about {words}" if about else words, f"{kind}|{_number(bounds)}")


def _number(bounds: Interval) -> str:
    try:
        return repr(float(bounds.low))
    except OverflowError:
        return "1e308"


# ------------------------------------------------------------------ the comparison


def comparison(report: Report, places: Mapping[str, str]) -> Table:
    """A row for each arm, cohort and reading; `places` is where a trial's card stands."""
    rows, unit = report.comparison.rows, _common(report)
    amount = report.comparison.basis.label + (f" ({unit})" if unit is not None else "")
    return kept(
        f"What is given, {report.comparison.basis.label}",
        {
            "trial": [Cell(visible(e.row.trial), to=places.get(e.row.trial, "")) for e in rows],
            "arm": [cell(e.row.arm or "") for e in rows],
            "cohort": [_cohort(e.row) for e in rows],
            "reading": [cell(e.row.reading or "") for e in rows],
            "doses": [figure(e.row.doses) for e in rows],
            "length in days": [figure(e.days) if e.days else Cell("") for e in rows],
            "as stated": [_stated(e) for e in rows],
            amount: [_amount(e, e.amount, None if unit else e.unit) for e in rows],
            "ratio": [figure(e.ratio) if e.ratio else Cell("") for e in rows],
            "verdict": [cell(e.says) for e in rows],
            "status": [Cell(e.row.status) for e in rows],
        },
    )


def _common(report: Report) -> Unit | None:
    """The unit of every amount, where it is one, which then stands in the head of its column."""
    known = [each for each in report.comparison if each.amount and each.amount.high != 0]
    found = {each.unit for each in known}
    only = found.pop() if len(found) == 1 else None
    return None if only is UNSTATED else only


def _cohort(row: Row) -> Cell:
    return Cell(str(row.cohort), f"|{row.cohort}") if row.cohort else Cell("")


def _stated(each: Compared) -> Cell:
    if each.row.total == each.amount and each.row.unit is each.unit:
        return Cell("")
    return _amount(each, each.row.total, each.row.unit)


def _amount(each: Compared, bounds: Interval | None, unit: Unit | None) -> Cell:
    if bounds is not None and bounds.high == 0:
        return Cell("none", "|0")
    return figure(bounds, unit, bounds is not None and each.row.approximate)


# ------------------------------------------------------------------ what it rests on


def assumptions(report: Report) -> Table:
    """Every assumption with who makes it, where it stands, and what rests on it."""
    found = report.assumptions()
    return kept(
        "Assumptions, those of the reader first",
        {
            "assumption": [cell(each.text) for each in found],
            "holds for": [cell(each.about) for each in found],
            "made by": [Cell("the reader" if each.by_reader else "the schedule") for each in found],
            "stands in": [cell(each.place) for each in found],
            "source": [cell("; ".join(each.sources)) for each in found],
            "used by": [
                cell(_names(map(_label, each.rows)) or "no row") if each.by_reader else Cell("")
                for each in found
            ],
        },
    )


def gaps(report: Report) -> Table:
    """What is not known: a fact each, with the rows that it settles, alone or with others."""
    found = report.gaps()
    return kept(
        "Facts that nobody has stated, and what each of them would settle",
        {
            "fact that is missing": [cell(each.need) for each in found],
            "settles alone": [cell(_names(map(label, each.settles)) or "none") for each in found],
            "needed with others by": [cell(_names(map(label, each.shared))) for each in found],
        },
    )


def spreads(report: Report) -> Table:
    """What is known within bounds only, and the one thing that narrows it most."""
    found = report.spreads()
    return kept(
        "Figures that are known within bounds, and the one thing that narrows each most",
        {
            "row": [cell(label(each.row)) for each in found],
            "now": [figure(each.row.amount, each.row.unit) for each in found],
            "narrowed most by knowing": [cell(each.effect.parameter.name) for each in found],
            "at its least": [_end(each.effect.at_least, each.row.unit) for each in found],
            "at its greatest": [_end(each.effect.at_most, each.row.unit) for each in found],
        },
    )


def _end(bounds: Interval | None, unit: Unit | None) -> Cell:
    return figure(bounds, unit) if bounds is not None else Cell("no end")


def _label(row: Row) -> str:
    named = (row.arm, f"cohort {row.cohort}" if row.cohort else "", row.reading)
    return ", ".join(part for part in (row.trial, *named) if part)


def _names(names: Iterable[str]) -> str:
    found = once(names)
    rest = len(found) - _NAMED
    return "; ".join(found[:_NAMED]) + (f"; and {rest} more" if rest > 0 else "")


# ------------------------------------------------------------------ one schedule


def totals(rows: Sequence[Row], caption: str) -> Table:
    """The totals of a schedule, with how each comes about."""
    head, body = cells(rows)
    made = [tuple(Cell(text) for text in line) for line in body]
    working = [_working(row) for row in rows]
    if any(working):
        head = [*head, "how"]
        made = [(*line, Cell(how)) for line, how in zip(made, working, strict=True)]
    return Table(caption, tuple(head), tuple(made))


def _working(row: Row) -> str:
    """The multiplications that lead to a total."""
    if row.total is None or row.total.high == 0:
        return ""
    found = [step.meaning for step in row.steps if not step.place and "=" in step.meaning]
    return visible("; ".join(once(found))).replace(" × 10", f"{NO_BREAK}×{NO_BREAK}10")
