"""`as needed, at most 4 a day`: a range from no dose to the stated maximum."""

from __future__ import annotations

from dosecalc.amounts import just
from dosecalc.language import dose_refusals
from dosecalc.language.draft import Draft, PerPeriod
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Refused,
    figure,
    quoted,
    subtree,
    time_length,
    tokens,
    unquoted,
    value,
)

EXAMPLE = "10 mg as needed, at most 4 a day, for 7 days"
CONDITION_EXAMPLE = '15 mL once then 15 mL on day 4 if "not recovered"'


def read(node: Node, draft: Draft) -> None:
    """Read `as needed` into the draft."""
    span = draft.reading.span(node)
    draft.put("optional", "as needed", span)
    draft.say("as needed", "from no dose to the stated maximum", span)


def read_most(node: Node, draft: Draft) -> None:
    """Read the most doses in a period into the draft."""
    given = subtree(node, "figure")
    assert given is not None
    span = draft.reading.span(node)
    count = figure(given, draft.reading)
    if not count.exact or count.about or count.low.denominator != 1 or count.low < 1:
        raise Refused(dose_refusals.not_whole(span))
    number = tokens(node, "NUMBER")
    periods = just(value(number[0])) if number else just(1)
    period = time_length(periods, tokens(node, "TIME_UNIT")[0], span)
    draft.bare_most = not tokens(node, "DOSES")
    draft.put("most", PerPeriod(count, period), span)
    within = f"a {period.unit}" if period.low == 1 else f"in {period}"
    draft.say(f"at most {count} doses {within}", "the most doses in that time", span)


def read_condition(node: Node, draft: Draft) -> None:
    """Read `if "…"`: given or not, a named parameter."""
    span = draft.reading.span(node)
    event = unquoted(tokens(node, "STRING")[0])
    draft.put("optional", f"if {event}", span)
    draft.say(f"if {quoted(event)}", "given, or not, as this turns out", span)
