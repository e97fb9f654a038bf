"""The question `doses`: every dose of every participant, a row each, with its day and cause.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.totals import Question
>>> found = doses(read_phrase("10 mg every 12 hours for 1 day").trial, Question())
>>> [(row[7], str(row[9]), str(row[10])) for row in found.rows()]
[(1, '0', '10'), (1, '12', '10')]

Rows are made as they are read; until then a dose is a few integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice
from math import prod
from typing import TYPE_CHECKING, Any

from dosecalc import calls
from dosecalc.blocks import Block
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Course, Trial, courses
from dosecalc.parameters import (
    Interval,
    bounds,
    drivers,
)
from dosecalc.patterns import DAY, MONTHS_DIFFER, Irregular, Monthly
from dosecalc.pricing import Cell, Pricing
from dosecalc.spoken import spoken
from dosecalc.totals import Question, Variant, variants
from dosecalc.units import typed

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from dosecalc.timeline import Timeline

COLUMNS = (
    "trial", "arm", "cohort", "reading", "agent", "route", "dose", "day", "time", "offset_hours",
    "low", "high", "unit", "duration_hours", "cause",
)  # fmt: skip
_CHUNK = 10_000
_SHOWN = 10

Values = tuple[Any, ...]


def doses(trial: Trial, question: Question, most: int = 2_000_000) -> Doses:
    """Every dose of one participant of each arm, reading and cohort, in order of time.

    Raises ValueError for a reading or cohort with more than `most` doses.
    """
    from dosecalc.timeline import timeline

    parts: list[Part] = []
    found: dict[Diagnostic, None] = {}
    for arm in trial.arms:
        if question.arm is not None and arm.name != question.arm:
            continue
        for variant in variants(arm):
            events = timeline(trial, variant, most, question.start)
            parts.append(part(trial, variant, question, events))
            for block, reason in events.left_out:
                found[calls.doses_not_listed(str(block.course), reason, block.regimen.span)] = None
    return Doses(tuple(parts), tuple(found))


def joined(found: Iterable[Doses], diagnostics: Iterable[Diagnostic] = ()) -> Doses:
    """The doses of several trials as one list, with further diagnostics before their own."""
    lists = tuple(found)
    said = (*diagnostics, *(each for one in lists for each in one.diagnostics))
    return Doses(tuple(part for one in lists for part in one.parts), said)


class Doses:
    """Rows of doses, of which only the columns are kept; `diagnostics` tell what is left out.

    `low` and `high` are exact bounds of one administration in `unit`: both None where it is
    unknown, `high` alone where nothing bounds it above. A dose stated in two units has two rows.
    """

    __slots__ = ("diagnostics", "parts")

    columns = COLUMNS

    def __init__(self, parts: tuple[Part, ...], diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        self.parts = parts
        self.diagnostics = diagnostics

    def __len__(self) -> int:
        return sum(len(part) for part in self.parts)

    def __iter__(self) -> Iterator[Values]:
        return self.rows()

    def rows(self) -> Iterator[Values]:
        """The rows, one tuple each."""
        return chain.from_iterable(self.chunks())

    def chunks(self, size: int = _CHUNK) -> Iterator[list[Values]]:
        """The rows in lists of at most `size`, each made when it is asked for."""
        for part in self.parts:
            for first in range(0, len(part), size):
                yield part.rows(first, first + size)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas frame; exact figures as `fractions.Fraction`, None where unknown."""
        import pandas as pd

        columns: dict[str, Any] = {name: [] for name in COLUMNS}
        for chunk in self.chunks():
            for name, values in zip(COLUMNS, zip(*chunk, strict=True), strict=True):
                columns[name].extend(values)
        frame: pd.DataFrame = pd.DataFrame(
            {name: pd.Series(values, dtype=object) for name, values in columns.items()}
        )
        return frame

    def __str__(self) -> str:
        """The first doses, a line each, and how many there are."""
        shown = islice(chain.from_iterable(self.chunks(_SHOWN)), _SHOWN)
        lines = [_line(row) for row in shown]
        more = len(self) - len(lines)
        if more:
            lines.append(f"… and {more:,} more")
        return "\n".join(lines) or "no doses"


