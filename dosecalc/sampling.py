"""Draws of what is uncertain, and what amounts come to in each: for chances, never for bounds.

A parameter is drawn log-uniformly between its bounds, uniformly where they start at zero, and
evenly among its values, or whole steps, where it has them. An assumption may state a central
value, which makes a triangle over the logarithm, or say how it is drawn. The same seed gives the
same draws:
numpy's PCG64 generator, one stream for each parameter, whatever else is drawn.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dosecalc.parameters import (
    Choice,
    Expression,
    Greatest,
    Known,
    Least,
    Parameter,
    Product,
    Rising,
    Sum,
    Uncertain,
    parameters,
)
from dosecalc.ratios import Over

Floats = npt.NDArray[np.float64]
Drawn = Mapping[Parameter, npt.NDArray[np.float64] | npt.NDArray[np.str_]]
_PARTS = (0.05, 0.5, 0.95)


class Chances(NamedTuple):
    """How often one amount exceeds another, and quantiles of their ratio at 5, 50 and 95 %."""

    exceeds: float
    quantiles: tuple[float, float, float]


def drawn(expressions: Iterable[Expression], samples: int, seed: int) -> Drawn:
    """Draws of every parameter of the expressions, each an array of `samples`.

    Raises ValueError for a parameter without an upper bound, which has no distribution.
    """
    found = dict.fromkeys(p for each in expressions for p in parameters(each))
    return {parameter: _draw(parameter, samples, seed) for parameter in found}


def _draw(
    parameter: Parameter, samples: int, seed: int
) -> npt.NDArray[np.float64] | npt.NDArray[np.str_]:
    name = f"{parameter.owner}\0{parameter.name}".encode(errors="surrogatepass")
    random = np.random.default_rng([seed, zlib.crc32(name)])
    if parameter.values:
        return random.choice(np.array(parameter.values), samples)
    if parameter.high is None:
        raise ValueError(f"`{parameter.name}` has no upper bound, and cannot be drawn")
    low, high = float(parameter.low), float(parameter.high)
    if parameter.step is not None:
        steps = int((parameter.high - parameter.low) / parameter.step)
        whole = random.integers(0, steps, samples, endpoint=True)
        return np.asarray(low + whole * float(parameter.step), dtype=np.float64)
    if parameter.central is not None or parameter.drawn in ("triangular", "uniform"):
        return _shaped(parameter, random, samples)
    if low > 0:
        made: Floats = np.exp(random.uniform(np.log(low), np.log(high), samples))
        return made
    return random.uniform(low, high, samples)


def _shaped(parameter: Parameter, random: np.random.Generator, samples: int) -> Floats:
    """Draws of a stated shape; with a central value and no shape, a triangle over the logarithm."""
    low, high = float(parameter.low), float(parameter.high or parameter.low)
    if parameter.drawn == "uniform":
        return random.uniform(low, high, samples)
    central = (low + high) / 2 if parameter.central is None else float(parameter.central)
    if parameter.drawn == "triangular" or low <= 0:
        return random.triangular(low, central, high, samples)
    if parameter.drawn == "log-uniform":
        found: Floats = np.exp(random.uniform(np.log(low), np.log(high), samples))
    else:
        found = np.exp(random.triangular(np.log(low), np.log(central), np.log(high), samples))
    return found


def values(expression: Expression, draws: Drawn, samples: int) -> Floats:
    """An expression in every draw; not a number where it is unknown. Shape: `(samples,)`."""
    found: Floats = np.full(samples, np.nan)
    if isinstance(expression, Known):
        found = np.full(samples, float(expression.value))
    elif isinstance(expression, Uncertain):
        found = np.asarray(draws[expression.parameter], dtype=np.float64)
    elif isinstance(expression, Sum):
        found = _all(expression.terms, draws, samples).sum(axis=0)
    elif isinstance(expression, Product):
        found = _all(expression.factors, draws, samples).prod(axis=0)
    elif isinstance(expression, Least):
        found = _all(expression.parts, draws, samples).min(axis=0)
    elif isinstance(expression, Greatest):
        found = _all(expression.parts, draws, samples).max(axis=0)
    elif isinstance(expression, Over):
        above, below = (values(e, draws, samples) for e in (expression.above, expression.below))
        found = above / below
    elif isinstance(expression, Choice):
        held = draws[expression.parameter]
        cases = [(held == name, values(case, draws, samples)) for name, case in expression.cases]
        found = np.select([which for which, _ in cases], [each for _, each in cases], np.nan)
    elif isinstance(expression, Rising):
        found = _rising(expression, draws, samples)
    return found


def _all(parts: Iterable[Expression], draws: Drawn, samples: int) -> Floats:
    return np.array([values(part, draws, samples) for part in parts])


def _rising(expression: Rising, draws: Drawn, samples: int) -> Floats:
    """A step function at each distinct argument, and between its bounds where they differ."""
    argument = values(expression.argument, draws, samples)
    if np.isnan(argument).any():
        return np.full(samples, np.nan)
    distinct, place = np.unique(argument, return_inverse=True)
    ends = [expression.function(Fraction(each)) for each in distinct.tolist()]
    low, high = (np.array([float(end[k]) for end in ends])[place] for k in (0, 1))
    part: Floats = np.full(samples, 0.5)
    if expression.parameter is not None:
        part = np.asarray(draws[expression.parameter], dtype=np.float64)
    made: Floats = low + (high - low) * part
    return made


def chances(
    above: Expression, below: Expression, samples: int, seed: int, two: Floats | None = None
) -> Chances | None:
    """How often `above` exceeds `below`, and their ratio; None where one of them is unknown.

    Parameters that both share are drawn once. `two` may hold the values of `below` by the same
    seed. Raises ValueError for fewer than one sample.
    """
    if samples < 1:
        raise ValueError(f"{samples} samples: draw one or more")
    one = values(above, drawn((above,), samples, seed), samples)
    if two is None:
        two = values(below, drawn((below,), samples, seed), samples)
    if np.isnan(one).any() or np.isnan(two).any() or (two <= 0).any():
        return None
    low, middle, high = np.quantile(one / two, _PARTS).tolist()
    return Chances(float((one > two).mean()), (low, middle, high))
