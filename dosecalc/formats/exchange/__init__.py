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

_NUMBERS = frozenset({"infusions", "times of day", "escalation", "arms", "readings"})
_WORDS = _NUMBERS | {"agents", "routes"}
_TABLE = frozenset({"expand", "time-unit", "subjects"})


def _table(name: str, about: str, holds: frozenset[str]) -> Form:
    """A kind of event table."""
    return Form(
        name, about, ("csv", "parquet"), holds=holds, several=True, options=_TABLE,
        binary=("parquet",),
    )  # fmt: skip


FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("dose", "the schedule language", ("dose",), holds=frozenset(KINDS)),
            _table("nonmem", "a NONMEM data set", _NUMBERS),
            _table("mrgsolve", "an mrgsolve data set", _WORDS),
            _table("rxode2", "an rxode2 event table", _WORDS),
            _table("pumas", "a Pumas event table", _WORDS),
        )
    }
)

__all__ = ["FORMS", "Export", "Form", "Wanted"]
