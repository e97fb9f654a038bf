"""`for 8 weeks`, `for 16 doses`, `through day 56`: how far a course goes.

A length is half-open: `for N days` is N days whatever the frequency. `through` includes its end,
`before` does not.
"""

from __future__ import annotations

from fractions import Fraction

from dosecalc.amounts import Figure
from dosecalc.language import dose_refusals, refusals, timing_refusals
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import (
    Refused,
    figure,
    length,
    point,
    point_text,
    quoted,
    subtree,
    subtrees,
    tokens,
    whole,
    words,
)
from dosecalc.model import Extent

EXAMPLE = "10 mg daily through day 56"


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    inner = next(subtrees(node, *_FORMS))
    extent, text, meaning = _FORMS[str(inner.data)](inner, draft)
    span = draft.reading.span(node)
    draft.put("extent", extent, span)
    draft.say(text, meaning, span)


Made = tuple[Extent, str, str]


def _length(node: Node, draft: Draft) -> Made:
    given = subtree(node, "length")
    assert given is not None
    found = length(given, draft.reading)
    return Extent(kind="length", length=found), f"for {found}", f"a stretch of {found}"


def _doses(node: Node, draft: Draft) -> Made:
    count = _counted(node, draft)
    text = f"for {count} {'dose' if count.high == 1 else 'doses'}"
    return Extent(kind="doses", count=count), text, f"{count} doses in all"


def _cycles(node: Node, draft: Draft) -> Made:
    count = _counted(node, draft)
    text = f"for {count} {'cycle' if count.high == 1 else 'cycles'}"
    cycle = subtree(node, "length")
    if cycle is not None:
        each = length(cycle, draft.reading)
        draft.put("cycle", each, draft.reading.span(cycle))
        text += f" of {each}"
    return Extent(kind="cycles", count=count), text, f"{count} times the cycle"


def _counted(node: Node, draft: Draft) -> Figure:
    """So many, or `up to` so many."""
    given = subtree(node, "figure")
    if given is not None:
        return _count(given, draft)
    most = whole(tokens(node, "NUMBER")[0], draft.reading)
    return Figure(Fraction(1), Fraction(most))


def _count(node: Node, draft: Draft) -> Figure:
    """A range of whole numbers; `up to n` starts at 1."""
    found = figure(node, draft.reading)
    span = draft.reading.span(node)
    if found.about:
        raise Refused(refusals.needs_exact(span, "a count"))
    if found.low.denominator != 1 or (found.high is not None and found.high.denominator != 1):
        raise Refused(dose_refusals.not_whole(span))
    if found.high == 0 or (found.low == 0 and not tokens(node, "UP_TO")):
        raise Refused(dose_refusals.zero_count(span))
    return found if found.low else Figure(found.low + 1, found.high, found.about)


def _through(node: Node, draft: Draft) -> Made:
    return _pointed(node, draft, "through", closed=True)


def _before(node: Node, draft: Draft) -> Made:
    return _pointed(node, draft, "before", closed=False)


def _pointed(node: Node, draft: Draft, word: str, closed: bool) -> Made:
    given = subtree(node, "point")
    assert given is not None
    weeks = tokens(given, "WEEKS")
    if weeks:
        last = 7 * whole(tokens(given, "NUMBER")[0], draft.reading) - 1
        raise Refused(
            timing_refusals.through_week(draft.reading.span(node), draft.reading.days.number(last))
        )
    place = point(given, draft.reading)
    text = f"{word} {point_text(place, draft.reading.days)}"
    meaning = "that day included" if closed else "that day left out"
    return Extent(kind="point", point=place, closed=closed), text, meaning


def _until(node: Node, draft: Draft) -> Made:
    if subtree(node, "point") is not None:
        made = _pointed(node, draft, "through", closed=True)
        draft.reading.report.add(timing_refusals.until_day(draft.reading.span(node)))
        return made
    named = subtree(node, "words")
    assert named is not None
    event = words(named)
    bare = len(tokens(named, "NAME")) == len(tokens(named))
    shown = event if bare and event.replace(" ", "").isalpha() else quoted(event)
    return Extent(kind="open", why=f"when {event} comes"), f"until {shown}", "an open end"


_FORMS = {
    "for_length": _length,
    "for_doses": _doses,
    "for_cycles": _cycles,
    "through": _through,
    "before": _before,
    "until": _until,
}
