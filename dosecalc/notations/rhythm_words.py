"""Words of the schedule language for what recurs: how often, for how long, and what follows when.

Times are whole seconds after the start of day 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dosecalc.amounts import number
from dosecalc.notations.recurrence import Node, Round, Stretch
from dosecalc.patterns import DAY

_HOUR, _MINUTE = 3_600, 60
_NODES_IN_A_PART = 24
_LONG_IN_HOURS = 3 * DAY
_OFTEN = {1: "", 2: "twice daily"}


class Thing(NamedTuple):
    """What is given: its words, and how often on a day.

    `elapsed` things come at their time to the second. Others come on a day, `daily` times, at the
    times of day in `clock` where there are any.
    """

    words: str
    elapsed: bool = True
    daily: int = 1
    clock: tuple[str, ...] = ()
    named: tuple[bool, bool] = (False, False)

    @property
    def times(self) -> str:
        """How often on a day, and at which times, in words; empty for once at any time."""
        often = _OFTEN.get(self.daily, f"{self.daily} times daily")
        return " ".join(filter(None, (often, f"at {', '.join(self.clock)}" if self.clock else "")))


class Part(NamedTuple):
    """Words that stand by themselves, from the start of day 1; `chained` ones hold a `then`.

    `named` tells whether they name an agent, and whether they name a route; `listed` is how many
    days and ranges of days they list without a rule.
    """

    words: str
    chained: bool
    named: tuple[bool, bool] = (False, False)
    listed: int = 0


def parts_of(nodes: Sequence[Node]) -> list[Part]:
    """The nodes in words that run together; long chains are broken, and so is what cannot follow.

    The first one may begin before day 1, at the start of a day, if it is a stretch.
    """
    found: list[Part] = []
    chain: list[str] = []
    before: Node | None = None
    named = _first(nodes[0]).what.named
    for place, node in enumerate(nodes):
        after = nodes[place + 1] if place + 1 < len(nodes) else None
        if before is not None and len(chain) < _NODES_IN_A_PART and _follows(before, node):
            chain += _following(before, node, after)
        else:
            if chain:
                found.append(Part(" then ".join(chain), len(chain) > 1, named))
            chain = _beginning(node, after)
        before = node
    return [*found, Part(" then ".join(chain), len(chain) > 1, named)]


def on_listed_days(thing: Thing, days: Sequence[int], second: int = 0) -> Part:
    """One thing on study days, given as starts of days, at a second of them that is a minute's."""
    clock = f"at {clock_time(second)}" if second else ""
    noun = "day" if len(days) == 1 else "days"
    ranges = listed_days([start // DAY for start in days])
    words = _joined(thing.words, thing.times, clock, f"on {noun} {', '.join(ranges)}")
    return Part(words, False, thing.named, len(ranges))


def clock_time(second: int) -> str:
    """`08:30`, of a second of the day."""
    return f"{second // _HOUR:02}:{second % _HOUR // _MINUTE:02}"


def connected(parts: Sequence[Node]) -> bool:
    """Whether words can say that the parts follow each other inside a bracket."""
    return all(_follows(before, node) for before, node in pairwise(parts))


# ------------------------------------------------------------------ joining


def _follows(before: Node, node: Node) -> bool:
    """Whether `then` can join two nodes."""
    due = before.due
    if isinstance(node, Stretch) and not node.what.clock:
        return True
    if due is None or due == node.start:
        return node.start % DAY == 0 or not _keeps_to_days(node)
    return due < node.start


def _keeps_to_days(node: Node) -> bool:
    """Whether a node begins with what is counted in days, and so begins with its day."""
    first = _first(node)
    return not first.period or len(first.slots) > 1 or not first.what.elapsed


def _first(node: Node) -> Stretch:
    while isinstance(node, Round):
        node = node.parts[0]
    return node


def _beginning(node: Node, after: Node | None) -> list[str]:
    """The first node of a part, with when it begins."""
    if isinstance(node, Stretch) and node.start % DAY == 0:
        return [_stretch(node, after, node.start // DAY)]
    words = _bracket(node) if isinstance(node, Round) else _stretch(node, after)
    return [f"rest {length(node.start)}", words] if node.start else [words]


def _following(before: Node, node: Node, after: Node | None, inside: bool = False) -> list[str]:
    """A node behind another one, with the rest between them; `inside` a bracket without days."""
    due = before.due
    if due is None and (isinstance(node, Round) or (inside and not node.what.elapsed)):
        due = node.start  # the single dose before it says when it comes
    words = _bracket(node) if isinstance(node, Round) else _stretch(node, after, inside=inside)
    if due is not None and due < node.start:
        return [f"rest {length(node.start - due, hours=node.start % DAY != 0)}", words]
    if isinstance(node, Round):
        return [words]
    if due == node.start and (node.start % DAY == 0 or not _keeps_to_days(node)):
        return [words]
    if due is None and not inside and node.start % DAY == 0:
        return [_stretch(node, after, node.start // DAY)]
    return [f"{words} starting {length(node.start - before.last)} after the last dose"]


def _bracket(node: Round) -> str:
    """`(…) repeated 3 times every 28 days`; nothing in it is anchored to a day."""
    chain: list[str] = []
    for place, part in enumerate(node.parts):
        after = node.parts[place + 1] if place + 1 < len(node.parts) else None
        if place:
            chain += _following(node.parts[place - 1], part, after, inside=True)
        elif isinstance(part, Round):
            chain.append(_bracket(part))
        else:
            chain.append(_stretch(part, after, inside=True))
    words = " then ".join(chain)
    return f"({words}) repeated {node.times} times every {length(node.period)}"


# ------------------------------------------------------------------ one stretch


def _stretch(
    node: Stretch, after: Node | None, day: int | None = None, *, inside: bool = False
) -> str:
    """A stretch in words, and the day it starts on where that is said and is not the first.

    A single dose, where no day can be said of what follows it, lasts until then.
    """
    thing = node.what
    lasts = isinstance(after, Round) or (inside and not thing.elapsed)
    if not node.period and after is not None and lasts:
        node = node._replace(period=after.start - node.start)
    if not node.period:
        return _single(thing, day)
    if len(node.slots) > 1 or not thing.elapsed:
        return _by_days(node, day)
    often = f"every {length(node.period, hours=node.start % DAY != 0 or node.number == 1)}"
    return _joined(thing.words, often, _doses(node.number), _from(day))


def _single(thing: Thing, day: int | None) -> str:
    if thing.daily > 1:
        return _joined(thing.words, thing.times, "for 1 day", _from(day))
    return _joined(thing.words, thing.times, f"on day {_day(day)}" if day else "once")


def _by_days(node: Stretch, day: int | None) -> str:
    """A stretch that is counted in days: daily, every so many days, or on days of a period."""
    thing, period = node.what, node.period // DAY
    full, cut = divmod(node.number, len(node.slots))
    whole = (node.due or node.start) - node.start
    if period == 1:
        often = thing.times if thing.daily > 1 else _joined("daily", thing.times)
        return _joined(thing.words, often, f"for {_count(full, 'day')}", _from(day))
    if len(node.slots) == 1 and thing.daily == 1:
        extent = f"for {full * period} days" if thing.clock else _doses(full)
        often = "weekly" if period == 7 else f"every {_in_days(node.period)}"
        return _joined(thing.words, often, thing.times, extent, _from(day))
    extent = f"for {_count(full, 'cycle')}"
    if cut:
        extent = f"for {whole // DAY} days" if thing.clock else _doses(node.number * thing.daily)
    noun = "days" if len(node.slots) > 1 else "day"
    listed = ", ".join(listed_days([slot // DAY for slot in node.slots]))
    days = f"on {noun} {listed} of every {period} days"
    return _joined(thing.words, thing.times, days, extent, _from(day))


def _doses(number: int) -> str:
    return f"for {_count(number, 'dose')}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _from(day: int | None) -> str:
    return f"from day {_day(day)}" if day else ""


def _day(offset: int) -> int:
    return offset + 1 if offset >= 0 else offset


def listed_days(offsets: Sequence[int]) -> list[str]:
    """Days, offsets from day 1 in order, by their numbers; three and more in a row as a range.

    >>> listed_days([0, 1, 2, 7]), listed_days([-2, -1, 0])
    (['1-3', '8'], ['-2 to 1'])
    """
    return list(_ranges([_day(offset) for offset in offsets]))


def _ranges(days: Sequence[int]) -> Iterator[str]:
    first = 0
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else None
        if following is not None and following == (day + 1 or 1):
            continue
        if place - first > 1:
            joint = "-" if days[first] > 0 else " to "
            yield f"{days[first]}{joint}{day}"
        else:
            yield from map(str, days[first : place + 1])
        first = place + 1


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


def length(seconds: int, hours: bool = False) -> str:
    """A length of time; with `hours` never in days, which begin with a day.

    >>> length(86_400), length(21 * 86_400), length(7 * 86_400, hours=True), length(10_548)
    ('24 hours', '3 weeks', '168 hours', '2.93 hours')
    """
    if not hours and seconds % DAY == 0 and seconds > _LONG_IN_HOURS:
        return _in_days(seconds)
    if seconds % _HOUR and seconds % _MINUTE == 0 and seconds < 2 * _HOUR:
        return _count(seconds // _MINUTE, "minute")
    if seconds * 100 % _HOUR == 0:
        value = Fraction(seconds, _HOUR)
        return f"{number(value)} hour{'s' * (value != 1)}"
    if seconds % _MINUTE == 0:
        return _count(seconds // _MINUTE, "minute")
    return _count(seconds, "second")


def _in_days(seconds: int) -> str:
    weeks, days = divmod(seconds // DAY, 7)
    return f"{weeks} weeks" if not days and weeks > 1 else _count(seconds // DAY, "day")
