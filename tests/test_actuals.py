"""The log of what was done, the list of participants, and the tables that both are."""

import io
import subprocess
import sys
from datetime import date, time
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosecalc.actuals import COLUMNS, Actual, log, read_log
from dosecalc.amounts import Amount, just
from dosecalc.diagnostics import Source
from dosecalc.enrolment import Enrolled, participants, read_participants
from dosecalc.units import UNSTATED, find

HEAD = "participant,activity,agent,planned day,date,time,amount,unit,given,reason\n"
BARE = "participant,activity,date\n"


def rows(text: str) -> list[tuple[object, ...]]:
    """Each sound row up to its reason."""
    found, said = log(Source("log.csv", text))
    assert [each.message for each in said] == []
    return [tuple(each[:9]) for each in found]


def said(text: str) -> list[tuple[str, str, str]]:
    """Where, which code and what to type."""
    _, found = log(Source("log.csv", text))
    return [(str(each.span), each.code, each.hint or "") for each in found]


def test_a_row_says_who_what_when_and_how_much() -> None:
    given_one = "001,dose,EX-EV,-7,2026-03-02,08:10,1×10^9,particles,yes,by the nurse\n"
    assert rows(HEAD + given_one) == [
        ("001", "dose", "EX-EV", -7, date(2026, 3, 2), time(8, 10),
         Amount(just(10**9), find("particles")), True, "by the nurse"),
    ]  # fmt: skip


