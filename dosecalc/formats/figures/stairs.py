"""One ladder in its axes: treads, risers, what stands on them, and both axes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dosecalc.formats.figures import axis
from dosecalc.formats.figures.kind import Options
from dosecalc.formats.figures.measure import extent, held
from dosecalc.formats.figures.steps import (
    Ladder,
    Step,
    amount_text,
    day_text,
    factor_text,
    logarithmic,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from dosecalc.formats.figures.style import Look

SMALL, TICK = 7.0, 8.0
_SIZES = (8.0, 7.0, 6.5, 6.0)
_WORDS = 0.34  # inches that an amount with its factor is high
_ALONG = {
    "cohort": "cohort", "day": "study day",
    "level": "level of one participant, times not stated", "arm": "",
}  # fmt: skip
BANDS = {
    "cohort": "cohorts, which of them gets how much is not stated",
    "level": "time of one participant, steps not stated",
}


def drawn(
    axes: Axes, ladder: Ladder, found: Sequence[Ladder], inches: tuple[float, float], look: Look,
    options: Options,
) -> None:  # fmt: skip
    """The treads, the risers between them, what they say, and both axes."""
    alike = [each for each in found if each.unit == ladder.unit]
    upright = any(_upright(each, inches[0]) for each in alike)
    low, high = _scale(axes, alike, inches[1], options.log or logarithmic(alike), upright)
    edges = _edges(ladder)
    _across(axes, ladder, edges, inches[0], options)
    colour = look.series[0]
    for number, step in enumerate(ladder.steps):
        _tread(axes, ladder, step, (edges[number], edges[number + 1]), (low, high), look)
    _labelled(axes, ladder, edges, inches, look)
    if ladder.along != "arm":
        dashed = ladder.along == "level"
        for number, (one, other) in enumerate(pairwise(ladder.steps), 1):
            axes.plot(
                [edges[number]] * 2, [_top(one, high), _top(other, high)], color=colour,
                linewidth=1.4, linestyle=(0, (2, 2)) if dashed else "-", zorder=3,
            )  # fmt: skip


def _edges(ladder: Ladder) -> list[float]:
    """Where each step begins, and where the last one ends."""
    if ladder.along == "day":
        starts = [float(step.where) for step in ladder.steps]
        last = starts[-1] if ladder.last is None else float(ladder.last)
        least = (starts[-1] - starts[0]) / len(starts) if len(starts) > 1 else 1.0
        return [*starts, max(last + 1.0, starts[-1] + least * 0.4)]
    return [float(number) for number in range(len(ladder.steps) + 1)]


def _across(
    axes: Axes, ladder: Ladder, edges: Sequence[float], width: float, options: Options
) -> None:
    """The axis of cohorts, levels, arms or days."""
    if ladder.along == "day":
        pad = (edges[-1] - edges[0]) * 0.03
        axis.time(axes, options, ladder.numbers, edges[0] - pad, edges[-1] + pad, width)
        _changes(axes, ladder, edges, width, options)
        axes.grid(False, axis="x")
        return
    axes.set_xlim(edges[0] - 0.08, edges[-1] + 0.08)
    middles = [(first + last) / 2 for first, last in pairwise(edges)]
    if ladder.band:
        axes.set_xticks([])
        axes.set_xlabel(BANDS[ladder.along], fontsize=TICK)
    elif ladder.along == "arm":
        lines, upright = arm_names(ladder, width)
        texts = ["\n".join(each) for each in lines]
        axes.set_xticks(middles, texts, fontsize=SMALL if upright else TICK,
                        rotation=90 if upright else 0)  # fmt: skip
    else:
        axes.set_xticks(middles, [step.name for step in ladder.steps], fontsize=TICK)
        axes.set_xlabel(_ALONG[ladder.along], fontsize=TICK)
    axes.tick_params(axis="x", length=0)
    axes.grid(False, axis="x")


def _changes(
    axes: Axes, ladder: Ladder, edges: Sequence[float], width: float, options: Options
) -> None:
    """The days on which a level begins, as the labels of the axis where they have room."""
    texts = [day_text(ladder, step) for step in ladder.steps]
    inch = width / (edges[-1] - edges[0])
    gaps = [(after - before) * inch for before, after in pairwise(edges[:-1])]
    if options.x == "days" and all(gap > extent(max(texts, key=len), 9) + 0.1 for gap in gaps):
        axes.set_xticks(list(edges[:-1]), texts)


def _scale(
    axes: Axes, alike: Sequence[Ladder], tall: float, log: bool, upright: bool
) -> tuple[float, float]:
    """The axis of amounts for all ladders in a unit, with room for words above; its ends."""
    ends = [float(end) for each in alike for end in each.amounts] or [1.0]
    factors = any(each.along != "arm" and len(each.steps) > 1 for each in alike)
    room = 0.36 if factors else 0.22  # inches that the words of the highest step take
    if upright:
        room = 0.1 + max(
            extent(amount_text(s.amount), 6.5, "bold") for each in alike for s in each.steps
        )
    room /= tall
    if log and min(ends) > 0:
        span = max(ends) / min(ends) if max(ends) > min(ends) else 10.0
        low = min(ends) / span**0.16
        high = max(ends) * (max(ends) / low) ** (room / (1 - room))
        axes.set_yscale("log")
        places = axis.log_places(low, max(ends), 5)
    else:
        low, high = 0.0, max(ends) / (1 - room)
        places = axis.linear_places(max(ends))
    axes.set_ylim(low, high)
    axis.amount(axes.yaxis, places)
    axes.tick_params(axis="y", length=0, labelsize=TICK)
    axes.spines["left"].set_visible(False)
    return low, high


def _top(step: Step, high: float) -> float:
    return high if step.amount.high is None else float(step.amount.high)


def _tread(
    axes: Axes, ladder: Ladder, step: Step, sides: tuple[float, float], ends: tuple[float, float],
    look: Look,
) -> None:  # fmt: skip
    """A step: pale below it, a band where it is a range, a strong line where it is one number."""
    left, right = sides
    colour = look.series[0]
    if ladder.along == "arm":
        left, right = left + 0.08, right - 0.08
    low, top = float(step.amount.low), _top(step, ends[1])
    axes.fill_between([left, right], ends[0], low, color=colour, alpha=0.1, linewidth=0)
    if low < top:
        axes.fill_between([left, right], low, top, color=colour, alpha=0.32, linewidth=0)
    lines = [low] if step.amount.high is None else [low, top]
    for y in dict.fromkeys(lines):
        axes.plot([left, right], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt",
                  zorder=3)  # fmt: skip


def _labelled(
    axes: Axes, ladder: Ladder, edges: Sequence[float], inches: tuple[float, float], look: Look
) -> None:
    """The amounts of all steps in one size, upright where their names are."""
    if _upright(ladder, inches[0]):
        for number, step in enumerate(ladder.steps):
            axes.annotate(
                amount_text(step.amount), (number + 0.5, _above(step)), (0, 4), rotation=90,
                textcoords="offset points", ha="center", va="bottom", fontsize=6.5, weight="bold",
            )  # fmt: skip
        return
    rooms = [_free(axes, ladder, number, edges, inches) for number in range(len(ladder.steps))]
    fitting = [
        _largest(amount_text(step.amount), right - left - 0.03)
        for step, (left, right) in zip(ladder.steps, rooms, strict=True)
    ]
    points = min(filter(None, fitting), default=_SIZES[-1])
    for number in range(len(ladder.steps)):
        _label(axes, ladder, number, edges, inches, look, points)


def _largest(text: str, room: float) -> float:
    """The largest size in which a text fits; 0 where none does."""
    return max((each for each in _SIZES if extent(text, each, "bold") <= room), default=0.0)


def _upright(ladder: Ladder, width: float) -> bool:
    return ladder.along == "arm" and arm_names(ladder, width)[1]


def _label(
    axes: Axes, ladder: Ladder, number: int, edges: Sequence[float], inches: tuple[float, float],
    look: Look, points: float,
) -> None:  # fmt: skip
    """A step's amount and factor above it, as far as there is room beside its neighbours."""
    amount, times = amount_text(ladder.steps[number].amount), factor_text(ladder, number)
    left, right = _free(axes, ladder, number, edges, inches)
    if extent(amount, points, "bold") > right - left - 0.02:
        return
    wide = extent(amount, points, "bold")
    if extent(times, SMALL) > right - left - 0.02:
        times = ""
    half = max(wide, extent(times, SMALL)) / 2
    first, last = axes.get_xlim()
    inch = inches[0] / (last - first)
    middle = ((edges[number] + edges[number + 1]) / 2 - first) * inch
    x = first + min(max(middle, left + half), right - half) / inch
    y = _above(ladder.steps[number])
    words = [(times, SMALL, look.faint, "normal")] if times else []
    up = 3.0
    for text, size_, colour, weight in [*words, (amount, points, look.ink, "bold")]:
        axes.annotate(
            text, (x, y), (0, up), textcoords="offset points", ha="center", va="bottom",
            fontsize=size_, color=colour, weight=weight, zorder=4,
        )  # fmt: skip
        up += size_ * 1.25


