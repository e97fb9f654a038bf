"""How much room a text takes, without drawing it: in inches, in the face of the figures."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Weight = Literal["normal", "bold"]
LEADING = 1.32  # from line to line, in sizes of the type
_INCH = 72.0


@lru_cache(maxsize=4096)
def extent(text: str, size: float, weight: Weight = "normal") -> float:
    """The width of one line of text at a size in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    from dosecalc.formats.figures.style import faces

    properties = FontProperties(family=list(faces()), size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, properties, ismath=False)
    return float(width) / _INCH


def height(lines: int, size: float) -> float:
    """The height of so many lines."""
    return lines * size * LEADING / _INCH


def wrapped(text: str, width: float, size: float, weight: Weight = "normal") -> list[str]:
    """The text in lines of at most this width, broken at spaces; a longer word is split."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if extent(longer, size, weight) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while extent(word, size, weight) > width and len(word) > 1:
            cut = _fitting(word, width, size, weight)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line]


def shortened(text: str, width: float, size: float, weight: Weight = "normal") -> str:
    """The text, with an ellipsis where its end does not fit."""
    if extent(text, size, weight) <= width:
        return text
    room = max(width - extent("…", size, weight), 0.0)
    return text[: _fitting(text, room, size, weight)].rstrip(" ,;:") + "…"


def held(text: str, width: float, size: float, most: int, weight: Weight = "normal") -> list[str]:
    """The text in at most so many lines, the last one shortened."""
    lines = wrapped(text, width, size, weight)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), width, size, weight)]


def _fitting(text: str, width: float, size: float, weight: Weight) -> int:
    """How many characters fit, one at least."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if extent(text[:middle], size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    return low
