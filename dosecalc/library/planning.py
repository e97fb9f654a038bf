"""Who comes when: `calendar`, `visits`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dosecalc import calls, checks
from dosecalc.asking import Argument, ask
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic

if TYPE_CHECKING:
    from datetime import date

    from dosecalc.activities import Activities
    from dosecalc.actuals import Actual
    from dosecalc.calendars import Calendar, Prefer
    from dosecalc.enrolment import Enrolled
    from dosecalc.following import Missed
from dosecalc.library.reading import only


def calendar(
    argument: Argument,
    *,
    start: str | date | None = None,
    anchors: Sequence[str] = (),
    arm: str | None = None,
    cohort: int | None = None,
    reading: str | None = None,
    id: str = "",
    participants: int | str | Sequence[Enrolled] | None = None,
    first: str | None = None,
    every: str | None = None,
    per_cohort: int | None = None,
    gate: Sequence[str] = (),
    site: str | None = None,
    closed: Sequence[str] = (),
    holidays: Sequence[str] = (),
    slots: int | None = None,
    timezone: str | None = None,
    prefer: Prefer = "earlier",
    window: str | None = None,
    until: str | None = None,
    log: str | Sequence[Actual] | None = None,
    as_of: str | None = None,
    missed: Missed = "",
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
    time: str | None = None,
    tick: Callable[[int], Callable[[], None]] | None = None,
) -> Calendar:
    """Every dose, assessment, watch and span of a participant, or of several, on real dates.

    `start` dates day 1, with the time of the first dose if it has one (`2026-03-02T08:00`);
    `anchors` date spans (`radiotherapy=2026-04-13`, or both of its ends). Of several arms,
    readings or cohorts one has to be named.

    `participants` is a list of them, or its file, each with their arm, cohort and start; or a
    number of them, who come from `first` on, each `every` so long, fill the cohorts
    (`per_cohort` where the schedule leaves their size open) and wait for what gates cohorts,
    `gate` naming watches that are assumed to.

    What falls on a closed day (`closed` holds weekdays or dates, `holidays` countries, `slots`
    appointments a day) moves to the nearest open day inside its window, the one that is
    preferred of two; `window` is that of what has none. `until`, a date or a study day, ends
    what nothing else ends.

    With a `log` of what was done, or its file, what is past through `as_of` (the last date of the
    log) is marked, and what is still to come is planned anew; `missed` says what a missed dose
    means: `skip`, `shift` or `make-up`.

    `time` is when the calendar is made, as for `report`; `tick` is called with the number of
    participants and gives what is called after each. Mistakes are in `diagnostics`; a draft
    that is unconfirmed has no calendar. Raises ValueError for a time or a preference that
    cannot be.

    >>> found = calendar("10 mg weekly for 3 doses within 1 day", start="2026-02-28",
    ...                  closed=["Sat, Sun"])
    >>> [entry.on.isoformat() for entry in found.entries()]
    ['2026-02-27', '2026-03-06', '2026-03-13']
    """
    from dosecalc import __version__, calendar_plans, calendars, day_rules, scheduling, stamps

    if prefer not in ("earlier", "later"):
        raise ValueError(f"prefer {prefer!r}: earlier or later")
    if missed not in ("", "skip", "shift", "make-up"):
        raise ValueError(f"missed {missed!r}: skip, shift or make-up")
    question, said = ask(unit=unit, assume=assume, with_=with_, weight=weight)
    trial, readable = only(argument, said)
    stamp = stamps.stamp(trial, __version__, time)
    nothing = calendars.Calendar(trial=trial, rules=calendars.Rules(), stamp=stamp)
    if question is None or not readable:
        return replace(nothing, diagnostics=tuple(said))
    said += checks.check(trial)
    if any(each.code in checks.STOPPING for each in said):
        return replace(nothing, diagnostics=tuple(said))
    wrong: list[Diagnostic] = []
    begin, _ = day_rules.moment_of(start, wrong)
    anchored = day_rules.anchors(trial, anchors, wrong)
    typed = day_rules.Typed(
        start, anchors, site, closed, holidays, slots, timezone, prefer, window, until
    )
    whole = scheduling.Whole(participants, first, every, per_cohort, tuple(gate))
    who = scheduling.Who(arm, cohort, reading, id)
    done = scheduling.Done(log, as_of, missed)
    try:
        made = scheduling.made(trial, question, typed, whole, who, done, begin, anchored, wrong)
    except OverflowError:
        raise ValueError("days lie before the year 1 or after the year 9999") from None
    said += dict.fromkeys(wrong)
    if made is None or any(each.is_error for each in wrong):
        return replace(nothing, diagnostics=tuple(said))
    ticked = tick(len(made.people)) if tick else lambda: None
    found = calendar_plans.calendar(
        trial, made.people, made.rules, question, stamp, made.follow, ticked, made.plans
    )
    return replace(found, enrolment=made.enrolment, diagnostics=tuple(said))


def visits(
    argument: Argument,
    *,
    arm: str | None = None,
    cohort: int | None = None,
    reading: str | None = None,
    until: str | None = None,
    start: str | None = None,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    weight: str | None = None,
    time: str | None = None,
) -> Activities:
    """The schedule of activities: what is done on which study day, a matrix for each way of dosing.

    Ways of dosing that have the same matrix share it, whatever their amounts. `arm`, `cohort` and
    `reading` keep some of them. `until`, a study day or week (`day 56`, `week 24`), ends what
    nothing else ends. `start`, the date of day 1, makes months exact; no date is shown. `time` is
    when it is made, as for `report`. Mistakes are in `diagnostics`; a draft that is unconfirmed is
    shown as one. Raises ValueError for a time that cannot be.

    >>> (found,) = visits("10 mg every 3 weeks for 4 doses within 2 days").matrices
    >>> [column.days[0].day for column in found.columns], found.columns[1].window
    ([0, 21, 42, 63], (2, 2))
    """
    from dosecalc import __version__, activities, choosing, stamps
    from dosecalc.language.read import read_moments
    from dosecalc.model import Arm
    from dosecalc.variants import Variant

    question, said = ask(unit=unit, assume=assume, with_=with_, weight=weight, start=start)
    trial, readable = only(argument, said)
    nothing = activities.Activities(trial=trial, stamp=stamps.stamp(trial, __version__, time))
    if question is None or not readable:
        return replace(nothing, diagnostics=tuple(said))
    said += checks.check(trial)
    last: int | None = None
    if until is not None:
        days, wrong = read_moments(until, "until", DayCount(trial.days_from_zero))
        said += wrong
        last = max(days) if days else None
    ways = choosing.fitting(trial, arm, cohort, reading)
    if not trial.arms and arm is None and cohort is None and reading is None:
        ways = [Variant(Arm(name=""), None, None)]
    if isinstance(ways, Diagnostic):
        return replace(nothing, diagnostics=(*said, ways))
    if (until is not None and last is None) or any(each.code in checks.STOPPING for each in said):
        return replace(nothing, diagnostics=tuple(said))
    try:
        found = activities.matrices(trial, ways, question, last)
    except ValueError as error:
        said.append(calls.too_many_doses(trial.name, str(error)))
        return replace(nothing, diagnostics=tuple(said))
    return replace(nothing, matrices=found, diagnostics=tuple(said))
