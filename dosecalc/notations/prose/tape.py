r"""The words of a text, sentence by sentence, as the language's lexer tells them apart.

>>> [each[0].text for each in sentences("Once a day. Then 2.5 mg\n* weekly")]
['Once', 'Then', '*']
>>> tape = next(sentences("2×10^9 particles, three times a day"))
>>> [tape[place].text for place in range(4)], tape[99].kinds
(['2×10^9', 'particles', ',', 'three'], ('END',))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dosecalc.diagnostics import Report, Source
from dosecalc.language.folding import folded
from dosecalc.language.lazy import compiled
from dosecalc.language.tokens import NOTHING, Lexeme, words

# A full stop ends a sentence before a capital letter, a bracket or a bullet: not in `i.v. drip`.
_END = r"\n+|[。！？]|(?<![A-Z])[.!?]\s+(?=[A-Z(\[*•-])"
# A digit, or a word for how often: by these a sentence of a long text is worth a closer look.
_TELLS = r"(?i)[0-9０-９]|dai?ly|weekly|monthly|hourly|once|twice|thrice|every|each|single|times"
# Quotes mean nothing in prose, and everything to the lexer.
_UNQUOTED = str.maketrans(dict.fromkeys('"“”„«»`', "'"))
LONGEST = 40_000


class Tape:
    """Lexemes from one of them on; behind the last one stands nothing."""

    __slots__ = ("at", "figures", "lexemes")

    def __init__(
        self, lexemes: Sequence[Lexeme], at: int = 0, figures: dict[int, Match | None] | None = None
    ) -> None:
        self.lexemes, self.at = lexemes, at
        # The figure at each place that has been asked for: several recognisers begin with one.
        self.figures = {} if figures is None else figures

    def __getitem__(self, ahead: int) -> Lexeme:
        place = self.at + ahead
        return self.lexemes[place] if 0 <= place < len(self.lexemes) else NOTHING

    def low(self, ahead: int) -> str:
        """The text of a lexeme in small letters."""
        return self[ahead].text.lower()

    def forth(self, ahead: int) -> Tape:
        """The same words from further on."""
        return Tape(self.lexemes, self.at + ahead, self.figures)

    def text(self, stop: int, start: int = 0) -> str:
        """What is written from one lexeme to before another one."""
        if stop <= start:
            return ""
        whole = self[start].span.to(self[stop - 1].span)
        return " ".join(whole.text.split())


class Match(NamedTuple):
    """How many lexemes a recogniser has understood, and what they say in the language.

    `unclear` says why the words are not to be used; `readings` what may have been meant.
    """

    length: int
    words: str
    unclear: str = ""
    readings: tuple[str, ...] = ()


def sentences(text: str, *, all_of_them: bool = True) -> Iterator[Tape]:
    """The sentences of a plain text, each from its first word.

    Without `all_of_them` only those that may say how much, how often or how long.
    """
    source = Source("prose", text[:LONGEST].translate(_UNQUOTED))
    wanted = None if all_of_them else compiled(_TELLS)
    start = 0
    for found in compiled(_END).finditer(source.text):
        if wanted is None or wanted.search(source.text, start, found.start()):
            yield from _tape(source, start, found.start())
        start = found.end()
    if wanted is None or wanted.search(source.text, start):
        yield from _tape(source, start, len(source.text))


def _tape(source: Source, start: int, stop: int) -> Iterator[Tape]:
    found = folded(words(source, start, stop, Report(), comments=False))
    if found:
        yield Tape(found)
