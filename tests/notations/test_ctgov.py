"""Study records of ClinicalTrials.gov: drafts that check accepts, and that nobody may act upon."""

import copy
import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registry_records import (
    COLITIS,
    FOUNDING,
    MUCOSITIS,
    SCHIZOPHRENIA,
    SCLEROSIS,
    STROKE,
    Json,
    arm,
    drug,
    record,
)
from tests_cli import run

import dosecalc
from dosecalc.language.writer import formatted
from dosecalc.notations import Content, Options
from dosecalc.notations.ctgov.reading import read, sniff
from dosecalc.notations.notation import Spoken

NUMBER = "NCT00000001"


def drafts(document: Any) -> list[Spoken]:
    text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    return list(read(Content.of_text(text, "a.json"), Options()))


def draft(study: Any) -> Spoken:
    (found,) = drafts(study)
    return found


def codes(study: Any) -> list[str]:
    return [each.code for each in draft(study).diagnostics]


def arms(study: Json) -> str:
    """The draft from its first arm on, without notes and sources."""
    lines = draft(study).words.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("arm "))
    kept = [each for each in lines[start:] if not each.strip().startswith(("note", "source", "#"))]
    return "\n".join(kept)


def of_one(words: str, text: str = "", **more: Any) -> Json:
    """A study with one agent in one arm."""
    return record(
        NUMBER, arms=[arm("A", words, "Drug: EX")], interventions=[drug("EX", text)], **more
    )


def totals(text: dosecalc.Text | str, name: str | None = None) -> list[tuple[object, ...]]:
    listed = dosecalc.total(text).to_frame()
    listed = listed[listed["arm"] == name] if name else listed
    columns = ["cohort", "doses_low", "doses_high", "total_low", "total_high"]
    kept = listed[columns].astype(object)
    return [
        tuple(None if each != each else each for each in cast("list[object]", row))
        for row in kept.to_numpy().tolist()
    ]


def loaded(study: Json) -> dosecalc.Text:
    spoken = draft(study)
    return dosecalc.parse(spoken.words, spoken.name)


# ------------------------------------------------------------------ a whole draft


def test_a_record_becomes_a_draft_with_what_it_says_and_where_it_says_it() -> None:
    study = record(
        NUMBER,
        title='Exosomes & "EX" \\ in 2',
        arms=[
            arm("Low dose (EX)", "EX 5 mg by nasal drops, twice weekly for 8 weeks", "Drug: EX"),
            arm("Control", "Nothing is given", kind="NO_INTERVENTION"),
        ],
        interventions=[drug("EX", otherNames=["EX-1"])],
        outcomes={
            "primaryOutcomes": [{"measure": "MoCA score", "timeFrame": "Baseline, week 4 and week 8"}],
            "secondaryOutcomes": [{"measure": "Survival", "timeFrame": "through study completion"}],
        },
    )  # fmt: skip
    spoken = draft(study)
    assert spoken.words == (
        "unconfirmed\n"
        "\n"
        'trial NCT00000001 "Exosomes & \\"EX\\" \\\\ in 2"\n'
        '  record "ClinicalTrials.gov"\n'
        '  note "secondary outcome, Survival: when it is measured is not taken over: through study'
        ' completion"\n'
        "\n"
        "agent EX\n"
        '  note "also called EX-1"\n'
        "\n"
        'arm Low-dose-EX "Low dose (EX)"\n'
        "  # experimental\n"
        "  give 5 mg of EX by nasal drops twice weekly for 8 weeks\n"
        "    unconfirmed\n"
        '    source "arm text, /protocolSection/armsInterventionsModule/armGroups/0/description"\n'
        '    note "arm text: EX 5 mg by nasal drops, twice weekly for 8 weeks"\n'
        "\n"
        'arm Control "Control"\n'
        '  note "Nothing is given"\n'
        "  no treatment\n"
        "\n"
        "visits\n"
        '  "MoCA score" at weeks 0, 4, 8\n'
        '    source "primary outcome"\n'
    )
    assert [each.message for each in spoken.diagnostics] == [
        "time frames, which are notes (1) of NCT00000001 is left out: a schedule has no place for it"
    ]


