"""The schedule language itself: a file in canonical text, a phrase as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.diagnostics import Diagnostic
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.language import Text, sniff
from dosecalc.language.writer import formatted


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The words of texts; of several, which are phrases, a line each."""
    pieces: list[str] = []
    said: list[Diagnostic] = []
    for text in texts:
        if sniff(text.words):
            made, _ = formatted(text.words, text.trial.name)
            pieces.append(made or text.words)
        else:
            item = text.trial.arms[0].readings[0].regimens[0].item
            pieces.append(f"{item}\n")
    return Export(pieces, tuple(said))
