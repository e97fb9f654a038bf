"""What the question `curve` returns: points in time with exact bounds, and what may remain."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dosecalc.diagnostics import Diagnostic
from dosecalc.exposure import Curve, Numbers
from dosecalc.parameters import Interval
from dosecalc.patterns import DAY
from dosecalc.sketch import Band, Sketch, remaining, summary

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from dosecalc.formats.figures import Drawing

COLUMNS = (
    "trial", "arm", "cohort", "reading", "agent", "day", "offset_hours", "low", "high", "unit",
    "remaining_low", "remaining_high", "status", "unknown",
)  # fmt: skip


MOST_POINTS = 2_000_000


class Times(NamedTuple):
    """When curves are asked for: at the end of `days`, offsets from day 1, or every `step` seconds.

    Without either, at each step of the curve itself. A step of whole days stands for the end of
    each of those days. Steps go to `stop`, which is included, or to the last dose.
    """

    days: tuple[int, ...] | None = None
    step: int | None = None
    stop: int | None = None

    def count(self, curve: Curve) -> int:
        """At how many times a curve is asked for."""
        if self.days is not None or self.step is None or not len(curve):
            return len(self.seconds(curve))
        first, last = self._ends(curve)
        return max((last - first) // self.step + 1, 0)

    def _ends(self, curve: Curve) -> tuple[int, int]:
        """The first and last second of a grid on a curve."""
        first, last = min(int(curve.seconds[0]), 0), int(curve.seconds[-1])
        if self.stop is not None:
            last = self.stop - (self.step is not None and self.step % DAY == 0)
        return first // DAY * DAY, last

    def seconds(self, curve: Curve) -> Numbers:
        """The seconds from the start of day 1 at which a curve is asked for."""
        if self.days is not None:
            return (np.array(sorted(self.days), dtype=np.int64) + 1) * DAY - 1
        if self.step is None or not len(curve):
            return curve.seconds
        first, last = self._ends(curve)
        if self.step % DAY == 0:
            stop = (last // DAY + 1) * DAY
            return np.arange(first + self.step, stop + self.step, self.step, dtype=np.int64) - 1
        return np.arange(first, last + 1, self.step, dtype=np.int64)


class Point(NamedTuple):
    """A moment of a curve: its study day and hours, what has been given, and what may remain."""

    day: int
    hours: Fraction
    given: Interval
    remaining: tuple[float, float] | None


class Curves:
    """The curves of a question, in the order of its texts, arms, readings and cohorts."""

    __slots__ = ("curves", "diagnostics", "sketch", "threshold", "times")

    columns = COLUMNS

    def __init__(
        self, curves: tuple[Curve, ...], times: Times | None = None, sketch: Sketch | None = None,
        threshold: float | None = None, diagnostics: tuple[Diagnostic, ...] = (),
    ) -> None:  # fmt: skip
        self.curves = curves
        self.times = times or Times()
        self.sketch = sketch
        self.threshold = threshold
        self.diagnostics = diagnostics

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the calculation; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    def __len__(self) -> int:
        return len(self.curves)

    def __iter__(self) -> Iterator[Curve]:
        return iter(self.curves)

    def __getitem__(self, index: int) -> Curve:
        return self.curves[index]

    def points(self, curve: Curve) -> Iterator[Point]:
        """The points of a curve at the times that are asked for; none where it is unknown."""
        if curve.unknown is not None:
            return
        seconds = self.times.seconds(curve)
        left = None if self.sketch is None else remaining(curve, self.sketch, seconds)
        for place, second in enumerate(seconds.tolist()):
            there = None if left is None else (float(left[0][place]), float(left[1][place]))
            day = curve.days.number(second // DAY)
            yield Point(day, Fraction(second, 3600), curve.at(second), there)

    def summary(self, curve: Curve) -> tuple[Band, ...]:
        """The figures of what remains of a curve; none without a half-life."""
        return () if self.sketch is None else summary(curve, self.sketch, self.threshold)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """A value for each of `columns`, point by point; a curve that is unknown has one row."""
        for curve in self.curves:
            row = curve.row
            head = (row.trial, row.arm, row.cohort, row.reading, row.agent)
            unit = row.unit.name if row.unit else None
            if curve.unknown is not None:
                yield (*head, *(None,) * 4, unit, None, None, row.status, curve.unknown)
            for day, hours, given, left in self.points(curve):
                yield (*head, day, hours, *given, unit, *(left or (None, None)), row.status, None)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas frame; exact figures as `fractions.Fraction`, None where unknown."""
        import pandas as pd

        frame: pd.DataFrame = pd.DataFrame(self.rows(), columns=list(COLUMNS), dtype=object)
        return frame

    def __str__(self) -> str:
        from dosecalc.formats.curve_list import table

        return "".join(table(self)).rstrip("\n")

    def plot(self, kind: str = "cumulative", ax: Axes | None = None, **wishes: Any) -> Drawing:
        """The curves drawn, into `ax` where it is given; kinds and wishes as for `dosecalc.plot`.

        Raises ValueError for a kind that is not drawn from curves.
        """
        from dosecalc.formats.figures import Subject, draw
        from dosecalc.formats.figures.drawing import kind_of

        chosen = kind_of(kind)
        if chosen.needs != "curves":
            raise ValueError(f"`{kind}` is not drawn from curves: call `dosecalc.plot`")
        rows = tuple(each.row for each in self.curves)
        subject = Subject(rows=rows, curves=self.curves, sketch=self.sketch)
        return draw(subject, chosen, ax, self.diagnostics, **wishes)

    def _repr_svg_(self) -> str:
        return self.plot()._repr_svg_()
