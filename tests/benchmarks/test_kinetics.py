"""How long curves take, and that the time grows as the doses do; no seconds are asserted."""

import time
from typing import Any

import numpy as np
import pytest

from dosecalc.kinetics import FirstOrder, Given, area, peak, remaining, time_above, trough

MODELS = {
    "no depot": FirstOrder(24),
    "depot": FirstOrder(24, absorption_half_life=3),
    "equal half-lives": FirstOrder(24, absorption_half_life=24),
}


def schedule(number: int, hours: float) -> Given:
    return Given(np.arange(number) * 12.0, 100, hours)


def seconds(work: Any) -> float:
    """The best of three runs: the one that the machine disturbed least."""
    runs = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    return min(runs)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("hours", [0, 2, 40], ids=["boluses", "infusions", "overlapping"])
def test_a_million_doses_at_ten_thousand_times(benchmark: Any, model: str, hours: float) -> None:
    doses, grid = schedule(10**6, hours), np.linspace(0, 12e6, 10**4)
    found = benchmark.pedantic(remaining, args=(doses, MODELS[model], grid), rounds=3)
    assert len(found) == 10**4


@pytest.mark.parametrize("question", [area, peak, trough])
def test_a_question_about_a_million_doses(benchmark: Any, question: Any) -> None:
    assert benchmark.pedantic(question, args=(schedule(10**6, 0), MODELS["depot"]), rounds=3)


def test_the_time_above_of_a_million_doses(benchmark: Any) -> None:
    args = (schedule(10**6, 0), MODELS["depot"], 250.0)
    assert benchmark.pedantic(time_above, args=args, rounds=3) > 0


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("hours", [0, 40], ids=["boluses", "overlapping infusions"])
def test_sixteen_times_as_many_take_far_less_than_256_times_as_long(model: str, hours: int) -> None:
    def cost(number: int) -> float:
        doses, grid = schedule(number, hours), np.linspace(0, number * 12, number)
        return seconds(lambda: remaining(doses, MODELS[model], grid))

    ratio = min(cost(320_000) / cost(20_000) for _ in range(3))
    print(f"16 times the doses, {model}, {hours} hours each: {ratio:.1f} times the time")
    assert ratio < 80


def direct(doses: Given, half_life: float, grid: Any) -> Any:
    """The superposition as its formula says it, a row of the grid for each dose."""
    since = grid[None, :] - doses.times[:, None]
    each = doses.amounts[:, None] * np.exp2(-np.maximum(since, 0) / half_life)
    return np.where(since >= 0, each, 0).sum(axis=0)


def filtered(doses: Given, half_life: float, grid: Any) -> Any:
    """The superposition as a recursive filter, which an even grid allows that holds every dose."""
    from scipy.signal import lfilter  # type: ignore[import-untyped]

    step = grid[1] - grid[0]
    given = np.bincount((doses.times / step).round().astype(int), doses.amounts, len(grid))
    return lfilter([1.0], [1.0, -np.exp2(-step / half_life)], given)


def test_100_000_doses_at_a_million_times(benchmark: Any) -> None:
    doses, grid = schedule(10**5, 0), np.arange(10**6) * 1.2
    found = benchmark.pedantic(remaining, args=(doses, FirstOrder(24), grid), rounds=5)
    assert len(found) == 10**6


def test_100_000_doses_at_a_million_times_by_a_filter_of_scipy(benchmark: Any) -> None:
    doses, grid = schedule(10**5, 0), np.arange(10**6) * 1.2
    found = benchmark.pedantic(filtered, args=(doses, 24, grid), rounds=5)
    assert np.allclose(found, remaining(doses, FirstOrder(24), grid), rtol=1e-9)


def test_a_direct_sum_of_a_size_that_it_can_do_is_slower(benchmark: Any) -> None:
    doses, grid = schedule(1000, 0), np.arange(10_000) * 1.2
    found = benchmark.pedantic(direct, args=(doses, 24, grid), rounds=3)
    assert np.allclose(found, remaining(doses, FirstOrder(24), grid), rtol=1e-12)
    ours = seconds(lambda: remaining(doses, FirstOrder(24), grid))
    assert ours < seconds(lambda: direct(doses, 24, grid))
