"""`dosecalc calendar` as files for calendar programs and for REDCap."""

from pathlib import Path

import icalendar
import pytest
from tests_cli import run

WEEKLY = ("calendar", "5 mg of EV weekly for 2 doses", "--start", "2026-03-02")
WATCHED = ("calendar", "NCT07485751", "--start", "2026-03-02", "--reading", "eight weeks, cohorts",
           "--cohort", "1")  # fmt: skip


def test_the_ending_of_a_file_says_that_it_is_for_calendar_programs(tmp_path: Path) -> None:
    file = tmp_path / "visits.ics"
    result = run(*WEEKLY, "--id", "001", "-o", str(file))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    found = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert [str(each["SUMMARY"]) for each in found] == [
        "001: dose 1 of EV, 5 mg", "001: dose 2 of EV, 5 mg",
    ]  # fmt: skip


def test_the_same_epoch_gives_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    for name in ("one.ics", "two.ics"):
        run(*WEEKLY, "-o", str(tmp_path / name))
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


def test_windows_and_reminders_are_asked_for() -> None:
    result = run("calendar", "5 mg on day 8 within 1 day", "--start", "2026-03-02", "--format",
                 "ics", "--windows", "--reminder", "1 day", "--reminder", "2 hours")  # fmt: skip
    assert result.stdout.count("BEGIN:VEVENT") == 2
    assert result.stdout.count("TRIGGER:-P1D") == result.stdout.count("TRIGGER:-PT2H") == 1


def test_a_folder_that_is_not_there_is_a_mistake_of_the_call(tmp_path: Path) -> None:
    result = run(*WEEKLY, "-o", str(tmp_path / "none" / "visits.ics"))
    assert result.exit_code == 2 and "cannot write" in result.stderr


def test_what_redcap_cannot_hold_is_said_on_standard_error() -> None:
    result = run(*WATCHED, "--format", "redcap")
    assert result.exit_code == 0
    assert result.stdout.startswith("event_name,arm_num,day_offset,offset_min,offset_max,")
    assert "left out, longer than a day: watch DLT" in result.stderr
    assert "left out, without a date: vital-signs (needs when it ends)" in result.stderr


def test_the_arms_of_a_redcap_project_are_a_form() -> None:
    assert run(*WATCHED, "--format", "redcap-arms").stdout == (
        'arm_num,name\n1,"exosomes, eight weeks, cohorts, cohort 1"\n'
    )
