"""The card of one schedule: its facts, arms, regimens with the meaning of each clause, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dosecalc.diagnostics import visible
from dosecalc.formats.report.tables import Cell, Table, cell, totals
from dosecalc.formats.table import remarks
from dosecalc.language.facts import facts_text
from dosecalc.model import Arm, Facts, Reading, Regimen, Trial, courses
from dosecalc.protocol import Participants, Visit, Watch
from dosecalc.reports import Report, Schedule, once

_ATTRIBUTE = re.compile(r'\s+(note|source|assumed) "([^"]*)"')
_TEXT = re.compile(r'"([^"]*)"')


class Given(NamedTuple):
    """A regimen: its canonical text, its clauses with their meaning, and what it rests on."""

    text: str
    clauses: Table
    notes: tuple[tuple[str, str], ...]


class Way(NamedTuple):
    """A reading of an arm; `name` is empty where there is only one."""

    name: str
    regimens: tuple[Given, ...]
    untreated: bool
    notes: tuple[tuple[str, str], ...]


class Group(NamedTuple):
    """An arm with its readings."""

    name: str
    label: str
    notes: tuple[tuple[str, str], ...]
    ways: tuple[Way, ...]


class Card(NamedTuple):
    """All that a report tells of one schedule."""

    place: str
    title: str
    label: str
    file: str
    digest: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    totals: tuple[Table, ...]
    remarks: tuple[str, ...]
    visits: tuple[str, ...]


def cards(report: Report) -> list[Card]:
    """The cards of a report, in the order of its schedules."""
    return [_card(each, number, report) for number, each in enumerate(report.schedules, 1)]


def _card(schedule: Schedule, number: int, report: Report) -> Card:
    trial = schedule.trial
    name = visible(trial.name)
    return Card(
        place=f"schedule-{number}", title=name, label=visible(trial.label),
        file=visible(schedule.name), digest=schedule.digest, facts=tuple(_facts(trial)),
        groups=tuple(_group(arm) for arm in trial.arms),
        totals=tuple(_totals(schedule, report)),
        remarks=once(remarks(schedule.asked)) if schedule.asked else (),
        visits=tuple(visible(_visit(each)) for each in trial.visits),
    )  # fmt: skip


def _totals(schedule: Schedule, report: Report) -> Iterator[Table]:
    name = visible(schedule.trial.name)
    if schedule.stated:
        yield totals(schedule.stated, f"What one participant gets, as {name} states it")
    if schedule.asked != schedule.stated:
        unit = report.question.unit
        how = (f"in {unit.plural}" if unit is not None else "", _with(report))
        said = ", ".join(filter(None, how))
        yield totals(schedule.asked, f"What one participant of {name} gets, {said}")


def _with(report: Report) -> str:
    return "with the reader's assumptions" if report.question.assumptions else ""


# ------------------------------------------------------------------ facts of a trial


def _facts(trial: Trial) -> Iterator[tuple[str, str]]:
    for word, text in trial.facts_stated:
        yield word, visible(_unquoted(text))
    for people in trial.participants:
        yield "participants", _people(people)
    for agent in trial.agents:
        products = (f"{each}{facts_text(each.facts)}" for each in agent.products)
        usable = (f"usable {each}{facts_text(each.facts)}" for each in agent.usable)
        said = (agent.label, *map(_unquoted, (*products, *usable)), *_words(agent.facts))
        yield f"agent {visible(agent.name)}", visible("; ".join(filter(None, said)))
    for span in trial.spans:
        said = (span.label, span.said, *_words(span.facts))
        yield f"span {visible(span.name)}", visible("; ".join(filter(None, said)))
    for word, text in _notes(trial.facts):
        yield word, text


def _unquoted(text: str) -> str:
    """A statement's text for people: `"registry" note "a copy"` as `registry; note: a copy`."""
    return _TEXT.sub(r"\1", _ATTRIBUTE.sub(r"; \1: \2", text))


def _people(people: Participants) -> str:
    return visible("; ".join((f"{people.figure}{people.where}", *_words(people.facts))))


def _words(facts: Facts) -> Iterator[str]:
    for word, text in _notes(facts):
        yield f"{word}: {text}"


def _notes(facts: Facts) -> tuple[tuple[str, str], ...]:
    """What a statement carries, a word and a text each."""
    assumed = (("assumed", facts.assumed),) if facts.assumed is not None else ()
    found = (
        *assumed,
        *(("source", text) for text in facts.sources),
        *(("note", text) for text in facts.notes),
    )
    return tuple((word, visible(text)) for word, text in found)


def _visit(each: Visit | Watch) -> str:
    if isinstance(each, Watch):
        said = f"watch {each.name}: {each.said}"
    else:
        said = f"{', '.join(each.activities)}: {' '.join(clause.text for clause in each.said)}"
    return "; ".join((said, *_words(each.facts)))


# ------------------------------------------------------------------ arms and regimens


def _group(arm: Arm) -> Group:
    people = tuple(("participants", _people(each)) for each in arm.participants)
    ways = tuple(_way(reading, arm) for reading in arm.readings)
    if not ways:
        ways = (Way("", (), arm.untreated, ()),)
    return Group(visible(arm.name), visible(arm.label), (*people, *_notes(arm.facts)), ways)


def _way(reading: Reading, arm: Arm) -> Way:
    name = visible(reading.name or "")
    said = ", ".join(filter(None, (visible(arm.name), name)))
    regimens = tuple(_given(each, said) for each in reading.regimens)
    return Way(name, regimens, reading.untreated, _notes(reading.facts))


def _given(regimen: Regimen, said: str) -> Given:
    clauses = [clause for course in courses(regimen.item) for clause in course.said]
    rows = tuple((cell(each.text), cell(each.meaning)) for each in clauses)
    caption = f"Clauses of {said}" if said else "Clauses"
    draft = (("unconfirmed", "no person has checked this draft"),) if regimen.unconfirmed else ()
    own = once(note for course in courses(regimen.item) for note in course.notes)
    notes = (*draft, *_notes(regimen.facts), *(("note", visible(note)) for note in own))
    return Given(visible(str(regimen)), Table(caption, ("words", "meaning"), rows), notes)


def seal(found: list[Card]) -> Table:
    """What the report was made from: each schedule with the digest of its text."""
    rows = tuple((Cell(c.title, to=c.place), Cell(c.file), Cell(c.digest)) for c in found)
    return Table("Schedules this page was made from", ("schedule", "read from", "SHA-256"), rows)
