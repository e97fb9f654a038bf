"""One profile for every property: no deadline, and the same examples on every run; a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

settings.register_profile(
    "dosecalc",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("dosecalc")

_SWITCHES = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--window-size=1280,1000",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Chrome]:
    """Headless Chromium; tests that need it are skipped where it is missing."""
    found, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if found is None or driver is None:
        pytest.skip("no Chromium with its driver")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = found
    for switch in _SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    made = Chrome(options=options, service=Service(driver))
    yield made
    made.quit()


@pytest.fixture
def tab(browser: Chrome) -> Iterator[Chrome]:
    """The browser, whose window and media are as they were after the test."""
    yield browser
    size = {"width": 0, "height": 0, "deviceScaleFactor": 0, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})
