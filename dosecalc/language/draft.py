"""A course while its clauses are being collected: each says one thing, none says it twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dosecalc.amounts import Figure
from dosecalc.days import Length
from dosecalc.diagnostics import Span
from dosecalc.language import refusals, timing_refusals
from dosecalc.language.values import Reading, Refused
from dosecalc.model import Said
from dosecalc.value import Value


class Placed(NamedTuple):
    """A value and the words that gave it."""

    value: Any
    span: Span


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Once(Value):
    """A single dose."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PerPeriod(Value):
    """So many doses in each period: `3 times a week`, `3 to 4 times a day`."""

    count: Figure
    period: Length


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Every(Value):
    """One dose every so long: `every 3 weeks`, `every 4 to 6 hours`."""

    interval: Length


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PerCycle(Value):
    """So many doses in each cycle, whose length another clause says."""

    count: Figure


Frequency = Once | PerPeriod | PerCycle | Every


Days = tuple[tuple[tuple[int, int], ...], Length | None]


class AnyMeal(NamedTuple):
    """A time of day at meals of which nobody says how many there are: `with meals`."""

    time: str
    several: bool = True


_NAMES = {
    "dose": "how much is given",
    "days": "on which days",
    "weekdays": "on which weekdays",
    "weeks": "in which weeks",
    "except": "which days are left out",
    "time": "the time of day",
    "extent": "how long it goes on",
    "in all": "how many doses there are",
    "cycle": "how long a cycle is",
    "rate": "the rate",
    "start": "when it starts",
    "infusion": "how long a dose takes",
    "escalation": "how the levels are given",
    "volume": "the volume",
    "concentration": "the concentration",
    "sites": "the sites",
    "divided": "into how many doses the amount is divided",
    "apart": "how far apart doses are",
    "spacing": "how far apart doses are",
    "window": "the window",
    "cap": "the cap",
    "optional": "when it is given",
    "most": "the most doses",
    "agent": "what is given",
    "route": "the route",
    "unstated times": "that the times are not stated",
}


@dataclass(slots=True)
class Draft:
    """What the clauses of one course have said so far, by what they speak of."""

    reading: Reading
    span: Span
    in_bracket: bool = False
    visits: bool = False
    bare_most: bool = False
    slots: dict[str, Placed] = field(default_factory=dict)
    frequencies: list[Placed] = field(default_factory=list)
    on_off: list[Placed] = field(default_factory=list)
    limits: list[Placed] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, slot: str, value: Any, span: Span) -> None:
        """Say one thing; saying it twice is refused with both places."""
        before = self.slots.get(slot)
        if before is not None:
            raise Refused(refusals.said_twice(span, before.span, _NAMES[slot]))
        self.slots[slot] = Placed(value, span)

    def put_days(self, days: Days, visits: bool, span: Span) -> None:
        """Say on which days, in study days or in weeks (`visits`); one list of each may be said."""
        before = self.slots.get("days")
        periodic = before is not None and (before.value[1] is not None or days[1] is not None)
        if before is None or periodic or visits == self.visits:
            self.put("days", days, span)
        else:
            if any(a <= d and c <= b for a, b in before.value[0] for c, d in days[0]):
                raise Refused(timing_refusals.listed_twice(span))
            self.slots["days"] = Placed(((*before.value[0], *days[0]), None), before.span)
        self.visits = visits

    def get(self, slot: str) -> Any:
        """What was said, or None."""
        placed = self.slots.get(slot)
        return None if placed is None else placed.value

    def place(self, slot: str) -> Span:
        """Where it was said; the whole course where it was not."""
        placed = self.slots.get(slot)
        return self.span if placed is None else placed.span

    def say(self, text: str, meaning: str, span: Span) -> None:
        """Keep a clause as canonical text with its meaning."""
        self.said.append(Said(text=text, meaning=meaning, span=span))
