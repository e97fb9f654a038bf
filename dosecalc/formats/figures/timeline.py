"""`--kind timeline`: a trial on one axis of study days, a lane for each thing that happens."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from dosecalc.diagnostics import visible
from dosecalc.formats.figures import axis
from dosecalc.formats.figures.dosing_days import named, resting, told
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.lane_marks import Ground, Row, mark
from dosecalc.formats.figures.lanes import Chart, chart
from dosecalc.formats.figures.measure import extent, height, held
from dosecalc.formats.figures.sheet import around, sheet
from dosecalc.formats.figures.words import headline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

_NAME, _SMALL = 8.0, 7.0
_WIDE = 8.2


def figure(subject: Subject, target: Figure | Axes, look: Look, options: Options) -> None:
    """Lanes from top to bottom: spans, dosing, visits, watches."""
    found = chart(subject.trials, subject.question, subject.rows)
    title = headline(subject.rows) if options.title is None else options.title
    box = sheet(target, look, title, _quiet(subject, found))
    if box is None:
        axes: Axes = target  # type: ignore[assignment]
        frame, dpi = axes.get_window_extent(), axes.figure.dpi
        rows, tall = _rows(found, 1.6)
        axes.set_yticks([row.middle for row in rows], [" ".join(row.name) for row in rows])
        axes.tick_params(axis="y", length=0)
        _lanes(axes, rows, found, look, options, frame.width / dpi, max(tall, frame.height / dpi))
        return
    label = _label(found, box.width)
    rows, tall = _rows(found, label)
    room = box.height - _axis(options)
    axes = box.axes(label + 0.12, _axis(options), box.width - label - 0.3, room)
    _lanes(axes, rows, found, look, options, box.width - label - 0.3, max(tall, 0.3))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    if tall > room * 1.02:
        needed = box.figure.get_size_inches()[1] + tall - room
        raise ValueError(f"{len(rows)} lanes need a height of {needed:.1f} inches")
    scale = room / max(tall, 0.3)
    for row in rows:
        _named(axes, row, look, label + 0.12, scale)


def size(subject: Subject, options: Options) -> tuple[float, float]:
    """As wide as a page, and as high as its lanes and words need."""
    found = chart(subject.trials, subject.question, subject.rows)
    title = headline(subject.rows) if options.title is None else options.title
    _, tall = _rows(found, _label(found, _WIDE - 0.32))
    return _WIDE, tall + _axis(options) + around(title, _quiet(subject, found), _WIDE)


def description(subject: Subject, options: Options) -> str:
    """The lanes with their days, what has no place, and what all of it rests on."""
    found = chart(subject.trials, subject.question, subject.rows)
    lanes = [
        ": ".join(part for part in (visible(lane.name), visible(lane.about)) if part)
        for lane in found.lanes
    ]
    first, last = (found.numbers.number(day) for day in (found.first, found.last))
    said = [f"A time line from study day {first} to {last}", *filter(None, lanes)]
    full = _quiet(subject, found, whole_list=True)
    return " ".join(f"{line}." for line in (*said, *full))


def _quiet(subject: Subject, found: Chart, *, whole_list: bool = False) -> tuple[str, ...]:
    """What has no place and why; what dates rest on."""
    everybody = [named(row, len(subject.trials) > 1) for row in subject.rows]
    notes = resting(subject.trials, subject.question, subject.rows)
    about = {lane.about for lane in found.lanes}
    kept = {
        text: members
        for text, members in notes.items()
        if text not in about and "not shown, needs" not in text
    }
    unplaced = [
        f"Not placed: {visible(name)}: needs {visible(why)}" for name, why in found.unplaced
    ]
    said = told(kept, everybody, whole_list=whole_list)
    said += [f"{visible(name)}: {visible(text)}" for name, text in found.notes if text not in kept]
    later = "A line to the right of a mark: it may be so much later"
    return (*unplaced, *said, *([later] if any(lane.later for lane in found.lanes) else []))


# ------------------------------------------------------------------ lanes and their labels


def _axis(options: Options) -> float:
    """The room for the labels and the title of the axis; dates have their year below."""
    return 0.64 if options.x == "date" else 0.48


def _label(found: Chart, width: float) -> float:
    """The width of the column of names: what they need, and a third of the paper at most."""
    names = [extent(visible(lane.name), _NAME, "bold") for lane in found.lanes]
    abouts = [extent(visible(lane.about), _SMALL) for lane in found.lanes]
    return min(max([*names, *abouts, 0.2]) + 0.02, width * 0.32)


def _rows(found: Chart, label: float) -> tuple[list[Row], float]:
    """The lanes in their places, and the height of all; a gap between one kind and the next."""
    rows: list[Row] = []
    top = 0.08
    before = ""
    for lane in found.lanes:
        name = held(visible(lane.name), label, _NAME, 3, "bold") if lane.name else []
        about = held(visible(lane.about), label, _SMALL, 2) if lane.about else []
        tall = height(len(name), _NAME) + height(len(about), _SMALL) + 0.09
        top += 0.1 if before and before != lane.kind else 0.0
        rows.append(Row(lane, tuple(name), tuple(about), top, max(tall, 0.36)))
        top += rows[-1].height
        before = lane.kind
    return rows, top + 0.06


def _named(axes: Axes, row: Row, look: Look, left: float, scale: float) -> None:
    """The name of a lane and what is said of it, left of the axes."""
    from matplotlib.transforms import ScaledTranslation, blended_transform_factory

    figure = axes.get_figure(root=True)
    assert figure is not None
    inches = ScaledTranslation(-left, 0, figure.dpi_scale_trans)
    place = blended_transform_factory(axes.transAxes, axes.transData) + inches
    tall = height(len(row.name), _NAME) + height(len(row.about), _SMALL)
    top = row.middle - tall / 2 / scale
    for number, line in enumerate(row.name):
        y = top + height(number, _NAME) / scale
        axes.text(0, y, line, va="top", fontsize=_NAME, weight="bold", transform=place)
    top += height(len(row.name), _NAME) / scale
    for number, line in enumerate(row.about):
        y = top + height(number, _SMALL) / scale
        axes.text(0, y, line, va="top", fontsize=_SMALL, color=look.faint, transform=place)


def _lanes(
    axes: Axes, rows: Sequence[Row], found: Chart, look: Look, options: Options, wide: float,
    tall: float,
) -> None:  # fmt: skip
    pad = max((found.last - found.first + 1) * 0.02, 0.7)
    left, right = found.first - pad, found.last + pad
    right += (right - left) * 0.03 * any(lane.open for lane in found.lanes)
    axis.time(axes, options, found.numbers, left, right, wide)
    axes.set_ylim(tall, 0)
    axes.grid(False, axis="y")
    ground = Ground(axes, look, wide * 72 / (right - left), found, wide, left)
    for above, below in pairwise(rows):
        if above.lane.kind != below.lane.kind:
            y = (above.top + above.height + below.top) / 2
            axes.axhline(y, color=look.grid, linewidth=0.8)
    for row in rows:
        mark(ground, row)
