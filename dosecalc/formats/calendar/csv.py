"""A calendar as CSV: a line for each thing that is due."""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc import calendar_calls
from dosecalc.calendars import Calendar
from dosecalc.diagnostics import Diagnostic
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.calendar.rows import COLUMNS, rows
from dosecalc.formats.csv import lines


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """The lines, with the hash of the schedule and the program's version in the last columns."""
    stamp = calendar.stamp
    mark = (stamp.digest, f"dosecalc {stamp.version}")
    head = (*COLUMNS, "schedule_sha256", "made_by")
    yield from lines(head, ((*row, *mark) for row in rows(calendar)))


def said(calendar: Calendar, options: Options) -> Iterator[Diagnostic]:
    """What has no date, and so no line."""
    for what, needs in dict.fromkeys((what, needs) for _, what, needs in calendar.unplaced()):
        yield calendar_calls.left_without_a_date(what, needs)
