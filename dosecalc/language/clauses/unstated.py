"""`at unstated times`, `for an unstated time`: the record does not say."""

from __future__ import annotations

from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import tokens
from dosecalc.model import Extent

EXAMPLE = "60e6 cell-equivalents locally at unstated times"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    span = draft.reading.span(node)
    if tokens(node, "UNSTATED_TIMES"):
        draft.put("unstated times", True, span)
        draft.say("at unstated times", "how often and how long is not stated", span)
    else:
        draft.put("extent", Extent(kind="unstated"), span)
        draft.say("for an unstated time", "how long is not stated", span)
