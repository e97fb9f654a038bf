"""One administration made from one batch: what to draw, to add, to give, and what rounding does.

All figures are exact; only the volume that is drawn may be rounded, to a step that the caller
states, and the difference that it makes is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from dosecalc import preparation_calls as refusals
from dosecalc import supply_calls
from dosecalc.administrations import Cell, Pricing
from dosecalc.amounts import Amount, number, readable
from dosecalc.containers import active_part, is_diluted, units_of
from dosecalc.conversions import Conversions
from dosecalc.days import DayCount, Length
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Arm, Dose, Facts, Trial
from dosecalc.plan import Block, layout
from dosecalc.protocol import Assumption, Product
from dosecalc.spoken import spoken
from dosecalc.supplies import chosen
from dosecalc.units import Unit, numerator, per, ratio, table
from dosecalc.variants import Question, Variant, variants


class Wish(NamedTuple):
    """What the caller states: which dose, the batch, volumes, and the time of opening.

    All amounts are exact; `vial` is what one holds where the caller says so.
    """

    batch: Amount | None = None
    lot: str = ""
    participant: str = ""
    cohort: int | None = None
    reading: str | None = None
    agent: str | None = None
    partner: str | None = None
    dose: int | None = None
    day: int | None = None
    exactly: Amount | None = None
    vial: Product | None = None
    step: Amount | None = None
    dead: Amount | None = None
    final: Amount | None = None
    opened: datetime | None = None
    usable: Length | None = None


class Rounding(NamedTuple):
    """What a rounded volume gives: the amount, and how far it is off, absolutely and in part."""

    step: Fraction
    given: Fraction
    difference: Fraction
    part: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """A preparation worked out; volumes are in `volume`, amounts in `unit`.

    `exact` is the dose divided by the batch, `drug` what is measured of it, `drawn` that with the
    dead volume; `final` is None where nothing is added. `vials` are counted where their volume is
    known, else `vials_need` says what is missing. `used` are the assumptions that turn what is
    `stated` into the amount. With `placebo`, the sheet is that of the arm
    that has to look like `partner`.
    """

    trial: Trial
    variant: Variant
    block: Block
    placebo: bool
    partner: str
    doses: str
    stated: str
    amount: Fraction
    unit: Unit
    batch: Amount | None
    volume: Unit
    exact: Fraction
    drug: Fraction
    rounding: Rounding | None
    dead: Fraction
    final: Fraction | None
    vial: Product | None
    vials: int | None
    vials_need: str
    usable: Length | None
    use_by: datetime | None
    used: tuple[str, ...]
    assumed: tuple[str, ...]
    notes: tuple[str, ...]
    wish: Wish

    @property
    def drawn(self) -> Fraction:
        """The volume that is drawn up: the dose with the dead volume."""
        return self.drug + self.dead

    @property
    def diluent(self) -> Fraction | None:
        """What is added to reach the final volume; None where nothing is said of one."""
        return None if self.final is None else self.final - self.drug

    @property
    def given(self) -> Fraction:
        """The volume that the participant gets, and that a matching placebo has."""
        return self.drug if self.final is None else self.final


class Stopped(Exception):
    """There is no preparation; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def preparation(trial: Trial, question: Question, wish: Wish) -> Preparation:
    """The preparation of one administration; raises Stopped where there can be none."""
    if trial.unconfirmed:
        raise Stopped(refusals.unconfirmed_draft(trial.name, trial.span))
    arm = _arm(trial, question)
    if _is_placebo(arm):
        return _placebo(trial, arm, question, wish)
    variant = _variant(arm, wish)
    return _Made(trial, variant, question, wish).preparation()


# ------------------------------------------------------------------ which dose


def _arm(trial: Trial, question: Question) -> Arm:
    """The one arm that is meant."""
    found = [arm for arm in trial.arms if question.arm is None or arm.name == question.arm]
    treated = [arm for arm in found if arm.readings]
    if not treated:
        raise Stopped(refusals.nothing_to_prepare(found[0].name if found else trial.name))
    if len(treated) > 1:
        names = [arm.name for arm in treated]
        raise Stopped(refusals.choice_needed("arm", names, f'choose one: `--arm "{names[0]}"`'))
    return treated[0]


