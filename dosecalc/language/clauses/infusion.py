"""`over 2 hours`, `over 90, 60, 30 minutes`: how long one administration takes."""

from __future__ import annotations

from fractions import Fraction

from dosecalc.amounts import Figure, just, number
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import figure, numbers, subtree, time_length, tokens

EXAMPLE = "75 mg over 90, 60, 30 minutes every 3 weeks for 6 doses"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: one length, or one for each dose, the last one staying."""
    reading = draft.reading
    span = reading.span(node)
    unit = str(tokens(node, "TIME_UNIT")[0])
    listed = subtree(node, "numbers")
    if listed is not None:
        exact: tuple[Fraction, ...] = numbers(listed, reading)
        lengths = tuple(time_length(just(each), unit, span) for each in exact)
        text = f"over {', '.join(map(number, exact))} {lengths[0].unit}s"
    else:
        given = subtree(node, "figure")
        assert given is not None
        count: Figure = figure(given, reading)
        lengths = (time_length(count, unit, span),)
        text = f"over {lengths[0]}"
    draft.put("infusion", lengths, span)
    draft.say(text, "how long each administration takes", span)
