"""Vials: how many, what is left in them, week by week and in all."""

from __future__ import annotations

import json
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dosecalc
from dosecalc.containers import left, pieces
from dosecalc.formats.supply_table import csv
from dosecalc.formats.supply_table import table as printed
from dosecalc.parameters import Interval
from dosecalc.supplies import Supplied, Supplies

AMOUNTS = st.fractions(Fraction(1, 100), 50, max_denominator=100)
SPAN = st.tuples(AMOUNTS, AMOUNTS).map(lambda ends: Interval(min(ends), max(ends)))


def exactly(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def supply(text: str, vial: str = "5 mL", **options: object) -> Supplies:
    found = dosecalc.supply(dosecalc.parse(text), vial=vial, **options)  # type: ignore[arg-type]
    assert [each.message for each in found.diagnostics if each.is_error] == []
    return found


def only(found: Supplies, per: str = "participant") -> Supplied:
    (one,) = found.per(per)
    return one


def vials(found: Supplied) -> tuple[int, int | None]:
    assert found.row.total is not None
    low, high = found.row.total
    return int(low), None if high is None else int(high)


def rest(found: Supplied) -> tuple[Fraction, Fraction | None, bool]:
    assert found.left is not None
    return (*found.left.bounds, found.left.below)


def weeks(found: Supplied) -> dict[int, tuple[int, int | None]]:
    assert found.weeks is not None
    return {
        week: (int(each.low), None if each.high is None else int(each.high))
        for week, each in found.weeks
    }


TRIAL = """
trial EX-01 "Two arms"
agent EX-EV "vesicles"
  product vial of 1e11 particles in 5 mL
arm low
  participants 3 to 6
  give 6e10 particles of EX-EV daily for 10 days
arm high
  participants 10 planned
  give 1.5e11 to 2.5e11 particles of EX-EV daily for 10 days
arm none
  no treatment
"""


# ---------------------------------------------------------------- laws


@given(SPAN, SPAN)
def test_vials_hold_the_dose_and_one_fewer_do_not(amount: Interval, held: Interval) -> None:
    found = pieces(amount, held)
    assert found.low * held.high >= amount.low > (found.low - 1) * held.high
    assert found.high * held.low >= amount.high > (found.high - 1) * held.low


@given(SPAN, SPAN, st.fractions(0, 1, max_denominator=50), st.fractions(0, 1, max_denominator=50))
def test_what_is_left_lies_within_its_bounds(
    amount: Interval, held: Interval, where: Fraction, which: Fraction
) -> None:
    dose = amount.low + (amount.high - amount.low) * where
    vial = held.low + (held.high - held.low) * which
    over = ceil(dose / vial) * vial - dose
    found = left(amount, held)
    assert 0 <= found.bounds.low <= over <= found.bounds.high
    assert over < found.bounds.high or not found.below


@given(AMOUNTS, AMOUNTS)
def test_an_exact_dose_leaves_vials_times_content_minus_the_dose(
    dose: Fraction, held: Fraction
) -> None:
    found = left(exactly(dose), exactly(held))
    assert found.bounds == exactly(pieces(exactly(dose), exactly(held)).low * held - dose)
    assert not found.below


@given(SPAN, SPAN)
def test_two_doses_of_half_the_amount_take_no_fewer_vials(amount: Interval, held: Interval) -> None:
    half = Interval(amount.low / 2, amount.high / 2)
    assert 2 * pieces(half, held).low >= pieces(amount, held).low
    assert 2 * pieces(half, held).high >= pieces(amount, held).high


PHRASES = st.builds(
    "{} mL {} for {}".format,
    st.sampled_from(["2", "3", "4 to 6", "1.5"]),
    st.sampled_from(["daily", "twice daily", "three times a week", "every other day"]),
    st.sampled_from(["10 days", "3 weeks", "2 months", "1 to 3 weeks"]),
)


@given(PHRASES)
def test_the_weeks_add_up_to_the_participant(phrase: str) -> None:
    one = only(supply(phrase))
    found = weeks(one)
    assert (
        sum(low for low, _ in found.values()),
        sum(high or 0 for _, high in found.values()),
    ) == (vials(one))


@given(PHRASES, st.sampled_from(["dose", "day", "participant", "everyone"]))
def test_sharing_with_more_doses_never_takes_more_vials(phrase: str, share: str) -> None:
    apart, shared = (only(supply(phrase, share=each)) for each in ("dose", share))
    assert all(
        mine <= other  # type: ignore[operator]
        for mine, other in zip(vials(shared), vials(apart), strict=True)
    )


@given(PHRASES)
def test_one_vial_for_everything_takes_what_the_total_takes(phrase: str) -> None:
    one = only(supply(phrase, share="participant"))
    total = dosecalc.total(phrase)[0].total
    assert total is not None and total.high is not None
    assert vials(one) == (ceil(total.low / 5), ceil(total.high / 5))


@given(st.integers(1, 40), st.integers(1, 12), st.integers(1, 30), st.integers(1, 9))
def test_the_closed_form_is_what_counting_dose_by_dose_gives(
    tenths: int, content: int, days: int, people: int
) -> None:
    found = supply(f"{tenths / 10} mL daily for {days} days", f"{content} mL", participants=people)
    each = -(-tenths // (10 * content))
    assert vials(only(found)) == (days * each, days * each)
    assert vials(only(found, "arm")) == (people * days * each,) * 2
    assert rest(only(found))[0] == days * (each * content - Fraction(tenths, 10))


# ---------------------------------------------------------------- figures


def test_a_dose_of_three_from_a_vial_of_five_leaves_two() -> None:
    one = only(supply("3 mL daily for 7 days"))
    assert vials(one) == (7, 7)
    assert rest(one) == (14, 14, False)


def test_a_range_that_reaches_the_next_vial_leaves_less_than_one() -> None:
    one = only(supply("4 to 6 mL daily for 10 days"))
    assert vials(one) == (10, 20)
    assert rest(one) == (0, 50, True)


def test_an_amount_with_no_upper_end_takes_vials_with_no_upper_end() -> None:
    assert vials(only(supply("at least 6 mL daily for 7 days"))) == (14, None)


def test_an_arm_takes_its_participants_times_one_of_them() -> None:
    found = supply(TRIAL, vial=()).per("arm")
    assert [vials(each) for each in found] == [(30, 60), (200, 300)]
    assert found[0].row.depends_on == ("participants 3 to 6",)


def test_a_trial_takes_its_arms_together_and_names_the_untreated() -> None:
    found = supply(TRIAL, vial=())
    assert vials(only(found, "trial")) == (230, 360)
    assert found.untreated == (("EX-01", "none"),)


def test_a_cohort_has_the_vials_of_its_own_level() -> None:
    found = supply(
        "trial T\nagent X\narm A\n  participants 3 in each cohort\n  give 1e9, 4e9, 16e9 particles"
        " of X twice weekly for 2 weeks escalating across cohorts\n",
        vial="5e9 particles",
    )
    assert [vials(each) for each in found.per("participant")] == [(4, 4), (4, 4), (16, 16)]
    assert [vials(each) for each in found.per("cohort")] == [(12, 12), (12, 12), (48, 48)]
    assert vials(only(found, "arm")) == (72, 72)


def test_levels_in_time_are_counted_each_at_its_own() -> None:
    one = only(supply("2, 4, 6 mL daily for 21 days escalating each week"))
    assert vials(one) == (28, 28)
    assert weeks(one) == {1: (7, 7), 2: (7, 7), 3: (14, 14)}


def test_steps_that_nobody_states_are_bounded_by_the_slowest_and_the_fastest_rise() -> None:
    found = supply("2, 4, 6 mL daily for 7 days escalation")
    one = next(each for each in found.per("participant") if each.row.reading == "participant")
    assert vials(one) == (8, 12)
    assert weeks(one) == {1: (8, 12)}


def test_doses_of_one_day_share_vials_where_that_is_asked_for() -> None:
    one = only(supply("2 mL twice daily for 3 days", share="day"))
    assert vials(one) == (3, 3)
    assert rest(one) == (3, 3, False)


def test_two_courses_share_the_vials_of_a_day() -> None:
    one = only(supply("2 mL daily for 3 days and 3 mL on days 2, 9", share="day"))
    assert vials(one) == (4, 4)
    assert weeks(one) == {1: (3, 3), 2: (1, 1)}


def test_what_is_left_of_a_day_is_exact_whichever_doses_come() -> None:
    one = only(supply("2 mL as needed, at most 4 a day, for 10 days", share="day"))
    assert rest(one) == (0, 40, False)


def test_rests_that_go_on_to_later_weeks_open_fewer_vials_there() -> None:
    one = only(supply("3 mL daily for 14 days", share="participant"))
    assert (vials(one), weeks(one)) == ((9, 9), {1: (5, 5), 2: (4, 4)})


def test_everyone_together_is_rounded_up_once() -> None:
    found = supply("3 mL once", participants=4, share="everyone")
    assert (vials(only(found)), vials(only(found, "arm"))) == ((1, 1), (3, 3))


def test_days_before_day_1_are_in_weeks_before_week_1() -> None:
    assert weeks(only(supply("1 mL on days -8 to -6, 1"))) == {-2: (1, 1), -1: (2, 2), 1: (1, 1)}


def test_the_greatest_week_is_told_with_all_weeks_that_may_need_as_many() -> None:
    one = only(supply("1 mL daily for 17 days"))
    assert one.greatest == (exactly(7), (1, 2))
    many = only(supply("1 mL daily for 17 days", participants="3 to 6"), "arm")
    assert many.at_once == Interval(Fraction(21), Fraction(42))


def test_overage_is_rounded_up_and_stands_apart() -> None:
    one = only(supply("3 mL daily for 7 days", participants="3 to 6", overage="15 %"), "arm")
    assert (vials(one), one.overage) == ((21, 42), Interval(Fraction(25), Fraction(49)))


def test_a_phrase_without_participants_has_the_overage_of_one() -> None:
    assert only(supply("3 mL daily for 7 days", overage="10%")).overage == exactly(8)


@pytest.mark.parametrize(
    ("phrase", "vial", "expected"),
    [
        ("2e8 particles in 3 mL once", "1e8 particles in 5 mL", 2),
        ("1.5 mL once", "1e8 particles in 1 mL", 2),
        ("3 doses of 1 vial 8 hours apart", "5 mL", 3),
        ("2 vials of 5 mL once", "2 mL", 5),
        ("2 tablets twice daily for 2 days", (), 8),
        ("2 sprays of 0.1 mL once", "0.15 mL", 2),
        ("1 g once", "400 mg", 3),
        ("300 mg daily in 3 divided doses for 2 days", "60 mg", 12),
    ],
)
def test_the_amount_that_counts_is_the_active_one_then_the_volume_then_the_piece(
    phrase: str, vial: str, expected: int
) -> None:
    assert vials(only(supply(phrase, vial))) == (expected, expected)


def test_an_amount_per_kilogram_takes_the_vials_of_every_weight() -> None:
    one = only(supply("2 mg/kg daily for 7 days", "50 mg", weight="50 to 90"))
    assert vials(one) == (14, 28)
    assert one.row.depends_on == ("weight = 50 to 90 kg",)


def test_an_assumption_lets_a_volume_meet_particles_and_is_named() -> None:
    one = only(supply("2 mL once", "1e9 particles", assume=["1 mL = 1e9 to 4e9 particles"]))
    assert vials(one) == (2, 8)
    assert one.row.status == "assumed"


def test_an_assumption_never_turns_a_diluted_volume_into_particles() -> None:
    one = only(
        supply("2e8 vesicles in 3 mL once", "1e9 particles", assume=["1 mL = 1e9 particles"])
    )
    assert one.row.total is None


def test_several_packings_are_counted_side_by_side() -> None:
    found = dosecalc.supply("3 mL once", vial=["2 mL", "ampoule of 5 mL"])
    assert [(str(each.product), vials(each)) for each in found] == [
        ("vial of 2 mL", (2, 2)), ("ampoule of 5 mL", (1, 1)),
    ]  # fmt: skip


def test_arms_that_are_drawn_in_different_units_keep_their_own_rests() -> None:
    text = (
        "trial T\nagent X\n  product vial of 1e11 particles in 5 mL\n"
        "arm A\n  participants 2\n  give 6e10 particles of X once\n"
        "arm B\n  participants 3\n  give 2 mL of X once\n"
    )
    found = supply(text, vial=())
    first, second = found.per("arm")
    assert (str(first.left_unit), rest(first)) == ("particles", (8 * 10**10, 8 * 10**10, False))
    assert (str(second.left_unit), rest(second)) == ("mL", (9, 9, False))
    assert (vials(only(found, "trial")), only(found, "trial").left) == ((5, 5), None)
    pooled = only(supply(text, vial=(), share="everyone"), "trial")
    assert (pooled.row.total, pooled.row.unknown) == (None, "one unit for all doses")


def test_everyone_in_a_trial_is_rounded_up_once() -> None:
    found = supply(TRIAL.replace("1.5e11 to 2.5e11", "1.5e11"), vial=(), share="everyone")
    assert [vials(each) for each in found.per("arm")] == [(18, 36), (150, 150)]
    assert vials(only(found, "trial")) == (168, 186)


def test_a_packing_of_one_agent_leaves_the_others_alone() -> None:
    found = dosecalc.supply("3 mL of X once and 3 mL of Y once", vial=["2 mL of X", "5 mL"])
    assert [vials(each) for each in found] == [(2, 2), (1, 1)]


def test_the_packing_of_the_call_replaces_that_of_the_file() -> None:
    found = supply(TRIAL, vial="6e10 particles").per("participant")
    assert [vials(each) for each in found] == [(10, 10), (30, 50)]


def test_an_approximate_vial_makes_the_count_approximate() -> None:
    assert only(supply("3 mL once", "about 5 mL")).row.status == "approximate"


def test_a_million_doses_are_counted() -> None:
    one = only(supply("1 mg every 1 second for 1000000 doses", "5 mg"))
    assert vials(one) == (10**6, 10**6)
    assert weeks(one) == {1: (604_800, 604_800), 2: (395_200, 395_200)}


def test_a_billion_doses_are_counted_without_their_weeks() -> None:
    one = only(supply("1 mg every 1 second for 1000000000 doses", "5 mg"))
    assert (vials(one)[0], one.weeks) == (10**9, None)
    assert one.weeks_need.startswith("a shorter list of doses")


# ---------------------------------------------------------------- what cannot be computed


@pytest.mark.parametrize(
    ("phrase", "vial", "options", "needs"),
    [
        ("3 mL daily for 7 days", (), {}, "what one vial holds (`--vial \"5 mL\"`)"),
        ("3 mL daily for 7 days", "an unknown amount", {}, "what one vial holds"),
        ("3 mL daily for 7 days", "1e9 particles", {}, "particles per mL"),
        ("1e9 particles once", "5 mL", {}, "mL per particle"),
        ("unknown particles once", "1e9 particles", {}, "the dose"),
        ("2 mg/kg once", "50 mg", {}, "the body weight"),
        ("placebo daily for 7 days", "5 mL", {}, "what a placebo dose is made of"),
        ("3 mL daily until progression", "5 mL", {}, "when progression comes"),
        ("2 sprays once", "5 mL", {}, "mL per spray"),
        (
            "2e8 particles in 3 mL once", "5 mL", {},
            "particles per vial, or `--undiluted` where its volume is drawn as it is",
        ),
    ],
)  # fmt: skip
def test_what_is_needed_is_told_and_no_number_is_shown(
    phrase: str, vial: str, options: dict[str, object], needs: str
) -> None:
    one = only(supply(phrase, vial, **options))
    assert one.row.total is None
    assert one.left is None
    assert one.row.unknown == needs


def test_a_diluted_volume_counts_where_the_caller_says_it_is_drawn_as_it_is() -> None:
    assert vials(only(supply("2e8 particles in 6 mL once", "5 mL", undiluted=True))) == (2, 2)


def test_an_unstated_unit_meets_nothing() -> None:
    found = dosecalc.supply("NCT07485751", vial="1e10 particles", reading="eight weeks")
    assert {each.row.unknown for each in found} == {
        "the unit (`assume unit = particles for NCT07485751`)"
    }


def test_participants_of_an_arm_that_nobody_states_are_needed_for_the_arm_alone() -> None:
    text = TRIAL.replace("  participants 3 to 6\n", "")
    first = supply(text, vial=()).per("arm")[0]
    assert first.row.unknown == "how many participants low has"


@pytest.mark.parametrize(
    ("phrase", "needs"),
    [
        ("3 mL monthly for 6 months", "the date of day 1 (`--start`), since months differ"),
        ("3 mL every 4 to 6 hours for 3 days", "the interval between doses, which is a range"),
    ],
)
def test_weeks_are_not_told_where_days_are_not_certain(phrase: str, needs: str) -> None:
    one = only(supply(phrase))
    assert one.row.total is not None
    assert (one.weeks, one.weeks_need) == (None, needs)


def test_a_date_of_day_1_tells_the_weeks_of_months() -> None:
    one = only(supply("3 mL monthly for 3 months", start="2026-01-31"))
    assert weeks(one) == {1: (1, 1), 5: (1, 1), 9: (1, 1)}


# ---------------------------------------------------------------- calls


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"overage": "10"}, "not-an-overage"),
        ({"overage": "lots %"}, "not-an-overage"),
        ({"overage": "5000 %"}, "not-an-overage"),
        ({"participants": "2.5"}, "no-participants"),
        ({"participants": 0}, "no-participants"),
        ({"vial": "5 mL of EX-EV"}, "agent-not-known"),
        ({"vial": "2 vials of 5 mL"}, "does-not-fit"),
        ({"vial": "5 mLs of"}, "unknown-unit"),
        ({"vial": "5 mL in 3 mL"}, "unit-clash"),
        ({"cohort": 2}, "cohort-not-known"),
        ({"reading": "other"}, "reading-not-known"),
        ({"arm": "other"}, "arm-not-known"),
    ],
)
def test_a_call_that_cannot_be_is_refused(options: dict[str, object], code: str) -> None:
    found = dosecalc.supply("3 mL daily for 7 days", **options)  # type: ignore[arg-type]
    assert code in [each.code for each in found.diagnostics if each.is_error]
    assert not found.ok


