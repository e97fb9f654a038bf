"""A course that gives no dose, more doses than its days can hold, or starts before its turn.

A course may end before it starts because another one comes first, a count may not fit into the
weeks that are named, and study days may lie before the end of the course that `then` follows.
Each is a contradiction of the text.

Example: 10 mg daily for 10 days then 10 mg daily through day 5
Remedy: correct the end of the course, or the one before it
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dosecalc.blocks import Block
from dosecalc.diagnostics import Diagnostic, Span
from dosecalc.dose_times import first_offset
from dosecalc.model import Trial
from dosecalc.parameters import bounds
from dosecalc.patterns import Windowed
from dosecalc.plan import layout

CODE = "course-without-doses"


def check(trial: Trial) -> Iterator[Diagnostic]:
    """An error for each course that is sure to hold no dose, or too many."""
    for arm in trial.arms:
        for reading in arm.readings:
            for block in layout(reading.regimens, trial, trial.name).blocks:
                trouble = _trouble(block)
                if trouble is not None:
                    yield Diagnostic(
                        code=CODE,
                        message=f"`{block.course}` {trouble}",
                        span=_place(block),
                        hint="correct the end of the course, or what comes before it",
                    )


def _place(block: Block) -> Span | None:
    first, last = block.course.said[0].span, block.course.said[-1].span
    return first.to(last) if first is not None and last is not None else block.regimen.span


def _trouble(block: Block) -> str | None:
    if block.after is not None and block.course.start is not None:
        start, before = bounds(block.start.offset), bounds(block.after.offset)
        listed = block.course.start.anchor in ("origin", "day")
        first = bounds(first_offset(block, "")) if start is not None else None
        if listed and start and before and first and start.low + first.low < before.low:
            return "starts before the course that it follows has ended: type `and`, or later days"
    count = bounds(block.count)
    if count is None or count.high is None:
        return None
    if count.high == 0:
        return "holds no dose: it ends before its first one"
    pattern = block.course.patterns[0][1] if block.course.patterns else None
    most = pattern.most if isinstance(pattern, Windowed) else None
    if most is not None and count.low > Fraction(most):
        return f"holds {count.low} doses, and its weeks have room for {most}"
    return None
