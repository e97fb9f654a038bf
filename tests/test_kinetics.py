"""What remains after doses: agreement with the exact sum over doses, and with scipy."""

from decimal import Decimal, localcontext
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dosecalc.kinetics import (
    Extreme,
    FirstOrder,
    Given,
    accumulation_ratio,
    area,
    peak,
    remaining,
    time_above,
    time_to_steady_state,
    trough,
)

integrate = pytest.importorskip("scipy.integrate")
optimize = pytest.importorskip("scipy.optimize")

DAY = FirstOrder(24)
ORAL = FirstOrder(24, absorption_half_life=3)

# Half-lives from four seconds to eleven years.
half_lives = st.floats(-3, 5).map(lambda power: 10**power)
near = st.sampled_from((0.0, 1e-15, -1e-12, 1e-9, -1e-6, 1e-3))


@st.composite
def models(draw: st.DrawFn) -> FirstOrder:
    """Without a depot, or with half-lives that are equal, nearly equal, or far apart."""
    half_life = draw(half_lives)
    absorption = draw(st.none() | near.map(lambda part: half_life * (1 + part)) | half_lives)
    fraction = draw(st.sampled_from((1.0, 0.3)))
    return FirstOrder(half_life, absorption_half_life=absorption, fraction=fraction)


@st.composite
def schedules(draw: st.DrawFn) -> Given:
    """Boluses, infusions, or both, in any order, over hours to decades."""
    unit = draw(st.sampled_from((1 / 64, 1.0, 24.0, 8766.0)))
    hours = st.integers(0, 64).map(lambda number: number * unit)
    lengths = st.just(0.0) | st.integers(1, 80).map(lambda number: number * unit / 4)
    amounts = st.sampled_from((0.0, 1e-3, 1.0, 100.0, 3e11))
    doses = draw(st.lists(st.tuples(hours, amounts, lengths), min_size=1, max_size=8))
    return Given(*zip(*doses, strict=True))


def moments(doses: Given) -> np.ndarray:
    """Just before, at, between and after all that begins or ends."""
    ends = np.unique(np.concatenate([doses.times, doses.times + doses.durations]))
    between = (ends[1:] + ends[:-1]) / 2
    beyond = ends[-1] + np.array([0.0, 1e-3, 1.0, 100.0])
    return np.unique(np.concatenate([np.nextafter(ends, -np.inf), ends, between, beyond]))


def exact(doses: Given, model: FirstOrder, hour: float) -> Decimal:
    """The sum over all doses of the textbook's formula, in decimals of 100 digits."""
    with localcontext(prec=100):
        total = Decimal(0)
        for time, amount, length in zip(doses.times, doses.amounts, doses.durations, strict=True):
            since = Decimal(hour) - Decimal(time)
            if since >= 0:
                part = exact_part(model, since, Decimal(time + length) - Decimal(time))
                total += Decimal(amount) * Decimal(model.fraction) * part
        return total


def exact_part(model: FirstOrder, since: Decimal, length: Decimal) -> Decimal:
    k = Decimal(2).ln() / Decimal(model.half_life)
    terms = [(Decimal(1), k)]
    if model.absorption_half_life is not None:
        ka = Decimal(2).ln() / Decimal(model.absorption_half_life)
        ka = k * (1 + Decimal(10) ** -40) if ka == k else ka
        terms = [(ka / (ka - k), k), (ka / (k - ka), ka)]
    if length == 0:
        return sum((part * (-rate * since).exp() for part, rate in terms), Decimal(0))
    ended = max(since - length, Decimal(0))
    means = (
        part * ((-rate * ended).exp() - (-rate * since).exp()) / (rate * length)
        for part, rate in terms
    )
    return sum(means, Decimal(0))


def assert_exact(doses: Given, model: FirstOrder, hours: np.ndarray, within: float) -> None:
    for hour, found in zip(hours.tolist(), remaining(doses, model, hours).tolist(), strict=True):
        wanted = exact(doses, model, hour)
        # Below the smallest normal number no float has so many digits.
        if wanted > Decimal("1e-290"):
            assert abs(Decimal(found) / wanted - 1) < within, hour
        else:
            assert found < 1e-289


def highest(doses: Given, model: FirstOrder) -> Extreme:
    found = peak(doses, model)
    assert found is not None
    return found


