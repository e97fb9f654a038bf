"""`dosecalc visits`: the same matrix in every form, texts that stay texts, and calls that fail."""

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest
from tests_cli import run

import dosecalc
from dosecalc.formats.activities import FORMS

TIME = "2026-02-25T06:13:20"
EVIL = "</script><script>alert(1)</script> & {{7*7}} | `x`"
HOSTILE = f'''trial T-1 "{EVIL}"
agent "=1+1"
arm "@a"
  give 1e9 particles of "=1+1" by "+cmd" daily for 3 days
    note "{EVIL}\u202e"
visits
  "-labs" at weeks 0, 2 within 1 day
  "<b>scan</b>" at weeks 0, 2 within 1 day
    note "{EVIL}"
'''


def form(name: str, text: str = HOSTILE, width: int = 100) -> str:
    found = dosecalc.visits(dosecalc.parse(text), time=TIME)
    assert found.ok, [each.message for each in found.diagnostics]
    pieces = list(FORMS[name].write(found, width))
    return "".join(each for each in pieces if isinstance(each, str))


def test_text_is_a_table_with_its_stamp() -> None:
    assert form("text", "10 mg weekly for 3 weeks within 1 day") == (
        "10 mg weekly for 3 weeks within 1 day\n"
        "\n"
        "           week 0  week 1  week 2\n"
        "           day 1   day 8   day 15\n"
        "           ±1 day  ±1 day  ±1 day\n"
        "  ───────  ──────  ──────  ──────\n"
        "  dose     X       X       X\n"
        "    10 mg\n"
        "\n"
        "  X: once on that day; weeks are whole weeks since day 1\n"
        "\n"
        "  schedule phrase, SHA-256 3b3d09a8a27aacecd1258bd6a44becbf78febd1687ec5a61b7368e4b612636d3\n"
        "  dosecalc 0.1.0, 2026-02-25 06:13 UTC\n"
        "  For planning, review and research, not for prescribing; every figure is to be verified by a\n"
        "  qualified person.\n"
    )


def test_text_is_parted_where_the_terminal_is_narrow() -> None:
    lines = form("text", "10 mg daily for 12 days", 48).splitlines()
    assert max(map(len, lines)) <= 90
    assert sum(line.split()[:2] == ["dose", "X"] for line in lines) == 3


@pytest.mark.parametrize("name", ["text", "markdown", "html", "csv", "json"])
def test_a_draft_is_marked_in_every_form(name: str) -> None:
    draft = 'trial T-1 "x"\n  unconfirmed\narm a\n  give 1 mg once\n'
    assert "unconfirmed" in form(name, draft).lower()


@pytest.mark.parametrize("name", ["text", "markdown", "html", "csv", "json"])
def test_every_form_carries_hash_and_version(name: str) -> None:
    stamp = dosecalc.visits(dosecalc.parse(HOSTILE), time=TIME).stamp
    made = form(name)
    assert stamp.digest in made
    assert stamp.version in made


@pytest.mark.parametrize("name", ["text", "markdown", "html", "json", "csv"])
def test_no_form_moves_the_cursor(name: str) -> None:
    made = form(name)
    assert "\u202e" not in made or name in ("json", "csv")


def test_markdown_escapes_what_a_text_holds() -> None:
    made = form("markdown")
    assert "<script" not in made.replace("\\<script", "")
    assert "\\| \\`x\\`" in made


def test_html_is_escaped_and_asks_for_nothing() -> None:
    made = form("html")
    assert "<script" not in made
    assert "<b>scan" not in made
    assert "&lt;script&gt;" in made
    assert re.findall(r"(?:src|href)=\"([^#\"]+)", made) == []
    assert "http" not in re.sub(r"http-equiv", "", made)


def test_html_leads_from_marks_to_footnotes() -> None:
    made = form("html")
    marks = re.findall(r'href="#([^"]+)"', made)
    assert marks
    assert set(marks) == set(re.findall(r'<li id="([^"]+)"', made))


def test_csv_has_a_line_for_each_cell_and_disarms_formulas() -> None:
    lines = list(csv.DictReader(io.StringIO(form("csv"))))
    assert [(line["activity"], line["first_day"], line["sign"], line["window_before"]) for line in lines] == [
        ("dose", "1", "X", ""), ("dose", "2", "X", ""), ("dose", "3", "X", ""),
        ("'-labs", "1", "X", "1"), ("'-labs", "15", "X", "1"),
        ("<b>scan</b>", "1", "X", "1"), ("<b>scan</b>", "15", "X", "1"),
    ]  # fmt: skip
    assert {line["agent"] for line in lines} == {"'=1+1", ""}


def test_json_holds_the_matrix() -> None:
    made = json.loads(form("json"))
    (matrix,) = made["matrices"]
    assert [column["days"] for column in matrix["columns"]] == [[1], [2], [3], [15]]
    assert [row["activity"] for row in matrix["rows"]] == ["dose", "-labs", "<b>scan</b>"]
    assert matrix["rows"][1]["cells"][3] == {
        "sure": 1, "possible": 0, "notes": [], "windows": [[1, 1]],
    }  # fmt: skip


def test_the_same_schedule_at_the_same_time_is_the_same_page() -> None:
    assert form("html") == form("html")


# ------------------------------------------------------------------ calls


def test_the_command_prints_what_the_function_gives() -> None:
    call = run("visits", "10 mg daily for 3 days", "--time", TIME, "--format", "json")
    assert call.exit_code == 0
    assert call.stdout == form("json", "10 mg daily for 3 days")


def test_the_ending_of_a_file_says_its_form(tmp_path: Path) -> None:
    name = tmp_path / "visits.html"
    assert run("visits", "10 mg daily for 3 days", "-o", str(name)).exit_code == 0
    assert name.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    call = run("visits", "10 mg once", "-o", str(tmp_path / "none" / "visits.md"))
    assert call.exit_code == 2
    assert call.stderr.startswith("dosecalc: cannot write")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "pdf"], "there is no form `pdf`"),
        (["--time", "soon"], "`soon` is not a time"),
        (["--arm", "sprai"], "no arm is called `sprai`"),
        (["--until", "sometime"], "sometime"),
    ],
)
def test_a_wrong_call_ends_with_2(options: list[str], message: str) -> None:
    call = run("visits", "NCT07312656", *options)
    assert call.exit_code == 2
    assert message in call.stderr


def test_a_text_with_errors_ends_with_1() -> None:
    call = run("visits", "10 mg dayly for 3 days")
    assert (call.exit_code, call.stdout) == (1, "")


def test_python_docx_is_asked_for_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    call = run("visits", "10 mg once", "-o", str(tmp_path / "visits.docx"))
    assert call.exit_code == 2
    assert "pip install 'dosecalc[docx]'" in call.stderr
    assert list(tmp_path.iterdir()) == []
