"""`at most 400 mg a dose`, `capped at 400 mg a dose`: limits on amounts."""

from __future__ import annotations

from dosecalc.amounts import Amount
from dosecalc.language import refusals, vocabulary
from dosecalc.language.draft import Draft, Placed
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, figure, subtree, tokens, unit
from dosecalc.model import Limit

EXAMPLE = "100 mg daily for 4 days at most 400 mg in total"
CAPPED_EXAMPLE = "8 mg/kg capped at 400 mg a dose once"


def read(node: Node, draft: Draft) -> None:
    """Read a limit that the schedule is checked against."""
    span = draft.reading.span(node)
    if tokens(node, "IN_TOTAL"):
        per, text = "total", "in total"
    elif tokens(node, "DOSES"):
        per, text = "dose", "a dose"
    else:
        per = vocabulary.TIME_UNITS[str(tokens(node, "TIME_UNIT")[0]).lower()]
        text = f"a {per}"
    held = _amount(node, draft)
    draft.limits.append(Placed(Limit(held, per), span))
    draft.say(f"at most {held} {text}", "a limit the schedule is checked against", span)


def read_capped(node: Node, draft: Draft) -> None:
    """Read a cap: the lesser of the amount and this."""
    span = draft.reading.span(node)
    held = _amount(node, draft)
    if held.figure is None or not held.figure.exact or held.figure.about:
        raise Refused(refusals.needs_exact(span, "a cap"))
    draft.put("cap", held, span)
    draft.say(f"capped at {held} a dose", "the lesser of the amount and this", span)


def _amount(node: Node, draft: Draft) -> Amount:
    given, named = subtree(node, "figure"), subtree(node, "unit")
    assert given is not None and named is not None
    return Amount(figure(given, draft.reading), unit(named, draft.reading))
