"""What a report is made of: a comparison, what each schedule says and comes to, and its gaps.

A report is printed by `dosecalc.formats.report`; nothing here knows of pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple

from dosecalc import calls, exposure, totals
from dosecalc.comparison import Compared, Effect
from dosecalc.comparisons import Comparison
from dosecalc.diagnostics import Diagnostic, Source, visible
from dosecalc.exposure import Curve
from dosecalc.model import Arm, Facts, Regimen, Trial
from dosecalc.parameters import needs
from dosecalc.results import Row
from dosecalc.totals import Question

USE = "for planning, review and research, not for prescribing"
DUTY = "every figure is to be verified by a qualified person"


class Schedule(NamedTuple):
    """One text with its trial: totals as stated, totals as asked for, and a curve for each of them.

    `digest` is the SHA-256 of the text in UTF-8, its lines ended by line feeds.
    """

    trial: Trial
    name: str
    digest: str
    stated: tuple[Row, ...]
    asked: tuple[Row, ...]
    curves: tuple[Curve, ...]


class Assumed(NamedTuple):
    """An assumption: what it says, of what, who makes it, where it stands, and what rests on it.

    `rows` are known for the reader's assumptions alone; those of a schedule hold for `about`.
    """

    text: str
    about: str
    by_reader: bool
    place: str
    sources: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


class Gap(NamedTuple):
    """A single fact that is not known: the rows it settles alone, and those that need more too."""

    need: str
    settles: tuple[Compared, ...]
    shared: tuple[Compared, ...]


class Spread(NamedTuple):
    """A row known within bounds only, and what narrows them most."""

    row: Compared
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Report:
    """A comparison with all that it rests on; `moment` is when it was made, in UTC, and
    `version` that of the program."""

    schedules: tuple[Schedule, ...]
    comparison: Comparison
    question: Question
    moment: datetime
    title: str
    version: str
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing stopped the calculation; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)

    @property
    def empty(self) -> bool:
        """Whether no text was understood that could be reported on."""
        return not self.schedules

    def assumptions(self) -> tuple[Assumed, ...]:
        """The reader's assumptions, then those that the schedules make themselves."""
        own = (found for each in self.schedules for found in _of_schedule(each.trial))
        return (*self._of_reader(), *own)

    def gaps(self) -> tuple[Gap, ...]:
        """What is not known, a fact each, the one that settles most rows alone first."""
        alone: dict[str, list[Compared]] = {}
        shared: dict[str, list[Compared]] = {}
        for each in self.comparison:
            missing = _missing(each)
            for need in missing:
                found, other = (alone, shared) if len(missing) == 1 else (shared, alone)
                found.setdefault(need, []).append(each)
                other.setdefault(need, [])
        made = [Gap(need, tuple(alone[need]), tuple(shared[need])) for need in alone]
        return tuple(sorted(made, key=lambda gap: (-len(gap.settles), -len(gap.shared))))

    def spreads(self) -> tuple[Spread, ...]:
        """The rows that are known within bounds, each with what narrows it most."""
        ranges = (e for e in self.comparison if e.amount and e.amount.low != e.amount.high)
        found = ((each, next(iter(each.effects()), None)) for each in ranges)
        return tuple(Spread(each, effect) for each, effect in found if effect is not None)

    def html(self) -> str:
        """One page that needs nothing beside it."""
        from dosecalc.formats.report import html

        return html(self)

    def markdown(self) -> str:
        """The same in Markdown, without figures."""
        from dosecalc.formats.report import markdown

        return markdown(self)

    def __str__(self) -> str:
        return self.markdown()

    def _of_reader(self) -> Iterator[Assumed]:
        rows = [row for schedule in self.schedules for row in schedule.asked]
        rows += [
            replace(each.row, depends_on=each.depends_on)
            for each in self.comparison
            if each.row.per != "participant" or self.comparison.basis.name != "participant"
        ]
        for each in self.question.assumptions:
            resting = tuple(row for row in rows if each.text in row.depends_on)
            typed = each.span is None or each.span.source.name == "assumption"
            place = "typed with the call" if typed else str(each.span)
            about = each.scope or each.agent or "all schedules"
            yield Assumed(each.text, about, True, place, each.facts.sources, resting)


def made(
    trials: Sequence[Trial], question: Question, comparison: Comparison, moment: datetime,
    version: str, title: str = "",
) -> Report:  # fmt: skip
    """The report on these trials, which are sound; what is found on the way is added to it."""
    said: list[Diagnostic] = []
    found = tuple(_schedule(trial, question, said) for trial in trials)
    return Report(
        schedules=found, comparison=comparison, question=question, moment=moment,
        title=title or headline(trials), version=version,
        diagnostics=(*comparison.diagnostics, *said),
    )  # fmt: skip


