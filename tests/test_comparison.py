"""Comparisons: ratios in which what is shared cancels, and verdicts that bounds allow."""

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import phrases

import dosecalc
from dosecalc.language import read_phrase
from dosecalc.parameters import Interval, Known, Parameter, Product, Sum, Uncertain, bounds
from dosecalc.ratios import ratio

PARTICLES = "unit = particles for NCT07485751"


def exactly(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


# ---------------------------------------------------------------- the founding trials


def test_the_top_level_of_one_trial_is_16_of_25_parts_of_another() -> None:
    found = dosecalc.compare(
        "NCT07485751", "NCT07232563", unit="particles", assume=[PARTICLES],
        reference="NCT07232563",
    )  # fmt: skip
    top = next(each for each in found if each.row.cohort == 5)
    assert top.ratio == exactly(Fraction(16, 25)) and top.verdict == "less"


def test_a_spray_is_not_comparable_until_a_concentration_is_given() -> None:
    texts = ("NCT07312656", "NCT07232563")
    spray = dosecalc.compare(*texts, unit="particles", reference="NCT07232563")[0]
    assert spray.verdict == "none" and spray.needs == "needs particles per mL of NCT07312656"
    assumed = dosecalc.compare(
        *texts, unit="particles", reference="NCT07232563",
        assume=["1 mL of exosomes = 1e9 to 1e10 particles for NCT07312656"],
    )[0]  # fmt: skip
    assert assumed.amount == Interval(Fraction(2745 * 10**8), Fraction(306 * 10**10))
    assert assumed.verdict == "overlap"


def test_an_arm_names_every_fact_that_is_missing() -> None:
    found = dosecalc.compare("NCT06853522", "NCT07232563", unit="particles")
    first = next(each for each in found if each.row.reading == "each time")
    assert first.needs is not None
    assert "how often" in first.needs and "particles per cell-equivalent" in first.needs


def test_against_a_placebo_there_is_no_ratio() -> None:
    found = dosecalc.compare("10 mg daily for 7 days", "placebo daily for 7 days")
    assert found[1].ratio is None and found[1].says == "not comparable: nothing is given"


# ---------------------------------------------------------------- bases


@pytest.mark.parametrize("basis", ["participant", "administration", "dosing-day", "peak-day"])
def test_an_unknown_amount_in_a_known_volume_stays_unknown(basis: str) -> None:
    text = "an unknown amount in 3 mL of vesicles daily for 4 days"
    unknown, volume, other = dosecalc.compare(text, "10 mg daily for 4 days", per=basis)
    assert (unknown.amount, unknown.needs) == (None, "needs the dose")
    assert volume.amount == exactly(12 if basis == "participant" else 3)
    assert volume.unit is not None and volume.unit.name == "mL"
    assert volume.row.total == exactly(12)
    assert other.needs == "needs mL per mg"


FIVE = ("NCT06598202", "NCT06853522", "NCT07232563", "NCT07312656", "NCT07485751")


def test_rows_are_grouped_by_what_a_trial_or_an_arm_states() -> None:
    found = dosecalc.compare(*FIVE, group="route")
    groups = [each.group for each in found]
    assert list(dict.fromkeys(groups)) == [
        "nasal drops", "local", "oral spray", "not stated", "nasal spray",
    ]  # fmt: skip
    assert len(dict.fromkeys(groups)) == sum(a != b for a, b in pairwise(["", *groups]))
    plain = dosecalc.compare(*FIVE)
    assert sorted(str(each.ratio) for each in found) == sorted(str(each.ratio) for each in plain)
    assert set(dosecalc.compare(*FIVE, group="phase").to_frame()["group"]) >= {"1", "2"}


ORDERED = [
    (("1 g once", "500 mg once", "100 mg once"), [2, 1, 0]),
    (("2 to 8 mg once", "1 to 3 mg once", "5 mg once"), [0, 1, 2]),
    (("2 to 8 mg once", "6 mg once", "1 mg once"), [2, 0, 1]),
    (("at least 5 mg once", "6 mg once", "4 mg once"), [2, 0, 1]),
    (("2 mL once", "unknown mg once", "3 mg once", "1 mL once"), [3, 0, 2, 1]),
]


@pytest.mark.parametrize(("texts", "order"), ORDERED)
def test_amounts_are_ordered_as_far_as_bounds_allow(texts: list[str], order: list[int]) -> None:
    found = dosecalc.compare(*texts, sort="amount")
    assert [each.row.trial for each in found] == [texts[place] for place in order]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5)), min_size=2, max_size=6))
