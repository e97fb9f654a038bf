"""One exact number, whatever its dress: `1e11`, `1×10^11`, `1×10¹¹`, `100 billion`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

_TIMES = "[×xX*·∙⋅]"
_MANTISSA = re.compile(r"\d+(?:,\d+)*(?:\.\d+)?")
_EXPONENT = re.compile(r"[eE]([+-]?\d+)")
_POWER = re.compile(rf"\s?{_TIMES}\s?10\s?(?:\\?\^\s?([+−-]?\d+)|([⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
_TEN = re.compile(r"10(?:\\?\^([+−-]?\d+)|([⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
_DOUBLE = re.compile(rf"\s?{_TIMES}\s?10[eE]([+-]?\d+)")
_LOST = re.compile(rf"\s?{_TIMES}\s?10(?:\s?['’(\[*]\s?)?([1-9]\d?)(?!\d)[)\]]?")
_FACTOR = re.compile(rf"\s?{_TIMES}\s?\d[\d.,]*")
_WORD = re.compile(r"\s?(hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
_WORDS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_MOST_DIGITS = 60
_MOST_POWER = 60


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number found in a text: its value, where it stops, and how it was dressed.

    `trouble` names the mistake, or the warning where `value` is not None; `readings` are what
    the text may have meant.
    """

    value: Fraction | None
    stop: int
    power: bool = False
    trouble: str = ""
    readings: tuple[str, ...] = ()


def scan(text: str, start: int) -> Numeral | None:
    """The numeral that starts at `start`, or None where no digit stands there.

    >>> scan("1×10^11 particles", 0).value == 10**11
    True
    >>> scan("8.0*108", 0).trouble
    'lost-superscript'
    """
    if text[start : start + 1] == "." and text[start + 1 : start + 2].isdecimal():
        found = re.compile(r"\.\d+").match(text, start)
        stop = found.end() if found else start + 1
        return Numeral(None, stop, trouble="leading-point", readings=("0" + text[start:stop],))
    if not re.compile(r"[0-9]").match(text, start):
        return None
    if ten := _TEN.match(text, start):
        return _ten(ten)
    found = _MANTISSA.match(text, start)
    if found is None:
        return None
    body, stop = found.group(), found.end()
    if len(body) > _MOST_DIGITS:
        return Numeral(None, stop, trouble="number-too-long")
    value, trouble, meant = _plain(body)
    return _dressed(text, body, Numeral(value, stop, trouble=trouble, readings=meant))


def _ten(found: re.Match[str]) -> Numeral:
    power = _exponent(found.group(1) or found.group(2))
    if power is None:
        return Numeral(None, found.end(), trouble="number-too-long")
    return Numeral(Fraction(10) ** power, found.end(), power=True)


def _exponent(text: str) -> int | None:
    text = text.translate(_SUPERSCRIPTS).replace("−", "-")
    if not re.fullmatch(r"[+-]?\d{1,4}", text):
        return None
    power = int(text)
    return power if abs(power) <= _MOST_POWER else None


def _plain(body: str) -> tuple[Fraction | None, str, tuple[str, ...]]:
    """The mantissa's value, or the readings of a comma that is no thousands separator."""
    if "," not in body:
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
    if found := _DOUBLE.match(text, stop):
        power = _exponent(found.group(1)) or 0
        both = (f"{body}e{power}", f"{body}e{power + 1}")
        return Numeral(None, found.end(), trouble="double-power", readings=both)
    for pattern in (_POWER, _EXPONENT):
        if found := pattern.match(text, stop):
            exponent = _exponent(next(group for group in found.groups() if group))
            if exponent is None:
                return Numeral(None, found.end(), trouble="number-too-long")
            value = None if plain.value is None else plain.value * Fraction(10) ** exponent
            return Numeral(value, found.end(), True, plain.trouble, plain.readings)
    if found := _LOST.match(text, stop):
        readings = (f"{body}e{found.group(1)}",)
        return Numeral(None, found.end(), trouble="lost-superscript", readings=readings)
    if found := _FACTOR.match(text, stop):
        return Numeral(None, found.end(), trouble="two-numbers", readings=())
    if found := _WORD.match(text, stop):
        value = None if plain.value is None else plain.value * 10 ** _WORDS[found.group(1).lower()]
        return Numeral(value, found.end(), True, plain.trouble, plain.readings)
    return plain
