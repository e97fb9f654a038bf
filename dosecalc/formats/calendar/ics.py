"""A calendar for calendar programs (RFC 5545): an event for each appointment, time and stretch.

What takes place on a day together is one event of the whole day; a dose with a time of the clock
has an event of its own, and so has what found no open day. Watches and spans last from their
first to their last day and leave the days free.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby

from dosecalc import clock
from dosecalc.calendars import Calendar, Entry, Person
from dosecalc.diagnostics import visible
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.content_lines import escaped, line
from dosecalc.formats.calendar.events import Event, Start, Writer, day_after, identity
from dosecalc.formats.calendar.form import Options

FLOATING = "no time zone is stated: times are those of the clock where the participant is"
NOT_EXACT, NO_DAY = "date not exact", "NO OPEN DAY"
_LACKING = ("missed", "unrecorded")
_SURE = frozenset({"planned", "done", "early", "late", "outside window", "extra"})
_SHOWN = 4
_COME = ("dose", "assessment")
_PIECE = 1 << 16


def write(calendar: Calendar, options: Options) -> Iterator[bytes]:
    """The events participant by participant, each by date, in pieces of some length."""
    from dosecalc.formats.calendar.zones import vtimezone

    yield _head(calendar)
    for zone, (first, last) in _zones(calendar).items():
        yield vtimezone(zone, first, last)
    writer = Writer(calendar.stamp, options.reminders)
    piece = bytearray()
    for event in events(calendar, options):
        piece += writer.written(event)
        if len(piece) > _PIECE:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece) + b"END:VCALENDAR\r\n"


def events(calendar: Calendar, options: Options) -> Iterator[Event]:
    """The events, made as they are read."""
    alike: Counter[str] = Counter()
    said = _Said(calendar)
    for _, group in groupby(calendar.entries(), key=lambda entry: id(entry.person)):
        found = list(group)
        key = _key(calendar, found[0].person)
        alike[key] += 1
        whose = identity(key, alike[key])
        yield from _Events(said, found[0].person, whose, options.windows).events(found)


def _key(calendar: Calendar, person: Person) -> str:
    """Who a participant is in a trial; without an id, the day on which they start tells."""
    variant = person.variant
    named = person.id or person.start.isoformat()
    return repr((calendar.trial.name, bool(person.id), named, variant.arm.name, variant.cohort))


# ------------------------------------------------------------------ the calendar itself


def _head(calendar: Calendar) -> bytes:
    """What the calendar is; of a person no more than the id."""
    stamp, trial = calendar.stamp, calendar.trial
    ids = {person.id for person in calendar.people}
    only = f"participant {next(iter(ids))}" if len(ids) == 1 and ids != {""} else ""
    name = escaped(visible(", ".join(filter(None, (trial.name, trial.label, only)))))
    about = escaped("\n".join((*map(visible, _notes(calendar)), *stamp.lines())))
    return b"".join((
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
        line("PRODID", f"-//dosecalc//dosecalc {escaped(visible(stamp.version))}//EN"),
        b"CALSCALE:GREGORIAN\r\n",
        line("NAME", name), line("DESCRIPTION", about),
        # The names that programs used before RFC 7986 gave them others.
        line("X-WR-CALNAME", name), line("X-WR-CALDESC", about),
    ))  # fmt: skip


def _notes(calendar: Calendar) -> Iterator[str]:
    """What `proposed` means, what has no date, and what the days rest on."""
    yield words.LEGEND
    yield from dict.fromkeys(
        f"no date for {what}: needs {reason}" for _, what, reason in calendar.unplaced()
    )
    yield from (f"{name}: {note}" for name, note in calendar.remarks())
    timed: dict[int, bool] = {}
    for person, plan, *_ in calendar.placed:
        if id(plan) not in timed:
            at = calendar.rules.at is not None
            timed[id(plan)] = any(due.second >= 0 and (due.time or at) for due in plan.dues)
        if timed[id(plan)] and not calendar.rules.opening_of(person).zone:
            yield FLOATING
            return


def _zones(calendar: Calendar) -> dict[str, tuple[date, date]]:
    """The time zones of the participants' sites, with the first and last date in each."""
    found: dict[str, tuple[date, date]] = {}
    reach: dict[int, tuple[int, int]] = {}
    for person, plan, *_ in calendar.placed:
        zone = calendar.rules.opening_of(person).zone
        if zone in ("", "UTC") or not plan.dues:
            continue
        if id(plan) not in reach:
            days = [day for due in plan.dues for day in (due.day, due.last)]
            reach[id(plan)] = min(days), max(days)
        first, last = (person.start + timedelta(days=days) for days in reach[id(plan)])
        known = found.get(zone, (first, last))
        found[zone] = min(first, known[0]), max(last, known[1])
    return found


