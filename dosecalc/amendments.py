"""What changed from one version of a trial to the next, line by line and clause by clause.

>>> from dosecalc.language import read_phrase
>>> old, new = (read_phrase(f"{text} mg daily for 4 days").trial for text in (1, 2))
>>> print(*changes(old, new))
dosing: amount 1 mg → 2 mg
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, NamedTuple

from dosecalc.clause_kinds import Part
from dosecalc.model import Arm, Reading, Regimen, Trial
from dosecalc.outlines import Node, outline
from dosecalc.value import Value

Kind = Literal["added", "removed", "renamed", "changed"]
_NAMED = frozenset({"site", "agent", "span", "arm", "reading", "watch"})
_ORDER = (
    "site", "agent", "span", "arm", "reading", "regimen", "course", "visit", "watch", "assumption",
    "expectation",
)  # fmt: skip
_UNNAMED = "without a name"


class Thing(NamedTuple):
    """A part of a trial under its old name and its new; None where it is not there.

    A name is empty where there is no other of its kind, and nobody names it.
    """

    kind: str
    old: str | None
    new: str | None

    def __str__(self) -> str:
        names = dict.fromkeys(filter(None, (self.old, self.new)))
        if names:
            return f"{self.kind} {' → '.join(names)}"
        alone = self.kind if self.kind not in _NAMED else f"{self.kind} {_UNNAMED}"
        return alone if None in (self.old, self.new) else ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Change(Value):
    """One change: of what (the outermost first), in which aspect, and both wordings.

    `old` or `new` is None where nothing is said; both are names where the thing is renamed.
    """

    things: tuple[Thing, ...]
    aspect: str = ""
    old: str | None
    new: str | None

    @property
    def kind(self) -> Kind:
        """What has become of the thing, or of this aspect of it."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "renamed" if self.things and not self.aspect else "changed"

    @property
    def where(self) -> str:
        """The things in words: `arm active, regimen 2`."""
        if not self.things:
            return "trial"
        things = self.things
        if self.kind == "renamed":
            things = things[:-1] or (Thing(things[0].kind, self.old, self.old),)
        return ", ".join(filter(None, map(str, things))) or "dosing"

    @property
    def says(self) -> str:
        """The change in words, without where it is."""
        aspect = f"{self.aspect} " if self.aspect not in ("", "value") else ""
        if self.kind == "renamed":
            thing = f"{self.things[-1].kind} {self.old or _UNNAMED} " if self.things[1:] else ""
            return f"{thing}renamed {self.new or _UNNAMED}"
        if self.kind == "changed":
            return f"{aspect}{self.old} → {self.new}"
        return f"{aspect}{self.kind}: {self.new if self.old is None else self.old}"

    def swapped(self) -> Change:
        """The same change, seen from the new version."""
        things = tuple(Thing(each.kind, each.new, each.old) for each in self.things)
        return Change(things=things, aspect=self.aspect, old=self.new, new=self.old)

    def __str__(self) -> str:
        return f"{self.where}: {self.says}"


def changes(old: Trial, new: Trial) -> tuple[Change, ...]:
    """Every change from `old` to `new`, in the order of the old text, what is added at its end.

    Spelling, comments, and the order of clauses and lines are no change. Against a phrase, which
    says nothing but doses, only the doses of a file are compared.
    """
    before, after = map(outline, comparable(old, new))
    found = tuple(_within(before, after, ()))
    renamed = {
        (f"of {each.old}", f"of {each.new}")
        for each in found
        if each.kind == "renamed" and each.things[-1].kind == "agent"
    }
    kept = [e for e in found if e.aspect != "agent" or (e.old, e.new) not in renamed]
    return tuple(dict.fromkeys(_together(kept)))


def comparable(old: Trial, new: Trial) -> tuple[Trial, Trial]:
    """Both as they are, or, where one is a phrase, no more than the doses of both."""
    if not (old.phrase or new.phrase):
        return old, new
    before, after = _under_one_name(old, new)
    return _doses_of(before), _doses_of(after)


