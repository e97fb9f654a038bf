"""What is due for one way of dosing, as rows of marks on days, before columns are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dosecalc.days import DayCount
from dosecalc.dues import DOSE, Due, Kind, Planned, Unplaced
from dosecalc.model import Facts, Trial, courses
from dosecalc.patterns import DAY
from dosecalc.protocol import Visit, Watch
from dosecalc.spoken import content, lasting
from dosecalc.spoken import held as together
from dosecalc.variants import Variant
from dosecalc.visit_columns import Days, Place, in_order, placed

Window = tuple[int, int]
Held = tuple[tuple[str, Days], ...]  # what the doses of a row hold, each with its days
RANK: Mapping[str, int] = {"dose": 0, "assessment": 1, "watch": 2, "span": 3}
EVEN = "the protocol states how often, not on which days: they are spread evenly"
_OF_DAYS = ("as needed", "spaced at ", "months differ ", "first dose on ", "only if ")
_OF_AMOUNTS = ("needs ", "level not stated", "assuming ", "the cap needs ", "depends on ")


class Mark(NamedTuple):
    """How often something is done on a day, surely and beyond that; windows; what is to be said."""

    sure: int
    possible: int = 0
    windows: tuple[Window | None, ...] = ()
    said: tuple[str, ...] = ()


class Key(NamedTuple):
    """What makes a row: doses of one agent by one route, an activity, a watch or a span."""

    kind: Kind
    activity: str
    agent: str | None = None
    route: str | None = None


class Line(NamedTuple):
    """A row: what it is, from when to when where it is a stretch, its marks, what is to be said."""

    key: Key
    about: str
    marks: tuple[tuple[Place, Mark], ...]
    said: tuple[str, ...] = ()


class Draft(NamedTuple):
    """All that is in a matrix but the amounts; `edges` are days on which a stretch begins or is
    over.
    """

    lines: tuple[Line, ...]
    edges: tuple[int, ...]
    remarks: tuple[str, ...]
    unconfirmed: bool


def draft(trial: Trial, way: Variant, plan: Planned, dated: bool) -> tuple[Draft, tuple[Held, ...]]:
    """The rows of a way of dosing, and what its doses hold, a tuple for each row of doses.

    `dated` tells that the date of day 1 was known to the plan, so that months are exact.
    """
    maker = _Maker(trial, way, plan, dated)
    return maker.draft(), maker.held()


class _Maker:
    """Sorts all that is due into rows, and says what is to be said of each."""

    def __init__(self, trial: Trial, way: Variant, plan: Planned, dated: bool) -> None:
        self.trial = trial
        self.plan = plan
        self.numbers = DayCount(trial.days_from_zero)
        self.regimens = way.reading.regimens if way.reading else ()
        self.courses = {
            str(course): course for each in self.regimens for course in courses(each.item)
        }
        self.found: dict[Key, dict[Place, list[Due]]] = {}
        for due, place in zip(plan.dues, _places(plan.dues, dated), strict=True):
            if due.kind in ("dose", "assessment"):
                self.found.setdefault(_key(due), {}).setdefault(place, []).append(due)
        self.missing = self._missing()
        self.keys = sorted({*self.found, *self.missing}, key=self._rank)

    def _rank(self, key: Key) -> tuple[object, ...]:
        """Doses before visits; by the first day, then what is done on most days, then by name."""
        there = in_order(self.found.get(key, ()))
        first = (0, there[0].day) if there else (1, 0)
        name = (key.activity.casefold(), key.activity, key.agent or "", key.route or "")
        return RANK[key.kind], first, -len(there), name

    def draft(self) -> Draft:
        bars = sorted(self._bars(), key=lambda bar: (RANK[bar[0].key.kind], bar[1], bar[0].key))
        edges = {day for _, days in bars for day in days}
        draft = self.trial.unconfirmed or any(each.unconfirmed for each in self.regimens)
        lines = (*map(self._line, self.keys), *(line for line, _ in bars))
        return Draft(lines, tuple(sorted(edges)), self._remarks(), draft)

    def held(self) -> tuple[Held, ...]:
        return tuple(_holding(self.found.get(key, {})) for key in self.keys if key.kind == "dose")

    # -- doses and visits

    def _line(self, key: Key) -> Line:
        days = self.found.get(key, {})
        marks = tuple((place, self._mark(days[place])) for place in in_order(days))
        return Line(key, "", marks, (*self._notes(key), *self.missing.get(key, ())))

    def _mark(self, dues: Sequence[Due]) -> Mark:
        """What is due on a day; a visit that two lines ask for is one."""
        sure = sum(due.sure for due in dues)
        possible = len(dues) - sure
        if dues[0].kind == "assessment":
            sure, possible = min(sure, 1), 0 if sure else 1
        windows = {_around(due) for due in dues if due.window_from != "placement"}
        said = {text for due in dues for text in self._said(due)}
        return Mark(sure, possible, tuple(sorted(windows, key=str)), tuple(sorted(said)))

    def _said(self, due: Due) -> Iterator[str]:
        """That a day is not stated, how it is counted, what it hangs on."""
        if due.kind == "dose":
            causes = due.cause.split("; ")
            if "even placement, not stated" in causes:
                yield EVEN
            yield from (each for each in causes if each.startswith(_OF_DAYS))
            return
        if due.chain is not None:
            yield due.cause + ("; shown as planned" if due.chain.actual else "")
        elif not due.stated:
            yield EVEN
        if not due.sure:
            yield "may not take place"

    # -- watches and spans

    def _bars(self) -> Iterator[tuple[Line, tuple[int, ...]]]:
        """Watches and spans, each with the days on which it begins, may have begun, and is over."""
        every = in_order({place for days in self.found.values() for place in days})
        for due in self.plan.dues:
            if due.kind in ("watch", "span"):
                key = _key(due)
                marks = [(place, _covered(due, place)) for place in every]
                gate = ("the next cohort waits for its end",) if due.gate else ()
                yield (
                    Line(
                        key, _reach(due, self.numbers),
                        tuple((place, mark) for place, mark in marks if mark is not None),
                        (*self._notes(key), *gate),
                    ),
                    (due.day, due.day + (due.later or 0), due.last + 1,
                     due.last + (due.last_later or 0) + 1),
                )  # fmt: skip

    # -- what is to be said of rows, and of all

    def _notes(self, key: Key) -> tuple[str, ...]:
        """Assumptions and notes of the lines that state a visit, a watch or a span."""
        found = {
            f"{said}: {text}" if said else text
            for said, facts in _stated(self.trial, key)
            for text in _facts(facts)
        }
        return tuple(sorted(found))

    def _missing(self) -> dict[Key, tuple[str, ...]]:
        """What is to be said of rows that have no day, or not all of their days."""
        found: dict[Key, dict[str, None]] = {}
        for lost in sorted(self.plan.unplaced, key=lambda each: (each.what, each.about)):
            for key in self._rows_of(lost):
                some = "not all of its days are" if key in self.found else "its days are not"
                words = lost.about or lost.what.removeprefix("dose: ")
                text = f"{words}: {some} known: needs {lost.needs}"
                found.setdefault(key, {})[text] = None
        return {key: tuple(texts) for key, texts in found.items()}

    def _rows_of(self, lost: Unplaced) -> list[Key]:
        """The rows of what has no place; a watch or a span has none then."""
        if lost.kind == "dose":
            course = self.courses.get(lost.what.removeprefix("dose: "))
            return [Key("dose", DOSE, course.agent, course.route) if course else Key("dose", DOSE)]
        visit = self.trial.visits[lost.line] if lost.kind == "assessment" else None
        if not isinstance(visit, Visit):
            return []
        return [Key("assessment", activity) for activity in visit.activities]

    def _remarks(self) -> tuple[str, ...]:
        """What the dosing and the trial rest on; watches and spans that have no day."""
        dosing = [f"{name}: {note}" for name, note in self.plan.notes if name == "dosing"]
        lost = sorted(
            f"{each.what}: its days are not known: needs {each.needs}"
            for each in self.plan.unplaced
            if not self._rows_of(each)
        )
        own = [f"{self.trial.name}: {text}" for text in _facts(self.trial.facts)]
        return tuple(dict.fromkeys((*dosing, *lost, *own)))


def _key(due: Due) -> Key:
    return Key(due.kind, due.activity, due.agent, due.route)


def _places(dues: Sequence[Due], dated: bool) -> list[Place]:
    """Where each is: from a day on, by so many days later at most.

    Months from one visit to another are as short or as long as they can be, unless they are dated.
    """
    found: list[Place] = []
    for due in dues:
        place = Place(due.day, due.later)
        if due.chain is not None and not due.chain.length.exact and not dated:
            low, high = due.chain.length.seconds
            least, most = int(low // DAY), int((low if high is None else high) // DAY)
            aim = found[due.target]
            first = aim.day - most if due.chain.before else aim.day + least
            place = Place(first, None if aim.later is None else aim.later + most - least)
        found.append(place)
    return found


def _around(due: Due) -> Window | None:
    return None if due.window is None else (due.day - due.window[0], due.window[1] - due.day)


def _covered(due: Due, place: Place) -> Mark | None:
    """Whether a watch or a span goes on on a day: surely, perhaps, or not at all."""
    first, last = place.day, None if place.later is None else place.day + place.later
    begun = None if due.later is None else due.day + due.later
    over = None if due.last_later is None else due.last + due.last_later
    if (last is not None and last < due.day) or (over is not None and first > over):
        return None
    sure = begun is not None and last is not None and begun <= first and last <= due.last
    return Mark(1) if sure else Mark(0, 1)


def _reach(due: Due, numbers: DayCount) -> str:
    """From when to when a watch or a span goes."""
    first, last = (
        placed(Place(day, later), numbers).replace(" to ", "–")
        for day, later in ((due.day, due.later), (due.last, due.last_later))
    )
    if due.last < due.day:
        return f"from {first} on, its end is not stated"
    return f"{first} to {last}" if first != last else first


def _holding(days: Mapping[Place, Sequence[Due]]) -> Held:
    found: dict[str, list[Place]] = {}
    for place in in_order(days):
        found.setdefault(_label(days[place]), []).append(place)
    return tuple((label, tuple(places)) for label, places in found.items())


def _label(dues: Sequence[Due]) -> str:
    """What the doses of a day hold, each with its times: `10 mg at 08:00, 20:00`."""
    found: dict[str, dict[str, None]] = {}
    for due in dues:
        causes = due.cause.split("; ")
        held = together([(content(*each), each.unit) for each in due.contents])
        held = "placebo" if "placebo" in causes else held
        over = "" if due.hours is None else f" over {lasting(due.hours)}"
        why = [each for each in causes if each.startswith(_OF_AMOUNTS)]
        left = f" ({', '.join(why)})" if why and why != ["needs the dose"] else ""
        found.setdefault(held + over + left, {})[due.time] = None
    return " and ".join(
        f"{held} at {', '.join(at)}" if all(at) else held for held, at in found.items()
    )


def _stated(trial: Trial, key: Key) -> Iterator[tuple[str, Facts]]:
    """The lines of a file that state something: how they say when, and what they rest on."""
    if key.kind == "span":
        yield from (("", each.facts) for each in trial.spans if each.name == key.activity)
    for each in trial.visits:
        if isinstance(each, Watch):
            if key.kind == "watch" and each.name == key.activity:
                yield "", each.facts
        elif key.kind == "assessment" and key.activity in each.activities:
            yield " ".join(said.text for said in each.said), each.facts


def _facts(facts: Facts) -> Iterator[str]:
    if facts.assumed:
        yield f"assumed: {facts.assumed}"
    yield from facts.notes
