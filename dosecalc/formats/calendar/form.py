"""A form of a calendar: its name, what it is, the endings of its files, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dosecalc.calendars import Calendar
    from dosecalc.diagnostics import Diagnostic

Pieces = Iterable[str] | Iterable[bytes]


class Options(NamedTuple):
    """What a caller may want of a form: `windows` as events of their own, `reminders` so long
    before, `width` in columns of the terminal, only a `summary` of a whole trial.
    """

    windows: bool = False
    reminders: tuple[timedelta, ...] = ()
    width: int = 100
    summary: bool = False


class Form(NamedTuple):
    """A form; `binary` ones are only written into files."""

    name: str
    about: str
    endings: tuple[str, ...]
    binary: bool = False
    module: str = ""

    def write(self, calendar: Calendar, options: Options) -> Pieces:
        """The pieces of a calendar in this form; its module is loaded now.

        Raises ValueError, before the first piece, for more than the form can hold.
        """
        module = import_module(f"dosecalc.formats.calendar.{self.module or self.name}")
        write: Callable[[Calendar, Options], Pieces] = module.write
        return write(calendar, options)

    def said(self, calendar: Calendar, options: Options) -> tuple[Diagnostic, ...]:
        """What this form leaves out of a calendar or changes; most hold everything."""
        module = import_module(f"dosecalc.formats.calendar.{self.module or self.name}")
        said: Callable[[Calendar, Options], Iterable[Diagnostic]] | None
        said = getattr(module, "said", None)
        return tuple(said(calendar, options)) if said else ()
