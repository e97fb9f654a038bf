"""`dosecalc calendar`: what is printed, what is written, and what a call may not ask for."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests_cli import run

PHRASE = "10 mg weekly for 2 weeks within 1 day"
MADE = ("--start", "2026-03-02", "--time", "2026-03-01")
HOSTILE = """\
trial X
arm a
  give 10 mg once

visits
  "=1+1", "@x", "+cmd|' /C calc'", "a\\tb" at weeks 0, 1
"""

REFUSED = [
    ((), 2, "error[day-1-needed]"),
    (("--start", "soon"), 2, "error[no-date]"),
    (("--start", "2026-03-02", "--format", "doc"), 2, "there is no form `doc`"),
    (("--start", "2026-03-02", "--reminder", "often"), 2, "is not one length of time"),
    (("--start", "2026-03-02", "--log", "none.csv"), 2, "error[no-such-file]"),
    (("--participants", "0"), 2, "1 to 999,999"),
    (("--participants", "none.csv"), 2, "error[no-such-file]"),
    (("--participants", "3", "--first", "2026-03-02", "--workload", "day", "--format", "ics"), 2,
     "workload is `text` or `csv` or `json` or `markdown`, not ics"),
    (("--start", "2026-03-02", "--time", "noon"), 2, "`noon` is not a time"),
    (("--start", "9999-12-30"), 2, "after the year 9999"),
    (("--participants", "2", "--first", "9999-12-30"), 2, "after the year 9999"),
    (("--start", "0001-01-01"), 2, "before the year 1"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "status", "said"), REFUSED)
def test_a_wrong_call_writes_nothing(
    typed: tuple[str, ...], status: int, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "kept.csv"
    file.write_text("before")
    done = run("calendar", PHRASE, *typed, "-o", str(file))
    assert (done.exit_code, file.read_text()) == (status, "before")
    assert said in done.stderr


def test_a_text_with_errors_has_no_calendar() -> None:
    done = run("calendar", "10 mg daily on Monday", *MADE)
    assert (done.exit_code, done.stdout) == (1, "")


def test_a_draft_that_nobody_confirmed_has_no_calendar(tmp_path: Path) -> None:
    file = tmp_path / "draft.dose"
    file.write_text("trial X\n  unconfirmed\n\narm a\n  give 10 mg daily for 3 days\n")
    done = run("calendar", str(file), *MADE)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[unconfirmed-draft]" in done.stderr


def test_the_ending_of_a_file_says_its_form(tmp_path: Path) -> None:
    file = tmp_path / "visits.json"
    assert run("calendar", PHRASE, *MADE, "-o", str(file)).exit_code == 0
    entries = json.loads(file.read_text())["entries"]
    assert [(e["date"], e["amount"], e["placement"]) for e in entries] == [
        ("2026-03-02", "10", "stated"), ("2026-03-09", "10", "stated"),
    ]  # fmt: skip


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = run("calendar", PHRASE, *MADE, "-o", str(tmp_path / "none" / "visits.csv"))
    assert done.exit_code == 2
    assert "cannot write" in done.stderr and not (tmp_path / "none").exists()


def test_the_same_call_gives_the_same_bytes() -> None:
    for form in ("text", "csv", "json", "markdown"):
        first, second = (run("calendar", PHRASE, *MADE, "--format", form).stdout for _ in "ab")
        assert first == second


def test_csv_has_a_line_for_each_thing_that_is_due() -> None:
    printed = run("calendar", PHRASE, *MADE, "--id", "001", "--format", "csv").stdout
    first, second = csv.DictReader(io.StringIO(printed))
    assert (first["participant"], first["date"], first["study_day"], first["unit"]) == (
        "001", "2026-03-02", "1", "mg",
    )  # fmt: skip
    assert (second["earliest"], second["latest"]) == ("2026-03-08", "2026-03-10")


def test_no_cell_is_run_as_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "x.dose"
    file.write_text(HOSTILE)
    printed = run("calendar", str(file), *MADE, "--format", "csv").stdout
    names = [row["activity"] for row in csv.DictReader(io.StringIO(printed))]
    assert {"'=1+1", "'@x", "'+cmd|' /C calc'"} <= set(names)


def test_a_calendar_does_not_tell_where_a_file_lies(tmp_path: Path) -> None:
    file = tmp_path / "x.dose"
    file.write_text(HOSTILE)
    for form in ("text", "csv", "json", "markdown", "ics"):
        assert str(tmp_path) not in run("calendar", str(file), *MADE, "--format", form).stdout


def test_every_printout_carries_schedule_hash_version_time_and_use() -> None:
    for form in ("text", "json", "markdown"):
        printed = run("calendar", PHRASE, *MADE, "--format", form).stdout
        assert "2026-03-01" in printed and "0.1.0" in printed
        assert "not for prescribing" in printed and "phrase" in printed


def test_a_whole_trial_starts_with_its_cohorts() -> None:
    printed = run(
        "calendar", "NCT07485751", "--participants", "15", "--gate", "DLT", "--reading",
        "eight weeks, cohorts", "--summary",
    ).stdout  # fmt: skip
    assert "exosomes  5       3             2026-06-21" in printed
    assert "last follow-up is 2026-12-06 at the earliest: 5 days" in printed
    assert "watch DLT gates the next cohort: assumed by `--gate`" in printed


def test_a_list_of_participants_has_everybody_in_one_agenda(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id,start\n001,2026-03-02\n002,2026-03-03\n")
    printed = run("calendar", PHRASE, "--participants", str(people)).stdout
    rows = [line.split()[:3] for line in printed.splitlines() if line.startswith("  Mon 2026-03-0")]
    assert ["Mon", "2026-03-02", "001"] in rows and ["Mon", "2026-03-09", "001"] in rows


def test_the_form_of_a_workload_is_chosen_too() -> None:
    printed = run(
        "calendar", PHRASE, "--participants", "3", "--first", "2026-03-02", "--workload", "day",
        "--format", "json",
    ).stdout  # fmt: skip
    assert [(row["first"], row["visits"], row["amount_low"]) for row in json.loads(printed)] == [
        ("2026-03-02", 3, "30"), ("2026-03-09", 3, "30"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["text", "csv", "json", "markdown", "html", "ics", "redcap"])
@pytest.mark.parametrize("start", ["9999-12-19", "0001-01-03"])
def test_every_form_goes_to_the_ends_of_the_calendar(form: str, start: str) -> None:
    assert run("calendar", PHRASE, "--start", start, "--format", form).exit_code == 0


@pytest.mark.parametrize("form", ["text", "csv", "json", "markdown", "html", "ics", "redcap"])
def test_a_schedule_without_a_date_says_what_it_needs_in_every_form(form: str) -> None:
    done = run(
        "calendar", "10 mg daily until progression", "--start", "2026-03-02", "--format", form
    )
    assert done.exit_code == 0
    assert "when progression comes" in done.stdout.replace("\n ", "") + done.stderr


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html", "ics"])
def test_a_trial_in_which_nobody_comes_has_a_calendar_too(form: str, tmp_path: Path) -> None:
    file = tmp_path / "none.dose"
    file.write_text("trial X\narm a\n  no treatment\n")
    typed = ("--participants", "2", "--first", "2026-03-02", "--format", form)
    assert run("calendar", str(file), *typed).exit_code == 0
