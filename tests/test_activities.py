"""The schedule of activities: every due day is in the matrix once, and what its parts say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import phrases

import dosecalc
from dosecalc.activities import Matrix, Row, matrices
from dosecalc.dues import planned
from dosecalc.formats.activities import words
from dosecalc.language import read_file
from dosecalc.variants import Question, variants
from dosecalc.visit_columns import MOST

HEAD = 'trial T-1 "x"\n'
ARM = "arm a\n  give 10 mg of X intravenously on day 1 of every 21 days for 6 cycles\n"
ROWS = (
    "ECG at weeks 0, 2, 8 within 3 days",
    "ECG daily through day 30",
    "labs, vital-signs at weeks 0, 4, 8, 12 within 1 day before to 2 days after",
    "questionnaire weekly for 30 weeks",
    "diary daily for 200 days",
    "weight on days -7, 1, 15 within 2 days",
    "call 28 days after the last dose",
    "scan 1 month after each planned labs",
    "lab-2 7 days after each actual ECG",
    "consent 3 days before the first planned dose",
    "MRI at weeks 0, 8",
    "watch DLT for 28 days from the first dose",
    "watch late for 10 days from the last dose, before next cohort",
)
GIVEN = (
    "give 10 mg of X intravenously on day 1 of every 21 days for 6 cycles within 2 days",
    "give 1 mL of Y by nasal drops twice weekly for 8 weeks",
    "give 1e9, 2e9 particles daily for 56 days escalating across cohorts",
    "give 5 mg daily during radiotherapy",
    "give 50, 100, 150 mg daily escalating each week for 200 days",
    "give 10 mg twice weekly for 10 days",
)
SPAN = 'span radiotherapy "rt"\n  lasts 30 to 35 fractions on weekdays, starting on a Monday\n'


def file(visits: str = "", arm: str = ARM) -> str:
    block = "".join(f"  {line}\n" for line in visits.splitlines())
    return HEAD + SPAN + arm + ("visits\n" + block if block else "")


def matrix(text: str, **asked: object) -> Matrix:
    found = dosecalc.visits(dosecalc.parse(text), **asked)  # type: ignore[arg-type]
    assert not [each.message for each in found.diagnostics if each.is_error]
    (only,) = found.matrices
    return only


def row(found: Matrix, name: str) -> Row:
    return next(each for each in found.rows if words.name(each).startswith(name))


def signs(found: Matrix, name: str) -> list[str]:
    number = found.rows.index(row(found, name))
    return [words.celled(found, found.rows[number], n) for n in range(len(found.columns))]


def heads(found: Matrix) -> list[str]:
    numbers = dosecalc.visits("1 mg once").numbers
    return [" ".join(words.headed(each, numbers)) for each in found.columns]


# ------------------------------------------------------------------ laws

files = st.builds(
    lambda given, visits: file("\n".join(visits), "arm a\n" + "".join(f"  {g}\n" for g in given)),
    st.lists(st.sampled_from(GIVEN), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(ROWS), max_size=7, unique=True),
)


def placed_once(text: str) -> None:
    """Every day of the plan is in one column, or in a run of its row, and no other day is."""
    trial = dosecalc.parse(text).trial
    for way in variants(trial.arms[0]):
        plan = planned(trial, way, Question())
        (found,) = matrices(trial, [way])
        shown = [place for column in found.columns for place in column.days]
        assert len(shown) == len(set(shown))
        for each in found.rows:
            if each.kind in ("dose", "assessment"):
                days = [
                    place
                    for column, cell in zip(found.columns, each.cells, strict=True)
                    if cell is not None
                    for place in column.days
                ]
                runs = [place for run in each.runs for place in run.days]
                assert len(runs) == len(set(runs))
                due = {
                    due.day for due in plan.dues
                    if (due.kind, due.activity, due.agent, due.route) == each[:4]
                    and (due.chain is None or due.chain.length.exact)
                }  # fmt: skip
                assert {place.day for place in (*days, *runs)} >= due
                if not any(due.chain for due in plan.dues):
                    assert {place.day for place in (*days, *runs)} == due


@given(files)
def test_every_due_day_is_in_the_matrix_once(text: str) -> None:
    placed_once(text)


@given(phrases)
def test_every_day_of_a_phrase_is_in_the_matrix_once(phrase: str) -> None:
    text = dosecalc.parse(phrase)
    if text.ok and all(
        sum(1 for _ in planned(text.trial, way, Question()).dues) < 5000
        for way in variants(text.trial.arms[0])
    ):
        placed_once(phrase)


@given(st.permutations(ROWS))
def test_the_order_of_the_lines_changes_nothing(lines: list[str]) -> None:
    def made(rows: list[str]) -> tuple[object, ...]:
        (found,) = dosecalc.visits(read_file(file("\n".join(rows)), "a file")).matrices
        return found[1:]

    assert made(lines) == made(list(ROWS))


@given(files)
def test_how_often_doses_are_given_adds_up_to_their_number(text: str) -> None:
    trial = dosecalc.parse(text).trial
    for way in variants(trial.arms[0]):
        plan = planned(trial, way, Question())
        (found,) = matrices(trial, [way])
        for each in found.rows:
            if each.kind == "dose":
                told = {place: run.cell for run in each.runs for place in run.days}
                for column, cell in zip(found.columns, each.cells, strict=True):
                    told |= {place: cell for place in column.days if cell is not None}
                doses = [d for d in plan.dues if (d.kind, d.activity, d.agent, d.route) == each[:4]]
                assert sum(cell.sure for cell in told.values()) == sum(d.sure for d in doses)
                assert sum(cell.possible for cell in told.values()) == sum(
                    not d.sure for d in doses
                )


# ------------------------------------------------------------------ columns


def test_a_visit_is_headed_by_its_week_day_and_window() -> None:
    assert heads(matrix(file("ECG at weeks 0, 2 within 3 days", "arm a\n  no treatment\n"))) == [
        "week 0 day 1 ±3 days", "week 2 day 15 ±3 days",
    ]  # fmt: skip


def test_a_short_course_has_a_column_for_each_day() -> None:
    assert heads(matrix("10 mg daily for 4 days")) == [
        "week 0 day 1", "week 0 day 2", "week 0 day 3", "week 0 day 4",
    ]  # fmt: skip


def test_a_long_course_is_one_column() -> None:
    found = matrix("10 mg twice daily for 56 days")
    assert (heads(found), signs(found, "dose")) == (["weeks 0–7 days 1–56"], ["2 daily"])


def test_doses_between_visits_share_a_column() -> None:
    found = matrix(file("ECG at weeks 0, 4, 8", "arm a\n  give 1 mg twice weekly for 8 weeks\n"))
    assert heads(found) == [
        "week 0 day 1", "weeks 0–3 days 4 to 25¹", "week 4 day 29", "weeks 4–7 days 32 to 53²",
        "week 8 day 57",
    ]  # fmt: skip
    assert signs(found, "dose") == ["X", "X ×7", "X", "X ×7", ""]
    assert found.footnotes[:2] == (
        "days 4, 8, 11, 15, 18, 22, 25", "days 32, 36, 39, 43, 46, 50, 53",
    )  # fmt: skip


def test_what_is_daily_is_told_in_its_row_where_columns_would_be_many() -> None:
    arm = "arm a\n  give 1 mg on days 1, 5, 9, 14, 20, 29, 36, 44\n"
    found = matrix(file("diary daily for 56 days", arm))
    assert len(found.columns) == 8
    assert words.about(row(found, "diary"), dosecalc.visits("1 mg once").numbers) == (
        "daily, days 1–56"
    )


def test_a_wide_matrix_is_parted_evenly() -> None:
    found = matrix(
        file(
            "ECG weekly for 30 weeks\nMRI at weeks 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28"
        )
    )
    parts = words.blocks(found)
    assert [number for part in parts for number in part] == list(range(len(found.columns)))
    assert max(map(len, parts)) <= MOST
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_a_run_stops_where_a_watch_ends() -> None:
    found = matrix(
        file("watch DLT for 28 days from the first dose", "arm a\n  give 1 mg daily for 56 days\n")
    )
    assert heads(found) == ["weeks 0–3 days 1–28", "weeks 4–7 days 29–56"]
    assert signs(found, "watch DLT") == ["on", ""]


def test_a_day_that_is_not_exact_is_shown_with_its_bounds() -> None:
    arm = "arm a\n  give 1 mg daily during radiotherapy\n"
    found = matrix(file("call 28 days after the last dose", arm))
    assert heads(found)[-1] == "day 68 to 75¹"
    assert found.footnotes[0] == "one day, which the schedule places within these bounds only"


def test_months_between_visits_have_their_bounds() -> None:
    found = matrix(file("ECG at weeks 0\nscan 2 months after the last planned ECG"))
    assert "day 60 to 63¹" in heads(found)


def test_a_date_of_day_1_settles_months() -> None:
    text = file(
        "ECG at weeks 0\nscan 2 months after the last planned ECG", "arm a\n  no treatment\n"
    )
    assert heads(matrix(text, start="2026-03-02")) == ["week 0 day 1", "week 8 day 62"]


# ------------------------------------------------------------------ cells and footnotes


def test_what_has_another_window_than_its_column_says_so() -> None:
    found = matrix(
        file(
            "ECG, labs at weeks 0, 2 within 3 days\nscan at week 2 within 1 day\ncall at weeks 2",
            "arm a\n  no treatment\n",
        )
    )
    assert heads(found)[1] == "week 2 day 15 ±3 days"
    assert signs(found, "scan") == ["", "X²"]
    assert signs(found, "call") == ["", "X¹"]
    assert found.footnotes == ("window: none is stated", "window: 1 day before or after")


def test_what_may_not_be_given_is_in_brackets_with_its_condition() -> None:
    found = matrix("10 mg twice weekly for 10 days")
    assert signs(found, "dose") == ["X", "X", "(X)²", "(X)²"]
    assert found.footnotes == (
        "the protocol states how often, not on which days: they are spread evenly",
        "only if `placement in the cut period` allows it",
    )


def test_a_chained_visit_says_from_what_it_is_counted() -> None:
    found = matrix(file("ECG at weeks 0, 2\nlab 7 days after each actual ECG within 1 day"))
    notes = [found.footnotes[number - 1] for number in row(found, "lab").notes]
    assert notes == ["7 days after each actual ECG within 1 day; shown as planned"]


def test_amounts_that_change_are_told_with_their_days() -> None:
    found = matrix("50, 100 mg daily escalating each week for 3 weeks")
    assert found.footnotes == ("50 mg on days 1–7; 100 mg on days 8–21",)


def test_an_approximate_amount_stays_one() -> None:
    assert matrix("about 1.5 mL daily for 3 days").rows[0].about == "about 1.5 mL"


def test_an_amount_with_what_it_rests_on() -> None:
    found = matrix("2 mg/kg over 2 hours every 3 weeks for 3 doses", weight="50 to 90")
    assert found.rows[0].about == "100 to 180 mg over 2 h (assuming weight = 50 to 90 kg)"


def test_an_amount_per_area_keeps_its_unit() -> None:
    assert matrix("75 mg/m2 once").rows[0].about == "75 mg/m2"


def test_an_unknown_amount_stays_unknown() -> None:
    assert matrix("unknown particles in 2 mL daily for 3 days").rows[0].about == (
        "unknown particles in 2 mL"
    )


def test_placebo_is_a_row_of_doses() -> None:
    assert matrix("placebo daily for 3 days").rows[0].about == "placebo"


def test_what_has_no_day_is_a_row_that_says_why() -> None:
    found = matrix(file("vital-signs daily", "arm a\n  give 10 mg daily until progression\n"))
    assert [(each.activity, each.cells) for each in found.rows] == [
        ("dose", ()),
        ("vital-signs", ()),
    ]
    assert found.footnotes == (
        "10 mg daily until progression: its days are not known: needs when progression comes",
        "daily: its days are not known: needs when it ends",
    )


def test_a_span_whose_end_nobody_knows_goes_on_perhaps() -> None:
    arm = "arm a\n  give 1 mg weekly from 7 days before rest starts for 5 weeks\n"
    found = matrix(HEAD + 'span rest "r"\n  lasts at least 2 weeks\n' + arm)
    assert row(found, "rest").about == "day 1 to day 14 or later"
    assert signs(found, "rest") == ["", "on", "on", "(on)", "(on)"]


def test_what_nothing_ends_goes_on_until_a_day() -> None:
    assert len(matrix("10 mg daily until progression", until="day 9").columns) == 9


# ------------------------------------------------------------------ ways of dosing


def test_cohorts_share_a_matrix_and_their_amounts_are_told() -> None:
    found = matrix("1e9, 2e9, 4e9 particles daily for 4 days escalating across cohorts")
    assert words.heading(found) == "cohorts 1 to 3"
    assert found.footnotes == (
        "cohort 1: 1 × 10⁹ particles; cohort 2: 2 × 10⁹ particles; cohort 3: 4 × 10⁹ particles",
    )


def test_each_distinct_matrix_has_a_heading() -> None:
    found = dosecalc.visits("NCT07232563").matrices
    assert [words.heading(each) for each in found] == [
        "arm vesicles, days 1 to 4", "arm vesicles, days 1, 3, 4, 5",
    ]  # fmt: skip


def test_a_reading_is_chosen_by_its_name() -> None:
    (found,) = dosecalc.visits("NCT07485751", reading="eight weeks").matrices
    assert words.heading(found) == (
        "arm exosomes, eight weeks, cohorts 1 to 5; arm exosomes, eight weeks, participant"
    )


def test_a_draft_is_shown_as_one() -> None:
    assert matrix(HEAD + "  unconfirmed\n" + ARM).unconfirmed


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"arm": "sprai"}, "arm-not-known"),
        ({"reading": "none"}, "reading-not-known"),
        ({"cohort": 9}, "cohort-not-known"),
        ({"start": "tomorrow"}, "no-date"),
    ],
)
def test_what_does_not_exist_is_said(asked: dict[str, object], code: str) -> None:
    found = dosecalc.visits("NCT07485751", **asked)  # type: ignore[arg-type]
    assert [each.code for each in found.diagnostics if each.is_error] == [code]
    assert found.matrices == ()


def test_a_day_that_is_none_is_said() -> None:
    found = dosecalc.visits("10 mg daily until progression", until="sometime")
    assert not found.ok
    assert found.matrices == ()
