"""`--kind cumulative`: what has been given so far, in steps, with a marker at each dose."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from dosecalc.exposure import Curve
from dosecalc.formats.figures import chart
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.line import NONE, Line, Path, dose_times, ends_on, steps
from dosecalc.formats.table import total
from dosecalc.patterns import DAY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

WHAT = "cumulative amount"


def figure(subject: Subject, target: Figure | Axes, look: Look, options: Options) -> None:
    """Steps, bands and doses: a panel for each unit that does not meet another."""
    chart.draw(_chart(subject), target, look, options)


def size(subject: Subject, options: Options) -> tuple[float, float]:
    """As wide as a page, and as high as its panels and words need."""
    return chart.size(_chart(subject), options)


def description(subject: Subject, options: Options) -> str:
    """What is given in all, arm by arm, and what is unknown or assumed."""
    return chart.description(_chart(subject))


def text(subject: Subject, options: Options, width: int) -> str:
    """The same in characters."""
    return chart.text(_chart(subject), options, width)


def _chart(subject: Subject) -> chart.Chart:
    return _of(subject.curves)


@lru_cache(maxsize=1)
def _of(curves: tuple[Curve, ...]) -> chart.Chart:
    """What the curves show; asked for several times, and slow to make of a million doses."""
    return chart.Chart(
        what=WHAT,
        rows=tuple(curve.row for curve in curves),
        lines=tuple(_line(curve) for curve in curves if curve.unknown is None),
        needs=tuple((each.row, each.unknown) for each in curves if each.unknown),
        days={curve.row.trial: curve.days for curve in curves},
    )


def _line(curve: Curve) -> Line:
    """The corners of a curve, and the amount after each dose, or the least where no greatest is."""
    end = total(curve.row)
    if not len(curve.seconds):
        return Line(curve.row, NONE, NONE, NONE, end, 0.0)
    days = curve.seconds.astype(np.float64) / DAY
    low, high = curve.values()
    doses = dose_times(curve)
    place = np.searchsorted(days, doses, side="right") - 1
    reached = (high if curve.bounded else low)[np.maximum(place, 0)]
    return Line(
        curve.row, steps(days, low), steps(days, high), Path(doses, reached), end, ends_on(curve),
        bool(np.any(curve.seconds % DAY)),
    )  # fmt: skip
