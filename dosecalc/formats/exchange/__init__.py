"""Schedules in other people's notations: one output a file, a function from texts to an export.

A form is a module of this folder and a line in `FORMS`. It defines

    def export(texts: Sequence[Text], wanted: Wanted) -> Export

which gives pieces of text or bytes, made when they are read, and diagnostics: errors where nothing
can be written, and everything that is left out or written otherwise (`export_losses`).

What it may count on:

- Texts have no errors. `wanted.ways(trial)` gives the ways of dosing that are asked for, one for
  each arm, reading and cohort; `wanted.dosed(trial, way)` their doses, one participant each.
- `holds` in its line says which kinds of `inventory.KINDS` the form holds; `convert` lists all
  others that a trial speaks of as left out, so a form only tells what else it changes.
- Amounts are exact: written as integers, decimals without loss, or not at all.
- Texts are a user's: escape them for what is written.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dosecalc.formats.exchange.form import Export, Form, Wanted
from dosecalc.inventory import KINDS

_ORDERED = frozenset(
    {
        "agents", "routes", "infusions", "times of day", "limits", "conditions", "escalation",
        "readings", "arms", "drafts", "notes", "sources", "assumptions",
    }
)  # fmt: skip
_DUE = frozenset(
    {"agents", "routes", "windows", "escalation", "readings", "arms", "visits", "watches", "drafts"}
)
_DOSED = _ORDERED - {"agents", "arms", "readings", "drafts", "notes", "sources", "assumptions"}

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("dose", "the schedule language", ("dose",), holds=frozenset(KINDS)),
            Form("fhir", "FHIR R5", ("json",), holds=_ORDERED, several=True),
            Form("fhir-r4b", "FHIR R4B", ("json",), "fhir_r4b", _ORDERED, several=True),
            Form("fhir-dosage", "a list of FHIR R5 dosages", ("json",), "fhir_dosage", _DOSED),
            Form(
                "fhir-dosage-r4b", "a list of FHIR R4B dosages", ("json",), "fhir_dosage_r4b",
                _DOSED,
            ),
            Form("fhir-visits", "a FHIR R5 plan", ("json",), "fhir_visits", _DUE, several=True),
            Form(
                "fhir-visits-r4b", "a FHIR R4B plan", ("json",), "fhir_visits_r4b", _DUE,
                several=True,
            ),
        )
    }
)  # fmt: skip

__all__ = ["FORMS", "Export", "Form", "Wanted"]
