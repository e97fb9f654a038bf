"""One panel of a chart: lines, bands and doses, each line named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dosecalc.days import DayCount
from dosecalc.formats.figures import axis, strokes
from dosecalc.formats.figures.hues import marks
from dosecalc.formats.figures.kind import Options
from dosecalc.formats.figures.line import Line
from dosecalc.formats.figures.measure import height as height_of
from dosecalc.formats.figures.measure import shortened
from dosecalc.formats.figures.names import LEADER, NAME, SMALLEST, WIDEST, Names, wanted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from dosecalc.formats.figures.measure import Weight
    from dosecalc.formats.figures.sheet import Box
    from dosecalc.formats.figures.style import Look

Place = tuple[float, float, float, float]  # left, bottom, width, height in inches within a box
_BELOW, _YEAR = 0.42, 0.14  # inches for the labels and the title of the axis of time
_ALONE, _SHARED, _LEAST = 2.4, 1.55, 0.55  # inches of the lines: alone, with others, at least


class Panel(NamedTuple):
    """Lines that can share an axis of amounts, with the names that tell them apart.

    `resting` names the rows without any amount, `end` the figure at the ends of lines; `days` is
    None where trials number their days in two ways; `first` and `last` are days after the start of
    day 1; a logarithmic axis does not go below `floor` times the greatest amount of a line.
    """

    what: str
    title: str
    lines: tuple[Line, ...]
    names: tuple[str, ...]
    resting: str
    trials: tuple[str, ...]
    days: DayCount | None
    first: float
    last: float
    end: str = "total"
    floor: float = 0.0

    @property
    def hours(self) -> bool:
        """Whether anything happens at a time of day."""
        return any(line.clock for line in self.lines)


class Scale(NamedTuple):
    """An axis of amounts: its ends, its labelled places, and whether it is logarithmic."""

    low: float
    high: float
    places: list[float]
    log: bool

    def part(self, value: float) -> float:
        """How far up the axis an amount stands, from 0 to 1."""
        if self.log:
            value = max(value, self.low)
            whole = np.log10(self.high / self.low)
            return float(np.clip(np.log10(value / self.low) / whole, 0, 1))
        return float(np.clip((value - self.low) / (self.high - self.low), 0, 1))


def scale(panel: Panel, log: bool, count: int = 5) -> Scale:
    """The axis of amounts that holds the lines of a panel."""
    lines = panel.lines
    most = max((line.greatest() for line in lines), default=0.0)
    if log and most > 0:
        least = min(filter(None, (_least(line, panel.floor) for line in lines)))
        low = 10 ** np.floor(np.log10(least) + 1e-9) if most / least > 8 else least / 1.6
        return Scale(float(low), most * 1.35, axis.log_places(float(low), most * 1.35), True)
    high = (most or 1.0) * 1.06
    return Scale(0.0, high, axis.linear_places(most, count), False)


def _least(line: Line, floor: float) -> float:
    """The least amount above 0 that a line has, or that is worth showing."""
    parts = [part.y[(part.y > 0) & np.isfinite(part.y)] for part in (line.low, line.high)]
    ends = [float(part.min()) for part in parts if len(part)]
    return max(min(ends), line.greatest() * floor) if ends else 0.0


def window(panel: Panel) -> tuple[float, float]:
    """The first and the last time that is shown, with a little room for the first marker."""
    return panel.first - 0.015 * (panel.last - panel.first), panel.last


# ------------------------------------------------------------------ drawing


def height(panel: Panel, look: Look, width: float, options: Options, *, alone: bool) -> float:
    """The height at which a panel can be read well."""
    names = wanted(panel, look, width, log=options.log)
    inner = max(_ALONE if alone else _SHARED, 0.17 * len(panel.lines), names)
    return inner + _below(options) + _above(panel)


def least(panel: Panel, options: Options) -> float:
    """The height below which names and ticks do not fit any more."""
    names = len(panel.lines) + bool(panel.resting)
    return max(_LEAST, height_of(names, SMALLEST)) + _below(options) + _above(panel)


def _below(options: Options) -> float:
    return _BELOW + (_YEAR if options.x == "date" else 0.0)


def _above(panel: Panel) -> float:
    return height_of(1, NAME) * (1 + bool(panel.title)) + 0.1


def margins(
    panels: Sequence[Panel], look: Look, width: float, high: float, options: Options
) -> tuple[float, float]:
    """The inches to the left and the right that panels under each other need, about so high."""
    left = [axis.width_of(_scale(each, high, options).places) + 0.1 for each in panels]
    inner = max(high - _BELOW, 0.3)
    right = [Names(x, look, width * WIDEST, inner, log=options.log).width for x in panels]
    return max(left, default=0.0), max(right, default=0.0) + LEADER


def _scale(panel: Panel, inner: float, options: Options) -> Scale:
    return scale(panel, options.log, max(2, min(5, int(inner / 0.34))))


def draw(
    panel: Panel, box: Box, place: Place, look: Look, options: Options,
    margins: tuple[float, float],
) -> None:  # fmt: skip
    """A panel with its titles above, and its lines' names to the right."""
    left, bottom, width, high = place
    inner = max(high - _below(options) - _above(panel), 0.3)
    found = _scale(panel, inner, options)
    names = Names(panel, look, width * WIDEST, inner, log=options.log)
    start = max(margins[0], axis.width_of(found.places) + 0.1)
    right = max(margins[1], names.width + LEADER)
    across = max(width - start - right, 0.5)
    low = bottom + _below(options)
    axes = box.axes(left + start, low, across, inner)
    _titles(panel, box, (left, bottom + high), look, width)
    paint(axes, panel, found, look, options, (across, inner))
    names.write(box, found, (left + start + across, low))


