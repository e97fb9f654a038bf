"""`--kind drivers`: how far each uncertain thing alone moves a total, the strongest first.

A row of bars for each total that is uncertain: with a parameter at its least, and at its greatest,
all others left free. A line marks the bounds of the total itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.bases import BASES
from dosecalc.comparison import Compared, compared, measured
from dosecalc.formats.figures import axis
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.measure import extent, height, held, shortened
from dosecalc.formats.figures.sheet import Box, around, check_height, sheet
from dosecalc.formats.figures.words import headline, label, unit_name, unknown
from dosecalc.parameters import Interval
from dosecalc.results import Row
from dosecalc.spoken import spoken
from dosecalc.units import Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

_WIDTH, _NAME, _HEAD = 7.2, 8.5, 9.0
_BAR, _BELOW, _ABOVE, _GAP, _MOST = 0.34, 0.3, 0.42, 0.18, 40
_LABELS = 0.36  # part of the width for the names of parameters
_NOTHING = "No total is known as a range."
_ENDS = ("at its least", "at its greatest")


class Bar(NamedTuple):
    """A parameter, and the total from one end to the other with it at its least and greatest."""

    name: str
    ends: tuple[tuple[float, float | None], ...]


class Group(NamedTuple):
    """One total: its row, its bounds, its unit, and a bar for each of its parameters."""

    row: Row
    title: str
    whole: Interval
    unit: Unit | None
    bars: tuple[Bar, ...]


def groups(subject: Subject) -> list[Group]:
    """A group for each row whose total is known as a range."""
    items = measured(subject.trials, subject.question, BASES["participant"])
    found = [each for each in compared(items, None) if each.amount is not None]
    rows = [each.row for each in found]
    made = [_group(each, rows) for each in found]
    return [group for group in made if group.bars]


def _group(each: Compared, rows: Sequence[Row]) -> Group:
    assert each.amount is not None
    bars = tuple(
        Bar(
            effect.parameter.name,
            tuple(
                (float(end.low), None if end.high is None else float(end.high))
                for end in (effect.at_least, effect.at_most)
                if end is not None
            ),
        )
        for effect in each.effects()
    )
    name = label(each.row, rows) or each.row.trial
    title = f"{name}: {spoken(each.amount, each.unit)}"
    return Group(each.row, title, each.amount, each.unit, bars)


def figure(subject: Subject, target: Figure | Axes, look: Look, options: Options) -> None:
    """A panel for each uncertain total, a pair of bars for each parameter."""
    from matplotlib.figure import Figure

    found = groups(subject)
    box = sheet(target, look, _title(subject, options), _quiet(subject, found))
    if not isinstance(target, Figure):
        if len(found) > 1:
            raise ValueError(f"{len(found)} totals do not go into one axes: choose one")
        if not found:
            target.text(0.5, 0.5, _NOTHING, transform=target.transAxes, ha="center")
            return
        _paint(target, found[0], look, 3.0)
        rows = [len(found[0].bars) - 1 - place for place in range(len(found[0].bars))]
        target.set_yticks(rows, [bar.name for bar in found[0].bars])
        return
    if box is None or not found:
        if box is not None:
            _say(box, 0.0, box.height / 2, _NOTHING, look.faint, _HEAD)
        return
    left = _left(found, box.width)
    wanted = [_height(group) for group in found]
    check_height(box, _GAP * (len(found) - 1) + 0.85 * sum(wanted))
    spare = box.height - _GAP * (len(found) - 1)
    top = box.height
    for group, share in zip(found, wanted, strict=True):
        high = spare * share / sum(wanted)
        _panel(group, box, top - high, high, left, look)
        top -= high + _GAP


def size(subject: Subject, options: Options) -> tuple[float, float]:
    """As wide as a page, and as high as its bars need."""
    found = groups(subject)
    if len(found) > _MOST:
        raise ValueError(f"{len(found)} totals in one figure: choose an arm, or fewer texts")
    inner = around(_title(subject, options), _quiet(subject, found), _WIDTH)
    panels = sum(map(_height, found)) + _GAP * max(len(found) - 1, 0)
    return _WIDTH, max(inner + panels, 1.6)


def description(subject: Subject, options: Options) -> str:
    """Each total, and what it comes to with each parameter at either end."""
    found = groups(subject)
    said = [f"What moves the total of each participant, {headline(subject.rows)}."]
    for group in found:
        moved = "; ".join(
            f"{bar.name}: "
            + ", ".join(
                f"{word} {axis_text(end)}" for word, end in zip(_ENDS, bar.ends, strict=False)
            )
            for bar in group.bars
        )
        said.append(f"{group.title}. {moved}.")
    if not found:
        said.append(_NOTHING)
    return " ".join(said)


def axis_text(end: tuple[float, float | None]) -> str:
    """A bar in words."""
    low, high = end
    return f"from {low:.4g}" if high is None else f"{low:.4g} to {high:.4g}"


def _title(subject: Subject, options: Options) -> str:
    return headline(subject.rows) if options.title is None else options.title


def _quiet(subject: Subject, found: Sequence[Group]) -> list[str]:
    needs = [(row, f"needs {row.unknown}") for row in subject.rows if row.unknown is not None]
    said = unknown(needs, subject.rows)
    if found:
        said.append(
            "Upper bar or disc: that alone at its least. Lower, hatched bar or diamond: at its "
            "greatest. Dashed: the total."
        )
    return said


# ------------------------------------------------------------------ on paper


def _height(group: Group) -> float:
    return _ABOVE + _BELOW + _BAR * len(group.bars)


def _left(found: Sequence[Group], width: float) -> float:
    names = [bar.name for group in found for bar in group.bars]
    lines = [line for name in names for line in held(name, width * _LABELS, _NAME, 2)]
    return max(extent(line, _NAME) for line in lines) + 0.14


def _panel(group: Group, box: Box, bottom: float, high: float, left: float, look: Look) -> None:
    across = box.width - left - 0.12
    inner = high - _ABOVE - _BELOW
    axes = box.axes(left, bottom + _BELOW, across, inner)
    top = bottom + high - height(1, _HEAD) / 2
    _say(box, 0.0, top, shortened(group.title, box.width, _HEAD, "bold"), look.ink, _HEAD, "bold")
    what = f"total per participant ({unit_name(group.unit)})" if group.unit else ""
    _say(box, 0.0, top - height(1, _HEAD), what, look.faint, _NAME)
    _paint(axes, group, look, across)
    each = inner / len(group.bars)
    for place, bar in enumerate(group.bars):
        lines = held(bar.name, left - 0.1, _NAME, 2)
        middle = bottom + _BELOW + inner - (place + 0.5) * each
        y = middle + height(len(lines) - 1, _NAME) / 2
        for line in lines:
            _say(box, 0.0, y, line, look.ink, _NAME)
            y -= height(1, _NAME)


def _paint(axes: Axes, group: Group, look: Look, across: float) -> None:
    """The bars within axes, one parameter a unit of height, the first at the top."""
    ends = [end for bar in group.bars for pair in bar.ends for end in pair if end]
    ends += [float(end) for end in group.whole if end]
    least, most = min(ends), max(ends)
    wide = most / least > 20
    low, high = (least / 1.5, most * 1.5) if wide else (least - (most - least) * 0.06, most * 1.02)
    if wide:
        axes.set_xscale("log")
    axes.set_xlim(low, high)
    axes.set_ylim(-0.5, len(group.bars) - 0.5)
    axes.set_yticks([])
    places = axis.log_places(low, high, max(2, int(across / 0.7))) if wide else _even(low, high)
    axis.amount(axes.xaxis, places)
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    for edge in group.whole:
        if edge:
            axes.axvline(float(edge), color=look.faint, linewidth=0.9, linestyle=(0, (3, 2)))
    for place, bar in enumerate(group.bars):
        y = len(group.bars) - 1 - place
        for number, (first, last) in enumerate(bar.ends):
            start, stop = first or low, high if last is None else last
            middle = y + (0.19 if number == 0 else -0.19)
            if start == stop:
                axes.plot(
                    start, middle, "oD"[number], color=look.series[number], zorder=4,
                    markersize=6, markeredgecolor=look.ink, markeredgewidth=0.6, clip_on=False,
                )  # fmt: skip
                continue
            if last is None:
                axes.plot(
                    stop, middle, ">", color=look.series[number], markersize=7, zorder=4,
                    markeredgecolor=look.ink, markeredgewidth=0.6, clip_on=False,
                )  # fmt: skip
            axes.barh(
                middle, stop - start, 0.3, left=start, color=look.series[number], zorder=3,
                edgecolor=look.ink, hatch=None if number == 0 else "////", linewidth=0.6,
            )  # fmt: skip


def _even(low: float, high: float) -> list[float]:
    """Round places on a linear axis that need not begin at nothing."""
    step = axis.linear_places(high - low, 4)[1]
    return [step * place for place in range(ceil(low / step), floor(high / step) + 1)]


def _say(
    box: Box, left: float, middle: float, said: str, colour: str, points: float,
    weight: str = "normal",
) -> None:  # fmt: skip
    wide, high = box.figure.get_size_inches()
    x, y = (box.left + left) / wide, (box.bottom + middle) / high
    box.figure.text(x, y, said, color=colour, fontsize=points, weight=weight, va="center")
