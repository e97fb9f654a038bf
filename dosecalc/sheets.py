r"""A table that people keep, as CSV: a header of known columns, then rows, read one at a time.

UTF-8 with or without a byte order mark, any line ends, and commas, semicolons or tabs between
cells, whichever the header shows. A cell knows where it stands, so that a mistake can be shown:

>>> sheet = Sheet(Source("log.csv", "id;start\n001;2.3.2026\n"), ("id", "start"))
>>> start = sheet.column("start", day)
>>> [start(row) for row in sheet.rows()]
[None]
>>> [str(each.span) for each in sheet.diagnostics]
['log.csv:2:5']
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from dosecalc import calls, plain_text, sheet_mistakes
from dosecalc.diagnostics import Diagnostic, Severity, Source, Span, nearest

MOST_LISTED = 100
_LONGEST_NAME, _SHOWN = 200, 60
_SEPARATORS = ",;\t"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORMULA = ("'=", "'+", "'-", "'@")
_TYPE_A_DATE = "dates are written year-month-day, as in `2026-03-02`"

Made = TypeVar("Made")


class Row(NamedTuple):
    """The cells of one row, the line it starts on, counted from 1, and its offset in the text.

    Behind the last column there is an empty cell, which stands for every column left out.
    """

    line: int
    start: int
    cells: list[str]


class Cell(NamedTuple):
    """A cell that is being read: its text without spaces around it, its place, its column."""

    text: str
    span: Span
    column: str
    say: Callable[[Diagnostic], None]


class Unread(Exception):
    """A cell that cannot be read; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


# ------------------------------------------------------------------ files


def read(name: str) -> Source | Diagnostic:
    """The text of a file, `-` being standard input, or why there is none."""
    if name == "-":
        return _standard_input()
    path = Path(name)
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        return _no_such_file(path)
    content = plain_text.read(path)
    return content if isinstance(content, Diagnostic) else _text(name, content)


def _standard_input() -> Source | Diagnostic:
    try:
        content = sys.stdin.read()
    except UnicodeDecodeError:
        return calls.not_text(None, "standard input")
    return _text("standard input", content.replace("\r\n", "\n").replace("\r", "\n"))


def _text(name: str, content: str) -> Source | Diagnostic:
    if "\0" in content:
        return calls.not_text(None, name)
    return Source(name, content.removeprefix("\ufeff"))


def _no_such_file(path: Path) -> Diagnostic:
    try:
        near = nearest(path.name, (each.name for each in path.parent.iterdir()))
    except (OSError, ValueError):
        near = ()
    found = calls.no_such_file(str(path), [str(path.with_name(each)) for each in near])
    return found if near else replace(found, hint="check the name of the file and its folder")


# ------------------------------------------------------------------ tables


