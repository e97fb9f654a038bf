"""The question `match`: which amount, or how many doses, give the same as another regimen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from dosecalc.amounts import Amount, just
from dosecalc.bases import BASES
from dosecalc.comparison import Item, measured
from dosecalc.dose_times import dose_offset
from dosecalc.model import Course, Dose, Extent, Point, Repeated, Rest, Trial, courses
from dosecalc.model import Item as Regimen
from dosecalc.parameters import Interval, Known, bounds, needs
from dosecalc.patterns import DAY
from dosecalc.plan import layout
from dosecalc.ratios import ratio
from dosecalc.results import Row
from dosecalc.units import UNSTATED, Unit
from dosecalc.units import ratio as converted
from dosecalc.variants import Question

ONE = Dose(levels=((Amount(just(1), UNSTATED),),))


class Equivalent(NamedTuple):
    """What makes a regimen equal to a target, which is `row`'s total or its amount by a day.

    For a rhythm without an amount `each` is the amount of one dose, in `unit`. For an amount
    without an end `doses` is how many reach the target, the last of them on `day`; where no whole
    number does, `short` says so, and one dose fewer stays below. `factor` is what every dose of a
    whole regimen is to be multiplied by. `needs` says what is missing.
    """

    row: Row
    target: Interval | None
    unit: Unit | None
    doses: Interval | None = None
    each: Interval | None = None
    factor: Interval | None = None
    day: Interval | None = None
    short: bool = False
    needs: str | None = None


def equivalents(
    regimen: Trial, targets: list[Trial], question: Question, day: int | None
) -> list[Equivalent]:
    """The first arm of `regimen` against each row of the targets, in all or by the end of a day."""
    basis = BASES["participant" if day is None else "by-day"]
    plain = question._replace(unit=None)
    own = measured([with_amount(regimen, day)], plain, basis, day)
    aims = measured(targets, question, basis, day)
    return [_equal(regimen, own[0], aim) for aim in aims] if own else []


def with_amount(trial: Trial, day: int | None = None) -> Trial:
    """The trial with one unit of nothing in particular in every dose that has no amount.

    With a `day`, a course that nothing ends goes on to it.
    """
    arms = tuple(
        replace(
            arm,
            readings=tuple(
                replace(
                    reading,
                    regimens=tuple(
                        replace(regimen, item=_filled(regimen.item, day))
                        for regimen in reading.regimens
                    ),
                )
                for reading in arm.readings
            ),
        )
        for arm in trial.arms
    )
    return replace(trial, arms=arms)


def _filled(item: Regimen, day: int | None) -> Regimen:
    if isinstance(item, Course):
        made = item if item.dose is not None else replace(item, dose=ONE)
        if day is None or item.extent.kind != "open" or item.extent.why:
            return made
        return replace(made, extent=Extent(kind="point", point=Point(anchor="day", day=day)))
    if isinstance(item, Rest):
        return item
    if isinstance(item, Repeated):
        return replace(item, item=_filled(item.item, day))
    return replace(item, items=tuple(_filled(each, day) for each in item.items))


def _courses(trial: Trial) -> Iterator[Course]:
    for regimen in trial.arms[0].readings[0].regimens:
        yield from courses(regimen.item)


def _equal(regimen: Trial, own: Item, aim: Item) -> Equivalent:
    target, unit = aim.measure.amount, aim.measure.tally.unit
    made = Equivalent(aim.row, bounds(target), unit)
    if made.target is None:
        return made._replace(needs="; ".join(needs(target)))
    every = list(_courses(regimen))
    amounts = [course.dose for course in every if course.dose is not None]
    if not amounts:
        count = bounds(own.measure.amount)
        if count is None:
            return made._replace(needs="; ".join(needs(own.measure.amount)))
        return made._replace(doses=count, each=ratio(target, own.measure.amount),
                             needs=None if count.low else "at least one dose")  # fmt: skip
    held = own.measure.tally.unit
    if unit is None or held is None or not held.convertible(unit):
        return made._replace(needs=f"{unit} per {held.singular}" if unit and held else "a unit")
    scale = converted(held, unit)
    if bounds(own.measure.amount) is None and len(every) == 1:
        return _counted(regimen, every[0], made, scale)
    whole = ratio(target, own.measure.amount)
    if whole is None:
        return made._replace(needs="; ".join(needs(own.measure.amount)) or "an amount above zero")
    high = None if whole.high is None else whole.high / scale
    return made._replace(factor=Interval(whole.low / scale, high))


def _counted(trial: Trial, course: Course, made: Equivalent, scale: Fraction) -> Equivalent:
    """How many doses of one exact amount reach the target, and when the last of them is."""
    dose = course.dose
    figure = dose.levels[0][0].figure if dose is not None and len(dose.levels) == 1 else None
    target = made.target
    if figure is None or not figure.exact or not figure.low or target is None:
        return made._replace(needs="one exact amount a dose")
    if target.high is None:
        return made._replace(needs="an upper bound of the target")
    each = figure.low * scale
    low, high = (-(-end // each) for end in (target.low, target.high))
    short = any(end % each for end in (target.low, target.high))
    return made._replace(
        doses=Interval(Fraction(low), Fraction(high)), short=bool(short),
        day=_days(trial, course, int(low), int(high)),
    )  # fmt: skip


def _days(trial: Trial, course: Course, low: int, high: int) -> Interval | None:
    """The study day of the last of so many doses, counted from day 1 as 1."""
    regimens = trial.arms[0].readings[0].regimens
    plan = layout(regimens, trial, trial.name)
    start = bounds(plan.day_offset(plan.blocks[0].start))
    ends = [
        bounds(dose_offset(course, Known(Fraction(max(number - 1, 0))), trial.name))
        for number in (low, high)
    ]
    if start is None or start.high is None or any(end is None for end in ends):
        return None
    first, last = (end for end in ends if end is not None)
    latest = start.high + (last.high or last.low)
    return Interval(Fraction((start.low + first.low) // DAY + 1), Fraction(latest // DAY + 1))
