"""The schedule language as an export: it reads back as the same trial."""

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import files, phrases
from typer.testing import CliRunner

import dosecalc
from dosecalc.cli.app import application
from dosecalc.language import read_file, read_phrase
from dosecalc.model import Item

SCHEDULES = sorted((Path(__file__).parents[2] / "schedules").glob("*.dose"))
RUNNER = CliRunner()


def item(phrase: str) -> Item:
    return read_phrase(phrase).trial.arms[0].readings[0].regimens[0].item


@given(st.lists(phrases, min_size=1, max_size=4))
@settings(max_examples=100)
def test_phrases_are_a_line_each_and_read_back_as_they_were(found: list[str]) -> None:
    assume(all(read_phrase(each).ok for each in found))
    made = dosecalc.convert(*map(dosecalc.parse, found), to="dose")
    assume(made.pieces is not None)
    lines = made.text.splitlines()
    assert [item(line) for line in lines] == [item(each) for each in found]


@given(files)
@settings(max_examples=50)
def test_a_file_reads_back_as_the_same_trial(text: str) -> None:
    made = dosecalc.convert(dosecalc.parse(text), to="dose")
    assume(made.pieces is not None)
    assert read_file(made.text, "a").trial == read_file(text, "a").trial


@pytest.mark.parametrize("path", SCHEDULES, ids=lambda path: path.stem)
def test_a_shipped_schedule_comes_out_as_it_is(path: Path) -> None:
    assert dosecalc.convert(str(path), to="dose").text == path.read_text(encoding="utf-8")


def test_standard_input_reads_what_standard_output_wrote() -> None:
    made = RUNNER.invoke(application(), ["convert", "5 mg BID x 3 days", "1e9 particles once"])
    assert made.stdout == "5 mg twice daily for 3 days\n1e9 particles once\n"
    again = RUNNER.invoke(application(), ["convert", "-"], input=made.stdout)
    assert again.stdout == made.stdout


def test_several_files_are_not_one_text() -> None:
    made = dosecalc.convert("NCT07232563", "NCT07485751", to="dose")
    assert [each.code for each in made.diagnostics if each.is_error] == ["several-exports"]


@given(phrases, st.sampled_from((1, 2)))
@settings(max_examples=100)
def test_a_phrase_in_a_file_of_the_language_is_an_arm(phrase: str, arms: int) -> None:
    assume(read_phrase(phrase).ok)
    made = dosecalc.convert(*[dosecalc.parse(phrase)] * arms, to="dose", ending="dose")
    assume(made.pieces is not None)
    found = read_file(made.text, "a")
    assert found.ok
    assert [arm.readings[0].regimens[0].item for arm in found.trial.arms] == arms * [item(phrase)]
