"""The events of a calendar file (RFC 5545) as recurrence sets, with the doses that titles say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dosecalc.diagnostics import Diagnostic, Source, Span
from dosecalc.language import read_phrase
from dosecalc.notations import notation_mistakes, recurrence_rules, rrule_mistakes
from dosecalc.notations.agent_and_route import by, quoted
from dosecalc.notations.recurrence_rules import At
from dosecalc.notations.recurrence_sets import Set
from dosecalc.notations.unreadable import Unreadable

_UNKNOWN = "an unknown amount"
_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^:;\"]*(?:\"[^\"]*\")?[^:;\"]*)*):(.*)")
_ZONE = re.compile(r";TZID=\"?([^;\"]+)\"?", re.IGNORECASE)
# As our own calendars list what takes place, a line each.
_ITEM = re.compile(
    r"- (?:proposed: )?(?P<maybe>possibly )?dose [0-9]+(?: of (?P<agent>.+?))?"
    r", (?P<held>.+?)(?: \((?P<details>[^()]*)\))?(?:; .*)?"
)
_OWN = "@dosecalc"
_MARKS = {"proposed: ": "that days are proposals", "date not exact: ": "that dates are not exact"}
_SHOWN = 5


@dataclass(slots=True)
class _Event:
    """A VEVENT as its lines stand: names with their parameters and values."""

    span: Span
    lines: list[tuple[str, str, Span]] = field(default_factory=list)

    def text(self, name: str) -> str:
        found = next((span.text for key, _, span in self.lines if key == name), "")
        return _unescaped(found)


def is_calendar(text: str) -> bool:
    """Whether a text is a calendar file, or an event of one."""
    return re.match(r"\s*BEGIN:V(CALENDAR|EVENT)\b", text, re.IGNORECASE) is not None


def unfolded(text: str) -> str:
    """The text with its folded lines whole."""
    return re.sub(r"\n[ \t]", "", text)


def sets(source: Source) -> tuple[list[Set], list[Diagnostic]]:
    """The sets of all events that are doses; raises `Unreadable` for what cannot be read."""
    said: dict[Diagnostic, None] = {}
    events = list(_events(source))
    kept = [event for event in events if event.text("STATUS").upper() != "CANCELLED"]
    if len(kept) < len(events):
        said[notation_mistakes.not_taken_over("a cancelled event", "it does not take place")] = None
    doses = [(event, dose) for event in kept for dose in _doses(event) or [""]]
    foreign = not any(event.text("UID").endswith(_OWN) for event in kept)
    if not any(dose for _, dose in doses) and kept and foreign:
        title = kept[0].text("SUMMARY")
        said[rrule_mistakes.event_without_dose(kept[0].span, title, len(kept))] = None
        doses = [(event, _UNKNOWN) for event, _ in doses]
    others = dict.fromkeys(event.text("SUMMARY") for event, dose in doses if not dose)
    if others:
        shown = ", ".join(f"`{title[:60]}`" for title in list(others)[:_SHOWN])
        more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
        why = "they are no doses, or may not take place"
        said[notation_mistakes.not_taken_over(f"the events {shown}{more}", why)] = None
    equal = dict.fromkeys(held for event, dose in doses if dose for held in _equal(event))
    for held in equal:
        what, why = f"what `{held}` is equal to", "a dose has one amount, and a volume"
        said[notation_mistakes.not_taken_over(what, why)] = None
    for mark, what in _MARKS.items():
        if any(mark in event.text("SUMMARY") for event, dose in doses if dose):
            why = "a regimen of single days states them"
            said[notation_mistakes.not_taken_over(what, why)] = None
    found = _placed([(event, dose) for event, dose in doses if dose])
    return found, list(said)


def _placed(doses: list[tuple[_Event, str]]) -> list[Set]:
    """A set for each event; one that stands for a date of another takes that date from it."""
    found: list[Set] = []
    by_name: dict[str, Set] = {}
    moved: list[tuple[str, At]] = []
    for event, dose in doses:
        made = Set(dose, way=_way(event))
        for name, parameters, held in event.lines:
            if name in ("DTSTART", "RRULE", "EXRULE", "RDATE", "EXDATE"):
                put(made, name, parameters, held)
            if name == "RECURRENCE-ID":
                moved.append((event.text("UID"), _moment(held, name, parameters)))
        if made.start is None:
            raise Unreadable(rrule_mistakes.rule_start_needed(event.span))
        if not any(name == "RECURRENCE-ID" for name, *_ in event.lines):
            by_name[event.text("UID")] = made
        found.append(made)
    for name, at in moved:
        if name in by_name:
            by_name[name].left_out.append(at)
    return found


def _events(source: Source) -> Iterator[_Event]:
    """The VEVENTs, without what is nested in them."""
    at, depth = 0, 0
    event: _Event | None = None
    for line in source.text.split("\n"):
        match = _LINE.fullmatch(line)
        span = Span(source, at, at + len(line))
        at += len(line) + 1
        if match is None:
            continue
        name, held = match[1].upper(), Span(source, span.stop - len(match[3]), span.stop)
        if name == "BEGIN":
            if event is not None:
                depth += 1
            elif held.text.strip().upper() == "VEVENT":
                event, depth = _Event(span), 0
        elif name == "END" and event is not None:
            if depth:
                depth -= 1
            else:
                yield event
                event = None
        elif event is not None and not depth:
            event.lines.append((name, match[2], held))
    if event is not None:
        raise Unreadable(rrule_mistakes.rule_value(event.span, "an event", "ended by `END:VEVENT`"))


def put(target: Set, name: str, parameters: str, held: Span) -> None:
    """Put the value of a property into a set; raises `Unreadable`."""
    if name == "DTSTART":
        if target.start is not None and target.start_span is not None:
            raise Unreadable(rrule_mistakes.rule_part_twice(held, target.start_span))
        target.start, target.start_span = _moment(held, name, parameters), held
    elif name in ("RRULE", "EXRULE"):
        rules = target.rules if name == "RRULE" else target.without
        rules.append(recurrence_rules.parsed(held))
    else:
        dates = target.extra if name == "RDATE" else target.left_out
        dates += [_moment(each, name, parameters) for each in _parts(held)]


def _parts(span: Span) -> Iterator[Span]:
    """The values of a list; of a period its start."""
    at = span.start
    for piece in span.text.split(","):
        yield Span(span.source, at, at + len(piece.partition("/")[0]))
        at += len(piece) + 1


def _moment(span: Span, name: str, parameters: str) -> At:
    zone = _ZONE.search(parameters)
    return recurrence_rules.moment(span, name, zone[1] if zone is not None else "")


# ------------------------------------------------------------------ doses


def _way(event: _Event) -> str:
    """The way of dosing that a title of our own names; empty where there is one alone."""
    title = event.text("SUMMARY")
    for mark in _MARKS:
        title = title.replace(mark, "")
    found = re.match(r"(.+?): (?:possibly )?dose [0-9]", title)
    return found[1] if found and event.text("UID").endswith(_OWN) else ""


def _doses(event: _Event) -> list[str]:
    """The doses of an event: of one of our own all that it lists, else what its title says."""
    if not event.text("UID").endswith(_OWN):
        title = dose_of(event.text("SUMMARY"))
        return [title] if title else []
    lines = event.text("DESCRIPTION").split("\n")
    return [dose for dose in map(listed_dose, lines) if dose]


def _equal(event: _Event) -> Iterator[str]:
    """The amounts of an event of our own that are told in two units."""
    if event.text("UID").endswith(_OWN):
        for item in map(_ITEM.fullmatch, event.text("DESCRIPTION").split("\n")):
            if item is not None and " = " in item["held"]:
                yield item["held"]


def dose_of(title: str) -> str:
    """The dose that a title says; empty where it says none.

    >>> dose_of("5 mg of EX by mouth"), dose_of("Tablet"), dose_of("room 5")
    ('5 mg of EX by mouth', '', '')
    """
    plain = " ".join(title.split())
    counted = re.search(r"[0-9]|placebo|unknown", plain) is not None
    return plain if counted and not wrong_dose(plain) else ""


def listed_dose(item: str) -> str:
    """A dose as our own calendars list it, in words of the language; empty for what is none.

    One that may not be given is none.

    >>> listed_dose("- dose 3 of EX, 1,500 mg (oral, 08:00); window 2026-03-01 to 2026-03-03")
    '1500 mg of EX orally'
    """
    found = _ITEM.fullmatch(item)
    if found is None or found["maybe"]:
        return ""
    held = _amount(found["held"])
    details = (found["details"] or "").split(", ")
    if found["details"] == "no unit":
        held, details = f"{held} unstated", []
    words = [held]
    words += [f"of {quoted(found['agent'])}"] if found["agent"] else []
    words += [_route(each) for each in details[:1] if _route(each)]
    lasting = next((each for each in details if each.startswith("over ")), "")
    words += [lasting] if lasting else []
    dose = " ".join(words)
    return dose if not wrong_dose(dose) else words[0]


def _amount(held: str) -> str:
    """An amount in words of the language; of what it is equal to, the first alone."""
    plain = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", held).replace("(no unit)", "unstated")
    first = plain.partition(" = ")[0]
    known = (
        f"{_UNKNOWN}{first.removeprefix('amount unknown')}" if "amount unknown" in first else first
    )
    return _UNKNOWN if wrong_dose(known) else known


def _route(name: str) -> str:
    """The clause of a route by its name; empty for a time."""
    timed = not name or name[0].isdigit() or name.startswith("over ")
    return "" if timed else by(name)


@lru_cache(maxsize=4096)
def wrong_dose(text: str) -> str:
    """What is wrong with words as a dose, which do not say when; empty where nothing is.

    >>> wrong_dose("5 mg of EX"), wrong_dose("5 mg daily")
    ('', 'these two frequencies do not fit together')
    """
    if len(text) > 1_000:
        return "it is longer than any that people write"
    read = read_phrase(f"{text} once")
    found = next((each.message for each in read.diagnostics if each.is_error), "")
    return found


def _unescaped(text: str) -> str:
    """A text of RFC 5545 as it is meant."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], text)
