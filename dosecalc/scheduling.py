"""What callers type about calendars, as participants and rules; what is wrong is in diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dosecalc import adherence_mistakes, calendar_calls, calls
from dosecalc.actuals import Actual, read_log
from dosecalc.calendar_plans import Planner, Plans
from dosecalc.calendars import Person, Rules
from dosecalc.choosing import arm_of, chosen, cohorts, draft
from dosecalc.day_rules import Anchored, Typed, date_of, day_1, rules
from dosecalc.diagnostics import Diagnostic
from dosecalc.enrolling import enrolment, gating, grouped, pace
from dosecalc.enrolment import Enrolled, read_participants
from dosecalc.following import Follow, Missed
from dosecalc.gates import Enrolment, Unplannable, enrolled
from dosecalc.model import Trial
from dosecalc.variants import Question, Variant


class Whole(NamedTuple):
    """The options about a whole trial: a list of participants, its file, or a number of them."""

    participants: int | str | Sequence[Enrolled] | None = None
    first: str | None = None
    every: str | None = None
    per_cohort: int | None = None
    gates: tuple[str, ...] = ()


class Who(NamedTuple):
    """The options about one participant, or about which way of dosing all of them follow.

    `listed` tells that they come from a list, whose cohorts may mean nothing for the dose.
    """

    arm: str | None = None
    cohort: int | None = None
    reading: str | None = None
    id: str = ""
    listed: bool = False


class Done(NamedTuple):
    """The options about what was done: a log, its file, the last date that it covers."""

    log: str | Sequence[Actual] | None = None
    as_of: str | None = None
    missed: Missed = ""


class Made(NamedTuple):
    """Participants and rules, ready to be planned; `enrolment` where they are a whole trial, whose
    participants have their `plans` already.
    """

    people: tuple[Person, ...]
    rules: Rules
    enrolment: Enrolment | None = None
    follow: Follow | None = None
    plans: Plans | None = None


def made(
    trial: Trial, question: Question, typed: Typed, whole: Whole, who: Who, done: Done,
    start: date | None, anchored: Sequence[Anchored], said: list[Diagnostic],
) -> Made | None:  # fmt: skip
    """Who is planned and how; None with the reasons in `said`."""
    try:
        found = _planned(trial, question, typed, whole, who, start, anchored, said)
    except Unplannable as reason:
        said.append(reason.diagnostic)
        return None
    if found is None or done.log is None:
        return found
    follow = _followed(trial, found, done, said)
    return None if follow is None else found._replace(follow=follow)


def _followed(trial: Trial, made: Made, done: Done, said: list[Diagnostic]) -> Follow | None:
    """A log by participant; rows of others and of what is not planned are said."""
    rows: Sequence[Actual]
    if isinstance(done.log, str):
        rows, wrong = read_log(done.log)
        said.extend(wrong)
    else:
        rows = done.log or ()
    named = {person.id for person in made.people}
    alone = made.people[0].id if len(made.people) == 1 and not made.people[0].id else None
    by_id: dict[str, list[Actual]] = {}
    for row in rows:
        who = row.participant if alone is None else alone
        if who not in named:
            said.append(adherence_mistakes.participant_not_listed(row.span, who, named))
        by_id.setdefault(who, []).append(row)
    if alone is not None and len({row.participant for row in rows}) > 1:
        said.append(calendar_calls.whose_log([row.participant for row in rows]))
    last = max((row.date for row in rows if row.date is not None), default=date.min)
    if done.as_of is not None:
        typed = date_of(done.as_of)
        if typed is None:
            said.append(calls.no_date(done.as_of))
        last = typed or last
    if any(each.is_error for each in said):
        return None
    return Follow({who: tuple(found) for who, found in by_id.items()}, last, done.missed)


def _planned(
    trial: Trial, question: Question, typed: Typed, whole: Whole, who: Who, start: date | None,
    anchored: Sequence[Anchored], said: list[Diagnostic],
) -> Made | None:  # fmt: skip
    """One participant, a list of them, or a number of them."""
    if whole.participants is None:
        return _one(trial, typed, whole, who, start, anchored, said)
    assumed = gating(trial, whole.gates, said)
    if isinstance(whole.participants, int):
        if who.id:
            said.append(calendar_calls.only_for_one("--id"))
        counts = {"--participants": whole.participants, "--per-cohort": whole.per_cohort}
        said.extend(
            calls.not_above_zero(name, count)
            for name, count in counts.items()
            if count is not None and count < 1
        )
        if any(each.is_error for each in said):
            return None
        pacing = pace(trial, whole.first, whole.every, start, said)
        ways = _cohorts(trial, who, said)
        groups = grouped(trial, ways, whole.participants, whole.per_cohort, said)
        found = rules(trial, typed, pacing.first if pacing else None, said)
        if pacing is None or not groups or any(each.is_error for each in said):
            return None
        planner = Planner(trial, found, question)
        people, formed = enrolled(trial, groups, pacing, found, planner.plan, assumed)
    else:
        listing, pacing, formed = _read(whole.participants, said), None, []
        people = listed(trial, listing, who.reading, start, anchored, said)
        earliest = min((each.start for each in people), default=start)
        found = rules(trial, typed, earliest, said)
        planner = Planner(trial, found, question)
    if any(each.is_error for each in said):
        return None
    about = enrolment(trial, people, formed, planner, assumed, pacing, said)
    return Made(tuple(people), found, about, plans=planner.plans)


def _one(
    trial: Trial, typed: Typed, whole: Whole, who: Who, start: date | None,
    anchored: Sequence[Anchored], said: list[Diagnostic],
) -> Made | None:  # fmt: skip
    """One participant."""
    alone = {"--first": whole.first, "--every": whole.every, "--per-cohort": whole.per_cohort,
             "--gate": whole.gates}  # fmt: skip
    said.extend(calendar_calls.only_for_one(name) for name, given in alone.items() if given)
    variant = variant_of(trial, who, said)
    begin = day_1(trial, variant, start, anchored, said) if variant is not None else start
    found = rules(trial, typed, begin, said)
    if variant is None or begin is None or any(each.is_error for each in said):
        return None
    return Made((Person(who.id, variant, begin, tuple(anchored), typed.site or ""),), found)


def _read(given: str | Sequence[Enrolled], said: list[Diagnostic]) -> Sequence[Enrolled]:
    """A list of participants, from its file if a name is given."""
    if not isinstance(given, str):
        return given
    found, wrong = read_participants(given)
    said.extend(wrong)
    return found


# ------------------------------------------------------------------ who


def variant_of(trial: Trial, who: Who, said: list[Diagnostic]) -> Variant | None:
    """The one way of dosing of these names, which somebody has confirmed."""
    arm = arm_of(trial, who.arm, who.id)
    strict = not who.listed
    found = arm if isinstance(arm, Diagnostic) else chosen(arm, who.cohort, who.reading, strict)
    if isinstance(found, Diagnostic):
        said.append(found)
        return None
    return found if confirmed(trial, found, said) else None


def _cohorts(trial: Trial, who: Who, said: list[Diagnostic]) -> list[Variant]:
    """The cohorts of one arm and reading, which somebody has confirmed."""
    arm = arm_of(trial, who.arm)
    found = arm if isinstance(arm, Diagnostic) else cohorts(arm, who.cohort, who.reading)
    if isinstance(found, Diagnostic):
        said.append(found)
        return []
    return found if confirmed(trial, found[0], said) else []


def confirmed(trial: Trial, variant: Variant, said: list[Diagnostic]) -> bool:
    """Whether no part of what a participant follows is a draft that nobody has checked."""
    found = draft(trial, [variant])
    if found is not None:
        said.append(found)
    return found is None


def listed(
    trial: Trial, people: Sequence[Enrolled], reading: str | None, start: date | None,
    anchored: Sequence[Anchored], said: list[Diagnostic],
) -> list[Person]:  # fmt: skip
    """Participants of a list, each in the arm and cohort of their row."""
    found: list[Person] = []
    known: dict[tuple[str | None, int | None], Variant | None] = {}
    for each in people:
        key = (each.arm, each.cohort)
        if key not in known:
            wrong: list[Diagnostic] = []
            known[key] = variant_of(
                trial, Who(each.arm, each.cohort, reading, each.id, True), wrong
            )
            said.extend(_placed(one, each) for one in wrong)
        variant = known[key]
        if variant is None:
            continue
        begin = day_1(trial, variant, each.start or start, anchored, said)
        if begin is not None:
            found.append(Person(each.id, variant, begin, tuple(anchored), each.site or ""))
    return found


def _placed(diagnostic: Diagnostic, row: Enrolled) -> Diagnostic:
    """A diagnostic at the row that it is about."""
    return diagnostic if diagnostic.span else replace(diagnostic, span=row.span)
