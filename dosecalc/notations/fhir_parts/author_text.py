"""What an author's text says of a dose, as far as plain rules read it: `Take 2 tablets daily`.

>>> said = read("Take 1-2 tablets twice daily as needed for 7 days, maximum of 3 per day")
>>> [str(each) for each in said.amounts], said.frequency, said.days, said.as_needed
(['1 to 2 tablets'], (Fraction(2, 1), Fraction(2, 1)), Fraction(7, 1), True)
>>> said.most
(Most(amount=Fraction(3, 1), unit='', per='a day'),)

What it does not recognise it does not invent: only what is found is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from dosecalc import units
from dosecalc.amounts import number
from dosecalc.notations.fhir_parts.codes import ABBREVIATIONS

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = rf"({_NUMBER})(?:\s*(?:-|–|to)\s*({_NUMBER}))?"
_TIME = r"(minute|min|hour|hr|h|day|d|week|wk|month|year)s?"
_DAYS = {
    "minute": Fraction(1, 1440), "min": Fraction(1, 1440), "hour": Fraction(1, 24),
    "hr": Fraction(1, 24), "h": Fraction(1, 24), "day": Fraction(1), "d": Fraction(1),
    "week": Fraction(7), "wk": Fraction(7),
}  # fmt: skip
_UNIT = (
    r"(mg/m2|mg/kg|mg|mcg|ug|µg|kg|g|ml|l|units?|iu|tablets?|capsules?|patch(?:es)?"
    r"|suppositor(?:y|ies)|sprays?|drops?|puffs?|vials?|particles|cells|vesicles)\b"
)
_AMOUNT = re.compile(rf"(?<![\w.-])(?<!\bin ){_RANGE}\s*{_UNIT}(?!\s*(?:/|per\b))")
_MOST = re.compile(
    rf"(?:maximi?u?m|max\.?|exceed(?: more than)?|at most|(?:no|not) more than)(?: of)?\s+"
    rf"({_NUMBER})\s*(?:{_UNIT}|doses?)?\s*(per|a|an|in|/)\s*"
    r"(day|24 hours|dose|week|administration)"
)
_EVERY = re.compile(rf"\bevery\s+{_RANGE}\s*{_TIME}\b")
_TIMES = re.compile(rf"\b{_RANGE}\s*times?\s+(?:a|per|every|each)?\s*(day|daily|week|weekly)\b")
_Q = re.compile(rf"\bq\s?{_RANGE}\s?(h|d|wk?)\b")
_SHORT = re.compile(r"\b(b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?o\.?d|q\.?d)\b\.?")
_DIVIDED = re.compile(r"\bin (\d+) divided doses")
_LENGTH = re.compile(rf"\b(?:for|x)\s+(?:the\s+)?(?:next\s+)?({_NUMBER})\s*{_TIME}\b")
_LISTED = re.compile(r"\bdays (\d+)\s*(?:-|–|to)\s*(\d+) of (?:each |the |a )?cycle")
_OVER = re.compile(rf"\bover\s+({_NUMBER})\s*(minute|min|hour|hr)s?\b")
_RATE = re.compile(rf"({_NUMBER})\s*ml\s*(?:/|per)\s*h(?:ou)?r?\b")
_NEEDED = re.compile(r"\bas needed\b|\bas required\b|\bwhen (?:needed|required)\b|\bprn\b")
_CONDITION = re.compile(r"\b(?:if|hold|withhold|adjust|unless|resume)\b[^.;]*")
_EACH = re.compile(r"\b(?:in|into|to) (?:each|both) \w+")
_MOMENT = re.compile(
    r"\bbedtime|\b(?:in the|every|each) (?:morning|afternoon|evening)|\bat (?:night|noon)\b"
    r"|\b(?:before|after|with) (?:breakfast|lunch|dinner|supper|meals?|food)"
)


class Amount(NamedTuple):
    """An amount that is written; its unit in the language's words where it has one."""

    low: Fraction
    high: Fraction
    unit: str

    def __str__(self) -> str:
        figure = number(self.low) + (f" to {number(self.high)}" if self.high != self.low else "")
        return f"{figure} {self.unit}"


class Most(NamedTuple):
    """A greatest amount, or number of doses where it has no unit."""

    amount: Fraction
    unit: str
    per: str


