"""Schedules as FHIR orders: valid in their release, read back as the same doses, nothing silent."""

import json
import warnings
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import phrases

import dosecalc
from dosecalc.conversion import Converted
from dosecalc.dose_events import DoseEvent, dosed
from dosecalc.formats.exchange.fhir_parts.exact_json import decimal
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options
from dosecalc.notations.fhir_parts import codes, ucum
from dosecalc.variants import Question, variants

Json = dict[str, Any]
START = "2026-03-02"
# Losses after which the doses themselves are no longer the same.
CHANGED = (
    "second units", "placebo", "unit of an unknown amount", "no decimals", "conditions", "such times",
    "cap of", "level not stated", "depends on the body weight", "these dates", "times of a day",
    "the figure is written alone", "ends that are no dates",
)  # fmt: skip
RELEASES = {"fhir": ("", "fhir-r5"), "fhir-r4b": (".R4B", "fhir-r4b")}


def export(phrase: str, to: str = "fhir", **options: Any) -> Converted:
    return dosecalc.convert(dosecalc.parse(phrase), to=to, **options)


def resources(found: Converted) -> list[Json]:
    whole = json.loads(found.text, parse_float=Decimal)
    return [each["resource"] for each in whole["entry"]] if "entry" in whole else [whole]


def first(phrase: str, **options: Any) -> Json:
    """The dosages of the first resource."""
    dosage: Json = resources(export(phrase, **options))[0]["dosageInstruction"][0]
    return dosage


def back(found: Converted, to: str) -> list[Text]:
    content = Content.of_text(found.text, "order.json")
    return list(NOTATIONS[RELEASES[to][1]].texts(content, Options()))


def validate(found: Converted, to: str) -> None:
    """Read by the models of its release, which nobody here wrote."""
    package = f"fhir.resources{RELEASES[to][0]}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = json.loads(found.text)
        for each in [inner["resource"] for inner in whole.get("entry", [])] or [whole]:
            name = each["resourceType"]
            model = getattr(import_module(f"{package}.{name.lower()}"), name)
            model.model_validate_json(json.dumps(each))
        if "entry" in whole:
            import_module(f"{package}.bundle").Bundle.model_validate_json(found.text)


