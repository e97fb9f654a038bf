"""Schedules as event tables of NONMEM, mrgsolve, rxode2 and Pumas, and back."""

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import pytest
import strategies
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc.dose_events import dosed
from dosecalc.formats.exchange import Wanted
from dosecalc.language import Text, read_phrase
from dosecalc.notations import NOTATIONS, Content, Options
from dosecalc.units import typed
from dosecalc.variants import Question, variants

FORMS = ("nonmem", "mrgsolve", "rxode2", "pumas")
DAY = 86_400
NOTE = ("event-legend", "unstated-unit")


def table(text: str | Text, form: str = "mrgsolve", **wanted: Any) -> str:
    return dosecalc.convert(text, to=form, **wanted).text


def codes(text: str | Text, form: str = "mrgsolve", **wanted: Any) -> list[str]:
    found = dosecalc.convert(text, to=form, **wanted)
    return [each.code for each in found.diagnostics if each.code not in NOTE]


def said(text: str | Text, form: str = "mrgsolve", **wanted: Any) -> list[str]:
    return [each.message for each in dosecalc.convert(text, to=form, **wanted).diagnostics]


# ------------------------------------------------------------------ the tables


def test_nonmem_gets_numbers_alone_and_a_header_it_skips() -> None:
    assert table("75 mg over 1 hour every 3 weeks for 6 doses then 5 mg once", "nonmem") == (
        "C,ID,TIME,AMT,RATE,II,ADDL,EVID,MDV,CMT,DV\n"
        ".,1,0,75,75,504,5,1,1,1,.\n"
        ".,1,3024,5,0,0,0,1,1,1,.\n"
    )


def test_mrgsolve_gets_its_own_columns() -> None:
    assert table("75 mg over 1 hour every 3 weeks for 6 doses") == (
        "ID,TIME,AMT,RATE,II,ADDL,EVID,CMT,AMTU\n1,0,75,75,504,5,1,1,mg\n"
    )


def test_rxode2_gets_durations() -> None:
    assert table("75 mg over 90 minutes every 12 hours for 2 doses", "rxode2") == (
        "id,time,amt,evid,ii,addl,dur,cmt,amtu\n1,0,75,1,12,1,1.5,1,mg\n"
    )


def test_pumas_gets_rates() -> None:
    assert table("75 mg over 90 minutes every 12 hours for 2 doses", "pumas") == (
        "id,time,amt,evid,mdv,ii,addl,rate,cmt,dv,amtu\n1,0,75,1,1,12,1,50,1,,mg\n"
    )


def test_every_dose_gets_a_line_where_that_is_asked_for() -> None:
    assert table("5 mg every 12 hours for 3 doses", expand=True) == (
        "ID,TIME,AMT,EVID,CMT,AMTU\n1,0,5,1,1,mg\n1,12,5,1,1,mg\n1,24,5,1,1,mg\n"
    )


def test_times_can_be_in_days() -> None:
    assert table("5 mg every 12 hours for 3 doses", time_unit="days") == (
        "ID,TIME,AMT,II,ADDL,EVID,CMT,AMTU\n1,0,5,0.5,2,1,1,mg\n"
    )


def test_days_of_a_period_are_a_series_each() -> None:
    assert table("5 mg on days 1, 3, 5 of every 7 days for 11 doses") == (
        "ID,TIME,AMT,II,ADDL,EVID,CMT,AMTU\n"
        "1,0,5,168,3,1,1,mg\n1,48,5,168,3,1,1,mg\n1,96,5,168,2,1,1,mg\n"
    )


def test_clock_times_are_hours_of_the_day() -> None:
    assert table("5 mg twice daily at 08:00, 20:00 for 2 days", expand=True) == (
        "ID,TIME,AMT,EVID,CMT,AMTU\n1,8,5,1,1,mg\n1,20,5,1,1,mg\n1,32,5,1,1,mg\n1,44,5,1,1,mg\n"
    )
    assert codes("5 mg twice daily at 08:00, 20:00 for 2 days") == []


