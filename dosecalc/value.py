"""The common ground of frozen values: how they compare and print, said once for all of them.

`@dataclass` can write these methods into every class, and takes a third of its time to do so; with
forty classes to make, that would be felt at each start of the command line.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any


@cache
def _fields(kind: Any, compared: bool) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.compare or not compared)


def _names(value: Value, compared: bool) -> tuple[str, ...]:
    """The fields of a value, or those of them that are compared."""
    kind: Any = value.__class__
    return _fields(kind, compared)


class Value:
    """A base for frozen dataclasses: two are equal if class and compared fields are.

    >>> from dosecalc.amounts import just
    >>> just(3) == just(3), just(3) == just(4), len({just(3), just(3)})
    (True, False, 1)
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        names = _names(self, compared=True)
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        names = _names(self, compared=True)
        return hash((self.__class__, *(getattr(self, name) for name in names)))

    def __repr__(self) -> str:
        names = _names(self, compared=False)
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"
