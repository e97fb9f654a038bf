"""FHIR R5: an order for each way of dosing and each agent, in a Bundle where they are several."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.formats.exchange.fhir_parts.dosage import Target
from dosecalc.formats.exchange.fhir_parts.resources import bundle
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text

_TARGET = Target("R5", "a FHIR R5 order")


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The orders of all texts."""
    return bundle(texts, wanted, _TARGET)
