"""What is given at one time: `2.0*10^8 nano vesicles/3 ml`, `5 mg/kg`, `5, 10 and 20 µg`.

>>> from dosecalc.notations.prose.tape import sentences
>>> def at(text):
...     found = amount(next(sentences(text)))
...     return found and (found.words, found.unclear)
>>> at("2.0*10^8 nano vesicles/3 ml")
('2e8 vesicles in 3 mL', '')
>>> at("5 mg per kg body weight"), at("300 mg per day")
(('5 mg/kg', ''), ('', 'is an amount per day, and in how many doses is not said'))
>>> at("8.0*108 vesicles"), at("1×10^9, 2×10^9")
(('unknown vesicles', 'has lost its raised power of ten'), ('1e9, 2e9 unstated', 'has no unit'))

What is wrong with a figure leaves the unit, with an amount that is unknown; a figure without a unit
is one of an unstated unit.
"""

from __future__ import annotations

from dosecalc import units
from dosecalc.language.vocabulary import FORMS
from dosecalc.notations.prose import figures
from dosecalc.notations.prose.figures import COUNTED, levels, raised
from dosecalc.notations.prose.tape import Match, Tape
from dosecalc.units import Unit

WITHOUT_UNIT = "has no unit"
_NO_DOSE = frozenset({"time", "area"})
_BODY = frozenset({"kg", "L", "dL"})
_HELD = frozenset({"dissolved", "diluted", "suspended", "resuspended", "mixed", "made"})
_HOLDS = frozenset({"containing", "contains", "with", "of"})
_EACH_TIME = frozenset(
    {"dose", "injection", "infusion", "administration", "time", "application", "inhalation"}
)
_NAMED = 3
# Words between a figure and what it counts: `1×10^6 CAR-positive viable T cells`.
_BETWEEN = 5
SEVERAL = "is an amount per something, or one of several amounts"
_DILUENT = frozenset({"saline", "water", "dextrose", "glucose", "pbs"})


def amount(tape: Tape) -> Match | None:
    """An amount with its unit, and the volume that holds it."""
    figure = levels(tape) or figures.figure(tape)
    if figure is None:
        return None
    unit, length = _unit(tape, figure.length)
    if unit is None:
        return _without_unit(tape, figure)
    if unit.dimension in _NO_DOSE or (unit.name in _BODY and not _per_body(tape, length)):
        return None
    per, length, unclear = _per(tape, _before_per(tape, length))
    words = f"{_figure_words(figure)} {unit}{per}"
    found = Match(length, words, unclear or figure.unclear, figure.readings)
    if unclear:
        return (
            None
            if length == found.length and not per and _strength(tape, length)
            else (found._replace(words=""))
        )
    return _held(tape, found, unit)


def concentration(tape: Tape) -> Match | None:
    """`2-5x10^11 per mL`, `10 mg/mL`: what a volume holds.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> concentration(next(sentences("2-5x10^11 per mL"))).words
    'at 2e11 to 5e11 unstated/mL'
    """
    figure = figures.figure(tape)
    if figure is None:
        return None
    unit, length = _unit(tape, figure.length)
    if not _strength(tape, length):
        return None
    words = f"at {_figure_words(figure)} {unit or 'unstated'}/{units.find(tape[length + 1].text)}"
    return Match(length + 2, words, figure.unclear, figure.readings)


def _strength(tape: Tape, place: int) -> bool:
    """Whether `/mL` or `per mL` stands there."""
    found = units.find(tape[place + 1].text) if tape[place].of("SLASH", "PER") else None
    return found is not None and found.dimension == "volume"


def _figure_words(figure: Match) -> str:
    return "unknown" if figure.unclear else figure.words


def _without_unit(tape: Tape, figure: Match) -> Match | None:
    """A figure that can only be an amount, since it is written with a power of ten."""
    powers = any(raised(tape[place]) for place in range(figure.length))
    length = figure.length
    if tape[length].of("TIME_UNIT", "TIMES", "DOSES", "WEEKS", "DAYS") or not (
        powers or _lost_power(figure)
    ):
        return None
    if figure.unclear:
        return figure._replace(words="an unknown amount")
    length = _past_counted(tape, length)
    if tape[length].of("SLASH", "PER"):
        found = units.find(tape[length + 1].text)
        if found is None and tape[length + 1].of("NUMBER"):
            return Match(length + 1, "", SEVERAL)
        if found is None or found.dimension == "volume":
            return None
        per, stop, unclear = _per(tape, length)
        words = f"{figure.words} unstated{per}" if per else ""
        return Match(max(stop, length + 2), words, unclear or WITHOUT_UNIT)
    return _held(tape, Match(length, f"{figure.words} unstated", WITHOUT_UNIT), None)


