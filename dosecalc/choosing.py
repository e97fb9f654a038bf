"""Which plan a participant follows: one arm, one reading, one cohort, chosen by name.

>>> from dosecalc.language import read_phrase
>>> arm = read_phrase("10, 20 mg once escalating across cohorts").trial.arms[0]
>>> chosen(arm, cohort=2, reading=None).cohort
2
>>> chosen(arm, cohort=None, reading=None).hint
'add `--cohort 1` or `--cohort 2`'
"""

from __future__ import annotations

from collections.abc import Iterable

from dosecalc import calls, choice_mistakes
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Arm, Trial
from dosecalc.variants import Variant, variants


def arm_of(trial: Trial, name: str | None, whom: str = "") -> Arm | Diagnostic:
    """The arm of a name in any letter case, or the only one; else what to type.

    `whom` is the participant whose arm it is.
    """
    names = [each.name for each in trial.arms]
    if name is None:
        return trial.arms[0] if len(names) == 1 else choice_mistakes.arm_needed(names, whom)
    alike = [each for each in trial.arms if each.name == name]
    alike = alike or [each for each in trial.arms if each.name.casefold() == name.casefold()]
    return alike[0] if alike else calls.arm_not_known(name, filter(None, names))


def chosen(
    arm: Arm, cohort: int | None, reading: str | None, strict: bool = False
) -> Variant | Diagnostic:
    """The one variant of an arm that is meant; a diagnostic where it is none or several.

    A cohort is ignored where the dose does not depend on it, unless `strict`.
    """
    found = cohorts(arm, cohort, reading, strict)
    if isinstance(found, Diagnostic):
        return found
    if len(found) > 1:
        numbers = [each.cohort for each in found if each.cohort is not None]
        return choice_mistakes.cohort_needed(arm.name, numbers)
    return found[0]


def cohorts(
    arm: Arm, cohort: int | None, reading: str | None, strict: bool = False
) -> list[Variant] | Diagnostic:
    """The cohorts of one reading of an arm, in order; its only variant where there are none."""
    found = list(variants(arm))
    if reading is not None:
        found = _read(found, reading)
        if not found:
            named = dict.fromkeys(each.name for each in variants(arm) if each.name)
            return choice_mistakes.reading_not_known(reading, arm.name, named)
    numbers = list(dict.fromkeys(each.cohort for each in found if each.cohort is not None))
    if cohort is not None and (numbers or strict):
        found = [each for each in found if each.cohort == cohort]
        if not found:
            return choice_mistakes.cohort_not_known(cohort, arm.name, numbers)
    names = list(dict.fromkeys(each.name or "" for each in found))
    if len(names) > 1:
        return choice_mistakes.reading_needed(arm.name, names)
    return found


def fitting(
    trial: Trial, arm: str | None, cohort: int | None, reading: str | None
) -> list[Variant] | Diagnostic:
    """All variants of these names, or which of the names nothing has."""
    one = arm_of(trial, arm) if arm is not None else None
    if isinstance(one, Diagnostic):
        return one
    found = [way for each in trial.arms if one in (None, each) for way in variants(each)]
    if reading is not None:
        named = dict.fromkeys(each.name for each in found if each.name)
        found = _read(found, reading)
        if not found:
            return choice_mistakes.reading_not_known(reading, arm, named)
    if cohort is not None:
        numbers = dict.fromkeys(each.cohort for each in found if each.cohort is not None)
        found = [each for each in found if each.cohort == cohort]
        if not found:
            return choice_mistakes.cohort_not_known(cohort, arm, tuple(numbers))
    return found


def draft(trial: Trial, followed: Iterable[Variant]) -> Diagnostic | None:
    """What is wrong where somebody would act upon a draft that no person has checked."""
    if trial.unconfirmed:
        return calls.unconfirmed_draft(trial.name, trial.span)
    for variant in followed:
        for regimen in variant.reading.regimens if variant.reading else ():
            if regimen.unconfirmed:
                return calls.unconfirmed_draft(trial.name, regimen.span)
    return None


def _read(found: list[Variant], name: str) -> list[Variant]:
    """The variants of a reading, by its whole name or by the one that the file gives it."""
    wanted = " ".join(name.split()).casefold()
    whole = [each for each in found if (each.name or "").casefold() == wanted]
    return whole or [
        each
        for each in found
        if each.reading is not None and (each.reading.name or "").casefold() == wanted
    ]
