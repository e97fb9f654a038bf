"""Sentences as text: a trial with all that it says, and phrases that read back as they come."""

import dosecalc
from dosecalc.language import read_phrase

LINES = dosecalc.convert("NCT07312656", to="words").text.splitlines()

TRIAL = """\
trial A-1 "A made-up trial"
  phase 1
  sponsor "Example hospital"
  participants 15 planned
  starts 2026-03-01
  unconfirmed
agent EX "vesicles"
  product vial of 1e11 particles in 5 mL
arm one "the only one"
  participants 3 in each cohort assumed "shared equally"
  give 1e9, 2e9 particles of EX twice weekly for 8 weeks escalating across cohorts
    note "as \\"listed\\""
arm control
  no treatment
visits
  ECG at weeks 0, 2, 4 within 3 days source "page 3"
  watch DLT for 28 days from the first dose, before next cohort
expect one cohort 1 total 1.6e10 particles
assume 1 vesicle = 1 to 2 particles for EX
  central 1.5
"""


def test_a_trial_in_words() -> None:
    assert (
        dosecalc.convert(dosecalc.parse(TRIAL), to="words").text
        == """\
A-1: A made-up trial
====================
- draft: no person has checked it
- phase: 1
- sponsor: Example hospital
- starts: 2026-03-01
- participants: 15

Agents
------
- EX: vesicles
- EX, product: vial of 1×10^11 particles in 5 mL

Arm one: the only one
---------------------
- participants: 3 in each cohort; assumed: "shared equally"
Give 1×10^9, 2×10^9 particles of EX twice weekly for 8 weeks, escalating across cohorts.
  - each cohort gets one level, and its participants stay on it
  - days: even placement, not stated
  - note: "as "listed""

Arm control
-----------
- no treatment

Visits
------
- ECG: at weeks 0, 2 and 4 within 3 days
  - source: "page 3"
- watch DLT: for 28 days from the first dose, before next cohort

Expected
--------
- one cohort 1 total 1.6×10^10 particles

Assumptions
-----------
- 1 vesicle = 1 to 2 particles for EX, central 1.5
"""
    )


def test_sentences_stand_on_lines_of_their_own() -> None:
    assert [line for line in LINES if line.startswith("Give")] == [
        "Give about 1.5 mL of exosomes by oral spray 3 times daily, 30 minutes after breakfast,"
        " lunch and dinner, from 7 days before radiotherapy starts through 14 days after"
        " radiotherapy ends.",
        "Give about 1.5 mL of exosomes by oral spray 3 times daily, 30 minutes after breakfast,"
        " lunch and dinner, during radiotherapy.",
    ]


def test_what_is_not_known_stands_under_the_sentence() -> None:
    found = dosecalc.convert("at least 60 mg/kg at unstated times", "unknown mL PRN", to="words")
    assert (
        found.text
        == """\
Give at least 60 mg/kg at unstated times.
# the amount depends on body weight
# at least 60 mg/kg: no upper bound is stated
# not stated: how often
Give unknown mL as needed.
# how many mL is not known
# no end is stated
# given as needed: maybe never
"""
    )


def test_phrases_in_words_read_back_line_by_line() -> None:
    phrases = ("about 1.5 mL TID for 7 days", "1-4e9 particles QOD until progression")
    found = [line for line in dosecalc.convert(*phrases, to="words").text.splitlines()
             if not line.startswith("#")]  # fmt: skip
    ours = [dosecalc.total(each).rows[0].total for each in phrases]
    assert [dosecalc.total(each).rows[0].total for each in found] == ours


def test_nothing_a_trial_says_is_left_out() -> None:
    found = dosecalc.convert("NCT07485751", to="words", strict=True)
    assert found.losses == ()


def test_every_shipped_trial_is_told() -> None:
    for text in dosecalc.load("schedules"):
        found = dosecalc.convert(text, to="words").text
        assert found.startswith(text.trial.name)
        said = [line for line in found.splitlines() if line.startswith("Give ")]
        regimens = [g for arm in text.trial.arms for r in arm.readings for g in r.regimens]
        assert len(said) == len(regimens)
        assert text.trial.spans or all(read_phrase(each).ok for each in said)
