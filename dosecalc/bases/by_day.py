"""What has been given by the end of a day."""

from dosecalc.bases.case import Case, Measure, unknown
from dosecalc.bases.curve import by_the_end_of

NAME = "by-day"
LABEL = "by the end of a day"
DEFINITION = "everything that has been given up to that study day, the day included"


def measure(case: Case) -> Measure:
    """The cumulative amount at the end of the case's day."""
    if case.day is None:
        return unknown(case, "the day: `--by-day 28`")
    return by_the_end_of(case, case.day)
