"""What remains in the body after doses that leave it, and may enter it, at first order.

>>> doses = Given([0, 24, 48], 100)
>>> remaining(doses, FirstOrder(24), [0, 24, 36]).round(3).tolist()
[100.0, 150.0, 106.066]
>>> peak(doses, FirstOrder(24)), trough(doses, FirstOrder(24))
(Extreme(amount=175.0, time=48.0), Extreme(amount=50.0, time=24.0))

This is a first-order sketch by superposition, not a pharmacokinetic model of vesicles: one
half-life for all that leaves, and at most one for what enters, however much is there.

Amounts are in the unit of the doses, times in hours from whatever instant the caller chose. The
curve is continuous from the right: a dose at an instant is there at that instant. Every sum is of
terms that are not negative, so that nothing cancels: results agree with the exact superposition to
about 1e-13 of themselves, half-lives that are equal, or nearly, included. Work grows with the
number of doses (and their sorting, where they are not in order) plus that of times.
"""

from __future__ import annotations

import math
from dataclasses import KW_ONLY, dataclass
from itertools import count, takewhile
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

# A sum of peaks nears its limit for ever; what differs by less than this is one height.
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class FirstOrder:
    """How the amount leaves the central site, and how what is given reaches it.

    Both half-lives are in hours. Without `absorption_half_life` a dose is at the central site at
    once, with it a dose goes into a depot that empties at first order. `fraction` is the part of
    each dose that arrives at all. Raises ValueError for a half-life that is not above 0 and finite,
    and for a fraction that is not above 0 and at most 1.

    >>> FirstOrder(6, absorption_half_life=0.5, fraction=0.8).elimination
    0.11552453009332421
    """

    half_life: float
    _: KW_ONLY
    absorption_half_life: float | None = None
    fraction: float = 1.0

    def __post_init__(self) -> None:
        _rate("half-life", self.half_life)
        if self.absorption_half_life is not None:
            _rate("absorption half-life", self.absorption_half_life)
        if not 0 < self.fraction <= 1:
            raise ValueError(f"a fraction of {self.fraction} is not above 0 and at most 1")

    @property
    def elimination(self) -> float:
        """The rate constant ln 2 / half-life, per hour."""
        return _rate("half-life", self.half_life)

    @property
    def absorption(self) -> float | None:
        """The rate constant of the way out of the depot, per hour; None where there is no depot."""
        if self.absorption_half_life is None:
            return None
        return _rate("absorption half-life", self.absorption_half_life)


@dataclass(frozen=True, slots=True, eq=False, init=False)
class Given:
    """Doses: when each began, how much, and over how many hours; three columns of one length.

    Times may be in any order, several at one instant too. A duration of 0 is a bolus; above 0 the
    dose runs at a constant rate from its time to `time + duration`, as that sum is rounded, and
    where it is rounded to the time itself the dose is a bolus. One amount or duration stands for
    all. Raises ValueError for columns that do not fit together, for what is not finite, and for
    amounts and durations below 0.
    """

    times: Floats
    amounts: Floats
    durations: Floats

    def __init__(self, times: ArrayLike, amounts: ArrayLike, durations: ArrayLike = 0.0) -> None:
        columns = {"times": _column("times", times)}
        for name, values in (("amounts", amounts), ("durations", durations)):
            columns[name] = _column(name, values, like=columns["times"])
            if np.any(columns[name] < 0):
                raise ValueError(f"{name} below 0: the least is {columns[name].min()}")
        with np.errstate(over="ignore"):
            _finite("ends of doses", columns["times"] + columns["durations"])
        for name, column in columns.items():
            column.setflags(write=False)
            object.__setattr__(self, name, column)


class Extreme(NamedTuple):
    """An amount, and the hour at which it is there."""

    amount: float
    time: float


# ------------------------------------------------------------------ questions


def remaining(given: Given, model: FirstOrder, grid: ArrayLike) -> Floats:
    """The amount at the central site at each hour of `grid`, shape (m,), in any order.

    The sum over all doses of `a·exp(-k·t)`, or with a depot of the Bateman function
    `a·ka/(ka-k)·(exp(-k·t) - exp(-ka·t))`, which is `a·k·t·exp(-k·t)` where both half-lives are
    equal; for an infusion its mean over the hours it ran. Gibaldi & Perrier, Pharmacokinetics,
    2nd ed. 1982, ch. 1 and 3. Raises ValueError for hours that are not finite.
    """
    return _at(_curve(given, model), _column("grid", grid), model).central


