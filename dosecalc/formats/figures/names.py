"""The names of a panel's lines at their ends, as large as they fit above each other."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from dosecalc.formats.figures.hues import marks, mixed
from dosecalc.formats.figures.measure import Weight, extent, height, held
from dosecalc.formats.figures.spread import spread

if TYPE_CHECKING:
    from dosecalc.formats.figures.line import Line
    from dosecalc.formats.figures.panel import Panel, Scale
    from dosecalc.formats.figures.sheet import Box
    from dosecalc.formats.figures.style import Look

NAME, VALUE, SMALLEST = 8.5, 7.5, 6.0
LEADER = 0.26  # inches between the panel and the names
WIDEST = 0.34  # part of the width that names may take
_BEYOND = 0.12  # inches that names may stand out above and below
_AIR = 0.035  # inches between two names
# The size of a name, its lines at most, and whether the amount stands below it.
_FORMS = ((NAME, 2, True), (NAME, 1, True), (NAME, 1, False), (7.0, 1, False), (SMALLEST, 1, False))
_RELAXED = 8  # names that may ask for a higher panel

Written = tuple[str, float, Weight, str]  # a line of text, its size, weight and colour


class Names:
    """The names of the lines of a panel that is so many inches high, beside each other's ends."""

    def __init__(self, panel: Panel, look: Look, width: float, high: float, *, log: bool) -> None:
        self.panel, self.look, self.high = panel, look, high
        entries = _entries(panel, look, log)
        for form in _FORMS:
            self.blocks = [_block(*entry, look, width, form) for entry in entries]
            self.heights = [
                sum(height(1, each[1]) for each in block) + _AIR for block in self.blocks
            ]
            if sum(self.heights) <= high + 2 * _BEYOND:
                break
        self.colours = [entry[2] for entry in entries]

    @property
    def width(self) -> float:
        """The width of the widest."""
        lines = [line for block in self.blocks for line in block]
        return max((extent(text, size, weight) for text, size, weight, _ in lines), default=0.0)

    def write(self, box: Box, scale: Scale, corner: tuple[float, float]) -> None:
        """The names at the heights where their lines end, or near, with leaders to them."""
        ends = [_end(line, scale) * self.high for line in self.panel.lines]
        ends += [0.0] * (len(self.blocks) - len(ends))
        middles = spread(ends, self.heights, -_BEYOND, self.high + _BEYOND)
        left, bottom = box.left + corner[0], box.bottom + corner[1]
        for place, (end, middle) in enumerate(zip(ends, middles, strict=True)):
            _leader(box, left, bottom + end, bottom + middle, self._pale(place))
            top = bottom + middle + (self.heights[place] - _AIR) / 2
            _write(box, self.blocks[place], left + LEADER, top)

    def _pale(self, place: int) -> str:
        return mixed(self.colours[place], self.look.paper, 0.3)


def wanted(panel: Panel, look: Look, width: float, *, log: bool) -> float:
    """The height at which each name is there in full; a few names only may ask for it."""
    names = Names(panel, look, width * WIDEST, inf, log=log)
    return sum(names.heights) if len(names.blocks) <= _RELAXED else 0.0


def _entries(panel: Panel, look: Look, log: bool) -> list[tuple[str, str, str]]:
    """The name, the amount and the colour of each line."""
    found = marks([line.row for line in panel.lines], look)
    entries = [
        (name, line.end, mark.colour)
        for name, line, mark in zip(panel.names, panel.lines, found, strict=True)
    ]
    if panel.resting and not log:
        entries.append((panel.resting, "none", look.faint))
    return entries


def _block(
    name: str, value: str, colour: str, look: Look, width: float, form: tuple[float, int, bool]
) -> list[Written]:
    """The lines of a name, and of its amount where there is room; the amount where no name is."""
    size, most, valued = form
    ink = mixed(colour, look.ink, 0.2)
    if not name:
        return [(each, NAME, "bold", ink) for each in held(value, width, NAME, most, "bold")]
    block: list[Written] = [(x, size, "bold", ink) for x in held(name, width, size, most, "bold")]
    if valued:
        block += [(each, VALUE, "normal", look.faint) for each in held(value, width, VALUE, 2)]
    return block


def _end(line: Line, scale: Scale) -> float:
    """How far up the middle of a line's end is, from 0 to 1."""
    ends = [scale.part(float(part.y[-1])) for part in (line.low, line.high)]
    return ends[0] if line.open else sum(ends) / 2


def _leader(box: Box, left: float, end: float, middle: float, colour: str) -> None:
    from matplotlib.lines import Line2D

    wide, high = box.figure.get_size_inches()
    across = (left + 0.03, left + 0.07, left + LEADER - 0.07, left + LEADER - 0.04)
    up = (end, end, middle, middle)
    x, y = [each / wide for each in across], [each / high for each in up]
    box.figure.add_artist(Line2D(x, y, color=colour, linewidth=0.8))


def _write(box: Box, block: list[Written], left: float, top: float) -> None:
    wide, high = box.figure.get_size_inches()
    for text, size, weight, colour in block:
        box.figure.text(
            left / wide, (top - height(1, size) / 2) / high, text, fontsize=size, weight=weight,
            color=colour, va="center", gid="name",
        )  # fmt: skip
        top -= height(1, size)
