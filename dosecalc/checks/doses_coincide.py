"""Two courses of one agent that give a dose at the very same instant.

Times that the text states are compared: clock times with clock times, elapsed hours with elapsed
hours. Doses on one day at unstated times do not coincide.

Example: 10 mg daily at 08:00 for 7 days and 5 mg daily at 08:00 for 7 days
Remedy: name two agents with `of …`, give one dose, or move one of the two
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, product
from typing import NamedTuple

from dosecalc.blocks import Block, Layout
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic, Severity
from dosecalc.model import Trial
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY, Cycle, Listed, Pattern, elapsed
from dosecalc.plan import layout

CODE = "doses-coincide"
_MOST = 10_000


class _Timed(NamedTuple):
    """A block whose times are exact: its pattern, the starts of its runs, and how far it goes."""

    block: Block
    pattern: Pattern
    by_clock: bool
    starts: tuple[int, ...]
    doses: int
    stop: int | None

    def at(self) -> Iterator[int]:
        """The seconds of its doses, run by run."""
        for start in self.starts:
            for number in range(self.doses):
                offset = self.pattern.offset(number)
                if self.stop is not None and offset >= self.stop:
                    break
                yield start + offset

    def holds(self, second: int) -> bool:
        """Whether a dose falls on that very second."""
        for start in self.starts:
            offset = second - start
            if offset < 0 or (self.stop is not None and offset >= self.stop):
                continue
            before = self.pattern.count(offset).even
            if before < self.doses and self.pattern.count(offset + 1).even > before:
                return True
        return False


def check(trial: Trial) -> Iterator[Diagnostic]:
    """A finding for each pair of courses that meet: an error where the agent is named."""
    for arm in trial.arms:
        for reading in arm.readings:
            plan = layout(reading.regimens, trial, trial.name)
            timed = [found for block in plan.blocks if (found := _timed(block, plan)) is not None]
            for first, second in combinations(timed, 2):
                at = _meeting(first, second)
                if at is not None:
                    yield _diagnostic(first, second, _when(at, first.by_clock, trial))


def _timed(block: Block, plan: Layout) -> _Timed | None:
    """The block with exact times, or None where the text leaves them open."""
    course = block.course
    if course.optional is not None or len(course.patterns) != 1:
        return None
    pattern = course.patterns[0][1]
    by_clock = isinstance(pattern, (Cycle, Listed)) and ":" in (pattern.time(0) or "")
    start, count = bounds(plan.day_offset(block.start)), bounds(block.count)
    if not (by_clock or elapsed(pattern)) or start is None or start.low != start.high:
        return None
    length = bounds(block.length) if block.length is not None else None
    stop = None if length is None or length.high is None else int(length.high)
    doses = _MOST if count is None or count.high is None else min(int(count.high), _MOST)
    steps = []
    for times, period in block.repeats:
        each = bounds(period)
        if each is None or each.low != each.high:
            return None
        steps.append([number * int(each.low) for number in range(min(times, _MOST))])
    starts = (int(start.low) + sum(shifts) for shifts in product(*steps))
    return _Timed(block, pattern, by_clock, tuple(islice(starts, _MOST)), doses, stop)


def _meeting(first: _Timed, second: _Timed) -> int | None:
    """The first second on which both give a dose, as far as doses are compared."""
    alike = first.block.course.agent == second.block.course.agent
    if not alike or first.by_clock != second.by_clock:
        return None
    fewer, more = sorted((first, second), key=lambda each: each.doses * len(each.starts))
    found = (second for second in islice(fewer.at(), _MOST) if more.holds(second))
    return next(found, None)


def _when(at: int, by_clock: bool, trial: Trial) -> str:
    day = DayCount(trial.days_from_zero).text(at // DAY)
    hours, minutes = divmod(at % DAY // 60, 60)
    if by_clock:
        return f"{day} at {hours:02}:{minutes:02}"
    return f"{day}, {hours} h {minutes} min after its start" if at % DAY else f"{day} at its start"


def _diagnostic(first: _Timed, second: _Timed, when: str) -> Diagnostic:
    agent = second.block.course.agent
    return Diagnostic(
        code=CODE,
        message=f"two doses {f'of {agent} ' if agent else ''}fall on the same instant, "
        f"first on {when}",
        span=second.block.course.said[0].span,
        other=first.block.course.said[0].span,
        other_label="the other course",
        hint="name two agents with `of …`, make it one dose, or move one of the two",
        severity=Severity.ERROR if agent else Severity.WARNING,
    )
