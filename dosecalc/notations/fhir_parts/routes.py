"""Routes in SNOMED CT, and the words of the language for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dosecalc.language import vocabulary
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.agent_and_route import by
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.notation_mistakes import not_taken_over

SNOMED = "http://snomed.info/sct"
ROUTES: Mapping[str, str] = MappingProxyType(
    {
        "26643006": "oral", "47625008": "intravenous", "34206005": "subcutaneous",
        "78421000": "intramuscular", "46713006": "intranasal", "37161004": "rectal",
        "37839007": "sublingual", "6064005": "topical", "72607000": "intrathecal",
        "372464004": "intradermal", "12130007": "intra-articular", "58100008": "intra-arterial",
        "418401004": "intravitreal",
    }
)  # fmt: skip


def route(found: Element) -> str:
    """A route as a clause, empty for none: by its code, else in the words that are written."""
    concept = found.element("route")
    if concept is None:
        return ""
    known, text = _named(concept)
    if known is not None:
        return _clause(known)
    if text is None:
        concept.wrong(not_taken_over(concept.pointer, "its code is not known, and it has no text"))
        return ""
    return _clause(text)


def _named(concept: Element) -> tuple[str | None, str | None]:
    """The route by its code, and what is written."""
    text, known = concept.text("text"), None
    for coding in concept.elements("coding"):
        code, system, shown = coding.text("code"), coding.text("system"), coding.text("display")
        if system == SNOMED and code is not None and code in ROUTES:
            known = known or ROUTES[code]
        elif text is None and shown is None and code is not None:
            coding.wrong(fhir_mistakes.fhir_read_as(
                coding.pointer, f"`{code}` of {system or 'no system'} is not known, and not read"
            ))  # fmt: skip
        text = text or shown
    return known, text


def _clause(name: str) -> str:
    """A route in words, between quotes where it is none of the language's own."""
    plain = " ".join(name.split())
    known = {*vocabulary.ROUTES.values(), *vocabulary.ROUTE_ADVERBS.values()}
    low = plain.lower()
    return by(low if low in known else vocabulary.ROUTES.get(low, plain[:200]))


def code(name: str) -> str | None:
    """The code of a route of the language; None for one that has none here."""
    return next((each for each, route in ROUTES.items() if route == name), None)
