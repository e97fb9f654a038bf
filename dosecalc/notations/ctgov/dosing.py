"""What the texts of a record may mean for one agent in one arm, and the words they say it in.

The arm's own text and the intervention's are asked first; labels, names and titles fill in what
they leave out. Where two texts contradict each other, each is a reading of its own. The summary and
the description are asked only where one agent is given in one arm, so that it is clear of whom they
speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dosecalc.diagnostics import Report
from dosecalc.notations import ctgov_mistakes
from dosecalc.notations.ctgov.groups import Group, Intervention, Words, mentioned
from dosecalc.notations.ctgov.medicines import of_the_agent
from dosecalc.notations.prose.amounts import WITHOUT_UNIT
from dosecalc.notations.prose.aspects import DOSING, Aspect, Said, said, together
from dosecalc.notations.prose.candidates import candidate
from dosecalc.notations.prose.passages import Find, Passage, passage

_OPEN = {"dose": "how much", "when": "how often", "extent": "how long"}
MOST_QUOTES = 6


class Told(NamedTuple):
    """A text of the record with what it says of one agent: `arm text`, and its pointer."""

    name: str
    pointer: str
    passage: Passage
    finds: tuple[Find, ...]

    @property
    def said(self) -> Said:
        return said(self.finds)


class Against(NamedTuple):
    """What a reading contradicts: the text, what that says, and what the reading says instead."""

    text: str
    words: str
    instead: str


class Reading(NamedTuple):
    """One way to read the texts: its parts, which text each comes from, and what it contradicts."""

    said: Said
    origins: dict[str, str]
    against: Against | None = None


class Give(NamedTuple):
    """A phrase for each reading, in order; the words that they come from; what is left open.

    A phrase that no other contradicts has the name of a text all the same.
    """

    phrases: dict[str, str]
    told: tuple[Told, ...]
    open: tuple[str, ...]

    def phrase(self, reading: str) -> str:
        """The phrase of a reading; the first one where this agent has no such reading."""
        return self.phrases.get(reading) or next(iter(self.phrases.values()))

    def heard(self, reading: str) -> Iterator[Told]:
        """The texts that a reading comes from: all but those that contradict it."""
        for each in self.told:
            if each.name == reading or reading not in self.phrases or each.name not in self.phrases:
                yield each


class Texts:
    """The texts of one record, each scanned once, and what is wrong in them reported once."""

    def __init__(self, report: Report, root: str) -> None:
        self.report, self.root = report, root
        self._scanned: dict[str, Passage] = {}
        self._mentioned: dict[tuple[str, int], list[Intervention]] = {}

    def passage(self, words: Words) -> Passage:
        """The finds of a text; of one about the whole study only where figures stand."""
        found = self._scanned.get(words.pointer)
        if found is None:
            closely = "/armsInterventionsModule/" in words.pointer
            found = self._scanned[words.pointer] = passage(words.text, closely=closely)
        return found

    def give(self, agent: Intervention, group: Group, general: Sequence[tuple[str, Words]]) -> Give:
        """What may be given, of an agent in an arm."""
        main = [
            self._told("arm text", group.description, agent, _attributed(agent, group)),
            self._told("intervention text", agent.description, agent),
            *(self._told(name, words, agent) for name, words in general if "title" not in name),
        ]
        rest = [
            self._told("arm label", group.label, agent, _attributed(agent, group)),
            self._told("intervention name", agent.title, agent),
            *(self._told(name, words, agent) for name, words in general if "title" in name),
        ]
        heard = [each for each in main if each.finds]
        readings = _readings(heard, [each for each in rest if each.finds])
        self._report([*heard, *rest], readings)
        return self._give(agent, readings, [*heard, *(each for each in rest if each.finds)])

    def _told(
        self, name: str, words: Words, agent: Intervention,
        only: Sequence[Intervention] | None = None,
    ) -> Told:  # fmt: skip
        found = self.passage(words)
        finds = found.finds if only is not None else of_the_agent(found, agent)
        if only is not None:
            mine = only[0]
            named = {
                number: self._named(words.pointer, found, number, only)
                for number in {each.sentence for each in finds}
            }
            # A cycle is that of every agent; that it repeats may be about another one.
            finds = tuple(
                each if named[each.sentence] else _length_alone(each)
                for each in finds
                if named[each.sentence] == [mine]
                or (each.kind in ("repeat", "cycle") and not named[each.sentence])
            )
        return Told(name, words.pointer.removeprefix(self.root), found, finds)

    def _named(
        self, pointer: str, found: Passage, number: int, agents: Sequence[Intervention]
    ) -> list[Intervention]:
        """The agents of an arm that a sentence of it names: the same, whichever of them asks."""
        place = pointer, number
        if place not in self._mentioned:
            self._mentioned[place] = list(mentioned(found.quote(number), agents))
        return self._mentioned[place]

    def _give(self, agent: Intervention, readings: dict[str, Reading], told: list[Told]) -> Give:
        phrases = {
            name: candidate(each.said, agent.name, placebo=agent.placebo)
            for name, each in readings.items()
        }
        left = [
            f"{_OPEN[part]} is left open: {why}"
            for part in DOSING
            for why in dict.fromkeys(getattr(each.said, part).why for each in readings.values())
            if why and not (part == "dose" and agent.placebo)
        ]
        left += list(
            filter(None, (self._apart(name, each, phrases) for name, each in readings.items()))
        )
        damaged = [
            find.because
            for each in told
            for find in each.finds
            if find.unclear and (find.readings or (find.kind == "amount" and not find.words))
        ]
        beside = [why for why in damaged if not any(why in each for each in left)]
        return Give(phrases, tuple(told), tuple(dict.fromkeys((*left, *beside))))

    def _apart(self, name: str, reading: Reading, phrases: dict[str, str]) -> str:
        """Why how often and how long are left out, where they do not go together."""
        when, extent = reading.said.when.words, reading.said.extent.words
        if not when or when in phrases[name]:
            return ""
        both = " and ".join(f"`{each}`" for each in (when, extent) if each)
        return f"how often is left open: {both} do not go together"

    def _report(self, told: Sequence[Told], readings: dict[str, Reading]) -> None:
        for each in told:
            for find in each.finds:
                self._complain(each, find)
        pointers = {each.name: self.root + each.pointer for each in told}
        for name, reading in readings.items():
            if reading.against is not None:
                text, words, instead = reading.against
                self.report.add(
                    ctgov_mistakes.record_contradicts_itself(
                        pointers[text], words, pointers[name], instead
                    )
                )

    def _complain(self, told: Told, find: Find) -> None:
        pointer = self.root + told.pointer
        if find.kind not in ("amount", "concentration", "damage") or not find.unclear:
            return
        if find.unclear == WITHOUT_UNIT:
            self.report.add(ctgov_mistakes.figure_without_unit(pointer, find.written))
        elif find.kind == "damage" or find.words or find.readings:
            self.report.add(
                ctgov_mistakes.figure_damaged(pointer, find.written, find.unclear, find.readings)
            )


def _length_alone(find: Find) -> Find:
    """`repeats every 28 days` as no more than the length of a cycle."""
    if find.kind == "cycle":
        return find
    return find._replace(kind="cycle", words=f"of {find.words}")


def _attributed(agent: Intervention, group: Group) -> Sequence[Intervention] | None:
    """The agents among which a text of the arm has to name this one; None where it is alone."""
    others = [each for each in group.agents if each is not agent]
    return (agent, *others) if others else None


def _readings(main: Sequence[Told], rest: Sequence[Told]) -> dict[str, Reading]:
    """What the texts say together, by the name of the text that says it; at least one."""
    base = Reading(Said(), {})
    apart: list[tuple[str, Reading]] = []
    for each in main:
        joined = _joined(base.said, each.said)
        if joined is None:
            against = _against(base, each.said)
            apart.append(
                (each.name, Reading(each.said, _origins({}, each.said, each.name), against))
            )
        else:
            base = Reading(joined, _origins(base.origins, each.said, each.name))
    for each in rest:
        base = _filled(base, Reading(each.said, _origins({}, each.said, each.name)))
    first = next((told.against.text for _, told in apart if told.against is not None), "")
    return {first: base, **{name: _filled(told, base) for name, told in apart}}


def _origins(before: dict[str, str], told: Said, name: str) -> dict[str, str]:
    """Where each part comes from: the first text that says it."""
    mine = {part: name for part in Said._fields if getattr(told, part).words}
    return mine | before


def _against(base: Reading, told: Said) -> Against:
    """The first part in which a text says something else than those before it."""
    part = next(
        part for part in DOSING if together(getattr(base.said, part), getattr(told, part)) is None
    )
    words = getattr(base.said, part).words
    return Against(base.origins[part], words, getattr(told, part).words)


def _joined(first: Said, second: Said) -> Said | None:
    """Two texts as one; None where they contradict each other in how much, how often, how long."""
    parts: dict[str, Aspect] = {}
    for part in DOSING:
        found = together(getattr(first, part), getattr(second, part))
        if found is None:
            return None
        parts[part] = found
    for part in ("infusion", "sites", "meals"):
        one, other = getattr(first, part), getattr(second, part)
        parts[part] = one if one.words or not other.words else other
    return Said(route=_route(first.route, second.route), **parts)


_WAYS = ("nasal", "ven", "cutan", "muscul", "inhal", "oral", "articul", "vitre", "derm", "thec")


def _route(first: Aspect, second: Aspect) -> Aspect:
    """The closer word of two for one way; nothing where they are two ways."""
    if not first.words or not second.words or first.words == second.words:
        return first if first.words or not second.words else second
    if any(way in first.words and way in second.words for way in _WAYS):
        return max(first, second, key=lambda each: each.words.startswith("by "))
    return Aspect("", (*first.options, *second.options), "several ways of giving are named")


def _filled(told: Reading, other: Reading) -> Reading:
    """What is told, with what another text says of parts on which it is silent."""
    silent = {
        part: getattr(other.said, part)
        for part in Said._fields
        if getattr(told.said, part) == Aspect()
    }
    origins = {**other.origins, **told.origins}
    return Reading(told.said._replace(**silent), origins, told.against)


def quotes(told: Told) -> Iterator[str]:
    """The sentences that something is taken from, each once, in their order."""
    numbers = sorted({find.sentence for find in told.finds})
    for number in numbers[:MOST_QUOTES]:
        yield told.passage.quote(number)
