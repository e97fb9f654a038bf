"""Calendars planned: what is due for participants, moved to open days inside its windows.

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

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dosecalc.blocks import Anchor
from dosecalc.booking import Booked, Unit, booked
from dosecalc.calendars import Calendar, Person, Placed, Rules, comes, movable, nothing, window_of
from dosecalc.days import DayCount
from dosecalc.dues import Due, Planned, planned
from dosecalc.following import Follow, Record, followed
from dosecalc.model import Trial
from dosecalc.openings import Opening
from dosecalc.stamps import Stamp, stamp
from dosecalc.variants import Question

Plans = dict[tuple[object, ...], Planned]
_ALWAYS_OPEN, _ANY = Rules(), Question()


def calendar(
    trial: Trial,
    people: Sequence[Person],
    rules: Rules = _ALWAYS_OPEN,
    question: Question = _ANY,
    made: Stamp | None = None,
    follow: Follow | None = None,
    tick: Callable[[], None] = nothing,
    plans: Plans | None = None,
) -> Calendar:
    """The calendar of some participants; `tick` is called after each of them.

    `made` says by which version and when it is made, now unless it is given. With `follow`, a log,
    what is past is marked and what is still to come is planned anew. `plans` are those of a planner
    that has met these participants before.

    Who comes first in the list gets the slots of a day first. Raises ValueError for more doses
    than can be listed, and for dates past the year 9999.
    """
    planner = Planner(trial, rules, question, follow, {} if plans is None else plans)
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
    plans: Plans = field(default_factory=dict)
    taken: dict[tuple[str, date], int] = field(default_factory=dict)
    by_date: bool = field(init=False)

    def __post_init__(self) -> None:
        self.by_date = _hangs_on_months(self.trial)

    def placed(self, person: Person) -> Placed:
        """Where everything is booked for a participant, behind all who were placed before."""
        plan = self.plan(person)
        records: tuple[Record | None, ...] = (None,) * len(plan.dues)
        if self.follow is not None:
            numbers = DayCount(self.trial.days_from_zero)
            plan, records = followed(plan, person.id, person.start, self.follow, numbers)
        self._check(person, plan)
        return Placed(person, plan, self._booked(person, plan, records), records)

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
        """The plan of a participant; those that hang on no date are shared.

        Raises ValueError for days that lie on no calendar.
        """
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
            try:
                self.plans[key] = planned(self.trial, variant, question, last)
            except OverflowError:
                raise _beyond(person) from None
        return self.plans[key]

    def _dated(self, person: Person) -> object:
        """What a plan takes from the date of day 1: nothing, its weekday, or all of it."""
        return person.start if self.by_date else person.start.weekday()

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
                if there.day is not None and comes(due)
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
        if movable(due) and records[number] is None:
            days.setdefault(due.day, []).append(number)
    return [_unit(tuple(members), dues, given) for _, members in sorted(days.items())]


def _apart(
    members: Members, dues: Sequence[Due], given: tuple[int, int] | None
) -> list[tuple[Members, Unit]]:
    """What is due on one day, parted by its windows."""
    found: dict[tuple[int, int], list[int]] = {}
    for number in members:
        found.setdefault(window_of(dues[number], given), []).append(number)
    return [_unit(tuple(each), dues, given) for each in found.values()]


def _unit(
    members: Members, dues: Sequence[Due], given: tuple[int, int] | None
) -> tuple[Members, Unit]:
    windows = [window_of(dues[number], given) for number in members]
    gaps = {dues[n].course: dues[n].apart for n in members if dues[n].apart}
    earliest = max(first for first, _ in windows)
    latest = min(last for _, last in windows)
    return members, Unit(dues[members[0]].day, earliest, latest, tuple(sorted(gaps.items())))