# ------------------------------------------------------------------ examples


def test_a_bolus_halves_with_each_half_life() -> None:
    assert remaining(Given([0], 100), DAY, [0, 24, 48]).tolist() == [100, 50, 25]


def test_a_dose_is_there_at_its_very_instant_and_not_before() -> None:
    assert remaining(Given([5], 100), DAY, [np.nextafter(5, 0), 5]).tolist() == [0, 100]


def test_a_dose_with_a_depot_is_not_there_at_its_instant() -> None:
    assert remaining(Given([5], 100), ORAL, [5]).tolist() == [0]


def test_doses_at_one_instant_add() -> None:
    assert remaining(Given([5, 5, 5], [1, 2, 4]), DAY, [5]).tolist() == [7]


def test_equal_half_lives_give_the_limit_formula() -> None:
    k = np.log(2) / 24
    found = remaining(Given([0], 100), FirstOrder(24, absorption_half_life=24), [10])
    assert found == pytest.approx(100 * k * 10 * np.exp(-k * 10), rel=1e-15)


def test_only_the_fraction_arrives() -> None:
    assert remaining(Given([0], 100), FirstOrder(24, fraction=0.25), [0]).tolist() == [25]


def test_a_duration_too_short_for_the_clock_is_a_bolus() -> None:
    assert remaining(Given([1e6], 100, 1e-12), DAY, [1e6]).tolist() == [100]


def test_times_of_doses_and_of_the_grid_may_be_in_any_order() -> None:
    found = remaining(Given([48, 0, 24], [4, 1, 2]), DAY, [48, 0, 24])
    assert found.tolist() == [5.25, 1, 2.5]


def test_without_doses_nothing_remains() -> None:
    nothing = Given([], [])
    assert remaining(nothing, ORAL, [0, 1]).tolist() == [0, 0]
    assert (area(nothing, ORAL), time_above(nothing, ORAL, 1)) == (0, 0)
    assert (peak(nothing, ORAL), trough(nothing, ORAL)) == (None, None)


def test_after_years_nothing_is_left_and_nothing_overflows() -> None:
    found = remaining(Given([0, 1e6], 100), FirstOrder(1 / 3600), [1e6 - 1, 1e6])
    assert found.tolist() == [0, 100]


def test_a_great_infusion_that_ends_leaves_a_small_one_exact() -> None:
    doses = Given([0, 0.3], [3e11, 1e-3], [0.7, 900])
    assert_exact(doses, FirstOrder(0.01), np.array([100.0, 800.0]), 1e-14)


# ------------------------------------------------------------------ the whole curve


@given(schedules(), models())
def test_the_curve_agrees_with_the_exact_sum_over_doses(doses: Given, model: FirstOrder) -> None:
    assert_exact(doses, model, moments(doses), 1e-12)


@pytest.mark.parametrize("model", [DAY, ORAL, FirstOrder(9e4, absorption_half_life=9e4)])
def test_thousands_of_doses_agree_with_the_exact_sum(model: FirstOrder) -> None:
    times = np.arange(3000) * 12.1
    doses = Given(times, 100, np.where(np.arange(3000) % 2, 0, 30))
    assert_exact(doses, model, np.array([20000.0, 40000.0]), 1e-13)


@pytest.mark.parametrize("absorption", [3, 24, 24 * (1 + 1e-9), 200])
def test_the_curve_agrees_with_a_solver_of_differential_equations(absorption: float) -> None:
    model = FirstOrder(24, absorption_half_life=absorption)
    doses = Given([0, 12, 30, 40], [100, 50, 80, 20], [0, 6, 0, 24])
    k, ka = np.log(2) / 24, np.log(2) / absorption
    state, hours = np.array([100.0, 0.0]), [0, 12, 18, 30, 40, 64, 90]
    rates, boluses = [0, 50 / 6, 0, 0, 20 / 24, 0], [0, 0, 80, 0, 0, 0]
    for begin, end, rate, bolus in zip(hours, hours[1:], rates, boluses, strict=False):
        slopes = lambda _, y, r=rate: [r - ka * y[0], ka * y[0] - k * y[1]]  # noqa: E731
        solved = integrate.solve_ivp(slopes, (begin, end), state, "DOP853", rtol=1e-10, atol=1e-10)
        state = solved.y[:, -1]
        assert remaining(doses, model, [end]) == pytest.approx(state[1:], rel=1e-8)
        state[0] += bolus


