"""Doses on single days as few courses: `5 mg at 09:00 on days 1-5, 8 and 10 mg weekly for 3 doses`.

>>> found = [Given("5 mg", day, "09:00") for day in (0, 1, 2, 3, 4, 7)]
>>> worded([*found, *(Given("10 mg", day) for day in (0, 7, 14))])
'5 mg at 09:00 on days 1-5, 8 and 10 mg weekly for 3 doses'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dosecalc.days import DayCount
from dosecalc.language import read_phrase
from dosecalc.model import courses as courses_of

_LISTED = 8  # stretches of days that are listed before a rhythm is looked for
_NUMBERS = DayCount()
_OFTEN = {1: "daily", 2: "twice daily"}


class Given(NamedTuple):
    """One dose: its words (amount, agent, route), its day, an offset from day 1, and its time.

    `time` is on the clock, as `09:00`, and empty where it is not known.
    """

    dose: str
    day: int
    time: str = ""


class Course(NamedTuple):
    """Words of a course, its first day as an offset, and the day after it, None without an end."""

    words: str
    first: int
    stop: int | None


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
        return tuple(parts)
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
    kinds: dict[str, Counter[tuple[int, str]]] = {}
    for each in doses:
        kinds.setdefault(each.dose, Counter())[each.day, each.time] += 1
    found = [course for dose, times in kinds.items() for course in _of_kind(dose, times)]
    return sorted(found, key=lambda course: course.first)


def _of_kind(dose: str, doses: Counter[tuple[int, str]]) -> Iterator[Course]:
    """The courses of one dose: days with the same times share one."""
    days: dict[int, tuple[str, ...]] = {}
    for day in sorted({day for day, _ in doses}):
        timed = sorted(time for at, time in doses if at == day and time)
        days[day] = (*timed, *([""] * doses[day, ""]))
        again = [time for time in timed for _ in range(doses[day, time] - 1)]
        days[day] += tuple(again)
    alike: dict[tuple[str, ...], list[int]] = {}
    for day, times in days.items():
        for part in _apart(times):
            alike.setdefault(part, []).append(day)
    for times, found in alike.items():
        yield from _course(dose, times, found)


def _apart(times: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The times of a day that one course can say: all clock times once, or all unstated ones."""
    unstated = tuple(time for time in times if not time)
    left = [time for time in times if time]
    while left:
        once = sorted(set(left))
        yield tuple(once)
        for time in once:
            left.remove(time)
    if unstated:
        yield unstated


def _course(dose: str, times: Sequence[str], days: Sequence[int]) -> Iterator[Course]:
    clock = f" at {', '.join(times)}" if times[0] else ""
    often = _OFTEN.get(len(times), f"{len(times)} times daily")
    start = f" from {_NUMBERS.text(days[0])}" if days[0] else ""
    steps = {after - before for before, after in pairwise(days)}
    if len(days) > 1 and steps == {1}:
        words = f"{dose} {often}{clock}{start} for {len(days)} days"
    elif len(days) > 2 and len(steps) == 1 and len(times) == 1:
        (step,) = steps
        words = f"{dose} {every(step)}{clock}{start} for {len(days)} doses"
    else:
        words = f"{dose}{clock} {_on(days, len(times))}"
        words += f" {often}" if len(times) > 1 else ""
        rhythm = _rhythm(days) if len(times) == 1 else ()
        if rhythm:
            listed = ", ".join(str(each + 1) for each in rhythm[:-1])
            words = f"{dose}{clock} on days {listed} of every {rhythm[-1]} days{start}"
            words += f" for {len(days)} doses"
    yield Course(words, days[0], days[-1] + 1)


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


def _on(days: Sequence[int], each: int) -> str:
    """A list of days, those in a row as a range."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    told = [part for run in runs for part in _run(run)]
    return f"on day{'s' * (len(days) > 1)} {', '.join(told)}"


def _run(days: Sequence[int]) -> Iterator[str]:
    """A stretch of days; around day 1, and of two, each by its number."""
    first, last = _NUMBERS.number(days[0]), _NUMBERS.number(days[-1])
    if len(days) > 2 and first > 0:
        yield f"{first}-{last}"
    else:
        yield from (str(_NUMBERS.number(day)) for day in days)


def _rhythm(days: Sequence[int]) -> tuple[int, ...]:
    """The days of a period, from its first, and its length; empty where none is found."""
    steps = [after - before for before, after in pairwise(days)]
    runs = 1 + sum(step > 1 for step in steps)
    if runs <= _LISTED // 2:
        return ()
    for size in range(2, min(2 * _LISTED, len(steps) // 2) + 1):
        if all(step == steps[number % size] for number, step in enumerate(steps)):
            offsets = [days[number] - days[0] for number in range(size)]
            return (*offsets, sum(steps[:size]))
    return ()