def test_the_structured_facts_of_a_record_are_lines_of_the_trial() -> None:
    lines = draft(SCHIZOPHRENIA).words.split("\n\n")[1].splitlines()
    assert lines[:11] == [
        'trial NCT07485751 "Nasal Exosomes for Schizophrenia"',
        "  phase early 1",
        '  sponsor "Zigong Mental Health Center"',
        '  condition "Schizophrenia; Treatment Resistant"',
        '  design "interventional, single group, open label"',
        '  status "not yet recruiting"',
        "  participants 15 planned",
        "  ages 18 to 60",
        "  starts 2026-03-01",
        "  primary completion 2026-09-01",
        "  completes 2026-12-01",
    ]
    assert lines[11] == '  record "ClinicalTrials.gov" version 2026-03-20'


def test_a_month_gets_no_day() -> None:
    words = draft(STROKE).words
    assert '  note "starts in 2025-12: the record states no day"\n' in words
    assert "  completes 2027-11-07\n" in words


# ------------------------------------------------------------------ the founding trials


def test_levels_that_two_texts_give_for_two_lengths_are_two_readings() -> None:
    assert arms(SCHIZOPHRENIA).startswith(
        'arm hDFSC-Exo "hDFSC-Exo"\n'
        "  reading intervention text\n"
        "    give 1e9, 2e9, 4e9, 8e9, 1.6e10 unstated of hDFSC-Exo by nasal spray twice weekly\n"
        "      for 8 weeks\n"
        "      unconfirmed\n"
        "  reading brief summary\n"
        "    give 1e9, 2e9, 4e9, 8e9, 1.6e10 unstated of hDFSC-Exo by nasal spray twice weekly\n"
        "      for 2 months\n"
        "      unconfirmed\n"
    )
    assert {"figure-without-unit", "record-contradicts-itself"} <= set(codes(SCHIZOPHRENIA))


def test_a_damaged_figure_stays_unknown_beside_its_words() -> None:
    assert arms(STROKE) == (
        'arm Vesicles "Vesicles"\n'
        "  give an unknown amount of hUC-MSC-sEV-001 by nasal drops at unstated times\n"
        "    unconfirmed"
    )
    assert (
        'note "how much is left open: `1 × 10 * 11` has lost its raised power of ten; it may mean'
        ' `1e11`"'
    ) in draft(STROKE).words
    (damaged,) = [each for each in draft(STROKE).diagnostics if each.code == "figure-damaged"]
    assert damaged.message == (
        "`1 × 10 * 11` has lost its raised power of ten, at"
        " `/protocolSection/armsInterventionsModule/interventions/0/description`"
    )
    assert damaged.hint is not None and "`1e11`" in damaged.hint


def test_what_two_texts_place_differently_and_neither_in_days_is_left_open_with_both() -> None:
    assert arms(MUCOSITIS) == (
        'arm Spray "Spray"\n'
        '  give about 1.5 mL of "Exosome spray" 3 times daily 30 minutes after breakfast, lunch,'
        " dinner\n"
        "    for an unstated time\n"
        "    unconfirmed\n"
        "\n"
        'arm Control "Control"\n'
        "  no treatment"
    )
    words = draft(MUCOSITIS).words
    assert "from 7 days before radiotherapy until 14 days after it" in words
    assert "from its first day until its last" in words


def test_a_dose_that_another_phase_finds_is_unknown_and_a_placebo_is_one() -> None:
    assert arms(SCLEROSIS) == (
        'arm Vesicles "Vesicles"\n'
        "  give an unknown amount of hUC-MSC-sEV-001 by nasal drops daily, twice weekly for 2"
        " weeks\n"
        "    unconfirmed\n"
        "\n"
        'arm Placebo "Placebo"\n'
        '  give placebo of "Placebo" by nasal drops daily, twice weekly for 2 weeks\n'
        "    unconfirmed"
    )


def test_cells_that_are_no_unit_leave_a_figure_without_one() -> None:
    assert arms(COLITIS) == (
        'arm Exosomes "Exosomes"\n'
        '  give 6e7 unstated of "hucMSC exosomes" locally at unstated times\n'
        "    unconfirmed\n"
        "\n"
        'arm Placebo "Placebo"\n'
        '  give placebo of "Placebo" at unstated times\n'
        "    unconfirmed"
    )


