"""The offsets of a pattern's doses as columns: every pattern vectorised, none added as floats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dosecalc.patterns import (
    DAY,
    Cycle,
    Irregular,
    Listed,
    Masked,
    Often,
    Pattern,
    Slot,
    Windowed,
)

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

NO_CLOCK, ELAPSED, CLOCK = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Offsets:
    """The doses of one run, ascending.

    `clock` tells what an offset's second of the day is worth; `sure` is false for a dose that may
    not happen.
    """

    offset: Numbers
    time: Texts
    clock: Numbers
    sure: Flags

    def __len__(self) -> int:
        return len(self.offset)

    def take(self, which: Numbers | Flags | slice) -> Offsets:
        return Offsets(self.offset[which], self.time[which], self.clock[which], self.sure[which])

    def later(self, seconds: int) -> Offsets:
        return Offsets(self.offset + seconds, self.time, self.clock, self.sure)

    def repeated(self, times: int, period: int) -> Offsets:
        """The doses again every `period`."""
        starts = np.arange(times, dtype=np.int64) * period
        offset = (starts[:, None] + self.offset[None, :]).ravel()
        return Offsets(
            offset, np.tile(self.time, times), np.tile(self.clock, times), np.tile(self.sure, times)
        )

    def then(self, other: Offsets) -> Offsets:
        return Offsets(
            np.concatenate((self.offset, other.offset)),
            np.concatenate((self.time, other.time)),
            np.concatenate((self.clock, other.clock)),
            np.concatenate((self.sure, other.sure)),
        )


def counted(doses: Offsets, low: int, high: int) -> Offsets:
    """The doses cut or filled up to `high` of them, of which `low` are sure.

    A dose that a range allows, and that has no place of its own, falls together with the last
    one that is not sure.
    """
    if len(doses) > high:
        doses = doses.take(slice(high))
    elif len(doses) < high:
        spare = _spare(doses, high - len(doses))
        doses = doses.then(spare)
        doses = doses.take(np.argsort(doses.offset, kind="stable"))
    spread = int(doses.sure.sum()) - low
    if not spread:
        return doses
    sure = doses.sure.copy()
    if spread > 0:
        sure[np.flatnonzero(sure)[-spread:]] = False
    else:
        sure[np.flatnonzero(~sure)[:-spread]] = True
    return replace(doses, sure=sure)


def _spare(doses: Offsets, number: int) -> Offsets:
    beside = doses.take(~doses.sure) if not doses.sure.all() else doses
    last = beside.take(slice(-1, None)) if len(beside) else made([0], [Slot(0)], NO_CLOCK)
    return replace(last, sure=np.zeros(1, dtype=np.bool_)).repeated(number, 0)


def before(pattern: Pattern, stop: int) -> Offsets:
    """The doses before `stop`, to the greatest count of the pattern."""
    if isinstance(pattern, Masked):
        full, rest = divmod(max(stop, 0), pattern.period)
        whole = before(pattern.inner, pattern.on).repeated(full, pattern.period)
        cut = before(pattern.inner, min(rest, pattern.on))
        return whole.then(cut.later(full * pattern.period))
    if isinstance(pattern, Windowed):
        if not pattern.outside:
            stop = min(stop, pattern.windows[-1][1])
        inner = before(pattern.inner, stop)
        count = pattern.count(stop)
        inner = replace(inner, sure=inner.sure & ~cut_by(inner.offset, pattern))
        return counted(inner.take(kept(inner.offset, pattern)), count.low, count.high)
    count = pattern.count(stop)
    found = first_doses(pattern, count.high)
    sure = np.arange(count.high) < count.low
    offset = found.offset
    if isinstance(pattern, Often):
        full = max(stop, 0) // pattern.period
        nth = np.arange(count.high)
        sure = (nth % pattern.greatest < pattern.least) & (nth // pattern.greatest < full)
    last = max(stop - 1, 0) // DAY
    offset = np.minimum(offset // DAY, last) * DAY + offset % DAY
    return replace(found, offset=offset, sure=sure)


def kept(offset: Numbers, pattern: Windowed) -> Flags:
    """Which offsets fall into a window, or outside all of them."""
    edges = np.array(pattern.windows, dtype=np.int64).ravel()
    inside: Flags = np.searchsorted(edges, offset, side="right") % 2 == 1
    return ~inside if pattern.outside else inside


def cut_by(offset: Numbers, pattern: Windowed) -> Flags:
    """Which offsets are in a period that a window cuts, where placement is not stated."""
    if not pattern.even or not pattern.period:
        return np.zeros(len(offset), dtype=np.bool_)
    edges = [edge for window in pattern.windows for edge in window]
    cut = [edge // pattern.period for edge in edges if edge % pattern.period]
    return np.isin(offset // pattern.period, cut)


def first_doses(pattern: Pattern, number: int) -> Offsets:
    """The first so many doses of a pattern."""
    nth = np.arange(number, dtype=np.int64)
    if isinstance(pattern, Cycle):
        return cycling(pattern, nth)
    if isinstance(pattern, Often):
        full, place = np.divmod(nth, pattern.greatest)
        offset = full * pattern.period + place * pattern.period // pattern.greatest // DAY * DAY
        return made(offset, [Slot(0)], NO_CLOCK)
    if isinstance(pattern, Irregular):
        whole_days = pattern.least % DAY == 0 and pattern.greatest % DAY == 0
        return made(nth * pattern.least, [Slot(0)], NO_CLOCK if whole_days else ELAPSED)
    if isinstance(pattern, Masked) and number:
        inner = before(pattern.inner, pattern.on)
        if len(inner) == pattern.inner.count(pattern.on).even:
            times = -(-number // len(inner))
            sure = np.ones(number, dtype=np.bool_)
            return replace(inner.repeated(times, pattern.period).take(slice(number)), sure=sure)
    if isinstance(pattern, Windowed):
        return first_kept(pattern, number)
    if isinstance(pattern, Listed) and number <= len(pattern.slots):
        offsets = [slot.offset for slot in pattern.slots[:number]]
        return made(offsets, pattern.slots[:number], NO_CLOCK)
    slots = [Slot(pattern.offset(n), pattern.time(n)) for n in range(number)]
    return made([slot.offset for slot in slots], slots, NO_CLOCK)


def cycling(pattern: Cycle, nth: Numbers) -> Offsets:
    full, place = np.divmod(nth, len(pattern.slots))
    slots = made(
        [slot.offset for slot in pattern.slots], pattern.slots,
        ELAPSED if pattern.timed else NO_CLOCK,
    ).take(place)  # fmt: skip
    return replace(slots, offset=full * pattern.period + slots.offset)


def first_kept(pattern: Windowed, number: int) -> Offsets:
    end = pattern.windows[-1][1]
    if pattern.outside:
        inner = first_doses(pattern.inner, number + pattern.inner.count(end).high)
    else:
        inner = before(pattern.inner, end)
    return inner.take(kept(inner.offset, pattern)).take(slice(number))


def made(offset: Numbers | list[int], slots: Sequence[Slot], unstated: int) -> Offsets:
    """Sure doses, each with its slot's time, or all with the time of a single slot."""
    offsets = np.asarray(offset, dtype=np.int64)
    time = np.empty(len(slots), dtype=object)
    time[:] = [slot.time for slot in slots]
    clock = np.array([clock_of(slot, unstated) for slot in slots], dtype=np.int64)
    if len(slots) == 1:
        time, clock = np.repeat(time, len(offsets)), np.repeat(clock, len(offsets))
    return Offsets(offsets, time, clock, np.ones(len(offsets), dtype=np.bool_))


def clock_of(slot: Slot, unstated: int) -> int:
    if slot.time is None:
        return unstated
    return CLOCK if ":" in slot.time else NO_CLOCK
