"""Which planned dose a row of a log is about, for one participant and one product.

A row that names its planned day belongs to a dose of that day. The others belong to a dose planned
on their own date, and if there is none left, to the nearest one in time that is still free, so that
the order of rows is the order of doses. What then has no dose is surplus.

>>> rows = [Entry(day=0), Entry(day=2), Entry(day=9)]
>>> found = matched([Slot(0), Slot(1), Slot(7)], rows)
>>> [each and each.day for each in found.rows], found.surplus
([0, 2, 9], ())
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple


class Slot(NamedTuple):
    """When a dose is planned: days after day 1, and the second of the day, -1 for no time."""

    day: int
    second: int = -1


class Entry(NamedTuple):
    """A row of a log: the day it was planned for, the day and second of its date, days after day 1.

    `order` puts rows of one day in an order of their own, whatever their order in the log.
    """

    planned: int | None = None
    day: int | None = None
    second: int = -1
    given: bool = True
    order: tuple[Any, ...] = ()
    row: Any = None

    @property
    def moment(self) -> int:
        """The day it is about, as far as it says."""
        return self.planned or 0 if self.day is None else self.day


class Matching(NamedTuple):
    """The row of each slot, None where there is none, and the rows that have no slot."""

    rows: tuple[Entry | None, ...]
    surplus: tuple[Entry, ...]


def matched(slots: Sequence[Slot], entries: Iterable[Entry]) -> Matching:
    """The rows of slots in order of time; what is given goes before what was missed.

    The order of the rows changes nothing.
    """
    work = _Work(slots)
    ordered = sorted(entries, key=lambda e: (not e.given, e.moment, e.second, e.order))
    rest: list[Entry] = []
    for entry in ordered:
        if entry.planned is not None and not work.on_day(entry, entry.planned):
            work.surplus.append(entry)
    for entry in ordered:
        if entry.planned is None and entry.day is not None:
            if work.on_day(entry, entry.day):
                continue
            rest.append(entry)
    for entry in rest:
        if not work.nearest(entry):
            work.surplus.append(entry)
    return Matching(tuple(work.rows), tuple(work.surplus))


class _Work:
    """Slots being filled."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self.slots = slots
        self.days = list(map(attrgetter("day"), slots))
        self.rows: list[Entry | None] = [None] * len(slots)
        self.surplus: list[Entry] = []
        # Where rows without a planned day went: their date and their slot, both ascending.
        self.placed: list[tuple[int, int]] = []

    def on_day(self, entry: Entry, day: int) -> bool:
        """Fill a free slot of this day, the one nearest in time."""
        first, stop = bisect_left(self.days, day), bisect_right(self.days, day)
        free = [place for place in range(first, stop) if self.rows[place] is None]
        if not free:
            return False
        place = free[0]
        if entry.second >= 0 and len(free) > 1:
            place = min(free, key=lambda each: self._apart(entry, each))
        self._fill(place, entry)
        return True

    def _apart(self, entry: Entry, place: int) -> int:
        second = self.slots[place].second
        return 0 if second < 0 else abs(second - entry.second)

    def nearest(self, entry: Entry) -> bool:
        """Fill the free slot nearest to the row's date, between those of the rows around it."""
        assert entry.day is not None
        at = bisect_right(self.placed, (entry.day, len(self.days)))
        least = self.placed[at - 1][1] if at else -1
        most = self.placed[at][1] if at < len(self.placed) else len(self.days)
        middle = min(max(bisect_left(self.days, entry.day), least + 1), most)
        before, after = middle - 1, middle
        while before > least and self.rows[before] is not None:
            before -= 1
        while after < most and self.rows[after] is not None:
            after += 1
        ways = [place for place in (before, after) if least < place < most]
        if not ways:
            return False
        # Of two as near, the earlier: late is likelier than early.
        self._fill(min(ways, key=lambda each: abs(self.days[each] - (entry.day or 0))), entry)
        return True

    def _fill(self, place: int, entry: Entry) -> None:
        self.rows[place] = entry
        if entry.planned is None and entry.day is not None:
            insort(self.placed, (entry.day, place))
