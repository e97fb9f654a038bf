"""Who is dosed how: each reading of an arm, and each cohort where levels are cohorts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.model import Arm, Course, Reading, courses
from dosecalc.results import Per
from dosecalc.units import Unit

if TYPE_CHECKING:
    from datetime import date

    from dosecalc.blocks import Anchor
    from dosecalc.protocol import Assumption


class Question(NamedTuple):
    """What is asked of a trial: for whom, in which unit, under which assumptions.

    `start` is the date of day 1, where the question is about one participant's; `anchors` are
    spans whose days are known.
    """

    per: Per = "participant"
    unit: Unit | None = None
    assumptions: tuple[Assumption, ...] = ()
    arm: str | None = None
    start: date | None = None
    anchors: tuple[Anchor, ...] = ()


class Variant(NamedTuple):
    """One way in which an arm is dosed: a reading, and a cohort where levels are cohorts.

    `stepless` marks a participant who goes through the levels by steps that nobody states.
    """

    arm: Arm
    reading: Reading | None
    name: str | None
    cohort: int | None = None
    stepless: bool = False


def variants(arm: Arm) -> Iterator[Variant]:
    """Every reading and cohort of an arm; readings are told apart, never added."""
    if not arm.readings:
        yield Variant(arm, None, None)
    for reading in arm.readings:
        kinds = {course.escalation.kind for course in _courses(reading) if course.escalation}
        if "open" in kinds:
            for cohort in _cohorts(reading):
                yield Variant(arm, reading, _named(reading, "cohorts"), cohort)
            yield Variant(arm, reading, _named(reading, "participant"), None, stepless=True)
        elif "cohorts" in kinds:
            for cohort in _cohorts(reading):
                yield Variant(arm, reading, reading.name, cohort)
        else:
            yield Variant(arm, reading, reading.name)


def _named(reading: Reading, way: str) -> str:
    return way if reading.name is None else f"{reading.name}, {way}"


def _courses(reading: Reading) -> list[Course]:
    return [course for regimen in reading.regimens for course in courses(regimen.item)]


def _cohorts(reading: Reading) -> list[int | None]:
    """The numbers of the cohorts; None alone where one row holds a range of levels."""
    levels = [len(c.dose.levels) for c in _courses(reading) if c.dose and c.escalation]
    most = max(levels, default=1)
    return list(range(1, most + 1)) if most > 1 else [None]


def fits(variant: Variant, cohort: int | None, reading: str | None) -> bool:
    """Whether a variant is of the cohort and the reading that are asked for."""
    names = {variant.name, variant.reading.name if variant.reading else None}
    return (cohort is None or variant.cohort == cohort) and (reading is None or reading in names)
