"""The agenda of a participant: a group of rows for each date, a row for each thing that is due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from dosecalc.calendars import Calendar, Entry
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.page.months import Stretch
from dosecalc.formats.calendar.page.signs import comes, sign


class Shared(NamedTuple):
    """A text that stands once for the `rows` rows that share it: 0 where it stands above."""

    text: str
    rows: int


class Row(NamedTuple):
    """One thing that is due, with its study day and week, its window and what there is to say.

    `source` is the number of the agenda's source that tells where the window comes from, 0 for the
    protocol's own. `to_do` is false for what nobody ticks.
    """

    sign: str
    title: str
    more: tuple[str, ...]
    day: Shared
    window: Shared
    source: int
    remark: Shared
    stopped: bool
    to_do: bool


class Group(NamedTuple):
    """All that is on one date."""

    date: str
    weekday: str
    rows: tuple[Row, ...]


class Agenda(NamedTuple):
    """The groups by date, whether any row has a window or a remark, where windows come from."""

    groups: tuple[Group, ...]
    windows: bool
    remarks: bool
    sources: tuple[str, ...]


def agenda(calendar: Calendar, entries: Sequence[Entry], stretches: Sequence[Stretch]) -> Agenda:
    """The agenda of one participant's entries, every one of which is in one row."""
    found = _Rows(calendar, stretches)
    groups = tuple(
        Group(on.isoformat(), f"{on:%a}", tuple(found.of(list(members))))
        for on, members in groupby(entries, key=lambda entry: entry.on)
    )
    rows = [row for group in groups for row in group.rows]
    return Agenda(
        groups, any(row.window.text for row in rows), any(row.remark.text for row in rows),
        tuple(found.sources),
    )  # fmt: skip


class _Rows:
    """Makes the rows of one participant."""

    def __init__(self, calendar: Calendar, stretches: Sequence[Stretch]) -> None:
        self.calendar = calendar
        self.names = {(each.what, each.dates): each.name for each in stretches}
        self.sources: dict[str, int] = {}

    def of(self, found: Sequence[Entry]) -> Iterator[Row]:
        """The rows of one date."""
        days = _shared([words.week(self.calendar, entry) for entry in found])
        sources = [self._source(words.window_source(entry)) for entry in found]
        windows = _shared([words.window(entry) for entry in found], sources)
        remarks = _shared([words.remark(entry) for entry in found])
        for n, entry in enumerate(found):
            yield Row(
                self._sign(entry), words.title(entry), tuple(_more(entry)), days[n], windows[n],
                sources[n], remarks[n], entry.status == "no open day", entry.kind != "span",
            )  # fmt: skip

    def _sign(self, entry: Entry) -> str:
        if comes(entry):
            return sign([entry])
        return self.names.get((words.title(entry), words.dates(entry)), "")

    def _source(self, said: str) -> int:
        return self.sources.setdefault(said, len(self.sources) + 1) if said else 0


def _shared(texts: Sequence[str], besides: Sequence[int] | None = None) -> list[Shared]:
    """Texts of rows, those that are the same under one another as one."""
    keys = list(zip(texts, besides or [0] * len(texts), strict=True))
    found: list[Shared] = []
    for (text, _), group in groupby(keys):
        rows = len(list(group))
        found += [Shared(text, rows), *([Shared(text, 0)] * (rows - 1))]
    return found


def _more(entry: Entry) -> Iterator[str]:
    """Route, time and length; from when to when, where that is not one date."""
    details = words.details(entry)
    if details:
        yield details
    if entry.last is not None or entry.status == "uncertain":
        yield words.dates(entry)
