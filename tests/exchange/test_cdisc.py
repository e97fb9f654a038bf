"""Plans as CDISC data sets: rows, Dataset-JSON by its published rules, and reading them back."""

import csv
import io
import json
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from exported_doses import START, back, doses
from hypothesis import HealthCheck, given, settings
from strategies import phrases

import dosecalc
from dosecalc.conversion import Converted
from dosecalc.formats.exchange.cdisc_dataset import plain
from dosecalc.notations import cdisc_terms
from dosecalc.sources import shipped, texts
from dosecalc.units import table, typed


def converted(argument: Any, to: str = "cdisc-ec", **options: Any) -> Converted:
    return dosecalc.convert(argument, to=to, **options)


def rows(argument: Any, to: str = "cdisc-ec", **options: Any) -> list[dict[str, str]]:
    found = converted(argument, to, **options)
    assert found.pieces is not None, [each.message for each in found.diagnostics]
    return list(csv.DictReader(io.StringIO(found.text)))


def codes(found: Converted) -> list[str]:
    return [each.code for each in found.diagnostics]


# ------------------------------------------------------------------ rows


def test_a_course_of_one_dose_and_one_frequency_is_one_row() -> None:
    found = converted("10 mg of EX orally twice daily at 08:00, 20:00 for 3 days")
    assert found.text == (
        "STUDYID,DOMAIN,USUBJID,ECSEQ,ECTRT,ECMOOD,ECDOSE,ECDOSU,ECDOSFRM,ECDOSFRQ,ECROUTE,ECSTDTC,"
        "ECENDTC,ECSTDY,ECENDY,ECTPT\n"
        'REGIMEN,EC,REGIMEN-001,1,EX,SCHEDULED,10,mg,,BID,ORAL,,,1,3,"08:00, 20:00"\n'
    )
    assert found.diagnostics == ()


def test_with_a_start_rows_have_dates_and_times() -> None:
    (row,) = rows("10 mg of EX twice daily at 08:00, 20:00 for 3 days", start=START)
    assert (row["ECSTDTC"], row["ECENDTC"]) == ("2026-03-02T08:00", "2026-03-04T20:00")


@pytest.mark.parametrize(
    ("phrase", "term", "last"),
    [
        ("1 mg of X daily for 7 days", "QD", "7"), ("1 mg of X BID for 7 days", "BID", "7"),
        ("1 mg of X every other day for 4 doses", "QOD", "7"), ("1 mg of X weekly for 4 doses", "EVERY WEEK", "22"),
        ("1 mg of X every 3 weeks for 4 doses", "EVERY 3 WEEKS", "64"),
        ("1 mg of X twice weekly for 2 weeks", "2 TIMES PER WEEK", "14"),
        ("1 mg of X QHS for 3 days", "QHS", "3"), ("1 mg of X every 48 hours for 3 doses", "Q48H", "5"),
        ("1 mg of X 5 times daily for 2 days", "5 TIMES PER DAY", "2"),
    ],
)  # fmt: skip
def test_a_frequency_has_its_term(phrase: str, term: str, last: str) -> None:
    (row,) = rows(phrase)
    assert (row["ECDOSFRQ"], row["ECSTDY"], row["ECENDY"]) == (term, "1", last)


def test_what_no_term_says_is_a_row_for_each_dose() -> None:
    found = rows("1 mg of X on days -2, 1, 4")
    assert [(row["ECDOSFRQ"], row["ECSTDY"], row["ECENDY"]) for row in found] == [
        ("ONCE", "-2", "-2"), ("ONCE", "1", "1"), ("ONCE", "4", "4"),
    ]  # fmt: skip


def test_expanded_each_dose_is_a_row() -> None:
    assert [row["ECSTDY"] for row in rows("1 mg of X daily for 3 days", expand=True)] == [
        "1",
        "2",
        "3",
    ]


def test_levels_in_time_are_rows_of_their_own() -> None:
    found = rows("1e9, 2e9 PFU of X daily for 2 weeks escalating each week")
    assert [(row["ECDOSE"], row["ECDOSU"], row["ECSTDY"], row["ECENDY"]) for row in found] == [
        ("1000000000", "PFU", "1", "7"), ("2000000000", "PFU", "8", "14"),
    ]  # fmt: skip


def test_elapsed_time_is_told_from_the_first_dose() -> None:
    found = rows("1 mg of X every 12 hours for 3 doses")
    assert [(row["ECSTDY"], row["ECELTM"], row["ECTPTREF"]) for row in found] == [
        ("1", "PT0S", "FIRST DOSE"), ("1", "PT12H", "FIRST DOSE"), ("2", "P1D", "FIRST DOSE"),
    ]  # fmt: skip


