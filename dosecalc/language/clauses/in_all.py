"""`twice`, `thrice`: so many doses in all, at times that nobody states."""

from __future__ import annotations

from dosecalc.language.draft import Draft
from dosecalc.language.tree import Node
from dosecalc.language.values import tokens

EXAMPLE = "10 mg twice"
_IN_ALL = {"TWICE": 2, "THRICE": 3}


def read(node: Node, draft: Draft) -> None:
    """Read the clause into the draft."""
    token = tokens(node, *_IN_ALL)[0]
    word = token.type.lower()
    draft.put("in all", _IN_ALL[token.type], draft.reading.span(node))
    draft.say(word, f"{_IN_ALL[token.type]} doses in all", draft.reading.span(node))
