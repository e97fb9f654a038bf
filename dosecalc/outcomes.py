"""What became of each planned dose of one participant: given, missed, or nothing in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dosecalc.matching import Entry, Matching, Slot, matched
from dosecalc.planned_doses import Plan, PlannedDose

RULES = ("skip", "shift", "make-up")


class Terms(NamedTuple):
    """How doses are counted.

    `until` is the last date, and `last_day` the last day from day 1 on, that count. A dose without
    a window is late from `late` days after its planned one on. `missed` says what a missed dose
    means: it is left out (`skip`), the later doses move by one place (`shift`), or it is given
    additionally later (`make-up`); None where nobody says. With `as_planned`, a dose given without
    a stated amount held what was planned.
    """

    until: date | None = None
    last_day: int | None = None
    late: int = 1
    missed: str | None = None
    as_planned: bool = False

    def last(self, start: date) -> int | None:
        """The last day that counts for who starts then, from day 1 on; None for no end."""
        ends = [] if self.last_day is None else [self.last_day]
        if self.until is not None:
            ends.append((self.until - start).days)
        return min(ends, default=None)


class Outcome(NamedTuple):
    """A planned dose, the day on which it is due, and the row that tells of it.

    `day` is None for a dose that has moved and whose place is not known. A dose is `due` when its
    day counts, or when the log tells of it before.
    """

    dose: PlannedDose
    place: int
    day: int | None
    entry: Entry | None
    due: bool
    made_up: bool = False

    @property
    def given(self) -> bool:
        return self.entry is not None and self.entry.given

    @property
    def counts(self) -> bool:
        """Whether it is a planned dose: one that the text leaves open is, where it was given."""
        return not self.dose.optional or self.given


class Happened(NamedTuple):
    """Every planned dose with its outcome, and what was given without one.

    `moved` is the number of places by which missed doses have moved the end; `unplanned` are rows
    that name a planned day with no dose for them.
    """

    outcomes: tuple[Outcome, ...]
    extra: tuple[Entry, ...]
    moved: int
    unplanned: tuple[Entry, ...]


def happened(plan: Plan, entries: Sequence[Entry], terms: Terms, last: int | None) -> Happened:
    """The doses of a plan and the rows of a log to the `last` day, held against each other."""
    if last is not None:
        entries = [each for each in entries if each.moment <= last]
    slots = [Slot(dose.day, dose.second) for dose in plan.doses]
    if terms.missed == "shift":
        places, extra, moved, found = _shifted(plan, slots, entries)
    else:
        found = matched(slots, entries)
        extra, moved = [each for each in found.surplus if each.given], 0
        places = [(slot.day, entry) for slot, entry in zip(slots, found.rows, strict=True)]
    outcomes = [
        Outcome(dose, place, day, entry, _due(dose, day, entry, last))
        for place, (dose, (day, entry)) in enumerate(zip(plan.doses, places, strict=True))
    ]
    if terms.missed == "make-up":
        extra = _made_up(outcomes, extra)
    unplanned = tuple(each for each in found.surplus if each.planned is not None)
    return Happened(tuple(outcomes), tuple(extra), moved, unplanned)


def _due(dose: PlannedDose, day: int | None, entry: Entry | None, last: int | None) -> bool:
    if entry is not None or last is None:
        return entry is not None or day is not None
    return day is not None and dose.last is not None and dose.last + day - dose.day <= last


Places = list[tuple[int | None, Entry | None]]


def _shifted(
    plan: Plan, slots: list[Slot], entries: Sequence[Entry]
) -> tuple[Places, list[Entry], int, Matching]:
    """The place of each dose where a missed one moves it and all later ones by one place."""
    doses, moved = len(slots), 0
    while True:
        found = matched(slots, entries)
        missed = sum(each is not None and not each.given for each in found.rows)
        longer = [*slots[:doses], *_places_behind(plan, missed)]
        if missed <= moved or len(longer) == len(slots):
            break
        slots, moved = longer, missed
    places: Places = [
        (slot.day, entry)
        for slot, entry in zip(slots, found.rows, strict=True)
        if entry is None or entry.given
    ]
    over = [entry for _, entry in places[doses:] if entry is not None]
    places = [*places[:doses], *[(None, None)] * (doses - len(places))]
    return places, [*over, *(each for each in found.surplus if each.given)], missed, found


def _places_behind(plan: Plan, number: int) -> list[Slot]:
    """So many places behind the last dose, in the rhythm of the plan; none where it has none."""
    if plan.end is None or not plan.doses or plan.end <= plan.doses[-1].day:
        return []
    period, doses = plan.end - plan.doses[0].day, plan.doses
    laps = range(1, number // len(doses) + 2)
    return [Slot(each.day + lap * period, each.second) for lap in laps for each in doses][:number]


def _made_up(outcomes: list[Outcome], extra: list[Entry]) -> list[Entry]:
    """Count extra doses against missed ones, the first against the first before it."""
    rest: list[Entry] = []
    for entry in sorted(extra, key=lambda each: (each.moment, each.second, each.order)):
        for place, each in enumerate(outcomes):
            missed = each.entry is not None and not each.given and not each.dose.optional
            if missed and entry.day is not None and each.dose.day < entry.day:
                outcomes[place] = each._replace(entry=entry, made_up=True)
                break
        else:
            rest.append(entry)
    return rest
