"""Doses as exposure records: a row for each stretch of one dose and one frequency, else for each.

Where CDISC has a term for how often a course gives, and the course gives it to the end, it is one
row. What has no day, no end or no exact number is a row that leaves them out and tells the course
in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import Figure
from dosecalc.amounts import number as figure
from dosecalc.blocks import Block
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.dose_events import Dosed, DoseEvent
from dosecalc.export_losses import not_exportable, nothing_to_export, written_otherwise
from dosecalc.formats.exchange import cdisc_frequency
from dosecalc.formats.exchange.cdisc_columns import COLUMNS
from dosecalc.formats.exchange.cdisc_dataset import Column, Dataset, Value, plain
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text
from dosecalc.model import Course
from dosecalc.notations import cdisc_dates, cdisc_terms
from dosecalc.notations.cdisc_rows import NO_AGENT
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY, Cycle, Monthly
from dosecalc.pricing import Cell
from dosecalc.variants import Variant

_NUMBERS = DayCount()
_CLOCK_LENGTH = 5


class Domain(NamedTuple):
    """EX or EC: its label and name in messages; `planned` ones may leave an end open."""

    name: str
    label: str
    about: str
    planned: bool


def export(texts: Sequence[Text], wanted: Wanted, domain: Domain) -> Export:
    """The doses of each participant of each way of dosing."""
    rows: list[tuple[Value, ...]] = []
    found: dict[Diagnostic, None] = {}
    studies = studies_of(texts)
    for study, text in zip(studies, texts, strict=True):
        ways = wanted.ways(text.trial)
        if isinstance(ways, Diagnostic):
            return Export((), (ways,))
        labels = _labels(ways)
        for way, label in zip(ways, labels, strict=True):
            maker = _Rows(wanted.dosed(text.trial, way), wanted, domain)
            made = list(maker.rows())
            found.update(dict.fromkeys(maker.said))
            for number in range(1, wanted.subjects + 1):
                subject = "-".join(filter(None, (study, label, f"{number:03}")))
                rows += [
                    (study, domain.name, subject, sequence, *row)
                    for sequence, row in enumerate(made, 1)
                ]
    if not rows and not any(each.is_error for each in found):
        found[nothing_to_export(domain.about)] = None
    columns = tuple(
        Column(name.replace("--", domain.name), label, kind, key, kept)  # type: ignore[arg-type]
        for name, label, kind, key, kept in COLUMNS
    )
    dataset = Dataset(domain.name, domain.label, columns, rows)
    return Export(list(dataset.pieces(wanted.ending, studies)), tuple(found))


def studies_of(texts: Sequence[Text]) -> list[str]:
    """A name for each trial; phrases have none of their own, and two of one name are numbered."""
    names: list[str] = []
    for text in texts:
        name = "REGIMEN" if text.trial.phrase else " ".join(text.trial.name.split())
        count = 2
        unique = name
        while unique in names:
            unique, count = f"{name}-{count}", count + 1
        names.append(unique)
    return names


def _labels(ways: Sequence[Variant]) -> list[str]:
    """What tells the ways of dosing of a trial apart."""
    labels = []
    for way in ways:
        parts = (way.arm.name, way.name or "", f"C{way.cohort}" if way.cohort else "")
        labels.append("-".join("".join(part.split()) for part in parts if part))
    return labels


# ------------------------------------------------------------------ the rows of a participant


class _Rows:
    """Makes the rows of one participant; `said` is what has to be said about them."""

    def __init__(self, dosed: Dosed, wanted: Wanted, domain: Domain) -> None:
        self.dosed, self.wanted, self.domain = dosed, wanted, domain
        self.start = wanted.question.start
        self.said: list[Diagnostic] = []
        self.groups = 0

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """The rows in the order of their first days, behind study, domain, subject and number."""
        found = [row for number in range(len(self.dosed.blocks)) for row in self._block(number)]
        for block, reason in self.dosed.left_out:
            found += self._open(block, (), reason)
        yield from (row for _, row in sorted(found, key=lambda each: each[0]))

    def _block(self, number: int) -> list[tuple[int, tuple[Value, ...]]]:
        block = self.dosed.blocks[number]
        events = [event for event in self.dosed.events if event.block == number]
        reason = self._inexact(block, events, self.dosed.rests_on[number])
        if reason:
            return self._open(block, events, reason)
        if not events:
            return []
        term = None if self.wanted.expanded else cdisc_frequency.term(block.course)
        found: list[tuple[int, tuple[Value, ...]]] = []
        for _, group in groupby(events, key=lambda event: event.cells):
            run = list(group)
            row = self._interval(block, run, term) if term else None
            found += [row] if row else self._singles(block, run, self.dosed.rests_on[number])
        return found

    def _inexact(self, block: Block, events: Sequence[DoseEvent], rests_on: Sequence[str]) -> str:
        """Why a course cannot be told dose by dose; empty where it can."""
        course = block.course
        if any(event.possible for event in events):
            return "how many doses it has is not exact"
        if course.optional:
            return "its doses may not happen"
        if not course.patterns or isinstance(course.patterns[0][1], Monthly):
            return "months differ in length: `--start` makes them exact"
        if len(course.patterns) > 1 and self.start is None:
            return "the weekday of day 1 is not known: `--start` says it"
        vague = ("earliest day, later", "spaced at the shortest")
        if any(each.startswith(vague) for each in rests_on):
            return "its days are not exact"
        if any(length.seconds[0] != length.seconds[1] for length in course.infusion):
            return "how long an infusion takes is not exact"
        return ""

    def _say(self, what: str, how: str, block: Block) -> None:
        said = written_otherwise(self.domain.about, what, how, block.regimen.span)
        if said not in self.said:
            self.said.append(said)

    def _open(
        self, block: Block, events: Sequence[DoseEvent], reason: str
    ) -> list[tuple[int, tuple[Value, ...]]]:
        """A course whose end, number or days nobody knows: planned, it is a row without them."""
        course = block.course
        if not self.domain.planned:
            need = f"exact doses ({reason})"
            said = not_exportable(self.domain.about, f"`{course}`", need, block.regimen.span)
            self.said.append(said)
            return []
        first = self._first_day(block, events)
        prefix = self.domain.name
        how = f"a row without an end, with its words in {prefix}DOSRGM, since {reason}"
        self._say(f"`{course}`", how, block)
        term = cdisc_frequency.term(course)
        often = term[0] if term else ("PRN" if course.optional == "as needed" else None)
        cells = events[0].cells if events else self._cells(block)
        row = self._row(block, cells, often, first, None, words=str(course))
        return [(first if first is not None else 10**9, row)]

    def _first_day(self, block: Block, events: Sequence[DoseEvent]) -> int | None:
        if block.start.origin or block.start.length:
            return events[0].day if events and self._sure(block) else None
        found = bounds(block.start.offset)
        if found is None or found.low != found.high:
            return None
        return int(found.low // DAY)

    def _sure(self, block: Block) -> bool:
        number = self.dosed.blocks.index(block)
        return not any(each.startswith("earliest") for each in self.dosed.rests_on[number])

    def _cells(self, block: Block) -> tuple[Cell, ...]:
        from dosecalc.pricing import Pricing

        pricing = Pricing(self.dosed.trial, self.dosed.variant, self.wanted.question)
        levels = pricing.levels(block)
        return tuple(levels[1] if len(levels) == 2 else levels[0])

    # -- one row for several doses

    def _interval(
        self, block: Block, run: Sequence[DoseEvent], term: tuple[str, cdisc_terms.Frequency]
    ) -> tuple[int, tuple[Value, ...]] | None:
        """The doses as one row, from the first to the last day; None where they do not fit it."""
        name, often = term
        pattern = block.course.patterns[0][1]
        if len(run) < 2 or any(event.lasting is not None for event in run):
            return None
        period = int(often.days) if often.days else 0
        if often.hours is not None:
            if often.hours % 24 or not isinstance(pattern, Cycle):
                return None
            period, each = int(often.hours // 24), 1
        else:
            each = often.number
        if not each or len(run) % each or (each > 1 and len(run) < each):
            return None
        base = pattern.offset(0) // DAY
        for number, event in enumerate(run):
            if event.day - run[0].day != pattern.offset(number) // DAY - base:
                return None
        times = tuple(event.time for event in run[:each])
        if any(event.time != times[number % each] for number, event in enumerate(run)):
            return None
        last = (
            run[-1].day if each == 1 or period == 1 else run[0].day + len(run) // each * period - 1
        )
        if times[0] and often.moment:
            times = (None,)
        spread = "even placement" in " ".join(self.dosed.rests_on[run[0].block])
        if spread and period > 1:
            how = f"from the first to the last day of its periods, as {self.domain.name}DOSFRQ"
            self._say("doses of which no days are stated", how, block)
        point = ", ".join(time for time in times if time)
        row = self._row(block, run[0].cells, name, run[0].day, last, point=point)
        return run[0].day, row

    # -- a row for each dose

    def _singles(
        self, block: Block, run: Sequence[DoseEvent], rests_on: Sequence[str]
    ) -> list[tuple[int, tuple[Value, ...]]]:
        if any(each.startswith("even placement") for each in rests_on):
            self._say("doses of which no days are stated", "spread evenly", block)
        timed = [event for event in run if event.timed and not event.time]
        group = ""
        if timed:
            self.groups += 1
            group = str(self.groups)
        found = []
        one_by_one = timed or self.wanted.expanded
        for term, part in [("", run)] if one_by_one else cdisc_frequency.daily(run):
            if term:
                first, last = part[0].day, part[-1].day
                times = [event.time for event in part if event.day == first and event.time]
                point = ", ".join(times)
                row = self._row(block, part[0].cells, term, first, last, point=point)
                found.append((first, row))
            else:
                found += self._each(block, part, group)
        return found

    def _each(
        self, block: Block, run: Sequence[DoseEvent], group: str
    ) -> list[tuple[int, tuple[Value, ...]]]:
        """A row for each dose, those at times that are counted from the first one as a group."""
        found = []
        for event in run:
            since = None
            if event.timed and not event.time:
                since = cdisc_dates.length(event.seconds - run[0].seconds)
            row = self._row(
                block, event.cells, "ONCE", event.day, event.day, point=event.time or "",
                since=since, lasting=event.lasting, group=group,
            )  # fmt: skip
            found.append((event.day, row))
        return found

    # -- a row

    def _row(
        self, block: Block, cells: Sequence[Cell], often: str | None, first: int | None,
        last: int | None, *, words: str = "", point: str = "", since: str | None = None,
        lasting: Fraction | None = None, group: str = "",
    ) -> tuple[Value, ...]:  # fmt: skip
        course = block.course
        placebo = "placebo" in cells[0].why if cells else False
        dose, text, unit = self._dose(cells[0], block) if not placebo else ("0", None, None)
        volume, volume_unit = self._volume(cells, block)
        route, form = self._route(course, block)
        start, stop = self._dates(first, last, point, lasting)
        return (
            group or None, self._treatment(course, placebo, block),
            "SCHEDULED" if self.domain.planned else None, dose, text, unit, form, often,
            words or None, route, volume, volume_unit, start, stop, _number(first),
            _number(last), cdisc_dates.length(lasting) if lasting else None, point or None,
            since, "FIRST DOSE" if since is not None else None,
        )  # fmt: skip

    def _treatment(self, course: Course, placebo: bool, block: Block) -> str:
        agent = course.agent
        if placebo:
            return f"{agent} PLACEBO" if agent else "PLACEBO"
        if agent is None:
            self._say("the name of the treatment, which is not stated", f"`{NO_AGENT}`", block)
            return NO_AGENT
        return agent

    def _dose(self, cell: Cell, block: Block) -> tuple[str | None, str | None, str | None]:
        """The dose as a number or as a text, and its unit."""
        known = cell.amount
        exact = known is not None and known.low == known.high and "about" not in cell.why
        unit, factor = self._unit(cell, known.low if exact and known else None, block)
        if known is None:
            return None, "UNKNOWN", unit
        low = known.low / factor
        high = None if known.high is None else known.high / factor
        number = plain(low) if exact else None
        if number is not None:
            return number, None, unit
        if exact:
            self._say(f"{figure(low)} {unit or ''}".strip(), "as a text, being no decimal", block)
            return None, figure(low), unit
        return None, str(Figure(low, high, about="about" in cell.why)), unit

    def _unit(
        self, cell: Cell, amount: Fraction | None, block: Block
    ) -> tuple[str | None, Fraction]:
        if cell.unit is None or cell.unit.name == "unstated":
            return None, Fraction(1)
        printed = str(cell.unit)
        found = cdisc_terms.unit_term(printed, amount)
        if found is None:
            self._say(f"the unit {printed}", "as it stands, CDISC having no term for it", block)
            return printed, Fraction(1)
        return found[1], found[0]

    def _volume(self, cells: Sequence[Cell], block: Block) -> tuple[str | None, str | None]:
        """The second amount of a dose, which is the volume that holds it."""
        if len(cells) < 2:
            return None, None
        known, unit = cells[1].amount, cells[1].unit
        is_volume = unit is not None and unit.convertible(units.table()["L"])
        held = (
            is_volume
            and known is not None
            and known.low == known.high
            and "about" not in cells[1].why
        )
        volume = plain(known.low) if held and known is not None else None
        term = cdisc_terms.unit_term(str(unit), None) if unit is not None else None
        if volume is None or term is None:
            self._say("a second amount of a dose", "left out, being no exact volume", block)
            return None, None
        return volume, term[1]

    def _route(self, course: Course, block: Block) -> tuple[str | None, str | None]:
        if course.route is None:
            return None, None
        found = cdisc_terms.route_term(course.route)
        if found is None:
            how = "as it stands, CDISC having no term for it"
            self._say(f"the route {course.route}", how, block)
            return course.route, None
        term, form, whole = found
        if not whole:
            self._say(f"the route {course.route}", f"`{term}`, which says less", block)
        return term, form or None

    def _dates(
        self, first: int | None, last: int | None, point: str, lasting: Fraction | None
    ) -> tuple[str | None, str | None]:
        """The first and the last date, with times of the clock where they are stated."""
        if self.start is None or first is None:
            return None, None
        times = [each for each in point.split(", ") if len(each) == _CLOCK_LENGTH and ":" in each]
        begin = _dated(self.start, first)
        if not times:
            return begin.isoformat(), _dated(
                self.start, last
            ).isoformat() if last is not None else None
        start = datetime.fromisoformat(f"{begin}T{times[0]}")
        stop = datetime.fromisoformat(
            f"{_dated(self.start, first if last is None else last)}T{times[-1]}"
        )
        if lasting:
            stop = start + timedelta(seconds=float(lasting))
        return _minutes(start), _minutes(stop) if last is not None else None


def _dated(start: date, day: int) -> date:
    try:
        return start + timedelta(days=day)
    except OverflowError:
        raise ValueError("days lie before the year 1 or after the year 9999") from None


def _minutes(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes" if not moment.second else "seconds")


def _number(day: int | None) -> int | None:
    """A study day, of which there is no 0."""
    return None if day is None else _NUMBERS.number(day)
