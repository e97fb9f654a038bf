"""Charts of amounts over time: which lines share a panel, what is said around them, their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.days import DayCount
from dosecalc.formats.figures import multiples, panel
from dosecalc.formats.figures.kind import Options
from dosecalc.formats.figures.line import Line
from dosecalc.formats.figures.panel import Panel
from dosecalc.formats.figures.sheet import MARGIN, Box, around, check_height, sheet
from dosecalc.formats.figures.style import LOOKS
from dosecalc.formats.figures.words import headline, label, of_row, unit_name, unknown
from dosecalc.results import Row
from dosecalc.units import Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

_WIDTH, _WIDE = 7.2, 9.0
_GAP, _EMPTY = 0.16, 1.2  # inches between panels, and where there is none
_MOST = 240  # lines that a figure can hold at all
_DESCRIBED = 60
_MARKED = 20  # doses that have a marker each, wherever they are


class Chart(NamedTuple):
    """What a chart of amounts over time shows: lines, and rows that cannot be drawn with why.

    `days` says how each trial numbers its days, `end` what the words at the ends of lines say;
    more lines than `many` in one panel are drawn in small ones;
    a logarithmic axis does not go below `floor` times the greatest amount of a line; `remarks` are
    quiet lines of the kind's own.
    """

    what: str
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    needs: tuple[tuple[Row, str], ...]
    days: Mapping[str, DayCount]
    end: str = "total"
    many: int = 12
    floor: float = 0.0
    remarks: tuple[str, ...] = ()


def panels(chart: Chart) -> list[Panel]:
    """The lines by what they measure; lines at 0 stand with the others of their trial."""
    groups: dict[str | None, list[Line]] = {}
    for line in chart.lines:
        if not line.zero:
            groups.setdefault(line.row.unit.dimension if line.row.unit else None, []).append(line)
    for line in chart.lines:
        home = [name for name, mine in groups.items() if _shares_trial(line, mine)]
        if line.zero and home:
            groups[home[0]].append(line)
    if not groups and chart.lines:
        groups[None] = list(chart.lines)
    return [_panel(chart, mine, len(groups) > 1) for mine in groups.values()]


def _shares_trial(line: Line, others: Sequence[Line]) -> bool:
    return any(line.row.trial == other.row.trial for other in others)


def _panel(chart: Chart, lines: Sequence[Line], several: bool) -> Panel:
    unit: Unit | None = next((line.row.unit for line in lines if line.row.unit), None)
    trials = list(dict.fromkeys(line.row.trial for line in lines))
    counts = {chart.days.get(trial, DayCount()) for trial in trials}
    last = max((line.last for line in lines), default=0.0) or 7.0
    first = min((float(line.low.x[0]) for line in lines if not line.zero), default=0.0)
    drawn = [line for line in lines if not line.zero]
    resting = [line for line in lines if line.zero]
    near = [row for row in chart.rows if row.trial in trials]
    whole = {row.trial for row in chart.rows}
    return Panel(
        what=f"{chart.what} ({unit_name(unit)})" if unit else chart.what,
        title=headline([line.row for line in lines]) if several and len(whole) > 1 else "",
        lines=tuple(line.within(unit) for line in drawn),
        names=tuple(label(line.row, near) for line in drawn),
        resting="; ".join(dict.fromkeys(label(line.row, near) for line in resting)),
        trials=tuple(trials),
        days=counts.pop() if len(counts) == 1 else None,
        first=min(first, 0.0),
        last=last,
        end=chart.end,
        floor=chart.floor,
    )  # fmt: skip


# ------------------------------------------------------------------ on paper


def draw(chart: Chart, target: Figure | Axes, look: Look, options: Options) -> None:
    """The panels under each other; one with more lines than can be labelled as small ones."""
    from matplotlib.figure import Figure

    if len(chart.lines) > _MOST:
        raise ValueError(f"{len(chart.lines)} lines in one figure: choose an arm, or fewer texts")
    found = panels(chart)
    if not isinstance(target, Figure):
        if len(found) != 1:
            raise ValueError(_one_panel(found))
        panel.into_axes(found[0], target, look, options)
        sheet(target, look, _title(chart, options))
        return
    box = sheet(target, look, _title(chart, options), _quiet(chart, found, options))
    if box is None or not found:
        _nothing(box, look)
        return
    wanted = [_height(each, chart, len(found), box.width, look, options) for each in found]
    gaps = _GAP * (len(found) - 1)
    check_height(box, gaps + sum(_least(each, chart, box.width, options) for each in found))
    spare = box.height - gaps
    single = [each for each in found if not _crowded(each, chart)]
    margins = panel.margins(single, look, box.width, spare / len(found), options)
    top = box.height
    for each, share in zip(found, wanted, strict=True):
        high = spare * share / sum(wanted)
        place = (0.0, top - high, box.width, high)
        if _crowded(each, chart):
            multiples.draw(each, box, place, look, options)
        else:
            panel.draw(each, box, place, look, options, margins)
        top -= high + _GAP


def _nothing(box: Box | None, look: Look) -> None:
    """A figure without any line says so."""
    if box is not None:
        axes = box.axes(0.0, 0.0, box.width, box.height)
        axes.set_axis_off()
        axes.set_xticks([])
        axes.set_yticks([])
        said = "No amount is known."
        axes.text(0.5, 0.5, said, ha="center", va="center", color=look.faint, fontsize=11)


def _one_panel(found: Sequence[Panel]) -> str:
    if not found:
        return "nothing can be drawn into these axes: no amount is known"
    units = " and ".join(f"`{each.what}`" for each in found)
    return f"one panel cannot show {units}: ask for one unit or one arm, or give no axes"


def _crowded(each: Panel, chart: Chart) -> bool:
    return len(each.lines) > chart.many


def _height(
    each: Panel, chart: Chart, count: int, width: float, look: Look, options: Options
) -> float:
    if _crowded(each, chart):
        return multiples.height(each, width)
    return panel.height(each, look, width, options, alone=count == 1)


def _least(each: Panel, chart: Chart, width: float, options: Options) -> float:
    if _crowded(each, chart):
        return 0.75 * multiples.height(each, width)
    return panel.least(each, options)


def size(chart: Chart, options: Options) -> tuple[float, float]:
    """Width and height in inches."""
    found = panels(chart)
    width = _WIDE if any(len(each.lines) > 24 for each in found) else _WIDTH
    around_it = around(_title(chart, options), _quiet(chart, found, options), width)
    look, room = LOOKS[options.theme], width - 2 * MARGIN
    inside = sum(_height(each, chart, len(found), room, look, options) for each in found)
    return width, around_it + (inside + _GAP * (len(found) - 1) if found else _EMPTY)


def _title(chart: Chart, options: Options) -> str:
    return headline(chart.rows) if options.title is None else options.title


def _quiet(
    chart: Chart, found: Sequence[Panel], options: Options, *, keyed: bool = True
) -> list[str]:
    """What stands below: what is not computed, and what lines and bands mean."""
    said = unknown(chart.needs, chart.rows)
    away = _away(chart, found, options)
    if away:
        said.append(f"Nothing is given: {away}")
    lines = [line for each in found for line in each.lines]
    keys = list(_keys(lines)) if keyed else []
    if keys:
        said.append(". ".join(keys) + ".")
    return [*said, *chart.remarks]


def _away(chart: Chart, found: Sequence[Panel], options: Options) -> str:
    """Rows without any amount that no panel shows."""
    drawn = [each for each in found if not options.log and not _crowded(each, chart)]
    homes = {trial for each in drawn for trial in each.trials if each.resting}
    names = [label(x.row, chart.rows) for x in chart.lines if x.zero and x.row.trial not in homes]
    return "; ".join(dict.fromkeys(names))


def _keys(lines: Sequence[Line]) -> Iterator[str]:
    if any(line.assumed for line in lines):
        yield "Dashed: rests on an assumption"
    if any(not line.exact and not line.open for line in lines):
        yield "Band: from the least to the greatest amount"
    if any(line.open for line in lines):
        yield "Open band with an arrow: nothing bounds it above"
    if any(len(line.doses.x) > _MARKED for line in lines):
        yield "Markers: doses, fewer where they would touch"


# ------------------------------------------------------------------ in words


def description(chart: Chart) -> str:
    """What is shown, where each line ends, and what is unknown or assumed."""
    found = panels(chart)
    axes = ", and ".join(dict.fromkeys(each.what for each in found)) or chart.what
    about = headline(chart.rows)
    ends = [of_row(x.row, chart.rows, x.end.removeprefix(f"{chart.end} ")) for x in chart.lines][
        :_DESCRIBED
    ]
    more = len(chart.lines) - len(ends)
    listed = "; ".join(ends) + (f"; and {more} more" if more > 0 else "")
    said = [f"Chart of the {axes} over time, {about}."]
    if listed:
        said.append(f"{chart.end.capitalize()}{'s' * (len(chart.lines) > 1)}: {listed}.")
    said += [f"{each}." for each in unknown(chart.needs, chart.rows)]
    assumed = [label(x.row, chart.rows) for x in chart.lines if x.assumed]
    if assumed:
        names = "; ".join(dict.fromkeys(filter(None, assumed)))
        said.append(f"Resting on assumptions: {names}." if names else "It rests on assumptions.")
    return " ".join([*said, *chart.remarks])


def text(chart: Chart, options: Options, width: int) -> str:
    """The panels in characters."""
    from dosecalc.formats.figures import terminal

    found = panels(chart)
    quiet = _quiet(chart, found, options, keyed=False)
    return terminal.charts(_title(chart, options), found, quiet, options, width)