def _above(step: Step) -> float:
    return float(step.amount.low if step.amount.high is None else step.amount.high)


def _free(
    axes: Axes, ladder: Ladder, number: int, edges: Sequence[float], inches: tuple[float, float]
) -> tuple[float, float]:
    """Inches from the left between which a step's words may stand: over lower steps too."""
    first, last = axes.get_xlim()
    inch = inches[0] / (last - first)
    heights = axes.transData.transform([(first, _above(step)) for step in ladder.steps])[:, 1]
    low, high = axes.transData.transform([(first, end) for end in axes.get_ylim()])[:, 1]
    tops = (heights - low) / max(high - low, 1e-9) * inches[1]
    begin, end = number, number + 1
    if ladder.along != "arm":
        while begin > 0 and tops[number] - tops[begin - 1] > _WORDS:
            begin -= 1
        while end < len(tops) and tops[number] - tops[end] > _WORDS:
            end += 1
    left = 0.0 if begin == 0 else (edges[begin] - first) * inch
    right = inches[0] if end == len(tops) else (edges[end] - first) * inch
    return left, right


def arm_names(ladder: Ladder, width: float) -> tuple[list[list[str]], bool]:
    """The names of arms in lines below their steps, or upright where a step is too narrow."""
    each = width / len(ladder.steps) - 0.08
    if each < 0.5:
        return [held(step.name, 1.4, SMALL, 1) for step in ladder.steps], True
    return [held(step.name, each, TICK, 3) for step in ladder.steps], False