def _past_counted(tape: Tape, place: int) -> int:
    """Past what is counted, where `/kg` follows it: `2×10^6 MSC/kg` is no number of cells."""
    stop = place
    while stop <= place + _BETWEEN and set(tape[stop].kinds) == {"NAME"}:
        stop += 1
    return stop if tape[stop].of("SLASH", "PER") else place


def _lost_power(figure: Match) -> bool:
    return any("e" in reading for reading in figure.readings)


def _unit(tape: Tape, place: int) -> tuple[Unit | None, int]:
    """The unit behind a figure and where it ends; of `exosome particles` the last word counts."""
    powers = any(raised(tape[each]) for each in range(place))
    for between in range(_BETWEEN + 1 if powers else 1):
        here = place + between
        if tape[here].of("UNIT", "FORM"):
            unit = units.find(" ".join(tape[here].text.split()))
            following = units.find(tape[here + 1].text) if tape[here + 1].of("UNIT") else None
            if unit is not None and following is not None and unit.dimension in COUNTED:
                return following, here + 2
            if unit is not None and (not between or unit.dimension in COUNTED):
                return unit, here + 1
        if set(tape[here].kinds) != {"NAME"}:
            break
    return None, place


def _per_body(tape: Tape, place: int) -> bool:
    found = _per(tape, place)
    return bool(found[0])


def _before_per(tape: Tape, place: int) -> int:
    """Past the name of what is measured, where `per` follows it: `100 µg of exosomes per kg`."""
    stop = place
    while stop < place + _NAMED and (
        tape[stop].of("OF_AGENT") or set(tape[stop].kinds) <= {"UNIT", "FORM", "NAME"}
    ):
        stop += 1
    return stop if tape.low(stop) == "per" else place


def weight(tape: Tape) -> Match | None:
    """`50 kg`: a body weight, on which a dose may hang.

    >>> from dosecalc.notations.prose.tape import sentences
    >>> weight(next(sentences("50 kg or more"))).unclear
    'is a weight, and the amount may hang on it'
    """
    figure = figures.figure(tape)
    if figure is None or tape.low(figure.length) not in ("kg", "kilograms", "kilogram"):
        return None
    return Match(figure.length + 1, "", "is a weight, and the amount may hang on it")


def _per(tape: Tape, place: int) -> tuple[str, int, str]:
    """`/kg`, `per m2`: in words, where it ends, and why it is none that a dose may have."""
    if not tape[place].of("SLASH", "PER", "A", "EACH"):
        return "", place, ""
    what = tape[place + 1]
    if what.of("TIME_UNIT") and what.text.lower() not in ("time",):
        return (
            "",
            place + 2,
            f"is an amount per {what.text.lower()}, and in how many doses is not said",
        )
    if not tape[place].of("SLASH", "PER"):
        return "", place, ""
    if what.text.lower() in _EACH_TIME:
        return "", place + 2, ""
    found, found_at = units.find(what.text) if what.of("UNIT", "FORM") else None, None
    if tape.low(place + 1) == "m" and tape.low(place + 2) == "^" and tape.low(place + 3) == "2":
        found, found_at = units.find("m2"), place + 4
    if found is None:
        if what.of("NUMBER") and _volume(tape.forth(place + 1)) is not None:
            return "", place, ""
        stop = place + (3 if what.of("NUMBER") else 2)
        return "", stop, SEVERAL
    if found.dimension == "volume":
        return "", place, "is an amount per volume"
    if found.dimension in FORMS:
        return (
            "",
            place + 2,
            f"is an amount per {found.singular}, and how many are given is not said",
        )
    if found.dimension != "area" and found.name != "kg":
        return "", place + 2, "is an amount per something that no dose is given by"
    stop = place + 2 if found_at is None else found_at
    if tape.low(stop) == "body" and tape.low(stop + 1) in ("weight", "mass"):
        stop += 2
    if tape[stop].of("SLASH", "PER", "A") and tape[stop + 1].of("TIME_UNIT"):
        time = tape.low(stop + 1)
        return "", stop + 2, f"is an amount per {time}, and in how many doses is not said"
    return f"/{found}", stop, ""


