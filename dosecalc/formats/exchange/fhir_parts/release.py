"""Where R5 and R4B differ: the names and shapes of the same things."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.formats.exchange.fhir_parts.amounts import Json
from dosecalc.notations.fhir_parts.dosage import Release

_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def medication(agent: str | None, release: Release) -> Json:
    """What is given; where nobody knows it, the reason that it is absent."""
    concept: Json = {"text": agent}
    if agent is None:
        concept = {"extension": [{"url": _ABSENT, "valueCode": "unknown"}]}
    if release == "R5":
        return {"medication": {"concept": concept}}
    return {"medicationCodeableConcept": concept}


def group(name: str, description: str, release: Release) -> Json:
    """Who it is for: the participants that a schedule describes, none of them a person yet."""
    kind = {"membership": "conceptual"} if release == "R5" else {"actual": False}
    made: Json = {"resourceType": "Group", "id": "participants", "type": "person", **kind}
    made["name"] = name
    if description and release == "R5":
        made["description"] = description
    return made


def as_needed(release: Release) -> Json:
    return {"asNeeded": True} if release == "R5" else {"asNeededBoolean": True}


def most_a_period(ratios: Sequence[Json], release: Release) -> Json:
    """Limits a period, of which R4B has one."""
    if not ratios:
        return {}
    return {"maxDosePerPeriod": list(ratios) if release == "R5" else ratios[0]}


def related(target: str, relationship: str, offset: Json, release: Release) -> Json:
    """An action so long before or after another one."""
    key = "targetId" if release == "R5" else "actionId"
    return {key: target, "relationship": relationship, **offset}


def named(identifier: str, release: Release) -> Json:
    """The name by which other actions refer to an action."""
    return {"linkId": identifier} if release == "R5" else {"id": identifier}
