"""Mistakes of a call about one participant's dosing: which arm, reading and cohort is meant.

As in `calls.py`, a function's name is its code and its docstring what `dosecalc explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dosecalc.diagnostics import Diagnostic, either, nearest, visible


def arm_needed(names: Sequence[str], whom: str = "") -> Diagnostic:
    """A trial with several arms, and none is chosen.

    Example: (on the command line) `dosecalc adherence NCT07312656 --start 2026-03-02 --log log.csv`
    Remedy: add `--arm spray`, or name each participant's arm in the list of participants
    """
    whose = f" of participant `{visible(whom)}`" if whom else ""
    return Diagnostic(
        code="arm-needed",
        message=f"the arm{whose} is not said, and there are {len(names)}",
        span=None,
        hint=f"add {either(f'--arm {_typed(name)}' for name in names)}",
    )


def reading_needed(arm: str, names: Sequence[str]) -> Diagnostic:
    """An arm with several readings, and none is chosen.

    What happened is held against one plan: which of the readings that was, only a person knows.

    Example: (on the command line) `dosecalc adherence NCT07232563 --start 2026-03-02 --log log.csv`
    Remedy: add the reading that was followed, as in `--reading "days 1 to 4"`
    """
    return Diagnostic(
        code="reading-needed",
        message=f"{_arm(arm)} can be read in {len(names)} ways, and none is chosen",
        span=None,
        hint=f"add {either(f'--reading {_typed(name)}' for name in names)}",
    )


def cohort_needed(arm: str, numbers: Sequence[int]) -> Diagnostic:
    """An arm whose cohorts get different amounts, and no cohort is chosen.

    Example: (on the command line) an arm `escalating across cohorts` without `--cohort`
    Remedy: add `--cohort 1`, or name each participant's cohort in the list of participants
    """
    return Diagnostic(
        code="cohort-needed",
        message=f"{_arm(arm)} has {len(numbers)} cohorts, and none is chosen",
        span=None,
        hint=f"add {either(f'--cohort {number}' for number in numbers)}",
    )


def reading_not_known(name: str, arm: str | None, known: Iterable[str]) -> Diagnostic:
    """A reading that the arm does not have, or none of several arms.

    Example: (on the command line) `dosecalc adherence NCT07232563 --reading "days 1 to 5" …`
    Remedy: one of the readings that the hint names
    """
    names = tuple(known)
    close = nearest(name, names) or names
    return Diagnostic(
        code="reading-not-known",
        message=f"{_none_of(arm)} reading `{visible(name)}`",
        span=None,
        hint=f"type {either(f'--reading {_typed(each)}' for each in close)}"
        if close
        else "leave `--reading` out",
    )


def cohort_not_known(number: int, arm: str | None, known: Sequence[int]) -> Diagnostic:
    """A cohort that the arm does not have, or none of several arms.

    Example: (on the command line) `--cohort 9` for an arm with five levels
    Remedy: one of the cohorts that the hint names
    """
    return Diagnostic(
        code="cohort-not-known",
        message=f"{_none_of(arm)} cohort {number}",
        span=None,
        hint=f"cohorts are {', '.join(map(str, known))}" if known else "leave `--cohort` out",
    )


def _none_of(arm: str | None) -> str:
    return "there is no" if arm is None else f"{_arm(arm)} has no"


def _arm(name: str) -> str:
    return f"arm `{visible(name)}`" if name else "the phrase"


def _typed(name: str) -> str:
    """A name as a shell takes it."""
    name = visible(name)
    return name if name.replace("-", "").isalnum() else f'"{name}"'
