"""What of a schedule the events of a REDCap project cannot hold, or not as it is.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Severity, visible

_MOST = 6


def redcap_left_out(names: Sequence[str], reason: str) -> Diagnostic:
    """Something that is due and has no place among the events of a REDCap project.

    An event of REDCap is one day: it holds no watch or span of time, nothing without a date, and
    nothing more than 9999 days from day 1.

    Example: (on the command line) `dosecalc calendar NCT07485751 … --format redcap`, whose file
    has `watch DLT for 28 days from the first dose`
    Remedy: keep it in another form beside the project, as in `--format json`
    """
    return _said("redcap-left-out", f"left out, {reason}: {_listed(names)}",
                 "`--format json` has all of it")  # fmt: skip


def redcap_day_not_exact(names: Sequence[str]) -> Diagnostic:
    """An event of a REDCap project whose day hangs on something that is not exact.

    Its offset is the earliest day, and its name says `uncertain`.

    Example: (on the command line) `dosecalc calendar "5 mg daily for 3 to 5 days then 7 mg weekly
    for 2 doses" --start 2026-03-02 --format redcap`
    Remedy: state what it hangs on, or correct the offset in the project once it is known
    """
    return _said("redcap-day-not-exact", f"events at their earliest day: {_listed(names)}",
                 "correct their offsets in the project once their days are known")  # fmt: skip


def redcap_before_day_1(names: Sequence[str]) -> Diagnostic:
    """An event of a REDCap project before day 1, whose offset is below zero.

    The page Define My Events takes offsets from -9999 to 9999; guides to its upload speak of zero
    and above.

    Example: (on the command line) a file with `screening 7 days before the first dose`, and
    `--format redcap`
    Remedy: where the upload refuses the row, add the event on the page Define My Events
    """
    return _said("redcap-before-day-1", f"offsets below zero: {_listed(names)}",
                 "where an upload refuses them, add them on the page Define My Events")  # fmt: skip


def redcap_days_differ(names: Sequence[str]) -> Diagnostic:
    """An arm of a REDCap project whose participants have different days.

    Months of the calendar, spans on their own dates and times of the clock make days differ by
    participant; the events are those of the first one.

    Example: (on the command line) `dosecalc calendar "5 mg monthly for 3 doses" --participants
    list.csv --format redcap`
    Remedy: a list whose participants start on one date, or one project for each
    """
    return _said("redcap-days-differ", f"days of the first participant of: {_listed(names)}",
                 "ask for participants with one start, as in `--start 2026-03-02`")  # fmt: skip


def redcap_name_cut(names: Sequence[str]) -> Diagnostic:
    """The name of an arm that is longer than REDCap takes: 50 characters.

    Example: (on the command line) a file with `arm "A name of far more characters than fifty,
    which is what fits"`, and `--format redcap-arms`
    Remedy: a shorter name in the file, or another one in the project
    """
    return _said("redcap-name-cut", f"names cut at 50 characters: {_listed(names)}",
                 "give the arm a shorter name in the file")  # fmt: skip


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return "; ".join(visible(name) for name in names[:_MOST]) + more


def _said(code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code=code, message=message, span=None, hint=hint, severity=Severity.WARNING)
