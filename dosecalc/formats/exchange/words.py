"""Regimens in sentences: one a line, so that each reads back by itself.

A trial gets its headings, and an indented line for whatever is open or noted. Of a phrase, what is
open stands behind `#`, which the schedule language passes over: phrases read back as they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.diagnostics import visible
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.formats.exchange.told import Block, Heading, Listed, Said, Table, told
from dosecalc.formats.exchange.whole import kept_back
from dosecalc.language import Text


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The sentences of the texts in order."""
    return Export(_pieces(texts), tuple(kept_back(wanted, "plain sentences")))


def _pieces(texts: Sequence[Text]) -> Iterator[str]:
    for number, text in enumerate(texts):
        if text.trial.phrase:
            yield from (f"{line}\n" for block in told(text) for line in _phrase(block))
            continue
        yield "\n" * bool(number)
        for block in told(text):
            yield from (f"{visible(line).rstrip()}\n" for line in _lines(block))


def _phrase(block: Block) -> Iterator[str]:
    assert isinstance(block, Said)
    yield " ".join(block.turns)
    yield from (f"# {visible(each)}" for each in block.remarks)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        if block.level > 1:
            yield ""
        yield block.text
        if block.level < 3:
            yield ("=" if block.level == 1 else "-") * min(len(block.text), 72)
    elif isinstance(block, Said):
        yield " ".join(block.turns)
        yield from (f"  - {each}" for each in block.remarks)
    elif isinstance(block, Listed):
        yield from (f"- {each}" for each in block.lines)
    else:
        yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    """Each row as a line of a list: a table of long texts is hard to read aloud."""
    for what, when, *remarks in table.rows:
        yield f"- {what}: {when}"
        yield from (f"  - {each}" for each in remarks if each)
