"""A regimen expanded for one participant: a column for each thing that a dose event has.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.totals import variants
>>> trial = read_phrase("10 mg twice weekly for 2 weeks then 5 mg daily for 2 days").trial
>>> events = timeline(trial, next(variants(trial.arms[0])))
>>> events.day.tolist(), events.block.tolist()
([0, 3, 7, 10, 14, 15], [0, 0, 0, 0, 1, 1])

Counts go to the greatest that the text allows; doses beyond the least are marked `possible`.
Amounts are looked up by level, never added as floats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dosecalc.amounts import Amount
from dosecalc.blocks import Block, Layout
from dosecalc.expansion import (
    CLOCK,
    ELAPSED,
    NO_CLOCK,
    Flags,
    Numbers,
    Offsets,
    Texts,
    before,
    counted,
    first_doses,
)
from dosecalc.levels import stepless_total
from dosecalc.model import Arm, Dose, Reading, Trial
from dosecalc.parameters import (
    Expression,
    Interval,
    Known,
    Sum,
    bounds,
    drivers,
    needs,
)
from dosecalc.patterns import (
    DAY,
    Irregular,
    Masked,
    Pattern,
    Windowed,
)
from dosecalc.plan import layout
from dosecalc.units import Unit, ratio

if TYPE_CHECKING:
    from datetime import date

_FARTHEST = 2**60


class Dosed(Protocol):
    """Who is dosed: a reading of an arm, and a cohort. `totals.Variant` is one."""

    @property
    def arm(self) -> Arm: ...
    @property
    def reading(self) -> Reading | None: ...
    @property
    def cohort(self) -> int | None: ...
    @property
    def stepless(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """Dose events in order of time, as columns of one length.

    `day` counts from day 1 as 0. `second` is the second of the day, -1 where the text gives
    neither a clock time nor an elapsed interval; `time` is the time as stated, or None. `run` is
    the repetition of a bracket and `place` the dose in it, both from 0; `number` counts the doses
    of the agent from 1. `level` is -1 where nobody says which one it is. `cycle` counts from 0,
    -1 where no period is longer than a day. `possible` doses happen only if a count turns out
    above its least; numbers and levels are those where they all happen.

    `levels`, `starts` and `weekdays` have an entry for each block: the amounts at each level; the
    expression whose least value the dates are counted from; and the weekday that the first dose
    is taken to fall on, `""` where none is. `left_out` holds what cannot be expanded, and why.
    """

    day: Numbers
    second: Numbers
    time: Texts
    block: Numbers
    run: Numbers
    place: Numbers
    number: Numbers
    level: Numbers
    cycle: Numbers
    possible: Flags
    blocks: tuple[Block, ...]
    amounts: tuple[tuple[tuple[Amount, ...], ...], ...]
    starts: tuple[Expression, ...]
    weekdays: tuple[str, ...]
    left_out: tuple[tuple[Block, str], ...]

    def __len__(self) -> int:
        return len(self.day)

    def total(self, unit: Unit, agent: str | None = None) -> Interval | None:
        """What the events hold in a unit, exactly; None where one of their amounts is unknown.

        Only amounts that the unit table converts are added. `agent` leaves out all others.
        """
        width = 1 + max((len(levels) for levels in self.amounts), default=0)
        code = self.block * width + self.level + 1
        size = width * len(self.blocks)
        most = np.bincount(code, minlength=size).reshape(-1, width).tolist()
        least = np.bincount(code[~self.possible], minlength=size).reshape(-1, width).tolist()
        low, high = Fraction(0), Fraction(0)
        bounded = True
        for at, block in enumerate(self.blocks):
            if (agent is not None and block.course.agent != agent) or not any(most[at]):
                continue
            found = _sum(block, self.amounts[at], least[at], most[at], unit)
            if found is None:
                return None
            low += found.low
            bounded = bounded and found.high is not None
            high += found.high or 0
        return Interval(low, high if bounded else None)


def timeline(
    trial: Trial, variant: Dosed, most: int = 2_000_000, first: date | None = None
) -> Timeline:
    """The dose events of one participant; ValueError if there would be more than `most`.

    With `first`, the date of day 1, months are calendar months and weekdays are known.
    """
    owner = f"{trial.name}/{variant.arm.name}"
    regimens = variant.reading.regimens if variant.reading else ()
    return expanded(layout(regimens, trial, owner, first), variant, most)


def expanded(plan: Layout, variant: Dosed, most: int = 2_000_000) -> Timeline:
    """The events of a regimen that is laid out; ValueError if there would be more than `most`."""
    sound: list[_Placed] = []
    left_out: list[tuple[Block, str]] = []
    for block in plan.blocks:
        placed = _placed(block, plan)
        if isinstance(placed, str):
            left_out.append((block, placed))
        else:
            sound.append(placed)
    events = max([sum(placed.events for placed in sound), *(placed.work for placed in sound)])
    if events > most:
        raise ValueError(f"{events:,} doses to list, and at most {most:,} can be")
    parts = [_part(placed, number, variant) for number, placed in enumerate(sound)]
    columns = _sorted(parts or [_Part.of(0)])
    blocks = tuple(placed.block for placed in sound)
    return Timeline(
        day=columns.at // DAY,
        second=columns.second,
        time=columns.time,
        block=columns.block,
        run=columns.run,
        place=columns.place,
        number=_numbers([block.course.agent for block in blocks], columns.block),
        level=columns.level,
        cycle=columns.cycle,
        possible=columns.possible,
        blocks=blocks,
        amounts=tuple(_levels(block) for block in blocks),
        starts=tuple(placed.start for placed in sound),
        weekdays=tuple(placed.weekday for placed in sound),
        left_out=tuple(left_out),
    )


# ------------------------------------------------------------------ what can be expanded


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A block with everything that its expansion takes as numbers.

    `stop` holds the bounds of the course's length in seconds, or None where doses are counted.
    `start` is an expression that is a range wherever dates are.
    """

    block: Block
    pattern: Pattern
    weekday: str
    count: tuple[int, int]
    stop: tuple[int, int] | None
    first: int
    periods: tuple[tuple[int, int], ...]
    start: Expression

    @property
    def runs(self) -> int:
        return prod(times for times, _ in self.periods)

    @property
    def events(self) -> int:
        return self.count[1] * self.runs

    @property
    def work(self) -> int:
        """The most events that are made on the way, those that windows leave out included."""
        return max(self.events, _unwindowed(self.pattern, self.count[1], self.stop))


