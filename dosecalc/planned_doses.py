"""What one participant is planned to get, dose by dose, and when the dose after the last is due.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.variants import Question, variants
>>> trial = read_phrase("10 mg daily for 2 days").trial
>>> (plan,) = plans(trial, next(variants(trial.arms[0])), Question())
>>> [(dose.day, str(dose.cells[0].amount.low)) for dose in plan.doses], plan.end
([(0, '10'), (1, '10')], 2)
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dosecalc import planned
from dosecalc.administrations import rests_on
from dosecalc.blocks import Block
from dosecalc.model import Trial
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY
from dosecalc.placing import Placing
from dosecalc.pricing import Cell, Pricing
from dosecalc.timeline import Timeline, timeline
from dosecalc.variants import Question, Variant


class PlannedDose(NamedTuple):
    """One planned dose: the earliest and the latest day it may be planned for, from day 1 on.

    `last` is None where nothing bounds it. `second` is -1 without a time of day. `optional` doses
    are planned only if a count turns out above its least. `cells` holds the amount in each unit
    that the text states, `asked` in the unit of the question, None without one. `window` is the
    days before and after its day on which it is neither early nor late; None where there are none.
    """

    day: int
    last: int | None
    second: int
    optional: bool
    cells: tuple[Cell, ...]
    asked: Cell | None
    window: tuple[int, int] | None = None


class Plan(NamedTuple):
    """The doses of one agent in order of time.

    `end` is the day, from day 1 on, on which the dose after the last one would be due; None where
    the text does not say. `rests_on` tells what dates and amounts rest on.
    """

    agent: str | None
    doses: tuple[PlannedDose, ...]
    end: int | None
    rests_on: tuple[str, ...] = ()
    left_out: tuple[tuple[Block, str], ...] = ()

    @property
    def placebo(self) -> bool:
        """Whether all its doses are placebo, which has no amount."""
        found = [cell.why for dose in self.doses for cell in dose.cells]
        return bool(found) and all("placebo" in why for why in found)


def plans(
    trial: Trial, variant: Variant, question: Question, most: int = 100_000
) -> tuple[Plan, ...]:
    """The plan of each agent of a participant whose day 1 is the question's start.

    Raises ValueError for more than `most` doses.
    """
    events = timeline(trial, variant, most, question.start)
    own = _cells(trial, variant, question._replace(unit=None), events)
    asked = _cells(trial, variant, question, events) if question.unit is not None else None
    places: dict[str | None, list[int]] = {each.course.agent: [] for each in events.blocks}
    for each, _ in events.left_out:
        places.setdefault(each.course.agent, [])
    agents = [each.course.agent for each in events.blocks]
    for place, block in enumerate(events.block.tolist()):
        places[agents[block]].append(place)
    doses = _doses(events, own, asked)
    return tuple(
        Plan(
            agent,
            tuple(doses[place] for place in mine),
            _end(trial, variant, agent, question.start, [doses[place] for place in mine]),
            _rests_on(events, agent, own if asked is None else asked),
            tuple(each for each in events.left_out if each[0].course.agent == agent),
        )
        for agent, mine in places.items()
    )


Cells = list[list[tuple[Cell, ...]]]


def _cells(trial: Trial, variant: Variant, question: Question, events: Timeline) -> Cells:
    """The amounts of each block, first at a level that nobody states, then level by level."""
    pricing = Pricing(trial, variant, question)
    return [[tuple(level) for level in pricing.levels(block)] for block in events.blocks]


def _doses(events: Timeline, own: Cells, asked: Cells | None) -> list[PlannedDose]:
    placing = [Placing(block, events, number) for number, block in enumerate(events.blocks)]
    columns = (events.day, events.second, events.possible, events.block, events.level)
    found = []
    for day, second, possible, block, level in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        add = placing[block].later
        window, _ = placing[block].window(day)
        found.append(
            PlannedDose(
                day,
                None if add is None else day + add,
                second,
                possible,
                own[block][level + 1],
                None if asked is None else asked[block][level + 1][0],
                None if window is None else (day - window[0], window[1] - day),
            )
        )
    return found


def _end(
    trial: Trial, variant: Variant, agent: str | None, first: date | None,
    doses: list[PlannedDose],
) -> int | None:  # fmt: skip
    """The day on which the dose after the last would be due, all possible doses given."""
    found = bounds(planned.length(trial, variant, agent, first))
    if not doses or found is None or found.high is None:
        return None
    start = doses[0].day * DAY + max(doses[0].second, 0)
    return max(int((start + found.high) // DAY), doses[-1].day)


def _rests_on(events: Timeline, agent: str | None, cells: Cells) -> tuple[str, ...]:
    """Why doses are where they are, and what their amounts assume, each once."""
    said: dict[str, None] = {}
    for number, block in enumerate(events.blocks):
        if block.course.agent == agent:
            said.update(dict.fromkeys(rests_on(events, number, block, False)))
            said.update(
                dict.fromkeys(w for level in cells[number][1:] for c in level for w in c.why)
            )
    return tuple(said)
