"""The report in a real Chromium: from disk, with the network off, on paper."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import packkit
import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.project import load_case
from geo.report import report_files

pytestmark = pytest.mark.browser

ARMENIAN = "Ղարաբաղ, 2020 թվականի աշուն"
poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> Path:
    """The report of the invented case, its words hostile, as HTML and PDF."""
    case = packkit.write_case(tmp_path_factory.mktemp("case") / "velt", packkit.HOSTILE)
    toml = case / "data" / "case.toml"
    text = toml.read_text("utf-8").replace('languages = ["en"]', 'languages = ["en", "hy"]')
    toml.write_text(text.replace("title = { en", f'title = {{ hy = "{ARMENIAN}", en', 1), "utf-8")
    folder = tmp_path_factory.mktemp("report")
    written, _ = report_files(load_case(case), forms=("html", "pdf"))
    for name, content in written.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder


def said_by(command: str, *given: object) -> str:
    found = shutil.which(command)
    return subprocess.run([found, *given], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def html(files) -> Path:
    return files / "velt-report.html"


@pytest.fixture(scope="module")
def pdf(files) -> Path:
    return files / "velt-report.pdf"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(opened, html, theme, width):
    page = opened(color_scheme=theme, viewport={"width": width, "height": 900}).page
    page.goto(html.as_uri())

    found = Axe().run(page)

    assert found.response["violations"] == [], found.generate_report()


def test_it_asks_for_nothing_and_says_nothing(opened, html):
    one = opened()
    one.page.goto(html.as_uri())
    one.page.wait_for_function("[...document.images].every((image) => image.complete)")

    asked = {url for url in one.asked if not url.startswith("data:image/svg+xml")}
    assert asked == {html.as_uri()}
    assert one.said == []


def test_figures_are_drawn_told_and_captioned(opened, html):
    page = opened().page
    page.goto(html.as_uri())
    page.wait_for_function("[...document.images].every((image) => image.complete)")

    assert page.evaluate("document.images.length > 1")
    assert page.evaluate(
        "[...document.images].every((image) => image.naturalWidth > 0 && image.alt)"
    )
    assert page.evaluate(
        "[...document.querySelectorAll('figure')].every((one) => one.querySelector('figcaption'))"
    )


def test_cells_know_their_heads_and_links_their_ends(opened, html):
    page = opened().page
    page.goto(html.as_uri())

    assert page.locator("table th:not([scope])").count() == 0
    assert page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')]"
        ".every((one) => document.getElementById(one.hash.slice(1)))"
    )
    assert page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map((one) => one.id)).size"
        " === document.querySelectorAll('[id]').length"
    )


def test_hostile_words_stay_words(opened, html):
    page = opened().page
    page.goto(html.as_uri())

    assert "{{ 7 * 7 }}" in page.locator("h1").inner_text()
    assert page.locator("script, [onerror], [onload]").count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_page_does_not_scroll_sideways(opened, html, width):
    page = opened(viewport={"width": width, "height": 900}).page
    page.goto(html.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@poppler
def test_pdf_is_tagged_and_titled_and_bears_no_time(pdf):
    told = said_by("pdfinfo", pdf)

    assert "Tagged:          yes" in told
    assert "Who held which ground when, and where peacekeepers stood" in told
    assert "CreationDate" not in told


@poppler
def test_text_of_the_pdf_can_be_searched_in_any_letters(pdf):
    text = said_by("pdftotext", "-layout", pdf, "-")

    assert "10 April 2001" in text
    assert ARMENIAN in text


@poppler
def test_pages_of_the_pdf_are_numbered(pdf):
    text = said_by("pdftotext", pdf, "-")
    pages = text.removesuffix("\f").split("\f")

    without = [at for at, page in enumerate(pages, start=1) if str(at) not in page.splitlines()]
    assert len(pages) > 1
    assert without == []
