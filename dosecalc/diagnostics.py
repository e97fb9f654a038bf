r"""`error[weight-unknown]`: what is wrong with a text, where, and what to type instead.

>>> text = Source("a.dose", "arm A\n  give 8 mg/kg of trastuzumab on day 1\n")
>>> mistake = Diagnostic(
...     code="weight-unknown",
...     message="`8 mg/kg` needs a body weight, and arm A has none",
...     span=Span(text, 13, 20),
...     label="an amount per kilogram",
...     hint="pass `--assume 'weight = 70 kg'`",
... )
>>> print(full(mistake))
error[weight-unknown]: `8 mg/kg` needs a body weight, and arm A has none
 --> a.dose:2:8
  |
2 |   give 8 mg/kg of trastuzumab on day 1
  |        ^^^^^^^ an amount per kilogram
  = hint: pass `--assume 'weight = 70 kg'`

A mistake in a text is a value, collected in a `Report` and printed by `full`, `concise` or
`as_json`. What a text may do to a terminal (control characters, marks that turn the writing
direction) is shown escaped.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from unicodedata import category, east_asian_width

from dosecalc.value import Value

_SHOWN = 100  # characters of a long line, around the span
_TAB = "    "
_LONGEST_WORD = 100  # nobody mistypes a longer one, and distances take time


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Source(Value):
    """A text, and the name its author knows it by: a path as given, or `phrase`."""

    name: str
    text: str = field(repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        r"""Line and column of an offset, both from 1. Only a line feed ends a line.

        >>> Source("a.dose", "arm A\n  give").position(8)
        (2, 3)
        """
        starts = _line_starts(self)
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_extent(self, line: int) -> tuple[int, int]:
        """Offsets where a line starts and stops, its line feed (and carriage return) left out."""
        starts = _line_starts(self)
        start = starts[line - 1]
        if line == len(starts):
            return start, len(self.text)
        stop = starts[line] - 1
        return start, stop - self.text.endswith("\r", start, stop)


@lru_cache(maxsize=64)
def _line_starts(source: Source) -> tuple[int, ...]:
    text = source.text
    starts = [0]
    while found := text.find("\n", starts[-1]) + 1:
        starts.append(found)
    return tuple(starts)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Span(Value):
    """A part of a text, from `start` to before `stop`, in characters.

    An empty span points between two characters, or at the end. A span outside its text raises
    `ValueError`.

    >>> weekly = Span(Source("phrase", "5 mg weekly"), 5, 11)
    >>> weekly.text, str(weekly)
    ('weekly', 'phrase:1:6')
    """

    source: Source
    start: int
    stop: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.stop <= len(self.source.text):
            length = len(self.source.text)
            raise ValueError(f"no span {self.start} to {self.stop} in a text of {length}")

    @property
    def line(self) -> int:
        """The line it starts on, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The character of the line it starts at, from 1."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.stop]

    def to(self, other: Span) -> Span:
        """The least span that covers both, whichever comes first; `ValueError` for two texts.

        >>> text = Source("phrase", "5 mg weekly")
        >>> Span(text, 0, 1).to(Span(text, 2, 4)).text
        '5 mg'
        """
        if self.source != other.source:
            raise ValueError(f"{self} and {other} are in different texts")
        return Span(self.source, min(self.start, other.start), max(self.stop, other.stop))

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"


