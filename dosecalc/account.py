"""The account of one participant and one product: doses counted, amounts summed, intensities."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from dosecalc.dose_amounts import Measure, Needed, added
from dosecalc.intensity import delivered_days, planned_days, relative_amount
from dosecalc.matching import Entry
from dosecalc.outcomes import Happened, Outcome, Terms, happened
from dosecalc.parameters import Interval
from dosecalc.planned_doses import Plan, PlannedDose
from dosecalc.units import Unit
from dosecalc.variants import Variant


class Person(NamedTuple):
    """One participant: the plan that is followed, and the date of day 1."""

    id: str
    variant: Variant
    start: date


class Counts(NamedTuple):
    """Planned doses by what became of them, and what else the log tells.

    `planned` is `given + missed + unrecorded + not_yet_due`, and `due` that without the last.
    `made_up` are among the given. `as_planned`, `under`, `over` and `not_compared` sort the given
    ones by their amounts. `undated` were given on a date that the log does not tell. `moved`
    counts the places by which missed doses have moved the end, `optional` the doses that the text
    leaves open and the log does not show.
    """

    planned: int = 0
    due: int = 0
    given: int = 0
    missed: int = 0
    unrecorded: int = 0
    not_yet_due: int = 0
    late: int = 0
    early: int = 0
    extra: int = 0
    made_up: int = 0
    moved: int = 0
    undated: int = 0
    as_planned: int = 0
    under: int = 0
    over: int = 0
    not_compared: int = 0
    optional: int = 0

    @property
    def rate(self) -> Fraction | None:
        """The completion rate: doses given of those due; None where none is due."""
        return Fraction(self.given, self.due) if self.due else None


Step = tuple[int, Interval | None, Interval | None]


class Account(NamedTuple):
    """One participant and one product: counts, and amounts to the cut-off.

    Amounts are exact bounds, both included, or None where `needs` says what it takes to know them.
    Intensities are amounts a week. `steps` are days, from day 1 on, with what was planned and given
    on them; None where that is unknown.
    """

    person: Person
    agent: str | None
    counts: Counts
    unit: Unit | None
    planned: Interval | None
    given: Interval | None
    planned_intensity: Interval | None
    intensity: Interval | None
    relative: Interval | None
    needs: tuple[str, ...]
    steps: tuple[Step, ...]
    rests_on: tuple[str, ...]


def account(
    person: Person, plan: Plan, entries: Sequence[Entry], terms: Terms, measure: Measure,
    native: Measure,
) -> tuple[Account, tuple[Entry, ...]]:  # fmt: skip
    """The account of a participant, and the rows whose planned day has no dose for them.

    `native` measures in a unit of the schedule, in which assumptions about units cancel.
    """
    found = happened(plan, entries, terms, terms.last(person.start))
    due = [each for each in found.outcomes if each.due and each.counts]
    taken = _taken(due, found.extra)
    needs: dict[str, None] = {}
    counts = _counted(found, plan, terms, native, needs)
    planned = _known([measure.planned(each.dose) for each in due], needs)
    given = _known([measure.given(entry.row.amount, dose) for entry, dose in taken], needs)
    weeks = _weeks(plan, due, found.extra, needs)
    share = _share(due, found.extra, native, measure, needs)
    relative = None
    if share is not None and weeks[0] is not None and weeks[1] is not None:
        relative = divided(share, weeks[1] / weeks[0])
    made = Account(
        person=person,
        agent=plan.agent,
        counts=counts,
        unit=measure.unit,
        planned=planned,
        given=given,
        planned_intensity=divided(planned, weeks[0]),
        intensity=divided(given, weeks[1]),
        relative=relative,
        needs=tuple(needs),
        steps=tuple(_steps(due, taken, measure)),
        rests_on=plan.rests_on,
    )
    return made, found.unplanned


Taken = list[tuple[Entry, PlannedDose | None]]


def _taken(due: Iterable[Outcome], extra: Iterable[Entry]) -> Taken:
    """What was given, each with the planned dose that it belongs to."""
    rows: Taken = [
        (each.entry, each.dose) for each in due if each.entry is not None and each.entry.given
    ]
    return [*rows, *((entry, None) for entry in extra)]


def _counted(
    found: Happened, plan: Plan, terms: Terms, measure: Measure, needs: dict[str, None]
) -> Counts:
    tally = dict.fromkeys(Counts._fields, 0)
    tally["extra"], tally["moved"] = len(found.extra), found.moved
    for each in found.outcomes:
        if not each.counts:
            tally["optional"] += 1
            continue
        tally["planned"] += 1
        tally["due"] += each.due
        if each.entry is None:
            tally["unrecorded" if each.due else "not_yet_due"] += 1
        elif not each.entry.given:
            tally["missed"] += 1
        else:
            tally["given"] += 1
            for name in _punctual(each, plan.agent, terms):
                tally[name] += 1
            verdict = measure.compared(each.entry.row.amount, each.dose)
            if isinstance(verdict, Needed):
                needs[verdict.need] = None
                verdict = "not compared"
            tally[verdict.replace(" ", "_")] += 1
    return Counts(**tally)


def _punctual(outcome: Outcome, agent: str | None, terms: Terms) -> Iterable[str]:
    """Whether a dose was late, early, made up, or on a date that nobody told."""
    entry, day = outcome.entry, outcome.day
    assert entry is not None
    if outcome.made_up:
        return ("made_up",)
    if outcome.dose.optional and entry.day is not None:
        return ()
    if entry.day is None:
        return ("undated",)
    if day is None:
        return ()
    last = outcome.dose.last
    before, after = outcome.dose.window or (0, terms.late - 1)
    if entry.day < day - before:
        return ("early",)
    if last is not None and entry.day > last + day - outcome.dose.day + after:
        return ("late",)
    return ()


def _known(amounts: Iterable[Interval | Needed], needs: dict[str, None]) -> Interval | None:
    """The sum of amounts, None where one is not known; what it takes goes to `needs`."""
    sound: list[Interval] = []
    whole = True
    for each in amounts:
        if isinstance(each, Needed):
            needs[each.need] = None
            whole = False
        else:
            sound.append(each)
    if not whole:
        return None
    return sound[0] if len(sound) == 1 else added(sound)


def _weeks(
    plan: Plan, due: Sequence[Outcome], extra: Sequence[Entry], needs: dict[str, None]
) -> tuple[Fraction | None, Fraction | None]:
    """The planned and the delivered length of treatment in weeks."""
    if not due:
        return None, None
    if all(dose.optional for dose in plan.doses):
        needs["a dose that is not left open"] = None
        return None, None
    pairs = [(each.entry.day, each.dose.day) for each in due if each.entry and each.entry.given]
    first = plan.doses[0].day
    for entry in extra:
        behind = (dose.day for dose in plan.doses if dose.day <= entry.moment)
        pairs.append((entry.day, max(behind, default=first)))
    found = (planned_days(plan, due[0].place, due[-1].place), delivered_days(plan, pairs))
    weeks: list[Fraction | None] = []
    for each in found:
        if isinstance(each, Needed):
            needs[each.need] = None
        weeks.append(None if isinstance(each, Needed) or each <= 0 else Fraction(each, 7))
    return weeks[0], weeks[1]


def _share(
    due: Sequence[Outcome], extra: Sequence[Entry], native: Measure, measure: Measure,
    needs: dict[str, None],
) -> Interval | None:  # fmt: skip
    """What was given of what was planned, in the schedule's own unit if that can be."""
    for each in dict.fromkeys((native, measure)):
        tried: dict[str, None] = {}
        found = _share_in(due, extra, each, tried)
        if found is not None:
            return found
    needs.update(tried)
    return None


