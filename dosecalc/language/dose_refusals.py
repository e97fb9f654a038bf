"""Amounts that are well formed and cannot be meant: ranges, levels, bands, units.

A function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span


def backward_range(span: Span) -> Diagnostic:
    """A range whose first number is the greater one.

    Example: 16e9 to 1e9 particles daily for 4 days
    Remedy: put the lesser number first
    """
    return Diagnostic(
        code="backward-range",
        message=f"the range `{span.text}` runs backwards",
        span=span,
        hint="put the lesser number first",
    )


def ambiguous_power(span: Span, readings: Sequence[str]) -> Diagnostic:
    """A power of ten on the last number of a range or list only.

    `1 to 16e9` is one up to 16 billion, or 1 to 16 billion. Registries write `1–16×10^9`, with a
    dash, for the second, and that form is read so.

    Example: 1 to 16e9 particles daily for 4 days
    Remedy: `1e9 to 16e9 particles`, or `1-16e9 particles`
    """
    return Diagnostic(
        code="ambiguous-power",
        message=f"the power of ten in `{span.text}` may belong to every number or to the last",
        span=span,
        hint="type " + " or ".join(f"`{reading}`" for reading in readings),
    )


def zero_amount(span: Span) -> Diagnostic:
    """An amount of nothing.

    Example: 0 mg daily for 7 days
    Remedy: `placebo` for a dose without active content, `no treatment` for an arm without doses
    """
    return Diagnostic(
        code="zero-amount",
        message=f"`{span.text}` is no amount",
        span=span,
        hint="type `placebo` for a dose without active content",
    )


def zero_count(span: Span) -> Diagnostic:
    """A count of nothing: no doses, no days, no cycles.

    Example: 10 mg daily for 0 days
    Remedy: give a count of one or more
    """
    return Diagnostic(
        code="zero-count",
        message=f"`{span.text}` counts nothing",
        span=span,
        hint="give a count of one or more",
    )


def not_whole(span: Span) -> Diagnostic:
    """A count or a calendar length that is not a whole number.

    Example: 10 mg daily for 2.5 doses
    Remedy: give a whole number
    """
    return Diagnostic(
        code="not-whole",
        message=f"`{span.text}` is not a whole number",
        span=span,
        hint="give a whole number",
    )


def too_many(span: Span) -> Diagnostic:
    """A count, a length or a list beyond any trial.

    Lengths go to 30 million years, months to 1,200, listed days to 100,000, doses in a period
    and weeks to 10,000, dose levels to 300.

    Example: 10 mg 1e9 times daily for 2 days
    Remedy: check the number
    """
    return Diagnostic(
        code="too-many",
        message=f"`{_short(span.text)}` is more than any trial has",
        span=span,
        hint="check the number",
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def range_without_unit(span: Span, low: str, high: str) -> Diagnostic:
    """Two numbers with a dash and no unit: a range, two levels, or a day and a month.

    Example: 1-2 twice daily for 7 days
    Remedy: `1 to 2 tablets twice daily for 7 days`, or `1 to 2 unstated`
    """
    return Diagnostic(
        code="range-without-unit",
        message=f"`{span.text}` without a unit may be a range or two figures",
        span=span,
        hint=f"name the unit, as in `{low} to {high} tablets`, or type `{low} to {high} unstated`",
    )


def holds_nothing(span: Span, outer: str, inner: str) -> Diagnostic:
    """An amount `of` another that is no piece: nobody says whether each or the whole holds it.

    `10 mL of 1 g` is 10 mL with 1 g in it to a nurse, and ten times 1 g to a program.

    Example: 10 mL of 1 g once
    Remedy: `1 g in 10 mL once`; pieces hold so much each: `2 tablets of 500 mg`
    """
    return Diagnostic(
        code="holds-nothing",
        message=f"`{span.text}` does not say whether {inner} is in all of it or in each part",
        span=span,
        hint=f"type `{inner} in {outer}` for the whole, or leave one of the two out",
    )


def part_of_what(span: Span) -> Diagnostic:
    """A half or a quarter of something that is not named.

    Example: 40 mg daily for 5 days then half for 5 days
    Remedy: `… then 20 mg daily for 5 days`, or `half a tablet`
    """
    return Diagnostic(
        code="part-of-what",
        message=f"`{span.text}` does not say of what",
        span=span,
        hint="give the amount, as in `20 mg`, or name the piece: `half a tablet`",
    )


def bare_exponent(span: Span, power: str) -> Diagnostic:
    """A count of particles or cells that looks like a power of ten whose exponent fell to the line.

    Example: 109 cells once
    Remedy: `1e9 cells`; `109.0 cells` where 109 is meant
    """
    return Diagnostic(
        code="bare-exponent",
        message=f"`{span.text}` may be 10 to the power of {power}, its superscript lost",
        span=span,
        hint=f"type `1e{power}` if that is meant",
        severity=Severity.WARNING,
    )


def unstated_unit(span: Span) -> Diagnostic:
    """A figure without a unit: it is totalled, in a unit called unstated.

    Example: 1e9 daily for 7 days
    Remedy: name the unit, as in `1e9 particles`, or `--assume 'unit = particles'`
    """
    return Diagnostic(
        code="unstated-unit",
        message=f"`{span.text}` has no unit, and is totalled in an unstated one",
        span=span,
        hint="name the unit, or assume one: `assume unit = particles`",
        severity=Severity.WARNING,
    )


def unit_clash(span: Span, message: str, hint: str, other: Span | None = None) -> Diagnostic:
    """Units that do not meet where they have to.

    Example: 10 mg at 1e10 particles/mL daily for 7 days
    Remedy: a concentration is per the unit of the amount: `1.5 mL at 1e10 particles/mL`
    """
    return Diagnostic(code="unit-clash", message=message, span=span, hint=hint, other=other)


def amount_in_time(span: Span, amount: str, time: str) -> Diagnostic:
    """An amount per length of time in the place of an amount.

    `10 mg/day` may be one dose of 10 mg or several that make 10 mg together; `10 mL/hour` is the
    rate of an infusion.

    Example: 10 mg/day for 7 days
    Remedy: `10 mg daily`, `10 mg daily in 2 divided doses`, or `20 mL at 10 mL/hour`
    """
    often = {"day": "daily", "week": "weekly", "month": "monthly", "year": "yearly"}.get(time)
    hint = f"type `{amount} {often}` for one dose, `{amount} {often} in 2 divided doses` for two"
    if often is None:
        hint = f"a rate stands behind the amount, or says it: `at {amount}/{time} over 2 hours`"
    return Diagnostic(
        code="amount-in-time",
        message=f"`{span.text}` does not say how many doses bring it",
        span=span,
        hint=hint,
    )


def rate_differs(span: Span, delivered: str, time: str, other: Span) -> Diagnostic:
    """An infusion whose amount, rate and time do not agree.

    Example: 1000 mL at 50 mL/hour over 4 hours once
    Remedy: correct one of the three, or leave one out
    """
    return Diagnostic(
        code="rate-differs",
        message=f"at this rate {time} bring {delivered}, which is not the amount",
        span=span,
        other=other,
        other_label="the amount",
        hint="correct one of the three, or leave one out",
    )


def no_levels(span: Span) -> Diagnostic:
    """An escalation of a single amount.

    Example: 10 mg daily for 7 days escalating across cohorts
    Remedy: list the levels, as in `10, 20, 40 mg`
    """
    return Diagnostic(
        code="no-levels",
        message="there is one amount only, and nothing to escalate",
        span=span,
        hint="list the levels, as in `10, 20, 40 mg`, or give their range",
    )


def levels_do_not_meet(span: Span) -> Diagnostic:
    """Levels that by their step never reach the last one.

    Example: 1e9 particles doubling to 15e9 particles once
    Remedy: `1e9 particles doubling to 16e9 particles`, or list the levels
    """
    return Diagnostic(
        code="levels-do-not-meet",
        message="the levels step over the last one instead of meeting it",
        span=span,
        hint="correct the step or the last level, or list the levels",
    )


def bad_bands(span: Span) -> Diagnostic:
    """Weight bands that leave a weight out or claim one twice.

    Example: 260 mg below 50 kg, 390 mg from 60 kg once
    Remedy: let each band start where the one before it ends
    """
    return Diagnostic(
        code="bad-bands",
        message="the weight bands do not cover every weight exactly once",
        span=span,
        hint="let each band start where the one before it ends",
    )


def no_amount(span: Span) -> Diagnostic:
    """A volume, a site or a division of an amount that this course does not state.

    Example: in 3 mL daily for 4 days
    Remedy: `unknown particles in 3 mL daily for 4 days`
    """
    return Diagnostic(
        code="no-amount",
        message=f"`{span.text}` belongs to an amount, and none is stated here",
        span=span,
        hint="state the amount with it, `unknown particles` where the record does not say",
    )
