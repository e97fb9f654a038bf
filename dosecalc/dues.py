"""What is due on which study day: doses, assessments, watches and spans of one participant.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.variants import Question, variants
>>> trial = read_phrase("10 mg twice weekly for 2 weeks").trial
>>> found = planned(trial, next(variants(trial.arms[0])), Question())
>>> [(due.day, due.window, due.stated) for due in found.dues]
[(0, None, True), (3, (0, 6), False), (7, (7, 13), False), (10, (7, 13), False)]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc.administrations import part
from dosecalc.blocks import Block, Layout
from dosecalc.language.facts import one_name
from dosecalc.model import Course, Extent, Facts, Point, Regimen, Trial
from dosecalc.parameters import Interval, Known, bounds, needs
from dosecalc.patterns import DAY, Cycle, Pattern, Slot
from dosecalc.placing import Placing, around, stated
from dosecalc.plan import layout
from dosecalc.variants import Question, Variant

if TYPE_CHECKING:
    from dosecalc.administrations import Part
    from dosecalc.protocol import Chain, SpanOfTime, Visit, Watch
    from dosecalc.timeline import Timeline

Kind = Literal["dose", "assessment", "watch", "span"]
DOSE = "dose"
_DAILY = Cycle(period=DAY, slots=(Slot(0),))


class Content(NamedTuple):
    """What one administration holds in one unit: exact bounds, None where unknown.

    `about` figures are computed as they stand, and the text says that they are approximate.
    """

    low: Fraction | None
    high: Fraction | None
    unit: str | None
    about: bool = False


class Due(NamedTuple):
    """One thing that is due; days are offsets from day 1.

    `day` is its first day and `last` its last one, the same but for watches and spans. Each may be
    later by up to `later` or `last_later` days, None where nobody knows by how much. `window`
    holds the first and the last day on which it may be, both included, None where none is stated;
    a dose whose place in its period is not stated has that period (`window_from` says which).
    `stated` is false for a day that the protocol does not give; `sure` for what may not happen.
    `apart` is the least number of days to the dose of the same `course` before. `line` counts the
    lines of the trial's visits, or its spans, from 0.
    """

    kind: Kind
    activity: str
    day: int
    last: int
    later: int | None = 0
    last_later: int | None = 0
    window: tuple[int, int] | None = None
    window_from: str = ""
    stated: bool = True
    sure: bool = True
    time: str = ""
    second: int = -1
    number: int = 0
    contents: tuple[Content, ...] = ()
    agent: str | None = None
    route: str | None = None
    hours: Fraction | None = None
    cause: str = ""
    course: int = -1
    apart: int = 0
    gate: bool = False
    chain: Chain | None = None
    target: int = -1
    line: int = -1

    @property
    def placebo(self) -> bool:
        """Whether it is a dose without an active amount."""
        return "placebo" in self.cause.split("; ")


class Unplaced(NamedTuple):
    """What has no date: what it is, what would have to be known, and its line as of a due.

    What only lacks an end is `going`: its pattern, and the day on which it begins. `about` are the
    words of the text.
    """

    what: str
    needs: str
    kind: Kind
    line: int = -1
    going: tuple[Pattern, int] | None = None
    about: str = ""


class Planned(NamedTuple):
    """What is due, by day; what has no place, and why; what the days rest on.

    `placing` has an entry for each course of doses.
    """

    dues: tuple[Due, ...]
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    placing: tuple[Placing, ...] = ()


def planned(
    trial: Trial, variant: Variant, question: Question, until: int | None = None
) -> Planned:
    """Everything that is due for one participant of a variant.

    What nothing ends is listed through the day `until`, an offset from day 1, or has no place.
    Raises ValueError for more doses than can be listed.
    """
    return _Planner(trial, variant, question, until).planned()


class _Planner:
    """Lays out the dosing, then what surrounds it."""

    def __init__(
        self, trial: Trial, variant: Variant, question: Question, until: int | None
    ) -> None:
        self.trial = trial
        self.variant = variant
        self.question = question
        self.until = until
        regimens = variant.reading.regimens if variant.reading else ()
        owner = f"{trial.name}/{variant.arm.name}"
        self.plan = layout(regimens, trial, owner, question.start, question.anchors)
        self.unplaced: dict[Unplaced, None] = {}
        self.notes: dict[tuple[str, str], None] = {}
        self.placing: tuple[Placing, ...] = ()

    def planned(self) -> Planned:
        found = [*self._doses(), *self._visits(), *self._stretches()]
        found = _in_order(found)
        found = self._chained(found)
        return Planned(tuple(found), tuple(self.unplaced), tuple(self.notes), self.placing)

    def _note(self, name: str, facts: Facts) -> None:
        if facts.assumed:
            self.notes[name, f"assumed: {facts.assumed}"] = None
        self.notes.update(dict.fromkeys((name, note) for note in facts.notes))

    # -- dosing

    def _doses(self) -> Iterator[Due]:
        from dosecalc.timeline import expanded

        for regimen in self.variant.reading.regimens if self.variant.reading else ():
            self._note("dosing", regimen.facts)
        events = expanded(self._closed(self.plan), self.variant)
        made = part(self.trial, self.variant, self.question, events)
        for block, reason in events.left_out:
            self.unplaced[Unplaced(f"dose: {block.course}", reason, "dose")] = None
        self.placing = tuple(
            Placing(block, events, number) for number, block in enumerate(events.blocks)
        )
        yield from _doses(made, events, self.placing)

    def _closed(self, plan: Layout) -> Layout:
        """The layout with courses that nothing ends going on to the last day asked for."""
        if self.until is None:
            return plan
        return plan._replace(blocks=tuple(self._ended(each, plan) for each in plan.blocks))

    def _ended(self, block: Block, plan: Layout) -> Block:
        count = bounds(block.count)
        begin = bounds(plan.day_offset(block.start))
        endless = count is None or count.high is None
        open_ = block.course.extent.kind in ("open", "unstated")
        if not (open_ and endless and begin is not None and block.course.patterns):
            return block
        assert self.until is not None
        stop = max((self.until + 1) * DAY - int(begin.low), 0)
        most = block.course.patterns[0][1].count(stop).even
        return replace(block, count=Known(Fraction(most)), length=Known(Fraction(stop)))

    # -- visits

    def _visits(self) -> Iterator[Due]:
        from dosecalc.protocol import Visit

        for line, visit in enumerate(self.trial.visits):
            if not isinstance(visit, Visit):
                continue
            name = ", ".join(visit.activities)
            self._note(name, visit.facts)
            if visit.chain is None:
                yield from self._visit(visit, name, line)

    def _visit(self, visit: Visit, name: str, line: int) -> Iterator[Due]:
        from dosecalc.timeline import expanded

        regimen = _regimen(visit.start, visit.extent, visit.pattern)
        plan = self._laid(regimen)
        events = expanded(self._closed(plan), self.variant)
        said = " ".join(each.text for each in visit.said)
        for block, reason in events.left_out:
            why, going = _reason(visit, reason), going_on(block, plan)
            self.unplaced[Unplaced(name, why, "assessment", line, going, said)] = None
        ended = visit.extent.kind in ("open", "unstated") and visit.pattern is not None
        for number, (day, later, sure) in enumerate(_days_of(events), 1):
            window = around(day, visit.window)
            for activity in visit.activities:
                yield Due(
                    "assessment", activity, day, day, later, later, window,
                    "stated" if window else "", stated(visit.pattern), sure,
                    number=number, cause=said + "; its end is not stated" * ended, line=line,
                )  # fmt: skip

    def _laid(self, regimen: Regimen) -> Layout:
        owner = f"{self.trial.name}/{self.variant.arm.name}"
        question = self.question
        return layout((regimen,), self.trial, owner, question.start, question.anchors, self.plan)

    # -- watches and spans

    def _stretches(self) -> Iterator[Due]:
        from dosecalc.protocol import Watch

        for line, watch in enumerate(self.trial.visits):
            if isinstance(watch, Watch):
                self._note(f"watch {watch.name}", watch.facts)
                yield from self._watch(watch, line)
        for line, span in enumerate(self.trial.spans):
            self._note(span.name, span.facts)
            yield from self._span(span, line)

    def _watch(self, watch: Watch, line: int) -> Iterator[Due]:
        about = watch.said.removeprefix(f"watch {one_name(watch.name)} ")
        extent = Extent(kind="length", length=watch.length)
        due = Due("watch", watch.name, 0, 0, cause=about, gate=watch.before_next_cohort, line=line)
        yield from self._stretch(due, watch.point, extent)

    def _span(self, span: SpanOfTime, line: int) -> Iterator[Due]:
        start = Point(anchor="span start", name=span.name)
        end = Extent(kind="point", point=Point(anchor="span end", name=span.name))
        yield from self._stretch(
            Due("span", span.name, 0, 0, cause=span.said, line=line), start, end
        )

    def _stretch(self, due: Due, start: Point, extent: Extent) -> Iterator[Due]:
        """A watch or a span from its first day to its last, each within its bounds."""
        plan = self._laid(_regimen(start, extent, _DAILY))
        (block,) = plan.blocks
        begin = bounds(plan.day_offset(block.start))
        if begin is None:
            name = f"watch {due.activity}" if due.kind == "watch" else due.activity
            why = _dosed(start) or "; ".join(needs(plan.day_offset(block.start)))
            self.unplaced[Unplaced(name, why, due.kind, due.line)] = None
            return
        length = bounds(block.length) if block.length is not None else None
        first = int(begin.low // DAY)
        later = None if begin.high is None else int(-(-begin.high // DAY)) - first
        if length is None:
            yield due._replace(day=first, last=first - 1, later=later, last_later=None)
            return
        last = int(-(-(begin.low + length.low) // DAY)) - 1
        most = None
        if begin.high is not None and length.high is not None:
            most = int(-(-(begin.high + length.high) // DAY)) - 1 - last
        yield due._replace(day=first, last=last, later=later, last_later=most)

    # -- visits that hang on others

    def _chained(self, found: list[Due]) -> list[Due]:
        """With the visits that are counted from others, each behind what it is counted from."""
        from dosecalc.protocol import Visit

        waiting = [each for each in self.trial.visits if isinstance(each, Visit) and each.chain]
        while waiting:
            names = {name for each in waiting for name in each.activities}
            ready = [each for each in waiting if each.chain and each.chain.activity not in names]
            if not ready:
                break
            for visit in ready:
                found += self._counted_from(visit, found)
            waiting = [each for each in waiting if each not in ready]
        return found

    def _counted_from(self, visit: Visit, found: Sequence[Due]) -> list[Due]:
        chain = visit.chain
        assert chain is not None
        targets = [n for n, due in enumerate(found) if due.activity == chain.activity]
        if chain.which != "each":
            targets = targets[:1] if chain.which == "first" else targets[-1:]
        if not targets:
            why = f"when {chain.activity} takes place"
            line = self.trial.visits.index(visit)
            name = ", ".join(visit.activities)
            self.unplaced[Unplaced(name, why, "assessment", line)] = None
        said = " ".join(each.text for each in visit.said)
        made = []
        for number, target in enumerate(targets, 1):
            aim = found[target]
            day = chained_day(chain, aim.day, self.question.start)
            window = around(day, visit.window)
            for activity in visit.activities:
                made.append(Due(
                    "assessment", activity, day, day, aim.later, aim.later, window,
                    "stated" if window else "", aim.stated, aim.sure, number=number, cause=said,
                    chain=chain, target=target, line=self.trial.visits.index(visit),
                ))  # fmt: skip
        return made


def chained_day(chain: Chain, day: int, first: date | None) -> int:
    """The offset of a visit that is counted from one at an offset; months by the calendar.

    Without the date of day 1 a month has 28 days here, its least.
    """
    from datetime import timedelta

    from dosecalc.dated import months_later

    sign = -1 if chain.before else 1
    if first is not None:
        exact = months_later(first + timedelta(days=day), chain.length, chain.before)
        if exact is not None:
            found = bounds(exact)
            assert found is not None
            return day + int(found.low // DAY)
    return day + sign * int(chain.length.seconds[0] // DAY)


# ------------------------------------------------------------------ doses of a timeline


def _doses(made: Part, events: Timeline, placing: Sequence[Placing]) -> Iterator[Due]:
    """The doses of a part, one for each event with all units that its amount is stated in."""
    about = ["about" in cell.why for cell in made.cells]
    rows = zip(made.event.tolist(), made.cell.tolist(), made.rows(0, len(made)), strict=True)
    blocks, days = events.block.tolist(), events.day.tolist()
    seconds, sure = events.second.tolist(), (~events.possible).tolist()
    for event, group in groupby(rows, key=lambda pair: pair[0]):
        found = [(cell, row) for _, cell, row in group]
        block, day = blocks[event], days[event]
        place, (_, row) = placing[block], found[0]
        window, source = place.window(day)
        yield Due(
            "dose", DOSE, day, day, place.later, place.later, window, source, place.given(day),
            sure[event], row[8] or "", seconds[event], row[6],
            tuple(Content(each[10], each[11], each[12], about[cell]) for cell, each in found),
            row[4], row[5],
            row[13], _cause(row[14] or "", place.block), block, place.apart,
        )  # fmt: skip


def _cause(text: str, block: Block) -> str:
    """The words that cause a dose, by their line; a calendar tells nobody where a file lies."""
    span = block.regimen.span
    if span is None:
        return text
    bare = text.removeprefix(f"{span.source.name}:{span.line}: ")
    alone = "\n" not in span.source.text.strip()
    return bare if alone else f"line {span.line}: {bare}"


# ------------------------------------------------------------------ days of what holds no dose


def _regimen(start: Point | None, extent: Extent, pattern: Pattern | None) -> Regimen:
    """Days as a regimen of doses that hold nothing, for the plan to lay out."""
    patterns = (("", pattern),) if pattern is not None else ()
    return Regimen(item=Course(said=(), dose=None, patterns=patterns, extent=extent, start=start))


def _days_of(events: Timeline) -> Iterator[tuple[int, int | None, bool]]:
    """The days of a timeline, each once: by how much it may be later, and whether it is sure."""
    if not events.blocks:
        return
    start = bounds(events.starts[0])
    low, high = start if start is not None else Interval(Fraction(0), None)
    later = None if high is None else int(-(-(high - low) // DAY))
    days: dict[int, bool] = {}
    for day, possible in zip(events.day.tolist(), events.possible.tolist(), strict=True):
        days[day] = days.get(day, False) or not possible
    yield from ((day, later, sure) for day, sure in days.items())


def going_on(block: Block, plan: Layout) -> tuple[Pattern, int] | None:
    """What a course without an end repeats, and from which day, where that is known."""
    start, count = bounds(plan.day_offset(block.start)), bounds(block.count)
    if start is None or not block.course.patterns or (count is not None and count.high is not None):
        return None
    return block.course.patterns[0][1], int(start.low // DAY)


def _reason(visit: Visit, reason: str) -> str:
    """What would have to be known for a visit to have days."""
    hangs = _dosed(visit.start)
    if hangs:
        return hangs
    return "when it ends" if visit.extent.kind in ("open", "unstated") else reason


def _dosed(point: Point | None) -> str:
    """What would have to be known of a point that hangs on a dose."""
    hangs = point is not None and point.anchor in ("first dose", "last dose")
    return f"when the {point.anchor} is given" if point is not None and hangs else ""


def _in_order(dues: Iterable[Due]) -> list[Due]:
    """By day; on one day spans and watches, then assessments, then doses by their time."""
    rank: Mapping[str, int] = {"span": 0, "watch": 1, "assessment": 2, "dose": 3}
    return sorted(dues, key=lambda due: (due.day, rank[due.kind], max(due.second, 0)))
