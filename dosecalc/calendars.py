"""Participants on real dates: what is due when, and every reason for a day that is another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc import clock
from dosecalc.booking import Booked
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.dues import Content, Due, Kind, Planned
from dosecalc.following import Mark, Record
from dosecalc.model import Trial
from dosecalc.openings import Opening
from dosecalc.patterns import DAY
from dosecalc.stamps import Stamp
from dosecalc.variants import Variant

if TYPE_CHECKING:
    from dosecalc.actuals import Actual
    from dosecalc.gates import Enrolment

Status = Literal["planned", "moved", "possible", "uncertain", "no open day"] | Mark
Prefer = Literal["earlier", "later"]
_NEEDS_TIME = "its date hangs on the time of the first dose"


class Person(NamedTuple):
    """A participant: an id, how they are dosed, and the date of day 1; `anchors` are their spans'
    first and last dates, where they are known.
    """

    id: str
    variant: Variant
    start: date
    anchors: tuple[tuple[str, date, date | None], ...] = ()
    site: str = ""


class Rules(NamedTuple):
    """How days are chosen: when the site is open, which of two days as near is preferred.

    `window` is the days before and after for what has no window of its own; `until` the last date
    of what nothing ends; `at` the time of the first dose.
    """

    opening: Opening = Opening()
    prefer: Prefer = "earlier"
    window: tuple[int, int] | None = None
    until: date | None = None
    at: time | None = None
    sites: Mapping[str, Opening] = {}

    def opening_of(self, person: Person) -> Opening:
        """The rules of the site that sees a participant."""
        return self.sites.get(person.site, self.opening)


class Entry(NamedTuple):
    """One line of a calendar.

    `planned` is the date that the schedule gives, `planned_latest` the latest that it may be where
    it hangs on something unknown (None where nothing bounds it, the same date where it is exact).
    `earliest` and `latest` are the window, both included. `booked` is where it takes place: the
    planned date, the one that it moved to, or None where no day of its window is open. `last` is
    the last date of a watch or a span, `last_latest` as above. `why` says why it was moved, or
    cannot be; `proposed` is true where the protocol does not give the day. `actual` is the row of a
    log that speaks of it; what the log says is done is `booked` on its actual date.
    """

    person: Person
    kind: Kind
    activity: str
    study_day: int
    week: int
    planned: date
    planned_latest: date | None
    earliest: date | None
    latest: date | None
    booked: date | None
    last: date | None
    last_latest: date | None
    at: datetime | None
    status: Status
    proposed: bool
    why: str
    due: Due
    actual: Actual | None = None

    @property
    def on(self) -> date:
        """The date under which a calendar shows it: where it takes place, else as planned."""
        return self.booked or self.planned

    @property
    def contents(self) -> tuple[Content, ...]:
        """What a dose holds."""
        return self.due.contents


class Appointment(NamedTuple):
    """Everything that one participant comes for on one date."""

    person: Person
    on: date
    entries: tuple[Entry, ...]


class Placed(NamedTuple):
    """A participant with what is due and where each of it is booked."""

    person: Person
    plan: Planned
    booked: tuple[Booked, ...]
    records: tuple[Record | None, ...]


def nothing() -> None:
    """What is called where nobody waits."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Calendar:
    """The days of some participants of one trial, in the order in which they are given.

    Entries are made when they are read, so that ten thousand participants take little room.
    `enrolment` tells of a whole trial when its cohorts start, and whether its dates can be kept;
    `tick` is called for each participant whose entries are read.
    """

    trial: Trial
    rules: Rules
    placed: tuple[Placed, ...] = ()
    stamp: Stamp
    enrolment: Enrolment | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    tick: Callable[[], None] = nothing

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the planning; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def people(self) -> tuple[Person, ...]:
        """The participants."""
        return tuple(each.person for each in self.placed)

    def entries(self) -> Iterator[Entry]:
        """Every line, participant by participant, each by date."""
        for each in self.placed:
            yield from self._of(each)

    def by_person(self) -> Iterator[tuple[Person, tuple[Entry, ...]]]:
        """Each participant with their lines, by date; with none, where nothing has a date."""
        for each in self.placed:
            yield each.person, tuple(self._of(each))

    def of(self, person: Person) -> tuple[Entry, ...]:
        """The lines of one participant, by date."""
        return tuple(e for each in self.placed if each.person is person for e in self._of(each))

    def appointments(self) -> Iterator[Appointment]:
        """What takes place on one date together, participant by participant; no watch or span."""
        for each in self.placed:
            days: dict[date, list[Entry]] = {}
            for entry in self._of(each):
                if entry.kind in ("dose", "assessment"):
                    days.setdefault(entry.on, []).append(entry)
            for day, found in sorted(days.items()):
                yield Appointment(each.person, day, tuple(found))

    def unplaced(self) -> Iterator[tuple[Person, str, str]]:
        """What has no date: whose, what, and what would have to be known."""
        for each in self.placed:
            for missing in each.plan.unplaced:
                yield each.person, missing.what, missing.needs

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """What the days rest on: assumptions and notes of the schedule, each once."""
        found: dict[tuple[str, str], None] = {}
        for plan in {id(each.plan): each.plan for each in self.placed}.values():
            found.update(dict.fromkeys(plan.notes))
        return tuple(found)

    def _of(self, placed: Placed) -> list[Entry]:
        self.tick()
        maker = _Entries(self, placed.person)
        found = [
            maker.entry(*each)
            for each in zip(placed.plan.dues, placed.booked, placed.records, strict=True)
        ]
        found.sort(key=lambda entry: (entry.on, _RANK[entry.kind], _clocked(entry)))
        return found

    @cached_property
    def numbers(self) -> DayCount:
        """How the trial counts its days."""
        return DayCount(self.trial.days_from_zero)


