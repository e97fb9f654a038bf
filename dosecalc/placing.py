"""How the days of a course came about, and within which days its doses may be moved."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from dosecalc.blocks import Block
from dosecalc.days import Length
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY, Cycle, Dated, Irregular, Often, Pattern

if TYPE_CHECKING:
    from dosecalc.timeline import Timeline


class Placing:
    """How the days of one course came about, and within which days they may be moved."""

    def __init__(self, block: Block, events: Timeline, number: int) -> None:
        course = block.course
        self.block, self.course = block, course
        self.pattern = course.patterns[0][1]
        start = bounds(events.starts[number])
        assert start is not None
        self.start = int(start.low // DAY)
        self.later = None if start.high is None else int(-(-(start.high - start.low) // DAY))
        self.stated = stated(self.pattern) and not events.weekdays[number]
        spaced = self.pattern.even and isinstance(self.pattern, Cycle)
        self.period = self.pattern.period if spaced else None
        self.apart = max(-(-course.apart // DAY), 1 if spaced or course.window else 0)
        length = bounds(block.length) if block.length is not None else None
        stop = None if length is None or length.high is None else length.high
        self.days = None if stop is None else int(stop // DAY)
        mine = events.block == number
        runs = sorted(set(zip(events.run[mine].tolist(), events.day[mine].tolist(), strict=True)))
        self.runs = [next(days)[1] for _, days in groupby(runs, key=lambda pair: pair[0])]
        self.goes_on = isinstance(self.pattern, (Cycle, Dated)) and not block.repeats

    def given(self, day: int) -> bool:
        """Whether the text gives a day: a dose that opens day 1 is what days are counted from."""
        return self.stated or (day == 0 and isinstance(self.pattern, Cycle))

    def window(self, day: int, beyond: bool = False) -> tuple[tuple[int, int] | None, str]:
        """The first and last day on which a dose of that day may be, and why.

        A dose whose place in its period is not stated has that period, as far as its course goes,
        or `beyond` its end.
        """
        if self.course.window is not None:
            return around(day, self.course.window), "stated"
        if self.period is None or self.given(day):
            return None, ""
        start = self.runs[bisect_right(self.runs, day) - 1] if self.runs else self.start
        days = self.period // DAY
        first = start + (day - start) // days * days
        last = first + days - 1
        if self.days is not None and not beyond:
            last = max(min(last, start + self.days - 1), day)
        return (first, last), "placement"


def stated(pattern: Pattern | None) -> bool:
    """Whether a text gives the days of a pattern."""
    return pattern is None or not (pattern.even or isinstance(pattern, (Irregular, Often)))


def around(day: int, window: tuple[Length, Length] | None) -> tuple[int, int] | None:
    """The first and the last day of a window, in the whole days that it surely holds."""
    if window is None:
        return None
    before, after = (int(each.seconds[0] // DAY) for each in window)
    return day - before, day + after
