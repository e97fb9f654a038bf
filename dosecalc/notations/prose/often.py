"""How often something is given: `three times a day`, `q3w`, `once every 3 weeks`, a single dose.

>>> from dosecalc.notations.prose.tape import sentences
>>> def at(text):
...     found = often(next(sentences(text)))
...     return found and (found.words, found.unclear)
>>> at("twice weekly"), at("three times per day"), at("once every 3 weeks")
(('twice weekly', ''), ('3 times a day', ''), ('every 3 weeks', ''))
>>> at("biweekly")
('', 'means twice a week to some, and every two weeks to others')
>>> at("single intravenous infusion")
('once', '')
"""

from __future__ import annotations

from dosecalc.amounts import number
from dosecalc.language.vocabulary import ADVERBS, TIME_UNITS, frequency
from dosecalc.notations.prose.cycles import length_of
from dosecalc.notations.prose.tape import Match, Tape

_TWO_MEANINGS = {
    **dict.fromkeys(
        ("biweekly", "bi-weekly"), "means twice a week to some, and every two weeks to others"
    ),
    **dict.fromkeys(
        ("bimonthly", "bi-monthly"), "means twice a month to some, and every two months to others"
    ),
}
_SINGLE = frozenset({"single", "one-time", "single-dose", "one-off"})
_GIVEN = frozenset(
    {
        "dose", "doses", "injection", "infusion", "administration", "inhalation", "application",
        "treatment", "instillation", "transfusion", "implantation",
    }
)  # fmt: skip
_LEFT_OUT = frozenset(
    {"off", "except", "excluding", "omit", "omitting", "skip", "skipping", "rest", "break",
     "interruption", "interrupted", "holiday", "pulse", "pulses"}
)  # fmt: skip
# What `once` stands before where it is a number of doses, and not the beginning of a clause.
_AFTER_ONCE = ("COMMA", "NAME_COMMA", "LIST_COMMA", "BROKEN", "RIGHT", "ROUTE_ADVERB", "BY", "ON",
               "OVER", "END", "ROUTE")  # fmt: skip
STARTS = (
    frozenset(_TWO_MEANINGS) | _SINGLE | _LEFT_OUT
    | {"split", "bi-weekly", "every", "separated", "spaced", "once"}
)  # fmt: skip
_HOLDS_ONE = frozenset({"vial", "vials", "syringe", "syringes", "container", "containers", "pack"})
_PER_TOKENS = ("PER", "A", "EACH", "EVERY", "SLASH")


def often(tape: Tape) -> Match | None:
    """A frequency that the language has, or one with two meanings."""
    for recogniser in (
        two_meanings, left_out, on_off, times_a_period, every, apart, dosing_days, code, adverb,
        single,
    ):  # fmt: skip
        found = recogniser(tape)
        if found is not None:
            return found
    return None


def two_meanings(tape: Tape) -> Match | None:
    """`biweekly`."""
    why = _TWO_MEANINGS.get(tape.low(0))
    return Match(1, "", why) if why else None


def on_off(tape: Tape) -> Match | None:
    """`5 days on, 2 days off`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> on_off(next(sentences("5 days on and 2 days off"))).words
    '5 days on, 2 days off'
    """
    first = _stretch(tape, 0)
    if first is None or tape.low(2) != "on":
        return None
    place = 3 + tape[3].of("COMMA", "LIST_COMMA", "SLASH")
    place += tape.low(place) in ("and", "then", "followed")
    place += tape.low(place) == "by"
    second = _stretch(tape, place)
    if second is None or tape.low(place + 2) != "off":
        return Match(3, "", "leaves days out, and which is not said")
    return Match(place + 3, f"{first} on, {second} off")


def _stretch(tape: Tape, place: int) -> str | None:
    """`5 days`."""
    value, unit = tape[place].value, TIME_UNITS.get(tape.low(place + 1))
    if value is None or value.value is None or unit not in ("day", "week"):
        return None
    return f"{number(value.value)} {unit}{'' if value.value == 1 else 's'}"


def left_out(tape: Tape) -> Match | None:
    """`except weekends`, `2 days off`, `as needed`: not every time that a frequency says.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> left_out(next(sentences("as needed for pain"))).unclear
    'is given as it is needed'
    """
    if tape[0].of("AS_NEEDED"):
        return Match(1, "", "is given as it is needed")
    if tape[0].of("DIVIDED") or tape.low(0) == "split":
        return Match(1, "", "parts an amount into doses")
    if tape[0].of("EXCEPT") or tape.low(0) in _LEFT_OUT:
        return Match(1, "", "leaves days out, or may do so")
    return None


def times_a_period(tape: Tape) -> Match | None:
    """`once daily`, `twice a week`, `3 times/day`, `2-3 times a week`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> times_a_period(next(sentences("2 to 3 times a week"))).words
    '2 to 3 times a week'
    """
    counted = _count(tape)
    if counted is None:
        return None
    length, words = counted
    period = _period(tape, length)
    if period is None:
        return None
    stop, per = period
    if words == "once" and per.startswith("every "):
        return Match(stop, per)
    return Match(stop, f"{words} {per}")


def _count(tape: Tape) -> tuple[int, str] | None:
    first = tape.low(0)
    if first in ("once", "twice", "thrice"):
        return 1, first
    if not tape[0].of("NUMBER") or tape[0].value is None or tape[0].value.value is None:
        return None
    words, length = number(tape[0].value.value), 1
    if tape[1].of("TO", "DASH") and tape[2].of("NUMBER") and tape[2].value is not None:
        if tape[2].value.value is None:
            return None
        words, length = f"{words} to {number(tape[2].value.value)}", 3
    if tape[length].of("TIMES") and tape.low(length).startswith("time"):
        return length + 1, f"{words} times"
    return None


