"""The lines of a calendar as plain values, a column for each thing there is to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dosecalc.amounts import number
from dosecalc.calendars import Calendar, Entry
from dosecalc.dues import Content
from dosecalc.formats.calendar import words

COLUMNS = (
    "participant", "trial", "arm", "cohort", "reading", "date", "status", "kind", "activity",
    "dose", "amount", "unit", "further_amounts", "agent", "route", "time", "duration_hours",
    "study_day", "week", "planned", "planned_latest", "earliest", "latest", "window", "until",
    "until_latest", "placement", "remark", "cause",
)  # fmt: skip


def rows(calendar: Calendar) -> Iterator[tuple[Any, ...]]:
    """One tuple a line: dates as dates, exact figures as texts, None where nothing is known."""
    name = None if calendar.trial.phrase else calendar.trial.name
    for entry in calendar.entries():
        yield row(entry, name)


def row(entry: Entry, trial: str | None) -> tuple[Any, ...]:
    """One line; `further_amounts` holds what a dose is stated in besides its first unit."""
    person, due = entry.person, entry.due
    variant = person.variant
    first = due.contents[0] if due.contents else None
    more = "; ".join(words.amount(each) for each in due.contents[1:])
    return (
        person.id or None, trial, variant.arm.name or None, variant.cohort, variant.name,
        entry.booked, entry.status, entry.kind, entry.activity, due.number or None,
        "placebo" if due.placebo else _figure(first) if first else None,
        first.unit if first else None, more or None, due.agent,
        due.route, words.clock(entry) or None, None if due.hours is None else number(due.hours),
        entry.study_day, entry.week, entry.planned, entry.planned_latest, entry.earliest,
        entry.latest, _window(entry), entry.last, entry.last_latest,
        "proposed" if entry.proposed else "stated", words.remark(entry) or None, due.cause or None,
    )  # fmt: skip


def _figure(content: Content) -> str:
    """An amount as the language writes it: exact, a range, or `unknown`."""
    if content.low is None:
        return "unknown"
    if content.high is None:
        return f"at least {number(content.low)}"
    about = "about " if content.about else ""
    if content.low == content.high:
        return about + number(content.low)
    return f"{about}{number(content.low)} to {number(content.high)}"


def _window(entry: Entry) -> str | None:
    """Where the window comes from."""
    if entry.earliest is None:
        return None
    return words.window_source(entry) or "stated"