def test_complete_drafts_come_to_the_totals_of_the_schedules_written_by_hand() -> None:
    by_hand = dosecalc.total("NCT07485751").to_frame()
    eight_weeks = by_hand[by_hand["reading"].str.startswith("eight weeks")]
    drafted = dosecalc.total(loaded(SCHIZOPHRENIA)).to_frame()
    mine = drafted[drafted["reading"].str.startswith("intervention text")]
    columns = ["cohort", "doses_low", "doses_high", "total_low", "total_high", "unit"]
    assert mine[columns].astype(str).to_numpy().tolist() == (
        eight_weeks[columns].astype(str).to_numpy().tolist()
    )
    two_months = by_hand[by_hand["reading"].str.startswith("two months")]
    mine = drafted[drafted["reading"].str.startswith("brief summary")]
    assert mine[columns].astype(str).to_numpy().tolist() == (
        two_months[columns].astype(str).to_numpy().tolist()
    )
    assert totals(loaded(SCLEROSIS), "Placebo") == totals("NCT06598202", "placebo")


# ------------------------------------------------------------------ arms and agents


def test_several_agents_of_an_arm_get_a_line_each_with_what_is_said_of_them() -> None:
    study = record(
        NUMBER,
        arms=[arm("Both", "Patients get alphamab 10 mg daily for 5 days. Betamab is given weekly for"
                  " 3 weeks at 200 mg.", "Drug: Alphamab", "Drug: Betamab")],
        interventions=[drug("Alphamab"), drug("Betamab")],
    )  # fmt: skip
    assert arms(study) == (
        'arm Both "Both"\n'
        "  give 10 mg of Alphamab daily for 5 days\n"
        "    unconfirmed\n"
        "  give 200 mg of Betamab weekly for 3 weeks\n"
        "    unconfirmed"
    )


def test_a_sentence_that_does_not_say_which_of_two_agents_it_means_is_not_taken() -> None:
    study = record(
        NUMBER,
        arms=[arm("Both", "10 mg daily for 5 days", "Drug: Alphamab", "Drug: Betamab")],
        interventions=[drug("Alphamab"), drug("Betamab")],
    )
    assert arms(study).count("an unknown amount of") == 2


def test_amounts_that_contradict_each_other_are_two_readings() -> None:
    study = of_one("EX 10 mg daily for 5 days", "20 mg daily")
    assert arms(study) == (
        'arm A "A"\n'
        "  reading arm text\n"
        "    give 10 mg of EX daily for 5 days\n"
        "      unconfirmed\n"
        "  reading intervention text\n"
        "    give 20 mg of EX daily for 5 days\n"
        "      unconfirmed"
    )
    (said,) = [each for each in draft(study).diagnostics if "contradict" in each.code]
    assert said.message == (
        "`10 mg`, at `/protocolSection/armsInterventionsModule/armGroups/0/description`, and"
        " `20 mg`, at `/protocolSection/armsInterventionsModule/interventions/0/description`,"
        " contradict each other"
    )


def test_a_third_text_that_names_both_leaves_the_first_open() -> None:
    study = of_one(
        "EX 10 mg daily for 5 days", "20 mg daily",
        description={"briefSummary": "The amount is 20 mg or else 30 mg"},
    )  # fmt: skip
    assert [line.strip() for line in arms(study).splitlines() if "give" in line] == [
        "give unknown mg of EX daily for 5 days",
        "give 20 mg of EX daily for 5 days",
    ]
    assert codes(study).count("record-contradicts-itself") == 1


def test_labels_and_titles_fill_in_what_texts_leave_out() -> None:
    study = record(
        NUMBER, title="EX Daily for 5 Days", arms=[arm("10 mg EX", "", "Drug: EX")],
        interventions=[drug("EX")],
    )  # fmt: skip
    assert "give 10 mg of EX daily for 5 days" in arms(study)


