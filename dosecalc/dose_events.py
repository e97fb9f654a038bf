"""Every dose of one participant with its time and amounts: what exports are written from.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.variants import Question, variants
>>> trial = read_phrase("10 mg every 12 hours for 2 doses over 30 minutes").trial
>>> found = dosed(trial, next(variants(trial.arms[0])), Question())
>>> [(event.seconds, event.timed, str(event.cells[0].amount.low)) for event in found.events]
[(0, True, '10'), (43200, True, '10')]
>>> str(found.events[0].lasting)
'1800'
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from dosecalc.administrations import rests_on
from dosecalc.blocks import Block
from dosecalc.model import Course, Trial
from dosecalc.patterns import DAY
from dosecalc.pricing import Cell, Pricing
from dosecalc.timeline import Timeline, timeline
from dosecalc.variants import Question, Variant


class DoseEvent(NamedTuple):
    """One administration, `seconds` after the start of day 1 (before it where negative).

    Where `timed` is false the text gives its day alone, and `seconds` is the start of that day;
    `time` is a time of day as the text states it. `cells` holds the amount in each unit that the
    text states, or in the one that is asked for. `lasting` is the length of an infusion in
    seconds, None where there is none or it is not exact. `possible` doses happen only if a count
    turns out above its least; `block` counts the blocks of the participant from 0.
    """

    seconds: int
    timed: bool
    time: str | None
    cells: tuple[Cell, ...]
    lasting: Fraction | None
    possible: bool
    block: int

    @property
    def day(self) -> int:
        """The study day, counted from day 1 as 0."""
        return self.seconds // DAY


class Dosed(NamedTuple):
    """The doses of one participant in order of time, those at one time as the text states them.

    `blocks` are the courses as they are laid out, `rests_on` what the days of each rest on that
    the text does not state. `left_out` holds what cannot be expanded, and why.
    """

    trial: Trial
    variant: Variant
    events: tuple[DoseEvent, ...]
    blocks: tuple[Block, ...]
    rests_on: tuple[tuple[str, ...], ...]
    left_out: tuple[tuple[Block, str], ...]

    def course(self, event: DoseEvent) -> Course:
        """The course that a dose belongs to: its agent, route and words."""
        return self.blocks[event.block].course

    @property
    def name(self) -> str:
        """Trial, arm, reading and cohort in words, as far as there are several."""
        variant = self.variant
        parts = (
            self.trial.name,
            f"arm {variant.arm.name}" if variant.arm.name else "",
            f"reading {variant.name}" if variant.name else "",
            f"cohort {variant.cohort}" if variant.cohort is not None else "",
        )
        return ", ".join(filter(None, parts))


def dosed(trial: Trial, variant: Variant, question: Question, most: int = 2_000_000) -> Dosed:
    """The doses of one participant; raises ValueError for more than `most`."""
    events = timeline(trial, variant, most, question.start)
    return Dosed(
        trial,
        variant,
        tuple(_events(trial, variant, question, events)),
        events.blocks,
        tuple(rests_on(events, n, block, False) for n, block in enumerate(events.blocks)),
        events.left_out,
    )


def _events(
    trial: Trial, variant: Variant, question: Question, events: Timeline
) -> Iterator[DoseEvent]:
    pricing = Pricing(trial, variant, question)
    cells = [[tuple(level) for level in pricing.levels(block)] for block in events.blocks]
    lengths = [_lengths(block.course) for block in events.blocks]
    columns = (events.day, events.second, events.block, events.place, events.level, events.possible)
    for (day, second, block, place, level, possible), time in zip(
        zip(*(column.tolist() for column in columns), strict=True), events.time, strict=True
    ):
        lasting = lengths[block][min(place, len(lengths[block]) - 1)] if lengths[block] else None
        yield DoseEvent(
            day * DAY + max(second, 0), second >= 0, time, cells[block][level + 1], lasting,
            possible, block,
        )  # fmt: skip


def _lengths(course: Course) -> list[Fraction | None]:
    """The seconds of each infusion of a course, where they are exact; the last one stays."""
    ends = [length.seconds for length in course.infusion]
    return [low if low == high else None for low, high in ends]
