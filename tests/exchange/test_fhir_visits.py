"""What is due on which study day, as a PlanDefinition of FHIR."""

import json
import warnings
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import dosecalc
from dosecalc.conversion import Converted
from dosecalc.dues import planned
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options
from dosecalc.variants import Question, variants

Json = dict[str, Any]
RELEASES = {"fhir-visits": "", "fhir-visits-r4b": ".R4B"}
FILE = """\
trial EX-01 "Inhaled vesicles"
arm low
  give 1e9 particles of EX-EV by inhalation on days 1, 8
visits
  consent 3 days before the first dose
  vital-signs at weeks 0, 2, 4 within 1 day before to 2 days after
  diary daily through day 14
  swab 2 days after each actual dose
  watch DLT for 28 days from the first dose, before next cohort
"""


def export(text: Text, to: str = "fhir-visits") -> Converted:
    return dosecalc.convert(text, to=to)


def plans(found: Converted) -> list[Json]:
    whole = json.loads(found.text)
    return [each["resource"] for each in whole["entry"]] if "entry" in whole else [whole]


def validate(found: Converted, to: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = import_module(f"fhir.resources{RELEASES[to]}.plandefinition").PlanDefinition
        for each in plans(found):
            model.model_validate_json(json.dumps(each))


def check_references(plan: Json) -> None:
    """Actions and definitions that are named exist, and their names are different."""
    names = [each.get("linkId", each.get("id")) for each in plan["action"]]
    held = {f"#{each['id']}" for each in plan.get("contained", ())}
    assert len(names) == len(set(names))
    for action in plan["action"]:
        assert action.get("definitionCanonical") in {None, *held}
        for related in action.get("relatedAction", ()):
            assert related.get("targetId", related.get("actionId")) in names


def action(plan: Json, title: str) -> Json:
    found: Json = next(each for each in plan["action"] if each["title"] == title)
    return found


@pytest.mark.parametrize("to", list(RELEASES))
def test_a_plan_is_valid_in_its_release(to: str) -> None:
    found = export(dosecalc.parse(FILE), to)
    validate(found, to)
    (plan,) = plans(found)
    check_references(plan)
    assert (plan["id"], plan["title"], plan["status"]) == ("EX-01-low", "EX-01, low", "unknown")


def test_days_are_counted_from_day_1_and_windows_are_ranges_of_days() -> None:
    (plan,) = plans(export(dosecalc.parse(FILE)))
    (related,) = action(plan, "consent")["relatedAction"]
    assert (related["relationship"], related["offsetDuration"]["value"]) == ("before-start", 3)
    seen = [each for each in plan["action"] if each["title"] == "vital-signs"]
    assert [each["description"] for each in seen] == ["day 1", "day 15", "day 29"]
    window = seen[1]["timingRange"]
    assert (window["low"]["value"], window["high"]["value"]) == (13, 16)


def test_a_series_is_one_repeated_timing() -> None:
    (plan,) = plans(export(dosecalc.parse(FILE)))
    assert action(plan, "diary")["timingTiming"] == {
        "repeat": {"count": 14, "frequency": 1, "period": 1, "periodUnit": "d"}
    }


def test_a_visit_after_a_dose_is_counted_from_the_dose() -> None:
    (plan,) = plans(export(dosecalc.parse(FILE)))
    dose = action(plan, "dose of EX-EV")
    assert action(plan, "swab")["relatedAction"][0]["targetId"] == dose["linkId"]
    assert plan["contained"][0]["dosage"][0]["doseAndRate"][0]["doseQuantity"]["value"] == 10**9


def test_a_plan_is_read_back_as_what_is_due_on_each_day() -> None:
    content = Content.of_text(export(dosecalc.parse(FILE)).text, "plan.json")
    (back,) = NOTATIONS["fhir"].texts(content, Options())
    assert (
        back.words
        == """\
trial "EX-01, low"
arm plan
  give 1e9 particles of EX-EV by inhalation on days 1, 8
visits
  consent on day -3
  vital-signs on days 1, 15, 29 within 1 day before to 2 days after
  diary on days 1-14
  swab on days 3, 10
  watch DLT for 28 days from day 1
"""
    )
    assert [each.code for each in back.diagnostics] == ["fhir-read-as"]


def test_what_a_plan_cannot_hold_is_told() -> None:
    said = [each.message for each in export(dosecalc.parse(FILE)).losses]
    assert "a FHIR R5 plan has no place for watches that cohorts wait for: `DLT`" in said
    even = export(dosecalc.parse("5 mg of EX twice weekly for 2 weeks")).losses
    assert any("evenly placed days are written" in each.message for each in even)


def test_somebody_elses_plan_is_read_as_far_as_it_has_days() -> None:
    plan = {
        "resourceType": "PlanDefinition", "title": "Other", "status": "active",
        "action": [{"title": "ECG"}, {"title": "X", "relatedAction": [{"targetId": "y", "relationship": "after"}]}],
    }  # fmt: skip
    (found,) = NOTATIONS["fhir"].texts(Content.of_text(json.dumps(plan), "p.json"), Options())
    assert [each.code for each in found.diagnostics] == 2 * ["not-taken-over"] + ["fhir-no-dosage"]


@pytest.mark.parametrize("to", list(RELEASES))
def test_every_shipped_schedule_has_a_plan_that_is_read_as_the_same_days(to: str) -> None:
    for text in dosecalc.load("schedules"):
        found = export(text, to)
        if found.pieces is None:
            assert [each.code for each in found.diagnostics if each.is_error] == [
                "nothing-to-export"
            ]
            continue
        validate(found, to)
        for plan in plans(found):
            check_references(plan)
        content = Content.of_text(found.text, "plan.json")
        for plan, back in zip(
            plans(found), NOTATIONS["fhir"].texts(content, Options()), strict=True
        ):
            # Days that hang on something else come as ranges, which are told and not read.
            ranges = "offsetRange" in json.dumps(plan) and not back.words
            wrong = [each.code for each in back.diagnostics if each.is_error]
            assert wrong == (["fhir-no-dosage"] if ranges else [])


def days(text: Text) -> set[tuple[str, int, tuple[int, int] | None]]:
    """Everything with an exact day, and its window where the text states one."""
    way = next(variants(text.trial.arms[0]))
    dues = planned(text.trial, way, Question()).dues
    return {
        (each.activity, each.day, each.window if each.window_from == "stated" else None)
        for each in dues
        if each.kind in ("dose", "assessment") and each.later == 0
    }


@pytest.mark.parametrize("name", ["NCT07485751", "NCT07232563"])
def test_the_days_of_a_real_trial_come_back(name: str) -> None:
    (text,) = dosecalc.load(name)
    arm = text.trial.arms[0]
    way = next(variants(arm))
    found = dosecalc.convert(
        text, to="fhir-visits", arm=arm.name, cohort=way.cohort, reading=way.name
    )
    (back,) = NOTATIONS["fhir"].texts(Content.of_text(found.text, "plan.json"), Options())
    assert days(back) == days(text)


def spoiled(value: Any) -> Iterator[Any]:
    """The document with each of its values in turn replaced by a mark."""
    yield "@@"
    keys = (
        list(value)
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else ()
    )
    for key in keys:
        for each in spoiled(value[key]):
            made = dict(value) if isinstance(value, dict) else list(value)
            made[key] = each
            yield made


@pytest.mark.parametrize("bad", ["null", "[]", "{}", '"x"', "1e400", "-1", "true", "1.5", "[null]"])
def test_a_wrong_value_anywhere_in_a_plan_gives_a_diagnostic_or_a_sound_result(bad: str) -> None:
    (plan,) = plans(export(dosecalc.parse(FILE)))
    plan["action"] = plan["action"][:7]
    for document in spoiled(plan):
        content = Content.of_text(json.dumps(document).replace('"@@"', bad), "plan.json")
        for text in NOTATIONS["fhir"].texts(content, Options()):
            assert text.ok or any(each.is_error for each in text.diagnostics)


def test_a_dose_that_may_not_take_place_stays_so() -> None:
    made = export(dosecalc.parse("5 mg every 3 weeks up to 2 cycles"))
    (back,) = NOTATIONS["fhir"].texts(Content.of_text(made.text, "plan.json"), Options())
    assert [line.strip() for line in back.words.splitlines() if "give" in line] == [
        "give 5 mg on day 1",
        'give 5 mg on day 22 if "it takes place"',
    ]
