"""A trial on one axis of study days: spans, dosing, visits and watches, each a lane.

>>> from dosecalc.language import read_phrase
>>> found = chart((read_phrase("10 mg weekly for 3 weeks").trial,), Question())
>>> [(lane.kind, [day for day, _ in lane.days]) for lane in found.lanes]
[('doses', [0, 7, 14])]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc.days import DayCount
from dosecalc.formats.figures.dosing_days import UNNAMED, Who, named, together
from dosecalc.model import Arm, Course, Extent, Facts, Point, Reading, Regimen, Trial
from dosecalc.parameters import Interval, bounds, needs
from dosecalc.patterns import DAY, Cycle, Pattern, Slot
from dosecalc.plan import Block, Layout, layout
from dosecalc.protocol import SpanOfTime, Visit, Watch
from dosecalc.results import Row
from dosecalc.spoken import days as said_days
from dosecalc.spoken import spoken
from dosecalc.totals import Question, Variant, variants

if TYPE_CHECKING:
    from datetime import date

    from dosecalc.timeline import Timeline

_DAILY = Cycle(period=DAY, slots=(Slot(0),))


class Stretch(NamedTuple):
    """Days from one to another, both included, offsets from day 1; each end may be a range.

    Nothing bounds a greatest end that is None; where nothing at all is known of the end, its
    least is the day before the first.
    """

    first: int
    first_most: int
    last: int
    last_most: int | None


class Lane(NamedTuple):
    """One line of the chart: single days, sure or not, or a stretch of them.

    `later` is by how many days all of it may come later than shown; `open` tells that nobody says
    where it ends, so that its days go on to the end of the axis; `window` is days before and after.
    """

    kind: Literal["span", "doses", "visit", "watch"]
    name: str
    about: str
    days: tuple[tuple[int, bool], ...] = ()
    stretch: Stretch | None = None
    later: int = 0
    open: bool = False
    window: tuple[int, int] = (0, 0)
    gate: bool = False


class Chart(NamedTuple):
    """The lanes, the first and the last day of the axis, what has no place and why, and notes."""

    lanes: tuple[Lane, ...]
    first: int
    last: int
    numbers: DayCount
    unplaced: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]


class _Going(NamedTuple):
    """A lane whose end nobody states: what it repeats, and from which day."""

    pattern: Pattern
    start: int


def chart(trials: Sequence[Trial], question: Question, rows: Sequence[Row] = ()) -> Chart:
    """The lanes of the trials; ValueError where they count their days in two ways."""
    counts = {trial.days_from_zero for trial in trials}
    if len(counts) > 1:
        raise ValueError("one of these trials counts its days from 0 and another from 1")
    maker = _Maker(question, len(trials) > 1)
    for trial in trials:
        maker.trial(trial, [row for row in rows if row.trial == trial.name])
    first, last = maker.ends()
    return Chart(
        tuple(maker.filled(last)), first, last, DayCount(True in counts), tuple(maker.unplaced),
        tuple(dict.fromkeys(maker.notes)),
    )  # fmt: skip


class _Maker:
    """Collects lanes, and what cannot be one."""

    def __init__(self, question: Question, several: bool) -> None:
        self.question = question
        self.several = several
        self.lanes: list[tuple[Lane, tuple[_Going, ...]]] = []
        self.unplaced: dict[tuple[str, str], None] = {}
        self.notes: list[tuple[str, str]] = []

    def trial(self, trial: Trial, rows: Sequence[Row]) -> None:
        """The lanes of one trial: spans, then dosing, visits and watches."""
        dosed = [
            (variant, layout(_regimens(variant), trial, "", self.question.start))
            for arm in trial.arms
            if self.question.arm in (None, arm.name)
            for variant in variants(arm)
        ]
        origins = {plan.origin for _, plan in dosed if plan.blocks}
        before = f"{trial.name}, " if self.several else ""
        for span in trial.spans:
            self._span(trial, span, origins, before)
        self._doses(trial, dosed, rows)
        for visit in trial.visits:
            if isinstance(visit, Visit):
                self._visit(trial, visit, origins | {""}, rows, before)
        for watch in trial.visits:
            if isinstance(watch, Watch):
                self._watch(trial, watch, origins | {""}, rows, before)

    def _said(self, name: str, facts: Facts) -> None:
        assumed = [f"assumed: {facts.assumed}"] if facts.assumed else []
        self.notes += [(name, text) for text in (*assumed, *facts.notes)]

    def _stretch(
        self, trial: Trial, start: Point, extent: Extent, origins: set[str]
    ) -> Stretch | str:
        return stretch(trial, start, extent, origins, self.question.start)

    # -- spans and watches

    def _span(self, trial: Trial, span: SpanOfTime, origins: set[str], before: str) -> None:
        name = before + span.name
        self._said(name, span.facts)
        start = Point(anchor="span start", name=span.name)
        end = Point(anchor="span end", name=span.name)
        found = self._stretch(trial, start, Extent(kind="point", point=end), origins)
        if isinstance(found, str):
            self.unplaced[name, found] = None
        else:
            self._add(Lane("span", name, span.said, stretch=found, open=found.last_most is None))

    def _watch(
        self, trial: Trial, watch: Watch, origins: set[str], rows: Sequence[Row], before: str
    ) -> None:
        about = watch.said.removeprefix(f"watch {watch.name} ")
        extent = Extent(kind="length", length=watch.length)
        title = f"{before}watch {watch.name}"
        self._said(title, watch.facts)
        for name, point, late in self._from(trial, watch.point, rows, title):
            found = late if point is None else self._stretch(trial, point, extent, origins)
            if isinstance(found, Stretch) and isinstance(late, int):
                last = None if found.last_most is None else found.last_most + late
                found = found._replace(first_most=found.first_most + late, last_most=last)
                open_ = last is None
                self._add(Lane(
                    "watch", name, about, stretch=found, open=open_, gate=watch.before_next_cohort
                ))  # fmt: skip
            else:
                self.unplaced[name, str(found)] = None

    def _from(
        self, trial: Trial, point: Point | None, rows: Sequence[Row], name: str
    ) -> Iterator[tuple[str, Point | None, int | str]]:
        """A point, by the day of an arm's first or last dose where it hangs on that.

        With the days by which it may be later; or no point, and the reason.
        """
        if point is None or point.anchor not in ("first dose", "last dose"):
            yield name, point or Point(anchor="origin"), 0
            return
        found: dict[Interval | None, list[Who]] = {}
        for row in rows:
            if row.doses != Interval(Fraction(0), Fraction(0)):
                day = row.first_day if point.anchor == "first dose" else row.last_day
                found.setdefault(day, []).append(named(row, False))
        count = DayCount(trial.days_from_zero)
        for day, members in found.items():
            each = f"{name} ({'; '.join(together(members))})" if len(found) > 1 else name
            if day is None or day.high is None:
                yield each, None, f"when the {point.anchor} is given"
                continue
            low, high = count.offset(int(day.low)), count.offset(int(day.high))
            yield each, replace(point, anchor="day", day=low), high - low
        if not found:
            yield name, None, f"when the {point.anchor} is given"

    # -- dosing

    def _doses(
        self, trial: Trial, dosed: Iterable[tuple[Variant, Layout]], rows: Sequence[Row]
    ) -> None:
        from dosecalc.timeline import timeline

        found: dict[tuple[Lane, tuple[_Going, ...]], list[Who]] = {}
        for variant, plan in dosed:
            who = Who(
                trial.name if self.several else None, variant.arm.name or None, variant.name,
                variant.cohort,
            )  # fmt: skip
            events = timeline(trial, variant, first=self.question.start)
            agents = [*(each.course.agent for each in events.blocks)]
            agents += [block.course.agent for block, _ in events.left_out]
            for agent in dict.fromkeys(agents) or [None]:
                lane, going, reasons = marked(events, plan, agent)
                mine = [row for row in rows if named(row, self.several) == who]
                about = _about([row for row in mine if row.agent == agent] or mine)
                named_ = who._replace(agent=agent or UNNAMED) if len(set(agents)) > 1 else who
                found.setdefault((lane._replace(about=about), going), []).append(named_)
                for reason in reasons:
                    self.unplaced["; ".join(together([named_])) or "doses", reason] = None
        for (lane, going), members in found.items():
            self._add(lane._replace(name="; ".join(together(members))), going)

    # -- visits

    def _visit(
        self, trial: Trial, visit: Visit, origins: set[str], rows: Sequence[Row], before: str
    ) -> None:
        from dosecalc.timeline import timeline

        title = before + ", ".join(visit.activities)
        self._said(title, visit.facts)
        about = " ".join(said.text for said in visit.said)
        window = (0, 0)
        if visit.window is not None:
            window = (_days(visit.window[0].seconds[1]), _days(visit.window[1].seconds[1]))
        for name, point, late in self._from(trial, visit.start, rows, title):
            if point is None:
                self.unplaced[name, str(late)] = None
                continue
            patterns = (("", visit.pattern),) if visit.pattern is not None else ()
            regimen = _regimen(point if visit.start else None, visit.extent, patterns)
            plan = layout((regimen,), trial, "", self.question.start)
            if plan.origin not in origins:
                self.unplaced[name, f"when {plan.origin} starts"] = None
                continue
            reading = Reading(name=None, regimens=(regimen,))
            nobody = Variant(Arm(name=""), reading, None)
            events = timeline(trial, nobody, first=self.question.start)
            lane, going, reasons = marked(events, plan, None)
            for reason in reasons:
                self.unplaced[name, reason] = None
            if lane.days or going:
                later = max(lane.later, int(late))
                self._add(lane._replace(
                    kind="visit", name=name, about=about, later=later, window=window
                ), going)  # fmt: skip

    # -- the axis

    def _add(self, lane: Lane, going: tuple[_Going, ...] = ()) -> None:
        self.lanes.append((lane, going))

    def ends(self) -> tuple[int, int]:
        """The first and the last day that anything needs, with room for what has no end."""
        firsts, lasts = [0], [6]
        for lane, going in self.lanes:
            before, after = lane.window
            firsts += [day - before for day, _ in lane.days] + [each.start for each in going]
            lasts += [day + after + lane.later for day, _ in lane.days]
            lasts += [each.start + max(3 * ((each.pattern.period or DAY) // DAY), 27)
                      for each in going]  # fmt: skip
            if lane.stretch is not None:
                firsts.append(lane.stretch.first)
                known = lane.stretch.last_most
                lasts.append(lane.stretch.last + 14 if known is None else known)
        return min(firsts), max(lasts)

    def filled(self, last: int) -> Iterator[Lane]:
        """The lanes, those without an end going on to the last day of the axis."""
        from dosecalc.expansion import before

        for lane, going in self.lanes:
            days = dict(lane.days)
            for each in going:
                until = (last - each.start + 1) * DAY
                for day in (before(each.pattern, until).offset // DAY).tolist():
                    days[int(day) + each.start] = True
            yield lane._replace(days=tuple(sorted(days.items())), open=lane.open or bool(going))


# ------------------------------------------------------------------ what falls on which day


def marked(
    events: Timeline, plan: Layout, agent: str | None
) -> tuple[Lane, tuple[_Going, ...], tuple[str, ...]]:
    """The days of an agent's doses, what goes on without an end, and why others have no place."""
    import numpy as np

    mine = np.array([each.course.agent == agent for each in events.blocks] or [False])
    chosen = mine[events.block]
    days: dict[int, bool] = {}
    pairs = np.unique(np.stack((events.day, events.possible))[:, chosen], axis=1)
    for day, possible in pairs.T.tolist():
        days[day] = days.get(day, False) or not possible
    later = 0
    for start, is_mine in zip(events.starts, mine.tolist(), strict=False):
        found = bounds(start)
        if is_mine and found is not None and found.high is not None:
            later = max(later, _days(found.high - found.low))
    going, reasons = [], []
    for block, reason in events.left_out:
        if block.course.agent == agent:
            open_ = _going(block, plan)
            going += [open_] if open_ is not None else []
            reasons += [reason] if open_ is None else []
    lane = Lane("doses", "", "", tuple(sorted(days.items())), later=later)
    return lane, tuple(going), tuple(reasons)