def test_participants_have_rows_of_their_own() -> None:
    found = rows("1, 2 mg of X once escalating across cohorts", subjects=2)
    assert [(row["USUBJID"], row["ECDOSE"]) for row in found] == [
        ("REGIMEN-C1-001", "1"), ("REGIMEN-C1-002", "1"), ("REGIMEN-C2-001", "2"), ("REGIMEN-C2-002", "2"),
    ]  # fmt: skip


def test_a_dose_that_is_no_number_is_a_text() -> None:
    found = [
        rows(f"{dose} of X once")[0]
        for dose in ("1 to 4 mg", "unknown mg", "about 1.5 mL", "up to 3 mg")
    ]
    assert [(row["ECDOSE"], row["ECDOSTXT"], row["ECDOSU"]) for row in found] == [
        ("", "1 to 4", "mg"), ("", "UNKNOWN", "mg"), ("", "about 1.5", "mL"), ("", "up to 3", "mg"),
    ]  # fmt: skip


def test_a_placebo_has_no_active_amount() -> None:
    (row,) = rows("placebo of X once")
    assert (row["ECTRT"], row["ECDOSE"]) == ("X PLACEBO", "0")


def test_an_infusion_has_its_length() -> None:
    assert [row["ECDUR"] for row in rows("1 mg of X over 90 minutes once")] == ["PT1H30M"]
    (row,) = rows("1 mg of X over 90 minutes at 08:00 on day 1", start=START)
    assert (row["ECSTDTC"], row["ECENDTC"]) == ("2026-03-02T08:00", "2026-03-02T09:30")


@pytest.mark.parametrize(
    "phrase", ["5 mg of X daily until progression", "5 mg of X every 3 weeks for 4 to 6 cycles",
               "5 mg of X as needed, at most 4 a day, for 3 days", '5 mg of X once if "ill"',
               "5 mg of X monthly for 3 months", "5 mg of X at unstated times"],
)  # fmt: skip
def test_planned_what_is_not_exact_stays_open_and_is_told_in_words(phrase: str) -> None:
    found = converted(phrase)
    (row,) = csv.DictReader(io.StringIO(found.text))
    assert row["ECDOSRGM"] and row.get("ECENDY", "") == ""
    assert "written-otherwise" in codes(found)
    refused = converted(phrase, "cdisc-ex")
    assert (refused.pieces, "not-exportable" in codes(refused)) == (None, True)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("5 particles of X once", "the unit particles"), ("5 mg of X by nasal drops once", "the route nasal drops"),
        ('5 mg of X by "odd way" once', "the route odd way"), ("5 mg once", "the name of the treatment"),
        ("5 mg of X twice weekly for 3 doses", "doses of which no days are stated"),
    ],
)  # fmt: skip
def test_what_has_no_term_is_told_and_strict_refuses_it(phrase: str, said: str) -> None:
    assert any(said in each.message for each in converted(phrase).losses)
    assert converted(phrase, strict=True).pieces is None


def test_a_cell_that_a_spreadsheet_would_run_is_disarmed() -> None:
    assert rows('5 mg of "=1+2" once')[0]["ECTRT"] == "'=1+2"


# ------------------------------------------------------------------ terms


def test_every_unit_term_is_read_back_as_the_unit() -> None:
    for unit in set(table().values()):
        found = cdisc_terms.unit_term(str(unit), None)
        if found is not None:
            factor, name = cdisc_terms.unit(found[1]) or (0, "")
            assert (factor, typed(name)) == (found[0], unit)


@pytest.mark.parametrize(
    "name", ["oral", "nasal spray", "intravitreal", "inhalation", "intravenous"]
)
def test_a_route_is_read_back(name: str) -> None:
    term = cdisc_terms.route_term(name)
    assert term is not None
    words = cdisc_terms.route(term[0], term[1])
    trial = dosecalc.parse(f"1 mg {words} once").trial
    assert dosecalc.doses(f"1 mg {words} once").to_frame()["route"][0] == name, trial


@pytest.mark.parametrize("number", ["0", "1.6", "1000000000000", "0.000001"])
def test_a_number_is_plain_digits(number: str) -> None:
    assert plain(Fraction(number)) == number


# ------------------------------------------------------------------ Dataset-JSON 1.1

