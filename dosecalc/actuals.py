"""The log of what was done: one row for each dose or activity of a visit, given or missed.

    participant,activity,agent,planned day,date,time,amount,unit,given,reason
    001,dose,EX-EV,1,2026-03-02,08:10,1e9,particles,yes,
    001,dose,EX-EV,4,,,,,no,fever
    001,ECG,,8,2026-03-10,,,,yes,

It is the one format of logs that every command reads. Columns come in any order; only
`participant`, and `activity` or `agent`, cannot be left out.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from fractions import Fraction
from typing import NamedTuple

from dosecalc import sheet_mistakes, sheets, units
from dosecalc.amounts import Amount, just
from dosecalc.diagnostics import Diagnostic, Source, Span, either, nearest
from dosecalc.language import numerals
from dosecalc.sheets import Cell, Column, Row, Sheet, Unread
from dosecalc.units import UNSTATED, Unit

COLUMNS = (
    "participant", "activity", "agent", "planned day", "date", "time", "amount", "unit", "given",
    "reason",
)  # fmt: skip
DOSE = "dose"
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_DAY = re.compile(r"(?:day )?([+-]?[0-9]{1,7})", re.IGNORECASE)
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")


class Actual(NamedTuple):
    """One thing that was done or missed.

    `activity` is `dose`, or what a visit calls it; a row with an agent alone is a dose.
    `planned_day` is the number of a study day, None where the row does not say. `amount` is None
    where none is stated, and its unit `unstated` where the row gives a figure alone. `row` is the
    line of the file, from 1.
    """

    participant: str
    activity: str = DOSE
    agent: str | None = None
    planned_day: int | None = None
    date: date | None = None
    time: time | None = None
    amount: Amount | None = None
    given: bool = True
    reason: str = ""
    row: int = 0
    source: Source | None = None
    start: int = 0

    @property
    def is_dose(self) -> bool:
        """Whether the row is about a dose, and not about an activity of a visit."""
        return self.activity == DOSE

    @property
    def span(self) -> Span | None:
        """The row in its file; None for one that was not read from a file."""
        if self.source is None:
            return None
        stop = self.source.text.find("\n", self.start)
        return Span(self.source, self.start, len(self.source.text) if stop < 0 else stop)


def read_log(name: str) -> tuple[tuple[Actual, ...], tuple[Diagnostic, ...]]:
    """The sound rows of a log in the order of the file, `-` being standard input, and what is
    wrong with the others.
    """
    source = sheets.read(name)
    if isinstance(source, Diagnostic):
        return (), (source,)
    return log(source)


def log(source: Source) -> tuple[tuple[Actual, ...], tuple[Diagnostic, ...]]:
    r"""The sound rows of a log's text, and what is wrong with the others.

    >>> rows, _ = log(Source("log.csv", "participant;agent;date\n001;EV;2026-03-02\n"))
    >>> rows[0].participant, rows[0].is_dose, rows[0].date.isoformat(), rows[0].given
    ('001', True, '2026-03-02', True)
    """
    sheet = Sheet(source, COLUMNS)
    sound = sheet.needs("participant") & sheet.needs("activity", "agent")
    if not sound:
        return (), sheet.diagnostics
    reading = _Reading(sheet)
    made = (reading.actual(row) for row in sheet.rows())
    found = tuple(each for each in made if each is not None)
    return found, sheet.diagnostics


class _Reading:
    """The columns of a log, and which rows were met before."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.participant = sheet.column("participant", sheets.name)
        self.activity = sheet.column("activity", _activity)
        self.agent = sheet.column("agent", sheets.name)
        self.planned_day = sheet.column("planned day", _planned_day)
        self.date = sheet.column("date", sheets.day)
        self.time = sheet.column("time", _clock)
        self.amount = sheet.column("amount", _figure)
        self.unit = sheet.column("unit", _unit)
        self.given = sheet.column("given", _given)
        self.reason = sheet.column("reason", sheets.words)
        self._held: dict[tuple[str, str], Amount] = {}
        self._met: dict[tuple[object, ...], int] = {}

    def actual(self, row: Row) -> Actual | None:
        """What a row says; None where something is wrong with it, which is said."""
        before = self.sheet.errors
        participant = self._required(self.participant, row)
        activity, agent = self.activity(row), self.agent(row)
        planned_day, day, clock = self.planned_day(row), self.date(row), self.time(row)
        amount = self._amount(row)
        given, reason = self.given(row), self.reason(row)
        if self.sheet.errors != before or participant is None:
            return None
        if activity is None and agent is None:
            named = "activity" in self.sheet.places
            span = (self.activity if named else self.agent).span(row)
            self.sheet.say(sheet_mistakes.cell_missing(span, "activity or agent"))
            return None
        if planned_day is None and day is None:
            self.sheet.say(sheet_mistakes.row_without_day(self.sheet.row_span(row.start)))
            return None
        if given is None:
            given = day is not None
            if not given and amount is not None:
                span = self.amount.span(row)
                self.sheet.say(sheet_mistakes.given_not_said(span, str(amount)))
                return None
        found = Actual(
            participant, activity or DOSE, agent, planned_day, day, clock, amount, given,
            reason or "", row.line, self.sheet.source, row.start,
        )  # fmt: skip
        self._once(found)
        return found

    def _required(self, column: Column[str], row: Row) -> str | None:
        found = column(row)
        if found is None and column.empty(row):
            self.sheet.say(sheet_mistakes.cell_missing(column.span(row), column.name))
        return found

    def _amount(self, row: Row) -> Amount | None:
        figure, unit = self.amount(row), self.unit(row)
        if figure is None:
            return None
        # By their texts, because exact figures take long to look up.
        key = (row.cells[self.amount.place], row.cells[self.unit.place])
        found = self._held.get(key)
        if found is None:
            found = self._held[key] = Amount(just(figure), unit or UNSTATED)
        return found

    def _once(self, actual: Actual) -> None:
        """Say which rows are about one thing; doses of one day are told apart by their times."""
        if not actual.given or (actual.is_dose and actual.time is None):
            return
        day = actual.date if actual.planned_day is None else actual.planned_day
        key = (actual.participant, actual.activity, actual.agent, day, actual.time)
        first = self._met.setdefault(key, actual.start)
        if first != actual.start:
            what = f"{actual.activity} of participant {actual.participant}"
            here, there = (self.sheet.row_span(each) for each in (actual.start, first))
            self.sheet.say(sheet_mistakes.row_twice(here, there, what))


