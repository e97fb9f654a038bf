"""The total of one participant per kilogram of body weight."""

from dosecalc import units
from dosecalc.bases.case import Case, Measure, unknown
from dosecalc.conversions import Conversions
from dosecalc.parameters import Known, Product, uncertain
from dosecalc.ratios import over
from dosecalc.units import table

NAME = "per-kg"
LABEL = "per kg of body weight"
DEFINITION = "the total as stated per kilogram, or divided by the body weight that is assumed"


def measure(case: Case) -> Measure:
    """The total per kilogram: as stated so, or over the assumed weight."""
    unit = case.tally.unit
    if unit is not None and unit.per is not None and unit.per.convertible(table()["kg"]):
        factor = units.ratio(table()["kg"], unit.per)
        return Measure(case.tally, Product((case.tally.total, Known(factor))))
    assumptions = (*case.trial.assumptions, *case.question.assumptions)
    found = Conversions(assumptions, case.trial.name, case.tally.agent).of_kind("weight")
    if found is None or found.target.figure is None or found.target.unit is None:
        return unknown(case, "the body weight")
    kilograms = found.target.figure.scaled(units.ratio(found.target.unit, table()["kg"]))
    weight = uncertain(kilograms, found.text, "", assumed=True)
    return Measure(case.tally, over(case.tally.total, weight))