def test_a_rule_that_does_not_exist_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="share 'all': dose, day, participant, everyone"):
        dosecalc.supply("3 mL once", share="all")


def test_the_function_stays_a_function_once_it_was_called() -> None:
    dosecalc.supply("3 mL once")
    assert callable(dosecalc.supply) and callable(dosecalc.prepare)


# ---------------------------------------------------------------- what is printed


def test_the_table_says_the_rule_the_rests_and_the_weeks() -> None:
    assert printed(supply("3 mL daily for 10 days", participants="3 to 6", overage="10 %")) == (
        "3 mL daily for 10 days\n"
        "  packing: vial of 5 mL\n"
        "  for one dose\n"
        "    a dose  vials  left over\n"
        "    ──────  ─────  ─────────\n"
        "    3 mL    1      2 mL\n"
        "  for one participant\n"
        "    doses  vials  left over  in a week                 in the greatest week\n"
        "    ─────  ─────  ─────────  ────────────────────────  ────────────────────\n"
        "    10     10     20 mL      7 in week 1, 3 in week 2  7 in week 1\n"
        "  for all participants\n"
        "    of       participants  doses     vials     with 10 % overage  left over     in a week, all at once\n"
        "    ───────  ────────────  ────────  ────────  ─────────────────  ────────────  ──────────────────────\n"
        "    the arm  3 to 6        30 to 60  30 to 60  33 to 66           60 to 120 mL  at most 42\n"
        "  • each dose is rounded up to whole vials: what is left in one is not used again\n"
        "  • depends on participants 3 to 6\n"
    )  # fmt: skip


