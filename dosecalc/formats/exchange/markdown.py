"""Trials in sentences as Markdown: headings, lists, and a table of visits.

The turns of a long sequence are a numbered list; joined by spaces, they are the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.diagnostics import visible
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.formats.exchange.told import Block, Heading, Listed, Said, told
from dosecalc.formats.exchange.whole import kept_back
from dosecalc.formats.markdown import escaped
from dosecalc.language import Text


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The texts in order, a heading of the first level for each trial."""
    return Export(_pieces(texts), tuple(kept_back(wanted, "sentences in Markdown")))


def _pieces(texts: Sequence[Text]) -> Iterator[str]:
    first = True
    for text in texts:
        for block in told(text):
            yield ("" if first else "\n") + "".join(f"{line}\n" for line in _lines(block))
            first = False


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_shown(block.text)}"
    elif isinstance(block, Said):
        yield from _said(block)
    elif isinstance(block, Listed):
        yield from (f"- {_shown(each)}" for each in block.lines)
    else:
        for row in (block.head, ("---",) * len(block.head), *block.rows):
            yield f"| {' | '.join(map(_shown, row))} |"


def _said(said: Said) -> Iterator[str]:
    if len(said.turns) == 1:
        yield _shown(said.turns[0])
    else:
        yield from (f"{place}. {_shown(each)}" for place, each in enumerate(said.turns, 1))
    if said.remarks:
        yield ""
        yield from (f"- {_shown(each)}" for each in said.remarks)


def _shown(text: str) -> str:
    return escaped(visible(text))
