"""On which days something is given: `on days 1, 4 and 7`, `Day 1 to Day 5`, `at week 0, 2 and 6`.

>>> from dosecalc.notations.prose.tape import sentences
>>> def at(text):
...     found = days(next(sentences(text)))
...     return found and (found.words, found.unclear)
>>> at("Day 1, Day 2 and Day 3"), at("on days 1, 8 of each 21-day cycle")
(('on days 1-3', ''), ('on days 1, 8 of every 21 days', ''))
>>> at("weeks 0, 2-4"), at("on Monday, Wednesday and Friday")
(('at weeks 0, 2-4', ''), ('on Monday, Wednesday, Friday', ''))
>>> at("2nd, 3rd and 4th day after enrolment")
('', 'counts days in ordinal numbers, and from when may be open')
"""

from __future__ import annotations

from dosecalc.amounts import number
from dosecalc.days import SECONDS, WEEKDAYS, weekday
from dosecalc.language.vocabulary import TIME_UNITS
from dosecalc.notations.prose.cycles import length_of
from dosecalc.notations.prose.tape import Match, Tape

_ORDINAL = ("st", "nd", "rd", "th")
_LAST, _MOST = 10_000, 60
OF_CYCLE = "counts days of a cycle, whose length is not said there"
_AGAIN = frozenset({"repeated", "repeating", "consecutive", "successive"})
_LISTING = ("LIST_COMMA", "NAME_COMMA", "COMMA", "LIST_AND", "AND", "SLASH")


def days(tape: Tape) -> Match | None:
    """Days, weeks or weekdays that are listed."""
    for recogniser in (numbered, ordinals, on_weekdays):
        found = recogniser(tape)
        if found is not None:
            return found
    return None


def numbered(tape: Tape) -> Match | None:
    """`on days 1, 4 and 7`, `D1-5`, `weeks 0, 2, 6`, `day -1`."""
    start = 1 if tape[0].of("ON", "AT", "IN") else 0
    name = tape.low(start).rstrip("s")
    unit = {"day": "days", "d": "days", "week": "weeks", "wk": "weeks"}.get(name)
    if unit is None or not tape[start].of("DAYS", "WEEKS", "TIME_UNIT"):
        return None
    place = start + 1
    items: list[tuple[int, int]] = []
    while (item := _item(tape, place)) is not None:
        length, span = item
        items.append(span)
        place += length
        joint = _joint(tape, place, name)
        if not joint:
            break
        if len(items) > _MOST:
            break
        place += joint
    if not items or len(items) > _MOST:
        return None
    every, length = _of_every(tape, place)
    if every == "!":
        return Match(length, "", "counts days of one cycle among others")
    words = f"{'on' if unit == 'days' else 'at'} {unit} {listed(items)}"
    if every == "?":
        return Match(length, words, OF_CYCLE)
    if every and unit == "days" and items[-1][1] > _days_of(every):
        return Match(place, words)
    return Match(length, f"{words}{every}")


