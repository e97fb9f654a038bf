"""Agents and routes by their names, as clauses of the schedule language.

>>> quoted("EX-EV"), quoted("DRUG A"), quoted("daily")
('EX-EV', '"DRUG A"', '"daily"')
>>> by("oral"), by("nasal spray"), by("odd way")
('orally', 'by nasal spray', 'by "odd way"')
"""

from __future__ import annotations

import re
from functools import lru_cache

from dosecalc import units
from dosecalc.language import values, vocabulary

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")


@lru_cache(maxsize=1024)
def quoted(text: str) -> str:
    """A name as the language writes it, in quotes unless it is a plain word of no other meaning."""
    plain = " ".join(text.split()) or "?"
    known = vocabulary.kinds(plain) or units.typed(plain) is not None
    if _PLAIN.fullmatch(plain) and not known and plain.lower() not in vocabulary.known_words():
        return plain
    return values.quoted(plain)


def by(route: str) -> str:
    """The clause of a route by the name that outputs carry."""
    adverbs = vocabulary.ROUTE_ADVERBS.items()
    adverb = next((word for word, name in adverbs if name == route), None)
    if adverb is not None:
        return adverb
    spelling = next((word for word, name in vocabulary.ROUTES.items() if name == route), None)
    return f"by {spelling or values.quoted(' '.join(route.split()) or '?')}"