@settings(max_examples=40)
def test_no_row_stands_before_one_that_is_surely_less(ends: list[tuple[int, int]]) -> None:
    texts = [f"{low} to {low + more} mg once" if more else f"{low} mg once" for low, more in ends]
    amounts = [each.amount for each in dosecalc.compare(*texts, sort="amount")]
    for one, two in combinations(amounts, 2):
        assert one is not None and two is not None and two.high is not None
        assert two.high >= one.low


def test_a_rate_is_exact_where_total_and_length_hang_on_the_same_thing() -> None:
    found = dosecalc.compare("NCT07312656", per="week")
    assert [each.amount for each in found[:2]] == [exactly(Fraction(63, 2))] * 2


# basis, phrase, the amount on it
ON_A_BASIS = [
    ("participant", "10 mg daily for 14 days", exactly(140)),
    ("administration", "10 mg daily for 14 days", exactly(10)),
    ("administration", "10 mg daily for 2 days then 5 mg daily for 2 days",
     Interval(Fraction(5), Fraction(10))),
    ("dosing-day", "10 mg twice daily for 14 days", exactly(20)),
    ("dosing-day", "10 mg twice weekly for 8 weeks", exactly(10)),
    ("week", "10 mg daily for 14 days", exactly(70)),
    ("week", "10 mg twice weekly for 8 weeks", exactly(20)),
    ("week", "10 mg every 3 weeks for 4 doses", exactly(Fraction(10, 3))),
    ("week", "10 mg daily for 21 days on, 7 days off, for 2 cycles", exactly(Fraction(420, 8))),
    ("week", "10 mg daily for 3 days", exactly(30)),
    ("week", "10 mg once", exactly(10)),
    ("peak-day", "10 mg twice daily for 3 days then 5 mg daily for 3 days", exactly(20)),
    ("peak-day", "1 to 2 mg daily for 3 days", Interval(Fraction(1), Fraction(2))),
    ("per-kg", "2 mg/kg weekly for 3 weeks", exactly(6)),
]  # fmt: skip


@pytest.mark.parametrize(("per", "phrase", "amount"), ON_A_BASIS)
def test_an_amount_on_a_basis(per: str, phrase: str, amount: Interval) -> None:
    assert dosecalc.compare(phrase, per=per)[0].amount == amount


def test_a_treatment_shorter_than_a_week_says_so_and_one_of_a_week_does_not() -> None:
    found = dosecalc.compare("10 mg daily for 6 days", "10 mg daily for 7 days", per="week")
    assert [bool(each.note) for each in found] == [True, False]


def test_by_a_day_holds_the_doses_of_that_day() -> None:
    found = dosecalc.compare("10 mg weekly for 4 weeks", by_day=15)
    assert found[0].amount == exactly(30)


def test_whole_arms_and_trials_multiply_by_their_participants() -> None:
    text = "trial A\narm one\n  participants 4\n  give 2 mg once\narm two\n  participants 3 to 5\n  give 1 mg once\n"
    read = dosecalc.parse(text)
    assert [each.amount for each in dosecalc.compare(read, per="arm")] == [
        exactly(8), Interval(Fraction(3), Fraction(5)),
    ]  # fmt: skip
    assert [each.amount for each in dosecalc.compare(read, per="trial")] == [
        Interval(Fraction(11), Fraction(13))
    ]


def test_a_weight_that_is_assumed_makes_amounts_per_kilogram() -> None:
    found = dosecalc.compare("140 mg once", per="per-kg", weight="70")
    assert found[0].amount == exactly(2)
    assert dosecalc.compare("140 mg once", per="per-kg")[0].needs == "needs the body weight"


# ---------------------------------------------------------------- verdicts and order


def test_a_verdict_is_no_more_than_bounds_allow() -> None:
    found = dosecalc.compare(
        "10 mg daily for 10 days", "1 to 2 mg daily for 10 days", "5 to 15 mg daily for 10 days",
        "11 to 20 mg daily for 10 days", "5 mg twice daily for 10 days",
    )  # fmt: skip
    assert [each.verdict for each in found] == ["reference", "less", "overlap", "more", "equal"]