def test_only_the_record_says_that_nothing_is_given() -> None:
    study = record(
        NUMBER,
        arms=[arm("Care", "No drug is given", "Procedure: Surgery", kind="OTHER"),
              arm("None", kind="NO_INTERVENTION")],
        interventions=[drug("Surgery", kind="PROCEDURE")],
    )  # fmt: skip
    assert arms(study) == (
        'arm Care "Care"\n'
        "  give an unknown amount at unstated times\n"
        "    unconfirmed\n"
        "\n"
        'arm None "None"\n'
        "  no treatment"
    )
    assert 'note "also in this arm, procedure: Surgery"' in draft(study).words


def test_arms_of_one_label_get_names_of_their_own() -> None:
    study = record(
        NUMBER, arms=[arm(label, "", "Drug: EX") for label in ("3 mL", "3 mL", "", "外泌体", '"')],
        interventions=[drug("EX")],
    )  # fmt: skip
    names = [line.split()[1] for line in arms(study).splitlines() if line.startswith("arm ")]
    assert names == ["arm-3-mL", "arm-3-mL-2", "arm", "外泌体", "arm-2"]


def test_a_record_without_arms_keeps_its_drugs_together() -> None:
    study = record(NUMBER, arms=[], interventions=[drug("EX", "10 mg daily for 5 days")])
    assert arms(study) == "arm arm\n  give 10 mg of EX daily for 5 days\n    unconfirmed"


def test_a_day_0_makes_the_draft_count_from_0() -> None:
    words = draft(of_one("EX 10 mg on days 0, 4 and 8")).words
    assert words.startswith("unconfirmed\n\ncounting days from 0\n\ntrial")
    assert "give 10 mg of EX on days 0, 4, 8" in words


def test_other_things_with_an_amount_are_given_and_without_one_are_a_note() -> None:
    study = record(
        NUMBER, arms=[arm("A", "", "Other: Saline", "Other: Usual care")],
        interventions=[drug("Saline", "3 mL once", kind="OTHER"), drug("Usual care", kind="OTHER")],
    )  # fmt: skip
    assert arms(study) == 'arm A "A"\n  give 3 mL of Saline once\n    unconfirmed'


# ------------------------------------------------------------------ facts one by one


def facts(**modules: Json) -> list[str]:
    lines = draft(of_one("", **modules)).words.split("\n\n")[1].splitlines()
    return [line.strip() for line in lines[1:] if not line.startswith("  record")]


@pytest.mark.parametrize(
    ("phases", "line"),
    [
        (["PHASE1"], ["phase 1"]), (["PHASE1", "PHASE2"], ["phase 1/2"]), (["NA"], []),
        (["EARLY_PHASE1"], ["phase early 1"]), ([], []), (["PHASE9"], []),
        (["EARLY_PHASE1", "PHASE1"], ['note "phases: early 1, 1"']),
    ],
)  # fmt: skip
def test_phases(phases: list[str], line: list[str]) -> None:
    assert facts(design={"phases": phases}) == line


@pytest.mark.parametrize(
    ("enrolled", "line"),
    [
        ({"count": 15, "type": "ESTIMATED"}, ["participants 15 planned"]),
        ({"count": 15, "type": "ACTUAL"}, ["participants 15"]),
        ({"count": 15}, ['participants 15 note "whether planned or enrolled is not stated"']),
        ({"count": 0, "type": "ACTUAL"}, ['note "no participant was enrolled"']),
        ({"count": -3, "type": "ACTUAL"}, []),
        ({}, []),
    ],
)
def test_participants(enrolled: Json, line: list[str]) -> None:
    assert facts(design={"enrollmentInfo": enrolled}) == line


