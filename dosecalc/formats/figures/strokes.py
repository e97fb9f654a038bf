"""What is drawn within a panel: steps and curves, bands between bounds, a marker for each dose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dosecalc.formats.figures.hues import Mark, marks, mixed
from dosecalc.formats.figures.line import Floats, Line, Path, continued, seen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from dosecalc.formats.figures.panel import Panel, Scale
    from dosecalc.formats.figures.style import Look

ASSUMED = (0, (4.5, 1.8))
MARKER, _SMALL = 3.8, 3.0
_EXACT, _BOUND = 1.8, 1.1  # points
_PALE = 0.6  # how far the gaps of a dashed line go towards the paper
_BAND, _FADES, _FADE = 0.15, 6, 0.022  # strength; strips of an open band, parts of the axis
_UNDER = 1.6  # points by which a line is wider for each line that covers it
_APART, _SPARSE = 0.085, 0.2  # inches between markers that do not touch; between thinned ones
_FEW = 6  # lines with markers of full size
_LOOKED_AT = 240  # times at which lines are compared
_DOTS_PER_INCH = 200


def draw(
    axes: Axes, panel: Panel, scale: Scale, look: Look, ends: tuple[float, float],
    inches: tuple[float, float],
) -> None:  # fmt: skip
    """All lines of a panel, from one end of its time to the other."""
    if panel.resting and not scale.log:
        axes.plot(ends, [0, 0], color=look.faint, linewidth=1.6, clip_on=False, zorder=3)
    found = marks([line.row for line in panel.lines], look)
    lines = [_within(line, ends, inches[0]) for line in panel.lines]
    for line, mark, extra in zip(lines, found, _covered(lines, ends), strict=True):
        _stroke(axes, line, mark, scale, look, extra)
    for line, mark in zip(lines, found, strict=True):
        size = MARKER if len(lines) <= _FEW else _SMALL
        _doses(axes, thinned(line.doses, scale, ends, inches), mark, look, size)


def _within(line: Line, ends: tuple[float, float], across: float) -> Line:
    """The line up to the right edge, with the corners that show."""
    columns = max(200, int(across * _DOTS_PER_INCH))
    low, high = (seen(continued(x, ends[1]), *ends, columns) for x in (line.low, line.high))
    return line._replace(low=low, high=high)


def _stroke(axes: Axes, line: Line, mark: Mark, scale: Scale, look: Look, extra: float) -> None:
    dashes = ASSUMED if line.assumed else "-"
    bounds = [line.low] if line.exact or line.open else [line.low, line.high]
    width = _EXACT if line.exact else _BOUND
    if not line.exact:
        _band(axes, line, mark, scale)
    pale = mixed(mark.colour, look.paper, _PALE)
    for bound in bounds:
        under: dict[str, Any] = {"linewidth": width + extra, "solid_joinstyle": "miter"}
        if line.assumed:
            axes.plot(bound.x, bound.y, color=pale, zorder=3, **under)
        axes.plot(bound.x, bound.y, color=mark.colour, linestyle=dashes, zorder=3, **under)


def _band(axes: Axes, line: Line, mark: Mark, scale: Scale) -> None:
    if line.open:
        _open_band(axes, line.low, mark, scale)
        return
    low, high = line.low, line.high
    axes.fill(
        np.concatenate((high.x, low.x[::-1])),
        np.maximum(np.concatenate((high.y, low.y[::-1])), scale.low),
        facecolor=mark.colour, alpha=_BAND, linewidth=0, zorder=2,
    )  # fmt: skip


def _open_band(axes: Axes, low: Path, mark: Mark, scale: Scale) -> None:
    """What is above the least amount, fading, since nobody knows how far it goes."""
    for part in range(_FADES, 0, -1):
        top = _raised(low.y, scale, part * _FADE)
        axes.fill_between(
            low.x, low.y, top, facecolor=mark.colour, alpha=_BAND / _FADES, linewidth=0, zorder=2
        )
    tip = _raised(low.y[-1:], scale, _FADES * _FADE)[0]
    axes.annotate(
        "", (low.x[-1], tip), (low.x[-1], low.y[-1]), annotation_clip=False, zorder=3,
        arrowprops={"arrowstyle": "->", "color": mark.colour, "linewidth": _BOUND, "shrinkA": 0},
    )  # fmt: skip


def _raised(amounts: Floats, scale: Scale, part: float) -> Floats:
    """Amounts higher by a part of the axis."""
    if scale.log:
        factor: Floats = np.maximum(amounts, scale.low) * (scale.high / scale.low) ** part
        return factor
    return amounts + part * (scale.high - scale.low)


def _doses(axes: Axes, shown: Path, mark: Mark, look: Look, size: float) -> None:
    if len(shown.x):
        axes.plot(
            shown.x, shown.y, linestyle="none", marker=mark.marker, markersize=size, zorder=4,
            color=mark.colour, markeredgecolor=look.paper, markeredgewidth=0.5, clip_on=False,
        )  # fmt: skip


def _covered(lines: Sequence[Line], ends: tuple[float, float]) -> list[float]:
    """By how much each line has to be wider, so that it shows under those drawn over it."""
    most = 2 if len(lines) <= 4 else 1
    times = np.linspace(max(ends[0], 0.0), ends[1], _LOOKED_AT)
    bounds = [[_heights(part, times) for part in (x.low, x.high)] for x in lines]
    return [
        _UNDER * min(most, sum(_meet(mine, theirs) for theirs in bounds[place + 1 :]))
        for place, mine in enumerate(bounds)
    ]


def _heights(path: Path, times: Floats) -> Floats:
    place = np.searchsorted(path.x, times, side="right") - 1
    return np.where(place < 0, 0.0, path.y[np.maximum(place, 0)])


def _meet(mine: Sequence[Floats], theirs: Sequence[Floats]) -> bool:
    """Whether two lines run on each other for a twentieth of the time."""
    return any(
        np.count_nonzero((one == two) & (one > 0)) > _LOOKED_AT / 20
        for one, two in zip(mine, theirs, strict=True)
    )


def thinned(
    doses: Path, scale: Scale, ends: tuple[float, float], inches: tuple[float, float]
) -> Path:
    """Of markers that would touch, every so many; where that is not enough, one in each column."""
    if len(doses.x) < 2:
        return doses
    across = (doses.x - ends[0]) / (ends[1] - ends[0]) * inches[0]
    if len(across) < 2_000:
        up = np.array([scale.part(float(y)) for y in doses.y]) * inches[1]
        if np.hypot(np.diff(across), np.diff(up)).min() >= _APART:
            return doses
    usual = float(np.median(np.diff(across)))
    kept = np.arange(0, len(across), max(1, int(np.ceil(_SPARSE / max(usual, 1e-9)))))
    if len(kept) > 1 and np.diff(across[kept]).min() < _APART:
        _, kept = np.unique(np.floor(across / _SPARSE), return_index=True)
    return Path(doses.x[kept], doses.y[kept])