def test_columns_come_in_any_order_and_letter_case() -> None:
    text = "Given;Planned_Day;PARTICIPANT;Agent\nno;4;001;EV\n"
    assert rows(text) == [("001", "dose", "EV", 4, None, None, None, False, "")]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_marks_and_line_ends_of_other_programs_are_read(
    ends: str, mark: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(mark + ends.join(["participant,agent,date", "1,EV,2026-03-02", ""]).encode())
    found, diagnostics = read_log(str(path))
    assert (found[0].participant, found[0].row, diagnostics) == ("1", 2, ())


def test_a_row_with_an_agent_alone_is_a_dose_and_one_with_another_activity_is_not() -> None:
    found, _ = log(
        Source("log.csv", HEAD + "1,,EV,1,,,,,no,\n1,Dose,,2,,,,,no,\n1,ECG,,1,,,,,no,\n")
    )
    assert [each.is_dose for each in found] == [True, True, False]


@pytest.mark.parametrize(
    ("word", "meant"),
    [("yes", True), ("Y", True), ("TRUE", True), ("1", True), ("no", False), ("n", False),
     ("False", False), ("0", False), ("", True)],
)  # fmt: skip
def test_given_is_yes_or_no_and_yes_where_only_a_date_is(word: str, meant: bool) -> None:
    assert rows(HEAD + f"001,dose,,,2026-03-02,,,,{word},\n")[0][7] is meant


def test_a_row_without_date_and_word_was_not_given() -> None:
    assert rows(HEAD + "001,dose,,4,,,,,,\n")[0][7] is False


def test_an_amount_without_a_unit_is_in_no_unit() -> None:
    assert rows(HEAD + "001,dose,,4,2026-03-02,,5,,,\n")[0][6] == Amount(just(5), UNSTATED)


def test_empty_rows_and_trailing_separators_are_nothing() -> None:
    assert len(rows("participant,agent,date,,\n\n001,EV,2026-03-02,,\n,,,,\n")) == 1


def test_a_sign_that_disarms_a_formula_is_taken_off() -> None:
    assert rows(BARE + "'=001,dose,2026-03-02\n")[0][0] == "=001"


def test_a_quoted_cell_may_go_over_several_lines() -> None:
    text = (
        'reason,participant,agent,date\n"said\n""no"", twice",001,EV,2026-03-02\n,2,EV,2026-03-03\n'
    )
    found, diagnostics = log(Source("log.csv", text))
    assert [(each.reason, each.row) for each in found] == [('said\n"no", twice', 2), ("", 4)]
    assert diagnostics == ()


@pytest.mark.parametrize(
    ("column", "cell", "place", "hint"),
    [
        ("date", "2.3.2026", "log.csv:2:12", "dates are written year-month-day, as in `2026-03-02`"),
        ("date", "2026-02-30", "log.csv:2:12", "dates are written year-month-day, as in `2026-03-02`"),
        ("date", "20260302", "log.csv:2:12", "dates are written year-month-day, as in `2026-03-02`"),
        ("date", "0026-03-02", "log.csv:2:12", "dates are written year-month-day, as in `2026-03-02`"),
        ("time", "25:00", "log.csv:2:23", "type hours and minutes, as in `08:30`"),
        ("time", "8h", "log.csv:2:23", "type hours and minutes, as in `08:30`"),
        ("planned day", "4.5", "log.csv:2:11", "type its number, as in `8` or `-7`"),
        ("planned day", "week 2", "log.csv:2:11", "type its number, as in `8` or `-7`"),
        ("amount", "5 mg", "log.csv:2:24", "type one exact number, as in `1e9`, and its unit in the column `unit`"),
        ("amount", "a lot", "log.csv:2:24", "type one exact number, as in `1e9`, and its unit in the column `unit`"),
        ("amount", "4 to 5", "log.csv:2:24", "type the one number that was given; leave the cell empty where it is not known"),
        ("participant", "x" * 300, "log.csv:2:1", "give it at most 200 characters"),
        ("unit", "particels", "log.csv:2:25", "did you mean `particles` or `particle`?"),
        ("given", "maybe", "log.csv:2:26", "type `yes` or `no`"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_shown_in_its_place(column: str, cell: str, place: str, hint: str) -> None:
    cells = {"participant": "001", "activity": "dose", "date": "2026-03-02"}
    if column == "date":
        cells["date"] = ""
    line = ",".join({**cells, column: cell}.get(name, "") for name in COLUMNS)
    assert said(HEAD + line + "\n") == [(place, "cell-not-understood", hint)]


@pytest.mark.parametrize(
    ("figure", "code", "place"),
    [("8.0*108", "lost-superscript", "1:1"), ("1.5x10e11", "double-power", "1:1")],
)
def test_what_the_language_refuses_as_a_number_is_refused_in_its_words(
    figure: str, code: str, place: str
) -> None:
    found = said(HEAD + f"001,dose,,,2026-03-02,,{figure},particles,,\n")
    assert [each[:2] for each in found] == [("log.csv:2:24", code)]


def test_a_decimal_comma_between_semicolons_is_refused() -> None:
    text = "participant;agent;date;amount;unit\n001;EV;2026-03-02;1,5;mL\n"
    assert [(place, code) for place, code, _ in said(text)] == [("log.csv:2:19", "decimal-comma")]


def test_a_thousands_comma_is_read_with_the_languages_warning() -> None:
    found, diagnostics = log(
        Source("log.csv", 'participant,agent,date,amount,unit\n1,EV,2026-03-02,"1,000",mg\n')
    )
    assert found[0].amount == Amount(just(1000), find("mg"))
    assert [(each.code, each.is_error) for each in diagnostics] == [("thousands-read", False)]


def test_every_mistake_of_a_row_and_of_a_file_is_reported() -> None:
    text = HEAD + ",dose,,x,y,,,,,\n001,,,4,,,,,,\n001,dose,,,,,,,yes,\n"
    assert [(place, code) for place, code, _ in said(text)] == [
        ("log.csv:2:1", "cell-missing"),
        ("log.csv:2:8", "cell-not-understood"),
        ("log.csv:2:10", "cell-not-understood"),
        ("log.csv:3:5", "cell-missing"),
        ("log.csv:4:1", "row-without-day"),
    ]


def test_one_bad_row_hides_no_other() -> None:
    found, _ = log(Source("log.csv", BARE + "1,dose,x\n2,dose,2026-03-02\n"))
    assert [each.participant for each in found] == ["2"]


def test_an_amount_without_a_date_asks_whether_it_was_given() -> None:
    assert said(HEAD + "001,dose,,4,,,10,mg,,\n") == [
        ("log.csv:2:15", "given-not-said", "add the date, or `yes` or `no` in the column `given`")
    ]


def test_an_unknown_column_is_refused_with_the_nearest_name() -> None:
    text = "participant,activty,agent,date,date\n"
    assert said(text) == [
        ("log.csv:1:13", "no-such-column", "did you mean `activity`?"),
        ("log.csv:1:32", "column-twice", "keep one of them"),
    ]


def test_a_log_without_its_first_columns_is_no_log() -> None:
    hint = "begin with a line of names: " + ", ".join(COLUMNS)
    assert (
        said("")
        == [
            ("log.csv:1:1", "column-missing", hint),
        ]
        * 2
    )
    assert said("participant,date\n") == [("log.csv:1:1", "column-missing", hint)]


def test_cells_behind_the_last_column_are_refused() -> None:
    hint = "put a text that holds the separator in quotes"
    assert said(BARE + "1,dose,2026-03-02,pain, nausea\n") == [
        ("log.csv:2:19", "cells-left-over", hint)
    ]


def test_a_quotation_mark_that_is_not_closed_swallows_nothing() -> None:
    text = 'participant,agent,date,reason\n1,EV,2026-03-02,"ill\n2,EV,2026-03-02,"a" b\n3,EV,2026-03-02,\n'
    found, diagnostics = log(Source("log.csv", text))
    assert [each.participant for each in found] == ["3"]
    assert [(str(each.span), each.code) for each in diagnostics] == [
        ("log.csv:2:1", "broken-row"), ("log.csv:3:1", "broken-row"),
    ]  # fmt: skip


def test_an_activity_done_twice_for_one_planned_day_is_reported() -> None:
    text = HEAD + "1,ECG,,8,2026-03-09,,,,,\n1,ECG,,8,2026-03-10,,,,,\n2,ECG,,8,2026-03-10,,,,,\n"
    _, found = log(Source("log.csv", text))
    assert [(str(each.span), str(each.other), each.code, each.is_error) for each in found] == [
        ("log.csv:3:1", "log.csv:2:1", "row-twice", False)
    ]


def test_two_doses_of_a_day_are_no_double_unless_their_time_is_one() -> None:
    line = "1,dose,EV,8,2026-03-09,{},,,,\n"
    assert said(HEAD + line.format("") * 2) == []
    assert said(HEAD + line.format("08:00") + line.format("20:00")) == []
    assert [code for _, code, _ in said(HEAD + line.format("08:00") * 2)] == ["row-twice"]


def test_errors_and_warnings_are_listed_up_to_a_hundred() -> None:
    _, found = log(Source("log.csv", BARE + "1,dose,x\n" * 500))
    assert len(found) == 101
    assert (found[-1].code, str(found[-1].span)) == ("mistakes-left-out", "log.csv:102:8")


def test_files_that_are_no_text_or_not_there_are_told(tmp_path: Path) -> None:
    for name, content in (("nul.csv", b"participant\0"), ("bytes.csv", b"\xff\xfe\x00")):
        (tmp_path / name).write_bytes(content)
        assert [each.code for each in read_log(str(tmp_path / name))[1]] == ["not-text"]
    assert [each.code for each in read_log(str(tmp_path))[1]] == ["unreadable-file"]
    (missing,) = read_log(str(tmp_path / "nil.csv"))[1]
    assert missing.code == "no-such-file"
    assert missing.hint is not None and "nul.csv" in missing.hint
    assert [each.code for each in read_log("a\0b")[1]] == ["no-such-file"]


def test_a_minus_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("\ufeff" + BARE + "1,dose,x\n"))
    _, found = read_log("-")
    assert [str(each.span) for each in found] == ["standard input:2:8"]


def test_reading_a_log_loads_no_heavy_library() -> None:
    program = "import sys, dosecalc.actuals; print({'numpy', 'pandas', 'pint'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "set()\n"


# ---------------------------------------------------------------- participants


def test_a_list_of_participants_has_ids_arms_cohorts_starts_and_sites() -> None:
    text = "Participant;arm;cohort;start;site\n001;low;2;2026-03-02;Basel\n002;;;;\n"
    found, diagnostics = participants(Source("list.csv", text))
    assert diagnostics == ()
    assert [tuple(each[:6]) for each in found] == [
        ("001", "low", 2, date(2026, 3, 2), "Basel", 2),
        ("002", None, None, None, None, 3),
    ]


def test_a_participant_listed_twice_or_without_an_id_is_refused() -> None:
    text = "id,cohort\n001,1\n001,2\n,3\n004,zero\n"
    found, diagnostics = participants(Source("list.csv", text))
    assert [each.id for each in found] == ["001"]
    assert [(str(each.span), each.code) for each in diagnostics] == [
        ("list.csv:3:1", "participant-twice"),
        ("list.csv:4:1", "cell-missing"),
        ("list.csv:5:5", "cell-not-understood"),
    ]


def test_a_list_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id\n001\n", encoding="utf-8")
    found, _ = read_participants(str(tmp_path / "list.csv"))
    assert found == (Enrolled("001", row=2, span=found[0].span),)


# ---------------------------------------------------------------- laws

lines = st.lists(
    st.lists(
        st.text(alphabet=st.sampled_from('01a,;"\n\r\t -=é\u202e'), max_size=6)
        | st.sampled_from(("dose", "2026-03-02", "08:00", "1e9", "mg", "yes", "-7")),
        max_size=11,
    ).map(",".join),
    max_size=6,
).map("\n".join)


@given(lines)
def test_no_text_is_too_odd_and_every_place_is_inside_it(text: str) -> None:
    for each in (*log(Source("a", HEAD + text))[1], *participants(Source("a", text))[1]):
        assert each.span is not None and each.hint


@given(st.fractions(min_value=0, max_value=10**12, max_denominator=1))
def test_amounts_are_read_exactly(amount: Fraction) -> None:
    found, _ = log(Source("a", f"participant,agent,date,amount\n1,EV,2026-03-02,{amount}\n"))
    assert found[0].amount == Amount(just(amount), UNSTATED)


def test_a_row_made_in_python_has_no_place() -> None:
    assert Actual("001", planned_day=1).span is None
