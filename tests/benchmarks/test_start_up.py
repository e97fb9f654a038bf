"""How long the command line takes to start, against a bare typer program in the same run."""

import os
import subprocess
import sys
import time

import pytest

HELLO = """
import typer
app = typer.Typer()

@app.command()
def main(name: str = "x") -> None:
    print("hello", name)

app()
"""
PHRASE = "4 daily doses of 1e11 particles"


# Compiled modules are kept, as they are for a program that is installed.
KEPT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: list[str]) -> float:
    """The best of seven runs: the one that the machine disturbed least."""
    runs = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=KEPT)
        runs.append(time.perf_counter() - start)
    return min(runs)


def test_total_of_a_phrase(benchmark: pytest.FixtureRequest) -> None:
    command = [sys.executable, "-m", "dosecalc", "total", PHRASE]
    result = benchmark(subprocess.run, command, check=True, capture_output=True)  # type: ignore[operator]
    assert b"4 \xc3\x97 10" in result.stdout


def test_a_total_starts_in_at_most_twice_the_time_of_a_bare_typer_program() -> None:
    total = [sys.executable, "-m", "dosecalc", "total", PHRASE]
    hello = [sys.executable, "-c", HELLO]
    subprocess.run(total, check=True, capture_output=True, env=KEPT)
    ratio = min(seconds(total) / seconds(hello) for _ in range(3))
    print(f"total of a phrase / bare typer: {ratio:.2f}")
    assert ratio < 2.0


@pytest.mark.parametrize("module", ["numpy", "pandas", "matplotlib", "pint", "lark"])
def test_a_total_imports_nothing_heavy(module: str) -> None:
    program = (
        "import sys; from dosecalc.cli import main\n"
        f"sys.argv = ['dosecalc', 'total', {PHRASE!r}]\n"
        "try: main()\n"
        f"except SystemExit: sys.exit({module!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True).returncode == 0
