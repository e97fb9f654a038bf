"""Months of a calendar as a sheet: a block for each month, weeks from Monday."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dosecalc.calendars import Calendar, Entry, Person
from dosecalc.days import WEEKDAYS
from dosecalc.formats.calendar import words
from dosecalc.formats.calendar.book import Page

MOST = 12  # participants whose months are shown
_LINES = 6  # things that a day lists
_WIDE, _LETTERS = 20, 24  # of a column
_WEEK = 7


def months(
    page: Page, calendar: Calendar, entries: Sequence[tuple[Person, Sequence[Entry]]]
) -> None:
    """A title on top of every page, then the months of some participants."""
    page.sheet.set_column(0, _WEEK - 1, _WIDE)
    page.sheet.repeat_rows(0)
    all_of_them = len(calendar.people)
    page.put(0, 0, f"{calendar.trial.name}: months", "title")
    row = 1
    if all_of_them > len(entries):
        said = f"Months of the first {len(entries)} of {all_of_them:,} participants; the agenda "
        page.put(row, 0, f"{said}has all of them.")
        row += 1
    page.put(row, 0, words.LEGEND)
    row += 1
    for person, found in entries:
        row = _person(page, calendar, person, found, row + 1)
    page.sheet.print_area(0, 0, row, _WEEK - 1)


def _person(
    page: Page, calendar: Calendar, person: Person, entries: Sequence[Entry], row: int
) -> int:
    """The months in which a participant comes; the row after them."""
    closed = calendar.rules.opening_of(person).closed_on
    page.put(row, 0, words.who(person) or f"day 1 is {person.start}", "heading")
    days: dict[date, list[Entry]] = {}
    for entry in entries:
        if entry.kind in ("dose", "assessment"):
            days.setdefault(entry.on, []).append(entry)
    row += 1
    for year, month in sorted({(day.year, day.month) for day in days}):
        first = date(year, month, 1)
        page.put(row, 0, f"{first:%B %Y}", "heading")
        for number, name in enumerate(WEEKDAYS):
            page.put(row + 1, number, name, "head")
        row += 2
        for week in _weeks(first):
            _week(page, row, week, days, {day: closed(day) for day in week if day})
            row += 2
        row += 1
    return row


def _weeks(first: date) -> Iterator[list[date | None]]:
    """The weeks of a month, from Monday, None for days of other months."""
    before, days = monthrange(first.year, first.month)
    for start in range(1 - before, days + 1, _WEEK):
        yield [
            first.replace(day=day) if 1 <= day <= days else None
            for day in range(start, start + _WEEK)
        ]


def _week(
    page: Page, row: int, week: Sequence[date | None], days: Mapping[date, list[Entry]],
    closed: Mapping[date, str],
) -> None:  # fmt: skip
    """A row of dates, and one of what is due on them."""
    said = [_due(days.get(day, ()), closed[day]) if day else [] for day in week]
    for column, day in enumerate(week):
        if day is not None:
            page.put(row, column, day, "day")
    page.high(row + 1, map("\n".join, said), _LETTERS)
    for column, day in enumerate(week):
        if day is None:
            continue
        look = "closed" if closed[day] else "due"
        if said[column]:
            page.put(row + 1, column, "\n".join(said[column]), look)
        else:
            page.blank(row + 1, column, look)


def _due(entries: Sequence[Entry], closed: str) -> list[str]:
    """What is due on a day, doses first, and why it is closed."""
    doses = [_short(entry) for entry in entries if entry.kind == "dose"]
    visits = [_short(entry) for entry in entries if entry.kind == "assessment"]
    found = [*doses, *visits]
    more = len(found) - _LINES
    lines = found if more <= 0 else [*found[: _LINES - 1], f"and {more + 1} more"]
    return [*([f"closed: {closed}"] if closed else []), *lines]


def _short(entry: Entry) -> str:
    """A dose with its number, or an activity; with all that makes the day no plain one."""
    due = entry.due
    name = entry.activity
    if entry.kind == "dose":
        name = f"dose {due.number}" + (f" of {due.agent}" if due.agent else "")
    marks = (
        "NO OPEN DAY: " if entry.status == "no open day" else "",
        "uncertain: " if entry.status == "uncertain" else "",
        f"{entry.status.upper()}: " if entry.status in words.RECORDED else "",
        f"{words.PROPOSED}: " if entry.proposed else "",
        "possibly " if not due.sure else "",
    )
    clock = words.clock(entry)
    return "".join(marks) + name + (f", {clock}" if clock else "")
