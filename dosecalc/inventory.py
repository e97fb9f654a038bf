"""What a trial says besides when how much is given, by kind: what an export may have no place for.

>>> from dosecalc.language import read_phrase
>>> found = inventory(read_phrase("5 mg of EX by mouth daily for 7 days within 1 day").trial)
>>> [(kind, said[0].words) for kind, said in found.items()]
[('agents', 'EX'), ('routes', 'by mouth'), ('windows', 'within 1 day')]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from dosecalc.diagnostics import Span
from dosecalc.model import Course, Facts, Trial, courses
from dosecalc.protocol import Visit, Watch

KINDS: Final = (
    "facts", "participants", "spacing", "sites", "agents", "products", "routes", "infusions",
    "times of day", "windows", "limits", "conditions", "escalation", "readings", "arms", "spans",
    "visits", "watches", "expectations", "assumptions", "notes", "sources", "drafts",
)  # fmt: skip


class Item(NamedTuple):
    """One thing that a trial says, in its words, and where."""

    words: str
    span: Span | None = None


def inventory(trial: Trial) -> dict[str, tuple[Item, ...]]:
    """Everything that a trial says, by kind, each thing once; kinds in the order of `KINDS`."""
    found: dict[str, dict[str, Item]] = {kind: {} for kind in KINDS}
    for kind, item in _items(trial):
        found[kind].setdefault(item.words, item)
    return {kind: tuple(items.values()) for kind, items in found.items() if items}


Kinds = Iterator[tuple[str, Item]]


def _items(trial: Trial) -> Kinds:
    if not trial.phrase and trial.label:
        yield "facts", Item(trial.label, trial.span)
    for keyword, text in trial.facts_stated:
        yield "facts", Item(f"{keyword} {text}", trial.span)
    for count in trial.participants:
        yield "participants", Item(f"participants {count.figure}{count.where}", count.span)
        yield from _facts(count.facts)
    for gap in trial.spacing:
        yield "spacing", Item(gap.said)
        yield from _facts(gap.facts)
    for site in trial.sites:
        yield "sites", Item(f"site {site.name}")
        yield from _facts(site.facts)
    yield from _agents(trial)
    for span in trial.spans:
        yield "spans", Item(f"span {span.name}", span.span)
        yield from _facts(span.facts)
    for visit in trial.visits:
        yield from _visit(visit)
    for expect in trial.expects:
        yield "expectations", Item(expect.said, expect.span)
        yield from _facts(expect.facts)
    for assumption in trial.assumptions:
        yield "assumptions", Item(assumption.text, assumption.span)
        yield from _facts(assumption.facts)
    if trial.unconfirmed:
        yield "drafts", Item("unconfirmed", trial.span)
    yield from _facts(trial.facts)
    yield from _arms(trial)


def _agents(trial: Trial) -> Kinds:
    """What agents are, and what they come in."""
    for agent in trial.agents:
        if agent.label:
            yield "agents", Item(f"{agent.name}: {agent.label}")
        for product in agent.products:
            yield "products", Item(f"{agent.name}: {product}")
            yield from _facts(product.facts)
        for usable in agent.usable:
            yield "products", Item(f"{agent.name}: usable {usable}")
            yield from _facts(usable.facts)
        yield from _facts(agent.facts)


def _visit(visit: Visit | Watch) -> Kinds:
    """A line of the visits."""
    if isinstance(visit, Visit):
        words = " ".join([", ".join(visit.activities), *(each.text for each in visit.said)])
        yield "visits", Item(words, visit.said[0].span if visit.said else None)
    else:
        yield "watches", Item(visit.said)
    yield from _facts(visit.facts)


def _arms(trial: Trial) -> Kinds:
    for arm in trial.arms:
        if arm.name:
            yield (
                "arms",
                Item(f"arm {arm.name}" + (f": {arm.label}" if arm.label else ""), arm.span),
            )
        for count in arm.participants:
            yield "participants", Item(f"participants {count.figure}{count.where}", count.span)
            yield from _facts(count.facts)
        for gap in arm.spacing:
            yield "spacing", Item(gap.said)
            yield from _facts(gap.facts)
        yield from _facts(arm.facts)
        for reading in arm.readings:
            if reading.name is not None:
                yield "readings", Item(f"reading {reading.name}", arm.span)
            yield from _facts(reading.facts)
            for regimen in reading.regimens:
                yield from _facts(regimen.facts)
                if regimen.unconfirmed:
                    yield "drafts", Item("unconfirmed", regimen.span)
                for course in courses(regimen.item):
                    yield from _course(course)


def _course(course: Course) -> Kinds:
    """The clauses that say more than when and how much."""
    from dosecalc.clause_kinds import parts_of

    kinds = {
        "agent": "agents", "route": "routes", "infusion": "infusions", "cap": "limits",
        "time of day": "times of day", "window": "windows", "limit": "limits",
        "most doses": "limits", "spacing": "limits", "condition": "conditions",
        "escalation": "escalation",
    }  # fmt: skip
    place = {said.text: said.span for said in course.said}
    if course.agent is not None:
        yield "agents", Item(course.agent, place.get(f"of {course.agent}"))
    for kind, text in parts_of(said.text for said in course.said):
        if kind in kinds and kind != "agent":
            yield kinds[kind], Item(text, place.get(text))
    for note in course.notes:
        yield "notes", Item(note)


def _facts(facts: Facts) -> Kinds:
    if facts.assumed is not None:
        yield "assumptions", Item(f"assumed: {facts.assumed}")
    for source in facts.sources:
        yield "sources", Item(source)
    for note in facts.notes:
        yield "notes", Item(note)
