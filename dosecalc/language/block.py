"""A file as statements: lines joined into regimens, blocks nested by their indentation.

Each statement is parsed by itself, so one bad line hides no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dosecalc.diagnostics import Report, Source, Span
from dosecalc.language import mistakes
from dosecalc.language.folding import folded
from dosecalc.language.misfits import misfit, refused_words
from dosecalc.language.parser import Misfit, parse
from dosecalc.language.tokens import Lexeme, words
from dosecalc.language.tree import Node

_LONGEST_LINE = 20_000
_LONGEST_TEXT = 20_000_000
_JOINED = {"give": "GIVE", "lasts": "LASTS"}
_MOST_DROPPED = 20
_VISIT = "visit"
_ATTRIBUTES = ("ASSUMED", "SOURCE", "NOTE", "UNCONFIRMED")


@dataclass(slots=True)
class Line:
    """A physical line: its depth, its lexemes, and the comments that stand before it."""

    depth: int
    words: list[Lexeme]
    lexemes: list[Lexeme]
    span: Span
    comments: tuple[str, ...] = ()
    trailing: str = ""
    broken: bool = False


@dataclass(slots=True)
class Statement:
    """A statement with its syntax tree, the statements of its block, and its comments.

    `tree` is None where the statement could not be parsed; the report says why. `text` is the
    statement in canonical words, `pieces` the clauses of a regimen, set when its meaning is read.
    """

    rule: str
    tree: Node | None
    span: Span
    lines: list[Line]
    block: list[Statement] = field(default_factory=list)
    text: str = ""
    pieces: tuple[str, ...] = ()

    @property
    def comments(self) -> tuple[str, ...]:
        """The comment lines before the statement, and before and beside its joined lines."""
        found: list[str] = []
        for line in self.lines:
            found.extend(line.comments)
        found.extend(line.trailing for line in self.lines if line.trailing)
        return tuple(found)


def statements(source: Source, report: Report) -> tuple[list[Statement], tuple[str, ...]]:
    """The statements of a file as a tree, and the comments after the last one."""
    if len(source.text) > _LONGEST_TEXT:
        report.add(mistakes.text_too_long(Span(source, 0, 1)))
        return [], ()
    lines, comments = _lines(source, report)
    found: list[Statement] = []
    _nest(lines, found, report)
    return found, comments


def _lines(source: Source, report: Report) -> tuple[list[Line], tuple[str, ...]]:
    lines: list[Line] = []
    comments: list[str] = []
    start = 0
    for text in source.text.split("\n"):
        stop = start + len(text)
        body = text.rstrip("\r\n \t")
        if not start and body.startswith("\ufeff"):
            start, body = 1, body[1:]
        bare = body.lstrip(" \t")
        if bare.startswith("#"):
            comments.append(bare)
        elif bare:
            indent = len(body) - len(bare)
            before = lines[-1].words[-1] if lines and lines[-1].words else None
            end = start + len(body)
            lines.append(_line(source, start, indent, end, tuple(comments), report, before))
            comments = []
        start = stop + 1
    return lines, tuple(comments)


def _line(
    source: Source, start: int, indent: int, stop: int, comments: tuple[str, ...],
    report: Report, before: Lexeme | None,
) -> Line:  # fmt: skip
    span = Span(source, start + indent, stop)
    if stop - start > _LONGEST_LINE:
        report.add(mistakes.text_too_long(Span(source, start + indent, start + indent + 40)))
        return Line(indent, [], [], span, comments, broken=True)
    if "\t" in source.text[start : start + indent]:
        report.add(mistakes.tabs_and_spaces(Span(source, start, start + indent)))
    errors = len(report.errors)
    raw = words(source, start + indent, stop, report, before)
    found = folded(raw)
    end = found[-1].span.stop if found else start + indent
    rest = source.text[end:stop].strip()
    trailing = rest if rest.startswith("#") else ""
    broken = len(report.errors) > errors
    return Line(indent, raw, found, span, comments, trailing, broken)


def _nest(lines: list[Line], into: list[Statement], report: Report) -> None:
    """Nest lines by depth; a deeper line without a keyword of its own continues a regimen."""
    stack: list[tuple[int, list[Statement]]] = [(-1, into)]
    place = 0
    while place < len(lines):
        line = lines[place]
        while stack[-1][0] >= line.depth:
            stack.pop()
        siblings = stack[-1][1]
        if len(stack) == 1 and line.depth > 0 and not siblings:
            report.add(mistakes.wrong_indentation(line.span))
        joined = [line]
        keyword = line.lexemes[0].text.lower() if line.lexemes else ""
        place += 1
        if keyword in _JOINED:
            while place < len(lines) and lines[place].depth > line.depth:
                if _own(lines[place]):
                    break
                joined.append(lines[place])
                place += 1
        statement = _statement(joined, stack, report)
        if siblings and _depth(siblings[0]) != line.depth and len(stack) > 1:
            report.add(mistakes.wrong_indentation(line.span))
        siblings.append(statement)
        stack.append((line.depth, statement.block))


def _own(line: Line) -> bool:
    return bool(line.lexemes) and line.lexemes[0].of(*_ATTRIBUTES)


def _depth(statement: Statement) -> int:
    return statement.lines[0].depth


def _statement(
    lines: list[Line], stack: list[tuple[int, list[Statement]]], report: Report
) -> Statement:
    """Parse the joined lines; a line that does not fit is reported and the rest is tried."""
    inside = [level[-1].rule for _, level in stack[:-1] if level]
    attribute = _own(lines[0])
    start = _VISIT if inside and inside[-1] == "visits" and not attribute else "statement"
    span = lines[0].span
    rule = _keyword(lines[0])
    usable = [line for line in lines if line.lexemes]
    for diagnostic in refused_words(_together(usable)):
        report.add(diagnostic)
        _line_at(usable, diagnostic.span).broken = True
    tree, headless = None, False
    while usable:
        found = _together(usable)
        try:
            tree = parse(found, start)
            break
        except Misfit as trouble:
            broken = _line_of(usable, found, trouble.position)
            if not usable[broken].broken:
                report.add(misfit(found, trouble, span))
            if broken == 0:
                if headless or not _parts(found):
                    break
                headless = True
                usable = [_head_of(usable[0]), *usable[1:]]
            elif len(lines) - len(usable) > _MOST_DROPPED:
                break
            else:
                usable = usable[:broken] + usable[broken + 1 :]
    sound = not headless and not any(line.broken for line in lines)
    whole = sound and len(usable) == len(lines)
    if tree is not None:
        inner = next(str(child.data) for child in tree.children if not isinstance(child, str))
        rule = inner if start == "statement" else _VISIT
    return Statement(rule, tree if whole else None, span, lines)


def _keyword(line: Line) -> str:
    return line.lexemes[0].text.lower() if line.lexemes else ""


def _together(lines: list[Line]) -> list[Lexeme]:
    """The lexemes of joined lines; where a line ends makes no difference to what its words are."""
    if len(lines) == 1:
        return lines[0].lexemes
    return folded([word for line in lines for word in line.words])


def _parts(found: list[Lexeme]) -> bool:
    """Whether the lines of a regimen can be read without one another."""
    return not any(word.of("LEFT", "RIGHT", "THEN", "AND") for word in found)


def _head_of(line: Line) -> Line:
    """The first word of a line that is not understood, so that the lines below are still read."""
    return replace(line, words=line.words[:1], lexemes=line.lexemes[:1], broken=True)


def _line_of(lines: list[Line], found: list[Lexeme], position: int) -> int:
    """The line on which the lexeme at a position starts; the last one for the end."""
    if position == len(found):
        return len(lines) - 1
    return lines.index(_line_at(lines, found[position].span))


def _line_at(lines: list[Line], span: Span | None) -> Line:
    """The line on which a place begins."""
    start = span.start if span is not None else 0
    return next(line for line in lines if start < line.span.stop)


def walk(found: list[Statement]) -> Iterator[Statement]:
    """Every statement, each before its block."""
    for statement in found:
        yield statement
        yield from walk(statement.block)
