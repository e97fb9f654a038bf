"""Which days hold how many doses, and whose they are: what the kinds that show days begin with.

>>> from dosecalc.language import read_phrase
>>> (found,) = calendars((read_phrase("10 mg twice weekly for 2 weeks").trial,), Question())
>>> [(day, each.most) for day, each in found.days]
[(0, 1), (3, 1), (7, 1), (10, 1)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.days import DayCount
from dosecalc.diagnostics import visible
from dosecalc.model import Trial, courses
from dosecalc.parameters import Interval, bounds, drivers
from dosecalc.results import Row
from dosecalc.totals import Question
from dosecalc.units import Unit

if TYPE_CHECKING:
    from dosecalc.administrations import Part

_NOTES = 10
UNNAMED = "agent not named"  # beside others that are


# ------------------------------------------------------------------ who is shown


class Who(NamedTuple):
    """Whose dosing something is; what tells nobody apart is None."""

    trial: str | None
    arm: str | None
    reading: str | None
    cohort: int | None
    agent: str | None = None


def together(members: Iterable[Who]) -> tuple[str, ...]:
    """The names of several, a text for each arm: its readings, cohorts joined.

    >>> together([Who(None, "spray", "cohorts", number) for number in (1, 2, 3)])
    ('spray, cohorts 1 to 3',)
    """
    lines = []
    for (trial, arm), group in groupby(members, key=lambda who: who[:2]):
        inner = dict.fromkeys(_readings(group))
        head = ", ".join(part for part in (trial, arm) if part)
        texts = "; ".join(text for text in inner if text)
        joint = ": " if len(inner) > 1 else ", "
        lines.append(visible(joint.join(part for part in (head, texts) if part)))
    return tuple(dict.fromkeys(line for line in lines if line))


def _readings(members: Iterable[Who]) -> Iterator[str]:
    for key, group in groupby(members, key=lambda who: (who.reading, who.agent)):
        cohorts = sorted({who.cohort for who in group if who.cohort is not None})
        reading = key[0] or ""
        if cohorts:
            reading = reading.removesuffix("cohorts").removesuffix(", ")
        yield ", ".join(part for part in (reading, _cohorts(cohorts), key[1]) if part)


def _cohorts(numbers: Sequence[int]) -> str:
    if len(numbers) < 2:
        return "".join(f"cohort {number}" for number in numbers)
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"cohorts {numbers[0]} to {numbers[-1]}"
    return f"cohorts {', '.join(map(str, numbers))}"


def told(
    found: Mapping[str, Sequence[Who]], everybody: Iterable[Who], *, whole_list: bool = False
) -> list[str]:
    """Notes, each with the names of those whom it concerns unless it concerns everybody.

    A figure has room for the first of them; `whole_list` gives all.
    """
    whole = set(everybody)
    lines = []
    for text, members in found.items():
        names = "; ".join(together(_arms(members, whole))) if set(members) < whole else ""
        lines.append(f"{names}: {visible(text)}" if names else visible(text))
    if len(lines) > _NOTES and not whole_list:
        lines = [*lines[: _NOTES - 1], f"… and {len(lines) - _NOTES + 1} more notes"]
    return lines


def _arms(members: Sequence[Who], everybody: set[Who]) -> list[Who]:
    """The members, an arm by its own name where all its readings and cohorts are there."""
    found = []
    for who in members:
        arm = {each for each in everybody if each[:2] == who[:2]}
        found.append(Who(who.trial, who.arm, None, None) if arm <= set(members) else who)
    return list(dict.fromkeys(found))


def resting(
    trials: Sequence[Trial], question: Question, rows: Sequence[Row]
) -> dict[str, list[Who]]:
    """The notes of figures that show days: first those that the days rest on."""
    notes = noted(rows, len(trials) > 1)
    first = placement(trials)
    found = {text: members for text, members in notes.items() if text in first}
    for text, members in remarks(trials, question).items():
        found.setdefault(text, members)
    return {**found, **{text: each for text, each in notes.items() if text not in found}}


def placement(trials: Sequence[Trial]) -> set[str]:
    """Notes of courses, which tell of when doses fall."""
    return {
        note
        for trial in trials
        for arm in trial.arms
        for reading in arm.readings
        for regimen in reading.regimens
        for course in courses(regimen.item)
        for note in course.notes
    }


def noted(rows: Sequence[Row], several: bool) -> dict[str, list[Who]]:
    """The notes of totals, and whom they concern."""
    found: dict[str, list[Who]] = {}
    for row in rows:
        for note in row.notes:
            found.setdefault(note, []).append(named(row, several))
    return found


def named(row: Row, several: bool) -> Who:
    """Whose total a row is; the trial is named where there are several."""
    return Who(row.trial if several else None, row.arm, row.reading, row.cohort)


# ------------------------------------------------------------------ which day holds what


class Day(NamedTuple):
    """The doses of a study day: those that are sure, the most there may be, and their amount."""

    sure: int
    most: int
    amount: Interval | None = None


class Calendar(NamedTuple):
    """The days with doses, as offsets from day 1 in order, and everybody who has these.

    Where doses `vary` in their amount, each day has it, in `unit`.
    """

    members: tuple[Who, ...]
    days: tuple[tuple[int, Day], ...]
    unit: Unit | None
    vary: bool
    numbers: DayCount


def calendars(trials: Sequence[Trial], question: Question) -> tuple[Calendar, ...]:
    """The calendars that differ, in the order of arms, readings and cohorts."""
    found: dict[Calendar, list[Who]] = {}
    for who, part in parts(trials, question):
        agents = list(dict.fromkeys(block.course.agent for block in part.events.blocks))
        for agent in agents:
            days, unit, vary = _days(part, agent)
            if days:
                key = Calendar((), days, unit, vary, DayCount(part.has_zero))
                named = who._replace(agent=agent or UNNAMED) if len(agents) > 1 else who
                found.setdefault(key, []).append(named)
    return tuple(key._replace(members=tuple(members)) for key, members in found.items())


def parts(trials: Sequence[Trial], question: Question) -> Iterator[tuple[Who, Part]]:
    """The doses of every reading and cohort, with its name."""
    from dosecalc.administrations import doses

    for trial in trials:
        for part in doses(trial, question).parts:
            _, arm, cohort, reading = part.head
            yield Who(trial.name if len(trials) > 1 else None, arm, reading, cohort), part


def _days(part: Part, agent: str | None) -> tuple[tuple[tuple[int, Day], ...], Unit | None, bool]:
    """The days of an agent; with amounts, and their unit, where these differ and are known."""
    import numpy as np

    events = part.events
    ranks = np.array([rank[:2] for rank in part.ranks] or [(0, 1)], dtype=np.int64)
    first, width = ranks[events.block[part.event]].T
    mine = np.array([each.course.agent == agent for each in events.blocks] or [False])
    shown = mine[events.block[part.event]] & ((part.cell - first) % width == 0)
    kinds = np.stack((events.day[part.event], part.cell, events.possible[part.event]))[:, shown]
    columns, numbers = np.unique(kinds, axis=1, return_counts=True)
    held = [
        (*kind, number) for kind, number in zip(columns.T.tolist(), numbers.tolist(), strict=True)
    ]
    used = {part.cells[cell] for _, cell, _, _ in held}
    vary = len({each.amount for each in used}) > 1 and len({each.unit for each in used}) == 1
    vary = vary and all(each.amount and each.amount.high is not None for each in used)
    days = []
    for day, group in groupby(held, key=lambda kind: kind[0]):
        listed = list(group)
        sure = sum(number for _, _, possible, number in listed if not possible)
        most = sum(number for *_, number in listed)
        days.append((int(day), Day(sure, most, _amount(part, listed) if vary else None)))
    return tuple(days), next(iter(used)).unit if vary else None, vary


def _amount(part: Part, listed: Sequence[tuple[int, int, int, int]]) -> Interval:
    """What a day's doses come to: the sure ones at least, all of them at most."""
    low, high = Fraction(0), Fraction(0)
    for _, cell, possible, number in listed:
        found = part.cells[cell].amount
        assert found is not None and found.high is not None
        low += 0 if possible else found.low * number
        high += found.high * number
    return Interval(low, high)


def remarks(trials: Sequence[Trial], question: Question) -> dict[str, list[Who]]:
    """What the days rest on, and which doses have none, with those whom it concerns."""
    found: dict[str, list[Who]] = {}
    for who, part in parts(trials, question):
        for text in _remarks(part):
            found.setdefault(text, []).append(who)
    return found


def _remarks(part: Part) -> Iterator[str]:
    events = part.events
    for block, reason in events.left_out:
        what = f"{block.course.agent}: " if block.course.agent else ""
        yield f"{what}not shown, needs {reason}"
    for weekday in filter(None, events.weekdays):
        yield f"first dose on a {weekday}, not stated"
    for start in events.starts:
        found = bounds(start)
        if found is not None and found.low != found.high:
            names = " and ".join(f"`{each.name}`" for each in drivers(start))
            yield f"earliest days, later with {names}"
    if events.possible.any():
        several = [drivers(block.count) for block in events.blocks]
        names = " and ".join(dict.fromkeys(f"`{p.name}`" for each in several for p in each))
        yield f"not sure: doses that depend on {names}"
