"""What callers type about calendars, as participants and rules; what is wrong is in diagnostics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from dosecalc import adherence_mistakes, calendar_calls, calls
from dosecalc.actuals import Actual, read_log
from dosecalc.calendars import Person, Planner, Prefer, Rules
from dosecalc.choosing import arm_of, chosen, cohorts, draft
from dosecalc.days import WEEKDAYS, DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.enrolment import Enrolled, read_participants
from dosecalc.following import Follow, Missed
from dosecalc.gates import Cohort, Enrolment, Group, Pace, deadlines, enrolled, too_early
from dosecalc.groups import of_cohort
from dosecalc.language import places, read, visit_refusals
from dosecalc.model import Trial
from dosecalc.openings import Opening, Range, opening
from dosecalc.patterns import DAY
from dosecalc.plan import layout
from dosecalc.protocol import Site, Watch
from dosecalc.variants import Question, Variant

Anchored = tuple[str, date, date | None]


class Typed(NamedTuple):
    """The options about days, as they are typed; a field is empty where nothing is."""

    start: str | date | None = None
    anchors: Sequence[str] = ()
    site: str | None = None
    closed: Sequence[str] = ()
    holidays: Sequence[str] = ()
    slots: int | None = None
    timezone: str | None = None
    prefer: Prefer = "earlier"
    window: str | None = None
    until: str | None = None


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
    """Participants and rules, ready to be planned; `enrolment` where they are a whole trial."""

    people: tuple[Person, ...]
    rules: Rules
    enrolment: Enrolment | None = None
    follow: Follow | None = None


def made(
    trial: Trial, question: Question, typed: Typed, whole: Whole, who: Who, done: Done,
    start: date | None, anchored: Sequence[Anchored], said: list[Diagnostic],
) -> Made | None:  # fmt: skip
    """Who is planned and how; None with the reasons in `said`."""
    found = _planned(trial, question, typed, whole, who, start, anchored, said)
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
        typed = _date(done.as_of)
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
        pacing = pace(trial, whole.first, whole.every, start, said)
        groups = grouped(trial, whole.participants, who, whole.per_cohort, said)
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
    return Made(tuple(people), found, about)


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


# ------------------------------------------------------------------ rules


def rules(trial: Trial, typed: Typed, day_1: date | None, said: list[Diagnostic]) -> Rules:
    """How days are chosen; what is wrong is added to `said`."""
    closed, dates = _closed(typed.closed, said)
    for code in typed.holidays:
        if places.unknown_country(code.upper()):
            said.append(visit_refusals.no_such_country(None, code.upper()))
    if typed.timezone is not None and places.unknown_zone(typed.timezone):
        said.append(visit_refusals.no_such_timezone(None, typed.timezone))
    if typed.slots is not None and typed.slots < 1:
        said.append(calls.not_above_zero("--slots", typed.slots))
    if any(each.is_error for each in said):
        return Rules()

    def made(site: Site | None) -> Opening:
        return opening(
            site, closed=closed, dates=dates, holidays=[each.upper() for each in typed.holidays],
            slots=typed.slots, zone=typed.timezone or "",
        )  # fmt: skip

    return Rules(
        opening=made(_site(trial, typed.site, said)),
        prefer=typed.prefer,
        window=_window(typed.window, said),
        until=_until(typed.until, trial, day_1, said),
        at=moment_of(typed.start, said)[1],
        sites={site.name: made(site) for site in trial.sites},
    )


def _site(trial: Trial, name: str | None, said: list[Diagnostic]) -> Site | None:
    """The site of that name, or the only one."""
    if name is None and len(trial.sites) < 2:
        return trial.sites[0] if trial.sites else None
    found = next((each for each in trial.sites if each.name == name), None)
    if found is None and name is not None:
        said.append(calendar_calls.site_not_known(name, [each.name for each in trial.sites]))
    return found


def _closed(
    texts: Sequence[str], said: list[Diagnostic]
) -> tuple[tuple[int, ...], tuple[Range, ...]]:
    """Closed weekdays and closed dates."""
    days: list[int] = []
    dates: list[Range] = []
    for text in texts:
        found, _ = read.read_closed(text, "closed")
        if found is None:
            said.append(calendar_calls.no_closed_days(text))
        else:
            days.extend(found[0])
            dates.extend(found[1])
    if len(set(days)) == len(WEEKDAYS):
        said.append(calendar_calls.no_closed_days(", ".join(texts)))
    return tuple(sorted(set(days))), tuple(dates)


def _window(text: str | None, said: list[Diagnostic]) -> tuple[int, int] | None:
    if text is None:
        return None
    found, _ = read.read_window(text, "window")
    if found is None:
        said.append(calendar_calls.no_window(text))
        return None
    before, after = (int(each.seconds[0] // DAY) for each in found)
    return before, after


def _until(
    text: str | None, trial: Trial, day_1: date | None, said: list[Diagnostic]
) -> date | None:
    """A date, or a study day or week counted from day 1."""
    from datetime import timedelta

    if text is None:
        return None
    found = _date(text)
    if found is not None:
        return found
    days, wrong = read.read_moments(text, "until", DayCount(trial.days_from_zero))
    said.extend(wrong)
    if days is None or day_1 is None:
        return None
    try:
        return day_1 + timedelta(days=days[-1])
    except OverflowError:
        said.append(calls.no_date(text))
        return None


def moment_of(given: str | date | None, said: list[Diagnostic]) -> tuple[date | None, time | None]:
    """The date of day 1, and the time of the first dose where one is typed."""
    if given is None:
        return None, None
    if isinstance(given, datetime):
        return given.date(), given.time()
    if isinstance(given, date):
        return given, None
    try:
        if len(given) > 10:
            found = datetime.fromisoformat(given.replace(" ", "T"))
            if found.tzinfo is None:
                return found.date(), found.time()
        else:
            return date.fromisoformat(given), None
    except ValueError:
        pass
    said.append(calls.no_date(given))
    return None, None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# ------------------------------------------------------------------ spans on their dates


def anchors(trial: Trial, texts: Sequence[str], said: list[Diagnostic]) -> tuple[Anchored, ...]:
    """Spans with their first and last dates: `radiotherapy=2026-04-13 to 2026-05-29`."""
    found: list[Anchored] = []
    names = [span.name for span in trial.spans]
    for text in texts:
        name, _, dates = text.partition("=")
        name = name.strip().strip('"')
        ends = [_date(each.strip()) for each in dates.strip().split(" to ")]
        first, last = ends[0], ends[-1] if len(ends) == 2 else None
        if len(ends) > 2 or None in ends or first is None or (last is not None and last < first):
            said.append(calendar_calls.no_anchor(text))
        elif name not in names:
            said.append(calendar_calls.no_such_span(name, names))
        else:
            found.append((name, first, last))
            said.extend(_weekday(trial, name, first))
    return tuple(found)


def _weekday(trial: Trial, name: str, first: date) -> Iterable[Diagnostic]:
    """A warning where a span is told to start on another weekday."""
    span = trial.span_of_time(name)
    stated = [each for each, _ in span.patterns] if span is not None else []
    found = WEEKDAYS[first.weekday()]
    if span is not None and "starting on" in span.said and found not in stated:
        yield calendar_calls.wrong_weekday(name, first.isoformat(), found, stated[0])


def day_1(
    trial: Trial, variant: Variant, start: date | None, anchored: Sequence[Anchored],
    said: list[Diagnostic],
) -> date | None:  # fmt: skip
    """The date of day 1: as typed, or that of the span on which everything hangs."""
    regimens = variant.reading.regimens if variant.reading else ()
    origin = layout(regimens, trial, trial.name).origin
    first = next((each[1] for each in anchored if each[0] == origin and origin), None)
    if first is not None and start is not None and first != start:
        said.append(calendar_calls.anchors_differ(origin, start.isoformat(), first.isoformat()))
    found = start or first
    if found is None and not any(each.code == "no-date" for each in said):
        said.append(calendar_calls.day_1_needed())
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


def grouped(
    trial: Trial, number: int, who: Who, per_cohort: int | None, said: list[Diagnostic]
) -> list[Group]:
    """So many participants as groups: cohorts filled in their order, or one group."""
    arm = arm_of(trial, who.arm)
    found = arm if isinstance(arm, Diagnostic) else cohorts(arm, who.cohort, who.reading)
    if isinstance(found, Diagnostic):
        said.append(found)
        return []
    if not confirmed(trial, found[0], said):
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
        begin = _date(first)
        if begin is None:
            said.append(calls.no_date(first))
    elif begin is None:
        stated = dict(trial.facts_stated).get("starts")
        begin = _date(stated[:10]) if stated else None
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


def _placed(diagnostic: Diagnostic, row: Enrolled) -> Diagnostic:
    """A diagnostic at the row that it is about."""
    from dataclasses import replace

    return diagnostic if diagnostic.span else replace(diagnostic, span=row.span)
