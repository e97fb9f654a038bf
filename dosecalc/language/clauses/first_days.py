"""`on the first 5 days of every 28 days`: the days that begin each period."""

from __future__ import annotations

from dosecalc.language import timing_refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, length, seconds, subtree, tokens, whole
from dosecalc.patterns import DAY

EXAMPLE = "10 mg twice daily on the first 5 days of every 28 days for 6 cycles"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft as the listed days of a period."""
    span = draft.reading.span(node)
    number, given = tokens(node, "NUMBER"), subtree(node, "length")
    assert given is not None
    last = whole(number[0], draft.reading) if number else 1
    every = length(given, draft.reading)
    if last * DAY > seconds(every, span, "a period of listed days"):
        raise Refused(timing_refusals.day_outside_period(span))
    draft.put_days((((0, last - 1),), every), visits=False, span=span)
    days = f"{last} days" if last > 1 else "day"
    draft.say(f"on the first {days} of every {every}", "the days that begin each period", span)
