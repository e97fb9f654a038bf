"""How much is given: exact counts and totals per administration, participant, cohort, arm, trial.

Totals are closed-form sums over the blocks of a plan; nothing is expanded, so 10^9 doses cost as
much as ten. Bounds are exact and include their ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dosecalc.amounts import Amount
from dosecalc.conversions import Conversions, Converted, NoWay
from dosecalc.days import DayCount
from dosecalc.model import Arm, Band, Course, Dose, Facts, Reading, Trial, courses
from dosecalc.parameters import (
    Choice,
    Expression,
    Greatest,
    Interval,
    Known,
    Least,
    Parameter,
    Product,
    Rising,
    Sum,
    Unknown,
    bounds,
    drivers,
    hull,
    needs,
)
from dosecalc.patterns import DAY, Cycle, Listed, Masked, Windowed
from dosecalc.plan import (
    Block,
    Layout,
    amount_of,
    first_offset,
    last_offset,
    layout,
    level_counts,
    paced_total,
    stepless_total,
    uncertain,
)
from dosecalc.results import Per, Row, Status, Step
from dosecalc.spoken import spoken
from dosecalc.units import Unit, ratio, table

if TYPE_CHECKING:
    from dosecalc.protocol import Assumption, Participants

_FORMS = ("spray", "drop", "puff", "tablet", "capsule", "vial", "sachet", "ampoule")


class Question(NamedTuple):
    """What is asked of a trial: for whom, in which unit, under which assumptions."""

    per: Per = "participant"
    unit: Unit | None = None
    assumptions: tuple[Assumption, ...] = ()
    arm: str | None = None


class Variant(NamedTuple):
    """One way in which an arm is dosed: a reading, and a cohort where levels are cohorts.

    `stepless` marks a participant who goes through the levels by steps that nobody states.
    """

    arm: Arm
    reading: Reading | None
    name: str | None
    cohort: int | None = None
    stepless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What one participant, or a group, gets of one agent in one unit, still as expressions."""

    agent: str | None
    route: str | None
    unit: Unit | None
    count: Expression
    total: Expression
    amounts: tuple[Expression, ...] = ()
    dosing_days: Expression = Unknown("the days")
    first: Expression | None = None
    last: Expression | None = None
    blocks: tuple[int, ...] = ()
    about: bool = False
    unconfirmed: bool = False
    assumed: tuple[str, ...] = ()
    used: tuple[Assumption, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def key(self) -> tuple[str | None, str | None]:
        """What may be added: one agent, one dimension."""
        return self.agent, self.unit.dimension if self.unit else None


def rows(trial: Trial, question: Question | None = None) -> tuple[Row, ...]:
    """The result rows of a trial, in the order of its arms, readings and cohorts."""
    question = question or Question()
    found = [
        (variant, tally)
        for arm in trial.arms
        if question.arm is None or arm.name == question.arm
        for variant in variants(arm)
        for tally in _Variant(trial, variant, question).tallies()
    ]
    if question.per == "cohort":
        found = [
            (variant, _times(tally, _cohort_people(trial, variant))) for variant, tally in found
        ]
    elif question.per == "arm":
        found = _by_arm(trial, found)
    elif question.per == "trial":
        found = _by_trial(_by_arm(trial, found))
    return tuple(_row(trial, variant, tally, question.per) for variant, tally in found)


def variants(arm: Arm) -> Iterator[Variant]:
    """Every reading and cohort of an arm; readings are told apart, never added."""
    if not arm.readings:
        yield Variant(arm, None, None)
    for reading in arm.readings:
        kinds = {course.escalation.kind for course in _courses(reading) if course.escalation}
        if "open" in kinds:
            for cohort in _cohorts(reading):
                yield Variant(arm, reading, _named(reading, "cohorts"), cohort)
            yield Variant(arm, reading, _named(reading, "participant"), None, stepless=True)
        elif "cohorts" in kinds:
            for cohort in _cohorts(reading):
                yield Variant(arm, reading, reading.name, cohort)
        else:
            yield Variant(arm, reading, reading.name)


def _named(reading: Reading, way: str) -> str:
    return way if reading.name is None else f"{reading.name}, {way}"


def _courses(reading: Reading) -> list[Course]:
    return [course for regimen in reading.regimens for course in courses(regimen.item)]


def _cohorts(reading: Reading) -> list[int | None]:
    """The numbers of the cohorts; None alone where one row holds a range of levels."""
    levels = [len(c.dose.levels) for c in _courses(reading) if c.dose and c.escalation]
    most = max(levels, default=1)
    return list(range(1, most + 1)) if most > 1 else [None]


# ------------------------------------------------------------------ one participant


class _Variant:
    """Adds up the blocks of one reading and cohort, agent by agent and unit by unit."""

    def __init__(self, trial: Trial, variant: Variant, question: Question) -> None:
        self.trial = trial
        self.variant = variant
        self.question = question
        self.assumptions = (*trial.assumptions, *question.assumptions)
        self.owner = f"{trial.name}/{variant.arm.name}"
        regimens = variant.reading.regimens if variant.reading else ()
        self.layout: Layout = layout(regimens, trial, self.owner)

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
                      notes=treated or ("no treatment",))
            ]  # fmt: skip
        pieces = [
            replace(piece, blocks=(number,))
            for number, block in enumerate(self.layout.blocks)
            for piece in self._pieces(block)
        ]
        grouped: dict[tuple[str | None, str | None], list[Tally]] = {}
        for piece in pieces:
            grouped.setdefault(piece.key, []).append(piece)
        whole = [_added(group) for group in grouped.values()]
        whole = _completed(whole)
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
            yield self._banded(plain, block, dose.bands)
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
            each, total = self._total(block, amounts)
            notes = list(plain.notes)
            if len(dose.levels) > 1 and self.variant.cohort is None:
                notes.append("levels " + ", ".join(str(amount) for amount in amounts))
            if unit is not None and unit.name in _FORMS and len(dose.levels[0]) == 1:
                notes.append(f"what one {unit.singular} holds is not stated: "
                             f"`{unit.plural} of 1.5 mL` would say it")  # fmt: skip
            tally = replace(
                plain, unit=unit, amounts=each, total=block.in_all(total),
                about=any(a.figure is not None and a.figure.about for a in amounts),
                used=used, notes=tuple(notes),
            )  # fmt: skip
            yield self._per_body(tally, rules, block)

    def _total(
        self, block: Block, amounts: list[Amount]
    ) -> tuple[tuple[Expression, ...], Expression]:
        """One administration, at each level in use, and the sum over one run of the block."""
        dose, escalation = block.course.dose, block.course.escalation
        assert dose is not None
        figures = [amount_of(amount, self.owner) for amount in amounts]
        if escalation is None or (len(amounts) == 1 and not dose.spread):
            return tuple(figures), Product((block.count, figures[0]))
        stepless = self.variant.stepless and escalation.kind == "open"
        if stepless or (dose.spread and escalation.kind == "time"):
            known = [amount.figure for amount in amounts if amount.figure is not None]
            levels = tuple(figure.low for figure in known)
            if dose.spread:
                only = known[0]
                if only.high is None:
                    return tuple(figures), Unknown("the highest level")
                levels = (only.low, only.high)
            return tuple(figures), stepless_total(block.count, levels)
        cohort = self.variant.cohort
        if cohort is not None and escalation.kind in ("cohorts", "open"):
            cohort = min(cohort, len(figures))
            return (figures[cohort - 1],), Product((block.count, figures[cohort - 1]))
        if escalation.kind in ("cohorts", "open"):
            return tuple(figures), Product((block.count, figures[0]))
        exact = tuple(a.figure.low for a in amounts if a.figure is not None and a.figure.exact)
        paced = paced_total(block, exact) if len(exact) == len(amounts) else None
        if paced is not None:
            return tuple(figures), paced
        shares = level_counts(block)
        terms = tuple(Product((share, each)) for share, each in zip(shares, figures, strict=True))
        return tuple(figures), Sum(terms)

    def _per_body(self, tally: Tally, rules: Conversions, block: Block) -> Tally:
        """The tally times body weight or area where its unit is per kg or m², and capped."""
        caps = [limit.amount for limit in block.course.limits if limit.per == "cap"]
        if tally.unit is None or tally.unit.per is None:
            return self._limited(self._capped(tally, block, caps), block)
        found = rules.per_body(tally.total, tally.unit)
        if isinstance(found, NoWay):
            if not caps:
                return self._limited(tally, block)
            missing = Unknown(found.need)
            note = f"the cap of {caps[0]} a dose needs {found.need}"
            return replace(
                tally,
                total=Product((tally.total, missing)),
                notes=(*tally.notes, note),
            )
        each = tuple(_body(rules.per_body(amount, tally.unit)) for amount in tally.amounts)
        scaled = replace(
            tally, unit=found.unit, total=found.value, amounts=each,
            used=(*tally.used, *found.assumptions),
        )  # fmt: skip
        return self._limited(self._capped(scaled, block, caps), block)

    def _limited(self, tally: Tally, block: Block) -> Tally:
        """A note for each limit of a dose that a body weight decides on."""
        notes: list[str] = []
        for limit in block.course.limits:
            most = limit.amount
            if limit.per == "cap" or most.figure is None or most.unit is None or tally.unit is None:
                continue
            if tally.unit.per is not None and not most.unit.convertible(tally.unit):
                notes.append(
                    f"the limit of {most} is not checked: it needs the body weight or area"
                )
            elif limit.per == "dose" and tally.used and most.unit.convertible(tally.unit):
                factor = ratio(tally.unit, most.unit)
                ends = [each.high for each in map(bounds, tally.amounts) if each is not None]
                if any(end is None or end * factor > most.figure.low for end in ends):
                    notes.append(f"a dose may exceed the limit of {most}")
        return replace(tally, notes=(*tally.notes, *notes))

    def _capped(self, tally: Tally, block: Block, caps: list[Amount]) -> Tally:
        if not caps or caps[0].figure is None or tally.unit is None or caps[0].unit is None:
            return tally
        if not caps[0].unit.convertible(tally.unit) or len(tally.amounts) != 1:
            return tally
        limit = caps[0].figure.low * ratio(caps[0].unit, tally.unit)
        capped = Rising(tally.amounts[0], lambda amount: (min(amount, limit), min(amount, limit)))
        return replace(tally, amounts=(capped,), total=Product((tally.count, capped)))

    def _banded(self, plain: Tally, block: Block, bands: tuple[Band, ...]) -> Tally:
        """An amount that depends on body weight: the bands that the weight may fall into."""
        rules = self._rules(plain.agent)
        found = rules.of_kind("weight")
        name, reach = "weight, not stated", Interval(Fraction(0), None)
        used: tuple[Assumption, ...] = ()
        if found is not None and found.target.figure is not None and found.target.unit is not None:
            kilograms = found.target.figure.scaled(ratio(found.target.unit, table()["kg"]))
            name, used = found.text, (found,)
            reach = Interval(kilograms.low, kilograms.high)
        inside = [
            band for band in bands
            if (band.stop is None or reach.low < band.stop)
            and (reach.high is None or band.start <= reach.high)
        ]  # fmt: skip
        cases = tuple((str(number), amount_of(band.amount, self.owner))
                      for number, band in enumerate(inside))  # fmt: skip
        each: Expression = cases[0][1]
        if len(cases) > 1:
            parameter = Parameter(name=name, values=tuple(n for n, _ in cases))
            each = Choice(parameter, cases)
        return replace(
            plain, unit=bands[0].amount.unit, amounts=(each,), used=used,
            total=Product((plain.count, each)),
        )  # fmt: skip

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


