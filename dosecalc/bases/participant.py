"""The total of one participant, over the whole of the planned treatment."""

from dosecalc.bases.case import Case, Measure

NAME = "participant"
LABEL = "per participant"
DEFINITION = "everything that one participant is planned to get"


def measure(case: Case) -> Measure:
    """The total as it is."""
    return Measure(case.tally, case.tally.total)