def _share_in(
    due: Sequence[Outcome], extra: Sequence[Entry], measure: Measure, needs: dict[str, None]
) -> Interval | None:
    same, rest, given = [], [], [measure.given(each.row.amount, None) for each in extra]
    for each in due:
        planned = measure.planned(each.dose)
        stated = each.entry is not None and each.entry.given and each.entry.row.amount is not None
        if each.given and not stated and measure.as_planned:
            same.append(planned)
            continue
        rest.append(planned)
        if each.given:
            assert each.entry is not None
            given.append(measure.given(each.entry.row.amount, each.dose))
    sums = [_known(each, needs) for each in (same, rest, given)]
    if not due or sums[0] is None or sums[1] is None or sums[2] is None:
        return None
    found = relative_amount(sums[0], sums[1], sums[2])
    if isinstance(found, Needed):
        # A placebo has no active dose, and lacks nothing.
        if not measure.placebo:
            needs[found.need] = None
        return None
    return found


def divided(amount: Interval | None, by: Fraction | None) -> Interval | None:
    """An amount divided by a figure, None where either is not known."""
    if amount is None or by is None:
        return None
    return Interval(amount.low / by, None if amount.high is None else amount.high / by)


def _steps(due: Iterable[Outcome], taken: Taken, measure: Measure) -> Iterable[Step]:
    """What was planned and given on each day on which something was."""
    planned: dict[int, list[Interval | Needed]] = {}
    given: dict[int, list[Interval | Needed]] = {}
    for each in due:
        planned.setdefault(each.dose.day, []).append(measure.planned(each.dose))
    for entry, dose in taken:
        amount = measure.given(entry.row.amount, dose)
        if entry.day is None:
            amount = Needed("the dates of doses that were given")
        given.setdefault(entry.moment, []).append(amount)
    for day in sorted({*planned, *given}):
        yield day, _known(planned.get(day, ()), {}), _known(given.get(day, ()), {})
