"""One exact number, whatever its dress: `1e11`, `1×10^11`, `1×10¹¹`, `100 billion`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.language.lazy import compiled

if TYPE_CHECKING:
    import re

_TIMES = "[×xX*·∙⋅]"
_MANTISSA = r"[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?"
_POINT = r"\.[0-9]+"
_EXPONENT = r"[eE]([+-]?[0-9]+)"
_RAISED = r"(?:\\?\^\s?([+−-]?[0-9]+)|([⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
_TEN = rf"10{_RAISED}"
_POWER = rf"\s?{_TIMES}\s?10\s?{_RAISED}"
_DOUBLE = rf"\s?{_TIMES}\s?10[eE]([+-]?[0-9]+)"
_LOST = rf"\s?{_TIMES}\s?10(?:\s?['’(\[*]\s?|\s)?([1-9][0-9]?)(?![0-9])[)\]]?"
_BARE = rf"{_TIMES}([1-9][0-9]?)(?![0-9.,^\\])"
_FACTOR = rf"\s?{_TIMES}\s?[0-9][0-9.,]*"
_WORD = r"\s?((?i:hundred|thousand|million|billion|trillion))\b"
_WORDS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SMALL = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_LARGE = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: number for number, word in enumerate(_SMALL.split(), start=1)}
_TENS = {word: 10 * number for number, word in enumerate(_LARGE.split(), start=2)}
_ONE = "|".join(_ONES)
_RANKS = "third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = {word: number for number, word in enumerate(_RANKS.split(), start=3)}
_ORDINAL = r"([0-9]{1,3})(?:st|nd|rd|th)\b"
_SPOKEN = rf"(?i:(?:({'|'.join(_TENS)})(?:(?:-|\s+)({_ONE}))?|({_ONE}))(\s+and\s+a\s+half)?)\b"
_PART = r"(?i:(half|(?:an?\s+|one\s+)?quarter|three\s+quarters)(?:\s+of)?(?:\s+(?:an?|one))?)\b"
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(3, 4)}
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3),
           "⅔": Fraction(2, 3)}  # fmt: skip
_WITH_VULGAR = r"([0-9]{0,3})([½¼¾⅓⅔])"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SPOKEN_STARTS = frozenset("otfsentOTFSENThqaHQA")
_MOST_DIGITS = 60
_MOST_POWER = 60


class Numeral(NamedTuple):
    """A number found in a text: its value, where it stops, and how it was dressed.

    `trouble` names the mistake, or the warning where `value` is not None; `readings` are what
    the text may have meant.
    """

    value: Fraction | None
    stop: int
    power: bool = False
    trouble: str = ""
    readings: tuple[str, ...] = ()
    word: bool = False


def scan(text: str, start: int) -> Numeral | None:
    """The numeral that starts at `start`, or None where no digit stands there.

    >>> scan("1×10^11 particles", 0).value == 10**11
    True
    >>> scan("8.0*108", 0).trouble
    'lost-superscript'
    """
    first = text[start : start + 1]
    if first == "." and (found := compiled(_POINT).match(text, start)):
        readings = ("0" + found.group(),)
        return Numeral(None, found.end(), trouble="leading-point", readings=readings)
    if first.isalpha():
        return _spoken(text, start)
    if found := compiled(_WITH_VULGAR).match(text, start):
        return Numeral(Fraction(found[1] or 0) + _VULGAR[found[2]], found.end())
    if not "0" <= first <= "9":
        return None
    if ordinal := compiled(_ORDINAL).match(text, start):
        return Numeral(Fraction(ordinal[1]), ordinal.end())
    if text.startswith("10", start) and (ten := compiled(_TEN).match(text, start)):
        return _ten(ten)
    found = compiled(_MANTISSA).match(text, start)
    if found is None:
        return None
    body, stop = found.group(), found.end()
    if len(body) > _MOST_DIGITS:
        return Numeral(None, stop, trouble="number-too-long")
    value, trouble, meant = _plain(body)
    return _dressed(text, body, Numeral(value, stop, trouble=trouble, readings=meant))


def _spoken(text: str, start: int) -> Numeral | None:
    """A number in words: `three`, `twenty-four`, `one and a half`, `half a`, `two million`."""
    if text[start] not in _SPOKEN_STARTS or (start and text[start - 1] == "-"):
        return None
    word = compiled(r"[a-zA-Z]+").match(text, start)
    if word and (ordinal := _ORDINALS.get(word[0].lower())):
        return Numeral(Fraction(ordinal), word.end(), word=True)
    if found := compiled(_PART).match(text, start):
        return Numeral(_PARTS[found[1].lower().split()[-1]], found.end(), word=True)
    found = compiled(_SPOKEN).match(text, start)
    if found is None or text[found.end() : found.end() + 1] == "-":
        return None
    tens, more, ones, half = (group and group.lower() for group in found.groups())
    value = Fraction(_TENS.get(tens, 0) + _ONES.get(more, 0) + _ONES.get(ones, 0))
    plain = Numeral(value + Fraction(1, 2) if half else value, found.end(), word=True)
    if powered := compiled(_WORD).match(text, found.end()):
        return plain._replace(
            value=value * 10 ** _WORDS[powered[1].lower()], stop=powered.end(), power=True
        )
    return plain


def _ten(found: re.Match[str]) -> Numeral:
    power = _exponent(found.group(1) or found.group(2))
    if power is None:
        return Numeral(None, found.end(), trouble="number-too-long")
    return Numeral(Fraction(10) ** power, found.end(), power=True)


def _exponent(text: str) -> int | None:
    text = text.translate(_SUPERSCRIPTS).replace("−", "-")
    if len(text) > 5 or not text.lstrip("+-").isdecimal():
        return None
    power = int(text)
    return power if abs(power) <= _MOST_POWER else None


def _plain(body: str) -> tuple[Fraction | None, str, tuple[str, ...]]:
    """The mantissa's value, or the readings of a comma that is no thousands separator."""
    if "," not in body:
        whole, _, decimals = body.partition(".")
        if decimals == "000" and whole[0] != "0" and len(whole) < 4:
            return Fraction(body), "point-read", (whole, whole + decimals)
        return Fraction(body), "", ()
    whole, point, rest = body.partition(".")
    first, *groups = whole.split(",")
    thousands = all(len(group) == 3 for group in groups) and 1 <= len(first) <= 3
    plain = first[0] != "0" and (len(groups) == 1 or all(group == "000" for group in groups))
    joined = first + "".join(groups) + point + rest
    if thousands and plain:
        return Fraction(joined), "thousands-read", (joined,)
    if len(groups) == 1:
        return None, "decimal-comma", (f"{first}.{groups[0]}", f"{first}, {groups[0]}")
    listed = ", ".join([first, *groups]) + point + rest
    return None, "list-needs-space", (listed, joined) if thousands else (listed,)


