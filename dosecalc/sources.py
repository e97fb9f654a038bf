"""Arguments to texts: phrases, files, folders, ids of shipped trials, and standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dosecalc import calls, plain_text
from dosecalc.diagnostics import Diagnostic, nearest
from dosecalc.language import Text, read_assumption, read_file, read_phrase, sniff
from dosecalc.model import Trial

if TYPE_CHECKING:
    from dosecalc.notations import Content, Notation
    from dosecalc.notations.notation import TimeUnit
    from dosecalc.protocol import Assumption

SUFFIX = ".dose"
_FILE_NAME = re.compile(r"\S+\.[A-Za-z]{2,8}")


@cache
def shipped() -> Path:
    """The folder of the schedules that come with the package."""
    inside = Path(__file__).parent / "schedules"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "schedules"


def texts(arguments: Iterable[str], notation: str | None = None) -> Iterator[Text]:
    """What each argument means, in order; a folder gives the trials of its files.

    `notation` is the name of another notation than the schedule language, with `:hours` or `:days`
    where its times are bare numbers: `rx:days`.
    """
    for argument in arguments:
        if notation is None:
            yield from _texts(argument)
        else:
            yield from _foreign(argument, notation)


def _foreign(argument: str, notation: str) -> Iterator[Text]:
    """What a file, standard input or a typed text says in another notation."""
    from dosecalc.notations import NOTATIONS, Options, notation_mistakes

    name, _, unit = notation.partition(":")
    known = NOTATIONS.get(name)
    if known is None:
        yield Text(Trial(name=""), (notation_mistakes.no_such_notation(name, NOTATIONS),))
        return
    units: dict[str, TimeUnit | None] = {"": None, "hours": "hour", "days": "day"}
    if unit not in units or (unit and not known.timed):
        yield Text(Trial(name=""), (notation_mistakes.no_time_unit(name, unit),))
        return
    content = _content(argument, known)
    if isinstance(content, Diagnostic):
        yield Text(Trial(name=""), (content,))
    else:
        yield from known.texts(content, Options(units[unit]))


def _content(argument: str, notation: Notation) -> Content | Diagnostic:
    """Standard input, a file, or the argument itself."""
    from dosecalc.notations import Content, notation_mistakes

    if argument == "-":
        if sys.stdin.closed:
            return notation_mistakes.standard_input_twice()
        return Content("standard input", lambda: sys.stdin.buffer, again=False)
    path = Path(argument)
    there = bool(argument.strip()) and _exists(path)
    if there and path.is_dir():
        return notation_mistakes.not_a_file(argument)
    if there and path.suffix == SUFFIX:
        return notation_mistakes.own_language(argument, notation.name)
    if there:
        return Content.of_file(path)
    if not notation.typed or _looks_like_a_path(argument) or _FILE_NAME.fullmatch(argument):
        return _no_such_file(argument)
    return Content.of_text(argument, notation.name)


def _guessed(content: Content) -> Iterator[Text] | None:
    """What can only be of one other notation, read in it; None for all others."""
    from dosecalc.notations import NOTATIONS, Options, notation_mistakes

    head = content.head()
    found = next((each for each in NOTATIONS.values() if each.sniffs(head)), None)
    if found is None:
        return None
    said = notation_mistakes.guessed_notation(content.name, found.name, found.about)
    return (
        replace(text, diagnostics=(said, *text.diagnostics))
        for text in found.texts(content, Options())
    )


def _foreign_file(path: Path) -> Iterator[Text] | None:
    """A file that is not of the schedule language, in the notation that it can only be of."""
    from dosecalc.notations import Content

    return None if path.suffix == SUFFIX else _guessed(Content.of_file(path))


def _texts(argument: str) -> Iterator[Text]:
    if argument == "-":
        yield from standard_input()
        return
    if not argument.strip():
        yield read_phrase(argument)
        return
    path = Path(argument)
    if _exists(path):
        if path.is_dir():
            yield from folder(path)
        else:
            yield from _foreign_file(path) or [_own_file(path)]
        return
    found = by_id(argument)
    if found is not None:
        yield _own_file(found, found.name)
    elif _looks_like_a_path(argument) or _looks_like_an_id(argument):
        yield Text(Trial(name=""), (_no_such_file(argument),))
    else:
        yield read_phrase(argument)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _looks_like_a_path(argument: str) -> bool:
    name = argument.strip()
    return name.endswith(SUFFIX) or (" " not in name and ("/" in name or "\\" in name))


def _looks_like_an_id(argument: str) -> bool:
    """Letters and then digits in one word, as registries number trials: `NCT07232563`."""
    word = argument.strip()
    letters = word.rstrip("0123456789")
    return letters.isalpha() and len(letters) > 1 and len(word) - len(letters) > 3


def by_id(name: str) -> Path | None:
    """The file of a shipped trial, or of shipped assumptions, by its name in any letter case."""
    wanted = name.strip().lower() + SUFFIX
    if " " in wanted or "/" in wanted:
        return None
    try:
        return next(
            (path for path in sorted(shipped().rglob("*" + SUFFIX)) if path.name.lower() == wanted),
            None,
        )
    except OSError:
        return None


def folder(path: Path) -> Iterator[Text]:
    """The trials of a folder and the folders in it; its files of assumptions are left alone."""
    found = [_file(each) for each in sorted(path.rglob("*" + SUFFIX))]
    if not found:
        yield Text(Trial(name=""), (calls.empty_folder(str(path)),))
    trials = [text for text in found if text.trial.name or text.trial.arms or not text.ok]
    if found and not trials:
        yield Text(Trial(name=""), (calls.only_assumptions(str(path)),))
    yield from trials


def _own_file(path: Path, name: str | None = None) -> Text:
    """A file named by itself, which must hold a trial; `name` is that of a shipped one."""
    text = _file(path, name)
    if text.ok and not text.trial.arms and text.trial.assumptions:
        typed = str(path) if name is None else path.stem
        return Text(text.trial, (*text.diagnostics, calls.only_assumptions(typed)))
    return text


def _file(path: Path, name: str | None = None) -> Text:
    """The text of a file, which diagnostics call `name`, or by its path."""
    content = plain_text.read(path)
    if isinstance(content, Diagnostic):
        return Text(Trial(name=""), (content,))
    return read_file(content, name or str(path))


def standard_input() -> Iterator[Text]:
    """Standard input: a file if it begins like one, else a phrase on each line."""
    try:
        content = sys.stdin.read()
    except UnicodeDecodeError:
        yield Text(Trial(name=""), (calls.not_text(None, "standard input"),))
        return
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if content.lstrip()[:1] in ("{", "["):
        from dosecalc.notations import Content

        guessed = _guessed(Content.of_text(content, "standard input"))
        if guessed is not None:
            yield from guessed
            return
    if sniff(content):
        yield read_file(content, "standard input")
        return
    lines = [
        line for line in content.split("\n") if line.strip() and not line.lstrip().startswith("#")
    ]
    for line in lines or [""]:
        yield read_phrase(line.strip(), "standard input")


def assumptions(
    typed: Iterable[str], files: Iterable[str]
) -> tuple[tuple[Assumption, ...], tuple[Diagnostic, ...]]:
    """The assumptions typed on a command line and those in files, with their diagnostics."""
    found: list[Assumption] = []
    diagnostics: list[Diagnostic] = []
    for name in files:
        for path in _assumption_files(name):
            text = _file(path)
            found.extend(text.trial.assumptions)
            diagnostics.extend(text.diagnostics)
            if text.ok and not text.trial.assumptions:
                diagnostics.append(calls.no_assumptions(str(path)))
    for text_typed in typed:
        made, said = read_assumption(text_typed)
        diagnostics.extend(said)
        if made is not None:
            found.append(made)
    return tuple(found), tuple(diagnostics)


def contradictions(found: Sequence[Assumption]) -> list[Diagnostic]:
    """Assumptions that give one thing two values."""
    seen: dict[tuple[object, ...], Assumption] = {}
    said = []
    for each in found:
        held = each.source.unit.name if each.source and each.source.unit else None
        into = each.target.unit.dimension if each.target.unit and each.source else None
        key = (each.kind, held, into, each.agent, each.scope)
        before = seen.setdefault(key, each)
        if before.text != each.text:
            said.append(calls.assumptions_differ(before.text, each.text))
    return said


def _assumption_files(name: str) -> list[Path]:
    """The files of a folder, a file, or the shipped file of that name."""
    path = Path(name)
    if not _exists(path):
        return [by_id(name) or path]
    return sorted(path.rglob("*" + SUFFIX)) if path.is_dir() else [path]


def _no_such_file(argument: str) -> Diagnostic:
    near = nearest(Path(argument).stem, (path.stem for path in shipped().rglob("*" + SUFFIX)))
    return calls.no_such_file(argument, near)
