"""How a lane of a time line looks: marks for doses, markers for visits, bars and brackets."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.days import DayCount
from dosecalc.formats.figures.lanes import Chart, Lane, Stretch, runs
from dosecalc.formats.figures.measure import extent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from dosecalc.formats.figures.style import Look

_TINY = 6.0
_HUES = {"span": 3, "doses": 0, "visit": 1, "watch": 2}
_NARROW = 4.5  # points a day from which on each day has a mark of its own


class Row(NamedTuple):
    """A lane with its label, and where it stands: inches from the top of the axes."""

    lane: Lane
    name: tuple[str, ...]
    about: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


class Ground(NamedTuple):
    """What lanes are drawn on: axes, colours, points a day, the last day, and inches on paper."""

    axes: Axes
    look: Look
    points: float
    chart: Chart
    width: float
    first: float


def mark(ground: Ground, row: Row) -> None:
    """Everything that a lane holds."""
    if row.lane.stretch is not None:
        _stretched(ground, row, row.lane.stretch)
    elif row.lane.kind == "doses":
        _dosed(ground, row)
    else:
        _visited(ground, row)
    if row.lane.open or not (row.lane.days or row.lane.stretch):
        _question(ground, row)


def _hue(ground: Ground, row: Row, strength: float = 1.0) -> tuple[float, ...]:
    """The colour of a lane's kind, or paler: a share of it on the paper."""
    from matplotlib.colors import to_rgb

    ends = zip(to_rgb(ground.look.paper), to_rgb(ground.look.series[_HUES[row.lane.kind]]),
               strict=True)  # fmt: skip
    return tuple(low + (high - low) * strength for low, high in ends)


def _question(ground: Ground, row: Row) -> None:
    """A question mark where a lane's end is, or all of it, is unknown; nothing is no dose."""
    lane = row.lane
    unknown = lane.open or "unknown" in lane.about
    if not unknown:
        return
    x = ground.chart.last + 0.4 + 8 / ground.points if lane.open else ground.chart.first
    ground.axes.text(
        x, row.middle, "?", ha="center", va="center_baseline", fontsize=9, weight="bold",
        color=_hue(ground, row),
    )  # fmt: skip


# ------------------------------------------------------------------ dosing


def _dosed(ground: Ground, row: Row) -> None:
    """A mark for each day with doses, or bars where days are too narrow for marks."""
    lane = row.lane
    single = ground.points >= _NARROW
    bars = [(day, day, sure) for day, sure in lane.days] if single else runs(
        lane.days, 2.4 / ground.points
    )  # fmt: skip
    high = 0.15
    for first, last, sure in bars:
        width = last - first + 1.0
        if single:
            width = min(0.8, 12 / ground.points)
        width = max(width, 1.3 / ground.points)
        fade = _fading(lane, (first + last) / 2)
        _bar(ground, row, (first + last) / 2 - width / 2, width, high, sure, fade)
    _later(ground, row)


def _fading(lane: Lane, day: float) -> float:
    """How strong a mark is in a lane without an end: weaker and weaker."""
    if not lane.open or not lane.days:
        return 1.0
    first, last = lane.days[0][0], lane.days[-1][0]
    return 1.0 - 0.85 * (day - first) / max(last - first, 1)


def _bar(
    ground: Ground, row: Row, left: float, width: float, high: float, sure: bool, fade: float = 1.0
) -> None:
    """A bar in the middle of a lane; a pale one with an edge where it is not sure.

    One that fades is cut into pieces.
    """
    from matplotlib.patches import Rectangle

    if row.lane.open and width * ground.points > 40:
        pieces = 60
        for number in range(pieces):
            at = left + width * number / pieces
            strength = _fading(row.lane, at)
            colour = _hue(ground, row, strength)
            ground.axes.add_patch(
                Rectangle((at, row.middle - high / 2), width / pieces * 1.02, high, color=colour,
                          linewidth=0)
            )  # fmt: skip
        return
    ground.axes.add_patch(
        Rectangle(
            (left, row.middle - high / 2), width, high,
            linewidth=0 if sure or width * ground.points < 3 else 0.6,
            facecolor=_hue(ground, row, fade if sure else 0.3), edgecolor=_hue(ground, row, 0.7),
            zorder=2,
        )
    )  # fmt: skip


def _later(ground: Ground, row: Row) -> None:
    """A line to the right of the last mark: by so much all of them may be later."""
    if row.lane.later and row.lane.days:
        last = row.lane.days[-1][0]
        _line(ground, row, last, last + row.lane.later, dotted=True)


def _line(ground: Ground, row: Row, first: float, last: float, *, dotted: bool = False) -> None:
    colour = _hue(ground, row)
    ground.axes.plot(
        [first, last], [row.middle] * 2, color=colour, linewidth=1.1,
        linestyle=(0, (1.5, 1.5)) if dotted else "-", solid_capstyle="butt", zorder=1.8,
    )  # fmt: skip
    for x in (first, last):
        _post(ground, row, x, 0.05)


def _post(ground: Ground, row: Row, x: float, half: float, width: float = 1.1) -> None:
    ends = [row.middle - half, row.middle + half]
    ground.axes.plot([x, x], ends, color=_hue(ground, row), linewidth=width, zorder=1.9)


