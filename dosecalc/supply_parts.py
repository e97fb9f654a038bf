"""What one participant takes of one agent in one packing, still as expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.blocks import Block
from dosecalc.containers import Left, Measure, active_part, left, measures, pieces
from dosecalc.conversions import Conversions
from dosecalc.levels import over_levels
from dosecalc.model import Trial
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
from dosecalc.plan import layout
from dosecalc.pricing import Cell, Pricing
from dosecalc.protocol import Product as Piece
from dosecalc.spoken import spoken
from dosecalc.tally import Tally, once
from dosecalc.units import Unit, table
from dosecalc.variants import Question, Variant

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption
    from dosecalc.supply_weeks import Weeks

from dosecalc.supplies import Opened, Share, Wish, peak_of


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
        found = peak_of(self.weeks.weeks)
        return Unknown(self.weeks.need) if found is None else _within(found, "greatest week")

    @property
    def form(self) -> Unit:
        """What the pieces are: vials, unless another form is named."""
        if self.product is not None:
            return self.product.form
        return self.measure.unit if self.measure is not None else table()["vial"]


def parts(trial: Trial, variant: Variant, question: Question, wish: Wish) -> Iterator[Part]:
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
