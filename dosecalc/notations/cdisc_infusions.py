"""How long the administrations of exposure records take, in words."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.notations import cdisc_mistakes
from dosecalc.notations.cdisc_rows import Record
from dosecalc.notations.unreadable import Unreadable

_DAY = 86_400


def over(record: Record, seconds: int | None) -> str:
    """The dose of a record, over so many seconds."""
    return f"{record.dose} over {length(seconds)}" if seconds else record.dose


def over_each(records: Sequence[Record]) -> str:
    """The dose of several records in order, with their lengths.

    Raises `Unreadable` where some have none. The last length stays for all further doses.
    """
    lengths = [lasting(record) for record in records]
    while len(lengths) > 1 and lengths[-1] == lengths[-2]:
        lengths.pop()
    if len(lengths) == 1:
        return over(records[0], lengths[0])
    known = [each for each in lengths if each]
    if len(known) < len(lengths):
        raise Unreadable(cdisc_mistakes.elapsed_unevenly(records[0].spans("dur")))
    unit, each = ("minute", 60) if all(length % 60 == 0 for length in known) else ("second", 1)
    listed = ", ".join(str(length // each) for length in known)
    return f"{records[0].dose} over {listed} {unit}s"


def lasting(record: Record) -> int | None:
    """How long an administration takes, where the row says so."""
    if record.lasting is not None:
        return record.lasting if record.lasting > 0 else None
    start, stop = record.start, record.stop
    if start is None or stop is None or start.second is None or stop.second is None:
        return None
    found = (stop.first - start.first).days * _DAY + stop.second - start.second
    return found if found > 0 else None


def length(seconds: int) -> str:
    """A length of time in the longest unit that it is whole in."""
    for unit, each in (("day", _DAY), ("hour", 3600), ("minute", 60), ("second", 1)):
        if seconds % each == 0:
            count = seconds // each
            return f"{count} {unit}{'s' * (count != 1)}"
    raise AssertionError(seconds)
