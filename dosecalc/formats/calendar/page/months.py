"""The months of a participant as grids: signs, windows, closed days, watches and spans as bars."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from dosecalc.calendars import Entry
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.page import site
from dosecalc.formats.calendar.page.signs import CLOSED, MARKS, Sign, comes, signs
from dosecalc.openings import Opening

_DAY = timedelta(days=1)
_LONGEST = 36_500  # days of a window that are drawn one by one
_LETTERS = {"watch": "W", "span": "S"}


class Stretch(NamedTuple):
    """A watch or a span from `first` to `last`, both included; sure from `begun` to `ended`.

    `name` is its letter and number, `lane` its place among those that run at the same time.
    """

    name: str
    what: str
    dates: str
    first: date
    begun: date | None
    ended: date
    last: date
    lane: int


class Bar(NamedTuple):
    """A stretch on one day; `label` is its name where a bar begins, or begins anew on a line."""

    label: str
    what: str
    sure: bool


class Day(NamedTuple):
    """One day of a month: its signs, why it is closed, its part of a window, and its bars."""

    number: int
    date: str
    signs: tuple[Sign, ...]
    closed: str
    window: str
    bars: tuple[Bar | None, ...]


class Month(NamedTuple):
    """A month: weeks from Monday, None before its first and after its last day; closed days."""

    name: str
    weeks: tuple[tuple[Day | None, ...], ...]
    closed: tuple[str, ...]


class Months(NamedTuple):
    """The months in which something is, what is left out between them, and what the signs mean."""

    shown: tuple[Month, ...]
    left_out: str
    legend: tuple[tuple[str, str], ...]
    windows: bool
    maybe: bool
    stretches: tuple[Stretch, ...]


def months(entries: Sequence[Entry], opening: Opening) -> Months:
    """The months of one participant whose site has these rules."""
    drawn = _Drawn(entries, opening)
    shown = tuple(drawn.month(*each) for each in drawn.shown)
    return Months(
        shown, _left_out(drawn.shown), tuple(drawn.legend()), bool(drawn.windows),
        any(each.begun != each.first or each.ended != each.last for each in drawn.stretches),
        drawn.stretches,
    )  # fmt: skip


class _Drawn:
    """The days of one participant as they are drawn."""

    def __init__(self, entries: Sequence[Entry], opening: Opening) -> None:
        self.closed_on: Callable[[date], str] = opening.closed_on
        self.opening = opening
        coming = sorted((each for each in entries if comes(each)), key=lambda entry: entry.on)
        self.signs: Mapping[date, tuple[Sign, ...]] = {
            on: signs(found) for on, found in groupby(coming, key=lambda entry: entry.on)
        }
        self.stretches = tuple(_stretches(entries))
        spread = {
            (each.earliest, each.latest)
            for each in coming
            if each.earliest and each.latest and each.earliest < each.latest
        }
        self.windows = _windows(spread)
        self.shown = self._shown(day for each in spread for day in each)
        self.used: set[str] = {
            mark for found in self.signs.values() for s in found for mark in s[0]
        }

    def _shown(self, edges: Iterable[date]) -> list[tuple[int, int]]:
        """The months in which a participant comes, or a window or a stretch begins or ends."""
        ends = (day for each in self.stretches for day in (each.first, each.last))
        return sorted({(day.year, day.month) for day in (*self.signs, *edges, *ends)})

    def month(self, year: int, month: int) -> Month:
        """One month, weeks as lines from Monday."""
        first = date(year, month, 1)
        days: list[Day | None] = [None] * first.weekday()
        named: list[tuple[int, str]] = []
        for number in range(1, monthrange(year, month)[1] + 1):
            day = self._day(first.replace(day=number))
            days.append(day)
            if day.closed and not site.weekly(day.closed):
                named.append((number, day.closed))
        days += [None] * (-len(days) % 7)
        weeks = tuple(tuple(days[at : at + 7]) for at in range(0, len(days), 7))
        return Month(f"{month_name[month]} {year}", weeks, tuple(_runs(named)))

    def _day(self, day: date) -> Day:
        closed = self.closed_on(day)
        if closed:
            self.used.add(CLOSED)
        return Day(
            day.day, day.isoformat(), self.signs.get(day, ()), closed, self.windows.get(day, ""),
            self._bars(day),
        )  # fmt: skip

    def _bars(self, day: date) -> tuple[Bar | None, ...]:
        here = {each.lane: each for each in self.stretches if each.first <= day <= each.last}
        return tuple(
            _bar(here[lane], day) if lane in here else None
            for lane in range(max(here, default=-1) + 1)
        )

    def legend(self) -> Iterator[tuple[str, str]]:
        """The signs that are used, with their meaning."""
        for mark, meaning in MARKS:
            if mark not in self.used:
                continue
            yield mark, site.closed(self.opening) if mark == CLOSED else meaning


# ------------------------------------------------------------------ windows and stretches


def _windows(spread: Iterable[tuple[date, date]]) -> dict[date, str]:
    """The days of windows: `in`, with `from` where one begins and `to` where one ends."""
    found: dict[date, set[str]] = {}
    for first, last in spread:
        for days in range(min((last - first).days, _LONGEST) + 1):
            found.setdefault(first + timedelta(days=days), set())
        found[first].add("from")
        found.setdefault(last, set()).add("to")
    return {day: " ".join(("in", *sorted(parts))) for day, parts in found.items()}


def _stretches(entries: Iterable[Entry]) -> Iterator[Stretch]:
    """Watches and spans with their names, each in the first lane that is free."""
    lanes: list[date] = []
    counts = dict.fromkeys(_LETTERS, 0)
    for entry in sorted(entries, key=lambda each: each.on):
        if entry.kind not in _LETTERS or entry.last is None:
            continue
        counts[entry.kind] += 1
        last = max(entry.last, entry.last_latest or entry.last)
        lane = next((n for n, until in enumerate(lanes) if until < entry.on), len(lanes))
        lanes[lane : lane + 1] = [last]
        yield Stretch(
            f"{_LETTERS[entry.kind]}{counts[entry.kind]}", words.title(entry), words.dates(entry),
            entry.on, entry.planned_latest, entry.last, last, lane,
        )  # fmt: skip


def _bar(stretch: Stretch, day: date) -> Bar:
    anew = day == stretch.first or day.weekday() == 0 or day.day == 1
    sure = stretch.begun is not None and stretch.begun <= day <= stretch.ended
    return Bar(stretch.name if anew else "", stretch.what, sure)


# ------------------------------------------------------------------ what is said beside the grids


def _runs(named: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Closed days of a month with their names: `1 to 3 New Year`."""
    said = ((day, "closed" if why.startswith("closed on") else why) for day, why in named)
    for _, group in groupby(enumerate(said), key=lambda each: (each[1][0] - each[0], each[1][1])):
        found = [day for _, day in group]
        first, last = found[0][0], found[-1][0]
        dates = f"{first}" if first == last else f"{first} to {last}"
        yield f"{dates} {found[0][1]}"


def _left_out(shown: Sequence[tuple[int, int]]) -> str:
    """The months between those that are shown, in which nothing begins or ends."""
    gaps = []
    for (year, month), (to_year, to_month) in pairwise(shown):
        first, last = 12 * year + month, 12 * to_year + to_month - 2
        if first <= last:
            ends = [f"{month_name[n % 12 + 1]} {n // 12}" for n in (first, last)]
            gaps.append(ends[0] if first == last else " to ".join(ends))
    return ", ".join(gaps)
