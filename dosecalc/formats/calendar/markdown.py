"""A calendar as Markdown: an agenda for each participant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from dosecalc.calendars import Calendar, Entry
from dosecalc.diagnostics import visible
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.markdown import escaped

_HEAD = ("date", "day", "what", "how", "window", "remark")


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """A heading and a table for each participant, then notes and the stamp."""
    for person, found in groupby(calendar.entries(), key=lambda entry: entry.person):
        name = ", ".join(filter(None, (calendar.trial.name, words.who(person))))
        yield f"### {_cell(name)}\n\n| {' | '.join(_HEAD)} |\n|{'---|' * len(_HEAD)}\n"
        for entry in found:
            yield "| " + " | ".join(map(_cell, _row(calendar, entry))) + " |\n"
        yield "\n"
    for _, what, reason in dict.fromkeys(calendar.unplaced()):
        yield f"- no date: {_cell(what)}, needs {_cell(reason)}\n"
    yield from (f"- {_cell(name)}: {_cell(note)}\n" for name, note in calendar.remarks())
    yield "\n" + "  \n".join(map(escaped, calendar.stamp.lines())) + "\n"


def _row(calendar: Calendar, entry: Entry) -> tuple[str, ...]:
    return (
        f"{entry.on:%a} {words.dates(entry)}", words.week(calendar, entry), words.title(entry),
        words.details(entry), words.window(entry), words.remark(entry),
    )  # fmt: skip


def _cell(text: str) -> str:
    return escaped(visible(text))
