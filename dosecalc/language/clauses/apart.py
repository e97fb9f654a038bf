"""`at least 48 hours apart`: the least time between two doses."""

from __future__ import annotations

from dosecalc.language import refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, length, subtree

EXAMPLE = "10 mg 3 times a week at least 48 hours apart for 4 weeks"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft, in seconds."""
    given = subtree(node, "length")
    assert given is not None
    span = draft.reading.span(node)
    least = length(given, draft.reading)
    if least.high is not None:
        raise Refused(refusals.does_not_fit(
            span, span, "a gap between doses is a least one", "type `at least 48 hours apart`"
        ))  # fmt: skip
    draft.put("apart", int(least.seconds[0]), span)
    draft.say(f"{least} apart", "no two doses closer than this", span)
