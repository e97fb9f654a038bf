"""Who may start when: cohorts that wait for a watch, sentinel participants, staggers.

A watch `before next cohort` counts from the last participant of a cohort: the next cohort starts
on the day after the last day of that watch, at the earliest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dosecalc import calendar_calls
from dosecalc.calendars import Person, Rules
from dosecalc.diagnostics import Diagnostic
from dosecalc.dues import Due, Planned
from dosecalc.model import Trial
from dosecalc.openings import Opening
from dosecalc.patterns import DAY
from dosecalc.variants import Variant

Plans = Callable[[Person], Planned]


class Unplannable(Exception):
    """A trial whose cohorts cannot be placed; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Group(NamedTuple):
    """Participants who are dosed alike: a cohort, or an arm that has none."""

    variant: Variant
    size: int


class Cohort(NamedTuple):
    """When a group starts. `first` and `last` are the first and the last start, `opens` the first
    date on which the next cohort may start (None where nothing gates it), `gate` what it waits for,
    and `why` what kept this one from starting earlier.
    """

    variant: Variant
    size: int
    first: date
    last: date
    opens: date | None
    gate: str
    why: str


class Deadline(NamedTuple):
    """A date that the trial plans, and the earliest date that the schedule allows.

    `days` is by how many the planned one is too early; 0 or less where it can be kept.
    """

    name: str
    planned: date
    earliest: date
    what: str

    @property
    def days(self) -> int:
        """How many days too early the planned date is."""
        return (self.earliest - self.planned).days


class Enrolment(NamedTuple):
    """The cohorts with their starts, the dates of the trial against them, what they rest on."""

    cohorts: tuple[Cohort, ...]
    deadlines: tuple[Deadline, ...]
    rests_on: tuple[str, ...]


class Pace(NamedTuple):
    """When participants come: the first date, and the days from one to the next."""

    first: date
    every: int = 0


def enrolled(
    trial: Trial, groups: Sequence[Group], pace: Pace, rules: Rules, plans: Plans,
    gating: frozenset[str] = frozenset(),
) -> tuple[list[Person], list[Cohort]]:  # fmt: skip
    """Participants on their earliest starts, numbered as they come, and the cohorts they form.

    A start is on an open day, not before its turn at the pace, not before its cohort's gate opens,
    and keeps sentinels and staggers. `gating` names watches that are assumed to gate. Raises
    `Unplannable` where a site stays closed, or a watch that gates has no end.
    """
    width = len(str(sum(group.size for group in groups)))
    people: list[Person] = []
    cohorts: list[Cohort] = []
    opens: dict[str, tuple[date, str]] = {}
    for group in groups:
        arm = group.variant.arm.name
        gate, why = opens.get(arm, (date.min, ""))
        mine: list[Person] = []
        reason = ""
        for place in range(group.size):
            turn = pace.first + timedelta(days=len(people) * pace.every)
            wanted = max(turn, gate, *_spaced(trial, group.variant, mine))
            start = _open(wanted, rules.opening)
            if place == 0:
                reason = _reason(turn, gate, why, start, rules.opening)
            number = f"{len(people) + 1:0{max(width, 3)}}"
            mine.append(Person(number, group.variant, start))
            people.append(mine[-1])
        ends = [end for person in mine for end in _gates(person, plans(person), gating)]
        then = max(ends, key=lambda found: found[0]) if ends else None
        if then is not None:
            opens[arm] = then[0], f"watch {then[1]}"
        cohorts.append(Cohort(
            group.variant, group.size, mine[0].start, mine[-1].start, then and then[0],
            f"watch {then[1]}" if then else "", reason,
        ))  # fmt: skip
    return people, cohorts


def _open(day: date, opening: Opening) -> date:
    """The first open day from a date on."""
    for _ in range(366):
        if not opening.closed_on(day):
            return day
        day += timedelta(days=1)
    raise Unplannable(calendar_calls.closed_for_a_year(day - timedelta(days=366)))


