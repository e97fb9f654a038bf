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

_ALL = frozenset(KINDS)
_DOSES = frozenset({"infusions", "routes", "times of day", "escalation"})
_EXPOSURE = _DOSES | {"agents", "arms", "readings"}
_ORDERED = _EXPOSURE | {"limits", "conditions", "drafts", "notes", "sources", "assumptions"}
_DOSAGE = _DOSES | {"limits", "conditions"}
_VISITS = frozenset({"arms", "readings", "visits", "windows", "escalation"})
_CALENDAR = _ALL - {"participants", "spacing", "expectations", "products"}
_TABLE = ("csv", "json")
_ROWS = frozenset({"expand", "subjects"})

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("dose", "the schedule language", ("dose",), holds=_ALL, several=True),
            Form("json", "whole trials as JSON", ("json",), holds=_ALL, several=True),
            Form("words", "plain sentences", ("txt",), holds=_ALL, several=True),
            Form("markdown", "sentences in Markdown", ("md",), holds=_ALL, several=True),
            Form("fhir", "FHIR R5", ("json",), holds=_ORDERED, several=True),
            Form("fhir-r4b", "FHIR R4B", ("json",), "fhir_r4b", _ORDERED, several=True),
            Form("fhir-dosage", "a list of FHIR R5 dosages", ("json",), "fhir_dosage", _DOSAGE),
            Form(
                "fhir-dosage-r4b", "a list of FHIR R4B dosages", ("json",), "fhir_dosage_r4b",
                _DOSAGE,
            ),
            Form(
                "cdisc-ec", "planned exposure (CDISC EC) as CSV or Dataset-JSON", _TABLE,
                "cdisc_ec", _EXPOSURE, several=True, options=_ROWS,
            ),
            Form(
                "cdisc-ex", "exposure as planned (CDISC EX) as CSV or Dataset-JSON", _TABLE,
                "cdisc_ex", _EXPOSURE, several=True, options=_ROWS,
            ),
            Form(
                "cdisc-tv", "trial visits (CDISC TV) as CSV or Dataset-JSON", _TABLE,
                "cdisc_tv", _VISITS, several=True,
            ),
            Form("rrule", "recurrence rules (RFC 5545)", ("txt",), holds=_EXPOSURE, several=True),
            Form("ics", "a calendar file (RFC 5545)", ("ics",), holds=_CALENDAR),
        )
    }
)  # fmt: skip

__all__ = ["FORMS", "Export", "Form", "Wanted"]
