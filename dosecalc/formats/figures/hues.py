"""Which colour and marker each line of a panel has: one hue for what belongs together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from dosecalc.formats.figures.style import MARKERS, Look
from dosecalc.results import Row

_PALEST = 0.45  # how far towards the paper the last of a family goes


class Mark(NamedTuple):
    """The colour of a line and the shape of its markers."""

    colour: str
    marker: str


def marks(rows: Sequence[Row], look: Look) -> list[Mark]:
    """A hue for each arm, or for each reading or cohort of one arm; shades of it within."""
    family = _families(rows)
    order = list(dict.fromkeys(family))
    sizes = {name: family.count(name) for name in order}
    seen = dict.fromkeys(order, 0)
    found = []
    for name in family:
        hue, place = order.index(name), seen[name]
        seen[name] += 1
        part = _PALEST * place / max(sizes[name] - 1, 1)
        colour = mixed(look.series[hue % len(look.series)], look.paper, part)
        found.append(Mark(colour, MARKERS[hue % len(MARKERS)]))
    return found


def _families(rows: Sequence[Row]) -> list[Hashable]:
    """What each row belongs to: the first of these that differs among the rows."""
    ways: tuple[list[Hashable], ...] = (
        [(row.trial, row.arm) for row in rows],
        [row.agent for row in rows],
        [_reading(row) for row in rows],
        [row.cohort for row in rows],
    )
    return next((way for way in ways if len(set(way)) > 1), ways[0])


def _reading(row: Row) -> str:
    """A reading, whether it is of cohorts or of one participant."""
    name = row.reading or ""
    return name.removesuffix("cohorts").removesuffix("participant").removesuffix(", ")


def mixed(colour: str, other: str, part: float) -> str:
    """A colour with a part of another in it.

    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * part):02x}" for one, two in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
