"""Which administration a preparation is for: its arm, reading, cohort, and dose."""

from __future__ import annotations

from typing import NamedTuple

from dosecalc import preparation_calls as refusals
from dosecalc import supply_calls
from dosecalc.amounts import Amount
from dosecalc.blocks import Block
from dosecalc.choosing import chosen
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Arm, Trial
from dosecalc.plan import layout
from dosecalc.preparation import Stopped, Wish
from dosecalc.variants import Question, Variant


def arm_meant(trial: Trial, question: Question) -> Arm:
    """The one arm that is meant."""
    found = [arm for arm in trial.arms if question.arm is None or arm.name == question.arm]
    treated = [arm for arm in found if arm.readings]
    if not treated:
        raise Stopped(refusals.nothing_to_prepare(found[0].name if found else trial.name))
    if len(treated) > 1:
        names = [arm.name for arm in treated]
        raise Stopped(refusals.choice_needed("arm", names, f'choose one: `--arm "{names[0]}"`'))
    return treated[0]


def variant_meant(arm: Arm, wish: Wish) -> Variant:
    """The one reading and cohort that are meant."""
    found = chosen(arm, wish.cohort, wish.reading, strict=True)
    if isinstance(found, Diagnostic):
        raise Stopped(found)
    return found


class Meant(NamedTuple):
    """A dose of a block at a level, -1 where nobody states which; and which of them it may be."""

    block: Block
    level: int
    doses: str = ""
    possible: bool = False


class Chooser:
    """Finds the one dose that is meant, of a variant."""

    def __init__(self, trial: Trial, variant: Variant, question: Question, wish: Wish) -> None:
        self.trial = trial
        self.variant = variant
        self.question = question
        self.wish = wish

    def chosen(self) -> Meant:
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
        mine = [Meant(b, n) for b in blocks if b.course.agent == agent for n in self._levels(b)]
        held = dict.fromkeys(told_apart(each) for each in mine)
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

    def _numbered(self, agent: str | None) -> Meant:
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
        each = [Meant(events.blocks[events.block[n]], self._level(events, n)) for n in places]
        numbers = [str(events.number[n]) for n in places]
        if len({told_apart(one) for one in each}) > 1:
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


def amounts_of(one: Meant) -> tuple[Amount, ...]:
    """The amounts that a dose is stated in."""
    dose = one.block.course.dose
    return dose.levels[max(one.level, 0)] if dose is not None and dose.levels else ()


def told_apart(one: Meant) -> str:
    """What makes the preparation of a dose another one: amount, route, time of infusion."""
    course = one.block.course
    over = ", ".join(map(str, course.infusion))
    return "".join((
        held_in(one), f" by {course.route}" if course.route else "", f" over {over}" if over else ""
    ))  # fmt: skip


def held_in(one: Meant) -> str:
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


def is_volume(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.dimension == "volume"
