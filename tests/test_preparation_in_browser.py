"""A preparation sheet in a real browser: no errors, nothing loaded, one page of A4.

These need Chromium with its driver, and are skipped without.
"""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

import dosecalc

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="no Chromium with its driver")
HOSTILE = """trial T-1 "</title><script>document.title = 'run'</script>"
agent "<img src=x onerror=alert(1)>" "vesicles"
  product vial of 1e11 particles in 5 mL
arm "' onmouseover=alert(3) <b>" "a label"
  give 2e9 particles in 3 mL of "<img src=x onerror=alert(1)>" by nasal drops daily for 5 days
"""
FULL = {
    "batch": "2.3e10 particles/mL", "step": "0.01 mL", "dead_volume": "0.05 mL", "vial": "5 mL",
    "opened": "2026-03-02T09:00", "usable": "4 hours", "time": "2026-03-02",
}  # fmt: skip
SHEETS = {
    "everything": ("NCT07232563", {**FULL, "reading": "days 1 to 4", "dose": 2}),
    "long words": ("NCT07312656", {"reading": "arm text", "exactly": "1.5 mL"}),
    "hostile": (HOSTILE, FULL),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=800,1130"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    yield driver
    driver.quit()


@pytest.fixture(params=list(SHEETS))
def page(browser: Chrome, request: pytest.FixtureRequest, tmp_path: Path) -> Chrome:
    argument, options = SHEETS[request.param]
    text = dosecalc.parse(argument) if argument.startswith("trial") else argument
    found = dosecalc.prepare(text, **options)  # type: ignore[arg-type]
    file = tmp_path / "sheet.html"
    file.write_text(found.html(), encoding="utf-8")
    browser.get_log("browser")
    browser.get(file.as_uri())
    return browser


def test_it_prints_on_one_page_of_a4(page: Chrome) -> None:
    printed = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    assert len(re.findall(rb"/Type\s*/Page[^s]", b64decode(printed["data"]))) == 1


def test_it_runs_nothing_and_has_no_error(page: Chrome) -> None:
    assert page.get_log("browser") == []
    assert page.title.startswith("Preparation sheet")
    assert page.execute_script("return document.querySelectorAll('script, img').length") == 0


def test_nothing_is_wider_than_the_page(page: Chrome) -> None:
    assert page.execute_script("return document.documentElement.scrollWidth") <= 800


def test_there_is_room_for_two_signatures(page: Chrome) -> None:
    heights = page.execute_script(
        "return [...document.querySelectorAll('.signed tr')].map((each) => each.offsetHeight)"
    )
    assert len(heights) == 2 and min(heights) >= 45


def test_it_can_be_read_by_everyone(page: Chrome) -> None:
    found = Axe().run(page)["violations"]
    assert [each["id"] for each in found] == []
