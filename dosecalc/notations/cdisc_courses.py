"""The records of one subject as courses: days counted from day 1, doses that follow each other.

Day 1 is RFSTDTC where the table has it, else the day that study days are counted from, else the
first date. A record goes from its first to its last day, both included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from dosecalc.days import DayCount, add_months, days_of_months
from dosecalc.diagnostics import Diagnostic, visible
from dosecalc.notations import cdisc_infusions, cdisc_mistakes, dated_doses, notation_mistakes
from dosecalc.notations.cdisc_dates import Moment, clock
from dosecalc.notations.cdisc_parts import Part, in_turn, joined_up, sequence
from dosecalc.notations.cdisc_rows import Record
from dosecalc.notations.cdisc_terms import Frequency
from dosecalc.notations.dated_doses import Given
from dosecalc.notations.unreadable import Unreadable

_NUMBERS = DayCount()
_DAY = 86_400
_MOST = 2_000  # doses of one record that are placed one by one
_SAID = 3  # courses that doses at their own times may take
_MONTHS = {"monthly": (1, 1), "yearly": (12, 1)}


class Courses:
    """Turns the records of one subject into a phrase; `said` is what has to be said about it."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = records
        self.said: list[Diagnostic] = []
        self.singles: list[Given] = []
        self.origin: date | None = None
        self.anchor: Record | None = None

    def gives(self) -> tuple[str, ...]:
        """The regimen in words, as phrases that run side by side; raises `Unreadable`."""
        self._find_origin()
        elapsed = [each for each in self.records if each.elapsed is not None]
        parts = [*self._elapsed(elapsed)]
        for record in self.records:
            if record.elapsed is None:
                parts += self._parts(record)
        parts = joined_up(sorted(parts, key=lambda part: part.first))
        singles = dated_doses.courses(self.singles)
        if not singles and in_turn(parts):
            return (sequence(parts),)
        words = [(part.first, part.placed) for part in parts]
        words += [(course.first, course.words) for course in singles]
        ordered = [text for _, text in sorted(words, key=lambda each: each[0])]
        return dated_doses.gives(ordered)

    # -- days

    def _find_origin(self) -> None:
        """The date of day 1; raises `Unreadable` where two rows count from two days."""
        for record in self.records:
            found = self._origin_of(record)
            if found is None:
                continue
            if self.origin is not None and self.anchor is not None and found != self.origin:
                stated = f"day 1 is {self.origin}, and here {found}"
                name = "stdy" if record.start_day is not None else "rfstdtc"
                raise Unreadable(cdisc_mistakes.days_differ(
                    record.spans(name), stated, self.anchor.spans(name)
                ))  # fmt: skip
            self.origin, self.anchor = found, record
        if self.origin is None and not any(each.start_day is not None for each in self.records):
            starts = [each.start.first for each in self.records if each.start and each.start.exact]
            self.origin = min(starts, default=None)

    def _origin_of(self, record: Record) -> date | None:
        """The date of day 1 by one row."""
        if record.reference is not None and record.reference.exact:
            return record.reference.first
        if record.start is not None and record.start.exact and record.start_day is not None:
            try:
                return date.fromordinal(record.start.first.toordinal() - record.start_day)
            except ValueError:
                span = record.spans("stdy")
                raise Unreadable(
                    cdisc_mistakes.days_differ(span, "there is no such day 1", None)
                ) from None
        return None

    def _first(self, record: Record) -> int:
        """The first day, as an offset from day 1; raises `Unreadable` where nobody knows it."""
        if record.start is not None and record.start.exact and self.origin is not None:
            found = (record.start.first - self.origin).days
            if record.start_day is not None and found != record.start_day:
                stated = (
                    f"{_NUMBERS.text(found)} by its date, {_NUMBERS.text(record.start_day)} said"
                )
                raise Unreadable(cdisc_mistakes.days_differ(record.spans("stdy"), stated, None))
            return found
        if record.start_day is not None:
            return record.start_day
        if record.start is not None:
            if len(self.records) > 1:
                text = record.spans("stdtc").text
                raise Unreadable(cdisc_mistakes.date_not_whole(record.spans("stdtc"), text))
            return 0
        if record.visit_day is not None:
            return record.visit_day
        if len(self.records) == 1 and record.frequency is not None:
            return 0
        raise Unreadable(cdisc_mistakes.day_not_stated(record.spans("stdtc")))

    def _days(self, record: Record, first: int) -> tuple[int, int] | None:
        """How many days a record goes, at least and at most; None where nothing ends it."""
        if record.stop_day is not None or record.stop is None:
            if record.stop_day is None:
                return None
            count = record.stop_day - first + 1
        elif record.stop.exact and (self.origin is not None or _exact(record.start)):
            count = (record.stop.first - self._date(record, first)).days + 1
        else:
            return self._reach(record)
        if count < 1:
            other = record.spans("stdtc" if record.start else "stdy")
            raise Unreadable(cdisc_mistakes.ends_before_start(record.spans("endtc"), other))
        return count, count

    def _date(self, record: Record, first: int) -> date:
        """The date of the first day of a record."""
        if record.start is not None and record.start.exact:
            return record.start.first
        assert self.origin is not None
        return date.fromordinal(self.origin.toordinal() + first)

    def _reach(self, record: Record) -> tuple[int, int] | None:
        """The days between two dates of which a part is missing."""
        assert record.stop is not None
        if len(self.records) > 1:
            text = record.spans("endtc").text
            raise Unreadable(cdisc_mistakes.date_not_whole(record.spans("endtc"), text))
        if record.start is None:
            return None
        low = (record.stop.first - record.start.last).days + 1
        high = (record.stop.last - record.start.first).days + 1
        if high < 1:
            raise Unreadable(cdisc_mistakes.ends_before_start(
                record.spans("endtc"), record.spans("stdtc")
            ))  # fmt: skip
        return max(low, 1), high

    # -- a record

    def _parts(self, record: Record) -> Iterator[Part]:
        """A record as courses; single doses go to `singles`."""
        if record.regimen and not _is_placed(record):
            said = visible(" ".join(record.regimen.split()))
            what, why = f"`{said}`", "no day is stated, and these words are not read as one"
            self.said.append(notation_mistakes.not_taken_over(what, why, record.spans("dosrgm")))
            yield Part(_worded(record, "at unstated times"), 0, None)
            return
        first = self._first(record)
        often = record.frequency
        days = self._days(record, first)
        if (often is None or often.once) and days is None:
            days = 1, 1
        if often is None and days != (1, 1):
            self.said.append(cdisc_mistakes.frequency_not_stated(record.spans("dosfrq")))
            often = Frequency("at unstated times")
        if often is None or often.once:
            yield from self._single(record, first, often.once if often else 1, days)
        elif often.hours is not None:
            yield from self._interval(record, first, often, often.hours, days)
        elif days is None:
            self._clock_left_out(record)
            yield Part(_worded(record, often.words), first, None)
        elif days[0] != days[1]:
            self._clock_left_out(record)
            ends = f"{days[0]} to {days[1]}"
            yield Part(_worded(record, f"{often.words} for {ends} days"), first, None)
        else:
            yield from self._course(record, first, often, days[0])

    def _single(
        self, record: Record, first: int, number: int, days: tuple[int, int] | None
    ) -> Iterator[Part]:
        """One dose, or several in all of which no period is known."""
        lasting = cdisc_infusions.lasting(record)
        start = record.start.second if record.start else None
        if days != (1, 1) and number == 1:
            if lasting is None:
                raise Unreadable(cdisc_mistakes.once_for_days(record.spans("endtc")))
            days = 1, 1
        time = "" if start is None else clock(start)
        time = record.times[0] if len(record.times) == 1 else time
        if days != (1, 1):
            what = "when the doses of " + record.term
            why = "how far apart they are is not stated"
            self.said.append(notation_mistakes.not_taken_over(what, why, record.spans("dosfrq")))
            yield Part(f"{record.dose} {record.term.lower()}", first, None)
            return
        dose = cdisc_infusions.over(record, lasting if number == 1 else None)
        self.singles += [Given(dose, first, time if number == 1 else "")] * number

    def _interval(
        self, record: Record, first: int, often: Frequency, hours: Fraction,
        days: tuple[int, int] | None,
    ) -> Iterator[Part]:  # fmt: skip
        """Doses every so many hours, the last one at the end of the record at the latest."""
        start, stop = _second(record.start), _second(record.stop)
        if days is None or (hours % 24 == 0 and start is None):
            count = "" if days is None else _count(days, hours / 24)
            self._clock_left_out(record)
            whole = days is not None and days[0] == days[1] and hours % 24 == 0
            end = first + int(count) * int(hours // 24) if whole else None
            extent = f" for {count} dose{'s' * (count != '1')}" if count else ""
            yield Part(_worded(record, often.words + extent), first, end, whole)
            return
        if start is None or stop is None or days[0] != days[1]:
            raise Unreadable(cdisc_mistakes.times_needed(record.spans("dosfrq"), record.term))
        reach = (days[0] - 1) * _DAY + stop - start
        if reach < 0:
            raise Unreadable(cdisc_mistakes.ends_before_start(
                record.spans("endtc"), record.spans("stdtc")
            ))  # fmt: skip
        number = int(reach // (hours * 3600)) + 1
        step = hours * 3600
        at = [start + step * n for n in range(number)] if number <= _MOST else []
        placed = [
            Given(record.dose, first + int(each // _DAY), clock(int(each % _DAY))) for each in at
        ]
        found = dated_doses.courses(placed)
        sharp = all(each % 60 == 0 for each in at)
        if at and sharp and sum(course.parts for course in found) <= _SAID:
            self.singles += placed
            return
        self._clock_left_out(record)
        words = f"{often.words} for {number} doses"
        yield Part(_worded(record, words), first, first + int(step * number // _DAY))

    def _course(self, record: Record, first: int, often: Frequency, days: int) -> Iterator[Part]:
        """A course of some days, of which the frequency says so many doses a period."""
        if often.words in _OPEN:
            self._clock_left_out(record)
            ends = f"for {days} day{'s' * (days > 1)}"
            yield Part(_worded(record, f"{often.words} {ends}"), first, None)
            return
        if not often.days:
            yield from self._months(record, first, often, days)
            return
        if often.number == 1 and days <= often.days:
            yield from self._single(record, first, 1, (1, 1))
            return
        times = self._times(record, often)
        at = f" at {', '.join(times)}" if times else ""
        period = int(often.days)
        if often.number == 1 and period > 1:
            count = (days - 1) // period + 1
            words = f"{often.words}{at} for {count} doses"
            yield Part(_worded(record, words), first, first + count * period, True)
        elif days < period:
            last = _NUMBERS.text(first + days - 1)
            yield Part(_worded(record, f"{often.words}{at} through {last}"), first, None)
        else:
            words = f"{often.words}{at} for {days} day{'s' * (days > 1)}"
            yield Part(_worded(record, words), first, first + days, True)

    def _times(self, record: Record, often: Frequency) -> list[str]:
        """The times of the day, as far as the first and the last one tell them."""
        if record.times:
            if len(record.times) == often.number:
                return list(record.times)
            raise Unreadable(cdisc_mistakes.times_do_not_fit(record.spans("tpt"), record.term))
        start, stop = _second(record.start), _second(record.stop)
        if start is None or stop is None or often.moment:
            self._clock_left_out(record)
            return []
        if often.number == 1 or often.days > 1:
            if start == stop and (often.number == 1 or often.number <= often.days):
                return [clock(start)]
            self._clock_left_out(record)
            return []
        if stop <= start:
            raise Unreadable(cdisc_mistakes.times_do_not_fit(record.spans("endtc"), record.term))
        if often.number == 2 and often.days == 1:
            times = [clock(start), clock(stop)]
            self.said.append(cdisc_mistakes.times_taken_as_daily(
                record.spans("stdtc"), " and ".join(times)
            ))  # fmt: skip
            return times
        self._clock_left_out(record)
        return []

    def _months(self, record: Record, first: int, often: Frequency, days: int) -> Iterator[Part]:
        """Doses by calendar months, which the dates make exact where it is one a period."""
        begin = record.start.first if record.start and record.start.exact else None
        step = _month_step(often.words)
        self._clock_left_out(record)
        if step and begin is not None:
            passed = [days_of_months(begin, step * n) for n in range(days // (28 * step) + 1)]
            self.singles += [Given(record.dose, first + day) for day in passed if day < days]
            return
        months = _whole_months(begin, days) if begin is not None else 0
        unit = ("year", months // 12) if months and months % 12 == 0 else ("month", months)
        extent = f"for {unit[1]} {unit[0]}{'s' * (unit[1] > 1)}"
        if not months:
            extent = f"through {_NUMBERS.text(first + days - 1)}"
        yield Part(_worded(record, f"{often.words} {extent}"), first, None)

    def _clock_left_out(self, record: Record) -> None:
        """Say once that the times of a record are not taken over."""
        if _second(record.start) is None and _second(record.stop) is None:
            return
        why = "the records do not say at which times the other doses were given"
        span = record.spans("stdtc")
        self.said.append(notation_mistakes.not_taken_over("the time of day", why, span))

    # -- planned doses after a first one

    def _elapsed(self, records: Sequence[Record]) -> Iterator[Part]:
        """Doses that say how long after the first one they are."""
        kinds: dict[tuple[str, str], list[Record]] = {}
        for record in records:
            kinds.setdefault((record.dose, record.group), []).append(record)
        for found in kinds.values():
            found.sort(key=lambda record: record.elapsed or 0)
            times = [each.elapsed or 0 for each in found]
            steps = {after - before for before, after in pairwise(times)}
            first = self._first(found[0]) - times[0] // _DAY
            if len(steps) > 1 or 0 in steps or times[0] % _DAY:
                raise Unreadable(cdisc_mistakes.elapsed_unevenly(found[0].spans("eltm")))
            worded = cdisc_infusions.over_each(found)
            if not steps:
                self.singles.append(Given(worded, first + times[0] // _DAY))
                continue
            (step,) = steps
            words = f"{worded} every {cdisc_infusions.length(step)} for {len(times)} doses"
            day = first + times[0] // _DAY
            yield Part(words, day, day + step * len(times) // _DAY)


_OPEN = frozenset(
    {"ad libitum", "continuous", "intermittent", "occasional", "at unstated times", "as needed"}
)


def _exact(moment: Moment | None) -> bool:
    return moment is not None and moment.exact


def _second(moment: Moment | None) -> int | None:
    return None if moment is None else moment.second


def _is_placed(record: Record) -> bool:
    """Whether a record states a day, exact or not."""
    days = (record.start_day, record.stop_day, record.visit_day)
    dates = (record.start, record.stop)
    return any(each is not None for each in (*days, *dates))


def _worded(record: Record, words: str) -> str:
    return f"{record.dose} {words}"


def _count(days: tuple[int, int], period: Fraction) -> str:
    """How many doses some days hold, one every so many days."""
    low, high = (int((each - 1) // period) + 1 for each in days)
    return str(low) if low == high else f"{low} to {high}"


def _month_step(words: str) -> int:
    """How many months lie between two doses; 0 where it is not one dose a period."""
    if words in _MONTHS:
        return _MONTHS[words][0]
    parts = words.split()
    if parts[0] == "every" and len(parts) == 3 and parts[1].isdecimal():
        return int(parts[1]) * {"month": 1, "months": 1, "years": 12, "year": 12}.get(parts[2], 0)
    return 0


def _whole_months(begin: date, days: int) -> int:
    """The months that some days from a date are, 0 where they are no whole number."""
    end = begin.toordinal() + days
    if end > date.max.toordinal():
        return 0
    months = days // 28 + 1
    return next((n for n in range(months, 0, -1) if add_months(begin, n).toordinal() == end), 0)
