"""One participant's doses: the blocks of a plan, agent by agent and unit by unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.amounts import Amount
from dosecalc.blocks import Block, Layout
from dosecalc.body import banded, held_to_cap, per_body
from dosecalc.conversions import Conversions, Converted, NoWay
from dosecalc.dose_times import first_offset, last_offset
from dosecalc.levels import amount_of, over_levels
from dosecalc.model import Dose, Facts, Trial
from dosecalc.parameters import (
    Expression,
    Interval,
    Known,
    Product,
    Rising,
    Sum,
    Unknown,
    bounds,
    hull,
    needs,
)
from dosecalc.patterns import DAY, Cycle, Listed, Masked, Monthly, Often, Windowed
from dosecalc.plan import layout
from dosecalc.results import Step
from dosecalc.spoken import spoken
from dosecalc.tally import Tally, added, completed
from dosecalc.units import Unit
from dosecalc.variants import Question, Variant

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption

WORKING = "these doses"
_FORMS = ("spray", "drop", "puff", "tablet", "capsule", "vial", "sachet", "ampoule")


def tallies(trial: Trial, variant: Variant, question: Question) -> list[Tally]:
    """What one participant of a variant gets, a tally for each agent and unit."""
    return _Participant(trial, variant, question).tallies()


class _Participant:
    """Adds up the blocks of one reading and cohort, agent by agent and unit by unit."""

    def __init__(self, trial: Trial, variant: Variant, question: Question) -> None:
        self.trial = trial
        self.variant = variant
        self.question = question
        self.assumptions = (*trial.assumptions, *question.assumptions)
        self.owner = f"{trial.name}/{variant.arm.name}"
        regimens = variant.reading.regimens if variant.reading else ()
        self.layout: Layout = layout(regimens, trial, self.owner, question.start)

    def _rules(self, agent: str | None) -> Conversions:
        return Conversions(self.assumptions, self.trial.name, agent, not self.trial.phrase)

    def tallies(self) -> list[Tally]:
        """One tally for each agent and unit; for an untreated arm, one that says so."""
        if self.variant.reading is None or not self.variant.reading.regimens:
            zero = Known(Fraction(0))
            reading = self.variant.reading
            none = self.variant.arm.untreated or (reading is not None and reading.untreated)
            treated = () if none else ("nothing is said to be given",)
            return [
                Tally(agent=None, route=None, unit=None, count=zero, total=zero, dosing_days=zero,
                      unconfirmed=self.trial.unconfirmed, notes=treated or ("no treatment",))
            ]  # fmt: skip
        pieces = [
            replace(piece, blocks=(number,))
            for number, block in enumerate(self.layout.blocks)
            for piece in self._pieces(block)
        ]
        grouped: dict[tuple[str | None, str | None], list[Tally]] = {}
        for piece in pieces:
            grouped.setdefault(piece.key, []).append(piece)
        whole = [added(group) for group in grouped.values()]
        whole = completed(whole)
        if self.question.unit is not None:
            whole = self._in_unit(whole, self.question.unit)
        return whole

    def _pieces(self, block: Block) -> Iterator[Tally]:
        """A block's tally in each unit that its dose is stated in."""
        course, regimen = block.course, block.regimen
        dose = course.dose
        count = block.in_all(block.count)
        reading = self.variant.reading
        agents = [each.facts for each in self.trial.agents if each.name == course.agent]
        facts = [
            regimen.facts, reading.facts if reading else Facts(), self.variant.arm.facts, *agents,
        ]  # fmt: skip
        assumed = [each.assumed for each in facts if each.assumed]
        for span in self.trial.spans:
            if span.facts.assumed and _hangs_on(block, span.name):
                assumed.append(span.facts.assumed)
        sources = tuple(source for each in facts for source in each.sources)
        notes = [*course.notes, *self._open_notes(block)]
        notes += [note for each in facts[:3] for note in each.notes]
        steps = tuple(
            Step(str(said.span) if said.span else "", said.text, said.meaning)
            for said in course.said
        )
        given = bounds(count) != Interval(Fraction(0), Fraction(0))
        plain = Tally(
            agent=course.agent, route=course.route, unit=None, count=count, total=count,
            dosing_days=_dosing_days(block),
            first=self._day(block, first_offset(block, self.owner)) if given else None,
            last=self._day(block, last_offset(block, self.owner)) if given else None,
            unconfirmed=regimen.unconfirmed or self.trial.unconfirmed, assumed=tuple(assumed),
            sources=sources, notes=tuple(notes), steps=steps,
        )  # fmt: skip
        if dose is None:
            yield replace(plain, total=Product((count, Unknown("the dose"))),
                          amounts=(Unknown("the dose"),))  # fmt: skip
        elif dose.bands:
            yield banded(plain, self._rules(plain.agent), block.course, dose.bands)
        elif dose.placebo and not any(dose.levels):
            zero = Known(Fraction(0))
            yield replace(plain, total=zero, amounts=(zero,),
                          notes=(*plain.notes, "placebo has no active amount"))  # fmt: skip
        else:
            yield from self._measured(plain, block, dose)

    def _measured(self, plain: Tally, block: Block, dose: Dose) -> Iterator[Tally]:
        """The tallies of a dose with levels, one for each unit that they are stated in."""
        for place in range(len(dose.levels[0])):
            amounts = [level[place] for level in dose.levels]
            unit = amounts[0].unit
            used: tuple[Assumption, ...] = ()
            rules = self._rules(plain.agent)
            if unit is not None:
                unit, used = rules.meant(unit)
            each, total = self._total(block, held_to_cap(amounts, block.course))
            notes = list(plain.notes)
            if len(dose.levels) > 1 and self.variant.cohort is None:
                notes.append("levels " + ", ".join(str(amount) for amount in amounts))
            if unit is not None and unit.name in _FORMS and len(dose.levels[0]) == 1:
                notes.append(f"what one {unit.singular} holds is not stated: "
                             f"`{unit.plural} of 1.5 mL` would say it")  # fmt: skip
            tally = replace(
                plain,
                unit=unit,
                amounts=each,
                total=block.in_all(total),
                about=any(a.figure is not None and a.figure.about for a in amounts),
                used=used,
                notes=tuple(notes),
                steps=(*plain.steps, *_working(total, unit), *_rounds(block)),
            )
            yield per_body(tally, rules, block.course)

    def _total(
        self, block: Block, amounts: list[Amount]
    ) -> tuple[tuple[Expression, ...], Expression]:
        """One administration, at each level in use, and the sum over one run of the block."""
        figures = tuple(amount_of(amount, self.owner) for amount in amounts)
        return over_levels(block, figures, self.variant, self.owner)

    def _in_unit(self, whole: list[Tally], target: Unit) -> list[Tally]:
        """Each agent once, in the target unit: as stated where it is, else by assumptions."""
        out: list[Tally] = []
        for agent in dict.fromkeys(tally.agent for tally in whole):
            mine = [tally for tally in whole if tally.agent == agent]
            rules = self._rules(agent)
            direct = [t for t in mine if t.unit is not None and t.unit.convertible(target)]
            made = [_converted(tally, rules, target) for tally in direct or mine]
            sound = [tally for tally in made if tally.unit is target and not _stuck(tally, target)]
            out.append((sound or made)[0])
        return out

    def _day(self, block: Block, offset: Expression) -> Expression:
        """The study day, counted from day 1 as 0, of an offset from the block's start."""
        at = Sum((self.layout.day_offset(block.start), offset))
        return Rising(at, lambda seconds: (seconds // DAY, seconds // DAY))

    def _open_notes(self, block: Block) -> Iterator[str]:
        """The rate of a course that nothing ends; what day 1 is where a span decides it."""
        course = block.course
        pattern = course.patterns[0][1] if course.patterns else None
        if block.count.bounds({}) is None and isinstance(pattern, Cycle):
            doses = len(pattern.slots)
            yield f"{doses} dose{'s' * (doses != 1)} {_each(pattern.period)}"
        even = _evenly(block)
        if even is not None:
            yield f"evenly placed: {even} doses"
        if self.layout.origin:
            yield f"day 1 is the first day of {self.layout.origin}"


def _working(total: Expression, unit: Unit | None) -> Iterator[Step]:
    """How a course's total comes from its doses, as one line of a derivation."""
    terms = total.terms if isinstance(total, Sum) else (total,)
    found = bounds(total)
    products = [term for term in terms if isinstance(term, Product) and len(term.factors) == 2]
    if found is None or len(products) < len(terms):
        return
    shown = [
        f"{spoken(bounds(count), None)} × {spoken(bounds(each), unit)}"
        for count, each in (product.factors for product in products)
        if bounds(count) != Interval(Fraction(0), Fraction(0))
    ]
    yield Step("", WORKING, f"{' + '.join(shown)} = {spoken(found, unit)}")


def _rounds(block: Block) -> Iterator[Step]:
    """How often a bracket repeats a course, for a derivation."""
    for times, _ in block.repeats:
        yield Step("", "repeated", f"{times} times in all")


def _evenly(block: Block) -> str | None:
    """The count of a cut period if its doses are evenly placed, where the count is a range."""
    pattern = block.course.patterns[0][1] if block.course.patterns else None
    length = bounds(block.length) if block.length is not None else None
    placed = isinstance(pattern, Cycle) or (isinstance(pattern, Monthly) and pattern.each > 1)
    if pattern is None or not placed or not pattern.even or length is None or length.high is None:
        return None
    low, high = pattern.count(int(length.low)), pattern.count(int(length.high))
    if low.low == low.high and high.low == high.high:
        return None
    return str(low.even) if low.even == high.even else f"{low.even} to {high.even}"


def _dosing_days(block: Block) -> Expression:
    """On how many days doses fall, where every dosing day has the same number of them."""
    pattern = block.course.patterns[0][1] if block.course.patterns else None
    while isinstance(pattern, (Masked, Windowed)):
        pattern = pattern.inner
    if isinstance(pattern, Often) and block.course.optional and block.length is not None:
        return block.in_all(Rising(block.length, lambda seconds: (0, -(-seconds // DAY))))
    if not isinstance(pattern, (Cycle, Listed)):
        return Unknown("the days")
    days = {slot.offset // DAY for slot in pattern.slots}
    each, odd = divmod(len(pattern.slots), len(days))
    if odd or (isinstance(pattern, Cycle) and pattern.period % DAY):
        return Unknown("the days")
    count = block.in_all(block.count)
    return Rising(count, lambda doses: (-(-doses // each), -(-doses // each)))


def _each(period: int) -> str:
    for seconds, name in ((7 * DAY, "week"), (DAY, "day"), (3600, "hour")):
        if period == seconds:
            return f"a {name}" if name != "hour" else "an hour"
        if period % seconds == 0:
            return f"every {period // seconds} {name}s"
    return f"every {period} seconds"


def _hangs_on(block: Block, name: str) -> bool:
    points = (block.course.start, block.course.extent.point)
    return any(point is not None and point.name == name for point in points)


def _body(found: Converted | NoWay) -> Expression:
    return found.value if isinstance(found, Converted) else Unknown(found.need)


def _converted(tally: Tally, rules: Conversions, target: Unit) -> Tally:
    """A tally in the target unit; unknown, with what is needed, where nothing leads there."""
    if tally.unit is None:
        if bounds(tally.total) == Interval(Fraction(0), Fraction(0)):
            return tally
        return replace(tally, unit=target)
    found = rules.convert(tally.total, tally.unit, target)
    if isinstance(found, NoWay):
        missing = Unknown(found.need)
        stated = hull(bounds(amount) for amount in tally.amounts) if tally.amounts else None
        note = (f"a dose is stated as {spoken(stated, tally.unit)}",) if stated else ()
        return replace(
            tally, unit=target, total=Product((tally.total, missing)),
            amounts=tuple(Product((amount, missing)) for amount in tally.amounts),
            notes=(*tally.notes, *note),
        )  # fmt: skip
    each = tuple(_body(rules.convert(amount, tally.unit, target)) for amount in tally.amounts)
    return replace(
        tally, unit=target, total=found.value, amounts=each,
        used=(*tally.used, *found.assumptions),
    )  # fmt: skip


def _stuck(tally: Tally, target: Unit) -> bool:
    signs = (f"{target.plural} per ", "the unit (")
    return any(need.startswith(signs) for need in needs(tally.total))
