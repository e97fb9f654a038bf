"""What is wrong with exposure records of CDISC's kind (EX, EC), or cannot be told from them.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable

from dosecalc.diagnostics import Diagnostic, Severity, Span, either, nearest, visible


def no_exposure(name: str) -> Diagnostic:
    """A table that holds no exposure records.

    Example: (on the command line) `dosecalc convert --from cdisc dm.csv`
    Remedy: hand over EX or EC, as CSV or as Dataset-JSON 1.1, with at least one row
    """
    return Diagnostic(
        code="no-exposure",
        message=f"`{visible(name)}` holds no exposure records",
        span=None,
        hint="hand over EX or EC, as CSV or Dataset-JSON 1.1, with USUBJID, EXTRT and EXSTDTC",
    )


def two_domains(span: Span) -> Diagnostic:
    """Columns of EX and of EC in one table.

    Example: (on the command line) a table with EXTRT and ECTRT
    Remedy: hand over one of the two
    """
    return Diagnostic(
        code="two-domains", message="this table mixes columns of EX and EC", span=span,
        hint="keep the columns of one of the two",
    )  # fmt: skip


def dataset_json_shape(name: str, pointer: str, what: str) -> Diagnostic:
    """A Dataset-JSON file whose columns and rows do not fit together.

    Example: (on the command line) a row with more values than there are columns
    Remedy: get the file again from the program that wrote it
    """
    return Diagnostic(
        code="dataset-json-shape",
        message=f"`{visible(name)}` is no Dataset-JSON 1.1: {what}, at `{visible(pointer)}`",
        span=None,
        hint="get the file again from the program that wrote it",
    )


def dose_unit_not_known(span: Span, text: str, known: Iterable[str]) -> Diagnostic:
    """A unit of a dose that is neither a CDISC term nor a unit of the schedule language.

    Example: (in a table) `U` as EXDOSU, which is read as a 0 or a 4
    Remedy: a term of codelist C71620 such as `mg`, `IU` or `TABLET`, or a unit such as `particles`
    """
    close = nearest(text, known)
    return Diagnostic(
        code="dose-unit-not-known",
        message=f"`{visible(text)}` is not a unit of doses",
        span=span,
        hint=f"did you mean {either(close)}?" if close else "type `mg`, `IU`, `mL`, `TABLET`, …",
    )


def dose_in_time(span: Span, text: str) -> Diagnostic:
    """An amount in some time where a dose belongs: it does not say in how many doses it comes.

    Example: (in a table) `mg/day` as EXDOSU
    Remedy: the amount of one administration, in `mg`
    """
    return Diagnostic(
        code="dose-in-time",
        message=f"`{visible(text)}` does not say how many doses bring it",
        span=span,
        hint="fill in the amount of one administration, and its unit",
    )


def frequency_not_known(span: Span, text: str, known: Iterable[str]) -> Diagnostic:
    """A frequency that is neither a CDISC term nor a word of the schedule language.

    Example: (in a table) `Q3` as EXDOSFRQ
    Remedy: a term of codelist C71113 such as `QD`, `BID`, `EVERY 3 WEEKS` or `Q12H`
    """
    close = nearest(text.upper(), known)
    return Diagnostic(
        code="frequency-not-known",
        message=f"`{visible(text)}` is not a frequency of doses",
        span=span,
        hint=f"did you mean {either(close)}?" if close else "type `QD`, `BID`, `Q12H`, …",
    )


def cycle_not_stated(span: Span, text: str) -> Diagnostic:
    """A number of doses in a cycle, in records that do not say how long a cycle is.

    Example: (in a table) `2 TIMES PER CYCLE` as EXDOSFRQ
    Remedy: a row for each dose
    """
    return Diagnostic(
        code="cycle-not-stated", message=f"`{visible(text)}` does not say how long a cycle is",
        span=span, hint="give each dose a row of its own",
    )  # fmt: skip


def times_needed(span: Span, text: str) -> Diagnostic:
    """Doses every so many hours between two dates: how many that are hangs on the times.

    Example: (in a table) `Q12H` from `2021-01-01` to `2021-01-03`
    Remedy: dates with times (`2021-01-01T08:00`), or `BID` where two doses a day are meant
    """
    return Diagnostic(
        code="times-needed",
        message=f"`{visible(text)}` needs the times of the first and the last dose",
        span=span,
        hint="add them, as in `2021-01-01T08:00`, or give each dose a row",
    )


def times_do_not_fit(span: Span, text: str) -> Diagnostic:
    """Doses at times of each day, of which the last one comes before the day is full.

    Example: (in a table) `BID` from `2021-01-01T08:00` to `2021-01-03T08:00`: 5 doses or 6
    Remedy: the time of the last dose, or a row for each dose
    """
    return Diagnostic(
        code="times-do-not-fit",
        message=f"the first and the last time leave open how many doses `{visible(text)}` is",
        span=span,
        hint="correct the time of the last dose, or give each dose a row",
    )


def times_taken_as_daily(span: Span, times: str) -> Diagnostic:
    """Two doses a day, of which the first and the last time are known: taken as those of each day.

    Example: (in a table) `BID` from `2021-01-01T08:00` to `2021-01-03T20:00`
    Remedy: a row for each dose, if their times differ from day to day
    """
    return Diagnostic(
        code="times-taken-as-daily",
        message=f"the times of the first and the last dose are taken as those of each day: {times}",
        span=span,
        hint="give each dose a row, if their times differ",
        severity=Severity.WARNING,
    )


def date_not_whole(span: Span, text: str) -> Diagnostic:
    """A date with parts missing, on which the order or the length of several records hangs.

    Nothing is completed: a missing day is not the first of the month.

    Example: (in a table) `2021-01` as EXSTDTC of one of two rows
    Remedy: the whole date, or EXSTDY and EXENDY
    """
    return Diagnostic(
        code="date-not-whole",
        message=f"`{visible(text)}` does not say which day it is",
        span=span,
        hint="fill in the whole date, or the study day (EXSTDY, EXENDY)",
    )


def day_not_stated(span: Span) -> Diagnostic:
    """A record without a date, a study day or a planned day.

    Example: (in a table) a row with EXSTDTC, EXSTDY and VISITDY all empty
    Remedy: fill in one of them
    """
    return Diagnostic(
        code="day-not-stated", message="this row does not say when the dose was given", span=span,
        hint="fill in EXSTDTC, EXSTDY or VISITDY",
    )  # fmt: skip


def days_differ(span: Span, stated: str, other: Span | None) -> Diagnostic:
    """A study day that is not the one of its date, counted as the subject's other records count.

    Example: (in a table) day 1 on `2021-01-01`, and day 3 on `2021-01-02`
    Remedy: correct the date or the study day; there is no day 0
    """
    return Diagnostic(
        code="days-differ", message=f"the date and the study day differ: {stated}", span=span,
        other=other, other_label="day 1 is counted from here",
        hint="correct one of the two; day 1 is RFSTDTC, and there is no day 0",
    )  # fmt: skip


def ends_before_start(span: Span, other: Span) -> Diagnostic:
    """A record that ends before it begins.

    Example: (in a table) from `2021-01-05` to `2021-01-01`
    Remedy: correct one of the two
    """
    return Diagnostic(
        code="ends-before-start", message="this ends before it begins", span=span,
        other=other, other_label="it begins here", hint="correct one of the two",
    )  # fmt: skip


def once_for_days(span: Span) -> Diagnostic:
    """A single dose that lasts from one day to another, without times that say how long.

    Example: (in a table) `ONCE` from `2021-01-01` to `2021-01-03`
    Remedy: the day of the dose, dates with times for an infusion, or another frequency
    """
    return Diagnostic(
        code="once-for-days", message="a single dose goes from one day to another", span=span,
        hint="fill in the times of the infusion, or another frequency",
    )  # fmt: skip


def zero_dose(span: Span) -> Diagnostic:
    """A dose of 0 of something that is no placebo: not given, or a placebo under another name.

    Example: (in a table) EXTRT `DRUG A`, EXDOSE `0`
    Remedy: take the row out, or call the treatment `PLACEBO`
    """
    return Diagnostic(
        code="zero-dose", message="a dose of 0, of a treatment that is not called a placebo",
        span=span, hint="take the row out if nothing was given; a placebo has EXTRT `PLACEBO`",
    )  # fmt: skip


def dose_stated_twice(span: Span, other: Span) -> Diagnostic:
    """A dose as a number and as a text, which differ.

    Example: (in a table) EXDOSE `5` and EXDOSTXT `5-10`
    Remedy: keep one of the two
    """
    return Diagnostic(
        code="dose-stated-twice", message="the dose is stated as a number and as a text", span=span,
        other=other, other_label="the text", hint="keep one of the two",
    )  # fmt: skip


def two_moods(span: Span, left_out: int) -> Diagnostic:
    """Planned and performed records in one table: what was planned is read.

    Example: (in a table) rows with ECMOOD `SCHEDULED` and rows with `PERFORMED`
    Remedy: hand over the rows of one mood
    """
    return Diagnostic(
        code="two-moods",
        message=f"{left_out:,} performed rows are left out beside the scheduled ones",
        span=span,
        hint="hand over the rows of one ECMOOD",
        severity=Severity.WARNING,
    )


def frequency_not_stated(span: Span) -> Diagnostic:
    """A record of several days that does not say how often a dose was given.

    Example: (in a table) from `2021-01-01` to `2021-01-14` without EXDOSFRQ
    Remedy: fill in EXDOSFRQ
    """
    return Diagnostic(
        code="frequency-not-stated", message="several days, and no frequency", span=span,
        hint="fill in EXDOSFRQ, such as `QD`", severity=Severity.WARNING,
    )  # fmt: skip


def elapsed_unevenly(span: Span) -> Diagnostic:
    """Planned doses at uneven times after a first one, or some with a length and some without.

    Example: (in a table) ECELTM `PT0S`, `PT6H`, `PT24H` of one treatment
    Remedy: dates with times
    """
    return Diagnostic(
        code="elapsed-unevenly", message="these doses follow the first one unevenly",
        span=span, hint="fill in dates with times",
    )  # fmt: skip
