"""Participants on real dates: what is due when, moved to open days, with every reason.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.variants import variants
>>> trial = read_phrase("10 mg every 7 days for 3 doses within 1 day").trial
>>> rules = Rules(opening=Opening(closed=(5, 6)))
>>> who = Person("001", next(variants(trial.arms[0])), date(2026, 2, 28))
>>> for entry in calendar(trial, [who], rules).entries():
...     print(entry.study_day, entry.planned, entry.booked, entry.why)
1 2026-02-28 2026-02-27 a Saturday
8 2026-03-07 2026-03-06 a Saturday
15 2026-03-14 2026-03-13 a Saturday
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc import clock
from dosecalc.booking import Booked, Unit, booked
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.dues import Content, Due, Kind, Planned, planned
from dosecalc.following import Follow, Mark, Record, followed
from dosecalc.model import Trial
from dosecalc.openings import Opening
from dosecalc.patterns import DAY
from dosecalc.plan import Anchor
from dosecalc.stamps import Stamp, stamp
from dosecalc.variants import Question, Variant

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


class _Placed(NamedTuple):
    """A participant with what is due and where each of it is booked."""

    person: Person
    plan: Planned
    booked: tuple[Booked, ...]
    records: tuple[Record | None, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Calendar:
    """The days of some participants of one trial, in the order in which they are given.

    Entries are made when they are read, so that ten thousand participants take little room.
    `enrolment` tells of a whole trial when its cohorts start, and whether its dates can be kept.
    """

    trial: Trial
    rules: Rules
    placed: tuple[_Placed, ...] = ()
    stamp: Stamp
    enrolment: Enrolment | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

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

    def _of(self, placed: _Placed) -> list[Entry]:
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


_ALWAYS_OPEN, _ANY = Rules(), Question()
_RANK: Mapping[str, int] = {"span": 0, "watch": 1, "assessment": 2, "dose": 3}


def _clocked(entry: Entry) -> tuple[datetime, int]:
    """The time of what is due on a day, elapsed times in the order in which they come."""
    at = entry.at
    if at is None:
        midnight = datetime.combine(entry.on, time())
        return midnight + timedelta(seconds=max(entry.due.second, 0) % DAY), entry.due.number
    return (at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at), entry.due.number


# ------------------------------------------------------------------ planning and booking


def calendar(
    trial: Trial,
    people: Sequence[Person],
    rules: Rules = _ALWAYS_OPEN,
    question: Question = _ANY,
    made: Stamp | None = None,
    follow: Follow | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Calendar:
    """The calendar of some participants; `tick` is called after each of them.

    `made` says by which version and when it is made, now unless it is given. With `follow`, a log,
    what is past is marked and what is still to come is planned anew.

    Who comes first in the list gets the slots of a day first. Raises ValueError for more doses
    than can be listed, and for dates past the year 9999.
    """
    planner = Planner(trial, rules, question, follow)
    placed = []
    for person in people:
        placed.append(planner.placed(person))
        tick()
    return Calendar(trial=trial, rules=rules, placed=tuple(placed), stamp=made or stamp(trial, ""))


@dataclass(slots=True)
class Planner:
    """Plans participants one after another, each kind of plan once."""

    trial: Trial
    rules: Rules
    question: Question
    follow: Follow | None = None
    plans: dict[tuple[object, ...], Planned] = field(default_factory=dict)
    taken: dict[tuple[str, date], int] = field(default_factory=dict)

    def placed(self, person: Person) -> _Placed:
        """Where everything is booked for a participant, behind all who were placed before."""
        try:
            plan = self.plan(person)
        except OverflowError:
            raise _beyond(person) from None
        records: tuple[Record | None, ...] = (None,) * len(plan.dues)
        if self.follow is not None:
            numbers = DayCount(self.trial.days_from_zero)
            plan, records = followed(plan, person.id, person.start, self.follow, numbers)
        self._check(person, plan)
        return _Placed(person, plan, self._booked(person, plan, records), records)

    def _check(self, person: Person, plan: Planned) -> None:
        """Raise ValueError where a day, or an end of a window, lies on no calendar."""
        first = person.start.toordinal()
        before, after = self.rules.window or (0, 0)
        for due in plan.dues:
            low, high = due.window or (due.day - before, due.day + after)
            last = max(high, due.last, due.day) + max(due.later or 0, due.last_later or 0)
            # A day to spare on either side, for the clocks of other time zones.
            if first + min(low, due.day) < 2 or first + last >= date.max.toordinal():
                raise _beyond(person)

    def plan(self, person: Person) -> Planned:
        """The plan of a participant; those that hang on no date are shared."""
        until = self.rules.until
        last = None if until is None else (until - person.start).days
        anchors = tuple(
            Anchor(
                name,
                (first - person.start).days,
                None if end is None else (end - person.start).days,
            )
            for name, first, end in person.anchors
        )
        variant = person.variant
        key = (variant.arm.name, variant.name, variant.cohort, last, anchors, self._dated(person))
        if key not in self.plans:
            question = self.question._replace(start=person.start, anchors=anchors)
            self.plans[key] = planned(self.trial, variant, question, last)
        return self.plans[key]

    def _dated(self, person: Person) -> object:
        """What a plan takes from the date of day 1: nothing, its weekday, or all of it."""
        if not _hangs_on_months(self.trial):
            return person.start.weekday()
        return person.start

    def _booked(
        self, person: Person, plan: Planned, records: Sequence[Record | None]
    ) -> tuple[Booked, ...]:
        opening = self.rules.opening_of(person)
        found = [
            Booked(due.day if record is None else record.day)
            for due, record in zip(plan.dues, records, strict=True)
        ]
        if opening.limits or any(due.apart for due in plan.dues):
            for members, there in self._units(person, plan, records, opening):
                for number in members:
                    found[number] = there
        if opening.slots is not None:
            days = {
                person.start + timedelta(days=there.day)
                for due, there in zip(plan.dues, found, strict=True)
                if there.day is not None and _comes(due)
            }
            for day in days:
                self.taken[opening.name, day] = self.taken.get((opening.name, day), 0) + 1
        return tuple(found)

    def _units(
        self, person: Person, plan: Planned, records: Sequence[Record | None], opening: Opening
    ) -> Iterator[tuple[tuple[int, ...], Booked]]:
        """What moves together, and where to; what cannot stay together moves apart."""

        def closed(day: int) -> str:
            when = person.start + timedelta(days=day)
            reason = opening.closed_on(when)
            full = opening.slots is not None and (
                self.taken.get((opening.name, when), 0) >= opening.slots
            )
            return reason or (f"all {opening.slots} slots are taken" if full else "")

        done = _done(plan.dues, records)
        together = _together(plan.dues, records, self.rules.window)
        together = sorted((*done, *together), key=lambda found: found[1].day)
        chosen = booked([unit for _, unit in together], closed, self.rules.prefer)
        if any(each.day is None for each in chosen):
            together = [
                part
                for (members, unit), there in zip(together, chosen, strict=True)
                for part in (
                    _apart(members, plan.dues, self.rules.window)
                    if there.day is None and not unit.done
                    else [(members, unit)]
                )
            ]
            chosen = booked([unit for _, unit in together], closed, self.rules.prefer)
        for (members, unit), there in zip(together, chosen, strict=True):
            if not unit.done:
                yield members, there


def _beyond(person: Person) -> ValueError:
    whose = f" of participant {person.id}" if person.id else ""
    return ValueError(f"days{whose} lie before the year 1 or after the year 9999")


def _hangs_on_months(trial: Trial) -> bool:
    """Whether the text of a trial speaks of months or years, so that days differ by start."""
    return any(word in text for text in _texts(trial) for word in ("month", "year"))


def _texts(trial: Trial) -> Iterator[str]:
    """All that says when something is."""
    for arm in trial.arms:
        for reading in arm.readings:
            yield from map(str, reading.regimens)
    for each in trial.visits:
        yield each.said if isinstance(each.said, str) else " ".join(map(str, each.said))
    yield from (span.said for span in trial.spans)


def _comes(due: Due) -> bool:
    return due.kind in ("dose", "assessment")


def _movable(due: Due) -> bool:
    """Whether a due day is one that is booked: known, and not a stretch of days."""
    return _comes(due) and due.later == 0


def _window(due: Due, given: tuple[int, int] | None) -> tuple[int, int]:
    """The first and last day on which something may be; the planned day alone without a window."""
    if due.window is not None:
        return due.window
    if given is not None:
        return due.day - given[0], due.day + given[1]
    return due.day, due.day


Members = tuple[int, ...]


def _done(dues: Sequence[Due], records: Sequence[Record | None]) -> list[tuple[Members, Unit]]:
    """The doses that were given, each on its day: what follows keeps its distance from them."""
    return [
        ((number,), Unit(record.day, record.day, record.day, ((due.course, due.apart),), True))
        for number, (due, record) in enumerate(zip(dues, records, strict=True))
        if record is not None and record.day is not None and due.apart
    ]


def _together(
    dues: Sequence[Due], records: Sequence[Record | None], given: tuple[int, int] | None
) -> list[tuple[Members, Unit]]:
    """All that is still to come on one day, with the window that all of it shares, by day."""
    days: dict[int, list[int]] = {}
    for number, due in enumerate(dues):
        if _movable(due) and records[number] is None:
            days.setdefault(due.day, []).append(number)
    return [_unit(tuple(members), dues, given) for _, members in sorted(days.items())]


def _apart(
    members: Members, dues: Sequence[Due], given: tuple[int, int] | None
) -> list[tuple[Members, Unit]]:
    """What is due on one day, parted by its windows."""
    found: dict[tuple[int, int], list[int]] = {}
    for number in members:
        found.setdefault(_window(dues[number], given), []).append(number)
    return [_unit(tuple(each), dues, given) for each in found.values()]


def _unit(
    members: Members, dues: Sequence[Due], given: tuple[int, int] | None
) -> tuple[Members, Unit]:
    windows = [_window(dues[number], given) for number in members]
    gaps = {dues[n].course: dues[n].apart for n in members if dues[n].apart}
    earliest = max(first for first, _ in windows)
    latest = min(last for _, last in windows)
    return members, Unit(dues[members[0]].day, earliest, latest, tuple(sorted(gaps.items())))


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
            _window(due, rules.window) if rules.window and _movable(due) else None
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


def joined(calendars: Iterable[Calendar]) -> tuple[Entry, ...]:
    """All lines of some calendars, by date and participant."""
    found = [entry for each in calendars for entry in each.entries()]
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.person.id)))
