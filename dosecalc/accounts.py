"""The question `adherence`: which planned doses were given, when, and how much of the amount.

For each participant and product the rows of a log are matched to planned doses (`matching`). Then
every planned dose is given, missed, unrecorded (due, and nothing in the log) or not yet due; a dose
that was given early counts as due. What was given without a planned dose is extra.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from dosecalc import adherence_mistakes, sheet_mistakes
from dosecalc.account import Account, Counts, Person, account, divided
from dosecalc.calls import doses_not_listed
from dosecalc.conversions import Conversions
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic, Severity, nearest
from dosecalc.dose_amounts import Measure, added, unit_of
from dosecalc.matching import Entry
from dosecalc.model import Trial
from dosecalc.outcomes import Terms
from dosecalc.parameters import Interval
from dosecalc.planned_doses import Plan, plans
from dosecalc.units import Unit
from dosecalc.variants import Question

if TYPE_CHECKING:
    from dosecalc.actuals import Actual

_MOST_SAID = 20


class Accounts(NamedTuple):
    """The accounts of all participants, and what the log says besides.

    `by_date` counts doses that were matched by their dates alone, `after` rows behind the cut-off;
    `assumed` tells what the amounts of the log rest on.
    """

    accounts: tuple[Account, ...] = ()
    by_date: int = 0
    after: int = 0
    assumed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


# ------------------------------------------------------------------ all participants


def accounts(
    trial: Trial, people: Sequence[Person], log: Iterable[Actual], terms: Terms,
    question: Question = Question(),  # noqa: B008 - a frozen value
) -> Accounts:  # fmt: skip
    """The account of each participant and product, in the order of `people`.

    Raises ValueError for a plan of more doses than can be listed.
    """
    said = _Said()
    rows = _rows_of(trial, people, log, said)
    found: dict[tuple[object, ...], tuple[Plan, ...]] = {}
    work: list[tuple[Person, Plan, list[Entry]]] = []
    used: dict[tuple[object, ...], dict[Unit, None]] = {}
    for person in people:
        key = (*_plan_key(person), person.start)
        if key not in found:
            asked = question._replace(start=person.start)
            found[key] = plans(trial, person.variant, asked)
            for plan in found[key]:
                for block, reason in plan.left_out:
                    about = (str(block.course), reason, block.regimen.span)
                    said.add(doses_not_listed, *about, name=about[:2])
        mine = found[key]
        entries = _entries(trial, person, mine, rows.get(person.id, ()), said)
        for plan in mine:
            if plan.left_out:
                continue
            work.append((person, plan, entries[plan.agent]))
            units = used.setdefault((*_plan_key(person), plan.agent), {})
            units.update(
                (each.row.amount.unit, None)
                for each in entries[plan.agent]
                if each.given and each.row.amount is not None
            )
    measures: dict[tuple[object, ...], tuple[Measure, Measure]] = {}
    made: list[Account] = []
    after = by_date = 0
    for person, plan, mine_rows in work:
        kind = (*_plan_key(person), plan.agent)
        if kind not in measures:
            measures[kind] = _measures(trial, plan, used[kind], terms, question)
        last = terms.last(person.start)
        counted = [each for each in mine_rows if last is None or each.moment <= last]
        after += len(mine_rows) - len(counted)
        by_date += sum(each.given and each.planned is None for each in counted)
        _say_twice(person, plan, mine_rows, said)
        one, unplanned = account(person, plan, mine_rows, terms, *measures[kind])
        made.append(one)
        _say_unplanned(trial, plan, unplanned, said)
    assumed = dict.fromkeys(why for pair in measures.values() for m in pair for why in m.assumed)
    return Accounts(tuple(made), by_date, after, tuple(assumed), said.diagnostics)


def _plan_key(person: Person) -> tuple[object, ...]:
    return (person.variant.arm.name, person.variant.name, person.variant.cohort)


def _measures(
    trial: Trial, plan: Plan, used: Iterable[Unit], terms: Terms, question: Question
) -> tuple[Measure, Measure]:
    """How amounts of a plan are told: as the question wants, and as the schedule does."""
    assumptions = (*trial.assumptions, *question.assumptions)
    rules = Conversions(assumptions, trial.name, plan.agent, not trial.phrase)
    unit = unit_of(plan, used, rules)
    native = Measure(plan, unit, rules, asked=False, as_planned=terms.as_planned)
    if question.unit is None:
        return native, native
    asked = Measure(plan, question.unit, rules, asked=True, as_planned=terms.as_planned)
    return asked, native


class _Said:
    """What is said about rows, once for each name, the first twenty of a kind."""

    def __init__(self) -> None:
        self._found: list[Diagnostic] = []
        self._met: set[tuple[str, object]] = set()
        self._counts: dict[str, int] = {}

    def add(self, make: Callable[..., Diagnostic], *about: Any, name: object) -> None:
        """Say something about what has this name, unless it has been said."""
        code = make.__name__
        if (code, name) in self._met:
            return
        self._met.add((code, name))
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count > _MOST_SAID + 1:
            return
        made = make(*about)
        if count == _MOST_SAID + 1:
            if made.span is None:
                return
            made = sheet_mistakes.mistakes_left_out(made.span, _MOST_SAID, Severity.WARNING)
        self._found.append(made)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(self._found)


def _rows_of(
    trial: Trial, people: Sequence[Person], log: Iterable[Actual], said: _Said
) -> Mapping[str, Sequence[Actual]]:
    """The rows about doses of each participant; other rows are looked at for slips alone."""
    rows: dict[str, list[Actual]] = {each.id: [] for each in people}
    activities = {a for visit in trial.visits for a in getattr(visit, "activities", ())}
    for actual in log:
        if not actual.is_dose:
            name = actual.activity
            if name not in activities and (activities or nearest(name, ["dose"])):
                make = adherence_mistakes.activity_not_planned
                said.add(make, actual.span, name, activities, name=name)
        elif actual.participant in rows:
            rows[actual.participant].append(actual)
        else:
            name = actual.participant
            make = adherence_mistakes.participant_not_listed
            said.add(make, actual.span, name, rows, name=name)
    return rows


def _entries(
    trial: Trial, person: Person, mine: Sequence[Plan], rows: Iterable[Actual], said: _Said
) -> Mapping[str | None, list[Entry]]:
    """The rows of a participant for each product, days counted from day 1 on."""
    found: dict[str | None, list[Entry]] = {plan.agent: [] for plan in mine}
    names = {(agent or "").casefold(): agent for agent in found}
    days = DayCount(trial.days_from_zero)
    for actual in rows:
        if actual.agent is None or list(found) == [None]:
            if len(found) > 1:
                said.add(
                    adherence_mistakes.agent_not_said, actual.span, tuple(filter(None, found)),
                    name=tuple(found),
                )  # fmt: skip
                continue
            agent = next(iter(found), None)
        else:
            agent = names.get(actual.agent.casefold())
        if agent not in found or (agent is None and list(found) != [None]):
            name = actual.agent or "the dose"
            said.add(
                adherence_mistakes.agent_not_planned, actual.span, name,
                tuple(filter(None, found)), name=(name, *found),
            )  # fmt: skip
            continue
        if actual.planned_day == 0 and not days.has_zero:
            said.add(adherence_mistakes.nothing_planned, actual.span, 0, name=actual)
            continue
        found[agent].append(_entry(actual, person, days))
    return found


def _entry(actual: Actual, person: Person, days: DayCount) -> Entry:
    amount, clock = actual.amount, actual.time
    figure = amount.figure.low if amount is not None and amount.figure is not None else -1
    unit = amount.unit.name if amount is not None and amount.unit is not None else ""
    return Entry(
        None if actual.planned_day is None else days.offset(actual.planned_day),
        None if actual.date is None else (actual.date - person.start).days,
        -1 if clock is None else clock.hour * 3600 + clock.minute * 60 + clock.second,
        actual.given,
        (figure, unit, actual.reason),
        actual,
    )


def _say_twice(person: Person, plan: Plan, entries: Iterable[Entry], said: _Said) -> None:
    """Name rows that are alike, where no day has as many doses; one may be entered twice."""
    most = max(Counter(dose.day for dose in plan.doses).values(), default=0)
    met: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in entries:
        if entry.given and entry.planned is None:
            met.setdefault((entry.day, entry.second, *entry.order), []).append(entry)
    for key, rows in met.items():
        if most and len(rows) > most:
            here, there = rows[most].row.span, rows[most - 1].row.span
            name = (person.id, plan.agent, key)
            said.add(adherence_mistakes.dose_twice, here, there, person.id, name=name)


def _say_unplanned(trial: Trial, plan: Plan, unplanned: Iterable[Entry], said: _Said) -> None:
    """Name the rows whose planned day has no dose; a day noted as missed and given is sound."""
    planned = None
    for entry in unplanned:
        planned = planned or {dose.day for dose in plan.doses}
        if entry.given or entry.planned not in planned:
            assert entry.row is not None
            day = entry.row.planned_day
            said.add(adherence_mistakes.nothing_planned, entry.row.span, day, name=entry.row)


# ------------------------------------------------------------------ participants, arms, all


class Tally(NamedTuple):
    """A row of the answer: one participant, the participants of an arm, or all, and one product.

    Counts and amounts of several participants are sums; their intensities and relative dose
    intensity are the means of theirs.
    """

    level: str
    trial: str
    arm: str | None
    cohort: int | None
    reading: str | None
    participant: str | None
    participants: int
    agent: str | None
    counts: Counts
    unit: Unit | None
    planned: Interval | None
    given: Interval | None
    planned_intensity: Interval | None
    intensity: Interval | None
    relative: Interval | None
    needs: tuple[str, ...]


def tallies(trial: Trial, found: Sequence[Account]) -> tuple[Tally, ...]:
    """A row for each participant and product, then for each arm, and for all of several arms."""
    rows = [_tally("participant", trial, [each]) for each in found]
    arms: dict[tuple[str, str | None], list[Account]] = {}
    agents: dict[str | None, list[Account]] = {}
    for each in found:
        arms.setdefault((each.person.variant.arm.name, each.agent), []).append(each)
        agents.setdefault(each.agent, []).append(each)
    rows += [_tally("arm", trial, mine) for mine in arms.values()]
    if len({arm for arm, _ in arms}) > 1:
        rows += [_tally("all", trial, mine) for mine in agents.values()]
    return tuple(rows)


def _tally(level: str, trial: Trial, mine: Sequence[Account]) -> Tally:
    first = mine[0].person.variant
    alone = level == "participant"
    units = {each.unit for each in mine}
    unit = units.pop() if len(units) == 1 else None
    needs = dict.fromkeys(need for each in mine for need in each.needs)
    if units:
        needs["one unit, as in `--in particles`"] = None

    def total(amounts: Sequence[Interval | None]) -> Interval | None:
        known = [each for each in amounts if each is not None]
        return None if units or len(known) < len(amounts) else added(known)

    def mean(amounts: Sequence[Interval | None]) -> Interval | None:
        return divided(total(amounts), Fraction(len(amounts)))

    return Tally(
        level=level,
        trial=trial.name,
        arm=None if level == "all" else first.arm.name or None,
        cohort=_common([each.person.variant.cohort for each in mine]),
        reading=_common([each.person.variant.name for each in mine]),
        participant=mine[0].person.id if alone else None,
        participants=len({each.person.id for each in mine}),
        agent=mine[0].agent,
        counts=Counts(*map(sum, zip(*(each.counts for each in mine), strict=True))),
        unit=unit,
        planned=total([each.planned for each in mine]),
        given=total([each.given for each in mine]),
        planned_intensity=mean([each.planned_intensity for each in mine]),
        intensity=mean([each.intensity for each in mine]),
        relative=mean([each.relative for each in mine]),
        needs=tuple(needs),
    )


def _common(values: Sequence[Any]) -> Any:
    """The value that all share, None where they do not."""
    return values[0] if len(set(values)) == 1 else None
