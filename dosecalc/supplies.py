"""How many vials a trial takes: for a dose, a week, a participant, a cohort, an arm and in all.

Counts come from the plan in closed form; only weeks, and vials that are shared by the doses of a
day, look at each dose. Bounds are exact and include their ends, but where `below` says that the
upper one is not reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc.administrations import Cell, Pricing
from dosecalc.amounts import Figure
from dosecalc.containers import Left, Measure, active_part, left, measures, pieces
from dosecalc.conversions import Conversions
from dosecalc.diagnostics import Diagnostic
from dosecalc.groups import grouped
from dosecalc.levels import over_levels
from dosecalc.model import Arm, Trial
from dosecalc.parameters import (
    Expression,
    Interval,
    Known,
    Parameter,
    Product,
    Rising,
    Sum,
    Uncertain,
    Unknown,
    bounds,
    drivers,
    needs,
)
from dosecalc.participants import tallies
from dosecalc.plan import Block, layout
from dosecalc.protocol import Participants
from dosecalc.protocol import Product as Piece
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.tally import Tally, once
from dosecalc.totals import row
from dosecalc.units import Unit, table
from dosecalc.variants import Question, Variant, variants

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption
    from dosecalc.supply_weeks import Weeks

Share = Literal["dose", "day", "participant", "everyone"]
RULES: dict[Share, str] = {
    "dose": "each dose is rounded up to whole {}: what is left in one is not used again",
    "day": "the doses of one day and participant are rounded up to whole {} together",
    "participant": "the doses of one participant are rounded up to whole {} together",
    "everyone": "the doses of everyone in a group are rounded up to whole {} together",
}


class Packing(NamedTuple):
    """A piece that the caller names, and the one agent that it is for, if any."""

    product: Piece
    agent: str | None = None


class Wish(NamedTuple):
    """What the caller asks for beside the question.

    `participants` replace those of each arm, or of each cohort where levels are cohorts; `overage`
    is a part of the whole.
    """

    packings: tuple[Packing, ...] = ()
    undiluted: bool = False
    share: Share = "dose"
    overage: Fraction = Fraction(0)
    participants: Figure | None = None
    cohort: int | None = None
    reading: str | None = None


class Opened(NamedTuple):
    """What one dose of an amount takes: pieces, which may be a part of one if rests are shared."""

    amount: Interval | None
    unit: Unit | None
    number: Interval | None
    left: Left | None
    about: bool
    needs: str | None
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """What one arm, cohort and reading takes of one agent in one packing.

    `row` has pieces for its amounts and its total. `doses` tell the amounts that one dose may be.
    `people` are the participants of a group, and `at_once` what they
    take in one week where each of them is in the greatest. `weeks` count from day 1: week 1 is
    days 1 to 7, week -1 the seven days before; None where
    `weeks_need` says what is missing.
    """

    row: Row
    product: Piece | None
    doses: tuple[Opened, ...]
    left: Left | None
    left_unit: Unit | None
    weeks: tuple[tuple[int, Interval], ...] | None = None
    weeks_need: str = ""
    overage: Interval | None = None
    people: Interval | None = None
    at_once: Interval | None = None

    @property
    def greatest(self) -> tuple[Interval, tuple[int, ...]] | None:
        """The pieces of the greatest week, and the weeks that may need as many."""
        found = _peak(self.weeks)
        if found is None or self.weeks is None:
            return None
        return found, tuple(week for week, each in self.weeks if each.high == found.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplies:
    """The supply of each participant, then of cohorts, arms and trials, and by what rule."""

    supplied: tuple[Supplied, ...]
    wish: Wish
    untreated: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the calculation; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    def __iter__(self) -> Iterator[Supplied]:
        return iter(self.supplied)

    def per(self, *kinds: str) -> tuple[Supplied, ...]:
        """The supply of participants, cohorts, arms or trials."""
        return tuple(each for each in self.supplied if each.row.per in kinds)

    def __str__(self) -> str:
        from dosecalc.formats.supply_table import table as printed

        return printed(self)


def supplies(trial: Trial, question: Question, wish: Wish) -> Supplies:
    """What a trial takes, in every packing that its file or the caller names."""
    trial = _with_participants(trial, wish.participants)
    parts = [
        part
        for arm in trial.arms
        if question.arm is None or arm.name == question.arm
        for variant in variants(arm)
        if chosen(variant, wish.cohort, wish.reading)
        for part in _parts(trial, variant, question, wish)
    ]
    untreated = tuple(
        (trial.name, ", ".join(filter(None, (arm.name, variant.name))))
        for arm in trial.arms
        if question.arm is None or arm.name == question.arm
        for variant in variants(arm)
        if variant.reading is None or not variant.reading.regimens
    )
    alone = wish.overage if trial.phrase and wish.participants is None else Fraction(0)
    found = [_of_participant(trial, part, alone) for part in parts]
    keys = dict.fromkeys((part.agent, str(part.product)) for part in parts)
    for key in keys:
        mine = [part for part in parts if (part.agent, str(part.product)) == key]
        found += _of_groups(trial, mine, question, wish)
    return Supplies(supplied=tuple(found), wish=wish, untreated=untreated)


def chosen(variant: Variant, cohort: int | None, reading: str | None) -> bool:
    """Whether a variant is of the cohort and the reading that are asked for."""
    names = {variant.name, variant.reading.name if variant.reading else None}
    return (cohort is None or variant.cohort == cohort) and (reading is None or reading in names)


def _peak(weeks: tuple[tuple[int, Interval], ...] | None) -> Interval | None:
    """The pieces of the greatest week."""
    if not weeks:
        return None
    highs = [found.high for _, found in weeks if found.high is not None]
    high = max(highs) if len(highs) == len(weeks) else None
    return Interval(max(found.low for _, found in weeks), high)


def _with_participants(trial: Trial, given: Figure | None) -> Trial:
    """The trial with as many participants in each arm, and in each of its cohorts, as asked for."""
    if given is None:
        return trial
    people = tuple(Participants(figure=given, in_each_cohort=each) for each in (True, False))

    def of(arm: Arm) -> Arm:
        return replace(arm, participants=people)

    return replace(trial, participants=(), arms=tuple(map(of, trial.arms)))


# ------------------------------------------------------------------ one packing of one agent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One agent of a variant in one packing, still as expressions.

    `measure` is None where no dose can be measured in the packing. `amount` is what a participant
    gets in its unit, `number` the pieces, `left` what stays in them.
    """

    variant: Variant
    agent: str | None
    product: Piece | None
    measure: Measure | None
    tally: Tally
    doses: tuple[Opened, ...]
    amount: Expression
    number: Expression
    left: Expression
    below: bool
    weeks: Weeks

    @property
    def each(self) -> Expression:
        """The participant alone, to count those of a group."""
        return Known(Fraction(1))

    @property
    def peak(self) -> Expression:
        """The pieces of the participant's greatest week."""
        found = _peak(self.weeks.weeks)
        return Unknown(self.weeks.need) if found is None else _within(found, "greatest week")

    @property
    def form(self) -> Unit:
        """What the pieces are: vials, unless another form is named."""
        if self.product is not None:
            return self.product.form
        return self.measure.unit if self.measure is not None else table()["vial"]