# ------------------------------------------------------------------ cells


def _activity(cell: Cell) -> str:
    return DOSE if cell.text.casefold() == DOSE else sheets.name(cell)


def _planned_day(cell: Cell) -> int:
    found = _DAY.fullmatch(cell.text.replace("−", "-"))
    if found is None:
        raise Unread(sheets.unread(cell, "a study day", "type its number, as in `8` or `-7`"))
    return int(found[1])


def _clock(cell: Cell) -> time:
    found = _TIME.fullmatch(cell.text)
    try:
        if found is not None:
            hours, minutes, seconds = (int(part or 0) for part in found.groups())
            return time(hours, minutes, seconds)
    except ValueError:
        pass
    raise Unread(sheets.unread(cell, "a time of day", "type hours and minutes, as in `08:30`"))


def _given(cell: Cell) -> bool:
    word = cell.text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unread(sheets.unread(cell, "given or not", "type `yes` or `no`"))


def _unit(cell: Cell) -> Unit:
    found = units.typed(cell.text)
    if found is None:
        close = nearest(cell.text, units.table())
        listed = "`dosecalc words units` lists the units"
        hint = f"did you mean {either(close)}?" if close else listed
        raise Unread(sheets.unread(cell, "a unit", hint))
    return found


def _figure(cell: Cell) -> Fraction:
    """A number in any dress that the language reads, and in none that it refuses."""
    found = numerals.scan(cell.text, 0)
    rest = None if found is None else cell.text[found.stop :].strip()
    if found is not None and found.value is not None and not found.trouble and not rest:
        return found.value
    if found is None or (rest and units.typed(rest) is not None):
        hint = "type one exact number, as in `1e9`, and its unit in the column `unit`"
        raise Unread(sheets.unread(cell, "an amount", hint))
    return _as_the_language_reads(cell)


def _as_the_language_reads(cell: Cell) -> Fraction:
    """The number by the grammar, its mistakes shown where the cell stands."""
    from dosecalc.language.read import read_figure

    figure, said = read_figure(cell.text, "amount")
    moved = [_moved(each, cell.span) for each in said]
    for each in moved:
        if not each.is_error:
            cell.say(each)
    wrong = [each for each in moved if each.is_error]
    if wrong:
        raise Unread(wrong[0])
    if figure is None or not figure.exact or figure.about:
        hint = "type the one number that was given; leave the cell empty where it is not known"
        raise Unread(sheets.unread(cell, "one exact amount", hint))
    return figure.low


def _moved(diagnostic: Diagnostic, place: Span) -> Diagnostic:
    """A diagnostic about a cell's text, shown in the file."""
    span = diagnostic.span
    if span is None or place.stop - place.start != len(span.source.text):
        return replace(diagnostic, span=place)
    start, stop = place.start + span.start, place.start + span.stop
    return replace(diagnostic, span=Span(place.source, start, stop), other=None)
