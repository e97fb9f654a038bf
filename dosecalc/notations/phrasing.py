"""Doses at exact times as words of the schedule language, as short as what recurs allows.

>>> week = [Given(seconds=day * 86_400, amount="100 mg", timed=False) for day in (0, 2, 4)]
>>> later = [each._replace(seconds=each.seconds + 7 * 86_400) for each in week]
>>> in_one([*phrased([*week, *later])])
'100 mg on days 1, 3, 5 of every 7 days for 2 cycles'
>>> in_one(phrased(Given(seconds=hour * 3_600, amount="5 mg") for hour in (0, 12, 24)))
'5 mg every 12 hours for 3 doses'

Read back, the words give the same doses at the same times; nothing is rounded. What no word can say
is refused with `Unsayable`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from dosecalc.notations.agent_and_route import by, quoted
from dosecalc.notations.recurrence import Stretch, opened, rounds, stretches
from dosecalc.notations.rhythm_words import (
    Part,
    Thing,
    clock_time,
    connected,
    length,
    on_listed_days,
    parts_of,
)
from dosecalc.patterns import DAY

_MINUTE = 60
_MOST_LISTED = 60
_MOST_GROUPS = 40


class Given(NamedTuple):
    """One dose: when, how much in words (`100 mg`, `placebo`), of what, how, over how long.

    `seconds` count from the start of day 1, and are negative before it. Where `timed` is false only
    the day is known. `agent` and `route` are any text; `lasting` is the length of an infusion in
    seconds.
    """

    seconds: Fraction | int
    amount: str
    agent: str | None = None
    route: str | None = None
    lasting: Fraction | int | None = None
    timed: bool = True


class Unsayable(ValueError):
    """A dose whose time or length the language has no words for, and why."""

    def __init__(self, seconds: Fraction | int, why: str) -> None:
        super().__init__(why)
        self.seconds = seconds
        self.why = why


class _Event(NamedTuple):
    """A dose as it is grouped: when, what without its time, and the agent and route of it."""

    moment: int
    thing: Thing
    line: Hashable
    lasting: int = 0

    def lets_begin(self, other: _Event) -> bool:
        """Whether another event can follow in a row, with no infusion running any more."""
        ends = self.moment + (self.lasting if self.thing != other.thing else 0)
        return self.moment < other.moment >= ends


def phrased(doses: Iterable[Given], *, clock: bool = False) -> tuple[Part, ...]:
    """The doses in words: parts that run together from the start of day 1; empty for no dose.

    With `clock`, times of day are those of a clock, and whole minutes are said so (`at 08:00`);
    without it they are counted from the start of day 1 (`every 12 hours`). Raises Unsayable for a
    time or a length that is no whole second, and before day 1 for one that is no whole minute.
    """
    known: dict[Hashable, Thing] = {}
    elapsed, by_clock, by_day = [], [], []
    for given in doses:
        event = _event(given, known)
        if not given.timed:
            by_day.append(event)
        elif clock and event.moment % _MINUTE == 0:
            by_clock.append(event)
        else:
            elapsed.append(event)
    groups = (_on_days(by_day, False), *(_on_days(each, True) for each in _layers(by_clock)))
    layers = [group for group in (*groups, *_layers(elapsed)) if group]
    found = [part for layer in layers for part in _shortest(layer, _SPLITS)]
    return tuple(sorted(found, key=lambda part: part.named))


def in_one(parts: Sequence[Part]) -> str | None:
    """The parts as one phrase; None where a word would carry over from one part to the next.

    A part that names no agent, or no route, takes that of the part before it.
    """
    if len(parts) == 1:
        return parts[0].words
    named = {part.named for part in parts}
    if len(named) > 1 and any(not now[1] and before[1] for before, now in pairwise(sorted(named))):
        return None
    return " and ".join(f"({part.words})" if part.chained else part.words for part in parts)


# ------------------------------------------------------------------ doses as they are grouped


def _event(given: Given, known: dict[Hashable, Thing]) -> _Event:
    moment = _whole(given, given.seconds)
    thing = known.get(key := given._replace(seconds=0))
    if thing is None:
        named = (given.agent is not None, given.route is not None)
        thing = known[key] = Thing(_words(given), given.timed, named=named)
    lasting = _whole(given, given.lasting or 0)
    at = moment if given.timed else moment // DAY * DAY
    return _Event(at, thing, (given.agent, given.route), lasting)


def _whole(given: Given, seconds: Fraction | int) -> int:
    if seconds != int(seconds):
        raise Unsayable(given.seconds, "the schedule language counts whole seconds")
    return int(seconds)


def _words(given: Given) -> str:
    """A dose without its time."""
    words = given.amount
    if given.agent is not None:
        words += f" of {quoted(given.agent)}"
    if given.lasting is not None:
        words += f" over {length(_whole(given, given.lasting), hours=True)}"
    if given.route is not None:
        words += f" {by(given.route)}"
    return words


def _layers(events: Sequence[_Event]) -> list[list[_Event]]:
    """The events in order of time, in as many layers as one dose comes at one moment."""
    layers: list[list[_Event]] = []
    met: Counter[_Event] = Counter()
    for event in sorted(events, key=lambda event: event.moment):
        if met[event] == len(layers):
            layers.append([])
        layers[met[event]].append(event)
        met[event] += 1
    return layers


def _on_days(events: Sequence[_Event], clock: bool) -> list[_Event]:
    """Events by the day: how often on it, and with `clock` at which times."""
    found: dict[_Event, list[int]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.moment):
        day, second = divmod(event.moment, DAY)
        found[event._replace(moment=day * DAY)].append(second)
    return [
        event._replace(
            thing=event.thing._replace(
                elapsed=False,
                daily=len(seconds),
                clock=tuple(map(clock_time, seconds)) if clock else (),
            )
        )
        for event, seconds in found.items()
    ]


# ------------------------------------------------------------------ the shortest words


def _by_line(event: _Event) -> Hashable:
    return event.line


def _by_thing(event: _Event) -> Hashable:
    return event.thing


def _by_time_of_day(event: _Event) -> Hashable:
    return event.moment % DAY


_Split = Callable[[_Event], Hashable]
_SPLITS: tuple[_Split, ...] = (_by_line, _by_thing, _by_time_of_day)


def _shortest(events: list[_Event], splits: Sequence[_Split]) -> list[Part]:
    """The shortest of: all in one chain, and in one for each group that a split makes."""
    found: list[list[Part]] = []
    if _stands_in_a_row(events):
        chain = _chain(events)
        if len(chain) == 1 and not (chain[0].chained or chain[0].words.startswith("(")):
            return chain
        found.append(chain)
    for place, split in enumerate(splits):
        groups = _grouped(events, split)
        if 1 < len(groups) <= _MOST_GROUPS:
            rest = splits[place + 1 :]
            found.append([part for group in groups for part in _shortest(group, rest)])
    if not found:
        return [part for group in _grouped(events, _by_thing) for part in _chain(group)]
    return min(found, key=_size)


def _size(parts: Sequence[Part]) -> int:
    """How long words are to read; side by side, in brackets and lists of days take longer."""
    words = sum(len(part.words) + 14 * part.listed for part in parts)
    return words + 30 * len(parts) + 30 * sum(part.words.count(") repeated ") for part in parts)


def _grouped(events: list[_Event], split: _Split) -> list[list[_Event]]:
    groups: dict[Hashable, list[_Event]] = defaultdict(list)
    for event in events:
        groups[split(event)].append(event)
    return list(groups.values())


def _stands_in_a_row(events: Sequence[_Event]) -> bool:
    """Whether no two events come together, and all of them name an agent and a route or none."""
    apart = all(one.lets_begin(other) for one, other in pairwise(events))
    return apart and len({event.thing.named for event in events}) == 1


def _chain(events: list[_Event]) -> list[Part]:
    """Events at different times one after another, in the shortest words there are."""
    moments = [(event.moment, event.thing) for event in events]
    plain = stretches(moments, DAY)
    first = plain[0]
    listed = len(plain) > 1 and len(events) <= _MOST_LISTED and _is_one_thing_on_days(events)
    days = on_listed_days(events[0].thing, [event.moment for event in events]) if listed else None
    single = len(plain) == 1 and isinstance(first, Stretch) and first.start % DAY == 0
    if first.start < 0 and not single:
        if days is not None:
            return [days]
        early = sum(event.moment < 0 for event in events)
        rest = events[early:]
        return [*_before_day_1(events[:early]), *(_chain(rest) if rest else ())]
    plain = opened(plain, connected)
    found = [parts_of(plain)]
    folded = rounds(plain, connected)
    if folded != plain:
        found.append(parts_of(folded))
    if days is not None:
        found.append([days])
    return min(found, key=_size)


def _is_one_thing_on_days(events: Sequence[_Event]) -> bool:
    first = events[0].thing
    return all(event.thing == first and event.moment % DAY == 0 for event in events)


def _before_day_1(events: list[_Event]) -> list[Part]:
    """Doses before day 1, which only days and clock times can tell."""
    found: list[Part] = []
    groups: dict[tuple[Thing, int], list[int]] = defaultdict(list)
    for event in events:
        day, second = divmod(event.moment, DAY)
        if second % _MINUTE:
            raise Unsayable(event.moment, "before day 1 the schedule language has whole minutes")
        groups[event.thing, second].append(day * DAY)
    for (thing, second), days in groups.items():
        for at in range(0, len(days), _MOST_LISTED):
            found.append(on_listed_days(thing, days[at : at + _MOST_LISTED], second))
    return found
