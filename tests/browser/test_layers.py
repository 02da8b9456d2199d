"""What a user of folium adds: the guide's example, plugins, a notebook, tiles."""

from __future__ import annotations

import json
import re

import folium
import pytest

from geo.render import HandoverMap
from tests.browser import invented

pytestmark = pytest.mark.browser

AREA = {
    "type": "Feature",
    "properties": {"name": "The area I know"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[46.3, 39.9], [46.5, 39.9], [46.5, 40.05], [46.3, 40.05], [46.3, 39.9]]],
    },
}


@pytest.fixture(scope="module")
def written(root, tmp_path_factory):
    """Run the guide's example in a folder of its own, with the case beside it."""
    folder = tmp_path_factory.mktemp("example")
    (folder / "my-area.geojson").write_text(json.dumps(AREA), "utf-8")
    text = (root / "docs" / "guide.md").read_text("utf-8")
    code = re.search(r"```python\n(import folium.*?)```", text, re.DOTALL)[1]
    for name in ("data", "seeds"):
        (folder / name).symlink_to(root / name)
    with pytest.MonkeyPatch.context() as there:
        there.chdir(folder)
        exec(compile(code, "docs/guide.md", "exec"), {})  # noqa: S102
    return folder / "my-map.html"


class TestTheExampleOfTheGuide:
    def test_the_layer_is_drawn_and_says_its_name(self, opened, written):
        reader = opened()
        page = reader.open(written, "date=2020-11-26")

        drawn = page.locator(".leaflet-overlay-pane path.leaflet-interactive")
        box = drawn.bounding_box()
        page.mouse.move(box["x"] + 1, box["y"] + box["height"] / 2)

        assert drawn.count() == 1
        assert "The area I know" in page.locator(".leaflet-tooltip").inner_text()
        assert reader.said == []

    def test_its_switch_lies_on_top_and_works(self, opened, written):
        page = opened().open(written, "date=2020-11-26")

        page.get_by_role("checkbox", name="My area").uncheck()

        assert page.locator(".leaflet-overlay-pane path.leaflet-interactive").count() == 0


class TestNotebook:
    def test_it_shows_itself_in_a_trusted_cell(self, opened, tmp_path):
        cell = tmp_path / "cell.html"
        cell.write_text(HandoverMap(invented.project())._repr_html_(), "utf-8")
        reader = opened()
        reader.page.goto(cell.as_uri())
        frame = reader.page.frame_locator("iframe")

        frame.locator("#handover[data-settled]").wait_for()
        frame.locator("input.slider").focus()
        reader.page.keyboard.press("Home")

        assert frame.locator(".date").inner_text() == "1 March 2001"
        assert reader.said == []


class TestTiles:
    def test_they_are_off_until_the_reader_asks_and_then_come_from_their_host_alone(
        self, opened, tmp_path
    ):
        path = tmp_path / "map.html"
        HandoverMap(invented.project(), tiles="OpenStreetMap.Mapnik").save(path)
        reader = opened()
        page = reader.open(path)
        before = [url for url in reader.asked if url.startswith("http")]

        page.locator(".tiles input").check()
        page.locator(".leaflet-tile").first.wait_for(state="attached")
        reader.settle()

        asked = {url.split("/")[2] for url in reader.asked if url.startswith("http")}
        assert before == []
        assert asked == {"tile.openstreetmap.org"}


def test_a_marker_and_its_popup_show(opened, tmp_path):
    page_map = HandoverMap(invented.project())
    folium.Marker((41.0, 11.0), popup="A {curly} word").add_to(page_map)
    path = tmp_path / "map.html"
    page_map.save(path)
    reader = opened()
    page = reader.open(path)

    page.locator(".leaflet-marker-icon").first.click()

    assert reader.said == []
    assert page.locator(".leaflet-popup-content").inner_text().strip() == "A {curly} word"
