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
_DOSES = frozenset({"infusions", "times of day", "escalation"})
_NUMBERS = _DOSES | {"arms", "readings"}
_EXPOSURE = _NUMBERS | {"agents", "routes"}
_ORDERED = _EXPOSURE | {"limits", "conditions", "drafts", "notes", "sources", "assumptions"}
_DOSAGE = _DOSES | {"routes", "limits", "conditions"}
_DUE = (_EXPOSURE | {"windows", "visits", "watches", "drafts"}) - {"infusions", "times of day"}
_VISITS = frozenset({"agents", "arms", "readings", "visits", "windows", "escalation"})
_CALENDAR = _ALL - {"participants", "spacing", "expectations", "products"}
_ROWS = frozenset({"expand", "subjects"})
_EVENTS = _ROWS | {"time-unit"}


def _whole(name: str, about: str, ending: str) -> Form:
    """A form that holds everything."""
    return Form(name, about, (ending,), holds=_ALL, several=True)


def _table(name: str, about: str, holds: frozenset[str]) -> Form:
    """A kind of event table."""
    return Form(
        name, about, ("csv", "parquet"), holds=holds, several=True, options=_EVENTS,
        binary=("parquet",),
    )  # fmt: skip


def _fhir(name: str, about: str, holds: frozenset[str], *, several: bool = True) -> Form:
    """Resources of a release of FHIR."""
    return Form(name, about, ("json",), name.replace("-", "_"), holds, several)


def _cdisc(name: str, about: str, holds: frozenset[str], options: frozenset[str]) -> Form:
    """A data set of CDISC's."""
    return Form(name, about, ("csv", "json"), name.replace("-", "_"), holds, True, options)


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            _whole("dose", "the schedule language", "dose"),
            _whole("words", "plain sentences", "txt"),
            _whole("markdown", "sentences in Markdown", "md"),
            _whole("json", "whole trials as JSON", "json"),
            _table("nonmem", "a NONMEM data set", _NUMBERS),
            _table("mrgsolve", "an mrgsolve data set", _EXPOSURE),
            _table("rxode2", "an rxode2 event table", _EXPOSURE),
            _table("pumas", "a Pumas event table", _EXPOSURE),
            _fhir("fhir", "FHIR R5", _ORDERED),
            _fhir("fhir-r4b", "FHIR R4B", _ORDERED),
            _fhir("fhir-dosage", "a list of FHIR R5 dosages", _DOSAGE, several=False),
            _fhir("fhir-dosage-r4b", "a list of FHIR R4B dosages", _DOSAGE, several=False),
            _fhir("fhir-visits", "a FHIR R5 plan", _DUE),
            _fhir("fhir-visits-r4b", "a FHIR R4B plan", _DUE),
            _cdisc("cdisc-ec", "planned exposure (CDISC EC)", _EXPOSURE, _ROWS),
            _cdisc("cdisc-ex", "exposure as planned (CDISC EX)", _EXPOSURE, _ROWS),
            _cdisc("cdisc-tv", "trial visits (CDISC TV)", _VISITS, frozenset()),
            Form("rrule", "recurrence rules (RFC 5545)", ("txt",), holds=_EXPOSURE, several=True),
            Form("ics", "a calendar file (RFC 5545)", ("ics",), holds=_CALENDAR),
        )
    }
)

__all__ = ["FORMS", "Export", "Form", "Wanted"]
