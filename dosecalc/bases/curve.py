"""Amounts that are read off a curve, in the unit of the question."""

from __future__ import annotations

from fractions import Fraction

from dosecalc.amounts import Figure
from dosecalc.bases.case import Case, Measure, unknown
from dosecalc.conversions import Conversions, NoWay
from dosecalc.exposure import Curve
from dosecalc.parameters import Expression, Interval, uncertain
from dosecalc.patterns import DAY


def by_the_end_of(case: Case, day: int) -> Measure:
    """What has been given by the end of a day, an offset from day 1."""
    return _measured(case, lambda curve: curve.at((day + 1) * DAY - 1), f"by day {day + 1}")


def among_days(case: Case) -> Measure:
    """The most on one day: bounds of what the fullest day holds, wherever doses may fall."""
    return _measured(case, _peak, "peak day")


def _peak(curve: Curve) -> Interval:
    given = curve.given
    if given is None or not len(given.early):
        return Interval(Fraction(0), Fraction(0))
    least: dict[int, int] = {}
    most: dict[int, int] = {}
    days = zip(
        (given.early // DAY).tolist(), (given.late // DAY).tolist(), given.sure.tolist(),
        given.low.tolist(), given.high.tolist(), strict=True,
    )  # fmt: skip
    for early, late, sure, low, high in days:
        most[early] = most.get(early, 0) + high
        if sure and early == late:
            least[early] = least.get(early, 0) + low
    single = max((low for low, sure in zip(given.low, given.sure, strict=True) if sure), default=0)
    low = max(max(least.values(), default=0), single)
    high = Fraction(max(most.values()), curve.denominator) if curve.bounded else None
    return Interval(Fraction(int(low), curve.denominator), high)


def _measured(case: Case, read: object, name: str) -> Measure:
    """The figure of the first curve that can be brought into the unit of the question."""
    assert callable(read)
    assumptions = (*case.trial.assumptions, *case.question.assumptions)
    rules = Conversions(assumptions, case.trial.name, case.tally.agent, not case.trial.phrase)
    need = "a curve"
    for curve in case.curves:
        if curve.unknown is not None:
            need = curve.unknown.removeprefix("needs ")
            continue
        if (case.tally.unit is None) != (curve.row.unit is None):
            continue
        found: Interval = read(curve)
        owner = f"{case.trial.name}/{case.variant.arm.name}/{case.variant.name}"
        value: Expression = uncertain(Figure(found.low, found.high), name, owner)
        if case.tally.unit is None or curve.row.unit is None:
            return Measure(case.tally, value)
        made = rules.convert(value, curve.row.unit, case.tally.unit)
        if not isinstance(made, NoWay):
            return Measure(case.tally, made.value)
        need = made.need
    return unknown(case, need)
