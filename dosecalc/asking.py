"""What callers type, as questions and texts; what is wrong with it is in diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from os import PathLike
from typing import TYPE_CHECKING, TypeVar

from dosecalc import calls, sources, units
from dosecalc.amounts import just
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text
from dosecalc.results import Per
from dosecalc.totals import Question
from dosecalc.units import Unit

if TYPE_CHECKING:
    from datetime import date

    from dosecalc.curves import Times
    from dosecalc.sketch import Sketch

Argument = str | PathLike[str] | Text
Made = TypeVar("Made")


def texts(arguments: Sequence[Argument]) -> list[Text]:
    """The texts of arguments of any kind, in order."""
    found: list[Text] = []
    for argument in arguments:
        if isinstance(argument, Text):
            found.append(argument)
        else:
            found.extend(sources.texts([str(argument)]))
    return found


def ask(
    *,
    unit: str | None = None,
    assume: Sequence[str] = (),
    with_: Sequence[str] = (),
    arm: str | None = None,
    weight: str | None = None,
    per: Per = "participant",
    start: str | None = None,
) -> tuple[Question | None, list[Diagnostic]]:
    """A question from its words, or None with the diagnostics that say why not."""
    typed = list(assume)
    if weight is not None:
        body = weight if weight.strip().lower().endswith(("kg", "g")) else f"{weight} kg"
        typed.append(f"weight = {body}")
    assumed, said = sources.assumptions(typed, with_)
    diagnostics = list(said)
    wanted: Unit | None = None
    if unit is not None:
        wanted = units.typed(unit)
        if wanted is None:
            diagnostics.append(calls.unit_not_known(unit, units.table()))
    diagnostics.extend(sources.contradictions(assumed))
    first = day_typed(start)
    if start is not None and first is None:
        diagnostics.append(calls.no_date(start))
    if any(each.is_error for each in diagnostics):
        return None, diagnostics
    return Question(per, wanted, assumed, arm, first), diagnostics


def day_typed(text: str | None) -> date | None:
    """A date as it is typed, `2026-03-02`; None for what is none."""
    from datetime import date

    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        return None


def missing_arm(read: Sequence[Text], arm: str | None) -> list[Diagnostic]:
    names = [each.name for text in read for each in text.trial.arms]
    if arm is None or arm in names:
        return []
    return [calls.arm_not_known(arm, dict.fromkeys(filter(None, names)))]


def wishes(
    at: str | None, grid: str | None, until: str | None, half_life: str | None,
    absorption: str | None, fraction: str | None, above: float | None,
) -> tuple[tuple[Times, Sketch | None] | None, list[Diagnostic]]:  # fmt: skip
    """When curves are asked for, and the sketch of what remains; None with what is wrong."""
    from dosecalc.curves import Times
    from dosecalc.language import read
    from dosecalc.sketch import Sketch

    said: list[Diagnostic] = []

    def value(made: tuple[Made | None, tuple[Diagnostic, ...]]) -> Made | None:
        said.extend(made[1])
        return made[0]

    days = value(read.read_moments(at, "at", DayCount())) if at is not None else None
    step = value(read.read_length(grid, "grid")) if grid is not None else None
    stop = value(read.read_length(until, "until")) if until is not None else None
    life = value(read.read_length(half_life, "half-life")) if half_life is not None else None
    depot = value(read.read_length(absorption, "absorption")) if absorption is not None else None
    part = value(read.read_figure(fraction, "fraction")) if fraction is not None else just(1)
    if at is not None and grid is not None:
        said.append(calls.one_of_two("--at", "--grid"))
    if half_life is None and (absorption is not None or fraction is not None or above is not None):
        said.append(calls.half_life_needed())
    if stop is not None and grid is None:
        said.append(calls.grid_needed())
    for name, length in (("--grid", step), ("--until", stop), ("--absorption-half-life", depot)):
        if length is not None and not length.exact:
            said.append(calls.one_length(name, str(length)))
    if life is not None and life.high is None:
        said.append(calls.one_length("--half-life", str(life)))
    if part is not None and not (part.low > 0 and part.high is not None and part.high <= 1):
        said.append(calls.not_a_part(str(part)))
    if above is not None and not 0 < above < inf:
        said.append(calls.not_above_zero("--above", above))
    if any(each.is_error for each in said):
        return None, said
    seconds = int(step.seconds[0]) if step is not None else None
    last = int(stop.seconds[0]) if stop is not None else None
    sketch = None if life is None else Sketch(life, depot, part or just(1))
    return (Times(days, seconds, last), sketch), said