def area(
    given: Given, model: FirstOrder, start: float = -math.inf, stop: float = math.inf
) -> float:
    """The integral of the curve from `start` to `stop`, in amount times hours, in closed form.

    To infinity it is the amount given, times the fraction, over k (Gibaldi & Perrier 1982, ch. 1).
    Raises ValueError where `stop` is before `start`.
    """
    _, state, hours = _pieces(_curve(given, model), start, stop, model)
    if len(hours) == 0:
        return 0.0
    ends = bool(np.isfinite(hours[-1]))
    finite = slice(None) if ends else slice(-1)
    total = float(_central(state.take(finite), hours[finite], model, integrals=1).sum())
    if ends:
        return total
    return total + float(state.central[-1] + state.depot[-1]) / model.elimination


def peak(given: Given, model: FirstOrder, stop: float = math.inf) -> Extreme | None:
    """The greatest amount up to `stop`, which is included; None if no dose was given by then.

    The hour is the first at which the amount is there, to one part in 10^12. With a depot the
    curve may turn between doses; the turn is found in closed form (for one dose
    `ln(ka/k)/(ka-k)`, Gibaldi & Perrier 1982, ch. 1).
    """
    curve = _curve(given, model)
    if len(given.times) == 0 or _limit(stop) < curve.times[0]:
        return None
    times, state, hours = _pieces(curve, -math.inf, stop, model)
    if math.isfinite(stop):
        at_stop = np.array([stop])
        times = np.concatenate([times, at_stop])
        state = state.joined(_at(curve, at_stop, model))
        hours = np.append(hours, 0.0)
    turns = _turns(state, model)
    inside = np.flatnonzero(turns < hours)
    crests = _central(state.take(inside), turns[inside], model)
    amounts = np.concatenate([state.central, crests])
    times = np.concatenate([times, times[inside] + turns[inside]])
    greatest = amounts.max()
    return Extreme(float(greatest), float(times[amounts >= greatest * (1 - _SAME)].min()))


def trough(given: Given, model: FirstOrder, stop: float = math.inf) -> Extreme | None:
    """The least amount just before a dose that follows another, for doses up to `stop`, included.

    The amount is the limit from the left at the start of the dose, and the hour is that start, the
    first to one part in 10^12. None if no dose follows another by then.
    """
    times = np.unique(given.times[given.times <= _limit(stop)])[1:]
    if len(times) == 0:
        return None
    amounts = _at(_curve(given, model), times, model, side="left").central
    least = amounts.min()
    return Extreme(float(least), float(times[amounts <= least * (1 + _SAME)][0]))


def time_above(
    given: Given,
    model: FirstOrder,
    threshold: float,
    start: float = -math.inf,
    stop: float = math.inf,
) -> float:
    """For how many hours between `start` and `stop` the amount is above `threshold`.

    Between doses the curve turns once at most; each half is solved, without a depot in closed form,
    with one by Newton's method between brackets. Raises ValueError where `stop` is before `start`
    and for a threshold that is not above 0 and finite.
    """
    if not 0 < threshold < math.inf:
        raise ValueError(f"a threshold of {threshold} is not above 0 and finite")
    _, state, hours = _pieces(_curve(given, model), start, stop, model)
    if len(hours) and not np.isfinite(hours[-1]):
        hours[-1] = _below_for_ever(state, threshold, model)
    turns = np.minimum(_turns(state, model), hours)
    turned = np.flatnonzero(turns < hours)
    rest = _after(state.take(turned), turns[turned], model)
    return _hours_above(state, turns, threshold, model) + _hours_above(
        rest, hours[turned] - turns[turned], threshold, model
    )


def accumulation_ratio(interval: float, half_life: float) -> float:
    """Steady state over first dose, for doses every `interval` hours: `1/(1-exp(-k·tau))`.

    It holds for amounts after a bolus without a depot, and for the mean over an interval with one.
    Gibaldi & Perrier, Pharmacokinetics, 2nd ed. 1982, ch. 3. Raises ValueError unless both are
    above 0 and finite.

    >>> accumulation_ratio(24, 24)
    2.0
    """
    if not 0 < interval < math.inf:
        raise ValueError(f"an interval of {interval} hours is not above 0 and finite")
    return -1 / math.expm1(-_rate("half-life", half_life) * interval)


def time_to_steady_state(half_life: float, part: float = 0.9) -> float:
    """The hours until a constant input reaches `part` of its steady state: `-ln(1-part)/k`.

    Gibaldi & Perrier, Pharmacokinetics, 2nd ed. 1982, ch. 1. Raises ValueError for a part that is
    not from 0 (included) to 1 (not included).

    >>> round(time_to_steady_state(24), 1)
    79.7
    """
    if not 0 <= part < 1:
        raise ValueError(f"a part of {part} is not from 0 to below 1")
    return -math.log1p(-part) / _rate("half-life", half_life)