def headline(trials: Sequence[Trial]) -> str:
    """What a report is called: its trial and title, or the names of up to three, or how many."""
    names = list(dict.fromkeys(visible(trial.name) for trial in trials))
    if len(trials) == 1 and trials[0].label:
        return visible(f"{trials[0].name}: {trials[0].label}")
    return ", ".join(names) if len(names) < 4 else f"{len(names)} schedules compared"


def moment(given: str | None) -> datetime:
    """When a report is made: as given, else as `SOURCE_DATE_EPOCH` says, else now; in UTC.

    A time without an offset is in UTC. Raises ValueError for what is no time.

    >>> moment("2026-03-02T10:00+02:00").isoformat()
    '2026-03-02T08:00:00+00:00'
    """
    if given is not None:
        try:
            found = datetime.fromisoformat(given)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            example = "2026-03-02 or 2026-03-02T10:00+02:00"
            raise ValueError(f"`{visible(given)}` is not a time such as {example}") from None
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    if seconds is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        shown = visible(seconds)
        raise ValueError(f"SOURCE_DATE_EPOCH is `{shown}`, not a count of seconds") from None


def as_stated(question: Question) -> Question:
    """The question without the unit and the assumptions that the reader brings."""
    return question._replace(unit=None, assumptions=())


# ------------------------------------------------------------------ one schedule


def _schedule(trial: Trial, question: Question, said: list[Diagnostic]) -> Schedule:
    plain = as_stated(question)
    stated = totals.rows(trial, plain)
    asked = stated if question == plain else totals.rows(trial, question)
    try:
        curves = exposure.curves(trial, question)
    except ValueError as error:
        said.append(calls.too_many_doses(trial.name, str(error)))
        curves = ()
    source = source_of(trial)
    return Schedule(trial, source.name, digest(source.text), stated, asked, tuple(curves))


def source_of(trial: Trial) -> Source:
    """The text that a trial was read from."""
    spans = (trial.span, *(regimen.span for _, regimen in _regimens(trial)))
    found = next((span.source for span in spans if span is not None), None)
    return found or Source("phrase", trial.name)


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _regimens(trial: Trial) -> Iterator[tuple[str, Regimen]]:
    for arm in trial.arms:
        for reading in arm.readings:
            for regimen in reading.regimens:
                yield _named(arm.name and f"arm {arm.name}", reading.name), regimen


# ------------------------------------------------------------------ what is assumed


def _of_schedule(trial: Trial) -> Iterator[Assumed]:
    """What a schedule assumes, statement by statement, and the assumptions that stand in it."""
    for about, facts, place in _facts(trial):
        if facts.assumed is not None:
            whole = _named(visible(trial.name), about)
            yield Assumed(facts.assumed, whole, False, place, facts.sources)
    for each in trial.assumptions:
        yield Assumed(each.text, trial.name, False, str(each.span or ""), each.facts.sources)


def _facts(trial: Trial) -> Iterator[tuple[str, Facts, str]]:
    """What each statement carries, with what the statement is about and where it stands."""
    file = source_of(trial).name
    yield "", trial.facts, str(trial.span or file)
    for people in trial.participants:
        yield "participants", people.facts, str(trial.span or file)
    for agent in trial.agents:
        yield f"agent {agent.name}", agent.facts, file
    for span in trial.spans:
        yield span.name, span.facts, str(span.span or file)
    for arm in trial.arms:
        yield from _facts_of_arm(arm, file)
    for visit in trial.visits:
        name = ", ".join(visit.activities) if hasattr(visit, "activities") else visit.name
        yield f"visits, {name}", visit.facts, file
    for expect in trial.expects:
        yield "expectation", expect.facts, str(expect.span or file)


def _facts_of_arm(arm: Arm, file: str) -> Iterator[tuple[str, Facts, str]]:
    named = arm.name and f"arm {arm.name}"
    yield named, arm.facts, str(arm.span or file)
    for people in arm.participants:
        yield _named(named, "participants"), people.facts, str(arm.span or file)
    for reading in arm.readings:
        yield _named(named, reading.name), reading.facts, str(arm.span or file)
        for regimen in reading.regimens:
            place = str(regimen.span or arm.span or file)
            yield _named(named, reading.name), regimen.facts, place


def _named(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


# ------------------------------------------------------------------ what is not known


def _missing(each: Compared) -> tuple[str, ...]:
    """The facts that a row lacks before it can be computed, or held against the reference."""
    if each.amount is None:
        return needs(each.expression)
    if each.verdict == "none" and each.needs and each.needs.startswith("needs "):
        return (f"{each.needs.removeprefix('needs ')}, for the ratio alone",)
    return ()


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order."""
    return tuple(dict.fromkeys(texts))
