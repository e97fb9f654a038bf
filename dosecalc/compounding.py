"""How one administration is made of one batch: its amount, its volumes, and a placebo like it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil, floor

from dosecalc import calls
from dosecalc import preparation_calls as refusals
from dosecalc.amounts import Amount, number, readable
from dosecalc.blocks import Block
from dosecalc.containers import active_part, is_diluted, units_of
from dosecalc.conversions import Conversions
from dosecalc.days import Length
from dosecalc.meant_dose import (
    Chooser,
    Meant,
    amounts_of,
    arm_meant,
    held_in,
    is_volume,
    variant_meant,
)
from dosecalc.model import Arm, Dose, Facts, Trial
from dosecalc.preparation import Preparation, Rounding, Stopped, Wish, decimals
from dosecalc.pricing import Cell, Pricing
from dosecalc.protocol import Assumption, Product
from dosecalc.spoken import spoken
from dosecalc.units import Unit, numerator, per, ratio, table
from dosecalc.variants import Question, Variant, variants


def preparation(trial: Trial, question: Question, wish: Wish) -> Preparation:
    """The preparation of one administration; raises Stopped where there can be none."""
    if trial.unconfirmed:
        raise Stopped(calls.unconfirmed_draft(trial.name, trial.span))
    arm = arm_meant(trial, question)
    if _is_placebo(arm):
        return _placebo(trial, arm, question, wish)
    variant = variant_meant(arm, wish)
    return _Made(trial, variant, question, wish).preparation()


class _Made:
    """Makes the preparation of one variant."""

    def __init__(self, trial: Trial, variant: Variant, question: Question, wish: Wish) -> None:
        self.trial = trial
        self.variant = variant
        self.question = question
        self.wish = wish

    def meant(self) -> Meant:
        """The one dose that is meant."""
        return Chooser(self.trial, self.variant, self.question, self.wish).chosen()

    # -- of a placebo: the volume alone

    def has_volume(self) -> bool:
        """Whether the dose states exactly what volume it is, whatever that holds."""
        stated = [each for each in amounts_of(self.meant()) if is_volume(each)]
        figures = [each.figure for each in stated if each.figure is not None]
        return any(figure.exact and not figure.about for figure in figures)

    def of_volume(self) -> Preparation:
        """The preparation of the stated volume, as if it held nothing."""
        one = self.meant()
        course = one.block.course
        assert course.dose is not None
        levels = tuple(tuple(filter(is_volume, level)) for level in course.dose.levels)
        dose = replace(course.dose, levels=levels, placebo=False)
        alone = one._replace(block=replace(one.block, course=replace(course, dose=dose)))
        wish = self.wish._replace(batch=None, exactly=None, vial=None)
        made = _Made(self.trial, self.variant, self.question, wish)._of(alone)
        return replace(made, block=one.block, wish=self.wish._replace(batch=None), batch=None)

    # -- how much

    def preparation(self) -> Preparation:
        """The preparation of the dose that is meant."""
        return self._of(self.meant())

    def _of(self, one: Meant) -> Preparation:
        block, span = one.block, one.block.regimen.span
        if block.regimen.unconfirmed:
            raise Stopped(calls.unconfirmed_draft(str(block.course), span))
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

    def _cell(self, one: Meant, volume_alone: bool) -> tuple[Cell, str]:
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
        return cell, held_in(one)

    def _check_known(self, one: Meant) -> None:
        """Refuse an amount that nobody states before a batch is asked for."""
        dose = one.block.course.dose
        amounts = [each for level in dose.levels for each in level] if dose else []
        if any(each.figure is None and not is_volume(each) for each in amounts):
            raise Stopped(refusals.amount_unknown("the dose", one.block.regimen.span))

    def _refuse(self, cell: Cell, one: Meant, unit: Unit, target: Unit) -> None:
        need = "; ".join(dict.fromkeys(cell.needs)) or "the dose"
        span = one.block.regimen.span
        if "body" in need:
            raise Stopped(refusals.body_needed(need, span))
        given = str(self.wish.batch.unit) if self.wish.batch else str(target)
        if unit.name == "unstated":
            raise Stopped(refusals.amount_unknown(need, span))
        wanted = str(per(unit if unit.per is None else numerator(unit), table()["mL"]))
        raise Stopped(refusals.batch_does_not_fit(given, held_in(one), need, wanted))

    def _exact(self, cell: Cell, said: str, one: Meant) -> Fraction:
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
        self, one: Meant, amount: Fraction, cell: Cell, said: str, volume_alone: bool
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
        shown = f"{decimals(exact)} {volume}"
        if step is None and "…" in shown:
            raise Stopped(refusals.step_needed(shown))
        if step is not None and not drug:
            raise Stopped(refusals.step_too_coarse(shown, str(wish.step)))
        final = self._final(one, volume, volume_alone)
        if final is not None and final < drug:
            given, least = (f"{decimals(each)} {volume}" for each in (final, drug))
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

    def _final(self, one: Meant, volume: Unit, volume_alone: bool) -> Fraction | None:
        """The final volume: what the schedule states, else what the caller does."""
        asked = _in(self.wish.final, volume)
        dose = one.block.course.dose
        level = dose.levels[max(one.level, 0)] if dose is not None and dose.levels else ()
        stated = None if volume_alone else next((each for each in level if is_volume(each)), None)
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

    def _assumed(self, one: Meant) -> Iterator[str]:
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

    def _notes(self, one: Meant) -> Iterator[str]:
        if one.possible:
            yield "whether this dose is given is not certain: see `dosecalc doses`"
        if self.wish.exactly is not None:
            yield f"stated as {held_in(one)}; {self.wish.exactly} is what the caller confirmed"
        yield from dict.fromkeys(one.block.regimen.facts.notes)
        vial = self._vial(one.block.course.agent)
        if vial is not None:
            yield from self._strength(vial)
            yield from dict.fromkeys(vial.facts.notes)

    def _strength(self, vial: Product) -> Iterator[str]:
        """How the batch differs from what the packing states."""
        batch = self.wish.batch
        held = next((each for each in vial.holds if is_volume(each)), None)
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
    active = _Made(trial, variant_meant(others[0], wish), question, wish)
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


def _vials(vial: Product | None, drawn: Fraction, volume: Unit) -> tuple[int | None, str]:
    """How many vials are opened for a volume, or what is needed to tell."""
    if vial is None:
        return None, "what one vial holds"
    held = next((each for each in vial.holds if is_volume(each)), None)
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
