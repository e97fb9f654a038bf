"""What a document says otherwise than its words: each difference with its place.

>>> for each in differences({"a": 1, "c": [True]}, {"a": 1, "b": 2, "c": [1]}):
...     print(each)
Difference(path=('b',), given=ABSENT, meant=2)
Difference(path=('c', 0), given=True, meant=1)
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple


class _Absent:
    """What is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


class Difference(NamedTuple):
    """The keys and places that lead to it, what stands there, and what the words mean there."""

    path: tuple[str | int, ...]
    given: Any
    meant: Any


def differences(given: Any, meant: Any, path: tuple[str | int, ...] = ()) -> Iterator[Difference]:
    """Every place where a value is another one, in the order of what is meant.

    Numbers are equal by their value, so that `1.0` is `1`; keys may stand in any order.
    """
    if isinstance(given, dict) and isinstance(meant, dict):
        for key in [*meant, *(each for each in given if each not in meant)]:
            yield from differences(given.get(key, ABSENT), meant.get(key, ABSENT), (*path, key))
    elif isinstance(given, list) and isinstance(meant, list):
        for place in range(max(len(given), len(meant))):
            one, other = (each[place] if place < len(each) else ABSENT for each in (given, meant))
            yield from differences(one, other, (*path, place))
    elif not _same(given, meant):
        yield Difference(path, given, meant)


def _same(given: Any, meant: Any) -> bool:
    numbers = (int, Decimal)
    if isinstance(given, bool) or isinstance(meant, bool):
        return given is meant
    if isinstance(given, numbers) and isinstance(meant, numbers):
        return given == meant
    return type(given) is type(meant) and bool(given == meant)
