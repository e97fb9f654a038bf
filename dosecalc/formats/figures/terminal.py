"""Figures in characters, for a terminal, drawn with plotext."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dosecalc.days import DayCount
from dosecalc.formats.figures import axis
from dosecalc.formats.figures.kind import Options
from dosecalc.formats.figures.line import Path, continued, seen
from dosecalc.formats.figures.words import number
from dosecalc.formats.grid import columns_of, listed, wrapped

if TYPE_CHECKING:
    from dosecalc.formats.figures.intervals import Group
    from dosecalc.formats.figures.panel import Panel

_HIGH = 18  # lines of a panel
_CHARACTER = 0.085  # inches that a character of a terminal stands for, in choosing ticks
_MARKS = "●■◆▲▼✚✖○□◇△▽"


def charts(
    title: str, panels: Sequence[Panel], quiet: Sequence[str], options: Options, width: int
) -> str:
    """Panels of lines under each other; ModuleNotFoundError without plotext."""
    lines = wrapped(title, width) if title else []
    for panel in panels:
        lines += ["", *_panel(panel, options, width), *_names(panel, width)]
    return "\n".join([*lines, "", *listed(list(quiet), width)]).rstrip() + "\n"


def _panel(panel: Panel, options: Options, width: int) -> list[str]:
    from plotext import figure

    from dosecalc.formats.figures.panel import scale, window

    found, (first, last) = scale(panel, options.log), window(panel)
    figure.clear.all()
    figure.theme("colorless")
    figure.plot_size(width, _HIGH)
    if panel.resting and not found.log:
        figure.draw(figure.signal([first, last], [0, 0], marker="─").lines())
    for place, line in enumerate(panel.lines):
        for part in (line.low,) if line.exact or line.open else (line.low, line.high):
            drawn = _dense(seen(continued(part, last), first, last, 4 * width), first, last, width)
            up = [found.part(float(y)) for y in drawn.y]
            figure.draw(figure.signal(drawn.x.tolist(), up, marker=_MARKS[place % len(_MARKS)]))
    ticks = axis.time_ticks(
        options, panel.days or DayCount(True), first, last, width * _CHARACTER, hours=panel.hours
    )
    across, up_axis = figure.ruler(0), figure.ruler(1)
    across.lim(first, last)
    across.ticks(ticks.places, [each.partition("\n")[0] for each in ticks.texts])
    up_axis.lim(0, 1)
    up_axis.ticks([found.part(each) for each in found.places], list(map(number, found.places)))
    figure.title(" ".join(filter(None, (panel.title, panel.what))))
    figure.label(ticks.title, 0)
    return [line.rstrip() for line in str(figure.build().string(colorless=True)).splitlines()]


def _dense(path: Path, first: float, last: float, width: int) -> Path:
    """The amount in each column of characters, so that steps are drawn as steps."""
    times = np.linspace(max(first, float(path.x[0])), last, 2 * width)
    place = np.searchsorted(path.x, times, side="right") - 1
    return Path(times, path.y[np.maximum(place, 0)])


def _names(panel: Panel, width: int) -> list[str]:
    named = [
        f"{_MARKS[place % len(_MARKS)]} {': '.join(filter(None, (name, line.end)))}"
        + " (assumed)" * line.assumed
        for place, (name, line) in enumerate(zip(panel.names, panel.lines, strict=True))
    ]
    if panel.resting:
        named.append(f"─ {panel.resting}: none")
    return [part for each in named for part in wrapped(each, width)]


def intervals(title: str, groups: Sequence[Group], quiet: Sequence[str], width: int) -> str:
    """Intervals as bars of characters on logarithmic axes."""
    lines = wrapped(title, width) if title else []
    for group in groups:
        lines += ["", *filter(None, (group.title, group.what)), *_bars(group, width)]
    return "\n".join([*lines, "", *listed(list(quiet), width)]).rstrip() + "\n"


def _bars(group: Group, width: int) -> list[str]:
    from dosecalc.formats.figures.intervals import limits

    names = [_cut(each.name, width // 3) for each in group.intervals]
    left = max(map(columns_of, names))
    right = max(columns_of(each.value) for each in group.intervals)
    room = max(width - left - right - 6, 10)
    low, high = limits(group)
    found = []
    for name, each in zip(names, group.intervals, strict=True):
        pad = " " * (left - columns_of(name))
        bar = _bar(each.low, each.high, low, high, room)
        found.append(f"{name}{pad} │{bar}│ {each.value}".rstrip())
    return found


def _bar(least: float, most: float | None, low: float, high: float, room: int) -> str:
    if most == 0:
        return " " * room

    def column(value: float) -> int:
        part = np.log(max(value, low) / low) / np.log(high / low)
        return min(room - 1, int(part * room))

    start = column(least)
    stop = room - 1 if most is None else column(most)
    bar = [" "] * start + ["━"] * (stop - start + 1) + [" "] * (room - stop - 1)
    bar[start] = "●" if least else "◀"
    bar[stop] = "▶" if most is None else "●"
    return "".join(bar)


def _cut(text: str, width: int) -> str:
    return text if columns_of(text) <= width else wrapped(text, width - 1)[0] + "…"
