"""A PlanDefinition, as it is exported here."""

from __future__ import annotations

from dosecalc.notations import fhir_mistakes
from dosecalc.notations.fhir_parts.dosage import Release
from dosecalc.notations.fhir_parts.element import Element


def plan(found: Element, release: Release | None) -> str:
    """The plan in words; empty where it cannot be read."""
    found.wrong(fhir_mistakes.fhir_resource_not_known(found.pointer, "PlanDefinition"))
    return ""
