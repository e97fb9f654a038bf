"""A figure's options, read from what a caller typed; what cannot be is said in one line."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

from dosecalc.diagnostics import visible
from dosecalc.formats.figures.kind import Options, Theme, TimeAxis

_SIZE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*[x×]\s*(\d{1,3}(?:\.\d+)?)", re.ASCII)
_LONGEST_TITLE = 200
_WIDTHS, _HEIGHTS = (2.5, 40.0), (2.0, 80.0)


def options(
    *, x: str = "days", start: str | date | None = None, log: bool = False,
    title: str | None = None, size: str | tuple[float, float] | None = None, style: str = "light",
    group: str | None = None, by_trial: bool = False,
) -> Options:  # fmt: skip
    """The options in their types; ValueError, in one line, for one that cannot be.

    >>> options(size="7x4", start="2026-03-02", x="date").size
    (7.0, 4.0)
    """
    if x not in get_args(TimeAxis):
        raise ValueError(f"the axis of time is days, weeks or date, not `{visible(x)}`")
    if style not in get_args(Theme):
        raise ValueError(f"a style is light, dark or print, not `{visible(style)}`")
    first = _date(start)
    if x == "date" and first is None:
        raise ValueError("an axis of dates needs the date of day 1: add `--start 2026-03-02`")
    if title is not None:
        _check_title(title)
    looks: tuple[TimeAxis, Theme] = x, style  # type: ignore[assignment]
    return Options(looks[0], first, log, title, _size(size), looks[1], group or "", by_trial)


def _date(given: str | date | None) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"`{visible(given)}` is not a date such as 2026-03-02") from None


def _size(given: str | tuple[float, float] | None) -> tuple[float, float] | None:
    if given is None:
        return None
    if isinstance(given, str):
        found = _SIZE.fullmatch(given.strip())
        if found is None:
            raise ValueError(f"`{visible(given)}` is not a size in inches such as 7x4")
        given = float(found[1]), float(found[2])
    width, height = given
    if not (_WIDTHS[0] <= width <= _WIDTHS[1] and _HEIGHTS[0] <= height <= _HEIGHTS[1]):
        limits = f"{_WIDTHS[0]:g}x{_HEIGHTS[0]:g} to {_WIDTHS[1]:g}x{_HEIGHTS[1]:g} inches"
        raise ValueError(f"a figure of {width:g}x{height:g} inches: sizes are {limits}")
    return width, height


def _check_title(title: str) -> None:
    if len(title) > _LONGEST_TITLE:
        raise ValueError(f"a title of {len(title)} characters: {_LONGEST_TITLE} are the most")
    if visible(title) != title:
        raise ValueError(f"the title `{visible(title)}` holds characters that cannot be drawn")
