"""The letters and signs of a calendar on paper, each with its meaning, so that none needs a colour.

>>> [sign for sign, _ in MARKS]
['D', 'V', 'p', '?', '!', 'x']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dosecalc.calendars import Entry
from dosecalc.formats.calendar import words

CLOSED = "x"
MARKS = (
    ("D", "dose"),
    ("V", "visit: assessments"),
    ("p", words.LEGEND),
    ("?", "possible, or its date is not exact: see the agenda"),
    ("!", "NO OPEN DAY: nobody is seen here, and no day of its window fits"),
    (CLOSED, "closed"),
)
_LETTER = {"dose": "D", "assessment": "V"}
_NAMED = 4  # assessments of a visit that a hint names


class Sign(NamedTuple):
    """A letter with its marks, as `Dp`, and what it stands for in words."""

    text: str
    meaning: str


def comes(entry: Entry) -> bool:
    """Whether a participant comes for it; watches and spans are stretches of days."""
    return entry.kind in _LETTER


def sign(entries: Iterable[Entry]) -> str:
    """The sign of entries of one kind: its letter, then every mark that one of them has."""
    found = list(entries)
    marks = {mark for entry in found for mark in _marks(entry)}
    return _LETTER[found[0].kind] + "".join(mark for mark, _ in MARKS if mark in marks)


def signs(entries: Iterable[Entry]) -> tuple[Sign, ...]:
    """The signs of one date, doses first."""
    found = list(entries)
    kinds = ([each for each in found if each.kind == kind] for kind in _LETTER)
    return tuple(Sign(sign(each), _meaning(each)) for each in kinds if each)


def _marks(entry: Entry) -> Iterable[str]:
    if entry.proposed:
        yield "p"
    if entry.status in ("possible", "uncertain") or not entry.due.sure:
        yield "?"
    if entry.status == "no open day":
        yield "!"


def _meaning(found: list[Entry]) -> str:
    titles = [words.title(each) for each in found[:_NAMED]]
    rest = len(found) - _NAMED
    return "; ".join(titles) + (f"; and {rest} more" if rest > 0 else "")
