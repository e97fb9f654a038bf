"""Examples of FHIR's own pages, and what has to be noticed in them.

jy95/fds@2f1478e1f7 has taken timing, dose and text of each from the examples of the R4 and R5
specifications (`medrx0301.json` and others), and the timings from its own; `hazard_or_note` of our
table of cases says what a reader has to be told.
"""

import json
from typing import Any

import pytest

import dosecalc
from dosecalc.language import Text
from dosecalc.notations import NOTATIONS, Content, Options

UCUM = "http://unitsofmeasure.org"
FORMS = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm"
Json = dict[str, Any]

# id, text, timing, dose, greatest doses, words of the language, and what is said about the text.
ORDERS: list[tuple[str, str, Json, Json, Json, str, tuple[str, ...]]] = [
    ('FM-002',
     'one to two tablets every 4-6 hours as needed for rib pain',
     {'repeat': {'frequency': 1, 'period': 4, 'periodMax': 6, 'periodUnit': 'h'}},
     {'doseRange': {'low': '1 TAB', 'high': '2 TAB'}},
     {},
     '1 to 2 tablets every 4 to 6 hours as needed',
     ()),
    ('FM-005',
     'Take 4 tablets daily for 7 days starting January 16, 2015',
     {'repeat': {'boundsPeriod': {'start': '2015-01-16', 'end': '2015-01-20'}, 'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '4 TAB'},
     {},
     '4 tablets daily for 5 days',
     ('how long: the text says 7 days, the structure 5 days',)),
    ('FM-006',
     'Take 2 tablets daily for 7 days starting January 23, 2015',
     {'repeat': {'boundsPeriod': {'start': '2015-01-23', 'end': '2015-01-30'}, 'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '2 TAB'},
     {},
     '2 tablets daily for 8 days',
     ('how long: the text says 7 days, the structure 8 days',)),
    ('FM-009',
     '0.25mg PO every 6-12 hours as needed for menses from Jan 15-20, 2015.  Do not exceed more than 4mg per day',
     {'repeat': {'boundsPeriod': {'start': '2015-01-15', 'end': '2015-01-20'}, 'frequency': 1, 'period': 6, 'periodMax': 12, 'periodUnit': 'h'}},
     {'doseQuantity': '1 TAB'},
     {'maxDosePerAdministration': {'value': 4, 'unit': 'mg', 'system': 'http://unitsofmeasure.org', 'code': 'mg'}},
     '1 tablet every 6 to 12 hours for 6 days as needed at most 4 mg a dose',
     ('the unit of a dose: the text says 0.25 mg, the structure 1 tablet', 'the greatest dose: the text says 4 mg a day, the structure 4 mg a dose')),
    ('FM-010',
     '6 mg PO daily for remission induction; adjust dosage to white blood cell (WBC) count.  With hold treatment if WBC is less than 15,000/µL; resume when WBC is greater than 50,000/µL',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '6 mg'},
     {},
     '6 mg daily',
     ('a condition stands in the text alone: `adjust dosage to white blood cell (wbc) count`', 'a condition stands in the text alone: `hold treatment if wbc is less than 15000/µl`', 'a condition stands in the text alone: `resume when wbc is greater than 50000/µl`')),
    ('FM-011',
     '1 tablet every four hours as needed for pain',
     {'repeat': {'frequency': 1, 'period': 4, 'periodUnit': 'h'}},
     {'doseQuantity': '1 TAB'},
     {},
     '1 tablet every 4 hours as needed',
     ()),
    ('FM-012',
     '1000 mg/m2 orally twice daily from days 1-14 of cycle',
     {'repeat': {'boundsPeriod': {'start': '2016-01-22', 'end': '2016-02-04'}, 'frequency': 1, 'period': 2, 'periodUnit': 'd'}},
     {'doseQuantity': '1000 mg/m2'},
     {},
     '1000 mg/m2 every 2 days for 14 days',
     ('how often: the text says 2 a day, the structure 0.5 a day',)),
    ('FM-013',
     'Take 1-2 tablets once daily at bedtime as needed for restless legs',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseRange': {'low': '1 TAB', 'high': '2 TAB'}},
     {},
     '1 to 2 tablets daily as needed',
     ('when on a day stands in the text alone: `bedtime`',)),
    ('FM-015',
     '100mg (4ml) three times daily',
     {'repeat': {'frequency': 3, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '100 mg'},
     {},
     '100 mg 3 times daily',
     ()),
    ('FM-016',
     '500mg daily for 5 days',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '500 mg'},
     {},
     '500 mg daily',
     ('how long it goes on stands in the text alone: `for 5 days`',)),
    ('FM-017',
     '75mcg daily',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '75 ug'},
     {},
     '75 µg daily',
     ()),
    ('FM-023',
     '500mg IV q6h x 3 days',
     {'repeat': {'frequency': 1, 'period': 6, 'periodUnit': 'h'}},
     {'doseQuantity': '500 mg'},
     {},
     '500 mg every 6 hours',
     ('how long it goes on stands in the text alone: `for 3 days`',)),
    ('FM-025',
     '20 Units SC three times daily',
     {'repeat': {'frequency': 3, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '20 U'},
     {},
     '20 unstated 3 times daily',
     ()),
    ('FM-027',
     '15 units before lunch',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '15 U'},
     {},
     '15 unstated daily',
     ('when on a day stands in the text alone: `before lunch`',)),
    ('FM-028',
     '20 units before dinner',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '20 U'},
     {},
     '20 unstated daily',
     ('when on a day stands in the text alone: `before dinner`',)),
    ('FM-030',
     '1000mL infused at 50ml/hour for 4 hours - hung at 2200 hours',
     {'event': ['2015-01-15T22:00:00+11:00'], 'repeat': {'frequency': 1, 'period': 24, 'periodUnit': 'h'}},
     {'doseQuantity': '1000 mL', 'rateRatio': {'numerator': '50 mL', 'denominator': '1 h'}},
     {},
     '1000 mL at 50 mL/hour every 24 hours',
     ('how long an administration takes: the text says 4 hours, the structure 20 hours',)),
    ('FM-031',
     'Insert one suppository rectally twice daily as needed for fever to a maximim of 3 per day',
     {'repeat': {'frequency': 2, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '240 mg'},
     {'maxDosePerPeriod': {'numerator': {'value': 720, 'system': 'http://unitsofmeasure.org', 'code': 'mg'}, 'denominator': {'value': 1, 'system': 'http://unitsofmeasure.org', 'code': 'd'}}},
     '240 mg 2 times daily as needed at most 720 mg a day',
     ()),
    ('FM-034',
     'apply one patch three times per week',
     {'repeat': {'frequency': 3, 'period': 1, 'periodUnit': 'wk'}},
     {'doseQuantity': '1 PATCH'},
     {},
     '1 patch 3 times weekly',
     ()),
    ('FM-035',
     'Use 1 spray twice daily',
     {'repeat': {'frequency': 2, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '1 NASINHL'},
     {},
     '1 unstated 2 times daily',
     ()),
    ('FM-036',
     'Apply twice daily to affected area on left arm',
     {'repeat': {'frequency': 2, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '1 OINT'},
     {},
     '1 unstated 2 times daily',
     ()),
    ('FM-037',
     'Instil one drop in each eye twice daily',
     {'repeat': {'frequency': 2, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '1 OPDROP'},
     {},
     '1 drop 2 times daily',
     ('a dose for each of several sites stands in the text alone: `in each eye`',)),
    ('FM-038',
     '7mg once daily',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '7 mg'},
     {},
     '7 mg daily',
     ()),
    ('FM-040',
     'one tablet one time daily in the morning for rib pain',
     {'repeat': {'frequency': 1, 'period': 1, 'periodUnit': 'd', 'when': ['MORN']}},
     {'doseRange': {'low': '1 TAB', 'high': '2 TAB'}},
     {},
     '1 to 2 tablets daily in the morning',
     ('a dose: the text says 1 tablets, the structure 1 to 2 tablets',)),
    ('FM-042',
     'Apply to affected areas at 9am daily',
     {'repeat': {'timeOfDay': ['09:00:00']}},
     {'doseQuantity': '1 OINT'},
     {},
     '1 unstated daily at 09:00',
     ()),
    ('FM-049',
     'Administer in 100cc NS as follows: First treatment infuse over 90 minutes, if no reaction then second treatment infuse over 60 minutes, if no reaction then on third and following treatments give over 30 minutes.',
     {'event': ['2023-01-18T00:00:00.000Z']},
     {'doseQuantity': '5 mg/kg'},
     {},
     '5 mg/kg on day 1 at 00:00',
     ('how long an administration takes stands in the text alone: `1.5 hours then 1 hours then 0.5 hours`', 'a condition stands in the text alone: `if no reaction then second treatment infuse over 60 minutes, if no reaction then`')),
    ('FM-051',
     'Take 4 tablets daily for 7 days starting January 16, 2015',
     {'repeat': {'boundsPeriod': {'start': '2015-01-16', 'end': '2015-01-22'}, 'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '4 TAB'},
     {},
     '4 tablets daily for 7 days',
     ()),
    ('FM-052',
     'Take 2 tablets daily for 7 days starting January 23, 2015',
     {'repeat': {'boundsPeriod': {'start': '2015-01-23', 'end': '2015-01-29'}, 'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '2 TAB'},
     {},
     '2 tablets daily for 7 days',
     ()),
    ('FM-053',
     'Take 1 tablets daily for 7 days starting January 30, 2015',
     {'repeat': {'boundsPeriod': {'start': '2015-01-30', 'end': '2015-02-05'}, 'frequency': 1, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '1 TAB'},
     {},
     '1 tablet daily for 7 days',
     ()),
    ('FM-056',
     'One tablet (4mg) orally twice daily as needed for nausea',
     {'repeat': {'frequency': 2, 'period': 1, 'periodUnit': 'd'}},
     {'doseQuantity': '4 mg'},
     {},
     '4 mg 2 times daily as needed',
     ()),
]  # fmt: skip

# id, what its author calls it, repeat, words.
TIMINGS: list[tuple[str, str, Json, str]] = [
    ('FT-002', 'Every 7 days', {'frequency': 1, 'period': 7, 'periodUnit': 'd'}, 'an unknown amount every 7 days'),
    ('FT-004', '3-4 times a day', {'frequency': 3, 'frequencyMax': 4, 'period': 1, 'periodUnit': 'd'}, 'an unknown amount 3 to 4 times daily'),
    ('FT-006', 'Every 21 days for 1 hour', {'duration': 1, 'durationUnit': 'h', 'frequency': 1, 'period': 21, 'periodUnit': 'd'}, 'an unknown amount every 21 days over 1 hour'),
    ('FT-007', 'Three times a week for 0.5 hour', {'duration': 0.5, 'durationUnit': 'h', 'frequency': 3, 'period': 1, 'periodUnit': 'wk'}, 'an unknown amount 3 times weekly over 0.5 hours'),
    ('FT-009', 'For 5 minutes, 10 minutes before meals', {'duration': 5, 'durationUnit': 'min', 'when': ['AC'], 'offset': 10}, 'an unknown amount 10 minutes before meals over 5 minutes'),
    ('FT-010', '1 tablet 3 times daily, 30 minutes before meals', {'frequency': 3, 'period': 1, 'periodUnit': 'd', 'when': ['AC'], 'offset': 30}, 'an unknown amount 3 times daily 30 minutes before meals'),
    ('FT-011', 'BID, 30 mins before meal, for next 10 days', {'frequency': 2, 'period': 1, 'periodUnit': 'd', 'when': ['AC'], 'offset': 30, 'boundsDuration': {'value': 10, 'code': 'd', 'system': 'http://unitsofmeasure.org'}}, 'an unknown amount 2 times daily 30 minutes before meals for 10 days'),
    ('FT-014', 'Mon, Wed, Fri Morning', {'frequency': 1, 'period': 1, 'periodUnit': 'd', 'dayOfWeek': ['mon', 'wed', 'fri'], 'when': ['MORN']}, 'an unknown amount on Monday, Wednesday, Friday in the morning'),
    ('FT-016', 'Take once, at any time', {'count': 1}, 'an unknown amount once'),
]  # fmt: skip


def quantity(said: str) -> Json:
    value, code = said.split(" ")
    system = FORMS if code in ("TAB", "PATCH", "NASINHL", "OINT", "OPDROP") else UCUM
    return {"value": json.loads(value), "unit": code, "system": system, "code": code}


def amounts(dose: Json) -> Json:
    return {
        key: quantity(each) if isinstance(each, str)
        else {end: quantity(said) for end, said in each.items()}
        for key, each in dose.items()
    }  # fmt: skip


def read(resource: Json) -> Text:
    content = Content.of_text(json.dumps(resource), "order.json")
    (text,) = NOTATIONS["fhir"].texts(content, Options())
    return text


@pytest.mark.parametrize(
    ("text", "timing", "dose", "most", "words", "said"),
    [row[1:] for row in ORDERS],
    ids=[row[0] for row in ORDERS],
)
def test_an_example_of_the_specification_is_read_and_its_text_compared(
    text: str, timing: Json, dose: Json, most: Json, words: str, said: tuple[str, ...]
) -> None:
    resource = {"text": text, "timing": timing, "doseAndRate": [amounts(dose)], **most}
    if "needed" in text:
        resource["asNeededBoolean"] = True
    found = read(resource)
    assert (found.words, found.ok) == (words, True)
    told = [
        each
        for each in found.diagnostics
        if each.code in ("fhir-text-differs", "fhir-only-in-text")
    ]
    assert tuple(each.message for each in told) == said


@pytest.mark.parametrize(
    ("repeat", "words"), [row[2:] for row in TIMINGS], ids=[f"{row[0]} {row[1]}" for row in TIMINGS]
)
def test_a_published_timing_has_words_of_the_language(repeat: Json, words: str) -> None:
    found = read({"timing": {"repeat": repeat}})
    assert (found.words, found.ok) == (words, True)


def test_published_timings_have_the_published_number_of_doses() -> None:
    counted = {row[0]: dosecalc.total(read({"timing": {"repeat": row[2]}})) for row in TIMINGS}
    assert counted["FT-011"].to_frame()["doses_low"].tolist() == [20]
    assert counted["FT-016"].to_frame()["doses_low"].tolist() == [1]
    assert "how many meals" in str(counted["FT-009"])
    assert "1 dose a week" in str(counted["FT-002"])
    assert "3 doses a week" in str(counted["FT-014"])


def repeat(**members: Any) -> Json:
    return {"timing": {"repeat": members}}


def rated(value: float, unit: str) -> Json:
    return {"rateQuantity": {"value": value, "unit": unit, "system": UCUM}}


PER_DAY: Json = {"period": 1, "periodUnit": "d"}
FOR_33_HOURS = repeat(duration=33.33, durationUnit="h")
GTS = "http://terminology.hl7.org/CodeSystem/v3-GTSAbbreviation"

# Other examples of the same sources, what each says of doses, and words of the language. Where a
# rate is none (`min`), or in another unit than the dose, what is clear is kept.
MORE: list[tuple[str, Json, list[Json], str]] = [
    ("medrx0304", repeat(frequency=4, **PER_DAY),
     [{"doseQuantity": {"value": 10, "unit": "drop", "system": FORMS, "code": "DROP"}}],
     "10 drops 4 times daily"),
    ("medrx0311", {"timing": {"code": {"coding": [{"system": GTS, "code": "QD"}]}}},
     [amounts({"doseQuantity": "1 TAB"})], "1 tablet daily"),
    ("medrx0315", {**repeat(frequency=1, period=15, periodUnit="min"), "asNeededBoolean": True},
     [amounts({"doseRange": {"low": "0.05 mg/kg", "high": "0.1 mg/kg"},
               "rateRange": {"low": "2 min", "high": "5 min"}})],
     "0.05 to 0.1 mg/kg every 15 minutes as needed"),
    ("medrx0316", {**repeat(count=16, frequency=1, period=3, periodUnit="wk"),
                   "maxDosePerLifetime": quantity("400 mg")},
     [amounts({"doseQuantity": "1.8 mg/kg"})],
     "1.8 mg/kg every 3 weeks for 16 doses at most 400 mg in total"),
    ("medrx0319", repeat(frequency=1, period=6, periodUnit="h"),
     [amounts({"doseQuantity": "4.5 g", "rateQuantity": "50 ml/hr"})], "4.5 g every 6 hours"),
    ("medrx0332", repeat(count=1), [amounts({"doseQuantity": "500 mg"})], "500 mg once"),
    ("medrx0336", FOR_33_HOURS, [rated(4, "ug/kg/min")],
     "7999.2 µg/kg at unstated times over 33.33 hours"),
    ("medrx0337", FOR_33_HOURS, [rated(200, "ug/min")],
     "399960 µg at unstated times over 33.33 hours"),
    ("medrx0338", FOR_33_HOURS, [{**amounts({"doseQuantity": "400 mg"}), **rated(7.5, "ml/h")}],
     "400 mg at unstated times over 33.33 hours"),
    ("BID, start on 7-1-2015 at 1 PM",
     repeat(frequency=2, boundsPeriod={"start": "2015-07-01T13:00:00"}, **PER_DAY), [],
     "an unknown amount 2 times daily"),
    ("TID, for 14 days",
     repeat(frequency=3, **PER_DAY, boundsDuration={
         "value": 14, "code": "d", "system": "http://hl7.org/fhir/ValueSet/duration-units"}), [],
     "an unknown amount 3 times daily for 14 days"),
    ("Every day at 10am", repeat(frequency=1, timeOfDay=["10:00:00"], **PER_DAY), [],
     "an unknown amount daily at 10:00"),
    ("Every 4-6 hours", repeat(frequency=1, period=4, periodMax=6, periodUnit="h"), [],
     "an unknown amount every 4 to 6 hours"),
    ("Every 8 hours", repeat(frequency=1, period=8, periodUnit="h"), [],
     "an unknown amount every 8 hours"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "doses", "words"), [row[1:] for row in MORE], ids=[row[0] for row in MORE]
)
def test_further_examples_of_the_specification_are_read(
    when: Json, doses: list[Json], words: str
) -> None:
    found = read({**when, "doseAndRate": doses} if doses else when)
    assert (found.words, found.ok) == (words, True)


def test_a_course_without_an_end_before_another_one_is_refused_as_such() -> None:
    # medrx0302: its texts say at once, and 4 days; its structure ends neither
    both = [
        {"sequence": n, **repeat(frequency=n, **PER_DAY),
         "doseAndRate": [amounts({"doseQuantity": f"{3 - n} TAB"})]}
        for n in (1, 2)
    ]  # fmt: skip
    order = {
        "resourceType": "MedicationRequest", "status": "active", "intent": "order",
        "medicationCodeableConcept": {"text": "Azithromycin"}, "dosageInstruction": both,
    }  # fmt: skip
    assert [each.code for each in read(order).diagnostics if each.is_error] == ["no-end"]


def test_a_rate_without_an_amount_or_a_length_leaves_the_amount_unknown() -> None:
    found = read({**repeat(count=1), "doseAndRate": [rated(50, "mL/h")]})
    assert (found.words, found.ok) == ("an unknown amount once", True)
    assert [each.code for each in found.diagnostics] == ["not-taken-over"]


def test_an_abbreviation_that_only_a_text_says_counts() -> None:
    week = {"value": 7, "code": "d", "system": UCUM}
    found = read({"timing": {"code": {"text": "b.i.d."}, "repeat": {"boundsDuration": week}}})
    assert found.words == "an unknown amount 2 times daily for 7 days"
    assert [each.message for each in found.diagnostics] == [
        "`b.i.d.` is read as its code, at `/timing/code/text`"
    ]


def test_a_timing_that_only_a_text_says_is_told() -> None:
    found = read({"timing": {"code": {"text": "on rainy days"}}})
    assert found.words == "an unknown amount at unstated times"
    assert [each.message for each in found.diagnostics] == [
        "how often stands in the text alone: `on rainy days`, at `/timing/code`"
    ]
