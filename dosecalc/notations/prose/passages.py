"""A text with everything that is found in it: amounts, frequencies, extents, days, routes.

>>> found = passage("Patients receive 10 mg orally twice a day for 8 weeks and are seen weekly.")
>>> [(each.kind, each.words) for each in found.finds]
[('amount', '10 mg'), ('route', 'orally'), ('often', 'twice a day'), ('extent', 'for 8 weeks')]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from dosecalc.notations.prose import (
    amounts,
    context,
    cycles,
    days,
    extents,
    figures,
    often,
    routes,
)
from dosecalc.notations.prose.plain import plain
from dosecalc.notations.prose.tape import Match, Tape, sentences

Kind = Literal[
    "amount", "concentration", "often", "days", "extent", "route", "infusion", "sites", "meals",
    "sequence", "change", "damage", "cycle", "repeat",
]  # fmt: skip
RECOGNISERS: tuple[tuple[Kind, Callable[[Tape], Match | None]], ...] = (
    ("concentration", amounts.concentration), ("amount", amounts.amount),
    ("often", often.often), ("days", days.days), ("extent", extents.extent),
    ("repeat", cycles.repeat), ("cycle", cycles.cycle),
    ("route", routes.route), ("infusion", routes.infusion), ("sites", routes.sites),
    ("meals", routes.meals), ("change", amounts.weight), ("damage", figures.figure),
)  # fmt: skip
# What these say of visits and samples is not about doses.
_ASIDE_MATTERS = frozenset(
    {"amount", "concentration", "often", "days", "extent", "sequence", "change", "repeat", "cycle"}
)
_BEHIND = 2
_SUPPLIED = "tells how it is supplied, and not what is given"
# Words that mean nothing to the language, and with which something may begin all the same.
_STARTS = extents.STARTS | figures.STARTS | often.STARTS | routes.STARTS | cycles.STARTS


class Find(NamedTuple):
    """Something understood in a text, from `start` to before `stop`, in words of the language.

    `written` is what stands there, `unclear` why the words are not to be used, `readings` what may
    have been meant; `sentence` counts sentences from 0.
    """

    kind: Kind
    words: str
    start: int
    stop: int
    sentence: int
    written: str
    unclear: str = ""
    readings: tuple[str, ...] = ()

    @property
    def because(self) -> str:
        """Why it is not to be used, as a sentence: `` `8.0*108` has lost … ``."""
        meant = " or ".join(f"`{reading}`" for reading in self.readings)
        return f"`{self.written}` {self.unclear}" + (f"; it may mean {meant}" if meant else "")


class Passage(NamedTuple):
    """A plain text, what is found in it, and where its sentences are."""

    text: str
    finds: tuple[Find, ...]
    sentences: tuple[tuple[int, int], ...]

    def quote(self, number: int) -> str:
        """A sentence on one line."""
        start, stop = self.sentences[number]
        return " ".join(self.text[start:stop].split())


def passage(text: str, *, closely: bool = True) -> Passage:
    """The finds of a text of a registry, from its first sentence to its last.

    Not `closely` leaves out sentences without any digit or word for how often.
    """
    bare = plain(text)
    finds: list[Find] = []
    places = []
    for number, tape in enumerate(sentences(bare, all_of_them=closely)):
        finds += _finds(tape, number)
        places.append((tape.lexemes[0].span.start, tape.lexemes[-1].span.stop))
    return Passage(bare, tuple(finds), tuple(places))


def _finds(tape: Tape, number: int) -> Iterator[Find]:
    aside, supplied = context.of_something_else(tape), False
    elsewhere = aside
    while tape.at < len(tape.lexemes):
        found = _longest(tape)
        if found is None:
            said = context.cue(tape)
            if said in ("aside", "else", "dosing"):
                aside = elsewhere or said != "dosing"
            supplied = said == "supply" or (supplied and said != "dosing")
            if said in ("sequence", "change") and not aside:
                yield _find(said, Match(context.span(tape), "", "tells of a change"), tape, number)
            tape = tape.forth(1)
            continue
        kind, match = found
        if kind == "amount" and (why := context.no_dose(tape, match.length)):
            match = match._replace(words="", unclear=match.unclear or why)
        if kind == "amount" and supplied:
            match = match._replace(words="", unclear=match.unclear or _SUPPLIED)
        behind = _behind(tape, match.length)
        if kind == "damage":
            if match.unclear and match.readings:
                yield _find(kind, match, tape, number)
        elif kind not in _ASIDE_MATTERS or not (aside or (behind and kind != "amount")):
            yield _find(kind, match, tape, number)
        if kind == "route":
            aside = elsewhere
        tape = tape.forth(match.length)


def _behind(tape: Tape, place: int) -> bool:
    """Whether the next words make it one of visits: `weekly blood samples`; not past a comma."""
    for ahead in range(place, place + _BEHIND):
        following = tape.low(ahead + 1)
        if tape.low(ahead) in (",", ";") or (tape.low(ahead) == "and" and following[-2:] == "ed"):
            return False
        if context.cue(tape.forth(ahead)) == "aside":
            return True
    return False


def _longest(tape: Tape) -> tuple[Kind, Match] | None:
    """The recogniser that understands the most words from here; the first of equals."""
    if tape[0].kinds == ("NAME",) and tape.low(0) not in _STARTS:
        return None
    rest = len(tape.lexemes) - tape.at
    best: tuple[Kind, Match] | None = None
    for kind, recogniser in RECOGNISERS:
        match = recogniser(tape)
        if match is not None and (best is None or match.length > best[1].length):
            # A word that the sentence breaks off before is not there: `5 mg /`.
            best = kind, match._replace(length=min(match.length, rest))
    return best


def _find(kind: Kind, match: Match, tape: Tape, number: int) -> Find:
    stop = tape[match.length - 1].span.stop
    return Find(
        kind, match.words, tape[0].span.start, stop, number, tape.text(match.length),
        match.unclear, match.readings,
    )  # fmt: skip
