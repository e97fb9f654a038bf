"""What recurs in a list of times: equal steps, slots of a period, and whole groups that come again.

>>> week = [0, 2, 4]
>>> found = stretches([(7 * n + day, "dose") for n in range(3) for day in week], whole=1)
>>> [(each.slots, each.period, each.number) for each in found]
[((0, 2, 4), 7, 9)]
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

_LONGEST = 64
_PASSES = 6


class Stretch(NamedTuple):
    """One thing that comes `number` times from `start`: on each slot of each period.

    A run of equal steps has a single slot; a thing that comes once has the period 0. Slots are
    offsets from the start of a period, the first one 0. The last period may be cut.
    """

    what: Any
    start: int
    slots: tuple[int, ...] = (0,)
    period: int = 0
    number: int = 1

    @property
    def last(self) -> int:
        """When it comes last."""
        return self._at(self.number - 1)

    @property
    def due(self) -> int | None:
        """When it would come next; None for a thing that comes once."""
        return self._at(self.number) if self.period else None

    def _at(self, number: int) -> int:
        full, place = divmod(number, len(self.slots))
        return self.start + full * self.period + self.slots[place]


class Round(NamedTuple):
    """Parts one after another, all of it `times` times in all, each `period` after the one before.

    The parts are those of the first time.
    """

    parts: tuple[Node, ...]
    times: int
    period: int

    @property
    def start(self) -> int:
        """When it comes first."""
        return self.parts[0].start

    @property
    def last(self) -> int:
        """When the last of its parts comes last."""
        return self.parts[-1].last + (self.times - 1) * self.period

    @property
    def due(self) -> int:
        """When it would begin once more."""
        return self.start + self.times * self.period


Node: TypeAlias = "Stretch | Round"
Joined: TypeAlias = "Callable[[Sequence[Node]], bool]"


def stretches(moments: Sequence[tuple[int, Hashable]], whole: int) -> list[Node]:
    """The moments, which ascend and differ, as stretches of one thing each.

    A period with several slots is one stretch where all of it is a multiple of `whole`, and else a
    round. An end that belongs to two runs goes to the later one.
    """
    found: list[Node] = []
    for what, group in groupby(moments, key=lambda moment: moment[1]):
        found += _of_one(what, [moment for moment, _ in group], whole)
    return found


def rounds(nodes: Sequence[Node], joined: Joined) -> list[Node]:
    """The nodes with groups that come again put together, until none does.

    Only those are put together of which `joined` says that their parts can stand in a row.
    """
    found = opened(nodes, joined)
    for _ in range(_PASSES):
        folded = _folded(found, joined)
        if len(folded) == len(found):
            break
        found = folded
    return found


def opened(nodes: Sequence[Node], joined: Joined) -> list[Node]:
    """The nodes, with the rounds taken apart whose parts cannot stand in a row."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Round):
            node = node._replace(parts=tuple(opened(node.parts, joined)))
            found += [node] if joined(node.parts) else _unfolded(node)
        else:
            found.append(node)
    return found


def _unfolded(node: Round) -> list[Node]:
    """The parts of a round, each time anew."""
    shifts = (time * node.period for time in range(node.times))
    return [_later(part, by) for by in shifts for part in node.parts]


def _later(node: Node, by: int) -> Node:
    if isinstance(node, Stretch):
        return node._replace(start=node.start + by)
    return node._replace(parts=tuple(_later(part, by) for part in node.parts))


# ------------------------------------------------------------------ one thing


def _of_one(what: Hashable, times: list[int], whole: int) -> list[Node]:
    found: list[Node] = []
    at = 0
    while at < len(times):
        width, count = _best(times, at, whole)
        slots = tuple(times[at + place] - times[at] for place in range(width))
        period = times[at + width] - times[at] if count > 1 else 0
        if width == 1 or not any(each % whole for each in (*slots, period)):
            found.append(Stretch(what, times[at], slots, period, count))
        else:
            parts = tuple(_of_one(what, times[at : at + width], whole))
            found.append(Round(parts, count // width, period))
        at += count
    return found


def _best(times: list[int], at: int, whole: int) -> tuple[int, int]:
    """The number of slots that reaches farthest from a place, and how many moments it reaches."""
    left = len(times) - at
    if left == 1:
        return 1, 1
    run = _reach(times, at, 1)
    best = (1, run)
    if run < left:
        for width in range(max(2, run - 1), min(_LONGEST, left // 2) + 1):
            count = _reach(times, at, width)
            if any((times[at + n] - times[at]) % whole for n in range(1, width + 1)):
                count -= count % width
            if count >= 2 * width and count > best[1]:
                best = (width, count)
                if count == left:
                    break
    return best if best[0] > 1 else (1, _handed_over(times, at, run))


def _reach(times: list[int], at: int, width: int) -> int:
    """How many moments from a place on come again after as many slots as the width."""
    period = times[at + width] - times[at]
    stop = at + width + 1
    while stop < len(times) and times[stop] - times[stop - width] == period:
        stop += 1
    return stop - at


def _handed_over(times: list[int], at: int, run: int) -> int:
    """The length of a run without its last moment, where that one begins a longer run."""
    last = at + run - 1
    if last + 2 < len(times) and _reach(times, last, 1) >= 3:
        return run - 1
    return run


# ------------------------------------------------------------------ groups that come again


def _folded(nodes: list[Node], joined: Joined) -> list[Node]:
    shapes = [_shape(node) for node in nodes]
    starts = [node.start for node in nodes]
    found: list[Node] = []
    at = 0
    while at < len(nodes):
        width, times = _widest(shapes, starts, at)
        if times > 1 and joined(nodes[at : at + width]):
            period = starts[at + width] - starts[at]
            found.append(Round(tuple(nodes[at : at + width]), times, period))
        else:
            width = times = 1
            found.append(nodes[at])
        at += width * times
    return found


def _widest(shapes: list[Hashable], starts: list[int], at: int) -> tuple[int, int]:
    """The width of the group that saves most when it is put together, and how often it comes."""
    best, saved = (1, 1), 0
    for width in range(1, min(_LONGEST, (len(shapes) - at) // 2) + 1):
        times = _again(shapes, starts, at, width)
        if (times - 1) * width > saved:
            best, saved = (width, times), (times - 1) * width
    return best


def _again(shapes: list[Hashable], starts: list[int], at: int, width: int) -> int:
    period = starts[at + width] - starts[at]
    here = at + width
    while (
        here < len(shapes)
        and shapes[here] == shapes[here - width]
        and starts[here] - starts[here - width] == period
    ):
        here += 1
    return (here - at) // width


def _shape(node: Node) -> Hashable:
    """A node without its place in time."""
    if isinstance(node, Stretch):
        return node._replace(start=0)
    inner = tuple((_shape(part), part.start - node.start) for part in node.parts)
    return inner, node.times, node.period
