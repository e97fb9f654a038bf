"""What a regimen leaves open, in words: unknown, approximate, assumed, and up to somebody.

>>> from dosecalc.language import read_phrase
>>> trial = read_phrase("about 1.5 mL, 3 times a week until progression").trial
>>> for each in left_open(trial.arms[0].readings[0].regimens[0].item):
...     print(each)
about 1.5 mL is approximate, and computed as it stands
the end is open: when progression comes
days: even placement, not stated
"""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.amounts import Amount
from dosecalc.model import Course, Dose, Escalation, Item, courses
from dosecalc.sentences import figures

_BODY = {"mass": "body weight", "area": "area"}


def left_open(item: Item) -> tuple[str, ...]:
    """Each thing once, in the order of the text."""
    return tuple(dict.fromkeys(each for course in courses(item) for each in _course(course)))


def _course(course: Course) -> Iterator[str]:
    if course.dose is not None:
        yield from _dose(course.dose)
        yield from _levels(course.dose, course.escalation)
    else:
        yield "the amount is not stated"
    if not course.patterns and course.optional != "as needed":
        yield f"not stated: {course.unstated or 'how often'}"
    if len(course.patterns) > 1:
        yield "the weekday of the first dose is not stated"
    if course.extent.kind == "open":
        yield (f"the end is open: {course.extent.why}" if course.extent.why else "no end is stated")
    if course.extent.kind == "unstated" and course.patterns:
        yield "how long is not stated"
    if course.optional == "as needed":
        yield "given as needed: maybe never"
    elif course.optional:
        yield f"given or not: {course.optional}"
    yield from (f"days: {each}" for each in course.notes)


def _dose(dose: Dose) -> Iterator[str]:
    """What is not exact in an amount."""
    if dose.placebo:
        yield "placebo: without active content"
    for amount in (
        *(each for level in dose.levels for each in level),
        *(band.amount for band in dose.bands),
    ):
        yield from _amount(amount)


def _amount(amount: Amount) -> Iterator[str]:
    figure, unit = amount.figure, amount.unit
    if unit is None:
        yield "the amount is not known"
        return
    if unit.name.startswith("unstated"):
        yield "the record does not state what the figures count"
    if unit.per is not None and unit.per.dimension in _BODY:
        yield f"the amount depends on {_BODY[unit.per.dimension]}"
    if figure is None:
        yield (
            f"how many {unit} is not known"
            if unit.name != "unstated"
            else "the amount is not known"
        )
        return
    if figure.about:
        yield f"{figures(str(amount))} is approximate, and computed as it stands"
    if figure.high is None:
        yield f"{figures(str(amount))}: no upper bound is stated"
    elif not figure.exact:
        yield f"{figures(str(amount))}: one value in this range; which one is not stated"


def _levels(dose: Dose, escalation: Escalation | None) -> Iterator[str]:
    """Who gets which level."""
    if escalation is None:
        return
    if dose.spread:
        yield "the steps within the range are not stated"
    if escalation.kind == "open":
        yield "who gets which level is not stated: each cohort one, or one participant all in turn"
    elif escalation.kind == "cohorts":
        yield "each cohort gets one level, and its participants stay on it"
    else:
        yield "one participant goes from level to level, and stays on the last"