def _spaced(trial: Trial, variant: Variant, before: Sequence[Person]) -> Iterator[date]:
    """The dates before which sentinels and staggers let nobody start."""
    yield date.min
    for spacing in (*trial.spacing, *variant.arm.spacing):
        days = int(-(-spacing.length.seconds[0] // DAY))
        if spacing.kind == "sentinel" and before:
            yield before[0].start + timedelta(days=days)
        elif before and (spacing.first is None or len(before) < spacing.first):
            yield before[-1].start + timedelta(days=days)
        elif before and spacing.first is not None:
            yield before[spacing.first - 1].start


def _reason(turn: date, gate: date, why: str, start: date, opening: Opening) -> str:
    wanted = max(turn, gate)
    parts = [f"waits for {why}"] if gate > turn else []
    if start > wanted:
        parts.append(f"{wanted} is {opening.closed_on(wanted)}")
    return "; ".join(parts)


def _gates(person: Person, plan: Planned, gating: frozenset[str]) -> Iterator[tuple[date, str]]:
    """The first day after each watch that gates, and its name; `Unplannable` if it has no end."""
    for due in plan.dues:
        if due.kind == "watch" and (due.gate or due.activity in gating):
            yield person.start + timedelta(days=_last(due) + 1), due.activity


def _last(due: Due) -> int:
    if due.last_later is None:
        raise Unplannable(calendar_calls.endless_gate(due.activity))
    return due.last + due.last_later


# ------------------------------------------------------------------ starts that are given


def too_early(
    trial: Trial, people: Sequence[Person], plans: Plans, gating: frozenset[str] = frozenset()
) -> Iterator[tuple[Person, date, str]]:
    """Participants who start before their cohort may: who, from when they may, and why."""
    ends: dict[tuple[str, int], list[tuple[date, str]]] = {}
    seen: dict[tuple[str, int | None], list[Person]] = {}
    for person in people:
        cohort = person.variant.cohort
        arm = person.variant.arm.name
        seen.setdefault((arm, cohort), []).append(person)
        if cohort is not None:
            ends.setdefault((arm, cohort), []).extend(_gates(person, plans(person), gating))
    for (arm, cohort), members in seen.items():
        before = max(ends.get((arm, cohort - 1), ()), default=None) if cohort else None
        for place, person in enumerate(members):
            if before is not None and person.start < before[0]:
                yield person, before[0], f"watch {before[1]} of cohort {(cohort or 1) - 1}"
            *_, free = sorted(_spaced(trial, person.variant, members[:place]))
            if person.start < free:
                yield person, free, "the participants before"


# ------------------------------------------------------------------ the dates of the trial


def deadlines(trial: Trial, people: Sequence[Person], plans: Plans) -> tuple[Deadline, ...]:
    """The dates that a trial plans against its first start, last dose and last follow-up."""
    stated = {name: date.fromisoformat(text.split()[0]) for name, text in trial.facts_stated
              if name in ("starts", "primary completion", "completes")}  # fmt: skip
    if not people:
        return ()
    doses = [end for person in people for end in _ends(person, plans(person), ("dose",))]
    every = [end for person in people for end in _ends(person, plans(person))]
    found: list[Deadline] = []
    if "starts" in stated:
        first = min(person.start for person in people)
        # A trial may start late, so that only a participant before its start is too early.
        found.append(Deadline("starts", first, stated["starts"], "the first participant's day 1"))
    if "primary completion" in stated and doses:
        found.append(
            Deadline("primary completion", stated["primary completion"], max(doses), "last dose")
        )
    if "completes" in stated and every:
        found.append(Deadline("completes", stated["completes"], max(every), "last follow-up"))
    return tuple(found)


def _ends(person: Person, plan: Planned, kinds: tuple[str, ...] = ()) -> Iterator[date]:
    """The last days of what is due for a participant, at the earliest."""
    for due in plan.dues:
        if due.kind != "span" and (not kinds or due.kind in kinds):
            yield person.start + timedelta(days=due.last)
