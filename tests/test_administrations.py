"""The question `doses`: a row for each dose, its amount exact, and why it is there."""

import subprocess
import sys
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc.administrations import COLUMNS, Doses, doses
from dosecalc.language import read_assumption, read_file, read_phrase
from dosecalc.totals import Question, rows
from dosecalc.units import find

FILE = """trial EX-01 "Inhaled vesicles"

arm escalation
  give 1e9, 2e9 particles of EX-EV by inhalation
    daily for 2 days
    escalating across cohorts
    assumed "levels are listed, their allocation is not"

arm control
  no treatment
"""


def of(phrase: str, unit: str | None = None, assume: tuple[str, ...] = ()) -> Doses:
    read = read_phrase(phrase)
    assert read.ok, [each.message for each in read.diagnostics]
    assumed = [read_assumption(text)[0] for text in assume]
    question = Question(
        unit=find(unit) if unit else None,
        assumptions=tuple(each for each in assumed if each is not None),
    )
    return doses(read.trial, question)


def column(found: Doses, name: str) -> list[Any]:
    return [row[COLUMNS.index(name)] for row in found.rows()]


def amounts(found: Doses) -> list[tuple[Any, ...]]:
    return list(
        zip(column(found, "low"), column(found, "high"), column(found, "unit"), strict=True)
    )


def test_the_columns_stand_in_this_order() -> None:
    assert Doses.columns == (
        "trial", "arm", "cohort", "reading", "agent", "route", "dose", "day", "time",
        "offset_hours", "low", "high", "unit", "duration_hours", "cause",
    )  # fmt: skip


def test_a_dose_is_a_row() -> None:
    phrase = "10 mg of EX-EV daily at 08:00 for 1 day"
    (row,) = of(phrase).rows()
    assert row == (
        phrase, None, None, None, "EX-EV", None, 1, 1, "08:00", Fraction(8), Fraction(10),
        Fraction(10), "mg", None, f"phrase:1: {phrase}",
    )  # fmt: skip


def test_arms_and_cohorts_have_rows_of_their_own_and_untreated_arms_none() -> None:
    found = doses(read_file(FILE, "ex.dose").trial, Question())
    assert column(found, "arm") == ["escalation"] * 4
    assert column(found, "cohort") == [1, 1, 2, 2]
    assert column(found, "low") == [10**9, 10**9, 2 * 10**9, 2 * 10**9]


def test_one_arm_is_asked_for_by_its_name() -> None:
    assert not len(doses(read_file(FILE, "ex.dose").trial, Question(arm="control")))


def test_a_cause_starts_with_the_place_in_the_file_and_ends_with_what_is_assumed() -> None:
    cause = column(doses(read_file(FILE, "ex.dose").trial, Question()), "cause")[0]
    assert cause.startswith("ex.dose:4: ")
    assert cause.endswith("; assumed: levels are listed, their allocation is not")


def test_there_is_no_day_0() -> None:
    assert column(of("10 mg daily from day -2 through day 2"), "day") == [-2, -1, 1, 2]


def test_an_elapsed_interval_has_an_offset_and_no_time() -> None:
    found = of("10 mg every 36 hours for 2 doses")
    assert column(found, "time") == [None, None]
    assert column(found, "offset_hours") == [0, 36]


def test_a_daily_dose_has_neither_time_nor_offset() -> None:
    found = of("10 mg daily for 1 day")
    assert column(found, "time") + column(found, "offset_hours") == [None, None]


def test_a_dose_stated_in_two_units_has_two_rows() -> None:
    found = of("2e8 particles in 3 mL daily for 2 days")
    assert column(found, "dose") == [1, 1, 2, 2]
    assert column(found, "unit") == ["particle", "mL", "particle", "mL"]


def test_infusions_take_the_stated_lengths_in_turn_and_the_last_one_stays() -> None:
    found = of("75 mg over 90, 60, 30 minutes every 3 weeks for 4 cycles")
    halves = [Fraction(3, 2), Fraction(1), Fraction(1, 2), Fraction(1, 2)]
    assert column(found, "duration_hours") == halves


def test_an_infusion_of_a_range_has_no_duration() -> None:
    assert column(of("75 mg over 1 to 2 hours once"), "duration_hours") == [None]


def test_a_range_has_both_ends_and_an_open_one_its_least() -> None:
    assert amounts(of("1 to 3 mg once")) == [(1, 3, "mg")]
    assert amounts(of("at least 3 mg once")) == [(3, None, "mg")]


def test_an_unknown_amount_says_so() -> None:
    found = of("unknown mg once")
    assert amounts(found) == [(None, None, "mg")]
    assert column(found, "cause") == ["phrase:1: unknown mg once; needs the dose"]


def test_a_placebo_is_counted_and_holds_nothing() -> None:
    assert amounts(of("placebo daily for 1 day")) == [(0, 0, None)]


def test_an_amount_per_kilogram_stays_so_without_a_weight() -> None:
    assert amounts(of("2 mg/kg once")) == [(2, 2, "mg/kg")]


def test_an_amount_per_kilogram_is_scaled_by_an_assumed_weight() -> None:
    found = of("2 mg/kg once", assume=("weight = 50 to 90 kg",))
    assert amounts(found) == [(100, 180, "mg")]
    assert column(found, "cause") == ["phrase:1: 2 mg/kg once; assuming weight = 50 to 90 kg"]


def test_a_cap_holds_for_each_dose() -> None:
    found = of("5 mg/kg capped at 400 mg a dose once", assume=("weight = 70 to 90 kg",))
    assert amounts(found) == [(350, 400, "mg")]