def _evenly(block: Block) -> str | None:
    """The count of a cut period if its doses are evenly placed, where the count is a range."""
    pattern = block.course.patterns[0][1] if block.course.patterns else None
    length = bounds(block.length) if block.length is not None else None
    if not isinstance(pattern, Cycle) or not pattern.even or length is None or length.high is None:
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
        return replace(
            tally, unit=target, total=Product((tally.total, missing)),
            amounts=tuple(Product((amount, missing)) for amount in tally.amounts),
        )  # fmt: skip
    each = tuple(_body(rules.convert(amount, tally.unit, target)) for amount in tally.amounts)
    return replace(
        tally, unit=target, total=found.value, amounts=each,
        used=(*tally.used, *found.assumptions),
    )  # fmt: skip


def _stuck(tally: Tally, target: Unit) -> bool:
    signs = (f"{target.plural} per ", "the unit (")
    return any(need.startswith(signs) for need in needs(tally.total))


def _added(group: list[Tally]) -> Tally:
    """The tallies of one agent in one dimension as one, in the unit of the first."""
    first = group[0]
    if len(group) == 1:
        return first
    totals: list[Expression] = []
    amounts: list[Expression] = []
    for each in group:
        factor = Known(ratio(each.unit, first.unit)) if each.unit and first.unit else None
        scale = factor if factor is not None and factor.value != 1 else None
        totals.append(Product((scale, each.total)) if scale else each.total)
        amounts.extend(Product((scale, a)) if scale else a for a in each.amounts)
    return replace(
        first,
        route=first.route if all(t.route == first.route for t in group) else None,
        count=Sum(tuple(t.count for t in group)),
        total=Sum(tuple(totals)),
        amounts=tuple(amounts),
        blocks=_once(t.blocks for t in group),
        dosing_days=Unknown("which of the days coincide"),
        first=_extreme(group, "first"),
        last=_extreme(group, "last"),
        about=any(t.about for t in group),
        unconfirmed=any(t.unconfirmed for t in group),
        assumed=_once(t.assumed for t in group),
        used=_once(t.used for t in group),
        sources=_once(t.sources for t in group),
        notes=_once(t.notes for t in group),
        steps=_once(t.steps for t in group),
    )


