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

_EXPOSURE = frozenset(
    {"agents", "routes", "infusions", "times of day", "arms", "readings", "escalation"}
)

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("dose", "the schedule language", ("dose",), holds=frozenset(KINDS)),
            Form(
                "cdisc-ec",
                "planned exposure (CDISC EC) as CSV or Dataset-JSON",
                ("csv", "json"),
                "cdisc_ec",
                _EXPOSURE,
                several=True,
                options=frozenset({"expand", "subjects"}),
            ),
            Form(
                "cdisc-ex",
                "exposure as planned (CDISC EX) as CSV or Dataset-JSON",
                ("csv", "json"),
                "cdisc_ex",
                _EXPOSURE,
                several=True,
                options=frozenset({"expand", "subjects"}),
            ),
            Form(
                "cdisc-tv",
                "trial visits (CDISC TV) as CSV or Dataset-JSON",
                ("csv", "json"),
                "cdisc_tv",
                frozenset({"agents", "arms", "readings", "visits", "windows", "escalation"}),
                several=True,
            ),
            Form("rrule", "recurrence rules (RFC 5545)", ("txt",), holds=_EXPOSURE, several=True),
            Form(
                "ics",
                "a calendar file (RFC 5545)",
                ("ics",),
                holds=frozenset(KINDS) - {"participants", "spacing", "expectations", "products"},
            ),
        )
    }
)

__all__ = ["FORMS", "Export", "Form", "Wanted"]