@pytest.mark.parametrize(
    ("ages", "line"),
    [
        (("18 Years", "75 Years"), ["ages 18 to 75"]), (("18 Years", None), ["ages at least 18"]),
        ((None, "75 Years"), ["ages up to 75"]),
        (("6 Months", "75 Years"), ["ages up to 75", 'note "minimum age: 6 Months"']),
        (("18 Years", "18 Years"), ["ages 18"]), ((None, None), []),
        (("75 Years", "18 Years"), ['note "ages: from 75 to 18 years"']),
    ],
)  # fmt: skip
def test_ages(ages: tuple[str | None, str | None], line: list[str]) -> None:
    assert facts(eligibility={"minimumAge": ages[0], "maximumAge": ages[1]}) == line


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2026-03-01", ["starts 2026-03-01"]),
        ("2026-03", ['note "starts in 2026-03: the record states no day"']),
        ("2026", ['note "starts in 2026: the record states no day"']),
        ("2026-02-30", []), ("soon", []), (None, []),
    ],
)  # fmt: skip
def test_dates(date: str | None, line: list[str]) -> None:
    assert facts(status={"startDateStruct": {"date": date}}) == line


def test_numbers_and_design_are_words() -> None:
    study = of_one(
        "",
        design={
            "studyType": "INTERVENTIONAL",
            "designInfo": {
                "allocation": "RANDOMIZED", "interventionModel": "PARALLEL",
                "primaryPurpose": "TREATMENT", "maskingInfo": {"masking": "QUADRUPLE"},
            },
        },
    )  # fmt: skip
    study["protocolSection"]["identificationModule"] |= {
        "orgStudyIdInfo": {"id": "2025-K0439"}, "secondaryIdInfos": [{"id": "U1111"}],
        "officialTitle": "A Longer Title", "acronym": "EX-ACT",
    }  # fmt: skip
    lines = draft(study).words.split("\n\n")[1].splitlines()
    assert [line.strip() for line in lines[1:]] == [
        'design "interventional, randomised, parallel, quadruple blind, purpose treatment"',
        'title "A Longer Title"',
        'number "2025-K0439"',
        'number "U1111"',
        'record "ClinicalTrials.gov"',
        'note "acronym: EX-ACT"',
    ]


# ------------------------------------------------------------------ documents


@pytest.mark.parametrize(
    "document",
    [
        lambda studies: json.dumps(studies),
        lambda studies: json.dumps({"studies": studies, "nextPageToken": "x"}),
        lambda studies: "\n".join(map(json.dumps, studies)),
        lambda studies: json.dumps(studies, indent=2),
    ],
    ids=["list", "answer", "one a line", "indented"],
)
def test_a_document_may_hold_several_studies(document: Any) -> None:
    found = drafts(document(FOUNDING[:3]))
    assert [each.words for each in found] == [draft(each).words for each in FOUNDING[:3]]


def test_one_bad_study_hides_no_other() -> None:
    broken = copy.deepcopy(STROKE)
    broken["protocolSection"]["designModule"]["phases"] = "PHASE1"
    found = drafts({"studies": [{"id": 1}, broken, 3, SCLEROSIS]})
    assert [[each.code for each in one.diagnostics if each.is_error] for one in found] == [
        ["not-a-study"], ["wrong-json-type"], ["not-a-study"], [],
    ]  # fmt: skip
    assert found[3].words == draft(SCLEROSIS).words
    wrong = found[1].diagnostics
    assert wrong[0].message == (
        "`a.json` holds a text where a list belongs,"
        " at `/studies/1/protocolSection/designModule/phases`"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not-json"), ("{", "not-json"), ("nonsense", "not-json"), ("[]", "no-studies"),
        ('{"studies": []}', "no-studies"), ("{}", "not-a-study"), ("3", "not-a-study"),
        ('{"protocolSection": 3}', "not-a-study"), ('{"Study": {}}', "not-a-study"),
        ('{"protocolSection": {}, "protocolSection": {}}', "key-twice"),
        ("[" * 1000, "json-too-deep"),
    ],
)  # fmt: skip
def test_what_is_no_study_is_told(text: str, code: str) -> None:
    (found,) = drafts(text)
    assert found.words == ""
    assert [each.code for each in found.diagnostics] == [code]


def test_an_older_record_is_told_from_what_is_none() -> None:
    (older,) = draft({"Study": {"ProtocolSection": {}}}).diagnostics
    assert older.message == "what `a.json` holds is a study of an older version"