class Severity(StrEnum):
    """How much it matters: an error stops the calculation, a warning or a note does not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Diagnostic(Value):
    """One mistake: its code in kebab-case, one line of message, its place, and what to type.

    `label` stands beside the carets under `span`; `other` is the second place that shows the
    mistake, with words of its own.
    """

    code: str
    message: str
    span: Span | None
    label: str = ""
    other: Span | None = None
    other_label: str = ""
    hint: str | None = None
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


class Report:
    """The mistakes found so far, in any order; each is kept once.

    >>> report = Report()
    >>> report.add(Diagnostic(code="no-arm", message="the trial has no arm", span=None))
    >>> report.ok, len(report.errors)
    (False, 1)
    """

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: dict[Diagnostic, None] = {}

    def add(self, diagnostic: Diagnostic) -> None:
        self._found[diagnostic] = None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """By file name, then by place; those without a place first, ties as they were added."""
        return tuple(sorted(self._found, key=_order))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.is_error)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity is Severity.WARNING)

    @property
    def ok(self) -> bool:
        """Whether the calculation may go on: there is no error."""
        return not any(d.is_error for d in self._found)


def _order(d: Diagnostic) -> tuple[str, int, int]:
    return ("", -1, -1) if d.span is None else (d.span.source.name, d.span.start, d.span.stop)


def full(d: Diagnostic) -> str:
    """Several lines for a terminal, without the last line feed: message, source lines, hint.

    Of a span over several lines the first is shown, of a long line the part around the span.
    """
    places = [
        (span, mark, label)
        for span, mark, label in ((d.span, "^", d.label), (d.other, "-", d.other_label))
        if span is not None
    ]
    gutter = " " * max((len(str(span.line)) for span, _, _ in places), default=1)
    lines = [f"{d.severity}[{d.code}]: {visible(d.message)}"]
    for span, mark, label in places:
        shown, indent, width = _excerpt(span)
        lines += (
            f"{gutter}--> {visible(str(span))}",
            f"{gutter} |",
            f"{span.line:>{len(gutter)}} | {shown}".rstrip(),
            f"{gutter} | {' ' * indent}{mark * width} {visible(label)}".rstrip(),
        )
    if d.hint is not None:
        lines.append(f"{gutter} = hint: {visible(d.hint)}")
    return "\n".join(lines)


def concise(d: Diagnostic) -> str:
    """One line: `file:line:column: error[code] message`."""
    place = "" if d.span is None else f"{visible(str(d.span))}: "
    return f"{place}{d.severity}[{d.code}] {visible(d.message)}"


def as_json(d: Diagnostic) -> dict[str, object]:
    """Plain values for `json`; the end is the first character after the span.

    Texts are as they are in the source, unescaped. Without a place, its keys are `None`.
    """
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message,
        **_place(d.span),
        "label": d.label,
        "other": None if d.other is None else {**_place(d.other), "label": d.other_label},
        "hint": d.hint,
    }


def _place(span: Span | None) -> dict[str, object]:
    if span is None:
        return dict.fromkeys(("file", "line", "column", "end_line", "end_column"))
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.stop)
    return {
        "file": span.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def _excerpt(span: Span) -> tuple[str, int, int]:
    """A span's first line as a terminal draws it, the columns before the span, its columns."""
    begin, end = span.source.line_extent(span.line)
    start, stop = min(span.start, end), min(span.stop, end)
    around = max(_SHOWN - (stop - start), _SHOWN // 5)
    first = max(begin, min(start - around // 2, end - _SHOWN))
    last = min(end, first + _SHOWN)
    stop = min(stop, last)
    text = span.source.text
    # A mark that sits on a letter has no column of its own: point at the letter.
    while first < start < stop and _columns(_drawn(text[start])) == 0:
        start -= 1
    before = "…" * (first > begin) + _drawn(text[first:start])
    marked = _drawn(text[start:stop])
    after = _drawn(text[stop:last]) + "…" * (last < end)
    return before + marked + after, _columns(before), max(1, _columns(marked))


def _drawn(text: str) -> str:
    return visible(text.replace("\t", _TAB))


def visible(text: str) -> str:
    r"""A text in which nothing is invisible or moves the cursor: other characters are escaped.

    >>> print(visible("5\u202e mg\n"))
    5\u202e mg\n
    """
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or category(char) == "Zs"
        else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def _columns(text: str) -> int:
    return sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    # The vowels and finals of decomposed Korean join the wide consonant before them.
    if category(char) in ("Mn", "Me") or "\u1160" <= char <= "\u11ff":
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def either(readings: Iterable[str]) -> str:
    """Readings to choose from, as a hint offers them.

    >>> either(["twice a week", "every 2 weeks"])
    '`twice a week` or `every 2 weeks`'
    """
    return " or ".join(f"`{reading}`" for reading in readings)


def nearest(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known words a slip away from `word`, the likeliest first, at most `most`.

    A slip is a character added, lost or replaced, or two neighbours swapped; one for each three
    characters of the word are forgiven (at least one), and case does not count.

    >>> nearest("Dialy", ["daily", "weekly", "day"])
    ('daily',)
    """
    if len(word) > _LONGEST_WORD:
        return ()
    meant = word.casefold()
    allowed = max(len(meant), 3) // 3
    found = []
    for candidate in set(known):
        other = candidate.casefold()
        slips = _slips(meant, other, allowed)
        # A word of which nothing is left is no slip: `U` is not `L`.
        if candidate != word and slips <= allowed and slips < max(len(meant), len(other)):
            found.append((slips, candidate != word, other[:1] != meant[:1], other, candidate))
    return tuple(candidate for *_, candidate in sorted(found)[:most])


def _slips(a: str, b: str, most: int) -> int:
    """The edit distance with swaps of neighbours; where it exceeds `most`, any figure above."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row_before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        following = [i + 1]
        for j, y in enumerate(b):
            slips = min(row[j + 1] + 1, following[j] + 1, row[j] + (x != y))
            if i and j and x == b[j - 1] and y == a[i - 1]:
                slips = min(slips, row_before[j - 1] + 1)
            following.append(slips)
        if min(row) > most and min(following) > most:
            return most + 1
        row_before, row = row, following
    return row[-1]
