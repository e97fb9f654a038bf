"""Events for REDCap: days, windows and names that its page takes, and what it cannot hold."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.calendar_plans import calendar as planned
from dosecalc.calendars import Calendar, Person
from dosecalc.formats.calendar import FORMS, Options
from dosecalc.language import read_file
from dosecalc.redcap_calls import redcap_left_out
from dosecalc.variants import variants

HEAD = "trial X\n\narm a\n  give 5 mg of EV once\n\nvisits\n"
DAY = date(2026, 3, 2)


def made(argument: Any, **options: Any) -> Calendar:
    found = dosecalc.calendar(argument, **{"start": "2026-03-02", **options})
    assert found.ok, found.diagnostics
    return found


def file(*visits: str, head: str = HEAD) -> Any:
    found = read_file(head + "".join(f"  {line}\n" for line in visits), "a file")
    assert found.ok, found.diagnostics
    return found


def text(calendar: Calendar, form: str = "redcap") -> str:
    return "".join(FORMS[form].write(calendar, Options()))  # type: ignore[arg-type]


def rows(calendar: Calendar, form: str = "redcap") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text(calendar, form))))


def said(calendar: Calendar, form: str = "redcap") -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in FORMS[form].said(calendar, Options())]


def of_arms(source: str, *people: tuple[str, date]) -> Calendar:
    trial = read_file(source, "a file").trial
    arms = {arm.name: next(variants(arm)) for arm in trial.arms}
    listed = [Person(str(n), arms[arm], start) for n, (arm, start) in enumerate(people)]
    return planned(trial, listed)


# ------------------------------------------------------------------ events


def test_a_schedule_is_this_file() -> None:
    visits = ("screening 7 days before the first dose within 3 days",
              "ECG, labs at weeks 1, 2 within 1 day before to 2 days after")  # fmt: skip
    assert text(made(file(*visits))) == (
        "event_name,arm_num,day_offset,offset_min,offset_max,unique_event_name,"
        "custom_event_label\n"
        "Day -7,1,-7,3,3,,screening\n"
        'Day 1,1,0,0,0,,"dose 1 of EV, 5 mg"\n'
        "Day 8,1,7,1,2,,ECG; labs\n"
        "Day 15,1,14,1,2,,ECG; labs\n"
    )


def test_where_windows_of_a_day_differ_the_days_suit_all_and_each_is_told() -> None:
    (row,) = rows(made(file("ECG on day 1 within 3 days", "MRI on day 1 within 1 day")))
    assert (row["offset_min"], row["offset_max"]) == ("0", "0")
    assert row["custom_event_label"] == (
        "ECG (window -3 to +3 days); MRI (window -1 to +1 days); dose 1 of EV, 5 mg (no window)"
    )


def test_a_day_that_the_protocol_does_not_give_is_proposed_in_its_name() -> None:
    found = rows(made("5 mg twice weekly for 1 week"))
    assert [row["event_name"] for row in found] == ["Day 1", "Day 4, proposed"]
    assert found[1]["custom_event_label"] == "proposed: dose 2, 5 mg"


def test_days_are_those_of_the_design_not_of_a_site() -> None:
    text_ = file("ECG on day 6 within 2 days")
    assert rows(made(text_)) == rows(made(text_, closed=["Sat"]))


def test_what_may_not_happen_and_what_is_not_exact_are_marked_and_reported() -> None:
    calendar = made("5 mg of EV daily for 3 to 4 days then 7 mg weekly for 2 doses")
    assert [(row["event_name"], row["custom_event_label"]) for row in rows(calendar)][2:] == [
        ("Day 3", "dose 3 of EV, 5 mg"),
        ("Day 4, uncertain",
         "possibly dose 4 of EV, 5 mg; dose 5 of EV, 7 mg (date not exact)"),
        ("Day 11, uncertain", "dose 6 of EV, 7 mg (date not exact)"),
    ]  # fmt: skip
    assert said(calendar) == [
        (
            "redcap-day-not-exact",
            "events at their earliest day: Day 4, uncertain; Day 11, uncertain",
        )
    ]


def test_what_only_may_be_due_is_possible_in_its_name() -> None:
    calendar = made('5 mg of EV once then 5 mg on day 4 if "no fever"')
    assert rows(calendar)[1]["event_name"] == "Day 4, possible"


def test_no_name_is_longer_than_the_page_takes() -> None:
    names = [row["event_name"] for row in rows(made("5 mg twice weekly for 1400 weeks"))]
    assert max(map(len, names)) <= 30 and len(names) == len(set(names))


# ------------------------------------------------------------------ what is left out


def test_watches_spans_and_what_has_no_date_are_reported() -> None:
    calendar = made(file("watch DLT for 28 days from the first dose", "ECG daily"))
    assert said(calendar) == [
        ("redcap-left-out", "left out, longer than a day: watch DLT"),
        ("redcap-left-out", "left out, without a date: ECG (needs when it ends)"),
    ]


def test_offsets_below_zero_are_written_and_reported() -> None:
    calendar = made(file("screening 7 days before the first dose"))
    assert rows(calendar)[0]["day_offset"] == "-7"
    assert said(calendar) == [("redcap-before-day-1", "offsets below zero: Day -7")]


def test_offsets_that_the_page_does_not_take_are_left_out_and_reported() -> None:
    calendar = made("5 mg every 9999 days for 3 doses")
    assert [row["day_offset"] for row in rows(calendar)] == ["0", "9999"]
    assert said(calendar) == [("redcap-left-out", "left out, too far from day 1: Day 19999")]


def test_of_many_names_the_first_are_listed() -> None:
    names = [f"x{number}" for number in range(9)]
    assert redcap_left_out(names, "so").message == "left out, so: x0; x1; x2; x3; x4; x5 and 3 more"


# ------------------------------------------------------------------ arms


def test_each_way_of_dosing_is_an_arm_once() -> None:
    source = "trial X\n\narm a\n  give 5 mg once\n\narm b\n  give 5 mg weekly for 2 doses\n"
    calendar = of_arms(source, ("b", DAY), ("a", DAY), ("b", date(2026, 3, 9)))
    assert text(calendar, "redcap-arms") == "arm_num,name\n1,b\n2,a\n"
    assert [(row["arm_num"], row["day_offset"]) for row in rows(calendar)] == [
        ("1", "0"), ("1", "7"), ("2", "0"),
    ]  # fmt: skip


def test_cohorts_are_arms() -> None:
    calendar = made("NCT07485751", reading="eight weeks, cohorts", cohort=2)
    assert rows(calendar, "redcap-arms") == [
        {"arm_num": "1", "name": "exosomes, eight weeks, cohorts, cohort 2"}
    ]


def test_an_arm_without_a_name_gets_one() -> None:
    assert text(made("5 mg once"), "redcap-arms") == "arm_num,name\n1,Arm 1\n"


def test_a_name_that_is_too_long_is_cut_and_reported() -> None:
    name = "a name of far more characters than fifty, which fit"
    calendar = made(file(head=f'trial X\n\narm "{name}"\n  give 5 mg once\n'))
    assert rows(calendar, "redcap-arms")[0]["name"] == name[:50]
    assert said(calendar, "redcap-arms") == [
        ("redcap-name-cut", f"names cut at 50 characters: {name}")
    ]


def test_days_that_differ_by_participant_are_reported() -> None:
    source = "trial X\n\narm a\n  give 5 mg monthly for 2 doses\n"
    calendar = of_arms(source, ("a", date(2026, 2, 1)), ("a", date(2026, 3, 1)))
    assert [row["day_offset"] for row in rows(calendar)] == ["0", "28"]
    assert said(calendar) == [("redcap-days-differ", "days of the first participant of: a")]


def test_participants_who_start_on_other_weekdays_have_the_same_days() -> None:
    source = "trial X\n\narm a\n  give 5 mg weekly for 2 doses\n"
    assert said(of_arms(source, ("a", DAY), ("a", date(2026, 3, 4)))) == []


# ------------------------------------------------------------------ any text


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_a_spreadsheet_would_run_is_text_and_numbers_stay_numbers(start: str) -> None:
    calendar = made(file(f'"{start}1" 7 days before the first dose'))
    row = rows(calendar)[0]
    assert (row["custom_event_label"], row["day_offset"]) == (f"'{start}1", "-7")


def test_brackets_in_a_label_are_no_fields_of_the_project() -> None:
    row = rows(made(file('"[record_id] taken" on day 2')))[1]
    assert row["custom_event_label"] == "(record_id) taken"


names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(names)
def test_any_activity_stays_in_its_cell(name: str) -> None:
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    found = read_file(f"{HEAD}  {quoted} on day 2\n", "a file")
    if found.ok and len(found.trial.visits) == 1:
        written = text(made(found))
        assert len(list(csv.reader(StringIO(written)))) == 3
        assert all(len(row) == 7 for row in csv.reader(StringIO(written)))
        assert "\r" not in written


@given(st.integers(1, 60), st.integers(1, 20), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_offsets_are_whole_periods_whatever_the_start(period: int, count: int, start: date) -> None:
    calendar = made(f"5 mg every {period} days for {count} doses", start=start)
    assert [int(row["day_offset"]) for row in rows(calendar)] == [
        period * number for number in range(count)
    ]
