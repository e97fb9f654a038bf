"""Participants of the arms that do not add up to those of the trial.

Example: (in a file) `participants 40 planned` in the trial, and arms of 20 and 25
Remedy: correct one of the figures, or say why with `assumed "…"`
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.amounts import number
from dosecalc.diagnostics import Diagnostic, Severity
from dosecalc.model import Trial

if TYPE_CHECKING:
    from dosecalc.protocol import Participants

CODE = "participants-differ"


def check(trial: Trial) -> Iterator[Diagnostic]:
    """A warning where every arm states its participants and their sum is not the trial's."""
    whole = _in_all(trial.participants)
    arms = [_in_all(arm.participants) for arm in trial.arms]
    if whole is None or not arms:
        return
    known = [each for each in arms if each is not None]
    added = sum(known, Fraction(0))
    if len(known) == len(arms) and added != whole:
        yield Diagnostic(
            code=CODE,
            message=f"the arms have {number(added)} participants, the trial {number(whole)}",
            span=trial.span,
            hint="correct one of the figures",
            severity=Severity.WARNING,
        )


def _in_all(given: tuple[Participants, ...]) -> Fraction | None:
    exact = [each.figure for each in given if not each.in_each_cohort and each.figure.exact]
    return exact[0].low if exact else None
