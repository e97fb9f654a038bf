"""Times of the clock on dates, and elapsed time across the changes of the clocks.

A time that does not exist is read with the offset before the gap, so that it comes later by as
much as the clock jumps; of a time that exists twice, the first is meant (RFC 5545, 3.3.5).

>>> from zoneinfo import ZoneInfo
>>> berlin = ZoneInfo("Europe/Berlin")
>>> wall(date(2026, 3, 29), time(2, 30), berlin)
Moment(at=datetime.datetime(2026, 3, 29, 3, 30, tzinfo=zoneinfo.ZoneInfo(key='Europe/Berlin')), \
note='02:30 does not exist on 2026-03-29, 03:30 instead')
>>> start = wall(date(2026, 10, 24), time(20), berlin).at
>>> later(start, 12 * 3600).at.isoformat()
'2026-10-25T07:00:00+01:00'
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple


class Moment(NamedTuple):
    """A date and time, aware where a time zone is known; `note` says how it was resolved."""

    at: datetime
    note: str = ""


def wall(day: date, clock: time, zone: tzinfo | None = None) -> Moment:
    """A time of the clock on a date of the calendar."""
    shown = datetime.combine(day, clock, zone)
    if zone is None:
        return Moment(shown)
    exists = shown.astimezone(UTC).astimezone(zone)
    said = f"{clock:%H:%M}"
    if exists.replace(tzinfo=None) != shown.replace(tzinfo=None):
        return Moment(exists, f"{said} does not exist on {day}, {exists:%H:%M} instead")
    if shown.utcoffset() != shown.replace(fold=1).utcoffset():
        return Moment(shown, f"{said} comes twice on {day}, the first is meant")
    return Moment(shown)


def later(start: datetime, seconds: int) -> Moment:
    """So many elapsed seconds after a moment, on the clock of its time zone."""
    if start.tzinfo is None:
        return Moment(start + timedelta(seconds=seconds))
    return Moment((start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(start.tzinfo))
