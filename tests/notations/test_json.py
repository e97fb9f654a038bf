"""Trials as JSON are read by their words, and nothing in them may say otherwise."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options

WHOLE = json.loads(dosecalc.convert("NCT07312656", "NCT05130983", to="json").text)
PHRASE = json.loads(dosecalc.convert("10 mg of EX daily for 7 days", to="json").text)
COURSE = ("trials", 0, "arms", 0, "readings", 0, "regimens", 0, "item")


def read(document: Any) -> list[Text]:
    text = document if isinstance(document, str) else json.dumps(document)
    return list(NOTATIONS["json"].texts(Content.of_text(text, "x.json"), Options()))


def said(document: Any) -> list[Diagnostic]:
    return [each for text in read(document) for each in text.diagnostics if each.is_error]


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    copied = json.loads(json.dumps(document))
    inner = copied
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return copied


def test_words_alone_are_enough() -> None:
    lines = ["trial A", "arm one", "  give 5 mg once"]
    (text,) = read({"$schema": "urn:dosecalc:trial:1", "version": 1, "trials": [{"text": lines}]})
    assert (text.trial.name, text.words) == ("A", "trial A\narm one\n  give 5 mg once")


def test_a_part_that_says_otherwise_than_the_words_is_named_by_its_place() -> None:
    low = (*COURSE, "dose", "levels", 0, 0, "low")
    (found,) = said(changed(PHRASE, low, "20"))
    assert (found.code, found.message) == (
        "document-contradicts",
        '`x.json` has "20" at `/trials/0/arms/0/readings/0/regimens/0/item/dose/levels/0/0/low`, '
        'where its text means "10"',
    )


def test_words_that_are_changed_contradict_what_is_left() -> None:
    document = changed(PHRASE, ("trials", 0, "text", 0), "20 mg of EX daily for 7 days")
    assert {each.code for each in said(document)} == {"document-contradicts"}
    document["trials"][0] = {"text": document["trials"][0]["text"]}
    assert said(document) == []


def test_a_trial_that_is_another_one_is_told_in_a_few_lines() -> None:
    document = changed(WHOLE, ("trials", 0, "arms"), WHOLE["trials"][1]["arms"])
    codes = [each.code for each in said(document)]
    assert len(codes) == 21
    assert codes[-1] == "document-contradicts-often"


def test_a_mistake_in_the_words_is_told_by_the_language() -> None:
    (found,) = said(changed(PHRASE, ("trials", 0, "text", 0), "10 mg daily for 7 dayz"))
    assert found.span is not None
    assert found.span.source.name == "x.json, /trials/0/text"


@pytest.mark.parametrize(
    ("document", "code", "message"),
    [
        ("{}", "no-trial-document",
         "`x.json` is no document of trials: its `$schema` is not `urn:dosecalc:trial:1`"),
        ('{"$schema": "urn:dosecalc:trial:1", "version": 2, "trials": []}', "no-trial-document",
         "`x.json` is no document of trials: its `version` is not 1"),
        ('{"$schema": "urn:dosecalc:trial:1", "version": 1, "trials": []}', "no-trial-document",
         "`x.json` is no document of trials: it holds no trials"),
        ('{"$schema": "urn:dosecalc:trial:1", "version": 1}', "wrong-json-type",
         "`x.json` holds nothing where a list belongs, at `/trials`"),
        ('{"$schema": "urn:dosecalc:trial:1", "version": 1, "trials": [{}]}', "wrong-json-type",
         "`x.json` holds nothing where a list of lines belongs, at `/trials/0/text`"),
        ('{"$schema": "urn:dosecalc:trial:1", "version": 1, "trials": [{"text": [1]}]}',
         "wrong-json-type", "`x.json` holds a number where a text belongs, at `/trials/0/text/0`"),
        ('{"$schema": "urn:dosecalc:trial:1", "version": 1, "trials": [{"text": ["5 mg once"],'
         ' "a/b": 1}]}', "document-contradicts",
         "`x.json` has 1 at `/trials/0/a~1b`, where its text means nothing"),
        ("5", "wrong-json-type", "`x.json` holds a number where an object belongs"),
        ("", "not-json", "`x.json` is no JSON: it ends too early"),
        ('{"$schema": "urn:dosecalc:trial:1", "trials": [', "not-json",
         "`x.json` is no JSON, at `/trials/0`: it ends too early"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_told(document: str, code: str, message: str) -> None:
    (found,) = said(document)
    assert (found.code, found.message) == (code, message)


def test_a_document_is_told_from_other_json_by_its_first_key() -> None:
    sniffs = NOTATIONS["json"].sniffs
    assert sniffs(json.dumps(PHRASE)) and sniffs(json.dumps(PHRASE, indent=4, sort_keys=True))
    assert not sniffs('{"resourceType": "x", "note": "\\"$schema\\": \\"urn:dosecalc:trial:1\\""}')


def test_one_broken_trial_hides_no_other() -> None:
    first, second = read(changed(WHOLE, ("trials", 0, "name"), "X"))
    assert (first.ok, second.ok, second.trial.name) == (False, True, "NCT05130983")


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, (dict, list)):
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(each, (*path, key))
    return found


@pytest.mark.parametrize("wrong", [None, [], {}, "x", -1, True, "1e400"], ids=str)
def test_any_value_in_the_place_of_any_other_is_a_diagnostic_with_its_place(wrong: Any) -> None:
    for path in places(PHRASE):
        text = json.dumps(changed(PHRASE, path, wrong))
        document = text.replace('"1e400"', "1e400") if wrong == "1e400" else text
        if document == json.dumps(PHRASE):
            continue
        found = said(document)
        assert found, path
        place = "/" + "/".join(map(str, path))
        about = " ".join(each.message for each in found)
        named = place in about or (found[0].span and "/text" in found[0].span.source.name)
        assert named or path[0] in ("$schema", "version", "trials"), (path, about[:300])


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(("text", "trials", "arms", "name", "version")), inner, max_size=3
    ),
    max_leaves=12,
))  # fmt: skip
@settings(max_examples=200)
def test_no_document_whatever_ends_in_an_exception(trial: Any) -> None:
    read({"$schema": "urn:dosecalc:trial:1", "version": 1, "trials": [trial]})
    read(trial)


@pytest.mark.parametrize("line", ["\x00", "\ud800", "\u202e5 mg once", "trial A\n\narm x"])
def test_odd_characters_in_the_words_are_left_to_the_language(line: str) -> None:
    document = {"$schema": "urn:dosecalc:trial:1", "version": 1, "trials": [{"text": [line]}]}
    assert [each.ok for each in read(document)] == [False]
