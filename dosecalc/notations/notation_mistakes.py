"""What is wrong with what is handed over in a notation, whichever it is.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, either, nearest, visible


def no_such_notation(name: str, known: Iterable[str]) -> Diagnostic:
    """A notation after `--from` or `--to` that there is not.

    Example: (on the command line) `dosecalc doses --from mrg "100 q12h x 4"`
    Remedy: one of the names that `dosecalc convert --kinds` lists
    """
    names = list(known)
    close = nearest(name, names)
    return Diagnostic(
        code="no-such-notation",
        message=f"there is no notation `{visible(name)}`",
        span=None,
        hint=f"did you mean {either(close)}?" if close else "`dosecalc convert --kinds` lists all",
    )


def notation_needed(ending: str, fitting: Sequence[str]) -> Diagnostic:
    """A file to write whose ending does not tell which notation is meant.

    Example: (on the command line) `dosecalc convert "5 mg daily for 3 days" -o doses.csv`
    Remedy: `--to nonmem`, or what else is meant
    """
    return Diagnostic(
        code="notation-needed",
        message=f"several notations are written into files that end in `.{visible(ending)}`",
        span=None,
        hint=f"say which: {either(f'--to {name}' for name in fitting)}",
    )


def not_a_file(name: str) -> Diagnostic:
    """A folder where a file of another notation belongs.

    Example: (on the command line) `dosecalc total --from fhir orders/`
    Remedy: name the files in it: `orders/*.json`
    """
    return Diagnostic(
        code="not-a-file",
        message=f"`{visible(name)}` is a folder, and `--from` reads files",
        span=None,
        hint=f"name the files in it: `{visible(name.rstrip('/'))}/*`",
    )


def own_language(name: str, notation: str) -> Diagnostic:
    """A file of the schedule language, handed over as one of another notation.

    Example: (on the command line) `dosecalc compare --from fhir order.json plan.dose`
    Remedy: write what is foreign into a `.dose` file first, and hand over both without `--from`
    """
    return Diagnostic(
        code="own-language",
        message=f"`{visible(name)}` is in the schedule language, which `--from {notation}` is not",
        span=None,
        hint="leave `--from` out; `dosecalc convert --from` makes `.dose` files of the others",
    )


def standard_input_twice() -> Diagnostic:
    """`-` given twice: standard input comes once.

    Example: (on the command line) `dosecalc compare --from rx - -`
    Remedy: write `-` once, or name files
    """
    return Diagnostic(
        code="standard-input-twice",
        message="standard input has been read already",
        span=None,
        hint="type `-` once",
    )


def no_time_unit(name: str, text: str) -> Diagnostic:
    """A unit of time after a notation that is none, or that this notation does not need.

    Example: (on the command line) `dosecalc doses --from rx:weeks "100 q1 x 4"`
    Remedy: `--from rx:hours` or `--from rx:days`
    """
    return Diagnostic(
        code="no-time-unit",
        message=f"`{visible(name)}` cannot be read in `{visible(text)}`",
        span=None,
        hint="`:hours` or `:days` may follow the name of a notation whose times are bare numbers",
    )


def guessed_notation(name: str, notation: str, about: str) -> Diagnostic:
    """A file that is not of the schedule language, read as what it can only be.

    Example: (on the command line) `dosecalc total study.json`
    Remedy: say it: `dosecalc total --from ctgov study.json`
    """
    return Diagnostic(
        code="guessed-notation",
        message=f"`{visible(name)}` is read as {about}",
        span=None,
        hint=f"say so with `--from {notation}`",
        severity=Severity.NOTE,
    )


def times_without_unit(span: Span | None, read_as: str) -> Diagnostic:
    """Bare numbers of time, in a notation that does not say what they are in.

    Example: (on the command line) `dosecalc doses --from rx "100 mg q 24 x 3"`
    Remedy: write the unit (`q 24h`), or say it for all: `--from rx:hours`
    """
    return Diagnostic(
        code="times-without-unit",
        message=f"times have no unit, and are read as {read_as}",
        span=span,
        hint="say the unit after the notation's name: `:hours` or `:days`",
        severity=Severity.WARNING,
    )


def day_1_dated(date: str, pointer: str = "") -> Diagnostic:
    """Dates in another notation, which a regimen counts as study days.

    Example: (on the command line) `dosecalc doses --from rrule "DTSTART:20260302 RRULE:FREQ=DAILY"`
    Remedy: `--start 2026-03-02` says the date of day 1, where dates are wanted
    """
    return Diagnostic(
        code="day-1-dated",
        message=f"{date} is day 1" + (f", at `{visible(pointer)}`" if pointer else ""),
        span=None,
        hint=f"`--start {date}` gives dates back",
        severity=Severity.NOTE,
    )


def not_taken_over(what: str, why: str, span: Span | None = None) -> Diagnostic:
    """Something in a notation that the schedule language has no words for.

    Example: (on the command line) an order that names its prescriber: `--from fhir order.json`
    Remedy: look whether it matters; `--strict` refuses a conversion that leaves something out
    """
    return Diagnostic(
        code="not-taken-over",
        message=f"{visible(what)} is left out: {why}",
        span=span,
        severity=Severity.WARNING,
    )