def _variant(arm: Arm, wish: Wish) -> Variant:
    """The one reading and cohort that are meant."""
    whole = list(variants(arm))
    found = [each for each in whole if chosen(each, None, wish.reading)]
    own = (each.reading.name for each in whole if each.reading is not None)
    names = [name for name in dict.fromkeys((*own, *(each.name for each in whole))) if name]
    if not found:
        raise Stopped(supply_calls.reading_not_known(wish.reading or "", names))
    if wish.cohort is not None:
        numbers = [each.cohort for each in found if each.cohort is not None]
        found = [each for each in found if each.cohort == wish.cohort]
        if not found:
            raise Stopped(supply_calls.cohort_not_known(wish.cohort, max(numbers, default=0)))
    readings = list(dict.fromkeys(each.name or "" for each in found))
    if len(readings) > 1:
        hint = f'choose one: `--reading "{readings[0]}"`'
        raise Stopped(refusals.choice_needed("reading", readings, hint))
    if len(found) > 1:
        cohorts = [str(each.cohort) for each in found]
        raise Stopped(refusals.choice_needed("cohort", cohorts, "choose one: `--cohort 1`"))
    return found[0]


class _Dose(NamedTuple):
    """A dose of a block at a level, -1 where nobody states which; and which of them it may be."""

    block: Block
    level: int
    doses: str = ""
    possible: bool = False


