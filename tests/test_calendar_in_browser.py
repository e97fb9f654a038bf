"""A calendar in a real browser: it is read without a script, filtered, printed, and asks for nothing.

These need Chromium with its driver, and are skipped without; some read the printed sheets with
`pdftotext`.
"""

import json
import re
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

import dosecalc
from dosecalc.calendars import Calendar
from dosecalc.enrolment import Enrolled
from dosecalc.formats.calendar import FORMS, Options

A4 = b"/MediaBox [0 0 594.95996 841.91998]"
needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="no pdftotext to read printed sheets with"
)
HOSTILE = r"""trial "T } @page{} </style>" "</script><script>alert(1)</script><img src=http://a.example>"
arm A "' onmouseover=alert(3) <b>"
  give 2 mg of "x\"; } * { display: none }" every week for 3 to 4 doses within 1 day
visits
  "<b>ECG</b>", blood-count at weeks 0, 2, 60 within 2 days
  watch DLT for 28 days from the first dose
"""


def written(found: Calendar, file: Path) -> Path:
    assert found.ok
    file.write_text("".join(map(str, FORMS["html"].write(found, Options()))), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("calendar")


@pytest.fixture(scope="module")
def one(folder: Path) -> Path:
    found = dosecalc.calendar(
        "NCT07485751", start="2026-03-02", cohort=1, reading="eight weeks, cohorts", id="001",
        closed=["Sat, Sun"], holidays=["CN"], time="2026-03-02",
    )  # fmt: skip
    return written(found, folder / "one.html")


@pytest.fixture(scope="module")
def three(folder: Path) -> Path:
    people = [
        Enrolled(f"{n:03}</script>", start=date(2026, 3, 2) + timedelta(days=7 * n)) for n in (1, 2, 3)
    ]  # fmt: skip
    found = dosecalc.calendar(
        dosecalc.parse(HOSTILE), participants=people, closed=["Sat, Sun"], time="2026-03-02"
    )
    return written(found, folder / "three.html")


@pytest.fixture(params=["one", "three"])
def page(request: pytest.FixtureRequest, tab: Chrome) -> Iterator[Chrome]:
    tab.get(request.getfixturevalue(request.param).as_uri())
    yield tab


def printed(tab: Chrome) -> bytes:
    return b64decode(tab.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])


def sheets(content: bytes, folder: Path) -> list[str]:
    """The text of each printed sheet."""
    file = folder / "printed.pdf"
    file.write_bytes(content)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def wide(tab: Chrome, width: int) -> None:
    size = {"width": width, "height": 1030, "deviceScaleFactor": 1, "mobile": False}
    tab.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


# ---------------------------------------------------------------- on a screen


