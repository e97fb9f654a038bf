"""Calendars: one output a file, each a function from a calendar to pieces of text or bytes.

A form is a module of this folder and a line in `FORMS`. It defines

    def write(calendar: Calendar, options: Options) -> Iterator[str]   # or Iterator[bytes]

and, where the form cannot hold everything, what it leaves out or changes:

    def said(calendar: Calendar, options: Options) -> Iterable[Diagnostic]

What it may count on:

- `calendar.entries()` gives every line, participant by participant and by date;
  `calendar.appointments()` what one participant comes for on one date together, without watches and
  spans; `calendar.unplaced()` what has no date and why; `calendar.remarks()` what the days rest on.
  Entries are made when they are read: read them once, and piece by piece where many are written.
- `entry.on` is the date under which it is shown. `entry.proposed` tells that the protocol does not
  give the day; every title of such an entry says so: `words.title(entry)` does. `words` says all
  else in one way: amounts, windows, days, moves.
- `calendar.stamp.lines()` stands on every page: schedule, hash, version, time, intended use.
- Texts are a user's: escape them for what is written.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dosecalc.formats.calendar.form import Form, Options

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("text", "a month grid and an agenda", ("txt",)),
            Form("csv", "one line for each thing that is due", ("csv",)),
            Form("json", "the same as objects, with exact figures", ("json",)),
            Form("markdown", "an agenda as a table", ("md", "markdown")),
            Form("xlsx", "a workbook: agenda, months, matrix, sources", ("xlsx",), binary=True),
            Form("ics", "events for calendar programs", ("ics",)),
            Form("redcap", "events and offsets of a REDCap project", ()),
            Form("redcap-arms", "the arms of a REDCap project", (), module="redcap_arms"),
            Form("html", "a page to print: months, and an agenda to tick", ("html", "htm")),
        )
    }
)

__all__ = ["FORMS", "Form", "Options"]