# ------------------------------------------------------------------ what is taken in


def _rate(name: str, half_life: float) -> float:
    if not (0 < half_life < math.inf and math.log(2) / half_life < math.inf):
        raise ValueError(f"{name} of {half_life} hours is not above 0 and finite")
    return math.log(2) / half_life


def _column(name: str, values: ArrayLike, like: Floats | None = None) -> Floats:
    """A copy of the values; one alone stands for as many as `like` has."""
    column = np.array(values, dtype=np.float64)
    if like is not None and column.ndim == 0:
        column = np.full(len(like), column)
    if column.ndim != 1 or (like is not None and len(column) != len(like)):
        wanted = "(n,)" if like is None else f"({len(like)},)"
        raise ValueError(f"{name} of shape {column.shape}, not {wanted}")
    _finite(name, column)
    return column


def _finite(name: str, column: Floats) -> None:
    if not np.isfinite(column).all():
        raise ValueError(f"{name} that are not finite")


def _limit(hour: float) -> float:
    if math.isnan(hour):
        raise ValueError("a limit that is not a number")
    return hour


# ------------------------------------------------------------------ one stretch without events


class _State(NamedTuple):
    """What is in the depot and at the central site, and what runs in per hour; columns."""

    depot: Floats
    central: Floats
    rate: Floats

    def take(self, which: NDArray[np.intp] | NDArray[np.bool_] | slice) -> _State:
        return _State(self.depot[which], self.central[which], self.rate[which])

    def joined(self, other: _State) -> _State:
        return _State(*map(np.concatenate, zip(self, other, strict=True)))


def _after(state: _State, hours: Floats, model: FirstOrder) -> _State:
    """The state so many hours later, if nothing begins or ends until then."""
    depot = state.depot
    if model.absorption is not None:
        depot = depot * _response(hours, 0, model.absorption)
        depot = depot + _run_in(state.rate, hours, 1, model.absorption)
    return _State(depot, _central(state, hours, model), state.rate)


def _central(state: _State, hours: Floats, model: FirstOrder, integrals: int = 0) -> Floats:
    """The amount at the central site after so many hours, or an integral of it until then."""
    there = state.central * _response(hours, integrals, model.elimination)
    return there + _arrived(state.depot, state.rate, hours, model, integrals)


def _arrived(
    depot: Floats, rate: Floats, hours: Floats, model: FirstOrder, integrals: int = 0
) -> Floats:
    """The part of it that was not at the central site at first."""
    ka, k = model.absorption, model.elimination
    if ka is None:
        return _run_in(rate, hours, integrals + 1, k)
    return ka * (
        depot * _response(hours, integrals, ka, k) + _run_in(rate, hours, integrals + 1, ka, k)
    )


def _run_in(rate: Floats, hours: Floats, integrals: int, *rates: float) -> Floats:
    """The rate times the response to it, which is worked out only where something runs."""
    amounts = np.zeros(len(rate))
    running = np.flatnonzero(rate)
    if len(running):
        amounts[running] = rate[running] * _response(hours[running], integrals, *rates)
    return amounts


def _response(hours: Floats, integrals: int, *rates: float) -> Floats:
    """exp(-k·t), convolved with the same of each further rate, integrated so many times from 0.

    It is `t^n·exp[0, …, -k·t, -ka·t]`, a divided difference over n + 1 nodes.
    """
    nodes = [np.zeros(len(hours))] * integrals + [rate * hours for rate in sorted(rates)]
    response = _divided(*nodes)
    for _ in nodes[1:]:
        response = response * hours
    return response


def _divided(*nodes: Floats) -> Floats:
    """The divided difference of exp at the negatives of ascending nodes.

    By its definition where the nodes are apart, by a series of positive terms where they are close:
    so nodes may be equal, and no digits are lost.
    """
    if len(nodes) == 1:
        decay: Floats = np.exp(-nodes[0])
        return decay
    span = nodes[-1] - nodes[0]
    if len(nodes) == 2:
        result = np.divide(-np.expm1(-span), span, out=np.ones(len(span)), where=span > 0)
        result *= np.exp(-nodes[0])
        return result
    result = np.empty(len(span))
    close = span <= 1
    result[close] = _series([node[close] for node in nodes])
    apart = [node[~close] for node in nodes]
    result[~close] = (_divided(*apart[:-1]) - _divided(*apart[1:])) / span[~close]
    return result


