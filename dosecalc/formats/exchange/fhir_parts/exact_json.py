r"""JSON whose numbers are exact decimals, as FHIR wants them: never a float.

>>> print(written({"value": Fraction(3, 20), "count": 4, "big": Fraction(10**30)}), end="")
{"value": 0.15, "count": 4, "big": 1e30}
>>> decimal(Fraction(1, 3)) is None
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dosecalc import document
from dosecalc.amounts import number

_DIGITS = 18  # of FHIR's decimals


def decimal(value: Fraction) -> str | None:
    """A number as FHIR writes it, exact; None where no decimal of 18 digits is."""
    if value.denominator == 1 and abs(value.numerator) < 10**_DIGITS:
        return str(value.numerator)
    text = number(value)
    digits = sum(each.isdigit() for each in text.partition("e")[0].lstrip("-0."))
    return None if "/" in text or digits > _DIGITS else text


def written(value: Any) -> str:
    """A value as JSON, ended by a line feed; raises ValueError for a number that is no decimal."""
    return document.written(_decimals(value))


def _decimals(value: Any) -> Any:
    """A value whose fractions are decimals."""
    if isinstance(value, Fraction):
        text = decimal(value)
        if text is None:
            raise ValueError(f"{number(value)} is no decimal of {_DIGITS} digits")
        return Decimal(text)
    if isinstance(value, Mapping):
        return {key: _decimals(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_decimals(each) for each in value]
    return value
