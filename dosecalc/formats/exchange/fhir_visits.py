"""FHIR R5: what is due on which study day, a PlanDefinition for each way of dosing."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.formats.exchange.fhir_parts.dosage import Target
from dosecalc.formats.exchange.fhir_parts.resources import plans
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text

_TARGET = Target("R5", "a FHIR R5 plan")


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The plans of all texts."""
    return plans(texts, wanted, _TARGET)
