"""The paper of a figure: the title above, quiet lines below, and the room between them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.formats.figures.measure import LEADING, height, held, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

MARGIN = 0.16
TITLE, QUIET = 11.0, 7.5
_TITLE_LINES = 3


class Box(NamedTuple):
    """The free rectangle of a figure, in inches from its lower left corner."""

    figure: Figure
    left: float
    bottom: float
    width: float
    height: float

    def axes(self, left: float, bottom: float, width: float, height: float) -> Axes:
        """Axes at a place in inches from the lower left corner of the box."""
        whole, high = self.figure.get_size_inches()
        return self.figure.add_axes(
            (
                (self.left + left) / whole, (self.bottom + bottom) / high,
                max(width, 0.05) / whole, max(height, 0.05) / high,
            )
        )  # fmt: skip


def sheet(target: Figure | Axes, look: Look, title: str, quiet: Sequence[str] = ()) -> Box | None:
    """Write the title and the quiet lines; the rectangle between them, None for given axes."""
    from matplotlib.figure import Figure

    if not isinstance(target, Figure):
        figure = target.get_figure(root=True)
        shown = target.get_window_extent().width / (figure.dpi if figure else 100.0)
        target.set_title("\n".join(held(title, shown, TITLE, _TITLE_LINES, "bold")))
        return None
    wide, high = (float(each) for each in target.get_size_inches())
    room = wide - 2 * MARGIN
    above = held(title, room, TITLE, _TITLE_LINES, "bold") if title else []
    below = [line for each in quiet for line in wrapped(each, room, QUIET)]
    _write(target, above, MARGIN, high - MARGIN, TITLE, look.ink, "bold")
    bottom = MARGIN + height(len(below), QUIET)
    _write(target, below, MARGIN, bottom, QUIET, look.faint, "normal")
    bottom += 0.06 if below else 0.0
    top = high - MARGIN - height(len(above), TITLE) - (0.06 if above else 0.0)
    return Box(target, MARGIN, bottom, room, top - bottom)


def check_height(box: Box, needed: float) -> None:
    """ValueError, with a height that would do, where the box is too low for what it has to hold."""
    if box.height < needed:
        wide, high = (float(each) for each in box.figure.get_size_inches())
        enough = ceil((high + needed - box.height) * 10) / 10
        raise ValueError(
            f"a figure of {wide:g}x{high:g} inches is too low for what it has to show: "
            f"`--size {wide:g}x{enough:g}` would do"
        )


def around(title: str, quiet: Sequence[str], width: float) -> float:
    """The height that title, quiet lines and margins take on paper of this width."""
    room = width - 2 * MARGIN
    above = held(title, room, TITLE, _TITLE_LINES, "bold") if title else []
    below = [line for each in quiet for line in wrapped(each, room, QUIET)]
    gaps = 0.06 * bool(above) + 0.06 * bool(below)
    return 2 * MARGIN + height(len(above), TITLE) + height(len(below), QUIET) + gaps


def _write(
    figure: Figure, lines: Sequence[str], left: float, top: float, size: float, colour: str,
    weight: str,
) -> None:  # fmt: skip
    wide, high = figure.get_size_inches()
    for number, line in enumerate(lines):
        y = top - number * size * LEADING / 72
        figure.text(
            left / wide, y / high, line, fontsize=size, color=colour, weight=weight, va="top"
        )
