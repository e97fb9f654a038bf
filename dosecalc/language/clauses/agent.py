"""`of hDFSC-Exo`, `by nasal drops`: what is given, and by which route."""

from __future__ import annotations

from dosecalc.diagnostics import nearest
from dosecalc.language import mistakes, vocabulary
from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import Refused, quoted, subtree, tokens, unquoted, words

EXAMPLE = "1e9 particles of EX-EV daily for 7 days"
ROUTE_EXAMPLE = "1e9 particles by nasal drops daily for 7 days"


def read(node: Node, draft: Draft) -> None:
    """Read the agent; a word close to one of the language is taken for a slip, not a name."""
    named = subtree(node, "words")
    assert named is not None
    bare = tokens(named, "NAME")
    for place, token in enumerate(bare):
        close = place and nearest(str(token), vocabulary.known_words(), 1)
        known = set(vocabulary.kinds(str(token))) - ({"A"} if not place else set())
        if known or close:
            offered = () if known else vocabulary.known_words()
            raise Refused(mistakes.not_understood(draft.reading.span(token), (), offered))
    span = draft.reading.span(node)
    name = words(named)
    draft.put("agent", name, span)
    shown = name if bare and len(bare) == len(tokens(named)) else quoted(name)
    draft.say(f"of {shown}", "what is given", span)


def read_route(node: Node, draft: Draft) -> None:
    """Read the route: one of the table, or any words in quotes."""
    span = draft.reading.span(node)
    token = tokens(node, "ROUTE", "STRING", "ROUTE_ADVERB")[0]
    spelling = vocabulary.spelled(token)
    if token.type == "STRING":
        name = unquoted(token)
        text = f"by {quoted(name)}"
    elif token.type == "ROUTE":
        name = vocabulary.ROUTES[spelling]
        text = _by(name)
    else:
        name = vocabulary.ROUTE_ADVERBS[spelling]
        text = spelling
    draft.put("route", name, span)
    draft.say(text, "the route", span)


def _by(name: str) -> str:
    """A route in words that are read as it; not all of them stand behind `by`.

    >>> _by("nasal spray"), _by("oral"), _by("intravenous")
    ('by nasal spray', 'by mouth', 'intravenously')
    """
    if name == "oral":
        return "by mouth"
    if name in vocabulary.ROUTES:
        return f"by {name}"
    return next(adverb for adverb, meant in vocabulary.ROUTE_ADVERBS.items() if meant == name)