def test_unstated_times_of_day_are_spread_and_told() -> None:
    assert table("5 mg 3 times daily for 1 day", expand=True).splitlines()[1:] == [
        "1,0,5,1,1,mg", "1,8,5,1,1,mg", "1,16,5,1,1,mg",
    ]  # fmt: skip
    assert said("5 mg 3 times daily for 1 day")[0] == (
        "in an mrgsolve data set, `5 mg 3 times daily for 1 day`: "
        "its times of day are not stated: 8 hours apart"
    )
    assert codes("5 mg twice daily for 7 days", strict=True) == ["written-otherwise", "not-whole"]
    assert codes("5 mg daily for 7 days", strict=True) == []
    assert codes("5 mg at bedtime daily for 7 days") == ["written-otherwise"]
    assert codes("5 mg daily for 2 days and 3 mg daily at 20:00 for 2 days") == [
        "written-otherwise"
    ]


def test_even_placement_is_told() -> None:
    assert codes("5 mg twice weekly for 2 weeks") == ["written-otherwise", "left-out"]
    assert "even placement, not stated" in said("5 mg twice weekly for 2 weeks")[0]


def test_days_before_day_1_are_negative_or_moved_and_told() -> None:
    phrase = "5 mg on days -2, 1"
    assert table(phrase, expand=True).splitlines()[1:] == ["1,-48,5,1,1,mg", "1,0,5,1,1,mg"]
    assert table(phrase, "rxode2", expand=True).splitlines()[1:] == [
        "1,0,5,1,1,mg", "1,48,5,1,1,mg",
    ]  # fmt: skip
    assert "TIME counts from 2 days before day 1" in said(phrase, "nonmem")[0]


def test_agents_and_routes_are_compartments_with_a_legend() -> None:
    phrase = '5 mg of X by mouth once and 7 mg of Y by "compartment 1" once'
    assert table(phrase) == (
        "ID,TIME,AMT,EVID,CMT,AMTU,AGENT,ROUTE\n1,0,5,1,2,mg,X,oral\n1,0,7,1,1,mg,Y,\n"
    )
    assert said(phrase, "nonmem")[1:3] == [
        "in a NONMEM data set, CMT 2 is X, oral, in mg",
        "in a NONMEM data set, CMT 1 is Y, compartment 1, in mg",
    ]


ARMS = dosecalc.parse("""
trial EX-01
arm low
  participants 3
  give 5 mg of EX-EV daily for 2 days
arm high
  participants 3
  give 5, 10 mg of EX-EV daily for 2 days escalating across cohorts
arm control
  no treatment
""")


def test_each_way_of_dosing_has_its_own_participants() -> None:
    assert table(ARMS, subjects=2, expand=False) == (
        "ID,TIME,AMT,II,ADDL,EVID,CMT,AMTU,AGENT,ARM,COHORT\n"
        "1,0,5,24,1,1,1,mg,EX-EV,low,\n2,0,5,24,1,1,1,mg,EX-EV,low,\n"
        "3,0,5,24,1,1,1,mg,EX-EV,high,1\n4,0,5,24,1,1,1,mg,EX-EV,high,1\n"
        "5,0,10,24,1,1,1,mg,EX-EV,high,2\n6,0,10,24,1,1,1,mg,EX-EV,high,2\n"
    )
    assert "in an mrgsolve data set, ID 3 to 4 is EX-01, arm high, cohort 1" in said(
        ARMS, subjects=2
    )
    assert any("no place for participants without a dose" in each for each in said(ARMS))


def test_nonmem_has_numbers_for_arms() -> None:
    assert table(ARMS, "nonmem").splitlines()[1:] == [
        ".,1,0,5,24,1,1,1,1,.,1,.", ".,2,0,5,24,1,1,1,1,.,2,1", ".,3,0,10,24,1,1,1,1,.,2,2",
    ]  # fmt: skip
    assert "in a NONMEM data set, ARM is 1 low, 2 high" in said(ARMS, "nonmem")


