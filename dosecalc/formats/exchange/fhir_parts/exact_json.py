r"""JSON whose numbers are exact decimals, as FHIR wants them: never a float.

>>> print(written({"value": Fraction(3, 20), "count": 4, "big": Fraction(10**30)}))
{
  "value": 0.15,
  "count": 4,
  "big": 1e30
}
>>> decimal(Fraction(1, 3)) is None
True
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from dosecalc.amounts import number

_DIGITS = 18  # of FHIR's decimals


def decimal(value: Fraction) -> str | None:
    """A number as FHIR writes it, exact; None where no decimal of 18 digits is."""
    if value.denominator == 1 and abs(value.numerator) < 10**_DIGITS:
        return str(value.numerator)
    text = number(value)
    digits = sum(each.isdigit() for each in text.partition("e")[0].lstrip("-0."))
    return None if "/" in text or digits > _DIGITS else text


def written(value: Any, indent: str = "") -> str:
    """A value as JSON, two spaces a level; raises ValueError for a number that is no decimal."""
    if isinstance(value, Fraction):
        text = decimal(value)
        if text is None:
            raise ValueError(f"{number(value)} is no decimal of {_DIGITS} digits")
        return text
    inner = indent + "  "
    if isinstance(value, Mapping) and value:
        rows = [
            f"{inner}{json.dumps(key, ensure_ascii=False)}: {written(each, inner)}"
            for key, each in value.items()
        ]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        rows = [f"{inner}{written(each, inner)}" for each in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    return json.dumps(value, ensure_ascii=False)
