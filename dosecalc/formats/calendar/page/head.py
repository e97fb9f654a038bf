"""What stands above a participant's months: who, day 1, spans with their dates, the site's rules.

A page of several has an index, in which each of them is a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dosecalc.calendars import Calendar, Entry, Person
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.page import site


class Line(NamedTuple):
    """A line of the index: where the participant stands on the page, and the cells."""

    place: str
    cells: tuple[str, ...]


class Index(NamedTuple):
    """The participants of a page; columns in which nothing stands are left out."""

    head: tuple[str, ...]
    lines: tuple[Line, ...]


def trial(calendar: Calendar) -> str:
    """The trial with its label."""
    own = calendar.trial
    return " · ".join(filter(None, (own.name, own.label)))


def name(person: Person, number: int) -> str:
    """What a participant is called on paper: the id, or a number where none was given."""
    return f"Participant {person.id}" if person.id else f"Participant {number} of the list"


def running(calendar: Calendar, person: Person) -> str:
    """What stands at the head of each printed sheet of a participant."""
    day = f"day 1 is {person.start}"
    return ", ".join(filter(None, (calendar.trial.name, words.who(person), day)))


def facts(
    calendar: Calendar, person: Person, entries: Sequence[Entry]
) -> Iterator[tuple[str, str]]:
    """A word and a text for each thing to know of a participant."""
    variant = person.variant
    several = len(calendar.placed) > 1
    said = (
        ("trial", trial(calendar) if several else ""),
        ("participant", person.id),
        ("arm", ", ".join(filter(None, (variant.arm.name, variant.arm.label)))),
        ("reading", variant.name or ""),
        ("cohort", "" if variant.cohort is None else str(variant.cohort)),
        ("day 1", f"{person.start:%A} {person.start}"),
        *_spans(person, entries),
        ("site", site.rules(calendar.rules.opening_of(person))),
    )
    yield from ((word, text) for word, text in said if text)


def _spans(person: Person, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """The spans with their dates: those that were given, else those that the schedule comes to."""
    shown = {each.activity: words.dates(each) for each in entries if each.kind == "span"}
    for span, first, last in person.anchors:
        given = f"{first} to {last}" if last is not None else f"from {first}"
        yield span, shown.pop(span, given)
    yield from shown.items()


def index(people: Sequence[Person]) -> Index:
    """The participants, a line each."""
    head = ("participant", "arm", "reading", "cohort", "site", "day 1")
    rows = [_cells(person, number) for number, person in enumerate(people, 1)]
    kept = [n for n in range(len(head)) if any(row[n] for row in rows)]
    return Index(
        tuple(head[n] for n in kept),
        tuple(Line(f"p{at}", tuple(row[n] for n in kept)) for at, row in enumerate(rows, 1)),
    )


def _cells(person: Person, number: int) -> tuple[str, ...]:
    variant = person.variant
    return (
        person.id or name(person, number), variant.arm.name, variant.name or "",
        "" if variant.cohort is None else str(variant.cohort), person.site,
        f"{person.start:%a} {person.start}",
    )  # fmt: skip
