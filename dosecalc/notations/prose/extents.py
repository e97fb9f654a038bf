"""How long something goes on: `for 8 weeks`, `for a total of 5 doses`, `until progression`.

>>> from dosecalc.notations.prose.tape import sentences
>>> def at(text):
...     found = extent(next(sentences(text)))
...     return found and (found.words, found.unclear)
>>> at("for eight consecutive weeks"), at("for up to 6 cycles"), at("a total of 5 injections")
(('for 8 weeks', ''), ('for up to 6 cycles', ''), ('for 5 doses', ''))
>>> at("for 30 minutes")
>>> at("for 4 weeks after surgery")
('', 'counts from something that the words do not place')
"""

from __future__ import annotations

from dosecalc.amounts import number
from dosecalc.language.values import quoted
from dosecalc.language.vocabulary import TIME_UNITS
from dosecalc.notations.prose.tape import Match, Tape

_FAR, _LEADING = 16, 6
_LEADS = frozenset({":", "=", "is", "of", "treatment", "therapy", "dosing"})
STARTS = frozenset({"duration"})
_PARTING = frozenset({",", ";", ".", "and", "treatment", "("})
_DAYS = frozenset({"day", "week", "fortnight", "month", "year"})
_FILLING = frozenset({"a", "the", "an", "period", "duration", "course", "total", "of", "next"})
_RUNNING = frozenset({"consecutive", "successive", "continuous", "straight", "full"})
_TREATED = frozenset({"course", "treatment", "therapy", "regimen"})
_GIVEN = frozenset(
    {
        "dose", "doses", "injections", "infusions", "administrations", "inhalations", "times",
        "applications", "treatments", "time",
    }
)  # fmt: skip
# `three doses of` may be three dose levels; these are not.
_TIMES = frozenset({"injections", "infusions", "administrations", "inhalations"})
_ENDS = frozenset(
    {
        "progression", "death", "relapse", "recovery", "discharge", "toxicity", "remission",
        "withdrawal", "healing", "recurrence",
    }
)  # fmt: skip


def extent(tape: Tape) -> Match | None:
    """A length of days and longer, a number of doses or cycles, or an event that ends it."""
    for recogniser in (for_length, for_count, total_of, until, course_of, lasting):
        found = recogniser(tape)
        if found is not None:
            return found
    return None


def _figure(tape: Tape, place: int) -> tuple[int, str] | None:
    """`8`, `4 to 6`, `up to 6`: where it ends, and its words."""
    upto = int(tape[place].of("UP_TO", "AT_MOST"))
    first = tape[place + upto].value
    if first is None or first.value is None or first.power:
        return None
    words, stop = number(first.value), place + upto + 1
    if tape[stop].of("TO", "DASH") and tape[stop + 1].of("NUMBER"):
        last = tape[stop + 1].value
        if last is None or last.value is None:
            return None
        words, stop = f"{words} to {number(last.value)}", stop + 2
    return stop, f"{'up to ' * upto}{words}"


def for_length(tape: Tape) -> Match | None:
    """`for 8 weeks`, `x 14 days`, `during a period of 12 weeks`."""
    if not (tape[0].of("FOR") or (tape[0].of("DURING") and tape[1].of("A", "NUMBER"))):
        return None
    found = _figure(tape, _filled(tape, 1))
    if found is None:
        return None
    place, words = found
    place += tape[place].of("DASH")
    place += tape.low(place) in _RUNNING
    unit = TIME_UNITS.get(tape.low(place))
    if unit not in _DAYS:
        return None
    if tape[place + 1].of("BEFORE", "AFTER") or tape.low(place + 1) in ("prior", "following"):
        return Match(place + 1, "", "counts from something that the words do not place")
    return Match(place + 1, f"for {words} {unit}{'' if words == '1' else 's'}")


def _filled(tape: Tape, place: int) -> int:
    """Past `a period of`, `a total of` and the like."""
    while tape.low(place) in _FILLING and place < 6:
        place += 1
    return place


