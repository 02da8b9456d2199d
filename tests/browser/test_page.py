"""What a reader does with the page: move the day, choose, search, follow a link."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from geo.project import load_case
from geo.prose import DayWords
from geo.render import HandoverMap
from tests.browser import invented
from tests.browser.conftest import hash_of
from tests.test_render import HOSTILE, hostile_project

pytestmark = pytest.mark.browser

MAP = ".folium-map"
SLIDER = "input.slider"


class TestFlagship:
    def test_it_opens_from_disk_and_asks_for_nothing(self, opened, flagship):
        reader = opened()
        page = reader.open(flagship)

        assert [url for url in reader.asked if not url.startswith(("file:", "data:"))] == []
        assert reader.said == []
        assert flagship.stat().st_size < 1_000_000
        assert page.title() == "Karabakh, autumn 2020"

    @pytest.mark.parametrize(("day", "shown"), [("2020-12-13", 1), ("2021-01-30", 0)])
    def test_a_post_that_was_withdrawn_stands_no_more(self, opened, flagship, day, shown):
        # Russia's defence ministry took the pocket out of its zone on 14 December 2020.
        page = opened().open(flagship, f"date={day}")

        assert page.locator(".marks title", has_text="Khtsaberd").count() == shown

    def test_moving_the_slider_changes_the_ground(self, opened, flagship):
        reader = opened()
        page = reader.open(flagship, "date=2020-11-24")
        before = page.locator(MAP).screenshot()

        page.locator(SLIDER).focus()
        page.keyboard.press("ArrowRight")
        reader.settle()

        assert page.locator(MAP).screenshot() != before
        assert "25 November 2020: Kalbajar" in page.locator(SLIDER).get_attribute("aria-valuetext")
        assert "ten days late" in page.locator(SLIDER).get_attribute("aria-valuetext")
        assert hash_of(page)["date"] == "2020-11-25"

    def test_search_finds_a_name_in_another_script(self, opened, flagship):
        page = opened().open(flagship, "date=2020-11-07")

        page.get_by_role("combobox", name=re.compile("Find a place")).fill("Շուշի")
        page.get_by_role("option").first.click()

        assert page.locator(".panel h2").inner_text() == "Shusha"
        assert hash_of(page)["select"] == "shusha"

    @pytest.mark.parametrize(
        ("typed", "found"),
        [("Кельбаджар", "Kalbajar"), ("xankendi", "Stepanakert"), ("Berdzor", "Lachin")],
    )
    def test_search_knows_every_spelling(self, opened, flagship, typed, found):
        page = opened().open(flagship)

        page.locator("#search-words").fill(typed)

        assert found in page.get_by_role("option").first.inner_text()

    def test_the_key_has_the_ground_of_the_day(self, opened, flagship):
        page = opened().open(flagship, "date=2020-09-26")
        rows = page.locator(".key-row").filter(has_text="Armenian side").first.inner_text()
        km2 = int(re.search(r"[\d,]+$", rows)[0].replace(",", ""))

        assert km2 == pytest.approx(11_797, rel=0.02)  # T. de Waal's figure

    def test_an_event_is_called_by_what_it_is_whose_and_where(self, opened, flagship):
        page = opened().open(flagship, "date=2020-12-01")

        names = " ".join(page.locator(".marks title").all_text_contents())
        assert "Checkpoint at Lachin" in names
        assert "Observation post at Dadivank" in names
        assert "Observation post of Turkey" in page.locator(".nowhere").inner_text()

    def test_no_report_is_told_from_a_report_that_nothing_changed(self, opened, flagship):
        # Ojakh is on the list of settlements held on 10 November; no source names it before.
        page = opened().open(flagship, "date=2020-11-12&select=ojakh")
        after = page.locator(".panel").inner_text()
        page.goto(page.url.replace("2020-11-12", "2020-11-08"))
        page.wait_for_timeout(300)
        before = page.locator(".panel").inner_text()

        assert "Reported unchanged: " in after
        assert "Reported unchanged" not in before

    def test_the_diagram_of_the_origin_has_the_land_between(self, opened, flagship):
        page = opened().open(flagship, "date=2020-11-26")

        origin = page.locator(".origin svg").bounding_box()
        land = page.locator(".origin .far-land").bounding_box()
        assert land["x"] <= origin["x"]
        assert land["y"] <= origin["y"]

    @pytest.mark.parametrize("width", [320, 390, 700, 1024, 1440])
    def test_nothing_scrolls_sideways(self, opened, flagship, width):
        page = opened(viewport={"width": width, "height": 800}).open(flagship)

        assert page.evaluate("document.documentElement.scrollWidth") <= width


class TestState:
    def test_the_address_restores_everything(self, opened, velt):
        state = (
            "date=2001-03-12&clock=known&select=oldtown&lang=ru&layers=control,names&view=map"
            "&theme=dark"
        )
        page = opened().open(velt, state)

        assert page.locator(".date").inner_text() == "12 March 2001"
        assert page.get_by_role("radio", name="Known then").is_checked()
        assert page.locator(".panel h2").inner_text() == "Шуша"
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        assert not page.get_by_role("checkbox", name="Peacekeepers").is_checked()
        page.locator(SLIDER).focus()
        page.keyboard.press("ArrowRight")
        assert hash_of(page) == dict(part.split("=") for part in state.split("&")) | {
            "date": "2001-03-13"
        }

    @pytest.mark.parametrize(
        "state",
        ["date=nonsense&clock=x", "date=9999-01-01", "select=%3Cimg%3E&lang=zz", "layers=moon"],
    )
    def test_a_broken_address_opens_the_map(self, opened, velt, state):
        reader = opened()
        page = reader.open(velt, state)

        assert reader.said == []
        assert page.locator(MAP).is_visible()

    def test_keys_step_by_day_event_and_end(self, opened, velt):
        page = opened().open(velt, "date=2001-03-11")
        page.locator(SLIDER).focus()

        days = []
        for key in ("ArrowRight", "PageUp", "PageDown", "Home", "ArrowLeft"):
            page.keyboard.press(key)
            days.append(page.locator(".date").inner_text())

        assert days == [
            "12 March 2001",
            "15 March 2001",
            "10 March 2001",
            "1 March 2001",
            "1 March 2001",
        ]

    def test_escape_closes_and_gives_the_focus_back(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26")
        limits = page.get_by_role("button", name="Limits of the layer Who holds the ground")
        limits.click()
        assert page.locator(".panel h2").inner_text() == "What the map cannot tell"

        page.keyboard.press("Escape")

        assert page.locator(".panel .caps").inner_text().lower() == "monday 26 march"

    def test_playing_goes_by_events(self, opened, velt):
        page = opened().open(velt, "date=2001-03-15")

        page.get_by_role("button", name="Play").click()
        page.wait_for_timeout(1900)
        page.get_by_role("button", name="Pause").click()

        assert page.locator(".date").inner_text() == "25 March 2001"


class TestGround:
    def test_a_click_on_ground_opens_its_place(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26")
        page.locator(".cell").nth(1).click(position={"x": 20, "y": 20})

        assert "East District" in page.locator(".panel h2").inner_text()
        assert "five days late" in page.locator(".panel").inner_text().lower()

    def test_agreed_ground_is_hatched_and_contested_ground_striped(self, opened, velt):
        page = opened().open(velt, "date=2001-03-12")
        fills = "() => [...document.querySelectorAll('.cell')].map((one) => one.style.fill)"

        assert 'url("#agreed-0-1")' in page.evaluate(fills)
        page.goto(page.url.replace("03-12", "03-06"))
        page.wait_for_timeout(200)
        assert 'url("#contested-1-0")' in page.evaluate(fills)

    def test_what_was_known_is_not_what_was_true(self, opened, velt):
        page = opened().open(velt, "date=2001-03-09")
        true = page.locator(".key-row").all_inner_texts()

        page.get_by_role("radio", name="Known then").check()

        assert page.locator(".key-row").all_inner_texts() != true

    def test_what_has_no_place_gets_no_pin(self, opened, velt):
        page = opened().open(velt, "date=2001-03-13")

        assert "Centre" in page.locator(".nowhere").inner_text()
        assert page.locator(".marks .symbol-centre").count() == 0

    def test_a_layer_is_switched_by_its_box(self, opened, velt):
        page = opened().open(velt, "date=2001-03-16")
        assert page.locator(".marks .symbol-post").count() == 1

        page.get_by_role("checkbox", name="Peacekeepers").uncheck()
        page.wait_for_timeout(100)

        assert page.locator(".marks .symbol-post").count() == 0

    def test_the_network_is_closed_even_to_a_script_that_slipped_in(self, opened, velt, tmp_path):
        html = velt.read_text("utf-8").replace("</body>", "<script>window.slipped = 1</script>")
        path = tmp_path / "slipped.html"
        path.write_text(html, "utf-8")
        page = opened().open(path)

        assert page.evaluate("window.slipped") is None


class TestTable:
    def test_it_says_what_the_map_says_and_sorts(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&view=table")
        assert (
            "What had happened and what was due on 26 March 2001"
            in page.locator(".table-area").inner_text()
        )

        page.get_by_role("button", name="Place").click()

        assert page.locator("th").nth(1).get_attribute("aria-sort") == "ascending"

    def test_it_can_be_taken_away_as_geojson(self, opened, velt):
        page = opened().open(velt, "date=2001-03-26&view=table")

        with page.expect_download() as waiting:
            page.get_by_role("button", name="GeoJSON").click()
        layer = json.loads(waiting.value.path().read_text("utf-8"))

        assert waiting.value.suggested_filename == "velt-2001-2001-03-26.geojson"
        assert {one["id"] for one in layer["features"]} >= {"east-handover", "bridge-post"}

    def test_a_formula_stays_a_word_in_the_csv(self, opened, tmp_path):
        project = invented.project()
        place = project.places["east-district"]
        project.places["east-district"] = invented.place(
            place.place_id, place.kind, None, None, ("=1+1", "en", "Latn")
        )
        path = tmp_path / "map.html"
        HandoverMap(project).save(path)
        page = opened().open(path, "date=2001-03-26&view=table")

        with page.expect_download() as waiting:
            page.get_by_role("button", name="CSV").click()

        assert "\"'=1+1" in waiting.value.path().read_text("utf-8")


class TestHostileWords:
    @pytest.mark.parametrize(
        "state",
        ["", "view=table", "select=east-handover", "select=oldtown", "select=about-sources"],
    )
    def test_they_stay_words(self, opened, tmp_path, state):
        path = tmp_path / "map.html"
        HandoverMap(hostile_project()).save(path)
        reader = opened()
        dialogs = []
        reader.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page = reader.open(path, f"date=2001-03-26&{state}")

        assert dialogs == []
        assert reader.said == []
        assert page.locator("img").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert "{{ 7 * 7 }}" in page.inner_text("body")
        assert "{{ 7 * 7 }}" in HOSTILE


class TestOtherCases:
    def test_one_handover_in_ten_years_is_drawn(self, opened, tmp_path):
        project = invented.project()
        project.case.last_day = date(2011, 3, 1)
        project.case.opens_on = date(2001, 3, 1)
        project.events = (project.events[2],)
        project.claims = project.events[0].claims
        project.basemap = project.basemap.iloc[:0]
        project.areas = project.areas.iloc[:0]
        path = tmp_path / "map.html"
        HandoverMap(project).save(path)
        reader = opened()
        page = reader.open(path, "date=2010-01-01")

        assert reader.said == []
        assert page.locator(".date").inner_text() == "1 January 2010"
        assert page.locator(".key-row").filter(has_text="handed over").count() == 1

    def test_a_low_window_keeps_the_slider_in_one_row(self, opened, velt):
        page = opened(viewport={"width": 900, "height": 420}).open(velt)

        assert page.locator(".dock").bounding_box()["height"] < 90


class TestEmbed:
    def test_it_has_the_day_and_no_panel(self, opened, velt):
        page = opened(viewport={"width": 800, "height": 500}).open(velt, "embed&date=2001-03-26")

        assert page.locator(".embed-day").is_visible()
        assert not page.locator(".panel").is_visible()
        assert not page.locator("#search-words").is_visible()
        assert page.get_by_role("link", name="Open the full map").is_visible()


class TestTheDayInWords:
    DAYS = ("2020-09-26", "2020-10-18", "2020-11-10", "2020-11-21", "2020-11-26", "2020-12-02")

    @pytest.mark.parametrize("clock", ["true", "known"])
    def test_the_page_says_what_the_case_says_word_for_word(self, opened, flagship, root, clock):
        words = DayWords(load_case(root))

        told = {}
        for day in self.DAYS:
            page = opened().open(flagship, f"date={day}&clock={clock}")
            told[day] = page.locator(".panel [data-told]").all_text_contents()

        assert told == {
            day: [
                " ".join(part)
                for part in words.paragraphs(date.fromisoformat(day), known=clock == "known")
            ]
            for day in self.DAYS
        }


PRINTED_AT_ONCE = """
addEventListener("DOMContentLoaded", () => {
  const page = document.querySelector("#handover[data-ready]");
  const seen = () => [page.dataset.settled === "true", Boolean(page.querySelector(".label")),
    Boolean(page.querySelector(".panel-title")), Boolean(page.querySelector(".stack path"))];
  window.before = seen();
  dispatchEvent(new Event("beforeprint"));
  window.after = seen();
});
"""


def test_a_page_printed_as_soon_as_its_ground_is_drawn_has_all_its_words(opened, flagship):
    page = opened().page
    page.add_init_script(PRINTED_AT_ONCE)

    page.goto(flagship.as_uri())
    page.wait_for_selector("#handover[data-settled]")

    assert page.evaluate("window.before") == [False] * 4
    assert page.evaluate("window.after") == [True] * 4


FIRST_AND_LAST = """
const box = (node) => Object.values(node.getBoundingClientRect().toJSON());
const standing = () => ({
  cells: [...document.querySelectorAll(".cell")].map(box),
  dock: box(document.querySelector(".dock")),
  scale: document.querySelector(".scale").textContent,
});
new MutationObserver((_, watch) => {
  const page = document.querySelector("#handover[data-ready]");
  if (page && !window.first) window.first = { leaflet: Boolean(window.L), ...standing() };
  if (!page || !page.dataset.settled) return;
  watch.disconnect();
  window.last = { leaflet: Boolean(window.L), ...standing() };
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


@pytest.mark.parametrize("case", ["flagship", "velt"])
def test_nothing_moves_when_leaflet_and_the_reports_come_after_the_ground(opened, case, request):
    page = opened().page
    page.add_init_script(FIRST_AND_LAST)

    page.goto(request.getfixturevalue(case).as_uri())
    page.wait_for_selector("#handover[data-settled]")

    first, last = page.evaluate("window.first"), page.evaluate("window.last")
    assert (first.pop("leaflet"), last.pop("leaflet")) == (False, True)
    assert first["cells"]
    assert first == last


def test_the_slider_answers_before_the_reports_are_there(opened, flagship):
    page = opened().page
    page.add_init_script("""
new MutationObserver((_, watch) => {
  const page = document.querySelector("#handover[data-ready]");
  if (!page) return;
  watch.disconnect();
  const slider = page.querySelector(".slider");
  const told = () => [page.querySelector(".date").textContent,
    [...page.querySelectorAll(".cell")].map((cell) => cell.style.fill).join()];
  const before = told();
  slider.value = 0;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  window.changed = told().map((one, at) => one !== before[at]);
  window.labels = page.querySelectorAll(".label").length;
}).observe(document, { subtree: true, childList: true, attributes: true });
""")

    page.goto(flagship.as_uri())
    page.wait_for_selector("#handover[data-settled]")

    assert page.evaluate("window.changed") == [True, True]
    assert page.evaluate("window.labels") == 0
    assert page.locator(".date").text_content() == "26 September 2020"


STEPPED = """() => {
  const slider = document.querySelector(".slider");
  const days = ["45", "46", "47"];
  const read = () => [document.querySelector(".date").textContent,
    [...document.querySelectorAll(".key-number")].map((one) => one.textContent).join()];
  let written = 0;
  new MutationObserver(() => { written += 1; }).observe(document.querySelector(".key"),
    { subtree: true, childList: true, characterData: true });
  const before = read();
  for (const day of days) {
    slider.value = day;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const stepped = read();
  return new Promise((done) => requestIdleCallback(() => setTimeout(() =>
    done({ before, stepped, after: read(), written }))));
}"""


def test_a_row_of_steps_moves_the_day_at_once_and_writes_the_words_once(opened, flagship):
    page = opened().open(flagship, "date=2020-10-01")

    told = page.evaluate(STEPPED)

    assert told["stepped"][0] == told["after"][0] == "12 November 2020"
    assert told["stepped"][1] == told["before"][1] != told["after"][1]
    assert told["written"] == 1


def test_where_the_reader_moved_the_map_stands_in_the_address(opened, flagship):
    reader = opened()
    page = reader.open(flagship, "date=2020-11-26")

    page.locator('[data-zoom="in"]').click()
    page.wait_for_url(re.compile(r"&at=[\d.]+,[\d.]+,[\d.]+$"))
    zoomed = page.evaluate("map_000000.getZoom()")
    again = opened().open(flagship, page.url.partition("#")[2])

    assert again.evaluate("map_000000.getZoom()") == pytest.approx(zoomed, abs=0.01)

    page.locator('[data-zoom="all"]').click()
    page.wait_for_url(re.compile(r"#date=2020-11-26&clock=true&view=map$"))
    assert page.evaluate("map_000000.getZoom()") < zoomed
