"""`dosecalc total`: what it prints, in which form, and with which status."""

import json

from tests_cli import run


def test_the_users_first_phrase_is_four_times_its_dose() -> None:
    assert run("total", "4 daily doses of 1×10^11 particles").stdout == (
        "4 daily doses of 1×10^11 particles\n"
        "  doses  a dose              total               days    status\n"
        "  ─────  ──────────────────  ──────────────────  ──────  ──────\n"
        "  4      1 × 10¹¹ particles  4 × 10¹¹ particles  1 to 4  stated\n"
        "  • `4 daily doses` is read as 4 in all\n"
    )


def test_a_figure_without_a_unit_is_totalled_with_a_warning() -> None:
    done = run("total", "twice weekly for 8 weeks with 1–16×10^9 escalation")
    assert done.exit_code == 0
    assert "1.6 × 10¹⁰ to 2.56 × 10¹¹ (no unit)" in done.stdout
    assert "3.1 × 10¹⁰ to 2.41 × 10¹¹ (no unit)" in done.stdout
    assert "warning[unstated-unit]" in done.stderr


def test_sprays_without_volume_or_length_are_three_a_day_and_say_what_is_needed() -> None:
    printed = run("total", "3× daily sprays").stdout
    assert "unknown: needs how long it goes on" in printed
    assert "3 doses a day" in printed
    assert "what one spray holds is not stated" in printed


def test_json_holds_exact_figures_beside_numbers() -> None:
    done = run("total", "1 mg 3 times a week for 7 days", "--format", "json")
    row = json.loads(done.stdout)["results"][0]
    assert row["total"] == {"low": 3, "high": 3, "unit": "mg", "exact": ["3", "3"]}
    assert row["days"]["first"] == {"low": 1, "high": 1, "exact": ["1", "1"]}
    assert row["unknown"] is None


def test_json_has_every_key_of_a_row() -> None:
    row = json.loads(run("total", "NCT07312656", "--format", "json").stdout)["results"][0]
    assert list(row) == [
        "trial", "arm", "cohort", "reading", "agent", "route", "per", "doses", "amount", "total",
        "unit", "days", "status", "unknown", "depends_on", "sources", "notes",
    ]  # fmt: skip


def test_an_unbounded_figure_is_open() -> None:
    done = run("total", "at least 60 mg once", "--format", "json")
    total = json.loads(done.stdout)["results"][0]["total"]
    assert total == {"low": 60, "high": None, "unit": "mg", "exact": ["60", None], "open": True}


def test_csv_has_a_header_and_a_line_a_row() -> None:
    lines = run("total", "NCT07232563", "--format", "csv").stdout.splitlines()
    assert lines[0].startswith("trial,arm,cohort,reading,agent,route,per,doses_low")
    assert len(lines) == 3


def test_markdown_is_a_table() -> None:
    printed = run("total", "10 mg daily for 7 days", "--format", "markdown").stdout
    assert "| 7 | 10 mg | 70 mg | 1 to 7 | stated |" in printed


def test_a_volume_becomes_particles_only_by_an_assumption() -> None:
    without = run("total", "NCT07312656", "--in", "particles", "--format", "json")
    row = json.loads(without.stdout)["results"][0]
    assert row["unknown"] == "particles per mL of NCT07312656"
    assert row["total"] == {"low": None, "high": None, "unit": "particle", "exact": [None, None]}
    with_one = run(
        "total", "NCT07312656", "--arm", "spray", "--in", "particles",
        "--assume", "1 mL of exosomes = 1e9 to 1e10 particles", "--format", "json",
    )  # fmt: skip
    row = json.loads(with_one.stdout)["results"][0]
    assert row["total"]["exact"] == ["274500000000", "3060000000000"]
    assert row["depends_on"][0] == "1 mL of exosomes = 1e9 to 1e10 particles"


def test_a_body_weight_turns_an_amount_per_kilogram_into_an_amount() -> None:
    assert "12 mg/kg" in run("total", "2 mg/kg daily for 6 days").stdout
    assert "840 mg" in run("total", "2 mg/kg daily for 6 days", "--weight", "70").stdout


def test_totals_of_a_trial_multiply_by_its_participants() -> None:
    assert "3.6 × 10¹² particles" in run("total", "NCT07232563", "--per", "trial").stdout


def test_why_derives_a_figure_from_the_words() -> None:
    printed = run("total", "4 daily doses of 1e11 particles", "--why").stdout
    assert "phrase:1:1" in printed
    assert "4 × 1 × 10¹¹ particles = 4 × 10¹¹ particles" in printed


def test_a_text_with_errors_ends_with_status_one_and_its_place() -> None:
    done = run("total", "1,5 mL daily for 3 days")
    assert done.exit_code == 1
    assert "error[decimal-comma]" in done.stderr
    assert "phrase:1:1" in done.stderr
    assert done.stdout == ""


def test_a_wrong_call_ends_with_status_two() -> None:
    assert run("total", "10 mg once", "--in", "particels").exit_code == 2
    assert run("total", "nowhere.dose").exit_code == 2
    assert run("total").exit_code == 2
    assert run("total", "10 mg once", "--arm", "x").exit_code == 2


def test_sound_texts_are_totalled_beside_broken_ones() -> None:
    done = run("total", "10 mg once", "10 mg biweekly for 2 weeks")
    assert done.exit_code == 1
    assert "10 mg once" in done.stdout


def test_standard_input_is_read_as_phrases_or_as_a_file() -> None:
    assert "70 mg" in run("total", "-", input="10 mg daily for 7 days\n").stdout
    file = "trial T\narm A\n  give 10 mg daily for 7 days\n"
    assert "70 mg" in run("total", "-", input=file).stdout


def test_every_command_has_help_with_examples() -> None:
    for command in ("total", "doses", "check", "fmt", "explain", "words"):
        printed = run(command, "--help").stdout
        assert "Examples:" in printed
        assert f"dosecalc {command}" in printed


def test_the_version_is_printed() -> None:
    assert run("--version").stdout.startswith("dosecalc 0.")
