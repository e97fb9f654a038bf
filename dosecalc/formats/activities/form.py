"""A form of the schedule of activities: its name, what it is, the endings of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dosecalc.activities import Activities

Pieces = Iterable[str] | Iterable[bytes]


class Form(NamedTuple):
    """A form; `binary` ones are only written into files."""

    name: str
    about: str
    endings: tuple[str, ...]
    binary: bool = False

    def write(self, activities: Activities, width: int) -> Pieces:
        """The pieces of this form; its module is loaded now. `width` is that of the terminal."""
        module = import_module(f"dosecalc.formats.activities.{self.name}")
        write: Callable[[Activities, int], Pieces] = module.write
        return write(activities, width)