def _line(row: Values) -> str:
    named = dict(zip(COLUMNS, row, strict=True))
    unit = typed(named["unit"]) if named["unit"] else None
    known = None if named["low"] is None else Interval(named["low"], named["high"])
    amount = spoken(known, unit)
    if unit is None and named["unit"]:
        amount += f" {named['unit']}"
    parts = (
        named["arm"],
        f"cohort {named['cohort']}" if named["cohort"] is not None else None,
        named["reading"],
        f"dose {named['dose']}",
        f"day {named['day']}",
        named["time"],
        amount + (f" of {named['agent']}" if named["agent"] else ""),
    )
    return "  ".join(part for part in parts if part)


# ------------------------------------------------------------------ one reading and cohort


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """The rows of one reading and cohort: events, repeated for each unit of their dose.

    `event` and `cell` have an entry for each row; `before` and `after` are a block's and a cell's
    share of the cause, the latter once for sure doses and once for possible ones. `ranks` are a
    block's first cell, its units, and its levels with the one that nobody states before them.
    """

    head: Values
    has_zero: bool
    events: Timeline
    event: npt.NDArray[np.int64]
    cell: npt.NDArray[np.int64]
    cells: tuple[Cell, ...]
    before: tuple[str, ...]
    after: tuple[tuple[str, str], ...]
    runs: tuple[int, ...]
    durations: tuple[tuple[Fraction | None, ...], ...]
    ranks: tuple[tuple[int, int, int], ...]

    def levels_of(self, block: int, cell: int) -> list[int]:
        """The cells of a block level by level, in the unit of one of its cells."""
        first, width, levels = self.ranks[block]
        unit = (cell - first) % width
        return [first + level * width + unit for level in range(1, levels)]

    def __len__(self) -> int:
        return len(self.event)

    def rows(self, start: int, stop: int) -> list[Values]:
        """The rows from `start` to before `stop`."""
        events, which = self.events, self.event[start:stop]
        block = events.block[which].tolist()
        cell = self.cell[start:stop].tolist()
        cells = self.cells
        courses = [(each.course.agent, each.course.route) for each in events.blocks]
        lows = [each.amount.low if each.amount else None for each in cells]
        highs = [each.amount.high if each.amount else None for each in cells]
        units = [each.unit.name if each.unit else None for each in cells]
        places = events.place[which].tolist()
        return [
            (*self.head, *courses[b], number, day, time, hours, lows[c], highs[c], units[c],
             lasting, cause)
            for b, c, number, day, time, hours, lasting, cause in zip(
                block, cell, events.number[which].tolist(), self._days(which),
                events.time[which].tolist(), self._hours(which),
                map(self._duration, block, places), self._causes(which, block, cell),
                strict=True,
            )
        ]  # fmt: skip

    def _days(self, which: npt.NDArray[np.int64]) -> list[int]:
        count = DayCount(self.has_zero)
        return [count.number(day) for day in self.events.day[which].tolist()]

    def _hours(self, which: npt.NDArray[np.int64]) -> list[Fraction | None]:
        days, seconds = self.events.day[which].tolist(), self.events.second[which].tolist()
        return [
            None if second < 0 else Fraction(day * DAY + second, 3600)
            for day, second in zip(days, seconds, strict=True)
        ]

    def _duration(self, block: int, place: int) -> Fraction | None:
        lengths = self.durations[block]
        return lengths[min(place, len(lengths) - 1)] if lengths else None

    def _causes(
        self, which: npt.NDArray[np.int64], block: list[int], cell: list[int]
    ) -> Iterator[str]:
        events = self.events
        columns = (events.cycle, events.run, events.possible)
        for b, c, cycle, run, possible in zip(
            block, cell, *(column[which].tolist() for column in columns), strict=True
        ):
            text = self.before[b]
            if cycle >= 0:
                text += f", cycle {cycle + 1}"
            if self.runs[b] > 1:
                text += f", run {run + 1} of {self.runs[b]}"
            yield text + self.after[c][possible]


