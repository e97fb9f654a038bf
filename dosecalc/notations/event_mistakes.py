"""What is wrong with an event table as NONMEM, mrgsolve, rxode2 and Pumas read them.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic, Severity, Span, visible


def event_interval_missing(span: Span, addl: str) -> Diagnostic:
    """Additional doses (ADDL) without an interval (II) above zero, so that their times are open.

    Example: (in an event table) `ID,TIME,AMT,EVID,ADDL` and below it `1,0,100,1,6`
    Remedy: give the time between the doses in the column II
    """
    return Diagnostic(
        code="event-interval-missing",
        message=f"{addl} additional doses, and no interval between them",
        span=span,
        hint="give the time between the doses in the column `II`",
    )


def event_infusion_differs(span: Span, other: Span) -> Diagnostic:
    """An infusion whose amount, rate and duration do not agree.

    rxode2 keeps both, and other programs take one of the two.

    Example: (in an event table) `ID,TIME,AMT,RATE,DUR` and below it `1,0,100,20,4`
    Remedy: correct one of the three, or leave out the rate or the duration
    """
    return Diagnostic(
        code="event-infusion-differs",
        message="amount, rate and duration of this infusion do not agree",
        span=span,
        label="the rate",
        other=other,
        other_label="the duration",
        hint="correct one of them, or leave out the rate or the duration",
    )


def event_infusion_endless(span: Span) -> Diagnostic:
    """A rate without an amount: an infusion of which nobody knows how long it runs.

    Example: (in an event table) `ID,TIME,AMT,RATE,SS` and below it `1,0,0,20,1`
    Remedy: give the amount, or take the row out
    """
    return Diagnostic(
        code="event-infusion-endless",
        message="an infusion without an amount has no end",
        span=span,
        hint="give its amount in the column `AMT`, or take the row out",
    )


def event_amount_of_none(span: Span, evid: str) -> Diagnostic:
    """An amount in a row that says by EVID that nothing is given.

    Example: (in an event table) `ID,TIME,AMT,EVID` and below it `1,0,100,0`
    Remedy: EVID 1 for a dose; no amount for an observation
    """
    return Diagnostic(
        code="event-amount-of-none",
        message=f"an amount in a row of EVID {evid}, which is no dose",
        span=span,
        hint="EVID is 1 for a dose; leave the amount out where none is given",
    )


def event_time_restarts(span: Span) -> Diagnostic:
    """A reset (EVID 3 or 4) at which time starts again, as on a new occasion.

    How long after the occasion before it comes is not in the table, so that the days of the
    regimen are not known.

    Example: (in an event table) rows at the times 0 and 24, and then EVID 4 at the time 0
    Remedy: give times from the first dose on, or each occasion an ID of its own
    """
    return Diagnostic(
        code="event-time-restarts",
        message="time starts again here, and how long after the rows before it is not said",
        span=span,
        hint="count times from the first dose on, or give each occasion an ID of its own",
    )


def event_times_unsorted(span: Span, count: int) -> Diagnostic:
    """Rows of a participant that are not in the order of time.

    They are read as if they were, as rxode2 and Pumas do; NONMEM and mrgsolve refuse them.

    Example: (in an event table) a row at the time 24, and then one at 0, of the same ID
    Remedy: sort the table by ID and TIME; where an occasion begins anew, count its times on
    """
    more = f", and in {count - 1:,} more rows" if count > 1 else ""
    return Diagnostic(
        code="event-times-unsorted",
        message=f"time goes back here{more}: doses are read in the order of time",
        span=span,
        hint="if another occasion begins here, count its times from the first dose on",
        severity=Severity.WARNING,
    )


def event_subject_split(span: Span, name: str) -> Diagnostic:
    """An ID that comes again below rows of another one.

    It is read as the same participant, as rxode2 does; NONMEM reads a new one.

    Example: (in an event table) rows with the IDs 1, 2 and 1
    Remedy: sort the table by ID, or give the second one an ID of its own
    """
    return Diagnostic(
        code="event-subject-split",
        message=f"ID `{visible(name)}` comes again here, and is read as the same participant",
        span=span,
        hint="sort the table by ID, or give another participant another ID",
        severity=Severity.WARNING,
    )


def event_dates(span: Span, name: str) -> Diagnostic:
    """A column of dates: times of the table count from midnight of these dates.

    Example: (in an event table) `ID,DATE,TIME,AMT`, with times such as `08:30`
    Remedy: leave the column out, and count the times from the first dose on
    """
    return Diagnostic(
        code="event-dates",
        message=f"times count from the dates in `{visible(name)}`, which are not read",
        span=span,
        hint="leave the column out, and count the times from the first dose on",
    )


def event_time_too_fine(span: Span, what: str, why: str) -> Diagnostic:
    """An interval or a time finer than the schedule language has words for.

    Intervals are whole seconds, and times before day 1 whole minutes.

    Example: (in an event table) `II` of 8.3333 hours; a dose at the time -0.01
    Remedy: a whole number of seconds; before day 1, of minutes
    """
    return Diagnostic(
        code="event-time-too-fine",
        message=f"{what} cannot be said: {why}",
        span=span,
        hint="round it to the second, before day 1 to the minute",
    )


def event_too_many_doses(span: Span, count: int, most: int) -> Diagnostic:
    """A table of more doses than a person or a program can use; those of one kind count once.

    Example: (in an event table) `ADDL` of 1e9
    Remedy: look whether `ADDL` is in its column
    """
    return Diagnostic(
        code="event-too-many-doses",
        message=f"{count:,} doses, and at most {most:,} can be",
        span=span,
        hint="look whether `ADDL` is in its column",
    )


def event_interval_unused(span: Span, count: int) -> Diagnostic:
    """An interval (II) in a row without additional doses (ADDL), where it says nothing.

    Example: (in an event table) `ID,TIME,AMT,EVID,II` and below it `1,0,100,1,24`
    Remedy: none, if one dose is meant; else say how many more in the column ADDL
    """
    more = f", and in {count - 1:,} more rows" if count > 1 else ""
    return Diagnostic(
        code="event-interval-unused",
        message=f"an interval without additional doses{more}: this is one dose",
        span=span,
        hint="say in the column `ADDL` how many more there are, if there are any",
        severity=Severity.NOTE,
    )


def event_unit_missing(span: Span) -> Diagnostic:
    """Amounts without a unit: most event tables say it elsewhere, as in the text of a model.

    They are totalled in a unit called unstated.

    Example: (in an event table) `ID,TIME,AMT` and below it `1,0,100`
    Remedy: `--assume "unit = mg"`, or a column `AMTU` with the unit of each amount
    """
    return Diagnostic(
        code="event-unit-missing",
        message="amounts have no unit: they are totalled in one called unstated",
        span=span,
        hint='say it with `--assume "unit = mg"`, or in a column `AMTU`',
        severity=Severity.WARNING,
    )


def no_event_dose(span: Span | None) -> Diagnostic:
    """An event table in which nothing is given.

    Example: (in an event table) rows of EVID 0 alone
    Remedy: look whether the amounts stand in the column AMT
    """
    return Diagnostic(
        code="no-event-dose",
        message="there is no dose in this table",
        span=span,
        hint="a dose is a row with an amount in `AMT`, and EVID 1 where there is that column",
    )
