"""Refused lines about visits and sites: well formed, and not to be carried out.

As in `refusals.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from dosecalc.diagnostics import Diagnostic, Span, either, nearest


def chain_and_days(span: Span) -> Diagnostic:
    """A visit that is counted from another visit and has days of its own as well.

    Example: (in a file) `call 7 days after each actual ECG at weeks 2, 4`
    Remedy: two lines, one for the days and one for what is counted
    """
    return Diagnostic(
        code="chain-and-days",
        message="this visit is counted from another one, and has days of its own",
        span=span,
        hint="write two lines, one for the days and one for what is counted",
    )


def before_what_happened(span: Span) -> Diagnostic:
    """A visit so long before the actual date of another one, which nobody knows in advance.

    Example: (in a file) `fasting 1 day before each actual infusion`
    Remedy: `fasting 1 day before each planned infusion`
    """
    return Diagnostic(
        code="before-what-happened",
        message="the actual date of a later visit is not known before it",
        span=span,
        hint="count from the planned date: `1 day before each planned …`",
    )


def hangs_on_itself(span: Span, activity: str) -> Diagnostic:
    """Visits each of which is counted from the other.

    Example: (in a file) `ECG 1 day after each planned MRI` and `MRI 1 day after each planned ECG`
    Remedy: give one of them days of its own
    """
    return Diagnostic(
        code="hangs-on-itself",
        message=f"the days of `{activity}` are counted from themselves",
        span=span,
        hint="give one of these visits days of its own, as in `at weeks 0, 4`",
    )


def never_open(span: Span) -> Diagnostic:
    """A site that is closed on all seven days of the week.

    Example: (in a file) `closed on weekdays` and `closed on weekends`
    Remedy: leave open the days on which participants are seen
    """
    return Diagnostic(
        code="never-open",
        message="with this the site is closed on every day of the week",
        span=span,
        hint="leave open the days on which participants are seen",
    )


def no_such_country(span: Span | None, code: str) -> Diagnostic:
    """Public holidays of a country, or of a region, that are not known.

    Example: (in a file) `holidays Germany`
    Remedy: `holidays DE`, or with a region `holidays DE-BY`
    """
    from holidays import list_supported_countries

    country, _, region = code.partition("-")
    known = list_supported_countries()
    regions = known.get(country, ())
    close = nearest(region, regions) if region and regions else ()
    hint = "countries have two letters, and a region may follow: `CN`, `DE-BY`"
    if region and country in known:
        listed = ", ".join(regions[:8]) or "none"
        hint = f"did you mean {either(close)}?" if close else f"regions of {country}: {listed}"
    return Diagnostic(
        code="no-such-country",
        message=f"no public holidays are known for `{code}`",
        span=span,
        hint=hint,
    )


def slots_a_day(span: Span, count: int) -> Diagnostic:
    """A capacity that is not counted by the day.

    Example: (in a file) `slots 40 a week`
    Remedy: `slots 8 a day`
    """
    return Diagnostic(
        code="slots-a-day",
        message="slots are visits a day",
        span=span,
        hint=f"type `slots {count} a day`, or leave the line out",
    )


def no_such_timezone(span: Span | None, name: str) -> Diagnostic:
    """A time zone that the IANA database does not have.

    Example: (in a file) `timezone Beijing`
    Remedy: `timezone "Asia/Shanghai"`
    """
    from zoneinfo import available_timezones

    names = sorted(available_timezones())
    ends = {each.rpartition("/")[2].lower(): each for each in names}
    close = nearest(name.rpartition("/")[2].lower(), list(ends))
    hint = f"did you mean {either([ends[each] for each in close])}?" if close else None
    return Diagnostic(
        code="no-such-timezone",
        message=f"`{name}` is not a time zone",
        span=span,
        hint=hint or "time zones are named as in `Asia/Shanghai`, `Europe/Berlin`, `UTC`",
    )
