"""Calendars as workbooks, read again with openpyxl: what stands in them is what the calendar says."""

import csv
import io
import json
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from tests_cli import run

import dosecalc
from dosecalc.calendars import Calendar
from dosecalc.enrolment import Enrolled
from dosecalc.formats.calendar import FORMS, Options
from dosecalc.formats.calendar.month_sheet import MOST

TIME = "2026-02-20T09:00"
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TRIAL = '''trial T-1 "A trial & its label"
agent "=1+1"
arm a
  give 1e9 particles in 2 mL of "=1+1" by "+cmd" weekly for 4 weeks within 1 day
    note "@x said so"
visits
  "-labs", ECG at weeks 0, 2 within 1 day
  "=HYPERLINK(1)" at weeks 1
  watch DLT for 28 days from the first dose
  follow-up daily
'''  # fmt: skip


def calendar(**asked: Any) -> Calendar:
    asked = {"start": "2026-02-28", "closed": ["Sat, Sun"], "time": TIME, **asked}
    found = dosecalc.calendar(dosecalc.parse(TRIAL), **asked)
    assert found.ok, [each.message for each in found.diagnostics]
    return found


def content(found: Calendar) -> bytes:
    pieces = list(FORMS["xlsx"].write(found, Options()))
    return b"".join(each for each in pieces if isinstance(each, bytes))


def book(found: Calendar) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content(found)))


