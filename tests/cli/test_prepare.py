"""`dosecalc prepare`: its forms, its files, and its statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests_cli import run

PHRASE = "2e8 particles in 3 mL once"
BATCH = ("--batch", "1e9 particles/mL")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--batch", "1e9 particles"), "error[not-a-concentration]"),
        (("--batch", "1e9/mL"), "error[not-understood]"),
        (("--batch", "5 mg/mL"), "error[batch-does-not-fit]"),
        ((), "error[batch-needed]"),
        ((*BATCH, "--final-volume", "4 mL"), "error[final-volume-differs]"),
        ((*BATCH, "--step", "1 L"), "error[step-too-coarse]"),
        ((*BATCH, "--dose", "2"), "error[no-such-dose]"),
        ((*BATCH, "--opened", "today"), "error[no-moment]"),
        ((*BATCH, "--time", "today"), "not a time"),
        ((*BATCH, "--format", "pdf"), "Invalid value"),
    ],
)
def test_a_wrong_call_ends_with_two_and_writes_nothing(
    typed: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    file = tmp_path / "kept.html"
    file.write_text("before")
    done = run("prepare", PHRASE, *typed, "-o", str(file))
    assert (done.exit_code, file.read_text(), done.stdout) == (2, "before", "")
    assert said in done.stderr


@pytest.mark.parametrize("phrase", ["1 to 2 mL once", "about 2 mL once", "an unknown amount once"])
def test_a_schedule_that_does_not_say_enough_ends_with_one(phrase: str) -> None:
    done = run("prepare", phrase)
    assert (done.exit_code, done.stdout) == (1, "")


def test_the_file_s_ending_chooses_the_form(tmp_path: Path) -> None:
    starts = {"s.html": "<!DOCTYPE html>", "s.md": "# Preparation sheet", "s.json": "{",
              "s.txt": "PREPARATION SHEET"}  # fmt: skip
    for name, start in starts.items():
        file = tmp_path / name
        assert run("prepare", PHRASE, *BATCH, "-o", str(file)).exit_code == 0
        assert file.read_text().startswith(start)


def test_an_ending_that_no_sheet_has_is_refused(tmp_path: Path) -> None:
    done = run("prepare", PHRASE, *BATCH, "-o", str(tmp_path / "sheet.pdf"))
    assert (done.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "a sheet is text, Markdown, HTML or JSON, not `pdf`" in done.stderr


def test_a_folder_that_cannot_be_written_is_told() -> None:
    done = run("prepare", PHRASE, *BATCH, "-o", "/nonexistent/sheet.html")
    assert done.exit_code == 2
    assert "cannot write `/nonexistent/sheet.html`" in done.stderr


def test_a_phrase_is_read_from_standard_input() -> None:
    done = run("prepare", "-", *BATCH, "--format", "json", input=PHRASE)
    assert json.loads(done.stdout)["preparation"]["diluent"]["exact"] == "14/5"


def test_the_help_of_every_option_has_words() -> None:
    printed = run("prepare", "--help").stdout
    for option in (
        "--batch-id",
        "--dead-volume",
        "--final-volume",
        "--usable",
        "--id",
        "--partner",
    ):
        assert option in printed
