"""How the lines of a calendar are said: titles, amounts, windows, moves, unknown dates."""

from __future__ import annotations

from datetime import date

from dosecalc.calendars import Calendar, Entry, Person
from dosecalc.dues import Content
from dosecalc.spoken import content as spoken_content
from dosecalc.spoken import held as all_of
from dosecalc.spoken import lasting

PROPOSED = "proposed"
RECORDED = frozenset({"done", "early", "late", "outside window", "missed", "unrecorded", "extra"})
LEGEND = "proposed: a day that the protocol does not give, spread evenly or moved"


def who(person: Person) -> str:
    """A participant with what tells them from others; never more than their id, arm and cohort."""
    variant = person.variant
    parts = (
        f"participant {person.id}" if person.id else "",
        f"arm {variant.arm.name}" if variant.arm.name else "",
        variant.name or "",
        f"cohort {variant.cohort}" if variant.cohort is not None else "",
    )
    return ", ".join(filter(None, parts))


def title(entry: Entry) -> str:
    """What an entry is, in a few words; a day that the protocol does not give is `proposed`."""
    mark = f"{PROPOSED}: " if entry.proposed else ""
    maybe = "possibly " if not entry.due.sure else ""
    return mark + maybe + what(entry)


def what(entry: Entry) -> str:
    """An activity, or a dose with its number and what it holds."""
    due = entry.due
    if entry.kind == "watch":
        return f"watch {entry.activity}"
    if entry.kind != "dose":
        return entry.activity
    of = f" of {due.agent}" if due.agent else ""
    held = "placebo" if due.placebo else contents(entry.contents)
    return f"dose {due.number}{of}" + (f", {held}" if held else "")


def contents(found: tuple[Content, ...]) -> str:
    """What a dose holds, in all units that it is stated in."""
    return all_of([(amount(each), each.unit) for each in found])


def amount(content: Content) -> str:
    """An amount in words; one that nobody states is `unknown`."""
    return spoken_content(content.low, content.high, content.unit, content.about)


def details(entry: Entry) -> str:
    """Route, time and length of a dose, as far as they are stated."""
    due = entry.due
    hours = "" if due.hours is None else f"over {lasting(due.hours)}"
    return ", ".join(filter(None, (due.route or "", clock(entry), hours)))


def clock(entry: Entry) -> str:
    """The time of the clock, or the time as the text says it."""
    if entry.at is not None:
        return f"{entry.at:%H:%M}"
    return entry.due.time


def window(entry: Entry) -> str:
    """The first and the last day on which it may be; empty where there is no window."""
    if entry.earliest is None or entry.latest is None:
        return ""
    return f"{entry.earliest} to {entry.latest}"


def window_source(entry: Entry) -> str:
    """Where a window comes from, where it is not the protocol's own."""
    if entry.earliest is None:
        return ""
    source = {"": "window of the call", "placement": "its period, placement not stated"}
    return source.get(entry.due.window_from, "")


def dates(entry: Entry) -> str:
    """The date of an entry, or from when to when; a range where it is not exact."""
    first = _reach(entry.on, entry.planned_latest, entry.planned)
    if entry.last is None:
        return first
    return f"{first} to {_reach(entry.last, entry.last_latest, entry.last)}"


def _reach(day: date, latest: date | None, planned: date) -> str:
    if latest is None:
        return f"{day} or later"
    return f"{day}" if latest == planned else f"{day} (at the latest {latest})"


def condition(entry: Entry) -> str:
    """What something hangs on that may not happen: `only if …`."""
    if entry.due.sure:
        return ""
    parts = entry.due.cause.split("; ")
    return next((part for part in parts if part.startswith("only if")), "may not happen")


def remark(entry: Entry) -> str:
    """All that has to be said of an entry's day: moved, no open day, uncertain, and why."""
    parts = []
    if entry.status == "no open day":
        parts.append(f"NO OPEN DAY: {entry.why}")
    elif entry.status == "moved":
        parts.append(f"moved from {entry.planned}: {entry.why}")
    elif entry.status in RECORDED:
        said = f"{entry.status.upper()}: {entry.why}" if entry.why else entry.status.upper()
        parts.append(said + held(entry))
    elif entry.why:
        parts.append(entry.why)
    if entry.status == "uncertain":
        parts.append("its date is not exact")
    parts.append(condition(entry))
    return "; ".join(filter(None, parts))


def held(entry: Entry) -> str:
    """What was given, where the log says so and it is not what was planned."""
    actual = entry.actual
    if actual is None or actual.amount is None or not actual.given or entry.status == "extra":
        return ""
    given = str(actual.amount)
    return f"; given {given}"


def week(calendar: Calendar, entry: Entry) -> str:
    """The study day, and the week of the visit: whole weeks since day 1."""
    return f"{calendar.numbers.text(entry_offset(entry))}, week {entry.week}"


def entry_offset(entry: Entry) -> int:
    """Days since day 1."""
    return (entry.planned - entry.person.start).days