def _placed(block: Block, plan: Layout) -> _Placed | str:
    """The block as numbers, or in words what it would need."""
    count = bounds(block.count)
    if count is None:
        return "; ".join(needs(block.count))
    if count.high is None:
        return f"no greatest number of doses: {_names(block.count)}"
    if not block.course.patterns:
        return "how often"
    start = Sum((plan.day_offset(block.start), *(period for _, period in block.repeats)))
    if bounds(start) is None:
        return "; ".join(needs(start))
    first = bounds(plan.day_offset(block.start))
    length = bounds(block.length) if block.length is not None else None
    assert first is not None
    stop = None
    if length is not None and length.high is not None:
        stop = int(length.low), int(length.high)
    low, high = int(count.low), int(count.high)
    weekday, pattern = _first_reaching(block, high, stop)
    periods = tuple((times, int(_low(period))) for times, period in block.repeats)
    reach = stop[1] if stop else pattern.offset(high)
    reach += abs(int(first.low)) + sum(times * period for times, period in periods)
    if reach + (pattern.period or 0) > _FARTHEST:
        return "it lasts longer than dates can be counted"
    return _Placed(
        block=block, pattern=pattern, weekday=weekday, count=(low, high), stop=stop,
        first=int(first.low // 1), periods=periods, start=start,
    )  # fmt: skip


def _low(expression: Expression) -> Fraction:
    found = bounds(expression)
    return found.low if found is not None else Fraction(0)


def _names(expression: Expression) -> str:
    return ", ".join(f"`{parameter.name}`" for parameter in drivers(expression))


def _first_reaching(block: Block, high: int, stop: tuple[int, int] | None) -> tuple[str, Pattern]:
    """The pattern with the greatest count, and the weekday it stands for."""
    patterns = block.course.patterns
    if len(patterns) == 1:
        return "", patterns[0][1]
    if stop is not None:
        for weekday, pattern in patterns:
            if pattern.count(stop[1]).high >= high:
                return weekday, pattern
    return patterns[0]


def _unwindowed(pattern: Pattern, number: int, stop: tuple[int, int] | None) -> int:
    if isinstance(pattern, Masked):
        return _unwindowed(pattern.inner, number, None)
    if not isinstance(pattern, Windowed):
        return 0
    last = pattern.windows[-1][1]
    until = last if stop is None else min(stop[1], last)
    inside = pattern.inner.count(until).high
    return inside + number if pattern.outside else inside


# ------------------------------------------------------------------ one run of a pattern


def _run(placed: _Placed) -> Offsets:
    """The doses of one run of a block, to the greatest count, in order of time."""
    low, high = placed.count
    if placed.stop is None:
        found = first_doses(placed.pattern, high)
    else:
        found = before(placed.pattern, placed.stop[1])
        sure = found.sure & (found.offset < max(placed.stop[0], 1))
        found = replace(found, sure=sure)
    if not np.all(found.offset[1:] >= found.offset[:-1]):
        found = found.take(np.argsort(found.offset, kind="stable"))
    return counted(found, low, high)


# ------------------------------------------------------------------ a block, all its runs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The columns of one block, or of all; `at` is in seconds from the start of day 1."""

    at: Numbers
    second: Numbers
    time: Texts
    block: Numbers
    run: Numbers
    place: Numbers
    level: Numbers
    cycle: Numbers
    possible: Flags

    @classmethod
    def of(cls, number: int) -> _Part:
        """So many empty events."""
        zero = np.zeros(number, dtype=np.int64)
        return cls(
            at=zero, second=zero, time=zero.astype(object), block=zero, run=zero, place=zero,
            level=zero, cycle=zero, possible=zero.astype(np.bool_),
        )  # fmt: skip


def _part(placed: _Placed, number: int, variant: Dosed) -> _Part:
    doses = _run(placed)
    starts = np.full(1, placed.first, dtype=np.int64)
    for times, period in placed.periods:
        steps = np.arange(times, dtype=np.int64) * period
        starts = (starts[:, None] + steps[None, :]).ravel()
    runs, each = len(starts), len(doses)

    def tiled(column: Numbers) -> Numbers:
        return np.tile(column, runs)

    at = (starts[:, None] + doses.offset[None, :]).ravel()
    clock = tiled(doses.clock)
    if placed.first % DAY or any(period % DAY for _, period in placed.periods):
        clock = np.where(clock == NO_CLOCK, ELAPSED, clock)
    second = np.where(clock == CLOCK, tiled(doses.offset) % DAY, at % DAY)
    return _Part(
        at=at,
        second=np.where(clock == NO_CLOCK, -1, second),
        time=np.tile(doses.time, runs),
        block=np.full(runs * each, number, dtype=np.int64),
        run=np.repeat(np.arange(runs, dtype=np.int64), each),
        place=tiled(np.arange(each, dtype=np.int64)),
        level=tiled(_level(placed.block, doses.offset, variant)),
        cycle=tiled(_cycles(placed.pattern, doses.offset)),
        possible=np.tile(~doses.sure, runs),
    )


def _level(block: Block, offset: Numbers, variant: Dosed) -> Numbers:
    """The level of each dose of a run, by the rules of `plan.level_counts`."""
    dose, escalation = block.course.dose, block.course.escalation
    zero = np.zeros(len(offset), dtype=np.int64)
    if dose is None or (escalation is None and not dose.bands):
        return zero
    last = len(dose.levels) - 1
    if dose.bands or (dose.spread and escalation and escalation.kind == "time"):
        return zero - 1
    assert escalation is not None
    if escalation.kind == "time":
        if escalation.doses is not None:
            return np.minimum(np.arange(len(offset), dtype=np.int64) // escalation.doses, last)
        assert escalation.seconds is not None
        return np.minimum(offset // escalation.seconds, last)
    if variant.stepless and (last or dose.spread):
        return zero - 1
    return zero + (min(variant.cohort, last + 1) - 1 if variant.cohort is not None else 0)


def _cycles(pattern: Pattern, offset: Numbers) -> Numbers:
    """The cycle that each dose falls in; -1 where the pattern has no period above a day."""
    inner = pattern
    while isinstance(inner, Windowed):
        inner = inner.inner
    period = inner.period
    if period is None or period <= DAY or isinstance(inner, Irregular):
        return np.full(len(offset), -1, dtype=np.int64)
    return offset // period


def _sorted(parts: list[_Part]) -> _Part:
    """All the parts as one, in order of time; of doses at one time, the first stated first."""
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in _Part.__dataclass_fields__
    }
    at, second = columns["at"], columns["second"]
    moment = np.where(second < 0, at, at // DAY * DAY + second)
    if np.all(moment[1:] >= moment[:-1]):
        return _Part(**columns)
    order = np.argsort(moment, kind="stable")
    return _Part(**{name: column[order] for name, column in columns.items()})


def _numbers(agents: Iterable[str | None], block: Numbers) -> Numbers:
    """The number of each dose among those of its agent."""
    names = list(agents)
    kinds = list(dict.fromkeys(names))
    if len(kinds) < 2:
        return np.arange(1, len(block) + 1, dtype=np.int64)
    agent = np.array([kinds.index(name) for name in names], dtype=np.int64)[block]
    number = np.zeros(len(block), dtype=np.int64)
    for kind in range(len(kinds)):
        mine = np.flatnonzero(agent == kind)
        number[mine] = np.arange(1, len(mine) + 1)
    return number


# ------------------------------------------------------------------ sums


def _levels(block: Block) -> tuple[tuple[Amount, ...], ...]:
    dose = block.course.dose
    if dose is None:
        return ()
    return dose.levels or tuple((band.amount,) for band in dose.bands)


def _sum(
    block: Block,
    levels: tuple[tuple[Amount, ...], ...],
    least: list[int],
    most: list[int],
    unit: Unit,
) -> Interval | None:
    """The amounts of a block; the counts hold the doses of no known level, then each level's."""
    dose = block.course.dose
    if dose is None:
        return None
    whole = Interval(Fraction(0), Fraction(0))
    for place in range(len(levels[0]) if levels else 0):
        column = [_in_unit(level[place], unit) for level in levels]
        if any(level[place].unit is None for level in levels):
            return None
        if any(other is not None and not other.convertible(unit) for _, other in column):
            continue
        ends = [each for each, _ in column if each is not None]
        if len(ends) < len(levels):
            return None
        found = _met(ends, least[1:], most[1:])
        if most[0]:
            found = _unsaid(dose, ends, least[0], most[0], block)
        bounded = whole.high is not None and found.high is not None
        high = (whole.high or 0) + (found.high or 0)
        whole = Interval(whole.low + found.low, Fraction(high) if bounded else None)
    return whole


def _in_unit(amount: Amount, unit: Unit) -> tuple[Interval | None, Unit | None]:
    """The bounds of an amount in a unit, None where there are none, and the amount's own unit."""
    own = amount.unit
    if own is None or amount.figure is None or not own.convertible(unit):
        return None, own
    figure = amount.figure.scaled(ratio(own, unit))
    return Interval(figure.low, figure.high), own


def _met(levels: list[Interval], least: list[int], most: list[int]) -> Interval:
    """The sum of as many doses of each level as are counted."""
    low = sum((each.low * number for each, number in zip(levels, least, strict=False)), Fraction(0))
    high = Fraction(0)
    for each, number in zip(levels, most, strict=False):
        if number and each.high is None:
            return Interval(low, None)
        high += (each.high or 0) * number
    return Interval(low, high)


def _unsaid(dose: Dose, levels: list[Interval], least: int, most: int, block: Block) -> Interval:
    """The sum of doses whose level nobody states: any band, or each level met at least once."""
    lows, highs = [each.low for each in levels], [each.high for each in levels]
    known = [high for high in highs if high is not None]
    if dose.bands or len(known) < len(highs):
        bounded = len(known) == len(highs)
        return Interval(least * min(lows), most * max(known) if bounded else None)
    runs = prod(times for times, _ in block.repeats)
    met = (lows[0], known[0]) if dose.spread else tuple(lows)
    low = _low(stepless_total(Known(Fraction(least, runs)), met))
    high = bounds(stepless_total(Known(Fraction(most, runs)), met))
    return Interval(low * runs, high.high * runs if high and high.high is not None else None)