def _parts(trial: Trial, variant: Variant, question: Question, wish: Wish) -> Iterator[Part]:
    from dosecalc.supply_weeks import weeks

    regimens = variant.reading.regimens if variant.reading else ()
    owner = f"{trial.name}/{variant.arm.name}"
    blocks = layout(regimens, trial, owner, question.start).blocks
    whole = tallies(trial, variant, question._replace(unit=None))
    for agent in dict.fromkeys(block.course.agent for block in blocks):
        mine = [block for block in blocks if block.course.agent == agent]
        facts = _facts([tally for tally in whole if tally.agent == agent], mine)
        for product in _products(trial, agent, wish):
            maker = Maker(trial, variant, question, wish, product)
            spread = weeks(maker, agent)
            yield _part(maker, agent, mine, facts, spread)


def _facts(found: list[Tally], blocks: list[Block]) -> Tally:
    """What is known of an agent's doses whatever their unit: counts, assumptions, sources."""
    return replace(
        found[0],
        count=Sum(tuple(block.in_all(block.count) for block in blocks)),
        about=False,
        assumed=once(each.assumed for each in found),
        used=(),
        sources=once(each.sources for each in found),
        notes=once(each.notes for each in found),
        unconfirmed=any(each.unconfirmed for each in found),
        steps=(),
    )


