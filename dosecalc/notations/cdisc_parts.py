"""Courses of exposure records, and how those that follow each other are joined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dosecalc.amounts import number as figure
from dosecalc.days import DayCount
from dosecalc.notations import dated_doses

_NUMBERS = DayCount()


class Part(NamedTuple):
    """A course: its words without a start, the first day as an offset, and how long it goes.

    `stop` is the offset of the day after it, None where it has no end or where it is not known.
    `whole` tells that a course may follow it with `then`.
    """

    words: str
    first: int
    stop: int | None
    whole: bool = False

    @property
    def placed(self) -> str:
        """The words with the day on which it starts."""
        return f"{self.words} from {_NUMBERS.text(self.first)}" if self.first else self.words


def joined_up(parts: Sequence[Part]) -> list[Part]:
    """Records that follow each other with the same words, as one: a day's doses, day after day."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if before is not None and before.stop == part.first:
            merged = _merged(before, part)
            if merged is not None:
                found[-1] = merged
                continue
        found.append(part)
    return found


def _merged(before: Part, part: Part) -> Part | None:
    """Two parts as one, where both are so many days of the same."""
    heads = [each.words.rpartition(" for ") for each in (before, part)]
    if not (before.whole and part.whole) or heads[0][0] != heads[1][0]:
        return None
    counts = [head[2].split() for head in heads]
    if any(len(each) != 2 or each[1].rstrip("s") not in ("day", "dose") for each in counts):
        return None
    unit = counts[0][1].rstrip("s")
    total = int(counts[0][0]) + int(counts[1][0])
    return Part(f"{heads[0][0]} for {total} {unit}s", before.first, part.stop, True)


def in_turn(parts: Sequence[Part]) -> bool:
    """Whether each part begins when the one before has ended."""
    return all(
        before.whole and after.whole and before.stop is not None and before.stop <= after.first
        for before, after in pairwise(parts)
    ) and dated_doses.in_turn(dated_doses.states(part.words for part in parts))


def sequence(parts: Sequence[Part]) -> str:
    """Parts that follow each other as one phrase, with the rests between them."""
    words = parts[0].placed if parts else ""
    for before, after in pairwise(parts):
        assert before.stop is not None
        pause = after.first - before.stop
        rest = f"rest {figure(pause)} day{'s' * (pause > 1)} then " if pause else ""
        words += f" then {rest}{after.words}"
    return words
