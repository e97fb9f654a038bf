"""Event tables as NONMEM, mrgsolve, rxode2 and Pumas read them, as CSV: a row for each dose.

    ID,TIME,AMT,EVID,II,ADDL,CMT
    1,0,100,1,12,13,1
    2,0,100,1,12,13,1

A row is one dose of `AMT` at `TIME`, and `ADDL` more of them, `II` apart; `RATE` or `DUR` make it
an infusion. Columns come in any order and letter case, `.` is an empty cell, and commas, semicolons
or tabs stand between them. Participants with the same doses become one arm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from dosecalc.amounts import number
from dosecalc.diagnostics import Diagnostic, Source
from dosecalc.language.values import quoted
from dosecalc.notations import event_mistakes, notation_mistakes
from dosecalc.notations.content import Content
from dosecalc.notations.event_rows import (
    MOST_DOSES,
    OTHER_NAMES,
    Dosing,
    EventTable,
    Subject,
)
from dosecalc.notations.notation import Options, Spoken
from dosecalc.notations.phrasing import Given, Unsayable, in_one, phrased

_SECONDS = {"hour": 3_600, "day": 86_400}
_TELLING = frozenset({"evid", "addl", "ii", "ss", "cmt", "mdv"})
_LONGEST_PHRASE = 15_000
_SHOWN = 5


class _Way(NamedTuple):
    """What participants get: their arm where the table has one, and their rows by time."""

    arm: str | None
    rows: tuple[tuple[int, Dosing], ...]


class _Group(NamedTuple):
    """Participants who get the same: how many they are, and the first few IDs."""

    number: int
    names: tuple[str, ...]


def sniff(head: str) -> bool:
    """Whether a text begins with a header of TIME, AMT and another column of event tables."""
    first = head.lstrip().partition("\n")[0]
    separator = max(",;\t", key=first.count)
    names = {each.strip().strip('"').casefold() for each in first.split(separator)}
    known = {OTHER_NAMES.get(name, name) for name in names}
    return {"time", "amt"} <= names and bool(known & _TELLING)


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """The regimen of a table: a phrase for one participant, the text of a file for several."""
    text = content.text()
    if isinstance(text, Diagnostic):
        yield Spoken("", content.name, (text,))
        return
    table = EventTable(Source(content.name, text), _SECONDS[options.time_unit or "hour"])
    said = [*table.diagnostics()]
    head = table.sheet.row_span(table.sheet.head)
    ways = _ways(table.subjects)
    doses = sum(1 + dosing.more for way in ways for _, dosing in way.rows)
    sound = not any(each.is_error for each in said)
    if sound and not doses:
        said.append(event_mistakes.no_event_dose(head))
    elif sound and doses > MOST_DOSES:
        said.append(event_mistakes.event_too_many_doses(head, doses, MOST_DOSES))
    elif sound and table.timed and options.time_unit is None:
        span = table.sheet.span(table.sheet.head, table.time.place)
        said.append(notation_mistakes.times_without_unit(span, "hours"))
    words = ""
    if not any(each.is_error for each in said):
        in_days = options.time_unit == "day" and table.in_days
        try:
            words = _words([*ways.items()], in_days, content.stem)
        except Unsayable as unsayable:
            hours = f"{number(Fraction(unsayable.seconds) / 3_600)} hours"
            said.append(
                event_mistakes.event_time_too_fine(head, f"a dose at {hours}", unsayable.why)
            )
    yield Spoken(words, f"{content.name}, in words", tuple(said))


def _ways(subjects: Mapping[str, Subject]) -> dict[_Way, _Group]:
    """What participants get, and which of them get it, in the order of the table."""
    routes = {dosing.route for subject in subjects.values() for _, dosing in subject.rows}
    usual = routes <= {None, "compartment 1"}
    found: dict[_Way, _Group] = {}
    for name, subject in subjects.items():
        rows = [
            (at, dosing._replace(route=None) if usual and dosing.route else dosing)
            for at, dosing in subject.rows
        ]
        rows.sort(key=lambda row: (row[0], row[1].amount, row[1].more))
        way = _Way(subject.arm, tuple(rows))
        group = found.get(way) or _Group(0, ())
        found[way] = _Group(group.number + 1, (*group.names, name)[:_SHOWN])
    return found


# ------------------------------------------------------------------ words


def _words(ways: Sequence[tuple[_Way, _Group]], in_days: bool, stem: str) -> str:
    """A phrase, or the text of a file."""
    regimens = [phrased(_given(way.rows, in_days)) for way, _ in ways]
    (way, group), *others = ways
    if not others and group.number == 1 and way.arm is None:
        phrase = in_one(regimens[0])
        if phrase is not None and len(phrase) <= _LONGEST_PHRASE:
            return phrase
    lines = [f"trial {quoted(_plain(stem))}"]
    for (_, group), name, parts in zip(ways, _arms(ways), regimens, strict=True):
        lines += [
            "",
            f"arm {quoted(name)} {quoted(_label(group))}",
            f"  participants {group.number}",
            *(f"  give {part.words}" for part in parts),
            *([] if parts else ["  no treatment"]),
        ]
    return "\n".join(lines) + "\n"


def _given(rows: Iterable[tuple[int, Dosing]], in_days: bool) -> Iterator[Given]:
    """Every dose, the additional ones too."""
    for seconds, dosing in rows:
        first = Given(
            seconds, dosing.amount, dosing.agent, dosing.route, dosing.lasting, not in_days
        )
        for again in range(dosing.more + 1):
            yield first._replace(seconds=seconds + again * dosing.every)


def _arms(ways: Sequence[tuple[_Way, _Group]]) -> Iterator[str]:
    """A name for each way of dosing: that of its arm, or a number."""
    met: Counter[str] = Counter()
    for number_of, (way, _) in enumerate(ways, start=1):
        name = _plain(way.arm) if way.arm is not None else f"group {number_of}"
        met[name] += 1
        yield name if met[name] == 1 else f"{name} ({met[name]})"


def _label(group: _Group) -> str:
    more = f" and {group.number - _SHOWN:,} more" if group.number > _SHOWN else ""
    return f"ID {', '.join(map(_plain, group.names))}{more}"


def _plain(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split()) or "?"
