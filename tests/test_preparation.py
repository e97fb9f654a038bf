"""The sheet of one administration: its figures, its refusals, and how it is printed."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.preparation import Preparation
from dosecalc.prepared import Prepared

MADE = "2026-01-01T12:00"
TRIAL = """
trial EX-09 "Blinded drops"
agent EX-EV "vesicles"
  product vial of 1e11 particles in 5 mL
  usable for 6 hours once opened
arm active
  give 2e9 particles in 3 mL of EX-EV by nasal drops twice daily for 5 days
arm placebo
  give placebo by nasal drops twice daily for 5 days
"""


def prepare(text: str, **options: object) -> Prepared:
    return dosecalc.prepare(dosecalc.parse(text), time=MADE, **options)  # type: ignore[arg-type]


def made(text: str, **options: object) -> Preparation:
    found = prepare(text, **options)
    assert [each.message for each in found.diagnostics if each.is_error] == []
    assert found.preparation is not None
    return found.preparation


def codes(text: str, **options: object) -> list[str]:
    found = prepare(text, **options)
    assert found.preparation is None
    return [each.code for each in found.diagnostics if each.is_error]


# ---------------------------------------------------------------- laws

TENTHS = st.integers(1, 10_000).map(lambda tenths: Fraction(tenths, 10))
STEPS = st.sampled_from(["0.01", "0.02", "0.05", "0.1", "0.5"])


@given(TENTHS, TENTHS)
def test_the_exact_volume_times_the_batch_is_the_dose(dose: Fraction, batch: Fraction) -> None:
    found = prepare(f"{float(dose)} mg once", batch=f"{float(batch)} mg/mL", step="0.001 mL")
    if found.preparation is None:
        assert found.diagnostics[-1].code == "step-too-coarse"
    else:
        assert found.preparation.exact * batch == dose


@given(TENTHS, TENTHS, STEPS)
def test_rounding_is_off_by_at_most_half_a_step(dose: Fraction, batch: Fraction, step: str) -> None:
    found = prepare(f"{float(dose)} mg once", batch=f"{float(batch)} mg/mL", step=f"{step} mL")
    if found.preparation is None:
        assert dose / batch < Fraction(step) / 2
        return
    one = found.preparation
    assert abs(one.drug - one.exact) <= Fraction(step) / 2
    assert (one.drug / Fraction(step)).denominator == 1
    assert one.rounding is not None
    assert one.rounding.given == one.drug * batch
    assert one.rounding.difference == one.rounding.given - dose
    assert one.rounding.part == one.rounding.difference / dose
    assert abs(one.rounding.difference) <= Fraction(step) / 2 * batch


@given(TENTHS, st.integers(1, 30))
def test_diluent_and_dose_make_the_final_volume(dose: Fraction, extra: int) -> None:
    final = float(dose + extra)
    one = made(f"{float(dose)} mL once", final_volume=f"{final} mL", dead_volume="0.05 mL")
    assert one.diluent is not None
    assert one.diluent + one.drug == one.final == one.given
    assert one.drawn == one.drug + Fraction(1, 20)


@given(TENTHS, st.integers(1, 20))
def test_vials_hold_what_is_drawn_up(dose: Fraction, content: int) -> None:
    one = made(f"{float(dose)} mL once", vial=f"{content} mL", dead_volume="0.1 mL")
    assert one.vials is not None
    assert one.vials * content >= one.drawn > (one.vials - 1) * content


@given(st.text(max_size=40))
def test_any_text_in_any_option_is_answered_with_words(text: str) -> None:
    for option in (
        "batch", "step", "dead_volume", "final_volume", "vial", "usable", "opened", "exactly",
        "reading", "agent", "partner", "arm",
    ):  # fmt: skip
        found = prepare("2 mL once", **{option: text})
        assert found.ok or any(each.is_error for each in found.diagnostics)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_id_and_lot_is_printed_and_escaped(name: str, lot: str) -> None:
    found = prepare("2 mL once", participant=f"<i>{name}", batch_id=lot)
    assert "<td>&lt;i&gt;" in found.html()
    assert "<i>" not in found.html()
    assert found.text() and found.markdown() and json.loads(found.json())


# ---------------------------------------------------------------- figures


def test_a_dose_is_divided_by_what_was_measured() -> None:
    one = made("1e11 particles once", batch="2.3e10 particles/mL", step="0.01 mL")
    assert (one.exact, one.drug) == (Fraction(100, 23), Fraction("4.35"))
    assert one.rounding is not None
    assert (one.rounding.difference, one.rounding.part) == (5 * 10**7, Fraction(1, 2000))


def test_half_a_step_is_rounded_up() -> None:
    one = made("1 mg once", batch="8 mg/mL", step="0.01 mL")
    assert (one.exact, one.drug) == (Fraction("0.125"), Fraction("0.13"))


def test_the_units_of_volumes_may_differ_and_the_step_s_is_shown() -> None:
    one = made("2 mg once", batch="1 g/L", step="10 µL", dead_volume="0.05 mL")
    assert (str(one.volume), one.drug, one.dead) == ("µL", 2000, 50)


def test_a_volume_that_the_schedule_states_is_the_final_one() -> None:
    one = made("2e8 particles in 3 mL once", batch="1e9 particles/mL")
    assert (one.drug, one.diluent, one.final, one.given) == (
        Fraction("0.2"), Fraction("2.8"), 3, 3,
    )  # fmt: skip


def test_a_dose_at_a_concentration_is_diluted_to_it() -> None:
    one = made("1.5 mL at 1e10 particles/mL once", batch="2e10 particles/mL")
    assert (one.drug, one.final) == (Fraction("0.75"), Fraction("1.5"))


def test_a_dose_that_is_a_volume_needs_no_batch() -> None:
    one = made("2 sprays of 0.1 mL once")
    assert (one.drug, one.final, one.rounding) == (Fraction("0.2"), None, None)


def test_what_a_volume_holds_of_the_batch_is_told() -> None:
    text = prepare("1.5 mL once", batch="2.3e10 particles/mL").text()
    assert "1.5 mL × 2.3 × 10¹⁰ particles/mL = 3.45 × 10¹⁰ particles" in text


def test_what_the_file_assumes_of_a_product_stands_on_the_sheet() -> None:
    text = TRIAL.replace("in 5 mL\n", 'in 5 mL assumed "A" note "B"\n', 1)
    one = made(
        text.replace("opened\n", 'opened assumed "C"\n'), arm="active", batch="2e10 particles/mL"
    )
    assert (one.assumed, one.notes) == (("A", "C"), ("B",))


def test_a_weight_makes_an_amount_per_kilogram_one_amount() -> None:
    one = made("2 mg/kg once", batch="10 mg/mL", weight="70")
    assert (one.drug, one.used) == (14, ("weight = 70 kg",))


def test_a_cap_holds() -> None:
    one = made("10 mg/kg capped at 400 mg a dose once", batch="100 mg/mL", weight="70")
    assert one.drug == 4


def test_a_band_by_weight_is_chosen() -> None:
    text = "260 mg below 50 kg, 390 mg from 50 to under 80 kg, 520 mg from 80 kg once"
    assert made(text, batch="10 mg/mL", weight="70").drug == 39


def test_an_exact_assumption_lets_units_meet() -> None:
    one = made("2 mL of X once", step="0.1 mL")
    other = made("1e9 vesicles once", batch="1e9 particles/mL", assume=["1 vesicle = 2 particles"])
    assert (one.drug, other.drug) == (2, 2)


def test_the_dose_of_a_number_or_a_day_is_at_its_level() -> None:
    text = "50, 100 mg daily escalating each week for 2 weeks"
    assert made(text, batch="10 mg/mL", dose=7).drug == 5
    assert made(text, batch="10 mg/mL", day=8).drug == 10
    assert made(text, batch="10 mg/mL", day=8).doses == "dose 8, day 8"


def test_a_cohort_is_at_its_level() -> None:
    text = "1e9, 4e9 particles daily for 4 days escalating across cohorts"
    assert made(text, batch="1e9 particles/mL", cohort=2).drug == 4


def test_doses_that_hold_the_same_need_no_choice() -> None:
    text = "10 mg daily for 4 days then 10 mg weekly for 3 weeks"
    assert made(text, batch="10 mg/mL").drug == 1


def test_an_amount_that_was_decided_on_is_prepared_and_told() -> None:
    one = made("1 to 2 mg once", batch="1 mg/mL", exactly="1.5 mg")
    assert one.drug == Fraction("1.5")
    assert one.notes == ("stated as 1 to 2 mg; 1.5 mg is what the caller confirmed",)


def test_a_vial_of_the_file_and_its_time_are_taken() -> None:
    one = made(TRIAL, arm="active", batch="1e9 particles/mL", opened="2026-03-02T09:00")
    assert (one.vials, str(one.use_by)) == (1, "2026-03-02 15:00:00")


def test_the_call_s_vial_and_time_replace_the_file_s() -> None:
    one = made(
        TRIAL, arm="active", batch="1e9 particles/mL", vial="0.5 mL", usable="90 minutes",
        opened="2026-10-25T01:30+02:00",
    )  # fmt: skip
    assert (one.vials, str(one.use_by)) == (4, "2026-10-25 03:00:00+02:00")


def test_vials_of_no_known_volume_are_not_counted() -> None:
    one = made("1e9 particles once", batch="1e9 particles/mL", vial="1e11 particles")
    assert (one.vials, one.vials_need) == (None, "the volume in one vial")


def test_a_batch_that_differs_from_its_packing_is_told() -> None:
    one = made(TRIAL, arm="active", batch="2.3e10 particles/mL", step="0.001 mL")
    assert one.notes == ("the packing states 2 × 10¹⁰ particles/mL: the batch is 15 % above it",)
    assert made(TRIAL, arm="active", batch="2e10 particles/mL").notes == ()


def test_a_placebo_has_the_final_volume_of_its_partner() -> None:
    one = made(TRIAL, arm="placebo")
    assert (one.placebo, one.partner, one.given, one.vials) == (True, "active", 3, None)


def test_a_placebo_of_an_undiluted_dose_has_the_volume_that_is_drawn() -> None:
    text = TRIAL.replace(" in 3 mL", "")
    one = made(text, arm="placebo", batch="3e9 particles/mL", step="0.01 mL")
    assert one.given == Fraction("0.67")
    assert codes(text, arm="placebo") == ["batch-needed"]


def test_a_placebo_whose_volume_is_stated_needs_no_partner() -> None:
    text = TRIAL.replace("give placebo by", "give placebo in 2 mL by")
    one = made(text, arm="placebo")
    assert (one.given, one.partner) == (2, "")


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("an unknown amount once", {}, "amount-unknown"),
        ("unknown mg once", {"batch": "1 mg/mL"}, "amount-unknown"),
        ("unknown particles in 2 mL once", {"batch": "1e9 particles/mL"}, "amount-unknown"),
        ("1e9 once", {"batch": "1e9 particles/mL"}, "amount-unknown"),
        ("placebo once", {}, "partner-needed"),
        ("1 to 2 mg once", {"batch": "1 mg/mL"}, "amount-not-exact"),
        ("at least 2 mg once", {"batch": "1 mg/mL"}, "amount-not-exact"),
        ("up to 2 mg once", {"batch": "1 mg/mL"}, "amount-not-exact"),
        ("1 to 4 mg daily for 4 days escalation", {"batch": "1 mg/mL"}, "reading-needed"),
        (
            "1 to 4 mg daily for 4 days escalation",
            {"batch": "1 mg/mL", "reading": "participant"}, "amount-not-exact",
        ),
        (
            "2 mL of X once", {"final_volume": "1 mL"}, "final-volume-too-small",
        ),
        (
            "1e9 vesicles once",
            {"batch": "1e9 particles/mL", "assume": ["1 vesicle = 1 to 2 particles"]},
            "amount-not-exact",
        ),
        ("about 1.5 mL once", {}, "amount-about"),
        (
            "1e9 vesicles once",
            {"batch": "1e9 particles/mL", "assume": ["1 vesicle = about 2 particles"]},
            "amount-about",
        ),
        ("2 mg/kg once", {"batch": "1 mg/mL", "assume": ["weight = about 70 kg"]}, "amount-about"),
        ("2 mg/kg once", {"batch": "1 mg/mL"}, "body-needed"),
        ("75 mg/m2 once", {"batch": "1 mg/mL"}, "body-needed"),
        ("2 mg/kg once", {"batch": "1 mg/mL", "weight": "50 to 70"}, "body-needed"),
        ("260 mg below 50 kg, 390 mg from 50 kg once", {"batch": "1 mg/mL"}, "body-needed"),
        ("1 mg once", {}, "batch-needed"),
        ("1 mg once", {"batch": "1e9 particles/mL"}, "batch-does-not-fit"),
        ("1 mg once", {"batch": "1 mg"}, "not-a-concentration"),
        ("1 mg once", {"batch": "1 to 2 mg/mL"}, "not-a-concentration"),
        ("1 mg once", {"batch": "about 2 mg/mL"}, "not-a-concentration"),
        ("1 mg once", {"batch": "2 mg/kg"}, "not-a-concentration"),
        ("1 mg once", {"batch": "3 mg/mL"}, "step-needed"),
        ("1 mg once", {"batch": "1.048576 mg/mL"}, "step-needed"),
        ("1 mg once", {"batch": "1 g/mL", "step": "0.1 mL"}, "step-too-coarse"),
        ("1 mg once", {"batch": "1 mg/mL", "step": "1 mg"}, "not-a-volume"),
        ("10 mg in 3 mL once", {"batch": "2 mg/mL"}, "final-volume-too-small"),
        (
            "10 mg in 3 mL once", {"batch": "20 mg/mL", "final_volume": "4 mL"},
            "final-volume-differs",
        ),
        ("10 mg in 2 to 3 mL once", {"batch": "20 mg/mL"}, "final-volume-differs"),
        ("10 mg in about 3 mL once", {"batch": "20 mg/mL"}, "final-volume-differs"),
        ("1 to 2 mg once", {"batch": "1 mg/mL", "exactly": "3 mg"}, "not-within-the-dose"),
        ("1 to 2 mg once", {"batch": "1 mg/mL", "exactly": "1 mL"}, "not-within-the-dose"),
        ("1 to 2 mg once", {"batch": "1 mg/mL", "exactly": "1 to 2 mg"}, "not-within-the-dose"),
        ("5, 10 mg daily escalating each week for 2 weeks", {"batch": "1 mg/mL"}, "choice-needed"),
        ("10 mg orally once and 10 mg intravenously once", {"batch": "1 mg/mL"}, "choice-needed"),
        ("1 mg of X once and 1 mg of Y once", {"batch": "1 mg/mL"}, "choice-needed"),
        (
            "5 mg daily for 2 days and 6 mg on day 2", {"batch": "1 mg/mL", "day": 2},
            "choice-needed",
        ),
        ("1 mg daily for 3 days", {"batch": "1 mg/mL", "dose": 4}, "no-such-dose"),
        ("1 mg daily for 3 days", {"batch": "1 mg/mL", "day": 0}, "no-such-dose"),
        ("1 mg daily until progression", {"batch": "1 mg/mL", "day": 3}, "no-such-dose"),
        ("1 mg daily for 3 days", {"batch": "1 mg/mL", "day": 1, "dose": 1}, "one-of-two"),
        ("1 mL once", {"opened": "2026-03-02"}, "no-moment"),
        ("1 mL once", {"opened": "noon"}, "no-moment"),
        ("1 mL once", {"usable": "1 to 2 hours"}, "one-length"),
        ("1 mL once", {"cohort": 2}, "cohort-not-known"),
        ("1 mL once", {"reading": "other"}, "reading-not-known"),
        ("1 mL once", {"agent": "other"}, "agent-not-known"),
        (TRIAL, {}, "choice-needed"),
        (TRIAL.replace("arm active", "  unconfirmed\narm active"), {}, "misplaced-line"),
        (TRIAL + "unconfirmed\n", {"arm": "active"}, "unconfirmed-draft"),
        (
            TRIAL.replace("for 5 days\narm placebo", "for 5 days\n    unconfirmed\narm placebo"),
            {"arm": "active", "batch": "1e9 particles/mL"}, "unconfirmed-draft",
        ),
        ("trial T\narm A\n  no treatment\n", {}, "nothing-to-prepare"),
        (
            TRIAL + "arm other\n  give 1 mL of EX-EV daily for 5 days\n", {"arm": "placebo"},
            "partner-needed",
        ),
    ],
)  # fmt: skip
def test_nothing_is_guessed(text: str, options: dict[str, object], code: str) -> None:
    assert codes(text, **options) == [code]


@pytest.mark.parametrize(
    ("argument", "options", "code"),
    [
        ("NCT07312656", {"reading": "arm text"}, "amount-about"),
        ("NCT07312656", {"arm": "control"}, "nothing-to-prepare"),
        ("NCT07312656", {}, "reading-needed"),
        ("NCT07485751", {}, "reading-needed"),
        ("NCT07485751", {"cohort": 2, "reading": "two months"}, "amount-unknown"),
        ("NCT06598202", {"arm": "vesicles", "reading": "record"}, "amount-unknown"),
        ("NCT06853522", {"arm": "exosomes", "reading": "in all"}, "batch-does-not-fit"),
        ("NCT07232563", {"reading": "days 1 to 4"}, "step-needed"),
    ],
)
def test_shipped_trials_are_prepared_only_where_they_say_enough(
    argument: str, options: dict[str, object], code: str
) -> None:
    found = dosecalc.prepare(argument, batch="2.3e10 particles/mL", **options)  # type: ignore[arg-type]
    assert [each.code for each in found.diagnostics if each.is_error] == [code]


def test_a_schedule_with_an_error_is_not_prepared() -> None:
    assert codes("1,5 mL once") == ["decimal-comma"]
    assert codes(TRIAL + "expect active doses 9\n", arm="active") == ["expectation-differs"]


def test_several_texts_are_refused() -> None:
    found = dosecalc.prepare("schedules")
    assert "not-one-text" in [each.code for each in found.diagnostics]


def test_the_hint_tells_which_concentration_is_needed() -> None:
    (found,) = prepare("1e9 cells once", batch="1 mg/mL").diagnostics
    assert found.hint == "give the batch in cells/mL, or state an assumption with `--assume`"


# ---------------------------------------------------------------- what is printed


def test_the_text_has_the_working_the_boxes_and_where_it_is_from() -> None:
    text = "2e8 particles in 3 mL once"
    found = prepare(
        text, batch="2.3e10 particles/mL", step="0.001 mL", dead_volume="0.05 mL", vial="1 mL",
        batch_id="LOT123", participant="001", opened="2026-03-02T09:00", usable="4 hours",
    )  # fmt: skip
    assert found.text() == (
        "PREPARATION SHEET\n"
        "\n"
        "  dose                         any of them: all hold the same\n"
        "  number and date of the dose  ________________________\n"
        "  amount                       2 × 10⁸ particles\n"
        "  participant                  001\n"
        "  as stated                    2e8 particles in 3 mL once\n"
        "\n"
        "  lot number              LOT123\n"
        "  measured concentration  2.3 × 10¹⁰ particles/mL\n"
        "  packing                 vial of 1 mL\n"
        "\n"
        "Working\n"
        "  2 × 10⁸ particles ÷ 2.3 × 10¹⁰ particles/mL = 0.0086956… mL\n"
        "  rounded to the nearest 0.001 mL: ≈ 0.009 mL\n"
        "  the rounded volume holds 2.07 × 10⁸ particles: +7 × 10⁶ particles, +3.5 % of the dose\n"
        "  0.009 mL + 0.05 mL dead volume = 0.059 mL to draw up\n"
        "  3 mL − 0.009 mL = 2.991 mL of diluent\n"
        "  0.059 mL from vial of 1 mL: 1 vial, rounded up\n"
        + "═" * 88 + "\n"
        "  Open vials                         1\n"
        "  Dose of product                    ≈ 0.009 mL\n"
        "  Dead volume, drawn up in addition  0.05 mL\n"
        "  Draw up                            ≈ 0.059 mL\n"
        "  Add diluent                        ≈ 2.991 mL\n"
        "  Final volume                       3 mL\n"
        "  Matching placebo, if blinded       3 mL\n"
        + "═" * 88 + "\n"
        "  opened  2026-03-02 09:00\n"
        "  use by  2026-03-02 13:00, 4 hours after opening, as time elapses\n"
        "\n"
        "Prepared by\n"
        "  name           ________________________\n"
        "  signature      ________________________\n"
        "  date and time  ________________________\n"
        "\n"
        "Checked by\n"
        "  name           ________________________\n"
        "  signature      ________________________\n"
        "  date and time  ________________________\n"
        "\n"
        "  schedule read from   phrase\n"
        f"  SHA-256 of its text  {sha256(text.encode()).hexdigest()}\n"
        "  made                 2026-01-01 12:00:00 UTC\n"
        f"  by                   dosecalc {dosecalc.__version__}\n"
        "\n"
        "For planning, review and research, not for prescribing; every figure is to be verified\n"
        "by a qualified person.\n"
    )  # fmt: skip


def test_an_exact_volume_says_that_it_is_not_rounded() -> None:
    assert "not rounded: 0.5 mL is exact" in prepare("1 mg once", batch="2 mg/mL").text()


def test_without_a_time_of_opening_the_sheet_tells_how_long_after_it() -> None:
    assert (
        "use by                  4 hours after opening"
        in prepare("1 mL once", usable="4 hours").text()
    )


def test_the_page_is_the_same_for_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    first, second = (dosecalc.prepare("1 mL once").html() for _ in range(2))
    assert first == second
    assert "made: 2026-01-01 00:00:00 UTC" in first


def test_the_page_asks_for_nothing_and_has_no_colour() -> None:
    page = prepare(TRIAL, arm="active", batch="2e10 particles/mL").html()
    assert "http" not in page.replace("http-equiv", "")
    assert set(re.findall(r"#[0-9a-f]{3,6}", page)) == {"#000", "#fff"}
    assert "default-src 'none'" in page


def test_names_are_escaped_on_the_page() -> None:
    text = TRIAL.replace("Blinded drops", "<script>alert(1)</script>")
    page = prepare(text, arm="active", batch="2e10 particles/mL").html()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_json_holds_exact_figures_and_the_digest() -> None:
    found = json.loads(
        prepare("1e11 particles once", batch="2.3e10 particles/mL", step="0.01 mL").json()
    )
    one = found["preparation"]
    assert one["exact_volume"] == {"value": 100 / 23, "exact": "100/23", "unit": "mL"}
    assert one["volume"] == {"value": 4.35, "exact": "87/20", "unit": "mL"}
    assert one["rounding"]["part"] == {"value": 0.0005, "exact": "1/2000"}
    assert len(found["schedule"]["sha256"]) == 64
    assert json.loads(prepare("2 mg once").json())["preparation"] is None