class _Made:
    """Makes the preparation of one variant."""

    def __init__(self, trial: Trial, variant: Variant, question: Question, wish: Wish) -> None:
        self.trial = trial
        self.variant = variant
        self.question = question
        self.wish = wish

    # -- of a placebo: the volume alone

    def has_volume(self) -> bool:
        """Whether the dose states exactly what volume it is, whatever that holds."""
        stated = [each for each in _amounts(self.chosen()) if _is_volume(each)]
        figures = [each.figure for each in stated if each.figure is not None]
        return any(figure.exact and not figure.about for figure in figures)

    def of_volume(self) -> Preparation:
        """The preparation of the stated volume, as if it held nothing."""
        one = self.chosen()
        course = one.block.course
        assert course.dose is not None
        levels = tuple(tuple(filter(_is_volume, level)) for level in course.dose.levels)
        dose = replace(course.dose, levels=levels, placebo=False)
        alone = one._replace(block=replace(one.block, course=replace(course, dose=dose)))
        wish = self.wish._replace(batch=None, exactly=None, vial=None)
        made = _Made(self.trial, self.variant, self.question, wish)._of(alone)
        return replace(made, block=one.block, wish=self.wish._replace(batch=None), batch=None)

    # -- which block and level

    def chosen(self) -> _Dose:
        """The one dose that is meant, of those that hold different amounts."""
        regimens = self.variant.reading.regimens if self.variant.reading else ()
        owner = f"{self.trial.name}/{self.variant.arm.name}"
        blocks = layout(regimens, self.trial, owner, self.question.start).blocks
        if not blocks:
            raise Stopped(refusals.nothing_to_prepare(self.variant.arm.name))
        agents = list(dict.fromkeys(block.course.agent for block in blocks))
        if self.wish.agent is not None and self.wish.agent not in agents:
            known = [name for name in agents if name]
            raise Stopped(supply_calls.agent_not_known(self.wish.agent, known))
        if self.wish.agent is None and len(agents) > 1:
            names = [name or "no name" for name in agents]
            hint = f'choose one: `--agent "{names[0]}"`'
            raise Stopped(refusals.choice_needed("agent", names, hint))
        agent = self.wish.agent if self.wish.agent is not None else agents[0]
        if self.wish.dose is not None or self.wish.day is not None:
            return self._numbered(agent)
        mine = [_Dose(b, n) for b in blocks if b.course.agent == agent for n in self._levels(b)]
        held = dict.fromkeys(_told_apart(each) for each in mine)
        if len(held) > 1:
            hint = "choose it with `--dose N` or `--day N`: `dosecalc doses` lists them"
            raise Stopped(refusals.choice_needed("dose", list(held), hint))
        return mine[0]

    def _levels(self, block: Block) -> list[int]:
        """The levels that doses of a block may be on."""
        dose, escalation = block.course.dose, block.course.escalation
        if dose is None or dose.bands or (len(dose.levels) == 1 and not dose.spread):
            return [0]
        if self.variant.stepless or dose.spread:
            return [-1]
        if escalation is None or escalation.kind != "time":
            return [min(self.variant.cohort or 1, len(dose.levels)) - 1]
        return list(range(len(dose.levels)))

    def _numbered(self, agent: str | None) -> _Dose:
        """The dose of a number, or of a study day."""
        import numpy as np

        from dosecalc.timeline import timeline

        wish, count = self.wish, DayCount(self.trial.days_from_zero)
        asked = f"dose {wish.dose}" if wish.dose is not None else f"dose on day {wish.day}"
        try:
            events = timeline(self.trial, self.variant, first=self.question.start)
            offset = None if wish.day is None else count.offset(wish.day)
        except ValueError as error:
            raise Stopped(refusals.no_such_dose(asked, str(error))) from None
        for block, why in events.left_out:
            if block.course.agent == agent:
                raise Stopped(refusals.no_such_dose(asked, f"when doses fall needs {why}"))
        of = [n for n, block in enumerate(events.blocks) if block.course.agent == agent]
        mine = np.isin(events.block, of)
        found = mine if wish.dose is None else mine & (events.number == wish.dose)
        if offset is not None:
            found = found & (events.day == offset)
        places = np.flatnonzero(found).tolist()
        if not places:
            day = events.day[mine]
            first, last = (count.number(int(end)) for end in (day.min(), day.max()))
            said = f"{int(mine.sum()):,} doses are given, on days {first} to {last}"
            raise Stopped(refusals.no_such_dose(asked, said))
        each = [_Dose(events.blocks[events.block[n]], self._level(events, n)) for n in places]
        numbers = [str(events.number[n]) for n in places]
        if len({_told_apart(one) for one in each}) > 1:
            hint = f"choose one: `--dose {numbers[0]}`"
            raise Stopped(refusals.choice_needed("dose", numbers, hint))
        on = count.text(int(events.day[places[0]]))
        named = f"dose {numbers[0]}" if len(numbers) == 1 else f"doses {', '.join(numbers)}"
        sure = not any(events.possible[n] for n in places)
        return each[0]._replace(doses=f"{named}, {on}", possible=not sure)

    def _level(self, events: object, place: int) -> int:
        level = int(events.level[place])  # type: ignore[attr-defined]
        block = events.blocks[events.block[place]]  # type: ignore[attr-defined]
        return 0 if block.course.dose is not None and block.course.dose.bands else level

    # -- how much

    def preparation(self) -> Preparation:
        """The preparation of the dose that is meant."""
        return self._of(self.chosen())

    def _of(self, one: _Dose) -> Preparation:
        block, span = one.block, one.block.regimen.span
        if block.regimen.unconfirmed:
            raise Stopped(refusals.unconfirmed_draft(str(block.course), span))
        dose = block.course.dose
        if dose is None:
            raise Stopped(refusals.amount_unknown("the dose", span))
        volume_alone = self._volume_alone(dose, block)
        cell, said = self._cell(one, volume_alone)
        amount = self._exact(cell, said, one)
        assert cell.unit is not None
        return self._worked(one, amount, cell, said, volume_alone)

    def _rules(self, agent: str | None) -> Conversions:
        assumptions = (*self.trial.assumptions, *self.question.assumptions)
        return Conversions(assumptions, self.trial.name, agent, not self.trial.phrase)

    def _volume_alone(self, dose: Dose, block: Block) -> bool:
        """Whether the dose is a volume and nothing else, so that no batch has to be measured."""
        found = units_of(dose, self._rules(block.course.agent))
        volume = any(unit is not None and unit.dimension == "volume" for unit in found)
        return volume and not is_diluted(found)

    def _cell(self, one: _Dose, volume_alone: bool) -> tuple[Cell, str]:
        """The dose in the unit in which it is drawn, and in words as the schedule states it."""
        dose, wish = one.block.course.dose, self.wish
        assert dose is not None
        rules = self._rules(one.block.course.agent)
        block = active_part(one.block, rules)
        unit = next((u for u in units_of(block.course.dose or dose, rules) if u), None)
        if volume_alone:
            unit = next(u for u in units_of(dose, rules) if u and u.dimension == "volume")
            target: Unit = wish.final.unit if wish.final and wish.final.unit else unit
            target = wish.step.unit if wish.step and wish.step.unit else target
        elif unit is None:
            raise Stopped(refusals.amount_unknown("the dose", block.regimen.span))
        elif wish.batch is None or wish.batch.unit is None:
            self._check_known(one)
            raise Stopped(refusals.batch_needed(unit.plural))
        else:
            target = numerator(wish.batch.unit)
        pricing = Pricing(
            self.trial, self.variant, self.question._replace(unit=target),
            named=not self.trial.phrase,
        )  # fmt: skip
        cell = pricing.levels(block)[one.level + 1][0]
        if cell.amount is None:
            self._check_known(one)
            self._refuse(cell, one, unit, target)
        return cell, _held(one)

    def _check_known(self, one: _Dose) -> None:
        """Refuse an amount that nobody states before a batch is asked for."""
        dose = one.block.course.dose
        amounts = [each for level in dose.levels for each in level] if dose else []
        if any(each.figure is None and not _is_volume(each) for each in amounts):
            raise Stopped(refusals.amount_unknown("the dose", one.block.regimen.span))

    def _refuse(self, cell: Cell, one: _Dose, unit: Unit, target: Unit) -> None:
        need = "; ".join(dict.fromkeys(cell.needs)) or "the dose"
        span = one.block.regimen.span
        if "body" in need:
            raise Stopped(refusals.body_needed(need, span))
        given = str(self.wish.batch.unit) if self.wish.batch else str(target)
        if unit.name == "unstated":
            raise Stopped(refusals.amount_unknown(need, span))
        wanted = str(per(unit if unit.per is None else numerator(unit), table()["mL"]))
        raise Stopped(refusals.batch_does_not_fit(given, _held(one), need, wanted))

    def _exact(self, cell: Cell, said: str, one: _Dose) -> Fraction:
        """The amount to prepare: what is stated exactly, or what the caller confirms of a range."""
        assert cell.amount is not None and cell.unit is not None
        low, high = cell.amount
        spread = spoken(cell.amount, cell.unit)
        given = self.wish.exactly
        if given is not None:
            return self._confirmed(given, cell, spread)
        span = one.block.regimen.span
        if low != high:
            weight = any(each.kind in ("weight", "area") for each in cell.used)
            cause = ", ".join(each.text for each in cell.used)
            if weight or any("body weight" in why for why in cell.why):
                what = f"the body weight exactly, and it is {cause}" if cause else "the body weight"
                raise Stopped(refusals.body_needed(what, span))
            raise Stopped(refusals.amount_not_exact(spread, cause, span))
        if "about" in cell.why or any(_about(each) for each in cell.used):
            exact = f"{number(low)} {cell.unit.plural}"
            raise Stopped(refusals.amount_about(exact, span))
        if not low:
            raise Stopped(refusals.amount_unknown("an amount above zero", span))
        return low

    def _confirmed(self, given: Amount, cell: Cell, said: str) -> Fraction:
        assert given.figure is not None and given.unit is not None
        assert cell.amount is not None and cell.unit is not None
        if not given.unit.convertible(cell.unit):
            raise Stopped(refusals.not_within_the_dose(str(given), said))
        found = given.figure.low * ratio(given.unit, cell.unit)
        low, high = cell.amount
        if not low <= found or (high is not None and found > high) or not found:
            raise Stopped(refusals.not_within_the_dose(str(given), said))
        return found

    # -- volumes

    def _worked(
        self, one: _Dose, amount: Fraction, cell: Cell, said: str, volume_alone: bool
    ) -> Preparation:
        wish, unit = self.wish, cell.unit
        assert unit is not None
        volume = _volume_unit(wish, unit if volume_alone else None)
        concentration = Fraction(1)
        if not volume_alone:
            assert wish.batch is not None and wish.batch.figure is not None
            assert wish.batch.unit is not None and wish.batch.unit.per is not None
            concentration = wish.batch.figure.low * ratio(volume, wish.batch.unit.per)
        exact = amount / concentration
        step = _in(wish.step, volume)
        drug = exact if step is None else _rounded(exact, step)
        shown = f"{_decimals(exact)} {volume}"
        if step is None and not _ends(exact):
            raise Stopped(refusals.step_needed(shown))
        if step is not None and not drug:
            raise Stopped(refusals.step_too_coarse(shown, str(wish.step)))
        final = self._final(one, volume, volume_alone)
        if final is not None and final < drug:
            given, least = (f"{_decimals(each)} {volume}" for each in (final, drug))
            raise Stopped(refusals.final_volume_too_small(given, least))
        rounding = None
        if step is not None:
            given_amount = drug * concentration
            off = given_amount - amount
            rounding = Rounding(step, given_amount, off, off / amount)
        dead = _in(wish.dead, volume) or Fraction(0)
        vial = self._vial(one.block.course.agent)
        vials, need = _vials(vial, drug + dead, volume)
        usable = self._usable(one.block.course.agent)
        return Preparation(
            trial=self.trial, variant=self.variant, block=one.block, placebo=False, partner="",
            doses=one.doses, stated=said, amount=amount, unit=unit, batch=wish.batch,
            volume=volume, exact=exact, drug=drug, rounding=rounding, dead=dead, final=final,
            vial=vial, vials=vials, vials_need=need, usable=usable,
            use_by=_use_by(wish.opened, usable),
            used=tuple(dict.fromkeys(each.text for each in cell.used)),
            assumed=tuple(self._assumed(one)), notes=tuple(self._notes(one)), wish=wish,
        )  # fmt: skip

    def _final(self, one: _Dose, volume: Unit, volume_alone: bool) -> Fraction | None:
        """The final volume: what the schedule states, else what the caller does."""
        asked = _in(self.wish.final, volume)
        dose = one.block.course.dose
        level = dose.levels[max(one.level, 0)] if dose is not None and dose.levels else ()
        stated = None if volume_alone else next((each for each in level if _is_volume(each)), None)
        if stated is None:
            return asked
        assert stated.unit is not None
        span, given = one.block.regimen.span, str(self.wish.final or "")
        figure = stated.figure
        if figure is None:
            if asked is None:
                raise Stopped(refusals.final_volume_differs("", str(stated), span))
            return asked
        exact = figure.exact and not figure.about
        held = figure.scaled(ratio(stated.unit, volume))
        if asked is None:
            if not exact:
                raise Stopped(refusals.final_volume_differs("", str(stated), span))
            return held.low
        if asked < held.low or (held.high is not None and asked > held.high):
            raise Stopped(refusals.final_volume_differs(given, str(stated), span))
        return asked

    def _vial(self, agent: str | None) -> Product | None:
        if self.wish.vial is not None:
            return self.wish.vial
        stated = [p for each in self.trial.agents if each.name == agent for p in each.products]
        return stated[0] if len(stated) == 1 else None

    def _usable(self, agent: str | None) -> Length | None:
        if self.wish.usable is not None:
            return self.wish.usable
        stated = [u.length for each in self.trial.agents if each.name == agent for u in each.usable]
        return stated[0] if stated and stated[0].exact else None

    def _assumed(self, one: _Dose) -> Iterator[str]:
        """What the dose rests on that its schedule does not state, and what the caller confirms."""
        reading = self.variant.reading
        own = [each for each in self.trial.agents if each.name == one.block.course.agent]
        vial = self._vial(one.block.course.agent)
        agents = [each.facts for each in own]
        agents += [vial.facts] if vial is not None else []
        agents += [u.facts for each in own for u in each.usable if self.wish.usable is None]
        facts = (
            one.block.regimen.facts, reading.facts if reading else Facts(), self.variant.arm.facts,
            *agents,
        )  # fmt: skip
        yield from dict.fromkeys(each.assumed for each in facts if each.assumed)

    def _notes(self, one: _Dose) -> Iterator[str]:
        if one.possible:
            yield "whether this dose is given is not certain: see `dosecalc doses`"
        if self.wish.exactly is not None:
            yield f"stated as {_held(one)}; {self.wish.exactly} is what the caller confirmed"
        yield from dict.fromkeys(one.block.regimen.facts.notes)
        vial = self._vial(one.block.course.agent)
        if vial is not None:
            yield from self._strength(vial)
            yield from dict.fromkeys(vial.facts.notes)

    def _strength(self, vial: Product) -> Iterator[str]:
        """How the batch differs from what the packing states."""
        batch = self.wish.batch
        held = next((each for each in vial.holds if _is_volume(each)), None)
        if batch is None or batch.unit is None or batch.unit.per is None or held is None:
            return
        top = numerator(batch.unit)
        inside = next((a for a in vial.holds if a.unit and a.unit.convertible(top)), None)
        figures = [each.figure for each in (inside, held, batch) if each is not None]
        exact = [f.low for f in figures if f is not None and f.exact and not f.about]
        if len(exact) < 3 or inside is None or inside.unit is None or held.unit is None:
            return
        volume = exact[1] * ratio(held.unit, batch.unit.per)
        stated = exact[0] * ratio(inside.unit, top) / volume
        if stated != exact[2]:
            off = (exact[2] - stated) / stated * 100
            yield (
                f"the packing states {readable(stated)} {batch.unit}: the batch is "
                f"{readable(abs(off))} % {'above' if off > 0 else 'below'} it"
            )


