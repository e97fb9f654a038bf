"""Whether what is written says what was meant: it is read back, and compared.

A part of a regimen is written in few words only where reading them gives the same courses, or the
same doses. So whatever is written, and whatever has no place, nothing is written that differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dosecalc.diagnostics import Report
from dosecalc.dose_events import DoseEvent, dosed
from dosecalc.formats.exchange.fhir_parts.amounts import Json
from dosecalc.formats.exchange.fhir_parts.exact_json import written
from dosecalc.language import read_phrase
from dosecalc.model import Course, Item, Repeated, Together, Trial
from dosecalc.model import Sequence as InTurn
from dosecalc.notations.fhir_parts.dosage import Release, instruction
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.orders import regimen
from dosecalc.patterns import Cycle, Often
from dosecalc.variants import Question, variants

Key = tuple[object, ...]
Steps = tuple[tuple[Course, ...], ...]


def trial_of(dosages: Sequence[Json], release: Release) -> Trial | None:
    """What dosages mean when they are read; None where they cannot be."""
    report = Report()
    parts = [Element(each, "", "", report) for each in _plain(dosages)]
    words = regimen(parts, "", release, report)
    text = read_phrase(words) if words and report.ok else None
    return text.trial if text is not None and text.ok else None


def words_of(dosage: Json, agent: str, release: Release) -> str:
    """One dosage in words of the language; empty where it cannot be read."""
    report = Report()
    found = Element(_plain([dosage])[0], "", "", report)
    made = instruction(found, agent, release)
    return made.words(None) if made is not None and report.ok else ""


def _plain(dosages: Sequence[Json]) -> list[dict[str, Any]]:
    """The dosages as a file holds them."""
    made: list[dict[str, Any]] = json.loads(written(dosages), parse_float=Decimal, parse_int=int)
    return made


def steps(item: Item) -> Steps | None:
    """An item as steps of courses that run together; None for one that is no such row."""
    if isinstance(item, Course):
        return ((item,),)
    if isinstance(item, Repeated):
        return steps(item.item) if item.times == 1 and item.every is None else None
    if isinstance(item, Together):
        inner = [steps(each) for each in item.items]
        if any(each is None or len(each) > 1 for each in inner):
            return None
        return (tuple(course for each in inner for course in (each or ((),))[0]),)
    if isinstance(item, InTurn):
        parts = [steps(each) for each in item.items]
        if any(each is None for each in parts):
            return None
        return tuple(step for each in parts for step in each or ())
    return None


def same_courses(wanted: Steps, trial: Trial) -> bool:
    """Whether the trial has the same courses, with the same dates and ends."""
    found = steps(trial.arms[0].readings[0].regimens[0].item)
    return found is not None and [[_key(course) for course in step] for step in found] == [
        [_key(course) for course in step] for step in wanted
    ]


def _key(course: Course) -> Key:
    """When the doses of a course fall, and how far it goes, whatever words say it."""
    infusion = tuple(each.seconds for each in course.infusion)
    patterns = tuple((name, _pattern(course, each)) for name, each in course.patterns)
    start = course.start is not None and (course.start.anchor, course.start.day)
    return (patterns, _end(course), infusion, course.optional == "as needed", start or None)


def _pattern(course: Course, pattern: object) -> object:
    """As needed, so many times in a period are as many at most."""
    if course.optional != "as needed" or not isinstance(pattern, Cycle) or pattern.timed:
        return pattern
    if any(slot.time is not None for slot in pattern.slots):
        return pattern
    return Often(period=pattern.period, least=0, greatest=len(pattern.slots))


def _end(course: Course) -> Key:
    extent = course.extent
    if extent.kind == "length" and extent.length is not None:
        return ("length", *_span(extent.length.seconds))
    if extent.kind == "cycles" and extent.length is not None and extent.count is not None:
        low, high = extent.length.seconds
        last = extent.count.high
        ends = low * extent.count.low, None if high is None or last is None else high * last
        return ("length", *_span(ends))
    if extent.kind == "doses" and extent.count is not None:
        return ("doses", extent.count.low, extent.count.high)
    if extent.kind == "point" and extent.point is not None and extent.point.anchor == "day":
        days = Fraction((extent.point.day + extent.closed) * 86_400)
        return ("length", days, days) if extent.point.length is None else ("point",)
    if extent.kind == "unstated" and not course.patterns:
        return ("open",)
    return ("open",) if extent.kind == "unstated" else (extent.kind,)


def _span(ends: tuple[Fraction, Fraction | None]) -> tuple[Fraction, Fraction | None]:
    return ends


def same_doses(wanted: Iterable[DoseEvent], trial: Trial, question: Question) -> bool:
    """Whether the trial has the same doses at the same times, of the same amounts."""
    asked = question._replace(unit=None, assumptions=())
    found = dosed(trial, next(variants(trial.arms[0])), asked)
    return not found.left_out and sorted(map(_dose, found.events)) == sorted(map(_dose, wanted))


def _dose(event: DoseEvent) -> tuple[int, bool, str, str, str, bool]:
    cell = event.cells[0]
    amount = "" if cell.amount is None or "placebo" in cell.why else str(cell.amount[:2])
    unit = str(cell.unit) if amount else ""
    return event.seconds, event.timed, amount, unit, str(event.lasting), event.possible
