"""`dosecalc supply`: its forms, its files, and its statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests_cli import run

PHRASE = "3 mL daily for 7 days"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--overage", "10"), "error[not-an-overage]"),
        (("--participants", "none"), "error[no-participants]"),
        (("--participants", "2.5"), "error[no-participants]"),
        (("--vial", "5 mL of X"), "error[agent-not-known]"),
        (("--vial", "a lot"), "error["),
        (("--cohort", "2"), "error[cohort-not-known]"),
        (("--reading", "x"), "error[reading-not-known]"),
        (("--share", "all"), "Invalid value"),
        (("--format", "pdf"), "Invalid value"),
    ],
)
def test_a_wrong_call_ends_with_two_and_writes_nothing(
    typed: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    file = tmp_path / "kept.txt"
    file.write_text("before")
    done = run("supply", PHRASE, *typed, "-o", str(file))
    assert (done.exit_code, file.read_text(), done.stdout) == (2, "before", "")
    assert said in done.stderr


def test_a_text_with_errors_ends_with_one() -> None:
    assert run("supply", "1,5 mL daily for 7 days", "--vial", "5 mL").exit_code == 1


def test_what_cannot_be_computed_is_an_answer() -> None:
    done = run("supply", PHRASE)
    assert done.exit_code == 0
    assert 'cannot be computed, needs what one vial holds (`--vial "5 mL"`)' in done.stdout


def test_csv_has_a_line_for_a_dose_a_participant_each_week_and_the_greatest() -> None:
    done = run("supply", "3 mL daily for 10 days", "--vial", "5 mL", "--format", "csv")
    lines = [line.split(",")[6:8] for line in done.stdout.splitlines()[1:]]
    assert lines == [
        ["dose", ""], ["participant", ""], ["week", "1"], ["week", "2"], ["greatest week", "1"],
    ]  # fmt: skip


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    file = tmp_path / "vials.json"
    done = run("supply", PHRASE, "--vial", "5 mL", "--format", "json", "-o", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert json.loads(file.read_text())["supply"][0]["pieces"]["exact"] == ["7", "7"]


def test_an_arm_without_treatment_is_named() -> None:
    done = run("supply", "NCT07312656", "--arm", "control")
    assert done.stdout == "NCT07312656, control: no treatment\n"


def test_shipped_trials_show_no_number_that_they_do_not_state() -> None:
    done = run("supply", "NCT06598202", "--vial", "5 mL", "--format", "csv")
    assert all(",,,,," in line for line in done.stdout.splitlines()[1:])
    assert (
        "cannot be computed, needs the dose"
        in run("supply", "NCT06598202", "--vial", "5 mL").stdout
    )


def test_the_day_s_doses_of_the_spray_share_a_vial_where_that_is_asked_for() -> None:
    done = run("supply", "NCT07312656", "--vial", "5 mL", "--share", "day")
    assert "61 to 68" in done.stdout and "6,100 to 6,800" in done.stdout
    assert "the doses of one day and participant are rounded up to whole vials together" in (
        done.stdout
    )


def test_markdown_has_the_three_tables() -> None:
    done = run("supply", PHRASE, "--vial", "5 mL", "--participants", "3", "--format", "markdown")
    titles = [line for line in done.stdout.splitlines() if line.startswith("For ")]
    assert titles == ["For one dose:", "For one participant:", "For all participants:"]