def agenda(read: Workbook, name: str = "Agenda") -> list[dict[str, Any]]:
    head, *rows = read[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def day(value: object) -> str | None:
    return value.date().isoformat() if isinstance(value, datetime) else None


# ------------------------------------------------------------------ what stands in it


def test_a_workbook_has_four_sheets() -> None:
    assert book(calendar()).sheetnames == ["Agenda", "Months", "Matrix", "Sources"]


def test_the_agenda_holds_the_entries_of_json() -> None:
    found = calendar(id="007")
    objects = json.loads("".join(map(str, FORMS["json"].write(found, Options()))))["entries"]
    names = {
        "participant": "participant", "kind": "kind", "activity": "activity", "dose": "dose",
        "amount": "amount", "unit": "unit", "further_amounts": "further amounts",
        "agent": "agent", "route": "route", "time": "time", "study_day": "study day",
        "week": "week", "placement": "placement", "remark": "remark", "cause": "cause",
        "window": "window comes from", "arm": "arm", "cohort": "cohort", "reading": "reading",
    }  # fmt: skip
    dates = {
        "date": "date", "planned": "planned", "earliest": "window from", "latest": "window to",
        "planned_latest": "planned, at the latest", "until": "until",
        "until_latest": "until, at the latest",
    }  # fmt: skip
    lines = agenda(book(found))
    assert len(lines) == len(objects) > 8
    for line, entry in zip(lines, objects, strict=True):
        assert {key: line[head] for key, head in names.items()} == {k: entry[k] for k in names}
        assert {key: day(line[head]) for key, head in dates.items()} == {k: entry[k] for k in dates}
        assert line["status"].lower() == entry["status"]


def test_the_agenda_has_as_many_lines_as_csv() -> None:
    found = calendar()
    lines = list(
        csv.DictReader(io.StringIO("".join(map(str, FORMS["csv"].write(found, Options())))))
    )
    assert [line["date"] for line in lines] == [
        day(each["date"]) or "" for each in agenda(book(found))
    ]


def test_dates_are_dates() -> None:
    sheet = book(calendar())["Agenda"]
    cell = next(cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "planned")
    assert (cell.is_date, cell.value, cell.number_format) == (
        True, datetime(2026, 2, 28), "ddd yyyy-mm-dd",
    )  # fmt: skip


@pytest.mark.parametrize("start", ["1899-12-30", "1900-02-25", "1900-03-01"])
def test_a_date_that_spreadsheets_do_not_know_is_a_text(start: str) -> None:
    found = dosecalc.calendar("1 mg once", start=start, time=TIME)
    (line,) = agenda(book(found))
    value = line["date"]
    assert (day(value) or value) == start
    assert isinstance(value, datetime) == (start >= "1900-03-01")


def test_no_cell_is_a_formula_or_a_link() -> None:
    read = book(calendar())
    kinds = {cell.data_type for sheet in read for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert not any(cell.hyperlink for sheet in read for row in sheet.iter_rows() for cell in row)


def test_texts_that_look_like_formulas_are_kept_as_they_are() -> None:
    lines = agenda(book(calendar()))
    assert {line["agent"] for line in lines if line["kind"] == "dose"} == {"=1+1"}
    assert {line["route"] for line in lines if line["kind"] == "dose"} == {"+cmd"}
    assert {"-labs", "=HYPERLINK(1)"} <= {line["activity"] for line in lines}


def test_what_has_no_open_day_says_so_without_colour() -> None:
    found = dosecalc.calendar("1 mg once", start="2026-02-28", closed=["Sat, Sun"], time=TIME)
    (line,) = agenda(book(found))
    assert (line["status"], line["date"], day(line["planned"])) == (
        "NO OPEN DAY",
        None,
        "2026-02-28",
    )


def test_days_that_are_not_stated_are_proposed_in_agenda_and_months() -> None:
    read = book(calendar())
    whats = [line["what"] for line in agenda(read) if line["placement"] == "proposed"]
    assert whats
    assert all(text.startswith("proposed: ") for text in whats)
    texts = [str(cell.value) for row in read["Months"].iter_rows() for cell in row if cell.value]
    assert any(text.startswith("proposed: dose 1") for text in texts)


def test_months_begin_on_monday() -> None:
    rows = list(book(calendar())["Months"].iter_rows(values_only=True))
    assert rows.count(tuple(WEEKDAYS)) == 2
    for row in rows:
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                assert value.weekday() == column


def test_the_matrix_is_the_schedule_of_activities() -> None:
    found = book(calendar())["Matrix"]
    rows = {
        str(row[0].value).split("\n")[0].rstrip("¹²³⁴⁵⁶⁷⁸⁹·"): [cell.value for cell in row[1:5]]
        for row in found.iter_rows()
    }
    assert rows["Activity"] == [
        "week 0\nday 1\n±1 day", "week 1\nday 8\n±1 day", "week 2\nday 15\n±1 day",
        "week 3\nday 22\n±1 day",
    ]  # fmt: skip
    assert rows["-labs"] == ["X", None, "X", None]


def test_sources_say_what_it_was_made_from() -> None:
    rows = dict(
        row[:2] for row in book(calendar(holidays=["CN"]))["Sources"].iter_rows(values_only=True)
    )
    assert rows["closed days"] == "Saturday, Sunday"
    assert rows["public holidays"] == "CN"
    assert rows["day 1"] == "2026-02-28"
    assert rows["made at"] == "2026-02-20 09:00 UTC"
    assert rows["no date for follow-up"] == "needs when it ends"
    assert rows["dosing"] == "@x said so"
    assert len(str(rows["SHA-256 of the schedule"])) == 64


# ------------------------------------------------------------------ pages


def test_pages_are_landscape_a4_one_page_wide_with_repeated_heads() -> None:
    for sheet in book(calendar()):
        about = sheet.page_setup
        assert (about.orientation, about.paperSize, about.fitToHeight) == ("landscape", 9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_area


def test_the_head_of_the_agenda_is_frozen_and_filters() -> None:
    sheet = book(calendar())["Agenda"]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == sheet.dimensions


def test_every_page_carries_the_trial_and_the_stamp() -> None:
    found = calendar()
    for sheet in book(found):
        assert "T-1  A trial && its label" in sheet.oddHeader.left.text
        assert "not for prescribing" in sheet.oddHeader.right.text
        assert found.stamp.digest in sheet.oddFooter.left.text
        assert f"dosecalc {found.stamp.version}, 2026-02-20 09:00 UTC" in sheet.oddFooter.left.text
        assert "page" in sheet.oddFooter.right.text


def test_long_names_do_not_break_heads_and_feet() -> None:
    text = dosecalc.parse(f'trial T-1 "{"& long " * 60}"\narm a\n  give 1 mg once\n', "n" * 200)
    found = dosecalc.calendar(text, start="2026-03-02", time=TIME)
    sheet = book(found)["Agenda"]
    assert "T-1" in sheet.oddHeader.left.text
    assert found.stamp.digest in sheet.oddFooter.left.text


# ------------------------------------------------------------------ several participants, bytes


def test_all_participants_are_in_the_agenda_and_the_first_ones_have_months() -> None:
    people = [Enrolled(f"{n:03}", start=date(2026, 3, 2)) for n in range(MOST + 3)]
    read = book(calendar(participants=people))
    assert len({line["participant"] for line in agenda(read)}) == MOST + 3
    texts = [str(row[0]) for row in read["Months"].iter_rows(values_only=True)]
    assert (
        f"Months of the first {MOST} of {MOST + 3} participants; the agenda has all of them."
        in texts
    )
    assert sum(text.startswith("participant ") for text in texts) == MOST


def test_what_a_log_says_is_in_agenda_and_months_and_the_matrix_stays_the_plan(
    tmp_path: Path,
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "participant,activity,planned_day,date,given,reason\n"
        "001,dose,1,2026-03-02,yes,\n001,dose,8,2026-03-10,yes,ill\n001,dose,15,,no,declined\n"
    )
    found = dosecalc.calendar(
        "10 mg of X weekly for 4 doses within 1 day", start="2026-03-02", id="001", log=str(log),
        as_of="2026-03-20", time=TIME,
    )  # fmt: skip
    read = book(found)
    assert [(line["status"], line["remark"]) for line in agenda(read)] == [
        ("done", "DONE"), ("late", "LATE: 1 day after its day; ill"),
        ("missed", "MISSED: declined"), ("planned", None),
    ]  # fmt: skip
    texts = [str(cell) for row in read["Months"].iter_rows(values_only=True) for cell in row]
    assert {"DONE: dose 1 of X", "LATE: dose 2 of X", "MISSED: dose 3 of X"} <= set(texts)
    head = next(row for row in read["Matrix"].iter_rows(values_only=True) if row[0] == "Activity")
    assert [str(text).split("\n")[1] for text in head[1:5]] == [
        "day 1",
        "day 8",
        "day 15",
        "day 22",
    ]


def test_the_last_month_of_all_is_one() -> None:
    read = book(dosecalc.calendar("1 mg once", start="9999-12-30", time=TIME))
    assert "December 9999" in [row[0] for row in read["Months"].iter_rows(values_only=True)]


def test_sources_of_a_whole_trial_tell_its_cohorts_and_dates() -> None:
    found = dosecalc.calendar(
        "NCT07485751", reading="eight weeks, cohorts", participants=15, first="2026-03-02",
        every="7d", time=TIME,
    )  # fmt: skip
    rows = [row[:2] for row in book(found)["Sources"].iter_rows(values_only=True)]
    assert [name for name, _ in rows].count("cohort") == 5
    assert any(name == "date of the trial" for name, _ in rows)
    assert any(name == "which rests on" for name, _ in rows)


def test_the_same_calendar_at_the_same_time_is_the_same_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772000000")
    first = content(calendar(time=None))
    assert first == content(calendar(time=None))
    read = openpyxl.load_workbook(BytesIO(first))
    assert read.properties.created == datetime(2026, 2, 25, 6, 13, 20)


def test_the_command_writes_a_workbook(tmp_path: Path) -> None:
    name = str(tmp_path / "visits.xlsx")
    call = run("calendar", "10 mg weekly for 3 doses", "--start", "2026-03-02", "-o", name)
    assert (call.exit_code, call.output) == (0, "")
    assert [day(line["date"]) for line in agenda(openpyxl.load_workbook(name))] == [
        "2026-03-02", "2026-03-09", "2026-03-16",
    ]  # fmt: skip


def test_a_workbook_needs_a_file() -> None:
    call = run("calendar", "10 mg once", "--start", "2026-03-02", "--format", "xlsx")
    assert call.exit_code == 2
    assert "-o visits.xlsx" in call.stderr
