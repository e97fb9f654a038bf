"""What is wrong with a dosing string of mrgsolve's kind, or read otherwise there.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic, Severity, Span

_FORM = "a dose is `100 mg q12h x 4 over 2h in 1 after 24h`, parts joined by `then` or `&`"


def _mistake(code: str, message: str, span: Span, hint: str = _FORM, label: str = "") -> Diagnostic:
    return Diagnostic(code=code, message=message, span=span, hint=hint, label=label)


def rx_too_long(span: Span) -> Diagnostic:
    """A dosing string longer than any that people write.

    Example: (on the command line) `dosecalc doses --from rx` with 20,001 characters
    Remedy: write an event table, and read it with `--from events`
    """
    return _mistake("rx-too-long", "the dosing string has more than 20,000 characters", span,
                    "write an event table, and read it with `--from events`")  # fmt: skip


def rx_amount_missing(span: Span) -> Diagnostic:
    """A part of a dosing string that does not begin with an amount.

    Example: (on the command line) `dosecalc doses --from rx "q12h x 4"`
    Remedy: `100 mg q12h x 4`
    """
    return _mistake("rx-amount-missing", "each part begins with an amount", span)


def rx_number_missing(span: Span) -> Diagnostic:
    """A word of a dosing string that a number has to follow, and none does.

    Example: (on the command line) `dosecalc doses --from rx "100 mg q x 4"`
    Remedy: `100 mg q12h x 4`
    """
    return _mistake("rx-number-missing", "a number is missing here", span)


def rx_word_not_known(span: Span) -> Diagnostic:
    """A word that dosing strings do not have; mrgsolve drops it without saying so.

    Example: (on the command line) `dosecalc doses --from rx "100 mg q12h until 48"`
    Remedy: `100 mg q12h x 4`, or a phrase of the schedule language without `--from`
    """
    return _mistake(
        "rx-word-not-known", f"dosing strings have no `{span.text}`; mrgsolve would drop it", span,
        "say it in a phrase, without `--from rx`, or leave it out",
    )  # fmt: skip


def rx_comma_in_number(span: Span) -> Diagnostic:
    """A comma between digits: mrgsolve reads two doses, 1 and 0, where 1,000 is written.

    Example: (on the command line) `dosecalc doses --from rx "1,000 mg q24 x 2"`
    Remedy: `1000 mg q24h x 2`
    """
    return _mistake(
        "rx-comma-in-number", "a comma separates parts, and stands between digits", span,
        "write numbers without commas, and a space after a comma between parts",
    )  # fmt: skip


def rx_said_twice(span: Span, other: Span) -> Diagnostic:
    """One thing said twice of one dose.

    Example: (on the command line) `dosecalc doses --from rx "100 q12h q24h x 2"`
    Remedy: keep one of the two
    """
    return Diagnostic(
        code="rx-said-twice", message=f"`{span.text}` is said twice of one dose", span=span,
        other=other, other_label="here before", hint="keep one of the two",
    )  # fmt: skip


def rx_not_a_count(span: Span) -> Diagnostic:
    """A number of doses, or of a compartment, that is not a whole number above zero.

    Example: (on the command line) `dosecalc doses --from rx "100 q12h x 2.5"`
    Remedy: `100 q12h x 2`
    """
    return _mistake(
        "rx-not-a-count", f"`{span.text}` is not a whole number above zero", span,
        "after `x` stands how many doses in all, after `in` a compartment's number",
    )  # fmt: skip


def rx_not_a_length(span: Span) -> Diagnostic:
    """A time of zero: an interval or an infusion that takes none.

    Example: (on the command line) `dosecalc doses --from rx "100 over 0"`
    Remedy: leave it out
    """
    return _mistake("rx-not-a-length", f"`{span.text}` is not a length of time above zero", span,
                    "leave it out, or write how long")  # fmt: skip


def rx_interval_missing(span: Span) -> Diagnostic:
    """Several doses and nothing that says how far apart.

    Example: (on the command line) `dosecalc doses --from rx "100 mg x 4"`
    Remedy: `100 mg q12h x 4`
    """
    return _mistake("rx-interval-missing", "several doses need an interval", span,
                    "add `q12h`, or how far apart they are")  # fmt: skip


def rx_nothing_between(span: Span, following: Span) -> Diagnostic:
    """A part after a single dose without an interval: mrgsolve gives both at the same time.

    Example: (on the command line) `dosecalc doses --from rx "100 then 50"`
    Remedy: `100 then 50 after 24h`, or `100 & 50` where both are given together
    """
    return Diagnostic(
        code="rx-nothing-between", message="nothing says when the next part begins", span=following,
        other=span, other_label="a single dose, without an interval",
        hint="add `after 24h` to what follows, or join the two with `&`",
    )  # fmt: skip


def rx_two_waits(span: Span, other: Span) -> Diagnostic:
    """Doses joined by `&` with different waits, and something that begins after both.

    Example: (on the command line) `dosecalc doses --from rx "100 & 50 after 12h then 25 after 6h"`
    Remedy: say the same `after` of both, or join all by `&`
    """
    return Diagnostic(
        code="rx-two-waits",
        message="doses joined by `&` wait differently: when does what follows begin",
        span=other, other=span, other_label="joined with this",
        hint="say the same `after` of both, or join what follows by `&` too",
    )  # fmt: skip


def rx_time_below_zero(span: Span) -> Diagnostic:
    """A time below zero: mrgsolve begins the part so much earlier than its place.

    Example: (on the command line) `dosecalc doses --from rx "100 q24h x 3 then 50 after -12h"`
    Remedy: join the parts by `&`, and say with `after` how long after the start each begins
    """
    return _mistake("rx-time-below-zero", "a time cannot be below zero here", span,
                    "join the parts by `&`, each with its own `after` from the start")  # fmt: skip


def rx_read_otherwise(span: Span, theirs: str) -> Diagnostic:
    """A word that counts here, and that mrgsolve drops or reads otherwise.

    Example: (on the command line) `dosecalc doses --from rx "100 mg q2d x 3"`
    Remedy: none is needed here; for mrgsolve write it in the unit of its model: `q48`
    """
    return Diagnostic(
        code="rx-read-otherwise", message=f"`{span.text}` counts here; mrgsolve {theirs}",
        span=span, severity=Severity.WARNING,
    )  # fmt: skip


def rx_one_dose(span: Span) -> Diagnostic:
    """An interval without a number of doses, which is one dose in a dosing string.

    Example: (on the command line) `dosecalc doses --from rx "100 mg q24h then 200 mg q12h"`
    Remedy: add `x` and how many doses, if more are meant
    """
    return Diagnostic(
        code="rx-one-dose", message="without `x` this is one dose", span=span,
        hint="add `x` and how many doses, if more are meant", severity=Severity.NOTE,
    )  # fmt: skip
