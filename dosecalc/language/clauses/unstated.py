"""`at unstated times`, `for an unstated time`: the record does not say."""

from __future__ import annotations

from dosecalc.language import vocabulary
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import tokens
from dosecalc.model import Extent

EXAMPLE = "60e6 cell-equivalents locally at unstated times"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    span = draft.reading.span(node)
    for token in tokens(node, "UNSTATED_TIMES"):
        word = vocabulary.spelled(token)
        why = vocabulary.UNCOUNTED.get(word)
        if why is None:
            draft.put("unstated times", "how often", span)
            draft.say("at unstated times", "how often and how long is not stated", span)
        else:
            draft.put("unstated times", f"how often (`{word}`: {why})", span)
            draft.say(word, f"states no count: {why}", span)
        return
    draft.put("extent", Extent(kind="unstated"), span)
    draft.say("for an unstated time", "how long is not stated", span)
