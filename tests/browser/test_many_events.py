"""More events on a day than symbols could show: crosses, each where it was, each to be opened."""

from __future__ import annotations

import pytest

from geo.render import HandoverMap
from tests.browser import invented
from tests.browser.conftest import hash_of
from tests.browser.invented import claim, day, event, place

pytestmark = pytest.mark.browser

COUNT = 80
ON = "2001-04-02"
BUSY, QUIET = f"date={ON}", "date=2001-03-26"
# Where Leaflet shows a place of the map, and how much of the canvas is inked around there.
PIXEL = """([lat, lon]) => {
  const map = Object.values(window).find((one) => one instanceof L.Map);
  const { x, y } = map.latLngToContainerPoint([lat, lon]);
  const { left, top } = map.getContainer().getBoundingClientRect();
  return [left + x, top + y];
}"""
INK = """([x, y]) => {
  const sheet = document.querySelector('.leaflet-hm-marks-pane canvas');
  const at = sheet.getBoundingClientRect();
  const scale = sheet.width / at.width;
  const box = [x - at.left - 5, y - at.top - 5, 10, 10].map((length) => length * scale);
  const { data } = sheet.getContext('2d').getImageData(...box);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length;
}"""


def where(number: int) -> tuple[float, float]:
    """Longitude and latitude, on a grid of the ground whose points lie some 20 px apart."""
    return 10.6 + 0.14 * (number % 10), 40.7 + 0.12 * (number // 10)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    project = invented.project()
    made = []
    for number in range(COUNT):
        lon, lat = where(number)
        project.places[f"x{number}"] = place(f"x{number}", "village", lon, lat)
        told = claim(
            100 + number, "incident", f"x{number}", "completed", f"Incident {number}.", when=ON
        )
        made.append(
            event(f"incident-{number}", "incident", f"x{number}", "completed", (told,), day=day(ON))
        )
    project.events += tuple(made)
    project.claims += tuple(one.claims[0] for one in made)
    path = tmp_path_factory.mktemp("crowded") / "map.html"
    HandoverMap(project).save(path)
    return path


@pytest.mark.parametrize("sharp", [1, 2])
class TestCrosses:
    def test_each_event_is_inked_where_it_happened(self, opened, crowded, sharp):
        page = opened(device_scale_factor=sharp).open(crowded, BUSY)

        assert page.locator(".marks .symbol").count() == 1  # the post near the bridge
        for number in (0, 37, COUNT - 1):
            lon, lat = where(number)
            x, y = page.evaluate(PIXEL, [lat, lon])
            assert page.evaluate(INK, [x, y]) > 10
            assert page.evaluate(INK, [x + 10, y + 10]) == 0

    def test_a_click_on_a_cross_opens_its_event(self, opened, crowded, sharp):
        page = opened(device_scale_factor=sharp).open(crowded, BUSY)
        lon, lat = where(37)

        page.mouse.click(*page.evaluate(PIXEL, [lat, lon]))

        assert hash_of(page)["select"] == "incident-37"

    def test_nearer_by_the_crosses_stand_where_the_events_are(self, opened, crowded, sharp):
        reader = opened(device_scale_factor=sharp)
        lon, lat = where(44)
        page = reader.open(crowded, f"{BUSY}&at={lat},{lon},11")

        x, y = page.evaluate(PIXEL, [lat, lon])

        assert page.evaluate(INK, [x, y]) > 10


POSTS = 400
COUNTED = """() => [...document.querySelectorAll('.marks .symbol')].map((one) =>
  Number(one.querySelector('.s-number')?.textContent || 1))"""


@pytest.fixture(scope="module")
def posted(tmp_path_factory):
    """Write a map with posts all over the ground, one of them set up a day after the others."""
    project = invented.project()
    made = []
    for number in range(POSTS):
        name, on = f"x{number}", "2001-04-02" if number < POSTS - 1 else "2001-04-03"
        lon, lat = 10.6 + 0.07 * (number % 20), 40.7 + 0.05 * (number // 20)
        project.places[name] = place(name, "village", lon, lat)
        stands = {"unit": "observation-post", "actor": "guards", "known_from": day(on)}
        told = claim(
            1000 + number, "establishment", name, "completed", "A post.", when=on, **stands
        )
        made.append(
            event(name, "establishment", name, "completed", (told,), day=day(on), actor="guards")
        )
    project.events += tuple(made)
    project.claims += tuple(one.claims[0] for one in made)
    path = tmp_path_factory.mktemp("posted") / "map.html"
    HandoverMap(project).save(path)
    return path


class TestManyPosts:
    def test_they_are_gathered_and_all_counted(self, opened, posted):
        page = opened().open(posted, BUSY)

        counted = page.evaluate(COUNTED)

        assert 20 < len(counted) <= 150
        assert sum(counted) == POSTS  # but one that comes a day later, and one near the bridge

    def test_a_post_more_is_counted_on_its_day_and_not_before(self, opened, posted):
        reader = opened()
        page = reader.open(posted, BUSY)

        for key, more in (("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowRight", 1)):
            page.locator(".slider").press(key)
            reader.settle()
            assert sum(page.evaluate(COUNTED)) == POSTS + more

    def test_nearer_by_each_stands_for_itself(self, opened, posted):
        lon, lat = 10.6 + 0.07 * 5, 40.7 + 0.05 * 10
        page = opened().open(posted, f"{BUSY}&at={lat},{lon},12")

        assert set(page.evaluate(COUNTED)) == {1}

    def test_a_click_opens_the_one_that_stands_for_the_others(self, opened, posted):
        page = opened().open(posted, BUSY)

        page.locator(".marks .symbol", has=page.locator(".s-number")).first.dispatch_event("click")

        assert hash_of(page)["select"]


class TestDaysAround:
    def test_a_day_with_few_events_has_symbols_and_no_crosses(self, opened, crowded):
        page = opened().open(crowded, QUIET)

        assert page.locator(".leaflet-hm-marks-pane canvas").is_hidden()
        assert page.locator(".marks .symbol-post").count() == 1

    def test_posts_keep_their_symbols_among_the_crosses(self, opened, crowded):
        page = opened().open(crowded, BUSY)

        assert page.locator(".marks .symbol-post").count() == 1

    def test_far_from_all_events_nothing_is_drawn_and_nothing_fails(self, opened, crowded):
        reader = opened()
        page = reader.open(crowded, f"{BUSY}&at=48.0,2.0,12")

        assert page.locator(".leaflet-hm-marks-pane canvas").is_hidden()
        assert reader.said == []
