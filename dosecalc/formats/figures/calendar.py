"""`--kind calendar`: weeks as rows, days as cells, each in the shade of what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.amounts import readable
from dosecalc.days import WEEKDAYS
from dosecalc.formats.figures.dosing_days import (
    Calendar,
    Day,
    calendars,
    named,
    resting,
    together,
    told,
)
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.measure import extent, height
from dosecalc.formats.figures.sheet import around, sheet
from dosecalc.formats.figures.weeks import (
    BLOCK_GAP,
    NAME,
    SMALL,
    Grid,
    Panel,
    cells,
    grid,
    head_room,
    label_room,
    panel,
    placed,
    row_name,
    rows_of,
)
from dosecalc.formats.figures.words import headline, unit_name
from dosecalc.units import Unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

_LEGEND = 0.24  # inches that a line of the legend is high


# ------------------------------------------------------------------ shades


class Shades(NamedTuple):
    """The shade of each value, by quantity: a unit's amounts, or counts of doses under None."""

    values: dict[Unit | None, tuple[Fraction, ...]]
    paper: str
    full: str

    def colour(self, value: Fraction, unit: Unit | None) -> tuple[float, ...]:
        """Between the paper and the full colour: the more, the stronger."""
        from matplotlib.colors import to_rgb

        known = self.values[unit]
        part = Fraction(1, 2)
        if len(known) > 1:
            part = (value - known[0]) / (known[-1] - known[0])
            if len(known) <= _TOLD:
                part = Fraction(known.index(value), len(known) - 1)
        strength = 0.28 + 0.62 * float(part)
        ends = zip(to_rgb(self.paper), to_rgb(self.full), strict=True)
        return tuple(low + (high - low) * strength for low, high in ends)


_TOLD = 6  # values that each have a shade and a place in the legend


def value(here: Day) -> Fraction:
    """What a cell's shade stands for."""
    if here.amount is None or here.amount.high is None:
        return Fraction(here.most)
    return here.amount.high


def shades(found: Sequence[Calendar], on: Grid, look: Look) -> Shades:
    """The shades of calendars that stand side by side, one scale for each quantity."""
    values: dict[Unit | None, set[Fraction]] = {}
    for each in found:
        values.setdefault(each.unit, set()).update(map(value, cells(each, on).values()))
    full = look.series[0]
    return Shades({unit: tuple(sorted(mine)) for unit, mine in values.items()}, look.paper, full)


# ------------------------------------------------------------------ the figure


class Plan(NamedTuple):
    """Everything that is drawn, in its place."""

    title: str
    quiet: tuple[str, ...]
    on: Grid
    cell: float
    panels: tuple[Panel, ...]
    height: float
    legends: int


_LEAST = 0.075


def _natural(found: Sequence[Calendar], on: Grid) -> tuple[float, float]:
    """The width of the paper and of a cell where the caller asks for neither."""
    if len(found) > 12:
        return 10.6, 0.155
    long = any(len(rows_of(each, on)) > 26 for each in found)
    return 7.6, 0.2 if len(found) > 4 or (long and on.days == 1) else 0.27


def _plan(
    subject: Subject, options: Options, width: float | None = None, cell: float | None = None
) -> Plan:
    """The figure on paper of this width with cells of this size, or as is natural."""
    found = calendars(subject.trials, subject.question)
    on = grid([(each.days[0][0], each.days[-1][0]) for each in found])
    dated = options.start is not None
    natural = _natural(found, on)
    width, cell = width or natural[0], cell or natural[1]
    panels = [panel(each, on, cell, dated, width) for each in found]
    there, tall = placed(panels, width)
    title = headline(subject.rows) if options.title is None else options.title
    legends = len({each.unit for each in found})
    return Plan(title, quiet(subject, on), on, cell, tuple(there), tall, legends)


