"""How far a timing goes: `bounds[x]`, and a count of doses."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts import codes, dates
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.quantities import length, length_of


class Bounds(NamedTuple):
    """The end in words, the first date, the length in days where it is exact, and the doses."""

    words: str = ""
    first: date | None = None
    days: Fraction | None = None
    doses: tuple[int, int] | None = None


def bounds(repeat: Element) -> Bounds | None:
    """What bounds a timing; empty for nothing, None for what is wrong, which is reported."""
    chosen = repeat.choice("boundsDuration", "boundsRange", "boundsPeriod")
    found = repeat.element(chosen) if chosen is not None else None
    for key in ("boundsDuration", "boundsRange", "boundsPeriod"):
        repeat.pass_over(key)
    if found is None:
        return Bounds()
    read = {"boundsDuration": _duration, "boundsRange": _range, "boundsPeriod": _period}
    return read[chosen or ""](found)


def count(repeat: Element) -> tuple[int, int] | None:
    """The least and the greatest number of doses."""
    low, high = repeat.positive("count"), repeat.positive("countMax")
    if low is None:
        return None
    if high is not None and high < low:
        repeat.wrong(fhir_mistakes.fhir_not_clear(
            repeat.at("countMax"), "the greatest count is below the least", "exchange the two"
        ))  # fmt: skip
    return low, max(low, high or low)


def _duration(found: Element) -> Bounds | None:
    made = length_of(found)
    return None if made is None else _bounds(found, made[0], made[0], made[1])


def _range(found: Element) -> Bounds | None:
    low, high = _end(found, "low"), _end(found, "high")
    if not found.report.ok:
        return None
    if low is None and high is None:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.pointer, "a range has no ends", "add `low`, `high`, or both"
        ))  # fmt: skip
        return None
    if low is not None and high is not None and low[1] != high[1]:
        low, high = _alike(low, high)
        if low is None or high is None:
            found.wrong(fhir_mistakes.fhir_not_clear(
                found.pointer, "the ends of a range have two units", "write both in one unit"
            ))  # fmt: skip
            return None
    if low is not None and high is not None and low[0] > high[0]:
        found.wrong(fhir_mistakes.fhir_rule(
            found.pointer, "rng-2", "a range ends below where it begins", "exchange its ends"
        ))  # fmt: skip
        return None
    unit = (low or high or (Fraction(0), "d"))[1]
    return _bounds(found, low and low[0], high and high[0], unit)


_Length = tuple[Fraction, str]


def _end(found: Element, key: str) -> _Length | None:
    end = found.element(key)
    return None if end is None else length_of(end)


def _alike(low: _Length, high: _Length) -> tuple[_Length | None, _Length | None]:
    """Two lengths in the smaller of their units; None where one is in months."""
    if low[1] not in codes.SECONDS_OF or high[1] not in codes.SECONDS_OF:
        return None, None
    unit = min(low[1], high[1], key=codes.SECONDS_OF.__getitem__)
    first, second = (
        (value * codes.SECONDS_OF[each] / codes.SECONDS_OF[unit], unit)
        for value, each in (low, high)
    )
    return first, second


def _bounds(
    found: Element, low: Fraction | None, high: Fraction | None, unit: str
) -> Bounds | None:
    words = length(low, high, unit)
    if words is None or high == 0:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.pointer, "this is no length of time", "write a length above 0, in whole months"
        ))  # fmt: skip
        return None
    exact = low == high and low is not None and unit in codes.SECONDS_OF
    days = low * codes.SECONDS_OF[unit] / 86_400 if exact and low is not None else None
    return Bounds(f"for {words}", None, days)


def _period(found: Element) -> Bounds | None:
    """Two dates, both included, or one of them."""
    start, end = _start(found) if "end" not in found else _date(found, "start"), _date(found, "end")
    if not found.report.ok:
        return None
    if start is None and end is None:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.pointer, "a period has no ends", "add `start`, `end`, or both"
        ))  # fmt: skip
        return None
    if start is None:
        found.wrong(fhir_mistakes.fhir_read_as(
            found.pointer, f"this ends on {end}, and nothing says when it starts"
        ))  # fmt: skip
        return Bounds("for an unstated time")
    if end is None:
        return Bounds("", start)
    if end < start:
        found.wrong(fhir_mistakes.fhir_rule(
            found.pointer, "per-1", "a period ends before it starts", "exchange its dates"
        ))  # fmt: skip
        return None
    days = (end - start).days + 1
    return Bounds(f"for {days} day{'s' * (days != 1)}", start, Fraction(days))


def _start(found: Element) -> date | None:
    """The day of a start without an end; its time of day ends nothing, and is told."""
    text = found.text("start")
    # FHIR wants a zone behind a time, and its own examples leave it out.
    made = (text and (dates.moment(text) or dates.moment(f"{text}Z"))) or None
    if made is None or made.clock in ("", "00:00"):
        return _date(found, "start")
    found.wrong(fhir_mistakes.fhir_read_as(
        found.at("start"), f"{made.date} is its first day, and {made.clock} nothing that is counted"
    ))  # fmt: skip
    return made.date


def _date(found: Element, key: str) -> date | None:
    """The day of a period's end, which must be whole: a time of day could split it."""
    text = found.text(key)
    if text is None:
        return None
    made = dates.moment(text)
    whole = ("", "00:00") if key == "start" else ("", "23:59", "24:00")
    clock = "23:59" if key == "end" and "T23:59:59" in text else (made.clock if made else "")
    plain = dates.moment(text[:10]) if clock == "23:59" else made
    if plain is None or clock not in whole:
        found.wrong(fhir_mistakes.fhir_not_clear(
            found.at(key), f"`{text}` is no whole day", "write a date: `2026-03-02`"
        ))  # fmt: skip
        return None
    return plain.date
