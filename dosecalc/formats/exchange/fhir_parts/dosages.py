"""The dosages of one order: in few words where reading them gives the same, else dates or text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from dosecalc.amounts import Amount, Figure
from dosecalc.clause_kinds import AMOUNT, parts_of
from dosecalc.diagnostics import Diagnostic
from dosecalc.dose_events import Dosed, DoseEvent
from dosecalc.export_losses import left_out, written_otherwise
from dosecalc.formats.exchange.fhir_parts import read_back
from dosecalc.formats.exchange.fhir_parts.amounts import Json, seconds
from dosecalc.formats.exchange.fhir_parts.dosage import Target, circumstances, dose
from dosecalc.formats.exchange.fhir_parts.parts import Amounts, Given, Part, same
from dosecalc.formats.exchange.fhir_parts.timing import repeat
from dosecalc.model import Course
from dosecalc.pricing import Cell
from dosecalc.variants import Question

_MOST_DATES = 2_000
Losses = tuple[Diagnostic, ...]


class Dosages(NamedTuple):
    """Dosages of one resource, whether they follow each other, and what they cannot hold."""

    made: tuple[Json, ...]
    in_turn: bool
    lost: Losses = ()


class Dated(NamedTuple):
    """The doses of a way on real dates; None where there is no first date."""

    start: date | None
    dosed: Dosed
    question: Question


def dosages(part: Part, held: Amounts, target: Target, dated: Dated) -> list[Dosages]:
    """What is written of one order, in as many resources as it needs.

    What has dates stands together; courses in words alone stand each for itself.
    """
    compact = _compact(part, held, target, dated)
    if compact is not None:
        return [compact]
    row = read_back.steps(part.item) if part.item is not None else None
    if row is not None and len(row) == 1 and len(row[0]) > 1:
        each = (Part(part.regimen, course, part.agent, (course,)) for course in row[0])
        return [made for one in each for made in dosages(one, held, target, dated)]
    return _apart(part, held, target, dated)


def _apart(part: Part, held: Amounts, target: Target, dated: Dated) -> list[Dosages]:
    """Courses on their dates, and each of the others in words alone."""
    made: list[Json] = []
    lost: list[Diagnostic] = []
    others = []
    for course in part.courses:
        own = _on_dates(course, target, dated) if dated.start is not None else None
        if own is None:
            others.append(_in_words(course, held, target, dated.start is not None))
        else:
            made += own.made
            lost += own.lost
    return [*([Dosages(tuple(made), False, tuple(lost))] if made else []), *others]


# ------------------------------------------------------------------ in few words


def _compact(part: Part, held: Amounts, target: Target, dated: Dated) -> Dosages | None:
    """Repeated timings, if they say what is meant."""
    row = read_back.steps(part.item) if part.item is not None else None
    levelled = _levelled(row, held) if row is not None else None
    if levelled is None:
        return None
    split = len(levelled) > len(row or ())
    several = sum(map(len, levelled)) > 1
    made: list[Json] = []
    lost: list[Diagnostic] = []
    for place, step in enumerate(levelled, 1):
        for given in step:
            if place > 1 and given.course.extent.kind == "point":
                return None  # its end is counted from day 1, not from its own start
            each = _repeated(given, place if several else None, target)
            if each is None:
                return None
            made += each.made
            lost += each.lost
    trial = read_back.trial_of(made, target.release)
    if trial is None:
        return None
    if not split and not read_back.same_courses(row or (), trial):
        return None
    events = _events(part, dated) if split else None
    if split and (events is None or not read_back.same_doses(events, trial, dated.question)):
        return None
    worded = [_worded(each, target) for each in made]
    return Dosages(tuple(worded), len(levelled) > 1, tuple(lost))


def _levelled(row: read_back.Steps, held: Amounts) -> list[list[Given]] | None:
    """The steps with their levels; levels in time are steps of their own."""
    found: list[list[Given]] = []
    for step in row:
        levels = [held.given(course) for course in step]
        if any(each is None or (len(each) > 1 and len(step) > 1) for each in levels):
            return None
        if len(step) == 1:
            found += [[each] for each in levels[0] or ()]
        else:
            found.append([given for each in levels for given in each or ()])
    return found


def _repeated(given: Given, sequence: int | None, target: Target) -> Dosages | None:
    """A dosage with a repeated timing; None for a course that FHIR has no such words for."""
    course = given.course
    when = repeat(course)
    if when is None or course.start is not None:
        return None
    amount, beside = dose(given.cells, course, target), circumstances(course, target)
    made: Json = {} if sequence is None else {"sequence": sequence}
    if when:
        made["timing"] = {"repeat": when}
    return Dosages(({**made, **beside.part, **amount.part},), False, (*amount.lost, *beside.lost))


def _worded(made: Json, target: Target) -> Json:
    """The dosage with its own words as its text."""
    words = read_back.words_of(made, "", target.release)
    head = {key: made[key] for key in ("sequence",) if key in made}
    return {**head, "text": words, **{key: each for key, each in made.items() if key not in head}}


def _events(part: Part, dated: Dated) -> list[DoseEvent] | None:
    """The doses of an order; None where they cannot be listed."""
    own = dated.dosed
    if any(_unplaced(course, own) for course in part.courses):
        return None
    return [each for each in own.events if any(same(own.course(each), one) for one in part.courses)]


def _unplaced(course: Course, own: Dosed) -> bool:
    """Whether the doses of a course cannot be listed."""
    return any(same(block.course, course) for block, _ in own.left_out)


# ------------------------------------------------------------------ on dates


def _on_dates(course: Course, target: Target, dated: Dated) -> Dosages | None:
    """The dates of a course's doses, for each amount a dosage; None where they are not exact."""
    own = dated.dosed
    if _unplaced(course, own) or course.optional:
        return None
    events = [each for each in own.events if same(own.course(each), course)]
    if not events or len(events) > _MOST_DATES or any(each.possible for each in events):
        return None
    made: list[Json] = []
    beside = circumstances(course, target)
    lost = [*beside.lost, *_untold(course, events, own, target)]
    for group in _alike(events):
        amount = dose(group[0].cells, course, target)
        when = _dates(group, dated)
        if when is None:
            return None
        made.append({"text": _listed(group, course), "timing": when, **beside.part, **amount.part})
        lost += amount.lost
    return Dosages(tuple(made), False, tuple(lost))


