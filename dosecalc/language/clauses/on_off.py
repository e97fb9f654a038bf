"""`21 days on, 7 days off`: a pattern that runs, rests, and runs again; these may nest."""

from __future__ import annotations

from dosecalc.language.draft import Draft, Placed
from dosecalc.language.tree import Node
from dosecalc.language.values import length, seconds, subtrees

EXAMPLE = "125 mg daily for 21 days on, 7 days off, for 6 cycles"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: seconds on, seconds off."""
    span = draft.reading.span(node)
    on, off = (length(each, draft.reading) for each in subtrees(node, "length"))
    ends = tuple(seconds(each, span, "an on and off pattern") for each in (on, off))
    draft.on_off.append(Placed(ends, span))
    draft.say(f"{on} on, {off} off", f"{on} with doses, then {off} without", span)
