"""Recurrence rules as calendars write them (RFC 5545), and calendar files (`.ics`).

A rule says when. What stands before it says how much; without that the amount is unknown:

    10 mg of EX by mouth; DTSTART:20260302T080000 RRULE:FREQ=DAILY;COUNT=10

Properties stand on lines of their own or are parted by spaces, and words after them begin another
set. In a calendar file the title of an event is its dose where it reads as one. Day 1 is the first
date of all. Times are those of the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dosecalc.diagnostics import Diagnostic, Source, Span
from dosecalc.language.values import quoted
from dosecalc.notations import (
    calendar_events,
    notation_mistakes,
    recurrence_rules,
    rrule_mistakes,
)
from dosecalc.notations.content import Content
from dosecalc.notations.notation import Options, Spoken
from dosecalc.notations.recurrence_sets import Set, Teller
from dosecalc.notations.unreadable import Unreadable

UNKNOWN = "an unknown amount"
_NAMES = "DTSTART|RRULE|EXRULE|RDATE|EXDATE"
_PROPERTY = re.compile(rf"({_NAMES})((?:;[^:;\s]+)*):(\S*)", re.IGNORECASE)
_BARE = re.compile(r"FREQ=\S*", re.IGNORECASE)
_FOLDED = re.compile(rf"\n[ \t](?!\s*(?:{_NAMES})[;:])", re.IGNORECASE)
_SNIFFED = re.compile(
    r"BEGIN:VCALENDAR\b|(?:[^\n]*\n)?(?:DTSTART[;:][^\n]*\s+)?RRULE:FREQ=", re.IGNORECASE
)


def sniff(head: str) -> bool:
    """Whether a file can only be a calendar or a recurrence rule."""
    return _SNIFFED.match(head.lstrip()) is not None


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """The regimen of a text of rules, or of a calendar file."""
    text = content.text()
    if isinstance(text, Diagnostic):
        yield Spoken("", content.name, (text,))
        return
    tellers, said = {"": Teller()}, list[Diagnostic]()
    words = ""
    try:
        if calendar_events.is_calendar(text):
            source = Source(content.name, calendar_events.unfolded(text))
            found, said = calendar_events.sets(source)
        else:
            found = _sets(Source(content.name, _FOLDED.sub("", text)))
        if not found:
            said.append(rrule_mistakes.rule_missing(content.name))
        tellers = {each.way: Teller() for each in found} or tellers
        for each in found:
            tellers[each.way].add(each)
        words = _words(tellers)
    except Unreadable as stop:
        said.append(stop.diagnostic)
    said = [*said, *dict.fromkeys(each for teller in tellers.values() for each in teller.said)]
    wrong = any(each.is_error for each in said)
    firsts = [teller.first for teller in tellers.values() if teller.first is not None]
    if firsts and not wrong:
        said.append(notation_mistakes.day_1_dated(min(firsts).isoformat()))
    yield Spoken("" if wrong else words, f"{content.name}, in words", tuple(said))


def _words(tellers: Mapping[str, Teller]) -> str:
    """A phrase, or a file with an arm for each way of dosing; all count from one day 1."""
    if len(tellers) == 1:
        return next(iter(tellers.values())).phrase()
    firsts = [teller.first for teller in tellers.values() if teller.first is not None]
    lines = ["trial recurrence"]
    for way, teller in tellers.items():
        phrases = teller.phrases(min(firsts, default=None))
        lines += ["", f"arm {quoted(way or 'doses')}", *(f"  give {each}" for each in phrases)]
    return "\n".join(lines) + "\n"


def _sets(source: Source) -> list[Set]:
    """The sets of a text, each begun by the words of its dose."""
    found: list[Set] = []
    words: list[Span] = []
    fresh = True
    for piece in re.compile(r"#[^\n]*|\S+").finditer(source.text):
        span = Span(source, *piece.span())
        if piece[0].startswith("#"):
            continue
        match = _PROPERTY.fullmatch(piece[0])
        bare = _BARE.fullmatch(piece[0])
        if match is None and bare is None and not piece[0].upper().startswith("FREQ"):
            words.append(span)
            fresh = True
            continue
        if fresh:
            found.append(Set(_dose(words)))
            words, fresh = [], False
        if bare is not None:
            found[-1].rules.append(recurrence_rules.parsed(span))
        else:
            _property(found, span, match)
    if words:
        raise Unreadable(rrule_mistakes.rule_dose(words[0].to(words[-1]), "no rule follows it"))
    return found


def _property(found: list[Set], span: Span, match: re.Match[str] | None) -> None:
    """Put a property into the last set; a second DTSTART begins a set of the same dose."""
    if match is None:
        raise Unreadable(
            rrule_mistakes.rule_value(span, "a property", "such as `RRULE:FREQ=DAILY;COUNT=3`")
        )
    name = match[1].upper()
    held = Span(span.source, span.stop - len(match[3]), span.stop)
    if name == "DTSTART" and found[-1].start is not None:
        found.append(Set(found[-1].dose))
    calendar_events.put(found[-1], name, match[2], held)


def _dose(words: list[Span]) -> str:
    """The words before a rule, which say a dose and not when; raises `Unreadable`."""
    if not words:
        return UNKNOWN
    span = words[0].to(words[-1])
    text = " ".join(span.text.split()).rstrip(";, ")
    why = calendar_events.wrong_dose(text)
    if why:
        raise Unreadable(rrule_mistakes.rule_dose(span, why))
    return text or UNKNOWN
