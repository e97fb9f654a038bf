"""How the schedule of activities is said: heads of columns, cells, names of rows, signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from dosecalc.activities import Activities, Cell, Column, Matrix, Row, Run, Window, ways_said
from dosecalc.days import DayCount
from dosecalc.visit_columns import MOST, listed, numbered, placed

UNCONFIRMED = "UNCONFIRMED: a draft that no person has checked"
NOTHING = "nothing is planned on any day"
GOES_ON = "on"
_RAISED = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")


class Head(NamedTuple):
    """The head of a column in three lines; a line may be empty."""

    week: str
    day: str
    window: str


def head(column: Column, numbers: DayCount) -> Head:
    """`week 2`, `day 15`, `±3 days`."""
    first, last = column.days[0], column.days[-1]
    week = _week(first.day, last.day) if first.later == 0 else ""
    return Head(week, _day(column, numbers), window(column.window))


def _week(first: int, last: int) -> str:
    """Whole weeks since day 1."""
    one, two = (f"{day // 7}".replace("-", "−") for day in (first, last))
    return f"week {one}" if one == two else f"weeks {one}–{two}"


def _day(column: Column, numbers: DayCount) -> str:
    first, last = column.days[0], column.days[-1]
    if len(column.days) == 1:
        return placed(first, numbers)
    if len(column.days) <= 3 or _in_a_row(column):
        return listed(column.days, numbers)
    return f"days {numbered(first.day, numbers)} to {numbered(last.day, numbers)}"


def _in_a_row(column: Column) -> bool:
    return column.days[-1].day - column.days[0].day == len(column.days) - 1


def window(found: Window | None) -> str:
    """`±3 days`, or `−1/+2 days`; empty for none."""
    if found is None:
        return ""
    before, after = found
    if before == after:
        return f"±{before} day{'' if before == 1 else 's'}" if before else "±0 days"
    return f"−{before}/+{after} days"


def sign(row: Row, column: Column, cell: Cell) -> str:
    """What a cell shows: `X`, `(X)` for what may happen, a number of doses, on each of the days."""
    if row.kind in ("watch", "span"):
        return GOES_ON if cell.sure else f"({GOES_ON})"
    return _often(cell.sure, cell.possible) + _repeated(column)


def _often(sure: int, possible: int) -> str:
    if not sure:
        return f"({'X' if possible == 1 else possible})"
    more = f" (+{possible})" if possible else ""
    return ("X" if sure == 1 and not possible else f"{sure}") + more


def _repeated(column: Column) -> str:
    if len(column.days) == 1:
        return ""
    return " daily" if _in_a_row(column) else f" ×{len(column.days)}"


def name(row: Row) -> str:
    """What a row is: the agent and route of doses, an activity, a watch or a span."""
    if row.kind == "dose":
        return ", ".join(filter(None, (row.agent, row.route))) or "dose"
    return f"watch {row.activity}" if row.kind == "watch" else row.activity


def about(row: Row, numbers: DayCount) -> str:
    """What every dose of a row holds, when it is daily, from when to when it goes; or nothing."""
    return "; ".join(filter(None, (row.about, *(_run(run, numbers) for run in row.runs))))


def _run(run: Run, numbers: DayCount) -> str:
    cell = run.cell
    once = cell.sure + cell.possible == 1
    often = "daily" if once else f"{_often(cell.sure, cell.possible)} a day"
    maybe = "" if cell.sure else "possibly "
    return f"{maybe}{often}, {listed(run.days, numbers)}"


def raised(notes: Sequence[int]) -> str:
    """Numbers of footnotes as superscripts: `¹·²`."""
    return ",".join(map(str, notes)).translate(_RAISED)


def noted(text: str, notes: Sequence[int]) -> str:
    """A text with the numbers of its footnotes."""
    return text + raised(notes)


def title(activities: Activities) -> str:
    """The name of the trial, with its words."""
    return "  ".join(filter(None, (activities.trial.name, activities.trial.label)))


def heading(matrix: Matrix) -> str:
    """For whom a matrix holds; empty where there is one way of dosing only and it has no name."""
    return ways_said(matrix.ways)


def blocks(matrix: Matrix, most: int = MOST) -> list[range]:
    """The columns in parts that a page holds, as even as can be; one part at least."""
    count = len(matrix.columns)
    parts = max(-(-count // most), 1)
    ends = [count * number // parts for number in range(parts + 1)]
    return [range(first, last) for first, last in pairwise(ends)]


def legend(matrices: Iterable[Matrix], numbers: DayCount) -> list[str]:
    """What the signs of some matrices mean, of each that is used."""
    cells = [
        (row, column, cell)
        for matrix in matrices
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if cell is not None
    ]
    signs = [(row.kind, sign(row, column, cell)) for row, column, cell in cells]
    done = [text for kind, text in signs if kind in ("dose", "assessment")]
    goes = {text for kind, text in signs if kind in ("watch", "span")}
    said = (
        ("X: once on that day", any(text.startswith("X") for text in done)),
        ("a number: so many times on that day", any(text[0].isdigit() for text in done)),
        ("(…): possibly", any("(" in text for text in (*done, *goes))),
        ("daily: on each day of the column", any("daily" in text for text in done)),
        ("×n: on each of the n days of the column", any("×" in text for text in done)),
        (f"{GOES_ON}: it goes on then", bool(goes)),
        (f"weeks are whole weeks since {numbers.text(0)}", bool(cells)),
    )
    return [text for text, used in said if used]


def foot(matrix: Matrix) -> list[str]:
    """The footnotes of a matrix with their numbers."""
    return [f"{raised((number,))} {text}" for number, text in enumerate(matrix.footnotes, 1)]


def headed(column: Column, numbers: DayCount) -> list[str]:
    """The lines of a head that are not empty, with the numbers of its footnotes."""
    week, day, around = head(column, numbers)
    return [line for line in (week, noted(day, column.notes), around) if line]


def celled(matrix: Matrix, row: Row, number: int) -> str:
    """What a row shows in a column, with the numbers of its footnotes."""
    cell = row.cells[number]
    if cell is None:
        return ""
    return noted(sign(row, matrix.columns[number], cell), cell.notes)
