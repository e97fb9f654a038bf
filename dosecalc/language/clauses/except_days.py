"""`except days 9, 16`: study days without a dose."""

from __future__ import annotations

from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import day_list, day_text

EXAMPLE = "10 mg daily for 28 days except days 9, 16"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    ranges = day_list(node, draft.reading)
    span = draft.reading.span(node)
    draft.put("except", ranges, span)
    draft.say(f"except days {day_text(ranges, draft.reading.days)}", "without these days", span)
