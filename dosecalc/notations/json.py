"""Trials as JSON, as `--to json` writes them: their words are read, and all the rest is compared.

The lines under `text` are the trial in the schedule language. What else stands in the document
tells what they mean; it may be left out, but where it stands, it has to agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dosecalc.diagnostics import Diagnostic
from dosecalc.document import MEMBERS, NAME, VERSION, differences, document
from dosecalc.document.compared import ABSENT, Difference
from dosecalc.language import Text, read_file, read_phrase
from dosecalc.language import sniff as is_file
from dosecalc.notations import document_mistakes, json_mistakes
from dosecalc.notations.content import Content
from dosecalc.notations.json_text import child, values
from dosecalc.notations.notation import Options, Spoken
from dosecalc.notations.unreadable import Unreadable

_LISTED, _LONGEST = 20, 60
_HEAD = re.compile(r'\s*\{\s*"\$schema"\s*:\s*"urn:dosecalc:trial:')
_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    type(None): "null",
}


def sniff(head: str) -> bool:
    """Whether a text begins with the name of the document's schema, as every document does."""
    return _HEAD.match(head) is not None


def read(content: Content, options: Options) -> Iterator[Spoken]:
    """The trials of a document, or of several one after another."""
    try:
        found = list(values(content))
    except Unreadable as stopped:
        yield Spoken("", content.name, (stopped.diagnostic,))
        return
    for pointer, value in found:
        wrong = list(_head(content.name, pointer, value))
        if wrong:
            yield Spoken("", content.name, tuple(wrong))
            continue
        for place, each in enumerate(value["trials"]):
            yield _trial(content.name, child(child(pointer, "trials"), place), each)


def _head(name: str, pointer: str, value: Any) -> Iterator[Diagnostic]:
    """What is wrong around the trials of a document."""
    if not isinstance(value, dict):
        yield _wrong_type(name, pointer, value, "an object")
        return
    if value.get("$schema") != NAME or value.get("version") is True:
        yield document_mistakes.no_trial_document(name, f"its `$schema` is not `{NAME}`")
    elif value.get("version") != VERSION:
        yield document_mistakes.no_trial_document(name, f"its `version` is not {VERSION}")
    elif not isinstance(value.get("trials"), list):
        yield _wrong_type(name, child(pointer, "trials"), value.get("trials", ABSENT), "a list")
    elif not value["trials"]:
        yield document_mistakes.no_trial_document(name, "it holds no trials")
    else:
        for key in value:
            if key not in MEMBERS:
                yield _contradiction(name, Difference((key,), value[key], ABSENT), pointer)


def _trial(name: str, pointer: str, value: Any) -> Spoken:
    """A trial in its own words, with every place that says something else."""
    if not isinstance(value, dict):
        return Spoken("", name, (_wrong_type(name, pointer, value, "an object"),))
    lines, place = value.get("text", ABSENT), child(pointer, "text")
    if not isinstance(lines, list) or not lines:
        return Spoken("", name, (_wrong_type(name, place, lines, "a list of lines"),))
    for number, line in enumerate(lines):
        if not isinstance(line, str):
            return Spoken("", name, (_wrong_type(name, child(place, number), line, "a text"),))
    words, called = "\n".join(lines), f"{name}, {place}"
    text = read_file(words, called) if is_file(words) else read_phrase(words, called)
    if not text.ok:
        return Spoken(words, called)
    wrong = tuple(_contradictions(name, pointer, value, text))
    return Spoken("" if wrong else words, called, wrong)


def _contradictions(
    name: str, pointer: str, value: dict[str, Any], text: Text
) -> Iterator[Diagnostic]:
    """Where the members of a trial differ from what its words mean; one may be left out whole."""
    meant = {key: each for key, each in document(text).items() if key in value and key != "text"}
    given = {key: each for key, each in value.items() if key != "text"}
    found = differences(given, meant)
    for each in islice(found, _LISTED):
        yield _contradiction(name, each, pointer)
    more = sum(1 for _ in found)
    if more:
        yield document_mistakes.document_contradicts_often(name, pointer, more)


def _contradiction(name: str, difference: Difference, pointer: str) -> Diagnostic:
    given, meant = difference.given, difference.meant
    for step in difference.path:
        pointer = child(pointer, step)
    if ABSENT not in (given, meant) and _kind(given) != _kind(meant):
        return _wrong_type(name, pointer, given, _kind(meant))
    return document_mistakes.document_contradicts(name, pointer, _shown(given), _shown(meant))


def _wrong_type(name: str, pointer: str, value: Any, wanted: str) -> Diagnostic:
    return json_mistakes.wrong_json_type(name, pointer, _kind(value), wanted)


def _kind(value: Any) -> str:
    return "nothing" if value is ABSENT else _KINDS.get(type(value), "a number")


def _shown(value: Any) -> str:
    """A value as a message shows it: short ones as they stand."""
    if isinstance(value, (dict, list)) or value is ABSENT:
        return _kind(value)
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
