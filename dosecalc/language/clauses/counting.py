"""`counting days from 0`: a phrase whose first day is day 0; a file says so on its own line."""

from __future__ import annotations

from dosecalc.language import refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused

EXAMPLE = "15 mL counting days from 0 on days 0, 2, 4"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft; every day of the phrase has been read with it in mind."""
    span = draft.reading.span(node)
    if not draft.reading.days.has_zero:
        raise Refused(
            refusals.does_not_fit(
                span, span, "how days are counted holds for a whole file",
                "write it on a line of its own",
            )
        )  # fmt: skip
    draft.say("counting days from 0", "the first day is day 0", span)
