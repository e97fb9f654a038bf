"""Which rows of a comparison are kept, in which order, and against which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from heapq import heapify, heappop, heappush
from itertools import groupby
from typing import Literal, NamedTuple

from dosecalc import calls
from dosecalc.comparison import Compared, Item
from dosecalc.diagnostics import Diagnostic
from dosecalc.language.lazy import compiled
from dosecalc.results import Row

_CONDITION = r"([A-Za-z][A-Za-z ]*?)\s*(!=|=|~)\s*(.+)"
_FIELDS: dict[str, Callable[[Row], object]] = {
    "trial": lambda row: row.trial,
    "arm": lambda row: row.arm,
    "cohort": lambda row: row.cohort,
    "reading": lambda row: row.reading,
    "agent": lambda row: row.agent,
    "route": lambda row: row.route,
    "status": lambda row: row.status,
    "unit": lambda row: row.unit,
}


class Filter(NamedTuple):
    """One condition on a field of an arm or its trial: equal, not equal, or containing a text."""

    field: str
    sign: Literal["=", "!=", "~"]
    value: str

    def keeps(self, item: Item) -> bool:
        """Whether an item fulfils the condition; letter case does not count."""
        found = [text.lower() for text in _stated(item, self.field)]
        if self.sign == "~":
            return any(self.value.lower() in text for text in found)
        return (self.value.lower() in found) == (self.sign == "=")


def _stated(item: Item, field: str) -> list[str]:
    """What an arm or its trial states of a field."""
    if field in _FIELDS:
        return [str(_FIELDS[field](item.row) or "")]
    return [text.strip('"') for word, text in item.facts if word == field]


def sifted(items: list[Item], where: Sequence[str]) -> tuple[list[Item], list[Diagnostic]]:
    """The items that fulfil every condition; none, and what is wrong, where one is no condition."""
    filters = {text: _filtered(text) for text in where}
    said = [calls.no_condition(text) for text, found in filters.items() if found is None]
    known = _fields(items)
    sound = [each for each in filters.values() if each is not None]
    strange = [each.field for each in sound if items and each.field not in known]
    said += [calls.no_such_field(field, known) for field in strange]
    if said:
        return [], said
    kept = [item for item in items if all(each.keeps(item) for each in sound)]
    return kept, [calls.no_row_left()] if items and not kept else []


def _filtered(text: str) -> Filter | None:
    """A condition as it is typed: `phase = 1`, `route ~ nasal`; None for what is none."""
    found = compiled(_CONDITION).fullmatch(text.strip())
    if found is None:
        return None
    sign: Literal["=", "!=", "~"] = "!=" if found[2] == "!=" else "~" if found[2] == "~" else "="
    return Filter(found[1].lower(), sign, found[3].strip())


def _fields(items: Iterable[Item]) -> list[str]:
    """What a condition may be about: fields of a row, and facts that any of the trials states."""
    return list(dict.fromkeys([*_FIELDS, *(word for item in items for word, _ in item.facts)]))


def named(items: list[Item], name: str) -> int | None:
    """The first item that a name means: a trial, or `TRIAL/ARM`, with a cohort's number behind."""
    wanted = name.lower().split("/")
    for number, item in enumerate(items):
        row = item.row
        words = [row.trial.lower(), (row.arm or "").lower(), str(row.cohort or "")]
        if words[: len(wanted)] == wanted or [words[0], words[2]] == wanted:
            return number
    return None


def names(items: Iterable[Item]) -> list[str]:
    """What a reference may be called: trials first, then their arms."""
    listed = list(items)
    arms = (f"{each.row.trial}/{each.row.arm}" for each in listed if each.row.arm)
    return list(dict.fromkeys([*(each.row.trial for each in listed), *arms]))


def told_apart(items: Iterable[Item]) -> list[Item]:
    """The items, with a number behind the name of a trial that several texts have."""
    listed = list(items)
    found: dict[str, dict[int, int]] = {}
    for item in listed:
        texts = found.setdefault(item.row.trial, {})
        texts.setdefault(item.text, len(texts) + 1)
    return [
        item._replace(
            row=replace(item.row, trial=f"{item.row.trial} ({found[item.row.trial][item.text]})")
        )
        if len(found[item.row.trial]) > 1
        else item
        for item in listed
    ]


def grouped(items: list[Item], field: str) -> tuple[list[Item], list[Diagnostic]]:
    """The items by what they state of a field, groups in the order in which they appear."""
    known = _fields(items)
    if items and field not in known:
        return [], [calls.no_such_field(field, known)]
    found: dict[str, list[Item]] = {}
    for item in items:
        name = "; ".join(_stated(item, field)) or "not stated"
        found.setdefault(name, []).append(item._replace(group=name))
    return [item for group in found.values() for item in group], []


def in_order(found: list[Compared]) -> list[Compared]:
    """By amount within each group, the least first, as far as bounds allow.

    Overlaps keep the order of the texts. Units that do not meet stand apart, in the order in which
    they appear; what is unknown stands last.
    """
    made: list[Compared] = []
    for _, group in groupby(found, key=lambda each: each.group):
        kinds: dict[object, list[Compared]] = {}
        for each in group:
            kinds.setdefault(_kind(each), []).append(each)
        unknown = kinds.pop(None, [])
        made += [each for listed in kinds.values() for each in _ascending(listed)] + unknown
    return made


def _kind(each: Compared) -> object:
    """What an amount may be ordered with; None where it is unknown."""
    if each.amount is None:
        return None
    return each.unit.dimension if each.unit is not None else "none"


def _ascending(listed: list[Compared]) -> list[Compared]:
    """Each behind all that is surely less; of those that may come next, the first in the texts."""
    ends = [_ends(each) for each in listed]
    lows = sorted((low, place) for place, (low, _) in enumerate(ends))
    highs = [(high, place) for place, (_, high) in enumerate(ends) if high is not None]
    heapify(highs)
    ready: list[int] = []
    done: set[int] = set()
    made: list[Compared] = []
    following = 0
    while len(made) < len(listed):
        while highs and highs[0][1] in done:
            heappop(highs)
        while following < len(lows) and (not highs or lows[following][0] <= highs[0][0]):
            heappush(ready, lows[following][1])
            following += 1
        place = heappop(ready)
        done.add(place)
        made.append(listed[place])
    return made


def _ends(each: Compared) -> tuple[Fraction, Fraction | None]:
    """The bounds of an amount in the unit that all of its kind can be told in."""
    assert each.amount is not None
    factor = each.unit.factor if each.unit is not None else Fraction(1)
    high = each.amount.high
    return each.amount.low * factor, None if high is None else high * factor
