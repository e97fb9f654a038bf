"""The events of a REDCap project, for "Upload events (CSV)" on its page Define My Events.

It is about the design: an event for each planned study day of an arm, and an arm for each way in
which the participants of a calendar are dosed. `day_offset` is counted from day 1, `offset_min`
and `offset_max` are days before and after it. What the page takes: names of 30 characters, names
of arms of 50, offsets from -9999 to 9999.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from dosecalc import redcap_calls
from dosecalc.calendars import Calendar, Entry, Person
from dosecalc.diagnostics import Diagnostic, visible
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.csv import lines

COLUMNS = (
    "event_name", "arm_num", "day_offset", "offset_min", "offset_max", "unique_event_name",
    "custom_event_label",
)  # fmt: skip
_LONGEST, _FURTHEST = 50, 9999
# What stands between brackets would be a field of the project (piping).
_BRACKETS = str.maketrans("[]", "()")


class Event(NamedTuple):
    """A day of an arm: its offset, how many days before and after are allowed, what is due."""

    name: str
    offset: int
    before: int
    after: int
    label: str
    entries: tuple[Entry, ...]

    @property
    def uncertain(self) -> bool:
        """Whether anything on it may be later."""
        return any(map(_vague, self.entries))


class Arm(NamedTuple):
    """One way of dosing: the participants who have it, and their events by day."""

    number: int
    name: str
    people: tuple[Person, ...]
    events: tuple[Event, ...]


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """A line for each event.

    `unique_event_name` stays empty: REDCap makes it, and takes a name that it does not know for a
    slip. So an upload adds events; it changes none that is there.
    """
    rows = (
        (each.name, arm.number, each.offset, each.before, each.after, "", each.label)
        for arm in arms(calendar)
        for each in arm.events
        if abs(each.offset) <= _FURTHEST
    )
    yield from lines(COLUMNS, rows)


def said(calendar: Calendar, options: Options) -> Iterator[Diagnostic]:
    """What the events do not hold, or not as the schedule has it."""
    found = arms(calendar)
    events = [each for arm in found for each in arm.events]
    far = [each.name for each in events if abs(each.offset) > _FURTHEST]
    stretches = dict.fromkeys(
        words.what(entry)
        for arm in found
        for entry in calendar.of(arm.people[0])
        if entry.kind in ("watch", "span")
    )
    missing = dict.fromkeys(f"{what} (needs {why})" for _, what, why in calendar.unplaced())
    for names, reason in (
        (list(stretches), "longer than a day"),
        (list(missing), "without a date"),
        (far, "too far from day 1"),
    ):
        if names:
            yield redcap_calls.redcap_left_out(tuple(dict.fromkeys(names)), reason)
    for rule, names in (
        (redcap_calls.redcap_day_not_exact, [each.name for each in events if each.uncertain]),
        (redcap_calls.redcap_before_day_1,
         [each.name for each in events if -_FURTHEST <= each.offset < 0]),
        (redcap_calls.redcap_days_differ, [arm.name for arm in found if _differ(calendar, arm)]),
        (redcap_calls.redcap_name_cut,
         [_title(arm.people[0]) for arm in found if len(_title(arm.people[0])) > _LONGEST]),
    ):  # fmt: skip
        if names:
            yield rule(tuple(dict.fromkeys(names)))


# ------------------------------------------------------------------ arms and their days


def arms(calendar: Calendar) -> tuple[Arm, ...]:
    """The ways in which the participants are dosed, numbered in the order in which they come."""
    found: dict[tuple[object, ...], list[Person]] = {}
    for person in calendar.people:
        variant = person.variant
        found.setdefault((variant.arm.name, variant.name, variant.cohort), []).append(person)
    return tuple(
        Arm(
            number, _title(people[0])[:_LONGEST].rstrip() or f"Arm {number}", tuple(people),
            tuple(_events(calendar, people[0])),
        )
        for number, people in enumerate(found.values(), 1)
    )  # fmt: skip


def _title(person: Person) -> str:
    """An arm with its reading and cohort."""
    return visible(words.who(person._replace(id=""))).removeprefix("arm ")


def _differ(calendar: Calendar, arm: Arm) -> bool:
    """Whether the days of an arm are not the same for all; those of one plan are."""
    plans = {id(plan): person for person, plan, *_ in reversed(calendar.placed)}
    mine = {id(person) for person in arm.people}
    others = [person for person in plans.values() if id(person) in mine]
    first = [(each.offset, each.label) for each in arm.events]
    return any(
        [(each.offset, each.label) for each in _events(calendar, person)] != first
        for person in others
    )


def _events(calendar: Calendar, person: Person) -> Iterator[Event]:
    """The planned days of a participant, wherever they are booked."""
    due = [entry for entry in calendar.of(person) if entry.kind in ("dose", "assessment")]
    due.sort(key=words.entry_offset)
    for offset, group in groupby(due, key=words.entry_offset):
        entries = tuple(group)
        before, after = _allowed(entries)
        yield Event(
            _name(calendar, offset, entries), offset, before, after, _label(entries), entries
        )


def _allowed(entries: Sequence[Entry]) -> tuple[int, int]:
    """The days before and after that suit everything on a day; none where one has no window."""
    sides = [_sides(entry) for entry in entries]
    return min(before for before, _ in sides), min(after for _, after in sides)


def _sides(entry: Entry) -> tuple[int, int]:
    return _days(entry.earliest, entry.planned), _days(entry.planned, entry.latest)


def _days(first: date | None, last: date | None) -> int:
    return 0 if first is None or last is None else max((last - first).days, 0)


def _vague(entry: Entry) -> bool:
    return entry.planned_latest != entry.planned


def _name(calendar: Calendar, offset: int, entries: Sequence[Entry]) -> str:
    """The study day, and what is not sure of it, in at most 30 characters."""
    marks = [words.PROPOSED] if any(not entry.due.stated for entry in entries) else []
    if any(map(_vague, entries)):
        marks.append("uncertain")
    elif not any(entry.due.sure for entry in entries):
        marks.append("possible")
    return ", ".join((calendar.numbers.text(offset).capitalize(), *marks))


def _label(entries: Sequence[Entry]) -> str:
    """Everything that is due, each with its window where they differ."""
    several = len({_sides(entry) for entry in entries}) > 1
    return visible("; ".join(_item(entry, several) for entry in entries)).translate(_BRACKETS)


def _item(entry: Entry, several: bool) -> str:
    """What is due, as the design has it: a day that a site's rules move is not `proposed`."""
    proposed = f"{words.PROPOSED}: " if not entry.due.stated else ""
    possibly = "" if entry.due.sure else "possibly "
    before, after = _sides(entry)
    window = (f"window -{before} to +{after} days" if before or after else "no window") * several
    vague = ("date not exact" if _vague(entry) else "", words.details(entry), window)
    more = ", ".join(filter(None, vague))
    return proposed + possibly + words.what(entry) + (f" ({more})" if more else "")