def _extreme(group: list[Tally], name: str) -> Expression | None:
    """The earliest first day or the latest last day of several tallies."""
    known = [end for end in (getattr(tally, name) for tally in group) if end is not None]
    if not known:
        return None
    return Least(tuple(known)) if name == "first" else Greatest(tuple(known))


T = TypeVar("T")


def _once(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(each for part in parts for each in part))


def _completed(whole: list[Tally]) -> list[Tally]:
    """A unit's total is unknown where the same agent is also given in amounts nobody states."""
    vague = {tally.agent: tally for tally in whole if tally.unit is None and _is_unknown(tally)}
    out = []
    for tally in whole:
        other = vague.get(tally.agent)
        if other is None or tally.unit is None or set(other.blocks) <= set(tally.blocks):
            out.append(tally)
        elif bounds(other.count) != Interval(Fraction(0), Fraction(0)):
            out.append(replace(
                tally, total=Sum((tally.total, other.total)),
                notes=(*tally.notes, "the same agent is also given in an unstated amount"),
            ))  # fmt: skip
    return out


def _is_unknown(tally: Tally) -> bool:
    return bounds(tally.total) is None


# ------------------------------------------------------------------ cohorts, arms, trials


def _people(given: Participants, owner: str) -> Expression:
    name = f"participants {given.figure}"
    return uncertain(given.figure, name, owner, assumed=given.facts.assumed is not None)


