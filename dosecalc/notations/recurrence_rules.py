"""Recurrence rules of calendars (RFC 5545): their parts, and the dates that they stand for.

>>> from dosecalc.diagnostics import Source, Span
>>> text = Source("typed", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=3")
>>> rule = parsed(Span(text, 0, len(text.text)))
>>> rule.freq, rule.interval, rule.limit, rule.by["BYDAY"]
('WEEKLY', 2, 3, ((0, 1), (0, 3)))
>>> [each.isoformat() for each in dates(rule, At(date(1997, 9, 2)))]
['1997-09-02T00:00:00', '1997-09-04T00:00:00', '1997-09-16T00:00:00']
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

from dosecalc.diagnostics import Span
from dosecalc.notations import rrule_mistakes
from dosecalc.notations.unreadable import Unreadable

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
SECONDS = MappingProxyType(
    {"DAILY": 86_400, "HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1, "WEEKLY": 604_800}
)
# The least and greatest number of each list, and whether it may count from the end.
_LISTS = {
    "BYSECOND": (0, 59, False), "BYMINUTE": (0, 59, False), "BYHOUR": (0, 23, False),
    "BYMONTHDAY": (1, 31, True), "BYYEARDAY": (1, 366, True), "BYWEEKNO": (1, 53, True),
    "BYMONTH": (1, 12, False), "BYSETPOS": (1, 366, True),
}  # fmt: skip
_MOST_NUMBER = 10**9
MOST_DATES = 20_000
# How many steps of a rule are looked through; more would take more than a moment.
_STEPS = {"SECONDLY": 90_000, "MINUTELY": 90_000, "HOURLY": 90_000, "DAILY": 40_000}
_YEARS = 400
_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z)?)?")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


class At(NamedTuple):
    """A date, and the second of the day where it has a time; `zone` is `UTC` or a name."""

    day: date
    second: int | None = None
    zone: str = ""

    @property
    def moment(self) -> datetime:
        """The date and time on the clock; the start of the day where it has no time."""
        return datetime(self.day.year, self.day.month, self.day.day) + timedelta(
            seconds=self.second or 0
        )


class Rule(NamedTuple):
    """A recurrence rule; `limit` is its COUNT.

    Weekdays are pairs: which one of the month or year, 0 for all, and the day, Monday being 0.
    """

    freq: str
    interval: int
    limit: int | None
    until: At | None
    week_start: int
    by: Mapping[str, tuple[Any, ...]]
    span: Span
    until_span: Span

    @property
    def ended(self) -> bool:
        return self.limit is not None or self.until is not None


def parsed(span: Span) -> Rule:
    """The rule that a text is; raises `Unreadable`."""
    parts: dict[str, Span] = {}
    at = span.start
    for piece in span.text.split(";"):
        name, _, value = piece.partition("=")
        place = Span(span.source, at, at + len(piece))
        held = Span(span.source, at + len(piece) - len(value), at + len(piece))
        at += len(piece) + 1
        if not piece.strip():
            continue
        key = name.strip().upper()
        if key not in _LISTS and key not in (
            "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY",
        ):  # fmt: skip
            raise Unreadable(rrule_mistakes.rule_part_not_known(place, name.strip()))
        if key in parts:
            raise Unreadable(rrule_mistakes.rule_part_twice(place, parts[key]))
        parts[key] = held
    return _rule(span, parts)


def _rule(span: Span, parts: Mapping[str, Span]) -> Rule:
    if "FREQ" not in parts or parts["FREQ"].text.upper() not in FREQUENCIES:
        raise Unreadable(rrule_mistakes.rule_value(
            parts.get("FREQ", span), "FREQ", "DAILY, WEEKLY, MONTHLY, YEARLY or HOURLY"
        ))  # fmt: skip
    if "COUNT" in parts and "UNTIL" in parts:
        raise Unreadable(rrule_mistakes.rule_part_twice(parts["UNTIL"], parts["COUNT"]))
    by: dict[str, tuple[Any, ...]] = {
        name: _numbers(name, parts[name]) for name in _LISTS if name in parts
    }
    if "BYDAY" in parts:
        by["BYDAY"] = _weekdays(parts["BYDAY"])
    week_start = 0
    if "WKST" in parts:
        ((_, week_start),) = _weekdays(parts["WKST"])[:1]
    until = moment(parts["UNTIL"], "UNTIL") if "UNTIL" in parts else None
    count = _number(parts["COUNT"], "COUNT") if "COUNT" in parts else None
    interval = _number(parts["INTERVAL"], "INTERVAL") if "INTERVAL" in parts else 1
    return Rule(
        parts["FREQ"].text.upper(), interval, count, until, week_start, by, span,
        parts.get("UNTIL", span),
    )  # fmt: skip


def _number(span: Span, name: str) -> int:
    if not re.fullmatch(r"[0-9]{1,10}", span.text) or not 0 < int(span.text) <= _MOST_NUMBER:
        raise Unreadable(
            rrule_mistakes.rule_value(span, name, "a whole number from 1 to 1,000,000,000")
        )
    return int(span.text)


def _numbers(name: str, span: Span) -> tuple[int, ...]:
    low, high, signed = _LISTS[name]
    found = []
    for text in span.text.split(","):
        number = int(text) if re.fullmatch(r"[+-]?[0-9]{1,3}", text.strip()) else high + 1
        if not low <= (abs(number) if signed else number) <= high:
            either = f"{low} to {high}" + (f" or -{high} to -{low}" if signed else "")
            raise Unreadable(rrule_mistakes.rule_value(span, name, f"whole numbers from {either}"))
        found.append(number)
    return tuple(dict.fromkeys(found))


def _weekdays(span: Span) -> tuple[tuple[int, int], ...]:
    found = []
    for text in span.text.upper().split(","):
        match = _DAY.fullmatch(text.strip())
        if match is None or (match[1] is not None and not 0 < abs(int(match[1])) <= 53):
            raise Unreadable(
                rrule_mistakes.rule_value(span, "BYDAY", "days such as `MO,WE` or `1MO,-1FR`")
            )
        found.append((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return tuple(dict.fromkeys(found))


def moment(span: Span, name: str, zone: str = "") -> At:
    """A date or a date with a time, as RFC 5545 writes them; raises `Unreadable`."""
    match = _DATE.fullmatch(span.text.strip().upper())
    if match is not None:
        year, month, day, hour, minute, second, utc = match.groups()
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            match = None
        else:
            if hour is None:
                return At(found)
            times = int(hour), int(minute), int(second)
            if times[0] < 24 and times[1] < 60 and times[2] < 60:
                at = times[0] * 3600 + times[1] * 60 + times[2]
                return At(found, at, "UTC" if utc else zone)
    raise Unreadable(
        rrule_mistakes.rule_value(span, name, "a date such as `20260302` or `20260302T080000`")
    )


# ------------------------------------------------------------------ dates


def dates(rule: Rule, start: At, most: int = MOST_DATES) -> list[datetime]:
    """The dates of a rule in order, on the clock; raises `Unreadable` for too many or none."""
    from dateutil import rrule as library

    last, cut = _last(rule, start)
    by = {name.lower(): values for name, values in rule.by.items() if name != "BYDAY"}
    if "BYDAY" in rule.by:
        by["byweekday"] = tuple(
            library.weekday(day, which or None) for which, day in rule.by["BYDAY"]
        )
    wanted = min(most + 1, rule.limit or most + 1)
    try:
        if not _ever(rule, by):
            raise Unreadable(rrule_mistakes.rule_never(rule.span))
        made = library.rrule(
            getattr(library, rule.freq), dtstart=start.moment, interval=rule.interval,
            wkst=rule.week_start, until=last, **by,
        )  # fmt: skip
        found = list(islice(made, wanted))
    except (ValueError, OverflowError):
        # The library says so of hours that an interval never meets.
        raise Unreadable(rrule_mistakes.rule_never(rule.span)) from None
    if len(found) > most:
        raise Unreadable(rrule_mistakes.rule_too_long(rule.span, f"they are more than {most:,}"))
    if cut and len(found) < (rule.limit or wanted):
        if not found:
            raise Unreadable(rrule_mistakes.rule_never(rule.span))
        said = f"they do not end before {last.year}"
        raise Unreadable(rrule_mistakes.rule_too_long(rule.span, said))
    if not found:
        raise Unreadable(rrule_mistakes.rule_never(rule.span))
    return found


def _ever(rule: Rule, by: Mapping[str, Any]) -> bool:
    """Whether any day fits the lists of a rule. The calendar repeats every 400 years.

    The library looks through all years for a day that there is not, and tells nobody until then.
    """
    from dateutil import rrule as library

    coarse = rule.freq if rule.freq in ("YEARLY", "MONTHLY", "WEEKLY") else "YEARLY"
    times = ("byhour", "byminute", "bysecond")
    lists = {name: value for name, value in by.items() if name not in times}
    if coarse != rule.freq:
        lists.pop("bysetpos", None)
    if not lists:
        return True
    begin = datetime(9600, 1, 1)
    made = library.rrule(getattr(library, coarse), dtstart=begin, wkst=rule.week_start, **lists)
    return next(iter(made), None) is not None


def first_dates(rule: Rule, start: At, count: int) -> list[datetime]:
    """The first dates of a rule, as many as there are; raises `Unreadable` where there is none."""
    shortened = rule._replace(limit=min(count, rule.limit or count))
    return dates(shortened, start) if rule.until is None else dates(rule, start)[:count]


def until(rule: Rule, start: At) -> datetime | None:
    """The last moment that a rule may have, on the clock of its start; raises `Unreadable`.

    An end that is a day stands for all of it where the start has no time.
    """
    end = rule.until
    if end is None:
        return None
    if end.second is None:
        if start.second is None:
            return end.moment
        raise Unreadable(rrule_mistakes.rule_until_day(rule.until_span))
    if end.zone == "UTC" and start.zone not in ("", "UTC"):
        return _local(end.moment, start.zone)
    return end.moment


def _local(moment: datetime, zone: str) -> datetime:
    """A moment in UTC on the clock of a zone; as it stands where nobody knows the zone."""
    from zoneinfo import ZoneInfo

    try:
        found = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    except (KeyError, ValueError, OSError, OverflowError):
        return moment
    return found.replace(tzinfo=None)


def _last(rule: Rule, start: At) -> tuple[datetime, bool]:
    """The last moment that is looked at, and whether that is before the rule's own end."""
    own = until(rule, start)
    steps = _STEPS.get(rule.freq)
    try:
        if steps is None:
            farthest = start.moment.replace(year=start.day.year + _YEARS, day=1)
        else:
            farthest = start.moment + timedelta(seconds=steps * SECONDS[rule.freq] * rule.interval)
    except (OverflowError, ValueError):
        farthest = datetime.max.replace(microsecond=0)
    if own is not None and own <= farthest:
        return own, False
    return farthest, True
