"""Units in codes of UCUM and of HL7, and the units of the language that they are.

>>> (known("[iU]"), known("mg/kg"), known("{tablet}"), known("10*9{particles}"))
(Meant(unit='IU', factor=1), Meant(unit='mg/kg', factor=1), Meant(unit='tablets', factor=1), \
Meant(unit='particles', factor=1000000000))
>>> code("µg"), code("particles"), code("particles/mL")
('ug', '{particles}', '{particles}/mL')

UCUM makes everything in braces the number one, so that tablets and particles would convert; here
what stands in braces is a unit of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from dosecalc import units

UCUM = "http://unitsofmeasure.org"
DRUG_FORMS = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm"

# Codes of UCUM and the names of the table; the first code of a unit is the one that is written.
_CODES = """
kg kg | g g | mg mg | ug ug | ng ng | pg pg
g{protein} g_protein | mg{protein} mg_protein | ug{protein} ug_protein
mol mol | mmol mmol | umol umol | nmol nmol | pmol pmol
nmol{phospholipid} nmol_phospholipid | pmol{phospholipid} pmol_phospholipid
L L | l L | dL dL | dl dL | mL mL | ml mL | uL uL | ul uL
Gy Gy | cGy cGy | mGy mGy | Bq Bq | kBq kBq | MBq MBq | GBq GBq
[iU] IU | [IU] IU | [PFU] PFU | [pfu] PFU | [CFU] CFU | [cfu] CFU | [drp] drop
m2 m2 | cm2 cm2
"""
_THOUSANDS = {"k[iU]": 1000, "k[IU]": 1000, "M[iU]": 10**6, "M[IU]": 10**6}
_NOT = {
    "U": "is UCUM's unit of enzymes, not the international unit `[iU]`",
    "[USP'U]": "is a unit of a pharmacopoeia that nothing converts",
    "1": "counts something that is not named",
    "{dose}": "counts doses, not what is in them",
}
_FORMS = {
    "TAB": "tablet", "ORTAB": "tablet", "CAP": "capsule", "ORCAP": "capsule", "SUPP": "suppository",
    "RECSUPP": "suppository", "PATCH": "patch", "TPATCH": "patch", "DROP": "drop",
    "OPDROP": "drop", "OTDROP": "drop", "NDROP": "drop", "ORDROP": "drop", "PUFF": "puff",
    "SPRY": "spray",
}  # fmt: skip
_POWER = re.compile(r"10[*^]([0-9]{1,2})(?:\.)?(\{.+\})")
_BRACES = re.compile(r"\{([^{}]+)\}")


class Meant(NamedTuple):
    """The unit of the language that a code is, and how many of it one of the code makes."""

    unit: str
    factor: int = 1


@cache
def _by_code() -> Mapping[str, str]:
    pairs = (
        (pair.split()[0], pair.split()[1])
        for line in _CODES.split("\n")
        for pair in line.split("|")
        if pair.strip()
    )
    return MappingProxyType(dict(pairs))


def known(code: str) -> Meant | None:
    """The unit that a code of UCUM means; None for one that the language does not have."""
    parts = code.split("/")
    if len(parts) == 2:
        above, below = known(parts[0]), known(parts[1])
        if above is None or below is None or below.factor != 1 or "/" in above.unit:
            return None
        return Meant(f"{above.unit}/{_one(below.unit)}", above.factor)
    if code in _THOUSANDS:
        return Meant("IU", _THOUSANDS[code])
    power = _POWER.fullmatch(code)
    if power is not None:
        counted = known(power[2])
        return counted and Meant(counted.unit, 10 ** int(power[1]) * counted.factor)
    name = _by_code().get(code)
    if name is not None:
        return Meant(str(units.table()[name]))
    braced = _BRACES.fullmatch(code)
    unit = units.find(braced[1].replace("_", " ").strip()) if braced else None
    return None if unit is None or unit.name in ("m2", "cm2") else _in_braces(unit)


def _in_braces(unit: units.Unit) -> Meant | None:
    """What may stand in braces: what is counted; a mass in braces is a number one to UCUM."""
    has_code = unit.name in _by_code().values() and unit.name not in ("drop", "PFU", "CFU", "IU")
    return None if has_code or units.is_time(unit) else Meant(str(unit))


def _one(unit: str) -> str:
    found = units.find(unit)
    return found.singular if found is not None else unit


def why_not(code: str) -> str:
    """Why a code is no unit of the language."""
    return _NOT.get(code, "is no unit that is known here")


def form(code: str) -> Meant | None:
    """The unit of one of HL7's forms of drugs: `TAB`, `CAP`."""
    name = _FORMS.get(code)
    return None if name is None else Meant(str(units.table()[name]))


@cache
def code(unit: str) -> str | None:
    """The code of UCUM for a unit of the language; None for one that has none."""
    above, line, below = unit.partition("/")
    if line:
        first, second = code(above), code(below)
        return None if first is None or second is None else f"{first}/{second}"
    found = units.find(unit)
    if found is None or found.name == "unstated" or units.is_time(found):
        return None
    written = next((each for each, name in _by_code().items() if name == found.name), None)
    return written or f"{{{found.plural}}}"
