"""Amendments: what changed from one version to the next, in words and in totals."""

import json
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import Clauses, files, joined, parts, phrases
from tests_cli import run

import dosecalc
from dosecalc.amendments import changes
from dosecalc.language import read_file, read_phrase
from dosecalc.language.writer import formatted
from dosecalc.parameters import Interval


def said(old: str, new: str) -> list[str]:
    """The changes from one text to another, in words."""
    found = dosecalc.diff(dosecalc.parse(old), dosecalc.parse(new))
    assert {each.code for each in found.diagnostics if each.is_error} <= {"expectation-differs"}
    return [str(each) for each in found]


def exactly(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


# ---------------------------------------------------------------- phrases

# old, new, what is said
PHRASES = [
    ("1e9 cells daily for 8 weeks", "2e9 cells daily for 12 weeks",
     ["dosing: amount 1e9 cells → 2e9 cells", "dosing: extent for 8 weeks → for 12 weeks"]),
    ("1 mg daily for 4 days", "1 mg twice daily for 4 days",
     ["dosing: frequency daily → twice daily"]),
    ("1 mg on days 1, 8", "1 mg on days 1, 15", ["dosing: days on days 1, 8 → on days 1, 15"]),
    ("1 mg daily for 4 days", "1 mg daily for 4 days from day 8",
     ["dosing: start added: from day 8"]),
    ("1 mg of A by mouth once", "1 mg of B intravenously once",
     ["dosing: agent of A → of B", "dosing: route by oral → by intravenous"]),
    ("1 mg over 90 minutes once", "1 mg once", ["dosing: infusion removed: over 90 minutes"]),
    ("1, 2, 4 mg daily for 6 days escalating each dose",
     "1, 2, 4 mg daily for 6 days escalating across cohorts",
     ["dosing: escalation escalating each dose → escalating across cohorts"]),
    ("1 mg daily at 08:00 for 4 days", "1 mg daily at 20:00 for 4 days",
     ["dosing: time of day at 08:00 → at 20:00"]),
    ("1 mL in each nostril once", "2 mL once",
     ["dosing: amount 1 mL → 2 mL", "dosing: sites removed: in each nostril"]),
    ("1 mg daily for 4 days then 2 mg daily for 4 days",
     "1 mg daily for 4 days then 3 mg daily for 4 days",
     ["course 2: amount 2 mg → 3 mg"]),
    ("1 mg daily for 4 days", "1 mg daily for 4 days then rest 7 days then 2 mg daily for 2 days",
     ["dosing: sequence added: course 1 then rest 7 days then course 2",
      "course 2: added: 2 mg daily for 2 days"]),
    ("(1 mg daily for 4 days) repeated 2 times every 28 days",
     "(1 mg daily for 4 days) repeated 3 times every 28 days",
     ["dosing: sequence (course 1) repeated 2 times every 28 days → "
      "(course 1) repeated 3 times every 28 days"]),
    ("1 mg daily for 4 days and 5 mL once", "5 mL once",
     ["regimen 1: removed: give 1 mg daily for 4 days"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), PHRASES)
def test_a_change_is_told_clause_by_clause(old: str, new: str, words: list[str]) -> None:
    assert said(old, new) == words


SAME = [
    ("1e9 cells daily for 4 days", "1×10^9 cells QD x 4 days"),
    ("1 mg daily for 4 days by mouth", "daily by mouth 1 mg for 4 days"),
    ("1 mg intravenously once", "1 mg IV once"),
    ("4 daily doses of 1 mg", "1 mg daily for 4 doses"),
    ("1 mg of A daily for 4 days then 2 mg daily for 4 days",
     "1 mg of A daily for 4 days then 2 mg of A daily for 4 days"),
    ("1 mg daily for 4 days then weekly for 4 weeks",
     "1 mg daily for 4 days then 1 mg weekly for 4 weeks"),
    ("1 mg once and 5 mL once", "5 mL once and 1 mg once"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), SAME)
def test_another_spelling_is_no_change(old: str, new: str) -> None:
    assert said(old, new) == []


# ---------------------------------------------------------------- files

OLD = """
trial EX-01 "A trial"  # a comment
  phase 1
  participants 15 planned
  record "registry" version 2026-03-20

agent EX-EV "vesicles"
  product vial of 1e11 particles in 5 mL

span washout
  lasts 4 weeks

arm low "the lower dose"
  participants 3
  give 1e9 particles of EX-EV by inhalation twice weekly for 8 weeks
    note "as listed"

arm both
  reading one
    give 1 mg daily for 4 days
  reading two
    give 1 mg daily for 5 days

arm control
  no treatment

visits
  labs, ECG at weeks 0, 4 within 3 days
  watch DLT for 28 days from the first dose, before next cohort

assume weight = 50 to 90 kg
expect low doses 16
"""

# what stands in OLD, what replaces it, what is said
EDITS = [
    ("phase 1", "phase 2", ["trial: phase 1 → 2"]),
    ('"A trial"', '"The trial"', ['trial: label "A trial" → "The trial"']),
    ("15 planned", "18 planned", ["trial: participants 15 → 18"]),
    ("2026-03-20", "2026-06-01",
     ['trial: record "registry" version 2026-03-20 → "registry" version 2026-06-01']),
    ("  # a comment", "", []),
    ("in 5 mL", "in 10 mL",
     ["agent EX-EV: product vial of 1e11 particles in 5 mL → vial of 1e11 particles in 10 mL"]),
    ("lasts 4 weeks", "lasts 4 to 6 weeks",
     ["span washout: length lasts 4 weeks → lasts 4 to 6 weeks"]),
    ("span washout", "span rest-time", ["span washout: renamed rest-time"]),
    ("  participants 3\n", "  participants 6\n", ["arm low: participants 3 → 6"]),
    ("1e9 particles", "2e9 particles", ["arm low: amount 1e9 particles → 2e9 particles"]),
    ('"as listed"', '"as told"', ['arm low: note "as listed" → "as told"']),
    ("arm both", "  give 2 mg once\n\narm both",
     ["arm low, regimen 2: added: give 2 mg once"]),
    ("arm control\n", "arm observation\n", ["arm control: renamed observation"]),
    ("\narm control\n  no treatment\n", "", ["arm control: removed: no treatment"]),
    ("reading two", "reading three", ["arm both: reading two renamed three"]),
    ("for 5 days", "for 6 days", ["arm both, reading two: extent for 5 days → for 6 days"]),
    ("labs, ECG at weeks 0, 4 ", "labs, ECG at weeks 0, 8 ",
     ["visit ECG, labs: days at weeks 0, 4 → at weeks 0, 8"]),
    ("within 3 days", "within 1 day before to 2 days after",
     ["visit ECG, labs: window within 3 days → within 1 day before to 2 days after"]),
    ("labs, ECG at", "labs at", ["visit ECG: removed: at weeks 0, 4 within 3 days"]),
    ("labs, ECG at", "labs, ECG, MRI at", ["visit MRI: added: at weeks 0, 4 within 3 days"]),
    ("labs, ECG at weeks 0, 4 within 3 days",
     "ECG at weeks 0, 4 within 3 days\n  labs at weeks 0, 4 within 3 days", []),
    ("28 days from", "21 days from", ["watch DLT: extent for 28 days → for 21 days"]),
    (", before next cohort", "", ["watch DLT: gate removed: before next cohort"]),
    ("50 to 90", "45 to 90", ["assumption weight: 50 to 90 kg → 45 to 90 kg"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "words"), EDITS)
def test_an_edit_of_a_file_is_told_where_it_is(before: str, after: str, words: list[str]) -> None:
    assert OLD.count(before) == 1
    assert said(OLD, OLD.replace(before, after)) == words


def test_what_follows_from_a_new_name_is_not_told_again() -> None:
    assert said(OLD, OLD.replace("EX-EV", "EX-02")) == ["agent EX-EV: renamed EX-02"]
    assert said(OLD, OLD.replace("arm low", "arm one").replace("expect low", "expect one")) == [
        "arm low: renamed one"
    ]


def test_against_a_phrase_only_doses_are_compared() -> None:
    file = "trial A\n  phase 1\narm low\n  participants 3\n  give 1 mg daily for 4 days\n"
    assert said("1 mg daily for 4 days", file) == []
    assert said("2 mg daily for 4 days", file) == ["arm low: amount 2 mg → 1 mg"]


# ---------------------------------------------------------------- totals

# old, new, ratio, effect
RATIOS = [
    ("1 mg daily for 4 days", "1 mg daily for 6 days", exactly(Fraction(3, 2)), "more"),
    ("2 mg daily for 4 days", "1 mg daily for 4 days", exactly(Fraction(1, 2)), "less"),
    ("2 mg daily for 4 days", "4 mg daily for 2 days", exactly(1), "none"),
    ("1 g once", "500 mg once", exactly(Fraction(1, 2)), "less"),
    ("1 to 2 mg daily for 4 days", "1 to 2 mg daily for 6 days", exactly(Fraction(3, 2)), "more"),
    ("1 to 2 mg once", "1 to 3 mg once", Interval(Fraction(1, 2), Fraction(3)), "overlap"),
    ("unknown mg once", "2 mg once", None, "unknown"),
    ("2 mg once", "2 mL once", None, "unknown"),
    ("placebo once", "placebo daily for 4 days", None, "none"),
    ("placebo once", "2 mg once", None, "more"),
    ("2 mg once", "placebo once", None, "less"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "ratio", "effect"), RATIOS)
def test_a_total_has_a_ratio_of_new_to_old(
    old: str, new: str, ratio: Interval | None, effect: str
) -> None:
    (found,) = dosecalc.diff(old, new).totals
    assert (found.ratio, found.effect) == (ratio, effect)


def test_an_unknown_total_stays_unknown_with_its_reason() -> None:
    (found,) = dosecalc.diff("2 mL of E once", "3 mL of E once", unit="particles").totals
    assert (found.effect, found.needs) == ("unknown", "needs particles per mL")


def test_what_both_assume_cancels() -> None:
    assumed = ["1 mL of E = 1e9 to 1e10 particles"]
    (found,) = dosecalc.diff(
        "2 mL of E once", "3 mL of E once", unit="particles", assume=assumed
    ).totals
    assert found.ratio == exactly(Fraction(3, 2))


def test_totals_follow_arms_and_readings_to_their_new_names() -> None:
    new = OLD.replace("arm low", "arm one").replace("expect low", "expect one")
    found = dosecalc.diff(
        dosecalc.parse(OLD), dosecalc.parse(new.replace("reading two", "reading 3rd"))
    )
    assert [(each.label, each.effect) for each in found.totals] == [
        ("arm low → one", "none"), ("arm both, reading one", "none"),
        ("arm both, reading two → 3rd", "none"), ("arm control", "none"),
    ]  # fmt: skip


def test_an_added_level_adds_the_total_of_its_cohort() -> None:
    text = "{} mg daily for 4 days escalating across cohorts"
    found = dosecalc.diff(text.format("1, 2"), text.format("1, 2, 4"))
    assert [(each.cohort, each.effect) for each in found.totals] == [
        (1, "none"), (2, "none"), (3, "added"),
    ]  # fmt: skip


# ---------------------------------------------------------------- laws


@given(files)
@settings(max_examples=100, deadline=None)
def test_a_file_against_itself_and_its_formatted_self_has_no_change(text: str) -> None:
    written, _ = formatted(text, "a file")
    assert written is not None
    trial = read_file(text, "a").trial
    assert changes(trial, trial) == ()
    assert changes(trial, read_file(written, "b").trial) == ()


@given(parts, st.permutations(range(12)))
@settings(max_examples=200, deadline=None)
def test_the_order_of_clauses_is_no_change(clauses: Clauses, order: list[int]) -> None:
    mixed = tuple(clauses[place] for place in order if place < len(clauses))
    assert changes(read_phrase(joined(clauses)).trial, read_phrase(joined(mixed)).trial) == ()


@given(files, files)
@settings(max_examples=100, deadline=None)
def test_backwards_the_same_things_change_from_new_to_old(one: str, two: str) -> None:
    old, new = (read_file(text, "a").trial for text in (one, two))
    there, back = changes(old, new), changes(new, old)
    assert Counter(each.swapped() for each in there) == Counter(back)


@given(phrases, phrases)
@settings(max_examples=200, deadline=None)
def test_backwards_the_ratio_is_turned_over(one: str, two: str) -> None:
    there, back = dosecalc.diff(one, two), dosecalc.diff(two, one)
    assert there.changed == back.changed
    assert Counter(each.swapped() for each in there) == Counter(back)
    if len(there.totals) == len(back.totals) == 1 and there.totals[0].ratio is not None:
        turned = back.totals[0].ratio
        assert turned is not None
        assert there.totals[0].ratio.low * (turned.high or 0) == (turned.high is not None)


# ---------------------------------------------------------------- the command


def test_the_command_tells_changes_and_then_totals() -> None:
    done = run("diff", "1e9 cells daily for 7 days", "2e9 cells daily for 14 days")
    assert done.exit_code == 1
    assert done.stdout == (
        "1e9 cells daily for 7 days → 2e9 cells daily for 14 days: 2 changes\n"
        "\n"
        "dosing\n"
        "  amount  1e9 cells → 2e9 cells\n"
        "  extent  for 7 days → for 14 days\n"
        "\n"
        "totals per participant\n"
        "  doses   days              total before   total after       change\n"
        "  ──────  ────────────────  ─────────────  ────────────────  ──────\n"
        "  7 → 14  1 to 7 → 1 to 14  7 × 10⁹ cells  2.8 × 10¹⁰ cells  × 4\n"
    )


def test_without_a_change_it_says_so_and_ends_with_0() -> None:
    done = run("diff", "NCT07312656", "NCT07312656")
    assert (done.exit_code, done.stdout) == (0, "NCT07312656: no change\n")


def test_json_and_markdown_hold_the_same_changes() -> None:
    whole = json.loads(run("diff", "1 mg once", "2 mg once", "--format", "json").stdout)
    assert whole["changes"][0]["aspect"] == "amount" and whole["totals"][0]["ratio"]["low"] == 2
    told = run("diff", "1 mg once", "2 mg once", "--format", "markdown").stdout
    assert "| dosing | amount | 1 mg | 2 mg |" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("1 mg biweekly", "1 mg once"), "refused-word"),
        (("nowhere.dose", "1 mg once"), "no-such-file"),
        (("schedules", "1 mg once"), "not-one-text"),
        (("-", "-"), "standard input can be only one"),
        (("1 mg once", "2 mg once", "--in", "particels"), "unit-not-known"),
    ],
)
def test_a_call_or_a_text_with_errors_ends_with_2(arguments: tuple[str, ...], told: str) -> None:
    done = run("diff", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


def test_doses_that_no_longer_meet_what_is_expected_are_told_with_the_changes() -> None:
    new = OLD.replace("for 8 weeks", "for 9 weeks")
    found = dosecalc.diff(dosecalc.parse(OLD), dosecalc.parse(new))
    assert found.changed and not found.ok
    assert [each.code for each in found.diagnostics if each.is_error] == ["expectation-differs"]
