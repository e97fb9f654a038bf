"""What a protocol says around its regimens: participants, spans of time, agents, visits,
expectations, and the assumptions that let units meet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from dosecalc.amounts import Amount, Figure
from dosecalc.days import Length
from dosecalc.diagnostics import Span
from dosecalc.model import Extent, Facts, Point, Said
from dosecalc.patterns import Pattern
from dosecalc.units import Unit
from dosecalc.value import Value

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Site(Value):
    """A place that sees participants: when it is closed, and how many it sees a day.

    `closed` holds weekdays, Monday being 0; `dates` first and last days, both closed. `holidays`
    names the country, or country and region, whose public holidays are kept (`CN`, `DE-BY`).
    """

    name: str
    closed: tuple[int, ...] = ()
    dates: tuple[tuple[date, date], ...] = ()
    holidays: str = ""
    slots: int | None = None
    zone: str = ""
    said: tuple[tuple[str, str], ...] = ()
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Spacing(Value):
    """How long participants of a cohort wait for each other.

    `sentinel`: the others for the first; `stagger`: each for the one before, among the `first` so
    many where that is said.
    """

    kind: Literal["sentinel", "stagger"]
    length: Length
    said: str
    first: int | None = None
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Participants(Value):
    """How many take part, in all, in each cohort, or in each of `cohorts`.

    `cohorts` holds first and last numbers, both closed; none stand for all of them.
    """

    figure: Figure
    in_each_cohort: bool = False
    cohorts: tuple[tuple[int, int], ...] = ()
    facts: Facts = Facts()
    span: Span | None = field(default=None, compare=False)

    def of(self, cohort: int) -> bool:
        """Whether this is the number of a cohort."""
        named = any(first <= cohort <= last for first, last in self.cohorts)
        return named or (self.in_each_cohort and not self.cohorts)

    @property
    def where(self) -> str:
        """What stands behind the number: ` in each cohort`, ` in cohorts 1, 3-5`, or nothing."""
        if not self.cohorts:
            return " in each cohort" * self.in_each_cohort
        said = (f"{low}-{high}" if low < high else str(low) for low, high in self.cohorts)
        several = len(self.cohorts) > 1 or self.cohorts[0][0] < self.cohorts[0][1]
        return f" in cohort{'s' * several} {', '.join(said)}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class SpanOfTime(Value):
    """A named stretch such as radiotherapy: so long, or so many fractions on a pattern of days."""

    name: str
    label: str = ""
    length: Length | None = None
    fractions: Figure | None = None
    patterns: tuple[tuple[str, Pattern], ...] = ()
    said: str = ""
    facts: Facts = Facts()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Product(Value):
    """One piece as it is supplied, such as a vial, and what it holds: all `holds` at once."""

    form: Unit
    holds: tuple[Amount, ...]
    said: str = field(default="", compare=False)
    facts: Facts = Facts()

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Usable(Value):
    """How long a piece may be used once it is opened."""

    length: Length
    facts: Facts = Facts()

    def __str__(self) -> str:
        return f"for {self.length} once opened"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Agent(Value):
    """A product under study, what a vial of it holds, and how long an opened one may be used."""

    name: str
    label: str = ""
    products: tuple[Product, ...] = ()
    usable: tuple[Usable, ...] = ()
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Chain(Value):
    """So long after, or `before`, another visit: each, the first or the last of that activity.

    `actual` counts from the date on which it took place, where that is known. The activity `dose`
    is any administration.
    """

    activity: str
    which: Literal["each", "first", "last"]
    actual: bool
    length: Length
    before: bool = False
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Visit(Value):
    """Activities and when they are due, as canonical text with its parts.

    `pattern` holds days as offsets from day 1; `window` is the time before and after in which it
    may be; `chain` another visit that it is counted from.
    """

    activities: tuple[str, ...]
    pattern: Pattern | None
    extent: Extent
    said: tuple[Said, ...]
    start: Point | None = None
    window: tuple[Length, Length] | None = None
    chain: Chain | None = None
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Watch(Value):
    """A named observation for a length from a point; the next cohort may wait for it."""

    name: str
    length: Length
    point: Point
    before_next_cohort: bool
    said: str
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Assumption(Value):
    """`1 mL of exosomes = 1e9 to 1e10 particles for TRIAL`, `weight = 50 to 90 kg`, or a unit.

    For a conversion `source` and `target` are both there; for weight or area only `target`;
    for a unit that a record leaves out, `target` has no figure. `central` is the likeliest figure
    of the right side, where one is stated, and `drawn` how samples are drawn between its bounds.
    """

    text: str
    kind: Literal["conversion", "weight", "area", "unit"]
    target: Amount
    source: Amount | None = None
    agent: str | None = None
    scope: str | None = None
    central: Fraction | None = None
    drawn: str = ""
    facts: Facts = Facts()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Expect(Value):
    """A total, a count of doses or of dosing days that the file says should come out."""

    said: str
    kind: Literal["total", "doses", "days"]
    arm: str | None
    cohort: int | None = None
    reading: str | None = None
    per: Literal["participant", "arm", "trial"] = "participant"
    figure: Figure | None = None
    unit: Unit | None = None
    facts: Facts = Facts()
    span: Span | None = field(default=None, compare=False)
