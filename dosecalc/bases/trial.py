"""What all participants of a trial are planned to get together."""

from dosecalc.bases.case import Case, Measure

NAME = "trial"
PER = "trial"
LABEL = "in the whole trial"
DEFINITION = "the totals of all planned participants of the trial together"


def measure(case: Case) -> Measure:
    """The total of the trial."""
    return Measure(case.tally, case.tally.total)
