"""Many lines as small panels beside each other, one a line, on one scale where that shows them."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from dosecalc.days import DayCount
from dosecalc.formats.figures import axis
from dosecalc.formats.figures.kind import Options
from dosecalc.formats.figures.measure import Weight, shortened
from dosecalc.formats.figures.measure import height as height_of
from dosecalc.formats.figures.names import NAME, VALUE
from dosecalc.formats.figures.panel import Panel, Place, Scale, paint, scale, window

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from dosecalc.formats.figures.sheet import Box
    from dosecalc.formats.figures.style import Look

_CELL, _HIGH = 1.7, 1.22  # inches of a small panel
_ABOVE, _BELOW, _APART, _FOOT = 0.24, 0.36, 0.14, 0.16
_SPREAD = 40  # times that the ends of lines may differ before each has a scale of its own


def columns(width: float) -> int:
    """How many small panels stand beside each other."""
    return max(2, round(width / _CELL))


def height(panel: Panel, width: float) -> float:
    """The height of all of them together."""
    return ceil(len(panel.lines) / columns(width)) * _HIGH + _ABOVE + _BELOW


def draw(panel: Panel, box: Box, place: Place, look: Look, options: Options) -> None:
    """A small panel for each line, named above it."""
    left, bottom, width, high = place
    across = columns(width)
    rows = ceil(len(panel.lines) / across)
    scales, shared = _scales(panel, options)
    label = max(axis.width_of(each.places) for each in scales) + 0.08
    start, pad = (label, 0.0) if shared else (0.0, label)
    wide, tall = (width - start) / across, (high - _ABOVE - _BELOW) / rows
    head = height_of(1, NAME) + height_of(1, VALUE) + 0.05
    what = f"{panel.what}, {panel.end} below each name"
    if not shared:
        what += ", each on a scale of its own"
    _write(box, what, (left, bottom + high), NAME, "normal", look.faint, width)
    for number, line in enumerate(panel.lines):
        row, column = divmod(number, across)
        x = left + start + column * wide
        y = bottom + _BELOW + (rows - 1 - row) * tall
        inner = wide - pad - _APART
        up = tall - head - _FOOT
        axes = box.axes(x + pad, y + _FOOT, inner, up)
        one = panel._replace(lines=(line,), names=("",), resting="")
        paint(axes, one, scales[number], look, options, (inner, up), titled=False)
        last = number + across >= len(panel.lines)
        _bare(axes, first=column == 0 or not shared, last=last)
        top = (x, y + tall - 0.02)
        _write(box, panel.names[number], top, VALUE + 0.5, "bold", look.ink, wide - _APART)
        below = (x, top[1] - height_of(1, NAME))
        _write(box, line.amount, below, VALUE - 0.5, "normal", look.faint, wide - _APART)
    title = axis.time_ticks(options, panel.days or DayCount(True), *window(panel), width).title
    _write(box, title, (left + start, bottom + 0.18), NAME, "normal", look.ink, width)


def _scales(panel: Panel, options: Options) -> tuple[list[Scale], bool]:
    """The scale of each line; one for all where the smallest of them can be seen on it."""
    ends = [line.greatest() for line in panel.lines]
    if options.log or max(ends) <= _SPREAD * min(ends):
        return [scale(panel, options.log, 3)] * len(ends), True
    return [scale(panel._replace(lines=(line,)), options.log, 3) for line in panel.lines], False


def _bare(axes: Axes, *, first: bool, last: bool) -> None:
    """Small labels, and only where no neighbour has them."""
    axes.tick_params(labelsize=7.5, labelleft=first, labelbottom=last)


def _write(
    box: Box, text: str, corner: tuple[float, float], size: float, weight: Weight, colour: str,
    width: float,
) -> None:  # fmt: skip
    wide, high = box.figure.get_size_inches()
    x, y = (box.left + corner[0]) / wide, (box.bottom + corner[1]) / high
    text = shortened(text, width, size, weight)
    box.figure.text(x, y, text, fontsize=size, weight=weight, color=colour, va="top")
