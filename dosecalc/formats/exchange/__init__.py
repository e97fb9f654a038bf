"""Schedules in other people's notations: one output a file, a function from texts to an export.

A form is a module of this folder and a line in `FORMS`. It defines

    def export(texts: Sequence[Text], wanted: Wanted) -> Export

which gives pieces of text or bytes, made when they are read, and diagnostics: errors where nothing
can be written, and everything that is left out or written otherwise (`export_losses`).

What it may count on:

- Texts have no errors. `wanted.ways(trial)` gives the ways of dosing that are asked for, one for
  each arm, reading and cohort; `wanted.dosed(trial, way)` their doses, one participant each.
- `read_by` in its line names the notation that reads it back, dose by dose.
- `holds` says which kinds of `inventory.KINDS` the form holds; `convert` lists all
  others that a trial speaks of as left out, so a form only tells what else it changes.
- Amounts are exact: written as integers, decimals without loss, or not at all.
- Texts are a user's: escape them for what is written.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dosecalc.formats.exchange.form import (
    Export,
    Form,
    Wanted,
    dataset,
    event_table,
    resources,
    whole_trial,
)
from dosecalc.inventory import KINDS

_ALL = frozenset(KINDS)
_DOSES = frozenset({"infusions", "times of day", "escalation"})
_NUMBERS = _DOSES | {"arms", "readings"}
_EXPOSURE = _NUMBERS | {"agents", "routes"}
_ORDERED = _EXPOSURE | {"limits", "conditions", "drafts", "notes", "sources", "assumptions"}
_DOSAGE = _DOSES | {"routes", "limits", "conditions"}
_DUE = (_EXPOSURE | {"windows", "visits", "watches", "drafts"}) - {"infusions", "times of day"}
_VISITS = frozenset({"agents", "arms", "readings", "visits", "windows", "escalation"})
_CALENDAR = _ALL - {"participants", "spacing", "expectations", "products"}

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            whole_trial("dose", "the schedule language", "dose", "dose"),
            whole_trial("words", "plain sentences", "txt", "dose"),
            whole_trial("markdown", "sentences in Markdown", "md", ""),
            whole_trial("json", "whole trials as JSON", "json", "json"),
            event_table("nonmem", "a NONMEM data set", _NUMBERS),
            event_table("mrgsolve", "an mrgsolve data set", _EXPOSURE),
            event_table("rxode2", "an rxode2 event table", _EXPOSURE),
            event_table("pumas", "a Pumas event table", _EXPOSURE),
            resources("fhir", "a FHIR R5 order", _ORDERED),
            resources("fhir-r4b", "a FHIR R4B order", _ORDERED),
            resources("fhir-dosage", "a list of FHIR R5 dosages", _DOSAGE, several=False),
            resources("fhir-dosage-r4b", "a list of FHIR R4B dosages", _DOSAGE, several=False),
            resources("fhir-visits", "a FHIR R5 plan", _DUE),
            resources("fhir-visits-r4b", "a FHIR R4B plan", _DUE),
            dataset("cdisc-ec", "planned exposure (CDISC EC)", _EXPOSURE, exposure=True),
            dataset("cdisc-ex", "exposure as planned (CDISC EX)", _EXPOSURE, exposure=True),
            dataset("cdisc-tv", "a table of trial visits (CDISC TV)", _VISITS, exposure=False),
            Form(
                "rrule",
                "a list of recurrence rules (RFC 5545)",
                ("txt",),
                holds=_EXPOSURE,
                several=True,
                read_by="rrule",
            ),
            Form("ics", "a calendar file (RFC 5545)", ("ics",), holds=_CALENDAR, read_by="rrule"),
        )
    }
)

__all__ = ["FORMS", "Export", "Form", "Wanted"]
