"""What all participants of an arm are planned to get together."""

from dosecalc.bases.case import Case, Measure

NAME = "arm"
PER = "arm"
LABEL = "in the whole arm"
DEFINITION = "the totals of all planned participants of the arm together"


def measure(case: Case) -> Measure:
    """The total of the arm."""
    return Measure(case.tally, case.tally.total)
