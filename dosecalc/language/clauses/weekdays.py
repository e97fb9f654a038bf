"""`on Mon, Thu`, `on weekdays`: the days of the week that are dosed."""

from __future__ import annotations

from dosecalc.days import WEEKDAYS, weekday
from dosecalc.language import timing_refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Reading, Refused, subtrees, tokens

EXAMPLE = "10 mg on Mon, Thu for 8 weeks"
GROUPS = {"weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6)}


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: 0 is Monday, and a group or range goes with `daily`."""
    found, text = listed(node, draft.reading)
    span = draft.reading.span(node)
    several = bool(tokens(node, "WEEKDAYS")) or " to " in text
    draft.put("weekdays", (found, several), span)
    draft.say(f"on {text}", "on these days of the week", span)


def listed(node: Node, reading: Reading) -> tuple[tuple[int, ...], str]:
    """The days of the week that a clause names, ascending, and how the language writes them."""
    for token in tokens(node, "WEEKDAYS"):
        return GROUPS[token.lower()], token.lower()
    ranges = [
        tuple(day for token in tokens(each) if (day := weekday(token)) is not None)
        for each in subtrees(node, "weekdays")
    ]
    days = [(ends[0] + k) % 7 for ends in ranges for k in range((ends[-1] - ends[0]) % 7 + 1)]
    if len(set(days)) < len(days):
        raise Refused(timing_refusals.listed_twice(reading.span(node)))
    text = ", ".join(" to ".join(WEEKDAYS[day] for day in ends) for ends in sorted(ranges))
    return tuple(sorted(days)), text
