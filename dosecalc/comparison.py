"""The question `compare`: how much each arm gets, against the others, on one basis.

What two arms share cancels; what one leaves open stays in the bounds; and what cannot be compared
says what it needs. No conversion is built in, and no verdict goes beyond the bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, NamedTuple

from dosecalc import units
from dosecalc.bases import Basis, Case, Measure
from dosecalc.exposure import Curve, curves
from dosecalc.groups import grouped
from dosecalc.model import Trial
from dosecalc.parameters import (
    Expression,
    Interval,
    Known,
    Parameter,
    Product,
    Unknown,
    bounds,
    drivers,
    needs,
)
from dosecalc.participants import tallies
from dosecalc.patterns import DAY
from dosecalc.planned import length
from dosecalc.ratios import ratio
from dosecalc.results import Row
from dosecalc.sampling import Chances, Floats, chances, drawn, values
from dosecalc.tally import Tally
from dosecalc.totals import row
from dosecalc.units import Unit
from dosecalc.variants import Question, Variant, variants

ZERO, ONE = (Interval(Fraction(value), Fraction(value)) for value in (0, 1))
MOST_SAMPLES = 10_000_000
METHODS = (
    "amounts of different products are counted by methods that are not harmonised: the figures "
    "compare what is stated, not what is there"
)
Verdict = Literal["reference", "more", "less", "equal", "overlap", "none"]


class Effect(NamedTuple):
    """A parameter and the bounds of a result with it alone at its least, and at its greatest."""

    parameter: Parameter
    at_least: Interval | None
    at_most: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """One arm, cohort and reading on a basis, against the reference.

    `row` is its total per participant (or per arm or trial, where the basis is that) as stated.
    `amount` is in `unit`; `ratio` is that to the reference, None where there is none, and `verdict`
    what the bounds alone say of it. `needs` is what is missing. `chances` are those of draws, where
    they were asked for. All bounds include their ends.
    """

    row: Row
    expression: Expression
    amount: Interval | None
    unit: Unit | None
    ratio: Interval | None
    verdict: Verdict
    needs: str | None
    days: Interval | None
    depends_on: tuple[str, ...]
    note: str = ""
    chances: Chances | None = None
    group: str = ""

    @property
    def says(self) -> str:
        """The verdict in words."""
        if self.verdict == "none":
            return f"not comparable: {self.needs}"
        if self.verdict in ("more", "less", "equal"):
            return f"{self.verdict} as stated"
        return self.verdict

    def effects(self) -> tuple[Effect, ...]:
        """What each parameter does alone, the one that moves the amount most first."""
        return tuple(_effects(self.expression))


class Draws(NamedTuple):
    """How many draws, and the seed of their generator."""

    samples: int
    seed: int


class Item(NamedTuple):
    """A measure before it is held against the reference; `origin` is what it was made of.

    `text` is the number of the text that it comes from, `group` what it is grouped by.
    """

    row: Row
    measure: Measure
    days: Interval | None
    facts: tuple[tuple[str, str], ...] = ()
    origin: tuple[object, ...] = ()
    text: int = 0
    group: str = ""


def measured(
    trials: Iterable[Trial], question: Question, basis: Basis, day: int | None = None
) -> list[Item]:
    """Every arm, cohort and reading of the trials on a basis, in their order."""
    return [item for trial in trials for item in _of_trial(trial, question, basis, day)]


def compared(
    items: list[Item], reference: int | None, draws: Draws | None = None
) -> list[Compared]:
    """The items against the one at `reference`; against none where there is no such.

    With `draws`, each with a ratio has its chances as well.
    """
    against = items[reference] if reference is not None else None
    found = [_against(item, against, number == reference) for number, item in enumerate(items)]
    if draws is None or against is None:
        return found
    try:
        held = values(against.measure.amount, drawn((against.measure.amount,), *draws), draws[0])
    except ValueError:
        return found
    return [_with_chances(each, against, draws, held) for each in found]


def _with_chances(each: Compared, reference: Item, draws: Draws, held: Floats) -> Compared:
    """The row with its chances; `held` are the draws of the reference in its own unit."""
    if each.ratio is None or each.verdict == "reference":
        return each
    other, own = _in_unit(reference, each.unit), reference.measure.tally.unit
    scale = 1.0 if own is None or each.unit is None else float(units.ratio(own, each.unit))
    try:
        return replace(each, chances=chances(each.expression, other, *draws, held * scale))
    except ValueError:
        return each


def first_computable(items: list[Item]) -> int | None:
    """The first item with a known amount above zero."""
    for number, item in enumerate(items):
        found = bounds(item.measure.amount)
        if found is not None and found.high != 0:
            return number
    return None


# ------------------------------------------------------------------ one trial


def _of_trial(trial: Trial, question: Question, basis: Basis, day: int | None) -> Iterator[Item]:
    listed = [
        variant
        for arm in trial.arms
        if question.arm is None or arm.name == question.arm
        for variant in variants(arm)
    ]
    stated = question._replace(unit=None)
    drawn = curves(trial, stated) if basis.name in ("peak-day", "by-day") else ()
    found = [(variant, tally) for variant in listed for tally in tallies(trial, variant, question)]
    plain = found
    if stated != question:
        plain = [
            (variant, tally) for variant in listed for tally in tallies(trial, variant, stated)
        ]
    rows: dict[tuple[object, ...], Row] = {}
    for variant, tally in grouped(trial, plain, basis.per):
        made = row(trial, variant, tally, basis.per)
        rows.setdefault((*_key(variant, tally), tally.unit), made)
        kept = rows.setdefault(_key(variant, tally), made)
        if kept.total is None:
            rows[_key(variant, tally)] = made
    for variant, tally in grouped(trial, found, basis.per):
        case = Case(trial, variant, tally, question, day, _mine(drawn, variant, tally))
        key = _key(variant, tally)
        shown = (
            rows.get((*key, tally.unit)) or rows.get(key) or row(trial, variant, tally, basis.per)
        )
        origin = (trial, *_key(variant, tally), tally.unit)
        yield Item(shown, basis.measure(case), _days(case), trial.facts_stated, origin)


def _key(variant: Variant, tally: Tally) -> tuple[object, ...]:
    return variant.arm.name, variant.cohort, variant.name, tally.agent


def _mine(drawn: Iterable[Curve], variant: Variant, tally: Tally) -> tuple[Curve, ...]:
    key = (variant.arm.name or None, variant.cohort, variant.name, tally.agent)
    return tuple(
        curve
        for curve in drawn
        if (curve.row.arm, curve.row.cohort, curve.row.reading, curve.row.agent) == key
    )


def _days(case: Case) -> Interval | None:
    """How long the treatment is planned to last, in days."""
    found = bounds(length(case.trial, case.variant, case.tally.agent, case.question.start))
    if found is None or found == ZERO:
        return None
    return Interval(found.low / DAY, None if found.high is None else found.high / DAY)


# ------------------------------------------------------------------ one against another


def _against(item: Item, reference: Item | None, is_reference: bool) -> Compared:
    amount, unit = item.measure.amount, item.measure.tally.unit
    found = bounds(amount)
    missing = "; ".join(f"needs {each}" for each in needs(amount)) if found is None else None
    made = Compared(
        row=item.row, expression=amount, amount=found, unit=unit, ratio=None, verdict="none",
        needs=missing or "nothing is known to compare it with", days=item.days,
        depends_on=tuple(parameter.name for parameter in drivers(amount)), note=item.measure.note,
        group=item.group,
    )  # fmt: skip
    if found is None or reference is None:
        return made
    if is_reference:
        return replace(made, ratio=ONE, verdict="reference", needs=None)
    if found == ZERO:
        return replace(made, needs="nothing is given")
    other = _in_unit(reference, unit)
    if isinstance(other, Unknown):
        return replace(made, needs=f"needs {other.need}")
    quotient = ONE if item.origin == reference.origin else ratio(amount, other)
    if quotient is None:
        return replace(made, needs="the reference may be nothing")
    return replace(made, ratio=quotient, verdict=_verdict(quotient), needs=None)


def _in_unit(reference: Item, unit: Unit | None) -> Expression:
    """The reference's amount in another unit of its dimension."""
    amount, own = reference.measure.amount, reference.measure.tally.unit
    if own is unit:
        return amount
    if own is None or unit is None:
        return Unknown("an amount with a unit")
    if not own.convertible(unit):
        return Unknown(f"{own.plural} per {unit.singular}")
    return Product((amount, Known(units.ratio(own, unit))))


