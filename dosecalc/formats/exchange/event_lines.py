"""Doses as the lines of an event table: exact times and amounts, series as one line.

Times count from the start of day 1. Doses of one day without stated times are spread evenly over
it, and whatever else the schedule does not state and a line has to is told.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dosecalc import export_losses, units
from dosecalc.amounts import number
from dosecalc.clause_kinds import parts_of
from dosecalc.diagnostics import Diagnostic, Span, visible
from dosecalc.dose_events import Dosed, DoseEvent
from dosecalc.formats.exchange import event_export_mistakes
from dosecalc.model import Course
from dosecalc.notations.recurrence import Stretch, stretches
from dosecalc.patterns import DAY
from dosecalc.pricing import Cell
from dosecalc.units import Unit

_STEP = 36  # a hundredth of an hour, so that times are short decimals
_SHOWN = 60
Say = Callable[[Diagnostic], None]
Compartment = tuple[str | None, str | None]


class Line(NamedTuple):
    """A dose of one participant, `seconds` after the start of day 1, and `more` of it `every`.

    `of` holds the agent and the route, `lasting` the seconds of an infusion.
    """

    seconds: int
    amount: Fraction
    unit: Unit
    of: Compartment
    lasting: Fraction | None = None
    every: int = 0
    more: int = 0


class Lines:
    """Makes the lines of participants for one kind of table, and says what is not as stated."""

    def __init__(self, target: str, say: Say, *, expanded: bool) -> None:
        self.target, self._say, self.expanded = target, say, expanded
        self.units: dict[Compartment, Unit] = {}

    def of(self, dosed: Dosed) -> list[Line]:
        """The lines of one way of dosing, by time; what cannot be one is said."""
        for block, why in dosed.left_out:
            self._say(self._impossible(block.course, why))
        sound = self._sound_blocks(dosed)
        moments = self._moments(dosed)
        found: dict[Line, list[int]] = defaultdict(list)
        kinds: dict[tuple[object, ...], Line | None] = {}
        for event, moment in zip(dosed.events, moments, strict=True):
            if event.block not in sound:
                continue
            key = (event.block, id(event.cells), event.lasting)
            if key not in kinds:
                kinds[key] = self._line(event, dosed.course(event))
            line = kinds[key]
            if line is not None:
                found[line].append(moment)
        made = [each for line, times in found.items() for each in self._series(line, times)]
        return sorted(made, key=lambda line: line.seconds)

    # -- what can be written

    def _sound_blocks(self, dosed: Dosed) -> set[int]:
        """The courses that can be written; of each of the others it is said why not."""
        possible = {event.block for event in dosed.events if event.possible}
        for block in sorted(possible):
            course = dosed.blocks[block].course
            self._say(self._impossible(course, "one number of doses, and not a range"))
        sound = set(range(len(dosed.blocks))) - possible
        for block in sorted(sound):
            course = dosed.blocks[block].course
            for why in dosed.rests_on[block]:
                if not why.startswith("assumed: "):
                    self._say(self._otherwise(course, why))
        return sound

    def _line(self, event: DoseEvent, course: Course) -> Line | None:
        """A dose at the time 0; None where it is not exact, which is said, or is nothing."""
        cell = event.cells[0] if event.cells else Cell(None, None, ("needs the dose",))
        amount = self._exact(cell, course)
        if amount is None:
            return None
        if not amount or cell.unit is None:
            self._say(self._otherwise(course, "no line, as nothing is given"))
            return None
        if event.lasting is None and self._is_infusion(course):
            self._say(self._impossible(course, "one length of the infusion, in whole seconds"))
            return None
        for other in event.cells[1:]:
            words = str(other.unit or "another unit")
            held = f"the amount in {words}"
            self._say(export_losses.left_out(self.target, "a second unit", [held], _span(course)))
        of = (course.agent, course.route)
        unit = self.units.setdefault(of, cell.unit)
        if not cell.unit.convertible(unit):
            self._say(event_export_mistakes.event_units_differ(
                self.target, str(unit), str(cell.unit), _name(of) or "what is given", _span(course)
            ))  # fmt: skip
            return None
        return Line(0, amount * units.ratio(cell.unit, unit), unit, of, event.lasting)

    def _exact(self, cell: Cell, course: Course) -> Fraction | None:
        needs = [*cell.needs, *("a body weight" for why in cell.why if "body weight" in why)]
        needs += [why[8:] for why in cell.why if why.startswith("the cap needs")]
        if needs or cell.amount is None:
            need = " and ".join(dict.fromkeys(needs)) or "the amount"
            self._say(self._impossible(course, need))
            return None
        if cell.unit is not None and cell.unit.per is not None:
            by_weight = cell.unit.per.dimension == "mass"
            need = "a body weight: `--weight 70`" if by_weight else "a body area: `area = 1.8 m2`"
            self._say(self._impossible(course, need))
            return None
        if cell.amount.low != cell.amount.high:
            self._say(self._impossible(course, "one amount, and not a range"))
            return None
        if "about" in cell.why:
            amount = f"{number(cell.amount.low)} {cell.unit}"
            self._say(self._otherwise(course, f"exactly {amount}, where the text says about"))
        return cell.amount.low

    @staticmethod
    def _is_infusion(course: Course) -> bool:
        return bool(course.infusion) or any(
            kind == "rate" for kind, _ in parts_of(said.text for said in course.said)
        )

    # -- when

    def _moments(self, dosed: Dosed) -> list[int]:
        """The seconds of each event, those without a stated time spread over their day."""
        events = dosed.events
        many = Counter((event.block, event.day) for event in events if not event.timed)
        clocks = any(event.time is not None for event in events)
        met: Counter[tuple[int, int]] = Counter()
        found: list[int] = []
        told: dict[int, str] = {}
        for event in events:
            key = (event.block, event.day)
            if event.timed:
                found.append(event.seconds)
                continue
            before = DAY * met[key] // many[key] // _STEP * _STEP
            met[key] += 1
            found.append(event.seconds + before)
            if many[key] > 1:
                apart = number(Fraction(24, many[key])) if 24 % many[key] == 0 else "evenly"
                told[event.block] = f"its times of day are not stated: {apart} hours apart"
                if apart == "evenly":
                    told[event.block] = "its times of day are not stated: evenly over the day"
            elif clocks or event.time is not None:
                told.setdefault(event.block, "its time of day is not stated: the start of the day")
        for block, how in told.items():
            self._say(self._otherwise(dosed.blocks[block].course, how))
        return found

    def _series(self, line: Line, times: Sequence[int]) -> Iterator[Line]:
        """The doses of one kind: with equal distances one line, unless each is to have its own."""
        if self.expanded:
            yield from (line._replace(seconds=time) for time in times)
            return
        layers: list[list[tuple[int, str]]] = []
        met: Counter[int] = Counter()
        for time in sorted(times):
            if met[time] == len(layers):
                layers.append([])
            layers[met[time]].append((time, ""))
            met[time] += 1
        for layer in layers:
            yield from min((_by_slot(line, layer), _by_run(line, layer)), key=len)

    # -- what is said

    def _impossible(self, course: Course, need: str) -> Diagnostic:
        return export_losses.not_exportable(self.target, _words(course), need, _span(course))

    def _otherwise(self, course: Course, how: str) -> Diagnostic:
        words = visible(_words(course))
        return export_losses.written_otherwise(self.target, words, how, _span(course))


def _by_slot(line: Line, layer: Sequence[tuple[int, str]]) -> list[Line]:
    """A line for each place in what recurs: each Monday of several weeks is one."""
    found = []
    for node in stretches(layer, whole=1):
        assert isinstance(node, Stretch)
        full, cut = divmod(node.number, len(node.slots))
        for place, slot in enumerate(node.slots):
            more = full - 1 + (place < cut)
            every = node.period if more else 0
            found.append(line._replace(seconds=node.start + slot, every=every, more=more))
    return found


def _by_run(line: Line, layer: Sequence[tuple[int, str]]) -> list[Line]:
    """A line for each run at equal distances: the days of one cycle are one."""
    found: list[Line] = []
    for time, _ in layer:
        last = found[-1] if found else line
        every = time - last.seconds - last.more * last.every
        if found and (not last.more or every == last.every):
            found[-1] = last._replace(every=every, more=last.more + 1)
        else:
            found.append(line._replace(seconds=time))
    return found


def _words(course: Course) -> str:
    words = str(course)
    return f"`{words if len(words) <= _SHOWN else words[:_SHOWN] + '…'}`"


def _span(course: Course) -> Span | None:
    return course.said[0].span if course.said else None


def _name(of: Compartment) -> str:
    agent, route = of
    return " by ".join(filter(None, (agent or ("" if route is None else "a dose"), route)))
