"""Columns of text that fit a width: cells wrap at spaces, East Asian letters count as two."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "  "
NO_BREAK = "\u00a0"
SOFT = "\u202f"  # a space that breaks only where the table cannot do without
_LEAST = 8


def columns_of(text: str) -> int:
    """How many terminal columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken at spaces; a longer word is split."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        while columns_of(word) > width:
            if line:
                lines.append(line)
                line = ""
            cut = 1
            while columns_of(word[: cut + 1]) <= width:
                cut += 1
            lines.append(word[:cut])
            word = word[cut:]
        if not line:
            line = word
        elif columns_of(line) + 1 + columns_of(word) <= width:
            line += " " + word
        else:
            lines.append(line)
            line = word
    lines.append(line)
    return lines


def grid(head: Sequence[str], body: Sequence[Sequence[str]], width: int) -> list[str]:
    """The lines of a table no wider than `width`, its head first and underlined.

    A table without columns has no lines.
    """
    if not head:
        return []
    rows = [tuple(head), *map(tuple, body)]
    widths = [max(columns_of(row[n]) for row in rows) for n in range(len(head))]
    spare = width - len(GAP) * (len(head) - 1)
    whole = [max(_longest_word(row[n]) for row in rows) for n in range(len(head))]
    words = [max(_longest_word(_softened(row[n])) for row in rows) for n in range(len(head))]
    for least in (whole, words, [_LEAST] * len(words)):
        while sum(widths) > spare:
            wide = [n for n in range(len(widths)) if widths[n] > least[n]]
            if not wide:
                break
            widths[max(wide, key=widths.__getitem__)] -= 1
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [
            wrapped(cell if columns_of(cell) <= wide else _softened(cell), wide)
            for cell, wide in zip(row, widths, strict=True)
        ]
        for level in range(max(map(len, cells))):
            parts = [
                _padded(cell[level] if level < len(cell) else "", wide)
                for cell, wide in zip(cells, widths, strict=True)
            ]
            lines.append(GAP.join(parts).rstrip().replace(NO_BREAK, " ").replace(SOFT, " "))
        if number == 0:
            lines.append(GAP.join("─" * wide for wide in widths))
    return lines


def _longest_word(text: str) -> int:
    return max(columns_of(word) for word in text.split(" "))


def _softened(cell: str) -> str:
    return cell.replace(SOFT, " ")


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def listed(items: Sequence[str], width: int, mark: str = "• ") -> list[str]:
    """Items under each other, each wrapped under its mark."""
    lines: list[str] = []
    for item in items:
        first, *rest = wrapped(item, width - len(mark))
        lines.append(mark + first)
        lines.extend(" " * len(mark) + line for line in rest)
    return lines