def _series(nodes: list[Floats]) -> Floats:
    """The same for nodes within 1 of each other: complete homogeneous sums over factorials."""
    steps = [nodes[-1] - node for node in nodes[:-1]]
    sums = [np.ones(len(step)) for step in steps]
    total = np.full(len(nodes[-1]), 1 / math.factorial(len(steps)))
    widest = float(steps[0].max(initial=0.0))
    for power in takewhile(lambda n: widest**n / math.factorial(n) > 2.0**-56, count(1)):
        for at, step in enumerate(steps):
            sums[at] *= step
            if at:
                sums[at] += sums[at - 1]
        total += sums[-1] * (1 / math.factorial(power + len(steps)))
    total *= np.exp(-nodes[-1])
    return total


def _turns(state: _State, model: FirstOrder) -> Floats:
    """After how many hours the curve turns, if nothing begins or ends; inf if it does not.

    The slope is `c·exp(-k·t) - ka·d·(exp(-k·t) - exp(-ka·t))/(ka-k)` with what it is at first, c,
    and the fall of the depot at first, d: it is 0 where `(1 - exp(-(ka-k)·t))/(ka-k) = c/(ka·d)`.
    """
    turns = np.full(len(state.central), math.inf)
    ka = model.absorption
    if ka is None:
        return turns
    slope, fall = _slope(state, model), ka * state.depot - state.rate
    ratio = np.divide(slope, ka * fall, out=np.zeros(len(turns)), where=slope * fall > 0)
    apart = ka - model.elimination
    turning = (ratio > 0) & (apart * ratio < 1)
    ratio = ratio[turning]
    turns[turning] = -np.log1p(-apart * ratio) / apart if apart else ratio
    return turns


def _slope(state: _State, model: FirstOrder) -> Floats:
    into = state.rate if model.absorption is None else model.absorption * state.depot
    return into - model.elimination * state.central


# ------------------------------------------------------------------ the whole curve


class _Curve(NamedTuple):
    """The state just after each event, in order of time: each dose's start, each infusion's end.

    The first is empty and stands at the time of the first dose, for all that comes before.
    """

    times: Floats
    state: _State


def _curve(given: Given, model: FirstOrder) -> _Curve:
    times, boluses, rate = _events(given, model.fraction)
    hours, running = np.diff(times), rate[:-1]
    depot = np.zeros(len(times))
    gains = boluses
    if model.absorption is not None:
        gains[1:] += _run_in(running, hours, 1, model.absorption)
        depot = _carried(times, gains, model.absorption)
        gains = np.zeros(len(times))
    gains[1:] += _arrived(depot[:-1], running, hours, model)
    return _Curve(times, _State(depot, _carried(times, gains, model.elimination), rate))


def _events(given: Given, fraction: float) -> tuple[Floats, Floats, Floats]:
    """Times in order; what is there at once at each; what runs in per hour from there on."""
    arriving = given.amounts * fraction
    ends = given.times + given.durations
    hours = ends - given.times
    with np.errstate(over="ignore"):
        rates = np.divide(arriving, hours, out=np.zeros(len(hours)), where=hours > 0)
    running = (hours > 0) & np.isfinite(rates)
    at_once, rates = ~running, rates[running]
    first = given.times.min(keepdims=True) if len(given.times) else np.zeros(1)
    times = np.concatenate([first, given.times[at_once], given.times[running], ends[running]])
    boluses = np.zeros(len(times))
    boluses[1 : len(times) - 2 * len(rates)] = arriving[at_once]
    changes = np.zeros(len(times))
    if len(rates):
        changes[-2 * len(rates) :] = np.concatenate([rates, -rates])
    if np.any(times[1:] < times[:-1]):
        order = np.argsort(times, kind="stable")
        times, boluses, changes = times[order], boluses[order], changes[order]
    return times, boluses, _running(changes)


def _running(changes: Floats) -> Floats:
    """Running sums of rates that begin and end, without the rounding that would leave a rest.

    They are added as whole numbers of a unit, the rest of each in ever smaller units.
    """
    total = np.zeros(len(changes))
    bits = 62 - len(changes).bit_length()
    exponent = int(np.frexp(np.abs(changes).max())[1])
    rest = np.ldexp(changes, -exponent)
    while rest.any():
        rest, whole = np.modf(np.ldexp(rest, bits))
        exponent -= bits
        total += np.ldexp(np.cumsum(whole.astype(np.int64)).astype(np.float64), exponent)
    return total


