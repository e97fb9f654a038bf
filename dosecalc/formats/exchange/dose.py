"""The schedule language itself: a file in canonical text, a phrase as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from dosecalc.export_losses import several_exports
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.formats.exchange.whole import kept_back
from dosecalc.language import Text, sniff
from dosecalc.language.writer import formatted


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The words of texts; of several, which have to be phrases, a line each."""
    if len(texts) > 1 and any(sniff(text.words) for text in texts):
        return Export((), (several_exports("a file of the schedule language", len(texts)),))
    pieces: list[str] = []
    for text in texts:
        if sniff(text.words):
            made, _ = formatted(text.words, text.trial.name)
            pieces.append(made or text.words)
        else:
            item = text.trial.arms[0].readings[0].regimens[0].item
            pieces.append(f"{item}\n")
    return Export(pieces, tuple(kept_back(wanted, "the schedule language")))