def _dressed(text: str, body: str, plain: Numeral) -> Numeral:
    """The numeral with the power of ten, or the word for one, that follows its mantissa."""
    stop = plain.stop
    sign = text[stop : stop + 2].strip()[:1]
    if sign in "eE" and sign:
        return _powered(text, plain, _EXPONENT) or plain
    if sign and sign in _TIMES:
        return _multiplied(text, body, plain)
    if sign.isalpha() and (found := compiled(_WORD).match(text, stop)):
        value = None if plain.value is None else plain.value * 10 ** _WORDS[found.group(1).lower()]
        return Numeral(value, found.end(), True, plain.trouble, _with(found.group(), plain))
    return plain


def _powered(text: str, plain: Numeral, pattern: str) -> Numeral | None:
    """The numeral times the power of ten that the pattern finds behind its mantissa."""
    found = compiled(pattern).match(text, plain.stop)
    if found is None:
        return None
    exponent = _exponent(next(group for group in found.groups() if group))
    if exponent is None:
        return Numeral(None, found.end(), trouble="number-too-long")
    value = None if plain.value is None else plain.value * Fraction(10) ** exponent
    return Numeral(value, found.end(), True, plain.trouble, _with(found.group(), plain))


def _with(power: str, plain: Numeral) -> tuple[str, ...]:
    """What a mantissa may have meant, with the power that follows it."""
    return tuple(meant + power for meant in plain.readings)


def _multiplied(text: str, body: str, plain: Numeral) -> Numeral:
    """The numeral with what follows a times sign: a power of ten, well written or not."""
    if found := compiled(_DOUBLE).match(text, plain.stop):
        power = _exponent(found.group(1)) or 0
        both = (f"{body}e{power}", f"{body}e{power + 1}")
        return Numeral(None, found.end(), trouble="double-power", readings=both)
    if powered := _powered(text, plain, _POWER):
        return powered
    if found := compiled(_LOST).match(text, plain.stop):
        readings = (f"{body}e{found.group(1)}",)
        return Numeral(None, found.end(), trouble="lost-superscript", readings=readings)
    if body == "10" and (found := compiled(_BARE).match(text, plain.stop)):
        readings = (f"1e{found.group(1)}",)
        return Numeral(None, found.end(), trouble="lost-superscript", readings=readings)
    if found := compiled(_FACTOR).match(text, plain.stop):
        return Numeral(None, found.end(), trouble="two-numbers")
    return plain
