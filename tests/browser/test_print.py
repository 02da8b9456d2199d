"""On paper: the whole map, its key, the day's table and the sources; no buttons, no dark."""

from __future__ import annotations

import shutil
import subprocess

import pytest

pytestmark = pytest.mark.browser

A4_MARGIN_PX = (210 - 28) * 96 / 25.4


def printed(page, path) -> str:
    page.pdf(path=path, format="A4")
    pdftotext = shutil.which("pdftotext") or pytest.fail("needs poppler-utils")
    return subprocess.run(
        [pdftotext, "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


def test_it_has_the_day_the_key_the_table_and_the_sources(opened, flagship, tmp_path):
    page = opened().open(flagship, "date=2020-11-26")

    text = printed(page, tmp_path / "map.pdf")

    first, *rest = text.split("\f")
    assert "Karabakh, autumn 2020" in first
    assert "26 November 2020" in first
    assert "Who holds the ground" in first
    assert "STEPANAKERT" in first.upper()
    assert "Kalbajar District" in "".join(rest)
    assert "Press TV" in "".join(rest)
    assert "Find a place" not in text


@pytest.mark.parametrize("width", [390, 1440])
def test_the_map_takes_the_width_of_the_sheet_and_gives_it_back(opened, velt, width):
    page = opened(viewport={"width": width, "height": 900}).open(velt, "date=2001-03-26&theme=dark")
    before = page.locator(".folium-map").bounding_box()

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    box = page.locator(".folium-map").bounding_box()
    theme = page.evaluate("document.documentElement.dataset.theme")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")

    assert box["width"] == pytest.approx(A4_MARGIN_PX, abs=1)
    assert theme == "light"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator(".folium-map").bounding_box() == before


def test_reduced_motion_is_respected(opened, velt):
    page = opened(reduced_motion="reduce").open(velt, "date=2001-03-26")

    moving = page.evaluate(
        """() => [...document.querySelectorAll(".page *")]
        .filter((node) => parseFloat(getComputedStyle(node).transitionDuration) > 0 ||
          getComputedStyle(node).animationName !== "none").length"""
    )
    assert moving == 0
