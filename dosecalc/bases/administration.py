"""One administration; where levels or courses differ, any of them."""

from dosecalc.bases.case import Case, Measure, unknown
from dosecalc.parameters import Choice, Parameter

NAME = "administration"
LABEL = "per administration"
DEFINITION = "the amount of a single administration"


def measure(case: Case) -> Measure:
    """The amount of one dose, or a choice among the amounts that occur."""
    amounts = tuple(dict.fromkeys(case.tally.amounts))
    if not amounts:
        return unknown(case, "the dose")
    if len(amounts) == 1:
        return Measure(case.tally, amounts[0])
    names = tuple(str(number) for number in range(1, len(amounts) + 1))
    owner = f"{case.trial.name}/{case.variant.arm.name}"
    which = Parameter(name="which of the amounts", values=names, owner=owner)
    amount = Choice(which, tuple(zip(names, amounts, strict=True)))
    return Measure(case.tally, amount, "amounts differ from dose to dose")