def _alike(events: Sequence[DoseEvent]) -> list[list[DoseEvent]]:
    """Doses of one amount and one length of time, in the order of the first of them."""
    groups: dict[object, list[DoseEvent]] = {}
    for each in events:
        cell = each.cells[0]
        groups.setdefault((cell.amount, cell.unit, cell.why, each.lasting), []).append(each)
    return list(groups.values())


def _dates(events: Sequence[DoseEvent], dated: Dated) -> Json | None:
    assert dated.start is not None
    try:
        written = [(dated.start + timedelta(days=each.day)).isoformat() for each in events]
    except OverflowError:
        return None
    made: Json = {"event": written}
    lasting = events[0].lasting
    if lasting is not None:
        value, unit = seconds(Fraction(lasting))
        made["repeat"] = {"duration": value, "durationUnit": unit}
    return made


def _listed(events: Sequence[DoseEvent], course: Course) -> str:
    """The study days and the amount in words."""
    days = list(dict.fromkeys(each.day for each in events))
    shown = ", ".join(str(day + 1 if day >= 0 else day) for day in days[:3])
    more = f" and {len(days) - 3} more" if len(days) > 3 else ""
    return f"study day {shown}{more}: {in_words(course, events[0].cells)}"


def in_words(course: Course, cells: Sequence[Cell]) -> str:
    """A course in its own words, at one of its levels."""
    if course.dose is None or len(course.dose.levels) < 2:
        return str(course)
    cell = cells[0]
    amount = "an unknown amount"
    if cell.amount is not None and cell.unit is not None:
        amount = str(Amount(Figure(*cell.amount), cell.unit))
    said = parts_of(each.text for each in course.said)
    rest = [text for kind, text in said if kind not in AMOUNT and kind != "escalation"]
    return " ".join([amount, *rest])


def _untold(
    course: Course, events: Sequence[DoseEvent], own: Dosed, target: Target
) -> list[Diagnostic]:
    """What dates do not say: times of a day, and that the text does not state the days."""
    said = []
    if any(each.timed or each.time for each in events):
        said.append(left_out(
            target.name, "times of a day beside dates, which need a time zone", [str(course)]
        ))  # fmt: skip
    for why in own.rests_on[events[0].block]:
        said.append(written_otherwise(target.name, f"`{course}`: {why}", "these dates are written"))
    return said


# ------------------------------------------------------------------ in words alone


def _in_words(course: Course, held: Amounts, target: Target, started: bool) -> Dosages:
    """A dosage whose times stand in its text alone."""
    levels = held.given(course)
    amount = dose(levels[0].cells, course, target) if levels and len(levels) == 1 else None
    beside = circumstances(course, target)
    kind = "such times of doses" if started else "such times of doses without `--start`"
    lost = [left_out(target.name, kind, [str(course)]), *beside.lost]
    words = in_words(course, levels[0].cells) if levels and len(levels) == 1 else str(course)
    made: Json = {"text": words, **beside.part}
    if amount is not None:
        made |= amount.part
        lost += amount.lost
    return Dosages((made,), False, tuple(lost))


def apart(found: Sequence[Dosages]) -> str:
    """Why dosages of several orders may not stand in one list; empty where they may."""
    if len(found) > 1 and any(each.in_turn for each in found):
        return "courses that follow each other, beside others"
    dated = {"event" in dosage.get("timing", {}) for each in found for dosage in each.made}
    return "courses with dates, beside others without" if len(dated) > 1 else ""