class Sheet:
    """A table with its header read; `known` names its columns, and `other` further names of them.

    Names are the same in any letter case, with spaces, underscores or hyphens in them. `errors`
    counts those found so far: a row during which it rises is not sound. Another column than the
    known ones is a mistake, or with `extras` kept in `extra`: its name as written, and its place.
    """

    def __init__(
        self, source: Source, known: Sequence[str],
        other: Mapping[str, str] = MappingProxyType({}), *, extras: bool = False,
    ) -> None:  # fmt: skip
        self.source = source
        self.known = tuple(known)
        self._other = other
        self._found: dict[Diagnostic, None] = {}
        self._counts = dict.fromkeys(Severity, 0)
        self.errors = 0
        self._lines = _Lines(source.text)
        self._separator = _separator(source.text)
        self.places: dict[str, int] = {}
        self.extra: list[tuple[str, int]] = []
        self.head = 0
        self.width = 0
        self._extras = extras
        for row in self._rows():
            self._name_columns(row)
            break

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong, in the order it was found; of many alike the first hundred."""
        return tuple(self._found)

    def say(self, diagnostic: Diagnostic) -> None:
        """Keep a diagnostic of this table."""
        kind = diagnostic.severity
        self._counts[kind] += 1
        self.errors = self._counts[Severity.ERROR]
        count = self._counts[kind]
        if count <= MOST_LISTED:
            self._found[diagnostic] = None
        elif count == MOST_LISTED + 1 and diagnostic.span is not None:
            left = sheet_mistakes.mistakes_left_out(diagnostic.span, MOST_LISTED, kind)
            self._found[left] = None

    def needs(self, *names: str) -> bool:
        """Whether one of these columns is there; said where none is."""
        if any(name in self.places for name in names):
            return True
        stop = self.source.line_extent(1)[1]
        span = Span(self.source, 0, stop)
        self.say(sheet_mistakes.column_missing(span, names, self.known))
        return False

    def column(self, name: str, make: Callable[[Cell], Made]) -> Column[Made]:
        """The cells of a column as values: None for an empty one, and for one that is wrong."""
        return Column(self, name, self.places.get(name, self.width), make)

    def rows(self) -> Iterator[Row]:
        """The rows that are not empty, to the end, or to where there are too many errors."""
        width = self.width
        for row in self._rows():
            cells = row.cells
            if len(cells) > width and any(map(str.strip, cells[width:])):
                over = self.span(row.start, width)
                self.say(sheet_mistakes.cells_left_over(over, width))
                continue
            if len(cells) == width:
                cells.append("")
            else:
                cells[width:] = [""] * (width + 1 - min(width, len(cells)))
            yield row
            if self.errors > MOST_LISTED:
                return

    def span(self, start: int, place: int) -> Span:
        """Where a cell stands, of the row that starts at an offset; spaces and quotes left out."""
        first, stop = _extent(self.source.text, start, self._separator, place)
        return Span(self.source, first, stop)

    def row_span(self, start: int) -> Span:
        """The line on which a row starts."""
        stop = self.source.text.find("\n", start)
        return Span(self.source, start, len(self.source.text) if stop < 0 else stop)

    def _rows(self) -> Iterator[Row]:
        lines, reader = self._lines, self._reader()
        while True:
            start, line = lines.at, lines.number
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self.say(sheet_mistakes.broken_row(self.row_span(start), _why(error)))
                if self.errors > MOST_LISTED:
                    return
                lines.back(start, line)
                next(lines)
                reader = self._reader()
                continue
            if cells and (cells[0] or any(map(str.strip, cells))):
                yield Row(line + 1, start, cells)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(
            self._lines, delimiter=self._separator, skipinitialspace=True, strict=True
        )

    def _name_columns(self, row: Row) -> None:
        self.width = len(row.cells)
        self.head = row.start
        for place, cell in enumerate(row.cells):
            name = " ".join(re.split(r"[\s_-]+", cell.strip().casefold())).strip()
            name = self._other.get(name, name)
            if not name:
                continue
            if name not in self.known and self._extras:
                self.extra.append((cell.strip(), place))
            elif name not in self.known:
                span = self.span(row.start, place)
                self.say(sheet_mistakes.no_such_column(span, cell.strip(), self.known))
            elif name in self.places:
                self.say(sheet_mistakes.column_twice(self.span(row.start, place), name))
            else:
                self.places[name] = place


class Column(Generic[Made]):
    """What the cells of a column mean. A text that comes again is read once."""

    __slots__ = ("_known", "_make", "name", "place", "sheet")

    def __init__(self, sheet: Sheet, name: str, place: int, make: Callable[[Cell], Made]) -> None:
        self.sheet, self.name, self.place = sheet, name, place
        self._make = make
        self._known: dict[str, Made | None] = {"": None}

    def __call__(self, row: Row) -> Made | None:
        text = row.cells[self.place]
        try:
            return self._known[text]
        except KeyError:
            return self._read(text, row)

    def empty(self, row: Row) -> bool:
        """Whether there is nothing in the cell of a row."""
        return not row.cells[self.place].strip()

    def span(self, row: Row) -> Span:
        """Where the cell of a row stands."""
        return self.sheet.span(row.start, self.place)

    def _read(self, text: str, row: Row) -> Made | None:
        bare = text.strip()
        # Our own tables put this sign before what a spreadsheet would run.
        bare = bare[1:] if bare.startswith(_FORMULA) else bare
        if not bare:
            self._known[text] = None
            return None
        try:
            value = self._make(Cell(bare, self.span(row), self.name, self.sheet.say))
        except Unread as error:
            self.sheet.say(error.diagnostic)
            return None
        self._known[text] = value
        return value


# ------------------------------------------------------------------ cells


def words(cell: Cell) -> str:
    """A cell that is any text."""
    return cell.text


def name(cell: Cell) -> str:
    """A cell that is a name, of at most 200 characters."""
    if len(cell.text) > _LONGEST_NAME:
        raise Unread(unread(cell, "a name", f"give it at most {_LONGEST_NAME} characters"))
    return cell.text


def day(cell: Cell) -> date:
    """A cell that is a date: year-month-day, and no year before 1900."""
    try:
        found = date.fromisoformat(cell.text) if _DATE.fullmatch(cell.text) else None
    except ValueError:
        found = None
    if found is None or found.year < 1900:
        raise Unread(unread(cell, "a date", _TYPE_A_DATE))
    return found


def unread(cell: Cell, what: str, hint: str) -> Diagnostic:
    """The diagnostic of a cell that is not what its column holds."""
    shown = cell.text if len(cell.text) <= _SHOWN else f"{cell.text[:_SHOWN]}…"
    return sheet_mistakes.cell_not_understood(cell.span, shown, what, hint)


# ------------------------------------------------------------------ lines and offsets


class _Lines:
    """The lines of a text, its reader knowing at which offset and after how many lines it is."""

    __slots__ = ("at", "number", "text")

    def __init__(self, text: str) -> None:
        self.text, self.at, self.number = text, 0, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        start = self.at
        if start >= len(self.text):
            raise StopIteration
        self.at = self.text.find("\n", start) + 1 or len(self.text)
        self.number += 1
        return self.text[start : self.at]

    def back(self, at: int, number: int) -> None:
        self.at, self.number = at, number


def _separator(text: str) -> str:
    """What the first line that is not empty puts between its cells."""
    head = text.lstrip().partition("\n")[0]
    return max(_SEPARATORS, key=head.count)


def _why(error: csv.Error) -> str:
    """A reason in the words of this program; those of `csv` change from version to version."""
    if "expected after" in str(error):
        return "something follows a closing quotation mark"
    if "limit" in str(error):
        return "a quotation mark is not closed, or a cell is longer than 131,072 characters"
    return "a quotation mark is opened and not closed"


def _extent(text: str, start: int, separator: str, place: int) -> tuple[int, int]:
    """Where the content of a cell starts and stops."""
    at = start
    for _ in range(place):
        _, _, at = _cell(text, at, separator)
        if text[at : at + 1] != separator:
            return at, at
        at += 1
    first, stop, _ = _cell(text, at, separator)
    while stop > first and text[stop - 1].isspace():
        stop -= 1
    return first, stop


def _cell(text: str, at: int, separator: str) -> tuple[int, int, int]:
    """The content of the cell at an offset, from and to, and where the cell stops."""
    while text[at : at + 1] == " ":
        at += 1
    if text[at : at + 1] != '"':
        ends = [text.find(each, at) for each in (separator, "\n")]
        stop = min((end for end in ends if end >= 0), default=len(text))
        return at, stop, stop
    found = re.compile(r'"((?:[^"]|"")*)"?').match(text, at)
    assert found is not None
    return found.start(1), found.end(1), found.end()
