"""How long reading, totalling and listing take; seconds are printed, never asserted."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import dosecalc
from dosecalc import comparison
from dosecalc.actuals import COLUMNS, read_log
from dosecalc.administrations import doses
from dosecalc.bases import BASES
from dosecalc.exposure import curves
from dosecalc.language import read_file, read_phrase
from dosecalc.model import Trial
from dosecalc.totals import Question, rows

BASIS = BASES["participant"]
DAYS = [date(2026, 3, 2) + timedelta(days=number) for number in range(100)]
FILE = "\n".join(
    ['trial BENCH "many arms"', ""]
    + [
        f"arm a{number}\n  give 1e9, 2e9, 4e9 particles of EV by inhalation\n"
        "    twice weekly for 8 weeks escalating across cohorts\n"
        for number in range(300)
    ]
)


def test_reading_a_phrase(benchmark: Any) -> None:
    text = benchmark(read_phrase, "1e9 particles of EV by inhalation twice weekly for 8 weeks")
    assert text.ok


def test_reading_a_file_of_300_arms(benchmark: Any) -> None:
    text = benchmark.pedantic(read_file, args=(FILE, "bench.dose"), rounds=3)
    assert len(text.trial.arms) == 300


def test_totals_of_300_arms(benchmark: Any) -> None:
    trial = read_file(FILE, "bench.dose").trial
    assert len(benchmark.pedantic(rows, args=(trial,), rounds=3)) == 900


def test_a_billion_doses_cost_as_much_as_ten(benchmark: Any) -> None:
    found = benchmark(dosecalc.total, "1 mg daily for 1000000000 days")
    assert found[0].total == (10**9, 10**9)


def test_listing_a_million_doses(benchmark: Any) -> None:
    trial = read_phrase("1 mg daily for 1000000 days").trial
    listed = benchmark.pedantic(lambda: sum(1 for _ in doses(trial, Question()).rows()), rounds=1)
    assert listed == 10**6


def test_the_curve_of_a_million_doses(benchmark: Any) -> None:
    trial = read_phrase("1 mg daily for 1000000 days").trial
    (curve,) = benchmark.pedantic(curves, args=(trial, Question()), rounds=3)
    assert len(curve) == 10**6 and curve.end() == (10**6, 10**6)


def logged(path: Path) -> str:
    """A log of 1,000 participants with 100 doses each."""
    rows = [
        f"{who:04},dose,EV,{number + 1},{day},08:00,1e9,particles,yes,\n"
        for who in range(1000)
        for number, day in enumerate(DAYS)
    ]
    (path / "log.csv").write_text(",".join(COLUMNS) + "\n" + "".join(rows), encoding="utf-8")
    return str(path / "log.csv")


def test_reading_a_log_of_100_000_rows(benchmark: Any, tmp_path: Path) -> None:
    rows, _ = benchmark.pedantic(read_log, args=(logged(tmp_path),), rounds=1)
    assert len(rows) == 100_000


def test_the_adherence_of_1000_participants_with_100_doses(benchmark: Any, tmp_path: Path) -> None:
    found = benchmark.pedantic(
        lambda log: dosecalc.adherence("1e9 particles daily for 100 days", log, start="2026-03-02"),
        args=(logged(tmp_path),), rounds=1,
    )  # fmt: skip
    assert found[-1].counts.given == 100_000


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
@pytest.mark.parametrize("kind", ["cumulative", "remaining"])
def test_drawing_a_million_doses(benchmark: Any, kind: str, form: str) -> None:
    def drawn() -> bytes:
        figure = dosecalc.plot("1 mg daily for 1000000 days", kind=kind, half_life="2 to 8 h")
        return figure.content(form)

    content = benchmark.pedantic(drawn, rounds=1)
    benchmark.extra_info["bytes"] = len(content)
    assert len(content) < 2**20


def many_arms(count: int) -> Trial:
    """So many arms with ranges of their own."""
    arms = (
        f"arm a{n}\n  give {n % 50 + 1} to {n % 50 + 60} mg twice weekly for 8 to {n % 5 + 9} weeks\n"
        for n in range(count)
    )
    return read_file("trial BENCH\n" + "".join(arms), "bench.dose").trial


def test_comparing_10_000_arms(benchmark: Any) -> None:
    count = 500 if benchmark.disabled else 10_000  # the whole is for those who measure
    trial = many_arms(count)

    def compared() -> int:
        return len(comparison.compared(comparison.measured([trial], Question(), BASIS), 0))

    assert benchmark.pedantic(compared, rounds=1) == count


def test_a_million_draws_over_100_arms(benchmark: Any) -> None:
    items = comparison.measured([many_arms(100)], Question(), BASIS)
    draws = comparison.Draws(10**4 if benchmark.disabled else 10**6, 1)
    rows = benchmark.pedantic(lambda: comparison.compared(items, 0, draws), rounds=1)
    assert len(rows) == 100 and rows[1].chances is not None
