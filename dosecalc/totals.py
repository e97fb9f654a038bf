"""How much is given: exact counts and totals per administration, participant, cohort, arm, trial.

Totals are closed-form sums over the blocks of a plan; nothing is expanded, so 10^9 doses cost as
much as ten. Bounds are exact and include their ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dosecalc.days import DayCount
from dosecalc.groups import grouped
from dosecalc.model import Trial
from dosecalc.parameters import Expression, Interval, bounds, drivers, hull, needs
from dosecalc.participants import WORKING, tallies
from dosecalc.results import Per, Row, Status, Step
from dosecalc.spoken import spoken
from dosecalc.tally import Tally
from dosecalc.variants import Question, Variant, variants

__all__ = ["Question", "Variant", "rows", "variants"]


def rows(trial: Trial, question: Question | None = None) -> tuple[Row, ...]:
    """The result rows of a trial, in the order of its arms, readings and cohorts."""
    question = question or Question()
    found = [
        (variant, tally)
        for arm in trial.arms
        if question.arm is None or arm.name == question.arm
        for variant in variants(arm)
        for tally in tallies(trial, variant, question)
    ]
    whole = grouped(trial, found, question.per)
    return tuple(row(trial, variant, tally, question.per) for variant, tally in whole)


def row(trial: Trial, variant: Variant, tally: Tally, per: Per) -> Row:
    total = bounds(tally.total)
    doses = bounds(tally.count)
    each = hull(bounds(amount) for amount in tally.amounts) if tally.amounts else None
    unknown = None
    if total is None:
        unknown = "; ".join(needs(tally.total))
    days = DayCount(trial.days_from_zero)
    first, last = _numbered(tally.first, days), _numbered(tally.last, days)
    listed = [parameter.name for parameter in drivers(tally.total)]
    listed += [a.text for a in tally.used if a.text not in listed]
    return Row(
        trial=trial.name, title=trial.label, arm=variant.arm.name or None, cohort=variant.cohort,
        reading=variant.name, agent=tally.agent, route=tally.route, per=per, doses=doses,
        amount=each, total=total, unit=tally.unit, first_day=first, last_day=last,
        dosing_days=bounds(tally.dosing_days), status=_status(tally, total), unknown=unknown,
        depends_on=tuple(dict.fromkeys(listed)), sources=tally.sources, notes=_notes(tally),
        steps=(*tally.steps, *_sums(tally, doses, each, total)),
    )  # fmt: skip


def _numbered(day: Expression | None, count: DayCount) -> Interval | None:
    found = bounds(day) if day is not None else None
    if found is None:
        return None
    high = None if found.high is None else Fraction(count.number(int(found.high)))
    return Interval(Fraction(count.number(int(found.low))), high)


def _status(tally: Tally, total: Interval | None) -> Status:
    if total is None:
        return "unknown"
    if tally.unconfirmed:
        return "unconfirmed"
    if tally.assumed or tally.used or any(p.assumed for p in drivers(tally.total)):
        return "assumed"
    return "approximate" if tally.about else "stated"


def _notes(tally: Tally) -> tuple[str, ...]:
    notes = list(tally.notes)
    if tally.about:
        notes.append("approximate: the record says about")
    notes += [f"assumed: {why}" for why in dict.fromkeys(tally.assumed)]
    if tally.unconfirmed:
        notes.append("unconfirmed: no person has checked this draft")
    return tuple(dict.fromkeys(notes))


def _sums(
    tally: Tally, doses: Interval | None, each: Interval | None, total: Interval | None
) -> Iterator[Step]:
    """The last steps of a derivation: the count, and the total from it."""
    for assumption in tally.used:
        place = str(assumption.span) if assumption.span else ""
        yield Step(place, f"assume {assumption.text}", "an assumption of the reader")
    for why in dict.fromkeys(tally.assumed):
        yield Step("", "assumed", why)
    yield Step("", "doses", spoken(doses, None))
    if total is None:
        yield Step("", "total", "unknown: needs " + "; ".join(needs(tally.total)))
    elif len(tally.amounts) == 1 and not any(step.words == WORKING for step in tally.steps):
        product = (
            f"{spoken(doses, None)} × {spoken(each, tally.unit)} = {spoken(total, tally.unit)}"
        )
        yield Step("", "total", product)
    else:
        yield Step("", "total", spoken(total, tally.unit))
