"""Events of calendar programs: what a participant comes for, as values and as lines of RFC 5545.

An event is known again by its `uid`, so that a program that reads a second file moves what it has
instead of keeping both.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from dosecalc.formats.calendar import content_lines as lines
from dosecalc.stamps import Stamp

Start = date | datetime
_DAY = timedelta(days=1)
# The sequence of an event is a count of minutes since then, which has room for 4000 years.
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class Event(NamedTuple):
    """One event. `start` and `stop` are dates or times; `stop` is the day after the last one.

    A time without `stop` has no stated length. `tentative` is what may be on another day, or not
    at all; `free` is what leaves the day open for something else. Only what is `due` is reminded
    of.
    """

    uid: str
    summary: str
    about: str
    start: Start
    stop: Start | None
    tentative: bool = False
    free: bool = False
    due: bool = True


def day_after(day: date) -> date | None:
    """The end of an event that lasts to a day: the next one; None after the last of all days."""
    return None if day == date.max else day + _DAY


def identity(*parts: object) -> str:
    """A name that the same parts have always, and others never."""
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


class Writer:
    """Writes events as bytes, each with the time at which a calendar is made."""

    def __init__(self, stamp: Stamp, reminders: tuple[timedelta, ...]) -> None:
        made = lines.instant(stamp.moment)
        count = max((stamp.moment - _EPOCH) // timedelta(minutes=1), 0)
        self._made = lines.line("DTSTAMP", made)
        self._count = lines.line("SEQUENCE", str(count))
        self._changed = lines.line("LAST-MODIFIED", made)
        self._reminders = [lines.line("TRIGGER", lines.before(each)) for each in reminders]

    def written(self, event: Event) -> bytes:
        """An event with its reminders, properties in the order that icalendar gives them."""
        summary = lines.escaped(event.summary)
        start, stop = _moments(event.start, event.stop)
        pieces = [
            b"BEGIN:VEVENT\r\n", lines.line("SUMMARY", summary), _when("DTSTART", start),
            b"" if stop is None else _when("DTEND", stop), self._made,
            lines.line("UID", event.uid), self._count,
            lines.line("DESCRIPTION", lines.escaped(event.about)), self._changed,
            b"STATUS:TENTATIVE\r\n" if event.tentative else b"STATUS:CONFIRMED\r\n",
            b"TRANSP:TRANSPARENT\r\n" if event.free else b"TRANSP:OPAQUE\r\n",
        ]  # fmt: skip
        if event.due:
            for trigger in self._reminders:
                pieces += (
                    b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n", lines.line("DESCRIPTION", summary),
                    trigger, b"END:VALARM\r\n",
                )  # fmt: skip
        pieces.append(b"END:VEVENT\r\n")
        return b"".join(pieces)


def _moments(start: Start, stop: Start | None) -> tuple[Start, Start | None]:
    """Both ends; in UTC where one is the second of two times that the clock shows alike.

    A time with the name of its zone means the first of the two (RFC 5545, 3.3.5).
    """
    if any(isinstance(each, datetime) and _second(each) for each in (start, stop)):
        return _utc(start), None if stop is None else _utc(stop)
    return start, stop


def _second(at: datetime) -> bool:
    return bool(at.fold) and at.utcoffset() != at.replace(fold=0).utcoffset()


def _utc(at: Start) -> Start:
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else at


def _when(name: str, at: Start) -> bytes:
    """A date, a time of a zone, a moment in UTC, or a time of any clock where no zone is known."""
    if not isinstance(at, datetime):
        return f"{name};VALUE=DATE:{lines.day(at)}\r\n".encode()
    if at.tzinfo is None:
        return lines.line(name, lines.clock(at))
    zone = str(at.tzinfo)
    if zone == "UTC":
        return lines.line(name, lines.instant(at))
    return lines.line(f"{name};TZID={zone}", lines.clock(at))