def _verdict(quotient: Interval) -> Verdict:
    if quotient.low == quotient.high == 1:
        return "equal"
    if quotient.low > 1:
        return "more"
    if quotient.high is not None and quotient.high < 1:
        return "less"
    return "overlap"


def _effects(expression: Expression) -> Iterator[Effect]:
    for parameter in drivers(expression):
        ends: tuple[Fraction | str | None, ...] = (parameter.low, parameter.high)
        if parameter.values:
            ends = (parameter.values[0], parameter.values[-1])
        least, most = (
            bounds(expression, {parameter: end}) if end is not None else None for end in ends
        )
        yield Effect(parameter, least, most)


# ------------------------------------------------------------------ what looks like a slip


def suspicions(found: list[Compared]) -> tuple[str, ...]:
    """What suggests a slip: a dose of one agent that is a thousand times that of another arm.

    Such a pair is often an exponent that lost its place, or a unit copied as another.
    """
    said: dict[str, None] = {}
    known = [each.row for each in found if each.row.agent and each.row.amount is not None]
    for place, one in enumerate(known):
        for other in known[place + 1 :]:
            times = _thousands(one, other)
            if times is None:
                continue
            less, more = (one, other) if times > 1 else (other, one)
            factor = max(times, 1 / times)
            said[
                f"a dose of {less.agent} in {_named(less)} is exactly {int(factor):,} times less "
                f"than in {_named(more)}: check both figures for a lost power of ten or a unit"
            ] = None
    return tuple(said)


def _thousands(one: Row, other: Row) -> Fraction | None:
    """How many times the doses of one agent differ, where that is a power of a thousand."""
    if one.agent != other.agent or one.unit is None or other.unit is None:
        return None
    if one.amount is None or other.amount is None or not one.unit.convertible(other.unit):
        return None
    if one.amount.low != one.amount.high or not one.amount.low or not other.amount.low:
        return None
    times = other.amount.low * units.ratio(other.unit, one.unit) / one.amount.low
    alike = other.amount.low == other.amount.high
    powers = {Fraction(1000) ** power for power in (-3, -2, -1, 1, 2, 3)}
    return times if alike and times in powers else None


def _named(row: Row) -> str:
    return ", ".join(filter(None, (row.trial, row.arm)))
