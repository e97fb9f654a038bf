"""When an outcome is measured, where the words say it plainly: `baseline, week 4 and week 8`.

>>> moments("Baseline, week 4, week 8"), moments("week 0, 2, 4, 8")
(('at weeks 0, 4, 8',), ('at weeks 0, 2, 4, 8',))
>>> moments("Day 1, Day 5 and 6 months after the last dose")
('on days 1, 5', '6 months after the last dose')
>>> moments("baseline and 12 weeks"), moments("up to 6 months")
(('at weeks 0, 12',), ('at unstated times for up to 6 months',))
>>> moments("12 weeks"), moments("from enrolment to the end of treatment at 8 weeks")
((), ())

Every word has to be understood. A length by itself is not: measured once then, or until then?
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from dosecalc.amounts import number
from dosecalc.language.vocabulary import TIME_UNITS
from dosecalc.notations.prose.days import listed
from dosecalc.notations.prose.plain import plain
from dosecalc.notations.prose.tape import Tape, sentences

_LONGEST = 300
_MOST, _LAST = 60, 5_000
_GIVEN = ("dose", "administration", "injection", "infusion", "treatment dose")


class _Moment(NamedTuple):
    """One moment or range: days or weeks by number, or so long after a dose."""

    unit: str
    first: int
    last: int
    after: str = ""


def moments(text: str) -> tuple[str, ...]:
    """The clauses for a line of `visits` each; none where anything is not understood."""
    bare = plain(text).strip().rstrip(".")
    tapes = list(sentences(bare)) if bare and len(bare) <= _LONGEST else []
    if len(tapes) != 1:
        return ()
    tape = tapes[0]
    most = _up_to(tape)
    if most:
        return (most,)
    found = _moments(tape)
    return _clauses(found) if found is not None and len(found) <= _MOST else ()


def _up_to(tape: Tape) -> str:
    """`up to 6 months`."""
    value, unit = tape[1].value, TIME_UNITS.get(tape.low(2))
    if not tape[0].of("UP_TO") or len(tape.lexemes) != 3 or unit in (None, "second", "minute"):
        return ""
    if value is None or value.value is None or value.value.denominator != 1 or value.value > _LAST:
        return ""
    count = number(value.value)
    return f"at unstated times for up to {count} {unit}{'' if count == '1' else 's'}"


def _moments(tape: Tape) -> list[_Moment] | None:
    found: list[_Moment] = []
    named = ""  # what the numbers of a list count: `week 0, 2, 4`
    anchored = False
    while tape.at < len(tape.lexemes):
        length = _joint(tape) if found else 0
        if found and not length:
            return None
        tape = tape.forth(length)
        tape = tape.forth(int(tape[0].of("AT", "ON")))
        anchored = anchored or tape[-1].of("AT", "ON")
        here = _one(tape, named)
        if here is None:
            return None
        moments_here, length, named = here
        found += moments_here
        tape = tape.forth(length)
    bare = [each for each in found if each.after == "?"]
    lone = len(found) == 1 and bare and not anchored
    # `1 and 3 months after the last dose`: whether the first one is, too, is open.
    mixed = bare and any(each.after not in ("", "?") for each in found)
    return None if lone or mixed else found


def _joint(tape: Tape) -> int:
    count = int(
        tape[0].of("LIST_COMMA", "COMMA", "NAME_COMMA", "SLASH") or tape[0].text in (";", "&")
    )
    return count + (tape.low(count) == "and")


def _one(tape: Tape, named: str) -> tuple[list[_Moment], int, str] | None:
    """A moment, how many lexemes it takes, and what a bare number behind it counts."""
    if tape.low(0) in ("baseline", "pre-treatment"):
        return [_Moment("week", 0, 0)], 1, ""
    unit = TIME_UNITS.get(tape.low(0)) if not tape[0].of("NUMBER") else None
    if unit is not None:
        spread = _spread(tape, 1)
        if spread is None:
            return None
        first, last, length = spread
        return [_moment(unit, first, last)], 1 + length, unit
    spread = _spread(tape, 0)
    if spread is None:
        return None
    first, last, length = spread
    unit = TIME_UNITS.get(tape.low(length))
    if unit is None:
        following = _unit_ahead(tape, length)
        counted = named or following
        if not counted:
            return None
        bare = _moment(counted, first, last)
        return [bare if named else bare._replace(after="?")], length, named
    after, more = _anchor(tape, length + 1)
    return [_Moment(unit, first, last, after or "?")], length + 1 + more, ""


def _moment(unit: str, first: int, last: int) -> _Moment:
    return _Moment(unit, first, last, "" if unit in ("day", "week") else "?")


def _unit_ahead(tape: Tape, place: int) -> str:
    """The unit behind a list of numbers: `2, 4 and 8 weeks`."""
    while joint := _joint(tape.forth(place)):
        spread = _spread(tape, place + joint)
        if spread is None:
            return ""
        place += joint + spread[2]
        unit = TIME_UNITS.get(tape.low(place))
        if unit is not None:
            return unit
    return ""


def _spread(tape: Tape, place: int) -> tuple[int, int, int] | None:
    first = _whole(tape, place)
    if first is None:
        return None
    if tape[place + 1].of("DASH", "TO"):
        last = _whole(tape, place + 2)
        return None if last is None or last < first else (first, last, 3)
    return first, first, 1


def _whole(tape: Tape, place: int) -> int | None:
    if tape[place].of("SIGNED") and len(tape[place].text) < 6:
        return int(tape[place].text.replace("−", "-"))
    value = tape[place].value
    if value is None or value.value is None or value.power or value.value.denominator != 1:
        return None
    return int(value.value) if value.value <= _LAST else None


def _anchor(tape: Tape, place: int) -> tuple[str, int]:
    """`after the last dose`, and how many lexemes that takes."""
    if not tape[place].of("AFTER"):
        return "", 0
    here = place + 1
    if tape[here].of("LAST_DOSE", "FIRST_DOSE"):
        return f"after the {'last' if tape[here].of('LAST_DOSE') else 'first'} dose", 2
    here += tape.low(here) == "the"
    which = tape.low(here)
    if which in ("first", "last", "final") and tape.low(here + 1) in _GIVEN:
        return f"after the {'first' if which == 'first' else 'last'} dose", here + 2 - place
    return "", 0


def _clauses(found: list[_Moment]) -> tuple[str, ...]:
    """Weeks in one clause, days in another, and one for each moment that a dose places."""
    lines: list[str] = []
    # `6 weeks` among others is week 6; days and months are counted from the first dose.
    weeks = [each for each in found if each.unit == "week" and each.after in ("", "?")]
    days = [each for each in found if each.unit == "day" and not each.after]
    if any(each.first < 0 for each in weeks):
        return ()
    for word, group in (("at weeks", weeks), ("on days", days)):
        if group:
            span = sorted({(each.first, each.last) for each in group})
            if any(last > first and last - first > _MOST for first, last in span) or _overlap(span):
                return ()
            lines.append(f"{word} {listed(span)}")
    for each in found:
        if each in weeks or each in days:
            continue
        if (
            each.first != each.last
            or each.first < 1
            or each.unit not in ("day", "week", "month", "year")
        ):
            return ()
        after = "after the first dose" if each.after == "?" else each.after
        count = each.first
        lines.append(f"{count} {each.unit}{'' if count == 1 else 's'} {after}")
    return tuple(dict.fromkeys(lines))


def _overlap(span: list[tuple[int, int]]) -> bool:
    return any(before[1] >= after[0] for before, after in pairwise(span))