# ------------------------------------------------------------------ placebo


def _is_placebo(arm: Arm) -> bool:
    """Whether an arm is given placebo and nothing else."""
    from dosecalc.model import courses

    doses = [
        course.dose
        for reading in arm.readings
        for regimen in reading.regimens
        for course in courses(regimen.item)
    ]
    return bool(doses) and all(dose is not None and dose.placebo for dose in doses)


def _placebo(trial: Trial, arm: Arm, question: Question, wish: Wish) -> Preparation:
    """A placebo of the volume of the arm that it has to look like."""
    others = [
        each for each in trial.arms if each.readings and each is not arm and not _is_placebo(each)
    ]
    names = [each.name for each in others]
    own = next(variants(arm))
    stated = _Made(trial, own, question, wish)
    if stated.has_volume():
        return _as_placebo(stated.of_volume(), wish)
    if wish.partner is not None:
        others = [each for each in others if each.name == wish.partner]
    if len(others) != 1:
        raise Stopped(refusals.partner_needed(arm.name, names))
    active = _Made(trial, _variant(others[0], wish), question, wish)
    made = active.of_volume() if active.has_volume() else active.preparation()
    variant = Variant(arm, own.reading, made.variant.name, made.variant.cohort)
    return replace(_as_placebo(made, wish), partner=others[0].name, variant=variant)


