"""The ways into the language: a file, a phrase, an assumption, each with all its diagnostics."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from dosecalc.amounts import Figure
from dosecalc.days import DayCount, Length
from dosecalc.diagnostics import Diagnostic, Report, Source, Span
from dosecalc.language import misfits, mistakes, sentence, values
from dosecalc.language.folding import lexemes
from dosecalc.language.parser import Misfit, parse
from dosecalc.language.tree import Node
from dosecalc.language.values import Reading, Refused
from dosecalc.model import Arm, Regimen, Trial
from dosecalc.model import Reading as ArmReading

if TYPE_CHECKING:
    from dosecalc.language import places
    from dosecalc.language.holdings import Holding
    from dosecalc.protocol import Assumption

_LONGEST_PHRASE = 20_000
_FILE_STARTS = frozenset(
    {"trial", "agent", "arm", "span", "visits", "expect", "assume", "counting", "unconfirmed"}
)


@dataclass(frozen=True, slots=True)
class Text:
    """What reading a text gives: the trial, whole or as far as it is sound, and what was found.

    `words` is the text itself, a phrase or a file, in the schedule language.
    """

    trial: Trial
    diagnostics: tuple[Diagnostic, ...]
    words: str = ""

    @property
    def ok(self) -> bool:
        """Whether the text has no errors; warnings do not count."""
        return not any(each.is_error for each in self.diagnostics)


def sniff(text: str) -> bool:
    """Whether a text is a file, with statements, rather than a phrase."""
    for line in text.splitlines():
        bare = line.lstrip("\ufeff \t")
        if bare and not bare.startswith("#"):
            return bare.split(None, 1)[0].lower() in _FILE_STARTS
    return False


def read_file(text: str, name: str) -> Text:
    """The trial of a file's text; `name` is what diagnostics call the file."""
    from dosecalc.language import block, build

    source, report = Source(name, text), Report()
    found, _ = block.statements(source, report)
    trial = build.trial(found, source, report)
    return Text(trial, report.diagnostics, text)


def read_phrase(text: str, name: str = "phrase") -> Text:
    """A phrase as a trial with one unnamed arm."""
    source, report = Source(name, text), Report()
    empty = Trial(name=text.strip(), phrase=True)
    tree = _tree(source, report, "phrase")
    if tree is None or not report.ok:
        return Text(empty, report.diagnostics, text)
    days = DayCount(has_zero=tree.holds("counting"))
    reading = Reading(source=source, report=report, days=days)
    try:
        item = sentence.item(tree, reading)
    except Refused as refused:
        report.add(refused.diagnostic)
        return Text(empty, report.diagnostics, text)
    if not report.ok:
        return Text(empty, report.diagnostics, text)
    regimen = Regimen(item=item, span=reading.span(tree))
    arm = Arm(name="", readings=(ArmReading(name=None, regimens=(regimen,)),))
    shown = " ".join(text.split())
    trial = Trial(name=shown, phrase=True, days_from_zero=days.has_zero, arms=(arm,))
    return Text(trial, report.diagnostics, text)


def read_assumption(
    text: str, name: str = "assumption"
) -> tuple[Assumption | None, tuple[Diagnostic, ...]]:
    """An assumption as it is typed on a command line, with or without `assume` before it."""
    from dosecalc.language import expecting

    bare = re.sub(r"^\s*assume\s+", "", text)
    source, report = Source(name, bare), Report()
    tree = _tree(source, report, "assumption")
    if tree is None or not report.ok:
        return None, report.diagnostics
    try:
        return expecting.assumption(tree, Reading(source=source, report=report)), report.diagnostics
    except Refused as refused:
        report.add(refused.diagnostic)
        return None, report.diagnostics


Made = TypeVar("Made")


def read_length(text: str, name: str) -> tuple[Length | None, tuple[Diagnostic, ...]]:
    """A length of time as an option holds it: `2 to 8 h`, `1d`."""
    return _read_value(text, name, "length", values.length)


def read_figure(text: str, name: str) -> tuple[Figure | None, tuple[Diagnostic, ...]]:
    """A number or a range as an option holds it: `0.02 to 0.05`."""
    return _read_value(text, name, "figure", values.figure)


def read_holding(text: str, name: str) -> tuple[Holding | None, tuple[Diagnostic, ...]]:
    """Amounts as an option holds them: `5 mL`, `1e11 particles in 5 mL of EX-EV`."""
    from dosecalc.language import holdings

    return _read_value(text, name, "holding", holdings.holding)


def read_moments(
    text: str, name: str, days: DayCount
) -> tuple[tuple[int, ...] | None, tuple[Diagnostic, ...]]:
    """Days or weeks as an option holds them, as offsets from day 1: `days 1, 7`, `weeks 0, 8`."""

    from dosecalc.language.clauses import weeks
    from dosecalc.language.clauses.on_days import flat

    def made(tree: Node, reading: Reading) -> tuple[int, ...]:
        if values.tokens(tree, "WEEKS"):
            ranges = weeks.week_list(tree, reading, first=0)
            return tuple(7 * week for low, high in ranges for week in range(low, high + 1))
        return flat(values.day_list(tree, reading))

    return _read_value(text, name, "moments", made, days)


def read_window(
    text: str, name: str
) -> tuple[tuple[Length, Length] | None, tuple[Diagnostic, ...]]:
    """A window as an option holds it: `2 days`, `1 day before to 2 days after`."""
    from dosecalc.language.clauses import within

    return _read_value(f"within {text}", name, "within", within.window)


def read_closed(text: str, name: str) -> tuple[places.Closed | None, tuple[Diagnostic, ...]]:
    """Closed weekdays and dates as an option holds them: `Sat, Sun`, `2026-05-01`."""
    from dosecalc.language import places

    return _read_value(f"closed on {text}", name, "closed", places.closed)


def _read_value(
    text: str, name: str, start: str, make: Callable[[Node, Reading], Made],
    days: DayCount | None = None,
) -> tuple[Made | None, tuple[Diagnostic, ...]]:  # fmt: skip
    source, report = Source(name, text), Report()
    tree = _tree(source, report, start)
    if tree is None or not report.ok:
        return None, report.diagnostics
    try:
        reading = Reading(source=source, report=report, days=days or DayCount())
        return make(tree, reading), report.diagnostics
    except Refused as refused:
        report.add(refused.diagnostic)
        return None, report.diagnostics


def _tree(source: Source, report: Report, start: str) -> Node | None:
    """The syntax tree of a one-line text, or None with the reason reported."""
    if len(source.text) > _LONGEST_PHRASE:
        report.add(mistakes.text_too_long(Span(source, 0, 40)))
        return None
    found = lexemes(source, 0, len(source.text), report)
    if start == "phrase" and found and found[0].of("GIVE"):
        del found[0]
    for diagnostic in misfits.refused_words(found):
        report.add(diagnostic)
    sound = report.ok
    try:
        return parse(found, start)
    except Misfit as trouble:
        if sound:
            report.add(misfits.misfit(found, trouble, Span(source, 0, len(source.text))))
    return None
