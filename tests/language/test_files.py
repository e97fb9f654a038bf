"""Whole files: blocks, what belongs where, and every mistake at its own line."""

import pytest

import dosecalc
from dosecalc.language import read_file
from dosecalc.language.writer import formatted


def mistakes(text: str) -> list[tuple[int, str, str]]:
    """Each diagnostic as its line, its code and the words it points at."""
    found = dosecalc.check(read_file(text, "a file"))
    return [(line(text, each.span), each.code, each.span.text) for each in found if each.span]


def line(text: str, span: object) -> int:
    return text.count("\n", 0, span.start) + 1  # type: ignore[attr-defined]


def total(text: str) -> list[str]:
    return [str(row.total and row.total.low) for row in dosecalc.total(read_file(text, "a file"))]


WHOLE = """\
# A made-up trial.
trial EX-01 "Inhaled vesicles"
  phase early 1
  participants 15 planned
  starts 2026-03-01
  record "registry" version 2026-03-20

agent EX-EV "small vesicles"
  product vial of 1e11 particles in 5 mL

span radiotherapy
  lasts 30 to 35 fractions on weekdays, starting on a Monday
  assumed "one a day"

arm escalation "dose levels"
  participants 3 to 6 in each cohort
  give 1e9, 2e9, 4e9, 8e9, 16e9 particles of EX-EV by inhalation
    twice weekly for 8 weeks
    escalating across cohorts
    assumed "their allocation is not listed"

arm spray
  reading interventions
    give about 1.5 mL of exosomes by oral spray 3 times daily
      30 minutes after breakfast, lunch, dinner
      from 7 days before radiotherapy starts through 14 days after radiotherapy ends
  reading arms
    give about 1.5 mL of exosomes by oral spray 3 times daily
      30 minutes after breakfast, lunch, dinner
      during radiotherapy

arm control
  no treatment

visits
  safety-labs, vital-signs at weeks 0, 2, 4, 8, 12 within 3 days
  questionnaire at weeks 0, 8 within 1 day before to 2 days after
  vital-signs daily through day 56
  watch DLT for 28 days from the first dose, before next cohort

expect escalation cohort 5 total 2.56e11 particles
expect escalation doses 16
expect spray total 274.5 to 306 mL in reading interventions
expect spray days 40 to 47 in reading arms
expect spray total unknown particles
expect control doses 0

assume 1 vesicle = 1 particle
assume 1 mL of exosomes = 1e9 to 1e10 particles for EX-02
"""


def test_a_whole_file_is_read_and_checks_itself() -> None:
    assert mistakes(WHOLE) == []
    trial = read_file(WHOLE, "a file").trial
    assert [arm.name for arm in trial.arms] == ["escalation", "spray", "control"]
    assert [len(arm.readings) for arm in trial.arms] == [1, 2, 0]
    assert (len(trial.agents), len(trial.spans), len(trial.visits)) == (1, 1, 4)
    assert (len(trial.expects), len(trial.assumptions)) == (6, 2)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("expect escalation doses 16", "expect escalation doses 17"),
        ("expect control doses 0", "expect control doses 1"),
        ("cohort 5 total 2.56e11", "cohort 4 total 2.56e11"),
        ("274.5 to 306 mL", "274.5 to 307 mL"),
        ("days 40 to 47", "days 40 to 46"),
        ("expect spray total unknown particles", "expect spray total 1 particle"),
    ],
)
def test_an_expectation_that_differs_is_an_error(line: str, wrong: str) -> None:
    assert {code for _, code, _ in mistakes(WHOLE.replace(line, wrong))} == {"expectation-differs"}


def test_one_bad_line_hides_no_other() -> None:
    text = """\
trial A
  phase 1
  fase 2
arm B
  give 1 mg dayly
    for 3 dazs
    by 3
  give 2 mg on day 0
arm C
  participants 0
  give 1 particel once
    note "as listed
foo bar
expect Q doses 4
expect B doses 1 2
"""
    assert [(number, code) for number, code, _ in mistakes(text)] == [
        (3, "not-understood"), (5, "not-understood"), (6, "not-understood"), (7, "not-understood"),
        (8, "day-zero"), (10, "zero-count"), (11, "unknown-unit"), (12, "unclosed-text"),
        (13, "not-understood"), (14, "unknown-name"), (15, "not-understood"),
    ]  # fmt: skip


