"""What is wrong with a FHIR resource, not clear in it, or said in two ways.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable

from dosecalc.diagnostics import Diagnostic, Severity, either, nearest, visible


def _at(pointer: str) -> str:
    return f", at `{visible(pointer)}`" if pointer else ""


def fhir_rule(pointer: str, rule: str, why: str, hint: str) -> Diagnostic:
    """A resource that breaks a rule of FHIR itself, such as a period without its unit (tim-2).

    Example: (on the command line) a FHIR order with `"repeat": {"frequency": 2, "period": 1}`
    Remedy: add `"periodUnit": "d"`, or whatever the rule asks for
    """
    return Diagnostic(
        code="fhir-rule", message=f"{why} (rule {rule} of FHIR){_at(pointer)}", span=None,
        hint=hint,
    )  # fmt: skip


def fhir_two_choices(pointer: str, first: str, second: str) -> Diagnostic:
    """Two of several elements of which FHIR allows one: a dose and a range of doses.

    Example: (on the command line) a FHIR order with `boundsDuration` and `boundsPeriod`
    Remedy: keep one of the two
    """
    return Diagnostic(
        code="fhir-two-choices",
        message=f"`{visible(first)}` and `{visible(second)}` exclude each other{_at(pointer)}",
        span=None,
        hint="keep one of the two",
    )


def fhir_code_not_known(pointer: str, code: str, what: str, known: Iterable[str]) -> Diagnostic:
    """A code that FHIR does not have at this place.

    Example: (on the command line) a FHIR order with `"periodUnit": "day"`
    Remedy: the code of FHIR: `"d"`
    """
    names = list(known)
    close = nearest(code, names)
    return Diagnostic(
        code="fhir-code-not-known",
        message=f"`{visible(code)}` is no {what}{_at(pointer)}",
        span=None,
        hint=f"did you mean {either(close)}?" if close else f"the codes are {', '.join(names)}",
    )


def fhir_unit_not_known(pointer: str, code: str, why: str) -> Diagnostic:
    """A unit in a FHIR quantity that the schedule language does not have.

    Example: (on the command line) a FHIR order of `20 U`, which UCUM has as a unit of enzymes
    Remedy: write the unit that is meant in the order (`[iU]`), or assume it:
        `--assume "unit = IU"`
    """
    return Diagnostic(
        code="fhir-unit-not-known",
        message=f"`{visible(code)}` {why}, so the figure counts as one without a unit"
        f"{_at(pointer)}",
        span=None,
        hint="write the unit that is meant in the order, or assume one with `--assume`",
        severity=Severity.WARNING,
    )


def fhir_unit_differs(pointer: str, code: str, text: str) -> Diagnostic:
    """A FHIR quantity whose code and whose printed unit are two different units.

    Example: (on the command line) a FHIR order with `"unit": "mg", "code": "ug"`
    Remedy: find out which of the two is meant, and write both alike
    """
    return Diagnostic(
        code="fhir-unit-differs",
        message=f"the code `{visible(code)}` and the unit `{visible(text)}` are not the same"
        f"{_at(pointer)}",
        span=None,
        hint="find out which of the two is meant, and write both alike",
    )


def fhir_release_mixed(pointer: str, name: str, release: str) -> Diagnostic:
    """An element of one release of FHIR in a resource of the other, or of the one asked for.

    Example: (on the command line) `--from fhir-r5` with a resource that has `asNeededBoolean`
    Remedy: name the release that it is: `--from fhir-r4b`
    """
    return Diagnostic(
        code="fhir-release-mixed",
        message=f"`{visible(name)}` is not of {release}{_at(pointer)}",
        span=None,
        hint="use `--from fhir`, or correct the resource if it mixes two releases",
    )


def fhir_resource_not_known(pointer: str, kind: str) -> Diagnostic:
    """A FHIR resource that holds no dosing, or none that is read.

    Example: (on the command line) `dosecalc total --from fhir patient.json`
    Remedy: give a MedicationRequest, a Bundle of them, a Dosage or a Timing
    """
    what = f"`{visible(kind)}`" if kind else "this"
    return Diagnostic(
        code="fhir-resource-not-known",
        message=f"{what} is nothing that doses are read from{_at(pointer)}",
        span=None,
        hint="give a MedicationRequest, a Bundle of them, a Dosage, a Timing or a PlanDefinition",
    )


def fhir_no_dosage(pointer: str) -> Diagnostic:
    """An order, or a part of one, without anything that says how it is dosed.

    Example: (on the command line) a FHIR order without `dosageInstruction`
    Remedy: add a `dosageInstruction` with a `timing`
    """
    return Diagnostic(
        code="fhir-no-dosage",
        message=f"nothing says how this is dosed{_at(pointer)}",
        span=None,
        hint="add a `dosageInstruction` with a `timing` and a dose",
    )


def fhir_modifier(pointer: str, name: str) -> Diagnostic:
    """An element that changes what the others mean, and that is not understood here.

    Example: (on the command line) a FHIR order with `modifierExtension` or `doNotPerform`
    Remedy: ask the author of the order; it cannot be read as if the element were not there
    """
    return Diagnostic(
        code="fhir-modifier",
        message=f"`{visible(name)}` changes what the rest means{_at(pointer)}",
        span=None,
        hint="ask its author; it cannot be read as if this were not there",
    )


def fhir_not_in_force(pointer: str, status: str) -> Diagnostic:
    """An order that is stopped, cancelled or on hold, read all the same.

    Example: (on the command line) a FHIR order with `"status": "stopped"`
    Remedy: leave the order out, if what is planned now is asked for
    """
    return Diagnostic(
        code="fhir-not-in-force",
        message=f"the order is `{visible(status)}`{_at(pointer)}",
        span=None,
        hint="leave it out, if what is planned now is asked for",
        severity=Severity.WARNING,
    )


def fhir_not_clear(pointer: str, what: str, hint: str) -> Diagnostic:
    """A timing that two readers understand in two ways, or that the language has no words for.

    Example: (on the command line) a FHIR order, once every 2 weeks, on Monday and on Friday
    Remedy: say it in a way that has one meaning, as the hint proposes
    """
    return Diagnostic(code="fhir-not-clear", message=f"{what}{_at(pointer)}", span=None, hint=hint)


def fhir_read_as(pointer: str, what: str) -> Diagnostic:
    """Something in a FHIR resource that is read in one of several ways.

    Example: (on the command line) a FHIR order with `"period": 8, "periodUnit": "h"` alone
    Remedy: none is needed, if that is meant
    """
    return Diagnostic(
        code="fhir-read-as", message=f"{what}{_at(pointer)}", span=None,
        hint="say it in the resource, if something else is meant", severity=Severity.WARNING,
    )  # fmt: skip


def fhir_text_differs(pointer: str, what: str, text: str, structure: str) -> Diagnostic:
    """A text and the structure beside it that do not say the same; the structure is computed with.

    Example: (on the command line) `Take 4 tablets daily for 7 days` beside a period of 5 days
    Remedy: ask the author which of the two is meant, and correct the other
    """
    return Diagnostic(
        code="fhir-text-differs",
        message=f"{what}: the text says {visible(text)}, the structure {visible(structure)}"
        f"{_at(pointer)}",
        span=None,
        hint="ask its author which is meant; the structure is computed with",
        severity=Severity.WARNING,
    )


def fhir_only_in_text(pointer: str, what: str, text: str) -> Diagnostic:
    """Something that stands in the text alone, and that no program reads from the structure.

    Example: (on the command line) `500 mg daily for 5 days` beside a timing without an end
    Remedy: put it into the structure; it is not computed with
    """
    return Diagnostic(
        code="fhir-only-in-text",
        message=f"{what} stands in the text alone: `{visible(text)}`{_at(pointer)}",
        span=None,
        hint="put it into the structure; it is not computed with",
        severity=Severity.WARNING,
    )


def fhir_too_many(pointer: str, what: str, most: int) -> Diagnostic:
    """More of something in a FHIR resource than any person writes.

    Example: (on the command line) a FHIR order with 100,000 dates
    Remedy: say it as a repeated timing
    """
    return Diagnostic(
        code="fhir-too-many", message=f"there are more than {most:,} {what}{_at(pointer)}",
        span=None, hint="say it as a repeated timing, or in several resources",
    )  # fmt: skip
