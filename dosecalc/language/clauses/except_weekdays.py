"""`except on weekends`, `except on Sundays`: days of the week that are left out."""

from __future__ import annotations

from dosecalc.language import refusals
from dosecalc.language.clauses import weekdays
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused

EXAMPLE = "10 mg daily except on weekends for 4 weeks"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: the days of the week that are kept."""
    span = draft.reading.span(node)
    left_out, text = weekdays.listed(node, draft.reading)
    kept = tuple(day for day in range(7) if day not in left_out)
    if not kept:
        raise Refused(refusals.nothing_said(span))
    draft.put("weekdays", (kept, True), span)
    draft.say(f"except on {text}", "on the other days of the week", span)
