"""FHIR orders, dosages and timings in words of the language, and everything that is wrong in them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dosecalc
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options

UCUM = "http://unitsofmeasure.org"
SNOMED = "http://snomed.info/sct"
Json = dict[str, Any]


def mg(value: float) -> Json:
    return {"value": value, "unit": "mg", "system": UCUM, "code": "mg"}


def time(value: float, code: str) -> Json:
    return {"value": value, "system": UCUM, "code": code}


def dosage(repeat: Json | None = None, **members: Any) -> Json:
    made: Json = {"doseAndRate": [{"doseQuantity": mg(10)}], **members}
    if repeat is not None:
        made["timing"] = {"repeat": repeat}
    return made


def order(*dosages: Json, **members: Any) -> Json:
    return {
        "resourceType": "MedicationRequest", "status": "draft", "intent": "plan",
        "medication": {"concept": {"text": "EX"}}, "subject": {"display": "somebody"},
        "dosageInstruction": list(dosages), **members,
    }  # fmt: skip


def reads(text: str, kind: str = "fhir") -> list[Text]:
    return list(NOTATIONS[kind].texts(Content.of_text(text, "order.json"), Options()))


def read(resource: Any, kind: str = "fhir") -> Text:
    (text,) = reads(json.dumps(resource), kind)
    return text


def codes(text: Text) -> list[str]:
    return [each.code for each in text.diagnostics]


def errors(text: Text) -> list[str]:
    return [each.message for each in text.diagnostics if each.is_error]


DAILY: Json = {"frequency": 1, "period": 1, "periodUnit": "d"}


@pytest.mark.parametrize(
    ("repeat", "words"),
    [
        (DAILY, "daily"),
        ({**DAILY, "frequency": 2}, "2 times daily"),
        ({**DAILY, "frequency": 3, "frequencyMax": 4}, "3 to 4 times daily"),
        ({**DAILY, "periodUnit": "wk"}, "weekly"),
        ({**DAILY, "periodUnit": "mo"}, "monthly"),
        ({**DAILY, "periodUnit": "a"}, "yearly"),
        ({**DAILY, "periodUnit": "h"}, "every 1 hour"),
        ({**DAILY, "period": 90, "periodUnit": "min"}, "every 90 minutes"),
        ({**DAILY, "period": 45, "periodUnit": "s"}, "every 45 seconds"),
        ({**DAILY, "period": 0.5}, "every 12 hours"),
        ({**DAILY, "period": 4, "periodMax": 6, "periodUnit": "h"}, "every 4 to 6 hours"),
        ({**DAILY, "frequency": 2, "period": 3, "periodUnit": "wk"}, "2 times every 3 weeks"),
        ({**DAILY, "count": 5}, "daily for 5 doses"),
        ({**DAILY, "count": 5, "countMax": 7}, "daily for 5 to 7 doses"),
        ({"count": 1}, "once"),
        ({"count": 3}, "at unstated times for 3 doses"),
        ({"when": ["IMD"]}, "once"),
        ({**DAILY, "boundsDuration": time(10, "d")}, "daily for 10 days"),
        ({**DAILY, "boundsRange": {"low": time(4, "wk"), "high": time(6, "wk")}}, "daily for 4 to 6 weeks"),
        ({**DAILY, "boundsRange": {"low": time(1, "wk"), "high": time(10, "d")}}, "daily for 7 to 10 days"),
        ({**DAILY, "boundsRange": {"high": time(6, "wk")}}, "daily for up to 6 weeks"),
        ({**DAILY, "boundsRange": {"low": time(6, "wk")}}, "daily for at least 6 weeks"),
        ({**DAILY, "boundsPeriod": {"start": "2026-02-27", "end": "2026-03-02"}}, "daily for 4 days"),
        ({**DAILY, "boundsPeriod": {"start": "2026-02-27T00:00:00Z", "end": "2026-02-27T23:59:59Z"}}, "daily for 1 day"),
        ({**DAILY, "boundsPeriod": {"start": "2026-02-27"}}, "daily"),
        ({**DAILY, "boundsPeriod": {"end": "2026-02-27"}}, "daily for an unstated time"),
        ({**DAILY, "boundsDuration": time(10, "d"), "count": 5}, "daily for 5 doses"),
        ({**DAILY, "boundsDuration": time(10, "d"), "count": 20}, "daily for 10 days"),
        ({**DAILY, "duration": 30, "durationMax": 60, "durationUnit": "min"}, "daily over 30 to 60 minutes"),
        ({**DAILY, "duration": 2, "durationUnit": "d"}, "daily over 48 hours"),
        ({"dayOfWeek": ["fri", "mon"]}, "on Monday, Friday"),
        ({**DAILY, "frequency": 2, "dayOfWeek": ["mon"]}, "2 times daily on Monday"),
        ({**DAILY, "frequency": 2, "periodUnit": "wk", "dayOfWeek": ["mon", "thu"]}, "on Monday, Thursday"),
        ({"timeOfDay": ["08:00:00", "20:00:00"]}, "2 times daily at 08:00, 20:00"),
        ({"timeOfDay": ["08:00:00"], "dayOfWeek": ["sat"]}, "on Saturday at 08:00"),
        ({**DAILY, "frequency": 2, "timeOfDay": ["08:00:00", "20:00:00"]}, "2 times daily at 08:00, 20:00"),
        ({"when": ["MORN", "HS"]}, "2 times daily in the morning, at bedtime"),
        ({"when": ["ACM", "ACV"], "offset": 30}, "2 times daily 30 minutes before breakfast, dinner"),
        ({"when": ["PCD"], "offset": 0}, "daily after lunch"),
        ({"when": ["C"]}, "with meals"),
        ({**DAILY, "frequency": 3, "when": ["AC"]}, "3 times daily before meals"),
        ({**DAILY, "when": ["PC"]}, "daily after food"),
    ],
)  # fmt: skip
def test_a_repeated_timing_has_words(repeat: Json, words: str) -> None:
    found = read(dosage(repeat))
    assert (found.words, errors(found)) == (f"10 mg {words}", [])


def test_events_of_several_kinds_are_given_together() -> None:
    found = read(dosage({"when": ["ACM", "HS", "PCV"], "boundsDuration": time(3, "d")}))
    assert found.words == (
        "(10 mg daily before breakfast for 3 days and 10 mg daily at bedtime for 3 days "
        "and 10 mg daily after dinner for 3 days)"
    )
    assert dosecalc.total(found).to_frame()["doses_low"].tolist() == [9]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("BID", "2 times daily"), ("TID", "3 times daily"), ("QID", "4 times daily"),
        ("QD", "daily"), ("QOD", "every 2 days"), ("AM", "daily in the morning"),
        ("PM", "daily in the afternoon"), ("BED", "daily at bedtime"), ("Q6H", "every 6 hours"),
        ("WK", "weekly"), ("MO", "monthly"),
    ],
)  # fmt: skip
def test_an_abbreviation_is_a_whole_timing(code: str, words: str) -> None:
    system = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"
    coded = {"code": {"coding": [{"system": system, "code": code}]}}
    assert read(dosage(timing=coded)).words == f"10 mg {words}"
    bounded = {**coded, "repeat": {"boundsDuration": time(5, "d")}}
    assert read(dosage(timing=bounded)).words == f"10 mg {words} for 5 days"


def test_an_abbreviation_and_a_structure_that_differ_are_refused() -> None:
    coded = {"coding": [{"code": "BID"}]}
    same = read(
        dosage(timing={"code": coded, "repeat": {**DAILY, "period": 12, "periodUnit": "h"}})
    )
    assert same.words == "10 mg every 12 hours"
    other = read(dosage(timing={"code": coded, "repeat": {**DAILY, "frequency": 3}}))
    assert errors(other) == ["the code of the timing and its structure differ, at `/timing/repeat`"]


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        ({"duration": 1}, "tim-1"),
        ({"frequency": 1, "period": 1}, "tim-2"),
        ({**DAILY, "duration": -1, "durationUnit": "h"}, "tim-4"),
        ({**DAILY, "period": -1}, "tim-5"),
        ({"frequency": 1, "periodMax": 2, "periodUnit": "d"}, "tim-6"),
        ({**DAILY, "durationMax": 2, "durationUnit": "h"}, "tim-7"),
        ({**DAILY, "countMax": 2}, "tim-8"),
        ({**DAILY, "offset": 30}, "tim-9"),
        ({**DAILY, "offset": 30, "when": ["CM"]}, "tim-9"),
        ({**DAILY, "when": ["HS"], "timeOfDay": ["20:00:00"]}, "tim-10"),
        ({**DAILY, "boundsPeriod": {"start": "2026-03-02", "end": "2026-03-01"}}, "per-1"),
        ({**DAILY, "boundsDuration": {"value": 3}}, "drt-1"),
        ({**DAILY, "boundsDuration": {"value": 3, "system": "http://x", "code": "x"}}, "drt-1"),
        ({**DAILY, "boundsRange": {"low": time(3, "d"), "high": time(2, "d")}}, "rng-2"),
    ],
)  # fmt: skip
def test_a_broken_rule_of_fhir_is_named_with_its_place(repeat: Json, rule: str) -> None:
    found = [each for each in read(dosage(repeat)).diagnostics if each.code == "fhir-rule"]
    assert [f"rule {rule} of FHIR" in each.message for each in found] == [True]
    assert "at `/timing/repeat" in found[0].message and found[0].hint


@pytest.mark.parametrize(
    ("resource", "rule"),
    [
        (dosage(DAILY, asNeeded=False, asNeededFor=[{"text": "pain"}]), "dos-1"),
        (dosage(DAILY, doseAndRate=[{"doseQuantity": {**mg(1), "comparator": "<"}}]), "sqt-1"),
        (dosage(DAILY, doseAndRate=[{"doseQuantity": {"value": 1, "code": "mg"}}]), "qty-3"),
        (dosage(DAILY, doseAndRate=[{"doseRange": {"low": mg(2), "high": mg(1)}}]), "rng-2"),
        (dosage(DAILY, doseAndRate=[{"rateRatio": {"numerator": mg(2)}}]), "rat-1"),
        (order(dosage(DAILY), medication={"reference": {"reference": "#x"}}), "ref-1"),
    ],
)
def test_a_rule_about_doses_is_named(resource: Json, rule: str) -> None:
    assert [f"rule {rule} of" in each for each in errors(read(resource))] == [True]


@pytest.mark.parametrize(
    ("repeat", "message"),
    [
        ({**DAILY, "period": 2, "periodUnit": "wk", "dayOfWeek": ["mon", "fri"]},
         "every 2 weeks, on 2 named days, at `/timing/repeat/dayOfWeek`"),
        ({**DAILY, "timeOfDay": ["08:00:00", "20:00:00"]},
         "daily, at 2 times of a day, at `/timing/repeat/frequency`"),
        ({**DAILY, "frequency": 3, "when": ["MORN"]},
         "3 times daily, at 1 time of a day, at `/timing/repeat/frequency`"),
        ({"when": ["AC", "HS"]},
         "meals that nobody counts beside other events, at `/timing/repeat/when`"),
        ({"when": ["ACM", "HS"], "count": 5},
         "a count of doses at several kinds of events of a day, at `/timing/repeat`"),
        ({"when": ["HS", "HS"]}, "the same is listed twice, at `/timing/repeat/when`"),
        ({"frequency": 3}, "a frequency does not say in what time, at `/timing/repeat`"),
        ({**DAILY, "frequency": 2, "frequencyMax": 1},
         "the greatest frequency is below the least, at `/timing/repeat`"),
        ({**DAILY, "period": 0}, "a period of 0 is none, at `/timing/repeat`"),
        ({**DAILY, "period": 4, "periodMax": 3},
         "the longest period is below the shortest, at `/timing/repeat`"),
        ({**DAILY, "frequency": 2, "period": 4, "periodMax": 6},
         "several times in a period of unknown length, at `/timing/repeat`"),
        ({**DAILY, "period": 0.5, "periodUnit": "mo"},
         "a period of 0.5 `mo` is not understood, at `/timing/repeat`"),
        ({**DAILY, "count": 5, "countMax": 4},
         "the greatest count is below the least, at `/timing/repeat/countMax`"),
        ({**DAILY, "count": 5, "boundsDuration": time(1, "mo")},
         "which of bounds and count ends this is not clear, at `/timing/repeat`"),
        ({**DAILY, "boundsDuration": time(0, "d")},
         "this is no length of time, at `/timing/repeat/boundsDuration`"),
        ({**DAILY, "boundsPeriod": {"start": "2026-03-02T08:00:00Z", "end": "2026-03-09"}},
         "`2026-03-02T08:00:00Z` is no whole day, at `/timing/repeat/boundsPeriod/start`"),
        ({**DAILY, "boundsPeriod": {"start": "2026-02-30"}},
         "`2026-02-30` is no whole day, at `/timing/repeat/boundsPeriod/start`"),
        ({"timeOfDay": ["08:00:30"]},
         "`08:00:30` is no time of day in minutes, at `/timing/repeat/timeOfDay/0`"),
        ({**DAILY, "duration": 1, "durationUnit": "mo"},
         "an administration of such a length is not understood, at `/timing/repeat/duration`"),
        ({**DAILY, "periodUnit": "day"}, "`day` is no unit of time, at `/timing/repeat/periodUnit`"),
        ({**DAILY, "when": ["noon"]}, "`noon` is no event of a day, at `/timing/repeat/when/0`"),
        ({**DAILY, "boundsDuration": time(3, "d"), "boundsRange": {"low": time(3, "d")}},
         "`boundsDuration` and `boundsRange` exclude each other, at `/timing/repeat`"),
        ({**DAILY, "boundsDuration": {**time(3, "d"), "unit": "hours"}},
         "the code `d` and the unit `hours` are not the same, at `/timing/repeat/boundsDuration`"),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused_with_its_place(repeat: Json, message: str) -> None:
    found = read(dosage(repeat))
    assert errors(found) == [message]
    assert found.words == ""


def test_a_timing_alone_is_an_unknown_amount_and_its_mistakes_are_told_once() -> None:
    assert read({"repeat": DAILY}).words == "an unknown amount daily"
    assert [each.code for each in read({"repeat": {"period": 1}}).diagnostics] == ["fhir-rule"]


def test_a_dose_without_a_unit_or_with_an_unknown_one_counts_as_one_without_a_unit() -> None:
    for quantity in ({"value": 20}, {"value": 20, "unit": "blobs"},
                     {"value": 20, "system": UCUM, "code": "U", "unit": "U"},
                     {"value": 20, "system": "http://x", "code": "q"}):  # fmt: skip
        found = read(dosage(DAILY, doseAndRate=[{"doseQuantity": quantity}]))
        assert (found.words, codes(found)) == ("20 unstated daily", ["fhir-unit-not-known"])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ug", "5 µg"), ("[iU]", "5 IU"), ("k[iU]", "5000 IU"), ("mL", "5 mL"), ("ml", "5 mL"),
        ("{tablet}", "5 tablets"), ("{particles}", "5 particles"), ("10*9{cells}", "5e9 cells"),
        ("mg/kg", "5 mg/kg"), ("mg/m2", "5 mg/m2"),
        ("ug{protein}", "5 µg protein"), ("[drp]", "5 drops"), ("[PFU]", "5 PFU"), ("MBq", "5 MBq"),
    ],
)  # fmt: skip
def test_a_code_of_ucum_is_a_unit_of_the_language(code: str, words: str) -> None:
    quantity = {"value": 5, "system": UCUM, "code": code}
    found = read(dosage(DAILY, doseAndRate=[{"doseQuantity": quantity}]))
    assert (found.words, errors(found)) == (f"{words} daily", [])


def test_what_stands_in_braces_is_never_a_mass() -> None:
    quantity = {"value": 5, "system": UCUM, "code": "{mg}"}
    found = read(dosage(DAILY, doseAndRate=[{"doseQuantity": quantity}]))
    assert found.words == "5 unstated daily"


def test_a_code_and_a_printed_unit_have_to_agree() -> None:
    quantity = {"value": 5, "unit": "mg", "system": UCUM, "code": "ug"}
    found = read(dosage(DAILY, doseAndRate=[{"doseQuantity": quantity}]))
    assert errors(found) == [
        "the code `ug` and the unit `mg` are not the same, at `/doseAndRate/0/doseQuantity`"
    ]


def test_figures_are_exact() -> None:
    text = json.dumps(dosage({**DAILY, "count": 3})).replace(
        '"value": 10', '"value": 0.10000000000000000001'
    )
    (found,) = reads(text)
    assert found.words == "0.10000000000000000001 mg daily for 3 doses"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"doseRange": {"low": mg(1), "high": mg(2)}}, "1 to 2 mg"),
        ({"doseRange": {"low": mg(1)}}, "at least 1 mg"),
        ({"doseRange": {"high": mg(2)}}, "up to 2 mg"),
        ({"doseRange": {"low": mg(500), "high": {"value": 1, "system": UCUM, "code": "g"}}}, "500 to 1000 mg"),
        ({"doseQuantity": {"value": 200, "system": UCUM, "code": "mL"},
          "rateQuantity": {"value": 50, "system": UCUM, "code": "mL/h"}}, "200 mL at 50 mL/hour"),
        ({"doseQuantity": {"value": 200, "system": UCUM, "code": "mL"},
          "rateRange": {"low": {"value": 50, "system": UCUM, "code": "mL/h"},
                        "high": {"value": 60, "system": UCUM, "code": "mL/h"}}}, "200 mL at 50 to 60 mL/hour"),
        ({"doseQuantity": {"value": 200, "system": UCUM, "code": "mL"},
          "rateRatio": {"numerator": {"value": 100, "system": UCUM, "code": "mL"},
                        "denominator": time(2, "h")}}, "200 mL at 50 mL/hour"),
    ],
)  # fmt: skip
def test_a_dose_has_words(entry: Json, words: str) -> None:
    found = read(dosage(DAILY, doseAndRate=[entry]))
    assert (found.words, errors(found)) == (f"{words} daily", [])


def test_rate_dose_and_duration_have_to_agree() -> None:
    entry = {
        "doseQuantity": {"value": 1000, "system": UCUM, "code": "mL"},
        "rateQuantity": {"value": 50, "system": UCUM, "code": "mL/h"},
    }
    found = read(dosage({**DAILY, "duration": 4, "durationUnit": "h"}, doseAndRate=[entry]))
    assert [each.code for each in found.diagnostics if each.is_error] == ["rate-differs"]


def test_of_an_ordered_and_a_calculated_dose_the_ordered_one_counts() -> None:
    entries = [
        {"type": {"coding": [{"code": "calculated"}]}, "doseQuantity": mg(140)},
        {"type": {"coding": [{"code": "ordered"}]}, "doseQuantity": mg(2)},
    ]
    found = read(dosage(DAILY, doseAndRate=entries))
    assert (found.words, codes(found)) == ("2 mg daily", ["not-taken-over"])
    assert errors(read(dosage(DAILY, doseAndRate=[entries[0], entries[0]]))) == [
        "several doses, and not one of them is the ordered one, at `/doseAndRate`"
    ]


def test_limits_are_per_dose_period_and_lifetime_and_r5_has_several_periods() -> None:
    ratio = {"numerator": mg(40), "denominator": time(1, "d")}
    limits = {"maxDosePerAdministration": mg(20), "maxDosePerLifetime": mg(900)}
    words = "10 mg daily at most 20 mg a dose at most 900 mg in total at most 40 mg a day"
    assert read(dosage(DAILY, maxDosePerPeriod=[ratio], **limits)).words == words
    assert read(dosage(DAILY, maxDosePerPeriod=ratio, **limits)).words == words
    assert errors(read(dosage(DAILY, maxDosePerPeriod=ratio), "fhir-r5")) == [
        "`order.json` holds an object where a list that is not empty belongs, at `/maxDosePerPeriod`"
    ]


def test_as_needed_without_a_maximum_stays_unknown() -> None:
    found = read(dosage(asNeeded=True, timing={"repeat": {"boundsDuration": time(3, "d")}}))
    assert found.words == "10 mg at unstated times for 3 days as needed"
    assert "unknown" in str(dosecalc.total(found))


def test_releases_differ_in_as_needed_and_are_told_apart() -> None:
    r5 = order(dosage(DAILY, asNeededFor=[{"text": "pain"}]))
    r4b = order(dosage(DAILY, asNeededCodeableConcept={"text": "pain"}))
    r4b["medicationCodeableConcept"] = r4b.pop("medication")["concept"]
    for resource, own, other in ((r5, "fhir-r5", "fhir-r4b"), (r4b, "fhir-r4b", "fhir-r5")):
        assert read(resource).words == "10 mg of EX daily as needed"
        assert read(resource, own).words == "10 mg of EX daily as needed"
        assert "fhir-release-mixed" in codes(read(resource, other))
        assert read(resource, other).words == ""


def test_instructions_of_rising_sequence_follow_each_other_and_equal_ones_run_together() -> None:
    first = dosage({**DAILY, "boundsDuration": time(2, "d")}, sequence=1)
    second = dosage({**DAILY, "boundsDuration": time(3, "d")}, sequence=2)
    assert read([first, second]).words == "10 mg daily for 2 days then 10 mg daily for 3 days"
    both = read([first, {**second, "sequence": 1}, {**first, "sequence": 7}])
    assert both.words == (
        "(10 mg daily for 2 days and 10 mg daily for 3 days) then 10 mg daily for 2 days"
    )
    del first["sequence"], second["sequence"]
    alone = read([first, second])
    assert (alone.words, codes(alone)) == (
        "10 mg daily for 2 days and 10 mg daily for 3 days", ["fhir-read-as"]
    )  # fmt: skip


def test_dates_become_study_days_and_are_told() -> None:
    def during(start: str, end: str) -> Json:
        return dosage({**DAILY, "boundsPeriod": {"start": start, "end": end}})

    found = read(order(during("2015-01-23", "2015-01-29"), during("2015-01-16", "2015-01-22")))
    assert found.words == (
        "10 mg of EX daily from day 8 for 7 days and 10 mg of EX daily for 7 days"
    )
    assert [each.message for each in found.diagnostics] == [
        "2015-01-16 is day 1, at `/dosageInstruction/0`"
    ]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (["2026-03-02"], "on day 1"),
        (["2026-03-02", "2026-03-03", "2026-03-09"], "on days 1, 2, 8"),
        (["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"], "every 7 days for 4 doses"),
        (["2026-03-02", "2026-03-02", "2026-03-04", "2026-03-04"], "2 times daily on days 1, 3"),
        (
            ["2026-03-02T08:00:00Z", "2026-03-02T20:00:00Z"],
            "2 times daily on day 1 at 08:00, 20:00",
        ),
    ],
)
def test_dates_in_a_list_become_study_days(events: list[str], words: str) -> None:
    found = read(dosage(timing={"event": events}))
    assert (found.words, errors(found)) == (f"10 mg {words}", [])


def test_days_with_other_times_are_parts_of_their_own() -> None:
    events = [
        "2026-03-02T20:00:00Z",
        "2026-03-03T08:00:00Z",
        "2026-03-03T20:00:00Z",
        "2026-03-04T08:00:00Z",
    ]
    assert read(dosage(timing={"event": events})).words == (
        "(10 mg on day 1 at 20:00 and 10 mg 2 times daily on day 2 at 08:00, 20:00 "
        "and 10 mg on day 3 at 08:00)"
    )


@pytest.mark.parametrize(
    "events", [["2026-03"], ["2026"], ["2026-02-30"], ["soon"], 2 * ["2026-03-02T08:00:00Z"]]
)
def test_what_is_no_day_is_refused(events: list[str]) -> None:
    assert [each.code for each in read(dosage(timing={"event": events})).diagnostics] == [
        "fhir-not-clear"
    ]


def test_a_route_is_known_by_its_code_and_else_quoted() -> None:
    coded = {"coding": [{"system": SNOMED, "code": "47625008", "display": "IV"}]}
    assert read(dosage(DAILY, route=coded)).words == "10 mg intravenously daily"
    assert read(dosage(DAILY, route={"text": 'through a "port"'})).words == (
        '10 mg by "through a \\"port\\"" daily'
    )
    unknown = read(dosage(DAILY, route={"coding": [{"system": "http://x", "code": "7"}]}))
    assert (unknown.words, codes(unknown)) == ("10 mg daily", ["fhir-read-as", "not-taken-over"])


def test_what_says_nothing_about_doses_is_listed_in_one_line() -> None:
    found = read(order(dosage(DAILY), requester={"display": "Dr X"}, dispenseRequest={"a": 1}))
    assert [each.message for each in found.diagnostics] == [
        "requester, dispenseRequest of the order is left out: this is no part of the dosing"
    ]


def test_instructions_sites_and_reasons_are_listed_as_left_out() -> None:
    found = read(dosage(DAILY, site={"text": "left arm"}, method={"text": "Apply"}, asNeeded=True,
                        asNeededFor=[{"text": "pain"}], patientInstruction="shake"))  # fmt: skip
    assert [each.message.partition(" is left out")[0] for each in found.diagnostics] == [
        "as needed for pain", "the instruction shake", "the site left arm", "the method Apply",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("members", "name"),
    [
        ({"modifierExtension": [{"url": "http://x"}]}, "modifierExtension"),
        ({"implicitRules": "http://x"}, "implicitRules"),
        ({"doNotPerform": True}, "doNotPerform"),
        ({"status": "entered-in-error"}, "status: entered-in-error"),
    ],
)
def test_what_changes_the_meaning_of_all_else_is_refused(members: Json, name: str) -> None:
    assert errors(read(order(dosage(DAILY), **members))) == [
        f"`{name}` changes what the rest means"
    ]


def test_a_stopped_order_is_read_with_a_warning() -> None:
    found = read(order(dosage(DAILY), status="stopped"))
    assert (found.ok, codes(found)) == (True, ["fhir-not-in-force"])


def test_a_medication_may_stand_inside_the_order() -> None:
    held = {"resourceType": "Medication", "id": "m", "code": {"coding": [{"display": "EX 5 mg"}]}}
    found = read(
        order(dosage(DAILY), medication={"reference": {"reference": "#m"}}, contained=[held])
    )
    assert found.words == '10 mg of "EX 5 mg" daily'


def test_a_bundle_and_a_file_of_lines_hold_several_orders() -> None:
    bundle = {
        "resourceType": "Bundle", "type": "collection",
        "entry": [{"resource": order(dosage(DAILY))}, {"fullUrl": "x", "resource": {"resourceType": "Patient"}}],
    }  # fmt: skip
    first, second = reads(json.dumps(bundle))
    assert first.words == "10 mg of EX daily"
    assert errors(second) == [
        "`Patient` is nothing that doses are read from, at `/entry/1/resource`"
    ]
    lines = "\n".join([json.dumps(order(dosage(DAILY)))] * 3)
    assert [each.words for each in reads(lines)] == 3 * ["10 mg of EX daily"]


def test_an_order_without_dosage_or_timing_says_so() -> None:
    empty = order()
    del empty["dosageInstruction"]
    assert codes(read(empty)) == ["fhir-no-dosage"]
    text = read(order({"text": "as discussed"}))
    assert (text.words, codes(text)) == (
        'an unknown amount of EX at unstated times', ["fhir-only-in-text"]
    )  # fmt: skip


def test_a_file_that_can_only_be_fhir_is_told_by_its_first_characters(tmp_path: Path) -> None:
    path = tmp_path / "order.json"
    path.write_text(json.dumps(order(dosage(DAILY))))
    (text,) = dosecalc.load(path)
    assert codes(text)[0] == "guessed-notation" and text.words == "10 mg of EX daily"
    path.write_text(json.dumps({"resourceType": "Patient"}))
    (text,) = dosecalc.load(path)
    assert "guessed-notation" not in codes(text)


# ------------------------------------------------------------------ hostile files

WHOLE = order(
    dosage(
        {**DAILY, "boundsPeriod": {"start": "2026-03-02", "end": "2026-03-04"}, "duration": 1,
         "durationMax": 2, "durationUnit": "h", "when": ["ACM"], "offset": 10, "count": 2,
         "countMax": 3},
        sequence=1, text="10 mg daily", route={"coding": [{"system": SNOMED, "code": "26643006"}]},
        asNeeded=True, asNeededFor=[{"text": "pain"}], maxDosePerAdministration=mg(20),
        maxDosePerPeriod=[{"numerator": mg(40), "denominator": time(1, "d")}],
        site={"text": "arm"}, additionalInstruction=[{"text": "shake"}],
    ),
    dosage({"dayOfWeek": ["mon"], "timeOfDay": ["08:00:00"], "boundsRange": {"low": time(1, "wk"), "high": time(2, "wk")}},
           doseAndRate=[{"type": {"coding": [{"code": "ordered"}]},
                         "doseRange": {"low": mg(1), "high": mg(2)},
                         "rateRatio": {"numerator": mg(2), "denominator": time(1, "h")}}]),
    dosage(timing={"event": ["2026-03-02", "2026-03-09"], "code": {"coding": [{"code": "BID"}], "text": "x"}}),
    groupIdentifier={"value": "x"}, contained=[{"resourceType": "Group", "id": "g"}],
)  # fmt: skip
BAD = ("null", "[]", "{}", '"x"', '""', "1e400", "-1", "0", "true", "1.5", "[null]", '[{"a": []}]',
       '{"value": {}}', "99999999999999999999999999999999999999999999999999999999999999999999999")  # fmt: skip
MARK = "@@"


def spoiled(value: Any) -> Iterator[Any]:
    """The document with each of its values in turn replaced by a mark."""
    yield MARK
    if isinstance(value, dict):
        for key, inner in value.items():
            for each in spoiled(inner):
                yield {**value, key: each}
    if isinstance(value, list):
        for place, inner in enumerate(value):
            for each in spoiled(inner):
                yield [*value[:place], each, *value[place + 1 :]]


DOCUMENTS = [json.dumps(each) for each in spoiled(WHOLE)]


@pytest.mark.parametrize("bad", BAD)
def test_a_wrong_value_anywhere_gives_a_diagnostic_or_a_sound_result(bad: str) -> None:
    for document in DOCUMENTS:
        for text in reads(document.replace(f'"{MARK}"', bad)):
            assert text.ok or any(each.is_error for each in text.diagnostics)
            assert all("\n" not in each.message for each in text.diagnostics)


@pytest.mark.parametrize("bad", ["null", "[]", "{}", "true"])
def test_a_wrong_type_in_a_timing_or_dose_is_an_error(bad: str) -> None:
    part = dosage({**DAILY, "boundsDuration": time(3, "d"), "count": 2})
    for document in list(spoiled(part))[1:]:
        for text in reads(json.dumps(document).replace(f'"{MARK}"', bad)):
            assert any(each.is_error for each in text.diagnostics)


@settings(max_examples=60)
@given(st.integers(1, 400))
def test_a_truncated_file_is_an_error(cut: int) -> None:
    text = json.dumps(WHOLE)[:-cut]
    assert any(each.is_error for found in reads(text) for each in found.diagnostics)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", "NaN", '{"a": 1, "a": 2}', "[" * 5000, '{"timing": {"repeat": NaN}}',
     '"text"', "5", '{"resourceType": 5}', '{"resourceType": "Bundle", "entry": []}',
     '{"resourceType": "Bundle", "entry": [{}]}', '{"resourceType": "Bundle", "entry": [5, null]}',
     '{"a":' * 5000, "\x00", '[[{"timing": {}}]]'],
)  # fmt: skip
def test_what_is_no_order_at_all_is_an_error(text: str) -> None:
    found = reads(text)
    assert found and all(any(said.is_error for said in each.diagnostics) for each in found)


def test_text_of_a_file_cannot_move_the_cursor_or_break_lines() -> None:
    evil = "a\nb\x1b[31m\u202e"
    found = read(
        order(dosage(DAILY, text=evil, site={"text": evil}), medication={"concept": {"text": evil}})
    )
    assert all(each.message.isprintable() for each in found.diagnostics)


def test_more_dates_or_instructions_than_anybody_writes_are_refused_quickly() -> None:
    assert codes(read(dosage(timing={"event": 20_001 * ["2026-03-02"]}))) == ["fhir-too-many"]
    assert codes(read(order(*(1_001 * [dosage(DAILY)])))) == ["fhir-too-many"]
