"""Meanings that are refused: sentences that are well formed and say two things, or nothing.

As in `mistakes.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, nearest

# ------------------------------------------------------------------ amounts


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


def no_earlier_dose(span: Span) -> Diagnostic:
    """A course that counts from an earlier dose where there is none.

    Example: 10 mg every 8 weeks for 4 doses starting 2 weeks after the last dose
    Remedy: put the earlier course before it, with `then`
    """
    return Diagnostic(
        code="no-earlier-dose",
        message=f"`{span.text}` counts from an earlier dose, and there is none",
        span=span,
        hint="put the earlier course before it, with `then`",
    )


# ------------------------------------------------------------------ clauses that disagree


def said_twice(span: Span, other: Span, what: str) -> Diagnostic:
    """The same thing said twice in one course.

    Example: 10 mg daily for 7 days for 14 days
    Remedy: keep one of the two, or make a second course with `then`
    """
    return Diagnostic(
        code="said-twice",
        message=f"this course says {what} twice",
        span=span,
        other=other,
        other_label="said here first",
        hint="keep one of the two, or begin a second course with `then`",
    )


def two_frequencies(span: Span, other: Span) -> Diagnostic:
    """Two frequencies of which neither counts doses on one day.

    Of two frequencies the longer picks the days and the one per day counts on each:
    `once daily, twice a week`. Other pairs say two things.

    Example: 10 mg twice a week every 3 weeks for 12 weeks
    Remedy: keep one, or say the days: `on days 1, 4 of every 21 days`
    """
    return Diagnostic(
        code="two-frequencies",
        message="these two frequencies do not fit together",
        span=span,
        other=other,
        other_label="the other frequency",
        hint="keep one of them, or list the days: `on days 1, 4 of every 21 days`",
    )


def weekday_and_daily(span: Span, other: Span, day: str) -> Diagnostic:
    """A frequency with named weekdays that it does not fit: `daily on Monday`.

    Example: 10 mg daily on Monday for 4 weeks
    Remedy: `10 mg on Monday for 4 weeks`, or `10 mg daily for 4 weeks`
    """
    return Diagnostic(
        code="weekday-and-daily",
        message=f"`{other.text}` and `{span.text}` do not fit together",
        span=span,
        other=other,
        other_label="this frequency",
        hint=f"type `on {day}` alone for every week, or count days: `on day 1 of every 14 days`",
    )


def days_do_not_match(span: Span, other: Span, listed: int, stated: int) -> Diagnostic:
    """A number of days in a list that is not the number that the frequency states.

    Example: 10 mg twice weekly on days 1, 3, 5 for 8 weeks
    Remedy: list as many days as the frequency says
    """
    return Diagnostic(
        code="days-do-not-match",
        message=f"{listed} listed, but the frequency says {stated}",
        span=span,
        other=other,
        other_label="the frequency",
        hint=f"list {stated}, or change the frequency",
    )


def listed_twice(span: Span) -> Diagnostic:
    """A day, a week, a weekday or a time that stands in one list twice.

    Example: 10 mg on days 1-4, 3-6
    Remedy: `on days 1-6`; two doses on a day are `twice daily`
    """
    return Diagnostic(
        code="listed-twice",
        message=f"`{span.text}` is in this list before",
        span=span,
        hint="list each once; for two doses on a day add `twice daily`",
    )


def day_outside_period(span: Span) -> Diagnostic:
    """A day of a period that the period does not have.

    Example: 10 mg on days 1, 30 of every 28 days for 6 cycles
    Remedy: days of a period run from 1 to its length
    """
    return Diagnostic(
        code="day-outside-period",
        message=f"`{span.text}` names a day outside the period",
        span=span,
        hint="days of a period run from 1 to its length",
    )


def day_zero(span: Span) -> Diagnostic:
    """A day 0 where days are counted as trials count them.

    Day 1 is the first day and the day before it is day -1.

    Example: 10 mg on days 0, 7
    Remedy: `on days 1, 8`, or say `counting days from 0` in the file
    """
    return Diagnostic(
        code="day-zero",
        message="there is no day 0: day 1 is the first day, day -1 the one before",
        span=span,
        hint="count from day 1, or say `counting days from 0`, in a file on a line of its own",
    )


def period_too_long(span: Span, other: Span) -> Diagnostic:
    """A period longer than the course it belongs to.

    Example: 10 mg once a month for 2 weeks
    Remedy: `once` for a single dose, or a longer course
    """
    return Diagnostic(
        code="period-too-long",
        message=f"`{span.text}` has a period that is longer than the course",
        span=span,
        other=other,
        other_label="the course",
        hint="type `once` for a single dose, or lengthen the course",
    )


def cycles_without_period(span: Span) -> Diagnostic:
    """Cycles are counted, but nothing says how long a cycle is.

    A cycle is the longest stated period: on and off days, `of every 28 days`, or `every 3 weeks`.

    Example: 10 mg daily for 6 cycles
    Remedy: `on days 1-5 of every 28 days for 6 cycles`
    """
    return Diagnostic(
        code="cycles-without-period",
        message="cycles are counted, but no cycle is described",
        span=span,
        hint="say what a cycle is: `of every 28 days`, `every 3 weeks` or `21 days on, 7 days off`",
    )


def cycle_length_needed(span: Span) -> Diagnostic:
    """So many doses in a cycle, and nothing says how long a cycle is.

    Example: 10 mg twice per cycle for 24 weeks
    Remedy: `twice per cycle for 6 cycles of 28 days`, or `twice every 28 days`
    """
    return Diagnostic(
        code="cycle-length-needed",
        message=f"`{span.text}` does not say how long a cycle is",
        span=span,
        hint="say it, as in `for 6 cycles of 28 days`",
    )


def once_in_what(span: Span, other: Span) -> Diagnostic:
    """A single dose with a length of time: once in all of it, or once on each day.

    Example: 10 mg once for 5 days
    Remedy: `10 mg once daily for 5 days`, or `10 mg once`
    """
    return Diagnostic(
        code="once-in-what",
        message=f"`{span.text}` may be a single dose or one on each day",
        span=span,
        other=other,
        other_label="a single dose needs no length",
        hint="type `once daily` for one on each day, or leave the length out",
    )


def most_of_what(span: Span, count: str) -> Diagnostic:
    """A maximum without a noun, where one dose is not one piece.

    Example: 1 to 2 tablets every 4 hours as needed, at most 8 a day, for 3 days
    Remedy: `at most 8 tablets a day`, or `at most 8 doses a day`
    """
    return Diagnostic(
        code="most-of-what",
        message=f"`{span.text}` may count doses or pieces",
        span=span,
        hint=f"type `at most {count} doses …`, or name the piece: `at most {count} tablets …`",
    )


def meals_not_counted(span: Span, other: Span) -> Diagnostic:
    """Meals of a day with a frequency of one dose a day.

    Example: 1 tablet daily after meals for 5 days
    Remedy: `3 times daily after meals`, or `daily after breakfast`
    """
    return Diagnostic(
        code="meals-not-counted",
        message=f"`{span.text}` is several times a day, and `{other.text}` is once",
        span=span,
        other=other,
        other_label="the frequency",
        hint="type `3 times daily`, or name one meal, as in `after breakfast`",
    )


def weeks_after_then(span: Span) -> Diagnostic:
    """Weeks of a course that follows another: they count from where it starts.

    Example: 1 mg daily in week 1 then 2 mg daily in week 2
    Remedy: `1 mg daily for 1 week then 2 mg daily for 1 week`
    """
    return Diagnostic(
        code="weeks-after-then",
        message=f"`{span.text}` counts weeks from the start of this course, not of the trial",
        span=span,
        hint="say how long each course goes on, as in `for 1 week then … for 1 week`",
    )


def end_of_one_course(span: Span, other: Span) -> Diagnostic:
    """An end, or a cycle, that belongs to one of two courses that run together.

    Example: 10 mg every morning and 20 mg every night for 7 days
    Remedy: `10 mg every morning for 7 days and 20 mg every night for 7 days`
    """
    return Diagnostic(
        code="end-of-one-course",
        message=f"`{other.text}` belongs to its own course, and not to this one",
        span=span,
        other=other,
        other_label="only this course",
        hint="repeat it here if it holds for both",
        severity=Severity.WARNING,
    )


def count_without_period(span: Span, count: int) -> Diagnostic:
    """A bare `twice` beside a length of time: twice a day, or twice in all that time.

    Example: 10 mg twice for 7 days
    Remedy: `twice daily for 7 days`, or `for 2 doses`
    """
    return Diagnostic(
        code="count-without-period",
        message=f"`{span.text}` does not say in what time",
        span=span,
        hint=f"type `{span.text} daily` or `{span.text} weekly`, or only `for {count} doses`",
    )


def through_week(span: Span, last: int) -> Diagnostic:
    """A course to a week, which is a day of that week or its end.

    Example: 10 mg daily through week 8
    Remedy: `through day 56` or `through day 57`
    """
    return Diagnostic(
        code="through-week",
        message=f"`{span.text}` may end on day {last} or on day {last + 1}",
        span=span,
        hint=f"type `through day {last}` or `through day {last + 1}`",
    )


def until_day(span: Span) -> Diagnostic:
    """`until day 56`, read as `through day 56`.

    Other tools disagree whether the day itself is dosed.

    Example: 10 mg daily until day 56
    Remedy: `through day 56` includes the day, `before day 56` does not
    """
    return Diagnostic(
        code="until-day",
        message=f"`{span.text}` is read as including that day",
        span=span,
        hint="type `through` to include the day, `before` to leave it out",
        severity=Severity.WARNING,
    )


def ends_before_start(span: Span, other: Span) -> Diagnostic:
    """A course that ends before it starts.

    Example: 10 mg daily from day 15 through day 8
    Remedy: correct one of the two days
    """
    return Diagnostic(
        code="ends-before-start",
        message="this end lies before the start of the course",
        span=span,
        other=other,
        other_label="the start",
        hint="correct one of the two",
    )


def times_do_not_match(span: Span, times: int, doses: int) -> Diagnostic:
    """More or fewer times of day than doses on a day.

    Example: 10 mg twice daily at 08:00 for 7 days
    Remedy: `twice daily at 08:00, 20:00`
    """
    return Diagnostic(
        code="times-do-not-match",
        message=f"{_times(times)} of day for {doses} dose{'s' * (doses != 1)} a day",
        span=span,
        hint="give one time for each dose of a day",
    )


def _times(number: int) -> str:
    return f"{number} time" + "s" * (number != 1)


def twelve_oclock(span: Span) -> Diagnostic:
    """Twelve o'clock with `am` or `pm`, which is noon to some and midnight to others.

    Example: 10 mg daily at 12 am for 7 days
    Remedy: `at 00:00` or `at 12:00`
    """
    return Diagnostic(
        code="twelve-oclock",
        message=f"`{span.text}` may be midnight or noon",
        span=span,
        hint="type `00:00` or `12:00`",
    )


def time_without_frequency(span: Span) -> Diagnostic:
    """A time of day without a frequency.

    Example: 10 mg at 08:00 for 7 days
    Remedy: `10 mg daily at 08:00 for 7 days`
    """
    return Diagnostic(
        code="time-without-frequency",
        message="a time of day does not say on which days",
        span=span,
        hint="add how often, as in `daily at 08:00`",
    )


def unknown_span(span: Span, known: Sequence[str]) -> Diagnostic:
    """A span of time that nothing in the file declares.

    Example: 10 mg daily during radiotherapy
    Remedy: (in a file) `span radiotherapy` with a line `lasts 6 weeks`
    """
    close = nearest(span.text, known)
    hint = "declare it: `span " + span.text.strip('"') + "` with a line `lasts …` below"
    return Diagnostic(
        code="unknown-span",
        message=f"no span of time is called `{span.text}`",
        span=span,
        hint="did you mean " + " or ".join(f"`{c}`" for c in close) + "?" if close else hint,
        severity=Severity.ERROR,
    )


def start_needed(span: Span) -> Diagnostic:
    """A course after a single dose that does not say when it starts.

    Example: 600 mg once then 300 mg every 8 weeks for 4 doses
    Remedy: `… then 300 mg every 8 weeks for 4 doses starting 2 weeks after the last dose`
    """
    return Diagnostic(
        code="start-needed",
        message="after a single dose the next course must say when it starts",
        span=span,
        hint="add `starting 2 weeks after the last dose`",
    )


def no_end(span: Span) -> Diagnostic:
    """A course in a sequence that nothing ends, so that the next one never starts.

    Example: 10 mg daily then 20 mg daily for 7 days
    Remedy: say how long the first course goes on
    """
    return Diagnostic(
        code="no-end",
        message="nothing ends this course, so what follows it never starts",
        span=span,
        hint="say how long it goes on, as in `for 7 days`",
    )


def nothing_said(span: Span) -> Diagnostic:
    """A course without an amount, a frequency, or days.

    Example: for 7 days
    Remedy: say how much and how often
    """
    return Diagnostic(
        code="nothing-said",
        message="this says neither how much nor how often",
        span=span,
        hint="say how much and how often, as in `10 mg daily`",
    )


def too_close(span: Span, other: Span | None) -> Diagnostic:
    """Doses nearer to each other than the text allows.

    Example: 10 mg daily for 7 days, at least 48 hours apart
    Remedy: a longer interval, or a shorter gap
    """
    return Diagnostic(
        code="too-close",
        message="doses of this course fall closer together than this allows",
        span=span,
        other=other,
        other_label="the frequency",
        hint="lengthen the interval or shorten the gap",
    )


def too_fine(span: Span) -> Diagnostic:
    """A length of time that is not a whole number of seconds.

    Example: 10 mg every 0.0001 hours for 1 day
    Remedy: times are kept in whole seconds
    """
    return Diagnostic(
        code="too-fine",
        message=f"`{span.text}` is not a whole number of seconds",
        span=span,
        hint="give it in whole seconds",
    )


def needs_exact(span: Span, what: str) -> Diagnostic:
    """A range, or a figure marked `about`, where one exact number or length is needed.

    Example: 10 mg daily for 21 to 28 days on, 7 days off, for 6 cycles
    Remedy: give one length, or two readings of the arm
    """
    return Diagnostic(
        code="needs-exact",
        message=f"{what} has to be exact",
        span=span,
        hint="give one figure, or two readings of the arm",
    )


def does_not_fit(span: Span, other: Span, message: str, hint: str) -> Diagnostic:
    """Two clauses that cannot stand in one course.

    Example: 10 mg once on Monday
    Remedy: keep one of them
    """
    return Diagnostic(
        code="does-not-fit", message=message, span=span, other=other,
        other_label="with this", hint=hint,
    )  # fmt: skip


# ------------------------------------------------------------------ files


def duplicate_name(span: Span, other: Span | None, what: str) -> Diagnostic:
    """Two things of one kind with the same name in a file.

    Example: (in a file) two lines `arm active`
    Remedy: give each its own name
    """
    return Diagnostic(
        code="duplicate-name",
        message=f"{what} `{span.text}` is declared twice",
        span=span,
        other=other,
        other_label="declared here first",
        hint="give each its own name",
    )


def no_trial(span: Span) -> Diagnostic:
    """A file with arms but no line that names its trial.

    Example: (in a file) `arm A` as the first line
    Remedy: begin the file with `trial NAME "title"`
    """
    return Diagnostic(
        code="no-trial",
        message="the file does not say which trial this is",
        span=span,
        hint='begin it with `trial NAME "title"`',
    )


def unknown_name(span: Span, what: str, known: Sequence[str], name: str) -> Diagnostic:
    """A line that speaks of an arm or a reading which the file does not have.

    Example: (in a file) `expect spary doses 4` where the arm is `spray`
    Remedy: use a declared name
    """
    close = nearest(name, known) or tuple(known[:4])
    hint = "declared are " + ", ".join(f"`{name}`" for name in close) if close else None
    return Diagnostic(
        code="unknown-name", message=f"no {what} is called `{name}`", span=span, hint=hint
    )


def missing(span: Span, what: str, hint: str) -> Diagnostic:
    """A block without a line that it cannot do without.

    Example: (in a file) `span radiotherapy` without `lasts …`
    Remedy: add the line, `lasts an unstated time` where the record does not say
    """
    return Diagnostic(code="missing", message=what, span=span, hint=hint)
