"""Records as ClinicalTrials.gov gives them: figures from the registry, sentences written for the tests."""

from typing import Any

Json = dict[str, Any]


def record(
    number: str, *, arms: list[Json], interventions: list[Json], title: str = "A study",
    **modules: Json,
) -> Json:  # fmt: skip
    """A study with arms and interventions; other modules by their names without `Module`."""
    protocol: Json = {
        "identificationModule": {"nctId": number, "briefTitle": title},
        "armsInterventionsModule": {"armGroups": arms, "interventions": interventions},
    }
    protocol |= {f"{name}Module": module for name, module in modules.items()}
    return {"protocolSection": protocol, "derivedSection": {}, "hasResults": False}


def arm(label: str, description: str = "", *names: str, kind: str = "EXPERIMENTAL") -> Json:
    """An arm with its text, and the names of what belongs to it, as `Drug: NAME`."""
    found: Json = {"label": label, "type": kind, "interventionNames": list(names)}
    return found | ({"description": description} if description else {})


def drug(name: str, description: str = "", *, kind: str = "DRUG", **more: Any) -> Json:
    """What is given, with its text."""
    return {"type": kind, "name": name, "description": description, **more}


WEEKS = "week 0, 2, 4, 8, 12, 16, 20, 24"

SCHIZOPHRENIA = record(
    "NCT07485751",
    title="Nasal Exosomes for Schizophrenia",
    status={
        "overallStatus": "NOT_YET_RECRUITING", "startDateStruct": {"date": "2026-03-01"},
        "primaryCompletionDateStruct": {"date": "2026-09-01", "type": "ESTIMATED"},
        "completionDateStruct": {"date": "2026-12-01", "type": "ESTIMATED"},
        "lastUpdatePostDateStruct": {"date": "2026-03-20", "type": "ESTIMATED"},
    },
    sponsorCollaborators={"leadSponsor": {"name": "Zigong Mental Health Center", "class": "OTHER"}},
    description={"briefSummary": "The agent is given into the nose, twice weekly, for 2 months."},
    conditions={"conditions": ["Schizophrenia; Treatment Resistant"]},
    design={
        "studyType": "INTERVENTIONAL", "phases": ["EARLY_PHASE1"],
        "designInfo": {"interventionModel": "SINGLE_GROUP", "maskingInfo": {"masking": "NONE"}},
        "enrollmentInfo": {"count": 15, "type": "ESTIMATED"},
    },
    eligibility={"minimumAge": "18 Years", "maximumAge": "60 Years", "eligibilityCriteria": "*"},
    outcomes={
        "primaryOutcomes": [
            {"measure": "Toxicity that limits the dose",
             "timeFrame": "within 28 days after a single administration"},
            {"measure": "ECG", "timeFrame": WEEKS},
        ],
        "secondaryOutcomes": [{"measure": "PANSS", "timeFrame": "week 0, 4, 8, 12, 24"}],
    },
    arms=[arm("hDFSC-Exo", "Five dose levels by nasal spray", "Biological: hDFSC-Exo")],
    interventions=[
        drug(
            "hDFSC-Exo",
            "Levels of (1×10\\^9, 2×10\\^9, 4×10\\^9, 8×10\\^9, 16×10\\^9), given twice weekly for"
            " eight weeks.",
            kind="BIOLOGICAL", armGroupLabels=["hDFSC-Exo"], otherNames=["dental follicle exosomes"],
        )
    ],
)  # fmt: skip

STROKE = record(
    "NCT07232563",
    title="Nasal Vesicles After a Stroke",
    status={"startDateStruct": {"date": "2025-12"}, "completionDateStruct": {"date": "2027-11-07"}},
    design={"phases": ["PHASE1"], "enrollmentInfo": {"count": 9, "type": "ESTIMATED"}},
    arms=[arm("Vesicles", "On top of conventional treatment", "Drug: hUC-MSC-sEV-001")],
    interventions=[
        drug(
            "hUC-MSC-sEV-001",
            "Nasal drops of 1 × 10 \\* 11articles at a time, on the day of enrolment and on the 2nd,"
            " 3rd and 4th days after it.",
        )
    ],
)

MUCOSITIS = record(
    "NCT07312656",
    title="An Exosome Spray Against Mucositis",
    design={"phases": ["PHASE2"], "enrollmentInfo": {"count": 200, "type": "ESTIMATED"}},
    arms=[
        arm(
            "Spray",
            "About 1.5 mL is sprayed in the mouth three times a day, 30 minutes after breakfast,"
            " lunch and dinner, for the whole time of radiotherapy: from its first day until its"
            " last.",
            "Drug: Exosome spray",
        ),
        arm("Control", "Radiotherapy and care of the mouth", kind="NO_INTERVENTION"),
    ],
    interventions=[
        drug(
            "Exosome spray",
            "About 1.5 mL a spray, three times a day, 30 minutes after breakfast, lunch and dinner,"
            " from 7 days before radiotherapy until 14 days after it.",
        )
    ],
)

SCLEROSIS = record(
    "NCT06598202",
    title="Nasal Vesicles in ALS",
    design={"phases": ["PHASE1", "PHASE2"], "enrollmentInfo": {"count": 38, "type": "ESTIMATED"}},
    arms=[
        arm("Vesicles", "Nasal drops, once daily, twice a week for two weeks, at the dose that the"
            " first phase recommends", "Drug: hUC-MSC-sEV-001"),
        arm("Placebo", "Nasal drops, once daily, twice a week for two weeks", "Drug: Placebo",
            kind="PLACEBO_COMPARATOR"),
    ],
    interventions=[drug("hUC-MSC-sEV-001"), drug("Placebo")],
)  # fmt: skip

COLITIS = record(
    "NCT06853522",
    title="Exosomes in Ulcerative Colitis",
    design={"phases": ["EARLY_PHASE1"], "enrollmentInfo": {"count": 40, "type": "ESTIMATED"}},
    arms=[
        arm("Exosomes", "The exosomes of 60×10\\^6 umbilical cord MSC are given locally",
            "Biological: hucMSC exosomes"),
        arm("Placebo", "The same volume of saline with albumin", "Other: Placebo",
            kind="PLACEBO_COMPARATOR"),
    ],
    interventions=[
        drug("hucMSC exosomes", kind="BIOLOGICAL"), drug("Placebo", kind="OTHER"),
    ],
)  # fmt: skip

FOUNDING = (SCHIZOPHRENIA, STROKE, MUCOSITIS, SCLEROSIS, COLITIS)