def _products(trial: Trial, agent: str | None, wish: Wish) -> tuple[Piece | None, ...]:
    """The packings of an agent: those the caller names for it, for all, or those of the file."""
    named = tuple(each.product for each in wish.packings if each.agent == agent and agent)
    plain = tuple(each.product for each in wish.packings if each.agent is None)
    stated = tuple(
        product for each in trial.agents if each.name == agent for product in each.products
    )
    return named or plain or stated or (None,)


class Maker:
    """Prices the blocks of one variant in one packing."""

    def __init__(
        self, trial: Trial, variant: Variant, question: Question, wish: Wish, product: Piece | None
    ) -> None:
        self.trial = trial
        self.variant = variant
        self.question = question
        self.wish = wish
        self.product = product
        self.owner = f"{trial.name}/{variant.arm.name}"
        self.measure: Measure | None = None
        self.used: list[Assumption] = []

    def cells(self, block: Block) -> tuple[list[Cell], str]:
        """The amounts of a block's doses in the unit of the packing: of a level that nobody states,
        then level by level; or what is needed before there are any."""
        dose = block.course.dose
        if dose is None:
            return [Cell(None, None)] * 2, "the dose"
        if dose.placebo and not any(dose.levels):
            return [Cell(None, None)] * 2, "what a placebo dose is made of"
        assumptions = (*self.trial.assumptions, *self.question.assumptions)
        rules = Conversions(assumptions, self.trial.name, block.course.agent, not self.trial.phrase)
        ways, need = measures(self.product, dose, rules, self.wish.undiluted)
        if ways and self.measure is not None:
            ways = tuple(way for way in ways if way == self.measure)
            need = f"one unit for all doses: others are measured in {self.measure.unit}"
        said = ""
        priced = block if self.wish.undiluted else active_part(block, rules)
        for way in ways:
            pricing = Pricing(
                self.trial, self.variant, self.question._replace(unit=way.unit),
                named=not self.trial.phrase,
            )  # fmt: skip
            made = [level[0] for level in pricing.levels(priced)]
            if all(cell.amount is not None for cell in made):
                self.measure = way
                self.used += [each for cell in made for each in cell.used]
                return made, ""
            said = said or "; ".join(dict.fromkeys(n for cell in made for n in cell.needs))
        return [Cell(None, None)] * max(2, 1 + len(dose.levels)), said or need

    def opened(self, cell: Cell, need: str) -> Opened:
        """What one dose takes; a part of a piece where its rest is used again."""
        if cell.amount is None or self.measure is None:
            return Opened(None, cell.unit, None, None, False, need or "the dose")
        cause = cell.used[0].text if cell.used else f"dose {spoken(cell.amount, cell.unit)}"
        held, about = self.measure.held, "about" in cell.why or self.measure.about
        if self.wish.share == "dose":
            number: Interval | None = pieces(cell.amount, held)
            rest: Left | None = left(cell.amount, held)
        else:
            number, rest = _portion(cell.amount, held), None
        return Opened(cell.amount, cell.unit, number, rest, about, None, cause)


def _portion(amount: Interval, held: Interval) -> Interval:
    low = Fraction(0) if held.high is None else amount.low / held.high
    high = None if amount.high is None or held.low == 0 else amount.high / held.low
    return Interval(low, high)


