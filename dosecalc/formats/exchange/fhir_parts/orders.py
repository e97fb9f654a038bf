"""One way of dosing as MedicationRequests: drafts for participants, and no order for anybody.

Their status is `draft` and their intent `plan`, because a schedule authorises nothing; of what no
person has confirmed the intent is `proposal`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.diagnostics import Diagnostic
from dosecalc.export_losses import left_out
from dosecalc.formats.exchange.fhir_parts import release
from dosecalc.formats.exchange.fhir_parts.amounts import Json
from dosecalc.formats.exchange.fhir_parts.dosage import Target
from dosecalc.formats.exchange.fhir_parts.dosages import Dated, Dosages, dosages
from dosecalc.formats.exchange.fhir_parts.parts import Amounts, Part, parts
from dosecalc.formats.exchange.form import Wanted
from dosecalc.inventory import inventory
from dosecalc.model import Trial
from dosecalc.variants import Variant

_LONGEST = 64  # of FHIR's ids


def dosed_parts(
    trial: Trial, way: Variant, wanted: Wanted, target: Target
) -> Iterator[tuple[Part, Dosages]]:
    """The orders of a way of dosing, each with its dosages."""
    held = Amounts(trial, way, wanted.question)
    dated = Dated(wanted.question.start, wanted.dosed(trial, way), wanted.question)
    for part in parts(way):
        for made in dosages(part, held, target, dated):
            yield part, made


def orders(
    trial: Trial, ways: Sequence[Variant], wanted: Wanted, target: Target, lost: list[Diagnostic]
) -> Iterator[Json]:
    """A MedicationRequest for each part of each way; what they cannot hold is put into `lost`."""
    for way in ways:
        found = list(dosed_parts(trial, way, wanted, target))
        if not found and way.reading is not None and way.reading.untreated:
            lost.append(left_out(target.name, "arms without treatment", [way.arm.name]))
        for number, (part, made) in enumerate(found, 1):
            lost += made.lost
            yield _order(trial, way, part, made, number if len(found) > 1 else 0, target)


def _order(
    trial: Trial, way: Variant, part: Part, made: Dosages, number: int, target: Target
) -> Json:
    own = "" if trial.phrase else trial.name
    named = [own, way.arm.name, way.name or "", f"cohort {way.cohort}" if way.cohort else ""]
    words = [each for each in named if each]
    unconfirmed = trial.unconfirmed or part.regimen.unconfirmed
    identifier = identifier_of([*words, str(number) if number else ""])
    notes = list(_notes(trial, way, part, unconfirmed))
    return {
        "resourceType": "MedicationRequest",
        **({"id": identifier} if identifier else {}),
        "contained": [release.group(
            f"participants of {', '.join(words)}" if words else "participants", way.arm.label,
            target.release,
        )],
        **({"groupIdentifier": {"value": own}} if own else {}),
        "status": "draft",
        "intent": "proposal" if unconfirmed else "plan",
        **release.medication(part.agent, target.release),
        "subject": {"reference": "#participants"},
        **({"note": [{"text": each} for each in notes]} if notes else {}),
        "dosageInstruction": list(made.made),
    }  # fmt: skip


def _notes(trial: Trial, way: Variant, part: Part, unconfirmed: bool) -> Iterator[str]:
    """What no other member holds: readings, the label of an agent and of an arm, drafts."""
    if way.name is not None:
        yield f"reading: {way.name}"
    if way.arm.label:
        yield f"arm {way.arm.name}: {way.arm.label}"
    for agent in trial.agents:
        if agent.name == part.agent and agent.label:
            yield f"{agent.name}: {agent.label}"
    if unconfirmed:
        yield "a draft that no person has confirmed"
    said = inventory(trial)
    for kind in ("assumptions", "sources", "notes"):
        yield from (f"{kind.removesuffix('s')}: {item.words}" for item in said.get(kind, ()))


def identifier_of(words: Sequence[str]) -> str:
    """An id of FHIR, of letters, digits, hyphens and points; empty for no words."""
    text = "-".join(filter(None, words))
    safe = "".join(
        each if each.isascii() and (each.isalnum() or each == ".") else "-" for each in text
    )
    return "-".join(filter(None, safe.split("-")))[:_LONGEST].rstrip("-")


def numbered(found: Sequence[Json]) -> list[Json]:
    """Resources whose ids are all different."""
    taken: set[str] = set()
    made = []
    for each in found:
        base, number = str(each.get("id", "order")), 1
        name = base
        while name in taken:
            number += 1
            name = f"{base[: _LONGEST - len(str(number)) - 1]}-{number}"
        taken.add(name)
        made.append({**each, "id": name})
    return made
