"""`on Mon, Thu`, `on weekdays`: the days of the week that are dosed."""

from __future__ import annotations

from dosecalc.days import WEEKDAYS, weekday
from dosecalc.language import refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, tokens

EXAMPLE = "10 mg on Mon, Thu for 8 weeks"
WORKING = (0, 1, 2, 3, 4)


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: 0 is Monday."""
    named = [weekday(str(token)) for token in tokens(node, "WEEKDAY")]
    found = tuple(sorted(day for day in named if day is not None)) or WORKING
    span = draft.reading.span(node)
    if len(set(found)) < len(found):
        raise Refused(refusals.listed_twice(span))
    draft.put("weekdays", (found, bool(tokens(node, "WEEKDAYS"))), span)
    draft.say(text(found, bool(tokens(node, "WEEKDAYS"))), "on these days of the week", span)


def text(found: tuple[int, ...], group: bool) -> str:
    """The weekdays as the language writes them."""
    if group:
        return "on weekdays"
    return "on " + ", ".join(WEEKDAYS[day] for day in found)