STAMP = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(([+-]\d\d:\d\d)|Z)?$"
NAMED = {"type": "string", "minLength": 1}
COLUMN = {
    "type": "object",
    "required": ["itemOID", "name", "label", "dataType"],
    "additionalProperties": False,
    "properties": {
        "itemOID": NAMED, "name": NAMED, "label": {"type": "string"},
        "dataType": {"enum": ["string", "integer", "decimal", "float", "double", "boolean", "datetime", "date", "time", "URI"]},
        "targetDataType": {"enum": ["integer", "decimal"]},
        "length": {"type": "integer", "minimum": 1}, "displayFormat": {"type": "string"},
        "keySequence": {"type": "integer", "minimum": 1},
    },
}  # fmt: skip
DATASET = {
    "type": "object",
    "required": ["datasetJSONCreationDateTime", "datasetJSONVersion", "itemGroupOID", "records", "name",
                 "label", "columns"],
    "additionalProperties": False,
    "properties": {
        "datasetJSONCreationDateTime": {"type": "string", "pattern": STAMP},
        "datasetJSONVersion": {"type": "string", "pattern": r"^1\.1(\.(0|([1-9][0-9]*)))?$"},
        "fileOID": NAMED, "dbLastModifiedDateTime": {"type": "string", "pattern": STAMP},
        "originator": {"type": "string"}, "sourceSystem": {"type": "object"}, "studyOID": NAMED,
        "metaDataVersionOID": NAMED, "metaDataRef": {"type": "string"}, "itemGroupOID": NAMED,
        "records": {"type": "integer", "minimum": 0}, "name": NAMED, "label": {"type": "string"},
        "columns": {"type": "array", "minItems": 1, "items": COLUMN},
        "rows": {"type": "array", "items": {
            "type": "array", "items": {"type": ["string", "integer", "number", "boolean", "null"]}}},
    },
}  # fmt: skip
ORDER = list(DATASET["properties"])  # type: ignore[attr-defined]
JSON_TYPES = {"string": str, "integer": int, "decimal": str, "date": str, "datetime": str}


def checked(content: str) -> dict[str, Any]:
    """A data set that keeps the published rules: shape, order, types, number of records."""
    found: dict[str, Any] = json.loads(content)
    jsonschema.validate(found, DATASET)
    assert list(found) == [key for key in ORDER if key in found]
    assert found["records"] == len(found["rows"])
    keys = sorted(each["keySequence"] for each in found["columns"] if "keySequence" in each)
    assert keys == list(range(1, len(keys) + 1)) or set(keys) <= set(range(1, 6))
    for column in found["columns"]:
        assert (
            column["itemOID"] == f"IT.{found['name']}.{column['name']}"
            and len(column["label"]) <= 40
        )
        assert (column.get("targetDataType") == "decimal") == (column["dataType"] == "decimal")
    for row in found["rows"]:
        assert len(row) == len(found["columns"])
        for value, column in zip(row, found["columns"], strict=True):
            assert value is None or type(value) is JSON_TYPES[column["dataType"]]
            assert "length" not in column or value is None or len(value) <= column["length"]
    return found


@pytest.mark.parametrize("to", ["cdisc-ec", "cdisc-ex", "cdisc-tv"])
@pytest.mark.parametrize("start", [None, START])
def test_dataset_json_keeps_the_published_rules(to: str, start: str | None) -> None:
    found = checked(converted("1.5 mg of X daily at 08:00 for 3 days then 2 mg weekly for 2 doses", to,
                              start=start, ending="json").text)  # fmt: skip
    assert found["itemGroupOID"] == f"IG.{to[-2:].upper()}"


def test_amounts_are_exact_texts() -> None:
    found = checked(converted("0.1 mg of X once", ending="json").text)
    names = [each["name"] for each in found["columns"]]
    assert found["rows"][0][names.index("ECDOSE")] == "0.1"


# ------------------------------------------------------------------ visits


def test_visits_are_those_of_the_schedule_of_activities() -> None:
    text = dosecalc.parse(
        "trial T-1\narm a\n  give 5 mg of X weekly for 3 doses\n"
        "visits\n  ECG, labs at weeks 0, 2 within 3 days\n  follow-up on day -7\n"
    )
    found = rows(text, "cdisc-tv")
    assert [(row["VISITNUM"], row["VISIT"], row["VISITDY"], row["ARMCD"], row["TVSTRL"]) for row in found] == [
        ("1", "DAY -7", "-7", "", "study day -7: follow-up"),
        ("2", "DAY 1", "1", "", "study day 1, 3 days before or after: dose of X, ECG, labs"),
        ("3", "DAY 8", "8", "", "study day 8: dose of X"),
        ("4", "DAY 15", "15", "", "study day 15, 3 days before or after: dose of X, ECG, labs"),
    ]  # fmt: skip