# ------------------------------------------------------------------ visits


def _visited(ground: Ground, row: Row) -> None:
    """Markers with their days, and windows as whiskers; a dense row as a bar."""
    lane = row.lane
    days = [day for day, _ in lane.days]
    nearest = min((later - day for day, later in pairwise(days)), default=999) * ground.points
    if nearest < 3.2 and len(days) > 8:
        for first, last, sure in runs(lane.days, 3.2 / ground.points):
            _bar(ground, row, first - 0.5, last - first + 1, 0.06, sure,
                 _fading(lane, (first + last) / 2))  # fmt: skip
        _later(ground, row)
        return
    before, after = lane.window
    if before or after:
        for day in days:
            _line(ground, row, day - before, day + after)
    marker = max(2.2, min(5.5, nearest * 0.75))
    for day, sure in lane.days:
        ground.axes.plot(
            [day], [row.middle], marker="o", markersize=marker, markeredgewidth=0.9, zorder=3,
            color=_hue(ground, row, _fading(lane, day)),
            markerfacecolor=_hue(ground, row, _fading(lane, day) if sure else 0.0),
        )  # fmt: skip
    _later(ground, row)
    _days(ground, row, days, nearest)


def _days(ground: Ground, row: Row, days: Sequence[int], nearest: float) -> None:
    """The study day over each marker, where all of them have room."""
    texts = [str(ground.chart.numbers.number(day)).replace("-", "−") for day in days]
    if max((extent(text, _TINY) for text in texts), default=0.0) * 72 + 3 > nearest:
        return
    for day, text in zip(days, texts, strict=True):
        _tiny(ground, day, row.middle - 0.07, text, "center", "bottom")


# ------------------------------------------------------------------ spans and watches


def _stretched(ground: Ground, row: Row, stretch: Stretch) -> None:
    """A bar for a span, a bracket for a watch: strong where it is sure, pale where it may be."""
    watch = row.lane.kind == "watch"
    high = 0.05 if watch else 0.17
    end = ground.chart.last if stretch.last_most is None else stretch.last_most
    sure = stretch.first_most, stretch.last
    _whole(ground, row, stretch.first - 0.5, end + 0.5, high, stretch.last_most is None)
    if sure[1] >= sure[0]:
        _bar(ground, row._replace(lane=row.lane._replace(open=False)), sure[0] - 0.5,
             sure[1] - sure[0] + 1, high, True)  # fmt: skip
    if watch:
        _post(ground, row, stretch.first - 0.5, 0.09, 1.6)
        if stretch.last_most is not None:
            _post(ground, row, end + 0.5, 0.09, 1.6)
    _ends(ground, row, stretch, end)


def _whole(ground: Ground, row: Row, left: float, right: float, high: float, endless: bool) -> None:
    """All that a stretch may cover, pale; without an end it fades."""
    from matplotlib.patches import Rectangle

    pieces = 60 if endless else 1
    for number in range(pieces):
        at = left + (right - left) * number / pieces
        strength = 0.32 * (1 - 0.9 * number / pieces) if endless else 0.28
        ground.axes.add_patch(
            Rectangle((at, row.middle - high / 2), (right - left) / pieces * 1.01, high,
                      color=_hue(ground, row, strength), linewidth=0, zorder=1.5)
        )  # fmt: skip


def _ends(ground: Ground, row: Row, stretch: Stretch, end: int) -> None:
    """What a stretch's last day is, and when the next cohort may begin, right of it or above."""
    count = ground.chart.numbers
    last = _span_text(count.number(stretch.last), stretch.last_most, count)
    text = f"to {last}"
    if row.lane.gate and stretch.last_most is not None:
        first, most = stretch.last + 1, stretch.last_most + 1
        text = f"next cohort from {_span_text(count.number(first), most, count)}"
        ground.axes.axvline(
            end + 0.5, color=_hue(ground, row, 0.55), linewidth=0.9, linestyle=(0, (4, 3)),
            zorder=0.6,
        )  # fmt: skip
    if stretch.last_most is None:
        text = f"{text} or later" if stretch.last >= stretch.first else "end not known"
    x = end + 0.5 + 4 / ground.points
    room = ground.width * 72 - (x - ground.first) * ground.points
    if extent(text, _TINY) * 72 < room:
        _tiny(ground, x, row.middle, text, "left", "center_baseline")
    else:
        _tiny(ground, end + 0.5 - 2 / ground.points, row.middle - 0.08, text, "right", "bottom")


def _tiny(ground: Ground, x: float, y: float, text: str, across: str, up: str) -> None:
    """A small text on the colour of the paper, so that no line runs through it."""
    ground.axes.text(
        x, y, text, ha=across, va=up, fontsize=_TINY, color=ground.look.faint, zorder=4,
        bbox={"facecolor": ground.look.paper, "edgecolor": "none", "pad": 0.6},
    )  # fmt: skip


def _span_text(low: int, most: int | None, count: DayCount) -> str:
    high = low if most is None else count.number(most)
    text = f"day {low}" if high == low else f"day {low}–{high}"
    return text.replace("-", "−")
