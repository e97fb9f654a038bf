"""Numbers of a text, and those that are damaged: a lost power of ten, a comma, a full-width digit.

>>> from dosecalc.notations.prose.tape import sentences
>>> def at(text):
...     found = figure(next(sentences(text)))
...     return found and (found.words, found.unclear, found.readings)
>>> at("1×10^11 particles"), at("0.5-2x10^10 EVs")
(('1e11', '', ()), ('5e9 to 2e10', '', ()))
>>> at("8.0*108 vesicles")
('', 'has lost its raised power of ten', ('8.0e8',))
>>> at("1,5 mL")
('', 'has a comma that may part a decimal number or a list', ('1.5', '1, 5'))

A damaged number has no words: what it may mean is a reading, for a person to choose.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from dosecalc import units
from dosecalc.amounts import number
from dosecalc.language.lazy import compiled
from dosecalc.language.tokens import Lexeme
from dosecalc.notations.prose.tape import Match, Tape

_FULL_WIDTH = r"[０-９．，～％＊－]+"
_WHY = {
    "lost-superscript": "has lost its raised power of ten",
    "double-power": "may be a power of ten, or ten times it",
    "decimal-comma": "has a comma that may part a decimal number or a list",
    "list-needs-space": "joins numbers with commas",
    "two-numbers": "joins two numbers with a times sign",
    "leading-point": "starts with its decimal point",
    "number-too-long": "is longer than any number that is meant",
    "point-read": "may be a decimal number or thousands",
}
# What is counted by the billion, so that a hundred of them is a power of ten that was raised once.
COUNTED = frozenset(
    {
        "particle", "vesicle", "cell", "cell_equivalent", "vector_genome", "plaque_forming_unit",
        "colony_forming_unit",
    }
)  # fmt: skip
STARTS = frozenset({"circa", "around", "roughly", "approx.", "ca.", "x"})
_BEGINS = ("NUMBER", "ABOUT", "BROKEN", "TIMES", "FOR")
_MOST = 60  # in one list or figure: more are no doses, and take time
_ABOUT = frozenset({"~", "≈", "approx.", "approx", "circa", "ca.", "around", "roughly"})


def figure(tape: Tape) -> Match | None:
    """A number or a range; None where no number stands."""
    if tape.at not in tape.figures:
        tape.figures[tape.at] = _at(tape)
    return tape.figures[tape.at]


def _at(tape: Tape) -> Match | None:
    if not tape[0].of(*_BEGINS) and tape.low(0) not in STARTS:
        return None
    for recogniser in (full_width, no_mantissa, spaced_power, spaced_thousands, lone_power):
        found = recogniser(tape)
        if found is not None:
            return found
    return plain_figure(tape)


def plain_figure(tape: Tape) -> Match | None:
    """`1.5`, `about 1.5`, `~1.5`, `1 to 2`, `0.5-2x10^10`."""
    about = 1 if tape[0].of("ABOUT") or tape.low(0) in _ABOUT else 0
    first = tape[about]
    if not first.of("NUMBER"):
        return None
    if first.text.lower().endswith(("st", "nd", "rd", "th")):
        return None
    length = about + 1
    if tape[length].of("DASH", "TO") and tape[length + 1].of("NUMBER"):
        length += 2
    damaged = _damaged([tape[place] for place in range(about, length)])
    if damaged is not None:
        return damaged._replace(length=length)
    return _read(tape, about, length)


def _read(tape: Tape, about: int, length: int) -> Match:
    words = _figure(tape.text(length, about).replace(" - ", "-").replace(" – ", "-"))
    if not words:
        return Match(length, "", "cannot be read as one number or one range")
    return Match(length, f"about {words}" if about else words)


@lru_cache(maxsize=10_000)
def _figure(written: str) -> str:
    """A number or a range as the language writes it; empty where it reads none."""
    from dosecalc.language.read import read_figure

    value, said = read_figure(written, "prose")
    return "" if value is None or any(each.is_error for each in said) else str(value)


def _damaged(numerals: list[Lexeme]) -> Match | None:
    """What is wrong with a number, or with either end of a range."""
    for each in numerals:
        if each.value is not None and (why := _WHY.get(each.value.trouble)):
            return Match(1, "", why, each.value.readings)
        if each.value is not None and compiled(r"10[eE]\+?[0-9]+").fullmatch(each.text):
            power = int(each.text[3:].lstrip("+")) if len(each.text) < 7 else 0
            both = (f"1e{power}", f"1e{power + 1}")
            return Match(1, "", _WHY["double-power"], both)
    return None


def full_width(tape: Tape) -> Match | None:
    """`１０ mg`: digits and signs of full width, as they are typed in China and Japan.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> full_width(next(sentences("１．５ mL"))).readings
    ('1.5',)
    """
    length = 0
    while length < _MOST and (
        compiled(_FULL_WIDTH).fullmatch(tape[length].text)
        or (length and tape[length].of("NUMBER", "TIMES", "FOR") and _touches(tape, length))
    ):
        length += 1
    written = tape.text(length)
    if not any("０" <= character <= "９" for character in written):
        return None
    meant = normalize("NFKC", written).replace(" ", "")
    return Match(length, "", "is written in characters of full width", (meant,))


def no_mantissa(tape: Tape) -> Match | None:
    """`x10^9 cells`: a power of ten, and a times sign without a number before it.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> no_mantissa(next(sentences("x 10^9 cells"))).unclear
    'has no number before its times sign'
    """
    if tape[-1].of("NUMBER") or tape.low(0) not in ("x", "×", "*", "·"):
        return None
    power = tape[1].value
    if power is None or not power.power or not tape[1].text.startswith("10"):
        return None
    return Match(2, "", "has no number before its times sign")


def spaced_power(tape: Tape) -> Match | None:
    """`10 ^ 9`: a power of ten taken apart by spaces.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> spaced_power(next(sentences("10 ^ 9 cells"))).readings
    ('1e9',)
    """
    apart = compiled(r".*\^\s+[0-9]+|.*\s\^\s*[0-9]+").fullmatch(tape[0].text)
    if apart and raised(tape[0]):
        return Match(1, "", "is taken apart", (tape[0].text.replace(" ", ""),))
    if tape[0].of("NUMBER") and tape.low(1) == "^" and tape[2].of("NUMBER"):
        whole = tape[2].text.isdecimal() and tape.low(0).endswith("10")
        return Match(3, "", "is taken apart", (f"1e{tape[2].text}",) if whole else ())
    return None


def spaced_thousands(tape: Tape) -> Match | None:
    """`100 000 cells`: two numbers side by side, which may be one.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> spaced_thousands(next(sentences("100 000 cells"))).readings
    ('100000',)
    """
    length = 1
    while length < _MOST and tape[length].of("NUMBER") and tape[length].text.isdecimal():
        length += 1
    if length == 1 or not tape[0].text.isdecimal():
        return None
    groups = [tape[place].text for place in range(length)]
    joined = "".join(groups) if all(len(group) == 3 for group in groups[1:]) else ""
    return Match(length, "", "is taken apart by spaces", (joined,) if joined else ())


def lone_power(tape: Tape) -> Match | None:
    """`1010 particles`: of what is counted by the billion, most likely a power that was raised.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> lone_power(next(sentences("1010 exosome particles"))).readings
    ('1e10', '1010')
    >>> lone_power(next(sentences("1010 mg")))
    """
    found = compiled(r"10([5-9]|1[0-5])").fullmatch(tape[0].text)
    if found is None or tape[-1].of("NUMBER", "DASH", "TO"):
        return None
    unit = units.find(tape[1].text)
    if unit is None or unit.dimension not in COUNTED:
        return None
    return Match(1, "", _WHY["lost-superscript"], (f"1e{found[1]}", tape[0].text))


def raised(lexeme: Lexeme) -> bool:
    """Whether a number is written with a power of ten, or with a word for one."""
    return lexeme.value is not None and lexeme.value.power


def levels(tape: Tape) -> Match | None:
    """`1×10^9, 2×10^9 and 4×10^9`, `5, 10 or 20`, `10 mg, 20 mg and 40 mg`: figures of one unit.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> levels(next(sentences("5, 10 and 20 mg"))).words
    '5, 10, 20'
    >>> levels(next(sentences("10 mg, 20 mg, 40 mg daily"))).words
    '10, 20, 40'
    >>> levels(next(sentences("1, 2, 4×10^9 cells"))).unclear
    'has one power of ten for several numbers'
    """
    items: list[Match] = []
    numerals: list[Lexeme] = []
    own_units: set[str] = set()
    place = length = 0
    while len(items) < _MOST and (item := _item(tape.forth(place))) is not None:
        items.append(item)
        numerals.append(tape[place])
        place += item.length
        length = place
        unit = units.find(tape[place].text) if tape[place].of("UNIT", "FORM") else None
        if unit is not None and _joins(tape, place + 1):
            own_units.add(unit.name)
            place += 1
        joint = _joins(tape, place)
        if not joint:
            break
        place += joint
    if len(items) < 2 or len(own_units) > 1:
        return None
    # `10 mg, 20 mg` may be a dose and the next thing; three of them are a list.
    last = units.find(tape[length].text) if tape[length].of("UNIT", "FORM") else None
    if own_units and (len(items) < 3 or last is None or {last.name} != own_units):
        return None
    unclear = next((each for each in items if each.unclear), None)
    if unclear is not None:
        return Match(length, "", unclear.unclear, unclear.readings)
    if raised(numerals[-1]) and not any(map(raised, numerals[:-1])):
        return Match(length, "", "has one power of ten for several numbers")
    return Match(length, ", ".join(each.words for each in items))


def _item(tape: Tape) -> Match | None:
    if not tape[0].of("NUMBER"):
        return None
    if tape[0].text.lower().endswith(("st", "nd", "rd", "th")):
        return None
    damaged = _damaged([tape[0]])
    if damaged is not None:
        return damaged
    value = tape[0].value
    return Match(1, number(value.value)) if value and value.value is not None else None


def _joins(tape: Tape, place: int) -> int:
    """How many lexemes join a number to the one before: a comma, `and`, `or`, or both."""
    count = 1 if tape[place].of("LIST_COMMA", "COMMA", "NAME_COMMA") else 0
    if tape.low(place + count) in ("and", "or"):
        count += 1
    return count if count and tape[place + count].of("NUMBER") else 0


def _touches(tape: Tape, place: int) -> bool:
    return tape[place - 1].span.stop == tape[place].span.start
