"""QGIS opens the GeoPackage in the case's colours, and its temporal controller plays the days."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from geo.exports import write_export
from geo.project import Project, load_case

PYTHON = "/usr/bin/python3"  # Debian's, for which Debian builds QGIS
PROBE = Path(__file__).with_name("qgis_probe.py")
DAY = "2020-11-21"
HELD = {
    "armenian-side": "#ddca83",
    "azerbaijan": "#8f7bb5",
    "russian-peacekeepers": "#056164",
}  # as data/case.toml gives them


INSTALLED = Path("/usr/lib/python3/dist-packages/qgis")
pytestmark = pytest.mark.skipif(
    not INSTALLED.is_dir(), reason="Debian's python3-qgis is not installed"
)


@pytest.fixture(scope="module")
def flagship(root) -> Project:
    return load_case(root)


@pytest.fixture(scope="module", params=["UTC", "Asia/Baku"])
def seen(request, flagship, tmp_path_factory):
    """What QGIS makes of the flagship's GeoPackage, wherever it runs."""
    folder = tmp_path_factory.mktemp("qgis")
    (path,) = write_export(flagship, "gpkg", folder / "case.gpkg")
    settings = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    done = subprocess.run(
        [PYTHON, PROBE, path, DAY],
        env={"PATH": os.environ["PATH"], "TZ": request.param, **settings},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("layer", ["control", "presence", "events"])
def test_layer_opens_styled_and_ready_to_play(seen, layer):
    about = seen[layer]

    assert about["valid"]
    assert about["styled"]
    assert about["renderer"] == "categorizedSymbol"
    assert about["uncategorised"] == 0
    assert about["plays"]
    assert about["fields"] == ["start", "end"]
    assert about["half_open"]


def test_ground_has_the_colours_of_the_case(seen):
    colours = seen["control"]["categories"]

    assert {holder: colours[holder] for holder in HELD} == {h: [c] for h, c in HELD.items()}


def test_ground_agreed_to_pass_is_hatched_in_the_receivers_colour(seen):
    agreed = "armenian-side → azerbaijan"

    assert seen["control"]["categories"][agreed] == [HELD["armenian-side"], HELD["azerbaijan"]]
    assert seen["control"]["kinds"][agreed] == ["SimpleFill", "LinePatternFill"]


def test_the_temporal_controller_shows_the_ground_of_the_day(seen, flagship):
    cells = flagship.control.cells["cell_id"]
    histories = (flagship.control.cell_history(cell) for cell in cells)
    held = Counter(
        interval.holder
        for history in histories
        for interval in history
        if interval.start.isoformat() <= DAY
        and (interval.end is None or interval.end.isoformat() > DAY)
    )

    assert seen["control"]["shown"] == held
    assert set(held) == set(HELD)


def test_actors_bear_the_colour_of_their_party(seen):
    colours = seen["presence"]["categories"]

    assert colours["russia"] == colours["russian-peacekeepers"] == [HELD["russian-peacekeepers"]]


def test_events_leave_out_what_the_ground_tells(seen):
    assert seen["events"]["unticked"] == ["control"]
    assert seen["control"]["unticked"] == []


def test_what_is_only_said_is_drawn_hollow(seen):
    for layer in ("presence", "events"):
        said = {v: c for v, c in seen[layer]["categories"].items() if v.endswith(")")}
        assert any(value.endswith(" (disputed)") for value in said)
        assert {fill for (fill,) in said.values()} == {"#ffffff"}
