"""What a text gets wrong in its words, lines and brackets.

A function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dosecalc.diagnostics import Diagnostic, Span, either, nearest


def unexpected_character(span: Span) -> Diagnostic:
    """A sign that the language does not use.

    Every character of a text is accounted for: one that means nothing here is never skipped.

    Example: 10 mg daily ! for 7 days
    Remedy: leave the sign out, or put a name that needs it in double quotes.
    """
    return Diagnostic(
        code="unexpected-character",
        message=f"`{_visible(span.text)}` has no meaning here",
        span=span,
        hint="leave it out, or put a name that needs it in double quotes",
    )


def _visible(text: str) -> str:
    shown = "".join(
        c if c.isprintable() and not "\ud800" <= c <= "\udfff" else f"U+{ord(c):04X}"
        for c in text[:8]
    )
    return shown + ("…" if len(text) > 8 else "")


def unclosed_text(span: Span) -> Diagnostic:
    """A double quote that no second one closes on the same line.

    Example: 10 mg daily for 7 days by "oral
    Remedy: close the quotes before the line ends.
    """
    return Diagnostic(
        code="unclosed-text",
        message="the quotes that open here are not closed on this line",
        span=span,
        hint='end the text with `"`',
    )


def other_date(span: Span) -> Diagnostic:
    """A date whose day and month may be either way round, or a number with two points.

    Example: (in a file) `starts 12.5.2026`
    Remedy: dates are written year-month-day, as in `2026-03-01`
    """
    return Diagnostic(
        code="other-date",
        message=f"`{span.text}` may be a date with day and month either way round",
        span=span,
        hint="dates are written year-month-day, as in `2026-03-01`; a regimen counts study days",
    )


def no_such_time(span: Span) -> Diagnostic:
    """A clock time or a date that no clock or calendar shows.

    Example: 10 mg daily at 25:00 for 7 days
    Remedy: `at 01:00`; dates are written year-month-day, as in `2026-03-01`
    """
    return Diagnostic(
        code="no-such-time",
        message=f"`{span.text}` is on no clock or calendar",
        span=span,
        hint="times run from `00:00` to `23:59`, dates are written `2026-03-01`",
    )


def not_understood(span: Span, expected: Sequence[str], known: Iterable[str]) -> Diagnostic:
    """A word in a place where the language has no meaning for it.

    The nearest known words are offered, or what the place could hold.

    Example: 10 mg dayly for 7 days
    Remedy: `10 mg daily for 7 days`; `dosecalc words` lists the vocabulary
    """
    close = nearest(span.text, known) if span.text[:1].isalpha() else ()
    if close and span.text.lower() not in close:
        hint = f"did you mean {either(close)}?"
    elif expected:
        hint = "here could follow " + ", ".join(expected)
    else:
        hint = "`dosecalc words` lists the vocabulary"
    return Diagnostic(
        code="not-understood",
        message=f"`{_short(span.text)}` is not understood here",
        span=span,
        hint=hint,
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def unknown_unit(span: Span, known: Iterable[str]) -> Diagnostic:
    """A word after a number that is not a unit of the table.

    Units are a closed vocabulary, so that nothing is converted by guess.

    Example: 1e11 particels once
    Remedy: `1e11 particles once`; `dosecalc words units` lists the units
    """
    close = nearest(span.text, known)
    if len(span.text) <= 3:
        same = {span.text.lower(), span.text.lower().removesuffix("s")}
        close = tuple(each for each in known if each.lower() in same)[:2]
    hint = f"did you mean {either(close)}?" if close else "`dosecalc words units` lists the units"
    return Diagnostic(
        code="unknown-unit",
        message=f"`{_short(span.text)}` is not a unit",
        span=span,
        hint=hint,
    )


def refused_word(span: Span, readings: Sequence[str], why: str) -> Diagnostic:
    """A word that means two things to two readers: `biweekly`, `bimonthly`, `U`, `cc`, `2 weekly`.

    Safety lists of hospitals and standards ban these words, because each has led to doses given
    twice as often, half as often, or ten times too large.

    Example: 10 mg biweekly for 8 weeks
    Remedy: `twice a week` or `every 2 weeks`
    """
    return Diagnostic(
        code="refused-word",
        message=f"`{span.text}` {why}",
        span=span,
        hint=f"type {either(readings)}",
    )


def short_length(span: Span, meant: str) -> Diagnostic:
    """A length written over 7, 52 or 12, as some hospitals do for days, weeks and months.

    Example: 10 mg daily for 14/7
    Remedy: `10 mg daily for 14 days`
    """
    return Diagnostic(
        code="short-length",
        message=f"`{span.text}` is a length to some readers and a fraction to others",
        span=span,
        hint=f"type `{meant}`",
    )


def half_a_frequency(span: Span, meant: str) -> Diagnostic:
    """A number of times without a period, or a period without `times`.

    Example: two tablets three a day
    Remedy: `two tablets three times a day`
    """
    return Diagnostic(
        code="half-a-frequency",
        message=f"`{span.text}` does not say how often",
        span=span,
        hint=f"type `{meant}`",
    )


def brackets_hold_courses(span: Span) -> Diagnostic:
    """An aside in brackets, which hold courses here.

    Example: 1 tablet (500 mg) every 4 hours for 1 day
    Remedy: `1 tablet of 500 mg every 4 hours for 1 day`
    """
    inner = span.text.strip("() ")
    return Diagnostic(
        code="brackets-hold-courses",
        message="brackets hold courses that are repeated, not asides",
        span=span,
        hint=f"type `of {inner}` for what each holds, or leave it out",
    )


def second_amount(span: Span) -> Diagnostic:
    """A second amount behind `and` that leaves out its unit or how often it is given.

    Example: 1 tablet in the morning and 1 at night
    Remedy: `1 tablet daily in the morning and 1 tablet daily at night`
    """
    return Diagnostic(
        code="second-amount",
        message=f"`{span.text}` begins a second course without its unit",
        span=span,
        hint="write both out: `1 tablet daily in the morning and 1 tablet daily at night`",
    )


def bare_clock(span: Span) -> Diagnostic:
    """A time of day that no clock shows so.

    Example: 10 mg daily at 8 for 7 days
    Remedy: `at 08:00`, or `at 8 am`
    """
    return Diagnostic(
        code="bare-clock",
        message=f"`{span.text}` is not written as a time of day",
        span=span,
        hint="clock times are written `08:00` or `8 am`",
    )


def strength(span: Span, meant: str) -> Diagnostic:
    """A strength as it stands on a label: so much in so many millilitres.

    Example: 40 mg/0.4 mL once
    Remedy: `40 mg in 0.4 mL once`
    """
    return Diagnostic(
        code="strength",
        message=f"`{span.text}` may be one dose in its volume or the strength of a bottle",
        span=span,
        hint=f"type `{meant}`, or the dose and its strength: `5 mL at 50 mg/mL`",
    )


def limit_without_each(span: Span) -> Diagnostic:
    """A maximum that does not say of what: of a dose, of a day, or of all.

    Example: 8 mg/kg max 400 mg once
    Remedy: `8 mg/kg capped at 400 mg a dose`, or `at most 400 mg a day`
    """
    return Diagnostic(
        code="limit-without-each",
        message=f"`{span.text}` does not say in what time",
        span=span,
        hint="type `at most 400 mg a day`, `… in total`, or `capped at 400 mg a dose`",
    )


def date_in_regimen(span: Span) -> Diagnostic:
    """A date of the calendar in a regimen, which counts study days.

    The same regimen holds for every participant, whenever each of them starts.

    Example: 10 mg daily from 2026-03-02 for 7 days
    Remedy: `from day 1`
    """
    return Diagnostic(
        code="date-in-regimen",
        message=f"`{span.text}` is a date, and a regimen counts study days",
        span=span,
        hint="type the study day, as in `from day 15`, or leave it out for day 1",
    )


def bare_weeks(span: Span) -> Diagnostic:
    """Weeks that may be stretches of seven days or visits.

    Example: 10 mg daily weeks 1-4
    Remedy: `in weeks 1-4` for days inside them, `at weeks 1, 4` for a day each
    """
    rest = span.text.split(None, 1)[1] if " " in span.text else "1"
    return Diagnostic(
        code="bare-weeks",
        message=f"`{span.text}` may be seven days or one visit",
        span=span,
        hint=f"type `in weeks {rest}` for the days of those weeks, `at weeks {rest}` for a visit",
    )


def said_in_other_words(span: Span, meant: str) -> Diagnostic:
    """A word of everyday prescriptions that the language says in another way.

    Example: 10 mg daily ongoing
    Remedy: `10 mg daily until progression`
    """
    return Diagnostic(
        code="said-in-other-words",
        message=f"`{span.text}` is not a word of the language",
        span=span,
        hint=f"type {meant}",
    )


def ends_early(span: Span, expected: Sequence[str]) -> Diagnostic:
    """A line that stops before its sentence is complete.

    Example: 10 mg daily for
    Remedy: complete the sentence, as in `10 mg daily for 7 days`
    """
    hint = "here could follow " + ", ".join(expected) if expected else "complete the sentence"
    return Diagnostic(
        code="ends-early",
        message="the sentence stops before it is complete",
        span=span,
        hint=hint,
    )


def then_and_mixed(span: Span, other: Span) -> Diagnostic:
    """`then` and `and` side by side, so that what runs together is open.

    Example: 1 mg once then 2 mg daily for 2 days and 3 mg daily for 2 days
    Remedy: `1 mg once then (2 mg daily for 2 days and 3 mg daily for 2 days)`
    """
    return Diagnostic(
        code="then-and-mixed",
        message="`then` and `and` in one sentence need brackets",
        span=span,
        other=other,
        other_label="the other word",
        hint="put what belongs together in brackets: `A then (B and C)`",
    )


def list_runs_on(span: Span) -> Diagnostic:
    """A comma that joins a number to the list before it, where a new clause was meant.

    Example: 10 mg on days 1, 8, 3 times daily
    Remedy: `10 mg on days 1, 8 3 times daily`
    """
    return Diagnostic(
        code="list-runs-on",
        message="the comma before this number continues the list of days",
        span=span,
        hint="drop the comma before the number, or put the clause first",
    )


def tabs_and_spaces(span: Span) -> Diagnostic:
    """A line indented with a tab.

    Tabs are as wide as each program likes, so what a line belongs to would depend on it.

    Example: (in a file) a line under `arm A` that starts with a tab
    Remedy: indent with two spaces; `dosecalc fmt` does it for valid files
    """
    return Diagnostic(
        code="tabs-and-spaces",
        message="this line is indented with a tab",
        span=span,
        hint="indent with spaces",
    )


def wrong_indentation(span: Span) -> Diagnostic:
    """A line whose indentation fits no block above it.

    Example: (in a file) a line one space deep between lines of zero and two
    Remedy: give the line the indentation of its neighbours
    """
    return Diagnostic(
        code="wrong-indentation",
        message="this line's indentation fits no block above it",
        span=span,
        hint="give it the same indentation as its neighbours",
    )


def misplaced_line(span: Span, place: str, allowed: Sequence[str]) -> Diagnostic:
    """A line in a block that cannot hold it.

    Example: (in a file) `give 1 mg once` directly under `trial`
    Remedy: move the line into the block that it belongs to
    """
    return Diagnostic(
        code="misplaced-line",
        message=f"`{_short(span.text)}` cannot stand {place}",
        span=span,
        hint="here stand " + ", ".join(f"`{word}`" for word in allowed) if allowed else None,
    )


def text_too_long(span: Span) -> Diagnostic:
    """A line of more than 20,000 characters, or a file of more than 20 million.

    Example: (in a file) one line of 20,001 characters
    Remedy: split the text
    """
    return Diagnostic(
        code="text-too-long",
        message="this text is too long to be a schedule",
        span=span,
        hint="split it into several lines or files",
    )
