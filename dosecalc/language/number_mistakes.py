"""What a text gets wrong in its numbers.

A function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, either


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
