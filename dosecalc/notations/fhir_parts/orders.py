"""Several instructions as one regimen: together, one after another, or each on its dates."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dosecalc.diagnostics import Report
from dosecalc.notations import fhir_mistakes, notation_mistakes
from dosecalc.notations.agent_and_route import quoted
from dosecalc.notations.fhir_parts import codes, dates
from dosecalc.notations.fhir_parts.dosage import (
    Instruction,
    Release,
    concept_text,
    instruction,
    release_of,
)
from dosecalc.notations.fhir_parts.doses import Dose
from dosecalc.notations.fhir_parts.element import Element
from dosecalc.notations.fhir_parts.timing import timing
from dosecalc.notations.notation_mistakes import not_taken_over

_MOST = 1_000
_LONGEST = 200  # characters of an agent's name
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_R5 = frozenset({"medication", "reason", "renderedDosageInstruction", "effectiveDosePeriod"})
_R4B = frozenset({"medicationCodeableConcept", "medicationReference", "reasonCode"})
# What an order says about people, pharmacies and records, and never about doses.
_ABOUT = (
    "meta", "text", "contained", "language", "subject", "groupIdentifier", "identifier",
    "intent", "status", "authoredOn", "renderedDosageInstruction",
)  # fmt: skip


def release(found: Element, wanted: Release | None) -> Release:
    """The release that a resource is of: the one that is asked for, else what its members tell."""
    if wanted is not None:
        return wanted
    dosages = found.members.get("dosageInstruction")
    inner = (
        [each for each in dosages if isinstance(each, dict)] if isinstance(dosages, list) else []
    )
    told = [release_of(each) for each in inner]
    if _R4B & set(found.members) or ("R4B" in told and "R5" not in told):
        return "R4B"
    return "R5"


def order(found: Element, wanted: Release | None) -> str:
    """The regimen of a MedicationRequest in words; empty where it cannot be read."""
    found.check_modifiers()
    of = release(found, wanted)
    _in_force(found)
    for key in sorted((_R4B if of == "R5" else _R5) & set(found.members)):
        found.wrong(fhir_mistakes.fhir_release_mixed(found.pointer, key, of))
    agent = _agent(found, of)
    parts = found.elements("dosageInstruction")
    if not parts and found.report.ok:
        found.wrong(fhir_mistakes.fhir_no_dosage(found.pointer))
    found.pass_over(*_ABOUT)
    left = found.rest()
    if left:
        found.wrong(not_taken_over(
            f"{', '.join(left)} of {found.pointer or 'the order'}", "this is no part of the dosing"
        ))  # fmt: skip
    return regimen(parts, agent, of, found.report)


def regimen(parts: Sequence[Element], agent: str, of: Release, report: Report) -> str:
    """Instructions in words; empty where one of them cannot be read."""
    if len(parts) > _MOST:
        report.add(fhir_mistakes.fhir_too_many(parts[0].pointer, "instructions", _MOST))
        return ""
    made = [instruction(each, agent, of) for each in parts]
    given = [each for each in made if each is not None]
    if len(given) < len(parts) or not given or not report.ok:
        return ""
    return _joined(given, report)


def alone(found: Element) -> str:
    """A timing without a dose: an unknown amount at these times."""
    when = timing(found)
    if when is None or not found.report.ok:
        return ""
    given = Instruction(Dose("an unknown amount"), when, ("", ""), "", None, found.pointer)
    return _joined([given], found.report)


def _joined(given: list[Instruction], report: Report) -> str:
    firsts = [each.when.first for each in given]
    first = dates.day_1(each for each in firsts if each is not None)
    if first is not None:
        report.add(notation_mistakes.day_1_dated(first.isoformat(), given[0].pointer))
    if first is not None and None not in firsts:
        return _together([each.words(first) for each in given])
    numbers = [each.sequence for each in given]
    if len(set(numbers)) > 1 and None in numbers:
        report.add(fhir_mistakes.fhir_not_clear(
            given[0].pointer, "only some instructions have a sequence", "number all of them"
        ))  # fmt: skip
        return ""
    if first is not None and len(given) > 1:
        report.add(fhir_mistakes.fhir_not_clear(
            given[0].pointer, "only some instructions have dates", "give all of them dates, or none"
        ))  # fmt: skip
        return ""
    if len(given) > 1 and None in numbers:
        report.add(fhir_mistakes.fhir_read_as(
            given[0].pointer, "instructions without a sequence are read as given together"
        ))  # fmt: skip
    ordered = sorted(given, key=lambda each: each.sequence or 0)
    steps = [
        _together([each.words(first) for each in step])
        for _, step in groupby(ordered, key=lambda each: each.sequence)
    ]
    if len(steps) == 1:
        return steps[0]
    return " then ".join(f"({step})" if " and " in step else step for step in steps)


def _together(words: list[str]) -> str:
    return " and ".join(words)


def _in_force(found: Element) -> None:
    """Refuse orders that are none, and tell of those that are stopped."""
    status = found.code("status", "status of an order", codes.STATUSES)
    found.code("intent", "intent of an order", codes.INTENTS)
    kind = codes.STATUSES.get(status or "")
    if kind == "wrong":
        found.wrong(fhir_mistakes.fhir_modifier(found.pointer, "status: entered-in-error"))
    elif kind == "stopped" and status is not None:
        found.wrong(fhir_mistakes.fhir_not_in_force(found.pointer, status))
    if found.boolean("doNotPerform"):
        found.wrong(fhir_mistakes.fhir_modifier(found.pointer, "doNotPerform"))


def _agent(found: Element, of: Release) -> str:
    """What is given, as a clause; empty where the order does not say."""
    name = _r5_agent(found) if of == "R5" else _r4b_agent(found)
    return "" if name is None else f"of {quoted(' '.join(name.split())[:_LONGEST])}"


def _r5_agent(found: Element) -> str | None:
    medication = found.element("medication")
    if medication is None:
        return None
    chosen = medication.choice("concept", "reference")
    held = medication.element(chosen) if chosen is not None else None
    if held is None:
        return None
    return _concept(held) if chosen == "concept" else _reference(held, found)


def _r4b_agent(found: Element) -> str | None:
    chosen = found.choice("medicationCodeableConcept", "medicationReference")
    found.pass_over("medicationCodeableConcept", "medicationReference")
    held = found.element(chosen) if chosen is not None else None
    if held is None:
        return None
    return _concept(held) if chosen == "medicationCodeableConcept" else _reference(held, found)


def _concept(held: Element) -> str | None:
    """The name of a medication; None where its record says that nobody knows it."""
    name = concept_text(held)
    absent = any(each.text("url") == _ABSENT for each in held.elements("extension"))
    if name is None and not absent and held.report.ok:
        held.wrong(not_taken_over(held.pointer, "it has neither text nor code"))
    return name


def _reference(held: Element, order: Element) -> str | None:
    """The name of a medication that stands elsewhere: inside the order, or as it is shown."""
    shown, target = held.text("display"), held.text("reference")
    for inner in order.elements("contained"):
        if target is not None and target == f"#{inner.members.get('id')}":
            code = inner.element("code")
            shown = (concept_text(code) if code is not None else None) or shown
            return shown
    if target is not None and target.startswith("#"):
        held.wrong(fhir_mistakes.fhir_rule(
            held.pointer, "ref-1", "a reference to what the resource does not contain",
            "add it under `contained`",
        ))  # fmt: skip
    elif shown is None:
        held.wrong(not_taken_over(held.pointer, "the medication is in another resource"))
    return shown
