"""Axes that read as the rest of dosecalc writes: study days, weeks or dates, and amounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

from dosecalc.days import DayCount, add_months
from dosecalc.formats.figures.kind import Options
from dosecalc.formats.figures.measure import extent
from dosecalc.formats.figures.words import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

TICK = 9.0
_DAYS = (1, 2, 7, 14, 28, 56, 84, 168, 364, 728, 1820, 3640, 18200, 36400, 182000)
_WEEKS = (1, 2, 4, 8, 12, 26, 52, 104, 260, 520, 2600)
_HOURS = (1, 2, 3, 6, 12)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
_FACTORS = ((1, 1.5, 2, 3, 4, 5, 6, 8), (1, 2, 3, 5), (1, 2, 5), (1, 3), (1,))
_GAP = 0.16  # inches between two labels


class Ticks(NamedTuple):
    """Where an axis of time has labels, what they say, and the axis' title."""

    places: list[float]
    texts: list[str]
    title: str


def time(
    axes: Axes, options: Options, days: DayCount, first: float, last: float, width: float,
    *, titled: bool = True, hours: bool = False,
) -> None:  # fmt: skip
    """An axis of time from `first` to `last`, in days after the start of day 1, so many inches
    wide; of the labels that fit, those that are easiest to count with. With `hours`, times of day
    where there is room."""
    ticks = time_ticks(options, days, first, last, width, hours=hours)
    axes.set_xlim(first, last)
    axes.set_xticks(ticks.places, ticks.texts)
    if titled:
        axes.set_xlabel(ticks.title)


def time_ticks(
    options: Options, days: DayCount, first: float, last: float, width: float, *,
    hours: bool = False,
) -> Ticks:  # fmt: skip
    """The ticks of an axis of time."""
    if options.x == "date" and options.start is not None:
        return _dates(options.start, first, last, width)
    if options.x == "weeks":
        return _spaced(_WEEKS, 7, first, last, width)
    if hours and last - first < 2.5:
        return _hours(days, first, last, width)
    return _study_days(days, first, last, width)


def _study_days(days: DayCount, first: float, last: float, width: float) -> Ticks:
    for step in _DAYS:
        places = _multiples(step, first, last)
        texts = [_day(days, place) for place in places]
        if _fits(texts, width * step / (last - first)):
            break
    return Ticks([float(place) for place in places], texts, "study day")


def _day(days: DayCount, place: int) -> str:
    return f"{days.number(place):,}".replace("-", "−")


def _hours(days: DayCount, first: float, last: float, width: float) -> Ticks:
    for step in _HOURS:
        places = _multiples(step, first * 24, last * 24)
        texts = [
            f"{hour % 24:02}:00" if hour % 24 else f"day {_day(days, hour // 24)}"
            for hour in places
        ]
        if _fits(texts, width * step / 24 / (last - first)):
            break
    return Ticks([place / 24 for place in places], texts, "study day and time")


def _spaced(steps: Sequence[int], unit: int, first: float, last: float, width: float) -> Ticks:
    for step in steps:
        places = _multiples(step, first / unit, last / unit)
        texts = [f"{place:,}".replace("-", "−") for place in places]
        if _fits(texts, width * step * unit / (last - first)):
            break
    return Ticks([float(place * unit) for place in places], texts, "weeks since day 1")


def _dates(start: date, first: float, last: float, width: float) -> Ticks:
    """Days, weeks, or the firsts of months; the year stands below where it begins."""
    per_day = width / (last - first)
    room = extent("28 Mar", TICK) + _GAP
    places: list[date] = []
    for step in (1, 2, 7, 14):
        if step * per_day >= room:
            places = [_later(start, each) for each in _multiples(step, first, last)]
            break
    else:
        for step in _MONTHS:
            if step * 30.4 * per_day >= room:
                places = list(
                    _firsts(_later(start, floor(first)), _later(start, floor(last)), step)
                )
                break
    texts = []
    for number_, place in enumerate(places):
        fresh = number_ == 0 or places[number_ - 1].year != place.year
        texts.append(f"{place.day} {place:%b}" + (f"\n{place.year}" if fresh else ""))
    return Ticks([float((place - start).days) for place in places], texts, "date")


def _later(start: date, days: int) -> date:
    """A date so many days later; the last one there is, beyond the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise ValueError("the dates of this figure lie beyond the calendar") from None


def _firsts(first: date, last: date, step: int) -> Iterator[date]:
    """The firsts of months between two dates, at every so many months."""
    month = date(first.year, 1, 1)
    while month <= last:
        if month >= first:
            yield month
        month = add_months(month, step)


def _multiples(step: int, first: float, last: float) -> list[int]:
    most = 400
    lowest, highest = ceil(first / step - 1e-9), floor(last / step + 1e-9)
    if highest - lowest > most:
        return [lowest * step, highest * step]
    return [place * step for place in range(lowest, highest + 1)]


def _fits(texts: Sequence[str], room: float) -> bool:
    return max((extent(text, TICK) for text in texts), default=0.0) + _GAP <= room


# ------------------------------------------------------------------ amounts


def linear_places(most: float, count: int = 5) -> list[float]:
    """Round amounts from 0 to `most`, about so many."""
    if most <= 0:
        return [0.0]
    exponent = floor(log10(most / count))
    for step in (factor * 10.0**exponent for factor in (1, 2, 2.5, 5, 10)):
        if most / step <= count + 1:
            break
    return [step * number_ for number_ in range(floor(most / step + 1e-9) + 1)]


def log_places(low: float, high: float, count: int = 6) -> list[float]:
    """At most so many round amounts from `low` to `high`: powers of ten, others where they fit."""
    first, last = floor(log10(low) + 1e-9), ceil(log10(high) - 1e-9)
    for factors in _FACTORS:
        places = [factor * 10.0**power for power in range(first, last + 1) for factor in factors]
        places = [each for each in places if low * (1 - 1e-9) <= each <= high * (1 + 1e-9)]
        if len(places) <= count:
            return places
    step = ceil(len(places) / count)
    return places[::step]


def log_places_within(low: float, high: float, inches: float) -> list[float]:
    """As many of them as have labels that stand clear of each other on an axis so many inches."""
    count = max(2, int(inches / 0.35))
    while count > 1:
        places = log_places(low, high, count)
        if _clear(places, inches / log10(high / low)):
            return places
        count = min(count, len(places)) - 1
    return log_places(low, high, 1)


def _clear(places: Sequence[float], inches: float) -> bool:
    """Whether labels do not touch where a power of ten takes so many inches."""
    widths = [extent(number(place), TICK) for place in places]
    return all(
        log10(two / one) * inches >= (first + second) / 2 + _GAP
        for (one, first), (two, second) in pairwise(zip(places, widths, strict=True))
    )


def amount(axis: Axis, places: Sequence[float]) -> None:
    """Labels at these amounts, and no other ticks."""
    from matplotlib.ticker import NullLocator

    axis.set_ticks(list(places), [number(place) for place in places])
    axis.set_minor_locator(NullLocator())


def width_of(places: Sequence[float]) -> float:
    """The width of the widest of the labels of these amounts."""
    return max((extent(number(place), TICK) for place in places), default=0.0)