def _of_cohort(trial: Trial, arm: Arm) -> Participants | None:
    everyone = (*arm.participants, *(trial.participants if len(trial.arms) == 1 else ()))
    return next((each for each in everyone if each.in_each_cohort), None)


def _of_arm(trial: Trial, arm: Arm) -> Participants | None:
    everyone = (*arm.participants, *(trial.participants if len(trial.arms) == 1 else ()))
    return next((each for each in everyone if not each.in_each_cohort), None)


def _cohort_people(trial: Trial, variant: Variant) -> _Group:
    """How many share a variant: its cohort's participants, or the arm's where it has no cohorts."""
    arm = variant.arm
    owner = f"{trial.name}/{arm.name}/{variant.cohort or ''}"
    if variant.cohort is not None:
        given = _of_cohort(trial, arm)
        need = f"how many participants a cohort of {arm.name or 'the arm'} has"
    else:
        given = _of_arm(trial, arm)
        need = f"how many participants {arm.name or 'the arm'} has"
    if given is None:
        return _Group(Unknown(need))
    return _Group(_people(given, owner), given.facts, str(given.figure))


class _Group(NamedTuple):
    """How many participants, and what the record says of that number."""

    size: Expression
    facts: Facts = Facts()
    text: str = ""


def _times(tally: Tally, group: _Group) -> Tally:
    """A participant's tally for a group."""
    assumed = (group.facts.assumed,) if group.facts.assumed else ()
    step = Step("", f"participants {group.text}", "each gets the same") if group.text else None
    return replace(
        tally,
        count=Product((group.size, tally.count)),
        total=Product((group.size, tally.total)),
        assumed=tally.assumed + assumed,
        sources=_once((tally.sources, group.facts.sources)),
        steps=tally.steps + ((step,) if step else ()),
    )