def _carried(times: Floats, gains: Floats, rate: float) -> Floats:
    """At each time the sum of all gains until then, each less by exp(-rate·hours since).

    Neighbours are joined, the half as long problem is solved, and the others follow from it: linear
    in the length, without overflow, and with rounding that grows with its logarithm only. After
    the prefix sums of Blelloch (Prefix Sums and Their Applications, 1990).
    """
    carried = gains.copy()
    if len(times) < 2:
        return carried
    even, odd = times[0::2], times[1::2]
    joined = gains[0::2][: len(odd)] * np.exp(-rate * (odd - even[: len(odd)])) + gains[1::2]
    carried[1::2] = _carried(odd, joined, rate)
    before = odd[: len(even) - 1]
    carried[2::2] += carried[1::2][: len(before)] * np.exp(-rate * (even[1:] - before))
    return carried


def _at(
    curve: _Curve, times: Floats, model: FirstOrder, side: Literal["left", "right"] = "right"
) -> _State:
    """The state at each time, or with `left` as it is just before it."""
    last = np.maximum(np.searchsorted(curve.times, times, side) - 1, 0)
    hours = np.maximum(times - curve.times[last], 0.0)
    return _after(curve.state.take(last), hours, model)


def _pieces(
    curve: _Curve, start: float, stop: float, model: FirstOrder
) -> tuple[Floats, _State, Floats]:
    """What lies between two times, cut at events: when each piece begins, how, and its hours."""
    if _limit(stop) < _limit(start):
        raise ValueError(f"from {start} to {stop}: the end is before the beginning")
    begin = np.array([max(start, float(curve.times[0]))])
    if stop <= begin[0]:
        return begin[:0], curve.state.take(slice(0)), begin[:0]
    inner = slice(
        int(np.searchsorted(curve.times, begin[0], "right")),
        int(np.searchsorted(curve.times, stop, "left")),
    )
    times = np.concatenate([begin, curve.times[inner]])
    state = _at(curve, begin, model).joined(curve.state.take(inner))
    return times, state, np.diff(times, append=stop)


# ------------------------------------------------------------------ crossings


def _hours_above(state: _State, hours: Floats, threshold: float, model: FirstOrder) -> float:
    """The hours above a threshold, over pieces in none of which the curve turns."""
    begins = state.central > threshold
    ends = _central(state, hours, model) > threshold
    crossing = np.flatnonzero(begins != ends)
    cut = _crossings(state.take(crossing), hours[crossing], threshold, model)
    above = np.where(begins[crossing], cut, hours[crossing] - cut)
    return float(hours[begins & ends].sum() + above.sum())


def _crossings(state: _State, hours: Floats, threshold: float, model: FirstOrder) -> Floats:
    """After how many hours each piece meets the threshold, between its beginning and its end."""
    if model.absorption is None:
        level = state.rate / model.elimination
        with np.errstate(divide="ignore", invalid="ignore"):
            cut = np.log((state.central - level) / (threshold - level)) / model.elimination
        return np.clip(np.nan_to_num(cut, nan=0.0), 0.0, hours)
    falling = state.central > threshold
    low, high, at, step = np.zeros(len(hours)), hours.copy(), hours / 2, hours.copy()
    result = at.copy()
    exact = 2.0**-48 / max(model.elimination, model.absorption)
    left = np.arange(len(hours))
    while len(left):
        now = _after(state, at, model)
        before = (now.central > threshold) == falling
        low, high = np.where(before, at, low), np.where(before, high, at)
        with np.errstate(all="ignore"):
            newton = at - now.central * np.log(now.central / threshold) / _slope(now, model)
        good = (newton >= low) & (newton <= high) & (2 * np.abs(newton - at) <= step)
        following = np.where(good, newton, (low + high) / 2)
        step = np.abs(following - at)
        at = result[left] = following
        more = np.flatnonzero(step > exact + 2.0**-50 * at)
        left, state = left[more], state.take(more)
        low, high, at, step = low[more], high[more], at[more], step[more]
        falling = falling[more]
    return result


def _below_for_ever(state: _State, threshold: float, model: FirstOrder) -> float:
    """Hours after which the last piece stays below: `C + D·ka·t` falls at the slower rate k.

    `t·exp(-k·t)` is less than `exp(-k·t/2)/k`.
    """
    k, ka = model.elimination, model.absorption or 0.0
    slower = min(k, ka) if ka else k
    most = float(state.central[-1] + state.depot[-1] * (ka / slower))
    return 2 / slower * math.log(max(most / threshold, 1.0))
