"""A real Chromium with the network off, and the pages it opens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from geo.project import load_case
from geo.render import HandoverMap
from tests.browser import invented

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser():
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("the browser tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def flagship(root, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("flagship") / "map.html"
    HandoverMap(load_case(root)).save(path)
    return path


@pytest.fixture(scope="session")
def velt(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("velt") / "map.html"
    HandoverMap(invented.project()).save(path)
    return path


def hash_of(page: Page) -> dict[str, str]:
    """Give what the address says, once it has followed the reader."""
    page.wait_for_timeout(250)
    return dict(part.split("=", 1) for part in page.url.split("#")[1].split("&") if "=" in part)


class Opened:
    """A page, and everything it said or asked for."""

    def __init__(self, browser: Browser, **options) -> None:
        self.context = browser.new_context(offline=True, **options)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda line: self.said.append(line.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, path: Path, state: str = "") -> Page:
        self.page.goto(f"{path.as_uri()}#{state}")
        self.page.wait_for_selector("#handover[data-settled]")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Let two frames pass and what follows them, so that what was asked for is drawn."""
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame("
            "() => requestIdleCallback(() => requestAnimationFrame(done)))))"
        )


@pytest.fixture
def opened(browser):
    made = []

    def make(**options) -> Opened:
        options.setdefault("viewport", {"width": 1440, "height": 900})
        made.append(Opened(browser, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()