def test_a_name_that_a_spreadsheet_would_run_is_disarmed() -> None:
    text = 'trial T\nagent X\n  product vial of 5 mL\narm "=1+1"\n  give 3 mL of X once\n'
    assert csv(supply(text, vial=())).splitlines()[1].startswith("T,'=1+1,,,X,vial of 5 mL,dose,")


def test_json_holds_exact_figures_and_the_weeks() -> None:
    from dosecalc.formats.supply_table import as_object

    found = json.loads(as_object(supply("3 mL daily for 8 days")))
    (one,) = found["supply"]
    assert one["pieces"] == {"low": 8, "high": 8, "exact": ["8", "8"]}
    assert one["left"] == {
        "low": 16, "high": 16, "unit": "mL", "exact": ["16", "16"], "below": False,
    }  # fmt: skip
    assert [each["week"] for each in one["weeks"]] == [1, 2]


@given(PHRASES)
def test_every_form_is_written_for_every_phrase(phrase: str) -> None:
    from dosecalc.formats.supply_table import FORMATS

    found = supply(phrase, participants="3 to 6", overage="12.5 %")
    assert all(FORMATS[name](found) for name in FORMATS)


@given(st.integers(-50, 50))
def test_there_is_no_week_zero(offset: int) -> None:
    from dosecalc.supply_weeks import numbered

    week = numbered(floor(Fraction(offset, 7)))
    assert week != 0
    assert (week > 0) == (offset >= 0)
