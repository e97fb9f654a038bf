"""CDISC's terms of frequency by what they mean, as the schedule language reads their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import groupby
from types import MappingProxyType

from dosecalc.dose_events import DoseEvent
from dosecalc.language import read_phrase
from dosecalc.model import Course
from dosecalc.notations import cdisc_terms
from dosecalc.patterns import DAY, Cycle, Monthly, Pattern, elapsed

_IN_A_ROW = 3  # days from which on doses alike are one row
_DAILY = MappingProxyType({1: "QD", 2: "BID", 3: "TID", 4: "QID"})


def term(course: Course) -> tuple[str, cdisc_terms.Frequency] | None:
    """The term that says what a course's pattern says."""
    if not course.patterns or len(course.patterns) > 1:
        return None
    pattern = course.patterns[0][1]
    moments = _key(pattern, True)
    return _terms().get(moments) or _terms().get(_key(pattern, False))


@cache
def _terms() -> dict[object, tuple[str, cdisc_terms.Frequency]]:
    """Every term by the pattern of its words; of two terms for one, the first."""
    found: dict[object, tuple[str, cdisc_terms.Frequency]] = {}
    for term in cdisc_terms.frequency_terms():
        often = cdisc_terms.frequency(term)
        if often is None or often.once or often.cycle:
            continue
        read = read_phrase(f"1 mg {often.words} for 40 years")
        reading = read.trial.arms[0].readings[0] if read.ok else None
        item = reading.regimens[0].item if reading is not None else None
        if isinstance(item, Course) and len(item.patterns) == 1 and not item.optional:
            found.setdefault(_key(item.patterns[0][1], often.moment), (term, often))
    return found


def _key(pattern: Pattern, moments: bool) -> object:
    """What makes two patterns the same but for the times of the clock."""
    if isinstance(pattern, Monthly):
        return "month", pattern.step, pattern.each
    if not isinstance(pattern, Cycle):
        return None if moments else id(pattern)
    if elapsed(pattern):
        return "elapsed", pattern.period, tuple(slot.offset for slot in pattern.slots)
    days = tuple(slot.offset // DAY for slot in pattern.slots)
    times = tuple(slot.time for slot in pattern.slots) if moments else ()
    return "days", pattern.period, days, times


def daily(run: Sequence[DoseEvent]) -> Iterator[tuple[str, list[DoseEvent]]]:
    """Doses in parts: those alike on days in a row, and the term for them; "" for all others."""
    days = [list(day) for _, day in groupby(run, key=lambda event: event.day)]
    alike: list[list[list[DoseEvent]]] = []
    for day in days:
        before = alike[-1][-1] if alike else None
        if before and before[0].day + 1 == day[0].day and _times(before) == _times(day):
            alike[-1].append(day)
        else:
            alike.append([day])
    for part in alike:
        doses = [event for day in part for event in day]
        often = _DAILY.get(len(part[0]), "") if len(part) >= _IN_A_ROW else ""
        yield ("" if doses[0].lasting is not None else often), doses


def _times(day: Sequence[DoseEvent]) -> list[tuple[str | None, Fraction | None]]:
    return [(event.time, event.lasting) for event in day]
