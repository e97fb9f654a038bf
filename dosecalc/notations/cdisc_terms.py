"""CDISC's words for units, routes and frequencies, beside those of the schedule language.

Units are of codelist C71620, routes of C66729, frequencies of C71113 and dose forms of C66726. Only
terms that say the same as a word of the language stand here.

>>> frequency("BID").words, frequency("EVERY 3 WEEKS").words, frequency("Q12H").hours
('twice daily', 'every 3 weeks', Fraction(12, 1))
>>> unit("10^9 PFU")
(Fraction(1000000000, 1), 'PFU')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from dosecalc import units
from dosecalc.language import vocabulary

# ------------------------------------------------------------------ units

# The terms of units as they stand, and what they are in the language.
_SAME = """
g kg mg ug ng pg mol mmol umol nmol pmol L dL mL uL Gy cGy Bq kBq MBq GBq IU PFU
mg/kg ug/kg ng/kg g/kg mL/kg IU/kg mmol/kg mg/m2 ug/m2 g/m2 mL/m2 mg/cm2 ug/cm2 g/cm2
"""
_UNITS = {
    "Therapeutic Cells": "cells", "TABLET": "tablets", "CAPSULE": "capsules", "SPRAY": "sprays",
    "PUFF": "puffs", "DROP": "drops", "VIAL": "vials", "AMPULE": "ampoules", "PATCH": "patches",
    "SACHET": "sachets", "SUPPOSITORY": "suppositories", "LOZENGE": "lozenges",
    "SYRINGE": "syringes", "APPLICATION": "applications", "FINGERTIP UNIT": "fingertip units",
    "vg/dose": "vector genomes", "vg/kg": "vector genomes/kg", "Therapeutic Cells/m2": "cells/m2",
}  # fmt: skip
# Further terms that are read, and not written.
_READ = {
    "INHALATION": "puffs", "mg/dose": "mg", "ug/dose": "ug", "mL/dose": "mL", "uL/dose": "uL",
    "PFU/dose": "PFU", "mg/kg/dose": "mg/kg",
}  # fmt: skip
# Powers of ten that stand before a unit in terms of their own.
_POWERS = {
    "IU": {6, 8}, "CFU": {3, 4, 6, 7, 9}, "PFU": {6, 7, 8, 9}, "Therapeutic Cells": {3, 5, 6, 9},
}  # fmt: skip
_IN_POWERS = {"IU": "IU", "CFU": "CFU", "PFU": "PFU", "Therapeutic Cells": "cells"}
_TYPED: Mapping[str, str] = MappingProxyType({**{each: each for each in _SAME.split()}, **_UNITS})
_POWER = re.compile(r"10\^([0-9]{1,2}) (.+)")
_OF_TIME = re.compile(r"/(day|h|min|wk|week|s|month)$")


def unit(term: str) -> tuple[Fraction, str] | None:
    """What a term stands for, as a factor and a unit of the language; None for another term."""
    known = {**_TYPED, **_READ, "kIU": "IU"}
    power = _POWER.fullmatch(term)
    if power is not None and power[2] in _IN_POWERS:
        return Fraction(10) ** int(power[1]), _IN_POWERS[power[2]]
    if power is not None and units.typed(power[2]) is not None:
        return Fraction(10) ** int(power[1]), power[2]
    found = known.get(term)
    if found is None and units.typed(term) is not None:
        found = term
    if found is None:
        alike = [text for each, text in known.items() if each.casefold() == term.casefold()]
        found = alike[0] if len(alike) == 1 else None
    return None if found is None else (Fraction(1000 if term == "kIU" else 1), found)


def a_rate(term: str) -> bool:
    """Whether a unit is an amount in some time, which is no dose."""
    return _OF_TIME.search(term) is not None


def unit_terms() -> tuple[str, ...]:
    """The terms of units that are known, for finding the nearest to a slip."""
    return (*_TYPED, *_READ)


def unit_term(printed: str, amount: Fraction | None) -> tuple[Fraction, str] | None:
    """The term for a unit of the language, and what to divide an amount by; None for no term.

    >>> unit_term("CFU", Fraction(10**9)), unit_term("µg", None), unit_term("particles", None)
    ((Fraction(1000000000, 1), '10^9 CFU'), (Fraction(1, 1), 'ug'), None)
    """
    meant = units.typed(printed)
    for term, text in _TYPED.items():
        if units.typed(text) == meant and meant is not None:
            return Fraction(1), term
    if printed == "CFU":
        fitting = [each for each in sorted(_POWERS["CFU"]) if amount and amount >= 10**each]
        power = fitting[-1] if fitting else 3
        return Fraction(10) ** power, f"10^{power} CFU"
    return None


# ------------------------------------------------------------------ routes and dose forms

_ROUTES = {
    "ORAL": "orally", "INTRAVENOUS": "intravenously", "SUBCUTANEOUS": "subcutaneously",
    "INTRAMUSCULAR": "intramuscularly", "INTRADERMAL": "intradermally",
    "INTRATHECAL": "intrathecally", "INTRA-ARTICULAR": "intra-articularly",
    "INTRA-ARTERIAL": "intra-arterially", "SUBLINGUAL": "sublingually", "RECTAL": "rectally",
    "TOPICAL": "topically", "INTRAVITREAL": "intravitreally", "NASAL": "intranasally",
    "RESPIRATORY (INHALATION)": "by inhalation",
}  # fmt: skip
# A route with a dose form that the language has one word for.
_WITH_FORM = {
    ("NASAL", "SPRAY"): "by nasal spray", ("ORAL", "SPRAY"): "by oral spray",
}  # fmt: skip
# Names of routes in the language, with the term that says the same.
_EXACT = {
    "oral": "ORAL", "intravenous": "INTRAVENOUS", "subcutaneous": "SUBCUTANEOUS",
    "intramuscular": "INTRAMUSCULAR", "intradermal": "INTRADERMAL", "intrathecal": "INTRATHECAL",
    "intra-articular": "INTRA-ARTICULAR", "intra-arterial": "INTRA-ARTERIAL",
    "sublingual": "SUBLINGUAL", "rectal": "RECTAL", "topical": "TOPICAL",
    "intravitreal": "INTRAVITREAL", "intranasal": "NASAL", "inhalation": "RESPIRATORY (INHALATION)",
}  # fmt: skip
# Names that say more than their term, which is written with a word about it.
_WIDER = {
    "nasal drops": "NASAL", "eye drops": "OPHTHALMIC", "ear drops": "AURICULAR (OTIC)",
    "nebulisation": "RESPIRATORY (INHALATION)", "intravenous infusion": "INTRAVENOUS",
    "intravenous injection": "INTRAVENOUS", "subcutaneous injection": "SUBCUTANEOUS",
    "intramuscular injection": "INTRAMUSCULAR", "intravitreal injection": "INTRAVITREAL",
    "intradermal injection": "INTRADERMAL", "intra-articular injection": "INTRA-ARTICULAR",
    "intra-arterial injection": "INTRA-ARTERIAL", "intrathecal injection": "INTRATHECAL",
    "topical application": "TOPICAL", "enema": "RECTAL", "infusion": "PARENTERAL",
    "injection": "PARENTERAL",
}  # fmt: skip
# Terms that the language has in quotes.
_QUOTED = frozenset(
    """
    AURICULAR (OTIC), BUCCAL, CONJUNCTIVAL, CUTANEOUS, DENTAL, ENDOTRACHEAL, ENTERAL, EPIDURAL,
    INFILTRATION, INTERSTITIAL, INTRA-ABDOMINAL, INTRABRONCHIAL, INTRACAMERAL, INTRACARDIAC,
    INTRACARTILAGINOUS, INTRACAVITARY, INTRACEREBRAL, INTRACISTERNAL, INTRACORONARY, INTRADISCAL,
    INTRADUODENAL, INTRAGASTRIC, INTRAHEPATIC, INTRALESIONAL, INTRALYMPHATIC, INTRAMEDULLARY,
    INTRANODAL, INTRAOCULAR, INTRAOSSEOUS, INTRAOVARIAN, INTRAPERICARDIAL, INTRAPERITONEAL,
    INTRAPLEURAL, INTRAPULMONARY, INTRASPINAL, INTRASYNOVIAL, INTRATESTICULAR, INTRATHORACIC,
    INTRATUMOR, INTRATYMPANIC, INTRAUTERINE, INTRAVASCULAR, INTRAVENOUS BOLUS, INTRAVENOUS DRIP,
    INTRAVENTRICULAR, INTRAVESICAL, NASOGASTRIC, OPHTHALMIC, ORAL GAVAGE, OROMUCOSAL,
    OROPHARYNGEAL, PARENTERAL, PERCUTANEOUS, PERIARTICULAR, PERINEURAL, PERIODONTAL, RETROBULBAR,
    SUBARACHNOID, SUBCONJUNCTIVAL, SUBMUCOSAL, SUBRETINAL, SUPRACHOROIDAL, TRANSDERMAL,
    TRANSMUCOSAL, TRANSTYMPANIC, URETHRAL, VAGINAL
    """.replace("\n    ", " ")
    .strip()
    .split(", ")
)


def route(term: str, form: str = "") -> str:
    """The words for a route, with the dose form where both have one word: `by nasal spray`.

    >>> route("NASAL"), route("nasal", "SPRAY"), route("BUCCAL")
    ('intranasally', 'by nasal spray', 'by "buccal"')
    """
    plain = term.upper()
    both = _WITH_FORM.get((plain, form.upper()))
    if both is not None:
        return both
    if plain in _ROUTES:
        return _ROUTES[plain]
    named = term.lower() if term.isupper() else term
    return f'by "{named.replace(chr(34), chr(39))}"'


def route_term(name: str) -> tuple[str, str, bool] | None:
    """The term for a route of the language, its dose form, and whether both say all of it.

    >>> route_term("nasal spray"), route_term("nasal drops"), route_term("local")
    (('NASAL', 'SPRAY', True), ('NASAL', '', False), None)
    """
    for (term, form), words in _WITH_FORM.items():
        if words == f"by {name}":
            return term, form, True
    if name in _EXACT:
        return _EXACT[name], "", True
    if name in _WIDER:
        return _WIDER[name], "", False
    return (name.upper(), "", True) if name.upper() in _QUOTED else None


# ------------------------------------------------------------------ frequencies


class Frequency(NamedTuple):
    """What a term of frequency says, in words.

    `number` doses in every `days` days, both 0 where nobody can say. `hours` is the length of an
    interval that is elapsed time, None for all others; `once` is a number of doses in all, without
    a period; `moment` a time of day that no clock tells. `cycle` marks one that needs a cycle.
    """

    words: str
    number: int = 0
    days: Fraction = Fraction(0)
    hours: Fraction | None = None
    once: int = 0
    moment: bool = False
    cycle: bool = False


_NAMED = {
    "QD": ("daily", 1, 1), "BID": ("twice daily", 2, 1), "TID": ("3 times daily", 3, 1),
    "QID": ("4 times daily", 4, 1), "QOD": ("every other day", 1, 2),
}  # fmt: skip
_UNCOUNTED = {
    "AD LIBITUM": "ad libitum", "CONTINUOUS": "continuous", "INTERMITTENT": "intermittent",
    "OCCASIONAL": "occasional", "UNKNOWN": "at unstated times", "PRN": "as needed",
}  # fmt: skip
_MOMENTS = {
    "QAM": "every morning", "QPM": "QPM", "QN": "every night", "QHS": "QHS",
    "EVERY AFTERNOON": "every afternoon", "EVERY EVENING": "every evening",
}  # fmt: skip
_IN_ALL = {"ONCE": 1, "TWICE": 2, "THRICE": 3}
_DAYS = {"DAY": 1, "WEEK": 7}
_TIMES = re.compile(r"([1-9]) TIMES? PER (DAY|WEEK|MONTH|YEAR|CYCLE)")
_WEEKS = re.compile(r"EVERY ([1-9][0-9]?) (WEEKS|YEARS)")
_Q = re.compile(r"Q([1-9][0-9]{0,2})(H|MIN|D|M|W|S)")
_LONGER = {
    "QM": "monthly", "BIM": "twice a month", "PA": "yearly",
    "10 DAYS PER MONTH": "10 days per month",
}  # fmt: skip


def frequency(term: str) -> Frequency | None:
    """What a term says; None for one that nobody knows."""
    plain = " ".join(term.upper().split())
    if plain in _NAMED:
        words, number, days = _NAMED[plain]
        return Frequency(words, number, Fraction(days))
    if plain in _IN_ALL:
        return Frequency(plain.lower(), once=_IN_ALL[plain])
    if plain in _UNCOUNTED:
        return Frequency(_UNCOUNTED[plain])
    if plain in _MOMENTS:
        return Frequency(_MOMENTS[plain], 1, Fraction(1), moment=True)
    if plain in _LONGER:
        return Frequency(_LONGER[plain])
    if plain in ("EVERY WEEK", "1 TIME PER WEEK"):
        return Frequency("weekly", 1, Fraction(7))
    if plain == "QH":
        return Frequency("every hour", hours=Fraction(1))
    return _counted(plain) or _word(term)


def _counted(plain: str) -> Frequency | None:
    """A term that is made of numbers: `4 TIMES PER WEEK`, `EVERY 3 WEEKS`, `Q12H`."""
    times = _TIMES.fullmatch(plain)
    if times is not None:
        number, period = int(times[1]), times[2]
        often = {1: "once", 2: "twice"}.get(number, f"{number} times")
        words = f"{often} {'per cycle' if period == 'CYCLE' else f'a {period.lower()}'}"
        days = _DAYS.get(period, 0)
        return Frequency(words, number if days else 0, Fraction(days), cycle=period == "CYCLE")
    weeks = _WEEKS.fullmatch(plain)
    if weeks is not None:
        length = Fraction(7 * int(weeks[1])) if weeks[2] == "WEEKS" else Fraction(0)
        return Frequency(f"every {weeks[1]} {weeks[2].lower()}", int(length > 0), length)
    short = _Q.fullmatch(plain)
    return _interval(int(short[1]), short[2]) if short is not None else None


def _interval(number: int, letter: str) -> Frequency:
    if letter in ("H", "MIN"):
        hours = Fraction(number) if letter == "H" else Fraction(number, 60)
        named = "hour" if letter == "H" else "minute"
        return Frequency(f"every {number} {named}{'s' * (number > 1)}", hours=hours)
    length = {"D": 1, "W": 7, "S": 7}.get(letter, 0) * number
    named = {"D": "day", "W": "week", "S": "week"}.get(letter, "month")
    return Frequency(f"every {number} {named}{'s' * (number > 1)}", int(length > 0),
                     Fraction(length))  # fmt: skip


def _word(term: str) -> Frequency | None:
    """A frequency of another vocabulary, which the language knows: `BD`, `QW`, `nocte`."""
    found = vocabulary.frequency(term)
    if found is None or found.to:
        return None
    days = {"day": 1, "week": 7, "fortnight": 14}.get(found.unit, 0) * found.period
    if found.unit in ("hour", "minute"):
        length = Fraction(found.period) / (1 if found.unit == "hour" else 60)
        return Frequency(term, hours=length)
    return Frequency(term, found.number if days else 0, Fraction(days), moment=bool(found.moment))


def frequency_terms() -> tuple[str, ...]:
    """Every term of C71113 that is known."""
    hours = [*range(2, 25), 36, 48, 72, 96]
    return (
        *_NAMED, *_IN_ALL, *_UNCOUNTED, *_MOMENTS, *_LONGER, "EVERY WEEK", "QH", "Q45MIN",
        "1 TIME PER WEEK",
        *(f"Q{each}H" for each in hours),
        *(f"Q{each}D" for each in range(3, 8)),
        *(f"Q{each}M" for each in (2, 3, 4, 6)),
        *(f"EVERY {each} WEEKS" for each in (2, 3, 4, 5, 6, 7, 8, 10, 12, 13, 16)),
        *(f"EVERY {each} YEARS" for each in (3, 4, 5, 8, 10)),
        *(f"{each} TIMES PER DAY" for each in range(5, 10)),
        *(f"{each} TIMES PER WEEK" for each in range(2, 8)),
        *(f"{each} TIMES PER MONTH" for each in range(3, 7)),
        *(f"{each} TIMES PER YEAR" for each in range(2, 7)),
        *(f"{each} TIMES PER CYCLE" for each in (2, 3)),
    )  # fmt: skip
