"""The most that is given on one day."""

from dosecalc.bases.case import Case, Measure
from dosecalc.bases.curve import among_days

NAME = "peak-day"
LABEL = "on the peak day"
DEFINITION = "the greatest amount of any one study day"


def measure(case: Case) -> Measure:
    """The amount of the day with the most."""
    return among_days(case)
