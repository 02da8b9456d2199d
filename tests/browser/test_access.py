"""WCAG 2.2 A and AA, in every state the page has, as far as a program can tell."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def violations(page) -> list[tuple[str, list]]:
    found = Axe().run(page, options=RULES).response
    assert "target-size" in {rule["id"] for rule in found["passes"] + found["violations"]}
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "state",
    [
        "date=2020-11-26&select=kalbajar-district",
        "date=2020-11-10&clock=known",
        "date=2020-11-26&view=table&party=azerbaijan",
        "date=2020-12-01&select=about-limits&source=presstv-2020-11-16",
        "date=2020-11-21&select=turkish-troops",
        "embed&date=2020-11-21",
    ],
    ids=["place", "day", "table", "limits", "rivals", "embed"],
)
def test_axe_finds_no_violation(opened, flagship, state, theme):
    page = opened(color_scheme=theme).open(flagship, state)

    assert violations(page) == []


@pytest.mark.parametrize(
    "state",
    ["date=2020-12-01", "date=2020-11-26&view=table", "date=2020-11-26&select=kalbajar-district"],
    ids=["day", "table", "place"],
)
def test_axe_finds_no_violation_on_a_phone(opened, flagship, state):
    page = opened(**PHONE).open(flagship, state)

    assert violations(page) == []


def test_axe_finds_no_violation_with_everything_unfolded(opened, velt):
    page = opened(**PHONE).open(velt, "date=2001-03-12&kind=handover")

    page.get_by_role("button", name="Key", exact=True).click()
    page.get_by_role("button", name="More").click()

    assert page.get_by_role("button", name="Light or dark").is_visible()
    assert violations(page) == []


def test_axe_finds_no_violation_with_the_filter_open(opened, velt):
    page = opened().open(velt, "date=2001-03-12&kind=handover")

    page.get_by_role("button", name="Filter", exact=True).click()

    assert violations(page) == []