def _held(tape: Tape, found: Match, unit: Unit | None) -> Match:
    """The amount with the volume that holds it: `in 3 mL`, `/3 ml`, `dissolved in 100 mL`."""
    if unit is not None and (unit.dimension == "volume" or unit.dimension in FORMS):
        return _holding(tape, found, unit)
    place = _past_names(tape, found.length)
    enclosed = _enclosed(tape, found, place)
    if enclosed is not None:
        return enclosed
    if tape.low(place) in _HELD:
        place += 1
    elif not tape[place].of("IN", "SLASH"):
        return found
    if tape.low(place) == "up":
        place += 1
    if place > found.length or tape[place].of("IN", "SLASH"):
        place += tape[place].of("IN", "SLASH", "WITH", "TO")
    volume = _volume(tape.forth(place))
    if volume is None:
        return found
    return found._replace(
        length=place + volume.length, words=f"{found.words} in {volume.words}",
        unclear=" and its volume ".join(filter(None, (found.unclear, volume.unclear))),
        readings=found.readings or volume.readings,
    )  # fmt: skip


def _enclosed(tape: Tape, found: Match, place: int) -> Match | None:
    """`30 µg (0.3 mL)`: an amount, and the volume that holds it."""
    if found.unclear or not tape[place].of("LEFT"):
        return None
    inner = _volume(tape.forth(place + 1))
    stop = place + 1 + (inner.length if inner else 0)
    if inner is None or inner.unclear or not tape[stop].of("RIGHT"):
        return None
    return found._replace(length=stop + 1, words=f"{found.words} in {inner.words}")


def _holding(tape: Tape, found: Match, unit: Unit) -> Match:
    """`15 mL containing 1.2e12 EVs`, `15 mL (1.2e12 EVs)`, `2 sprays of 0.1 mL`."""
    place = _past_diluent(tape, _past_names(tape, found.length))
    if not found.unclear and unit.dimension == "volume" and tape[place].of("LEFT"):
        held = _exact(tape.forth(place + 1))
        stop = place + 1 + (held[0].length if held else 0)
        if held and " mL" not in held[1] and " L" not in held[1] and tape[stop].of("RIGHT"):
            return found._replace(length=stop + 1, words=f"{held[1]} in {found.words}")
    if found.unclear or tape.low(place) not in _HOLDS:
        return found
    held = _exact(tape.forth(place + 1))
    if held is None:
        return found
    inner, words = held
    length = place + 1 + inner.length
    if unit.dimension in FORMS and tape.low(place) == "of":
        return found._replace(length=length, words=f"{found.words} of {words}")
    if unit.dimension == "volume":
        return found._replace(length=length, words=f"{words} in {found.words}")
    return found


def _past_names(tape: Tape, place: int) -> int:
    """Past the name of what is measured: `50 µg exosomes in 10 µL`, `15 mL ExoFlo with …`."""
    stop = place
    while stop < place + _NAMED and set(tape[stop].kinds) <= {"UNIT", "FORM", "NAME"}:
        if tape.low(stop) in _HELD | _HOLDS:
            break
        stop += 1
    held = tape[stop].of("IN", "SLASH", "LEFT") or tape.low(stop) in _HELD | _HOLDS
    return stop if held else place


def _past_diluent(tape: Tape, place: int) -> int:
    """Past `of 0.9% saline`, where what it holds follows: `3 mL of 0.9% saline containing …`."""
    stop = place
    if tape[stop].of("OF_AMOUNT", "OF_AGENT"):
        stop += 1
    if tape[stop].of("NUMBER") and tape.low(stop + 1) == "%":
        stop += 2
    while stop < place + _NAMED + _BETWEEN and set(tape[stop].kinds) == {"NAME"}:
        if tape.low(stop) in _HOLDS:
            break
        stop += 1
    names = {tape.low(each) for each in range(place, stop)}
    return stop if tape.low(stop) in _HOLDS and names & _DILUENT else place


def _exact(tape: Tape) -> tuple[Match, str] | None:
    figure = figures.figure(tape)
    if figure is None or figure.unclear:
        return None
    unit, length = _unit(tape, figure.length)
    if unit is None or unit.dimension in _NO_DOSE or tape[length].of("SLASH", "PER"):
        return None
    return figure._replace(length=length), f"{figure.words} {unit}"


def _volume(tape: Tape) -> Match | None:
    """`3 mL`, `1,5 mL`: what is damaged is an unknown volume."""
    figure = figures.figure(tape)
    if figure is None:
        return None
    unit, length = _unit(tape, figure.length)
    if unit is None or unit.dimension != "volume":
        return None
    return figure._replace(length=length, words=f"{_figure_words(figure)} {unit}")