def _period(tape: Tape, place: int) -> tuple[int, str] | None:
    """`daily`, `a week`, `per 3 weeks`, `every 3 weeks`, behind a count."""
    place += tape[place].of("COMMA")
    if tape.low(place) in ADVERBS:
        return place + 1, tape.low(place)
    if tape[place].of("IN") and tape[place + 1].of("A"):
        place += 1
    if not tape[place].of(*_PER_TOKENS):
        return None
    rate = "every" if tape[place].of("EVERY") else "a"
    inner = tape[place + 1]
    if inner.of("NUMBER") and inner.value is not None and inner.value.value is not None:
        unit = TIME_UNITS.get(tape.low(place + 2))
        if unit is None:
            return None
        return place + 3, f"every {number(inner.value.value)} {unit}s"
    if inner.of("OTHER") and (unit := TIME_UNITS.get(tape.low(place + 2))):
        return place + 3, f"every other {unit}"
    unit = TIME_UNITS.get(inner.text.lower()) if inner.of("TIME_UNIT") else None
    return None if unit is None else (place + 2, f"{rate} {unit}")


def every(tape: Tape) -> Match | None:
    """`every 3 weeks`, `every other day`, `every day`, `each week`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> [every(next(sentences(text))).words for text in ("every other day", "every 4 to 6 hours")]
    ['every other day', 'every 4 to 6 hours']
    """
    if not tape[0].of("EVERY", "EACH"):
        return None
    if tape[0].of("EVERY") and tape[1].of("NUMBER") and tape[2].of("TO", "DASH"):
        first, last, unit = tape[1].value, tape[3].value, TIME_UNITS.get(tape.low(4))
        if first and last and first.value and last.value and unit:
            return Match(5, f"every {number(first.value)} to {number(last.value)} {unit}s")
    found = _period(tape, 0)
    if found is None:
        return None
    length, words = found
    return Match(length, words if words.startswith("every") else f"every {words[2:]}")


def apart(tape: Tape) -> Match | None:
    """`4 weeks apart`, `separated by 21 days`: each dose so long after the one before.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> [apart(next(sentences(text))).words for text in ("4 weeks apart", "separated by 21 days")]
    ['every 4 weeks', 'every 21 days']
    >>> next(sentences("at least 4 weeks apart")).forth(1)[0].text
    '4'
    """
    lead = 2 if tape.low(0) in ("separated", "spaced") and tape.low(1) == "by" else 0
    found = length_of(tape, lead)
    if found is None or not (lead or tape.low(found[0]) == "apart"):
        return None
    stop = found[0] + (tape.low(found[0]) == "apart")
    if tape[-1].of("AT_LEAST", "AT_MOST", "UP_TO", "OVER", "TO", "DASH"):
        return Match(stop, "", "is a limit, and not how often it is given")
    return Match(stop, f"every {found[1]}")


def dosing_days(tape: Tape) -> Match | None:
    """`5 days a week`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> dosing_days(next(sentences("five days per week"))).words
    '5 days a week'
    """
    if not (tape[0].of("NUMBER") and tape[1].of("DOSING_DAYS") and tape[0].value):
        return None
    period = _period(tape, 2)
    if period is None or tape[0].value.value is None:
        return None
    return Match(period[0], f"{number(tape[0].value.value)} days {period[1]}")


def code(tape: Tape) -> Match | None:
    """`QD`, `b.i.d.`, `q3w`, `every morning`: words that the language has a table of."""
    text = " ".join(tape[0].text.split())
    known = tape[0].of("FREQUENCY") and frequency(text)
    # Two letters in small print are words of other things: `am`, `mo`, `pm`.
    if not known or (len(text) < 3 and not text.isupper()):
        return None
    return Match(1, text.lower() if " " in text else text)


def adverb(tape: Tape) -> Match | None:
    """`daily`, `weekly`; `daily dose` is an amount per day.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> adverb(next(sentences("daily dose of"))).unclear
    'may be an amount per day, and in how many doses is not said'
    """
    if not tape[0].of("ADVERB"):
        return None
    if tape[-1].of("NUMBER") and not tape[1].of("DOSES"):
        return Match(1, "", "has a number before it, and may mean one of two things")
    if tape[1].of("DOSES") and tape.low(1) in ("dose", "dosage") and not tape[-1].of("NUMBER"):
        return Match(2, "", "may be an amount per day, and in how many doses is not said")
    return Match(1, tape.low(0))


def _one_given(tape: Tape) -> bool:
    """`once aerosol inhalation of …`; not `once infusion has begun`."""
    place = 1 if tape.low(1) in _GIVEN else 2
    return tape.low(place) in _GIVEN and tape[place + 1].of("OF_AGENT", "OF_AMOUNT", "END")


def single(tape: Tape) -> Match | None:
    """`a single dose`, `one-time injection`, `once`.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> single(next(sentences("single arm")))
    """
    if tape.low(0) == "once":
        once = tape[1].of(*_AFTER_ONCE) or tape.low(1) == "only" or _one_given(tape)
        return Match(1, "once") if once else None
    if tape.low(0) not in _SINGLE or any(tape.low(ahead) in _HOLDS_ONE for ahead in (1, 2)):
        return None
    for ahead in range(1, 4):
        if tape.low(ahead).rpartition(" ")[2] in _GIVEN:
            return Match(1, "once")
    return Match(1, "once") if tape.low(0) == "single-dose" else None