def _under_one_name(old: Trial, new: Trial) -> tuple[Trial, Trial]:
    """Both under the name of the file where one is a phrase; its arm too, where it is alone."""
    if not (old.phrase or new.phrase):
        return old, new
    file = new if old.phrase else old
    name = "" if file.phrase else file.name
    old, new = replace(old, name=name), replace(new, name=name)
    if len(old.arms) != 1 or len(new.arms) != 1:
        return old, new
    arm = "" if file.phrase else file.arms[0].name
    return (
        replace(old, arms=(replace(old.arms[0], name=arm),)),
        replace(new, arms=(replace(new.arms[0], name=arm),)),
    )


def _doses_of(trial: Trial) -> Trial:
    """A trial that says nothing but doses."""
    arms = tuple(
        Arm(name=arm.name, untreated=arm.untreated, readings=tuple(map(_bare, arm.readings)))
        for arm in trial.arms
    )
    return Trial(name=trial.name, phrase=True, arms=arms)


def _bare(reading: Reading) -> Reading:
    regimens = tuple(Regimen(item=each.item, span=each.span) for each in reading.regimens)
    return Reading(name=reading.name, regimens=regimens, untreated=reading.untreated)


# ------------------------------------------------------------------ one part against another


def _within(old: Node, new: Node, things: tuple[Thing, ...]) -> Iterator[Change]:
    """The changes of a part that both have: of its own lines, and of the parts in it."""
    for aspect, before, after in _reworded(old.parts, new.parts):
        yield Change(things=things, aspect=aspect, old=before, new=after)
    arms: dict[str, str] = {}
    kinds = {each.kind for each in (*old.children, *new.children)}
    for kind in sorted(kinds, key=_ORDER.index):
        mine = [each for each in old.children if each.kind == kind]
        theirs = [each for each in new.children if each.kind == kind]
        if kind == "expectation":
            theirs = [each._replace(key=_of_arm(each.key, arms)) for each in theirs]
        pairs = matched(mine, theirs)
        if kind == "arm":
            arms = {b.name: a.name for a, b in pairs if a is not None and b is not None}
        alone = len(mine) < 2 and len(theirs) < 2
        for before_node, after_node in pairs:
            names = (_name(before_node, mine, alone), _name(after_node, theirs, alone))
            yield from _of_pair(before_node, after_node, (*things, Thing(kind, *names)))
        yield from _moved(pairs, mine, theirs, things)


def _of_arm(key: tuple[object, ...], arms: dict[str, str]) -> tuple[object, ...]:
    """The key of an expectation with the old name of its arm."""
    arm = key[0]
    return (arms.get(arm, arm), *key[1:]) if isinstance(arm, str) else key


def _name(node: Node | None, listed: Sequence[Node], alone: bool) -> str | None:
    """A name, or for what has none its number among several."""
    if node is None:
        return None
    if node.name or alone or node.kind not in ("regimen", "course"):
        return node.name
    return str(next(n for n, each in enumerate(listed, 1) if each is node))


def _of_pair(old: Node | None, new: Node | None, things: tuple[Thing, ...]) -> Iterator[Change]:
    if old is None or new is None:
        said = [None if each is None else each.said or each.name for each in (old, new)]
        yield Change(things=things, old=said[0], new=said[1])
        return
    if old.kind in _NAMED and old.name != new.name:
        yield Change(things=things, old=old.name, new=new.name)
    yield from _within(old, new, things)


def _reworded(
    old: Sequence[Part], new: Sequence[Part]
) -> Iterator[tuple[str, str | None, str | None]]:
    """Each aspect that is worded otherwise, with what only one of the two says of it."""
    for kind in dict.fromkeys(kind for kind, _ in (*old, *new)):
        before, after = ([text for each, text in parts if each == kind] for parts in (old, new))
        gone, come = _without(before, after), _without(after, before)
        if gone or come:
            yield kind, ", ".join(gone) if gone else None, ", ".join(come) if come else None


