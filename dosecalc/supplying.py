"""What callers type about vials, as a wish; what is wrong with it is in diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

from dosecalc import choice_mistakes, choosing, supply_calls
from dosecalc.amounts import Figure
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import read
from dosecalc.model import Trial, courses
from dosecalc.supplies import Packing, Share, Supplies, Wish
from dosecalc.variants import Question, fits, variants

_MOST_OVERAGE = 10


def wish(
    vials: Sequence[str], share: str, undiluted: bool, overage: str | None,
    participants: str | int | None, cohort: int | None, reading: str | None,
) -> tuple[Wish | None, list[Diagnostic]]:  # fmt: skip
    """The wish, or None with what is wrong with its words."""
    said: list[Diagnostic] = []
    packed = [packing(text, said) for text in vials]
    more = Fraction(0) if overage is None else _overage(overage, said)
    people = None if participants is None else _people(str(participants), said)
    if any(each.is_error for each in said):
        return None, said
    packings = tuple(each for each in packed if each is not None)
    made = Wish(packings, undiluted, cast("Share", share), more, people, cohort, reading)
    return made, said


def packing(text: str, said: list[Diagnostic]) -> Packing | None:
    """What `--vial` says one piece holds, and of which agent."""
    found, diagnostics = read.read_holding(text, "vial")
    said.extend(diagnostics)
    return None if found is None else Packing(found.product, found.agent)


def _overage(text: str, said: list[Diagnostic]) -> Fraction:
    """A percentage: `10 %`, `10%`, `10 percent`."""
    number = text.strip().removesuffix("%").removesuffix("percent").strip()
    found = None
    if number != text.strip():
        figure, wrong = read.read_figure(number, "overage")
        found = figure.low / 100 if figure is not None and figure.exact and not wrong else None
    if found is None or found > _MOST_OVERAGE:
        said.append(supply_calls.not_an_overage(text))
        return Fraction(0)
    return found


def _people(text: str, said: list[Diagnostic]) -> Figure | None:
    """A number of participants, or a range of them."""
    found, _ = read.read_figure(text, "participants")
    ends = [] if found is None else [found.low, found.high or found.low]
    if found is None or found.about or any(end.denominator != 1 or end < 1 for end in ends):
        said.append(supply_calls.no_participants(text))
        return None
    return found


def draft(trial: Trial, question: Question, wish: Wish) -> Diagnostic | None:
    """What is wrong where vials would be counted for a draft that no person has checked."""
    asked = [arm for arm in trial.arms if question.arm in (None, arm.name)]
    found = [variant for arm in asked for variant in variants(arm)]
    return choosing.draft(trial, [each for each in found if fits(each, wish.cohort, wish.reading)])


def missing(trials: Sequence[Trial], wish: Wish) -> list[Diagnostic]:
    """The agents, the cohort and the reading of a wish that none of the trials has."""
    found = [(arm, variant) for trial in trials for arm in trial.arms for variant in variants(arm)]
    if not found:
        return []
    agents = dict.fromkeys(
        course.agent
        for _, variant in found
        if variant.reading is not None
        for regimen in variant.reading.regimens
        for course in courses(regimen.item)
        if course.agent is not None
    )
    out = [
        supply_calls.agent_not_known(each.agent, tuple(agents))
        for each in wish.packings
        if each.agent is not None and each.agent not in agents
    ]
    numbers = [variant.cohort for _, variant in found if variant.cohort is not None]
    if wish.cohort is not None and wish.cohort not in numbers:
        out.append(choice_mistakes.cohort_not_known(wish.cohort, None, sorted(set(numbers))))
    own = [variant.reading.name for _, variant in found if variant.reading is not None]
    names = dict.fromkeys(name for name in (*own, *(v.name for _, v in found)) if name)
    if wish.reading is not None and wish.reading not in names:
        out.append(choice_mistakes.reading_not_known(wish.reading, None, tuple(names)))
    return out


def joined(
    found: Sequence[Supplies], wish: Wish | None, diagnostics: tuple[Diagnostic, ...]
) -> Supplies:
    """The supplies of several trials as one, with all diagnostics."""
    return Supplies(
        supplied=tuple(each for one in found for each in one.supplied),
        wish=wish or Wish(),
        untreated=tuple(each for one in found for each in one.untreated),
        diagnostics=diagnostics,
    )
