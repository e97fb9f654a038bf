"""Dates that recur together (RFC 5545): a first date, rules, further dates and left-out ones.

A set is said in words where its rule is one that a regimen has words for, else its dates are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from dosecalc.diagnostics import Diagnostic, Source, Span
from dosecalc.notations import dated_doses, notation_mistakes, recurrence_rules, rrule_mistakes
from dosecalc.notations.cdisc_dates import clock
from dosecalc.notations.dated_doses import Course, Given, every
from dosecalc.notations.recurrence_rules import At, Rule
from dosecalc.notations.unreadable import Unreadable

_DAY = 86_400
_MOST_COURSES = 3  # that doses at times of the clock may take, before an interval is said
_MOST_PLACED = 2_000
_LONGEST = 50_000  # characters of a phrase
_INTERVALS = {"HOURLY": "hour", "MINUTELY": "minute", "SECONDLY": "second"}
_CALENDAR = {"MONTHLY": ("monthly", "month"), "YEARLY": ("yearly", "year")}
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(slots=True)
class Set:
    """A recurrence set; `dose` are the words of one administration, `way` whose it is."""

    dose: str
    way: str = ""
    start: At | None = None
    start_span: Span | None = None
    rules: list[Rule] = field(default_factory=list)
    without: list[Rule] = field(default_factory=list)
    extra: list[At] = field(default_factory=list)
    left_out: list[At] = field(default_factory=list)


class Spoken(NamedTuple):
    """A set in words, from its first date on, None where that is not known."""

    words: str
    first: date | None


class Teller:
    """Says sets as one phrase; `said` is what has to be said about them."""

    def __init__(self) -> None:
        self.said: dict[Diagnostic, None] = {}
        self.spoken: list[Spoken] = []
        self.placed: list[tuple[str, datetime, bool]] = []

    def add(self, found: Set) -> None:
        """Take a set; raises `Unreadable` where it cannot be told."""
        for at in (found.start, *found.extra):
            self._zone(at, found.start_span)
        simple = len(found.rules) == 1 and not (found.without or found.extra or found.left_out)
        if simple:
            direct = self._direct(found, found.rules[0])
            if direct is not None:
                self.spoken.append(direct)
                return
        self.placed += self._listed(found)

    def _zone(self, at: At | None, span: Span | None) -> None:
        if at is not None and at.zone:
            why = "times are those of the clock"
            said = notation_mistakes.not_taken_over(f"the time zone {at.zone}", why, span)
            self.said[said] = None

    def phrase(self) -> str:
        """All sets, counted from the first date of all; raises `Unreadable` for too much.

        Where agents or routes would carry over from one to another it is the text of a file.
        """
        phrases = self.phrases(self.first)
        return phrases[0] if len(phrases) == 1 else dated_doses.file("recurrence", phrases)

    @property
    def first(self) -> date | None:
        """The first date of all sets; None where none has a date."""
        firsts = [each.first for each in self.spoken if each.first is not None]
        firsts += [moment.date() for _, moment, _ in self.placed]
        return min(firsts, default=None)

    def phrases(self, origin: date | None) -> tuple[str, ...]:
        """All sets, day 1 being `origin`; raises `Unreadable` for too much."""
        if not (self.spoken or self.placed):
            return ("",)
        courses = list(self._courses(origin))
        for each in self.spoken:
            first = (each.first - origin).days if each.first is not None and origin else 0
            start = f" from day {first + 1}" if first else ""
            courses.append(Course(each.words + start, first))
        courses.sort(key=lambda course: course.first)
        if sum(len(course.words) for course in courses) > _LONGEST:
            raise Unreadable(_too_much(courses[0].words))
        return dated_doses.gives([course.words for course in courses])

    def _courses(self, origin: date | None) -> Iterable[Course]:
        if origin is None:
            return []
        given = [
            Given(dose, (moment.date() - origin).days, self._time(moment) if timed else "")
            for dose, moment, timed in self.placed
        ]
        return dated_doses.courses(given)

    def _time(self, moment: datetime) -> str:
        if moment.second:
            why = "a regimen says times to the minute"
            self.said[notation_mistakes.not_taken_over("the seconds of times", why)] = None
        return f"{moment:%H:%M}"

    # -- dates one by one

    def _listed(self, found: Set) -> list[tuple[str, datetime, bool]]:
        """The dates of a set, without those left out."""
        start = found.start
        dates: set[datetime] = {at.moment for at in found.extra}
        if not found.rules and start is not None:
            dates.add(start.moment)
        for rule in found.rules:
            dates.update(self._of_rule(rule, start))
        away = {at.moment for at in found.left_out if at.second is not None or _dated(start)}
        days = {at.day for at in found.left_out if at.second is None}
        for rule in found.without:
            away.update(self._of_rule(rule, start))
        timed = any(at is not None and at.second is not None for at in (start, *found.extra))
        timed = timed or any("BYHOUR" in rule.by for rule in found.rules)
        kept = sorted(each for each in dates if each not in away and each.date() not in days)
        if found.rules and start is not None and dates:
            self._starts_outside(found, min(dates))
        return [(found.dose, each, timed) for each in kept]

    def _of_rule(self, rule: Rule, start: At | None) -> list[datetime]:
        if start is None:
            raise Unreadable(rrule_mistakes.rule_start_needed(rule.span))
        if not rule.ended:
            raise Unreadable(rrule_mistakes.rule_endless(rule.span))
        return recurrence_rules.dates(rule, start)

    def _starts_outside(self, found: Set, first: datetime) -> None:
        assert found.start is not None
        if first != found.start.moment and found.start_span is not None:
            shown = f"{first:%Y-%m-%d}"
            self.said[rrule_mistakes.rule_start_outside(found.start_span, shown)] = None

    # -- rules that a regimen has words for

    def _direct(self, found: Set, rule: Rule) -> Spoken | None:
        """The words of a rule without dates; None where it has to be listed."""
        lists = {name for name in rule.by if name not in ("BYHOUR", "BYMINUTE", "BYSECOND")}
        if rule.freq in _INTERVALS:
            return None if rule.by else self._interval(found, rule)
        if rule.freq in _CALENDAR:
            return None if rule.by or found.start is not None else self._calendar(found, rule)
        if lists - {"BYDAY"} or any(which for which, _ in rule.by.get("BYDAY", ())):
            return None
        times = self._times(found, rule)
        if times is None:
            return None
        if rule.freq == "DAILY" and "BYDAY" in rule.by:
            if rule.interval > 1:
                return None
            rule = rule._replace(freq="WEEKLY")
        if "BYDAY" in rule.by:
            return self._weekdays(found, rule, times)
        step = rule.interval * (7 if rule.freq == "WEEKLY" else 1)
        if len(times) > 1 and step > 1:
            return None
        often = every(step)
        if len(times) > 1:
            often = "twice daily" if len(times) == 2 else f"{len(times)} times daily"
        return self._worded(found, rule, often, times, step)

    def _times(self, found: Set, rule: Rule) -> list[str] | None:
        """The times of a day, `[""]` for none known; None where its dates have to be listed."""
        start = found.start
        own = start.second if start is not None else None
        if not any(name in rule.by for name in ("BYHOUR", "BYMINUTE", "BYSECOND")):
            if own is not None and own % 60:
                return None
            return [""] if own is None else [clock(own)]
        hours = rule.by.get("BYHOUR", () if own is None else (own // 3600,))
        minutes = rule.by.get("BYMINUTE", () if own is None else (own % 3600 // 60,))
        if start is None and hours and "BYMINUTE" not in rule.by:
            minutes = (0,)
        seconds = rule.by.get("BYSECOND", (0,) if own is None else (own % 60,))
        if not hours or not minutes or seconds != (0,):
            return None
        times = sorted(f"{hour:02}:{minute:02}" for hour in hours for minute in minutes)
        first = own is None or clock(own) <= times[0]
        return times if first else None

    def _worded(
        self, found: Set, rule: Rule, often: str, times: Sequence[str], step: int
    ) -> Spoken | None:
        """A rule of one step, with its end."""
        count = rule.limit
        start = found.start
        first: date | None = None if start is None else start.day
        if start is not None and (rule.until is not None or "BYDAY" in rule.by):
            begun = recurrence_rules.first_dates(rule._replace(limit=1, until=None), start, 1)[0]
            first = begun.date()
            self._starts_outside(found, begun)
        if rule.until is not None:
            if start is None or first is None:
                raise Unreadable(rrule_mistakes.rule_start_needed(rule.until_span))
            last = recurrence_rules.until(rule, start)
            assert last is not None
            count = _until(first, times, step, last)
            if count < 1:
                raise Unreadable(rrule_mistakes.rule_never(rule.span))
        at = f" at {', '.join(times)}" if times[0] else ""
        ends = "" if count is None else f" for {count} dose{'s' * (count != 1)}"
        if count == 1:
            return None if start is not None else Spoken(f"{found.dose}{at} once", first)
        return Spoken(f"{found.dose} {often}{at}{ends}", first)

    def _weekdays(self, found: Set, rule: Rule, times: Sequence[str]) -> Spoken | None:
        """Named days of the week: days of a period where the first date is known."""
        days = sorted(day for _, day in rule.by["BYDAY"])
        if len(times) > 1:
            return None
        if len(days) == 1 and (rule.interval > 1 or found.start is not None):
            return self._worded(found, rule, every(7 * rule.interval), times, 7 * rule.interval)
        at = f" at {times[0]}" if times[0] else ""
        if found.start is None:
            if rule.interval > 1:
                raise Unreadable(rrule_mistakes.rule_start_needed(rule.span))
            if rule.until is not None:
                raise Unreadable(rrule_mistakes.rule_start_needed(rule.until_span))
            ends = "" if rule.limit is None else f" for {rule.limit} doses"
            named = ", ".join(_NAMES[day][:3] for day in days)
            return Spoken(f"{found.dose} on {named}{at}{ends}", None)
        return self._of_every(found, rule, days, at)

    def _of_every(self, found: Set, rule: Rule, days: Sequence[int], at: str) -> Spoken | None:
        assert found.start is not None
        endless = rule._replace(limit=len(days) + 1, until=None)
        begun = recurrence_rules.dates(endless, found.start)
        offsets = [(each.date() - begun[0].date()).days for each in begun]
        period = 7 * rule.interval
        if offsets[-1] != period:
            return None
        self._starts_outside(found, begun[0])
        count = rule.limit if rule.until is None else len(recurrence_rules.dates(rule, found.start))
        if count is not None and count <= len(days):
            return None
        listed = ", ".join(str(day + 1) for day in offsets[:-1])
        ends = "" if count is None else f" for {count} doses"
        words = f"{found.dose}{at} on days {listed} of every {period} days{ends}"
        if len(days) == 7 and rule.interval == 1:
            words = f"{found.dose} daily{at}{ends}"
        return Spoken(words, begun[0].date())

    def _interval(self, found: Set, rule: Rule) -> Spoken | None:
        """Doses by elapsed time; at their times of the clock where few words say those."""
        unit, start = _INTERVALS[rule.freq], found.start
        length = recurrence_rules.SECONDS[rule.freq] * rule.interval
        count = rule.limit
        if start is not None and rule.until is not None:
            last = recurrence_rules.until(rule, start)
            assert last is not None
            count = int((last - start.moment).total_seconds() // length) + 1
            if count < 1:
                raise Unreadable(rrule_mistakes.rule_never(rule.span))
        elif rule.until is not None:
            raise Unreadable(rrule_mistakes.rule_start_needed(rule.until_span))
        timed = start is not None and start.second is not None
        if timed and count is not None and count <= _MOST_PLACED and length % 60 == 0:
            assert start is not None
            dates = recurrence_rules.dates(rule, start)
            given = [
                Given("1 mg", (each.date() - start.day).days, f"{each:%H:%M}") for each in dates
            ]
            if sum(each.parts for each in dated_doses.courses(given)) <= _MOST_COURSES:
                return None
        if timed:
            why = "intervals are counted from the first dose"
            what = "the time of the first dose"
            self.said[notation_mistakes.not_taken_over(what, why, found.start_span)] = None
        number = "" if rule.interval == 1 else f"{rule.interval} "
        often = f"every {number}{unit}{'s' * (rule.interval > 1)}"
        ends = "" if count is None else f" for {count} dose{'s' * (count != 1)}"
        return Spoken(f"{found.dose} {often}{ends}", None if start is None else start.day)

    def _calendar(self, found: Set, rule: Rule) -> Spoken:
        """Doses by calendar months or years, of which no date is known."""
        if rule.until is not None:
            raise Unreadable(rrule_mistakes.rule_start_needed(rule.until_span))
        adverb, unit = _CALENDAR[rule.freq]
        often = adverb if rule.interval == 1 else f"every {rule.interval} {unit}s"
        ends = "" if rule.limit is None else f" for {rule.limit} doses"
        return Spoken(f"{found.dose} {often}{ends}", None)


def _dated(start: At | None) -> bool:
    return start is None or start.second is None


def _until(first: date, times: Sequence[str], step: int, last: datetime) -> int:
    """How many doses there are from a first day to a last moment."""
    days = (last.date() - first).days
    if days < 0:
        return 0
    whole, rest = divmod(days, step)
    if rest or not times[0]:
        return (whole + 1) * len(times)
    on_last = sum(time <= f"{last:%H:%M}" for time in times)
    return whole * len(times) + on_last


def _too_much(words: str) -> Diagnostic:
    source = Source("the dates in words", words[:80])
    span = Span(source, 0, len(source.text))
    return rrule_mistakes.rule_too_long(span, "they follow no rhythm that words could say")
