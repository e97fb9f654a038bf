"""`on Mon, Thu`, `on weekdays`: the days of the week that are dosed."""

from __future__ import annotations

from dosecalc.days import WEEKDAYS, weekday
from dosecalc.language import refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, subtrees, tokens

EXAMPLE = "10 mg on Mon, Thu for 8 weeks"
WORKING = (0, 1, 2, 3, 4)
_GROUPS = {"weekdays": WORKING, "weekends": (5, 6)}


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: 0 is Monday."""
    span = draft.reading.span(node)
    groups = [_GROUPS[str(token).lower()] for token in tokens(node, "WEEKDAYS")]
    named = [day for each in subtrees(node, "weekdays") for day in _range(each)]
    found = tuple(sorted(named)) or groups[0]
    if len(set(found)) < len(found):
        raise Refused(refusals.listed_twice(span))
    working = bool(groups) and found == WORKING
    ranged = any(len(tokens(each, "WEEKDAY")) > 1 for each in subtrees(node, "weekdays"))
    draft.put("weekdays", (found, bool(groups) or ranged), span)
    draft.say(text(found, working), "on these days of the week", span)


def _range(node: Node) -> list[int]:
    """The days from the first to the last, which may lie behind the end of the week."""
    ends = [day for token in tokens(node, "WEEKDAY") if (day := weekday(str(token))) is not None]
    return [(ends[0] + k) % 7 for k in range((ends[-1] - ends[0]) % 7 + 1)]


def text(found: tuple[int, ...], group: bool) -> str:
    """The weekdays as the language writes them."""
    if group:
        return "on weekdays"
    return "on " + ", ".join(WEEKDAYS[day] for day in found)
