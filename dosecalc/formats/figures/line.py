"""A line of a chart: what has been given, or remains, of one row, as points to be drawn.

Of many points those stay that can be seen: in each column of pixels the first, the least, the
greatest and the last.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dosecalc.exposure import Curve
from dosecalc.patterns import DAY
from dosecalc.results import Row
from dosecalc.units import Unit, ratio

Floats = npt.NDArray[np.float64]
COLUMNS = 1600  # of pixels, in the widest panel that is looked at closely


class Path(NamedTuple):
    """The corners of a line: days after the start of day 1, and amounts."""

    x: Floats
    y: Floats

    def scaled(self, factor: float) -> Path:
        return Path(self.x, self.y * factor)


class Line(NamedTuple):
    """One row of a chart, from its least to its greatest amount.

    `high` is infinite where nothing bounds it. `doses` are where markers may stand, `end` is the
    amount in words, `last` the day on which the line ends, and `clock` says whether anything
    happens at a time of day.
    """

    row: Row
    low: Path
    high: Path
    doses: Path
    end: str
    last: float
    clock: bool = False

    @property
    def exact(self) -> bool:
        """Whether least and greatest are one line."""
        return np.array_equal(self.low.y, self.high.y) and np.array_equal(self.low.x, self.high.x)

    @property
    def amount(self) -> str:
        """The amount at its end in words, without its unit."""
        named = self.end.removeprefix("peak ").removesuffix("(no unit)")
        return named.removesuffix(str(self.row.unit)).rstrip()

    @property
    def zero(self) -> bool:
        """Whether nothing is given at all."""
        return not len(self.low.x)

    @property
    def assumed(self) -> bool:
        """Whether somebody assumed what it rests on, or nobody has confirmed it."""
        return self.row.status in ("assumed", "unconfirmed")

    @property
    def open(self) -> bool:
        """Whether nothing bounds it above."""
        return bool(len(self.high.y)) and not np.isfinite(self.high.y[-1])

    def greatest(self) -> float:
        """The greatest finite amount of it."""
        ends = [part.y[np.isfinite(part.y)] for part in (self.low, self.high)]
        return max((float(part.max()) for part in ends if len(part)), default=0.0)

    def within(self, unit: Unit | None) -> Line:
        """The line in another unit of its dimension."""
        mine = self.row.unit
        if mine is None or unit is None or mine == unit:
            return self
        factor = float(ratio(mine, unit))
        return self._replace(
            low=self.low.scaled(factor), high=self.high.scaled(factor),
            doses=self.doses.scaled(factor),
        )  # fmt: skip


NONE = Path(np.zeros(0), np.zeros(0))


def steps(x: Floats, y: Floats) -> Path:
    """The corners of an amount that starts at 0 and steps up to `y` at each `x`."""
    if not len(x):
        return NONE
    corners_x = np.repeat(x, 2)
    corners_y = np.concatenate(([0.0 if np.isfinite(y[0]) else y[0]], np.repeat(y, 2)[:-1]))
    return Path(corners_x, corners_y)


def seen(path: Path, first: float, last: float, columns: int = COLUMNS) -> Path:
    """The corners of a path that show, in order: four at most in each column of pixels."""
    if len(path.x) <= 4 * columns:
        return path
    column = np.floor((path.x - first) / max(last - first, 1e-12) * columns).astype(np.int64)
    starts = np.flatnonzero(np.diff(column, prepend=column[0] - 1))
    stops = np.append(starts[1:], len(column)) - 1
    kept = [starts, stops]
    for extreme in (np.minimum, np.maximum):
        ends = extreme.reduceat(path.y, starts)
        hit = np.flatnonzero(path.y == np.repeat(ends, stops - starts + 1))
        _, place = np.unique(column[hit], return_index=True)
        kept.append(hit[place])
    chosen = np.unique(np.concatenate(kept))
    return Path(path.x[chosen], path.y[chosen])


def continued(path: Path, last: float) -> Path:
    """The path, level to the right edge."""
    if not len(path.x) or path.x[-1] >= last:
        return path
    return Path(np.append(path.x, last), np.append(path.y, path.y[-1]))


def dose_times(curve: Curve) -> Floats:
    """The earliest time of each dose, once, in days after the start of day 1."""
    if curve.given is None:
        return np.zeros(0)
    times = np.sort(curve.given.early)
    return times[np.diff(times, prepend=-(2**62)) > 0].astype(np.float64) / DAY


def ends_on(curve: Curve) -> float:
    """The end of the last day on which the curve changes, in days after the start of day 1."""
    if not len(curve.seconds):
        return 0.0
    return float(int(curve.seconds[-1]) // DAY + 1)