def test_the_page_says_nothing_on_the_console_and_asks_for_nothing(
    browser: Chrome, three: Path
) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(three.as_uri())
    assert browser.find_element(By.TAG_NAME, "h1").text == (
        "T } @page{} </style> · </script><script>alert(1)</script><img src=http://a.example>"
    )
    assert browser.get_log("browser") == []
    told = [json.loads(each["message"])["message"] for each in browser.get_log("performance")]
    asked = [
        e["params"]["request"]["url"] for e in told if e["method"] == "Network.requestWillBeSent"
    ]
    assert asked == [three.as_uri()]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_barrier(page: Chrome, theme: str) -> None:
    dark = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    found = Axe().run(page)["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.parametrize("width", [320, 360, 640, 820, 1280])
def test_nothing_but_boxes_of_their_own_scrolls_sideways(page: Chrome, width: int) -> None:
    wide(page, width)
    spare = "const e = document.documentElement; return e.clientWidth - e.scrollWidth"
    assert page.execute_script(spare) == 0


def test_no_sign_is_wider_than_its_day(page: Chrome) -> None:
    wide(page, 360)
    spare = """
      return [...document.querySelectorAll(".month td")]
        .filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent);
    """
    assert page.execute_script(spare) == []


def test_a_dark_page_prints_on_white(page: Chrome) -> None:
    background = "return getComputedStyle(document.documentElement).backgroundColor"
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    assert page.execute_script(background) == "rgb(20, 24, 29)"
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print", **dark})
    assert page.execute_script(background) == "rgb(255, 255, 255)"


def test_a_filter_keeps_the_participants_that_hold_all_its_words(tab: Chrome, three: Path) -> None:
    tab.get(three.as_uri())
    field = tab.find_element(By.ID, "filter")
    names = "return [...document.querySelectorAll('.own')].map((each) => each.id)"
    field.send_keys("a 002")
    assert tab.execute_script(names) == ["p2"]
    status = tab.find_element(By.CSS_SELECTOR, "[role=status]")
    assert status.text == "1 of 3 participants are shown and printed"
    field.clear()
    field.send_keys("00")
    assert tab.execute_script(names) == ["p1", "p2", "p3"]


def test_without_a_script_everything_is_there_but_the_filter(browser: Chrome, three: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(three.as_uri())
    fields = browser.find_elements(By.TAG_NAME, "input")
    parts = browser.find_elements(By.CSS_SELECTOR, ".own h2")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert (fields, len(parts)) == ([], 3)


# ---------------------------------------------------------------- on paper


def test_no_table_is_wider_than_a_printed_page(page: Chrome) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    wide(page, 703)
    tables = (
        "return [...document.querySelectorAll('table')].map((e) => e.getBoundingClientRect().right)"
    )
    assert max(page.execute_script(tables)) <= 703


def test_one_participant_is_printed_on_sheets_of_a4(tab: Chrome, one: Path) -> None:
    tab.get(one.as_uri())
    content = printed(tab)
    assert content.startswith(b"%PDF-")
    assert content.count(A4) == len(re.findall(rb"/Type /Page\b", content)) == 4


@needs_pdftotext
def test_each_sheet_says_whose_it_is_and_carries_the_stamp(
    tab: Chrome, one: Path, tmp_path: Path
) -> None:
    tab.get(one.as_uri())
    found = sheets(printed(tab), tmp_path)
    assert len(found) == 4
    for number, sheet in enumerate(found, 1):
        assert "NCT07485751, participant 001, arm exosomes, eight weeks, cohorts, cohort 1" in sheet
        assert re.search(r"schedule NCT07485751\.dose, SHA-256 [0-9a-f]{64}", sheet)
        assert f"dosecalc {dosecalc.__version__}, 2026-03-02 00:00 UTC" in sheet
        assert "not for prescribing; every figure is to be verified by a qualified person." in sheet
        assert f"page {number} of {len(found)}" in sheet


@needs_pdftotext
def test_the_head_of_the_agenda_stands_on_each_sheet_that_it_reaches(
    tab: Chrome, one: Path, tmp_path: Path
) -> None:
    tab.get(one.as_uri())
    found = sheets(printed(tab), tmp_path)
    heads = [bool(re.search(r"Date +Study day +What", sheet)) for sheet in found]
    rows = [bool(re.search(r"(?m)^ *V +ECG|Dp +proposed", sheet)) for sheet in found]
    assert heads == [False, True, True, True]
    assert [head or not row for head, row in zip(heads, rows, strict=True)] == [True] * 4


@needs_pdftotext
def test_each_participant_begins_a_sheet_and_is_named_on_all_of_theirs(
    tab: Chrome, three: Path, tmp_path: Path
) -> None:
    tab.get(three.as_uri())
    found = sheets(printed(tab), tmp_path)
    whose = [re.findall(r"participant (\d+)</script>, arm A", sheet) for sheet in found]
    assert whose == [[], ["001"], ["001"], ["002"], ["002"], ["003"], ["003"]]
    begun = [n for n, sheet in enumerate(found) if re.search(r"(?m)^ *Participant 00", sheet)]
    assert begun == [1, 3, 5]
    assert all(re.search("SHA-256 [0-9a-f]{64}", sheet) for sheet in found)


@needs_pdftotext
def test_only_those_that_a_filter_keeps_are_printed(
    tab: Chrome, three: Path, tmp_path: Path
) -> None:
    tab.get(three.as_uri())
    tab.find_element(By.ID, "filter").send_keys("003")
    whose = re.findall(r"Participant (\d+)", "".join(sheets(printed(tab), tmp_path)))
    assert whose == ["003"]


@needs_pdftotext
def test_no_month_is_parted_by_the_end_of_a_sheet(tab: Chrome, tmp_path: Path) -> None:
    found = dosecalc.calendar("10 mg monthly for 30 doses", start="2026-03-02", time="2026-03-02")
    tab.get(written(found, tmp_path / "long.html").as_uri())
    grids = "\f".join(sheets(printed(tab), tmp_path)).split("Agenda")[0].split("\f")
    begun = [len(re.findall(r"\b[A-Z][a-z]{2,8} 20\d\d\b(?!-)", sheet)) for sheet in grids]
    whole = [len(re.findall(r"\b28\b", sheet)) for sheet in grids]
    assert begun == whole
    assert (len(grids), sum(begun)) == (4, 30)