def test_rows_are_kept_by_fields_of_the_trial_and_ordered_by_amount() -> None:
    kept = dosecalc.compare("NCT07232563", "NCT07485751", where=["phase = 1", "arm ~ vesic"])
    assert {each.row.trial for each in kept} == {"NCT07232563"}
    ordered = dosecalc.compare("9 mg once", "2 mg once", "unknown mg once", sort="amount")
    assert [each.amount for each in ordered] == [exactly(2), exactly(9), None]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"where": ["phase"]}, "no-condition"),
        ({"reference": "NCT1"}, "no-such-reference"),
        ({"by_day": 0}, "no-day-zero"),
        ({"unit": "particels"}, "unit-not-known"),
    ],
)
def test_a_call_that_cannot_be_is_refused(options: dict[str, object], code: str) -> None:
    found = dosecalc.compare("1 mg once", **options)  # type: ignore[arg-type]
    assert [each.code for each in found.diagnostics if each.is_error] == [code]


def test_the_order_of_texts_changes_no_figure() -> None:
    texts = ("1 to 2 mg daily for 7 days", "3 mg daily for 4 days", "unknown mg once")
    one = dosecalc.compare(*texts, reference=texts[1])
    two = dosecalc.compare(*reversed(texts), reference=texts[1])
    assert {each.row.trial: each.ratio for each in one} == {
        each.row.trial: each.ratio for each in two
    }


# ---------------------------------------------------------------- what is shared cancels


@given(phrases)
@settings(max_examples=200)
def test_a_text_against_itself_is_exactly_one(text: str) -> None:
    read = read_phrase(text)
    found = dosecalc.compare(read, read)
    assume(found.ok)
    half = len(found) // 2
    rows = list(found)
    for first, second in zip(rows[:half], rows[half:], strict=True):
        if first.verdict == "reference":
            assert second.ratio == exactly(1)


SHARED = Parameter(name="particles per mL", low=Fraction(2), high=Fraction(9))
factors = st.integers(1, 50).map(Fraction)


def of(slope: Fraction, constant: Fraction) -> Sum:
    """A constant and a multiple of the shared parameter."""
    return Sum((Known(constant), Product((Known(slope), Uncertain(SHARED)))))


@given(factors, factors, factors, factors)
def test_a_ratio_of_linear_amounts_is_that_of_every_value_between(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction
) -> None:
    above, below = of(a, b), of(c, d)
    found = ratio(above, below)
    assert found is not None
    for value in (Fraction(2), Fraction(7, 2), Fraction(6), Fraction(9)):
        one, two = (bounds(each, {SHARED: value}) for each in (above, below))
        assert one is not None and two is not None
        assert found.high is not None and found.low <= one.low / two.low <= found.high


@given(factors, factors)
def test_a_shared_factor_cancels_whatever_its_bounds(a: Fraction, c: Fraction) -> None:
    assert ratio(of(a, Fraction(0)), of(c, Fraction(0))) == exactly(a / c)


@given(factors, factors, factors, factors)
def test_a_ratio_times_its_inverse_is_one(
    a: Fraction, b: Fraction, c: Fraction, d: Fraction
) -> None:
    there, back = ratio(of(a, b), of(c, d)), ratio(of(c, d), of(a, b))
    assert there is not None and back is not None
    assert there.high is not None and back.high is not None
    assert there.low * back.high == there.high * back.low == 1


def test_an_assumption_changes_only_what_depends_on_it() -> None:
    texts = ("2 mL of A daily for 4 days", "1e10 particles of B daily for 4 days")
    plain = dosecalc.compare(*texts, unit="particles")
    assumed = dosecalc.compare(*texts, unit="particles", assume=["1 mL of A = 1e9 particles"])
    assert plain[1].amount == assumed[1].amount
    assert (plain[0].amount, assumed[0].amount) == (None, exactly(8 * 10**9))


def test_effects_are_ordered_by_how_much_they_move_the_amount() -> None:
    (row,) = dosecalc.compare("1 to 100 mg 3 to 4 times a day for 7 days")
    first, second = row.effects()
    assert first.parameter.name.startswith("dose 1 to 100 mg")
    assert first.at_least == Interval(Fraction(21), Fraction(28))
    assert second.at_most == Interval(Fraction(28), Fraction(2800))


# ---------------------------------------------------------------- draws


