"""Canonical text: one spelling, two spaces a level, clauses broken between lines."""

import pytest

from dosecalc.language.writer import formatted


def written(text: str) -> str | None:
    return formatted(text, "a file")[0]


@pytest.mark.parametrize(
    ("loose", "canonical"),
    [
        ("10 mg once daily x 7 days", "10 mg daily for 7 days"),
        ("1×10^11 particles QD for 4 days", "1e11 particles daily for 4 days"),
        ("2.5 mg BID x 14 days", "2.5 mg twice daily for 14 days"),
        ("10 mg thrice a day for 7 d", "10 mg 3 times daily for 7 days"),
        ("10 mg Q3W up to 6 cycles", "10 mg every 3 weeks for 1 to 6 cycles"),
        ("10 mg every other day for 1 wk", "10 mg every 2 days for 1 week"),
        ("10 mg on day 1 to 4", "10 mg on days 1-4"),
        ("10 mg on days -7 to -1", "10 mg on days -7 to -1"),
        ("10 mg on days 1, 3 and 5", "10 mg on days 1, 3, 5"),
        ("10 mg on Thu, mon for 2 weeks", "10 mg on Monday, Thursday for 2 weeks"),
        ("10 mg twice daily at 20:00, 8:00 for 2 days", "10 mg twice daily at 08:00, 20:00 for 2 days"),
        ("daily 10 mg for 7 days", "daily with 10 mg for 7 days"),
        ("1–16×10^9 particles once", "1e9 to 1.6e10 particles once"),
        ("500 mcg once", "500 µg once"),
        ("10 mg once", "10 mg once"),
        ("10 mg daily starting on day 2 for 3 days", "10 mg daily from day 2 for 3 days"),
        ("125 mg daily for 21 days on, 7 days off, for 6 cycles",
         "125 mg daily 21 days on, 7 days off for 6 cycles"),
        ("(1 mg once and 2 mg once) repeated 2 times every 7 days",
         "(1 mg once and 2 mg once) repeated 2 times every 7 days"),
        ("1 mg daily for 2 days, then rest 1 week, then 2 mg daily for 2 days",
         "1 mg daily for 2 days then rest 1 week then 2 mg daily for 2 days"),
        ("5 mg by iv daily for 3 days", "5 mg intravenously daily for 3 days"),
        ('5 mg daily until "x daily"', '5 mg daily until "x daily"'),
        ("5 mg daily until disease progression", "5 mg daily until disease progression"),
    ],
)  # fmt: skip
def test_a_regimen_has_one_spelling(loose: str, canonical: str) -> None:
    file = "trial A\n\narm B\n  give {}\n"
    assert written(file.format(loose)) == file.format(canonical)


def test_lines_are_indented_by_two_and_blocks_parted_by_an_empty_line() -> None:
    loose = 'trial A\n    phase 1\narm B\n      give 1 mg once\n          note "n"\nexpect doses 1\nexpect days 1'
    assert written(loose) == (
        'trial A\n  phase 1\n\narm B\n  give 1 mg once\n    note "n"\n\nexpect doses 1\nexpect days 1\n'
    )


def test_a_long_regimen_is_broken_between_clauses() -> None:
    clauses = ["1e9, 2e9, 4e9, 8e9, 1.6e10 particles of EX-EV by inhalation", "twice weekly",
               "for 8 weeks", "escalating across cohorts"]  # fmt: skip
    text = written(f"trial A\narm B\n  give {' '.join(clauses)}\n")
    assert text is not None
    lines = text.splitlines()[3:]
    assert all(len(line) <= 96 for line in lines)
    assert " ".join(line.strip() for line in lines) == f"give {' '.join(clauses)}"


def test_texts_and_names_keep_their_quotes() -> None:
    text = 'trial "A 1" "a \\"b\\" \\\\ c"\n\narm "of the study"\n  give 1 mg of "drug 7 mg" by "a, b" once\n'
    assert written(text) == text


def test_a_file_with_errors_is_not_written() -> None:
    text, diagnostics = formatted("trial A\narm B\n  give 10 mg dayly\n", "a file")
    assert text is None
    assert [each.code for each in diagnostics] == ["not-understood"]


def test_an_empty_file_stays_empty_but_for_its_comments() -> None:
    assert written("\n\n") == "\n"
    assert written("\n# alone\n\n") == "# alone\n"


def test_warnings_do_not_stop_a_file_from_being_written() -> None:
    text, diagnostics = formatted("trial A\narm B\n  give 1e9 once\n", "a file")
    assert text == "trial A\n\narm B\n  give 1e9 once\n"
    assert [each.code for each in diagnostics] == ["unstated-unit"]
