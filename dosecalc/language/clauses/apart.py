"""`at least 48 hours apart`, `8 hours apart`: the least time between two doses, or the time."""

from __future__ import annotations

from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import length, subtree

EXAMPLE = "10 mg 3 times a week at least 48 hours apart for 4 weeks"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: a least gap in seconds, or the spacing of counted doses."""
    given = subtree(node, "length")
    assert given is not None
    span = draft.reading.span(node)
    least = length(given, draft.reading)
    if least.high is not None:
        draft.put("spacing", least, span)
        draft.say(f"{least} apart", f"each dose {least} after the one before", span)
        return
    draft.put("apart", int(least.seconds[0]), span)
    draft.say(f"{least} apart", "no two doses closer than this", span)
