"""Phrases written as sentences: a full stop behind the number of a day, and a unit in words."""

import pytest

from dosecalc.language import read_phrase


def words(phrase: str) -> str:
    read = read_phrase(phrase)
    assert read.ok
    return str(read.trial.arms[0].readings[0].regimens[0].item)


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Give 10 mg on day 4.", "10 mg on day 4"),
        ("Give 10 mg on days 1 to 4.", "10 mg on days 1-4"),
        ("Give 10 mg on days 1, 3 to 5 and 8.", "10 mg on days 1, 3-5, 8"),
        ("Give 10 mg daily through day 28.", "10 mg daily through day 28"),
        ("Give 10 mg at weeks 0, 2 and 6.", "10 mg at weeks 0, 2, 6"),
        ("Give 10 mg on days 0 and 4, counting days from 0.",
         "10 mg on days 0, 4 counting days from 0"),
        ("Give 2 (unit not stated)/kg of EX once.", "2 unstated/kg of EX once"),
    ],
)  # fmt: skip
def test_a_sentence_reads_as_its_phrase(sentence: str, phrase: str) -> None:
    assert words(sentence) == phrase


@pytest.mark.parametrize("phrase", ["10 mg daily for 5.", "give 1e9.", "10 mg on day 4..", "5."])
def test_a_stop_behind_any_other_number_may_be_a_lost_decimal(phrase: str) -> None:
    assert "unexpected-character" in [each.code for each in read_phrase(phrase).diagnostics]


def test_other_brackets_do_not_say_a_unit() -> None:
    assert not read_phrase("5 (unit of my own) once").ok
