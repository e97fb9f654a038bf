"""A calendar as rows of weeks: which cell holds which day, and where its rows stand on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dosecalc.formats.figures.dosing_days import Calendar, Day, together
from dosecalc.formats.figures.measure import height, held
from dosecalc.parameters import Interval

# ------------------------------------------------------------------ which cell holds which day


class Grid(NamedTuple):
    """Cells of so many days, so many to a row; day 1 begins a row.

    >>> grid([(0, 55)]), grid([(0, 3000)])
    (Grid(days=1, columns=7), Grid(days=7, columns=13))
    """

    days: int
    columns: int

    def cell(self, day: int) -> tuple[int, int]:
        """The row and the column of a day, an offset from day 1."""
        return divmod(day // self.days, self.columns)

    @property
    def row_days(self) -> int:
        return self.days * self.columns


_GRIDS = ((Grid(1, 7), 60), (Grid(7, 13), 40), (Grid(28, 13), 40))


def grid(ends: Iterable[tuple[int, int]]) -> Grid:
    """The finest grid in which first and last days have a number of rows that can be read."""
    longest = list(ends)
    for each, most in _GRIDS:
        if all(each.cell(last)[0] - min(each.cell(first)[0], 0) < most for first, last in longest):
            return each
    return Grid(364, 10)


def cells(calendar: Calendar, on: Grid) -> dict[tuple[int, int], Day]:
    """What each cell holds, by row and column."""
    found: dict[tuple[int, int], Day] = {}
    for day, here in calendar.days:
        at = on.cell(day)
        before = found.get(at)
        found[at] = here if before is None else _both(before, here)
    return found


def _both(one: Day, other: Day) -> Day:
    whole = None
    if one.amount is not None and other.amount is not None:
        assert one.amount.high is not None and other.amount.high is not None
        whole = Interval(one.amount.low + other.amount.low, one.amount.high + other.amount.high)
    return Day(one.sure + other.sure, one.most + other.most, whole)


def rows_of(calendar: Calendar, on: Grid) -> range:
    """The rows of a calendar, from the first or that of day 1, whichever is earlier."""
    first, last = calendar.days[0][0], calendar.days[-1][0]
    return range(min(on.cell(first)[0], 0), max(on.cell(last)[0], 0) + 1)


def row_name(row: int, on: Grid) -> str:
    """The weeks of a row; before day 1 they count backwards from -1.

    >>> row_name(-1, Grid(1, 7)), row_name(1, Grid(7, 13))
    ('week −1', 'weeks 14–26')
    """
    weeks = on.row_days // 7
    ends = [week + 1 if week >= 0 else week for week in (row * weeks, row * weeks + weeks - 1)]
    first, last = (f"{end:,}".replace("-", "−") for end in ends)
    return f"week {first}" if weeks == 1 else f"weeks {first}–{last}"


# ------------------------------------------------------------------ where panels go, in inches

NAME, SMALL = 8.5, 7.0
BLOCK_GAP, _PANEL_GAP = 0.14, 0.3


class Panel(NamedTuple):
    """A calendar in its place: how big it is, and how its rows are cut into blocks."""

    calendar: Calendar
    names: tuple[str, ...]
    caption: str
    rows: range
    tall: int
    width: float
    height: float
    left: float = 0.0
    top: float = 0.0

    @property
    def above(self) -> float:
        """What names and caption take."""
        return height(len(self.names), NAME) + height(1, SMALL) + 0.05


def panel(calendar: Calendar, on: Grid, cell: float, dated: bool, widest: float) -> Panel:
    """A calendar with cells of this size, its rows cut into blocks that stand side by side."""
    rows = rows_of(calendar, on)
    most = 13 if on.days == 1 else 20
    label = label_room(on, dated)
    wide = label + on.columns * cell
    room = max(int((widest + BLOCK_GAP) / (wide + BLOCK_GAP)), 1)
    blocks = min(-(-len(rows) // most), room)
    tall = -(-len(rows) // blocks)
    width = -(-len(rows) // tall) * (wide + BLOCK_GAP) - BLOCK_GAP
    name = "; ".join(together(calendar.members))
    names = tuple(held(name, max(width, 2.2), NAME, 3, "bold")) if name else ()
    made = Panel(calendar, names, caption(calendar), rows, tall, max(width, 2.2), 0.0)
    return made._replace(height=made.above + head_room(on) + tall * cell)


def label_room(on: Grid, dated: bool) -> float:
    """The room for a row's name left of a block."""
    named = 0.62 if on.days == 1 else 0.82 if on.days == 7 else 1.2
    return named + (0.42 if dated and on.days == 1 else 0.85 if dated else 0.0)


def head_room(on: Grid) -> float:
    """The room for the days of the week above a block."""
    return 0.2 if on.days == 1 else 0.06


def caption(calendar: Calendar) -> str:
    """How many doses a calendar shows, and from which day to which."""
    sure = sum(each.sure for _, each in calendar.days)
    most = sum(each.most for _, each in calendar.days)
    ends = [calendar.numbers.number(calendar.days[at][0]) for at in (0, -1)]
    first, last = (f"{end:,}".replace("-", "−") for end in ends)
    number = f"{most:,}" if sure == most else f"{sure:,} to {most:,}"
    days = f"day {first}" if first == last else f"days {first} to {last}"
    return f"{number} dose{'' if most == 1 else 's'}, {days}"


def placed(panels: Sequence[Panel], width: float) -> tuple[list[Panel], float]:
    """Panels from left to right and downwards, and the height they take."""
    made: list[Panel] = []
    left = top = tallest = 0.0
    for each in panels:
        if left and left + each.width > width + 1e-6:
            left, top, tallest = 0.0, top + tallest + _PANEL_GAP, 0.0
        made.append(each._replace(left=left, top=top))
        left += each.width + _PANEL_GAP
        tallest = max(tallest, each.height)
    return made, top + tallest
