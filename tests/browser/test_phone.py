"""A phone held upright: what a thumb needs is large enough, in reach, and behind nothing."""

from __future__ import annotations

import pytest

from tests.browser.conftest import hash_of

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
THUMB_PX = 44

# Controls where a thumb goes, with their size and whether something else lies on them.
CONTROLS = """() => [...document.querySelectorAll(
  ".top button, .top select, .top input, .dock button, .dock input, .zoom button, .key-button, .key label, .key .limits, .event-row, .close, .chip button, .table-tools > *, .table-area select, th button, .row-button"
)].filter((node) => node.offsetParent !== null && node.getBoundingClientRect().width > 0 && !node.closest(".found")).map((node) => {
  node.scrollIntoView({ block: "center", inline: "center" });
  const shown = node.matches(".clock input") ? node.closest("label") : node;
  const box = shown.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return { name: node.getAttribute("aria-label") || node.textContent.trim() || node.className, wide: Math.round(box.width), high: Math.round(box.height),
    free: Boolean(top) && (shown.contains(top) || top.contains(node)) };
})"""  # noqa: E501


def controls(page) -> list[dict]:
    found = page.evaluate(CONTROLS)
    assert len(found) > 5
    return found


def too_small(found: list[dict]) -> list[dict]:
    return [one for one in found if one["high"] < THUMB_PX or one["wide"] < THUMB_PX]


@pytest.mark.parametrize(
    "state",
    [
        "date=2020-11-26",
        "date=2020-11-16&clock=known&select=kalbajar-district",
        "date=2020-11-26&view=table",
        "date=2020-11-26&kind=handover",
    ],
    ids=["day", "place", "table", "filtered"],
)
def test_controls_suit_a_thumb_and_lie_on_top(opened, flagship, state):
    page = opened(**PHONE).open(flagship, state)

    found = controls(page)

    assert too_small(found) == []
    assert [one for one in found if not one["free"]] == []


def test_the_key_unfolds_over_the_map_and_folds_again(opened, flagship):
    page = opened(**PHONE).open(flagship, "date=2020-11-26")

    page.get_by_role("button", name="Key", exact=True).tap()
    found = controls(page)

    assert page.locator(".key").bounding_box()["width"] <= 390
    assert too_small(found) == []
    assert [one for one in found if not one["free"]] == []
    page.get_by_role("button", name="Close key").tap()
    assert page.locator(".key").is_hidden()


def test_more_has_names_table_filter_link_picture_and_theme(opened, flagship):
    page = opened(**PHONE).open(flagship, "date=2020-11-26")

    page.get_by_role("button", name="More").tap()

    assert too_small(controls(page)) == []
    page.get_by_label("Language of names").select_option("hy")
    page.get_by_role("button", name="Light or dark").tap()
    page.get_by_label("Kind").first.select_option("handover")
    page.get_by_role("button", name="Table", exact=True).tap()
    assert page.get_by_role("button", name="Copy a link to this view").is_visible()
    assert page.get_by_role("button", name="Save a picture of this view").is_visible()
    state = hash_of(page)
    assert (state["lang"], state["theme"], state["kind"], state["view"]) == (
        "hy",
        "dark",
        "handover",
        "table",
    )


def test_a_thumb_moves_the_slider(opened, flagship):
    page = opened(**PHONE).open(flagship, "date=2020-11-26")
    slider = page.locator("input.slider").bounding_box()

    page.touchscreen.tap(slider["x"] + slider["width"] * 0.3, slider["y"] + slider["height"] / 2)

    assert "2020-10" in hash_of(page)["date"]


def test_deadlines_stand_in_what_is_not_yet_known(opened, flagship):
    page = opened(**PHONE).open(flagship, "date=2020-11-12&clock=known")

    # Kalbajar by 15 November, Aghdam by 20, Lachin by 1 December.
    assert page.locator(".deadlines .due").count() == 3


@pytest.mark.parametrize("date", ["2020-10-18", "2020-12-01"])
def test_cards_on_the_map_keep_apart(opened, flagship, date):
    page = opened(**PHONE).open(flagship, f"date={date}&kind=capture")

    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".on-map > *")].filter((node) => node.offsetParent)
        .map((node) => node.getBoundingClientRect()).map((box) => [box.left, box.top, box.right, box.bottom])"""  # noqa: E501
    )
    meeting = [
        (a, b)
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert meeting == []
