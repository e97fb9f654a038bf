"""How long a treatment is planned to last: from the first dose to when the next would be due."""

from __future__ import annotations

from datetime import date

from dosecalc.blocks import ZERO, Block, Layout
from dosecalc.dose_times import dose_offset
from dosecalc.model import Trial
from dosecalc.parameters import (
    Expression,
    Greatest,
    Known,
    Least,
    Product,
    Sum,
    Unknown,
    bounds,
)
from dosecalc.plan import layout
from dosecalc.variants import Variant


def length(
    trial: Trial, variant: Variant, agent: str | None, first: date | None = None
) -> Expression:
    """The seconds from the first dose of an agent to when the dose after its last would be due.

    Off days at the end of a course belong to it, since the next dose is due behind them.
    """
    regimens = variant.reading.regimens if variant.reading else ()
    owner = f"{trial.name}/{variant.arm.name}"
    plan = layout(regimens, trial, owner, first)
    mine = [block for block in plan.blocks if block.course.agent == agent]
    if not mine:
        return ZERO
    starts = tuple(_first(block, plan, owner) for block in mine)
    ends = tuple(_end(block, plan, owner) for block in mine)
    start, end = Least(starts), Greatest(ends)
    found = bounds(start)
    if found is None or found.low != found.high:
        return Unknown("when the first dose is given")
    return Sum((end, Known(-found.low)))


def _first(block: Block, plan: Layout, owner: str) -> Expression:
    first = dose_offset(block.course, ZERO, owner)
    return Sum((plan.day_offset(block.start), first))


def _end(block: Block, plan: Layout, owner: str) -> Expression:
    """When the next dose of a block would be due, its last repetition behind it."""
    whole = block.length if block.length is not None else dose_offset(
        block.course, block.count, owner
    )  # fmt: skip
    terms: list[Expression] = [plan.day_offset(block.start), whole]
    for times, period in block.repeats:
        terms.append(Product((Known(ZERO.value + times - 1), period)))
    return Sum(tuple(terms))
