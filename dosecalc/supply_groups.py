"""The question `supply`: participants, then cohorts, arms and trials, in whole pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from dosecalc.amounts import Figure
from dosecalc.containers import Left
from dosecalc.groups import grouped
from dosecalc.model import Arm, Trial
from dosecalc.parameters import (
    Expression,
    Interval,
    Unknown,
    bounds,
    needs,
)
from dosecalc.protocol import Participants
from dosecalc.tally import Tally
from dosecalc.totals import row
from dosecalc.variants import Question, Variant, variants

if TYPE_CHECKING:
    pass

from dosecalc.supplies import Supplied, Supplies, Wish
from dosecalc.supply_parts import Part, parts, pool
from dosecalc.variants import fits


def supplies(trial: Trial, question: Question, wish: Wish) -> Supplies:
    """What a trial takes, in every packing that its file or the caller names."""
    trial = _with_participants(trial, wish.participants)
    asked = [
        (arm, variant)
        for arm in trial.arms
        if question.arm is None or arm.name == question.arm
        for variant in variants(arm)
    ]
    mine = [variant for _, variant in asked if fits(variant, wish.cohort, wish.reading)]
    whole = [part for variant in mine for part in parts(trial, variant, question, wish)]
    untreated = tuple(
        (trial.name, ", ".join(filter(None, (arm.name, variant.name))))
        for arm, variant in asked
        if variant.reading is None or not variant.reading.regimens
    )
    alone = wish.overage if trial.phrase and wish.participants is None else Fraction(0)
    found = [_of_participant(trial, part, alone) for part in whole]
    for key in dict.fromkeys((part.agent, str(part.product)) for part in whole):
        same = [part for part in whole if (part.agent, str(part.product)) == key]
        found += _of_groups(trial, same, question, wish)
    return Supplies(supplied=tuple(found), wish=wish, untreated=untreated)


def _with_participants(trial: Trial, given: Figure | None) -> Trial:
    """The trial with as many participants in each arm, and in each of its cohorts, as asked for."""
    if given is None:
        return trial
    people = tuple(Participants(figure=given, in_each_cohort=each) for each in (True, False))

    def of(arm: Arm) -> Arm:
        return replace(arm, participants=people)

    return replace(trial, participants=(), arms=tuple(map(of, trial.arms)))


# ------------------------------------------------------------------ participants and groups


def _of_participant(trial: Trial, part: Part, overage: Fraction) -> Supplied:
    """The supply of one participant; with overage where no group will have any."""
    return _supplied(
        trial, part, part.variant, part.tally, part.number, part.left, "participant", overage
    )


def _of_groups(
    trial: Trial, parts: list[Part], question: Question, wish: Wish
) -> Iterator[Supplied]:
    """Cohorts, arms and the trial, as far as all that belongs to them is asked for."""
    kinds = [("cohort", any(part.variant.cohort is not None for part in parts))]
    kinds += [("arm", wish.cohort is None)]
    several = len({part.variant.arm.name for part in parts}) > 1
    kinds += [("trial", several and wish.cohort is None and question.arm is None)]
    for per, wanted in kinds:
        if not wanted or (trial.phrase and wish.participants is None):
            continue
        mine = parts if per != "cohort" else [p for p in parts if p.variant.cohort is not None]
        numbers = _grouped(trial, mine, per, "number")
        amounts = _grouped(trial, mine, per, "amount")
        rests = _grouped(trial, mine, per, "left")
        people = _grouped(trial, mine, per, "each")
        peaks = _grouped(trial, mine, per, "peak")
        columns = zip(numbers, amounts, rests, people, peaks, strict=True)
        for (variant, tally), (_, whole), (_, rest), (_, size), (_, peak) in columns:
            own = [p for p in mine if variant.arm.name in ("", p.variant.arm.name)]
            part = replace(_together(own), doses=())
            number, over = tally.total, rest.total
            if part.measure is None:
                over = Unknown("one unit for all doses")
            if wish.share == "everyone":
                number, over, part = _pooled_group(part, whole.total)
            made = _supplied(trial, part, variant, tally, number, over, per, wish.overage)
            yield replace(made, people=bounds(size.total), at_once=bounds(peak.total))


def _together(parts: list[Part]) -> Part:
    """Parts as one, which has no measure where they are drawn in different units."""
    same = len({part.measure for part in parts}) == 1
    below = any(part.below for part in parts)
    return replace(parts[0], below=below, measure=parts[0].measure if same else None)


def _pooled_group(part: Part, whole: Expression) -> tuple[Expression, Expression, Part]:
    """The pieces of a group whose doses all come from one pool."""
    if part.measure is None:
        need = needs(whole) or ("one unit for all doses",)
        return Unknown("; ".join(need)), Unknown("; ".join(need)), part
    number, (rest, below) = pool(whole, part.measure.held)
    return number, rest, replace(part, below=below)


def _grouped(trial: Trial, parts: list[Part], per: str, name: str) -> list[tuple[Variant, Tally]]:
    found = [
        (part.variant, replace(part.tally, unit=part.form, total=getattr(part, name), amounts=()))
        for part in parts
    ]
    return grouped(trial, found, per)  # type: ignore[arg-type]


def _supplied(
    trial: Trial, part: Part, variant: Variant, tally: Tally, number: Expression,
    rest: Expression, per: str, overage: Fraction = Fraction(0),
) -> Supplied:  # fmt: skip
    made = replace(tally, unit=part.form, total=number, amounts=(number,))
    found = row(trial, variant, made, per)  # type: ignore[arg-type]
    known = bounds(rest)
    alone = per == "participant"
    return Supplied(
        row=found, product=part.product, doses=part.doses,
        left=None if known is None or found.total is None else Left(known, part.below),
        left_unit=part.measure.unit if part.measure is not None else None,
        weeks=part.weeks.weeks if alone and found.total is not None else None,
        weeks_need=part.weeks.need if alone else "",
        overage=_more(found.total, overage) if overage else None,
    )  # fmt: skip


def _more(found: Interval | None, overage: Fraction) -> Interval | None:
    """So much more, rounded up to whole pieces."""
    if found is None:
        return None
    high = None if found.high is None else Fraction(ceil(found.high * (1 + overage)))
    return Interval(Fraction(ceil(found.low * (1 + overage))), high)
