"""A trial on one axis of study days: spans, dosing, visits and watches, each a lane.

>>> from dosecalc.language import read_phrase
>>> found = chart((read_phrase("10 mg weekly for 3 weeks").trial,), Question())
>>> [(lane.kind, [day for day, _ in lane.days]) for lane in found.lanes]
[('doses', [0, 7, 14])]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc.blocks import Layout
from dosecalc.days import DayCount
from dosecalc.dues import Due, Kind, Planned, going_on, planned
from dosecalc.formats.figures.dosing_days import UNNAMED, Who, named, together
from dosecalc.model import Arm, Facts, Regimen, Trial
from dosecalc.parameters import Interval, bounds
from dosecalc.patterns import DAY, Pattern
from dosecalc.plan import layout
from dosecalc.protocol import Visit, Watch
from dosecalc.results import Row
from dosecalc.spoken import days as said_days
from dosecalc.spoken import spoken
from dosecalc.totals import Question, Variant, variants

if TYPE_CHECKING:
    from dosecalc.timeline import Timeline


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
        nobody = Variant(Arm(name=""), None, None)
        plans = [
            (self._who(trial, variant), planned(trial, variant, self.question))
            for variant in [variant for variant, _ in dosed] or [nobody]
        ]
        before = f"{trial.name}, " if self.several else ""
        for line, span in enumerate(trial.spans):
            self._around(("span", line), before + span.name, span.facts, plans)
        self._doses(trial, dosed, rows)
        for kind in (Visit, Watch):
            for line, each in enumerate(trial.visits):
                if isinstance(each, kind):
                    what: Key = ("watch" if isinstance(each, Watch) else "assessment", line)
                    self._around(what, before + _title(each), each.facts, plans)

    def _who(self, trial: Trial, variant: Variant) -> Who:
        named_ = trial.name if self.several else None
        return Who(named_, variant.arm.name or None, variant.name, variant.cohort)

    def _said(self, name: str, facts: Facts) -> None:
        assumed = [f"assumed: {facts.assumed}"] if facts.assumed else []
        self.notes += [(name, text) for text in (*assumed, *facts.notes)]

    # -- what surrounds the dosing

    def _around(
        self, what: Key, title: str, facts: Facts, plans: Sequence[tuple[Who, Planned]]
    ) -> None:
        """The lanes of a span, a watch or a line of visits, one for all who have the same."""
        self._said(title, facts)
        found: dict[tuple[Lane, _Going | None] | str, list[Who]] = {}
        for who, plan in plans:
            for lane in _lanes(what, plan):
                found.setdefault(lane, []).append(who)
        hanging = [lane for lane in found if isinstance(lane, str) and lane.endswith(" starts")]
        if len(hanging) < len(found):
            # An arm that has nothing to do with a span says nothing of it.
            found = {lane: who for lane, who in found.items() if lane not in hanging}
        for lane, members in found.items():
            names = "; ".join(together(members)) if len(found) > 1 else ""
            name = f"{title} ({names})" if names else title
            if isinstance(lane, str):
                self.unplaced[name, lane] = None
            else:
                shown, going = lane
                self._add(shown._replace(name=name), (going,) if going else ())

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
            open_ = going_on(block, plan)
            going += [_Going(*open_)] if open_ is not None else []
            reasons += [reason] if open_ is None else []
    lane = Lane("doses", "", "", tuple(sorted(days.items())), later=later)
    return lane, tuple(going), tuple(reasons)


Key = tuple[Kind, int]


def _title(each: Visit | Watch) -> str:
    return f"watch {each.name}" if isinstance(each, Watch) else ", ".join(each.activities)


def _lanes(what: Key, plan: Planned) -> Iterator[tuple[Lane, _Going | None] | str]:
    """The lane of a span, a watch or a line of visits, without a name, or what it needs."""
    mine = [due for due in plan.dues if (due.kind, due.line) == what]
    if mine and what[0] == "assessment":
        yield _visited(mine), None
    elif mine:
        yield _stretched(mine[0]), None
    for each in plan.unplaced:
        if (each.kind, each.line) == what:
            going = None if each.going is None else _Going(*each.going)
            yield each.needs if going is None else (Lane("visit", "", each.about), going)


def _visited(dues: Sequence[Due]) -> Lane:
    """The days of a line of visits."""
    first = dues[0]
    days = {due.day: due.sure for due in dues}
    window = (0, 0)
    if first.window is not None:
        window = first.day - first.window[0], first.window[1] - first.day
    later = max(due.later or 0 for due in dues)
    return Lane(
        "visit", "", first.cause.partition("; ")[0], tuple(sorted(days.items())), later=later,
        window=window,
    )  # fmt: skip


def _stretched(due: Due) -> Lane:
    """The days of a span or a watch."""
    last = None if due.last_later is None else due.last + due.last_later
    found = Stretch(due.day, due.day + (due.later or 0), due.last, last)
    kind: Literal["span", "watch"] = "span" if due.kind == "span" else "watch"
    return Lane(kind, "", due.cause, stretch=found, open=last is None, gate=due.gate)


def _regimens(variant: Variant) -> tuple[Regimen, ...]:
    return variant.reading.regimens if variant.reading else ()


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
