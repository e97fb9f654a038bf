"""What a log says that a schedule or a list of participants does not know, and wrong calls.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable

from dosecalc.diagnostics import Diagnostic, Severity, Span, either, nearest, visible


def one_trial_needed(count: int) -> Diagnostic:
    """An argument that holds several trials, or none, where a log is about one.

    Example: (on the command line) `dosecalc adherence schedules/ --start 2026-03-02 --log log.csv`
    Remedy: name the one file that the log is about
    """
    return Diagnostic(
        code="one-trial-needed",
        message=f"a log is about one trial, and there are {count or 'none'} in what is named",
        span=None,
        hint="name one file, one id or one phrase",
    )


def start_needed(name: str | None) -> Diagnostic:
    """No date of day 1, without which no dose has a date.

    Example: (on the command line) `dosecalc adherence trial.dose --log log.csv`
    Remedy: add `--start 2026-03-02`, or `--participants` with a list that has a column `start`
    """
    whose = "" if name is None else f" of participant `{visible(name)}`"
    return Diagnostic(
        code="start-needed",
        message=f"the date of day 1{whose} is not said",
        span=None,
        hint="add `--start` with the date of day 1, or `start` to the list of participants",
        severity=Severity.ERROR if name is None else Severity.WARNING,
    )


def whole_days_needed(option: str, given: str) -> Diagnostic:
    """A delay that is no whole number of days, where a log has dates.

    Example: (on the command line) `dosecalc adherence … --late "6 hours"`
    Remedy: `--late "1 day"`
    """
    return Diagnostic(
        code="whole-days-needed",
        message=f"`{option}` cannot be {visible(given)}: it counts whole days",
        span=None,
        hint="type a number of days or weeks, such as `2 days`",
    )


def no_such_rule(given: str) -> Diagnostic:
    """A word for what a missed dose means that is none of the three.

    Example: (on the command line) `dosecalc adherence … --missed skipped`
    Remedy: `--missed skip`, `--missed shift` or `--missed make-up`
    """
    return Diagnostic(
        code="no-such-rule",
        message=f"`{visible(given)}` does not say what a missed dose means",
        span=None,
        hint="type `skip`, `shift` or `make-up`",
    )


def participant_not_listed(span: Span | None, name: str, known: Iterable[str]) -> Diagnostic:
    """Rows of a log about a participant who is not in the list of participants.

    Example: (in a log) participant `0O1`, and the list has `001`
    Remedy: correct the id, or add the participant to the list
    """
    close = nearest(name, known)
    # Numbers are all a slip from each other: only a single neighbour is worth a word.
    alone = len(close) == 1
    hint = f"did you mean {either(close)}?" if alone else "add the participant to the list"
    return Diagnostic(
        code="participant-not-listed",
        message=f"participant `{visible(name)}` is not in the list; these rows are not counted",
        span=span,
        hint=hint,
        severity=Severity.WARNING,
    )


def agent_not_planned(span: Span | None, name: str, known: Iterable[str]) -> Diagnostic:
    """Doses of a product that the schedule does not plan for this participant.

    Example: (in a log) agent `EV-EX`, and the schedule has `EX-EV`
    Remedy: correct the name, or add the product to the schedule
    """
    names = list(known)
    close = nearest(name, names) or names[:3]
    hint = f"planned are {either(close)}" if close else "no dose is planned for this participant"
    return Diagnostic(
        code="agent-not-planned",
        message=f"`{visible(name)}` is not planned; these doses are not counted",
        span=span,
        hint=hint,
        severity=Severity.WARNING,
    )


def agent_not_said(span: Span | None, known: Iterable[str]) -> Diagnostic:
    """A dose of which the log does not say the product, where several are planned.

    Example: (in a log) an empty `agent` in a trial of two products
    Remedy: name the product in the column `agent`
    """
    return Diagnostic(
        code="agent-not-said",
        message="the log does not say which product was given; these doses are not counted",
        span=span,
        hint=f"type {either(known)} in the column `agent`",
        severity=Severity.WARNING,
    )


def dose_twice(span: Span | None, other: Span | None, name: str) -> Diagnostic:
    """Rows of a log that are alike, for more doses on one date than any day has.

    They name no planned day. A row that was entered twice would count as a dose of another day.

    Example: (in a log) two rows of participant 001 on 2026-03-02 alike, and a dose a day is planned
    Remedy: take one of them out, or name the planned day of each
    """
    return Diagnostic(
        code="dose-twice",
        message=f"participant `{visible(name)}` has rows that are alike, more than a day has doses",
        span=span,
        other=other,
        other_label="here first",
        hint="take one row out, or fill in the column `planned day` of each",
        severity=Severity.WARNING,
    )


def nothing_planned(span: Span | None, day: int) -> Diagnostic:
    """A row that names a planned day on which no dose is planned, or none that is still free.

    If the dose was given, it counts as extra.

    Example: (in a log) planned day `5` for doses on days 1, 4 and 8
    Remedy: correct the day; leave it empty to have the row matched by its date
    """
    return Diagnostic(
        code="nothing-planned",
        message=f"no dose is planned on day {day}, or none that has no row yet",
        span=span,
        hint="correct the day, or leave it empty to have the row matched by its date",
        severity=Severity.WARNING,
    )


def activity_not_planned(span: Span | None, name: str, known: Iterable[str]) -> Diagnostic:
    """An activity that is neither a dose nor one of the schedule's visits.

    Example: (in a log) activity `dosis`
    Remedy: type `dose` for a dose
    """
    close = nearest(name, ["dose", *known])
    hint = f"did you mean {either(close)}?" if close else "type `dose` for a dose"
    return Diagnostic(
        code="activity-not-planned",
        message=f"`{visible(name)}` is neither `dose` nor an activity of a visit; not counted",
        span=span,
        hint=hint,
        severity=Severity.WARNING,
    )
