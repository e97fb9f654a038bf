"""The schedule of activities as a text document, read again with python-docx."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from tests_cli import run

import dosecalc

docx = pytest.importorskip("docx", reason="no python-docx: pip install 'dosecalc[docx]'")

from dosecalc.formats.activities import FORMS  # noqa: E402

TIME = "2026-02-25T06:13:20"
TRIAL = """trial T-1 "A trial & <its> label"
  unconfirmed
arm a
  give 1e9 particles of X by nasal drops twice weekly for 8 weeks
    note "as told \u0007 by the sponsor"
visits
  "=labs", ECG at weeks 0, 2, 4, 8 within 3 days
  watch DLT for 28 days from the first dose
"""


def content(text: str = TRIAL) -> bytes:
    found = dosecalc.visits(dosecalc.parse(text, "t.dose"), time=TIME)
    pieces = list(FORMS["docx"].write(found, 100))
    return b"".join(each for each in pieces if isinstance(each, bytes))


def document(text: str = TRIAL) -> Any:
    return docx.Document(BytesIO(content(text)))


def cells(text: str = TRIAL) -> list[list[str]]:
    (table,) = document(text).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def texts(found: Any) -> Iterator[str]:
    yield from (paragraph.text for paragraph in found.paragraphs)


def test_a_table_holds_the_matrix() -> None:
    assert cells() == [
        ["Activity", "week 0\nday 1\n±3 days", "weeks 0–1\ndays 4, 8, 11", "week 2\nday 15\n±3 days",
         "weeks 2–3\ndays 18, 22, 25", "week 4\nday 29\n±3 days", "weeks 4–7\ndays 32 to 53¹",
         "week 8\nday 57\n±3 days"],
        ["X, nasal drops²\n1 × 10⁹ particles", "X³", "X ×3", "X", "X ×3", "X", "X ×7", ""],
        ["=labs", "X", "", "X", "", "X", "", "X"],
        ["ECG", "X", "", "X", "", "X", "", "X"],
        ["watch DLT\nday 1 to day 28", "on", "on", "on", "on", "", "", ""],
    ]  # fmt: skip


def test_footnotes_are_numbered_under_the_table() -> None:
    found = list(texts(document()))
    assert "¹ days 32, 36, 39, 43, 46, 50, 53" in found
    assert "² the protocol states how often, not on which days: they are spread evenly" in found
    assert "³ window: none is stated" in found


def test_a_draft_is_marked() -> None:
    assert "UNCONFIRMED: a draft that no person has checked" in texts(document())


def test_paper_is_landscape_a4_and_the_head_is_repeated() -> None:
    found = document()
    (section,) = found.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    rows = found.tables[0].rows
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in rows] == [True] + [False] * 4


def test_tables_fit_the_page() -> None:
    weekly = "arm a\n  give 1 mg once\nvisits\n  ECG weekly for 30 weeks\n  MRI at weeks 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28\n"
    found = document(f'trial T-2 "x"\n{weekly}')
    assert len(found.tables) == 3
    for table in found.tables:
        assert sum(cell.width.mm for cell in table.rows[0].cells) <= 268


def test_every_page_carries_the_stamp_and_no_participant_s_date() -> None:
    found = document()
    section = found.sections[0]
    foot = "\n".join(texts(section.footer))
    stamp = dosecalc.visits(dosecalc.parse(TRIAL, "t.dose"), time=TIME).stamp
    assert foot.startswith("\n".join(stamp.lines()))
    assert section.header.paragraphs[0].text == "T-1: schedule of activities"
    assert "PAGE" in section.footer._element.xml


def test_the_same_schedule_at_the_same_time_is_the_same_file() -> None:
    first = content()
    assert first == content()
    with ZipFile(BytesIO(first)) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = document().core_properties
    assert about.created == about.modified
    assert f"{about.created:%Y-%m-%dT%H:%M:%S}" == TIME


def test_characters_that_no_document_may_hold_are_shown() -> None:
    assert "dosing: as told \\x07 by the sponsor" in texts(document())


def test_the_command_writes_a_document(tmp_path: Path) -> None:
    name = str(tmp_path / "visits.docx")
    call = run("visits", "10 mg weekly for 3 doses", "-o", name)
    assert (call.exit_code, call.output) == (0, "")
    assert len(docx.Document(name).tables) == 1


def test_a_document_needs_a_file() -> None:
    call = run("visits", "10 mg once", "--format", "docx")
    assert call.exit_code == 2
    assert "-o visits.docx" in call.stderr
