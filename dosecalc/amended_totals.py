"""What an amendment does to totals: each of them before and after, and the ratio of the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dosecalc.amendments import Change, Thing, aligned, changes
from dosecalc.bases import BASES
from dosecalc.comparison import ZERO, Compared, Item, compared, measured
from dosecalc.diagnostics import Diagnostic
from dosecalc.model import Trial
from dosecalc.parameters import Interval
from dosecalc.results import Row
from dosecalc.variants import Question

Effect = Literal["none", "more", "less", "overlap", "added", "removed", "unknown"]
_Names = Mapping[tuple[str | None, ...], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalChange:
    """The total of one arm, cohort and reading for a participant, before and after.

    `old` or `new` is None where there is no such total. `ratio` is new to old, exact bounds of
    both ends, None where there is none; `needs` says what is missing for it.
    """

    arm: Thing
    cohort: int | None
    reading: Thing
    agent: Thing
    old: Compared | None
    new: Compared | None
    ratio: Interval | None
    effect: Effect
    needs: str | None

    @property
    def label(self) -> str:
        """Arm, cohort and reading, as far as they are told apart."""
        cohort = f"cohort {self.cohort}" if self.cohort else ""
        return ", ".join(filter(None, (str(self.arm), cohort, str(self.reading)))) or "total"


class Amendment:
    """All changes from one version to the next, and what they do to totals."""

    __slots__ = ("changes", "diagnostics", "new", "old", "totals")

    def __init__(
        self, old: str, new: str, found: tuple[Change, ...] = (),
        totals: tuple[TotalChange, ...] = (), diagnostics: tuple[Diagnostic, ...] = (),
    ) -> None:  # fmt: skip
        self.old = old
        self.new = new
        self.changes = found
        self.totals = totals
        self.diagnostics = diagnostics

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the comparison; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def changed(self) -> bool:
        """Whether anything but the spelling differs."""
        return bool(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __getitem__(self, index: int) -> Change:
        return self.changes[index]

    def __str__(self) -> str:
        from dosecalc.formats.amendment_list import table

        return table(self)


def amendment(
    old: Trial, new: Trial, question: Question, diagnostics: tuple[Diagnostic, ...] = ()
) -> Amendment:
    """The changes from `old` to `new` and their effect on the totals that the question asks for."""
    found = changes(old, new)
    totals = tuple(_totals(old, new, question, found))
    return Amendment(old.name, new.name, found, totals, diagnostics)


def _totals(
    old: Trial, new: Trial, question: Question, found: Sequence[Change]
) -> Iterator[TotalChange]:
    before, after = aligned(old, new)
    basis = BASES["participant"]
    mine, theirs = (measured([trial], question, basis) for trial in (before, after))
    names = {tuple(t.old for t in e.things): e.new for e in found if e.kind == "renamed"}
    for a, b in _matched(mine, theirs):
        yield _effect(a, b, names)


def _matched(old: list[Item], new: list[Item]) -> Iterator[tuple[Item | None, Item | None]]:
    """Totals of one arm, cohort, reading, agent and unit; where the unit, or then the agent, is
    another, they still are before and after."""
    pairs: dict[int, Item] = {}
    left = list(new)
    for parts in ((0, 1, 2), (0, 1), (0, 2), (0,)):
        for item in old:
            if id(item) in pairs:
                continue
            wanted = [_key(item)[part] for part in parts]
            other = next((e for e in left if [_key(e)[part] for part in parts] == wanted), None)
            if other is not None:
                pairs[id(item)] = other
                left = [each for each in left if each is not other]
    for place, item in enumerate(old):
        yield item, pairs.get(id(item))
        if all(each.row.arm != item.row.arm for each in old[place + 1 :]):
            yield from ((None, each) for each in left if each.row.arm == item.row.arm)
    arms = {item.row.arm for item in old}
    yield from ((None, item) for item in left if item.row.arm not in arms)


def _key(item: Item) -> tuple[object, ...]:
    row, unit = item.row, item.measure.tally.unit
    group = (row.arm, row.cohort, row.reading)
    return group, row.agent, unit.dimension if unit else None


def _effect(old: Item | None, new: Item | None, names: _Names) -> TotalChange:
    """One total before and after, under the names that each version has for it."""
    either = old or new
    assert either is not None
    row = either.row
    pair = [item for item in (old, new) if item is not None]
    held = compared(pair, 0 if len(pair) == 2 else None)
    before, after = held[0] if old else None, held[-1] if new else None
    ratio, effect, needs = _judged(before, after)
    arm = row.arm or ""
    renamed = names.get((arm,), arm) or ""
    return TotalChange(
        arm=_thing("arm", old, new, arm, renamed), cohort=row.cohort,
        reading=_thing("reading", old, new, row.reading or "", _reading(row, names)),
        agent=_thing("agent", old, new, _agent(old), _agent(new)),
        old=before, new=after, ratio=ratio, effect=effect, needs=needs,
    )  # fmt: skip


def _agent(item: Item | None) -> str:
    return "" if item is None else item.row.agent or ""


def _thing(kind: str, old: Item | None, new: Item | None, before: str, after: str) -> Thing:
    return Thing(kind, None if old is None else before, None if new is None else after)


def _reading(row: Row, names: _Names) -> str:
    """The new name of a row's reading; what tells cohorts from a participant stays behind it."""
    name = row.reading or ""
    for ends in (len(name), name.rfind(", ")):
        head, tail = (name, "") if ends < 0 else (name[:ends], name[ends:])
        found = names.get((row.arm or "", head))
        if found is not None:
            return found + tail
    return name


def _judged(
    old: Compared | None, new: Compared | None
) -> tuple[Interval | None, Effect, str | None]:
    """The ratio of new to old, what it says, and what is missing for it."""
    if old is None:
        return None, "added", None
    if new is None:
        return None, "removed", None
    if old.amount is None or new.amount is None:
        needs = dict.fromkeys(each.needs for each in (old, new) if each.amount is None)
        return None, "unknown", "; ".join(filter(None, needs))
    if old.amount == new.amount == ZERO:
        return None, "none", None
    if old.amount == ZERO:
        return None, "more", "nothing was given before"
    if new.amount == ZERO:
        return None, "less", "nothing is given now"
    if new.ratio is None:
        return None, "unknown", new.needs
    effect: dict[str, Effect] = {"equal": "none", "more": "more", "less": "less"}
    return new.ratio, effect.get(new.verdict, "overlap"), None
