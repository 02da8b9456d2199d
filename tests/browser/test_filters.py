"""What rests on one source, one party, one kind, one status: map, list and table alone with it."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import hash_of

pytestmark = pytest.mark.browser

FILLS = "() => [...document.querySelectorAll('.cell')].map((one) => one.style.fill)"
EAST, MILL = 1, 2  # drawn after the north; the quiet south is drawn as dots


def choose(page, field: str, value: str) -> None:
    page.get_by_role("button", name="Filter", exact=True).click()
    page.locator(f".sift-box select[name={field}]").select_option(value)


class TestSource:
    def test_from_a_claim_the_map_shows_what_rests_on_its_source_alone(self, opened, velt):
        reader = opened()
        page = reader.open(velt, "date=2001-03-26&select=east-handover")

        page.locator(".claim", has_text="Nord Courier").get_by_role(
            "button", name="show only this source"
        ).first.click()
        reader.settle()

        fills = page.evaluate(FILLS)
        assert fills[0] == "transparent"  # the north rests on the gazette's report
        assert fills[EAST] == "var(--p1-tint)"
        assert page.locator(".marks .symbol-post").count() == 0
        assert hash_of(page)["source"] == "courier-2"

    def test_a_chip_says_what_is_shown_and_gives_all_back(self, opened, velt):
        reader = opened()
        page = reader.open(velt, "date=2001-03-26&source=courier-2")
        assert page.locator(".chip strong").inner_text() == (
            "Only resting on Nord Courier, 25 March 2001"
        )
        # Told by 26 March: airlift, capture, handover, post, centre; two rest on the courier.
        assert page.locator(".chip .small").inner_text() == (
            "2 of 5 events, 2 of 3 pieces of ground shown"
        )

        page.get_by_role("button", name="Show all again").click()
        reader.settle()

        assert page.locator(".chip").is_hidden()
        assert "transparent" not in page.evaluate(FILLS)
        assert "source" not in hash_of(page)

    def test_what_had_not_been_published_shows_nothing_under_the_known_clock(self, opened, velt):
        page = opened().open(velt, "date=2001-03-18&clock=known&source=courier-2&view=table")

        # The courier's denial came on 6 March, its postponement on 19 March.
        assert page.locator("tbody tr td:nth-child(2)").all_inner_texts() == ["Mill"]

    def test_each_source_of_the_list_offers_it(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&select=about-sources")

        assert page.get_by_role("button", name="show only this source").count() == 2


class TestFields:
    @pytest.mark.parametrize(
        ("field", "value", "rows"),
        [
            ("kind", "handover", {"east-handover"}),
            ("party", "guards", {"bridge-post", "joint-centre", "airlift"}),
            ("status", "agreed", {"joint-centre"}),
            ("source", "courier-2", {"mill-capture", "east-handover"}),
        ],
    )
    def test_the_table_has_the_rows_that_pass_and_the_address_says_so(
        self, opened, velt, field, value, rows
    ):
        page = opened().open(velt, "date=2001-03-26&view=table")

        choose(page, field, value)

        assert page.locator("tbody tr").count() == len(rows)
        assert hash_of(page)[field] == value
        assert page.locator(".table-count").inner_text().startswith(f"{len(rows)} of 5 events")

    def test_fields_join(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&view=table&party=guards&kind=deployment")

        assert page.locator("tbody tr").count() == 1

    def test_the_status_is_that_of_the_day(self, opened, velt):
        reader = opened()
        page = reader.open(velt, "date=2001-03-12&view=table&status=agreed")
        before = page.locator("tbody tr").count()

        page.locator("input.slider").focus()
        page.keyboard.press("End")
        reader.settle()

        assert (before, page.locator("tbody tr").count()) == (2, 1)

    def test_ground_of_one_party_alone(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&party=north-side")

        fills = page.evaluate(FILLS)
        assert fills == ["var(--p0)", "transparent", "transparent"]

    def test_they_are_set_and_undone_by_keyboard(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26")
        page.get_by_role("button", name="Filter", exact=True).focus()

        page.keyboard.press("Enter")
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.press("H")  # Handover, in the list of kinds
        assert hash_of(page)["kind"] == "handover"
        page.keyboard.press("Escape")

        assert page.evaluate("document.activeElement.textContent") == "Filter"
        page.locator(".chip button").focus()
        page.keyboard.press("Enter")
        assert "kind" not in hash_of(page)

    @pytest.mark.parametrize("state", ["source=nobody", "kind=%3Cimg%3E", "status=x&party=y"])
    def test_an_unknown_wish_is_none(self, opened, velt, state):
        reader = opened()
        page = reader.open(velt, f"date=2001-03-26&{state}")

        assert page.locator(".chip").is_hidden()
        assert reader.said == []


class TestFlagship:
    def test_one_article_alone(self, opened, flagship):
        page = opened().open(flagship, "date=2020-11-26&source=presstv-2020-11-16")

        counted = re.match(
            r"(\d+) of (\d+) events, (\d+) of (\d+) pieces",
            page.locator(".chip .small").inner_text(),
        )
        shown, told, ground, cells = map(int, counted.groups())
        assert 0 < shown < told
        assert 0 < ground < cells
        assert page.evaluate(FILLS).count("transparent") == cells - ground


class TestTime:
    DAYS = "() => document.querySelector('.date').textContent"

    def stops(self, reader, page) -> list[str]:
        """Step from event to event, from the first day on."""
        found = []
        for _ in range(12):
            page.locator(".step-event-on").click()
            reader.settle()
            found.append(page.evaluate(self.DAYS))
        return list(dict.fromkeys(found))

    def test_stepping_by_event_stops_at_what_is_shown_alone(self, opened, velt):
        everything, alone = opened(), opened()

        days = self.stops(everything, everything.open(velt, "date=2001-03-01"))
        of_source = self.stops(alone, alone.open(velt, "date=2001-03-01&source=courier-2"))

        # The courier told of the mill and of the east, the gazette alone of the post.
        assert {"5 March 2001", "25 March 2001"} < set(of_source) < set(days)
        assert "15 March 2001" in set(days) - set(of_source)

    def test_the_chart_holds_what_is_shown_alone(self, opened, velt):
        reader = opened()
        page = reader.open(velt, "date=2001-03-26")
        bars = page.locator(".chart .bar")
        before = bars.count()

        choose(page, "kind", "handover")
        reader.settle()

        assert before == 1
        assert bars.count() == 0
        assert page.locator(".chart .done").count() > 0