Found = list[tuple[Variant, Tally]]


def _by_arm(trial: Trial, found: Found) -> Found:
    """Cohorts added up, one tally for each arm, reading, agent and dimension."""
    grouped: dict[tuple[object, ...], Found] = {}
    for variant, tally in found:
        key = (variant.arm.name, variant.name, *tally.key)
        grouped.setdefault(key, []).append((variant, tally))
    out: Found = []
    for members in grouped.values():
        variant = members[0][0]
        whole = _added([_times(t, _cohort_people(trial, v)) for v, t in members])
        out.append((Variant(variant.arm, variant.reading, variant.name), whole))
    return out


def _by_trial(found: Found) -> Found:
    """Arms added up, one tally for each agent and dimension.

    Where one arm has readings they stand side by side; where several have, each arm's reading is
    a parameter.
    """
    keys = list(dict.fromkeys(tally.key for _, tally in found))
    out: Found = []
    for key in keys:
        arms: dict[str, Found] = {}
        for variant, tally in found:
            if tally.key == key:
                arms.setdefault(variant.arm.name, []).append((variant, tally))
        several = [name for name, members in arms.items() if len(members) > 1]
        if len(several) == 1:
            fixed = [members[0][1] for name, members in arms.items() if name != several[0]]
            for variant, tally in arms[several[0]]:
                out.append((_nobody(variant.name), _added([tally, *fixed])))
        else:
            parts = [_either(name, members) for name, members in arms.items()]
            only = next(iter(arms.values()))[0][0].name if len(arms) == 1 and not several else None
            out.append((_nobody(only), _added(parts)))
    zero = Interval(Fraction(0), Fraction(0))
    treated = [(v, t) for v, t in out if t.unit is not None or bounds(t.total) != zero]
    return treated or out


def _nobody(name: str | None) -> Variant:
    return Variant(Arm(name=""), None, name)


def _either(arm: str, members: Found) -> Tally:
    """One tally for an arm: its only one, or a choice by its reading."""
    if len(members) == 1:
        return members[0][1]
    names = tuple(variant.name or "" for variant, _ in members)
    parameter = Parameter(name=f"reading of {arm}", values=names)
    whole = _added([tally for _, tally in members])
    return replace(
        whole,
        count=Choice(parameter, tuple(zip(names, (t.count for _, t in members), strict=True))),
        total=Choice(parameter, tuple(zip(names, (t.total for _, t in members), strict=True))),
    )


# ------------------------------------------------------------------ tallies to rows


def _row(trial: Trial, variant: Variant, tally: Tally, per: Per) -> Row:
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
    elif len(tally.amounts) == 1:
        product = (
            f"{spoken(doses, None)} × {spoken(each, tally.unit)} = {spoken(total, tally.unit)}"
        )
        yield Step("", "total", product)
    else:
        yield Step("", "total", f"summed over the levels: {spoken(total, tally.unit)}")
