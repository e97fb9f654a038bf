"""The dose levels of a trial as steps: across cohorts, in one participant's time, or by arm.

>>> from dosecalc.language import read_phrase
>>> (found,) = ladders((read_phrase("1, 2, 4 mg daily escalating each week for 3 weeks").trial,),
...                    Question())
>>> [(step.where, str(step.amount.low)) for step in found.steps]
[(0, '1'), (7, '2'), (14, '4')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc.amounts import readable
from dosecalc.blocks import Block
from dosecalc.days import DayCount
from dosecalc.formats.figures.dosing_days import UNNAMED, Who, parts, together
from dosecalc.model import Trial
from dosecalc.parameters import Interval, hull
from dosecalc.patterns import DAY
from dosecalc.totals import Question
from dosecalc.units import Unit

if TYPE_CHECKING:
    from dosecalc.administrations import Part
    from dosecalc.pricing import Cell

NOTHING = Interval(Fraction(0), Fraction(0))


class Step(NamedTuple):
    """An amount, where it stands on its axis, and its name there: a cohort, a day, an arm."""

    where: int
    amount: Interval
    name: str = ""


class Ladder(NamedTuple):
    """Steps in order, and everybody who has them.

    `along` tells what they stand along: the numbers of cohorts, the study days of one participant
    as offsets from day 1, levels whose times nobody states, or the names of arms. `last` is the
    last day with doses. A `band` is a range that is escalated in steps nobody states.
    """

    along: Literal["cohort", "day", "level", "arm"]
    steps: tuple[Step, ...]
    unit: Unit | None
    members: tuple[Who, ...] = ()
    last: int | None = None
    band: bool = False
    numbers: DayCount = DayCount()

    @property
    def amounts(self) -> tuple[Fraction, ...]:
        """The ends of all amounts above zero that are known."""
        ends = [end for step in self.steps for end in step.amount if end]
        return tuple(sorted(ends))


def factor(before: Interval, after: Interval) -> Fraction | None:
    """How many times the amount before an amount is; None where that is not one number.

    >>> str(factor(Interval(Fraction(2), Fraction(2)), Interval(Fraction(5), Fraction(5))))
    '5/2'
    """
    if before.high is None or after.high is None or not before.low:
        return None
    low, high = after.low / before.low, after.high / before.high
    return low if low == high else None


def day_text(ladder: Ladder, step: Step) -> str:
    """The study day on which a step begins."""
    return f"{ladder.numbers.number(step.where):,}".replace("-", "−")


def amount_text(amount: Interval) -> str:
    """An amount without its unit.

    >>> amount_text(Interval(Fraction(5), None)), amount_text(Interval(Fraction(1), Fraction(2)))
    ('≥ 5', '1 to 2')
    """
    if amount.high is None:
        return f"≥ {readable(amount.low)}"
    if amount.low == amount.high:
        return readable(amount.low)
    return f"{readable(amount.low)} to {readable(amount.high)}"


def factor_text(ladder: Ladder, number: int) -> str:
    """How many times the step before a step is; nothing for the first, and between arms."""
    if not number or ladder.along == "arm":
        return ""
    times = factor(ladder.steps[number - 1].amount, ladder.steps[number].amount)
    if times is None:
        return ""
    text = readable(times)
    return f"≈ × {float(times):.3g}" if text.startswith("≈") else f"× {text}"


def logarithmic(found: Sequence[Ladder]) -> bool:
    """Whether levels span a decade or more, or each is as many times the one before."""
    ends = [end for ladder in found for end in ladder.amounts]
    if not ends or any(step.amount.low == 0 for ladder in found for step in ladder.steps):
        return False
    if max(ends) >= 10 * min(ends):
        return True
    factors = [[factor(a.amount, b.amount) for a, b in pairwise(each.steps)] for each in found]
    return any(
        len(each) > 1 and each[0] not in (None, 1) and len(set(each)) == 1 for each in factors
    )


def ladders(trials: Sequence[Trial], question: Question) -> tuple[Ladder, ...]:
    """The ladders that differ; those of a single step by arm, in one for each unit."""
    found: dict[Ladder, list[Who]] = {}
    single: dict[tuple[Unit | None, DayCount], dict[Interval, list[Who]]] = {}
    for _, group in groupby(parts(trials, question), key=lambda pair: pair[0][:3]):
        for made, who in _of_reading(list(group)):
            if len(made.steps) == 1 and made.along in ("day", "cohort") and not made.band:
                amounts = single.setdefault((made.unit, made.numbers), {})
                amounts.setdefault(made.steps[0].amount, []).append(who)
            else:
                found.setdefault(made, []).append(who)
    several = [made._replace(members=tuple(members)) for made, members in found.items()]
    return (*several, *(_by_arm(*key, amounts) for key, amounts in single.items()))


def _by_arm(unit: Unit | None, count: DayCount, amounts: dict[Interval, list[Who]]) -> Ladder:
    steps = tuple(
        Step(number, amount, "; ".join(together(members)))
        for number, (amount, members) in enumerate(amounts.items())
    )
    return Ladder("arm", steps, unit, numbers=count)


def missing(trials: Sequence[Trial], question: Question) -> dict[str, list[Who]]:
    """Why an arm has no step, and whom that concerns."""
    found: dict[str, list[Who]] = {}
    for who, part in parts(trials, question):
        for block in _blocks(part):
            if not _known(part, block):
                dose = block.course.dose
                none = dose is not None and dose.placebo and not any(dose.levels)
                found.setdefault("placebo" if none else "needs the dose", []).append(who)
    return found


# ------------------------------------------------------------------ one reading of an arm


def _of_reading(group: Sequence[tuple[Who, Part]]) -> Iterator[tuple[Ladder, Who]]:
    """The ladders of a reading, one for each agent, and whose they are."""
    agents = dict.fromkeys(block.course.agent for _, part in group for block in _blocks(part))
    for agent in agents:
        who = group[0][0]._replace(
            cohort=None, agent=(agent or UNNAMED) if len(agents) > 1 else None
        )
        several = [(each, part) for each, part in group if each.cohort is not None]
        made = _cohorts(several, agent) if several else _one(group[0][1], agent)
        if made is not None:
            yield made, who


def _cohorts(group: Iterable[tuple[Who, Part]], agent: str | None) -> Ladder | None:
    """A step for each cohort."""
    steps, unit = [], None
    count = DayCount()
    for who, part in group:
        count = DayCount(part.has_zero)
        known = [cell for block in _blocks(part) if block.course.agent == agent
                 for cell in _used(part, block, who.cohort)]  # fmt: skip
        amount = hull(cell.amount for cell in known) if known else None
        if amount is not None and who.cohort is not None:
            unit = known[0].unit
            steps.append(Step(who.cohort, amount, str(who.cohort)))
    return Ladder("cohort", tuple(steps), unit, numbers=count) if steps else None


def _one(part: Part, agent: str | None) -> Ladder | None:
    """One participant: levels in time, levels whose times nobody states, or a band."""
    count = DayCount(part.has_zero)
    mine = [block for block in _blocks(part) if block.course.agent == agent and _known(part, block)]
    steps: list[tuple[int, Cell]] = []
    for block in mine:
        dose, escalation = block.course.dose, block.course.escalation
        levels = _known(part, block)
        if dose is not None and dose.spread and levels[0].amount is not None:
            along: Literal["cohort", "level"] = "level" if _stepless(part, block) else "cohort"
            return Ladder(along, (Step(0, levels[0].amount),), levels[0].unit, band=True,
                          numbers=count)  # fmt: skip
        if escalation is not None and escalation.kind == "open" and len(levels) > 1:
            found = [Step(n, cell.amount, str(n + 1)) for n, cell in enumerate(levels)
                     if cell.amount is not None]  # fmt: skip
            return Ladder("level", tuple(found), levels[0].unit, numbers=count)
        steps += _in_time(part, block)
    units = {cell.unit for _, cell in steps}
    if len(units) != 1:
        return None
    last = [int(part.events.day[-1])] if len(part.events) else []
    found = []
    for day, cell in sorted(steps, key=lambda step: step[0]):
        if cell.amount is not None and (not found or found[-1].amount != cell.amount):
            found.append(Step(day, cell.amount))
    ends = max([*last, *(step.where for step in found)], default=None)
    many = len(found) > 1
    return Ladder("day", tuple(found), units.pop(), last=ends if many else None, numbers=count)


def _blocks(part: Part) -> list[Block]:
    """The blocks of a part, those without dates included."""
    return [*part.events.blocks, *(block for block, _ in part.events.left_out)]


def _place(part: Part, block: Block) -> int | None:
    """The number of a block among those that have dates."""
    return next((n for n, each in enumerate(part.events.blocks) if each is block), None)


def _known(part: Part, block: Block) -> list[Cell]:
    """A block's levels in the first of its units that is known; none where no unit is."""
    from dosecalc.pricing import Cell

    number = _place(part, block)
    dose = block.course.dose
    if dose is not None and dose.placebo and not any(dose.levels):
        return []
    if number is not None:
        first, width, _ = part.ranks[number]
        for unit in range(width):
            found = [part.cells[cell] for cell in part.levels_of(number, first + unit)]
            if found and all(cell.amount is not None for cell in found):
                return found[:1] if dose is not None and dose.bands else found
        return []
    for column in zip(*(dose.levels if dose else ()), strict=True):
        if all(each.figure is not None for each in column):
            return [Cell(Interval(each.figure.low, each.figure.high), each.unit)
                    for each in column if each.figure is not None]  # fmt: skip
    return []


