"""`in 3 mL`, `at 1e10 particles/mL`, `at 50 mL/hour`: what holds an amount, or how fast it runs."""

from __future__ import annotations

from dosecalc import units
from dosecalc.language import dose_refusals, mistakes
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, quantity, subtree, unit

EXAMPLE = "2e8 particles in 3 mL daily on days 1-5"
AT_EXAMPLE = "1.5 mL at 1e10 particles/mL daily for 7 days"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    given = subtree(node, "quantity")
    assert given is not None
    span = draft.reading.span(node)
    held = quantity(given, draft.reading)[0]
    if held.unit is None or held.unit.dimension != "volume":
        raise Refused(
            dose_refusals.unit_clash(span, "what holds a dose is a volume", "type `in 3 mL`")
        )
    draft.put("volume", held, span)
    draft.say(f"in {held}", f"each administration is {held}", span)


def read_at(node: Node, draft: Draft) -> None:
    """Read a concentration, or the rate of an infusion, into the draft."""
    given = subtree(node, "quantity")
    assert given is not None
    span = draft.reading.span(node)
    named = subtree(given, "unit")
    if named is None or units.is_time(unit(named, draft.reading)):
        raise Refused(mistakes.bare_clock(span))
    held = quantity(given, draft.reading)[0]
    if held.unit is None or held.unit.per is None:
        raise Refused(
            dose_refusals.unit_clash(
                span,
                "a concentration is so much per volume, a rate so much per hour",
                "type `at 1e10 particles/mL` or `at 50 mL/hour`",
            )
        )
    if units.is_time(held.unit.per):
        draft.put("rate", held, span)
        draft.say(f"at {held}", "the rate of each infusion", span)
        return
    draft.put("concentration", held, span)
    draft.say(f"at {held}", f"each {held.unit.per.singular} holds this much", span)
