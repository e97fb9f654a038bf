"""The question `curve`: how much has been given by when, exactly, for each row of a total.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.totals import Question
>>> (curve,) = curves(read_phrase("10 mg every 12 hours for 2 days").trial, Question())
>>> [(hour, str(amount.low)) for hour, amount in curve.steps()]
[(Fraction(0, 1), '10'), (Fraction(12, 1), '20'), (Fraction(24, 1), '30'), (Fraction(36, 1), '40')]

Figures stay exact: amounts are integers over one denominator, added up as integers. Between two
steps the amount does not change; at a step the dose is included. A dose whose time of day nobody
states counts from the start of its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf, lcm
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from dosecalc.administrations import Part, doses
from dosecalc.days import DayCount, month_days
from dosecalc.levels import slowest_and_fastest
from dosecalc.model import Trial
from dosecalc.parameters import Interval, bounds
from dosecalc.patterns import DAY, Irregular, Monthly
from dosecalc.pricing import Cell
from dosecalc.results import Row
from dosecalc.totals import Question, rows
from dosecalc.units import Unit, ratio

if TYPE_CHECKING:
    from dosecalc.timeline import Timeline

Numbers = npt.NDArray[np.int64]
_NEVER = 2**62


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Given:
    """The administrations behind a curve, in order of time, an entry each.

    `early` and `late` are the first and the last second, from the start of day 1, on which a dose
    may fall; `low` and `high` are its amount as integers over the curve's denominator; `hours` is
    how long it takes, NaN where that is not one number; `sure` doses happen in any case.
    """

    early: Numbers
    late: Numbers
    low: npt.NDArray[np.object_]
    high: npt.NDArray[np.object_]
    hours: npt.NDArray[np.float64]
    sure: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """The cumulative amount of one row: at each of `seconds`, from `low` to `high`, both included.

    `seconds` count from the start of day 1. `low` and `high` are integers over `denominator`.
    A curve that cannot be computed has no seconds, and `unknown` says what it needs.
    """

    row: Row
    days: DayCount
    seconds: Numbers
    low: npt.NDArray[np.object_]
    high: npt.NDArray[np.object_]
    denominator: int = 1
    bounded: bool = True
    unknown: str | None = None
    given: Given | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.seconds)

    def at(self, second: int) -> Interval:
        """The bounds of what has been given up to a second, which is included."""
        place = int(np.searchsorted(self.seconds, second, side="right")) - 1
        if place < 0:
            return Interval(Fraction(0), Fraction(0))
        return self._bounds(self.low[place], self.high[place])

    def _bounds(self, low: int, high: int) -> Interval:
        most = Fraction(int(high), self.denominator) if self.bounded else None
        return Interval(Fraction(int(low), self.denominator), most)

    def steps(self) -> Iterator[tuple[Fraction, Interval]]:
        """Each time at which the amount changes, in hours from day 1's start, with its bounds."""
        for second, low, high in zip(
            self.seconds.tolist(), self.low.tolist(), self.high.tolist(), strict=True
        ):
            yield Fraction(second, 3600), self._bounds(low, high)

    def end(self) -> Interval | None:
        """What has been given in all; None where it is unknown."""
        return None if self.unknown is not None else self.at(_NEVER)

    def values(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """The lower and upper bounds at each of `seconds` as floats, for drawing."""
        low = np.array([int(each) / self.denominator for each in self.low], dtype=np.float64)
        if not self.bounded:
            return low, np.full(len(low), inf)
        high = [int(each) / self.denominator for each in self.high]
        return low, np.array(high, dtype=np.float64)


def curves(trial: Trial, question: Question, most: int = 2_000_000) -> tuple[Curve, ...]:
    """A curve for each row of the trial's totals per participant, in their order.

    Raises ValueError for a reading or cohort with more than `most` doses.
    """
    parts = {part.head[1:]: part for part in doses(trial, question, most).parts}
    found = []
    for row in rows(trial, question):
        part = parts.get((row.arm, row.cohort, row.reading))
        found.append(_curve(row, part, trial))
    return tuple(found)


def _curve(row: Row, part: Part | None, trial: Trial) -> Curve:
    none = np.zeros(0, dtype=np.int64)
    empty = Curve(
        row=row, days=DayCount(trial.days_from_zero), seconds=none, low=none.astype(object),
        high=none.astype(object), notes=row.notes,
    )  # fmt: skip
    if row.total is None:
        return replace(empty, unknown=f"needs {row.unknown}")
    if part is None or row.total == Interval(Fraction(0), Fraction(0)):
        return empty
    events = part.events
    for block, reason in events.left_out:
        if block.course.agent == row.agent:
            return replace(empty, unknown=f"needs {reason}")
    given, denominator = _given(row, part, events)
    return _summed(replace(empty, given=given, denominator=denominator))


# ------------------------------------------------------------------ the doses of a row


def _given(row: Row, part: Part, events: Timeline) -> tuple[Given, int]:
    """The doses of a row, and the denominator of their amounts."""
    mine = [block.course.agent == row.agent for block in events.blocks]
    fits = [_fits(cell, row.unit) for cell in part.cells]
    chosen = np.array(mine or [False])[events.block[part.event]]
    chosen &= np.array(fits or [False])[part.cell] if len(part.cell) else chosen
    event, cell = part.event[chosen], part.cell[chosen]
    amounts = [_in(each, row.unit) for each in part.cells]
    assert row.total is not None
    ends_of = [*amounts, row.total]
    denominator = lcm(*(end.denominator for each in ends_of for end in each if end is not None))
    ends = [tuple(int((end or 0) * denominator) for end in each) for each in amounts] or [(0, 0)]
    low, high = (
        np.array([end[0] for end in ends], object),
        np.array([end[1] for end in ends], object),
    )
    early, late = _times(events, event)
    made = Given(
        early=early, late=late, low=low[cell], high=high[cell], hours=_hours(part, events, event),
        sure=~events.possible[event],
    )  # fmt: skip
    return _paced(made, events, event, amounts, denominator, part), denominator


def _fits(cell: Cell, unit: Unit | None) -> bool:
    """Whether an administration is counted in the row's unit; placebo is in any."""
    if cell.unit is None or unit is None:
        return cell.unit is unit or cell.amount == Interval(Fraction(0), Fraction(0))
    return cell.unit.convertible(unit)


def _in(cell: Cell, unit: Unit | None) -> tuple[Fraction, Fraction | None]:
    """The bounds of an administration in the row's unit; nothing where it is in another."""
    if cell.amount is None or not _fits(cell, unit):
        return Fraction(0), Fraction(0)
    factor = ratio(cell.unit, unit) if cell.unit is not None and unit is not None else Fraction(1)
    high = cell.amount.high
    return cell.amount.low * factor, None if high is None else high * factor


def _times(events: Timeline, event: Numbers) -> tuple[Numbers, Numbers]:
    """The first and the last second on which each dose may fall."""
    early = events.day[event] * DAY + np.maximum(events.second[event], 0)
    block, place = events.block[event], events.place[event]
    late = early.copy()
    for number, each in enumerate(events.blocks):
        start = bounds(events.starts[number])
        mine = block == number
        if start is None or start.high is None:
            late[mine] = _NEVER
        else:
            late[mine] += int(start.high - start.low) + _slack(
                each.course.patterns[0][1], place[mine]
            )
    return early, late


def _slack(pattern: object, place: Numbers) -> Numbers:
    """How much later than at its earliest the n-th dose of a run may fall."""
    if isinstance(pattern, Irregular):
        return place * (pattern.greatest - pattern.least)
    if isinstance(pattern, Monthly):
        months = place // pattern.each * pattern.step
        spread = {number: np.subtract(*month_days(number)[::-1]) for number in set(months.tolist())}
        return np.array([spread[number] for number in months.tolist()], dtype=np.int64) * DAY
    return np.zeros(len(place), dtype=np.int64)


def _hours(part: Part, events: Timeline, event: Numbers) -> npt.NDArray[np.float64]:
    """How long each administration takes; 0 where the text does not say."""
    hours = np.zeros(len(event), dtype=np.float64)
    block, place = events.block[event], events.place[event]
    for number, lengths in enumerate(part.durations):
        if lengths:
            values = np.array([np.nan if each is None else float(each) for each in lengths])
            mine = block == number
            hours[mine] = values[np.minimum(place[mine], len(values) - 1)]
    return hours


def _paced(
    given: Given, events: Timeline, event: Numbers,
    amounts: list[tuple[Fraction, Fraction | None]], denominator: int, part: Part,
) -> Given:  # fmt: skip
    """Doses at levels whose steps nobody states: each at its slowest and its fastest rise."""
    low, high = given.low.copy(), given.high.copy()
    block, place, level = events.block[event], events.place[event], events.level[event]
    for number, each in enumerate(events.blocks):
        mine = np.flatnonzero((block == number) & (level < 0))
        dose = each.course.dose
        if not len(mine) or dose is None or dose.bands:
            continue
        cells = part.levels_of(number, part.cell[np.isin(part.event, event)][mine[0]])
        ladder = [amounts[cell] for cell in cells]
        if dose.spread:
            ends = ladder[0]
            ladder = [(ends[0], ends[0]), (ends[1] or ends[0], ends[1])]
        slow, fast = slowest_and_fastest(len(ladder), int(place[mine].max()) + 1)
        for index, at in zip(mine.tolist(), place[mine].tolist(), strict=True):
            both = [ladder[slow[at]], ladder[fast[at]]]
            low[index] = int(min(end[0] for end in both) * denominator)
            high[index] = int(max(end[1] or end[0] for end in both) * denominator)
    return replace(given, low=low, high=high)


# ------------------------------------------------------------------ adding up


def _summed(curve: Curve) -> Curve:
    """The curve with its sums: sure doses at their latest below, all at their earliest above."""
    given, total = curve.given, curve.row.total
    assert given is not None and total is not None
    if not len(given.early):
        return curve
    late = np.where(given.sure, given.late, _NEVER)
    seconds = np.sort(np.concatenate((given.early, late[late < _NEVER])), kind="stable")
    seconds = seconds[np.append(True, seconds[1:] > seconds[:-1])]
    low = _running(seconds, late, given.low)
    high = _running(seconds, given.early, given.high)
    least, most = total.low * curve.denominator, total.high
    if not np.any(given.sure & (given.late == _NEVER)):
        low[-1] = max(low[-1], int(least))
    if most is not None:
        high = np.minimum(high, int(most * curve.denominator))
    return replace(curve, seconds=seconds, low=low, high=high, bounded=most is not None)


def _running(
    seconds: Numbers, times: Numbers, amounts: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:
    """The sum of the amounts at or before each of the seconds."""
    order = np.argsort(times, kind="stable")
    sums = np.concatenate((np.zeros(1, dtype=object), np.cumsum(amounts[order])))
    found: npt.NDArray[np.object_] = sums[np.searchsorted(times[order], seconds, side="right")]
    return found
