"""FHIR R5 and R4B: orders, dosages and timings as JSON, and plans as they are exported here.

A MedicationRequest is a regimen, a Bundle or a file of one resource a line several of them. A
Dosage, a list of Dosages and a Timing may stand alone. Instructions of one `sequence` are given
together, those of rising ones one after another; where all have dates, the dates say it. The text
of an instruction is compared with its structure, which is what counts.

What FHIR's own rules forbid is an error, and what a reader could understand in two ways as well.
Elements that say nothing about dosing are listed as left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dosecalc.diagnostics import Report
from dosecalc.notations import fhir_mistakes
from dosecalc.notations.content import Content
from dosecalc.notations.fhir_parts.dosage import Release, release_of
from dosecalc.notations.fhir_parts.element import Element, kind
from dosecalc.notations.fhir_parts.orders import alone, order, regimen
from dosecalc.notations.fhir_parts.plans import plan
from dosecalc.notations.json_mistakes import wrong_json_type
from dosecalc.notations.json_text import Value, child, values
from dosecalc.notations.notation import Options, Spoken
from dosecalc.notations.unreadable import Unreadable

_KIND = re.compile(r'"resourceType"\s*:\s*"(MedicationRequest|PlanDefinition)"')
_MOST = 1_000
_TIMING = frozenset({"repeat", "event", "code"})
_DOSAGE = frozenset(
    {
        "timing", "doseAndRate", "sequence", "patientInstruction", "asNeeded", "asNeededBoolean",
        "asNeededFor", "asNeededCodeableConcept", "route", "maxDosePerPeriod", "text",
        "maxDosePerAdministration", "maxDosePerLifetime", "additionalInstruction", "method", "site",
    }
)  # fmt: skip


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """What each resource says, in the order of the file."""
    return resources(content, None)


def sniff(head: str) -> bool:
    """Whether a file begins as a FHIR resource that is read here."""
    return head.lstrip()[:1] == "{" and _KIND.search(head) is not None


def resources(content: Content, release: Release | None) -> Iterator[Spoken]:
    """What each resource says; `release` is the one that all of them have to be of."""
    dosages: list[Value] = []
    found = False
    try:
        for value in values(content, below="entry"):
            resource = _resource(value)
            if _is_dosage(resource.value) and value.pointer and len(dosages) <= _MOST:
                dosages.append(resource)
            else:
                found = True
                yield _spoken(resource, content.name, release)
    except Unreadable as stop:
        yield Spoken("", content.name, (stop.diagnostic,))
        return
    if dosages:
        yield _dosages(dosages, content.name, release)
    elif not found:
        yield Spoken("", content.name, (fhir_mistakes.fhir_resource_not_known("", ""),))


def _resource(value: Value) -> Value:
    """What an entry of a Bundle holds; the value itself where it is none."""
    held = value.value
    if isinstance(held, dict) and "resourceType" not in held and "resource" in held:
        return Value(child(value.pointer, "resource"), held["resource"])
    return value


def _is_dosage(value: Any) -> bool:
    return isinstance(value, dict) and "resourceType" not in value and bool(_DOSAGE & set(value))


def _spoken(value: Value, name: str, release: Release | None) -> Spoken:
    """What one resource says."""
    report = Report()
    words = ""
    if not isinstance(value.value, dict):
        report.add(wrong_json_type(name, value.pointer, kind(value.value), "a FHIR resource"))
    else:
        found = Element(value.value, value.pointer, name, report)
        words = _words(found, release)
    said = f"{name}, in words" if words else name
    return Spoken(words if report.ok else "", said, report.diagnostics)


def _words(found: Element, release: Release | None) -> str:
    what = found.text("resourceType") if "resourceType" in found else None
    if what == "MedicationRequest":
        return order(found, release)
    if what == "PlanDefinition":
        return plan(found, release)
    if what is None and _is_dosage(found.members):
        found.check_modifiers()
        return regimen([found], "", release or release_of(found.members) or "R5", found.report)
    if what is None and _TIMING & set(found.members):
        return alone(found)
    if found.report.ok:
        found.wrong(fhir_mistakes.fhir_resource_not_known(found.pointer, what or ""))
    return ""


def _dosages(found: list[Value], name: str, release: Release | None) -> Spoken:
    """A list of dosages, which are one regimen."""
    report = Report()
    parts = [Element(each.value, each.pointer, name, report) for each in found]
    told = [each for part in parts if (each := release_of(part.members)) is not None]
    words = regimen(parts, "", release or (told[0] if told else "R5"), report)
    return Spoken(words if report.ok else "", f"{name}, in words", report.diagnostics)
