"""Cycles whose length stands apart from days that are listed: `repeats every 28 days`.

>>> from dosecalc.notations.prose.tape import sentences
>>> def at(recogniser, text):
...     found = recogniser(next(sentences(text)))
...     return found and found.words
>>> at(repeat, "repeats every 28 days"), at(cycle, "28-day cycles"), at(cycle, "cycle of 3 weeks")
('every 28 days', 'of every 28 days', 'of every 3 weeks')
>>> at(cycle, "cycle 1")
''
"""

from __future__ import annotations

from dosecalc.amounts import number
from dosecalc.language.vocabulary import TIME_UNITS
from dosecalc.notations.prose.tape import Match, Tape

_REPEATED = frozenset({"repeat", "repeats", "repeated", "repeating"})
_LEADS = frozenset({"=", "is", "of", "lasts", "length", "equals", "defined", "as", ":", ",", "("})
_MOST = 4
STARTS = _REPEATED


def repeat(tape: Tape) -> Match | None:
    """`repeats every 28 days`."""
    if tape.low(0) not in _REPEATED:
        return None
    found = length_of(tape, 2) if tape[1].of("EVERY") else None
    return Match(found[0], f"every {found[1]}") if found else None


def cycle(tape: Tape) -> Match | None:
    """`28-day cycles`, `one cycle = 28 days`; no words where no length is said."""
    found = length_of(tape, 0)
    if found is not None and tape[found[0]].of("CYCLES"):
        return Match(found[0] + 1, f"of every {found[1]}")
    if not tape[0].of("CYCLES"):
        return None
    place = 1
    while place <= _MOST and tape.low(place) in _LEADS:
        place += 1
    found = length_of(tape, place) if place > 1 else None
    return Match(found[0], f"of every {found[1]}") if found else Match(1, "")


def length_of(tape: Tape, place: int) -> tuple[int, str] | None:
    """`28 days`, `28-day`: where it ends, and its words."""
    value = tape[place].value
    if value is None or value.value is None or value.power or not tape[place].of("NUMBER"):
        return None
    unit = place + 1 + tape[place + 1].of("DASH")
    name = TIME_UNITS.get(tape.low(unit))
    if name not in ("day", "week"):
        return None
    return unit + 1, f"{number(value.value)} {name}{'' if value.value == 1 else 's'}"
