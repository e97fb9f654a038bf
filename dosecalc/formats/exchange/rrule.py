"""Doses as recurrence rules (RFC 5545): what is given, then DTSTART, a rule and dates left out.

A block for each series of doses, the first line being the dose in words of the schedule language.
Where no rule fits, its dates are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from math import gcd
from typing import NamedTuple

from dosecalc.amounts import Figure
from dosecalc.amounts import number as figure
from dosecalc.blocks import Block
from dosecalc.clause_kinds import parts_of
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.dose_events import Dosed, DoseEvent
from dosecalc.export_losses import not_exportable, nothing_to_export, written_otherwise
from dosecalc.formats.calendar.content_lines import folded
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text
from dosecalc.notations import rrule_mistakes
from dosecalc.notations.agent_and_route import by, quoted
from dosecalc.notations.recurrence_rules import WEEKDAYS
from dosecalc.parameters import bounds
from dosecalc.patterns import DAY, Cycle, elapsed
from dosecalc.pricing import Cell
from dosecalc.units import table
from dosecalc.variants import Question

_ABOUT = "a list of recurrence rules (RFC 5545)"
_NUMBERS = DayCount()
_WEEKS = 8  # the longest period of named weekdays that is looked for
_MOST_LEFT_OUT = 60
_LISTED = 200  # dates on a line


class Series(NamedTuple):
    """Doses of one kind: their words, days as offsets from day 1, and the time of the clock."""

    dose: str
    days: tuple[int, ...]
    time: str = ""


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The doses of one participant of each way of dosing."""
    lines: list[str] = []
    said: dict[Diagnostic, None] = {}
    for text in texts:
        ways = wanted.ways(text.trial)
        if isinstance(ways, Diagnostic):
            return Export((), (ways,))
        for way in ways:
            maker = _Rules(wanted.dosed(text.trial, way), wanted.question)
            made = list(maker.blocks())
            if made and len(texts) + len(ways) > 2:
                lines += [f"# {' '.join(maker.dosed.name.split())}", ""]
            lines += made
            said.update(dict.fromkeys(maker.said))
    if not lines and not any(each.is_error for each in said):
        said[nothing_to_export(_ABOUT)] = None
    return Export([f"{line}\n" for line in lines[:-1]], tuple(said))


