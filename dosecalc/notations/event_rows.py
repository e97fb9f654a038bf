r"""The rows of an event table: who is given what when, as exact values with their places.

>>> table = EventTable(Source("a.csv", "ID,TIME,AMT,II,ADDL\n1,0,100,12,3\n"), 3_600)
>>> [(seconds, dosing.amount, dosing.more) for seconds, dosing in table.subjects["1"].rows]
[(0, '100 unstated', 3)]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from dosecalc import sheet_mistakes, sheets
from dosecalc.amounts import number
from dosecalc.diagnostics import Diagnostic, Source, Span
from dosecalc.notations import event_cells, event_mistakes, notation_mistakes
from dosecalc.patterns import DAY
from dosecalc.sheets import Cell, Column, Sheet

COLUMNS = (
    "id", "time", "amt", "evid", "ii", "addl", "ss", "rate", "dur", "cmt", "mdv", "dv", "unit",
    "route", "agent", "arm", "c", "date",
)  # fmt: skip
OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "#id": "id", "amount": "amt", "duration": "dur", "tinf": "dur", "compartment": "cmt",
        "amtu": "unit", "amt unit": "unit", "dosu": "unit", "doseu": "unit", "units": "unit",
        "drug": "agent", "dat1": "date", "dat2": "date", "dat3": "date",
    }
)  # fmt: skip
MOST_DOSES = 2_000_000
_CLOSE = Fraction(1, 1000)
_CELLS: Mapping[str, str] = MappingProxyType(
    {"unsorted": "time", "rounded": "time", "unstated": "amt"}
)

# What is told once of a table: a key, one and several of what is left out, and why.
LOSSES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "observations": (
            "an observation", "observations", "a schedule plans doses, and holds no results",
        ),
        "others": ("a row of EVID 2", "rows of EVID 2", "it is neither a dose nor an observation"),
        "resets": (
            "a reset of EVID 3 or 4", "resets of EVID 3 or 4",
            "a schedule has no compartments to empty",
        ),
        "comments": (
            "a row that is commented out", "rows that are commented out",
            "no program would read it",
        ),
        "nothing": ("a dose of the amount 0", "doses of the amount 0", "nothing is given"),
        "steady": (
            "a steady state (SS)", "steady states (SS)",
            "how many doses came before is not known, and only those stated are kept",
        ),
        "modelled": (
            "the length of an infusion", "lengths of infusions",
            "a rate of -1 or -2 leaves it to a model",
        ),
        "rounded": (
            "a fraction of a second", "fractions of a second",
            "the schedule language counts whole seconds",
        ),
    }
)  # fmt: skip


class Dosing(NamedTuple):
    """What is given: an amount in words, and `more` of the same `every` so many seconds."""

    amount: str
    every: int = 0
    more: int = 0
    lasting: int | None = None
    agent: str | None = None
    route: str | None = None


class Subject:
    """One participant: their arm where the table has one, and in its order what they are given.

    `rows` hold seconds after the start of day 1, and what is given then and after it.
    """

    __slots__ = ("arm", "doses", "last", "rows")

    def __init__(self, arm: str | None) -> None:
        self.rows: list[tuple[int, Dosing]] = []
        self.arm = arm
        self.doses = 0
        self.last: int | None = None


class _Moment(NamedTuple):
    """A time in whole seconds; `rounded` where the table has a fraction of one."""

    seconds: int
    rounded: bool


class _Said(NamedTuple):
    """What a row says besides its time: a kind of event, a dosing, and what is told of it."""

    evid: int
    dosing: Dosing | None
    told: tuple[str, ...]


class _Counted:
    """How often something comes that is told once, and where first."""

    __slots__ = ("count", "span")

    def __init__(self) -> None:
        self.count = 0
        self.span: Span | None = None


class EventTable:
    """A table that is read: its subjects by ID in the order they come, and what is wrong with it.

    `unit` is how many seconds the table's unit of time has. `in_days` tells whether every dose is
    at a whole number of days; `timed` whether any time is other than 0.
    """

    def __init__(self, source: Source, unit: int) -> None:
        self.sheet = Sheet(source, COLUMNS, OTHER_NAMES, extras=True)
        self.unit = unit
        self.subjects: dict[str, Subject] = {}
        self.in_days, self.timed = True, False
        self._told: dict[str, _Counted] = {}
        self._known: dict[tuple[str, ...], _Said] = {}
        self._current: str | None = None
        self._columns()
        if "date" in self.sheet.places:
            place = self.sheet.places["date"]
            span = self.sheet.span(self.sheet.head, place)
            self.sheet.say(event_mistakes.event_dates(span, span.text))
        elif self.sheet.needs("time") & self.sheet.needs("amt"):
            for row in self.sheet.rows():
                self._read(row)

    def _columns(self) -> None:
        column = self.sheet.column
        self.id = column("id", event_cells.name)
        self.time = column("time", self._moment)
        self.evid, self.amt = column("evid", event_cells.evid), column("amt", event_cells.size)
        self.ii, self.addl = column("ii", self._seconds), column("addl", event_cells.count)
        self.ss, self.rate = column("ss", event_cells.count), column("rate", event_cells.rate)
        self.dur = column("dur", event_cells.size)
        self.cmt = column("cmt", event_cells.compartment)
        self.unit_of = column("unit", event_cells.unit)
        self.route, self.agent = (
            column("route", event_cells.name),
            column("agent", event_cells.name),
        )
        self.arm = column("arm", event_cells.name)
        self.comment = column("c", event_cells.name)
        columns = (self.evid, self.amt, self.ii, self.addl, self.ss, self.rate, self.dur, self.cmt,
                   self.unit_of, self.route, self.agent)  # fmt: skip
        self._texts = itemgetter(*(each.place for each in columns))

    # -- rows

    def _read(self, row: sheets.Row) -> None:
        if row.cells[0].startswith("#") or self.comment(row) is not None:
            self._tell("comments", row)
            return
        before = self.sheet.errors
        subject = self._subject(row)
        texts = self._texts(row.cells)
        said = self._known.get(texts)
        if said is None:
            said = self._said(row)
            if self.sheet.errors != before or subject is None or said is None:
                return
            self._known[texts] = said
        for name in said.told:
            self._tell(name, row)
        if said.evid and subject is not None:
            self._event(row, subject, said)

    def _subject(self, row: sheets.Row) -> Subject | None:
        if "id" not in self.sheet.places:
            name: str | None = "1"
        else:
            name = self.id(row)
        if name is None:
            if self._is_empty(self.id, row):
                self.sheet.say(sheet_mistakes.cell_missing(self.id.span(row), "ID"))
            return None
        found = self.subjects.get(name)
        if found is None:
            found = self.subjects[name] = Subject(self.arm(row))
        elif name != self._current and not self._is_told("split"):
            self._tell("split", row)
            self.sheet.say(event_mistakes.event_subject_split(self.id.span(row), name))
        self._current = name
        return found

    def _event(self, row: sheets.Row, subject: Subject, said: _Said) -> None:
        """An event in its place in time; a dose among those of its participant."""
        at = self.time(row)
        if at is None:
            if said.dosing is not None and self._is_empty(self.time, row):
                self.sheet.say(sheet_mistakes.cell_missing(self.time.span(row), "TIME"))
            return
        seconds = at.seconds
        if at.rounded:
            self._tell("rounded", row)
        if subject.last is not None and seconds < subject.last:
            if said.evid > 2:
                self.sheet.say(event_mistakes.event_time_restarts(self.time.span(row)))
                return
            self._tell("unsorted", row)
        subject.last = seconds
        if said.dosing is None:
            return
        if seconds < 0 and seconds % 60:
            why = "before day 1 the schedule language has whole minutes"
            span = self.time.span(row)
            self.sheet.say(event_mistakes.event_time_too_fine(span, f"`{span.text}`", why))
            return
        subject.doses += 1 + said.dosing.more
        if subject.doses > MOST_DOSES:
            self._too_many(row, subject)
            return
        subject.rows.append((seconds, said.dosing))
        if seconds % DAY or said.dosing.every % DAY:
            self.in_days = False
        if seconds or said.dosing.every or said.dosing.lasting:
            self.timed = True

    def _too_many(self, row: sheets.Row, subject: Subject) -> None:
        span = self.addl.span(row) if self.addl(row) else self.sheet.row_span(row.start)
        said = event_mistakes.event_too_many_doses(span, subject.doses, MOST_DOSES)
        self.sheet.say(said)
        subject.doses = 0

    # -- what a row says

    def _said(self, row: sheets.Row) -> _Said | None:
        """What a row says besides its time; None where something is wrong, which is said."""
        before = self.sheet.errors
        evid, amount = self.evid(row), self.amt(row)
        more, rate = self.addl(row), self.rate(row)
        self.ss(row), self.dur(row), self.ii(row), self.cmt(row), self.unit_of(row)
        if self.sheet.errors != before:
            return None
        if evid is None:
            evid = 1 if amount or more or rate else 0
        if evid in (1, 4):
            return self._dose(row, evid, amount)
        if amount:
            said = event_mistakes.event_amount_of_none(self.amt.span(row), str(evid))
            self.sheet.say(said)
            return None
        return _Said(evid, None, ({0: "observations", 2: "others", 3: "resets"}[evid],))

    def _dose(self, row: sheets.Row, evid: int, amount: Fraction | None) -> _Said | None:
        told = ["resets"] if evid == 4 else []
        rate, more = self.rate(row), self.addl(row) or 0
        if amount is None:
            self.sheet.say(sheet_mistakes.cell_missing(self.amt.span(row), "AMT"))
            return None
        if not amount:
            if rate:
                self.sheet.say(event_mistakes.event_infusion_endless(self.rate.span(row)))
                return None
            return _Said(evid, None, (*told, "nothing"))
        if self.ss(row):
            told.append("steady")
        every = self._interval(row, more)
        lasting = self._lasting(row, amount, told)
        if every is None or lasting is None:
            return None
        if every and not more and not self.ss(row):
            told.append("unused")
        unit = self.unit_of(row)
        if unit is None and "unit" in self.sheet.places:
            told.append("unstated")
        words = f"{number(amount)} {unit or 'unstated'}"
        route = self.route(row) or self.cmt(row)
        dosing = Dosing(words, every if more else 0, more, lasting or None, self.agent(row), route)
        return _Said(evid, dosing, tuple(told))

    def _interval(self, row: sheets.Row, more: int) -> int | None:
        """The seconds between additional doses; 0 where there are none."""
        found = self.ii(row)
        if more and not (found and found > 0):
            span = self.ii.span(row) if found is not None else self.addl.span(row)
            self.sheet.say(event_mistakes.event_interval_missing(span, f"{more:,}"))
            return None
        if found is not None and found < 0:
            span = self.ii.span(row)
            hint = "type 0 or more"
            said = sheet_mistakes.cell_not_understood(span, span.text, "an interval", hint)
            self.sheet.say(said)
            return None
        if found is not None and more and abs(found - round(found)) > _CLOSE:
            why = "the schedule language counts whole seconds"
            span = self.ii.span(row)
            self.sheet.say(event_mistakes.event_time_too_fine(span, f"`{span.text}`", why))
            return None
        return round(found or 0)

    def _lasting(self, row: sheets.Row, amount: Fraction, told: list[str]) -> int | None:
        """The seconds of an infusion, 0 where there is none; None where two do not agree."""
        rate, length = self.rate(row), self.dur(row)
        if rate is not None and rate < 0:
            told.append("modelled")
            rate = None
        ends = [amount / rate * self.unit] if rate else []
        ends += [length * self.unit] if length else []
        if len({round(end) for end in ends}) > 1:
            spans = self.rate.span(row), self.dur.span(row)
            self.sheet.say(event_mistakes.event_infusion_differs(*spans))
            return None
        if not ends:
            return 0
        if abs(ends[-1] - round(ends[-1])) > _CLOSE:
            told.append("rounded")
        return round(ends[-1])

    def _moment(self, cell: Cell) -> _Moment | None:
        found = self._seconds(cell)
        if found is None:
            return None
        seconds = round(found)
        return _Moment(seconds, abs(found - seconds) > _CLOSE)

    def _seconds(self, cell: Cell) -> Fraction | None:
        found = event_cells.figure(cell)
        return None if found is None else found * self.unit

    @staticmethod
    def _is_empty(column: Column[Any], row: sheets.Row) -> bool:
        return column.empty(row) or row.cells[column.place].strip().casefold() in event_cells.EMPTY

    # -- what is told

    def _is_told(self, name: str) -> bool:
        return name in self._told

    def _tell(self, name: str, row: sheets.Row) -> None:
        found = self._told.get(name)
        if found is None:
            found = self._told[name] = _Counted()
            found.span = self.sheet.row_span(row.start)
            if name in _CELLS:
                found.span = self.sheet.span(row.start, self.sheet.places[_CELLS[name]])
        found.count += 1

    def diagnostics(self) -> Iterator[Diagnostic]:
        """What is wrong, what is understood in one of several ways, and what is left out."""
        yield from self.sheet.diagnostics
        for name, counted in self._told.items():
            assert counted.span is not None
            if name == "unsorted":
                yield event_mistakes.event_times_unsorted(counted.span, counted.count)
            elif name == "unstated":
                yield event_mistakes.event_unit_missing(counted.span)
            elif name == "unused":
                yield event_mistakes.event_interval_unused(counted.span, counted.count)
            elif name in LOSSES:
                one, several, why = LOSSES[name]
                what = one if counted.count == 1 else f"each of {counted.count:,} {several}"
                yield notation_mistakes.not_taken_over(what, why, counted.span)
        if "unit" not in self.sheet.places and "amt" in self.sheet.places:
            span = self.sheet.span(self.sheet.head, self.amt.place)
            yield event_mistakes.event_unit_missing(span)
        if self.sheet.extra:
            names = ", ".join(name for name, _ in self.sheet.extra[:5])
            more = f" and {len(self.sheet.extra) - 5} more" if len(self.sheet.extra) > 5 else ""
            span = self.sheet.span(self.sheet.head, self.sheet.extra[0][1])
            what = f"what stands under {names}{more}"
            yield notation_mistakes.not_taken_over(what, "it says nothing about doses", span)
