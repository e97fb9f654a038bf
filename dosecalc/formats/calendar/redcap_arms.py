"""The arms of a REDCap project, for "Upload arms (CSV)", to be uploaded before its events."""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.calendars import Calendar
from dosecalc.diagnostics import Diagnostic
from dosecalc.formats.calendar import redcap
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.csv import lines

COLUMNS = ("arm_num", "name")


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """A line for each way of dosing, with the number that the events have."""
    yield from lines(COLUMNS, ((arm.number, arm.name) for arm in redcap.arms(calendar)))


def said(calendar: Calendar, options: Options) -> Iterator[Diagnostic]:
    """Names that had to be cut."""
    codes = ("redcap-name-cut",)
    yield from (each for each in redcap.said(calendar, options) if each.code in codes)
