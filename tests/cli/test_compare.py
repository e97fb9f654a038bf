"""`dosecalc compare`: what a call may not ask for, and that nothing is written then."""

from pathlib import Path

import pytest
from tests_cli import run

PHRASE = "10 mg daily for 4 days"

# what is typed behind the phrase, and what is said
REFUSED = [
    (("--by-day", "3", "--per", "week"), "--by-day is a basis of its own"),
    (("--why", "--format", "csv"), "--why goes with the table"),
    (("--samples", "99999999999999999999"), "1<=x<=10000000"),
    (("--reference", "NOPE"), "error[no-such-reference]"),
    (("--where", "phse = 1"), "error[no-such-field]"),
    (("--where", "phase"), "error[no-condition]"),
    (("--group", "rout"), "error[no-such-field]"),
]


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_a_wrong_call_writes_nothing(typed: tuple[str, ...], said: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    file.write_text("before")
    done = run("compare", PHRASE, *typed, "-o", str(file))
    assert (done.exit_code, file.read_text()) == (2, "before")
    assert said in done.stderr and done.stdout == ""


def test_a_mistyped_field_is_offered_the_one_that_is_near() -> None:
    done = run("compare", "NCT07232563", "--where", "phse = 1")
    assert "did you mean `phase`?" in done.stderr


def test_conditions_that_no_row_fulfils_are_said() -> None:
    done = run("compare", PHRASE, "--where", "arm = low")
    assert done.exit_code == 0 and "warning[no-row-left]" in done.stderr


def test_a_reference_that_is_nearly_an_arm_is_offered_that_arm(tmp_path: Path) -> None:
    file = tmp_path / "a.dose"
    file.write_text("trial A-1\narm high\n  give 1 mg once\narm low\n  give 2 mg once\n")
    done = run("compare", str(file), "--reference", "A-1/hig")
    assert "A-1/high" in done.stderr


def test_no_word_of_a_table_is_split_where_words_can_stand_whole() -> None:
    printed = run("compare", "schedules", "--in", "particles").stdout
    words = {word for line in printed.splitlines() for word in line.split()}
    assert {"comparable", "intervention", "cell-equivalents", "reference"} <= words
    assert max(map(len, printed.splitlines())) <= 120


def test_texts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name, amount in (("a", 1), ("b", 2)):
        (tmp_path / f"{name}.dose").write_text(f"trial T-1\narm x\n  give {amount} mg once\n")
    done = run("compare", str(tmp_path / "a.dose"), str(tmp_path / "b.dose"))
    assert "T-1 (1)" in done.stdout and "T-1 (2)" in done.stdout
    assert "T-1 (3)" not in run("compare", PHRASE, PHRASE).stdout
