"""A whole trial in sentences, as headings, paragraphs, lists and tables: for text and Markdown.

Whatever the trial says is told, in the order of a protocol; totals are a question of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dosecalc.amounts import number
from dosecalc.formats.exchange.left_open import left_open
from dosecalc.language import Text
from dosecalc.language.facts import one_name
from dosecalc.model import Arm, Facts, Reading, Regimen, Trial
from dosecalc.protocol import (
    Agent,
    Assumption,
    Participants,
    Site,
    Spacing,
    SpanOfTime,
    Visit,
    Watch,
)
from dosecalc.sentences import clause, figures, turns

_LONG = 3


class Heading(NamedTuple):
    """A heading of a level, 1 being a trial."""

    level: int
    text: str


class Said(NamedTuple):
    """A sentence, in parts where it is long; what is open or noted of it."""

    turns: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class Listed(NamedTuple):
    """Lines of a list."""

    lines: tuple[str, ...]


class Table(NamedTuple):
    """Rows under their heads."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Said | Listed | Table


def told(text: Text) -> Iterator[Block]:
    """The blocks of a trial; of a phrase, its sentence alone."""
    trial = text.trial
    if trial.phrase:
        yield _sentence(trial.arms[0].readings[0].regimens[0], trial)
        return
    yield Heading(1, _titled(trial.name or "Assumptions", trial.label))
    yield from _lists("", _of_trial(trial))
    yield from _lists("Agents", (line for each in trial.agents for line in _agent(each)))
    yield from _lists("Spans of time", map(_span, trial.spans))
    for arm in trial.arms:
        yield from _arm(arm, trial)
    if trial.visits:
        yield Heading(2, "Visits")
        yield Table(("Visit", "When", "Remarks"), tuple(map(_visit, trial.visits)))
    expected = (
        f"{figures(each.said.removeprefix('expect '))}{_noted(each.facts)}"
        for each in trial.expects
    )
    yield from _lists("Expected", expected)
    assumed = (
        f"{figures(each.text)}{_refined(each)}{_noted(each.facts)}" for each in trial.assumptions
    )
    yield from _lists("Assumptions", assumed)


def _titled(name: str, label: str) -> str:
    return f"{name}: {label}" if label else name


def _lists(heading: str, lines: Iterable[str]) -> Iterator[Block]:
    found = tuple(lines)
    if found:
        if heading:
            yield Heading(2, heading)
        yield Listed(found)


# ------------------------------------------------------------------ what is said around the doses


def _of_trial(trial: Trial) -> Iterator[str]:
    if trial.unconfirmed:
        yield "draft: no person has checked it"
    for keyword, words in trial.facts_stated:
        if keyword != "site":
            yield f"{keyword}: {_unquoted(words)}"
    yield from map(_participants, trial.participants)
    yield from map(_spacing, trial.spacing)
    yield from map(_site, trial.sites)
    if trial.days_from_zero:
        yield "days are counted from 0"
    yield from _facts(trial.facts)


def _unquoted(words: str) -> str:
    """The words of a line, without the quotes around them where they are one text."""
    whole = words[:1] == words[-1:] == '"' and words.count('"') == 2
    return words.strip('"') if whole else words


def _participants(count: Participants) -> str:
    return f"participants: {count.figure}{count.where}{_noted(count.facts)}"


def _spacing(gap: Spacing) -> str:
    return f"{gap.said}{_noted(gap.facts)}"


def _site(site: Site) -> str:
    lines = "".join(f", {keyword} {words}" for keyword, words in site.said)
    return f"site {site.name}{lines}{_noted(site.facts)}"


def _agent(agent: Agent) -> Iterator[str]:
    yield f"{_titled(agent.name, agent.label)}{_noted(agent.facts)}"
    for product in agent.products:
        yield f"{agent.name}, product: {figures(str(product))}{_noted(product.facts)}"
    for usable in agent.usable:
        yield f"{agent.name}, usable {usable}{_noted(usable.facts)}"


def _span(span: SpanOfTime) -> str:
    return f"{_titled(span.name, span.label)}; {span.said}{_noted(span.facts)}"


def _visit(visit: Visit | Watch) -> tuple[str, str, str]:
    """The row of a visit or a watch: what, when, and what is noted of it."""
    if isinstance(visit, Visit):
        when = " ".join(clause(each.text) for each in visit.said)
        return ", ".join(visit.activities), when, "; ".join(_facts(visit.facts))
    when = visit.said.removeprefix(f"watch {one_name(visit.name)} ")
    return f"watch {visit.name}", when, "; ".join(_facts(visit.facts))


def _refined(made: Assumption) -> str:
    central = f", central {figures(number(made.central))}" if made.central is not None else ""
    return central + (f", drawn {made.drawn}" if made.drawn else "")


# ------------------------------------------------------------------ what is given


def _arm(arm: Arm, trial: Trial) -> Iterator[Block]:
    yield Heading(2, _titled(f"Arm {arm.name}", arm.label))
    lines = [*map(_participants, arm.participants), *map(_spacing, arm.spacing), *_facts(arm.facts)]
    if arm.untreated:
        lines.append("no treatment")
    if len(arm.readings) > 1:
        lines.append(f"the record can be read in {len(arm.readings)} ways, which are never added")
    yield from _lists("", lines)
    for reading in arm.readings:
        yield from _reading(reading, trial)


def _reading(reading: Reading, trial: Trial) -> Iterator[Block]:
    if reading.name is not None:
        yield Heading(3, f"Reading {reading.name}")
    lines = [*_facts(reading.facts), *(["no treatment"] * reading.untreated)]
    if len(reading.regimens) > 1:
        lines.append("all of these run from the same start")
    yield from _lists("", lines)
    for regimen in reading.regimens:
        yield _sentence(regimen, trial)


def _sentence(regimen: Regimen, trial: Trial) -> Said:
    parts = turns(regimen.item, trial)
    draft = ("draft: no person has checked it",) * regimen.unconfirmed
    remarks = (*left_open(regimen.item), *draft, *_facts(regimen.facts))
    return Said(parts if len(parts) >= _LONG else (" ".join(parts),), remarks)


# ------------------------------------------------------------------ what anything may carry


def _facts(facts: Facts) -> Iterator[str]:
    if facts.assumed is not None:
        yield f'assumed: "{facts.assumed}"'
    yield from (f'note: "{each}"' for each in facts.notes)
    yield from (f'source: "{each}"' for each in facts.sources)


def _noted(facts: Facts) -> str:
    return "".join(f"; {each}" for each in _facts(facts))
