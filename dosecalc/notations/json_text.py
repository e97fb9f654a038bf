r"""JSON as it comes, value by value, with the place of everything that is wrong.

>>> from dosecalc.notations import Content
>>> handed = Content.of_text('{"studies": [{"id": 1}, {"id": 2.50}]}', "list.json")
>>> [(each.pointer, each.value) for each in values(handed, below="studies")]
[('/studies/0', {'id': 1}), ('/studies/1', {'id': Decimal('2.50')})]
>>> list(values(Content.of_text('{"a": 1, "a": 2}', "a.json")))
Traceback (most recent call last):
    ...
dosecalc.notations.unreadable.Unreadable: `a.json` holds the key `a` twice in one object, at `/a`

Numbers are exact: integers as `int`, all others as `Decimal` with the digits that are written. Only
what JSON allows is read: no `NaN`, no key twice, nothing behind the end. Several values one after
another, as in bulk exports with one a line, are read one after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO, NamedTuple

from dosecalc import calls
from dosecalc.notations import json_mistakes
from dosecalc.notations.content import Content
from dosecalc.notations.unreadable import Unreadable

_DEEPEST, _LONGEST_NUMBER, _LONGEST_VALUE, _CHUNK = 100, 1_000, 16_000_000, 65_536
_DIGITS = re.compile(rb"[0-9]{%d}" % _LONGEST_NUMBER)
_STARTS, _ENDS = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})


class Value(NamedTuple):
    """A value and its JSON pointer (RFC 6901), empty for the whole document."""

    pointer: str
    value: Any


def values(content: Content, below: str = "") -> Iterator[Value]:
    """The values of a document: the elements of its array, or of the array under the key `below`.

    A document that is neither is one value. Raises `Unreadable` where reading stops; what came
    before has been read.
    """
    import ijson

    builder = _Builder(content.name, below)
    try:
        with content.open() as file:
            guarded = _Guarded(file, content.name)
            events = ijson.basic_parse(
                guarded, use_float=False, multiple_values=True, buf_size=_CHUNK
            )
            for event, value in events:
                found = builder.event(event, value)
                if found is not None:
                    yield found
    except ijson.JSONError as error:
        raise Unreadable(
            json_mistakes.not_json(content.name, builder.pointer, _why(error))
        ) from None
    except (InvalidOperation, ValueError, OverflowError):
        raise Unreadable(json_mistakes.json_too_long(content.name, builder.pointer)) from None
    except OSError as error:
        raise Unreadable(
            calls.unreadable_file(content.name, error.strerror or "it cannot be opened")
        ) from None
    if builder.empty:
        raise Unreadable(json_mistakes.not_json(content.name, "", "it is empty"))


def child(pointer: str, key: str | int) -> str:
    """The pointer of a member or an element: `~` and `/` are escaped.

    >>> child("/a", "b/c"), child("", 0)
    ('/a/b~1c', '/0')
    """
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def _why(error: Exception) -> str:
    """The first line of what the parser says, without its drawing of the place."""
    said = error.args[0] if error.args else ""
    whole = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    text = (whole.splitlines() or [""])[0].strip().rstrip(".")
    text = text.removeprefix("parse error: ").removeprefix("lexical error: ")
    return "it ends too early" if text in ("", "premature EOF") else text


class _Guarded:
    """A file whose numbers and texts are not longer than any that people write."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.file, self.name, self.run, self.first = file, name, 0, True
        self.before = b""

    def read(self, size: int = _CHUNK) -> bytes:
        chunk = self.file.read(size)
        if self.first and size:
            self.first, chunk = False, chunk.removeprefix(b"\xef\xbb\xbf") or self.file.read(size)
        last = max(chunk.rfind(b'"'), chunk.rfind(b","), chunk.rfind(b"\n"))
        self.run = self.run + len(chunk) if last < 0 else len(chunk) - last
        # A number of more digits than Python reads would end the process in the parser.
        long = _DIGITS.search(self.before + chunk)
        self.before = chunk[-_LONGEST_NUMBER:]
        if self.run > _LONGEST_VALUE or long is not None:
            raise Unreadable(json_mistakes.json_too_long(self.name, ""))
        return chunk


class _Frame:
    """An object or array that is being read; `parted` gives its elements away one by one."""

    __slots__ = ("key", "made", "parted")

    def __init__(self, made: dict[str, Any] | list[Any], parted: bool) -> None:
        self.made, self.parted = made, parted
        self.key: str | int | None = 0 if isinstance(made, list) else None


class _Builder:
    """Builds values from events; knows where it is."""

    def __init__(self, name: str, below: str) -> None:
        self.name, self.below = name, below
        self.frames: list[_Frame] = []
        self.gave = False
        self.empty = True

    @property
    def pointer(self) -> str:
        found = ""
        for frame in self.frames:
            found = child(found, frame.key) if frame.key is not None else found
        return found

    def event(self, event: str, value: Any) -> Value | None:
        """Take an event; the value that it completes, if that one is given away."""
        self.empty = False
        if event in _STARTS:
            self._open(event)
            return None
        if event == "map_key":
            self._key(value)
            return None
        if event in _ENDS:
            return self._close()
        return self._put(self._scalar(value))

    def _open(self, event: str) -> None:
        if len(self.frames) >= _DEEPEST:
            raise Unreadable(json_mistakes.json_too_deep(self.name, _DEEPEST))
        if event == "start_map":
            self.frames.append(_Frame({}, False))
            return
        under = len(self.frames) == 1 and self.below and self.frames[0].key == self.below
        self.frames.append(_Frame([], not self.frames or bool(under)))

    def _key(self, key: str) -> None:
        frame = self.frames[-1]
        assert isinstance(frame.made, dict)
        frame.key = key
        if key in frame.made:
            raise Unreadable(json_mistakes.key_twice(self.name, self.pointer, key))

    def _scalar(self, value: Any) -> Any:
        if isinstance(value, Decimal) and (
            not value.is_finite() or abs(value.adjusted()) > _LONGEST_NUMBER
        ):
            raise Unreadable(json_mistakes.json_too_long(self.name, self.pointer))
        return value

    def _close(self) -> Value | None:
        frame = self.frames.pop()
        if frame.parted:
            self.gave = True
            if not self.frames:
                return None
            self._put([])
            return None
        if not self.frames and self.gave and isinstance(frame.made, dict) and self.below:
            return None
        return self._put(frame.made)

    def _put(self, value: Any) -> Value | None:
        if not self.frames:
            return Value("", value)
        frame = self.frames[-1]
        if isinstance(frame.made, dict):
            frame.made[str(frame.key)] = value
            return None
        found = Value(self.pointer, value) if frame.parted else None
        if found is None:
            frame.made.append(value)
        assert isinstance(frame.key, int)
        frame.key += 1
        return found
