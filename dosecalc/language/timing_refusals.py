"""Times that are well formed and cannot be meant: frequencies, days, starts and ends.

A function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic, Severity, Span, nearest


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
