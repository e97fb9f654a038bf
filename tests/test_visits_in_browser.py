"""The schedule of activities in a real browser: it renders, asks for nothing, and prints.

These need Chromium with its driver, and are skipped without.
"""

import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_core_python.selenium import Axe
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from tests_cli import run

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1280,1000",
)  # fmt: skip
pytestmark = pytest.mark.skipif(not (BROWSER and DRIVER), reason="no Chromium with its driver")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    name = tmp_path_factory.mktemp("visits") / "visits.html"
    assert run("visits", "NCT07485751", "--time", "2026-03-02", "-o", str(name)).exit_code == 0
    options = ChromeOptions()
    options.binary_location = str(BROWSER)
    for switch in SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = Chrome(options=options, service=Service(str(DRIVER)))
    driver.get(Path(name).as_uri())
    yield driver
    driver.quit()


def test_it_renders_without_a_word_on_the_console(page: Chrome) -> None:
    assert page.get_log("browser") == []
    assert [table.is_displayed() for table in page.find_elements(By.TAG_NAME, "table")] == [
        True
    ] * 2
    heads = page.find_elements(By.CSS_SELECTOR, "thead th")
    assert heads[1].text == "week 0\nday 1"


def test_a_mark_leads_to_its_footnote(page: Chrome) -> None:
    mark = page.find_element(By.CSS_SELECTOR, "tbody .marks a")
    mark.click()
    target = page.find_element(By.CSS_SELECTOR, "li:target")
    assert target.text.startswith("cohort 1: 1 × 10⁹")


def test_anybody_can_read_it(page: Chrome) -> None:
    assert [each["id"] for each in Axe().run(page)["violations"]] == []


def test_it_prints_on_landscape_a4(page: Chrome) -> None:
    made = page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    content = b64decode(made["data"])
    assert content.startswith(b"%PDF")
    assert b"/MediaBox [0 0 842 595]" in content or b"/MediaBox [0 0 841" in content
