"""Resources as a file: one alone, or a Bundle of several."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic
from dosecalc.export_losses import not_exportable, nothing_to_export
from dosecalc.formats.exchange.fhir_parts.amounts import Json
from dosecalc.formats.exchange.fhir_parts.dosage import Target
from dosecalc.formats.exchange.fhir_parts.dosages import Dosages, apart
from dosecalc.formats.exchange.fhir_parts.exact_json import written
from dosecalc.formats.exchange.fhir_parts.orders import dosed_parts, numbered, orders
from dosecalc.formats.exchange.fhir_parts.plans import plan
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text
from dosecalc.model import Arm
from dosecalc.variants import Variant


def bundle(texts: Sequence[Text], wanted: Wanted, target: Target) -> Export:
    """The orders of all ways of dosing; of several, in a Bundle."""
    lost: list[Diagnostic] = []
    found: list[Json] = []
    for text in texts:
        ways = wanted.ways(text.trial)
        if isinstance(ways, Diagnostic):
            lost.append(ways)
        else:
            found += orders(text.trial, ways, wanted, target, lost)
    return collected(found, lost, target)


def plans(texts: Sequence[Text], wanted: Wanted, target: Target) -> Export:
    """What is due on which day, a plan for each way of dosing."""
    lost: list[Diagnostic] = []
    found: list[Json] = []
    for text in texts:
        ways = wanted.ways(text.trial)
        if not text.trial.arms and (wanted.arm, wanted.cohort, wanted.reading) == (None,) * 3:
            ways = [Variant(Arm(name=""), None, None)]
        if isinstance(ways, Diagnostic):
            lost.append(ways)
            continue
        made = (plan(text.trial, way, wanted, target, lost) for way in ways)
        found += [each for each in made if each is not None]
    return collected(found, lost, target)


def collected(found: list[Json], lost: list[Diagnostic], target: Target) -> Export:
    """Resources in one file; an error where there are none."""
    if not found:
        wrong = any(each.is_error for each in lost)
        return Export((), (*lost, *([] if wrong else [nothing_to_export(target.name)])))
    if len(found) > 1:
        entries = [{"resource": each} for each in numbered(found)]
        whole: Json = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    else:
        whole = found[0]
    return Export([written(whole)], tuple(dict.fromkeys(lost)))


def listed(texts: Sequence[Text], wanted: Wanted, target: Target) -> Export:
    """The dosages of one way of dosing, as a list."""
    trial = texts[0].trial
    ways = wanted.ways(trial)
    if isinstance(ways, Diagnostic):
        return Export((), (ways,))
    if len(ways) != 1:
        need = "one arm, one reading and one cohort"
        return Export((), (not_exportable(target.name, "several ways of dosing", need),))
    found: list[Dosages] = [made for _, made in dosed_parts(trial, ways[0], wanted, target)]
    if not found:
        return Export((), (nothing_to_export(target.name),))
    what = apart(found)
    if what:
        need = "one MedicationRequest for each: `--to fhir`"
        return Export((), (not_exportable(target.name, what, need),))
    made = [dosage for each in found for dosage in each.made]
    lost = dict.fromkeys(said for each in found for said in each.lost)
    return Export([written(made)], tuple(lost))