def for_count(tape: Tape) -> Match | None:
    """`for 5 doses`, `for 3 times`, `for 4 to 6 cycles`, `up to 6 cycles`."""
    if not tape[0].of("FOR", "UP_TO", "AT_MOST"):
        return None
    found = _figure(tape, _filled(tape, int(tape[0].of("FOR"))))
    if found is None:
        return None
    place, words = found
    if tape[place].of("CYCLES"):
        return Match(place + 1, f"for {words} cycles")
    if tape.low(place) in _GIVEN and not tape[place + 1].of("A", "PER", "ADVERB", "EVERY", "SLASH"):
        if "up to" in words:
            return Match(place + 1, "", "says the most doses, and not how many")
        return Match(place + 1, f"for {words} doses")
    return None


def total_of(tape: Tape) -> Match | None:
    """`a total of 5 injections`, `5 times in total`, `(5 times)`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> total_of(next(sentences("5 times aerosol inhalation"))).words
    'for 5 doses'
    >>> total_of(next(sentences("5 times a week")))
    """
    place = 0
    if tape.low(0) in ("a", "total") and "total" in (tape.low(0), tape.low(1)):
        place = _filled(tape, 0)
    found = _figure(tape, place)
    if found is None or "up to" in found[1]:
        return None
    stop, words = found
    stop += tape[stop].of("ROUTE_ADVERB")
    stop += not place and set(tape[stop].kinds) == {"NAME"} and _apart(tape, stop + 1)
    if tape.low(stop) not in _GIVEN:
        return None
    rated = tape[stop + 1].of("A", "PER", "ADVERB", "EVERY", "SLASH", "EACH", "FREQUENCY")
    counted = tape.low(stop) in _TIMES and tape[stop + 1].of("OF_AMOUNT", "OF_AGENT")
    plain = place or counted or tape[stop + 1].of("IN_TOTAL") or tape.low(stop) == "times"
    plain = plain or _apart(tape, stop + 1) or (tape[-1].of("LEFT") and tape[stop + 1].of("RIGHT"))
    return Match(stop + 1, f"for {words} doses") if plain and not rated else None


def _apart(tape: Tape, place: int) -> bool:
    """Whether the sentence goes on with `… 4 weeks apart`, so that doses are counted."""
    ahead = (tape.low(each) for each in range(place, place + _FAR))
    return any(word in ("apart", "separated", "spaced") for word in ahead)


def until(tape: Tape) -> Match | None:
    """`until disease progression`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> until(next(sentences("until disease progression or death"))).words
    'until "disease progression"'
    """
    if not tape[0].of("UNTIL"):
        return None
    for ahead in range(1, 4):
        if set(tape[ahead].kinds) != {"NAME"}:
            break
        if tape.low(ahead) in _ENDS:
            return Match(ahead + 1, f"until {quoted(tape.text(ahead + 1, 1))}")
    return Match(1, "", "ends it with something that the words do not place")


def course_of(tape: Tape) -> Match | None:
    """`8-week treatment`, `a 14-day course`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> course_of(next(sentences("14-day course"))).words
    'for 14 days'
    """
    found = _figure(tape, 0)
    if found is None:
        return None
    place, words = found
    place += tape[place].of("DASH")
    unit = TIME_UNITS.get(tape.low(place))
    of = tape[place + 1].of("OF_AGENT") and tape.low(place + 2) in _TREATED
    if unit not in _DAYS or not (tape.low(place + 1) in _TREATED or of):
        return None
    if tape[-1].of("AT_MOST", "UP_TO") or tape.low(-1) in ("max", "maximum"):
        words = f"up to {words}"
    return Match(place + 2 + of, f"for {words} {unit}{'' if words == '1' else 's'}")


def lasting(tape: Tape) -> Match | None:
    """`Duration: 14 days`, `duration of treatment 8 weeks`; not that of a study.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> lasting(next(sentences("duration of treatment: 8 weeks"))).words
    'for 8 weeks'
    >>> lasting(next(sentences("duration of the study: 8 weeks")))
    """
    if tape.low(0) != "duration" or not (tape[-1].of("END") or tape.low(-1) in _PARTING):
        return None
    place = 1
    while place < _LEADING and tape.low(place) in _LEADS:
        place += 1
    found = _figure(tape, place) if place > 1 else None
    if found is None:
        return None
    stop, words = found
    unit = TIME_UNITS.get(tape.low(stop))
    if unit not in _DAYS:
        return None
    return Match(stop + 1, f"for {words} {unit}{'' if words == '1' else 's'}")
