"""A reader without a mouse: everything is reached, and the focus is always to be seen."""

from __future__ import annotations

import pytest

from tests.browser.conftest import hash_of

pytestmark = pytest.mark.browser

# What has the focus, whether a ring of 2 px or more is drawn for it, and whether it lies on top.
# The clock's radio buttons and the slider are drawn by what stands around them.
FOCUS = """() => {
  const node = document.activeElement;
  const shown = node.matches(".clock input") ? node.closest("label") : node;
  const style = getComputedStyle(shown);
  const thumb = node.matches(".slider") ? parseFloat(getComputedStyle(document.querySelector(".thumb")).strokeWidth) : 0;
  const box = shown.getBoundingClientRect();
  const inside = [Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2), Math.min(Math.max(box.top + Math.min(box.height / 2, 40), 1), innerHeight - 2)];
  const top = document.elementFromPoint(...inside);
  return {
    name: node.getAttribute("aria-label") || node.textContent.trim(),
    tag: node.tagName.toLowerCase(),
    ring: thumb >= 5 || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    onTop: Boolean(top) && (shown.contains(top) || top.contains(node) || node.matches(".folium-map")),
  };
}"""  # noqa: E501


class Walk:
    """Steps by keys alone; after each the focus must be seen."""

    def __init__(self, page) -> None:
        self.page = page
        self.unseen: list[str] = []

    def press(self, key: str) -> dict:
        self.page.keyboard.press(key)
        return self.look()

    def look(self) -> dict:
        found = self.page.evaluate(FOCUS)
        if found["tag"] != "body" and not (found["ring"] and found["onTop"]):
            self.unseen.append(f"{found['tag']} {found['name'][:40]}: {found}")
        return found

    def to(self, name: str, key: str = "Tab", most: int = 200) -> None:
        for _ in range(most):
            if self.press(key)["name"].startswith(name):
                return
        pytest.fail(f"{name!r} is not reached with {key}")


class TestWalk:
    def test_from_a_name_in_armenian_letters_to_the_source_and_the_table(self, opened, flagship):
        reader = opened()
        page = reader.open(flagship, "date=2020-12-01")
        walk = Walk(page)

        walk.to("Find a place")
        page.keyboard.type("Շուշի")
        assert walk.press("Enter")["name"] == "Shusha"
        walk.to("8 November 2020")  # the day Azerbaijan announced it taken
        walk.press("Enter")
        assert hash_of(page)["date"] == "2020-11-08"

        assert page.locator(".panel .claim").count() > 1
        walk.to("source")
        with reader.context.expect_page() as followed:
            page.keyboard.press("Enter")
        assert followed.value != page
        followed.value.close()

        walk.to("Table", "Shift+Tab", most=300)
        walk.press("Enter")

        assert page.locator(".table-area tbody tr").count() > 10
        assert walk.unseen == []

    def test_every_stop_of_the_page_is_seen(self, opened, velt):
        page = opened().open(velt, "date=2001-03-12&select=east-handover")
        walk = Walk(page)
        page.locator(".skip").focus()

        names = [walk.look()["name"]]
        while (found := walk.press("Tab"))["tag"] != "body" and len(names) < 120:
            names.append(found["name"])

        assert walk.unseen == []
        assert {"Skip to the table", "Day", "Play", "Filter", "Zoom in", "cite"} <= set(names)

    def test_the_skip_link_leads_to_the_table(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26")
        walk = Walk(page)

        assert walk.press("Tab")["name"] == "Skip to the table"
        found = walk.press("Enter")

        assert page.locator(".table-area tbody tr").count() == 5
        assert found["tag"] == "section"
        assert walk.unseen == []
