"""A regimen laid out in time: each course with its start, its count of doses, and its levels.

Times are seconds from the start of day 1. All of it is closed-form: a course of 10^9 doses is a
few expressions. The totals add these up, the timeline expands them.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from dosecalc.amounts import Figure
from dosecalc.blocks import ZERO, Anchor, Block, Layout, Moment, days_to_origin
from dosecalc.days import Length, weekday
from dosecalc.dose_times import chosen, dose_offset, less_one
from dosecalc.lasting import (
    count_ranges,
    extent_in_months,
    length_of,
    listed_count,
    months_in,
    name_of,
    span_length,
    spread_name,
)
from dosecalc.model import (
    Course,
    Item,
    Point,
    Regimen,
    Repeated,
    Rest,
    Sequence,
    Trial,
    courses,
)
from dosecalc.parameters import (
    Choice,
    Expression,
    Greatest,
    Known,
    Least,
    Parameter,
    Product,
    Rising,
    Sum,
    Uncertain,
    Unknown,
    uncertain,
)
from dosecalc.patterns import (
    DAY,
    Cycle,
    Listed,
    Monthly,
    Pattern,
    elapsed,
)

if TYPE_CHECKING:
    from datetime import date

    from dosecalc.protocol import SpanOfTime


def layout(
    regimens: tuple[Regimen, ...],
    trial: Trial,
    owner: str,
    first: date | None = None,
    anchors: tuple[Anchor, ...] = (),
    after: Layout | None = None,
) -> Layout:
    """The regimens of one reading, all running from the same start; `first` is day 1's date.

    With `after`, the first and the last dose that they speak of are those of that layout, and so
    is its day 1.
    """
    maker = _Maker(trial, owner, None, anchors)
    found = maker.all(regimens, after)
    if first is not None:
        maker = _Maker(trial, owner, first, anchors, found.origin)
        found = maker.all(regimens, after)
    return found


class _Maker:
    """Walks an item, carrying the time at which the next part starts.

    `behind` tells whether that is where a course ended, and not a time that the text states.
    """

    def __init__(
        self, trial: Trial, owner: str, first: date | None, anchors: tuple[Anchor, ...],
        origin: str = "",
    ) -> None:  # fmt: skip
        self.trial = trial
        self.owner = owner
        self.first = first
        self.anchors = anchors
        self.origin = origin
        self.previous: tuple[tuple[Block, Expression], ...] = ()
        self.behind = False
        self._lengths: dict[str, Expression] = {}

    def all(self, regimens: tuple[Regimen, ...], after: Layout | None) -> Layout:
        """The regimens laid out from one start."""
        blocks: list[Block] = []
        for regimen in regimens:
            if after is not None:
                self.previous = tuple((block, block.rounds) for block in after.blocks)
            start = Moment(ZERO, "" if after is not None else self.home(regimen))
            self.behind = after is not None
            made, _ = self.item(regimen.item, regimen, start, ())
            blocks.extend(made)
        origins = {block.start.origin for block in blocks}
        origin = next(iter(origins)) if len(origins) == 1 else ""
        spans = tuple((span.name, self.span_length(span)) for span in self.trial.spans)
        origin = after.origin if after is not None else origin
        return Layout(tuple(blocks), origin, spans, self.anchors)

    def home(self, regimen: Regimen) -> str:
        """The origin of a regimen: the one span that all its courses hang on, or day 1."""
        first = courses(regimen.item)
        names = {course.start.name for course in first[:1] if course.start and course.start.name}
        return next(iter(names)) if len(names) == 1 else ""

    # -- spans and points

    def span_length(self, span: SpanOfTime) -> Expression:
        """How long a span lasts, in seconds."""
        if span.name not in self._lengths:
            anchor = next((each for each in self.anchors if each.name == span.name), None)
            self._lengths[span.name] = span_length(self._as_dated(span, anchor), self.trial.name)
            if anchor is not None and anchor.last is not None:
                days = anchor.last - anchor.first + 1
                self._lengths[span.name] = Known(Fraction(days * DAY))
        return self._lengths[span.name]

    def _as_dated(self, span: SpanOfTime, anchor: Anchor | None) -> SpanOfTime:
        """A span that starts on a weekday which its date tells."""
        if self.first is None or (anchor is None and span.name != self.origin):
            return span
        begun = (self.first.weekday() + (anchor.first if anchor else 0)) % 7
        named = tuple(each for each in span.patterns if weekday(each[0]) == begun)
        return replace(span, patterns=named or span.patterns)

    def moment(self, point: Point, bracket: Moment) -> Moment:
        """The start of the day that a point names."""
        if point.anchor == "origin":
            return bracket
        bare = self._bare(point)
        if point.length is None:
            return bare
        shift = self._shift(point, point.length, bare)
        return bare._replace(offset=shift if bare.offset is ZERO else Sum((bare.offset, shift)))

    def _bare(self, point: Point) -> Moment:
        """What a point counts from."""
        if point.anchor == "day":
            return Moment(Known(Fraction(point.day * DAY)))
        if point.anchor in ("first dose", "last dose"):
            return self._dose(point.anchor)
        assert point.name is not None
        if point.anchor == "span start":
            return Moment(ZERO, point.name)
        return Moment(Known(Fraction(-DAY)), point.name, length=True)

    def _shift(self, point: Point, length: Length, bare: Moment) -> Expression:
        """How far a point is from what it counts from; months are exact from a date."""
        date = self._date(bare)
        if date is not None:
            from dosecalc.dated import months_later

            exact = months_later(date, length, point.before)
            if exact is not None:
                return exact
        low, high = length.seconds
        if point.before:
            low, high = (-high if high is not None else -low), -low
        return uncertain(Figure(low, high), str(length), self.owner)

    def _dose(self, which: str) -> Moment:
        """The first or last dose of what comes before: of all that runs together."""
        if not self.previous:
            return Moment(Unknown("which dose comes before this course"))
        first = which == "first dose"
        found = [self._dose_of(block, rounds, first) for block, rounds in self.previous]
        if len({(each.origin, each.length) for each in found}) > 1:
            return Moment(Unknown("which of these courses ends last"))
        offsets = tuple(each.offset for each in found)
        several: Expression = Least(offsets) if first else Greatest(offsets)
        return found[0]._replace(offset=offsets[0] if len(offsets) == 1 else several)

    def _dose_of(self, block: Block, rounds: Expression, first: bool) -> Moment:
        """The first dose of a block, or its last one in the last round of its brackets."""
        if first:
            at: Expression = dose_offset(block.course, Known(Fraction(0)), self.owner)
        else:
            last = dose_offset(block.course, less_one(block.count), self.owner)
            at = _later(last, rounds)
        return block.start._replace(offset=Sum((block.start.offset, at)))

    def _between(self, start: Moment, stop: Moment) -> Expression:
        """The seconds from one moment to another on the same origin."""
        if start.origin != stop.origin:
            return Unknown(f"when {start.origin or stop.origin} starts")
        terms = [stop.offset, _negative(start.offset)]
        if stop.length and not start.length:
            span = self.trial.span_of_time(stop.origin)
            terms.append(
                self.span_length(span) if span else Unknown(f"how long {stop.origin} lasts")
            )
        return Sum(tuple(terms))

    # -- items

    def item(
        self,
        item: Item,
        regimen: Regimen,
        start: Moment,
        repeats: tuple[tuple[int, Expression], ...],
    ) -> tuple[list[Block], Moment]:
        """The blocks of an item that starts at `start`, and when it ends."""
        return self._any(item, regimen, start, repeats, start)

    def _any(
        self, item: Item, regimen: Regimen, start: Moment,
        repeats: tuple[tuple[int, Expression], ...], bracket: Moment,
    ) -> tuple[list[Block], Moment]:  # fmt: skip
        if isinstance(item, Course):
            return self._course(item, regimen, start, repeats, bracket)
        return self._compound(item, regimen, start, repeats, bracket)

    def _compound(
        self, item: Item, regimen: Regimen, start: Moment,
        repeats: tuple[tuple[int, Expression], ...], bracket: Moment,
    ) -> tuple[list[Block], Moment]:  # fmt: skip
        if isinstance(item, Rest):
            length = self._lasting(item.length, str(item.length), start)
            self.behind = self.behind and item.length.unit not in ("second", "minute", "hour")
            return [], start._replace(offset=_later(start.offset, length))
        if isinstance(item, Repeated):
            return self._repeated(item, regimen, start, repeats)
        assert not isinstance(item, Course)
        blocks: list[Block] = []
        ends = [start]
        earlier, behind = self.previous, self.behind
        together: tuple[tuple[Block, Expression], ...] = ()
        for part in item.items:
            if not isinstance(item, Sequence):
                self.previous, self.behind = earlier, behind
            begin = ends[-1] if isinstance(item, Sequence) else start
            made, end = self._any(part, regimen, begin, repeats, bracket)
            if isinstance(item, Sequence) and len(ends) > 1 and made:
                made[0] = replace(made[0], after=begin)
            blocks.extend(made)
            ends.append(end)
            if not isinstance(item, Sequence):
                together = (*together, *self.previous)
        if not isinstance(item, Sequence):
            self.previous = together
        return blocks, ends[-1] if isinstance(item, Sequence) else _latest(ends[1:])

    def _repeated(
        self, item: Repeated, regimen: Regimen, start: Moment,
        repeats: tuple[tuple[int, Expression], ...],
    ) -> tuple[list[Block], Moment]:  # fmt: skip
        if item.times == 1:
            return self._any(item.item, regimen, start, repeats, start)
        made, end = self._any(item.item, regimen, start, repeats, start)
        if item.every is not None:
            period = length_of(item.every, str(item.every), self.owner)
        else:
            period = self._between(start, end)
        outer, depth = (*repeats, (item.times, period)), len(repeats)
        blocks = [replace(block, repeats=(*outer, *block.repeats[depth:])) for block in made]
        rounds = Product((Known(Fraction(item.times - 1)), period))
        self.previous = tuple((block, _later(before, rounds)) for block, before in self.previous)
        whole = Product((Known(Fraction(item.times)), period))
        return blocks, start._replace(offset=_later(start.offset, whole))

    def _course(
        self, course: Course, regimen: Regimen, start: Moment,
        repeats: tuple[tuple[int, Expression], ...], bracket: Moment,
    ) -> tuple[list[Block], Moment]:  # fmt: skip
        course = self._dated(course)
        begin = start if course.start is None else self.moment(course.start, bracket)
        date = self._date(begin)
        if date is not None:
            from dosecalc.dated import course_on

            course = course_on(course, date)
        if self.behind and course.start is None and course.patterns:
            begin = begin._replace(offset=_on_a_day(begin.offset, course.patterns[0][1]))
        length = self._length(course, begin)
        count = self._optional(course, self._count(course, length))
        block = Block(
            course=course, regimen=regimen, start=begin, count=count, length=length,
            repeats=repeats,
        )  # fmt: skip
        self.previous, self.behind = ((block, ZERO),), True
        whole = length if length is not None else dose_offset(course, count, self.owner)
        return [block], begin._replace(offset=_later(begin.offset, whole))

    def _date(self, moment: Moment) -> date | None:
        """The date of a moment, where day 1 has one and the moment is exact."""
        base = days_to_origin(moment.origin, self.origin, self.anchors)
        if self.first is None or base is None:
            return None
        from dosecalc.dated import on

        terms = [moment.offset, Known(Fraction(base * DAY))]
        if moment.length:
            span = self.trial.span_of_time(moment.origin)
            if span is None:
                return None
            terms.append(self.span_length(span))
        return on(self.first, Sum(tuple(terms)))

    def _lasting(self, length: Length, name: str, begin: Moment) -> Expression:
        """A length from a moment on; calendar months are exact where the moment has a date."""
        date = self._date(begin)
        if date is not None:
            from dosecalc.dated import months_later

            exact = months_later(date, length)
            if exact is not None:
                return exact
        return length_of(length, name, self.owner)

    def _dated(self, course: Course) -> Course:
        """The course on the weekdays that its span tells, if it starts on the span's first day."""
        start = course.start
        if start is None or start.anchor != "span start" or start.name is None or start.length:
            return course
        span = self.trial.span_of_time(start.name)
        if span is None or len(span.patterns) != 1:
            return course
        first = weekday(span.patterns[0][0])
        cycles = [(weekday(name), pattern) for name, pattern in course.patterns]
        if first is None or len(cycles) < 2:
            return course
        named, pattern = cycles[0]
        if named is None or not isinstance(pattern, Cycle):
            return course
        from dosecalc.dated import on_weekdays

        return replace(course, patterns=(("", on_weekdays(pattern, named, first)),))

    def _length(self, course: Course, begin: Moment) -> Expression | None:
        """How long a course goes on, in seconds; None where its doses are counted instead."""
        extent = course.extent
        name = f"{name_of(extent)}"
        if extent.kind == "length" and extent.length is not None:
            return self._lasting(extent.length, name, begin)
        if extent.kind == "cycles" and extent.length is not None and extent.count is not None:
            low, high = extent.length.seconds
            if low == high:
                return uncertain(extent.count, name, self.owner, factor=low, whole=1)
            cycles = uncertain(extent.count, name, self.owner, whole=1)
            months = months_in(extent.length)
            if extent.count.exact and months is not None:
                number = extent.count.low * months
                whole = Length(low=number, high=number, unit="month")
                return self._lasting(whole, name, begin)
            return Product((cycles, length_of(extent.length, str(extent.length), self.owner)))
        if extent.kind == "point" and extent.point is not None:
            stop = self.moment(extent.point, Moment(ZERO))
            if extent.closed:
                stop = stop._replace(offset=Sum((stop.offset, Known(Fraction(DAY)))))
            return self._between(begin, stop)
        if extent.kind in ("open", "unstated"):
            return Unknown(extent.why or "how long it goes on")
        return None

    def _count(self, course: Course, length: Expression | None) -> Expression:
        extent = course.extent
        if extent.kind == "doses" and extent.count is not None:
            return uncertain(extent.count, f"{name_of(extent)}", self.owner, whole=1)
        if not course.patterns:
            what = "the most doses a day" if course.optional == "as needed" else "how often"
            if course.unstated and course.unstated != what:
                return Unknown(course.unstated)
            if extent.kind == "unstated":
                return Unknown("how often and how long")
            return Unknown(what)
        cases = tuple(
            (name, self._count_of(course, pattern, length)) for name, pattern in course.patterns
        )
        return chosen(cases, course, self.owner)

    def _count_of(self, course: Course, pattern: Pattern, length: Expression | None) -> Expression:
        if length is None:
            return Known(Fraction(listed_count(pattern)))
        months = extent_in_months(course.extent)
        if isinstance(pattern, Monthly) and months is not None and not isinstance(length, Known):
            low, high, _ = pattern.in_months(months)
            return uncertain(
                Figure(Fraction(low), Fraction(high)), "doses in a cut period", self.owner
            )

        def within(seconds: Fraction) -> tuple[int, int]:
            count = pattern.count(int(seconds))
            return count.low, count.high

        parameter = Parameter(
            name=spread_name(course, pattern), low=Fraction(0), high=Fraction(1), owner=self.owner
        )
        made = Rising(length, within, parameter if count_ranges(pattern, length) else None)
        found = made.bounds({})
        if found is not None and isinstance(length, Known) and found.low == found.high:
            return Known(found.low)
        return made

    def _optional(self, course: Course, count: Expression) -> Expression:
        if course.optional is None or course.optional == "as needed":
            return count
        parameter = Parameter(name=course.optional, values=("no", "yes"), owner=self.owner)
        return Choice(parameter, (("no", ZERO), ("yes", count)))


