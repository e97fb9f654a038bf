"""`1 mL in each nostril`: two sites at once; `in 3 divided doses`: a day's amount in three."""

from __future__ import annotations

from dosecalc.language import dose_refusals, refusals, vocabulary
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, figure, subtree, tokens

EXAMPLE = "1 mL in each nostril twice weekly for 2 weeks"
DIVIDED_EXAMPLE = "300 mg daily in 3 divided doses for 7 days"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft: how many sites a body has of the kind."""
    token = tokens(node, "NAME")[0]
    span = draft.reading.span(node)
    site = vocabulary.PAIRED.get(str(token).lower())
    if site is None:
        known = ", ".join(f"`{each}`" for each in list(vocabulary.PAIRED)[:8:2])
        raise Refused(
            refusals.does_not_fit(
                span, span, f"how many sites `{token}` are is not known", f"known are {known} …"
            )
        )
    draft.put("sites", (2, site), span)
    draft.say(f"in each {site}", "two sites in one administration", span)


def read_divided(node: Node, draft: Draft) -> None:
    """Read `in 3 divided doses` into the draft."""
    given = subtree(node, "figure")
    assert given is not None
    span = draft.reading.span(node)
    count = figure(given, draft.reading)
    if not count.exact or count.about or count.low.denominator != 1 or count.low < 2:
        raise Refused(dose_refusals.not_whole(span))
    if count.low > 10_000:
        raise Refused(dose_refusals.too_many(span))
    draft.put("divided", int(count.low), span)
    draft.say(f"in {count} divided doses", f"the amount of a day in {count} parts", span)
