"""Mistakes of a call that asks for dates: what is not chosen, not known, or not confirmed.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dosecalc.diagnostics import Diagnostic, Severity, either, nearest, visible


def day_1_needed() -> Diagnostic:
    """No date to count from.

    Example: (on the command line) `dosecalc calendar NCT07232563 --reading "days 1 to 4"`
    Remedy: add `--start 2026-03-02`
    """
    return Diagnostic(
        code="day-1-needed",
        message="a calendar needs the date of day 1",
        span=None,
        hint="add `--start 2026-03-02`, or a list of participants with a column `start`",
    )


def no_such_span(name: str, known: Sequence[str]) -> Diagnostic:
    """A date for a span that the schedule does not have.

    Example: (on the command line) `… --anchor radioterapy=2026-04-13`
    Remedy: `--anchor radiotherapy=2026-04-13`
    """
    close = nearest(name, known) or tuple(known)
    hint = f"spans are {either(close)}" if close else "the schedule has no span"
    return Diagnostic(
        code="no-such-span",
        message=f"no span of time is called `{visible(name)}`",
        span=None,
        hint=hint,
    )


def no_anchor(text: str) -> Diagnostic:
    """An anchor that is not written as a name and its dates.

    Example: (on the command line) `dosecalc calendar NCT07312656 --anchor 2026-04-13 …`
    Remedy: `radiotherapy=2026-04-13`, or `radiotherapy=2026-04-13 to 2026-05-29`
    """
    return Diagnostic(
        code="no-anchor",
        message=f"`{visible(text)}` does not give a span its dates",
        span=None,
        hint="type a name and a date, `radiotherapy=2026-04-13`, or both days of it, "
        "`radiotherapy=2026-04-13 to 2026-05-29`",
    )


def anchors_differ(name: str, start: str, anchor: str) -> Diagnostic:
    """A day 1 and a span that is day 1 by the schedule, with two dates.

    Example: (on the command line) `… --start 2026-04-06 --anchor radiotherapy=2026-04-13`
    Remedy: leave one of the two out
    """
    return Diagnostic(
        code="anchors-differ",
        message=f"{visible(name)} starts on day 1, and they have two dates: {start} and {anchor}",
        span=None,
        hint="leave `--start` out, or give the same date",
    )


def wrong_weekday(name: str, anchor: str, found: str, stated: str) -> Diagnostic:
    """A span that starts on another weekday than its file says.

    Example: (on the command line) `… --anchor radiotherapy=2026-04-14`, a Tuesday
    Remedy: give another date, or change the file
    """
    return Diagnostic(
        code="wrong-weekday",
        message=f"{visible(name)} starts on a {stated} by the schedule, and {anchor} is a {found}",
        span=None,
        hint="give another date, or change `starting on a …` in the file",
        severity=Severity.WARNING,
    )


def no_closed_days(text: str) -> Diagnostic:
    """Closed days that are neither weekdays nor dates.

    Example: (on the command line) `dosecalc calendar … --closed easter`
    Remedy: `--closed "Sat, Sun"`, `--closed 2026-05-01`, `--closed "2026-10-01 to 2026-10-07"`
    """
    return Diagnostic(
        code="no-closed-days",
        message=f"`{visible(text)}` does not say which days are closed",
        span=None,
        hint="type weekdays or dates: `Sat, Sun`, `2026-05-01`, `2026-10-01 to 2026-10-07`",
    )


def no_window(text: str) -> Diagnostic:
    """A window that is no number of days.

    Example: (on the command line) `dosecalc calendar … --window some`
    Remedy: `--window "2 days"`, `--window "1 day before to 2 days after"`
    """
    return Diagnostic(
        code="no-window",
        message=f"`{visible(text)}` is no window",
        span=None,
        hint="type `2 days`, or `1 day before to 2 days after`",
    )


def site_not_known(name: str, known: Sequence[str]) -> Diagnostic:
    """A site that the schedule does not have, or one of several that is not chosen.

    Example: (on the command line) `dosecalc calendar trial.dose --site Basle …`
    Remedy: a site of the file
    """
    close = nearest(name, known) or tuple(known[:6])
    message = f"no site is called `{visible(name)}`" if name else "the schedule has several sites"
    shown = [f'--site "{each}"' for each in close]
    return Diagnostic(
        code="site-not-known",
        message=message,
        span=None,
        hint=f"add {either(shown)}" if close else "leave it out",
    )


def watch_not_known(name: str, known: Sequence[str]) -> Diagnostic:
    """A watch that is to gate cohorts, and that the schedule does not have.

    Example: (on the command line) `dosecalc calendar NCT07485751 --gate DTL …`
    Remedy: `--gate DLT`
    """
    close = nearest(name, known) or tuple(known)
    return Diagnostic(
        code="watch-not-known",
        message=f"no watch is called `{visible(name)}`",
        span=None,
        hint=f"watches are {either(close)}" if close else "the schedule has no watch",
    )


def cohort_size_needed(arm: str, stated: str) -> Diagnostic:
    """Participants who are to be put into cohorts whose size the schedule leaves open.

    Example: (on the command line) `… --participants 15`, with 3 to 6 a cohort
    Remedy: `--per-cohort 3`, or a list of participants with their cohorts
    """
    return Diagnostic(
        code="cohort-size-needed",
        message=f"a cohort of {visible(arm) or 'the arm'} has {stated} participants",
        span=None,
        hint="add `--per-cohort` with a number, or a list of participants with their cohorts",
    )


def more_than_cohorts(people: int, room: int) -> Diagnostic:
    """More participants than the cohorts have room for.

    Example: (on the command line) `… --participants 20`, with 5 cohorts of 3
    Remedy: fewer participants, or more in a cohort: `--per-cohort 4`
    """
    return Diagnostic(
        code="more-than-cohorts",
        message=f"{people} participants do not fit: the cohorts have room for {room}",
        span=None,
        hint="ask for fewer, or add `--per-cohort`",
    )


def only_for_one(option: str) -> Diagnostic:
    """An option about one participant in a calendar of several, or the other way round.

    Example: (on the command line) `dosecalc calendar … --participants 9 --id 001`
    Remedy: leave one of the two out
    """
    return Diagnostic(
        code="only-for-one",
        message=f"`{option}` does not go with these participants",
        span=None,
        hint=f"leave `{option}` out",
    )


def starts_too_early(name: str, start: date, when: date, why: str) -> Diagnostic:
    """A participant of a list who starts before the schedule lets them.

    Example: (in a list of participants) cohort 2 starts 20 days after cohort 1, and a watch is 28
    Remedy: a later start
    """
    return Diagnostic(
        code="starts-too-early",
        message=f"participant `{visible(name)}` starts on {start}, and may from {when} on: {why}",
        span=None,
        hint=f"give them a start of {when} or later",
        severity=Severity.WARNING,
    )


def whose_log(names: Sequence[str]) -> Diagnostic:
    """A log of several participants for a calendar of one who is not named.

    Example: (on the command line) `… --start 2026-03-02 --log site.csv` with rows of 001 and 002
    Remedy: `--id 001`
    """
    known = list(dict.fromkeys(names))
    return Diagnostic(
        code="whose-log",
        message=f"the log is about {len(known)} participants, and the calendar about one",
        span=None,
        hint="add " + either([f"--id {visible(each)}" for each in known[:4]]),
    )


def left_without_a_date(what: str, needs: str) -> Diagnostic:
    """Something that has no date yet, in a form that holds dates alone.

    Example: (on the command line) `dosecalc calendar NCT07485751 … -o visits.csv`
    Remedy: say what it needs, or how far it is to be listed: `--until 2026-12-31`
    """
    return Diagnostic(
        code="left-without-a-date",
        message=f"left out, without a date: {visible(what)} (needs {visible(needs)})",
        span=None,
        hint="`--until` lists what nothing ends, `--anchor` gives a span its dates",
        severity=Severity.WARNING,
    )


def endless_gate(name: str) -> Diagnostic:
    """A watch that gates the next cohort, and nothing says when it ends.

    Example: (on the command line) a file with `watch DLT for at least 28 days from the first dose`
    Remedy: write in the file how long it lasts at most: `for 28 to 35 days`
    """
    return Diagnostic(
        code="endless-gate",
        message=f"watch `{visible(name)}` gates cohorts, and nobody says when it ends",
        span=None,
        hint="write how long it lasts at most: `for 28 to 35 days`",
    )


def closed_for_a_year(day: date) -> Diagnostic:
    """A site with no open day in a whole year.

    Example: (on the command line) `--participants 9 --closed "2026-01-01 to 2027-12-31"`
    Remedy: leave one day open
    """
    return Diagnostic(
        code="closed-for-a-year",
        message=f"the site has no open day in the year from {day} on",
        span=None,
        hint="leave a day open with `--closed`",
    )