def test_visits_of_arms_that_differ_have_their_arm() -> None:
    text = dosecalc.parse(
        "trial T-1\narm low\n  give 5 mg once\narm high\n  give 5 mg on days 1, 8\n"
    )
    found = rows(text, "cdisc-tv")
    assert [(row["VISITNUM"], row["VISITDY"], row["ARMCD"], row["ARM"]) for row in found] == [
        ("1", "1", "LOW", "low"), ("1", "1", "HIGH", "high"), ("2", "8", "HIGH", "high"),
    ]  # fmt: skip


def test_a_visit_without_an_exact_day_has_none() -> None:
    found = rows("5 mg of X monthly for 3 months", "cdisc-tv")
    assert [row["VISITDY"] for row in found] == ["1", "", ""]


# ------------------------------------------------------------------ there and back

BENIGN = ("the name of the treatment", "having no term for it")


def same(phrase: str, to: str, **options: Any) -> None:
    found = converted(phrase, to, **options)
    if found.pieces is None:
        assert any(each.is_error for each in found.diagnostics)
        return
    content = found.text
    if options.get("ending") == "json":
        checked(content)
    read = back("cdisc", content)
    lossless = all(any(mark in each.message for mark in BENIGN) for each in found.losses)
    if not lossless:
        return
    assert all(text.ok for text in read), [
        each.message for text in read for each in text.diagnostics
    ]
    if not any(each.code == "not-taken-over" for text in read for each in text.diagnostics):
        (text,) = read
        assert doses(text) == doses(phrase), content


@settings(suppress_health_check=list(HealthCheck))
@given(phrases)
def test_a_plan_is_read_back_dose_by_dose(phrase: str) -> None:
    if not dosecalc.parse(phrase).ok or len(dosecalc.doses(phrase, start=START)) > 2000:
        return
    same(phrase, "cdisc-ec")
    same(phrase, "cdisc-ec", start=START, ending="json")
    same(phrase, "cdisc-ex", start=START, expand=True)


@pytest.mark.parametrize(
    "phrase",
    [
        "10 mg of X twice daily at 08:00, 20:00 for 3 days", "10 mg of X every 12 hours for 5 doses",
        "2e8 PFU in 3 mL of X by nasal spray on days 1-3, 9", "placebo of X weekly for 4 doses",
        "10 mg of X daily for 7 days then rest 3 days then 20 mg of X daily for 2 days",
        "1 to 2 tablets of X orally daily from day 5 for 3 days", "10 mg of X over 90 minutes every 3 weeks for 2 doses",
        "2 mL of X over 90, 60, 30 minutes every 8 hours for 5 doses",
        "1 mg of X at 08:00 over 90, 60 minutes daily for 3 days",
        "5 mg of X 3 times a week for 4 weeks", "10 mg of X daily for 21 days on, 7 days off, for 2 cycles",
    ],
)  # fmt: skip
@pytest.mark.parametrize("to", ["cdisc-ec", "cdisc-ex"])
@pytest.mark.parametrize("start", [None, START])
def test_these_are_read_back_as_they_were(phrase: str, to: str, start: str | None) -> None:
    (text,) = back("cdisc", converted(phrase, to, start=start).text)
    assert doses(text) == doses(phrase)


TRIALS = [text for text in texts([str(shipped())]) if text.trial.arms]


@pytest.mark.parametrize("to", ["cdisc-ec", "cdisc-ex", "cdisc-tv"])
@pytest.mark.parametrize("start", [None, START])
def test_every_shipped_trial_is_exported_or_says_why_not(to: str, start: str | None) -> None:
    for text in TRIALS:
        found = converted(text, to, start=start, ending="json")
        assert (found.pieces is None) == any(each.is_error for each in found.diagnostics)
        if found.pieces is not None:
            checked(found.text)


def test_several_trials_are_one_data_set() -> None:
    found = rows_of(["5 mg of X once", "7 mg of X once"])
    assert [(row["STUDYID"], row["ECDOSE"]) for row in found] == [
        ("REGIMEN", "5"),
        ("REGIMEN-2", "7"),
    ]


def rows_of(arguments: list[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(dosecalc.convert(*arguments, to="cdisc-ec").text)))


def test_days_in_a_row_are_one_row_of_their_frequency() -> None:
    regimen = "5 mg of EX on days 1-5 of every 14 days for 2 cycles"
    made = dosecalc.convert(regimen, to="cdisc-ec").text
    assert made is not None
    rows = [line.split(",") for line in made.splitlines()]
    place = rows[0].index("ECDOSFRQ"), rows[0].index("ECSTDY"), rows[0].index("ECENDY")
    assert [tuple(row[at] for at in place) for row in rows[1:]] == [
        ("QD", "1", "5"), ("QD", "15", "19"),
    ]  # fmt: skip
    alone = dosecalc.convert(regimen, to="cdisc-ec", expand=True).text
    assert alone is not None and alone.count(",ONCE,") == 10