def _going(block: Block, plan: Layout) -> _Going | None:
    """A block that starts on a known day and has no greatest number of doses."""
    start, count = bounds(plan.day_offset(block.start)), bounds(block.count)
    if start is None or not block.course.patterns or (count is not None and count.high is not None):
        return None
    return _Going(block.course.patterns[0][1], int(start.low // DAY))


def stretch(
    trial: Trial, start: Point, extent: Extent, origins: set[str], day_1: date | None = None
) -> Stretch | str:
    """The days from a point to the end of an extent, or what would have to be known."""
    plan = layout((_regimen(start, extent, (("", _DAILY),)),), trial, "", day_1)
    (block,) = plan.blocks
    if plan.origin not in origins:
        return f"when {plan.origin or 'day 1'} starts"
    begin = bounds(plan.day_offset(block.start))
    if begin is None or begin.high is None:
        return "; ".join(needs(plan.day_offset(block.start))) or "when it starts"
    length = bounds(block.length) if block.length is not None else None
    first, first_most = _days(begin.low), _days(begin.high)
    if length is None:
        return Stretch(first, first_most, first - 1, None)
    most = None if length.high is None else _days(begin.high + length.high) - 1
    return Stretch(first, first_most, _days(begin.low + length.low) - 1, most)


def _regimens(variant: Variant) -> tuple[Regimen, ...]:
    return variant.reading.regimens if variant.reading else ()


def _regimen(
    start: Point | None, extent: Extent, patterns: tuple[tuple[str, Pattern], ...]
) -> Regimen:
    """Days as a regimen of doses that hold nothing, for the plan to lay out."""
    return Regimen(item=Course(said=(), dose=None, patterns=patterns, extent=extent, start=start))


def _days(seconds: Fraction | None) -> int:
    return 0 if seconds is None else int(-(-seconds // DAY))


def _about(rows: Sequence[Row]) -> str:
    """How many doses an arm has, and from when to when."""
    if not rows:
        return ""
    row = rows[0]
    if row.doses == Interval(Fraction(0), Fraction(0)):
        return row.notes[0] if row.notes else "no doses"
    one = row.doses == Interval(Fraction(1), Fraction(1))
    number = "doses unknown" if row.doses is None else f"{spoken(row.doses, None)} doses"
    when = said_days(row.first_day, row.last_day)
    number = "1 dose" if one else number
    if row.last_day is None:
        return f"{number}, {when.replace('from', 'from day')}" if when else number
    return f"{number}, day{'s' * (row.first_day != row.last_day)} {when}"


def runs(days: Sequence[tuple[int, bool]], gap: float) -> list[tuple[int, int, bool]]:
    """Days that touch, or lie less than `gap` apart, joined while they are equally sure.

    >>> runs([(0, True), (1, True), (2, False), (6, False)], 1)
    [(0, 1, True), (2, 2, False), (6, 6, False)]
    """
    found: list[tuple[int, int, bool]] = []
    for day, sure in days:
        if found and found[-1][2] == sure and day - found[-1][1] <= max(gap, 1):
            found[-1] = (found[-1][0], day, sure)
        else:
            found.append((day, day, sure))
    return found
