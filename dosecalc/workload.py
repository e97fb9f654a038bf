"""What a site has to do on each day and in each week: visits, administrations, amounts.

Amounts are exact sums; a dose whose amount nobody states is counted apart, never as nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, NamedTuple

from dosecalc.calendars import Calendar, Entry
from dosecalc.parameters import Interval

Span = Literal["day", "week"]


class Prepared(NamedTuple):
    """The amount of one agent in one unit, and how many doses of it have no known amount."""

    agent: str | None
    unit: str | None
    amount: Interval
    unknown: int = 0


class Load(NamedTuple):
    """The work from a date to a date, both included.

    `visits` are appointments, one participant on one date; `doses` administrations, of which
    `possible` may not happen. `overflow` are the appointments beyond the slots of their day.
    """

    site: str
    first: date
    last: date
    visits: int
    doses: int
    possible: int
    prepared: tuple[Prepared, ...]
    overflow: int


def workload(calendar: Calendar, per: Span = "week") -> tuple[Load, ...]:
    """The work of each day, or of each week from Monday, where there is any, by date and site."""
    found: dict[tuple[date, str], _Sum] = {}
    days: dict[tuple[date, str], int] = {}
    for appointment in calendar.appointments():
        site = calendar.rules.opening_of(appointment.person).name
        first = appointment.on
        if per == "week":
            first -= timedelta(days=first.weekday())
        total = found.setdefault((first, site), _Sum())
        total.visits += 1
        days[appointment.on, site] = days.get((appointment.on, site), 0) + 1
        for entry in appointment.entries:
            total.add(entry)
    slots = {
        site.name: site.slots for site in (calendar.rules.opening, *calendar.rules.sites.values())
    }
    for (day, site), number in days.items():
        most = slots.get(site)
        if most is not None and number > most:
            first = day - timedelta(days=day.weekday()) if per == "week" else day
            found[first, site].overflow += number - most
    length = timedelta(days=6 if per == "week" else 0)
    return tuple(
        total.load(site, first, first + length) for (first, site), total in sorted(found.items())
    )


class _Sum:
    """Adds up entries."""

    def __init__(self) -> None:
        self.visits = self.doses = self.possible = self.overflow = 0
        self.amounts: dict[tuple[str | None, str | None], tuple[Fraction, Fraction | None]] = {}
        self.unknown: dict[tuple[str | None, str | None], int] = {}

    def add(self, entry: Entry) -> None:
        if entry.kind != "dose":
            return
        sure = entry.due.sure
        self.doses += 1
        self.possible += not sure
        for held in entry.contents:
            key = (entry.due.agent, held.unit)
            if held.low is None:
                self.unknown[key] = self.unknown.get(key, 0) + 1
                continue
            low, high = self.amounts.get(key, (Fraction(0), Fraction(0)))
            more = None if high is None or held.high is None else high + held.high
            self.amounts[key] = (low + (held.low if sure else 0), more)

    def load(self, site: str, first: date, last: date) -> Load:
        keys = dict.fromkeys((*self.amounts, *self.unknown))
        prepared = tuple(
            Prepared(
                agent, unit, Interval(*self.amounts.get((agent, unit), (Fraction(0), Fraction(0)))),
                self.unknown.get((agent, unit), 0),
            )
            for agent, unit in keys
        )  # fmt: skip
        return Load(
            site, first, last, self.visits, self.doses, self.possible, prepared, self.overflow
        )


def crowded(calendar: Calendar) -> Iterator[Load]:
    """The days with more appointments than slots."""
    return (load for load in workload(calendar, "day") if load.overflow)
