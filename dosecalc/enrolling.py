"""What callers type about a whole trial: participants, their pace, and what gates them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dosecalc import calendar_calls, calls
from dosecalc.calendar_plans import Planner
from dosecalc.calendars import Person
from dosecalc.day_rules import date_of
from dosecalc.diagnostics import Diagnostic
from dosecalc.gates import Cohort, Enrolment, Group, Pace, deadlines, too_early
from dosecalc.groups import of_cohort
from dosecalc.language import read
from dosecalc.model import Trial
from dosecalc.patterns import DAY
from dosecalc.protocol import Watch
from dosecalc.variants import Variant


def grouped(
    trial: Trial, found: Sequence[Variant], number: int, per_cohort: int | None,
    said: list[Diagnostic],
) -> list[Group]:  # fmt: skip
    """So many participants as groups: the cohorts found filled in their order, or one group."""
    if not found:
        return []
    if found[0].cohort is None:
        return [Group(found[0], number)]
    groups: list[Group] = []
    left = number
    for variant in found:
        size = per_cohort or _cohort_size(trial, variant, said)
        if size is None:
            return []
        groups.append(Group(variant, min(size, left)))
        left -= groups[-1].size
    if left:
        said.append(calendar_calls.more_than_cohorts(number, number - left))
        return []
    return [group for group in groups if group.size]


def _cohort_size(trial: Trial, variant: Variant, said: list[Diagnostic]) -> int | None:
    """How many participants a cohort has, where that is one number."""
    stated = of_cohort(trial, variant.arm, variant.cohort or 1)
    if stated is None or not stated.figure.exact:
        text = "an unstated number of" if stated is None else str(stated.figure)
        said.append(calendar_calls.cohort_size_needed(variant.arm.name, text))
        return None
    return int(stated.figure.low)


def pace(
    trial: Trial, first: str | None, every: str | None, start: date | None, said: list[Diagnostic]
) -> Pace | None:
    """When participants come: from a date on, which is the trial's own if none is typed."""
    begin = start
    if first is not None:
        begin = date_of(first)
        if begin is None:
            said.append(calls.no_date(first))
    elif begin is None:
        stated = dict(trial.facts_stated).get("starts")
        begin = date_of(stated[:10]) if stated else None
    if begin is None:
        if first is None:
            said.append(calendar_calls.day_1_needed())
        return None
    days = 0
    if every is not None:
        length, wrong = read.read_length(every, "every")
        said.extend(wrong)
        if length is not None and not length.exact:
            said.append(calls.one_length("--every", str(length)))
        days = int(length.seconds[0] // DAY) if length is not None else 0
    return Pace(begin, days)


def gating(trial: Trial, names: Sequence[str], said: list[Diagnostic]) -> frozenset[str]:
    """The watches that are assumed to gate the next cohort."""
    known = [each.name for each in trial.visits if isinstance(each, Watch)]
    said.extend(calendar_calls.watch_not_known(name, known) for name in names if name not in known)
    return frozenset(names)


def enrolment(
    trial: Trial, people: Sequence[Person], formed: Sequence[Cohort], planner: Planner,
    assumed: frozenset[str], pace: Pace | None, said: list[Diagnostic],
) -> Enrolment:  # fmt: skip
    """What a whole trial comes to: its cohorts, its dates, and what they rest on."""
    for person, when, why in too_early(trial, people, planner.plan, assumed):
        said.append(calendar_calls.starts_too_early(person.id, person.start, when, why))
    rests = [f"watch {name} gates the next cohort: assumed by `--gate`" for name in sorted(assumed)]
    rests += _assumed_of(trial, people)
    if pace is not None:
        rests.append(
            f"participants start on {pace.first} and then "
            + (f"every {pace.every} days" if pace.every else "as soon as they may")
        )
    return Enrolment(tuple(formed), deadlines(trial, people, planner.plan), tuple(rests))


def _assumed_of(trial: Trial, people: Sequence[Person]) -> Iterable[str]:
    """What the schedule itself assumes of its cohorts and watches."""
    for arm in {person.variant.arm.name: person.variant.arm for person in people}.values():
        numbers = {
            person.variant.cohort for person in people if person.variant.arm.name == arm.name
        }
        sizes = (of_cohort(trial, arm, number) for number in sorted(filter(None, numbers)))
        for stated in dict.fromkeys(each for each in sizes if each is not None):
            if stated.facts.assumed:
                yield f"participants {stated.figure}{stated.where}: assumed, {stated.facts.assumed}"
    for each in trial.visits:
        if isinstance(each, Watch) and each.before_next_cohort and each.facts.assumed:
            yield f"watch {each.name} gates the next cohort: assumed, {each.facts.assumed}"
