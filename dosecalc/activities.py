"""The schedule of activities: what is done on which study day, as the matrix that protocols print.

>>> from dosecalc.language import read_phrase
>>> from dosecalc.variants import variants
>>> trial = read_phrase("10 mg on days 1-28 and 5 mg on day 43").trial
>>> (found,) = matrices(trial, list(variants(trial.arms[0])))
>>> [len(column.days) for column in found.columns], found.footnotes
([28, 1], ('10 mg on days 1–28; 5 mg on day 43',))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dosecalc.activity_rows import Draft, Held, Line, Mark, draft
from dosecalc.days import DayCount
from dosecalc.diagnostics import Diagnostic
from dosecalc.dues import Kind, Planned, planned
from dosecalc.model import Trial
from dosecalc.stamps import Stamp
from dosecalc.variants import Question, Variant
from dosecalc.visit_columns import Days, columns, listed

Window = tuple[int, int]  # days before and after
_ANY = Question()
_SHOWN = 3  # days that the head of a column lists itself


class Column(NamedTuple):
    """A visit, or a run of days on which the same is done; notes are numbers of footnotes.

    `window` holds the days before and after that most of what is done has, None for none.
    """

    days: Days
    window: Window | None = None
    notes: tuple[int, ...] = ()


class Cell(NamedTuple):
    """How often something is done on each day of a column: surely, and possibly beyond that.

    Of a watch or a span, whether it goes on then. `windows` are the cell's own, None for none; it
    is empty where a dose may be anywhere in its period.
    """

    sure: int
    possible: int = 0
    notes: tuple[int, ...] = ()
    windows: tuple[Window | None, ...] = ()


class Run(NamedTuple):
    """Days in a row on which something is done, whether there are columns for them or not."""

    days: Days
    cell: Cell


class Row(NamedTuple):
    """One thing that is done, with a cell for each column, None where it is not done.

    Doses have an agent and a route where they are stated. `about` is what every dose holds, or from
    when to when a watch or a span goes.
    """

    kind: Kind
    activity: str
    agent: str | None
    route: str | None
    about: str
    cells: tuple[Cell | None, ...]
    runs: tuple[Run, ...] = ()
    notes: tuple[int, ...] = ()


class Matrix(NamedTuple):
    """The schedule of activities of some ways of dosing that have the same one.

    `footnotes` are numbered from 1; `remarks` are what all of it rests on.
    """

    ways: tuple[Variant, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[str, ...]
    remarks: tuple[str, ...]
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Activities:
    """The schedules of activities of a trial: a matrix for all ways of dosing that share it."""

    trial: Trial
    matrices: tuple[Matrix, ...] = ()
    stamp: Stamp
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the planning; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def numbers(self) -> DayCount:
        """How the trial counts its days."""
        return DayCount(self.trial.days_from_zero)


def matrices(
    trial: Trial, ways: Sequence[Variant], question: Question = _ANY, until: int | None = None
) -> tuple[Matrix, ...]:
    """A matrix for all ways of dosing that have the same one but for amounts, in their order.

    What nothing ends is listed through the day `until`, an offset from day 1. Raises ValueError for
    more doses than can be listed.
    """
    plans = [(way, planned(trial, way, question, until)) for way in ways]
    return of_plans(trial, plans, question.start is not None)


def of_plans(
    trial: Trial, plans: Iterable[tuple[Variant, Planned]], dated: bool
) -> tuple[Matrix, ...]:
    """The matrices of what is due already; `dated` tells that the date of day 1 was known."""
    found: dict[Draft, list[tuple[Variant, tuple[Held, ...]]]] = {}
    for way, plan in plans:
        made, held = draft(trial, way, plan, dated)
        found.setdefault(made, []).append((way, held))
    numbers = DayCount(trial.days_from_zero)
    return tuple(_Finisher(made, members, numbers).matrix() for made, members in found.items())


class _Finisher:
    """Draws the columns of a draft, and numbers what is to be said of its parts."""

    def __init__(
        self, made: Draft, members: Sequence[tuple[Variant, tuple[Held, ...]]], numbers: DayCount
    ) -> None:
        self.draft = made
        self.ways = [way for way, _ in members]
        self.held = [held for _, held in members]
        self.numbers = numbers
        self.marks = [dict(line.marks) for line in made.lines]
        self.kinds = [line.key.kind for line in made.lines]
        own = [n for n, kind in enumerate(self.kinds) if kind in ("dose", "assessment")]
        visits = [self.kinds[n] == "assessment" for n in own]
        drawn = columns([self.marks[n] for n in own], visits, made.edges)
        self.days = drawn.columns
        self.runs = dict(zip(own, drawn.runs, strict=True))
        self.footnotes: dict[str, int] = {}

    def matrix(self) -> Matrix:
        windows = [self._window(days) for days in self.days]
        heads = tuple(map(self._column, self.days, windows))
        rows = tuple(self._row(n, line, windows) for n, line in enumerate(self.draft.lines))
        return Matrix(
            tuple(self.ways), heads, rows, tuple(self.footnotes), self.draft.remarks,
            self.draft.unconfirmed,
        )  # fmt: skip

    def _numbers(self, texts: Iterable[str]) -> tuple[int, ...]:
        """The numbers of footnotes, new ones after those that are there."""
        return tuple(self.footnotes.setdefault(text, len(self.footnotes) + 1) for text in texts)

    # -- columns

    def _window(self, days: Days) -> Window | None:
        """The window that most of what has one has; of two as frequent the narrower."""
        marks = [marks[days[0]] for marks in self.marks if days[0] in marks]
        windows = [each for mark in marks for each in mark.windows if each is not None]
        often = Counter(windows)
        return min(often, key=lambda each: (-often[each], sum(each), each), default=None)

    def _column(self, days: Days, window: Window | None) -> Column:
        said = []
        if len(days) > _SHOWN and days[-1].day - days[0].day >= len(days):
            said.append(listed(days, self.numbers))
        if days[0].later != 0:
            said.append("one day, which the schedule places within these bounds only")
        return Column(days, window, self._numbers(said))

    # -- rows

    def _row(self, number: int, line: Line, windows: Sequence[Window | None]) -> Row:
        marks = self.marks[number]
        runs = self.runs.get(number, ())
        found = [marks.get(days[0]) for days in (*self.days, *runs)]
        shown = [*windows, *map(self._window, runs)]
        texts = [
            _said(mark, window) if mark is not None else ()
            for mark, window in zip(found, shown, strict=True)
        ]
        common = _common([said for said, mark in zip(texts, found, strict=True) if mark])
        about, amounts = self._amounts(number) if line.key.kind == "dose" else (line.about, ())
        notes = self._numbers((*amounts, *common, *line.said))
        cells = [
            mark and Cell(
                mark.sure, mark.possible, self._numbers(e for e in said if e not in common),
                mark.windows,
            )
            for mark, said in zip(found, texts, strict=True)
        ]  # fmt: skip
        told = zip(runs, cells[len(self.days) :], strict=True)
        return Row(
            *line.key, about, tuple(cells[: len(self.days)]),
            tuple(Run(days, cell) for days, cell in told if cell), notes,
        )  # fmt: skip

    def _amounts(self, number: int) -> tuple[str, tuple[str, ...]]:
        """What all doses of a row hold, or else a footnote that tells which holds what."""
        place = self.kinds[:number].count("dose")
        told = [_told(held[place], self.numbers) for held in self.held]
        if len(set(told)) > 1:
            ways = zip(ways_apart(self.ways), told, strict=True)
            return "", ("; ".join(f"{name}: {text}" for name, text in ways),)
        only = self.held[0][place]
        return (only[0][0], ()) if len(only) == 1 else ("", tuple(told[:1]) if only else ())


def _said(mark: Mark, window: Window | None) -> tuple[str, ...]:
    """What is to be said of a mark under a column's window."""
    differs = mark.windows not in ((), (window,))
    own = ", ".join(window_said(each) for each in mark.windows)
    return (*mark.said, *((f"window: {own}",) if differs else ()))