def test_a_million_doses_agree_with_the_closed_form_of_their_sum() -> None:
    decade = 10 * 8766.0
    found = remaining(Given(np.arange(10**6) * 12.0, 100), FirstOrder(decade), [999_999 * 12.0])
    step = -np.log(2) * 12 / decade
    wanted = 100 * np.expm1(step * 10**6) / np.expm1(step)
    assert found == pytest.approx(wanted, rel=1e-14)


def test_repeated_boluses_reach_the_steady_state_of_the_closed_form() -> None:
    found = remaining(Given(np.arange(400) * 8.0, 100), DAY, [399 * 8.0])
    assert found == pytest.approx(100 * accumulation_ratio(8, 24), rel=1e-13)


@given(schedules(), schedules(), models())
def test_two_schedules_add(first: Given, second: Given, model: FirstOrder) -> None:
    columns = zip(
        (first.times, first.amounts, first.durations),
        (second.times, second.amounts, second.durations),
        strict=True,
    )
    both = Given(*map(np.concatenate, columns))
    grid = moments(both)
    apart = remaining(first, model, grid) + remaining(second, model, grid)
    np.testing.assert_allclose(remaining(both, model, grid), apart, rtol=1e-12, atol=1e-290)


@given(schedules(), models())
def test_twice_the_amounts_give_twice_the_curve(doses: Given, model: FirstOrder) -> None:
    twice = Given(doses.times, doses.amounts * 2, doses.durations)
    found, grid = remaining(doses, model, moments(doses)), moments(doses)
    np.testing.assert_allclose(remaining(twice, model, grid), found * 2, rtol=1e-15, atol=1e-290)


@given(schedules(), models(), st.integers(-512, 512))
def test_later_doses_give_the_same_curve_later(doses: Given, model: FirstOrder, by: int) -> None:
    later = Given(doses.times + by, doses.amounts, doses.durations)
    grid = np.unique(doses.times) + 0.5
    found = remaining(doses, model, grid)
    np.testing.assert_array_equal(remaining(later, model, grid + by), found)


@given(schedules(), models())
def test_the_order_of_doses_changes_nothing(doses: Given, model: FirstOrder) -> None:
    reverse = Given(doses.times[::-1], doses.amounts[::-1], doses.durations[::-1])
    grid = moments(doses)
    found = remaining(doses, model, grid)
    np.testing.assert_allclose(remaining(reverse, model, grid), found, rtol=1e-13, atol=1e-290)


# ------------------------------------------------------------------ areas


@given(schedules(), models())
def test_the_whole_area_is_what_arrives_over_the_rate(doses: Given, model: FirstOrder) -> None:
    whole = doses.amounts.sum() * model.fraction / model.elimination
    assert area(doses, model) == pytest.approx(whole, rel=1e-13)