# a file, and the line, code and words of its only mistake
ONE_MISTAKE = [
    ("trial A\n\tphase 1", 2, "tabs-and-spaces", "\t"),
    ("trial A\narm B\n \tgive 1 mg once", 3, "tabs-and-spaces", " \t"),
    ("  trial A", 1, "wrong-indentation", "trial A"),
    ('trial A\narm B\n   give 1 mg once\n  note "x"', 4, "wrong-indentation", 'note "x"'),
    ("trial A\n  give 1 mg once", 2, "misplaced-line", "give"),
    ("trial A\nphase 1", 2, "misplaced-line", "phase"),
    ("trial A\n  phase 1\n    sponsor \"x\"", 3, "misplaced-line", "sponsor"),
    ("trial A\nagent X\n  lasts 2 weeks", 3, "misplaced-line", "lasts"),
    ("trial A\nspan R\n  lasts 2 weeks\n  give 1 mg once", 4, "misplaced-line", "give"),
    ("trial A\nexpect doses 1\n  phase 1\narm B\n  give 1 mg once", 3, "misplaced-line", "phase"),
    ("arm B\n  give 1 mg once", 1, "no-trial", "arm"),
    ("trial A\ntrial B", 2, "duplicate-name", "trial"),
    ("trial A\narm B\n  no treatment\narm B\n  no treatment", 4, "duplicate-name", "B"),
    ("trial A\nagent X\nagent X", 3, "duplicate-name", "X"),
    ("trial A\nspan R\n  lasts 1 week\nspan R\n  lasts 1 week", 4, "duplicate-name", "R"),
    ("trial A\narm B\n  reading x\n    give 1 mg once\n  reading x\n    give 1 mg once", 5,
     "duplicate-name", "x"),
    ("trial A\nspan R", 2, "missing", "R"),
    ("trial A\nspan R\n  lasts 1 week\n  lasts 2 weeks", 4, "said-twice", "lasts"),
    ("trial A\narm B", 2, "missing", "B"),
    ("trial A\narm B\n  reading x", 3, "missing", "x"),
    ("trial A\narm B\n  no treatment\n  give 1 mg once", 2, "does-not-fit", "B"),
    ("trial A\narm B\n  reading x\n    no treatment\n    give 1 mg once", 3, "does-not-fit", "x"),
    ("trial A\narm B\n  give 1 mg once\n  reading x\n    give 2 mg once", 2, "does-not-fit", "B"),
    ("trial A\narm B\n  give 1 mg daily during r", 3, "unknown-span", "r"),
    ("trial A\narm B\n  give 1 mg once\nexpect C doses 1", 4, "unknown-name", "expect C doses 1"),
    ("trial A\narm B\n  give 1 mg once\nexpect B doses 1 in reading q", 4, "unknown-name",
     "expect B doses 1 in reading q"),
    ("trial A\narm B\n  give 1 mg once\nexpect B cohort 2 doses 1", 4, "unknown-name",
     "expect B cohort 2 doses 1"),
    ("trial A\nassume weight = 3 mL", 2, "unit-clash", "weight = 3 mL"),
    ("trial A\nassume 1 to 2 vesicles = 1 particle", 2, "needs-exact", "1 to 2 vesicles = 1 particle"),
    ("trial A\nstarts 2026-02-30", 2, "no-such-time", "2026-02-30"),
    ("trial A\n  participants 2.5", 2, "not-whole", "2.5"),
    ("trial A\n  participants 40 planned\narm B\n  participants 20\n  no treatment\narm C\n"
     "  participants 25\n  no treatment", 1, "participants-differ", "A"),
    ("trial A\narm B\n  participants 3 in cohorts 2, 3\n  give 1, 2 mg once escalating across cohorts",
     3, "no-such-cohort", "participants 3 in cohorts 2, 3"),
    ("trial A\n  participants 3 in cohort 1\narm B\n  give 1 mg once", 2, "no-such-cohort",
     "participants 3 in cohort 1"),
    ("trial A\narm B\n  participants 3 in cohorts 0, 1\n  no treatment", 3, "zero-count", "0"),
    ("trial A\narm B\n  participants 3 in cohorts 1-3\n  participants 4 in cohort 2\n"
     "  no treatment", 4, "does-not-fit", "participants 4 in cohort 2"),
    ("trial A\narm B\n  stagger 3 days between the first 1 participants\n  no treatment", 3,
     "does-not-fit", "1"),
    ("trial A\narm B\n  give 1e11 particles on days 1-4\nexpect B total 5e11 particles", 4,
     "expectation-differs", "expect B total 5e11 particles"),
    ("trial A\nvisits\n  labs", 3, "ends-early", ""),
    ("trial A\nvisits\n  give 1 mg once", 3, "not-understood", "mg"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "code", "words"), ONE_MISTAKE)
def test_a_mistake_is_found_at_its_place_and_alone(
    text: str, number: int, code: str, words: str
) -> None:
    assert mistakes(text) == [(number, code, words)]


def test_a_line_that_is_too_long_is_named_by_its_start() -> None:
    (found,) = read_file("trial A\n  " + "x" * 20_001, "a file").diagnostics
    assert (found.code, found.span and found.span.text) == ("text-too-long", "x" * 40)


# ------------------------------------------------------------------ lines and blocks

