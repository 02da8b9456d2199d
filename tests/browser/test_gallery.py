"""The gallery of a build in a real Chromium: from disk, with the network off."""

from __future__ import annotations

from pathlib import Path

import packkit
import pytest
from axe_playwright_python.sync_playwright import Axe

from geo.pack import write_pack
from geo.project import load_case

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gallery(tmp_path_factory) -> Path:
    """The gallery of the invented case, its words hostile."""
    case = packkit.write_case(tmp_path_factory.mktemp("case") / "velt", packkit.HOSTILE)
    folder = tmp_path_factory.mktemp("pack")
    write_pack(load_case(case), folder)
    return folder / "index.html"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(opened, gallery, theme, width):
    page = opened(color_scheme=theme, viewport={"width": width, "height": 900}).page
    page.goto(gallery.as_uri())

    found = Axe().run(page)

    assert found.response["violations"] == [], found.generate_report()


def test_it_asks_for_its_own_pictures_alone_and_says_nothing(opened, gallery):
    one = opened()
    one.page.goto(gallery.as_uri())
    one.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    one.page.wait_for_function("[...document.images].every((image) => image.complete)")

    beside = gallery.parent.as_uri()
    assert [asked for asked in one.asked if not asked.startswith(f"{beside}/")] == []
    assert one.said == []
    assert one.page.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")
    assert one.page.evaluate("[...document.images].every((image) => image.alt)")


def test_hostile_titles_stay_words(opened, gallery):
    page = opened().page
    page.goto(gallery.as_uri())

    assert "{{ 7 * 7 }}" in page.locator("h1").inner_text()
    assert page.locator("script, [onerror], [onload]").count() == 0
    assert page.locator('a[href^="javascript:"]').count() == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_scrolls_sideways(opened, gallery, width):
    page = opened(viewport={"width": width, "height": 900}).page
    page.goto(gallery.as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_leads_to_a_file_of_the_build(opened, gallery):
    page = opened().page
    page.goto(gallery.as_uri())

    targets = page.eval_on_selector_all("a", "links => links.map((link) => link.href)")

    folder = gallery.parent.as_uri()
    names = {target.removeprefix(f"{folder}/") for target in targets}
    assert names
    assert {name for name in names if not (gallery.parent / name).is_file()} == set()


def test_the_map_opens_from_the_gallery(opened, gallery):
    page = opened().page
    page.goto(gallery.as_uri())

    page.locator(".links .first a").click()

    page.wait_for_selector("#handover[data-settled]")
