"""Medicines that a text names beside the one it is asked about, and what it says of those.

`EX once daily; patients take aspirin 100 mg daily` says nothing of how much of EX is given.
A name is known by its ending (`-mab`, `-platin`, stems of international names), or is one
of a few that are given along with others. One name by itself may be another name of the agent: it
counts only where the text calls the agent by a name of its own, or names two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dosecalc.language.lazy import compiled
from dosecalc.notations.ctgov.groups import Intervention
from dosecalc.notations.prose.passages import Find, Passage

UNCERTAIN = "may be an amount of another medicine that is named"
_STEMS = (
    r"\b[a-z]{3,}(?:mab|nib|cillin|mycin|statin|prazole|sartan|platin|taxel|rubicin|methasone"
    r"|solone|nisone|profen|conazole|navir|buvir|vudine|gliptin|gliflozin|glutide|parin|xaban"
    r"|formin|trexate|phosphamide|darabine|citabine|zomib|domide|ciclib|lukast|terol|triptan"
    r"|setron|vastatin)\b"
)
_ALONG = (
    r"\b(?:aspirin|acetaminophen|paracetamol|diphenhydramine|promethazine|anti-?histamines?"
    r"|lidocaine|folic acid|leucovorin|mesna|g-csf|vitamin b12)\b"
)
_BEFORE, _CLOSE = 30, 2


class _Name(NamedTuple):
    start: int
    stop: int
    other: bool


def of_the_agent(passage: Passage, agent: Intervention) -> tuple[Find, ...]:
    """The finds of a passage that are not said of another medicine."""
    text = passage.text.lower()
    others = set(_others(text, agent))
    if not others or not passage.finds:
        return passage.finds
    kept: list[Find] = []
    for number in dict.fromkeys(find.sentence for find in passage.finds):
        finds = [find for find in passage.finds if find.sentence == number]
        names = list(_names(text, passage.sentences[number], agent, others))
        kept += _of_sentence(text, finds, names)
    return tuple(kept)


def _others(text: str, agent: Intervention) -> Iterator[str]:
    along = {found[0] for found in compiled(_ALONG).finditer(text)}
    yield from (word for word in along if not _is_own(word, agent))
    named = {found[0] for found in compiled(_STEMS).finditer(text)} - along
    named = {word for word in named if not _is_own(word, agent)}
    if len(named) > 1 or any(name in text for name in agent.called):
        yield from named


def _is_own(word: str, agent: Intervention) -> bool:
    return any(word in name for name in agent.called)


def _names(
    text: str, place: tuple[int, int], agent: Intervention, others: set[str]
) -> Iterator[_Name]:
    """Every mention in a sentence, of the agent and of others."""
    start, stop = place
    for other, words in ((False, agent.called), (True, others)):
        for word in words:
            at = text.find(word, start, stop)
            while at >= 0:
                yield _Name(at, at + len(word), other)
                at = text.find(word, at + len(word), stop)


def _of_sentence(text: str, finds: Sequence[Find], names: Sequence[_Name]) -> Iterator[Find]:
    if not any(name.other for name in names):
        yield from finds
        return
    if all(name.other for name in names):
        return
    owner: _Name | None = None
    for find in finds:
        if find.kind in ("amount", "concentration"):
            owner = _owner(text, find, names)
            if owner is None:
                yield find._replace(words="", unclear=find.unclear or UNCERTAIN)
                continue
        elif owner is None:
            owner = max((each for each in names if each.stop <= find.start), default=None)
        if owner is None or not owner.other:
            yield find


def _owner(text: str, find: Find, names: Sequence[_Name]) -> _Name | None:
    """The name that an amount stands beside: close before it, behind it and an `of`, or before."""
    before = max((name for name in names if name.stop <= find.start), default=None)
    gap = find.start - before.stop if before is not None else _BEFORE + 1
    after = min((name for name in names if name.start >= find.stop), default=None)
    behind = after is not None and text[find.stop : after.start].strip() in ("", "of")
    if gap > _CLOSE and behind:
        return after
    return before if gap <= _BEFORE else None
