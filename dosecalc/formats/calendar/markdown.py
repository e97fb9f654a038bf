"""A calendar as Markdown: an agenda for each participant."""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.calendars import Calendar, Entry
from dosecalc.diagnostics import visible
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.enrolled import cohorts, remarks
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.calendar.workload import cells
from dosecalc.formats.markdown import escaped

_HEAD = ("date", "day", "what", "how", "window", "remark")


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """A heading and a table for each participant, then notes and the stamp."""
    yield from _whole(calendar)
    for person, found in calendar.by_person():
        name = ", ".join(filter(None, (calendar.trial.name, words.who(person))))
        yield f"### {_cell(name)}\n\n| {' | '.join(_HEAD)} |\n|{'---|' * len(_HEAD)}\n"
        for entry in found:
            yield "| " + " | ".join(map(_cell, _row(calendar, entry))) + " |\n"
        yield "\n"
    for _, what, reason in dict.fromkeys(calendar.unplaced()):
        yield f"- no date: {_cell(what)}, needs {_cell(reason)}\n"
    yield from (f"- {_cell(name)}: {_cell(note)}\n" for name, note in calendar.remarks())
    yield "\n" + "  \n".join(map(escaped, calendar.stamp.lines())) + "\n"


def _whole(calendar: Calendar) -> Iterator[str]:
    """A whole trial's cohorts, its dates, and its work by week."""
    if calendar.enrolment is None:
        return
    yield f"## {_cell(calendar.trial.name)}: {len(calendar.placed)} participants\n\n"
    tables = [cohorts(calendar.enrolment), cells(calendar, "week")]
    for head, body in tables if tables[0][1] else tables[1:]:
        yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}\n"
        yield from (f"| {' | '.join(map(escaped, row))} |\n" for row in body)
        yield "\n"
    yield from (f"- {_cell(each)}\n" for each in remarks(calendar.enrolment))
    yield "\n"


def _row(calendar: Calendar, entry: Entry) -> tuple[str, ...]:
    return (
        f"{entry.on:%a} {words.dates(entry)}", words.week(calendar, entry), words.title(entry),
        words.details(entry), words.window(entry), words.remark(entry),
    )  # fmt: skip


def _cell(text: str) -> str:
    return escaped(visible(text))
