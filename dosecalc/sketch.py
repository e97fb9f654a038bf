"""What may remain of the doses of a curve: a first-order sketch with the half-lives of the caller.

No half-life is ever assumed, and none is a property of vesicles here: whoever asks states one, as
a range where it is not known better. Ranges give a band: the amount that remains rises with the
half-life and with the fraction that reaches the site, so its bounds come from their ends. Doses
count at the earliest time on which they may fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from dosecalc import kinetics
from dosecalc.amounts import Figure, just
from dosecalc.days import Length
from dosecalc.exposure import Curve
from dosecalc.kinetics import FirstOrder
from dosecalc.patterns import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

Floats = npt.NDArray[np.float64]
CAVEAT = "a first-order sketch with the half-life that was given, not a model of vesicles"


class Band(NamedTuple):
    """A figure between two ends, both included, as floats; `unit` is in words."""

    name: str
    low: float
    high: float
    unit: str


class Sketch(NamedTuple):
    """The half-life, the half-life of absorption if any, and the part of a dose that arrives."""

    half_life: Length
    absorption: Length | None = None
    fraction: Figure = just(1)

    def models(self) -> tuple[FirstOrder, FirstOrder]:
        """The model that leaves least, and the one that leaves most."""
        least, most = self.half_life.seconds
        depot = None if self.absorption is None else float(self.absorption.seconds[0]) / 3600
        ends = ((least, self.fraction.low), (most or least, self.fraction.high or 1))
        low, high = (
            FirstOrder(float(life) / 3600, absorption_half_life=depot, fraction=float(part))
            for life, part in ends
        )
        return low, high


def remaining(
    curve: Curve, sketch: Sketch, seconds: npt.NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """The least and greatest amount that remains at each second, ascending, from day 1's start.

    Shape of both: that of `seconds`. A dose at a second is there at that second.
    """
    hours = np.asarray(seconds, dtype=np.float64) / 3600
    low, high = (
        kinetics.remaining(given, model, hours)
        for given, model in zip(_doses(curve), sketch.models(), strict=True)
    )
    return low, high if curve.bounded else np.full(len(hours), np.inf)


def _doses(curve: Curve) -> tuple[kinetics.Given, kinetics.Given]:
    """The doses that are given in any case at their least, and all at their greatest."""
    given = curve.given
    if given is None:
        none: list[float] = []
        return kinetics.Given(none, none), kinetics.Given(none, none)
    times = given.early.astype(np.float64) / 3600
    hours = np.nan_to_num(given.hours, nan=0.0)
    low, high = (
        np.array([int(each) / curve.denominator for each in amounts], dtype=np.float64)
        for amounts in (given.low, given.high)
    )
    sure = given.sure
    return (
        kinetics.Given(times[sure], low[sure], hours[sure]),
        kinetics.Given(times, high, hours),
    )


def summary(curve: Curve, sketch: Sketch, threshold: float | None = None) -> tuple[Band, ...]:
    """Peak, trough, average, area, and how fast it builds up; empty where nothing is computed.

    The average is over the time from the first dose to the end of the last dosing day; the area
    is to infinity; the trough is the least amount just before a further dose.
    """
    if curve.unknown is not None or curve.given is None or not len(curve.seconds):
        return ()
    return tuple(_summary(curve, sketch, threshold))


def _summary(curve: Curve, sketch: Sketch, threshold: float | None) -> Iterator[Band]:
    doses, models, unit = _doses(curve), sketch.models(), str(curve.row.unit or "")
    start = float(curve.seconds[0]) / 3600
    stop = float((curve.seconds[-1] // DAY + 1) * DAY) / 3600
    pairs = list(zip(doses, models, strict=True))
    peaks = [kinetics.peak(given, model) for given, model in pairs]
    yield _band("peak", [each.amount if each else 0.0 for each in peaks], unit)
    troughs = [kinetics.trough(given, model) for given, model in pairs]
    if all(each is not None for each in troughs):
        yield _band("trough", [each.amount if each else 0.0 for each in troughs], unit)
    areas = [kinetics.area(given, model, start, stop) for given, model in pairs]
    yield _band("average", [each / (stop - start) for each in areas], unit)
    whole = [kinetics.area(given, model, start, np.inf) for given, model in pairs]
    yield _band("area under the curve", whole, f"{unit}·h")
    if threshold is not None:
        above = [
            kinetics.time_above(given, model, threshold, start, np.inf) for given, model in pairs
        ]
        yield _band(f"time above {threshold:g} {unit}", above, "h")
    interval = _interval(curve)
    lives = [model.half_life for model in models]
    if interval is not None:
        ratios = [kinetics.accumulation_ratio(interval, life) for life in lives]
        yield _band(f"accumulation ratio at one dose every {interval:g} h", ratios, "")
    steady = [kinetics.time_to_steady_state(life) for life in lives]
    yield _band("time to 90 % of steady state", steady, "h")


def _band(name: str, ends: list[float], unit: str) -> Band:
    return Band(name, min(ends), max(ends), unit)


def _interval(curve: Curve) -> float | None:
    """The hours between doses where they are all the same."""
    assert curve.given is not None
    gaps = np.unique(np.diff(np.unique(curve.given.early)))
    return float(gaps[0]) / 3600 if len(gaps) == 1 else None
