"""Texts and what is wrong with them: `parse`, `load`, `check`."""

from __future__ import annotations

from os import PathLike
from typing import Any

from dosecalc import calls, checks, sources
from dosecalc.asking import Argument, texts
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text, read_file, read_phrase, sniff
from dosecalc.model import Trial


def parse(text: str, name: str | None = None) -> Text:
    """The meaning of a phrase, or of a file's text, with its diagnostics.

    >>> parse("4 daily doses of 1×10^11 particles").ok
    True
    """
    if sniff(text):
        return read_file(text, name or "text")
    return read_phrase(text, name or "phrase")


def load(argument: str | PathLike[str], notation: str | None = None) -> tuple[Text, ...]:
    """The trials of a file, of a folder, or of a shipped trial named by its id.

    `notation` names another notation than the schedule language (`rx`, `events`, `fhir`,
    `ctgov`, …), with `:hours` or `:days` where its times are bare numbers; then the argument is a
    file, `-` for standard input, or for short ones the text itself. What comes back can be handed
    to every other function.

    >>> load("NCT07232563")[0].trial.name
    'NCT07232563'
    >>> load("100 mg q12h x 4", "rx")[0].words
    '100 mg every 12 hours for 4 doses'
    """
    return tuple(sources.texts([str(argument)], notation))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `convert(…, to="json")` writes.

    >>> schema()["$id"]
    'urn:dosecalc:trial:1'
    """
    from dosecalc import document

    return document.schema()


def check(*arguments: Argument) -> tuple[Diagnostic, ...]:
    """Everything that is wrong or doubtful in the texts, in their order."""
    found: list[Diagnostic] = []
    for text in texts(arguments):
        found.extend(text.diagnostics)
        if text.ok:
            found.extend(checks.check(text.trial))
    return tuple(found)


def sound(text: Text) -> bool:
    """Whether a text can be computed with."""
    return text.ok and not any(each.code in checks.STOPPING for each in checks.check(text.trial))


def only(argument: Argument, said: list[Diagnostic]) -> tuple[Trial, bool]:
    """The trial of the one text that an argument is, and whether that could be read."""
    read = texts([argument])
    if len(read) != 1:
        said.append(calls.not_one_text(str(argument), len(read)))
    said += [each for text in read for each in text.diagnostics]
    trial = read[0].trial if len(read) == 1 else Trial(name="")
    return trial, len(read) == 1 and read[0].ok
