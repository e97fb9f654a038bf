"""`within 3 days`, `within 1 day before to 2 days after`: the window around a planned day."""

from __future__ import annotations

from dosecalc.days import Length
from dosecalc.language import refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Reading, Refused, length, subtrees, tokens

EXAMPLE = "10 mg every 3 weeks for 6 cycles within 2 days"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: the time before and the time after the planned day."""
    span = draft.reading.span(node)
    before, after = window(node, draft.reading)
    draft.put("window", (before, after), span)
    both = f"within {before} before to {after} after"
    text = both if tokens(node, "AFTER") else f"within {before}"
    draft.say(text, "the window around the planned day", span)


def window(node: Node, reading: Reading) -> tuple[Length, Length]:
    """The time before and the time after that a clause allows."""
    given = [length(each, reading) for each in subtrees(node, "length")]
    before, after = given[0], given[-1]
    if before.low != before.high or after.low != after.high:
        raise Refused(refusals.needs_exact(reading.span(node), "each side of a window"))
    return before, after
