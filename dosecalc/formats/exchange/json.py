"""Whole trials as JSON, each part in words and with what they mean; `document` says how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.document import NAME, VERSION, document, written
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.formats.exchange.whole import kept_back
from dosecalc.language import Text


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """One document with the trials in order; nothing in it depends on what is asked."""
    return Export(_pieces(texts), tuple(kept_back(wanted, "whole trials as JSON")))


def _pieces(texts: Sequence[Text]) -> Iterator[str]:
    yield f'{{\n  "$schema": "{NAME}",\n  "version": {VERSION},\n  "trials": ['
    for number, text in enumerate(texts):
        yield ",\n    " if number else "\n    "
        yield written(document(text), 4)
    yield "\n  ]\n}\n"
