"""Groups of participants: cohorts, arms and trials, from the tallies of one participant."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.model import Arm, Facts, Trial
from dosecalc.parameters import (
    Choice,
    Expression,
    Interval,
    Parameter,
    Product,
    Unknown,
    bounds,
    uncertain,
)
from dosecalc.results import Per, Step
from dosecalc.tally import Tally, added, once
from dosecalc.variants import Variant

if TYPE_CHECKING:
    from dosecalc.protocol import Participants

Found = list[tuple[Variant, Tally]]


def grouped(trial: Trial, found: Found, per: Per) -> Found:
    """The tallies of participants as those of cohorts, arms or the trial."""
    if per == "cohort":
        return [
            (variant, _times(tally, _cohort_people(trial, variant))) for variant, tally in found
        ]
    if per == "arm":
        return _by_arm(trial, found)
    return _by_trial(_by_arm(trial, found)) if per == "trial" else found


def _people(given: Participants, owner: str) -> Expression:
    name = f"participants {given.figure}"
    return uncertain(given.figure, name, owner, assumed=given.facts.assumed is not None, whole=1)


def of_cohort(trial: Trial, arm: Arm, cohort: int) -> Participants | None:
    """What is said of the number of participants in a cohort of an arm, by its own line first."""
    everyone = (*arm.participants, *(trial.participants if len(trial.arms) == 1 else ()))
    mine = sorted((each for each in everyone if each.of(cohort)), key=lambda each: not each.cohorts)
    return mine[0] if mine else None


def _of_arm(trial: Trial, arm: Arm) -> Participants | None:
    everyone = (*arm.participants, *(trial.participants if len(trial.arms) == 1 else ()))
    return next((each for each in everyone if not each.in_each_cohort), None)


class _Group(NamedTuple):
    """How many participants, and what the record says of that number."""

    size: Expression
    facts: Facts = Facts()
    text: str = ""


def _cohort_people(trial: Trial, variant: Variant) -> _Group:
    """How many share a variant: its cohort's participants, or the arm's where it has no cohorts."""
    arm = variant.arm
    owner = f"{trial.name}/{arm.name}/{variant.cohort or ''}"
    if variant.cohort is not None:
        given = of_cohort(trial, arm, variant.cohort)
        need = f"how many participants a cohort of {arm.name or 'the arm'} has"
    else:
        given = _of_arm(trial, arm)
        need = f"how many participants {arm.name or 'the arm'} has"
    if given is None:
        return _Group(Unknown(need))
    return _Group(_people(given, owner), given.facts, str(given.figure))


def _times(tally: Tally, group: _Group) -> Tally:
    """A participant's tally for a group."""
    assumed = (group.facts.assumed,) if group.facts.assumed else ()
    step = Step("", f"participants {group.text}", "each gets the same") if group.text else None
    return replace(
        tally,
        count=Product((group.size, tally.count)),
        total=Product((group.size, tally.total)),
        assumed=tally.assumed + assumed,
        sources=once((tally.sources, group.facts.sources)),
        steps=tally.steps + ((step,) if step else ()),
    )


def _by_arm(trial: Trial, found: Found) -> Found:
    """Cohorts added up, one tally for each arm, reading, agent and dimension."""
    grouped: dict[tuple[object, ...], Found] = {}
    for variant, tally in found:
        key = (variant.arm.name, variant.name, *tally.key)
        grouped.setdefault(key, []).append((variant, tally))
    out: Found = []
    for members in grouped.values():
        variant = members[0][0]
        whole = added([_times(t, _cohort_people(trial, v)) for v, t in members])
        out.append((Variant(variant.arm, variant.reading, variant.name), whole))
    return out


def _by_trial(found: Found) -> Found:
    """Arms added up, one tally for each agent and dimension.

    Where one arm has readings they stand side by side; where several have, each arm's reading is
    a parameter.
    """
    keys = list(dict.fromkeys(tally.key for _, tally in found))
    out: Found = []
    for key in keys:
        arms: dict[str, Found] = {}
        for variant, tally in found:
            if tally.key == key:
                arms.setdefault(variant.arm.name, []).append((variant, tally))
        several = [name for name, members in arms.items() if len(members) > 1]
        if len(several) == 1:
            fixed = [members[0][1] for name, members in arms.items() if name != several[0]]
            for variant, tally in arms[several[0]]:
                out.append((_nobody(variant.name), added([tally, *fixed])))
        else:
            parts = [_either(name, members) for name, members in arms.items()]
            only = next(iter(arms.values()))[0][0].name if len(arms) == 1 and not several else None
            out.append((_nobody(only), added(parts)))
    zero = Interval(Fraction(0), Fraction(0))
    treated = [(v, t) for v, t in out if t.unit is not None or bounds(t.total) != zero]
    return treated or out


def _nobody(name: str | None) -> Variant:
    return Variant(Arm(name=""), None, name)


def _either(arm: str, members: Found) -> Tally:
    """One tally for an arm: its only one, or a choice by its reading."""
    if len(members) == 1:
        return members[0][1]
    names = tuple(variant.name or "" for variant, _ in members)
    parameter = Parameter(name=f"reading of {arm}", values=names)
    whole = added([tally for _, tally in members])
    return replace(
        whole,
        count=Choice(parameter, tuple(zip(names, (t.count for _, t in members), strict=True))),
        total=Choice(parameter, tuple(zip(names, (t.total for _, t in members), strict=True))),
    )
