"""`--kind totals`: what each participant gets in all, as intervals on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dosecalc.formats.figures import axis
from dosecalc.formats.figures.intervals import Group, Interval, groups, limits
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.measure import Weight, extent, height, held, shortened, wrapped
from dosecalc.formats.figures.sheet import MARGIN, QUIET, Box, around, check_height, sheet
from dosecalc.formats.figures.words import headline, of_row, unknown
from dosecalc.formats.table import total
from dosecalc.results import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

# The shape and the place among the theme's colours of each status.
STATUS = {"stated": ("o", 0), "approximate": ("D", 2), "assumed": ("s", 1), "unconfirmed": ("^", 3)}
_WIDTH, _NAME, _VALUE = 7.2, 8.5, 8.0
_ROW, _LINE, _BELOW, _ABOVE, _GAP = 0.25, 0.15, 0.28, 0.3, 0.2
_LABELS, _MOST = 0.32, 240  # part of the width for names, and for totals; rows of one figure
_MARGIN = 0.14
_TIMES = "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"
_NO_UNIT = "(no\N{NO-BREAK SPACE}unit)"
_MARKER, _END = 6.0, 5.0  # points, of one figure and of the ends of a range
_LEGEND = 0.3


def figure(subject: Subject, target: Figure | Axes, look: Look, options: Options) -> None:
    """A row for each total, a panel for each unit that does not meet another."""
    from matplotlib.figure import Figure

    if len(subject.rows) > _MOST:
        raise ValueError(f"{len(subject.rows)} rows in one figure: choose an arm, or fewer texts")
    found = groups(subject.rows, options)
    if not isinstance(target, Figure):
        _into_axes(found, target, look)
        sheet(target, look, _title(subject, options))
        return
    box = sheet(target, look, _title(subject, options), _quiet(subject.rows, options))
    if box is None:
        return
    if not found:
        _say(box, 0.0, box.height / 2, "No total is known.", look.faint, 11)
        return
    if _keyed(found):
        _legend(found, box, look)
    legend = _LEGEND * _keyed(found)
    columns = _columns(found, box.width)
    wanted = [_height(group, box.width) for group in found]
    check_height(box, legend + _GAP * (len(found) - 1) + 0.85 * sum(wanted))
    spare = box.height - legend - _GAP * (len(found) - 1)
    top = box.height - legend
    for group, share in zip(found, wanted, strict=True):
        high = spare * share / sum(wanted)
        _panel(group, box, (top - high, high), look, columns)
        top -= high + _GAP


def size(subject: Subject, options: Options) -> tuple[float, float]:
    """As wide as a page, and as high as its rows need."""
    found = groups(subject.rows, options)
    inner = around(_title(subject, options), _quiet(subject.rows, options), _WIDTH)
    panels = sum(_height(group, _WIDTH - 2 * MARGIN) for group in found) + _GAP * (len(found) - 1)
    return _WIDTH, max(inner + panels + _LEGEND * _keyed(found), 2.0)


def description(subject: Subject, options: Options) -> str:
    """Each total in words, and what is unknown or assumed."""
    rows = subject.rows
    known = [row for row in rows if row.total is not None]
    said = [f"Total of each participant, {headline(rows)}."]
    if known:
        listed = "; ".join(of_row(row, rows, f"{total(row)} ({row.status})") for row in known)
        said.append(f"{listed}.")
    return " ".join([*said, *(f"{each}." for each in unknown(_needs(rows), rows))])


def text(subject: Subject, options: Options, width: int) -> str:
    """The same in characters."""
    from dosecalc.formats.figures import terminal

    quiet = _quiet(subject.rows, options)
    return terminal.intervals(_title(subject, options), groups(subject.rows, options), quiet, width)


# ------------------------------------------------------------------ what is shown


def _title(subject: Subject, options: Options) -> str:
    return headline(subject.rows) if options.title is None else options.title


def _needs(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    return [(row, f"needs {row.unknown}") for row in rows if row.unknown is not None]


def _quiet(rows: Sequence[Row], options: Options) -> list[str]:
    said = unknown(_needs(rows), rows)
    if options.by_trial:
        known = {row.trial for row in rows if row.total is not None and row.unit is not None}
        lacking = dict.fromkeys(row.trial for row in rows if row.trial not in known)
        said = [
            "A line goes from the least of a trial's arms, cohorts and readings to the greatest."
        ]
        said += [f"Not computed, because they need more: {', '.join(lacking)}"] if lacking else []
    if any(row.total is not None and row.total.high is None for row in rows):
        said.append("Arrow: nothing bounds it above.")
    return said


# ------------------------------------------------------------------ on paper


def _height(group: Group, width: float) -> float:
    above = _ABOVE + height(1, _NAME) * bool(group.title)
    return above + _BELOW + sum(_shares(group, width))


def _shares(group: Group, width: float) -> list[float]:
    """How high each row has to be for its name and its total."""
    return [
        _ROW + _LINE * (max(len(_name(each, width)), len(_value(each, width))) - 1)
        for each in group.intervals
    ]


def _name(each: Interval, width: float) -> list[str]:
    return held(each.name, width * _LABELS, _NAME, 3)


def _value(each: Interval, width: float) -> list[str]:
    """A total in lines, whole: a figure that is cut may look like another."""
    said = each.value.replace(" × ", _TIMES).replace("(no unit)", _NO_UNIT)
    widest = max(extent(word, _VALUE) for word in said.split(" "))
    return wrapped(said, max(width * _LABELS - _MARGIN, widest), _VALUE)


def _columns(found: Sequence[Group], width: float) -> tuple[float, float]:
    """The widths of the names to the left and the totals to the right, in all panels."""
    each = [interval for group in found for interval in group.intervals]
    left = max(extent(line, _NAME) for one in each for line in _name(one, width))
    right = max(extent(line, _VALUE) for one in each for line in _value(one, width))
    return left + _MARGIN * bool(left), right + _MARGIN


def _panel(
    group: Group, box: Box, place: tuple[float, float], look: Look, columns: tuple[float, float]
) -> None:
    bottom, high = place
    (left, right), head = columns, height(1, _NAME) * bool(group.title)
    inner, across = high - _ABOVE - _BELOW - head, box.width - left - right
    axes = box.axes(left, bottom + _BELOW, across, inner)
    top = bottom + high - height(1, _NAME) / 2
    _say(box, 0.0, top, shortened(group.title, box.width, _NAME, "bold"), look.ink, _NAME, "bold")
    _say(box, 0.0, top - head, group.what, look.faint, _NAME)
    middles = _middles(_shares(group, box.width), inner)
    _paint(axes, group, [middle / inner for middle in middles], look, across)
    for each, middle in zip(group.intervals, middles, strict=True):
        y = bottom + _BELOW + middle
        _stack(box, 0.0, y, _name(each, box.width), look, _NAME)
        _stack(box, left + across + _MARGIN - 0.02, y, _value(each, box.width), look, _VALUE)


def _stack(
    box: Box, left: float, middle: float, lines: Sequence[str], look: Look, points: float
) -> None:
    """Lines about a middle."""
    y = middle + height(len(lines) - 1, points) / 2
    for line in lines:
        _say(box, left, y, line, look.ink, points)
        y -= height(1, points)


def _middles(shares: Sequence[float], inner: float) -> list[float]:
    """The heights of rows, from the top, as parts of the whole."""
    found, top = [], inner
    for share in shares:
        part = share / sum(shares) * inner
        found.append(top - part / 2)
        top -= part
    return found


def _say(
    box: Box, left: float, middle: float, said: str, colour: str, points: float,
    weight: Weight = "normal",
) -> None:  # fmt: skip
    wide, high = box.figure.get_size_inches()
    x, y = (box.left + left) / wide, (box.bottom + middle) / high
    box.figure.text(
        x, y, said, color=colour, fontsize=points, weight=weight, va="center", gid="name"
    )


def _paint(axes: Axes, group: Group, rows: Sequence[float], look: Look, across: float) -> None:
    """Intervals within the axes, at these parts of their height."""
    low, high = limits(group)
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axis.amount(axes.xaxis, axis.log_places_within(low, high, across))
    axes.grid(visible=False, axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=3, width=0.8)
    for each, y in zip(group.intervals, rows, strict=True):
        axes.plot([0, 1], [y, y], color=look.grid, linewidth=0.8, zorder=1,
                  transform=axes.get_yaxis_transform())  # fmt: skip
        _mark(axes, each, y, look, (low, high))


def _mark(axes: Axes, each: Interval, y: float, look: Look, ends: tuple[float, float]) -> None:
    if each.low == 0 and each.high == 0:
        return
    shape, hue = STATUS.get(each.status, STATUS["stated"])
    colour = look.series[hue]
    first = each.low or ends[0]
    last = ends[1] if each.high is None else each.high
    size = _MARKER if first == last else _END
    if first != last:
        axes.plot([first, last], [y, y], color=colour, linewidth=3, zorder=3,
                  solid_capstyle="butt")  # fmt: skip
    for end, sign in ((each.low, "<"), (each.high, ">")):
        edge = ends[0] if sign == "<" else ends[1]
        axes.plot(
            [end or edge], [y], linestyle="none", color=colour, clip_on=False, zorder=4,
            marker=shape if end else sign, markersize=size,
            markeredgecolor=look.paper if size == _MARKER else colour, markeredgewidth=0.6,
        )  # fmt: skip


def _keyed(found: Sequence[Group]) -> bool:
    """Whether shapes have to be explained: not where all is stated."""
    return any(x.status != "stated" for group in found for x in group.intervals)


def _legend(found: Sequence[Group], box: Box, look: Look) -> None:
    """What shapes and colours mean, for those that are there."""
    from matplotlib.lines import Line2D

    there = {each.status for group in found for each in group.intervals if each.high != 0}
    wide, high = box.figure.get_size_inches()
    left, y = 0.05, box.height - 0.1
    for status, (shape, hue) in STATUS.items():
        if status not in there:
            continue
        x = (box.left + left) / wide
        box.figure.add_artist(
            Line2D([x], [(box.bottom + y) / high], marker=shape, color=look.series[hue],
                   markersize=_MARKER, markeredgecolor=look.paper, markeredgewidth=0.6)
        )  # fmt: skip
        _say(box, left + 0.1, y, status, look.faint, QUIET + 0.5)
        left += 0.1 + extent(status, QUIET + 0.5) + 0.22


def _into_axes(found: Sequence[Group], axes: Axes, look: Look) -> None:
    """The intervals in axes of the caller's, named at its ticks."""
    if len(found) != 1:
        what = " and ".join(f"`{group.what}`" for group in found) or "no total"
        raise ValueError(f"one panel cannot show {what}: ask for one unit or arm, or give no axes")
    (group,) = found
    rows = [1 - (n + 0.5) / len(group.intervals) for n in range(len(group.intervals))]
    figure = axes.get_figure(root=True)
    across = axes.get_window_extent().width / (figure.dpi if figure else 100.0)
    _paint(axes, group, rows, look, across)
    axes.set_yticks(rows, [each.name for each in group.intervals])
    axes.set_xlabel(group.what)
