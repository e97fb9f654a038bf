"""What a text means: trial, arm, regimen, course, dose. Frozen values, which cannot be wrong any
more as a text can. `str(value)` is text of the language.

What a trial says besides its dosing is in `protocol.py`, which a phrase never needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from dosecalc.amounts import Amount, Figure
from dosecalc.days import Length
from dosecalc.diagnostics import Span
from dosecalc.patterns import Pattern
from dosecalc.value import Value

if TYPE_CHECKING:
    from dosecalc.protocol import (
        Agent,
        Assumption,
        Expect,
        Participants,
        Site,
        Spacing,
        SpanOfTime,
        Visit,
        Watch,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Said(Value):
    """A clause as canonical text, what it means in words, and where it stands."""

    text: str
    meaning: str = field(default="", compare=False)
    span: Span | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Facts(Value):
    """What any statement may carry: why it is assumed, where it stands in the record, notes."""

    assumed: str | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


# ---------------------------------------------------------------- doses and when they fall


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Band(Value):
    """An amount for body weights from `start` up to, but not including, `stop` kilograms."""

    start: Fraction
    stop: Fraction | None
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Dose(Value):
    """What administrations hold: one level or several, each an amount in one unit or in two.

    `spread` marks a range that is escalated in steps nobody states; `bands` replace the levels
    where the amount depends on body weight.
    """

    levels: tuple[tuple[Amount, ...], ...]
    spread: bool = False
    placebo: bool = False
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Escalation(Value):
    """Who gets which level: cohorts, or one participant in time; `open` where nobody says.

    In time, the level rises after `doses` doses or after `seconds`.
    """

    kind: Literal["cohorts", "time", "open"]
    doses: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Point(Value):
    """A place on the time line: a study day, an end of a span, or a dose, with an offset.

    `origin` is day 1, or where a bracket begins. `day` counts days from day 1 as 0. `length` is
    added, or subtracted where `before`.
    """

    anchor: Literal["origin", "day", "span start", "span end", "first dose", "last dose"]
    day: int = 0
    name: str | None = None
    length: Length | None = None
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Extent(Value):
    """How far a course goes.

    `length`: for so long, half-open. `doses`: for so many. `cycles`: so many times the period.
    `point`: to a point, its day included where `closed`. `listed`: the pattern ends by itself.
    `open`: nothing in the text ends it. `unstated`: the record does not say.
    """

    kind: Literal["length", "doses", "cycles", "point", "listed", "open", "unstated"]
    length: Length | None = None
    count: Figure | None = None
    point: Point | None = None
    closed: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Limit(Value):
    """At most so much a dose, a day, or in total."""

    amount: Amount
    per: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Course(Value):
    """One dose, one pattern, one extent. `patterns` has one entry, or one a possible weekday.

    `patterns` is empty where the record does not say how often, and `unstated` tells more of it;
    `optional` names the condition or `as needed`. `window` is the time before and after a planned
    day in which a dose may be given, `apart` the least number of seconds between two doses.
    """

    said: tuple[Said, ...]
    dose: Dose | None
    patterns: tuple[tuple[str, Pattern], ...]
    extent: Extent
    start: Point | None = None
    escalation: Escalation | None = None
    agent: str | None = None
    route: str | None = None
    infusion: tuple[Length, ...] = ()
    unstated: str = ""
    optional: str | None = None
    limits: tuple[Limit, ...] = ()
    window: tuple[Length, Length] | None = None
    apart: int = 0
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(pieces(self))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rest(Value):
    """A stretch of time without doses inside a sequence."""

    length: Length

    def __str__(self) -> str:
        return " ".join(pieces(self))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sequence(Value):
    """Items one after another."""

    items: tuple[Item, ...]

    def __str__(self) -> str:
        return " ".join(pieces(self))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Together(Value):
    """Items that run from the same start."""

    items: tuple[Item, ...]

    def __str__(self) -> str:
        return " ".join(pieces(self))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Repeated(Value):
    """An item so many times in all, each after the one before or every so long."""

    item: Item
    times: int = 1
    every: Length | None = None

    def __str__(self) -> str:
        return " ".join(pieces(self))


Item = Course | Rest | Sequence | Together | Repeated


def pieces(item: Item) -> tuple[str, ...]:
    """The clauses of an item in order, with `then`, `and` and brackets on the ones they touch."""
    if isinstance(item, Course):
        return tuple(clause.text for clause in item.said)
    if isinstance(item, Rest):
        return (f"rest {item.length}",)
    if isinstance(item, Repeated):
        tail = f" repeated {item.times} times" if item.times != 1 else ""
        tail += f" every {item.every}" if item.every else ""
        return _enclosed(pieces(item.item), tail)
    word = "then" if isinstance(item, Sequence) else "and"
    found: list[str] = []
    for number, part in enumerate(item.items):
        inner = pieces(part)
        if isinstance(part, (Sequence, Together)):
            inner = _enclosed(inner, "")
        found += [f"{word} {inner[0]}" if number else inner[0], *inner[1:]]
    return tuple(found)


def _enclosed(inner: tuple[str, ...], tail: str) -> tuple[str, ...]:
    opened = (f"({inner[0]}", *inner[1:])
    return (*opened[:-1], f"{opened[-1]}){tail}")


def courses(item: Item) -> tuple[Course, ...]:
    """The courses of an item, in the order of the text."""
    if isinstance(item, Course):
        return (item,)
    if isinstance(item, Rest):
        return ()
    inner = (item.item,) if isinstance(item, Repeated) else item.items
    return tuple(course for each in inner for course in courses(each))


# ---------------------------------------------------------------- the trial


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Regimen(Value):
    """One `give`: what is given, and how sure the record is of it."""

    item: Item
    facts: Facts = Facts()
    unconfirmed: bool = False
    span: Span | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return str(self.item)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Reading(Value):
    """One way to read an arm's dosing; `name` is None where there is only one."""

    name: str | None
    regimens: tuple[Regimen, ...]
    untreated: bool = False
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Arm(Value):
    """A group of participants; without readings, the record gives it no treatment, or none yet."""

    name: str
    label: str = ""
    participants: tuple[Participants, ...] = ()
    spacing: tuple[Spacing, ...] = ()
    readings: tuple[Reading, ...] = ()
    untreated: bool = False
    facts: Facts = Facts()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Trial(Value):
    """A whole file, or a phrase as a trial with one unnamed arm.

    `facts_stated` are the lines about the trial itself, in order: keyword and canonical text.
    """

    name: str
    label: str = ""
    phrase: bool = False
    facts_stated: tuple[tuple[str, str], ...] = ()
    participants: tuple[Participants, ...] = ()
    spacing: tuple[Spacing, ...] = ()
    sites: tuple[Site, ...] = ()
    days_from_zero: bool = False
    unconfirmed: bool = False
    agents: tuple[Agent, ...] = ()
    spans: tuple[SpanOfTime, ...] = ()
    arms: tuple[Arm, ...] = ()
    visits: tuple[Visit | Watch, ...] = ()
    expects: tuple[Expect, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    facts: Facts = Facts()
    span: Span | None = field(default=None, compare=False)

    def span_of_time(self, name: str) -> SpanOfTime | None:
        """The span of that name, if the file declares it."""
        return next((span for span in self.spans if span.name == name), None)
