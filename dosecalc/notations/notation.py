"""A notation: its name, what it is, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Literal, NamedTuple

from dosecalc.language import Text, read_file, read_phrase
from dosecalc.language import sniff as is_file
from dosecalc.model import Trial

if TYPE_CHECKING:
    from dosecalc.diagnostics import Diagnostic
    from dosecalc.notations.content import Content

TimeUnit = Literal["hour", "day"]


class Options(NamedTuple):
    """How to read: the unit of bare numbers of time, None where nobody said which."""

    time_unit: TimeUnit | None = None


class Spoken(NamedTuple):
    """What a notation says, in words of the schedule language: a phrase, or the text of a file.

    `words` is empty where nothing can be said. `name` is what diagnostics of the words call them.
    `text` is what the language reads from them by that name, where that has been asked already.
    """

    words: str
    name: str
    diagnostics: tuple[Diagnostic, ...] = ()
    text: Text | None = None


class Notation(NamedTuple):
    """A notation; `timed` ones hold bare numbers of time, whose unit a caller may say.

    `typed` ones are short enough to be typed where a file's name could be.
    """

    name: str
    about: str
    module: str = ""
    timed: bool = False
    typed: bool = False

    def texts(self, content: Content, options: Options) -> Iterator[Text]:
        """What is handed over as texts, one for each trial or regimen that it holds."""
        read: Callable[[Content, Options], Iterator[Spoken]] = self._module.read
        for spoken in read(content, options):
            yield _text(spoken)

    def sniffs(self, head: str) -> bool:
        """Whether a text that begins so can only be this notation."""
        sniff: Callable[[str], bool] | None = getattr(self._module, "sniff", None)
        return sniff is not None and sniff(head)

    @property
    def _module(self) -> ModuleType:
        return import_module(f"dosecalc.notations.{self.module or self.name}")


def _text(spoken: Spoken) -> Text:
    if not spoken.words:
        return Text(Trial(name=""), spoken.diagnostics)
    read = read_file if is_file(spoken.words) else read_phrase
    text = spoken.text or read(spoken.words, spoken.name)
    return replace(text, diagnostics=(*spoken.diagnostics, *text.diagnostics))
