"""The total over the planned length, in weeks.

The length runs from the first dose to when the next would have been due, as dose intensity is
counted: Hryniuk and Bush, J Clin Oncol 1984;2:1281. A treatment shorter than a week is shown as its
total in that week, and never extrapolated.
"""

from fractions import Fraction

from dosecalc.bases.case import Case, Measure, unknown
from dosecalc.parameters import Known, Product, bounds
from dosecalc.patterns import DAY
from dosecalc.planned import length
from dosecalc.ratios import over

NAME = "week"
LABEL = "per week"
DEFINITION = (
    "the total divided by the planned length, from the first dose to when the next would have been "
    "due; a treatment shorter than a week counts as one"
)


def measure(case: Case) -> Measure:
    """The total over the weeks of its planned length, or the total where it is shorter than one."""
    seconds = length(case.trial, case.variant, case.tally.agent, case.question.start)
    found = bounds(seconds)
    if found is None or found.high is None:
        return unknown(case, "how long it goes on")
    if found.high <= 7 * DAY:
        note = "" if found.low == found.high == 7 * DAY else "shorter than a week: the total in it"
        return Measure(case.tally, case.tally.total, note)
    if found.low < 7 * DAY:
        return unknown(case, "whether it lasts a week")
    weeks = Product((seconds, Known(Fraction(1, 7 * DAY))))
    return Measure(case.tally, over(case.tally.total, weeks))