def test_one_arm_or_cohort_can_be_chosen() -> None:
    assert table(ARMS, "nonmem", arm="high", cohort=2).splitlines()[1:] == [".,1,0,10,24,1,1,1,1,."]
    assert codes(ARMS, arm="medium")[0] == "arm-not-known"


def test_several_trials_are_one_table() -> None:
    rows = dosecalc.convert("5 mg once", "7 mg once", to="nonmem").text.splitlines()[1:]
    assert [row.split(",")[1:4] for row in rows] == [["1", "0", "5"], ["2", "0", "7"]]


def test_amounts_are_written_without_loss_or_told() -> None:
    assert table("0.1 mg once").splitlines()[1].split(",")[2] == "0.1"
    assert table("1e11 particles once").splitlines()[1].split(",")[2] == "100000000000"
    third = "300 mg daily in 7 divided doses for 1 day"
    assert "42.857142857142857" in table(third)
    assert "AMT without an end: 42.857142857142857, the nearest number of 17 digits" in "".join(
        said(third)
    )


@pytest.mark.parametrize(
    ("phrase", "code", "words"),
    [
        ("1 to 4 mg once", "not-exportable", "it needs one amount, and not a range"),
        ("unknown particles once", "not-exportable", "it needs the dose"),
        ("2 mg/kg once", "not-exportable", "a body weight"),
        ("75 mg/m2 once", "not-exportable", "a body area"),
        ("260 mg below 50 kg, 390 mg from 50 kg once", "not-exportable", "a body weight"),
        ("5 mg for 4 to 6 doses daily", "not-exportable", "one number of doses, and not a range"),
        ("5 mg as needed, at most 2 a day, for 2 days", "not-exportable", "one number of doses"),
        ("5 mg daily until progression", "not-exportable", "it needs when progression comes"),
        ("5 mg at unstated times", "not-exportable", "it needs"),
        ("5 mg over 30 to 60 minutes once", "not-exportable", "one length of the infusion"),
        ("100 mg at 7 mg/hour once", "not-exportable", "in whole seconds"),
        ("1 mL once and 5 mg once", "event-units-differ", "what is given is in mL and mg"),
        ("placebo daily for 3 days", "nothing-to-export", "nothing that an mrgsolve data set"),
    ],
)
def test_what_would_have_to_be_guessed_is_not_written(phrase: str, code: str, words: str) -> None:
    found = dosecalc.convert(phrase, to="mrgsolve")
    assert found.pieces is None
    (error,) = (each for each in found.diagnostics if each.is_error)
    assert error.code == code
    assert words in error.message


def test_a_weight_makes_amounts_per_weight_exact() -> None:
    assert table("2 mg/kg once", weight="70").splitlines()[1].split(",")[2] == "140"


def test_units_that_meet_are_one_column() -> None:
    assert table("1 g once and 5 mg once").splitlines()[1:] == ["1,0,1,1,1,g", "1,0,0.005,1,1,g"]
    assert table("1 g once and 5 mg once", unit="mg").splitlines()[1:] == [
        "1,0,1000,1,1,mg", "1,0,5,1,1,mg",
    ]  # fmt: skip


def test_what_is_about_or_nothing_or_in_two_units_is_told() -> None:
    assert codes("about 5 mg once") == ["written-otherwise"]
    assert codes("5 mg once and placebo once") == ["written-otherwise"]
    assert codes("2e8 particles in 3 mL once") == ["left-out"]


def test_texts_that_a_spreadsheet_would_run_are_disarmed() -> None:
    phrase = '5 mg of "=cmd()" once'
    assert table(phrase).splitlines()[1] == "1,0,5,1,1,mg,'=cmd()"
    assert read(table(phrase)).words == '5 mg of "=cmd()" once'


