"""Who gets what: the arms of a record, and the interventions that each is linked with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dosecalc.notations.ctgov.fields import Field
from dosecalc.notations.prose.passages import passage
from dosecalc.notations.prose.plain import one_line

_GIVEN = frozenset({"DRUG", "BIOLOGICAL", "GENETIC", "DIETARY_SUPPLEMENT", "COMBINATION_PRODUCT"})
_MAY_BE_GIVEN = frozenset({"OTHER", "DEVICE", ""})
_LONGEST_NAME = 200


class Words(NamedTuple):
    """A text of a record and its pointer."""

    text: str
    pointer: str


class Intervention(NamedTuple):
    """What is given or done; `given` where it may be a matter of doses."""

    name: str
    kind: str
    description: Words
    title: Words
    others: tuple[str, ...]
    labels: tuple[str, ...]
    given: bool

    @property
    def placebo(self) -> bool:
        """Whether its name says that it is a placebo."""
        return "placebo" in self.name.lower()

    @property
    def called(self) -> tuple[str, ...]:
        """Everything that texts may call it, in small letters."""
        return tuple(each.lower() for each in (self.name, *self.others) if len(each) > 1)


class Group(NamedTuple):
    """An arm: its label, its kind, its text, and the interventions that belong to it."""

    label: Words
    kind: str
    description: Words
    interventions: tuple[Intervention, ...]
    pointer: str

    @property
    def agents(self) -> tuple[Intervention, ...]:
        """What is given in doses."""
        return tuple(each for each in self.interventions if each.given)

    @property
    def untreated(self) -> bool:
        """Whether the record says that nothing is given."""
        return self.kind == "NO_INTERVENTION"


def interventions(module: Field) -> tuple[Intervention, ...]:
    """The interventions of a record; those without a name are left out."""
    found = (_intervention(each) for each in module["interventions"])
    return tuple(each for each in found if each.name)


def _intervention(given: Field) -> Intervention:
    kind, description = given["type"].text(), _words(given["description"])
    name = one_line(given["name"].text(), _LONGEST_NAME)
    return Intervention(
        name=name, kind=kind, description=description, title=_words(given["name"]),
        others=tuple(one_line(text, _LONGEST_NAME) for text, _ in given["otherNames"].texts()),
        labels=tuple(one_line(text) for text, _ in given["armGroupLabels"].texts()),
        given=kind in _GIVEN or (kind in _MAY_BE_GIVEN and _states_amount(name, description.text)),
    )  # fmt: skip


def _states_amount(name: str, description: str) -> bool:
    """Whether the words speak of an amount: then it is given, whatever kind it is said to be."""
    return "placebo" in name.lower() or any(
        each.kind == "amount" and each.words
        for each in (*passage(name).finds, *passage(description).finds)
    )


def groups(module: Field, all_of_them: Sequence[Intervention]) -> tuple[Group, ...]:
    """The arms; one that stands for all where the record lists interventions and no arms."""
    found = [_group(each, all_of_them) for each in module["armGroups"]]
    if len(found) == 1 and not found[0].interventions and not found[0].untreated:
        return (found[0]._replace(interventions=tuple(all_of_them)),)
    if not found and any(each.given for each in all_of_them):
        nothing = Words("", "")
        return (Group(nothing, "", nothing, tuple(all_of_them), module.pointer),)
    return tuple(found)


def _group(given: Field, all_of_them: Sequence[Intervention]) -> Group:
    label = _words(given["label"])
    named = {one_line(text) for text, _ in given["interventionNames"].texts()}
    own = one_line(label.text)
    linked = tuple(
        each for each in all_of_them if (own and own in each.labels) or _is_named(each, named)
    )
    return Group(label, given["type"].text(), _words(given["description"]), linked, given.pointer)


def _is_named(each: Intervention, named: set[str]) -> bool:
    """Whether `Drug: NAME` is among the names of an arm."""
    return any(
        name == each.name or name.partition(": ")[2] == each.name for name in named
    )  # fmt: skip


def _words(given: Field) -> Words:
    return Words(given.text(), given.pointer)


def mentioned(text: str, agents: Sequence[Intervention]) -> Iterator[Intervention]:
    """The agents that a sentence names, by any of their names or by a word that only one has."""
    lower = text.lower()
    for each in agents:
        others = [other for other in agents if other is not each]
        whole = any(name in lower for name in each.called)
        if whole or any(word in lower for word in _own_words(each, others)):
            yield each


def _own_words(each: Intervention, others: Sequence[Intervention]) -> set[str]:
    theirs = {word for other in others for name in other.called for word in name.split()}
    mine = {word.strip("(),") for name in each.called for word in name.split()}
    return {word for word in mine - theirs if len(word) > 3 and not word[0].isdecimal()}