def _part(
    maker: Maker, agent: str | None, blocks: list[Block], facts: Tally, spread: Weeks
) -> Part:
    doses: list[Opened] = []
    sums: list[tuple[Expression, Expression, Expression]] = []
    for block in blocks:
        cells, need = maker.cells(block)
        mine = [maker.opened(cell, need) for cell in (cells[1:] or cells)]
        if block.course.dose is None or not block.course.dose.levels:
            mine = mine[:1]
        columns = [
            _expressions(mine, maker.owner, name, need) for name in ("amount", "number", "left")
        ]
        used, sums_of_block = _summed(block, mine, columns, maker)
        doses += used
        sums.append(sums_of_block)
    amount, number, rest = (Sum(tuple(column)) for column in zip(*sums, strict=True))
    below = any(each.left is not None and each.left.below for each in doses)
    part = Part(
        variant=maker.variant, agent=agent, product=maker.product, measure=maker.measure,
        tally=replace(
            facts, used=tuple(dict.fromkeys(maker.used)), about=any(each.about for each in doses)
        ),
        doses=tuple(dict.fromkeys(doses)), amount=amount, number=number, left=rest, below=below,
        weeks=spread,
    )  # fmt: skip
    return _shared(part, maker.wish.share)


def _summed(
    block: Block, mine: list[Opened], columns: list[tuple[Expression, ...]], maker: Maker
) -> tuple[list[Opened], tuple[Expression, Expression, Expression]]:
    """The doses that a block uses, and its amount, pieces and rests in all its repetitions."""
    if block.course.dose is None:
        made: list[Expression] = [Product((block.count, column[0])) for column in columns]
        used = mine
    else:
        found = [over_levels(block, column, maker.variant, maker.owner) for column in columns]
        made = [total for _, total in found]
        first = found[0][0]
        used = [one for one, figure in zip(mine, columns[0], strict=True) if figure in first]
    whole = tuple(block.in_all(each) for each in made)
    return used, (whole[0], whole[1], whole[2])


def _expressions(mine: list[Opened], owner: str, name: str, need: str) -> tuple[Expression, ...]:
    """One value of each dose as an expression, level by level."""
    out: list[Expression] = []
    for each in mine:
        value = getattr(each, name)
        known = value.bounds if isinstance(value, Left) else value
        if known is None:
            out.append(Unknown(each.needs or need or "how rests are used"))
        elif known.low == known.high:
            out.append(Known(known.low))
        else:
            step = Fraction(1) if name == "number" else None
            out.append(Uncertain(Parameter(
                name=each.cause, low=known.low, high=known.high, owner=f"{owner}/{name}", step=step
            )))  # fmt: skip
    return tuple(out)


def _shared(part: Part, share: Share) -> Part:
    """The pieces of a participant where rests are used again."""
    if share == "dose" or part.measure is None:
        return part
    if share == "day":
        if part.weeks.days is None:
            missing: Expression = Unknown(part.weeks.need)
            return replace(part, number=missing, left=missing)
        number, rest = part.weeks.days
        causes = (parameter.name for parameter in drivers(part.amount))
        return replace(
            part, number=_within(number, next(causes, "the doses of a day")),
            left=_within(rest.bounds, "what is left on each day"), below=rest.below,
        )  # fmt: skip
    return _pooled(part, part.amount)


def _within(found: Interval, name: str) -> Expression:
    if found.low == found.high:
        return Known(found.low)
    return Uncertain(Parameter(name=name, low=found.low, high=found.high))


def _pooled(part: Part, amount: Expression) -> Part:
    """The pieces of an amount that is drawn from one pool."""
    assert part.measure is not None
    held = part.measure.held
    number, rest = pool(amount, held)
    return replace(part, number=number, left=rest[0], below=rest[1])


def pool(amount: Expression, held: Interval) -> tuple[Expression, tuple[Expression, bool]]:
    """The pieces that an amount takes in all, and what stays in the last one."""
    number = Rising(amount, _least_pieces(held))
    known = bounds(amount)
    if known is None:
        missing = Unknown("; ".join(needs(amount)))
        return number, (missing, False)
    rest = left(known, held)
    return number, (_within(rest.bounds, "what is left"), rest.below)


def _least_pieces(held: Interval) -> Callable[[Fraction], tuple[Fraction, Fraction]]:
    def of(amount: Fraction) -> tuple[Fraction, Fraction]:
        found = pieces(Interval(amount, amount), held)
        return found.low, found.low if found.high is None else found.high

    return of


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
