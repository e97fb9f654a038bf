"""Vials week by week, and day by day where the doses of a day share them, from a time line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dosecalc.containers import NOTHING, Left, left, pieces
from dosecalc.levels import slowest_and_fastest
from dosecalc.parameters import Interval, bounds, drivers, hull
from dosecalc.patterns import Irregular, Monthly
from dosecalc.timeline import Timeline, timeline

if TYPE_CHECKING:
    import numpy.typing as npt

    from dosecalc.blocks import Block
    from dosecalc.supply_parts import Maker

MOST = 2_000_000
_MOST_CASES = 1_000


class Weeks(NamedTuple):
    """Pieces in each week, or what is needed to tell; `days` is the whole, shared day by day."""

    weeks: tuple[tuple[int, Interval], ...] | None = None
    need: str = ""
    days: tuple[Interval, Left] | None = None


def weeks(maker: Maker, agent: str | None) -> Weeks:
    """The weeks of one participant's doses of an agent; week 1 is days 1 to 7."""
    try:
        events = timeline(maker.trial, maker.variant, MOST, maker.question.start)
    except ValueError as error:
        return Weeks(need=f"a shorter list of doses: {error}")
    need = _missing(events, agent, dated=maker.question.start is not None)
    mine = [n for n, each in enumerate(events.blocks) if each.course.agent == agent]
    chosen = np.isin(events.block, mine)
    amounts: dict[tuple[int, int], Interval] = {}
    for number in mine:
        cells, missing = maker.cells(events.blocks[number])
        if missing:
            return Weeks(need=missing)
        amounts |= {(number, level - 1): c.amount for level, c in enumerate(cells) if c.amount}
        _in_order(events, number, amounts)
    if not len(mine) or maker.measure is None:
        return Weeks(need=need)
    counted = _Counted(events, chosen, amounts, maker.measure.held)
    share = maker.wish.share
    if share == "everyone":
        return Weeks(need="who else the rests are used for")
    if share == "day":
        found, whole = counted.by_day()
        left_out = any(block.course.agent == agent for block, _ in events.left_out)
        return Weeks(None if need else found, need, None if left_out or need else whole)
    found = counted.by_dose() if share == "dose" else counted.pooled()
    return Weeks(None, need) if need else Weeks(found)


def _in_order(events: Timeline, number: int, amounts: dict[tuple[int, int], Interval]) -> None:
    """Give the doses of levels that rise by steps nobody states the levels that each may be on.

    Each level is met at least once; a dose is between where the slowest and the fastest rise put
    it. What a pair of levels holds gets a level of its own.
    """
    mine = (events.block == number) & (events.level < 0)
    levels = len(events.amounts[number])
    if levels < 2 or not _listed(events.blocks[number]) or not mine.any():
        return
    place = events.place[mine]
    slow, fast = slowest_and_fastest(levels, int(place.max()) + 1)
    pairs = np.array(slow)[place] * levels + np.array(fast)[place]
    events.level[mine] = levels + pairs
    for pair in np.unique(pairs).tolist():
        first, last = divmod(pair, levels)
        spread = hull(amounts[number, level] for level in range(first, last + 1))
        if spread is not None:
            amounts[number, levels + pair] = spread


def _listed(block: Block) -> bool:
    return block.course.dose is not None and not block.course.dose.bands


def _missing(events: Timeline, agent: str | None, dated: bool) -> str:
    """What would have to be known before a dose is in a certain week; nothing where all is."""
    for block, why in events.left_out:
        if block.course.agent == agent:
            return why
    for number, block in enumerate(events.blocks):
        if block.course.agent != agent:
            continue
        pattern = block.course.patterns[0][1]
        start = bounds(events.starts[number])
        if isinstance(pattern, Irregular):
            return "the interval between doses, which is a range"
        if isinstance(pattern, Monthly) and not dated:
            return "the date of day 1 (`--start`), since months differ"
        if start is None or start.low != start.high:
            return "; ".join(parameter.name for parameter in drivers(events.starts[number]))
    return ""


