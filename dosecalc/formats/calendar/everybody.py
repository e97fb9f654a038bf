"""A whole trial for the terminal: its cohorts and dates, its work by week, who comes when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dosecalc.calendars import Appointment, Calendar
from dosecalc.diagnostics import visible
from dosecalc.formats.calendar import words, workload
from dosecalc.formats.calendar.enrolled import cohorts, remarks
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.grid import grid, listed
from dosecalc.gates import Enrolment


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """What is known of the trial as a whole, then everybody's agenda by date."""
    assert calendar.enrolment is not None
    name = "  ".join(filter(None, (calendar.trial.name, calendar.trial.label)))
    yield visible(name) + "\n"
    yield f"  {len(calendar.placed)} participants\n\n"
    yield from _enrolment(calendar.enrolment, options.width)
    yield from _work(calendar, options.width)
    if not options.summary:
        yield from _agenda(calendar, options.width)


def _enrolment(found: Enrolment, width: int) -> Iterator[str]:
    if found.cohorts:
        head, body = cohorts(found)
        yield from (f"  {line}\n" for line in grid(head, body, width - 2))
        yield "\n"
    yield from (f"  {line}\n" for line in listed(remarks(found), width - 2))
    yield "\n"


def _work(calendar: Calendar, width: int) -> Iterator[str]:
    head, body = workload.cells(calendar, "week")
    yield from (f"  {line}\n" for line in grid(head, body, width - 2))
    yield "\n"


def _agenda(calendar: Calendar, width: int) -> Iterator[str]:
    """By date, a line for each participant."""
    found = sorted(calendar.appointments(), key=lambda each: (each.on, each.person.id))
    rows = []
    for on, group in groupby(found, key=lambda each: each.on):
        for number, each in enumerate(group):
            date = f"{on:%a} {on}" if number == 0 else ""
            rows.append([date, *_line(calendar, each)])
    head = ["date", "participant", "day", "what", "window", "remark"]
    kept = [n for n in range(len(head)) if any(row[n] for row in rows)]
    body = [[row[n] for n in kept] for row in rows]
    yield from (f"  {line}\n" for line in grid([head[n] for n in kept], body, width - 2))


def _line(calendar: Calendar, found: Appointment) -> list[str]:
    person, entries = found.person, found.entries
    cohort = f" (cohort {person.variant.cohort})" if person.variant.cohort is not None else ""
    windows = dict.fromkeys(filter(None, map(words.window, entries)))
    remarks = dict.fromkeys(filter(None, map(words.remark, entries)))
    return [
        visible(person.id + cohort), calendar.numbers.text(words.entry_offset(entries[0])),
        visible("; ".join(map(words.title, entries))), ", ".join(windows),
        visible("; ".join(remarks)),
    ]  # fmt: skip