def window_said(window: Window | None) -> str:
    """A window in words.

    >>> window_said((1, 2)), window_said((3, 3)), window_said(None)
    ('1 day before to 2 days after', '3 days before or after', 'none is stated')
    """
    if window is None:
        return "none is stated"
    before, after = (f"{each} day{'' if each == 1 else 's'}" for each in window)
    return f"{before} before or after" if before == after else f"{before} before to {after} after"


def _common(texts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What is said of every cell of a row that has several, and so is said of the row."""
    if len(texts) < 2:
        return ()
    return tuple(text for text in texts[0] if all(text in each for each in texts))


def _told(held: Held, numbers: DayCount) -> str:
    """What doses hold: one thing, or each with its days."""
    if len(held) == 1:
        return held[0][0]
    return "; ".join(f"{label} on {listed(days, numbers)}" for label, days in held)


# ------------------------------------------------------------------ names of ways of dosing


def ways_said(ways: Sequence[Variant]) -> str:
    """Which arms, readings and cohorts: `arm a, cohorts 1 to 5; arm b`."""
    found: dict[tuple[str, str], list[int | None]] = {}
    for way in ways:
        found.setdefault((way.arm.name, _reading(way)), []).append(way.cohort)
    return "; ".join(
        ", ".join(filter(None, (f"arm {arm}" if arm else "", name, _cohorts(numbers))))
        for (arm, name), numbers in found.items()
    )


def _reading(way: Variant) -> str:
    """The name of a reading; where it is one of cohorts, their number says so."""
    own = way.reading.name if way.reading else None
    return (own if way.cohort is not None else way.name) or ""


def _cohorts(numbers: Sequence[int | None]) -> str:
    found = [each for each in numbers if each is not None]
    if not found:
        return ""
    if len(found) == 1:
        return f"cohort {found[0]}"
    if len(found) > 2 and found == list(range(found[0], found[-1] + 1)):
        return f"cohorts {found[0]} to {found[-1]}"
    return f"cohorts {', '.join(map(str, found))}"


def ways_apart(ways: Sequence[Variant]) -> list[str]:
    """For each way what tells it from the others: `cohort 1`, `participant`."""
    parts = [(way.arm.name, (way.reading and way.reading.name) or "", _who(way)) for way in ways]
    kept = [n for n in range(3) if len({part[n] for part in parts}) > 1]
    return [", ".join(part[n] for n in kept if part[n]) for part in parts]


def _who(way: Variant) -> str:
    if way.cohort is not None:
        return f"cohort {way.cohort}"
    return "participant" if way.stepless else ""
