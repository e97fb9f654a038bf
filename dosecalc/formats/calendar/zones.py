r"""VTIMEZONE: when the clocks of a time zone change, for programs that do not know it by its name.

>>> found = vtimezone("Europe/Berlin", date(2026, 3, 2), date(2026, 5, 29)).decode()
>>> print(found.replace("\r", ""))
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:20250330T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251026T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
<BLANKLINE>
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dosecalc.formats.calendar.content_lines import clock, line

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_LAST_YEAR = 9998


class _Clocks(NamedTuple):
    """How the clocks stand: the name and the offset, and whether it is daylight saving time."""

    name: str
    offset: timedelta
    daylight: bool


class _Change(NamedTuple):
    """A change of the clocks; `at` is the time that they show before it."""

    at: datetime
    before: _Clocks
    after: _Clocks


def vtimezone(name: str, first: date, last: date) -> bytes:
    """The changes of a zone from the year before a date to the year of another.

    A rule is given where all changes of a kind follow one, else each change. The times of changes
    are those of the clock before the change (RFC 5545, 3.6.5).
    """
    # `icalendar.Timezone.from_tzid` dates changes to summer time by the clock after them, an hour
    # late (7.3), and gives each change on its own, which not every program reads.
    zone = ZoneInfo(name)
    start = datetime(max(first.year - 1, 1), 1, 1, tzinfo=UTC)
    stop = datetime(min(last.year, _LAST_YEAR) + 1, 1, 1, tzinfo=UTC)
    kinds: dict[tuple[_Clocks, _Clocks], list[datetime]] = {}
    for change in _changes(zone, start, stop):
        kinds.setdefault((change.before, change.after), []).append(change.at)
    pieces = [line("BEGIN", "VTIMEZONE"), line("TZID", name)]
    # Programs read one observance of each kind best; the year before spares a third.
    if all(min(times).year >= first.year for times in kinds.values()):
        here = _clocks(zone, start)
        pieces += _observance(here, here, [start.replace(tzinfo=None)], start.year)
    for (before, after), times in kinds.items():
        pieces += _observance(before, after, times, stop.year - 1)
    return b"".join((*pieces, line("END", "VTIMEZONE")))


def _clocks(zone: ZoneInfo, at: datetime) -> _Clocks:
    here = at.astimezone(zone)
    offset = here.utcoffset()
    assert offset is not None
    return _Clocks(here.tzname() or name_of(offset), offset, bool(here.dst()))


def _changes(zone: ZoneInfo, start: datetime, stop: datetime) -> Iterator[_Change]:
    """Every change in a stretch of time, each found within its day by halving."""
    here = _clocks(zone, start)
    while start < stop:
        then = _clocks(zone, start + _DAY)
        if then != here:
            low, high = start, start + _DAY
            while high - low > _SECOND:
                middle = low + (high - low) // 2 // _SECOND * _SECOND
                low, high = (middle, high) if _clocks(zone, middle) == here else (low, middle)
            yield _Change((high + here.offset).replace(tzinfo=None), here, then)
            here = then
        start += _DAY


def _observance(
    before: _Clocks, after: _Clocks, times: Sequence[datetime], year: int
) -> Iterator[bytes]:
    """One kind of change; a rule that is over before the last year says until when it holds."""
    kind = "DAYLIGHT" if after.daylight else "STANDARD"
    rule = _rule(times)
    if rule and times[-1].year < year:
        rule += f";UNTIL={clock(times[-1] - before.offset)}Z"
    yield line("BEGIN", kind)
    yield line("DTSTART", clock(times[0]))
    if rule is None:
        yield line("RDATE", ",".join(map(clock, times[1:])))
    elif rule:
        yield line("RRULE", rule)
    yield line("TZNAME", after.name)
    yield line("TZOFFSETFROM", name_of(before.offset))
    yield line("TZOFFSETTO", name_of(after.offset))
    yield line("END", kind)


def _rule(times: Sequence[datetime]) -> str | None:
    """The rule that gives exactly these times, year after year; empty for one, None for none."""
    if len(times) == 1:
        return ""
    years = [at.year for at in times]
    alike = {(at.month, at.weekday(), at.time()) for at in times}
    if len(alike) > 1 or years != list(range(years[0], years[0] + len(years))):
        return None
    weekday, month = _WEEKDAYS[times[0].weekday()], times[0].month
    if all((at + 7 * _DAY).month != at.month for at in times):
        return f"FREQ=YEARLY;BYDAY=-1{weekday};BYMONTH={month}"
    weeks = {(at.day - 1) // 7 + 1 for at in times}
    return f"FREQ=YEARLY;BYDAY={weeks.pop()}{weekday};BYMONTH={month}" if len(weeks) == 1 else None


def name_of(offset: timedelta) -> str:
    """An offset from UTC as `+0100`, with its seconds where it has some."""
    sign = "-" if offset < timedelta(0) else "+"
    minutes, seconds = divmod(abs(offset) // _SECOND, 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
