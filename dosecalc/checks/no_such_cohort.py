"""A number of participants for a cohort that the arm does not have.

An arm has as many cohorts as the longest of its lists of levels; of readings, the one with the
most of them counts.

Example: (in a file) `participants 3 in cohort 6` in an arm of five levels
Remedy: correct the number of the cohort, or add the level that it gets
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Arm, Trial
from dosecalc.variants import variants

if TYPE_CHECKING:
    from dosecalc.protocol import Participants

CODE = "no-such-cohort"


def check(trial: Trial) -> Iterator[Diagnostic]:
    """Every line that speaks of a cohort which its arm, or none of the trial's arms, has."""
    yield from _beyond(trial.participants, trial.arms)
    for arm in trial.arms:
        yield from _beyond(arm.participants, (arm,))


def _beyond(given: tuple[Participants, ...], arms: tuple[Arm, ...]) -> Iterator[Diagnostic]:
    if not any(each.cohorts for each in given):
        return
    most = max((found.cohort or 0 for arm in arms for found in variants(arm)), default=0)
    for each in given:
        last = max((high for _, high in each.cohorts), default=0)
        if last > most:
            known = f"cohorts go to {most}" if most else "nobody has a cohort"
            yield Diagnostic(
                code=CODE,
                message=f"there is no cohort {last}: {known}",
                span=each.span,
                hint="correct the number, or list a level for each cohort",
            )