def elements(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
    for each in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from elements(each)


def check_codes(found: Converted) -> None:
    """Codes are FHIR's and UCUM's, references lead somewhere."""
    for resource in resources(found):
        held = {each["id"] for each in resource.get("contained", [])}
        for each in elements(resource):
            if each.get("system") == ucum.UCUM:
                assert ucum.known(each["code"]) or each["code"] in codes.UNITS_OF_TIME
            if "reference" in each:
                assert each["reference"].removeprefix("#") in held
            for key, known in (("when", codes.EVENTS), ("dayOfWeek", codes.DAYS_OF_WEEK)):
                assert set(each.get(key, ())) <= set(known)
        assert resource["status"] in codes.STATUSES and resource["intent"] in codes.INTENTS


def key(event: DoseEvent, shift: int = 0) -> tuple[object, ...]:
    cell = event.cells[0]
    amount = cell.amount and (cell.amount.low, cell.amount.high)
    return (
        event.seconds + shift * 86_400, event.timed, str(amount),
        str(cell.unit) if amount else "", str(event.lasting), event.possible,
    )  # fmt: skip


def doses(text: Text, shift: int = 0, start: str | None = None) -> list[tuple[object, ...]] | None:
    """Every dose; None where something has no end."""
    question = Question(start=date.fromisoformat(start) if start else None)
    trial = text.trial
    found = []
    for way in variants(trial.arms[0]):
        made = dosed(trial, way, question, 5_000)
        if made.left_out:
            return None
        found += [key(each, shift) for each in made.events]
    return found


def shift_of(text: Text) -> int:
    """The days from the start to the first date that is named."""
    said = [each.message for each in text.diagnostics if each.code == "day-1-dated"]
    return (date.fromisoformat(said[0][:10]) - date.fromisoformat(START)).days if said else 0


# ------------------------------------------------------------------ laws


@settings(max_examples=60, deadline=None)
@given(phrases, st.sampled_from(tuple(RELEASES)), st.sampled_from((None, START)))
def test_what_is_written_is_valid_and_read_back_as_the_same_doses(
    phrase: str, to: str, start: str | None
) -> None:
    text = dosecalc.parse(phrase)
    found = dosecalc.convert(text, to=to, start=start)
    if found.pieces is None:
        assert any(each.is_error for each in found.diagnostics)
        return
    validate(found, to)
    check_codes(found)
    read = back(found, to)
    assert [said.message for each in read for said in each.diagnostics if said.is_error] == []
    assert [
        said.message
        for each in read
        for said in each.diagnostics
        if said.code == "fhir-text-differs"
    ] == []
    losses = [each.message for each in found.losses]
    assume(not any(word in loss for loss in losses for word in CHANGED))
    try:
        meant = doses(text, 0, start)
    except ValueError:
        return
    got = [doses(each, shift_of(each), start) for each in read]
    if meant is None:
        assert None in got
    else:
        assert sorted(meant, key=str) == sorted(
            (dose for each in got for dose in each or ()), key=str
        )


@given(st.fractions(min_value=0))
def test_a_number_is_written_exactly_or_not_at_all(value: Fraction) -> None:
    text = decimal(value)
    assert text is None or Fraction(Decimal(text)) == value


# ------------------------------------------------------------------ what is written


def test_an_order_is_a_draft_for_participants() -> None:
    found = resources(export("10 mg of EX by mouth twice daily for 7 days"))[0]
    assert (found["status"], found["intent"]) == ("draft", "plan")
    assert found["medication"] == {"concept": {"text": "EX"}}
    assert found["subject"] == {"reference": "#participants"}
    assert found["contained"][0] == {
        "resourceType": "Group", "id": "participants", "type": "person",
        "membership": "conceptual", "name": "participants",
    }  # fmt: skip
    (dosage,) = found["dosageInstruction"]
    assert dosage == {
        "text": "10 mg orally 2 times daily for 7 days",
        "timing": {
            "repeat": {
                "boundsDuration": {"value": 7, "unit": "days", "system": ucum.UCUM, "code": "d"},
                "frequency": 2, "period": 1, "periodUnit": "d",
            }
        },
        "route": {
            "coding": [{"system": "http://snomed.info/sct", "code": "26643006"}], "text": "oral"
        },
        "doseAndRate": [
            {"doseQuantity": {"value": 10, "unit": "mg", "system": ucum.UCUM, "code": "mg"}}
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("phrase", "repeat"),
    [
        ("5 mg once", {"count": 1}),
        ("5 mg every 8 hours for 4 doses", {"count": 4, "frequency": 1, "period": 8, "periodUnit": "h"}),
        ("5 mg every 24 hours", {"frequency": 1, "period": 24, "periodUnit": "h"}),
        ("5 mg every 90 minutes", {"frequency": 1, "period": 90, "periodUnit": "min"}),
        ("5 mg every 4 to 6 hours", {"frequency": 1, "period": 4, "periodMax": 6, "periodUnit": "h"}),
        ("5 mg 3 to 4 times daily", {"frequency": 3, "frequencyMax": 4, "period": 1, "periodUnit": "d"}),
        ("5 mg twice weekly", {"frequency": 2, "period": 1, "periodUnit": "wk"}),
        ("5 mg every 10 days", {"frequency": 1, "period": 10, "periodUnit": "d"}),
        ("5 mg monthly", {"frequency": 1, "period": 1, "periodUnit": "mo"}),
        ("5 mg yearly", {"frequency": 1, "period": 1, "periodUnit": "a"}),
        ("5 mg on Mon, Fri", {"frequency": 1, "period": 1, "periodUnit": "d", "dayOfWeek": ["mon", "fri"]}),
        ("5 mg twice daily at 08:00, 20:00", {"frequency": 2, "period": 1, "periodUnit": "d", "timeOfDay": ["08:00:00", "20:00:00"]}),
        ("5 mg twice daily 30 minutes before breakfast, dinner", {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["ACM", "ACV"], "offset": 30}),
        ("5 mg daily at bedtime", {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["HS"]}),
        ("5 mg TID with meals", {"frequency": 3, "period": 1, "periodUnit": "d", "when": ["C"]}),
        ("5 mg daily over 30 minutes", {"duration": 30, "durationUnit": "min", "frequency": 1, "period": 1, "periodUnit": "d"}),
    ],
)  # fmt: skip
def test_a_course_is_a_repeated_timing(phrase: str, repeat: Json) -> None:
    assert first(phrase)["timing"] == {"repeat": repeat}


def test_courses_that_follow_each_other_have_rising_sequences() -> None:
    found = resources(
        export("(10 mg daily for 5 days and 5 mg daily for 3 days) then 1 mg daily for 2 days")
    )
    assert [each["sequence"] for each in found[0]["dosageInstruction"]] == [1, 1, 2]


def test_levels_in_time_are_courses_that_follow_each_other() -> None:
    found = resources(export("50, 100, 150 mg daily escalating each week for 4 weeks"))[0]
    assert [each["text"] for each in found["dosageInstruction"]] == [
        "50 mg daily for 7 days", "100 mg daily for 7 days", "150 mg daily for 14 days",
    ]  # fmt: skip


def test_cohorts_are_orders_of_their_own_in_a_bundle() -> None:
    found = export("1e9, 2e9 particles of EX once escalating across cohorts")
    whole = json.loads(found.text)
    assert (whole["resourceType"], whole["type"]) == ("Bundle", "collection")
    amounts = [
        each["dosageInstruction"][0]["doseAndRate"][0]["doseQuantity"] for each in resources(found)
    ]
    assert [(each["value"], each["code"]) for each in amounts] == [
        (1_000_000_000, "{particles}"), (2_000_000_000, "{particles}"),
    ]  # fmt: skip
    assert len({each["id"] for each in resources(found)}) == 2


def test_two_agents_are_two_orders() -> None:
    found = resources(export("5 mg of A daily for 2 days and 7 mg of B daily for 3 days"))
    assert [each["medication"]["concept"]["text"] for each in found] == ["A", "B"]


def test_nobody_knows_an_agent_that_is_not_stated() -> None:
    concept = resources(export("5 mg once"))[0]["medication"]["concept"]
    assert [each["valueCode"] for each in concept["extension"]] == ["unknown"]


def test_days_that_fhir_cannot_repeat_are_dates_where_there_is_a_start() -> None:
    phrase = "10 mg on days 1, 3, 8"
    without = export(phrase)
    assert [each.message for each in without.losses] == [
        "a FHIR R5 order has no place for such times of doses without `--start`: `10 mg on days 1, 3, 8`"
    ]
    assert "timing" not in first(phrase)
    assert first(phrase, start=START)["timing"] == {
        "event": ["2026-03-02", "2026-03-04", "2026-03-09"]
    }
    assert export(phrase, start=START).losses == ()


def test_dates_say_that_their_days_are_not_stated() -> None:
    found = export("10 mg twice weekly for 2 weeks from day 2", start=START)
    assert "even placement, not stated" in found.losses[0].message


def test_as_needed_and_limits_are_named_as_each_release_names_them() -> None:
    phrase = "5 mg 3 times daily as needed at most 15 mg a day at most 5 mg a dose"
    r5, r4b = first(phrase), first(phrase, to="fhir-r4b")
    assert r5["asNeeded"] is True and r4b["asNeededBoolean"] is True
    assert r5["maxDosePerPeriod"] == [r4b["maxDosePerPeriod"]]
    assert r5["maxDosePerAdministration"]["value"] == 5


def test_a_part_that_is_no_decimal_is_told_and_not_rounded() -> None:
    found = export("10 mg daily in 3 divided doses for 2 days")
    assert "amounts that are no decimals" in found.losses[0].message
    assert "doseAndRate" not in first("10 mg daily in 3 divided doses for 2 days")


def test_a_limit_in_total_is_not_one_for_a_lifetime() -> None:
    found = export("5 mg daily for 3 days at most 15 mg in total")
    assert "limits in total" in found.losses[0].message and "Lifetime" not in found.text


def test_strict_writes_nothing_where_something_is_lost() -> None:
    assert export("10 mg on days 1, 3, 8", strict=True).pieces is None
    assert export("10 mg daily for 3 days", strict=True).pieces is not None


def test_a_draft_is_a_proposal() -> None:
    text = dosecalc.parse("trial EX-01\n  unconfirmed\narm A\n  give 5 mg daily for 3 days\n")
    found = resources(dosecalc.convert(text, to="fhir"))[0]
    assert (found["id"], found["status"], found["intent"]) == ("EX-01-A", "draft", "proposal")
    assert found["note"] == [{"text": "a draft that no person has confirmed"}]


def test_a_list_of_dosages_is_of_one_way_of_dosing() -> None:
    one = export("5 mg daily for 2 days then 7 mg daily for 3 days", to="fhir-dosage")
    assert [each["text"] for each in json.loads(one.text)] == [
        "5 mg daily for 2 days",
        "7 mg daily for 3 days",
    ]
    two = export("1, 2 mg once escalating across cohorts", to="fhir-dosage-r4b")
    assert [each.code for each in two.diagnostics] == ["not-exportable"]
    (again,) = NOTATIONS["fhir"].texts(Content.of_text(one.text, "list.json"), Options())
    assert again.words == "5 mg daily for 2 days then 7 mg daily for 3 days"


@pytest.mark.parametrize("to", list(RELEASES))
def test_every_shipped_schedule_is_exported_and_read_without_an_error(to: str) -> None:
    for text in dosecalc.load("schedules"):
        for start in (None, START):
            found = dosecalc.convert(text, to=to, start=start)
            assert found.pieces is not None
            check_codes(found)
            assert all(each.ok for each in back(found, to))
    validate(dosecalc.convert(*dosecalc.load("schedules"), to=to, start=START), to)
