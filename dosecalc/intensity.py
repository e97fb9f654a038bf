"""Dose intensity: how much is given in how much time.

The dose intensity of a treatment is the amount given, divided by the length of the treatment in
weeks. Relative dose intensity is the delivered intensity divided by the planned one; it is 1 where
all is given as planned, falls with doses left out or reduced, and with delays. Defined by
W. Hryniuk and H. Bush, The importance of dose intensity in chemotherapy of metastatic breast
cancer, Journal of Clinical Oncology 2 (1984) 1281–1288.

Ends of the length differ between authors. Here a treatment lasts from the day of its first dose to
the day on which the dose after its last one would be due: of six doses every 3 weeks, 18 weeks and
not 15. For the delivered length that interval is the one that the schedule states behind the last
dose given. Where a schedule lists its days, no dose is due after the last one, which counts for a
day. A treatment that stops early is thus measured over the time for which it went on.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from dosecalc.dose_amounts import Needed
from dosecalc.parameters import Interval
from dosecalc.planned_doses import Plan

DEFINITION = (
    "dose intensity is the amount divided by weeks of treatment, from the first dose to when the "
    "dose after the last would be due; relative is delivered divided by planned (Hryniuk and Bush "
    "1984)"
)


def planned_days(plan: Plan, first: int, last: int) -> int | Needed:
    """The days from one planned dose to when the dose after another would be due.

    Both are places in the plan; doses between them and of the last one's day are included.
    """
    due = next_due(plan, plan.doses[last].day)
    if isinstance(due, Needed):
        return due
    if any(dose.last != dose.day for dose in plan.doses[first : last + 1]):
        return Needed("the dates that planned days hang on")
    return due - plan.doses[first].day


def delivered_days(plan: Plan, given: Sequence[tuple[int | None, int]]) -> int | Needed:
    """The days from the first dose that was given to when the dose after the last would be due.

    Each pair is the day on which a dose was given, None where no date says so, and the day for
    which it was planned.
    """
    undated = sum(day is None for day, _ in given)
    if undated:
        return Needed("the dates of doses that were given")
    dated = [(day, planned) for day, planned in given if day is not None]
    if not dated:
        return Needed("a dose that was given")
    last, planned = max(dated)
    due = next_due(plan, planned)
    if isinstance(due, Needed):
        return due
    return last - min(dated)[0] + due - planned


def next_due(plan: Plan, day: int) -> int | Needed:
    """The planned day that follows a planned day, or the one after the course."""
    later = [dose.day for dose in plan.doses if dose.day > day]
    if later:
        return later[0]
    if plan.end is None or plan.end <= day:
        return Needed("when the dose after the last one would be due")
    return plan.end


def relative_amount(same: Interval, planned: Interval, given: Interval) -> Interval | Needed:
    """What was given divided by what was planned, between exact bounds.

    `same` is the part of the plan that was given as planned, whatever that is; `planned` is the
    rest of the plan, and `given` what was given besides. The part they share cancels:

    >>> some = Interval(Fraction(1), Fraction(2))
    >>> none = Interval(Fraction(0), Fraction(0))
    >>> relative_amount(some, none, none)
    Interval(low=Fraction(1, 1), high=Fraction(1, 1))
    """
    if same.high == 0 and planned.high == 0:
        return Needed("an active dose")
    if same.high is None and planned.low + same.low == 0:
        return Needed("bounds of the planned dose")
    low = _least(same, planned.high, given.low)
    high = _greatest(same, planned.low, given.high)
    return Interval(low, high)


def _least(same: Interval, planned: Fraction | None, given: Fraction) -> Fraction:
    if planned is None:
        return Fraction(0)
    ends = [
        (s + given) / (s + planned) for s in (same.low, same.high) if s is not None and s + planned
    ]
    # Towards no bound of what they share, the ratio tends to 1.
    return min([*ends, Fraction(1)] if same.high is None else ends)


def _greatest(same: Interval, planned: Fraction, given: Fraction | None) -> Fraction | None:
    if given is None:
        return None
    if planned + same.low == 0:
        # Of nothing: without a bound where anything was given, else what both share or nothing.
        return None if given else Fraction(1 if same.high else 0)
    ends = [(s + given) / (s + planned) for s in (same.low, same.high) if s is not None]
    return max([*ends, Fraction(1)] if same.high is None else ends)
