"""A calendar as a workbook: agenda, months, the schedule of activities, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dosecalc.activities import Activities, Matrix, of_plans
from dosecalc.calendars import Calendar, Entry, Person
from dosecalc.days import WEEKDAYS
from dosecalc.dues import Planned, planned
from dosecalc.formats.activities import words as matrix_words
from dosecalc.formats.calendar import enrolled, words
from dosecalc.formats.calendar.book import Book, Page
from dosecalc.formats.calendar.form import Options
from dosecalc.formats.calendar.month_sheet import MOST, months
from dosecalc.formats.calendar.rows import COLUMNS, row
from dosecalc.gates import Enrolment
from dosecalc.openings import Opening
from dosecalc.stamps import DUTY, USE
from dosecalc.variants import Question, Variant

# The columns of the agenda: the name of a value, its head, and how wide it is. What comes before
# `kind` is printed, what comes after it is to be filtered by.
_AGENDA = (
    ("participant", "participant", 12), ("date", "date", 15), ("until", "until", 15),
    ("study_day", "study day", 7), ("week", "week", 6), ("status", "status", 14),
    ("placement", "placement", 10), ("what", "what", 46), ("time", "time", 9),
    ("planned", "planned", 15), ("earliest", "window from", 15), ("latest", "window to", 15),
    ("remark", "remark", 44), ("kind", "kind", 11), ("activity", "activity", 20),
    ("dose", "dose", 6), ("amount", "amount", 12), ("unit", "unit", 12),
    ("further_amounts", "further amounts", 14), ("agent", "agent", 16), ("route", "route", 14),
    ("duration_hours", "duration in hours", 10),
    ("planned_latest", "planned, at the latest", 15), ("window", "window comes from", 16),
    ("until_latest", "until, at the latest", 15), ("arm", "arm", 14), ("cohort", "cohort", 7),
    ("reading", "reading", 18), ("cause", "cause", 60),
)  # fmt: skip
_PRINTED = 13
_SIDE, _LETTERS = 13, 150  # columns of the sheet of matrices, letters across all of them
_ROWS = 1_000_000  # lines of a sheet, which holds 1,048,576
_STEP = 1 << 16


def write(calendar: Calendar, options: Options) -> Iterator[bytes]:
    """The workbook in pieces; the same calendar made at the same time gives the same bytes."""
    book = Book(calendar.trial.name, calendar.trial.label, calendar.stamp)
    agenda, month, matrix, sources = (
        book.page(name) for name in ("Agenda", "Months", "Matrix", "Sources")
    )
    months(month, calendar, _agenda(book, agenda, calendar))
    _matrices(matrix, calendar)
    _sources(sources, calendar)
    content = book.content()
    yield from (content[start : start + _STEP] for start in range(0, len(content), _STEP))


# ------------------------------------------------------------------ agenda


def _agenda(book: Book, page: Page, calendar: Calendar) -> list[tuple[Person, list[Entry]]]:
    """A line for each entry; the entries of the participants whose months are shown."""
    shown: list[tuple[Person, list[Entry]]] = []
    number, sheets = 0, 1
    _head(page)
    for entry in calendar.entries():
        if number == _ROWS:
            _filter(page, number)
            sheets += 1
            page, number = book.page(f"Agenda {sheets}"), 0
            _head(page)
        number += 1
        _line(page, number, entry)
        if not shown or shown[-1][0] is not entry.person:
            if len(shown) > MOST:
                continue
            shown.append((entry.person, []))
        shown[-1][1].append(entry)
    _filter(page, number)
    return shown[:MOST]


def _head(page: Page) -> None:
    for column, (_, head, wide) in enumerate(_AGENDA):
        page.sheet.set_column(column, column, wide)
        page.put(0, column, head, "head")
    page.sheet.freeze_panes(1, 2)
    page.sheet.repeat_rows(0)


def _filter(page: Page, last: int) -> None:
    page.sheet.autofilter(0, 0, last, len(_AGENDA) - 1)
    page.sheet.print_area(0, 0, last, _PRINTED - 1)


def _line(page: Page, number: int, entry: Entry) -> None:
    values: dict[str, Any] = dict(zip(COLUMNS, row(entry, None), strict=True))
    values["what"] = words.title(entry)
    alarm = entry.status == "no open day"
    values["status"] = entry.status.upper() if alarm else entry.status
    for column, (name, _, _) in enumerate(_AGENDA):
        page.put(number, column, values[name], "alarm" if alarm and name == "status" else "plain")


# ------------------------------------------------------------------ the schedule of activities


def _matrices(page: Page, calendar: Calendar) -> None:
    """The matrices of the ways of dosing that the participants follow."""
    found = of_plans(calendar.trial, _plans(calendar), dated=True)
    activities = Activities(trial=calendar.trial, matrices=found, stamp=calendar.stamp)
    page.sheet.set_column(0, 0, 34)
    page.sheet.set_column(1, _SIDE - 1, 11)
    page.sheet.repeat_rows(0)
    page.put(0, 0, f"{calendar.trial.name}: schedule of activities", "title")
    number = 2
    for matrix in found:
        number = _matrix(page, activities, matrix, number) + 1
    signs = matrix_words.legend(found, activities.numbers)
    page.across(number, _SIDE, "; ".join(signs), _LETTERS)
    page.sheet.print_area(0, 0, number, _SIDE - 1)


def _plans(calendar: Calendar) -> Iterable[tuple[Variant, Planned]]:
    """What was planned for each way of dosing, by its first participant, whatever was done."""
    found: dict[tuple[object, ...], tuple[Variant, Planned]] = {}
    for each in calendar.placed:
        person, way = each.person, each.person.variant
        key = (way.arm.name, way.name, way.cohort)
        if key not in found:
            plan = each.plan
            if any(each.records):
                question = Question(start=person.start)
                until = calendar.rules.until
                last = None if until is None else (until - person.start).days
                plan = planned(calendar.trial, way, question, last)
            found[key] = (way, plan)
    return found.values()


def _matrix(page: Page, activities: Activities, matrix: Matrix, number: int) -> int:
    """A heading, the parts of the matrix, its footnotes and remarks; the row after them."""
    heading = matrix_words.heading(matrix)
    lines = [text for text in (heading, matrix_words.UNCONFIRMED * matrix.unconfirmed) if text]
    lines += [] if matrix.rows else [matrix_words.NOTHING]
    for text in lines:
        page.put(number, 0, text, "heading")
        number += 1
    for part in matrix_words.blocks(matrix) if matrix.rows else ():
        number = _part(page, activities, matrix, part, number) + 1
    for text in (*matrix_words.foot(matrix), *(f"• {text}" for text in matrix.remarks)):
        page.across(number, _SIDE, text, _LETTERS)
        number += 1
    return number


def _part(page: Page, activities: Activities, matrix: Matrix, part: range, number: int) -> int:
    heads = [matrix_words.headed(matrix.columns[n], activities.numbers) for n in part]
    page.high(number, map("\n".join, heads), 10)
    page.put(number, 0, "Activity", "name")
    for column, head in enumerate(heads, 1):
        page.put(number, column, "\n".join(head), "top")
    for found in matrix.rows:
        number += 1
        about = matrix_words.about(found, activities.numbers)
        name = matrix_words.noted(matrix_words.name(found), found.notes)
        title = f"{name}\n{about}" if about else name
        page.high(number, [title], 30)
        page.put(number, 0, title, "name")
        for column, n in enumerate(part, 1):
            text = matrix_words.celled(matrix, found, n)
            if text:
                page.put(number, column, text, "done")
            else:
                page.blank(number, column, "cell")
    return number + 1


# ------------------------------------------------------------------ what it rests on


def _sources(page: Page, calendar: Calendar) -> None:
    """What it was made from, by which rules, what has no date, and what signs mean."""
    page.sheet.set_column(0, 0, 34)
    page.sheet.set_column(1, 1, 110)
    page.sheet.repeat_rows(0)
    page.put(0, 0, "what", "head")
    page.put(0, 1, "is", "head")
    number = 0
    for number, (name, text) in enumerate(_said(calendar), 1):
        page.high(number, [text], 105)
        page.put(number, 0, name, "wrapped")
        page.put(number, 1, text, "wrapped")
    page.sheet.freeze_panes(1, 0)
    page.sheet.print_area(0, 0, number, 1)


def _said(calendar: Calendar) -> Iterator[tuple[str, str]]:
    stamp, rules = calendar.stamp, calendar.rules
    yield "trial", "  ".join(filter(None, (calendar.trial.name, calendar.trial.label)))
    yield "schedule", stamp.schedule
    yield "SHA-256 of the schedule", stamp.digest
    yield "made by", f"dosecalc {stamp.version}"
    yield "made at", f"{stamp.moment:%Y-%m-%d %H:%M} UTC"
    yield "intended use", f"{USE}; {DUTY}"
    yield "participants", f"{len(calendar.people):,}"
    if len(calendar.people) == 1:
        (person,) = calendar.people
        yield "day 1", f"{person.start}"
        for name, first, last in person.anchors:
            yield f"{name} (as given)", f"from {first}" + (f" to {last}" if last else "")
    for opening in dict.fromkeys(map(rules.opening_of, calendar.people)):
        yield from _opening(opening)
    yield "of two open days as near", f"the {rules.prefer} one"
    if rules.window is not None:
        before, after = rules.window
        yield "window of what has none", f"{before} days before to {after} days after (as called)"
    if rules.until is not None:
        yield "last date of what nothing ends", f"{rules.until}"
    if rules.at is not None:
        yield "time of the first dose", f"{rules.at:%H:%M}"
    if calendar.enrolment is not None:
        yield from _enrolment(calendar.enrolment)
    for what, reason in dict.fromkeys((what, reason) for _, what, reason in calendar.unplaced()):
        yield f"no date for {what}", f"needs {reason}"
    yield from calendar.remarks()
    for each in calendar.diagnostics:
        yield each.severity.value, each.message
    yield "meaning of", words.LEGEND
    yield "meaning of", "NO OPEN DAY: no day of its window is open; it was not moved outside"


def _enrolment(found: Enrolment) -> Iterator[tuple[str, str]]:
    """When cohorts start, whether the dates of the trial can be kept, what that rests on."""
    head, body = enrolled.cohorts(found)
    for line in body:
        told = [f"{name} {text}" for name, text in zip(head, line, strict=True) if text]
        yield "cohort", "; ".join(told)
    for deadline in found.deadlines:
        yield "date of the trial", enrolled.deadline(deadline)
    for text in found.rests_on:
        yield "which rests on", text


def _opening(opening: Opening) -> Iterator[tuple[str, str]]:
    """When a site is closed, and how many it sees."""
    name = f" of {opening.name}" if opening.name else ""
    closed = [WEEKDAYS[day] for day in opening.closed]
    closed += [f"{a}" if a == b else f"{a} to {b}" for a, b in opening.dates]
    yield f"closed days{name}", ", ".join(closed) or "none"
    yield f"public holidays{name}", ", ".join(opening.holidays) or "none"
    if opening.slots is not None:
        yield f"appointments a day{name}", f"{opening.slots}"
    if opening.zone:
        yield f"clock{name}", opening.zone
