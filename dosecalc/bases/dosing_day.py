"""The total over the days on which anything is given."""

from dosecalc.bases.case import Case, Measure, unknown
from dosecalc.parameters import bounds
from dosecalc.ratios import over

NAME = "dosing-day"
LABEL = "per dosing day"
DEFINITION = "the total divided by the number of days on which a dose is given"


def measure(case: Case) -> Measure:
    """The total over the dosing days."""
    days = case.tally.dosing_days
    if bounds(days) is None:
        return unknown(case, "how many days have a dose")
    return Measure(case.tally, over(case.tally.total, days))