def quiet(subject: Subject, on: Grid, *, whole_list: bool = False) -> tuple[str, ...]:
    """What stands under a calendar: what a cell is, what days rest on, and what has none."""
    everybody = [named(row, len(subject.trials) > 1) for row in subject.rows]
    found = resting(subject.trials, subject.question, subject.rows)
    what = {1: "", 7: "a week", 28: "four weeks", 364: "52 weeks"}[on.days]
    first = [f"A cell is {what}, with its first study day"] if what else []
    return (*first, *told(found, everybody, whole_list=whole_list))


def size(subject: Subject, options: Options) -> tuple[float, float]:
    """The paper that cells of a legible size take."""
    made = _plan(subject, options)
    wide = max([each.left + each.width for each in made.panels], default=3.0)
    wide = max(wide, 4.4)
    high = made.height + made.legends * _LEGEND + 0.1
    return wide + 0.32, high + around(made.title, made.quiet, wide + 0.32)


def figure(subject: Subject, target: Figure | Axes, look: Look, options: Options) -> None:
    """Draw every calendar that differs, as large as the paper allows."""
    start = _plan(subject, options)
    box = sheet(target, look, start.title, start.quiet)
    if box is None:
        _into(target, start, look, options)  # type: ignore[arg-type]
        return
    cell, room = (0.5 if options.size else start.cell), box.height - start.legends * _LEGEND - 0.1
    made = _plan(subject, options, box.width, cell)
    while made.height > room + 1e-6 or _too_wide(made, box.width):
        cell *= 0.97
        if cell < _LEAST:
            number = f"{len(made.panels)} calendar{'s' * (len(made.panels) != 1)}"
            wide, high = box.figure.get_size_inches()
            raise ValueError(f"{number} cannot be read on {wide:.3g}x{high:.3g} inches")
        made = _plan(subject, options, box.width, cell)
    tints = shades([each.calendar for each in made.panels], made.on, look)
    for each in made.panels:
        axes = box.axes(each.left, box.height - each.top - each.height, each.width, each.height)
        _draw(axes, each, made, tints, look, options)
    if made.panels:
        below = box.axes(0, 0, box.width, made.legends * _LEGEND)
        _room(below, box.width, made.legends * _LEGEND)
        _legend(below, made, tints, look, 0.0)


def _too_wide(plan: Plan, width: float) -> bool:
    return any(each.left + each.width > width + 1e-6 for each in plan.panels)


def _into(axes: Axes, plan: Plan, look: Look, options: Options) -> None:
    """One calendar, with its legend, into axes of the caller's."""
    if len(plan.panels) != 1:
        raise ValueError(f"{len(plan.panels)} calendars do not go into one axes")
    (only,) = plan.panels
    tints = shades([only.calendar], plan.on, look)
    _draw(axes, only, plan, tints, look, options)
    _legend(axes, plan, tints, look, only.height)
    axes.set_ylim(only.height + _LEGEND, 0)
    axes.set_aspect("equal", anchor="NW")


def _room(axes: Axes, width: float, tall: float) -> None:
    """Axes that count in inches from their upper left corner."""
    axes.set_axis_off()
    axes.set_xlim(0, max(width, 0.05))
    axes.set_ylim(max(tall, 0.05), 0)


class Tile(NamedTuple):
    """A coloured square; None for an empty one."""

    left: float
    top: float
    side: float
    colour: tuple[float, ...] | None
    hatched: bool = False