_RANK: Mapping[str, int] = {"span": 0, "watch": 1, "assessment": 2, "dose": 3}


def _clocked(entry: Entry) -> tuple[datetime, int]:
    """The time of what is due on a day, elapsed times in the order in which they come."""
    at = entry.at
    if at is None:
        midnight = datetime.combine(entry.on, time())
        return midnight + timedelta(seconds=max(entry.due.second, 0) % DAY), entry.due.number
    return (at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at), entry.due.number


# ------------------------------------------------------------------ due days as lines


class _Entries:
    """Makes the lines of one participant."""

    def __init__(self, calendar: Calendar, person: Person) -> None:
        self.calendar = calendar
        self.person = person
        self.opening = calendar.rules.opening_of(person)
        self.first: dict[int, int] = {}
        self.zone = _zone(self.opening.zone)

    def entry(self, due: Due, there: Booked, record: Record | None) -> Entry:
        start, rules = self.person.start, self.calendar.rules
        here = due.day if there.day is None else there.day
        moment, said = self._moment(due, here)
        planned_day = _later(start, due.day)
        if moment is not None and _elapses(due):
            planned_day = moment.at.date()
        day = None if there.day is None else planned_day + timedelta(days=here - due.day)
        window = due.window or (
            window_of(due, rules.window) if rules.window and movable(due) else None
        )
        numbered = (planned_day - start).days
        stretch = due.kind in ("watch", "span")
        return Entry(
            self.person, due.kind, due.activity, self.calendar.numbers.number(numbered),
            numbered // 7, planned_day, _latest(planned_day, due.later),
            _later(start, window[0]) if window else None,
            _later(start, window[1]) if window else None,
            day, _later(start, due.last) if stretch else None,
            _latest(_later(start, due.last), due.last_later) if stretch else None,
            moment.at if moment else None, record.mark if record else _status(due, there),
            record is None and (not due.stated or here != due.day or said == _NEEDS_TIME),
            "; ".join(filter(None, (self._reason(due, there, record, window), said))), due,
            record.actual if record else None,
        )  # fmt: skip

    def _reason(
        self, due: Due, there: Booked, record: Record | None, window: tuple[int, int] | None
    ) -> str:
        """Why it is not where it was planned; of what is past, what the log says."""
        if record is None:
            made_up = due.cause if due.window_from == "make-up" else ""
            return "; ".join(filter(None, (made_up, there.why and _why(due, there, window))))
        said = record.actual.reason if record.actual else ""
        if record.day is None or record.day == due.day:
            return said
        off = record.day - due.day
        days = f"{abs(off)} day{'s' * (abs(off) != 1)} {'after' if off > 0 else 'before'} its day"
        return "; ".join(filter(None, (days, said)))

    def _moment(self, due: Due, day: int) -> tuple[clock.Moment | None, str]:
        """The time of a dose on its day, and what there is to say of it."""
        if due.kind != "dose" or due.second < 0:
            return None, ""
        if due.time:
            found = clock.wall(_later(self.person.start, day), _clock(due.second), self.zone)
            return found, found.note
        elapsed = due.day * DAY + due.second
        since = elapsed - self.first.setdefault(due.course, elapsed)
        at = self.calendar.rules.at
        if at is None:
            return None, _NEEDS_TIME if since % DAY else ""
        first = clock.wall(_later(self.person.start, (elapsed - since) // DAY), at, self.zone)
        found = clock.later(first.at, since)
        return found, first.note


def comes(due: Due) -> bool:
    """Whether a participant comes for it: a dose or an assessment."""
    return due.kind in ("dose", "assessment")


def movable(due: Due) -> bool:
    """Whether a due day is one that is booked: known, and not a stretch of days."""
    return comes(due) and due.later == 0


def window_of(due: Due, given: tuple[int, int] | None) -> tuple[int, int]:
    """The first and last day on which something may be; the planned day alone without a window."""
    if due.window is not None:
        return due.window
    if given is not None:
        return due.day - given[0], due.day + given[1]
    return due.day, due.day


def _elapses(due: Due) -> bool:
    return due.second >= 0 and not due.time


def _clock(second: int) -> time:
    return time(second // 3600, second // 60 % 60, second % 60)


def _zone(name: str) -> tzinfo | None:
    if not name:
        return None
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def _later(start: date, days: int) -> date:
    return start + timedelta(days=days)


def _latest(day: date, later: int | None) -> date | None:
    return None if later is None else day + timedelta(days=later)


def _status(due: Due, there: Booked) -> Status:
    if there.day is None:
        return "no open day"
    if due.later != 0:
        return "uncertain"
    if there.day != due.day:
        return "moved"
    return "planned" if due.sure else "possible"


def _why(due: Due, there: Booked, window: tuple[int, int] | None) -> str:
    """Why something moved, or why it has no day."""
    if there.day is not None:
        return there.why
    if window is None:
        return f"{there.why}, and no window is stated"
    return f"{there.why}, and no day of its window fits"
