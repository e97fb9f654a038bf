"""Every mistake that reading a text can find, one function a code: `decimal-comma` and its kin.

A function's name is its code with underscores, its docstring is what `dosecalc explain CODE`
prints, and the line after `Example:` brings the mistake about (the tests run each one).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, either, nearest

# ------------------------------------------------------------------ characters and numbers


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


def number(trouble: str, span: Span, readings: Sequence[str]) -> Diagnostic:
    """The diagnostic for a numeral that `numerals.scan` found trouble with."""
    return {
        "leading-point": leading_point,
        "decimal-comma": decimal_comma,
        "list-needs-space": list_needs_space,
        "thousands-read": thousands_read,
        "point-read": point_read,
        "double-power": double_power,
        "lost-superscript": lost_superscript,
        "two-numbers": two_numbers,
        "number-too-long": number_too_long,
    }[trouble](span, readings)


def leading_point(span: Span, readings: Sequence[str]) -> Diagnostic:
    """A number that starts with its decimal point.

    The point is easily lost in print: `.5 mg` becomes 5 mg.

    Example: .5 mg daily for 7 days
    Remedy: `0.5 mg daily for 7 days`
    """
    return Diagnostic(
        code="leading-point",
        message=f"`{span.text}` starts with its decimal point, which is easily lost",
        span=span,
        hint=f"type {either(readings)}",
    )


def decimal_comma(span: Span, readings: Sequence[str]) -> Diagnostic:
    """A comma between digits that is no thousands separator.

    `1,5 mL` is one and a half to some readers and a list of 1 and 5 to others.

    Example: 1,5 mL daily for 3 days
    Remedy: `1.5 mL daily for 3 days`, or `1, 5 mL` for two levels
    """
    return Diagnostic(
        code="decimal-comma",
        message=f"`{span.text}` may be a decimal number or a list",
        span=span,
        hint=f"type {either(readings)}",
    )


def list_needs_space(span: Span, readings: Sequence[str]) -> Diagnostic:
    """Numbers joined by commas without spaces.

    `50,100,150 mg` is a list to one reader and a number with separators to another.

    Example: 50,100,150 mg daily for 3 days
    Remedy: `50, 100, 150 mg`: a comma and a space between the items of a list
    """
    return Diagnostic(
        code="list-needs-space",
        message=f"`{span.text}` joins numbers with a comma and no space",
        span=span,
        hint=f"type {either(readings)}",
    )


def thousands_read(span: Span, readings: Sequence[str]) -> Diagnostic:
    """A comma that was read as a thousands separator.

    Example: 1,000 mg daily for 3 days
    Remedy: write the number without commas to silence the warning.
    """
    return Diagnostic(
        code="thousands-read",
        message=f"`{span.text}` is read as {readings[0]}",
        span=span,
        hint=f"type `{readings[0]}` to be sure",
        severity=Severity.WARNING,
    )


def point_read(span: Span, readings: Sequence[str]) -> Diagnostic:
    """A point before three noughts, read as a decimal point.

    In half of Europe `1.000` is a thousand.

    Example: 1.000 mg daily for 3 days
    Remedy: `1 mg`, or `1000 mg` if that is meant
    """
    return Diagnostic(
        code="point-read",
        message=f"`{span.text}` is read as {readings[0]}, not as {readings[1]}",
        span=span,
        hint=f"type {either(readings)} to be sure",
        severity=Severity.WARNING,
    )


def double_power(span: Span, readings: Sequence[str]) -> Diagnostic:
    """A power of ten written twice, as in `2.0×10e11`.

    `×10e11` is ten times 10^11 if taken to the letter, and 10^11 if `e` was meant as `^`.

    Example: 2.0×10e11 particles once
    Remedy: `2e11` or `2e12`, as the record means it
    """
    return Diagnostic(
        code="double-power",
        message=f"`{span.text}` has its power of ten twice",
        span=span,
        hint=f"type {either(readings)}",
    )


def lost_superscript(span: Span, readings: Sequence[str]) -> Diagnostic:
    """A power of ten whose exponent has lost its raised place, as in `8.0*108`.

    Example: 8.0*108 particles daily for 7 days
    Remedy: `8.0e8`, if 8.0×10⁸ is meant
    """
    return Diagnostic(
        code="lost-superscript",
        message=f"`{span.text}` looks like a power of ten that lost its superscript",
        span=span,
        hint=f"type {either(readings)} if that is meant",
    )


def two_numbers(span: Span, readings: Sequence[str] = ()) -> Diagnostic:
    """Two numbers joined by a times sign.

    `2 x 200 mg per day` is two doses of 200 mg to one reader and 400 mg to another.

    Example: 2 x 200 mg per day for 7 days
    Remedy: `200 mg twice daily`, or `400 mg daily`
    """
    return Diagnostic(
        code="two-numbers",
        message=f"`{span.text}` multiplies two numbers, and does not say which counts doses",
        span=span,
        hint="say how often in words, as in `200 mg twice daily`",
    )


def number_too_long(span: Span, readings: Sequence[str] = ()) -> Diagnostic:
    """A number beyond anything that is counted or weighed: over 60 digits or powers of ten.

    Example: 1e999999999 particles once
    Remedy: check the exponent.
    """
    return Diagnostic(
        code="number-too-long",
        message="this number has more than 60 digits or powers of ten",
        span=span,
        hint="check the exponent",
    )


def negative_number(span: Span) -> Diagnostic:
    """A number below zero, where only study days go below.

    Example: 10 mg every -8 hours for 3 days
    Remedy: leave the sign out; days before day 1 are `on days -7 to -1`
    """
    return Diagnostic(
        code="negative-number",
        message=f"`{span.text}` is below zero",
        span=span,
        hint="leave the sign out; only study days go below zero, as in `on days -7 to -1`",
    )


def spaced_dash(span: Span) -> Diagnostic:
    """A dash with a space beside it: a range, a minus sign, or punctuation.

    Example: 1 - 2 mg daily for 7 days
    Remedy: `1 to 2 mg`, or `1-2 mg` without spaces
    """
    return Diagnostic(
        code="spaced-dash",
        message="a dash with a space beside it may be a range or a minus sign",
        span=span,
        hint="type `to` for a range",
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


# ------------------------------------------------------------------ words and sentences


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


def range_of_two_units(span: Span, joined: str | None) -> Diagnostic:
    """A range with a unit at either end, where only one may stand behind both figures.

    Example: 10 mg every 6 hours to 1 day for 3 days
    Remedy: `10 mg every 6 to 24 hours for 3 days`
    """
    hint = "give both ends in one unit, as in `every 6 to 24 hours`"
    return Diagnostic(
        code="range-of-two-units",
        message=f"the range `{_short(span.text)}` has two units",
        span=span,
        hint=f"type `{joined}`" if joined else hint,
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


def bare_count(span: Span) -> Diagnostic:
    """A count after `x` or `for` without its unit: `x 4`.

    Four doses, four days and four weeks are all meant by it somewhere.

    Example: 10 mg daily x 4
    Remedy: `x 4 doses` or `for 4 days`
    """
    number_text = span.text.split()[-1].lstrip("xX×")
    some = "" if number_text == "1" else "s"
    return Diagnostic(
        code="bare-count",
        message=f"`{span.text}` does not say what is counted",
        span=span,
        hint=f"type `x {number_text} dose{some}` or `for {number_text} day{some}`",
    )


def bare_length(span: Span) -> Diagnostic:
    """A length of time that does not say what it measures.

    Example: 10 mg twice a week, 12 weeks
    Remedy: `10 mg twice a week for 12 weeks`
    """
    return Diagnostic(
        code="bare-length",
        message=f"`{span.text}` does not say what takes so long",
        span=span,
        hint=f"type `for {span.text}`",
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


def numbers_touch(span: Span) -> Diagnostic:
    """Two numbers side by side: an amount without its unit, or a number broken in two.

    Example: 1 3 times a day for 7 days
    Remedy: `1 tablet 3 times a day for 7 days`
    """
    first, *rest = span.text.split()
    hint = f"name the unit between them, as in `{first} tablet`"
    if rest and rest[0].isdecimal() and len(rest[0]) == 3 and len(first) <= 3:
        hint = f"type `{first}{rest[0]}` if it is one number"
    elif first == "10" and rest:
        hint = f"type `1e{rest[0]}` if it is a power of ten"
    return Diagnostic(
        code="numbers-touch",
        message=f"`{span.text}` are two numbers side by side",
        span=span,
        hint=hint,
    )


def broken_decimal(span: Span, meant: str) -> Diagnostic:
    """A decimal number with a space in it.

    Example: 2. 5 mL daily for 7 days
    Remedy: `2.5 mL daily for 7 days`
    """
    return Diagnostic(
        code="broken-decimal",
        message=f"`{span.text}` is a number with a space in it, or the end of a sentence",
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


def written_fraction(span: Span, value: str) -> Diagnostic:
    """A fraction with a stroke, which is also a date, a rate or a choice.

    Example: 1/2 tablet daily for 7 days
    Remedy: `0.5 tablets`, or `half a tablet`
    """
    return Diagnostic(
        code="written-fraction",
        message=f"`{span.text}` is not a number of the language",
        span=span,
        hint=f"type `{value}`",
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


# ------------------------------------------------------------------ lines and blocks


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