class _Counted:
    """The doses of an agent, counted by week and by what they hold."""

    def __init__(
        self, events: Timeline, chosen: npt.NDArray[np.bool_],
        amounts: dict[tuple[int, int], Interval], held: Interval,
    ) -> None:  # fmt: skip
        self.day = events.day[chosen]
        self.sure = ~events.possible[chosen]
        self.held = held
        kinds = sorted(amounts)
        self.amounts = [amounts[kind] for kind in kinds]
        width = 2 + max((level for _, level in kinds), default=0)
        places = {block * width + level + 1: n for n, (block, level) in enumerate(kinds)}
        code = events.block[chosen] * width + events.level[chosen] + 1
        known, inverse = np.unique(code, return_inverse=True)
        index = np.array([places[each] for each in known.tolist()] or [0], dtype=np.int64)
        self.kind = index[inverse] if len(code) else code

    def by_dose(self) -> tuple[tuple[int, Interval], ...]:
        """Every dose opens pieces of its own."""
        each = [pieces(amount, self.held) for amount in self.amounts]
        return tuple(
            (week, _sum((each[kind], least, most) for kind, least, most in doses))
            for week, doses in self._weeks()
        )

    def pooled(self) -> tuple[tuple[int, Interval], ...]:
        """Rests go on to later doses: a week opens what the doses so far need more than before."""
        out, before, passed = [], NOTHING, NOTHING
        for week, doses in self._weeks():
            now = _plus(
                passed, _sum((self.amounts[kind], least, most) for kind, least, most in doses)
            )
            opened = pieces(now, self.held)
            low = (
                max(opened.low - (before.high or 0), Fraction(0)) if before.high is not None else 0
            )
            high = None if opened.high is None else opened.high - before.low
            out.append((week, Interval(Fraction(low), high)))
            before, passed = opened, now
        return tuple(out)

    def by_day(self) -> tuple[tuple[tuple[int, Interval], ...], tuple[Interval, Left]]:
        """The doses of a day share pieces; by week, and in all with what is left."""
        days, place = np.unique(self.day, return_inverse=True)
        size = len(self.amounts)
        most = np.bincount(place * size + self.kind, minlength=len(days) * size)
        some = (place * size + self.kind)[self.sure]
        least = np.bincount(some, minlength=len(days) * size)
        both = np.hstack((least.reshape(-1, size), most.reshape(-1, size)))
        rows, which = _distinct(both)
        sums = [
            _sum((self.amounts[n], row[n], row[size + n]) for n in range(size))
            for row in rows.tolist()
        ]
        opened = [pieces(each, self.held) for each in sums]
        rests = [self._rest(row, each) for row, each in zip(rows.tolist(), sums, strict=True)]
        weeks = [
            (week, _sum((opened[kind], times, times) for kind, times in found))
            for week, found in _by_week(days, which)
        ]
        times = np.bincount(which).tolist()
        number = _sum(zip(opened, times, times, strict=True))
        rest = _sum((each.bounds, n, n) for each, n in zip(rests, times, strict=True))
        return tuple(weeks), (number, Left(rest, any(each.below for each in rests)))

    def _rest(self, row: list[int], whole: Interval) -> Left:
        """What is left of a day: exactly where its amounts are, whichever of its doses come."""
        size = len(self.amounts)
        exact = all(each.low == each.high for each in (*self.amounts, self.held))
        counts = [range(row[n], row[size + n] + 1) for n in range(size)]
        if not exact or prod(map(len, counts)) > _MOST_CASES:
            return left(whole, self.held)
        sums = (
            sum((each.low * n for each, n in zip(self.amounts, case, strict=True)), Fraction(0))
            for case in product(*counts)
        )
        ends = [left(Interval(each, each), self.held).bounds.low for each in sums]
        return Left(Interval(min(ends), max(ends)))

    def _weeks(self) -> Iterator[tuple[int, list[tuple[int, int, int]]]]:
        """Each week with its kinds of doses: how many at least, and at most."""
        size = len(self.amounts)
        week = self.day // 7
        first = int(week.min()) if len(week) else 0
        code = (week - first) * size + self.kind
        kinds, most = np.unique(code, return_counts=True)
        sure, times = np.unique(code[self.sure], return_counts=True)
        least = dict(zip(sure.tolist(), times.tolist(), strict=True))
        found: dict[int, list[tuple[int, int, int]]] = {}
        for each, number in zip(kinds.tolist(), most.tolist(), strict=True):
            at, kind = divmod(each, size)
            found.setdefault(numbered(at + first), []).append((kind, least.get(each, 0), number))
        yield from found.items()


def _distinct(
    table: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The different rows of a table, and which of them each row is."""
    code = np.zeros(len(table), dtype=np.int64)
    for column in table.T:
        code = np.unique(code * (int(column.max(initial=0)) + 1) + column, return_inverse=True)[1]
    _, first = np.unique(code, return_index=True)
    return table[first], code


def _by_week(
    days: npt.NDArray[np.int64], which: npt.NDArray[np.int64]
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Each week with its kinds of days, and how many of each."""
    size = int(which.max()) + 1 if len(which) else 1
    first = int(days.min()) // 7 if len(days) else 0
    pairs, times = np.unique((days // 7 - first) * size + which, return_counts=True)
    found: dict[int, list[tuple[int, int]]] = {}
    for pair, number in zip(pairs.tolist(), times.tolist(), strict=True):
        week, kind = divmod(pair, size)
        found.setdefault(numbered(week + first), []).append((kind, number))
    yield from found.items()


def numbered(week: int) -> int:
    """The number of a week that counts from day 1 as 0: there is no week 0, as there is no day 0.

    >>> [numbered(week) for week in (-1, 0, 7)]
    [-1, 1, 8]
    """
    return week + 1 if week >= 0 else week


def _sum(terms: Iterable[tuple[Interval, int, int]]) -> Interval:
    """So many of each, at least and at most."""
    low, high = Fraction(0), Fraction(0)
    bounded = True
    for each, least, most in terms:
        low += each.low * least
        if each.high is None:
            bounded = bounded and not most
        else:
            high += each.high * most
    return Interval(low, high if bounded else None)


def _plus(one: Interval, other: Interval) -> Interval:
    high = None if one.high is None or other.high is None else one.high + other.high
    return Interval(one.low + other.low, high)