def _as_placebo(made: Preparation, wish: Wish) -> Preparation:
    """The preparation as that of a placebo, which is in vials of its own."""
    return replace(
        made, placebo=True, vial=None, vials=None, vials_need="", usable=wish.usable,
        use_by=_use_by(wish.opened, wish.usable),
    )  # fmt: skip


# ------------------------------------------------------------------ figures


def _about(assumption: Assumption) -> bool:
    """Whether an assumption is itself about so much."""
    ends = (assumption.target, assumption.source)
    return any(end is not None and end.figure is not None and end.figure.about for end in ends)


def _amounts(one: _Dose) -> tuple[Amount, ...]:
    """The amounts that a dose is stated in."""
    dose = one.block.course.dose
    return dose.levels[max(one.level, 0)] if dose is not None and dose.levels else ()


def _told_apart(one: _Dose) -> str:
    """What makes the preparation of a dose another one: amount, route, time of infusion."""
    course = one.block.course
    over = ", ".join(map(str, course.infusion))
    return "".join((
        _held(one), f" by {course.route}" if course.route else "", f" over {over}" if over else ""
    ))  # fmt: skip


def _held(one: _Dose) -> str:
    """What a dose holds, as the schedule states it."""
    dose = one.block.course.dose
    if dose is None:
        return "an unknown amount"
    if dose.bands:
        return "an amount by body weight"
    if one.level < 0:
        ends = [dose.levels[0], dose.levels[-1]]
        return " to ".join(dict.fromkeys(" in ".join(map(str, level)) for level in ends))
    return " in ".join(map(str, dose.levels[one.level])) or "placebo"