def _on_a_day(start: Expression, pattern: Pattern) -> Expression:
    """The first day of a course of days behind one of elapsed time: its times are still to come."""
    found = start.bounds({})
    whole = found is None or all(end is None or end % DAY == 0 for end in found)
    if whole or elapsed(pattern):
        return start
    first = pattern.offset(0)

    def day(seconds: Fraction) -> tuple[Fraction, Fraction]:
        begun = seconds // DAY * DAY
        timed = isinstance(pattern, (Cycle, Listed)) and pattern.time(0) is not None
        at = begun + DAY if timed and begun + first < seconds else begun
        return Fraction(at), Fraction(at)

    return Rising(start, day)


def _later(offset: Expression, length: Expression) -> Expression:
    """A time that comes so much later, as one sum however long the sequence is."""
    terms = offset.terms if isinstance(offset, Sum) else (offset,)
    known = [term.value for term in (*terms, length) if isinstance(term, Known)]
    others = tuple(term for term in (*terms, length) if not isinstance(term, Known))
    return (
        Sum((*others, Known(sum(known, Fraction(0))))) if others else Known(sum(known, Fraction(0)))
    )


def _latest(ends: list[Moment]) -> Moment:
    """The last of several ends, which count from one origin if it can be told."""
    if len({(end.origin, end.length) for end in ends}) > 1:
        return ends[-1]._replace(offset=Unknown("which of these courses ends last"))
    return ends[-1]._replace(offset=Greatest(tuple(end.offset for end in ends)))


def _negative(offset: Expression) -> Expression:
    """The negative of an offset that is exact, or a range that is counted from its ends."""
    found = offset.bounds({})
    if found is None or found.high is None:
        return Unknown("where the course starts")
    if found.low == found.high:
        return Known(-found.low)
    return Uncertain(Parameter(name="start of the course", low=-found.high, high=-found.low))
