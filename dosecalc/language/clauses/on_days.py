"""`on days 1, 8, 15 of every 28 days`: the days themselves, once or in each period."""

from __future__ import annotations

from dosecalc.language import timing_refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Refused,
    day_list,
    day_text,
    length,
    seconds,
    subtree,
)
from dosecalc.patterns import DAY

EXAMPLE = "10 mg on days 1, 8, 15 of every 28 days for 6 cycles"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: ranges of days, and the period that repeats them."""
    reading = draft.reading
    span = reading.span(node)
    ranges = day_list(node, reading)
    given = subtree(node, "length")
    every = length(given, reading) if given is not None else None
    text = f"on day{'s' * _several(ranges)} {day_text(ranges, reading.days)}"
    meaning = "on the listed study days"
    if every is not None:
        period = seconds(every, span, "a period of listed days")
        if any(first < 0 or (last + 1) * DAY > period for first, last in ranges):
            raise Refused(timing_refusals.day_outside_period(span))
        text += f" of every {every}"
        meaning = f"on the listed days of each period of {every}"
    draft.put_days((ranges, every), visits=False, span=span)
    draft.say(text, meaning, span)


def _several(ranges: tuple[tuple[int, int], ...]) -> bool:
    return len(ranges) > 1 or ranges[0][0] != ranges[0][1]


def flat(ranges: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """Every day of the ranges once, ascending."""
    return tuple(sorted({day for first, last in ranges for day in range(first, last + 1)}))