class Told(NamedTuple):
    """What a text says: amounts, doses a day, days, hours of an infusion, events of a day."""

    amounts: tuple[Amount, ...] = ()
    frequency: tuple[Fraction, Fraction] | None = None
    days: Fraction | None = None
    hours: tuple[Fraction, ...] = ()
    rate: Fraction | None = None
    as_needed: bool = False
    most: tuple[Most, ...] = ()
    moments: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    each: str = ""


def read(text: str) -> Told:
    """What is recognised in a text."""
    plain = _plain(text[:5_000])
    most = tuple(_most(plain))
    plain = _MOST.sub(" ", plain)
    lengths = [(Fraction(f[1]), f[2]) for f in _LENGTH.finditer(plain)]
    days = [value * _DAYS[unit] for value, unit in lengths if unit in ("day", "d", "week", "wk")]
    days += [Fraction(int(f[2]) - int(f[1]) + 1) for f in _LISTED.finditer(plain)]
    hours = [
        value * _DAYS[unit] * 24 for value, unit in lengths if unit[0] in "mh" and unit in _DAYS
    ]
    hours += [Fraction(f[1]) * _DAYS[f[2]] * 24 for f in _OVER.finditer(plain)]
    rate = _RATE.search(plain)
    return Told(
        tuple(_amounts(plain)), _frequency(plain), days[0] if len(set(days)) == 1 else None,
        tuple(hours), Fraction(rate[1]) if rate else None, bool(_NEEDED.search(plain)), most,
        tuple(found[0].removeprefix("in the ") for found in _MOMENT.finditer(plain)),
        tuple(found[0].strip() for found in _CONDITION.finditer(plain)),
        each[0] if (each := _EACH.search(plain)) else "",
    )  # fmt: skip


def _plain(text: str) -> str:
    """Small letters, digits for words of number, `2 times` for `twice`."""
    plain = " ".join(text.lower().split())
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    plain = re.sub(r"\btwice\b", "2 times", re.sub(r"\bthrice\b", "3 times", plain))
    plain = re.sub(r"\bonce\b(?= (?:a|per|every|each|daily|weekly))", "1 times", plain)
    for value, word in enumerate(_WORDS, 1):
        plain = re.sub(rf"\b{word}\b", str(value), plain)
    return plain


def _amounts(plain: str) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(plain):
        low = Fraction(found[1])
        high = Fraction(found[2]) if found[2] else low
        parts = _parts(plain)
        yield Amount(low / parts, max(low, high) / parts, unit_of(found[3]))


def _parts(plain: str) -> int:
    """Into how many doses an amount of a day is divided."""
    found = _DIVIDED.search(plain)
    return int(found[1]) or 1 if found is not None else 1


def unit_of(word: str) -> str:
    """A unit of the language for a word of a text; `units` may be any of two."""
    found = units.find(word) or units.typed(word) or units.find(word.replace("ml", "mL"))
    return str(found) if found is not None else word


def _most(plain: str) -> Iterator[Most]:
    for found in _MOST.finditer(plain):
        per = {"24 hours": "a day", "administration": "a dose"}.get(found[4], f"a {found[4]}")
        yield Most(Fraction(found[1]), unit_of(found[2]) if found[2] else "", per)


def _frequency(plain: str) -> tuple[Fraction, Fraction] | None:
    """The least and greatest number of doses a day; None for none, or for several."""
    found = set(_frequencies(plain))
    if len(found) != 1:
        return None
    low, high = found.pop()
    return low * _parts(plain), high * _parts(plain)


def _frequencies(plain: str) -> Iterator[tuple[Fraction, Fraction]]:
    for pattern in (_EVERY, _Q):
        for found in pattern.finditer(plain):
            if found[3] in _DAYS and Fraction(found[1]):
                long = Fraction(found[2] or found[1]) * _DAYS[found[3]]
                yield 1 / long, 1 / (Fraction(found[1]) * _DAYS[found[3]])
    counted = False
    for found in _TIMES.finditer(plain):
        counted = True
        days = 7 if found[3].startswith("week") else 1
        yield Fraction(found[1]) / days, Fraction(found[2] or found[1]) / days
    for found in _SHORT.finditer(plain):
        often = ABBREVIATIONS[found[1].replace(".", "").upper()]
        yield (Fraction(often.frequency, often.period),) * 2
    if "every other day" in plain:
        yield (Fraction(1, 2),) * 2
    elif not counted and re.search(r"\bdaily\b|\bevery day\b|\ba day\b", plain):
        yield (Fraction(1),) * 2
    elif not counted and re.search(r"\bweekly\b", plain):
        yield (Fraction(1, 7),) * 2
