"""Which rows of a comparison are kept, in which order, and against which of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal, NamedTuple

from dosecalc import calls
from dosecalc.comparison import Compared, Item
from dosecalc.diagnostics import Diagnostic
from dosecalc.language.lazy import compiled
from dosecalc.results import Row

_CONDITION = r"([a-z]+)\s*(!=|=|~)\s*(.+)"
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
        stated = [text for word, text in item.facts if word == self.field]
        if self.field in _FIELDS:
            stated = [str(_FIELDS[self.field](item.row) or "")]
        found = [text.strip('"').lower() for text in stated]
        if self.sign == "~":
            return any(self.value.lower() in text for text in found)
        return (self.value.lower() in found) == (self.sign == "=")


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


def in_order(found: list[Compared]) -> list[Compared]:
    """By amount, the least first, as far as bounds allow: overlaps keep the order of the texts."""

    def key(each: Compared) -> tuple[bool, Fraction]:
        if each.amount is None:
            return True, Fraction(0)
        middle = each.amount.low if each.amount.high is None else sum(each.amount) / 2  # type: ignore[arg-type]
        return False, Fraction(middle)

    return sorted(found, key=key)