@given(phrases, phrases)
@settings(max_examples=150)
def test_no_draw_contradicts_a_verdict(one: str, two: str) -> None:
    found = dosecalc.compare(one, two, samples=200)
    for row in found:
        if row.chances is None or row.ratio is None:
            continue
        low, _, high = row.chances.quantiles
        assert float(row.ratio.low) * (1 - 1e-9) <= low
        assert row.ratio.high is None or high <= float(row.ratio.high) * (1 + 1e-9)
        if row.verdict == "more":
            assert row.chances.exceeds == 1
        if row.verdict in ("less", "equal"):
            assert row.chances.exceeds == 0 or row.verdict == "equal"


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    texts = ("5 to 20 mg daily for 7 days", "10 mg daily for 7 days")
    one, two, other = (dosecalc.compare(*texts, samples=50, seed=seed)[1] for seed in (1, 1, 2))
    assert one.chances == two.chances != other.chances


def test_a_log_uniform_amount_exceeds_its_middle_half_of_the_time() -> None:
    found = dosecalc.compare("10 mg once", "1 to 100 mg once", samples=200_000)[1].chances
    assert found is not None
    assert found.exceeds == pytest.approx(0.5, abs=0.005)
    assert found.quantiles[1] == pytest.approx(1, rel=0.02)


def test_counts_are_drawn_in_whole_steps() -> None:
    found = dosecalc.compare("10 mg every 3 weeks for 2 cycles",
                             "10 mg every 3 weeks for 1 to 4 cycles", samples=100_000)  # fmt: skip
    assert found[1].chances is not None
    assert found[1].chances.exceeds == pytest.approx(0.5, abs=0.01)


def test_what_two_readings_share_is_held_at_each_of_its_steps() -> None:
    found = dosecalc.compare("NCT07312656", arm="spray")
    assert found[1].ratio == Interval(Fraction(40, 61), Fraction(47, 68))


@pytest.mark.parametrize("drawn", ["uniform", "log-uniform", "triangular", "log-triangular"])
def test_draws_stay_between_the_bounds_whatever_their_shape(drawn: str) -> None:
    text = (f"trial T\narm a\n  give 1 mL of X once\narm b\n  give 3e9 particles of X once\n"
            f"assume 1 mL of X = 1e9 to 1e10 particles\n  central 3e9\n  drawn {drawn}\n")  # fmt: skip
    found = dosecalc.compare(dosecalc.parse(text), unit="particles", reference="T/b", samples=5000)
    assert found[0].chances is not None
    low, middle, high = found[0].chances.quantiles
    assert 1 / 3 <= low < middle < high <= 10 / 3


@pytest.mark.parametrize(
    "line", ["central 1e8", "central 2e10", "drawn blindly", "central", "drawn 3"]
)
def test_a_central_value_or_a_shape_that_cannot_be_is_refused(line: str) -> None:
    found = dosecalc.parse(f"trial T\nassume 1 mL = 1e9 to 1e10 particles\n  {line}\n")
    assert not found.ok


def test_a_dose_a_thousand_times_that_of_a_sister_is_remarked() -> None:
    texts = (
        "trial A\narm x\n  give 10.5e8 vesicles of EX once\n",
        "trial B\narm x\n  give 1.05e12 vesicles of EX once\n",
    )
    found = dosecalc.compare(*map(dosecalc.parse, texts))
    assert any("exactly 1,000 times less" in remark for remark in found.remarks())


def test_two_ways_between_units_are_both_named() -> None:
    found = dosecalc.compare(
        "1e6 cells of X once", "1e9 particles of X once", unit="particles",
        assume=["1 cell of X = 1e3 particles", "1 cell of X = 1 ug", "1 ug of X = 1e8 particles"],
    )  # fmt: skip
    assert found[0].needs == (
        "needs one of two ways: `1 cell of X = 1000 particles`, or `1 cell of X = 1 µg` with "
        "`1 µg of X = 1e8 particles`"
    )


@given(st.integers(1, 1000))
def test_scaling_a_shared_assumption_leaves_a_ratio_unchanged(factor: int) -> None:
    texts = ("2 to 3 mL of A daily for 4 days", "5 mL of A weekly for 2 to 4 weeks")
    ratios = {
        dosecalc.compare(
            *texts, unit="particles", assume=[f"1 mL of A = {low}e6 to {9 * low}e6 particles"]
        )[1].ratio
        for low in (1, factor)
    }
    assert len(ratios) == 1


def test_an_amount_that_is_assumed_and_about_is_shown_as_about() -> None:
    read = dosecalc.parse('trial X\narm a\n  give about 2 mL daily for 3 days\n    assumed "why"\n')
    found = dosecalc.compare(read)
    assert (found[0].row.status, found[0].row.approximate) == ("assumed", True)
    assert "about 6 " in str(found)
