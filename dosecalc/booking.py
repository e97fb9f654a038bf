"""Due days on days that are open: each moves to the nearest one inside its window, or nowhere.

>>> closed = {2: "a Saturday", 3: "a Sunday"}
>>> units = [Unit(2, 1, 4), Unit(3, 3, 3)]
>>> [each.day for each in booked(units, lambda day: closed.get(day, ""))]
[1, None]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

Reason = Callable[[int], str]
State = tuple[tuple[int, int], ...]


class Unit(NamedTuple):
    """What moves together: its planned day, and the first and last day on which it may be.

    `gaps` has an entry for each course that it holds a dose of: the course, and the least number
    of days since the dose of it before. What is `done` stays where it is.
    """

    day: int
    earliest: int
    latest: int
    gaps: tuple[tuple[int, int], ...] = ()
    done: bool = False


class Booked(NamedTuple):
    """The day of a unit, or None where no day fits; `why` says why it is not the planned one."""

    day: int | None
    why: str = ""


class _Path(NamedTuple):
    """Days chosen so far, the last one first, and what they cost."""

    unplaced: int
    moved: int
    against: int
    before: _Path | None = None
    day: int | None = None

    @property
    def cost(self) -> tuple[int, int, int]:
        return self.unplaced, self.moved, self.against


def booked(units: Sequence[Unit], closed: Reason, prefer: str = "earlier") -> list[Booked]:
    """A day for each unit, in their order; `closed` says why a day is not open.

    As many as can be have a day, with the fewest days of moving in all; of two days as near, the
    one that is preferred. A unit of a course is never before the one that preceded it.
    """
    if _all_open(units, closed):
        return [Booked(unit.day) for unit in units]
    paths: dict[State, _Path] = {(): _Path(0, 0, 0)}
    for unit, coming in zip(units, _coming(units), strict=True):
        paths = _continued(paths, unit, coming, closed, prefer)
    best: _Path | None = min(paths.values(), key=lambda path: path.cost)
    days: list[int | None] = []
    while best is not None and best.before is not None:
        days.append(best.day)
        best = best.before
    chosen = days[::-1]
    return [Booked(day, _why(unit, day, closed)) for unit, day in zip(units, chosen, strict=True)]


def _all_open(units: Sequence[Unit], closed: Reason) -> bool:
    return not any(closed(unit.day) for unit in units if not unit.done) and _apart(units)


def _apart(units: Sequence[Unit]) -> bool:
    """Whether the planned days themselves keep every least gap."""
    days: dict[int, list[tuple[int, int]]] = {}
    for unit in units:
        for course, gap in unit.gaps:
            days.setdefault(course, []).append((unit.day, gap))
    return all(
        later - day >= gap for found in days.values() for (day, _), (later, gap) in pairwise(found)
    )


def _coming(units: Sequence[Unit]) -> list[dict[int, int]]:
    """For each unit and course, the last day that leaves all days of the next one possible."""
    free: dict[int, int] = {}
    found: list[dict[int, int]] = []
    for unit in reversed(units):
        found.append(dict(free))
        for course, gap in unit.gaps:
            free[course] = min(unit.earliest - gap, free.get(course, unit.earliest - gap))
    return found[::-1]


def _continued(
    paths: dict[State, _Path], unit: Unit, coming: dict[int, int], closed: Reason, prefer: str
) -> dict[State, _Path]:
    """The best path to each state: the last days of courses, where they may be too near yet."""
    free = all(unit.day <= coming.get(course, unit.day) for course, _ in unit.gaps)
    if free and paths.keys() == {()} and not closed(unit.day):
        # Nothing is in the way before or behind, so that the planned day is the best.
        return {(): paths[()]._replace(before=paths[()], day=unit.day)}
    days = range(unit.earliest, unit.latest + 1)
    open_ = [day for day in days if unit.done or not closed(day)]
    found: dict[State, _Path] = {}
    for state, path in paths.items():
        last = dict(state)
        least = max(
            (last[course] + gap for course, gap in unit.gaps if course in last), default=None
        )
        apart = [day for day in open_ if unit.done or least is None or day >= least]
        binding = True
        for day in apart:
            against = (day > unit.day) if prefer == "earlier" else (day < unit.day)
            made = _Path(
                path.unplaced, path.moved + abs(day - unit.day), path.against + against, path, day
            )
            after = _state({**last, **dict.fromkeys(dict(unit.gaps), day)}, coming)
            binding = binding and bool(after)
            _keep(found, after, made)
        if binding and not unit.done:
            # Left out only where it has no day, or where any day may cost others theirs.
            left = path._replace(unplaced=path.unplaced + 1, before=path, day=None)
            _keep(found, _state(last, coming), left)
    return found


def _state(last: dict[int, int], coming: dict[int, int]) -> State:
    """The last days that may still be in the way of something."""
    return tuple(sorted(
        (course, day) for course, day in last.items() if day > coming.get(course, day)
    ))  # fmt: skip


def _keep(found: dict[State, _Path], state: State, path: _Path) -> None:
    known = found.get(state)
    if known is None or path.cost < known.cost:
        found[state] = path


def _why(unit: Unit, day: int | None, closed: Reason) -> str:
    """Why a unit is not on its planned day."""
    if day == unit.day:
        return ""
    return closed(unit.day) or "to keep doses apart"