@pytest.mark.parametrize(
    ("study", "code"),
    [
        ({"protocolSection": {}}, "study-without-number"),
        (of_one("", design={"phases": ["PHASE9"]}), "record-word-not-known"),
        (of_one("", status={"startDateStruct": {"date": "2026-02-30"}}), "record-date-not-read"),
        (of_one("", status={"lastUpdatePostDateStruct": {"date": "x"}}), "record-date-not-read"),
        (of_one("", design={"enrollmentInfo": {"count": -3}}), "record-count-not-read"),
        (of_one("1,5 mL once"), "figure-damaged"),
        (of_one("1×10^9 once"), "figure-without-unit"),
        (of_one("5 mg once", "6 mg once"), "record-contradicts-itself"),
        (of_one("", eligibility={"eligibilityCriteria": "*"}), "not-taken-over"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_record_is_a_diagnostic(study: Json, code: str) -> None:
    assert code in codes(study)
    assert dosecalc.check(loaded(study)) is not None


def test_everything_that_is_left_out_is_one_line() -> None:
    study = of_one(
        "", eligibility={"eligibilityCriteria": "*"}, contactsLocations={"locations": [{}]},
        references={"references": [{}]}, description={"briefSummary": "x"}, newly={"a": 1},
    )  # fmt: skip
    study["resultsSection"] = {"participantFlowModule": {}}
    (said,) = draft(study).diagnostics
    assert said.message == (
        "eligibility criteria, contacts and locations, references, newlyModule, results,"
        " the summary, beyond quotations of NCT00000001 is left out: a schedule has no place for it"
    )


def test_a_study_is_told_by_its_first_section() -> None:
    assert sniff('\n {"protocolSection": {') and sniff('[{"protocolSection": {')
    assert not sniff('{"resourceType": "MedicationRequest"}') and not sniff("trial protocolSection")


# ------------------------------------------------------------------ hostile texts

HOSTILE = [
    'a "quoted" text', "back\\slash \\", "two\nlines", "tab\there", "\x00\x1b[31m", "\u202eright",
    "\u2028line", "x" * 30_000, "外泌体", "# no comment", "é́", "\ufeff", "\"" * 50, "\\\"" * 20,
    "Mon-Fri", "x10", "10 mg", "unconfirmed", "trial", "of", "&lt;script&gt;", "<b>bold</b>", " ",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_every_text_of_a_record_goes_safely_into_a_file(text: str) -> None:
    study = record(
        NUMBER, title=text, arms=[arm(text, text, f"Drug: {text}")],
        interventions=[drug(text, text, otherNames=[text]), drug(text)],
        outcomes={"primaryOutcomes": [{"measure": text, "timeFrame": "week 4"},
                                      {"measure": "x", "timeFrame": text}]},
        conditions={"conditions": [text]}, sponsorCollaborators={"leadSponsor": {"name": text}},
    )  # fmt: skip
    accepted(draft(study))


def accepted(spoken: Spoken) -> None:
    """Check has no error, and `fmt` changes nothing."""
    assert spoken.words
    found = dosecalc.check(dosecalc.parse(spoken.words, "draft"))
    assert [each.message for each in found if each.is_error] == []
    assert formatted(spoken.words, "draft")[0] == spoken.words


@pytest.mark.parametrize("study", FOUNDING, ids=range(5))
def test_drafts_are_accepted_and_canonical(study: Json) -> None:
    accepted(draft(study))


Path_ = tuple[str | int, ...]


def places(value: Any, here: Path_ = ()) -> list[Path_]:
    """Every place in a JSON value, from the outside in."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [here, *(each for key, one in inner for each in places(one, (*here, key)))]


PROSE = st.lists(st.sampled_from(
    ["10", "mg", "2×10^9", "particles", "8.0*108", "1,5", "mL", "/", "per", "day", "for", "8", "weeks", "twice", "weekly", "daily", "once", "on", "days", "1,", "4", "and", "or", "then", "until", "progression", "of", "each", "cycle", "by", "nasal", "drops", "over", "total", "dose", "at", "week", "0", "１０", "EX"]
), max_size=25).map(" ".join)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20) | st.sampled_from(HOSTILE) | PROSE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@given(data=st.data(), study=st.sampled_from(FOUNDING), changes=st.integers(1, 4))
def test_whatever_is_changed_in_a_record_there_is_a_draft_or_a_diagnostic(
    data: st.DataObject, study: Json, changes: int
) -> None:
    changed = copy.deepcopy(study)
    for _ in range(changes):
        place = data.draw(st.sampled_from(places(changed)))
        value = data.draw(JSON)
        if not place:
            continue
        inner: Any = changed
        for key in place[:-1]:
            inner = inner[key]
        if data.draw(st.booleans()) and isinstance(inner, dict):
            del inner[place[-1]]
        else:
            inner[place[-1]] = value
    try:
        document = json.dumps(changed)
    except ValueError:
        return
    for spoken in drafts(document):
        if spoken.words:
            accepted(spoken)
        else:
            assert any(each.is_error for each in spoken.diagnostics)


# ------------------------------------------------------------------ the command line


def saved(folder: Path, study: Any) -> str:
    file = folder / "study.json"
    file.write_text(json.dumps(study), encoding="utf-8")
    return str(file)


@pytest.fixture
def sclerosis(tmp_path: Path) -> str:
    """The draft of a trial whose placebo arm is complete, as a file."""
    code = run("convert", "--from", "ctgov", saved(tmp_path, SCLEROSIS), "-o", f"{tmp_path}/a.dose")
    assert code.exit_code == 0
    return f"{tmp_path}/a.dose"


@pytest.mark.parametrize(
    "command", ["total", "doses", "report", "compare", "visits", "curve"],
)  # fmt: skip
def test_every_result_of_a_draft_says_that_nobody_has_checked_it(
    command: str, tmp_path: Path
) -> None:
    file = saved(tmp_path, of_one("EX 5 mg daily for 4 days"))
    found = run(command, "--from", "ctgov", file)
    assert "unconfirmed" in found.stdout.lower()


def test_no_arm_of_a_draft_is_stated_not_even_one_without_treatment() -> None:
    study = record(NUMBER, arms=[arm("None", kind="NO_INTERVENTION")], interventions=[])
    listed = dosecalc.total(loaded(study)).to_frame()
    assert listed["status"].tolist() == ["unconfirmed"]


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("calendar", ["--start", "2026-03-02"]),
        ("supply", []),
        ("prepare", ["--batch", "1e9 particles/mL"]),
    ],
)
def test_nobody_acts_upon_a_draft(command: str, options: list[str], sclerosis: str) -> None:
    found = run(command, sclerosis, "--arm", "Vesicles", *options)
    assert found.exit_code != 0
    assert "error[unconfirmed-draft]" in found.stderr


def test_nobody_acts_upon_one_line_of_a_draft_either(sclerosis: str) -> None:
    file = Path(sclerosis)
    file.write_text(file.read_text(encoding="utf-8").removeprefix("unconfirmed\n"), "utf-8")
    found = run("calendar", sclerosis, "--arm", "Vesicles", "--start", "2026-03-02")
    assert "error[unconfirmed-draft]" in found.stderr


def test_a_folder_gets_a_file_for_each_study_and_a_bad_one_hides_none(tmp_path: Path) -> None:
    studies = {"studies": [STROKE, {"protocolSection": {"designModule": 3}}, SCLEROSIS]}
    found = run("convert", "--from", "ctgov", saved(tmp_path, studies), "-o", f"{tmp_path}/drafts/")
    assert found.exit_code == 1
    assert "error[wrong-json-type]" in found.stderr
    written = sorted((tmp_path / "drafts").glob("*.dose"))
    assert [each.name for each in written] == ["NCT06598202.dose", "NCT07232563.dose"]
    assert run("check", f"{tmp_path}/drafts").exit_code == 0


def test_a_study_is_read_from_standard_input_and_recognised_in_a_file(tmp_path: Path) -> None:
    text = json.dumps(SCLEROSIS)
    found = run("total", "--from", "ctgov", "-", input=text)
    assert (found.exit_code, "NCT06598202" in found.stdout) == (0, True)
    guessed = run("total", saved(tmp_path, SCLEROSIS))
    assert "note[guessed-notation]" in guessed.stderr
    assert guessed.stdout == found.stdout
