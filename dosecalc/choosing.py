"""The one way of dosing that a calendar follows: an arm, a cohort and a reading, chosen by name.

>>> from dosecalc.language import read_phrase
>>> trial = read_phrase("1e9, 2e9 particles daily for 4 days escalating across cohorts").trial
>>> choose(trial, cohort=2).cohort
2
>>> choose(trial).hint
'add `--cohort 1` or `--cohort 2`'
"""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc import calendar_calls, calls
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Trial
from dosecalc.variants import Variant, variants


def choose(
    trial: Trial, arm: str | None = None, cohort: int | None = None, reading: str | None = None
) -> Variant | Diagnostic:
    """The variant of these names, or what is wrong: one does not exist, or several are left."""
    left = _left(trial, arm, cohort, reading)
    if isinstance(left, Diagnostic):
        return left
    return left[0] if len(left) == 1 else _which(left)


def choose_cohorts(
    trial: Trial, arm: str | None = None, cohort: int | None = None, reading: str | None = None
) -> list[Variant] | Diagnostic:
    """The cohorts of one arm and reading in their order; one variant where there are none."""
    left = _left(trial, arm, cohort, reading)
    if isinstance(left, Diagnostic):
        return left
    ways = {(each.arm.name, each.name) for each in left}
    return left if len(ways) == 1 else _which(left)


def _left(
    trial: Trial, arm: str | None, cohort: int | None, reading: str | None
) -> list[Variant] | Diagnostic:
    """The variants of these names, at least one."""
    arms = [each for each in trial.arms if arm in (None, each.name)]
    if not arms:
        return calls.arm_not_known(arm or "", [each.name for each in trial.arms])
    found = [variant for each in arms for variant in variants(each)]
    named = [each for each in found if reading is None or reading in names(each)]
    if not named:
        known = dict.fromkeys(name for each in found for name in names(each))
        return calendar_calls.reading_not_known(reading or "", tuple(known))
    left = [each for each in named if cohort is None or each.cohort == cohort]
    if not left:
        return calendar_calls.cohort_not_known(cohort or 0, [each.cohort for each in named])
    return left


def names(variant: Variant) -> tuple[str, ...]:
    """The names that a reading answers to: as the file has it, and with what it leaves open."""
    own = variant.reading.name if variant.reading else None
    return tuple(dict.fromkeys(name for name in (variant.name, own) if name))


def _which(left: Sequence[Variant]) -> Diagnostic:
    """What has to be said to tell the ways of dosing that are left apart."""
    for option, found in (
        ("--arm", [each.arm.name for each in left]),
        ("--reading", [each.name or "" for each in left]),
        ("--cohort", [str(each.cohort) for each in left]),
    ):
        told = tuple(dict.fromkeys(found))
        if len(told) > 1:
            return calendar_calls.several_ways(option, told)
    raise AssertionError("two ways of dosing have one name")