SAME = "trial A\narm B\n  give 10 mg twice daily for 7 days\n"


@pytest.mark.parametrize(
    "text",
    [
        SAME,
        "\ufeff" + SAME,
        SAME.replace("\n", "\r\n"),
        SAME.rstrip("\n"),
        "\n\n" + SAME.replace("\n", "\n\n\n"),
        SAME.replace("  give", "        give"),
        SAME.replace("\n", "   \n"),
        SAME.replace("\n", " # a comment\n"),
        "# a comment\n" + SAME + "# another\n",
        SAME.replace("  give", "# a comment\n  give"),
        SAME.replace(" twice", "\n    twice"),
        SAME.replace(" mg", "\n    mg"),
        SAME.replace(" twice daily for", "\n    twice\n      daily\n    for"),
        SAME.replace(" twice", "\n    # a comment\n    twice"),
        SAME.replace(" twice", " # a comment\n    twice"),
    ],
)
def test_what_stands_around_the_words_changes_nothing(text: str) -> None:
    assert mistakes(text) == []
    assert total(text) == ["140"]


def test_several_gives_of_an_arm_run_together() -> None:
    assert total("trial A\narm B\n  give 1 mg once\n  give 2 mg daily for 3 days") == ["7"]


def test_counting_from_0_gives_the_file_a_day_0() -> None:
    text = "trial A\n  counting days from 0\narm B\n  give 1 mg on days 0, 7\n"
    (row,) = dosecalc.total(read_file(text, "a file"))
    assert (row.first_day and row.first_day.low, row.last_day and row.last_day.high) == (0, 7)


def test_notes_belong_to_the_line_above_that_is_less_deep() -> None:
    text = 'trial A\narm B\n  give 1 mg once\n    note "of the dose"\n  note "of the arm"\nnote "loose"\n'
    trial = read_file(text, "a file").trial
    assert trial.arms[0].readings[0].regimens[0].facts.notes == ("of the dose",)
    assert (trial.arms[0].facts.notes, trial.facts.notes) == (("of the arm",), ("loose",))


def test_attributes_may_stand_on_the_line_or_below_it() -> None:
    inline = 'trial A\narm B\n  give 1 mg once assumed "a" source "s" note "n"\n'
    below = 'trial A\narm B\n  give 1 mg once\n    assumed "a"\n    source "s"\n    note "n"\n'
    assert read_file(inline, "a file").trial.arms == read_file(below, "a file").trial.arms


def test_a_keyword_may_be_a_name() -> None:
    text = "trial total\narm placebo\n  give placebo once\narm daily\n  give 1 mg once\nexpect daily doses 1\n"
    assert mistakes(text) == []
    assert [arm.name for arm in read_file(text, "a file").trial.arms] == ["placebo", "daily"]


# ------------------------------------------------------------------ comments

COMMENTED = """\
# before the trial
trial A
  # before the phase
  phase 1 # beside the phase

# before the arm
arm B
  # before the dose
  give 10 mg daily # beside the dose
    # inside the dose
    for 7 days
    # before the note
    note "n"
# after the last line
"""


def test_every_comment_is_kept_when_a_file_is_formatted() -> None:
    written, _ = formatted(COMMENTED, "a file")
    assert written is not None
    kept = [part for line in written.splitlines() for part in line.partition("# ")[2:] if part]
    said = [part for line in COMMENTED.splitlines() for part in line.partition("# ")[2:] if part]
    assert sorted(kept) == sorted(said)


def test_a_product_holds_amounts_and_an_agent_says_how_long_an_opened_one_lasts() -> None:
    text = (
        'trial T\nagent X\n  product Vial of 1e11 particles in 5 mL note "a"\n'
        '  product ampoule of an unknown amount\n  usable for 4 hours after opening assumed "b"\n'
    )
    (agent,) = read_file(text, "x.dose").trial.agents
    assert [(str(each.form.singular), [str(a) for a in each.holds]) for each in agent.products] == [
        ("vial", ["1e11 particles", "5 mL"]), ("ampoule", ["an unknown amount"]),
    ]  # fmt: skip
    assert [str(each) for each in agent.products] == [
        "vial of 1e11 particles in 5 mL", "ampoule of an unknown amount",
    ]  # fmt: skip
    assert (str(agent.usable[0]), agent.usable[0].facts.assumed) == ("for 4 hours once opened", "b")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("  product vial of 5 mL in 3 mL\n", "unit-clash"),
        ("  usable for 4 hours once opened\n  usable for 6 hours once opened\n", "does-not-fit"),
        ("  usable for 4 hours\n", "ends-early"),
    ],
)
def test_a_product_that_contradicts_itself_is_refused(lines: str, code: str) -> None:
    found = read_file(f"trial T\nagent X\n{lines}arm A\n  no treatment\n", "x.dose")
    assert [each.code for each in found.diagnostics] == [code]
