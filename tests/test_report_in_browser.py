"""A report in a real browser: it is sorted, filtered, copied, dark, printed, and asks for nothing.

These need Chromium with its driver, and are skipped without.
"""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

import dosecalc

HOSTILE = """trial T-1 "</script><script>alert(1)</script><img src=http://a.example onerror=alert(2)>"
arm "=1+1" "' onmouseover=alert(3) <b>"
  give 1e9 particles by nasal drops daily for 4 days
arm two
  give 1e9 to 3e9 particles by nasal drops daily for 4 days
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = dosecalc.report(
        "NCT06598202", "NCT07232563", "NCT07485751", dosecalc.parse(HOSTILE), unit="particles",
        assume=["unit = particles for NCT07485751"], reference="NCT07232563", time="2026-03-02",
    )  # fmt: skip
    made = tmp_path_factory.mktemp("report") / "report.html"
    made.write_text(found.html(), encoding="utf-8")
    return made


@pytest.fixture
def page(tab: Chrome, file: Path) -> Iterator[Chrome]:
    tab.get(file.as_uri())
    yield tab
    tab.execute_script("localStorage.clear()")


def column(page: Chrome, name: str) -> list[str]:
    return page.execute_script(
        """
        const table = document.getElementById("compared");
        const heads = [...table.tHead.rows[0].cells].map((each) => each.textContent.trim());
        const place = heads.findIndex((each) => each.startsWith(arguments[0]));
        return [...table.tBodies[0].rows].filter((each) => !each.hidden)
          .map((each) => each.cells[place].textContent.replace(/\\u00a0/g, " "));
        """,
        name,
    )


def head(page: Chrome, name: str) -> Any:
    found = page.find_elements(By.CSS_SELECTOR, "#compared thead button")
    return next(each for each in found if each.text.startswith(name))


def background(page: Chrome) -> str:
    return page.execute_script("return getComputedStyle(document.documentElement).backgroundColor")


def test_a_click_on_a_head_sorts_by_amount_with_the_unknown_last(page: Chrome) -> None:
    head(page, "per participant").click()
    rising = column(page, "per participant")
    assert rising[:4] == ["none", "4 × 10⁹", "4 × 10⁹ to 1.2 × 10¹⁰", "1.6 × 10¹⁰"]
    assert rising[-2:] == ["unknown", "unknown"]
    head(page, "per participant").click()
    assert column(page, "per participant")[0] == "4 × 10¹¹"
    assert column(page, "per participant")[-2:] == ["unknown", "unknown"]


def test_the_keyboard_sorts_and_the_head_says_how(page: Chrome) -> None:
    page.execute_script("arguments[0].focus()", head(page, "doses"))
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert column(page, "doses") == sorted(column(page, "doses"), key=lambda text: int(text[:2]))
    sorted_by = page.find_elements(By.CSS_SELECTOR, "#compared th[aria-sort]")
    assert [each.get_attribute("aria-sort") for each in sorted_by] == ["ascending"]
    assert page.find_element(By.CSS_SELECTOR, "[role=status]").text == "sorted by doses, ascending"


def test_a_filter_keeps_the_rows_that_hold_all_its_words(page: Chrome) -> None:
    field = page.find_element(By.ID, "compared-filter")
    field.send_keys("nct07485751 cohorts")
    assert set(column(page, "trial")) == {"NCT07485751"}
    assert page.find_element(By.CSS_SELECTOR, "[role=status]").text == "10 of 19 rows"
    field.clear()
    field.send_keys(" ")
    assert len(column(page, "trial")) == 19


def test_rows_are_copied_as_tab_separated_text_without_formulas(page: Chrome) -> None:
    page.find_element(By.ID, "compared-filter").send_keys("T-1")
    page.find_element(By.XPATH, "//button[text()='Copy rows']").click()
    status = page.find_element(By.CSS_SELECTOR, "[role=status]")
    assert status.text == "copied as tab-separated text"
    area = "document.body.prepend(document.createElement('textarea'))"
    page.execute_script(area)
    field = page.find_element(By.TAG_NAME, "textarea")
    field.send_keys(Keys.CONTROL, "v")
    lines = [line.split("\t") for line in str(field.get_property("value")).splitlines()]
    assert lines[0][:3] == ["trial", "arm", "cohort"]
    assert [line[:2] for line in lines[1:]] == [["T-1", "'=1+1"], ["T-1", "two"]]
    assert "4 × 10⁹ to 1.2 × 10¹⁰" in lines[2]


def test_the_page_is_dark_where_the_system_is_and_where_the_reader_wants_it(page: Chrome) -> None:
    assert background(page) == "rgb(255, 255, 255)"
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    assert background(page) == "rgb(20, 24, 29)"
    Select(page.find_element(By.ID, "theme")).select_by_value("light")
    assert background(page) == "rgb(255, 255, 255)"
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    Select(page.find_element(By.ID, "theme")).select_by_value("dark")
    page.refresh()
    assert background(page) == "rgb(20, 24, 29)"


def test_a_dark_page_prints_on_white(page: Chrome) -> None:
    Select(page.find_element(By.ID, "theme")).select_by_value("dark")
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    body = "return getComputedStyle(document.body)"
    assert page.execute_script(f"{body}.backgroundColor") == "rgb(255, 255, 255)"
    assert page.execute_script(f"{body}.color") == "rgb(27, 31, 36)"


@pytest.mark.parametrize("wide", ["390", "820", "1280"])
def test_nothing_but_boxes_of_their_own_scrolls_sideways(page: Chrome, wide: str) -> None:
    size = {"width": int(wide), "height": 800, "deviceScaleFactor": 1, "mobile": wide == "390"}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    spare = "const e = document.documentElement; return e.clientWidth - e.scrollWidth"
    assert page.execute_script(spare) == 0


def test_no_table_is_wider_than_a_printed_page(page: Chrome) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    size = {"width": 703, "height": 1030, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    tables = "return [...document.querySelectorAll('table, svg')].map((e) => e.getBoundingClientRect().right)"
    assert max(page.execute_script(tables)) <= 703


def test_it_prints_to_a_pdf_of_a4(page: Chrome) -> None:
    made = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    content = b64decode(made["data"])
    assert content.startswith(b"%PDF-")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in content


def test_the_page_says_nothing_on_the_console_and_asks_for_nothing(
    browser: Chrome, file: Path
) -> None:
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(file.as_uri())
    assert browser.get_log("browser") == []
    told = [json.loads(each["message"])["message"] for each in browser.get_log("performance")]
    asked = [
        e["params"]["request"]["url"] for e in told if e["method"] == "Network.requestWillBeSent"
    ]
    assert asked == [file.as_uri()]


def test_controls_of_the_script_are_not_there_without_it(browser: Chrome, file: Path) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    browser.get(file.as_uri())
    shown = [each.is_displayed() for each in browser.find_elements(By.ID, "theme")]
    buttons = browser.find_elements(By.TAG_NAME, "button")
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    assert (shown, buttons) == ([False], [])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_barrier(page: Chrome, theme: str) -> None:
    Select(page.find_element(By.ID, "theme")).select_by_value(theme)
    found = Axe().run(page)["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