def paint(
    axes: Axes, panel: Panel, found: Scale, look: Look, options: Options,
    inches: tuple[float, float], *, titled: bool = True,
) -> None:  # fmt: skip
    """The lines within the axes, and the axes themselves."""
    first, last = window(panel)
    if found.log:
        axes.set_yscale("log")
    axes.set_ylim(found.low, found.high)
    axis.amount(axes.yaxis, found.places)
    axis.time(
        axes, options, panel.days or DayCount(True), first, last, inches[0],
        titled=titled, hours=panel.hours,
    )  # fmt: skip
    if panel.days is None and titled and options.x == "days":
        axes.set_xlabel("days after the first day")
    axes.grid(visible=False, axis="x")
    axes.tick_params(length=3, width=0.8)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    strokes.draw(axes, panel, found, look, (first, last), inches)


def _titles(panel: Panel, box: Box, corner: tuple[float, float], look: Look, width: float) -> None:
    wide, high = box.figure.get_size_inches()
    left, top = box.left + corner[0], box.bottom + corner[1]
    parts: tuple[tuple[str, float, Weight, str], ...] = (
        (panel.title, NAME + 0.5, "bold", look.ink), (panel.what, NAME, "normal", look.faint),
    )  # fmt: skip
    for text, size, weight, colour in parts:
        if text:
            box.figure.text(
                left / wide, top / high, shortened(text, width, size, weight), fontsize=size,
                weight=weight, color=colour, va="top",
            )  # fmt: skip
            top -= height_of(1, NAME)


def into_axes(panel: Panel, axes: Axes, look: Look, options: Options) -> None:
    """A panel in axes of the caller's, with a legend."""
    from matplotlib.lines import Line2D

    figure = axes.get_figure(root=True)
    extent, dots = axes.get_window_extent(), figure.dpi if figure else 100.0
    inches = extent.width / dots, extent.height / dots
    paint(axes, panel, scale(panel, options.log), look, options, inches)
    axes.set_ylabel(panel.what)
    found = marks([line.row for line in panel.lines], look)
    handles = [
        Line2D(
            [], [], color=mark.colour, marker=mark.marker, markersize=strokes.MARKER,
            linestyle=strokes.ASSUMED if line.assumed else "-", label=name or line.end,
        )
        for mark, line, name in zip(found, panel.lines, panel.names, strict=True)
    ]  # fmt: skip
    if panel.resting and not options.log:
        handles.append(Line2D([], [], color=look.faint, label=f"{panel.resting}: none"))
    if len(handles) > 1:
        axes.legend(handles=handles, frameon=False, fontsize=NAME)
