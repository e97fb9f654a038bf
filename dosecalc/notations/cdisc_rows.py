"""Rows of EX and EC as records: what was given to whom, how often, from when to when."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from dosecalc import sheet_mistakes, sheets
from dosecalc.amounts import number as figure
from dosecalc.days import DayCount
from dosecalc.diagnostics import Source, Span
from dosecalc.notations import cdisc_dates, cdisc_mistakes, cdisc_terms, notation_mistakes
from dosecalc.notations.agent_and_route import quoted
from dosecalc.notations.cdisc_dates import Moment
from dosecalc.notations.cdisc_terms import Frequency
from dosecalc.sheets import Cell, Column, Row, Sheet, Unread, unread

_KNOWN = (
    "studyid", "domain", "usubjid", "subjid", "arm", "armcd", "actarm", "actarmcd", "rfstdtc",
    "visitdy",
)  # fmt: skip
_SUFFIXES = (
    "seq", "trt", "mood", "occur", "dose", "dostxt", "dosu", "dosfrm", "dosfrq", "dosrgm", "route",
    "stdtc", "endtc", "stdy", "endy", "dur", "eltm", "tptref", "tpt", "vamt", "vamtu", "grpid",
)  # fmt: skip
_OF_DOSES = ("trt", "dose", "dostxt", "dosu", "vamt", "vamtu", "route", "dosfrm")
# Columns that name a record or are told by others.
_NAMES = frozenset({"spdevid", "siteid", "visitnum", "visit"})
_NAMING = ("refid", "spid", "lnkid", "lnkgrp", "presp", "tptnum")
_FIGURE = re.compile(r"[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?")
_ONE = r"([0-9]{1,40}(?:\.[0-9]{1,40})?(?:e-?[0-9]{1,2})?)"
_RANGE = re.compile(
    rf"((?:about )?(?:up to |at least )?){_ONE}(?:(?: ?[-–] ?| to ){_ONE})?", re.IGNORECASE
)
_TIMES = re.compile(r"[0-2][0-9]:[0-5][0-9](, [0-2][0-9]:[0-5][0-9])*")
NO_AGENT = "NOT STATED"
_NUMBERS = DayCount()

Made = TypeVar("Made")


class Record(NamedTuple):
    """One row; `dose` are the words of an administration, days are offsets from day 1.

    `lasting` is the length of an administration and `elapsed` the time since the first dose, both
    in seconds. `spans` gives the place of a column by its name without the domain.
    """

    row: Row
    study: str
    subject: str
    arm: str
    dose: str
    frequency: Frequency | None
    term: str
    start: Moment | None
    stop: Moment | None
    reference: Moment | None
    start_day: int | None
    stop_day: int | None
    visit_day: int | None
    lasting: int | None
    elapsed: int | None
    times: tuple[str, ...]
    group: str
    regimen: str
    spans: Callable[[str], Span]


class Table:
    """A table of records; `sheet` keeps what is wrong with it."""

    def __init__(self, source: Source) -> None:
        header = _header(source)
        prefixes = [each for each in ("ex", "ec") if any(name == f"{each}trt" for name in header)]
        self.prefix = prefixes[0] if prefixes else "ex"
        known = (*_KNOWN, *(self.prefix + each for each in _SUFFIXES))
        self.others = [name for name in header if name not in known]
        self.sheet = Sheet(source, (*known, *dict.fromkeys(self.others)))
        if len(prefixes) > 1:
            self.sheet.say(cdisc_mistakes.two_domains(self.sheet.row_span(0)))
        self.columns: dict[str, Column[str]] = {
            name: self.sheet.column(name, sheets.words) for name in (*known, *self.others)
        }
        self._made_of: dict[str, Column[Any]] = {}
        self._doses: dict[tuple[str | None, ...], str] = {}

    def records(self) -> list[Record]:
        """The records of the rows that are sound, in their order."""
        if not (self.sheet.width and self.sheet.needs(self._name("trt"))):
            return []
        if not self.sheet.needs("usubjid", "subjid"):
            return []
        said: dict[str, None] = {}
        moods: dict[str, list[Record]] = {"SCHEDULED": [], "": []}
        for row in self.sheet.rows():
            before = self.sheet.errors
            if (self._text(row, "occur") or "").upper() == "N":
                self._leave_out(row, "a dose that was not given", "it counts for nothing")
                continue
            record = self._record(row)
            if record is None or self.sheet.errors > before:
                continue
            mood = (self._text(row, "mood") or "").upper()
            moods["SCHEDULED" if mood == "SCHEDULED" else ""].append(record)
            said.update(dict.fromkeys(name for name in self.others if self._told(row, name)))
        found = moods["SCHEDULED"] or moods[""]
        if moods["SCHEDULED"] and moods[""]:
            first = moods[""][0]
            self.sheet.say(cdisc_mistakes.two_moods(first.spans("mood"), len(moods[""])))
        if said:
            listed = ", ".join(name.upper() for name in list(said)[:12])
            more = f" and {len(said) - 12} more" if len(said) > 12 else ""
            what = f"what stands in {listed}{more}"
            self.sheet.say(notation_mistakes.not_taken_over(what, "a regimen has no place for it"))
        return found

    # -- cells

    def _name(self, suffix: str) -> str:
        return suffix if suffix in _KNOWN else self.prefix + suffix

    def _text(self, row: Row, suffix: str) -> str | None:
        return self.columns[self._name(suffix)](row)

    def _told(self, row: Row, name: str) -> bool:
        naming = name in _NAMES or name in [self.prefix + each for each in _NAMING]
        return not naming and not self.columns[name].empty(row)

    def span(self, row: Row, suffix: str) -> Span:
        """Where a cell stands; the row where there is no such column."""
        name = self._name(suffix)
        if name in self.sheet.places:
            return self.columns[name].span(row)
        return self.sheet.row_span(row.start)

    def _leave_out(self, row: Row, what: str, why: str) -> None:
        said = notation_mistakes.not_taken_over(what, why, self.sheet.row_span(row.start))
        self.sheet.say(said)

    def _made(self, row: Row, suffix: str, make: Callable[[Cell], Made]) -> Made | None:
        """A cell as a value; None where it is empty, or where it is wrong, which is said."""
        column = self._made_of.get(suffix)
        if column is None:
            column = self._made_of[suffix] = self.sheet.column(self._name(suffix), make)
        return column(row)

    # -- records

    def _record(self, row: Row) -> Record | None:
        subject = self._text(row, "usubjid") or self._text(row, "subjid")
        if subject is None:
            span = self.span(row, "usubjid")
            self.sheet.say(sheet_mistakes.cell_missing(span, "usubjid"))
            return None
        term = self._text(row, "dosfrq") or ""
        elapsed = self._made(row, "eltm", _length)
        if elapsed is not None and (self._text(row, "tptref") or "").upper() != "FIRST DOSE":
            self._leave_out(row, "an elapsed time", "it is not counted from the first dose")
            elapsed = None
        return Record(
            row, self._text(row, "studyid") or "", subject, self._arm(row), self._dose(row),
            self._made(row, "dosfrq", _frequency), term, self._made(row, "stdtc", _moment),
            self._made(row, "endtc", _moment), self._made(row, "rfstdtc", _moment),
            self._made(row, "stdy", _day), self._made(row, "endy", _day),
            self._made(row, "visitdy", _day), self._made(row, "dur", _length), elapsed,
            self._times(row), self._text(row, "grpid") or "",
            self._text(row, "dosrgm") or "", lambda suffix: self.span(row, suffix),
        )  # fmt: skip

    def _times(self, row: Row) -> tuple[str, ...]:
        """The planned times of the clock; other time points have no place in a regimen."""
        text = self._text(row, "tpt")
        if text is None:
            return ()
        if _TIMES.fullmatch(text) is None:
            self._leave_out(row, f"the time point `{text}`", "it is no time of the clock")
            return ()
        return tuple(text.split(", "))

    def _arm(self, row: Row) -> str:
        names = ("actarm", "arm", "actarmcd", "armcd")
        return next((text for text in (self._text(row, name) for name in names) if text), "")

    def _dose(self, row: Row) -> str:
        """The words of an administration; of a row like one before, which was sound, the same."""
        key = tuple(self._text(row, name) for name in _OF_DOSES)
        found = self._doses.get(key)
        if found is None:
            before = self.sheet.errors
            found = self._new_dose(row)
            if self.sheet.errors == before:
                self._doses[key] = found
        return found

    def _new_dose(self, row: Row) -> str:
        """The words of an administration: amount, agent, route."""
        agent = self._text(row, "trt") or ""
        if not agent:
            missing = sheet_mistakes.cell_missing(self.span(row, "trt"), self._name("trt"))
            self.sheet.say(missing)
        placebo = "PLACEBO" in agent.upper()
        words = [self._amount(row, placebo)]
        agent = agent.removesuffix(" PLACEBO")
        masked = agent.upper() in ("PLACEBO", "MATCHING PLACEBO", NO_AGENT)
        volume = self._volume(row)
        words += [f"in {volume}"] if volume else []
        words += [f"of {quoted(agent)}"] if agent and not masked else []
        route = self._text(row, "route")
        if route:
            words.append(
                cdisc_terms.route(" ".join(route.split()), self._text(row, "dosfrm") or "")
            )
        return " ".join(words)

    def _amount(self, row: Row, placebo: bool) -> str:
        value, text = self._made(row, "dose", _number), self._text(row, "dostxt")
        unit = self._made(row, "dosu", _unit)
        if value is not None and text is not None and text != self._text(row, "dose"):
            span, other = self.span(row, "dose"), self.span(row, "dostxt")
            self.sheet.say(cdisc_mistakes.dose_stated_twice(span, other))
        if placebo and (value is None or unit is None or value == 0):
            return "placebo"
        if value == 0:
            self.sheet.say(cdisc_mistakes.zero_dose(self.span(row, "dose")))
        if placebo:
            what = f"the {figure(value or 0)} {self._text(row, 'dosu')} of a placebo"
            self._leave_out(row, what, "it has no active amount")
            return "placebo"
        factor, name = unit if unit is not None else (Fraction(1), "unstated")
        if value is not None:
            return f"{_written(value * factor)} {name}"
        return self._said(row, text, factor, name)

    def _said(self, row: Row, text: str | None, factor: Fraction, unit: str) -> str:
        """A dose that is told in words: a range, or unknown."""
        found = _RANGE.fullmatch(" ".join(text.split())) if text is not None else None
        if found is not None:
            led, low, high = found.groups()
            ends = [_written(Fraction(each) * factor) for each in (low, high) if each]
            return f"{(led or '').lower()}{' to '.join(ends)} {unit}"
        if text is not None and text.upper() not in ("UNKNOWN", "UNK"):
            self._leave_out(row, f"the dose `{text}`", "it is no number or range, and unknown here")
        return "an unknown amount" if unit == "unstated" else f"unknown {unit}"

    def _volume(self, row: Row) -> str:
        value, unit = self._made(row, "vamt", _number), self._made(row, "vamtu", _unit)
        if value is None or unit is None:
            return ""
        return f"{_written(value * unit[0])} {unit[1]}"


def _header(source: Source) -> list[str]:
    """The names of the columns, in small letters, as `Sheet` has them."""
    line = source.text.lstrip().partition("\n")[0]
    separator = max(",;\t", key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        cells = []
    names = (" ".join(re.split(r"[\s_-]+", cell.strip().casefold())).strip() for cell in cells)
    return [name for name in names if name]


def _written(value: Fraction) -> str:
    """A figure that is read back as it is; decimals are exact, so there is always one."""
    return figure(value)


# ------------------------------------------------------------------ cells


def _number(cell: Cell) -> Fraction:
    if not _FIGURE.fullmatch(cell.text):
        raise Unread(unread(cell, "a dose", "a dose is a number such as `54` or `0.5`"))
    return Fraction(cell.text)


def _unit(cell: Cell) -> tuple[Fraction, str]:
    if cdisc_terms.a_rate(cell.text):
        raise Unread(cdisc_mistakes.dose_in_time(cell.span, cell.text))
    found = cdisc_terms.unit(" ".join(cell.text.split()))
    if found is not None:
        return found
    known = cdisc_terms.unit_terms()
    raise Unread(cdisc_mistakes.dose_unit_not_known(cell.span, cell.text, known))


def _frequency(cell: Cell) -> Frequency:
    found = cdisc_terms.frequency(cell.text)
    if found is None:
        known = cdisc_terms.frequency_terms()
        raise Unread(cdisc_mistakes.frequency_not_known(cell.span, cell.text, known))
    if found.cycle:
        raise Unread(cdisc_mistakes.cycle_not_stated(cell.span, cell.text))
    return found


def _moment(cell: Cell) -> Moment:
    found = cdisc_dates.moment(cell.text)
    if found is None:
        hint = "dates are `2021-01-31`, with a time `2021-01-31T08:00`"
        raise Unread(unread(cell, "a date", hint))
    if found.zone:
        why = "times are those of the clock where the subject is"
        cell.say(notation_mistakes.not_taken_over(f"the time zone {found.zone}", why, cell.span))
    if found.vague or (found.second or 0) % 60:
        why = "a regimen says times to the minute"
        what = f"the time of `{cell.text}`"
        cell.say(notation_mistakes.not_taken_over(what, why, cell.span))
    return found


def _day(cell: Cell) -> int:
    """A study day as an offset from day 1."""
    text = cell.text.removesuffix(".0")
    if not re.fullmatch(r"[+-]?[0-9]{1,7}", text) or int(text) == 0:
        raise Unread(unread(cell, "a study day", "days are `8` or `-7`; there is no day 0"))
    return _NUMBERS.offset(int(text))


def _length(cell: Cell) -> int:
    found = cdisc_dates.seconds(cell.text)
    if found is None:
        raise Unread(unread(cell, "a length of time", "lengths are `PT2H`, `P1DT12H` or `P2W`"))
    return found
