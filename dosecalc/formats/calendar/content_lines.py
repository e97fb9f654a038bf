r"""Lines of RFC 5545: texts escaped, dates and times as it writes them, lines folded at 75 octets.

>>> line("SUMMARY", escaped("dose 1; 5 mg, by mouth"))
b'SUMMARY:dose 1\\; 5 mg\\, by mouth\r\n'
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_MOST = 75


def escaped(text: str) -> str:
    r"""A text as the value of a property (3.3.11); line breaks of any kind become `\n`.

    >>> print(escaped("a,b;c" + chr(92) + chr(13) + chr(10) + "d"))
    a\,b\;c\\\nd
    """
    found = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return found.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def line(name: str, value: str) -> bytes:
    """A content line: a name with its parameters, and a value that is written as it stands."""
    return folded(f"{name}:{value}".encode()) + b"\r\n"


def folded(content: bytes) -> bytes:
    r"""A line in pieces of at most 75 octets, each a space and a break behind the one before.

    No character is split, and neither is an escape: a reader that unfolds after it has unescaped
    still finds it. Without its break, and without the space, a piece has at most 74 octets.

    >>> folded(b"x" * 80)[70:]
    b'xxxx\r\n xxxxxx'
    """
    most = _MOST - 1
    if len(content) <= most:
        return content
    pieces = []
    start, length = 0, len(content)
    while length - start > most:
        stop = start + most
        while content[stop] & 0xC0 == 0x80:
            stop -= 1
        if content[stop - 1] in b"\\^":
            stop -= 1
        pieces.append(content[start:stop])
        start = stop
    pieces.append(content[start:])
    return b"\r\n ".join(pieces)


def day(value: date) -> str:
    """A date as `20260302`."""
    return f"{value.year:04}{value.month:02}{value.day:02}"


def clock(value: datetime) -> str:
    """A date and time of the clock as `20260302T080000`."""
    return f"{day(value)}T{value.hour:02}{value.minute:02}{value.second:02}"


def instant(value: datetime) -> str:
    """A moment in UTC as `20260302T070000Z`; it has to be aware."""
    return clock(value.astimezone(UTC)) + "Z"


def before(length: timedelta) -> str:
    """A length of time back from a start, as `-P1DT2H` (3.3.6).

    >>> before(timedelta(days=1, hours=2)), before(timedelta(0))
    ('-P1DT2H', 'P0D')
    """
    hours, seconds = divmod(length.seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    parts = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    time = "".join(f"{count}{unit}" for count, unit in parts if count)
    days = f"{length.days}D" if length.days else ""
    if not (days or time):
        return "P0D"
    return f"-P{days}" + (f"T{time}" if time else "")
