"""A calendar for the terminal: months as grids, then an agenda."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from dosecalc.calendars import Calendar, Entry, Person
from dosecalc.diagnostics import visible
from dosecalc.formats.calendar import everybody, words
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.grid import grid, listed

_MARKS = (
    ("D", "dose"), ("V", "visit"), ("B", "dose and visit"), ("p", "proposed day"),
    ("?", "possible or uncertain"), ("!", "no open day"), ("x", "closed"),
)  # fmt: skip
_MONTHS_A_ROW = 3


def write(calendar: Calendar, options: Options) -> Iterator[str]:
    """For each participant the months and the agenda; notes and the stamp at the end.

    A whole trial has its cohorts and its work before that, and one agenda for everybody.
    """
    if calendar.enrolment is not None:
        yield from everybody.write(calendar, options)
    else:
        yield from _each(calendar, options)
    yield from _foot(calendar, options.width)


def _each(calendar: Calendar, options: Options) -> Iterator[str]:
    """One participant after the other."""
    gap = ""
    for person, entries in calendar.by_person():
        found = list(entries)
        name = "  ".join(filter(None, (calendar.trial.name, calendar.trial.label)))
        yield gap + visible(name) + "\n"
        yield from (f"  {visible(line)}\n" for line in _about(person))
        yield "\n"
        yield from _months(calendar, person, found)
        yield from _agenda(calendar, found, options.width)
        gap = "\n"


def _about(person: Person) -> Iterator[str]:
    said = words.who(person)
    if said:
        yield said
    yield f"day 1 is {person.start:%A} {person.start}"
    for name, first, last in person.anchors:
        yield f"{name} from {first}" + (f" to {last}" if last is not None else "")


# ------------------------------------------------------------------ months


def _months(calendar: Calendar, person: Person, entries: list[Entry]) -> Iterator[str]:
    """The months side by side, a mark on each day with something on it."""
    marks = _marked(entries)
    if not marks:
        return
    opening = calendar.rules.opening_of(person)
    months = sorted({(day.year, day.month) for day in marks})
    for start in range(0, len(months), _MONTHS_A_ROW):
        grids = [list(_month(year, month, marks, opening.closed_on))
                 for year, month in months[start : start + _MONTHS_A_ROW]]  # fmt: skip
        height = max(map(len, grids))
        for line in range(height):
            cells = [each[line] if line < len(each) else "" for each in grids]
            yield "  " + "   ".join(cell.ljust(28) for cell in cells).rstrip() + "\n"
        yield "\n"
    used = {sign for mark in marks.values() for sign in mark}
    used |= {"x"} if opening.limits else set()
    yield "  " + ", ".join(f"{sign} {text}" for sign, text in _MARKS if sign in used) + "\n\n"


def _marked(entries: Iterable[Entry]) -> dict[date, str]:
    """A sign for each day: what is done, and whether the day is proposed, unsure or impossible."""
    kinds: dict[date, list[Entry]] = {}
    for entry in entries:
        if entry.kind in ("dose", "assessment"):
            kinds.setdefault(entry.on, []).append(entry)
    return {day: _sign(found) for day, found in kinds.items()}


def _sign(found: list[Entry]) -> str:
    done = {entry.kind for entry in found}
    sign = "B" if len(done) == 2 else "D" if "dose" in done else "V"
    if any(entry.status == "no open day" for entry in found):
        return sign + "!"
    if any(entry.status in ("possible", "uncertain") for entry in found):
        return sign + "?"
    return sign + "p" if any(entry.proposed for entry in found) else sign


def _month(year: int, month: int, marks: Mapping[date, str], closed: object) -> Iterator[str]:
    """One month, weeks as lines from Monday."""
    first = date(year, month, 1)
    yield f"{first:%B %Y}".center(28)
    yield "".join(f"{name:>4}" for name in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
    for week in monthcalendar(year, month):
        days = (_cell(date(year, month, day), marks, closed) if day else "    " for day in week)
        yield "".join(days).ljust(28)


def _cell(day: date, marks: Mapping[date, str], closed: object) -> str:
    mark = marks.get(day, "")
    if not mark and callable(closed) and closed(day):
        mark = "x"
    return f"{day.day:>2}{mark:<2}" if len(mark) == 2 else f"{day.day:>3}{mark or ' '}"


# ------------------------------------------------------------------ agenda


def _agenda(calendar: Calendar, entries: list[Entry], width: int) -> Iterator[str]:
    """A line for what is due on a date together, watches and spans from and to."""
    if not entries:
        return
    rows = [
        _line(calendar, on, part)
        for on, group in groupby(entries, key=lambda entry: entry.on)
        for part in _alike(list(group))
    ]
    head = ["date", "day", "what", "window", "remark"]
    kept = [n for n in range(len(head)) if any(row[n] for row in rows)]
    body = [[row[n] for n in kept] for row in rows]
    yield from (f"  {line}\n" for line in grid([head[n] for n in kept], body, width - 2))


def _alike(found: list[Entry]) -> Iterator[list[Entry]]:
    """What is due on one date, in parts of which one thing is to be said."""
    parts: dict[object, list[Entry]] = {}
    for number, entry in enumerate(found):
        alone = number if entry.kind in ("watch", "span") else ""
        parts.setdefault((words.remark(entry), alone), []).append(entry)
    yield from parts.values()


def _line(calendar: Calendar, on: date, found: list[Entry]) -> list[str]:
    first = found[0]
    windows = dict.fromkeys(filter(None, map(words.window, found)))
    when = words.dates(first) if first.last is not None or first.status == "uncertain" else f"{on}"
    return [
        f"{on:%a} {when}", words.week(calendar, first), visible("; ".join(map(_named, found))),
        ", ".join(windows), visible(words.remark(first)),
    ]  # fmt: skip


def _named(entry: Entry) -> str:
    more = words.details(entry)
    return words.title(entry) + (f" ({more})" if more else "")


def _foot(calendar: Calendar, width: int) -> Iterator[str]:
    """What `proposed` means, what has no date, what the days rest on, and the stamp."""
    missing = dict.fromkeys(
        f"no date for {what}: needs {reason}" for _, what, reason in calendar.unplaced()
    )
    notes = [f"{name}: {note}" for name, note in calendar.remarks()]
    legend = [words.LEGEND] if any(entry.proposed for entry in calendar.entries()) else []
    said = [visible(each) for each in (*legend, *missing, *notes)]
    yield from (f"  {line}\n" for line in listed(said, width - 2))
    yield "\n"
    yield from (f"  {line}\n" for line in listed(calendar.stamp.lines(), width - 2, ""))
