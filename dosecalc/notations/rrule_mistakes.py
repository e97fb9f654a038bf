"""What is wrong with a recurrence rule of calendars (RFC 5545), or cannot be said as a regimen.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic, Severity, Span, visible

_SHOWN = 80  # characters of words that are no dose
_FORM = "write `10 mg; DTSTART:20260302T080000 RRULE:FREQ=DAILY;COUNT=10`"


def rule_missing(name: str) -> Diagnostic:
    """A text or a file without a recurrence rule or a date.

    Example: (on the command line) `dosecalc doses --from rrule "10 mg daily"`
    Remedy: `10 mg; RRULE:FREQ=DAILY;COUNT=10`, or the phrase without `--from`
    """
    return Diagnostic(
        code="rule-missing", message=f"`{visible(name)}` holds no recurrence rule and no date",
        span=None, hint=_FORM,
    )  # fmt: skip


def rule_part_not_known(span: Span, name: str) -> Diagnostic:
    """A part of a recurrence rule that RFC 5545 does not have.

    Example: (on the command line) `dosecalc doses --from rrule "FREQ=DAILY;TIMES=10"`
    Remedy: `FREQ=DAILY;COUNT=10`
    """
    return Diagnostic(
        code="rule-part-not-known", message=f"recurrence rules have no `{visible(name)}`",
        span=span, hint="parts are FREQ, INTERVAL, COUNT, UNTIL, WKST, BYDAY, BYMONTHDAY, …",
    )  # fmt: skip


def rule_value(span: Span, name: str, wanted: str) -> Diagnostic:
    """A part of a recurrence rule, or a date, whose value is not one that it can have.

    Example: (on the command line) `dosecalc doses --from rrule "FREQ=DAILY;COUNT=ten"`
    Remedy: `FREQ=DAILY;COUNT=10`
    """
    return Diagnostic(
        code="rule-value", message=f"`{visible(span.text)}` is not a value of {name}",
        span=span, hint=f"{name} is {wanted}",
    )  # fmt: skip


def rule_part_twice(span: Span, other: Span) -> Diagnostic:
    """One part of a recurrence rule twice, or an end said in two ways.

    Example: (on the command line) `dosecalc doses --from rrule "FREQ=DAILY;COUNT=3;UNTIL=20260310"`
    Remedy: keep one of the two
    """
    return Diagnostic(
        code="rule-part-twice", message=f"`{visible(span.text)}` says again what is said before",
        span=span, other=other, other_label="here before", hint="keep one of the two",
    )  # fmt: skip


def rule_dose(span: Span, why: str) -> Diagnostic:
    """Words before a recurrence rule that are no dose.

    They say how much of what is given, by which route; when is the rule's to say.

    Example: (on the command line) `dosecalc doses --from rrule "10 mg daily; FREQ=DAILY;COUNT=3"`
    Remedy: `10 mg; FREQ=DAILY;COUNT=3`
    """
    words = " ".join(span.text.split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return Diagnostic(
        code="rule-dose",
        message=f"`{visible(shown)}` is no dose: {visible(why)}",
        span=span, hint="write how much of what, as in `10 mg of EX by mouth`, and not when",
    )  # fmt: skip


def rule_start_needed(span: Span) -> Diagnostic:
    """A recurrence rule whose dates hang on its first date, which is not there.

    Example: (on the command line) `dosecalc doses --from rrule "FREQ=DAILY;UNTIL=20260310T080000"`
    Remedy: put `DTSTART:20260302T080000` before the rule
    """
    return Diagnostic(
        code="rule-start-needed", message="which days these are hangs on the first date",
        span=span, hint="put `DTSTART:20260302T080000` before the rule",
    )  # fmt: skip


def rule_endless(span: Span) -> Diagnostic:
    """A recurrence rule without an end that is none of those a regimen has words for.

    Example: (on the command line) a rule with `FREQ=MONTHLY;BYDAY=1MO` and no COUNT
    Remedy: add `COUNT=` or `UNTIL=`
    """
    return Diagnostic(
        code="rule-endless", message="a rule of this kind needs an end: its dates are listed",
        span=span, hint="add `COUNT=12`, or `UNTIL=` and a date",
    )  # fmt: skip


def rule_never(span: Span) -> Diagnostic:
    """A recurrence rule that no date fits.

    Example: (on the command line) `FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3`
    Remedy: correct the rule
    """
    return Diagnostic(
        code="rule-never", message="no date fits this rule", span=span,
        hint="look at its BYDAY, BYMONTH and BYMONTHDAY",
    )  # fmt: skip


def rule_too_long(span: Span, most: str) -> Diagnostic:
    """A recurrence rule with more dates, or over more time, than are looked through.

    Example: (on the command line) `FREQ=MINUTELY;BYHOUR=9,17;COUNT=1000000000`
    Remedy: an earlier end
    """
    return Diagnostic(
        code="rule-too-long", message=f"the dates of this rule are listed, and {most}", span=span,
        hint="give the rule an earlier end",
    )  # fmt: skip


def rule_until_day(span: Span) -> Diagnostic:
    """An end that is a day, of a rule that has times: at the start of that day, or at its end.

    RFC 5545 wants a time where DTSTART has one; programs disagree about this.

    Example: (on the command line) `DTSTART:20260302T080000 RRULE:FREQ=DAILY;UNTIL=20260310`
    Remedy: `UNTIL=20260310T235959` to include that day, `UNTIL=20260310T000000` to leave it out
    """
    day = span.text.rpartition("=")[2]
    return Diagnostic(
        code="rule-until-day", message="the last dose may be on this day, or on the one before",
        span=span,
        hint=f"type `UNTIL={visible(day)}T235959` to include it, or `UNTIL={visible(day)}T000000`",
    )  # fmt: skip


def rule_start_outside(span: Span, first: str) -> Diagnostic:
    """A first date that the rule itself does not have, so that programs disagree about it.

    Example: (on the command line) `DTSTART:20260302 RRULE:FREQ=MONTHLY;BYMONTHDAY=15;COUNT=3`
    Remedy: the first date of the rule as DTSTART
    """
    return Diagnostic(
        code="rule-start-outside",
        message=f"DTSTART is no date of the rule and counts as no dose; the first is {first}",
        span=span, hint="other programs count it: write the first date of the rule there",
        severity=Severity.WARNING,
    )  # fmt: skip


def event_without_dose(span: Span | None, summary: str, count: int) -> Diagnostic:
    """Events of a calendar whose titles say no dose: the amount is unknown.

    Example: (on the command line) a calendar with events called `Tablet`
    Remedy: a title such as `5 mg of EX by mouth`
    """
    return Diagnostic(
        code="event-without-dose",
        message=f"`{visible(summary)}` says no dose; {count:,} events are of an unknown amount",
        span=span, hint="call the event `5 mg of EX by mouth`", severity=Severity.WARNING,
    )  # fmt: skip


def rule_dates_listed(span: Span | None, text: str) -> Diagnostic:
    """Doses on days that no recurrence rule has: they are written date by date, as RDATE.

    Example: (on the command line) `dosecalc convert "5 mg on days 1, 2, 9" --to rrule --start …`
    Remedy: none is needed; programs that know no RDATE need `--to ics`
    """
    said = f"no rule has the days of `{visible(text)}`: they are listed"
    return Diagnostic(
        code="rule-dates-listed", message=said, span=span,
        hint="programs that know no RDATE need `--to ics`", severity=Severity.NOTE,
    )  # fmt: skip