def test_parquet_holds_the_same(tmp_path: Any) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    phrase = "0.1 mg over 20 minutes every 12 hours for 2 doses"
    content = dosecalc.convert(phrase, to="nonmem", ending="parquet").content
    found = parquet.read_table(io.BytesIO(content)).to_pylist()
    assert found == [
        {"C": None, "ID": 1, "TIME": 0, "AMT": 0.1, "RATE": 0.3, "II": 12, "ADDL": 1, "EVID": 1,
         "MDV": 1, "CMT": 1, "DV": None}
    ]  # fmt: skip


def test_parquet_without_its_program_is_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert codes("5 mg once", ending="parquet") == ["parquet-needs-pyarrow"]


# ------------------------------------------------------------------ there and back


def read(text: str, unit: str = "hour") -> Text:
    (found,) = NOTATIONS["events"].texts(Content.of_text(text, "a.csv"), Options(unit))  # type: ignore[arg-type]
    return found


Dose = tuple[Fraction, Fraction, Fraction | None]


def expanded(text: str, second: int, factor: Fraction | None = None) -> dict[str, Counter[Dose]]:
    """The doses of each ID of a table, by nothing but the meaning of its columns.

    Amounts are in the base unit of the column AMTU, or in that of so many base units.
    """
    found: dict[str, Counter[Dose]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        cells = {name.upper(): cell for name, cell in row.items()}
        doses = found.setdefault(cells["ID"], Counter())
        rate, dur = Fraction(cells.get("RATE") or 0), Fraction(cells.get("DUR") or 0)
        amount, unit = Fraction(cells["AMT"]), typed(cells.get("AMTU") or "unstated")
        assert unit is not None
        lasting = amount / rate if rate else dur
        length = _second(lasting * second) if lasting else None
        for again in range(int(cells.get("ADDL") or 0) + 1):
            at = Fraction(cells["TIME"]) + again * Fraction(cells.get("II") or 0)
            doses[_second(at * second), amount * (factor or unit.factor), length] += 1
    return found


def _second(value: Fraction) -> Fraction:
    """A time without what the seventeenth digit leaves out."""
    return Fraction(round(value)) if abs(value - round(value)) < Fraction(1, 1000) else value


def meant(text: Text) -> Iterator[Counter[tuple[int, Fraction, Fraction | None]]]:
    """The doses of each way of dosing, by the day where no time is stated."""
    for way in Wanted().ways(text.trial):  # type: ignore[union-attr]
        yield Counter(
            (
                event.seconds if event.timed else event.day * DAY,
                event.cells[0].amount.low * event.cells[0].unit.factor,  # type: ignore[union-attr]
                event.lasting,
            )
            for event in dosed(text.trial, way, Question()).events
            if event.cells[0].amount and event.cells[0].amount.low
        )


def of_each(found: Iterable[Counter[Any]]) -> set[frozenset[Any]]:
    return {frozenset(each.items()) for each in found}


def days(doses: Counter[Dose]) -> Counter[tuple[Fraction, Fraction]]:
    found: Counter[tuple[Fraction, Fraction]] = Counter()
    for (at, amount, _), many in doses.items():
        found[at // DAY, round(amount, 12)] += many
    return found


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.one_of(strategies.phrases, strategies.sequences), st.sampled_from(FORMS), st.booleans(),
    st.sampled_from(("hours", "days")),
)  # fmt: skip
def test_an_export_holds_the_doses_that_the_text_means(
    phrase: str, form: str, expand: bool, unit: str
) -> None:
    text = read_phrase(phrase)
    found = dosecalc.convert(text, to=form, expand=expand, time_unit=unit)
    if found.pieces is None:
        assert any(each.is_error for each in found.diagnostics)
        return
    told = [each for each in found.diagnostics if each.code == "written-otherwise"]
    factors = {
        cell.unit.factor if cell.unit else Fraction(1)
        for way in Wanted().ways(text.trial)  # type: ignore[union-attr]
        for event in dosed(text.trial, way, Question()).events
        for cell in event.cells[:1]
        if cell.amount and cell.amount.low
    }
    if len(factors) > 1:
        return
    tables = expanded(found.text, {"hours": 3_600, "days": DAY}[unit], factors.pop())
    moved = Fraction(0)
    if any("before day 1" in each.message for each in told):
        first = min(at for doses in meant(text) for at, *_ in doses)
        moved = -Fraction(first // DAY * DAY)
    sound = [doses for doses in meant(text) if doses]
    assert len(tables) == len(sound)
    for doses, table_of in zip(sound, tables.values(), strict=True):
        moved_doses = Counter({(at + moved, *rest): n for (at, *rest), n in doses.items()})
        assert days(table_of) == days(moved_doses)  # type: ignore[arg-type]
        if not any(
            "times of day" in each.message or "time of day" in each.message for each in told
        ):
            assert {(at, lasting) for at, _, lasting in table_of} == {
                (at, lasting) for at, _, lasting in moved_doses
            }


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(strategies.sequences, strategies.phrases), st.sampled_from(FORMS), st.booleans(),
    st.sampled_from(("hours", "days")),
)  # fmt: skip
def test_a_table_that_is_read_back_holds_the_same_doses(
    phrase: str, form: str, expand: bool, unit: str
) -> None:
    found = dosecalc.convert(phrase, to=form, expand=expand, time_unit=unit)
    if found.pieces is None:
        return
    second = {"hours": 3_600, "days": DAY}[unit]
    back = read(found.text, unit[:-1])
    assert back.ok, [each.message for each in back.diagnostics if each.is_error]
    assert of_each(meant(back)) == of_each(expanded(found.text, second).values())


@pytest.mark.parametrize("form", FORMS)
def test_every_trial_is_a_table_or_says_why_not(form: str) -> None:
    made = 0
    for text in dosecalc.load("schedules"):
        found = dosecalc.convert(text, to=form)
        if found.pieces is None:
            assert any(each.is_error for each in found.diagnostics)
            continue
        made += 1
        back = read(found.text)
        assert back.ok
        assert of_each(meant(back)) == of_each(expanded(found.text, 3_600).values())
    assert made > 5


def test_a_table_of_pandas_expands_to_the_same() -> None:
    pandas = pytest.importorskip("pandas")
    phrase = "75 mg every 21 days for 3 doses then 5 mg every 12 hours for 4 doses"
    frame = pandas.read_csv(io.StringIO(table(phrase, "nonmem")), na_values=".")
    whole = frame.loc[frame.index.repeat(frame["ADDL"] + 1)]
    whole = whole.assign(TIME=whole["TIME"] + whole.groupby(level=0).cumcount() * whole["II"])
    assert whole[["TIME", "AMT"]].to_numpy().tolist() == [
        [0, 75], [504, 75], [1008, 75], [1512, 5], [1524, 5], [1536, 5], [1548, 5],
    ]  # fmt: skip


def test_doses_are_counted_before_they_are_listed() -> None:
    assert codes("1 mg every 1 second for 1 year") == ["not-exportable"]
    text = read_phrase("1 mg every 1 minute for 30 days")
    assert len(list(variants(text.trial.arms[0]))) == 1
    assert table("1 mg every 1 minute for 30 days", "mrgsolve").count("\n") == 2


def test_a_cycle_is_written_in_the_fewest_lines() -> None:
    daily = dosecalc.convert("5 mg on days 1-21 of every 28 days for 2 cycles", to="mrgsolve").text
    assert daily == "ID,TIME,AMT,II,ADDL,EVID,CMT,AMTU\n1,0,5,24,20,1,1,mg\n1,672,5,24,20,1,1,mg\n"
    weekly = dosecalc.convert("5 mg on days 1, 3 of every 7 days for 9 cycles", to="mrgsolve").text
    assert weekly == "ID,TIME,AMT,II,ADDL,EVID,CMT,AMTU\n1,0,5,168,8,1,1,mg\n1,48,5,168,8,1,1,mg\n"
