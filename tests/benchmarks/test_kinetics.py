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