def _used(part: Part, block: Block, cohort: int | None) -> list[Cell]:
    """The cells of a block that one cohort gets."""
    levels = _known(part, block)
    if block.course.escalation is None or cohort is None:
        return levels
    return levels[min(cohort, len(levels)) - 1 :][:1]


def _stepless(part: Part, block: Block) -> bool:
    number = _place(part, block)
    events = part.events
    return number is None or bool((events.level[events.block == number] < 0).any())


def _in_time(part: Part, block: Block) -> Iterator[tuple[int, Cell]]:
    """The days on which a block's level changes."""
    number, levels = _place(part, block), _known(part, block)
    if number is not None:
        events = part.events
        before = None
        mine = events.block == number
        pairs = zip(events.day[mine].tolist(), events.level[mine].tolist(), strict=True)
        for day, level in pairs:
            cell = levels[max(level, 0)] if level >= 0 or len(levels) == 1 else None
            if cell is not None and cell != before:
                yield int(day), cell
            before = cell
        return
    escalation = block.course.escalation
    for level, cell in enumerate(levels):
        if level and (escalation is None or escalation.kind != "time"):
            return
        at = 0
        if escalation is not None and escalation.seconds is not None:
            at = level * escalation.seconds
        elif escalation is not None and escalation.doses is not None and block.course.patterns:
            at = block.course.patterns[0][1].offset(level * escalation.doses)
        yield at // DAY, cell
