"""`escalating across cohorts`, `escalating each week`: who gets which level.

Across cohorts one participant stays on one level. In time one participant goes from level to
level, and the last one stays. The bare word leaves both open.
"""

from __future__ import annotations

from dosecalc.amounts import just
from dosecalc.language import refusals, vocabulary
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Refused,
    figure,
    seconds,
    subtree,
    time_length,
    tokens,
    whole,
)
from dosecalc.model import Escalation

EXAMPLE = "50, 100, 150, 200 mg daily escalating each week for 8 weeks"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft; `each cycle` is settled when the course is whole."""
    span = draft.reading.span(node)
    escalation, text, meaning = _made(node, draft)
    draft.put("escalation", escalation, span)
    draft.say(text, meaning, span)


def _made(node: Node, draft: Draft) -> tuple[Escalation, str, str]:
    if tokens(node, "ESCALATING"):
        return Escalation(kind="open"), "escalation", "who gets which level is not said"
    if tokens(node, "ACROSS"):
        return Escalation(kind="cohorts"), "escalating across cohorts", "one level for each cohort"
    if tokens(node, "CYCLES"):
        return Escalation(kind="time"), "escalating each cycle", "the next level in each cycle"
    span = draft.reading.span(node)
    given = subtree(node, "figure")
    count = figure(given, draft.reading) if given is not None else just(1)
    if not count.exact or count.about:
        raise Refused(refusals.needs_exact(span, "a step of an escalation"))
    if tokens(node, "DOSES"):
        number = 1 if given is None else whole(tokens(given, "NUMBER")[0], draft.reading)
        text = "escalating each dose" if number == 1 else f"escalating every {number} doses"
        plural = "s" * (number != 1)
        meaning = f"the next level after {number} dose{plural}"
        return Escalation(kind="time", doses=number), text, meaning
    token = str(tokens(node, "TIME_UNIT")[0])
    step = time_length(count, token, span)
    unit = vocabulary.TIME_UNITS[token.lower()]
    text = f"escalating each {unit}" if count == just(1) else f"escalating every {step}"
    return (
        Escalation(kind="time", seconds=seconds(step, span, "a step of an escalation")),
        text,
        f"the next level after {step}",
    )
