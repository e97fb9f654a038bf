"""Reading what was written changes nothing, for phrases and for files."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from strategies import files, phrases

from dosecalc.language import read_file, read_phrase
from dosecalc.language.writer import formatted
from dosecalc.model import Item

SCHEDULES = sorted((Path(__file__).parents[2] / "schedules").glob("*.dose"))


def item(text: str) -> Item:
    read = read_phrase(text)
    assert read.ok, [(each.code, each.message) for each in read.diagnostics]
    return read.trial.arms[0].readings[0].regimens[0].item


def rewritten(text: str) -> str:
    written, diagnostics = formatted(text, "a file")
    assert written is not None, [(each.code, each.message) for each in diagnostics]
    return written


@given(phrases)
@settings(max_examples=400)
def test_a_written_regimen_reads_back_as_itself(text: str) -> None:
    found = item(text)
    assert item(str(found)) == found


@given(phrases)
def test_writing_a_regimen_twice_changes_no_word(text: str) -> None:
    once = str(item(text))
    assert str(item(once)) == once


@given(files)
@settings(max_examples=150)
def test_a_formatted_file_reads_back_as_the_same_trial(text: str) -> None:
    assert read_file(rewritten(text), "b").trial == read_file(text, "a").trial


@given(files)
@settings(max_examples=50)
def test_formatting_a_formatted_file_changes_nothing(text: str) -> None:
    once = rewritten(text)
    assert rewritten(once) == once


@given(files)
@settings(max_examples=50)
def test_formatting_keeps_every_comment(text: str) -> None:
    assert sorted(comments(rewritten(text))) == sorted(comments(text))


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


@pytest.mark.parametrize("path", SCHEDULES, ids=lambda path: path.stem)
def test_a_shipped_schedule_is_formatted_and_reads_back_as_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert rewritten(text) == text
    assert read_file(text, "a").ok
