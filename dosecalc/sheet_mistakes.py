"""Mistakes of tables that people keep: logs of what was done, lists of participants.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, either, nearest, visible


def no_such_column(span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    """A column that the table does not have.

    Nothing is left out in silence: a column whose name is a slip would lose what stands in it.

    Example: (in a log) a column called `particpant`
    Remedy: the name that the hint gives, or a table without that column
    """
    names = list(known)
    close = nearest(name, names)
    listed = f"did you mean {either(close)}?" if close else f"columns are {', '.join(names)}"
    return Diagnostic(
        code="no-such-column",
        message=f"`{visible(name)}` is not a column of this table",
        span=span,
        hint=listed,
    )


def column_twice(span: Span, name: str) -> Diagnostic:
    """Two columns of one name.

    Example: (in a log) the header `participant, activity, date, date`
    Remedy: keep one of them
    """
    return Diagnostic(
        code="column-twice",
        message=f"there are two columns `{name}`",
        span=span,
        hint="keep one of them",
    )


def column_missing(span: Span, names: Sequence[str], known: Iterable[str]) -> Diagnostic:
    """A table without a header, or without a column that it cannot do without.

    Example: (in a log) a file whose first line is `001,dose,2026-03-02`
    Remedy: begin the file with the names of its columns, such as `participant,activity,date`
    """
    return Diagnostic(
        code="column-missing",
        message=f"the first line has no column {either(names)}",
        span=span,
        hint=f"begin with a line of names: {', '.join(known)}",
    )


def broken_row(span: Span, why: str) -> Diagnostic:
    """A line that is no row of a table, because a quotation mark is opened or closed in it wrongly.

    Example: (in a log) a line `001,dose,2026-03-02,"felt ill`
    Remedy: close the quotation mark; inside quotes, write two for one: `"said ""no"" to it"`
    """
    return Diagnostic(
        code="broken-row",
        message=f"this line is not a row of a table: {why}",
        span=span,
        hint="close each quotation mark, and inside quotes write two for one",
    )


def cells_left_over(span: Span, most: int) -> Diagnostic:
    """A row with more cells than the table has columns.

    Example: (in a log) an unquoted `pain, nausea` in the last column of a table with commas
    Remedy: put a text with commas in quotes: `"pain, nausea"`
    """
    return Diagnostic(
        code="cells-left-over",
        message=f"this row goes on after the {most} columns of the table",
        span=span,
        hint="put a text that holds the separator in quotes",
    )


def cell_missing(span: Span, column: str) -> Diagnostic:
    """An empty cell where a row needs one.

    Example: (in a log) a row without a participant
    Remedy: fill in the cell, or take the row out
    """
    return Diagnostic(
        code="cell-missing",
        message=f"this row has no {column}",
        span=span,
        hint=f"fill in the column `{column.partition(' or ')[0]}`, or take the row out",
    )


def cell_not_understood(span: Span, text: str, column: str, hint: str) -> Diagnostic:
    """A cell that does not hold what its column holds.

    Example: (in a log) `2.3.2026` as a date, `8h` as a time, `maybe` under given
    Remedy: dates are `2026-03-02`, times `08:00`, days `8` or `-7`, given is `yes` or `no`
    """
    return Diagnostic(
        code="cell-not-understood",
        message=f"`{visible(text)}` is not understood as {column}",
        span=span,
        hint=hint,
    )


def row_without_day(span: Span) -> Diagnostic:
    """A row of a log that has neither a planned day nor a date.

    Nobody can tell then which dose or visit it is about.

    Example: (in a log) `001,dose,,,yes` with the planned day and the date both empty
    Remedy: fill in one of the two
    """
    return Diagnostic(
        code="row-without-day",
        message="this row has neither a planned day nor a date",
        span=span,
        hint="fill in the column `planned day`, `date`, or both",
    )


def given_not_said(span: Span, amount: str) -> Diagnostic:
    """A row with an amount and no date, which does not say whether it was given.

    A row without a date counts as not given; an amount says the contrary.

    Example: (in a log) planned day `8`, amount `10`, no date, and nothing under given
    Remedy: add the date, or `yes` or `no` under given
    """
    return Diagnostic(
        code="given-not-said",
        message=f"{amount} without a date: was it given?",
        span=span,
        hint="add the date, or `yes` or `no` in the column `given`",
    )


def row_twice(span: Span, other: Span, what: str) -> Diagnostic:
    """Two rows of a log about one and the same thing.

    Example: (in a log) participant 001's ECG of planned day 8, done in two rows
    Remedy: take one of them out, or correct its day
    """
    return Diagnostic(
        code="row-twice",
        message=f"{visible(what)} stands in two rows",
        span=span,
        other=other,
        other_label="here first",
        hint="take one of them out, or correct its day or time",
        severity=Severity.WARNING,
    )


def participant_twice(span: Span, other: Span, name: str) -> Diagnostic:
    """Two rows of a list of participants with one id.

    Example: (in a list of participants) two rows that begin with `001`
    Remedy: take one of them out
    """
    return Diagnostic(
        code="participant-twice",
        message=f"participant `{visible(name)}` is listed twice",
        span=span,
        other=other,
        other_label="here first",
        hint="take one of them out, or give it an id of its own",
    )


def mistakes_left_out(span: Span, most: int, severity: Severity) -> Diagnostic:
    """A table with so many mistakes that the rest of them is not listed.

    Reading stops at the last error shown; of warnings only the list is cut.

    Example: (in a log) a thousand rows with `2.3.2026` as a date
    Remedy: correct what is listed, and look again
    """
    kind = "errors" if severity is Severity.ERROR else "warnings"
    return Diagnostic(
        code="mistakes-left-out",
        message=f"only the first {most} {kind} of this table are listed",
        span=span,
        hint="correct these first, and look again",
        severity=severity,
    )
