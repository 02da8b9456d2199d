"""The two clocks on one day, as the issue of 16 November 2020 puts them to the test."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

STRUCK = """() => [...document.querySelectorAll(".panel .struck, .labels .struck, .panel s")]
  .filter((node) => getComputedStyle(node).textDecorationLine.includes("line-through"))
  .map((node) => node.textContent)"""


class TestSixteenthOfNovember:
    @pytest.mark.parametrize("clock", ["known", "true"])
    def test_kalbajar_is_not_handed_over_and_its_day_is_crossed_out(self, opened, flagship, clock):
        page = opened().open(flagship, f"date=2020-11-16&clock={clock}&select=kalbajar-district")

        panel = page.locator(".panel").inner_text()
        assert "agreed to pass to Azerbaijan by 25 November 2020" in panel
        assert "handed over" not in panel.split("What the sources say")[0].lower()
        schedule = page.locator(".schedule")
        assert schedule.locator("text.struck").text_content() == "due 15 Nov"
        assert "now 25 Nov" in schedule.text_content()
        assert "due 15 Nov" in page.evaluate(STRUCK)
        assert "15 Nov" in page.evaluate(STRUCK)  # in its label on the map

    def test_the_day_before_it_was_put_off_nothing_is_crossed_out(self, opened, flagship):
        page = opened().open(flagship, "date=2020-11-14&clock=known&select=kalbajar-district")

        assert page.evaluate(STRUCK) == []
        assert "by 15 November 2020" in page.locator(".panel").inner_text()

    def test_the_key_counts_no_ground_as_handed_over(self, opened, flagship):
        page = opened().open(flagship, "date=2020-11-16&clock=known")

        row = page.locator(".key-row", has_text="handed over")
        assert row.locator(".key-number").inner_text() == "–"

    def test_the_table_crosses_the_day_out_too(self, opened, flagship):
        page = opened().open(flagship, "date=2020-11-16&clock=known&view=table&kind=handover")

        row = page.locator("tbody tr", has_text="Kalbajar")
        assert row.locator("s").inner_text().endswith("15 Nov")
        assert row.locator("td").nth(4).inner_text().endswith("25 Nov")

    def test_the_chart_says_that_each_day_stands_as_it_was_known(self, opened, flagship):
        page = opened().open(flagship, "date=2020-11-16&clock=known")

        assert "as known each day" in page.locator(".bands").text_content()
        page.get_by_role("radio", name="True then").check()
        assert "as known each day" not in page.locator(".bands").text_content()