def _days_of(every: str) -> int:
    """How many days ` of every 3 weeks` is."""
    *_, count, unit = every.split()
    return int(float(count) * SECONDS[unit.removesuffix("s")] // SECONDS["day"])


def listed(items: list[tuple[int, int]]) -> str:
    """First and last days as the language lists them; runs of three and more become ranges.

    >>> listed([(1, 1), (2, 2), (3, 3), (8, 10)]), listed([(-7, -1), (1, 1)])
    ('1-3, 8-10', '-7 to -1, 1')
    """
    runs: list[tuple[int, int]] = []
    for first, last in items:
        if runs and runs[-1][1] + 1 == first and first > 0:
            runs[-1] = runs[-1][0], last
        else:
            runs.append((first, last))
    return ", ".join(_run(*run) for run in runs)


def _run(first: int, last: int) -> str:
    if last - first < 2:
        return ", ".join(map(str, range(first, last + 1)))
    return f"{first} to {last}" if first < 0 else f"{first}-{last}"


def _item(tape: Tape, place: int) -> tuple[int, tuple[int, int]] | None:
    """A day, or a range of them, as its first and last one."""
    first = _day(tape, place)
    if first is None:
        return None
    if not tape[place + 1].of("DASH", "TO", "THROUGH"):
        return 1, (first, first)
    last = place + 2
    last += tape[last].of("DAYS", "WEEKS") and tape[last + 1].of("NUMBER", "SIGNED")
    end = _day(tape, last)
    if end is None or end < first:
        return 1, (first, first)
    return last + 1 - place, (first, end)


def _day(tape: Tape, place: int) -> int | None:
    lexeme = tape[place]
    if lexeme.of("SIGNED"):
        return int(lexeme.text.replace("−", "-"))
    value = lexeme.value
    if value is None or value.value is None or value.power or value.value.denominator != 1:
        return None
    # `day 1 2 mg`: what follows belongs to the next number.
    return None if tape[place + 1].of("UNIT") or value.value > _LAST else int(value.value)


def _joint(tape: Tape, place: int, name: str) -> int:
    """How many lexemes lead on to the next day of a list: `, `, ` and day `."""
    count = int(tape[place].of(*_LISTING))
    if count and tape[place].of("COMMA") and tape.low(place + 1) in ("and", "or"):
        count += 1
    if not count:
        return 0
    count += tape[place + count].of("ON", "AT")
    if tape.low(place + count).rstrip("s") == name:
        count += 1
    return count if tape[place + count].of("NUMBER", "SIGNED") else 0


def _of_every(tape: Tape, place: int) -> tuple[str, int]:
    """` of every 21 days` and where it ends; `?` for a cycle of unknown length."""
    here = place + tape[place].of("COMMA", "LIST_COMMA", "NAME_COMMA", "LEFT")
    among = tape[here].of("OF_AGENT", "OF_AMOUNT", "IN", "DURING", "PER")
    if tape[here].of("OF_EVERY"):
        here += 1
    elif among and tape[here + 1].of("EACH", "EVERY", "A"):
        here += 2
    elif tape[here].of("EVERY") and tape[here + 1].of("NUMBER"):
        found = length_of(tape, here + 1)
        return (f" of every {found[1]}", found[0]) if found else ("", place)
    elif among:
        here += 1
        if tape[here].of("CYCLES"):
            return ("!", here + 1)
    elif here == place and not tape[here].of("NUMBER"):
        return "", place
    here += tape.low(here) in _AGAIN
    value = tape[here].value
    if value is not None and value.value is not None:
        unit = here + 1 + tape[here + 1].of("DASH")
        name = TIME_UNITS.get(tape.low(unit))
        stop = unit + 1 + tape[unit + 1].of("CYCLES")
        said = tape[place].of("OF_EVERY", "OF_AGENT", "OF_AMOUNT", "IN") or stop > unit + 1
        if not name or not said:
            return "", place
        return f" of every {number(value.value)} {name}s", stop
    if tape[here].of("CYCLES"):
        return "?", here + 1
    return "", place


def ordinals(tape: Tape) -> Match | None:
    """`the 2nd, 3rd and 4th days`."""
    place = 0
    while place < _MOST and tape[place].of("NUMBER") and tape.low(place).endswith(_ORDINAL):
        place += 1
        if tape[place].of("DAYS", "TIME_UNIT"):
            return Match(place + 1, "", "counts days in ordinal numbers, and from when may be open")
        place += tape[place].of("LIST_COMMA", "COMMA")
        place += tape.low(place) == "and"
    return None


def on_weekdays(tape: Tape) -> Match | None:
    """`on Monday, Wednesday and Friday`."""
    place = 1 if tape[0].of("ON") else 0
    found: list[str] = []
    while (day := weekday(tape.low(place).rstrip("s"))) is not None and tape[place].of("WEEKDAY"):
        found.append(WEEKDAYS[day])
        place += 1
        comma = int(tape[place].of("LIST_COMMA", "COMMA", "SLASH"))
        comma += tape.low(place + comma) == "and"
        if not tape[place + comma].of("WEEKDAY"):
            break
        place += comma
    return Match(place, f"on {', '.join(found)}") if found else None
