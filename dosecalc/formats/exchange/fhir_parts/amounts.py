"""Amounts and lengths of time as quantities of FHIR."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dosecalc.days import Length
from dosecalc.formats.exchange.fhir_parts.exact_json import decimal
from dosecalc.notations.fhir_parts import codes, ucum
from dosecalc.units import Unit

Json = dict[str, Any]
_CODES = {word: code for code, word in codes.UNITS_OF_TIME.items()}


def quantity(value: Fraction, unit: Unit) -> Json | None:
    """A figure with its unit in words and in UCUM; None where no decimal is exact."""
    if decimal(value) is None:
        return None
    if unit.name == "unstated":
        return {"value": value}
    code = ucum.code(str(unit))
    if code is None:
        return {"value": value, "unit": str(unit)}
    return {"value": value, "unit": str(unit), "system": ucum.UCUM, "code": code}


def amount(low: Fraction, high: Fraction | None, unit: Unit) -> Json | None:
    """A dose, or a range of doses, of FHIR; None where it cannot be exact."""
    if low == high:
        exact = quantity(low, unit)
        return None if exact is None else {"doseQuantity": exact}
    ends = {"low": quantity(low, unit) if low or high is None else {}}
    if high is not None:
        ends["high"] = quantity(high, unit)
    if None in ends.values():
        return None
    return {"doseRange": {key: end for key, end in ends.items() if end}}


def unit_of_time(length: Length) -> tuple[Fraction, Fraction | None, str]:
    """The ends of a length and FHIR's unit for it; two weeks for a fortnight."""
    if length.unit == "fortnight":
        return length.low * 2, length.high and length.high * 2, "wk"
    return length.low, length.high, _CODES[length.unit]


def duration(value: Fraction, code: str) -> Json:
    """A length of time of FHIR."""
    return {"value": value, "unit": _word(value, code), "system": ucum.UCUM, "code": code}


def _word(value: Fraction, code: str) -> str:
    return codes.UNITS_OF_TIME[code] + "s" * (value != 1)


def seconds(value: Fraction) -> tuple[Fraction, str]:
    """Seconds in the largest unit of FHIR in which they are a whole number.

    >>> seconds(Fraction(7 * 86400)), seconds(Fraction(5400))
    ((Fraction(1, 1), 'wk'), (Fraction(90, 1), 'min'))
    """
    for code in ("wk", "d", "h", "min"):
        if (value / codes.SECONDS_OF[code]).denominator == 1:
            return value / codes.SECONDS_OF[code], code
    return value, "s"
