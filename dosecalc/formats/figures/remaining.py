"""`--kind remaining`: what may remain of what was given, a sketch with the caller's half-life."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from dosecalc.exposure import Curve
from dosecalc.formats.curve_list import said
from dosecalc.formats.figures import chart
from dosecalc.formats.figures.kind import Options, Subject
from dosecalc.formats.figures.line import NONE, Line, Path
from dosecalc.patterns import DAY
from dosecalc.sketch import CAVEAT, Sketch, remaining, summary

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from dosecalc.formats.figures.style import Look

WHAT = "amount that may remain"
_POINTS = 1_500  # of an even grid; the instants around doses come on top
_ALONE, _TAIL = 5, 3  # half-lives after a single dose, and after the last of several
_LEAST = Fraction(6, 100)  # of the time before, where that is more
_MANY = 4  # lines that rise and fall, and can still be told apart on each other
_FLOOR = 1e-4  # of the peak, below which a logarithmic axis does not go


def figure(subject: Subject, target: Figure | Axes, look: Look, options: Options) -> None:
    """Curves and bands: a panel for each unit that does not meet another."""
    chart.draw(_chart(subject), target, look, options)


def size(subject: Subject, options: Options) -> tuple[float, float]:
    """As wide as a page, and as high as its panels and words need."""
    return chart.size(_chart(subject), options)


def description(subject: Subject, options: Options) -> str:
    """The peak of each arm, what is unknown or assumed, and what these figures are."""
    return chart.description(_chart(subject))


def text(subject: Subject, options: Options, width: int) -> str:
    """The same in characters."""
    return chart.text(_chart(subject), options, width)


def _chart(subject: Subject) -> chart.Chart:
    assert subject.sketch is not None
    return _of(subject.curves, subject.sketch)


@lru_cache(maxsize=1)
def _of(curves: tuple[Curve, ...], sketch: Sketch) -> chart.Chart:
    """What remains of the curves; asked for several times, and slow to make of many doses."""
    known = [each for each in curves if each.unknown is None]
    last = max((_last(curve, sketch) for curve in known), default=0)
    return chart.Chart(
        what=WHAT,
        rows=tuple(curve.row for curve in curves),
        lines=tuple(_line(curve, sketch, last) for curve in known),
        needs=tuple((each.row, each.unknown) for each in curves if each.unknown),
        days={curve.row.trial: curve.days for curve in curves},
        end="peak",
        many=_MANY,
        floor=_FLOOR,
        remarks=(_remark(sketch),),
    )


def _remark(sketch: Sketch) -> str:
    parts = [f"half-life {sketch.half_life}"]
    if sketch.absorption is not None:
        parts.append(f"absorption half-life {sketch.absorption}")
    if not (sketch.fraction.exact and sketch.fraction.low == 1):
        parts.append(f"fraction {sketch.fraction}")
    return f"{CAVEAT.capitalize()}: {', '.join(parts)}."


def _last(curve: Curve, sketch: Sketch) -> int:
    """The second up to which a curve is shown: some half-lives after its last dose."""
    if not len(curve.seconds):
        return 0
    first, last = int(curve.seconds[0]), int(curve.seconds[-1])
    longest = sketch.half_life.seconds[1] or sketch.half_life.seconds[0]
    if last == first:
        return last + int(_ALONE * longest)
    before = last - first
    tail: Fraction = min(max(_TAIL * longest, _LEAST * before), Fraction(before))
    return last + int(tail)


def _line(curve: Curve, sketch: Sketch, last: int) -> Line:
    bands = summary(curve, sketch)
    end = f"peak {said(bands[0])}" if bands else "none"
    if not len(curve.seconds) or not bands:
        return Line(curve.row, NONE, NONE, NONE, end, 0.0)
    seconds = grid(curve, last)
    low, high = remaining(curve, sketch, seconds)
    days = seconds.astype(np.float64) / DAY
    clock = bool(np.any(curve.seconds % DAY))
    return Line(curve.row, Path(days, low), Path(days, high), NONE, end, float(days[-1]), clock)


def grid(curve: Curve, last: int) -> npt.NDArray[np.int64]:
    """Seconds at which a curve looks smooth: even ones, and those just before and at a dose.

    Of very many doses the first and the last in each column of pixels, so that least and greatest
    amounts are met.
    """
    first = int(curve.seconds[0])
    even = np.linspace(first, last, _POINTS).astype(np.int64)
    doses = curve.seconds
    if len(doses) > _POINTS:
        column = ((doses - first) * _POINTS) // max(last - first, 1)
        starts = np.flatnonzero(np.diff(column, prepend=-1))
        doses = doses[np.union1d(starts, np.append(starts[1:], len(doses)) - 1)]
    found = np.concatenate((even, doses, np.maximum(doses - 1, first - 1)))
    return np.unique(found)
