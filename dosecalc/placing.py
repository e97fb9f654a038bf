"""How the days of a course came about, and within which days its doses may be moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dosecalc.days import Length
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY, Cycle, Dated, Irregular, Often, Pattern
from dosecalc.plan import Block

if TYPE_CHECKING:
    from dosecalc.timeline import Timeline


class Placing:
    """How the days of one course came about, and within which days they may be moved."""

    def __init__(self, block: Block, events: Timeline, number: int) -> None:
        course = block.course
        self.course = course
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
        self.end = None if stop is None else self.start + int(stop // DAY) - 1
        endless = isinstance(self.pattern, (Cycle, Dated)) and not block.repeats
        self.going = (self.pattern, self.start) if endless else None

    def window(self, day: int) -> tuple[tuple[int, int] | None, str]:
        """The first and last day on which a dose of that day may be, and why.

        A dose that opens day 1 is what the days are counted from, so that its place is given.
        """
        if self.course.window is not None:
            return around(day, self.course.window), "stated"
        if self.period is None or day == 0:
            return None, ""
        days = self.period // DAY
        first = self.start + (day - self.start) // days * days
        last = first + days - 1
        return (first, last if self.end is None else max(min(last, self.end), day)), "placement"


def stated(pattern: Pattern | None) -> bool:
    """Whether a text gives the days of a pattern."""
    return pattern is None or not (pattern.even or isinstance(pattern, (Irregular, Often)))


def around(day: int, window: tuple[Length, Length] | None) -> tuple[int, int] | None:
    """The first and the last day of a window, in the whole days that it surely holds."""
    if window is None:
        return None
    before, after = (int(each.seconds[0] // DAY) for each in window)
    return day - before, day + after
