"""Event tables: what NONMEM, mrgsolve, rxode2 and Pumas read, one kind a `Layout`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from dosecalc import export_losses
from dosecalc.diagnostics import Diagnostic
from dosecalc.dose_events import Dosed
from dosecalc.formats import csv
from dosecalc.formats.exchange import event_export_mistakes
from dosecalc.formats.exchange.event_lines import Compartment, Line, Lines
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.patterns import DAY
from dosecalc.units import UNSTATED

if TYPE_CHECKING:
    from dosecalc.language import Text

_SECONDS = {"hour": 3_600, "day": DAY}
_COMPARTMENT = re.compile(r"compartment ([0-9]{1,4})")
_SEVENTEEN = Context(prec=17)
_DIGITS = 15


class Layout(NamedTuple):
    """A kind of table: its name in messages, its columns in order, and what they may hold.

    `columns` end with those of the groups. `numbers` tables hold no text; `before` ones times
    before 0. `missing` stands in an empty cell.
    """

    about: str
    columns: tuple[str, ...]
    numbers: bool = False
    before: bool = False
    lower: bool = False
    missing: str = ""


class _Way(NamedTuple):
    """One way of dosing: what its doses are called, its groups, and its lines."""

    name: str
    groups: Mapping[str, str | int]
    lines: list[Line]


def exported(texts: Sequence[Text], wanted: Wanted, layout: Layout) -> Export:
    """Texts as a table: participants of each way of dosing, with IDs from 1 on."""
    said: dict[Diagnostic, None] = {}
    maker = Lines(layout.about, lambda each: said.setdefault(each), expanded=wanted.expanded)
    found: list[_Way] = []
    empty: list[str] = []
    for text in texts:
        ways = wanted.ways(text.trial)
        if isinstance(ways, Diagnostic):
            return Export((), (ways,))
        for way in ways:
            dosed = wanted.dosed(text.trial, way)
            lines = maker.of(dosed)
            if lines:
                found.append(_Way(dosed.name, _groups(dosed), lines))
            else:
                empty.append(dosed.name)
    if any(each.is_error for each in said):
        return Export((), tuple(said))
    if not found:
        return Export((), (*said, export_losses.nothing_to_export(layout.about)))
    if empty:
        said[export_losses.left_out(layout.about, "participants without a dose", empty)] = None
    table = _Table(found, wanted, layout)
    notes = (*said, *table.notes())
    if wanted.ending != "parquet":
        return Export(table, notes)
    try:
        return Export(table.parquet(), notes)
    except ModuleNotFoundError:
        return Export((), (event_export_mistakes.parquet_needs_pyarrow(),))


def _groups(dosed: Dosed) -> dict[str, str | int]:
    """What tells participants apart, where the schedule says it."""
    variant = dosed.variant
    named = {"TRIAL": dosed.trial.name, "ARM": variant.arm.name, "READING": variant.name}
    found: dict[str, str | int] = {key: name for key, name in named.items() if name}
    if variant.cohort is not None:
        found["COHORT"] = variant.cohort
    if dosed.trial.phrase:
        found.pop("TRIAL", None)
    return found


class _Table:
    """The rows of a table, as often as they are wanted, and what its numbers stand for."""

    def __init__(self, ways: Sequence[_Way], wanted: Wanted, layout: Layout) -> None:
        self.ways, self.layout, self.subjects = ways, layout, wanted.subjects
        self.unit, self.expanded = wanted.time_unit, wanted.expanded
        self.shift = self._shift()
        used = dict.fromkeys(line.of for way in ways for line in way.lines)
        self.compartments = _compartments(used)
        self.units = {line.of: line.unit for way in ways for line in way.lines}
        self.codes = {
            name: {text: code for code, text in enumerate(self._said(name), start=1)}
            for name in ("TRIAL", "ARM", "READING")
        }
        self.names = [name for name in layout.columns if self._has(name)]
        self.columns = [name.lower() if layout.lower else name for name in self.names]

    def _shift(self) -> int:
        """The seconds by which all times are later, where none may be below 0: whole days."""
        first = min(line.seconds for way in self.ways for line in way.lines)
        return 0 if self.layout.before or first >= 0 else -(first // DAY) * DAY

    def _said(self, name: str) -> list[str]:
        return list(dict.fromkeys(str(way.groups[name]) for way in self.ways if name in way.groups))

    def _has(self, name: str) -> bool:
        """Whether a column says anything: groups only where there are several."""
        lines = (line for way in self.ways for line in way.lines)
        if name in ("TRIAL", "ARM", "READING", "COHORT"):
            several = len({way.groups.get(name) for way in self.ways}) > 1
            return several or (name == "ARM" and not self.layout.numbers and bool(self._said(name)))
        if name in ("II", "ADDL"):
            return any(line.more for line in lines)
        if name in ("RATE", "DUR"):
            return any(line.lasting for line in lines)
        if name == "AMTU":
            return any(unit != UNSTATED for unit in self.units.values())
        if name == "AGENT":
            return any(agent for agent, _ in self.units)
        if name == "ROUTE":
            return any(route and not _COMPARTMENT.fullmatch(route) for _, route in self.units)
        return True

    # -- rows

    def __iter__(self) -> Iterator[str]:
        """The table as CSV, a piece at a time."""
        return csv.lines(self.columns, self.rows())

    def rows(self) -> Iterator[list[Any]]:
        """A row for each line of each participant, those of one participant by time."""
        at = self.names.index("ID")
        subject = 0
        for way in self.ways:
            rows = [self._cells(way, line) for line in way.lines]
            for _ in range(self.subjects):
                subject += 1
                for row in rows:
                    row[at] = subject
                    yield row

    def _cells(self, way: _Way, line: Line) -> list[Any]:
        cells = (self._cell(name, way, line) for name in self.names)
        return [self.layout.missing if cell is None else cell for cell in cells]

    def _cell(self, name: str, way: _Way, line: Line) -> Any:
        """What stands in a column; the ID follows when the participant is known."""
        agent, route = line.of
        match name:
            case "TIME":
                return self._time(Fraction(line.seconds + self.shift))
            case "AMT":
                return _figure(line.amount)
            case "EVID" | "MDV":
                return 1
            case "II":
                return self._time(Fraction(line.every))
            case "ADDL":
                return line.more
            case "RATE":
                rate = line.amount / line.lasting * self._second if line.lasting else Fraction(0)
                return _figure(rate)
            case "DUR":
                return self._time(line.lasting or Fraction(0))
            case "CMT":
                return self.compartments[line.of]
            case "AMTU":
                return None if line.unit == UNSTATED else str(line.unit)
            case "AGENT":
                return agent
            case "ROUTE":
                return None if route and _COMPARTMENT.fullmatch(route) else route
            case "COHORT":
                return way.groups.get(name)
            case "TRIAL" | "ARM" | "READING":
                text = way.groups.get(name)
                return self.codes[name].get(str(text)) if self.layout.numbers else text
        return None

    @property
    def _second(self) -> int:
        return _SECONDS[self.unit]

    def _time(self, seconds: Fraction) -> int | Decimal:
        return _figure(seconds / self._second)

    # -- what is said

    def notes(self) -> Iterator[Diagnostic]:
        """What is written otherwise, and what the numbers stand for."""
        about = self.layout.about
        if self.shift:
            days = self.shift // DAY
            how = (
                f"TIME counts from {days} day{'s' * (days != 1)} before day 1, and none is negative"
            )
            yield export_losses.written_otherwise(about, "doses before day 1", how)
        for name, value in self._endless():
            how = f"{value}, the nearest number of 17 digits"
            yield export_losses.written_otherwise(about, f"{name} without an end", how)
        for words in self._legend():
            yield event_export_mistakes.event_legend(about, words)

    def _endless(self) -> Iterator[tuple[str, Decimal]]:
        """A column whose figures no decimal number holds, with the first of them."""
        for name in self.names:
            values = (
                self._cell(name, way, line)
                for way in self.ways
                for line in way.lines
                if name in ("TIME", "AMT", "II", "RATE", "DUR")
            )
            found = next((v for v in values if isinstance(v, _Nearest)), None)
            if found is not None:
                yield name, found

    def _legend(self) -> Iterator[str]:
        several = len(self.compartments) > 1
        units = {str(unit) for unit in self.units.values() if unit != UNSTATED}
        if len(units) == 1 and len(set(self.units.values())) == 1:
            yield f"AMT is in {units.pop()}, TIME in {self.unit}s from the start of day 1"
        else:
            yield f"TIME is in {self.unit}s from the start of day 1"
        for of, code in self.compartments.items():
            agent, route = of
            words = ", ".join(filter(None, (agent or "what has no name", route)))
            if several or agent or (route and not _COMPARTMENT.fullmatch(route)):
                yield f"CMT {code} is {words}, in {self.units[of]}"
        if self.layout.numbers:
            for name, codes in self.codes.items():
                if name in self.names:
                    listed = ", ".join(f"{code} {text}" for text, code in codes.items())
                    yield f"{name} is {listed}"
        for place, way in enumerate(self.ways):
            first = place * self.subjects + 1
            last = first + self.subjects - 1
            ids = f"ID {first}" if first == last else f"ID {first} to {last}"
            if len(self.ways) > 1 or way.groups:
                yield f"{ids} is {way.name}"

    # -- Parquet

    def parquet(self) -> Iterable[bytes]:
        """The table as a Parquet file: whole numbers, floats, and texts; an empty cell is null.

        Raises ModuleNotFoundError where pyarrow, an extra, is not installed.
        """
        import io

        import pyarrow as pa
        import pyarrow.parquet as pq

        columns = list(zip(*map(tuple, self.rows()), strict=True))
        made = {
            name: _typed(values, self.layout.missing)
            for name, values in zip(self.columns, columns, strict=True)
        }
        buffer = io.BytesIO()
        pq.write_table(pa.table(made), buffer)
        return (buffer.getvalue(),)


class _Nearest(Decimal):
    """The nearest number of 17 digits to one that no decimal holds."""


def _figure(value: Fraction) -> int | Decimal:
    """A figure as a table writes it: in digits unless they are too many."""
    if value.denominator > 1:
        return _decimal(value)
    digits = str(value.numerator)
    if len(digits) <= _DIGITS:
        return value.numerator
    return Decimal(value.numerator).normalize(Context(prec=len(digits)))


def _decimal(value: Fraction) -> Decimal:
    """A figure without loss, or the nearest of 17 digits."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        nearest = _SEVENTEEN.divide(Decimal(value.numerator), Decimal(value.denominator))
        return _Nearest(nearest)
    exact = Context(prec=len(str(value.numerator)) + 4 * len(str(value.denominator)))
    return Decimal(f"{exact.divide(Decimal(value.numerator), Decimal(value.denominator)):f}")


def _typed(values: Sequence[Any], missing: str) -> list[Any]:
    """The values of a column, decimals as floats, and empty ones as None."""
    known = [None if value == missing else value for value in values]
    if any(isinstance(value, Decimal) for value in known):
        return [None if value is None else float(value) for value in known]
    return known


def _compartments(used: Iterable[Compartment]) -> dict[Compartment, int]:
    """A number for each agent and route: that of a stated compartment, else the next free one."""
    stated: dict[Compartment, int] = {}
    for agent, route in used:
        named = _COMPARTMENT.fullmatch(route or "")
        stated[agent, route] = int(named[1]) if named else 0
    free = (number for number in count(1) if number not in set(stated.values()))
    return {of: number or next(free) for of, number in stated.items()}
