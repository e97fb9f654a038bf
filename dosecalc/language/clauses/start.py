"""`from day 15`, `during radiotherapy`, `starting 2 weeks after the last dose`: the first day."""

from __future__ import annotations

from dosecalc.language import refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Refused,
    point,
    point_text,
    quoted,
    span_name,
    subtree,
    tokens,
)
from dosecalc.model import Extent, Point

EXAMPLE = "10 mg daily from day 15 for 7 days"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft; `during` says the end as well."""
    reading = draft.reading
    span = reading.span(node)
    if tokens(node, "DURING"):
        named = subtree(node, "name")
        assert named is not None
        token = tokens(named)[0]
        name = span_name(token, reading)
        draft.put("start", Point(anchor="span start", name=name), span)
        end = Point(anchor="span end", name=name)
        draft.put("extent", Extent(kind="point", point=end), span)
        shown = str(token) if token.type == "NAME" else quoted(name)
        draft.say(f"during {shown}", f"from the first day of {name} to its last", span)
        return
    given = subtree(node, "point")
    assert given is not None
    if tokens(given, "WEEKS"):
        raise Refused(
            refusals.does_not_fit(span, span, "a course starts on a day", "type `from day …`")
        )
    place = point(given, reading)
    after_dose = place.anchor in ("first dose", "last dose")
    if after_dose and place.length is None:
        raise Refused(
            refusals.does_not_fit(
                span, span, "how long after that dose is not said",
                "type `starting 2 weeks after the last dose`",
            )
        )  # fmt: skip
    draft.put("start", place, span)
    word = "starting" if after_dose else "from"
    draft.say(f"{word} {point_text(place, reading.days)}", "where the course starts", span)
