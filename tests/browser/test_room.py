"""The whole ground is seen at every size, beside the cards that stand on the map."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

OPENING, UNPLACED = "date=2020-10-18", "date=2020-11-26"
STROKE_PX = 3
SIZES = [
    (1440, 900, UNPLACED),
    (1440, 900, OPENING),
    (1920, 1080, UNPLACED),
    (1260, 700, UNPLACED),
    (1024, 768, UNPLACED),
    (800, 500, f"embed&{UNPLACED}"),
    (1200, 675, f"embed&{UNPLACED}"),
    (660, 440, f"embed&{UNPLACED}"),
    (360, 420, f"embed&{UNPLACED}"),
    (390, 844, UNPLACED),
    (844, 390, UNPLACED),
]
# The ground's edges, those of the map, and by how many pixels each card reaches into the ground.
MEASURE = """() => {
  const edges = ({ left, top, right, bottom }) => [left, top, right, bottom];
  const boxOf = (node) => edges(node.getBoundingClientRect());
  const cells = [...document.querySelectorAll('.cell')].map(boxOf);
  const most = (at, pick) => pick(...cells.map((one) => one[at]));
  const [west, north] = [0, 1].map((at) => most(at, Math.min));
  const [east, south] = [2, 3].map((at) => most(at, Math.max));
  const cards = {};
  for (const name of ['key', 'nowhere', 'embed-day', 'zoom']) {
    const card = document.querySelector(`.${name}`);
    if (card.hidden || !card.getClientRects().length) continue;
    const [left, top, right, bottom] = boxOf(card);
    cards[name] = Math.min(right - west, east - left, bottom - north, south - top);
  }
  const map = boxOf(document.querySelector('.folium-map'));
  return { ground: [west, north, east, south], map, cards };
}"""


@pytest.mark.parametrize(("width", "height", "state"), SIZES)
def test_the_ground_is_seen_whole(opened, flagship, width, height, state):
    page = opened(viewport={"width": width, "height": height}).open(flagship, state)

    seen = page.evaluate(MEASURE)

    west, north, east, south = seen["ground"]
    left, top, right, bottom = seen["map"]
    assert left - STROKE_PX <= west < east <= right + STROKE_PX
    assert top - STROKE_PX <= north < south <= bottom + STROKE_PX
    assert {name: into for name, into in seen["cards"].items() if into > STROKE_PX} == {}


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1366, 768), (1280, 720)])
def test_the_key_is_seen_whole(opened, flagship, width, height):
    page = opened(viewport={"width": width, "height": height}).open(flagship, UNPLACED)

    key = page.locator(".key")

    assert key.evaluate("(one) => one.scrollHeight - one.clientHeight") == 0