def _is_volume(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.dimension == "volume"


def _volume_unit(wish: Wish, own: Unit | None) -> Unit:
    """The unit of all volumes: that of the step, of the final volume, of the dose or the batch."""
    for given in (wish.step, wish.final):
        if given is not None and given.unit is not None:
            return given.unit
    if own is not None:
        return own
    batch = wish.batch.unit if wish.batch is not None else None
    return batch.per if batch is not None and batch.per is not None else table()["mL"]


def _in(amount: Amount | None, volume: Unit) -> Fraction | None:
    if amount is None or amount.figure is None or amount.unit is None:
        return None
    return amount.figure.low * ratio(amount.unit, volume)


def _rounded(value: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of a step; from the middle between two, the greater one."""
    return floor(value / step + Fraction(1, 2)) * step


def _ends(value: Fraction) -> bool:
    """Whether a row of decimals ends."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _decimals(value: Fraction) -> str:
    """The value in decimals: whole where they end soon, else its first ones before `…`.

    >>> _decimals(Fraction(3, 2)), _decimals(Fraction(100, 23)), _decimals(Fraction(1, 3000))
    ('1.5', '4.3478…', '0.00033333…')
    """
    if _ends(value) and len(number(value)) <= 10 and "e" not in number(value):
        return number(value)
    places = 4
    while value and value * 10**places < 10**4:
        places += 1
    cut = Fraction(floor(value * 10**places), 10**places)
    whole, rest = divmod(cut.numerator * 10**places // cut.denominator, 10**places)
    text = f"{whole}.{rest:0{places}}"
    return text.rstrip("0").rstrip(".") if Fraction(text) == value else f"{text}…"


def _vials(vial: Product | None, drawn: Fraction, volume: Unit) -> tuple[int | None, str]:
    """How many vials are opened for a volume, or what is needed to tell."""
    if vial is None:
        return None, "what one vial holds"
    held = next((each for each in vial.holds if _is_volume(each)), None)
    one = vial.form.singular
    if held is None or held.figure is None or held.unit is None:
        return None, f"the volume in one {one}"
    if not held.figure.exact or held.figure.about:
        return None, f"the exact volume in one {one}, which is {held}"
    return ceil(drawn / (held.figure.low * ratio(held.unit, volume))), ""


def _use_by(opened: datetime | None, usable: Length | None) -> datetime | None:
    """When an opened vial may no longer be used: elapsed time after it was opened."""
    if opened is None or usable is None:
        return None
    try:
        return opened + timedelta(seconds=int(usable.seconds[0]))
    except OverflowError:
        return None


def volume_of(value: Fraction, unit: Unit) -> str:
    """A volume in words, in decimals."""
    return f"{_decimals(value)} {unit.singular if value == 1 else unit.plural}"