def _draw(
    axes: Axes, panel: Panel, plan: Plan, tints: Shades, look: Look, options: Options
) -> None:
    """A panel: its names, its caption, the heads of its columns, rows and cells."""
    _room(axes, panel.width, panel.height)
    for number, line in enumerate(panel.names):
        axes.text(0, height(number, NAME), line, va="top", fontsize=NAME, weight="bold")
    top = height(len(panel.names), NAME)
    axes.text(0, top, panel.caption, va="top", fontsize=SMALL, color=look.faint)
    there = cells(panel.calendar, plan.on)
    label = label_room(plan.on, options.start is not None)
    block_width = label + plan.on.columns * plan.cell + BLOCK_GAP
    tiles: list[Tile] = []
    for number, row in enumerate(panel.rows):
        block, line_number = divmod(number, panel.tall)
        left = block * block_width + label
        top = panel.above + head_room(plan.on) + line_number * plan.cell
        if not line_number:
            _heads(axes, left, top, plan, look, options)
        axes.text(
            left - 0.07, top + plan.cell / 2, _row_label(row, plan.on, options), ha="right",
            va="center_baseline", fontsize=SMALL, color=look.faint,
        )  # fmt: skip
        for column in range(plan.on.columns):
            here = there.get((row, column))
            colour = None if here is None else tints.colour(value(here), panel.calendar.unit)
            hatched = here is not None and here.sure < here.most
            tiles.append(Tile(left + column * plan.cell, top, plan.cell, colour, hatched))
            day = (row * plan.on.columns + column) * plan.on.days
            _number(axes, tiles[-1], panel.calendar.numbers.number(day), look, panel)
    _tiled(axes, tiles, look)


def _row_label(row: int, on: Grid, options: Options) -> str:
    name = row_name(row, on)
    if options.start is None:
        return name
    first = options.start + timedelta(days=row * on.row_days)
    year = f" {first.year}" if on.days > 1 else ""
    return f"{name}, {first.day} {first:%b}{year}"


def _heads(axes: Axes, left: float, top: float, plan: Plan, look: Look, options: Options) -> None:
    """Days of the week where day 1 has a date, else the days of a trial week by number."""
    if plan.on.days > 1:
        return
    for column in range(plan.on.columns):
        name = str(column + 1)
        if options.start is not None:
            name = WEEKDAYS[(options.start.weekday() + column) % 7][:2]
        axes.text(
            left + (column + 0.5) * plan.cell, top - 0.04, name, ha="center", va="bottom",
            fontsize=min(SMALL, plan.cell * 28), color=look.faint,
        )  # fmt: skip
    if options.start is None:
        axes.text(
            left - 0.07, top - 0.04, "day", ha="right", va="bottom", fontsize=SMALL,
            color=look.faint,
        )  # fmt: skip


def _number(axes: Axes, tile: Tile, day: int, look: Look, panel: Panel) -> None:
    """The study day in its cell, where it can be read there."""
    text = str(day).replace("-", "−")
    points = min(SMALL, tile.side * 72 * 0.38)
    points *= min(1.0, 0.84 * tile.side / extent(text, points))
    if points < 3.4:
        return
    colour = look.faint if tile.colour is None else _legible(tile.colour, look)
    patch = {"facecolor": tile.colour, "edgecolor": "none", "pad": 0.7} if tile.hatched else None
    axes.text(
        tile.left + tile.side / 2, tile.top + tile.side / 2, text, ha="center",
        va="center_baseline", fontsize=points, color=colour, bbox=patch, zorder=4,
    )  # fmt: skip


