"""`dosecalc convert`, and `--from` of every other command."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dosecalc.cli.app import COMMANDS, application

RUNNER = CliRunner()


def run(*arguments: str, text: str = "") -> tuple[int, str, str]:
    found = RUNNER.invoke(application(), arguments, input=text)
    return found.exit_code, found.stdout, found.stderr


def test_a_string_of_another_notation_becomes_a_phrase() -> None:
    code, out, said = run("convert", "--from", "rx", "100 mg q12h x 4 then 50 mg q24h x 3")
    assert (code, said) == (0, "")
    assert out == "100 mg every 12 hours for 4 doses then 50 mg every 24 hours for 3 doses\n"


def test_standard_input_holds_a_string_a_line() -> None:
    code, out, _ = run("doses", "--from", "rx", "-", text="# two\n5 mg q12h x 2\n7 mg q24h x 1\n")
    assert code == 0
    assert "5 mg every 12 hours for 2 doses" in out
    assert "7 mg every 24 hours for 1 dose" in out


@pytest.mark.parametrize(
    "command", [each for each in COMMANDS if each not in ("fmt", "explain", "words", "schema")]
)
def test_every_command_that_takes_a_regimen_takes_other_notations(command: str) -> None:
    _, out, _ = run(command, "--help")
    assert "--from" in out


def test_a_calendar_can_be_made_from_another_notation() -> None:
    code, out, _ = run(
        "calendar", "--from", "rx", "5 mg q24h x 2", "--start", "2026-03-02", "--format", "csv"
    )
    assert code == 0
    assert "2026-03-02" in out and "2026-03-03" in out


def test_a_file_ending_chooses_the_notation_to_write(tmp_path: Path) -> None:
    code, _, _ = run("convert", "NCT07232563", "-o", str(tmp_path / "a.dose"))
    assert code == 0
    assert run("check", str(tmp_path / "a.dose"))[0] == 0


def test_a_folder_gets_a_file_for_each_trial(tmp_path: Path) -> None:
    code, _, said = run("convert", "NCT07232563", "NCT07485751", "-o", f"{tmp_path}/new/")
    assert code == 0
    assert sorted(each.name for each in (tmp_path / "new").iterdir()) == [
        "NCT07232563.dose", "NCT07485751.dose",
    ]  # fmt: skip
    assert said.endswith("2 trials in " + str(tmp_path / "new") + "\n")


def test_trials_of_one_name_get_files_of_their_own(tmp_path: Path) -> None:
    run("convert", "5 mg once", "5 mg once", "-o", f"{tmp_path}/")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "rz", "5 mg q12h"), "no-such-notation"),
        (("--to", "klingon", "5 mg once"), "no-such-notation"),
        (("--from", "rx:weeks", "5 mg q12h"), "no-time-unit"),
        (("NCT07232563", "NCT07485751"), "several-exports"),
        (("5 mg once", "--expand"), "option-not-for"),
        (("5 mg once", "-o", "doses.csv"), "notation-needed"),
        (("--from", "rx", "no/such/file.txt"), "no-such-file"),
        (("--from", "rrule", "missing.ics"), "no-such-file"),
        (("--from", "json", "schedules"), "not-a-file"),
        (("--from", "fhir", "schedules/NCT07232563.dose"), "own-language"),
        (("NCT07232563", "--arm", "none"), "option-not-for"),
    ],
)
def test_a_wrong_call_says_so_and_ends_with_2(arguments: tuple[str, ...], code: str) -> None:
    status, out, said = run("convert", *arguments)
    assert (status, out) == (2, "")
    assert said.startswith(f"error[{code}]")


def test_every_kind_is_listed_on_a_line() -> None:
    code, out, _ = run("convert", "--kinds")
    assert code == 0
    assert "  rx        a dosing string of mrgsolve's kind\n" in out
    assert "  ics              a calendar file (RFC 5545)" in out


def test_standard_input_is_read_once() -> None:
    code, out, said = run("convert", "--from", "rx", "-", "-", text="5 mg q12h x 2\n")
    assert (code, out) == (2, "")
    assert "error[standard-input-twice]" in said


def test_a_name_of_no_letters_writes_nothing() -> None:
    assert run("convert", "5 mg once", "--output", "") == (
        2, "", "dosecalc: `--output` names no file\n",
    )  # fmt: skip


def test_where_nothing_is_written_only_what_is_wrong_is_said() -> None:
    status, out, said = run("convert", "NCT07485751", "--to", "nonmem", "--reading", "no such")
    assert (status, out) == (2, "")
    assert "error[reading-not-known]" in said
    assert "left-out" not in said