def _without(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    left = Counter(others)
    kept = []
    for text in texts:
        if left[text]:
            left[text] -= 1
        else:
            kept.append(text)
    return sorted(kept)


def _moved(
    pairs: Sequence[Match], old: Sequence[Node], new: Sequence[Node], things: tuple[Thing, ...]
) -> Iterator[Change]:
    """Courses that stand in another order than before."""
    places = [
        (_place(a, old), _place(b, new))
        for a, b in pairs
        if a is not None and b is not None and a.placed and b.placed
    ]
    if not any((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(places, 2)):
        return
    for a, b in places:
        if a != b:
            thing = Thing("course", str(a + 1), str(b + 1))
            yield Change(things=(*things, thing), aspect="place", old=thing.old, new=thing.new)


def _place(node: Node, listed: Sequence[Node]) -> int:
    return next(place for place, each in enumerate(listed) if each is node)


def _together(found: Iterable[Change]) -> Iterator[Change]:
    """The changes, with activities whose visits change in the same way in one of them."""
    listed = list(found)
    same: dict[object, list[str]] = {}
    for each in listed:
        if _is_visit(each):
            last = each.things[-1]
            same.setdefault(_alike(each), []).append(last.old or last.new or "")
    for each in listed:
        if not _is_visit(each):
            yield each
        elif names := same.pop(_alike(each), None):
            old, new = (None if name is None else _listed(names) for name in each.things[-1][1:])
            yield replace(each, things=(*each.things[:-1], Thing("visit", old, new)))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names)))


def _is_visit(change: Change) -> bool:
    return bool(change.things) and change.things[-1].kind == "visit"


def _alike(change: Change) -> tuple[object, ...]:
    last = change.things[-1]
    return last.old is None, last.new is None, change.aspect, change.old, change.new


# ------------------------------------------------------------------ which part is which

Match = tuple[Node | None, Node | None]


def matched(old: Sequence[Node], new: Sequence[Node]) -> list[Match]:
    """Old parts of one kind with their new ones, in the order of the old; None where there is none.

    They match by key; several of one key by place or by likeness; and of what is left, those that
    say the same under another name.
    """
    found: dict[int, Node] = {}
    for key in dict.fromkeys(each.key for each in old):
        mine = [each for each in old if each.key == key]
        theirs = [each for each in new if each.key == key]
        found.update((id(a), b) for a, b in _same_key(mine, theirs))
    left, right = _left(old, new, found)
    for each in left:
        if each.kind in _NAMED and each.sorts != ((), ()):
            other = next((node for node in right if node.sorts == each.sorts), None)
            if other is not None:
                found[id(each)] = other
                right.remove(other)
    left, right = _left(old, new, found)
    if len(old) == len(new) == len(left) == 1 and left[0].kind == "reading":
        found[id(left[0])] = right.pop()
    return [(each, found.get(id(each))) for each in old] + [(None, each) for each in right]


def _left(
    old: Sequence[Node], new: Sequence[Node], found: dict[int, Node]
) -> tuple[list[Node], list[Node]]:
    taken = {id(each) for each in found.values()}
    return (
        [each for each in old if id(each) not in found],
        [each for each in new if id(each) not in taken],
    )


def _same_key(old: Sequence[Node], new: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    if len(old) == len(new) and (len(old) == 1 or all(each.placed for each in (*old, *new))):
        yield from zip(old, new, strict=True)
        return
    scored = sorted(
        (-_likeness(a, b), abs(i - j), i + j, i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
    )
    rows: set[int] = set()
    columns: set[int] = set()
    for score, _, _, i, j in scored:
        if score < 0 and i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            yield old[i], new[j]


def _likeness(old: Node, new: Node) -> int:
    """How much two parts say alike: all that both say, and more where that is everything."""
    before, after = Counter(_all(old)), Counter(_all(new))
    agents = [{text for kind, text in found if kind == "agent"} for found in (before, after)]
    other = 2 if agents[0] != agents[1] else 0
    return (before & after).total() - other + 1000 * (old.sorts == new.sorts)


def _all(node: Node) -> Iterator[Part]:
    yield from node.parts
    for each in node.children:
        yield from _all(each)


def aligned(old: Trial, new: Trial) -> tuple[Trial, Trial]:
    """Both trials, with the arms and readings of the new one under their old names."""
    names = {
        tuple(thing.new for thing in each.things): each.things[-1].old
        for each in changes(old, new)
        if each.kind == "renamed"
    }
    before, after = _under_one_name(old, new)
    return before, replace(after, arms=tuple(_renamed(arm, names) for arm in after.arms))


def _renamed(arm: Arm, names: Mapping[tuple[str | None, ...], str | None]) -> Arm:
    """An arm and its readings under their old names."""
    readings = tuple(
        replace(each, name=names.get((arm.name, each.name or ""), each.name) or None)
        for each in arm.readings
    )
    return replace(arm, name=names.get((arm.name,), arm.name) or "", readings=readings)
