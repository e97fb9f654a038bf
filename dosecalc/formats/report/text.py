"""A report in Markdown: the same tables and texts, without figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from dosecalc.formats.markdown import escaped
from dosecalc.formats.report import tables
from dosecalc.formats.report.cards import Card, Group, cards, seal
from dosecalc.formats.report.page import about
from dosecalc.reports import Report


def markdown(report: Report) -> str:
    """The report as Markdown; every text is shown as it is."""
    lines = [line.rstrip() for line in _lines(report)]
    kept = [line for above, line in pairwise(["", *lines]) if line or above]
    return "\n".join(kept).strip("\n") + "\n"


def _lines(report: Report) -> Iterator[str]:
    said, found = about(report), cards(report)
    yield f"# {_safe(said['title'])}"
    yield from ("", f"**Intended use:** {said['use']}; {said['duty']}.", "")
    yield f"Made by dosecalc {said['version']} at {said['time']}."
    for word in ("unit", "start", "reference"):
        if said[word]:
            yield from ("", f"{word.capitalize()}: {_safe(said[word])}.")
    if report.diagnostics:
        yield from ("", "## Messages", "")
        yield from _notes(said["messages"])  # type: ignore[arg-type]
    yield from ("", "## Comparison", "", *_table(tables.comparison(report, {})), "")
    yield from _list(said["remarks"])  # type: ignore[arg-type]
    yield from ("", "## Schedules")
    for card in found:
        yield from _card(card)
    yield from ("", "## Assumptions", "")
    yield from _table(tables.assumptions(report)) or ("Nothing is assumed.",)
    yield from ("", "## What is not known", "")
    yield from _table(tables.gaps(report)) or ("Nothing that a figure needs.",)
    yield from ("", *_table(tables.spreads(report)))
    yield from ("", "## Made from", "", *_table(seal(found)))


def _card(card: Card) -> Iterator[str]:
    yield from ("", f"### {_safe(' '.join(filter(None, (card.title, card.label))))}", "")
    yield from _notes(card.facts)
    for group in card.groups:
        yield from _group(group)
    for table in card.totals:
        yield from ("", *_table(table))
    yield from ("", *_list(card.remarks))
    if card.visits:
        yield from ("", "#### Visits and watches", "", *_list(card.visits))


def _group(group: Group) -> Iterator[str]:
    if group.name:
        yield from ("", f"#### Arm {_safe(' '.join(filter(None, (group.name, group.label))))}")
    yield from ("", *_notes(group.notes))
    for way in group.ways:
        if way.name:
            yield from ("", f"##### Reading “{_safe(way.name)}”")
        yield from ("", *_notes(way.notes))
        if not way.regimens:
            yield "No treatment." if way.untreated else "The schedule gives it no treatment."
        for given in way.regimens:
            yield from (_safe(given.text), "", *_table(given.clauses), "", *_notes(given.notes))


def _table(table: tables.Table) -> list[str]:
    if not table.rows:
        return []
    head = [
        f"**{_safe(table.caption)}**",
        "",
        _row(map(_safe, table.head)),
        _row(["---"] * len(table.head)),
    ]
    return [*head, *(_row(_safe(cell.text) for cell in row) for row in table.rows)]


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _list(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield f"- {_safe(text)}"


def _notes(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for word, text in pairs:
        yield f"- **{_safe(word)}**: {_safe(text)}"


def _safe(text: object) -> str:
    """A text that Markdown shows as it is: no markup, no character by name, no link."""
    shown = escaped(str(text)).replace("&", "&amp;").replace("_", "\\_")
    return shown.replace("://", ":\\//").replace("www.", "www\\.")
