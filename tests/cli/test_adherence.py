"""`dosecalc adherence`: what it prints, in which form, and with which status."""

import json
from pathlib import Path

import pytest
from tests_cli import run

LOG = """participant,agent,planned day,date,amount,unit,given,reason
001,EV,1,2026-03-02,10,mg,yes,
001,EV,2,2026-03-04,5,mg,yes,
001,EV,3,,,,no,fever
=2,EV,1,2026-03-02,10,mg,yes,
"""
CALL = ("adherence", "10 mg of EV daily for 4 days", "--start", "2026-03-02", "--log", "log.csv")


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("log.csv").write_text(LOG, encoding="utf-8")


def test_doses_and_amounts_are_two_tables_with_what_they_rest_on() -> None:
    done = run(*CALL, "--until", "2026-03-04")
    assert done.exit_code == 0
    assert done.stdout == (
        "10 mg of EV daily for 4 days\n"
        "  who    planned  due  given  missed  no record  not yet due  late  too little  completion\n"
        "  ─────  ───────  ───  ─────  ──────  ─────────  ───────────  ────  ──────────  ──────────\n"
        "  001    4        3    2      1       0          1            1     1           ≈ 66.67 %\n"
        "  =2     4        3    1      0       2          1            0     0           ≈ 33.33 %\n"
        "  all 2  8        6    3      1       2          2            1     1           50 %\n"
        "\n"
        "  who    planned to date (mg)  given (mg)  planned a week  given a week  relative intensity\n"
        "  ─────  ────────────────────  ──────────  ──────────────  ────────────  ──────────────────\n"
        "  001    30                    15          70              35            50 %\n"
        "  =2     30                    10          70              70            100 %\n"
        "  all 2  60                    25          70              52.5          75 %\n"
        "\n"
        "  • counted to the end of 2026-03-04\n"
        "  • what a missed dose means was not stated: it counts as missed, and no other dose moves\n"
        "  • unrecorded: due, and nothing in the log; completion, amounts and intensities hold what the log\n"
        "    shows as given\n"
        "  • dose intensity is the amount divided by weeks of treatment, from the first dose to when the dose\n"
        "    after the last would be due; relative is delivered divided by planned (Hryniuk and Bush 1984)\n"
    )


def test_csv_holds_exact_figures_and_runs_no_formula() -> None:
    lines = run(*CALL, "--format", "csv").stdout.splitlines()
    head = lines[0].split(",")
    rows = [dict(zip(head, line.split(","), strict=True)) for line in lines[1:]]
    assert [row["participant"] for row in rows] == ["001", "'=2", ""]
    assert [row["relative_intensity_low"] for row in rows] == ["0.5", "1", "0.75"]


def test_json_holds_counts_and_exact_figures() -> None:
    row = json.loads(run(*CALL, "--format", "json").stdout)["adherence"][0]
    assert row["rate"] == {"low": 0.5, "high": 0.5, "exact": ["1/2", "1/2"]}
    assert row["given"] == {"low": 15, "high": 15, "unit": "mg", "exact": ["15", "15"]}
    assert (row["doses"]["missed"], row["doses"]["unrecorded"]) == (1, 1)


def test_sums_over_time_are_a_line_a_date() -> None:
    lines = run(*CALL, "--over-time", "--format", "csv").stdout.splitlines()
    assert lines[1:3] == [
        "participant,10 mg of EV daily for 4 days,,,,001,EV,2026-03-02,1,10,10,10,10,mg,",
        "participant,10 mg of EV daily for 4 days,,,,001,EV,2026-03-03,2,20,20,10,10,mg,",
    ]
    printed = run(*CALL, "--over-time").stdout
    assert "  2026-03-04  3    30 mg           15 mg\n" in printed
    assert "### all, EV" in run(*CALL, "--over-time", "--format", "markdown").stdout
    record = json.loads(run(*CALL, "--over-time", "--format", "json").stdout)["over_time"][1]
    assert (record["date"], record["given"]["exact"]) == ("2026-03-03", ["10", "10"])


def test_markdown_has_a_row_a_participant() -> None:
    printed = run(*CALL, "--format", "markdown").stdout
    assert "| =2 | 4 | 1 | 0 | 3 | 0 | 0 | 25 % |\n" in printed


def test_a_file_is_written_only_by_a_sound_call() -> None:
    assert run(*CALL, "-o", "out.txt").exit_code == 0
    assert "all 2" in Path("out.txt").read_text(encoding="utf-8")
    assert run(*CALL, "--missed", "sometimes", "-o", "none.txt").exit_code == 2
    assert not Path("none.txt").exists()


def test_what_is_wrong_with_the_log_is_shown_in_its_cell() -> None:
    Path("log.csv").write_text(LOG + "001,EV,x,,,,no,\n", encoding="utf-8")
    done = run(*CALL)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "error[cell-not-understood]: `x` is not understood as a study day" in done.stderr
    assert " --> log.csv:6:8" in done.stderr


@pytest.mark.parametrize(
    "call",
    [
        (*CALL[:-1], "none.csv"),
        (*CALL[:2], *CALL[4:]),
        (*CALL, "--by-day", "0"),
        (*CALL, "--late", "soon"),
        (*CALL, "--arm", "x"),
        (*CALL, "--participants", "none.csv"),
        ("adherence", "-", "--start", "2026-03-02", "--log", "-"),
        ("adherence", "NCT07312656", *CALL[2:]),
    ],
)  # fmt: skip
def test_a_wrong_call_ends_with_2(call: tuple[str, ...]) -> None:
    assert (run(*call).exit_code, run(*call).stdout) == (2, "")


def test_standard_input_is_a_log() -> None:
    done = run(*CALL[:-1], "-", input=LOG)
    assert done.stdout == run(*CALL).stdout


def test_help_has_examples() -> None:
    assert "Examples:" in run("adherence", "--help").stdout
