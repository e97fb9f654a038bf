"""`dosecalc check`, `fmt` and `explain`."""

import json
import os
from pathlib import Path

import pytest
from tests_cli import run

SOUND = 'trial T "title"\n\narm A\n  give 10 mg daily for 7 days\n\nexpect A total 70 mg\n'


def test_check_is_silent_where_all_is_well(tmp_path: Path) -> None:
    (tmp_path / "t.dose").write_text(SOUND)
    done = run("check", str(tmp_path))
    assert (done.exit_code, done.output) == (0, "")


def test_the_shipped_schedules_check_silently() -> None:
    done = run("check", "schedules")
    assert (done.exit_code, done.output) == (0, "")


def test_an_expectation_that_differs_shows_both_figures(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_text(SOUND.replace("70 mg", "80 mg"))
    done = run("check", str(file), "--format", "concise")
    assert done.exit_code == 1
    assert "t.dose:6:" in done.stdout
    assert "`expect A total 80 mg` does not hold for A: computed is 70 mg" in done.stdout


def test_warnings_fail_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_text("trial T\narm A\n  give 1e9 daily for 7 days\n")
    assert run("check", str(file)).exit_code == 0
    assert run("check", str(file), "--strict").exit_code == 1


def test_diagnostics_come_as_json(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_text("trial T\narm A\n  give 10 mg dayly for 7 days\n")
    found = json.loads(run("check", str(file), "--format", "json").stdout)
    assert [(each["code"], each["line"], each["column"]) for each in found] == [
        ("not-understood", 3, 14)
    ]


def test_fmt_rewrites_a_file_and_then_leaves_it_alone(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_text("trial T\narm   A\n    give 1×10^11 particles   BID x 4 days # as told\n")
    assert run("fmt", str(file)).exit_code == 0
    assert file.read_text() == (
        "trial T\n\narm A\n  # as told\n  give 1e11 particles twice daily for 4 days\n"
    )
    assert run("fmt", "--check", str(file)).exit_code == 0


def test_fmt_check_names_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_text("trial   T\n")
    done = run("fmt", "--check", str(file))
    assert (done.exit_code, file.read_text()) == (1, "trial   T\n")
    assert done.stdout == f"{file} would change\n"


def test_fmt_leaves_a_file_with_errors_untouched(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_text("trial   T\narm A\n  give 1,5 mg once\n")
    done = run("fmt", str(file))
    assert done.exit_code == 1
    assert "decimal-comma" in done.stderr
    assert file.read_text().startswith("trial   T")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_fmt_in_a_folder_without_permission_is_a_diagnostic(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_text("trial   T\n")
    tmp_path.chmod(0o500)
    assert "unwritable-file" in run("fmt", str(file)).stderr


def test_fmt_reads_standard_input() -> None:
    assert run("fmt", "-", input="trial   T\n").stdout == "trial T\n"


def test_explain_prints_what_why_example_and_remedy() -> None:
    printed = run("explain", "decimal-comma").stdout
    assert printed.startswith("decimal-comma\n\nA comma between digits")
    assert "Example: 1,5 mL daily for 3 days" in printed
    assert "Remedy:" in printed


def test_explain_suggests_the_nearest_code() -> None:
    done = run("explain", "decimal-coma")
    assert done.exit_code == 2
    assert "did you mean decimal-comma?" in done.stderr


def test_words_lists_a_group() -> None:
    assert "cell-equivalents" in run("words", "units").stdout
    assert run("words", "unitz").exit_code == 2


def test_doses_lists_each_with_its_cause() -> None:
    printed = run("doses", "NCT07232563", "--format", "csv").stdout.splitlines()
    assert printed[0] == (
        "trial,arm,cohort,reading,agent,route,dose,day,time,offset_hours,low,high,unit,"
        "duration_hours,cause"
    )
    assert len(printed) == 9


def test_a_file_that_is_no_text_is_a_diagnostic(tmp_path: Path) -> None:
    file = tmp_path / "t.dose"
    file.write_bytes(b"\xff\xfe\x00")
    done = run("total", str(file))
    assert done.exit_code == 1
    assert "not-text" in done.stderr
