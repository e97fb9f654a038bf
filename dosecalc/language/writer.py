"""Statements to canonical text: one spelling, two spaces a level, comments kept where they stood.

Only the spelling changes. Reading what was written gives the same trial.
"""

from __future__ import annotations

from collections.abc import Iterator

from dosecalc.diagnostics import Diagnostic, Report, Source
from dosecalc.language import block, build, facts
from dosecalc.language.block import Statement
from dosecalc.language.read import Text

_WIDTH = 96
_TOGETHER = {"expect", "assume", "attribute", "unconfirmed", "counting"}


def formatted(text: str, name: str) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The canonical text of a file, or None with the diagnostics where it has errors."""
    read, canonical = read_and_formatted(text, name)
    return canonical, read.diagnostics


def read_and_formatted(text: str, name: str) -> tuple[Text, str | None]:
    """What a file's text says, and its canonical text where it has no errors."""
    source, report = Source(name, text), Report()
    found, comments = block.statements(source, report)
    trial = build.trial(found, source, report)
    read = Text(trial, report.diagnostics, text)
    if not report.ok:
        return read, None
    lines = [*_file(found), *([""] if comments and found else []), *comments]
    return read, "\n".join(lines).strip("\n") + "\n"


def _file(found: list[Statement]) -> Iterator[str]:
    before = ""
    for statement in found:
        if before and not (statement.rule == before and before in _TOGETHER):
            yield ""
        yield from _statement(statement, 0)
        before = statement.rule


def _statement(statement: Statement, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for comment in statement.comments:
        yield indent + comment
    if statement.rule == "give":
        yield from _regimen(statement.pieces, indent)
    else:
        yield indent + statement.text + _inline(statement)
    for each in statement.block:
        yield from _statement(each, depth + 1)


def _inline(statement: Statement) -> str:
    """The attributes that stand on the statement's own line."""
    if statement.tree is None or statement.rule == "attribute":
        return ""
    return "".join(" " + text for text in facts.inline_attributes(statement))


def _regimen(clauses: tuple[str, ...], indent: str) -> Iterator[str]:
    """A regimen, broken between clauses where it is longer than a line."""
    line = indent + "give"
    for clause in clauses:
        if len(line) + 1 + len(clause) > _WIDTH and line.strip() != "give":
            yield line
            line = indent + "  " + clause
        else:
            line += " " + clause
    yield line