# ------------------------------------------------------------------ the events of a participant


class _Said:
    """How entries are said; what many participants share is said once."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.foot = "\n".join(calendar.stamp.lines())
        self._titles: dict[tuple[int, bool], str] = {}
        self._items: dict[tuple[int, bool, str], tuple[str, str]] = {}

    def title(self, entry: Entry) -> str:
        """What an entry is, with `proposed` where the protocol does not give its day."""
        key = id(entry.due), entry.proposed
        found = self._titles.get(key)
        if found is None:
            found = self._titles[key] = visible(words.title(entry))
        return found

    def item(self, entry: Entry) -> str:
        """All there is to know of an entry, on a line."""
        key = id(entry.due), entry.proposed, words.clock(entry)
        found = self._items.get(key)
        if found is None:
            details = words.details(entry)
            what = self.title(entry) + (f" ({visible(details)})" if details else "")
            said = f"said: {visible(entry.due.cause)}" if entry.due.cause else ""
            found = self._items[key] = what, said
        return "; ".join(filter(None, (found[0], *_when(entry), found[1])))


def _when(entry: Entry) -> Iterator[str]:
    """The days on which an entry is or may be, and why it is not on the planned one."""
    if _vague(entry):
        yield words.dates(entry)
    if entry.earliest is not None:
        source = words.window_source(entry)
        yield f"window {words.window(entry)}" + (f" ({source})" if source else "")
    remark = words.remark(entry)
    if remark:
        yield visible(remark)


def _vague(entry: Entry) -> bool:
    """Whether a date may be later than shown."""
    return entry.planned_latest != entry.planned or entry.last_latest != entry.last


class _Events:
    """Makes the events of one participant."""

    def __init__(self, said: _Said, person: Person, whose: str, windows: bool) -> None:
        self.said = said
        self.whose = whose
        self.windows = windows
        self.who = visible(words.who(person))
        self.mark = f"{visible(person.id)}: " if person.id else ""
        self.alike: Counter[tuple[object, ...]] = Counter()

    def events(self, entries: Sequence[Entry]) -> Iterator[Event]:
        """The events by date: stretches, then what is done."""
        for _, group in groupby(entries, key=lambda entry: entry.on):
            found = list(group)
            come = [entry for entry in found if entry.kind in _COME]
            yield from (self._stretch(entry) for entry in found if entry.kind not in _COME)
            for part in _parts(come):
                yield from self._appointment(part)

    def _appointment(self, entries: Sequence[Entry]) -> Iterator[Event]:
        """What takes place together, and on request the windows in which it may."""
        first = entries[0]
        lost = first.status == "no open day"
        at = None if lost else first.at
        start: Start = at or first.on
        stop = _end(at, first.due.hours) if at is not None else day_after(first.on)
        lacks = f"{first.status.upper()}: " if first.status in _LACKING else ""
        vague = f"{NOT_EXACT}: " * any(map(_vague, entries))
        marks = (f"{NO_DAY}: " * lost, lacks, self.mark, vague)
        tentative = any(entry.proposed or entry.status not in _SURE for entry in entries)
        uid = self._uid(*_planned(first))
        yield Event(
            uid, "".join(marks) + self._summary(entries), self._about(entries), start, stop,
            tentative,
        )  # fmt: skip
        if self.windows:
            yield from self._windows(uid, entries)

    def _windows(self, uid: str, entries: Sequence[Entry]) -> Iterator[Event]:
        """Windows of more than one day, each with what may be done in it."""
        found: dict[tuple[date, date], list[Entry]] = {}
        for entry in entries:
            if entry.earliest is not None and entry.latest is not None:
                found.setdefault((entry.earliest, entry.latest), []).append(entry)
        for number, ((first, last), members) in enumerate(sorted(found.items()), 1):
            if first < last:
                summary = f"{self.mark}window: {self._summary(members)}"
                tentative = any(entry.proposed or not entry.due.sure for entry in members)
                yield Event(
                    f"{number}-{uid}", summary, self._about(members), first, day_after(last),
                    tentative, True, False,
                )  # fmt: skip

    def _stretch(self, entry: Entry) -> Event:
        """A watch or a span, from the earliest first day to the latest last one that is known."""
        vague = f"{NOT_EXACT}: " if _vague(entry) else ""
        last = entry.last_latest or entry.last or entry.on
        return Event(
            self._uid(entry.kind, entry.activity), self.mark + vague + self.said.title(entry),
            self._about([entry]), entry.on, day_after(last), bool(vague) or entry.proposed, True,
            False,
        )  # fmt: skip

    def _uid(self, *key: object) -> str:
        """A name by what is planned, not by where it is booked; of what is alike, also a number."""
        self.alike[key] += 1
        return identity(self.whose, *key, self.alike[key]) + "@dosecalc"

    def _summary(self, entries: Sequence[Entry]) -> str:
        """The titles, doses first; of many the first ones, and never without `proposed`."""
        ordered = sorted(entries, key=lambda entry: entry.kind != "dose")
        most = _SHOWN if len(ordered) <= _SHOWN else _SHOWN - 1
        shown, hidden = ordered[:most], ordered[most:]
        text = "; ".join(map(self.said.title, shown))
        if not hidden:
            return text
        mark = f"{words.PROPOSED}: "
        missed = any(entry.proposed for entry in hidden) and not any(e.proposed for e in shown)
        return f"{mark * missed}{text}; and {len(hidden)} more"

    def _about(self, entries: Sequence[Entry]) -> str:
        """Whose it is, which study day, every item, and what a printout has to carry."""
        weeks = dict.fromkeys(words.week(self.said.calendar, entry) for entry in entries)
        head = "; ".join(filter(None, (self.who, *weeks)))
        items = "\n".join("- " + self.said.item(entry) for entry in entries)
        legend = f"\n{words.LEGEND}" if any(entry.proposed for entry in entries) else ""
        return f"{head}\n{items}{legend}\n{self.said.foot}"


def _parts(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """What is one event: all without a time, each dose with one, what has no open day, and of
    what is past what was missed and what nobody has recorded.

    They are named in this order, so that a dose that gets a time later leaves nothing behind.
    """
    apart = ("no open day", *_LACKING)
    lost = [[entry for entry in entries if entry.status == status] for status in apart]
    come = [entry for entry in entries if entry.status not in apart]
    whole = [entry for entry in come if entry.at is None]
    timed = [[entry] for entry in come if entry.at is not None]
    yield from (part for part in (whole, *timed, *lost) if part)


def _planned(entry: Entry) -> tuple[object, ...]:
    """The planned day of an appointment; of what is counted from another visit, what it is."""
    due = entry.due
    return (due.day,) if due.chain is None else (due.activity, due.number)


def _end(at: datetime, hours: Fraction | None) -> datetime | None:
    """The end of a dose whose length is stated.

    One without has no end: RFC 5545 (3.6.1) has it end when it starts, and programs show it as a
    short mark at its time. A length that nobody states would be read as that of the infusion.
    """
    if not hours:
        return None
    try:
        return clock.later(at, round(hours * 3600)).at
    except OverflowError:
        return None
