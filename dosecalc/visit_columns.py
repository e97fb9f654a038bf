"""Which study days share a column of a matrix: runs of days on which the same is done.

>>> doses = {Place(day): "dose" for day in range(14)}
>>> visits = {Place(0): "ECG", Place(14): "ECG"}
>>> found = columns([doses, visits], [False, True]).columns
>>> [listed(days, DayCount()) for days in found]
['day 1', 'days 2–14', 'day 15']
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from dosecalc.days import DayCount

MOST = 12  # columns that a page of A4 holds across
_RUN = 3  # days from which a run is told as one
_DAILY = 7  # days in a row from which something is told to be daily
_WEEK = 7


class Place(NamedTuple):
    """A study day, as an offset from day 1; or one of the days from it on, `later` at most.

    `later` is None where nobody knows how much later it may be.
    """

    day: int
    later: int | None = 0


Days = tuple[Place, ...]
Marks = Mapping[Place, Hashable]


class Columns(NamedTuple):
    """Columns in order of time, and for each row the runs of days that need no column."""

    columns: tuple[Days, ...]
    runs: tuple[tuple[Days, ...], ...]


def in_order(places: Iterable[Place]) -> list[Place]:
    """By day, exact ones first."""
    return sorted(places, key=lambda place: (place.day, place.later is None, place.later or 0))


def columns(rows: Sequence[Marks], visits: Sequence[bool], edges: Iterable[int] = ()) -> Columns:
    """The columns of rows, each with what is done on its days.

    Each day has one where a page holds all of them. Else a run of days on which the same is done is
    one column: of days in a row, or, where nothing but doses are given (`visits` tells which rows
    are no dosing), of days less than a week apart; more than a page of any such days is one too.
    No run crosses a day of `edges`, on which something else begins. Where columns are still more
    than a page holds, what is daily is told in its row.
    """
    parted = frozenset(edges)
    whole = _drawn(rows, rows, visits, parted)
    if len(whole) <= MOST:
        return Columns(whole, ((),) * len(rows))
    runs = tuple(tuple(_daily(row)) for row in rows)
    told = [{place for run in found for place in run} for found in runs]
    left = [
        {place: row[place] for place in row if place not in gone}
        for row, gone in zip(rows, told, strict=True)
    ]
    fewer = _drawn(rows, left, visits, parted)
    if not fewer or len(fewer) >= len(whole):
        return Columns(whole, ((),) * len(rows))
    return Columns(fewer, runs)


def _drawn(
    rows: Sequence[Marks], drawn: Sequence[Marks], visits: Sequence[bool], edges: frozenset[int]
) -> tuple[Days, ...]:
    """Columns for the days of the rows that are drawn, with what all rows have on them."""
    places = in_order({place for row in drawn for place in row})
    if len(places) <= MOST:
        return tuple((place,) for place in places)
    visited = {place for row, visit in zip(drawn, visits, strict=True) if visit for place in row}
    return tuple(_Table(rows, visited, edges).folded(places))


class _Table(NamedTuple):
    """Rows, the days on which there is more than dosing, and those on which something begins."""

    rows: Sequence[Marks]
    visited: Set[Place]
    edges: frozenset[int]

    def folded(self, places: Sequence[Place]) -> Iterator[Days]:
        """Days in columns: a run of days that look the same is one, or each day is."""
        for run in _runs(places, self._together):
            yield from self._split(run)

    def _split(self, run: Days) -> Iterator[Days]:
        """A run parted where it pauses; as one column where those would fill more than a page."""
        parts: list[Days] = []
        for part in _runs(run, self._close):
            parts += [part] if len(part) >= _RUN else [(each,) for each in part]
        yield from parts if len(parts) <= MOST else [run]

    def _together(self, before: Place, after: Place) -> bool:
        return (
            before.later == after.later == 0
            and self._look(before) == self._look(after)
            and not any(before.day < edge <= after.day for edge in self.edges)
        )

    def _close(self, before: Place, after: Place) -> bool:
        gap = after.day - before.day
        return gap == 1 or (gap < _WEEK and after not in self.visited)

    def _look(self, place: Place) -> tuple[Hashable, ...]:
        return tuple(row.get(place) for row in self.rows)


def _daily(row: Marks) -> Iterator[Days]:
    """Long runs of days in a row on which one thing is done alike."""
    exact = in_order(place for place in row if place.later == 0)
    for run in _runs(exact, lambda a, b: b.day - a.day == 1 and row[a] == row[b]):
        if len(run) >= _DAILY:
            yield run


def _runs(places: Sequence[Place], joined: Callable[[Place, Place], bool]) -> Iterator[Days]:
    """Places parted wherever two neighbours are not joined."""
    start = 0
    for number, (before, after) in enumerate(pairwise(places), 1):
        if not joined(before, after):
            yield tuple(places[start:number])
            start = number
    if places:
        yield tuple(places[start:])


# ------------------------------------------------------------------ days in words

_LISTED = 8


def placed(place: Place, numbers: DayCount) -> str:
    """A day, or the days on one of which it is: `day 5`, `day 82 to 89`, `day 82 or later`."""
    first = numbered(place.day, numbers)
    if place.later is None:
        return f"day {first} or later"
    return f"day {first}" + (
        f" to {numbered(place.day + place.later, numbers)}" if place.later else ""
    )


def numbered(day: int, numbers: DayCount) -> str:
    """The number of a day, with a true minus."""
    return f"{numbers.number(day):,}".replace("-", "−")


def listed(days: Sequence[Place], numbers: DayCount) -> str:
    """Days as short as they can be told: one by one, as a range, or by their rhythm.

    >>> numbers = DayCount()
    >>> listed([Place(0), Place(1), Place(2), Place(7)], numbers)
    'days 1–3, 8'
    >>> listed([Place(7 * week + day) for week in range(8) for day in (0, 3)], numbers)
    'days 1, 4 of every 7 days, 16 days from day 1 to day 53'
    """
    if any(place.later != 0 for place in days):
        return ", ".join(placed(place, numbers) for place in days)
    found = [place.day for place in days]
    ranges = list(_ranges(found))
    rhythm = _rhythm(found) if len(ranges) > _LISTED else ()
    if rhythm:
        step = rhythm[-1]
        first = ", ".join(numbered(found[0] + each, numbers) for each in rhythm[:-1])
        ends = f"from day {numbered(found[0], numbers)} to day {numbered(found[-1], numbers)}"
        some = f"days {first} of every {step} days" if len(rhythm) > 2 else f"every {step} days"
        return f"{some}, {len(found)} days {ends}"
    told = ", ".join(
        numbered(first, numbers)
        + ((" to " if first < 0 else "–") + numbered(last, numbers) if last > first else "")
        for first, last in ranges
    )
    return f"day{'s' if len(found) > 1 else ''} {told}"


def _ranges(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last day of each stretch of days in a row."""
    start = 0
    for number in range(1, len(days) + 1):
        if number == len(days) or days[number] != days[number - 1] + 1:
            yield days[start], days[number - 1]
            start = number


def _rhythm(days: Sequence[int]) -> tuple[int, ...]:
    """The days of a period, from its first, and the length of the period; empty for none."""
    steps = [after - before for before, after in pairwise(days)]
    for size in range(1, min(_LISTED, len(steps) // 2) + 1):
        if all(step == steps[number % size] for number, step in enumerate(steps)):
            offsets = [days[number] - days[0] for number in range(size)]
            return (*offsets, sum(steps[:size]))
    return ()
