"""Cells of an event table: exact numbers, kinds of event, units; `.` is an empty cell."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from dosecalc import sheets, units
from dosecalc.diagnostics import either, nearest
from dosecalc.language.lazy import compiled
from dosecalc.sheets import Cell, Unread

EMPTY = frozenset({".", "na"})
_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eEdD][+-]?[0-9]{1,3})?"
_LONGEST, _MOST_POWER = 40, 60
_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "amt": "an amount", "dur": "a duration", "addl": "a number of doses",
        "ss": "0 or 1 for a steady state", "cmt": "a compartment", "evid": "a kind of event",
    }
)  # fmt: skip
_TYPE_A_NUMBER = "type a number, as in `12.5`; a cell without one is empty or `.`"


def figure(cell: Cell) -> Fraction | None:
    """An exact number, None for what stands for none."""
    if cell.text.casefold() in EMPTY:
        return None
    text = cell.text.lower().replace("d", "e")
    mantissa, _, power = text.partition("e")
    is_number = compiled(_NUMBER).fullmatch(cell.text) is not None
    if not is_number or len(mantissa) > _LONGEST or abs(int(power or 0)) > _MOST_POWER:
        raise Unread(sheets.unread(cell, "a number", _TYPE_A_NUMBER))
    return Fraction(f"{mantissa.rstrip('.')}e{power or 0}")


def size(cell: Cell) -> Fraction | None:
    """An amount or a length, 0 or more."""
    found = figure(cell)
    if found is not None and found < 0:
        raise Unread(sheets.unread(cell, _MEANT[cell.column], "type 0 or more"))
    return found


def rate(cell: Cell) -> Fraction | None:
    """A rate; -1 and -2 leave the rate or the duration to a model."""
    found = figure(cell)
    if found is not None and found < 0 and found not in (-1, -2):
        raise Unread(
            sheets.unread(cell, "a rate", "type 0 or more, or -1 or -2 for a modelled one")
        )
    return found


def count(cell: Cell) -> int | None:
    """A whole number, 0 or more."""
    found = figure(cell)
    if found is not None and (found < 0 or found.denominator > 1):
        raise Unread(sheets.unread(cell, _MEANT[cell.column], "type a whole number, 0 or more"))
    return None if found is None else int(found)


def evid(cell: Cell) -> int | None:
    """A kind of event, from 0 to 4."""
    found = count(cell)
    if found is not None and found > 4:
        hint = "EVID is 0 (observation), 1 (dose), 2 (other), 3 (reset) or 4 (reset and dose)"
        raise Unread(sheets.unread(cell, "a kind of event", hint))
    return found


def name(cell: Cell) -> str | None:
    """A name as it stands."""
    return None if cell.text.casefold() in EMPTY else sheets.name(cell)


def compartment(cell: Cell) -> str | None:
    """A compartment by its number, as a route; a name as it stands. 0 is the usual one."""
    text = name(cell)
    if text is None or not compiled(_NUMBER).fullmatch(text):
        return text
    found = count(cell)
    return f"compartment {found}" if found else None


def unit(cell: Cell) -> str | None:
    """A unit of the table of units, by its name."""
    if cell.text.casefold() in EMPTY:
        return None
    found = units.typed(cell.text)
    if found is None:
        close = nearest(cell.text, units.table())
        hint = f"did you mean {either(close)}?" if close else "`dosecalc words units` lists them"
        raise Unread(sheets.unread(cell, "a unit", hint))
    return found.name
