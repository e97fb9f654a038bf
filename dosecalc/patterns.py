"""When doses fall: offsets inside a period, repeated. Every timing phrase reduces to these.

Times are whole seconds from the start of the first day of a course. A pattern answers two
questions in closed form: how many doses fall before a time, and when the n-th dose falls.

>>> twice_weekly = Cycle(period=7 * DAY, slots=(Slot(0), Slot(3 * DAY)), even=True)
>>> twice_weekly.count(56 * DAY)
Count(low=16, high=16, even=16)
>>> twice_weekly.count(10 * DAY)
Count(low=2, high=4, even=3)
>>> twice_weekly.offset(15) // DAY
52
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, Protocol

from dosecalc.days import days_of_months, month_days
from dosecalc.value import Value

if TYPE_CHECKING:
    from datetime import date

DAY = 86_400
MONTHS_DIFFER = "months differ in length"


class Count(NamedTuple):
    """How many doses fall in a stretch of time: the bounds, and the count if evenly placed."""

    low: int
    high: int
    even: int


class Slot(NamedTuple):
    """One dose of a period: its offset in seconds, and its time of day where one is stated."""

    offset: int
    time: str | None = None


class Pattern(Protocol):
    """What every pattern can answer; `offset(n)` counts doses from 0."""

    @property
    def period(self) -> int | None:
        """The cycle in seconds; None where the pattern has none."""

    @property
    def even(self) -> bool:
        """Whether dates are evenly placed because the text does not state them."""

    def count(self, stop: int) -> Count:
        """The doses at offsets before `stop`, which is not included."""

    def offset(self, n: int) -> int:
        """The offset of dose `n`; for `n` doses in all, when the next would have been due."""

    def time(self, n: int) -> str | None:
        """The time of day of dose `n`, as the text states it."""


def _exactly(number: int) -> Count:
    return Count(number, number, number)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Cycle(Value):
    """Slots at ascending offsets within a period, without end."""

    period: int
    slots: tuple[Slot, ...]
    even: bool = False
    timed: bool = False

    def count(self, stop: int) -> Count:
        full, rest = divmod(max(stop, 0), self.period)
        whole = full * len(self.slots)
        inside = sum(slot.offset < rest for slot in self.slots)
        low = high = inside
        if self.even and rest:
            low, high = self._cut(rest)
        elif not self.timed and rest % DAY:
            low = sum(slot.offset + DAY <= rest for slot in self.slots)
        return Count(whole + low, whole + high, whole + inside)

    def _cut(self, rest: int) -> tuple[int, int]:
        """The doses that the first `rest` seconds of a period may hold, placed anyhow.

        No day holds more than its even share, rounded up.
        """
        days = -(-self.period // DAY)
        most = -(-len(self.slots) // days)
        left = (self.period - rest) // DAY
        return max(0, len(self.slots) - left * most), min(len(self.slots), -(-rest // DAY) * most)

    def offset(self, n: int) -> int:
        full, place = divmod(n, len(self.slots))
        return full * self.period + self.slots[place].offset

    def time(self, n: int) -> str | None:
        return self.slots[n % len(self.slots)].time


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Listed(Value):
    """Doses at listed offsets, once each: `on days 1, 3, 4`, `once`."""

    slots: tuple[Slot, ...]

    @property
    def period(self) -> None:
        return None

    @property
    def even(self) -> bool:
        return False

    def count(self, stop: int) -> Count:
        return _exactly(sum(slot.offset < stop for slot in self.slots))

    def offset(self, n: int) -> int:
        if n < len(self.slots):
            return self.slots[n].offset
        return (self.slots[-1].offset // DAY + 1) * DAY

    def time(self, n: int) -> str | None:
        return self.slots[n].time


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Irregular(Value):
    """An interval known only as a range: `every 4 to 6 hours`.

    Offsets, and the even count, take the shortest.
    """

    least: int
    greatest: int

    @property
    def period(self) -> int:
        return self.greatest

    @property
    def even(self) -> bool:
        return False

    def count(self, stop: int) -> Count:
        stop = max(stop, 0)
        low, high = -(-stop // self.greatest), -(-stop // self.least)
        return Count(low, high, high)

    def offset(self, n: int) -> int:
        return n * self.least

    def time(self, n: int) -> None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Often(Value):
    """A number of doses a period that is itself a range: `3 to 4 times a day`.

    Offsets, and the even count, take every period at its greatest.
    """

    period: int
    least: int
    greatest: int

    @property
    def even(self) -> bool:
        return True

    def count(self, stop: int) -> Count:
        full, rest = divmod(max(stop, 0), self.period)
        cut = 0 if not rest else self.greatest
        placed = sum(self.offset(k) < rest for k in range(self.greatest)) if rest else 0
        most = full * self.greatest
        return Count(full * self.least, most + cut, most + placed)

    def offset(self, n: int) -> int:
        full, place = divmod(n, self.greatest)
        return full * self.period + place * self.period // self.greatest // DAY * DAY

    def time(self, n: int) -> None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Monthly(Value):
    """`each` doses in every `step` calendar months; days are bounds, no date being known."""

    step: int
    each: int = 1

    @property
    def period(self) -> None:
        return None

    @property
    def even(self) -> bool:
        return True

    def count(self, stop: int) -> Count:
        days = -(-max(stop, 0) // DAY)
        low = self._periods(days, 1) * self.each
        high = self._periods(days, 0) * self.each
        if self.each == 1:
            return Count(low, high, low)
        return Count(max(0, low - self.each), high, self._evenly(days, high))

    def _evenly(self, days: int, most: int) -> int:
        """How many of the evenly placed doses fall within `days` days."""
        return bisect_left(range(most), days * DAY, key=self.offset)

    def _periods(self, days: int, bound: int) -> int:
        """How many periods begin within `days` days, months being long (1) or short (0)."""
        least, greatest = days // (self.step * 31), days // (self.step * 28) + 1
        numbers = range(least, greatest + 1)
        found = bisect_left(numbers, days, key=lambda n: month_days(n * self.step)[bound])
        return least + found

    def in_months(self, months: int) -> Count:
        """The doses in a whole number of months."""
        full, rest = divmod(months, self.step)
        if not rest:
            return _exactly(full * self.each)
        if self.each == 1:
            return _exactly(full + 1)
        return Count(full * self.each, (full + 1) * self.each, full * self.each + 1)

    def offset(self, n: int) -> int:
        full, place = divmod(n, self.each)
        least = month_days(full * self.step)[0]
        return (least + place * month_days(self.step)[0] // self.each) * DAY

    def time(self, n: int) -> None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Dated(Value):
    """`each` doses in every `step` calendar months from a date, which makes every day exact.

    A month begins on the day of `first`, or on the last day of a month that lacks it.
    """

    first: date
    step: int
    each: int = 1

    @property
    def period(self) -> None:
        return None

    @property
    def even(self) -> bool:
        return self.each > 1

    def count(self, stop: int) -> Count:
        days = -(-max(stop, 0) // DAY)
        most = (days // (self.step * 28) + 1) * self.each
        return _exactly(bisect_left(range(most), days * DAY, key=self.offset))

    def offset(self, n: int) -> int:
        full, place = divmod(n, self.each)
        begin, end = (days_of_months(self.first, number * self.step) for number in (full, full + 1))
        return (begin + place * (end - begin) // self.each) * DAY

    def time(self, n: int) -> None:
        return None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Masked(Value):
    """A pattern that runs for `on` seconds of every `period`, starting anew each time."""

    inner: Pattern
    on: int
    period: int

    @property
    def even(self) -> bool:
        return self.inner.even

    def count(self, stop: int) -> Count:
        full, rest = divmod(max(stop, 0), self.period)
        whole, cut = self.inner.count(self.on), self.inner.count(min(rest, self.on))
        low, high, even = (full * w + c for w, c in zip(whole, cut, strict=True))
        return Count(low, high, even)

    def offset(self, n: int) -> int:
        full, place = divmod(n, self.inner.count(self.on).even)
        return full * self.period + self.inner.offset(place)

    def time(self, n: int) -> str | None:
        return self.inner.time(n % self.inner.count(self.on).even)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Windowed(Value):
    """A pattern kept inside stretches of time (`in weeks 1-4`), or outside (`except days 9, 16`).

    `windows` are ascending, disjoint and half-open, in seconds.
    """

    inner: Pattern
    windows: tuple[tuple[int, int], ...]
    outside: bool = False

    @property
    def period(self) -> int | None:
        return self.inner.period

    @property
    def even(self) -> bool:
        return self.inner.even

    def count(self, stop: int) -> Count:
        low = high = even = 0
        for first, last in self.windows:
            inside = between(self.inner, min(stop, first), min(stop, last))
            low, high, even = low + inside.low, high + inside.high, even + inside.even
        if not self.outside:
            return Count(low, high, even)
        whole = self.inner.count(stop)
        return Count(max(0, whole.low - high), whole.high - low, whole.even - even)

    def offset(self, n: int) -> int:
        return self.inner.offset(self._place(n))

    def time(self, n: int) -> str | None:
        return self.inner.time(self._place(n))

    def _place(self, n: int) -> int:
        """The place in the inner pattern of the n-th dose that is kept."""
        removed = 0
        if self.outside:
            for first, last in self.windows:
                before, inside = self.inner.count(first).even, self.inner.count(last).even
                if n + removed < before:
                    break
                removed += inside - before
            return n + removed
        kept = 0
        for first, last in self.windows:
            before, inside = self.inner.count(first).even, self.inner.count(last).even
            if n < kept + inside - before:
                return before + n - kept
            kept += inside - before
        return self.inner.count(self.windows[-1][1]).even

    @property
    def most(self) -> int | None:
        """The most doses that the windows can hold; None where nothing bounds them."""
        return None if self.outside else self.count(self.windows[-1][1]).high


def elapsed(pattern: Pattern) -> bool:
    """Whether doses follow each other by elapsed time, not on days: `every 12 hours`."""
    if isinstance(pattern, Irregular):
        return True
    return isinstance(pattern, Cycle) and pattern.timed and pattern.time(0) is None


def between(pattern: Pattern, start: int, stop: int) -> Count:
    """The doses at offsets from `start`, which is included, to `stop`, which is not.

    Exact bounds where `start` begins a period; else a guaranteed enclosure.
    """
    if stop <= start:
        return _exactly(0)
    if isinstance(pattern, Irregular):
        length = stop - start
        even = pattern.count(stop).even - pattern.count(start).even
        if start == 0:
            return pattern.count(stop)
        return Count(length // pattern.greatest, -(-length // pattern.least), even)
    if (
        pattern.period is not None
        and start % pattern.period == 0
        and not isinstance(pattern, Windowed)
    ):
        return pattern.count(stop - start)
    upper, lower = pattern.count(stop), pattern.count(start)
    low = max(0, upper.low - lower.high) if lower.low != lower.high else upper.low - lower.low
    return Count(low, upper.high - lower.low, upper.even - lower.even)


def evenly(number: int, period: int, time: str | None = None) -> Cycle:
    """`number` doses in every `period` seconds on days floor(k·d/n) after the period's first day.

    The days of a period that is shorter than a day, or holds more doses than days, repeat.
    """
    days = Fraction(period, DAY)
    slots = tuple(Slot(int(k * days / number) * DAY, time) for k in range(number))
    return Cycle(period=period, slots=slots, even=days > 1)


def on_days(days: tuple[int, ...], a_day: tuple[Slot, ...], period: int | None) -> Pattern:
    """The doses of a day on each of the listed days (offsets from the first), once or repeated."""
    slots = tuple(
        Slot(day * DAY + slot.offset, slot.time) for day in sorted(days) for slot in a_day
    )
    if period is None:
        return Listed(slots=slots)
    return Cycle(period=period, slots=slots)


def weekly(weekdays: tuple[int, ...], a_day: tuple[Slot, ...], first: int) -> Cycle:
    """Named weekdays (0 is Monday) for a course whose first dose falls on weekday `first`."""
    offsets = sorted((day - first) % 7 for day in weekdays)
    at = bisect_left(offsets, 0)
    slots = tuple(
        Slot(offset * DAY + slot.offset, slot.time) for offset in offsets[at:] for slot in a_day
    )
    return Cycle(period=7 * DAY, slots=slots)