def test_bands_depend_on_the_weight() -> None:
    bands = "260 mg below 50 kg, 390 mg from 50 to under 80 kg, 520 mg from 80 kg once"
    assert amounts(of(bands)) == [(260, 520, "mg")]
    assert amounts(of(bands, assume=("weight = 60 to 70 kg",))) == [(390, 390, "mg")]


def test_amounts_are_given_in_the_wanted_unit() -> None:
    assert amounts(of("2 g in 5 mL once", unit="mg")) == [(2000, 2000, "mg")]


def test_a_stated_assumption_leads_to_the_wanted_unit() -> None:
    found = of("1 mL once", unit="particles", assume=("1 mL = 1e9 to 1e10 particles",))
    assert amounts(found) == [(10**9, 10**10, "particle")]


def test_an_amount_that_nothing_converts_is_unknown_and_says_what_it_needs() -> None:
    found = of("1 mL once", unit="mg")
    assert amounts(found) == [(None, None, "mg")]
    assert column(found, "cause") == ["phrase:1: 1 mL once; needs mg per mL of 1 mL once"]


def test_a_level_that_nobody_states_is_the_range_of_all() -> None:
    last = list(of("10, 20 mg once daily for 1 day escalation").rows())[-1]
    assert last[COLUMNS.index("reading")] == "participant"
    assert (last[COLUMNS.index("low")], last[COLUMNS.index("high")]) == (10, 20)
    assert last[-1].endswith("; level not stated")


def test_a_cause_names_course_cycle_and_run() -> None:
    found = of("(1 mg weekly for 1 week then 2 mg once) repeated 2 times every 3 weeks")
    assert column(found, "cause") == [
        "phrase:1: 1 mg weekly for 1 week, course 1 of 2, cycle 1, run 1 of 2",
        "phrase:1: 2 mg once, course 2 of 2, run 1 of 2",
        "phrase:1: 1 mg weekly for 1 week, course 1 of 2, cycle 1, run 2 of 2",
        "phrase:1: 2 mg once, course 2 of 2, run 2 of 2",
    ]


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("1 mg twice weekly for 1 week", "; even placement, not stated"),
        ("1 mg daily for 1 to 2 days", "; only if `for 1 to 2 days` allows it"),
        ("1 mg as needed, at most 1 a day, for 1 day", "; as needed"),
        ("1 mg on Mon, Thu for 1 week", "; first dose on a Monday, not stated"),
        ("1 mg monthly for 2 months", "; months differ in length: the earliest day"),
        ('1 mg daily for 1 day if "not recovered"', "; only if not recovered"),
        (
            "1 mg daily for 1 to 2 days then 2 mg daily for 1 day",
            "; earliest day, later with `for 1 to 2 days`",
        ),
    ],
)
def test_a_cause_says_what_a_date_rests_on(phrase: str, why: str) -> None:
    assert any(cause.endswith(why) for cause in column(of(phrase), "cause"))


def test_a_course_that_cannot_be_listed_is_reported() -> None:
    found = of("1 mg daily for 2 days and 2 mg daily until progression")
    assert len(found) == 2
    assert [each.message for each in found.diagnostics] == [
        "the doses of `2 mg daily until progression` are not listed: when progression comes"
    ]


def test_chunks_are_lists_of_rows() -> None:
    assert [len(chunk) for chunk in of("1 mg daily for 25 days").chunks(10)] == [10, 10, 5]


def test_a_frame_has_the_rows_with_exact_amounts() -> None:
    frame = of("10 mg daily in 3 divided doses for 1 day").to_frame()
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["low"]) == [Fraction(10, 3)] * 3


def test_a_frame_of_no_doses_has_the_columns() -> None:
    assert list(of("10 mg daily until progression").to_frame().columns) == list(COLUMNS)


def test_the_text_shows_the_first_doses() -> None:
    assert str(of("10 mg of A daily for 12 days")).splitlines()[::9] == [
        "dose 1  day 1  10 mg of A",
        "dose 10  day 10  10 mg of A",
    ]
    assert str(of("10 mg daily for 12 days")).endswith("\n… and 2 more")


def test_nothing_on_the_path_of_totals_loads_numpy() -> None:
    code = "import sys, dosecalc.totals, dosecalc.administrations; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_million_doses_are_listed_in_time() -> None:
    found = of("10 mg every 8 hours for 1000000 doses")
    first, last = next(found.rows()), list(list(found.chunks(250_000))[-1])[-1]
    assert (first[6], last[6], last[7]) == (1, 1_000_000, 333_334)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 30),
    st.sampled_from(["daily", "twice weekly", "every 5 days", "every 30 hours", "on weekdays"]),
    st.sampled_from(["10 mg", "1 to 3 mg", "20 mg in 3 mL", "2 mg/kg"]),
)
def test_rows_add_up_to_the_totals(length: int, frequency: str, dose: str) -> None:
    read = read_phrase(f"{dose} {frequency} for {length} weeks")
    weight = read_assumption("weight = 50 to 90 kg")[0]
    assert read.ok and weight is not None
    question = Question(assumptions=(weight,))
    listed = list(doses(read.trial, question).rows())
    for row in rows(read.trial, question):
        assert row.unit is not None and row.total is not None
        mine = [each for each in listed if each[12] == row.unit.name]
        assert sum(each[10] for each in mine) == row.total.low
        assert sum(each[11] for each in mine) == row.total.high


def test_courses_on_real_dates_are_numbered_as_in_the_text() -> None:
    phrase = "5 mg once then 10 mg every Monday for 2 weeks starting 1 week after the last dose"
    causes = [row[-1] for row in dosecalc.doses(phrase, start="2026-03-02")]
    assert ["course 1 of 2" in cause for cause in causes] == [True, False, False]
    assert ["course 2 of 2" in cause for cause in causes] == [False, True, True]
