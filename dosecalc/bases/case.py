"""What a basis is given, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dosecalc.model import Trial
from dosecalc.parameters import Expression, Unknown
from dosecalc.tally import Tally
from dosecalc.variants import Question, Variant

if TYPE_CHECKING:
    from dosecalc.exposure import Curve


class Case(NamedTuple):
    """One participant's tally in the unit of the question, and where it comes from.

    `day` is the day of `by-day`, as an offset from day 1; `curves` are those of the variant and
    agent, in the units that the text states.
    """

    trial: Trial
    variant: Variant
    tally: Tally
    question: Question
    day: int | None = None
    curves: tuple[Curve, ...] = ()


class Measure(NamedTuple):
    """The tally on a basis, `total` being the amount that is compared, and what to say of it."""

    tally: Tally
    amount: Expression
    note: str = ""


def unknown(case: Case, need: str) -> Measure:
    """A measure that cannot be made, and what it needs."""
    return Measure(case.tally, Unknown(need))
