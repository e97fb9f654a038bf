"""Doses on single days as few courses: `5 mg at 09:00 on days 1-5, 8 and 10 mg weekly for 3 doses`.

>>> found = [Given("5 mg", day, "09:00") for day in (0, 1, 2, 3, 4, 7)]
>>> worded([*found, *(Given("10 mg", day) for day in (0, 7, 14))])
'5 mg at 09:00 on days 1-5, 8 and 10 mg weekly for 3 doses'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dosecalc.language import read_phrase
from dosecalc.model import courses as courses_of
from dosecalc.notations import phrasing
from dosecalc.patterns import DAY


class Given(NamedTuple):
    """One dose: its words (amount, agent, route), its day, an offset from day 1, and its time.

    `time` is on the clock, as `09:00`, and empty where it is not known.
    """

    dose: str
    day: int
    time: str = ""


class Course(NamedTuple):
    """Words of a course, or of `parts` that follow each other, and the first day as an offset."""

    words: str
    first: int
    parts: int = 1


def worded(doses: Iterable[Given]) -> str:
    """The doses as a phrase; empty for none. No dose is added, dropped or moved.

    All of them state an agent and a route, or none does: else they need `gives`.
    """
    return " and ".join(course.words for course in courses(doses))


def gives(parts: Sequence[str]) -> tuple[str, ...]:
    """Courses that run side by side: as one phrase, or each as a regimen of its own.

    In a phrase the agent and the route of a course carry over to the next one that states none;
    those without stand first, or all stand apart.

    >>> gives(["5 mg of EX once", "9 mg once"])
    ('9 mg once and 5 mg of EX once',)
    >>> gives(["5 mg of EX once", "9 mg orally once"])
    ('5 mg of EX once', '9 mg orally once')
    """
    if len(parts) < 2:
        return tuple(part.removeprefix("(").removesuffix(")") for part in parts)
    stated = {part: _stated(part) for part in parts}
    ordered = sorted(parts, key=lambda part: sum(stated[part]))
    if in_turn([stated[part] for part in ordered]):
        return (" and ".join(ordered),)
    return tuple(parts)


def in_turn(stated: Sequence[tuple[bool, bool]]) -> bool:
    """Whether nothing carries over: what one course states, all behind it state."""
    return all(
        after[0] >= before[0] and after[1] >= before[1] for before, after in pairwise(stated)
    )


def states(words: Iterable[str]) -> list[tuple[bool, bool]]:
    """Of courses, whether they state an agent and a route."""
    return [_stated(each) for each in words]


def _stated(words: str) -> tuple[bool, bool]:
    found = read_phrase(words).trial
    for arm in found.arms:
        for course in courses_of(arm.readings[0].regimens[0].item):
            return course.agent is not None, course.route is not None
    return True, True


def file(name: str, phrases: Sequence[str]) -> str:
    """The text of a file with an arm that has several regimens."""
    return "\n".join([f"trial {name}", "", "arm doses", *(f"  give {each}" for each in phrases)])


def courses(doses: Iterable[Given]) -> list[Course]:
    """The doses as courses, those that begin first before the others."""
    kinds: dict[str, list[phrasing.Given]] = {}
    for each in doses:
        kinds.setdefault(each.dose, []).append(_timed(each))
    found = []
    for dose, given in kinds.items():
        first = min(int(each.seconds // DAY) for each in given)
        for part in phrasing.phrased(given, clock=True):
            words = f"({part.words})" if part.chained else part.words
            found.append(Course(words, first, 1 + part.words.count(f" then {dose}")))
    return sorted(found, key=lambda course: course.first)


def _timed(given: Given) -> phrasing.Given:
    at = int(given.time[:2]) * 3600 + int(given.time[3:]) * 60 if given.time else 0
    return phrasing.Given(given.day * DAY + at, given.dose, timed=bool(given.time))


def every(days: int) -> str:
    """An interval of whole days, in the shortest words.

    >>> every(1), every(7), every(10), every(21)
    ('daily', 'weekly', 'every 10 days', 'every 3 weeks')
    """
    if days == 1:
        return "daily"
    if days % 7:
        return f"every {days} days"
    return "weekly" if days == 7 else f"every {days // 7} weeks"