def part(trial: Trial, variant: Variant, question: Question, events: Timeline) -> Part:
    """The rows of one reading and cohort whose events are given."""
    import numpy as np

    pricing = Pricing(trial, variant, question)
    cells: list[Cell] = []
    after: list[tuple[str, str]] = []
    first: list[int] = []
    each: list[int] = []
    ranks: list[tuple[int, int, int]] = []
    for number, block in enumerate(events.blocks):
        made = pricing.levels(block)
        first.append(len(cells))
        each.append(len(made[0]))
        ranks.append((len(cells), len(made[0]), len(made)))
        draft = ("unconfirmed",) if trial.unconfirmed or block.regimen.unconfirmed else ()
        tails = [(*draft, *rests_on(events, number, block, possible)) for possible in (False, True)]
        for cell in chain.from_iterable(made):
            cells.append(cell)
            sure, maybe = ("".join(f"; {why}" for why in (*tail, *cell.why)) for tail in tails)
            after.append((sure, maybe))
    widths = np.array(each or [1], dtype=np.int64)[events.block]
    event = np.repeat(np.arange(len(events), dtype=np.int64), widths)
    ends = np.cumsum(widths)
    unit = np.arange(len(event), dtype=np.int64) - np.repeat(ends - widths, widths)
    starts = np.array(first or [0], dtype=np.int64)[events.block] + (events.level + 1) * widths
    return Part(
        head=(trial.name, variant.arm.name or None, variant.cohort, variant.name),
        has_zero=trial.days_from_zero,
        events=events,
        event=event,
        cell=starts[event] + unit,
        cells=tuple(cells),
        before=tuple(_before(block, variant) for block in events.blocks),
        after=tuple(after),
        runs=tuple(prod(times for times, _ in block.repeats) for block in events.blocks),
        durations=tuple(_durations(block.course) for block in events.blocks),
        ranks=tuple(ranks),
    )


def _durations(course: Course) -> tuple[Fraction | None, ...]:
    """The hours of each infusion of a course, where they are exact; the last one stays."""
    ends = [length.seconds for length in course.infusion]
    return tuple(low / 3600 if low == high else None for low, high in ends)


# ------------------------------------------------------------------ why a dose is there


def _before(block: Block, variant: Variant) -> str:
    """Where the regimen stands, the words of the course, and its number if there are several."""
    span, course = block.regimen.span, block.course
    text = f"{span.source.name}:{span.line}: {course}" if span else str(course)
    siblings = courses(block.regimen.item)
    if len(siblings) == 1:
        return text
    # A course on real dates is another value, with the same clauses.
    number = next(n for n, each in enumerate(siblings, 1) if each.said is course.said)
    return f"{text}, course {number} of {len(siblings)}"


def rests_on(events: Timeline, number: int, block: Block, possible: bool) -> tuple[str, ...]:
    """What the date of a dose rests on, and whether it happens."""
    course = block.course
    pattern = course.patterns[0][1]
    found: list[str] = []
    if course.optional == "as needed":
        found.append("as needed")
    elif isinstance(pattern, Irregular):
        found.append("spaced at the shortest interval")
    elif isinstance(pattern, Monthly):
        found.append(f"{MONTHS_DIFFER}: the earliest day")
    elif pattern.even:
        found.append("even placement, not stated")
    if events.weekdays[number]:
        found.append(f"first dose on a {events.weekdays[number]}, not stated")
    start = bounds(events.starts[number])
    if start is not None and start.low != start.high:
        names = ", ".join(f"`{parameter.name}`" for parameter in drivers(events.starts[number]))
        found.append(f"earliest day, later with {names}")
    names = " and ".join(_condition(parameter.name) for parameter in drivers(block.count))
    if possible and names and course.optional != "as needed":
        found.append(f"only if {names}")
    facts = block.regimen.facts
    if facts.assumed:
        found.append(f"assumed: {facts.assumed}")
    return tuple(found)


def _condition(name: str) -> str:
    return name.removeprefix("if ") if name.startswith("if ") else f"`{name}` allows it"
