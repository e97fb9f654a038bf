"""Exposure records of CDISC's kind: words for rows, published doses, and what is refused."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.diagnostics import Diagnostic
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options, cdisc_dates, cdisc_terms

HEADER = "STUDYID,USUBJID,EXTRT,EXDOSE,EXDOSU,EXDOSFRQ,EXSTDTC,EXENDTC"
ADMIRAL = "pharmaverse/admiral: test-create_single_dose_dataset.R"


def texts(content: str, name: str = "ex.csv") -> list[Text]:
    return list(NOTATIONS["cdisc"].texts(Content.of_text(content, name), Options()))


def read(*rows: str, header: str = HEADER) -> Text:
    (text,) = texts("".join(f"{row}\n" for row in (header, *rows)))
    return text


def row(often: str, first: str, last: str, dose: str = "10,mg", agent: str = "X") -> str:
    return f"S,001,{agent},{dose},{often},{first},{last}"


def words(*rows: str, header: str = HEADER) -> str:
    text = read(*rows, header=header)
    assert text.ok, [each.message for each in text.diagnostics]
    return text.words


def told(text: Text) -> list[Diagnostic]:
    """What is said, besides which date is day 1."""
    return [each for each in text.diagnostics if each.code != "day-1-dated"]


def codes(text: Text) -> list[str]:
    return [each.code for each in told(text)]


def only(text: Text) -> Diagnostic:
    (found,) = told(text)
    return found


def given_on(text: Text, first: str) -> list[str]:
    """When the doses are, as ISO 8601, day 1 being a date."""
    begin = date.fromisoformat(first)
    listed = dosecalc.doses(text).to_frame()
    return [
        (begin + timedelta(days=day - 1)).isoformat() + (f"T{time}" if time else "")
        for day, time in zip(listed["day"], listed["time"], strict=True)
    ]


# ------------------------------------------------------------------ published


def every_day(first: str, count: int) -> list[str]:
    begin = datetime.fromisoformat(first)
    return [(begin + timedelta(days=n)).isoformat(timespec="minutes") for n in range(count)]


# id, frequency, EXSTDTC, EXENDTC, published doses
PUBLISHED = [
    ("ADM-003", "EVERY 2 WEEKS", "2021-01-15", "2021-01-29", ["2021-01-15", "2021-01-29"]),
    ("ADM-006", "2 TIMES PER YEAR", "2021-01-01", "2021-12-31", ["2021-01-01", "2021-07-02"]),
    ("ADM-012", "QOD", "2021-01-01T09:15", "2021-01-05T09:15",
     ["2021-01-01T09:15", "2021-01-03T09:15", "2021-01-05T09:15"]),
    ("ADM-013", "Q30MIN", "2021-01-01T06:00", "2021-01-01T07:00",
     ["2021-01-01T06:00", "2021-01-01T06:30", "2021-01-01T07:00"]),
    ("ADM-014", "Q90MIN", "2021-01-01T06:00", "2021-01-01T09:00",
     ["2021-01-01T06:00", "2021-01-01T07:30", "2021-01-01T09:00"]),
    ("ADM-019", "BID", "2021-01-01T08:00", "2021-01-03T20:00",
     ["2021-01-01T08:00", "2021-01-01T20:00", "2021-01-02T08:00", "2021-01-02T20:00",
      "2021-01-03T08:00", "2021-01-03T20:00"]),
    ("test 1, Q2D", "Q2D", "2021-01-01", "2021-01-07",
     ["2021-01-01", "2021-01-03", "2021-01-05", "2021-01-07"]),
    ("test 1, Q3D", "Q3D", "2021-01-08", "2021-01-14", ["2021-01-08", "2021-01-11", "2021-01-14"]),
    ("test 1, ONCE", "ONCE", "2021-02-02", "2021-02-02", ["2021-02-02"]),
    ("test 2, P06", "5 TIMES PER WEEK", "2021-01-15T12:30:00", "2021-01-21T12:30:00",
     [f"2021-01-{day}T12:30" for day in (15, 16, 17, 19, 20)]),
    ("test 3, Q2D", "Q2D", "2021-01-01T09:00", "2021-01-03T09:00",
     ["2021-01-01T09:00", "2021-01-03T09:00"]),
    ("test 10, BID", "BID", "2021-01-04T08:00", "2021-01-06T20:00",
     [f"2021-01-0{day}T{hour}:00" for day in (4, 5, 6) for hour in ("08", "20")]),
    ("ADM-021", "QD", "2021-01-01T08:00", "2021-01-07T08:00", every_day("2021-01-01T08:00", 7)),
    ("ADM-022", "QD", "2021-01-08T08:00", "2021-01-14T08:00", every_day("2021-01-08T08:00", 7)),
]  # fmt: skip

# id, frequency, EXSTDTC, EXENDTC, theirs, our least and most doses, why
DIFFERENT = [
    ("ADM-005", "2 TIMES PER YEAR", "2021-01-01", "2021-07-01", "1 dose, half a year being 182.625 "
     "days", 0, 2, "where in a year the two fall is not stated, and a part of it may hold both"),
    ("test 2, P03", "4 TIMES PER MONTH", "2021-02-01", "2021-03-01", "4 doses, a month being "
     "30.4375 days", 0, 8, "the day of March may hold none or all of its four"),
    ("test 2, P05", "5 TIMES PER WEEK", "2021-01-15T12:00", "2021-01-17T12:00", "3 doses, one a "
     "day", 1, 3, "where in the week the five fall is not stated"),
    ("ADM-008", "4 TIMES PER MONTH", "2021-01-01", "2021-01-20", "3 doses, a month being 30.4375 "
     "days", 0, 4, "a month has no fixed length, and where in it the four fall is not stated"),
]  # fmt: skip


@pytest.mark.parametrize(("id_", "often", "first", "last", "doses"), PUBLISHED)
def test_a_record_means_the_published_doses(
    id_: str, often: str, first: str, last: str, doses: Sequence[str]
) -> None:
    text = read(row(often, first, last, "0,mg", "PLACEBO") if id_ == "ADM-012" else
                row(often, first, last))  # fmt: skip
    assert text.ok
    assert given_on(text, first[:10]) == list(doses), ADMIRAL


@pytest.mark.parametrize(
    ("id_", "often", "first", "last", "theirs", "few", "many", "why"), DIFFERENT
)
def test_what_the_record_leaves_open_is_a_range(
    id_: str, often: str, first: str, last: str, theirs: str, few: int, many: int, why: str
) -> None:
    counted = dosecalc.total(read(row(often, first, last)))[0].doses
    assert counted is not None and (counted.low, counted.high) == (few, many), (theirs, why)


def test_hours_between_dates_without_times_are_refused_as_published() -> None:  # ADM-018
    found = only(read(row("Q12H", "2021-01-01", "2021-01-03")))
    assert (found.code, str(found.span)) == ("times-needed", "ex.csv:2:15")
    assert found.hint


def test_a_term_has_one_meaning() -> None:  # ADM-023: a lookup table with a term twice is refused
    terms = cdisc_terms.frequency_terms()
    assert len(terms) == len(set(terms)) == 102


# ------------------------------------------------------------------ words


@pytest.mark.parametrize(
    ("often", "first", "last", "said"),
    [
        ("QD", "2021-01-01", "2021-01-07", "10 mg of X daily for 7 days"),
        ("BID", "2021-01-01", "2021-01-07", "10 mg of X twice daily for 7 days"),
        ("TID", "2021-01-01", "2021-01-07", "10 mg of X 3 times daily for 7 days"),
        ("EVERY WEEK", "2021-01-01", "2021-01-22", "10 mg of X weekly for 4 doses"),
        ("3 TIMES PER WEEK", "2021-01-01", "2021-01-14", "10 mg of X 3 times a week for 14 days"),
        ("Q24H", "2021-01-01", "2021-01-03", "10 mg of X every 24 hours for 3 doses"),
        ("QHS", "2021-01-01", "2021-01-03", "10 mg of X QHS for 3 days"),
        ("PRN", "2021-01-01", "2021-01-03", "10 mg of X as needed for 3 days"),
        ("UNKNOWN", "2021-01-01", "2021-01-03", "10 mg of X at unstated times for 3 days"),
        ("ONCE", "2021-01-01", "2021-01-01", "10 mg of X once"),
        ("", "2021-01-01", "", "10 mg of X once"),
        ("QD", "2021-01-01", "", "10 mg of X daily"),
        ("ONCE", "2021-01-01T09:00", "2021-01-01T10:30",
         "10 mg of X over 90 minutes at 09:00 once"),
        ("QD", "2021-01-31", "2021-01-31", "10 mg of X once"),
        # months are those of the calendar, from the first date
        ("QM", "2021-01-31", "2021-06-15", "10 mg of X on days 1, 29, 60, 90, 121"),
        # a part of a date that is missing stays unknown: the days are a range
        ("QD", "2021-01", "2021-03-15", "10 mg of X daily for 44 to 74 days"),
        ("QD", "2021-01-31", "2021-02", "10 mg of X daily for 2 to 29 days"),
    ],
)  # fmt: skip
def test_a_record_in_words(often: str, first: str, last: str, said: str) -> None:
    assert words(row(often, first, last)) == said


def test_records_that_follow_each_other_are_a_sequence() -> None:
    found = words(
        row("QD", "2021-01-01", "2021-01-07"), row("QD", "2021-01-08", "2021-01-14", "20,mg"),
        row("QD", "2021-01-15", "2021-01-16", "20,mg"), row("BID", "2021-01-20", "2021-01-21"),
    )  # fmt: skip
    assert found == (
        "10 mg of X daily for 7 days then 20 mg of X daily for 9 days then rest 3 days "
        "then 10 mg of X twice daily for 2 days"
    )


def test_records_that_overlap_run_together() -> None:
    found = words(row("QD", "2021-01-01", "2021-01-07"),
                  row("QD", "2021-01-03", "2021-01-09", agent="Y"))  # fmt: skip
    assert found == "10 mg of X daily for 7 days and 10 mg of Y daily for 7 days from day 3"


def test_a_row_for_each_day_is_one_course() -> None:
    rows = [row("QD", f"2012-12-{day:02}", f"2012-12-{day:02}") for day in range(1, 20)]
    assert words(*rows) == "10 mg of X daily for 19 days"


def test_a_route_does_not_carry_over_to_a_record_without_one() -> None:
    text = read(
        "1,X,5,mg,ORAL,1", "1,Y,5,mg,,3", header="USUBJID,EXTRT,EXDOSE,EXDOSU,EXROUTE,EXSTDY"
    )
    listed = dosecalc.doses(text).to_frame()
    assert sorted(zip(listed["agent"], listed["route"], strict=True)) == [
        ("X", "oral"),
        ("Y", None),
    ]


def test_subjects_with_different_regimens_are_arms_with_participants() -> None:
    text = read(
        "S-1,001,X,10,mg,QD,2021-01-01,2021-01-07", "S-1,002,X,10,mg,QD,2021-03-01,2021-03-07",
        "S-1,003,X,10,mg,QD,2021-03-01,2021-03-08",
    )  # fmt: skip
    assert text.words == (
        'trial S-1\n\narm "group 1"\n  participants 2\n    note "subjects 001, 002"\n'
        "  give 10 mg of X daily for 7 days\n"
        '\narm "group 2"\n  participants 1\n    note "subject 003"\n'
        "  give 10 mg of X daily for 8 days\n"
    )
    assert [str(each.name) for each in text.trial.arms] == ["group 1", "group 2"]


def test_studies_are_trials_of_their_own() -> None:
    found = texts(
        f"{HEADER}\nA,1,X,1,mg,QD,2021-01-01,2021-01-02\nB,1,X,1,mg,QD,2021-01-01,2021-01-03\n"
    )
    assert [each.words for each in found] == [
        "1 mg of X daily for 2 days",
        "1 mg of X daily for 3 days",
    ]


def test_columns_come_in_any_order_and_letter_case() -> None:
    header = "exendtc;exstdtc;ExDosFrq;exdosu;exdose;extrt;usubjid"
    assert words("2021-01-03;2021-01-01;bid;MG;5;X;1", header=header.upper()) == (
        "5 mg of X twice daily for 3 days"
    )


@pytest.mark.parametrize(
    ("dose", "text", "unit", "said"),
    [
        ("54", "", "mg", "54 mg"), ("0.5", "", "mL", "0.5 mL"), ("", "1-2", "TABLET", "1 to 2 tablets"),
        ("", "200-400", "mg", "200 to 400 mg"), ("", "", "mg", "unknown mg"), ("", "", "", "an unknown amount"),
        ("2.5", "", "10^9 PFU", "2.5e9 PFU"), ("3", "", "10^6 Therapeutic Cells", "3e6 cells"),
        ("2", "", "mg/kg", "2 mg/kg"), ("75", "", "mg/m2", "75 mg/m2"), ("2", "", "SPRAY", "2 sprays"),
        ("1e11", "", "particles", "1e11 particles"), ("2", "", "10^9 particles", "2e9 particles"),
        ("1", "", "kIU", "1000 IU"), ("7", "", "", "7 unstated"), ("", "about 1.5", "mL", "about 1.5 mL"),
    ],
)  # fmt: skip
def test_a_dose_in_words(dose: str, text: str, unit: str, said: str) -> None:
    header = "USUBJID,EXTRT,EXDOSE,EXDOSTXT,EXDOSU,EXSTDY"
    assert words(f"1,X,{dose},{text},{unit},1", header=header) == f"{said} of X once"


@pytest.mark.parametrize(
    ("route", "form", "said"),
    [
        ("ORAL", "TABLET", "orally"), ("NASAL", "", "intranasally"), ("NASAL", "SPRAY", "by nasal spray"),
        ("RESPIRATORY (INHALATION)", "", "by inhalation"), ("INTRAVITREAL", "", "intravitreally"),
        ("INTRALESIONAL", "", 'by "intralesional"'), ("oral gavage", "", 'by "oral gavage"'),
    ],
)  # fmt: skip
def test_a_route_in_words(route: str, form: str, said: str) -> None:
    header = "USUBJID,EXTRT,EXDOSE,EXDOSU,EXROUTE,EXDOSFRM,EXSTDY"
    assert words(f"1,X,5,mg,{route},{form},1", header=header) == f"5 mg of X {said} once"


def test_a_placebo_is_a_dose_of_nothing() -> None:
    assert (
        words(row("QD", "2021-01-01", "2021-01-03", "0,mg", "PLACEBO"))
        == "placebo daily for 3 days"
    )
    assert words(row("QD", "2021-01-01", "2021-01-03", "0,mg", "X PLACEBO")) == (
        "placebo of X daily for 3 days"
    )


def test_study_days_come_first_and_there_is_no_day_0() -> None:
    header = "USUBJID,EXTRT,EXDOSE,EXDOSU,EXDOSFRQ,EXSTDY,EXENDY"
    assert words("1,X,5,mg,QD,-2,3", header=header) == "5 mg of X daily for 5 days from day -2"
    assert codes(read("1,X,5,mg,QD,0,3", header=header)) == ["cell-not-understood"]


def test_a_reference_date_is_day_1() -> None:
    header = HEADER + ",RFSTDTC"
    assert words(row("QD", "2021-01-08", "2021-01-09") + ",2021-01-01", header=header) == (
        "10 mg of X daily for 2 days from day 8"
    )


def test_planned_rows_count_where_there_are_performed_ones_too() -> None:
    header = "USUBJID,ECTRT,ECMOOD,ECDOSE,ECDOSU,ECDOSFRQ,ECSTDY,ECENDY"
    text = read("1,X,SCHEDULED,5,mg,QD,1,3", "1,X,PERFORMED,5,mg,QD,1,2", header=header)
    assert (text.words, codes(text)) == ("5 mg of X daily for 3 days", ["two-moods"])


def test_a_dose_that_was_not_given_is_left_out_and_said() -> None:
    header = "USUBJID,ECTRT,ECOCCUR,ECDOSE,ECDOSU,ECSTDY"
    text = read("1,X,Y,5,mg,1", "1,X,N,5,mg,2", header=header)
    assert (text.words, codes(text)) == ("5 mg of X once", ["not-taken-over"])


def test_columns_without_a_place_are_told_once() -> None:
    text = read(row("QD", "2021-01-01", "2021-01-03") + ",L1,P", header=HEADER + ",EXLOT,SUPPX")
    assert only(text).message == (
        "what stands in EXLOT, SUPPX is left out: a regimen has no place for it"
    )


# ------------------------------------------------------------------ what is wrong, and where


@pytest.mark.parametrize(
    ("given_row", "code", "column"),
    [
        ("S,1,X,ten,mg,QD,2021-01-01,2021-01-02", "cell-not-understood", 7),
        ("S,1,X,-5,mg,QD,2021-01-01,2021-01-02", "cell-not-understood", 7),
        ("S,1,X,5,U,QD,2021-01-01,2021-01-02", "dose-unit-not-known", 9),
        ("S,1,X,5,mg/day,QD,2021-01-01,2021-01-02", "dose-in-time", 9),
        ("S,1,X,5,mg,Q5,2021-01-01,2021-01-02", "frequency-not-known", 12),
        ("S,1,X,5,mg,2 TIMES PER CYCLE,2021-01-01,2021-01-02", "cycle-not-stated", 12),
        ("S,1,X,5,mg,QD,01/02/2021,2021-01-02", "cell-not-understood", 15),
        ("S,1,X,5,mg,QD,2021-02-30,2021-01-02", "cell-not-understood", 15),
        ("S,1,X,5,mg,QD,2021-01-05,2021-01-02", "ends-before-start", 26),
        ("S,1,X,5,mg,ONCE,2021-01-05,2021-01-09", "once-for-days", 28),
        ("S,1,X,5,mg,TID,2021-01-01T08:00,2021-01-04T08:00", "times-do-not-fit", 33),
        ("S,1,X,0,mg,QD,2021-01-01,2021-01-02", "zero-dose", 7),
        ("S,1,X,5,mg,,,", "day-not-stated", 13),
        ("S,,X,5,mg,QD,2021-01-01,2021-01-02", "cell-missing", 3),
        ("S,1,,5,mg,QD,2021-01-01,2021-01-02", "cell-missing", 5),
    ],
)
def test_a_bad_cell_is_shown_where_it_stands(given_row: str, code: str, column: int) -> None:
    text = read(given_row)
    found = next(each for each in text.diagnostics if each.is_error)
    assert (text.words, found.code, str(found.span)) == ("", code, f"ex.csv:2:{column}")
    assert found.hint


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "no-exposure"), (HEADER + "\n", "no-exposure"), ("STUDYID,USUBJID\nS,1\n", "column-missing"),
        ("EXTRT,EXDOSE\nX,5\n", "column-missing"),
        ("USUBJID,EXTRT,ECTRT,EXSTDY\n1,X,X,1\n", "two-domains"),
        ("USUBJID,EXTRT,EXDOSE,EXDOSTXT,EXDOSU,EXSTDY\n1,X,5,5-10,mg,1\n", "dose-stated-twice"),
        (f"{HEADER}\n{row('QD', '2021-01', '2021-02-01')}\n{row('QD', '2021-03-01', '2021-03-02')}\n",
         "date-not-whole"),
        ("USUBJID,EXTRT,EXDOSE,EXDOSU,EXSTDTC,EXSTDY\n1,X,5,mg,2021-01-01,1\n1,X,5,mg,2021-01-02,3\n",
         "days-differ"),
        ("USUBJID,ECTRT,ECDOSE,ECDOSU,ECSTDY,ECELTM,ECTPTREF\n1,X,5,mg,1,PT0S,FIRST DOSE\n"
         "1,X,5,mg,1,PT6H,FIRST DOSE\n1,X,5,mg,2,PT30H,FIRST DOSE\n", "elapsed-unevenly"),
    ],
)  # fmt: skip
def test_a_bad_table_says_so(content: str, code: str) -> None:
    (text,) = texts(content)
    assert code in codes(text) and text.words == ""


def test_several_days_without_a_frequency_are_doubtful() -> None:
    text = read(row("", "2021-01-01", "2021-01-04"))
    assert (text.words, codes(text)) == (
        "10 mg of X at unstated times for 4 days",
        ["frequency-not-stated"],
    )


def test_two_times_of_a_twice_daily_course_are_taken_as_daily_with_a_warning() -> None:
    text = read(row("BID", "2021-01-01T08:00", "2021-01-03T20:00"))
    assert (text.words, codes(text)) == (
        "10 mg of X twice daily at 08:00, 20:00 for 3 days", ["times-taken-as-daily"],
    )  # fmt: skip


@pytest.mark.parametrize("cell", ["2021-01-01T09", "2021-01-01T09:00+01:00"])
def test_what_a_regimen_cannot_hold_of_a_time_is_listed(cell: str) -> None:
    assert "not-taken-over" in codes(read(row("QD", cell, "2021-01-03")))


# ------------------------------------------------------------------ Dataset-JSON


def dataset(columns: Sequence[str], *rows: Sequence[object]) -> str:
    return json.dumps({
        "datasetJSONVersion": "1.1.0", "columns": [{"name": name} for name in columns], "rows": rows,
    })  # fmt: skip


def test_dataset_json_is_read_as_the_table_that_it_holds() -> None:
    text = texts(dataset(["USUBJID", "EXTRT", "EXDOSE", "EXDOSU", "EXDOSFRQ", "EXSTDY", "EXENDY"],
                         ["1", "X", 54, "mg", "QD", 1, 3], ["1", "X", 81.5, "mg", "QD", 4, 5]), "ex.json")  # fmt: skip
    assert text[0].words == "54 mg of X daily for 3 days then 81.5 mg of X daily for 2 days"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"columns": [{"name": "A"}], "rows": [[1, 2]]}', "/rows/0"),
        ('{"columns": [{"name": "A"}], "rows": [[[1]]]}', "/rows/0/0"),
        ('{"columns": [{}], "rows": []}', "/columns/0"),
        ('{"rows": [[1]]}', "/columns"),
        ('{"columns": [{"name": "A"}', "no JSON"),
    ],
)
def test_a_broken_data_set_is_shown_by_its_pointer(content: str, said: str) -> None:
    (text,) = texts(content, "ex.json")
    assert said in only(text).message and text.words == ""


def test_a_file_is_told_by_its_header(tmp_path: Path) -> None:
    file = tmp_path / "ex.csv"
    file.write_text(HEADER + "\n" + row("QD", "2021-01-01", "2021-01-03") + "\n")
    (text,) = dosecalc.load(file)
    assert (text.words, codes(text)) == ("10 mg of X daily for 3 days", ["guessed-notation"])


# ------------------------------------------------------------------ laws

cells = st.one_of(
    st.sampled_from(("", "1", "X", "mg", "QD", "BID", "Q12H", "2021-01-01", "2021-01", "2021-02-03T08:00",
                     "PLACEBO", "0", "-3", "ORAL", "ONCE", "1-2", "PT12H", "FIRST DOSE", "9999-12-31", "0001-01-01")),
    st.text(alphabet='0123456789-:TPHD,"\n ;QABX/^é', max_size=12),
)  # fmt: skip


@given(st.lists(st.lists(cells, min_size=12, max_size=12), min_size=1, max_size=4))
def test_no_table_ends_in_a_traceback(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["USUBJID", "EXTRT", "EXDOSE", "EXDOSTXT", "EXDOSU", "EXDOSFRQ", "EXROUTE", "EXSTDTC", "EXENDTC", "EXSTDY", "EXELTM", "EXTPTREF"])  # fmt: skip
    writer.writerows(rows)
    for text in texts(buffer.getvalue()):
        assert text.ok or any(each.is_error for each in text.diagnostics)


@given(st.integers(-(10**7), 10**7))
def test_a_length_of_time_is_read_back(seconds: int) -> None:
    written = cdisc_dates.length(seconds)
    assert written is not None and cdisc_dates.seconds(written) == seconds


@given(st.dates(), st.integers(1, 3))
def test_a_date_with_parts_missing_holds_the_whole_date(day: date, parts: int) -> None:
    text = "-".join(day.isoformat().split("-")[:parts])
    found = cdisc_dates.moment(text)
    assert found is not None and found.first <= day <= found.last


@given(
    st.lists(
        st.tuples(st.integers(1, 30), st.integers(0, 5), st.integers(1, 99)), min_size=1, max_size=5
    )
)
def test_records_keep_their_days_and_amounts(records: list[tuple[int, int, int]]) -> None:
    rows, expected, day = [], [], 1
    for length, pause, amount in records:
        rows.append(f"1,X,{amount},mg,QD,{day},{day + length - 1}")
        expected += [(day + n, amount) for n in range(length)]
        day += length + pause
    text = read(*rows, header="USUBJID,EXTRT,EXDOSE,EXDOSU,EXDOSFRQ,EXSTDY,EXENDY")
    listed = dosecalc.doses(text).to_frame()
    assert list(zip(listed["day"], listed["low"], strict=True)) == expected


def test_planned_doses_whose_words_alone_say_when_are_at_unstated_times() -> None:
    text = read(
        'S,1,X,10,mg,QD,"once a month, after the stroke",', "S,1,X,5,mg,QD,,2021-01-01",
        header="STUDYID,USUBJID,ECTRT,ECDOSE,ECDOSU,ECDOSFRQ,ECDOSRGM,ECSTDTC",
    )  # fmt: skip
    assert text.words == "10 mg of X at unstated times and 5 mg of X daily"
    assert [(each.code, str(each.span)) for each in told(text)] == [
        ("not-taken-over", "ex.csv:2:17")
    ]


@pytest.mark.parametrize("trial", ["NCT03384433", "NCT03608631"])
def test_planned_exposure_without_a_day_is_read_again(trial: str) -> None:
    made = dosecalc.convert(trial, to="cdisc-ec").text
    assert made is not None
    assert all(text.ok for text in texts(made))


def test_the_date_that_is_day_1_is_told_of_one_subject() -> None:
    found = read(row("QD", "2021-01-05", "2021-01-07")).diagnostics
    assert [each.message for each in found] == ["2021-01-05 is day 1"]