class _Rules:
    """Makes the lines of one participant; `said` is what has to be said about them."""

    def __init__(self, dosed: Dosed, question: Question) -> None:
        self.dosed, self.question, self.start = dosed, question, question.start
        self.said: list[Diagnostic] = []

    def blocks(self) -> Iterator[str]:
        """The lines of all series, each ended by an empty one."""
        first = min((event.day for event in self.dosed.events), default=0)
        if first and self.start is not None:
            how = f"left out: the rules begin with the first dose, on {_NUMBERS.text(first)}"
            self._say("day 1", how, None)
        for block, reason in self.dosed.left_out:
            yield from self._endless(block, reason)
        for number, block in enumerate(self.dosed.blocks):
            events = [event for event in self.dosed.events if event.block == number]
            if any(event.possible for event in events):
                self._refuse(block, "an exact number of doses")
                continue
            yield from self._block(number, block, events, first)

    def _say(self, what: str, how: str, block: Block | None) -> None:
        span = block.regimen.span if block is not None else None
        said = written_otherwise(_ABOUT, what, how, span)
        if said not in self.said:
            self.said.append(said)

    def _refuse(self, block: Block, need: str) -> None:
        said = not_exportable(_ABOUT, f"`{block.course}`", need, block.regimen.span)
        if said not in self.said:
            self.said.append(said)

    # -- courses

    def _block(
        self, number: int, block: Block, events: Sequence[DoseEvent], first: int
    ) -> Iterator[str]:
        rests_on = self.dosed.rests_on[number]
        if any("even placement" in each for each in rests_on):
            self._say("doses of which no days are stated", "spread evenly", block)
        if any(each.startswith(("earliest day", "spaced", "first dose on")) for each in rests_on):
            self._refuse(block, "exact days: `--start` with the date of day 1 may give them")
            return
        if any("months differ" in each for each in rests_on):
            self._refuse(block, "the date of day 1: `--start`")
            return
        for _, group in groupby(events, key=lambda event: (event.cells, event.lasting)):
            run = list(group)
            dose = self._dose(block, run[0])
            if dose is None:
                return
            if run[0].timed and not run[0].time and any(e.seconds % DAY for e in run):
                yield from self._elapsed(block, dose, run)
            else:
                for series in self._series(dose, run, block):
                    yield from self._written(series, block, first)

    def _series(self, dose: str, run: Sequence[DoseEvent], block: Block) -> Iterator[Series]:
        """The doses parted by their times; those of a day without times one after another."""
        kinds: dict[tuple[str, int], list[int]] = {}
        for event in run:
            time = event.time or ""
            if time and not _clock(time):
                self._say(f"the time of day `{time}`", "left out", block)
                time = ""
            place = 0
            while event.day in kinds.get((time, place), ()):
                place += 1
            kinds.setdefault((time, place), []).append(event.day)
        for (time, _), days in kinds.items():
            yield Series(dose, tuple(days), time)

    def _written(self, series: Series, block: Block, first: int) -> Iterator[str]:
        """The lines of a series."""
        rule = _rule(series.days, self.start)
        if self.start is None:
            self._say("the date of day 1", "DTSTART is left out, and `--start` puts it in", None)
            if rule is None or rule.without or series.days[0] != first or "BYDAY" in rule.text:
                self._refuse(block, "the date of day 1: `--start`")
                return
            every, _, limit = rule.text.partition(";COUNT=")
            clock = series.time
            at = f";BYHOUR={int(clock[:2])};BYMINUTE={int(clock[3:])}" if clock else ""
            text = f"{every}{at};COUNT={limit}"
            yield from (series.dose, f"RRULE:{text}", "")
            return
        yield series.dose
        yield _line("DTSTART", [self._date(series.days[0], series.time)], series.time)
        if rule is None:
            listed = rrule_mistakes.rule_dates_listed(block.regimen.span, str(block.course))
            self.said += [listed] if listed not in self.said else []
            dates = [self._date(day, series.time) for day in series.days[1:]]
            for place in range(0, len(dates), _LISTED):
                yield _line("RDATE", dates[place : place + _LISTED], series.time)
        else:
            yield f"RRULE:{rule.text}"
            if rule.without:
                dates = [self._date(day, series.time) for day in rule.without]
                yield _line("EXDATE", dates, series.time)
        yield ""

    def _date(self, day: int, time: str) -> str:
        assert self.start is not None
        try:
            found = self.start + timedelta(days=day)
        except OverflowError:
            raise ValueError("days lie before the year 1 or after the year 9999") from None
        return f"{found:%Y%m%d}".rjust(8, "0") + (f"T{time.replace(':', '')}00" if time else "")

    # -- elapsed time

    def _elapsed(self, block: Block, dose: str, run: Sequence[DoseEvent]) -> Iterator[str]:
        """Doses by elapsed time, of which nobody states the time of the first."""
        steps = {after.seconds - before.seconds for before, after in pairwise(run)}
        if len(steps) > 1 or len(self.dosed.blocks) > 1 or run[0].seconds:
            self._refuse(block, "the time of the first dose, and one interval")
            return
        how = "DTSTART is left out, since the time of the first dose is not stated"
        self._say("doses by elapsed time", how, block)
        (step,) = steps or {DAY}
        yield from (dose, f"RRULE:{_every(step)};COUNT={len(run)}", "")

    def _endless(self, block: Block, reason: str) -> Iterator[str]:
        """A course that nothing ends, as a rule without an end."""
        course = block.course
        begin = bounds(block.start.offset) if not block.start.origin else None
        pattern = course.patterns[0][1] if len(course.patterns) == 1 else None
        exact = begin is not None and begin.low == begin.high and begin.low % DAY == 0
        plain = isinstance(pattern, Cycle) and len(pattern.slots) == 1 and not course.optional
        if block.repeats or not (plain and exact) or course.extent.kind not in ("open", "unstated"):
            self._refuse(block, f"exact doses ({reason})")
            return
        assert isinstance(pattern, Cycle) and begin is not None and pattern.period
        time = pattern.slots[0].time or ""
        dose = self._dose_of(block, self._cells(block), None)
        if dose is None:
            return
        self._say(f"`{course}`", "a rule without an end, since none is stated", block)
        yield dose
        if self.start is not None and not (elapsed(pattern) and pattern.period % DAY):
            time = time if _clock(time) else ""
            yield _line("DTSTART", [self._date(int(begin.low // DAY), time)], time)
        yield f"RRULE:{_every(pattern.period)}"
        yield ""

    # -- doses

    def _cells(self, block: Block) -> Sequence[Cell]:
        from dosecalc.pricing import Pricing

        pricing = Pricing(self.dosed.trial, self.dosed.variant, self.question)
        levels = pricing.levels(block)
        return levels[1] if len(levels) == 2 else levels[0]

    def _dose(self, block: Block, event: DoseEvent) -> str | None:
        return self._dose_of(block, event.cells, event.lasting)

    def _dose_of(self, block: Block, cells: Sequence[Cell], lasting: Fraction | None) -> str | None:
        """One administration in words; None where its amount cannot be written."""
        course = block.course
        amount = _amount(cells[0]) if cells else "an unknown amount"
        if amount is None:
            self._refuse(block, "amounts that decimals can say")
            return None
        words = [amount]
        if len(cells) > 1:
            volume = _amount(cells[1])
            unit = cells[1].unit
            if volume is None or unit is None or not unit.convertible(table()["L"]):
                self._say("a second amount of a dose", "left out, being no volume", block)
            else:
                words.append(f"in {volume}")
        words += [f"of {quoted(course.agent)}"] if course.agent else []
        said = [text for kind, text in parts_of(c.text for c in course.said) if kind == "route"]
        words += said or ([by(course.route)] if course.route else [])
        if lasting is not None:
            words.append(f"over {_length(lasting)}")
        elif course.infusion:
            self._say("the length of an infusion", "left out, being no exact one", block)
        return " ".join(words)


def _amount(cell: Cell) -> str | None:
    """An amount in words of the language; None where no decimal is exact."""
    if "placebo" in cell.why:
        return "placebo"
    known, unit = cell.amount, str(cell.unit) if cell.unit is not None else None
    if known is None:
        return f"unknown {unit}" if unit else "an unknown amount"
    stated = str(Figure(known.low, known.high, about="about" in cell.why))
    return None if "/" in stated else f"{stated} {unit}"


def _length(seconds: Fraction) -> str:
    for unit, each in (("day", DAY), ("hour", 3600), ("minute", 60)):
        if seconds % each == 0:
            count = int(seconds // each)
            return f"{count} {unit}{'s' * (count != 1)}"
    return f"{figure(seconds)} seconds"


# ------------------------------------------------------------------ rules


class Rule(NamedTuple):
    """A rule as its text, and the days that it has too many, as offsets from day 1."""

    text: str
    without: tuple[int, ...] = ()


def _rule(days: Sequence[int], start: date | None) -> Rule | None:
    """The rule of some days in order, none twice; None where none fits.

    >>> _rule([0, 7, 14], None).text, _rule([0, 2, 7, 9], date(2026, 3, 3)).text
    ('FREQ=WEEKLY;COUNT=3', 'FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4')
    """
    steps = [after - before for before, after in pairwise(days)]
    count = len(days)
    if len(set(steps)) < 2:
        return Rule(f"{_every((steps or [1])[0] * DAY)};COUNT={count}")
    if start is None:
        return None
    found = _weekly(days, start) or _monthly(days, start)
    if found is not None:
        return Rule(f"{found};COUNT={count}")
    step = gcd(*steps)
    whole = range(days[0], days[-1] + 1, step)
    if len(whole) - count > min(count // 2, _MOST_LEFT_OUT):
        return None
    there = set(days)
    without = tuple(day for day in whole if day not in there)
    return Rule(f"{_every(step * DAY)};COUNT={len(whole)}", without)


def _every(seconds: int) -> str:
    """The rule of one interval.

    >>> _every(86400), _every(14 * 86400), _every(43200)
    ('FREQ=DAILY', 'FREQ=WEEKLY;INTERVAL=2', 'FREQ=HOURLY;INTERVAL=12')
    """
    lengths = (("WEEKLY", 7 * DAY), ("DAILY", DAY), ("HOURLY", 3600), ("MINUTELY", 60))
    name, length = next((each for each in lengths if seconds % each[1] == 0), ("SECONDLY", 1))
    count = seconds // length
    return f"FREQ={name}" + (f";INTERVAL={count}" if count > 1 else "")


def _weekly(days: Sequence[int], start: date) -> str | None:
    """Named weekdays of every so many weeks, the weeks counted from the first day."""
    first = (start + timedelta(days=days[0])).weekday()
    for weeks in range(1, _WEEKS + 1):
        period = 7 * weeks
        offsets = sorted({(day - days[0]) % period for day in days})
        if offsets[-1] > 6 or len(offsets) == 1:
            continue
        made = (
            days[0] + period * (number // len(offsets)) + offsets[number % len(offsets)]
            for number in range(len(days))
        )
        if list(made) == list(days):
            named = ",".join(WEEKDAYS[(first + offset) % 7] for offset in offsets)
            every = f";INTERVAL={weeks};WKST={WEEKDAYS[first]}" if weeks > 1 else ""
            return f"FREQ=WEEKLY{every};BYDAY={named}"
    return None


def _monthly(days: Sequence[int], start: date) -> str | None:
    """The same day of every so many months, one that all months have."""
    try:
        dates = [start + timedelta(days=day) for day in days]
    except OverflowError:
        return None
    months = [12 * each.year + each.month for each in dates]
    steps = {after - before for before, after in pairwise(months)}
    if len(steps) > 1 or len({each.day for each in dates}) > 1 or dates[0].day > 28 or 0 in steps:
        return None
    (step,) = steps
    return "FREQ=MONTHLY" + (f";INTERVAL={step}" if step > 1 else "")


def _clock(time: str) -> bool:
    return len(time) == 5 and time[2] == ":" and time.replace(":", "").isdecimal()


def _line(name: str, dates: Sequence[str], time: str) -> str:
    kind = "" if time else ";VALUE=DATE"
    return folded(f"{name}{kind}:{','.join(dates)}".encode()).decode().replace("\r\n", "\n")