@given(schedules(), models())
def test_areas_of_adjoining_windows_add(doses: Given, model: FirstOrder) -> None:
    grid = moments(doses)
    edges = [-np.inf, grid[len(grid) // 3], grid[len(grid) // 2], np.inf]
    parts = [area(doses, model, *ends) for ends in pairwise(edges)]
    assert sum(parts) == pytest.approx(area(doses, model), rel=1e-13)


@pytest.mark.parametrize("absorption", [None, 3, 24, 24 * (1 + 1e-9), 200])
def test_an_area_agrees_with_quadrature(absorption: float | None) -> None:
    model = FirstOrder(24, absorption_half_life=absorption)
    doses = Given([0, 12, 30, 40], [100, 50, 80, 20], [0, 6, 0, 24])
    curve = lambda hour: remaining(doses, model, [hour])[0]  # noqa: E731
    events = [12, 18, 30, 40, 64]
    wanted = integrate.quad(curve, 5, 90, points=events, epsrel=1e-12, limit=500)[0]
    assert area(doses, model, 5, 90) == pytest.approx(wanted, rel=1e-11)


def test_there_is_no_area_before_the_first_dose() -> None:
    assert area(Given([5], 100), DAY, 0, 5) == 0


# ------------------------------------------------------------------ peaks and troughs


def test_a_single_dose_with_a_depot_peaks_at_the_time_of_the_closed_form() -> None:
    found = highest(Given([10], 100), ORAL)
    ka, k = np.log(2) / 3, np.log(2) / 24
    assert found.time == pytest.approx(10 + np.log(ka / k) / (ka - k), rel=1e-14)
    assert found.amount == remaining(Given([10], 100), ORAL, [found.time])[0]


def test_equal_half_lives_peak_one_over_the_rate_after_the_dose() -> None:
    found = highest(Given([0], 100), FirstOrder(24, absorption_half_life=24))
    assert found == pytest.approx((100 / np.e, 24 / np.log(2)), rel=1e-14)


def test_boluses_peak_at_the_last_of_equal_doses() -> None:
    assert peak(Given([0, 24, 48], 100), DAY) == Extreme(175, 48)


def test_of_equal_peaks_the_first_is_named() -> None:
    assert peak(Given([0, 1e5, 2e5], 100), DAY) == Extreme(100, 0)


def test_an_infusion_peaks_at_its_end_and_before_it_at_the_limit_given() -> None:
    infusion = Given([0], 100, 6)
    assert highest(infusion, DAY).time == 6
    assert peak(infusion, DAY, 4) == Extreme(remaining(infusion, DAY, [4])[0], 4)


def test_a_dose_after_the_limit_does_not_count() -> None:
    assert peak(Given([5], 100), DAY, 4.9) is None
    assert peak(Given([5], 100), DAY, 5) == Extreme(100, 5)


@given(schedules(), models())
def test_no_moment_has_more_than_the_peak(doses: Given, model: FirstOrder) -> None:
    found = highest(doses, model)
    grid = np.linspace(doses.times.min(), moments(doses)[-1] + model.half_life, 500)
    assert remaining(doses, model, grid).max() <= found.amount * (1 + 1e-13)
    there = remaining(doses, model, [found.time])[0]
    # A time between doses is rounded, and so is the short way back to the dose.
    slack = 4 * np.spacing(found.time) * doses.amounts.sum() * model.elimination
    assert there == pytest.approx(found.amount, rel=2e-12, abs=slack)


def test_the_trough_is_the_least_before_a_dose_that_follows_another() -> None:
    assert trough(Given([0, 24, 48], 100), DAY) == Extreme(50, 24)
    assert trough(Given([0, 24, 72], 100), DAY) == Extreme(37.5, 72)
    assert trough(Given([0, 24, 72], 100), DAY, 24) == Extreme(50, 24)


def test_one_dose_has_no_trough_nor_have_several_at_one_instant() -> None:
    assert trough(Given([5], 100), DAY) is None
    assert trough(Given([5, 5], 100), DAY) is None


# ------------------------------------------------------------------ time above


def test_a_bolus_is_above_a_quarter_of_it_for_two_half_lives() -> None:
    assert time_above(Given([5], 100), DAY, 25) == pytest.approx(48, rel=1e-14)


def test_a_threshold_that_is_never_met_takes_no_time() -> None:
    assert time_above(Given([0], 100), ORAL, 99) == 0


def test_an_infusion_crosses_on_its_way_up_and_down() -> None:
    k = np.log(2) / 24
    level = 100 / 12 / k
    end = level * (1 - np.exp(-12 * k))
    wanted = 12 + np.log(1 - 40 / level) / k + np.log(end / 40) / k
    assert time_above(Given([0], 100, 12), DAY, 40) == pytest.approx(wanted, rel=1e-13)


@pytest.mark.parametrize("threshold", [1e-6, 1.0, 20.0, 60.0])
@pytest.mark.parametrize("half_life", [0.5, 24, 500])
@pytest.mark.parametrize("absorption", [None, 0.01, 3, 24, 24 * (1 + 1e-9), 200])
def test_time_above_agrees_with_a_root_finder(
    absorption: float | None, half_life: float, threshold: float
) -> None:
    model = FirstOrder(half_life, absorption_half_life=absorption)
    doses = Given([0, 12, 30, 40], [100, 50, 80, 20], [0, 6, 0, 24])
    excess = lambda hour: remaining(doses, model, [hour])[0] - threshold  # noqa: E731
    grid = np.unique(np.concatenate([moments(doses), np.linspace(0, 300, 3001)])).clip(0, 300)
    above = remaining(doses, model, grid) > threshold
    wanted = np.diff(grid)[above[:-1] & above[1:]].sum()
    for at in np.flatnonzero(above[:-1] != above[1:]):
        cut = optimize.brentq(excess, grid[at], grid[at + 1], xtol=1e-300, rtol=1e-15)
        wanted += cut - grid[at] if above[at] else grid[at + 1] - cut
    assert time_above(doses, model, threshold, 0, 300) == pytest.approx(wanted, rel=1e-11)


@given(schedules(), models(), st.sampled_from((0.01, 0.3, 0.9)))
def test_times_above_in_adjoining_windows_add(doses: Given, model: FirstOrder, part: float) -> None:
    threshold = (highest(doses, model).amount or 1) * part
    edges = [-np.inf, *moments(doses)[1::3], np.inf]
    windows = pairwise(edges)
    parts = sum(time_above(doses, model, threshold, *ends) for ends in windows)
    whole = time_above(doses, model, threshold)
    assert parts == pytest.approx(whole, rel=1e-10, abs=1e-10 * model.half_life)


# ------------------------------------------------------------------ formulas


def test_doses_a_half_life_apart_accumulate_to_twice_the_first() -> None:
    assert accumulation_ratio(24, 24) == 2


def test_ninety_in_a_hundred_of_steady_state_take_3_3_half_lives() -> None:
    assert time_to_steady_state(1) == pytest.approx(np.log2(10), rel=1e-15)
    assert time_to_steady_state(24, 0.75) == pytest.approx(48, rel=1e-15)


# ------------------------------------------------------------------ mistakes


@pytest.mark.parametrize("value", [0, -1, np.nan, np.inf])
def test_half_lives_are_above_0_and_finite(value: float) -> None:
    with pytest.raises(ValueError, match=r"half-life of .* is not above 0 and finite"):
        FirstOrder(value)
    with pytest.raises(ValueError, match=r"absorption half-life of .* is not above 0"):
        FirstOrder(1, absorption_half_life=value)
    with pytest.raises(ValueError, match=r"half-life of .* is not above 0"):
        time_to_steady_state(value)
    with pytest.raises(ValueError, match="is not above 0 and finite"):
        accumulation_ratio(value, 1)
    with pytest.raises(ValueError, match=r"a threshold of .* is not above 0 and finite"):
        time_above(Given([0], 1), DAY, value)


@pytest.mark.parametrize("value", [0, -1, 1.1, np.nan, np.inf])
def test_a_fraction_is_above_0_and_at_most_1(value: float) -> None:
    with pytest.raises(ValueError, match=r"a fraction of .* is not above 0 and at most 1"):
        FirstOrder(1, fraction=value)


@pytest.mark.parametrize("part", [-0.1, 1, np.nan])
def test_a_part_of_steady_state_is_below_all_of_it(part: float) -> None:
    with pytest.raises(ValueError, match="is not from 0 to below 1"):
        time_to_steady_state(1, part)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([0, 1], [1, 2, 3]), r"amounts of shape \(3,\), not \(2,\)"),
        ((0, 1), r"times of shape \(\), not \(n,\)"),
        (([[0]], 1), r"times of shape \(1, 1\), not \(n,\)"),
        (([np.nan], 1), "times that are not finite"),
        (([0], np.inf), "amounts that are not finite"),
        (([1e308], 1, 1e308), "ends of doses that are not finite"),
        (([0], -1), "amounts below 0: the least is -1.0"),
        (([0], 1, -2), "durations below 0: the least is -2.0"),
    ],
)
def test_doses_that_make_no_sense_are_refused(columns: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Given(*columns)


def test_hours_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValueError, match="grid that are not finite"):
        remaining(Given([0], 1), DAY, [np.inf])
    with pytest.raises(ValueError, match="from 2 to 1: the end is before the beginning"):
        area(Given([0], 1), DAY, 2, 1)
    with pytest.raises(ValueError, match="a limit that is not a number"):
        peak(Given([0], 1), DAY, np.nan)


def test_doses_are_copied_and_cannot_be_changed() -> None:
    times = np.array([0.0, 1.0])
    doses = Given(times, 1)
    times[0] = 5
    assert doses.times.tolist() == [0, 1]
    with pytest.raises(ValueError, match="read-only"):
        doses.times[0] = 5
