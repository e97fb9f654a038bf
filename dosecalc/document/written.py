r"""JSON as text: numbers exact, and each value on one line that fits there.

>>> from decimal import Decimal
>>> print(written({"a": [1, Decimal("1.50"), True], "b": "\u202e", "c": ["word " * 17]}), end="")
{
  "a": [1, 1.50, true],
  "b": "\u202e",
  "c": [
    "word word word word word word word word word word word word word word word word word "
  ]
}
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

_WIDTH, _WIDEST = 96, 21


def written(value: Any, indent: int = 0) -> str:
    """A value as JSON, two spaces a level, ended by a line feed where it is not inside another."""
    return _value(value, indent) + ("" if indent else "\n")


def _value(value: Any, indent: int, taken: int = 0) -> str:
    """A value on a line whose indentation, and then so many characters, are taken."""
    if isinstance(value, dict):
        members = (_member(_text(key), value[key], indent + 2) for key in value)
        return _filled("{", members, "}", indent, taken)
    if isinstance(value, list):
        return _filled("[", (_value(each, indent + 2) for each in value), "]", indent, taken)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return _number(value)
    return json.dumps(value)


def _member(key: str, value: Any, indent: int) -> str:
    return f"{key}: {_value(value, indent, len(key) + 2)}"


def _filled(opened: str, members: Iterable[str], closed: str, indent: int, taken: int) -> str:
    """Members on one line if they fit, else each on a line of its own."""
    found = list(members)
    flat = f"{opened}{', '.join(found)}{closed}"
    if len(flat) + indent + taken < _WIDTH and "\n" not in flat:
        return flat
    line = "\n" + " " * indent
    return f"{opened}{','.join(f'{line}  {each}' for each in found)}{line}{closed}"


def _number(value: int | Decimal) -> str:
    """The digits of a number, or its power of ten where they are many."""
    plain = format(value, "f") if isinstance(value, Decimal) else str(value)
    if len(plain) <= _WIDEST:
        return plain
    return f"{Decimal(value).normalize():e}".replace("e+", "e")


def _text(value: str) -> str:
    """A text between quotes; what cannot be seen is escaped."""
    return json.dumps(value, ensure_ascii=not value.isprintable())
