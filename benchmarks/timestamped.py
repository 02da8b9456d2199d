"""
How large a page of folium's TimestampedGeoJson is, and how fast it steps, beside ours.

The same invented events stand on both, all scripts written into the pages.  A step is that of
the player's own time dimension, a day at a time.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import datetime, time
from pathlib import Path

import folium
from folium.plugins import TimestampedGeoJson
from large_case import Dated, invented_events, write_large_case
from page_speed import (
    FOLIUM_READY,
    KILOBYTE,
    OWN_SETTLED,
    OWN_STEP,
    PACKAGES,
    build,
    inlined,
    packed,
    plain_map,
    steps_of,
)
from table import Row, finish

COUNT = 2_000  # the player holds every feature of every day: more of them take minutes
SHOWN = "P3D"
PLAYER = {
    "jquery.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "jquery-ui.min.js": ("jquery-ui-dist@1.12.1", "jquery-ui.min.js"),
    "iso8601.min.js": ("iso8601-js-period@0.2.1", "iso8601.js"),
    "leaflet.timedimension.min.js": (
        "leaflet-timedimension@1.1.1",
        "dist/leaflet.timedimension.min.js",
    ),
    "leaflet.timedimension.control.css": (
        "leaflet-timedimension@1.1.1",
        "dist/leaflet.timedimension.control.css",
    ),
}
STEP = """(() => {
  const dimension = Object.values(window).find((one) => one instanceof L.Map).timeDimension;
  return () => dimension.nextTime(1, true);
})()"""


def player(dated: list[Dated], page: folium.Map) -> None:
    """Add the events to folium's player."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
            "properties": {
                "times": [datetime.combine(one.day, time()).isoformat()],
                "icon": "circle",
                "iconstyle": {"radius": 3},
            },
        }
        for one in dated
    ]
    collection = {"type": "FeatureCollection", "features": features}
    TimestampedGeoJson(collection, period="P1D", duration=SHOWN, auto_play=False).add_to(page)


def main() -> int:
    """Print size and step of both pages."""
    PACKAGES.update(PLAYER)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scripts = packed(folder)
        what = f"{COUNT:,} events"
        if not scripts:
            note = "left out: npm is missing, or answers nothing"
            return finish([Row(f"{what}, TimestampedGeoJson", note=note)])
        own = build(write_large_case(folder / "case", COUNT), folder)
        steps = steps_of(own, OWN_SETTLED, OWN_STEP)
        page = plain_map()
        player(invented_events(COUNT), page)
        path = inlined(page, scripts, folder / "player.html")
        theirs = steps_of(path, FOLIUM_READY, STEP)
        sizes = [one.stat().st_size / KILOBYTE for one in (own, path)]
    beside = "TimestampedGeoJson"
    frames, works = (steps.frame, theirs.frame), (steps.work, theirs.work)
    return finish(
        [
            Row(f"{what}, the page", sizes[0], "kB", beside, sizes[1], sizes[0] / sizes[1]),
            Row(f"{what}, a step (p95)", works[0], "ms", beside, works[1], works[0] / works[1]),
            Row(
                f"{what}, frame to frame (p95)",
                frames[0],
                "ms",
                beside,
                frames[1],
                frames[0] / frames[1],
            ),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
