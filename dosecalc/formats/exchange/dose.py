"""The schedule language itself: a file in canonical text, a phrase as it stands.

A file that ends in `.dose` holds no bare phrase: there, phrases are the arms of a trial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dosecalc.export_losses import several_exports
from dosecalc.formats.exchange.form import Export, Wanted
from dosecalc.formats.exchange.whole import kept_back
from dosecalc.language import Text, sniff
from dosecalc.language.writer import formatted


def export(texts: Sequence[Text], wanted: Wanted) -> Export:
    """The words of texts; of several, which have to be phrases, a line each."""
    whole = [text for text in texts if sniff(text.words)]
    if whole and len(texts) > 1:
        return Export((), (several_exports("a file of the schedule language", len(texts)),))
    lost = tuple(kept_back(wanted, "the schedule language"))
    if whole:
        return Export([_canonical(whole[0].words, whole[0].trial.name)], lost)
    phrases = [str(text.trial.arms[0].readings[0].regimens[0].item) for text in texts]
    if wanted.ending == "dose":
        return Export([_canonical("\n".join(_file(phrases)), "regimen")], lost)
    return Export([f"{phrase}\n" for phrase in phrases], lost)


def _canonical(text: str, name: str) -> str:
    made, _ = formatted(text, name)
    return made or text


def _file(phrases: Sequence[str]) -> Iterator[str]:
    """The lines of a trial whose arms are these phrases."""
    yield "trial regimen"
    for number, phrase in enumerate(phrases, 1):
        yield f"arm {number}" if len(phrases) > 1 else "arm doses"
        yield f"  give {phrase}"
    yield ""
