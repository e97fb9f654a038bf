"""FHIR R5: the dosages of one way of dosing, as a list."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.formats.exchange.fhir_parts.dosage import Target
from dosecalc.formats.exchange.fhir_parts.resources import listed
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text

_TARGET = Target("R5", "a list of FHIR R5 dosages")


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The dosages of a text."""
    return listed(texts, wanted, _TARGET)
