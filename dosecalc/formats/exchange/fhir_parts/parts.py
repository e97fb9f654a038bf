"""The regimens of one way of dosing as orders: of one agent each, and steps of courses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from dosecalc.amounts import just
from dosecalc.blocks import Block
from dosecalc.days import Length
from dosecalc.formats.exchange.fhir_parts.read_back import steps
from dosecalc.model import Course, Extent, Item, Regimen, Repeated, Together, Trial, courses
from dosecalc.patterns import DAY
from dosecalc.plan import layout
from dosecalc.pricing import Cell, Pricing
from dosecalc.variants import Question, Variant

_MOST_STEPS = 50


class Part(NamedTuple):
    """What one order is written from; `item` is None where several agents take turns in it."""

    regimen: Regimen
    item: Item | None
    agent: str | None
    courses: tuple[Course, ...]


class Given(NamedTuple):
    """A course at one level: what one administration holds."""

    course: Course
    cells: tuple[Cell, ...]


def parts(way: Variant) -> Iterator[Part]:
    """An order for each regimen, for each agent in it, and for what runs beside a sequence."""
    for regimen in way.reading.regimens if way.reading is not None else ():
        for item in _apart(regimen.item):
            yield from _by_agent(regimen, item)


def _apart(item: Item) -> list[Item]:
    """What runs together, each for itself where one of them is a sequence."""
    if isinstance(item, Repeated) and item.times == 1 and item.every is None:
        return _apart(item.item)
    if isinstance(item, Together) and steps(item) is None:
        return [part for each in item.items for part in _apart(each)]
    return [item]


def _by_agent(regimen: Regimen, item: Item) -> Iterator[Part]:
    held = courses(item)
    agents = list(dict.fromkeys(course.agent for course in held))
    if len(agents) == 1:
        yield Part(regimen, item, agents[0], held)
        return
    row = steps(item)
    for agent in agents:
        own = tuple(course for course in held if course.agent == agent)
        alone = own[0] if len(own) == 1 else Together(own)
        yield Part(regimen, alone if row is not None and len(row) == 1 else None, agent, own)


def same(one: Course, other: Course) -> bool:
    """Whether two courses are one in the text; on dates, its months and weekdays are others."""
    return one.said is other.said


class Amounts:
    """What the courses of one way of dosing hold, level by level."""

    def __init__(self, trial: Trial, way: Variant, question: Question) -> None:
        self.way = way
        self._pricing = Pricing(trial, way, question)
        regimens = way.reading.regimens if way.reading is not None else ()
        owner = f"{trial.name}/{way.arm.name}"
        self.blocks = layout(regimens, trial, owner, question.start).blocks

    def block(self, course: Course) -> Block:
        """The block of a course, which is one of the way's own."""
        return next(each for each in self.blocks if same(each.course, course))

    def given(self, course: Course) -> list[Given] | None:
        """The course level by level, one after another; None where the steps cannot be said."""
        levels = [tuple(each) for each in self._pricing.levels(self.block(course))]
        escalation = course.escalation
        if escalation is None or len(levels) == 2:
            return [Given(course, levels[1 if len(levels) == 2 else 0])]
        if self.way.stepless or (escalation.kind == "cohorts" and self.way.cohort is None):
            return [Given(course, levels[0])]
        if self.way.cohort is not None and escalation.kind in ("cohorts", "open"):
            return [Given(course, levels[min(self.way.cohort, len(levels) - 1)])]
        return _rising(course, levels[1:])


def _rising(course: Course, levels: Sequence[tuple[Cell, ...]]) -> list[Given] | None:
    """A participant's levels in time, as courses that follow each other."""
    step = course.escalation
    if step is None or len(levels) > _MOST_STEPS or len(course.patterns) != 1:
        return None
    found = []
    left = course.extent
    for number, level in enumerate(levels):
        last = number + 1 == len(levels)
        cut = None if last else _cut(left, step.doses, step.seconds)
        if cut is None and not last:
            return None
        own, rest = cut if cut is not None else (left, None)
        found.append(Given(replace(course, extent=own, escalation=None), level))
        if rest is None:
            return found
        left = rest
    return found


def _cut(
    extent: Extent, doses: int | None, seconds: int | None
) -> tuple[Extent, Extent | None] | None:
    """The first step of what is left, and the rest; None where it cannot be cut."""
    if doses is not None and extent.kind == "doses" and extent.count is not None:
        count = extent.count
        if not count.exact:
            return None
        if count.low <= doses:
            return extent, None
        return _of_doses(Fraction(doses)), _of_doses(count.low - doses)
    if seconds is None or seconds % DAY:
        return None
    if extent.kind == "open" and not extent.why:
        return _of_days(Fraction(seconds, DAY)), extent
    if extent.kind != "length" or extent.length is None or not extent.length.exact:
        return None
    whole = extent.length.seconds[0]
    if whole <= seconds:
        return extent, None
    return _of_days(Fraction(seconds, DAY)), _of_days((whole - seconds) / DAY)


def _of_doses(count: Fraction) -> Extent:
    return Extent(kind="doses", count=just(count))


def _of_days(days: Fraction) -> Extent:
    return Extent(kind="length", length=Length(low=days, high=days, unit="day"))