def _legible(colour: tuple[float, ...], look: Look) -> str:
    """The paper or the ink, whichever stands out more from a colour."""
    from matplotlib.colors import to_rgb

    def light(rgb: Sequence[float]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
        return sum(part * c for part, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    def contrast(ink: str) -> float:
        low, high = sorted((light(to_rgb(ink)), light(colour)))
        return (high + 0.05) / (low + 0.05)

    return max((look.ink, look.paper), key=contrast)


def _tiled(axes: Axes, tiles: Sequence[Tile], look: Look) -> None:
    """The squares, and slanting lines over those that are not sure."""
    from matplotlib.collections import LineCollection, PolyCollection

    for filled in (False, True):
        chosen = [tile for tile in tiles if (tile.colour is not None) == filled]
        if chosen:
            faces = [tile.colour or "none" for tile in chosen]
            edge = "none" if filled else look.grid
            squares = [_square(tile) for tile in chosen]
            axes.add_collection(
                PolyCollection(squares, facecolors=faces, edgecolors=edge, linewidths=0.6)
            )
    lines, colours = [], []
    for tile in tiles:
        if tile.hatched and tile.colour is not None:
            lines += _slanting(tile)
            colours += [_legible(tile.colour, look)] * 5
    axes.add_collection(LineCollection(lines, colors=colours, linewidths=0.7, zorder=3))


def _square(tile: Tile) -> list[tuple[float, float]]:
    low, high = tile.side * 0.04, tile.side * 0.96
    corners = ((low, low), (high, low), (high, high), (low, high))
    return [(tile.left + x, tile.top + y) for x, y in corners]


def _slanting(tile: Tile) -> list[list[tuple[float, float]]]:
    """Five lines across a square, from lower left to upper right."""
    low, width = 0.04, 0.92
    found = []
    for number in range(1, 6):
        at = number * width / 3
        ends = ((max(at - width, 0.0), min(at, width)), (min(at, width), max(at - width, 0.0)))
        found.append([
            (tile.left + (low + x) * tile.side, tile.top + (low + y) * tile.side) for x, y in ends
        ])  # fmt: skip
    return found


def _legend(axes: Axes, plan: Plan, tints: Shades, look: Look, top: float) -> None:
    """A line for each quantity: what its shades stand for."""
    every = {1: "a day", 7: "a week", 28: "in four weeks", 364: "in 52 weeks"}[plan.on.days]
    unsure = any(day.sure < day.most for each in plan.panels for _, day in each.calendar.days)
    width = axes.get_xlim()[1]
    tiles: list[Tile] = []
    for number, (unit, values) in enumerate(tints.values.items()):
        what = f"doses {every}" if unit is None else f"{unit_name(unit)} {every}"
        last = number == len(tints.values) - 1
        samples = _samples(values, width - extent(what, SMALL) - 0.9 * (unsure and last))
        left, middle = 0.0, top + (number + 0.5) * _LEGEND
        entries: list[tuple[tuple[float, ...] | None, bool, str]] = [
            (tints.colour(each, unit), False, readable(each)) for each in samples
        ]
        if unsure and last:
            entries.append((tints.colour(values[-1], unit), True, "not sure"))
        left = _word(axes, left, middle, what, look.ink) + 0.12
        for colour, hatched, text in entries:
            tiles.append(Tile(left, middle - 0.07, 0.14, colour, hatched))
            left = _word(axes, left + 0.19, middle, text, look.ink) + 0.14
    _tiled(axes, tiles, look)


def _samples(values: Sequence[Fraction], room: float) -> list[Fraction]:
    """As many of the values as there is room to name, the first and the last among them."""
    for number in range(min(len(values), _TOLD), 1, -1):
        last = len(values) - 1
        chosen = [values[round(n * last / (number - 1))] for n in range(number)]
        if sum(extent(readable(each), SMALL) + 0.33 for each in chosen) <= room:
            return chosen
    return [values[0], values[-1]] if len(values) > 1 else [values[0]]


def _word(axes: Axes, left: float, middle: float, text: str, colour: str) -> float:
    """A word of the legend; where it ends."""
    axes.text(left, middle, text, va="center", fontsize=SMALL, color=colour)
    return left + extent(text, SMALL)


def description(subject: Subject, options: Options) -> str:
    """Who has how many doses on which days, and what that rests on."""
    plan = _plan(subject, options)
    shown = [
        ": ".join(
            part for part in ("; ".join(together(each.calendar.members)), each.caption) if part
        )
        for each in plan.panels
    ]
    what = f"A calendar of study days, weeks as rows. {'. '.join(shown) or 'Nobody has doses'}."
    full = quiet(subject, plan.on, whole_list=True)
    return " ".join((what, *(f"{line}." for line in full)))
