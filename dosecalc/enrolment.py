"""The list of participants: who they are, in which arm and cohort, and when they started.

    id,arm,cohort,start,site
    001,low,1,2026-03-02,Basel

Only `id` cannot be left out; `participant` is another name of it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from dosecalc import sheet_mistakes, sheets
from dosecalc.diagnostics import Diagnostic, Source, Span
from dosecalc.sheets import Cell, Sheet, Unread

COLUMNS = ("id", "arm", "cohort", "start", "site")


class Enrolled(NamedTuple):
    """One participant; `start` is the date of day 1, None where it is not known yet.

    `row` is the line of the file, from 1, and `span` that line.
    """

    id: str
    arm: str | None = None
    cohort: int | None = None
    start: date | None = None
    site: str | None = None
    row: int = 0
    span: Span | None = None


def read_participants(name: str) -> tuple[tuple[Enrolled, ...], tuple[Diagnostic, ...]]:
    """The participants of a file in its order, `-` being standard input, and what is wrong."""
    source = sheets.read(name)
    if isinstance(source, Diagnostic):
        return (), (source,)
    return participants(source)


def participants(source: Source) -> tuple[tuple[Enrolled, ...], tuple[Diagnostic, ...]]:
    r"""The participants of a list's text, and what is wrong with it.

    >>> found, _ = participants(Source("list.csv", "ID,Arm,Start\n001,low,2026-03-02\n"))
    >>> found[0].id, found[0].arm, found[0].start.isoformat()
    ('001', 'low', '2026-03-02')
    """
    sheet = Sheet(source, COLUMNS, {"participant": "id"})
    if not sheet.needs("id"):
        return (), sheet.diagnostics
    name, arm = sheet.column("id", sheets.name), sheet.column("arm", sheets.name)
    cohort, start = sheet.column("cohort", _cohort), sheet.column("start", sheets.day)
    site = sheet.column("site", sheets.name)
    found: dict[str, Enrolled] = {}
    for row in sheet.rows():
        before = sheet.errors
        who = name(row)
        made = (arm(row), cohort(row), start(row), site(row))
        if who is None:
            if name.empty(row):
                sheet.say(sheet_mistakes.cell_missing(name.span(row), "id"))
        elif who in found:
            there = found[who].span
            assert there is not None
            sheet.say(sheet_mistakes.participant_twice(name.span(row), there, who))
        elif sheet.errors == before:
            found[who] = Enrolled(who, *made, row.line, sheet.row_span(row.start))
    return tuple(found.values()), sheet.diagnostics


def _cohort(cell: Cell) -> int:
    found = re.fullmatch(r"(?:cohort )?0*([1-9][0-9]{0,5})", cell.text, re.IGNORECASE)
    if found is None:
        raise Unread(sheets.unread(cell, "a cohort", "type its number, as in `1`"))
    return int(found[1])
