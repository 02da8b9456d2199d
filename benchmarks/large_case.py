"""
Write a large case: the flagship's data, and many dated events at invented points of its ground.

``python benchmarks/large_case.py FOLDER [COUNT]``; then ``handover-map build FOLDER``.  The points
come from a fixed sequence, so that the same count gives the same files.
"""

from __future__ import annotations

import shutil
import sys
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from invented_sources import SOURCE

ROOT = Path(__file__).parent.parent
ZONE = "karabakh-zone-1994"
SEED = 2020
USUAL_COUNT = 10_000
CLAIM = """\

[[claim]]
event = "{name}"
kind = "incident"
place = "{name}"
when = "{day}"
status = "completed"
credibility = 3
summary = "Invented event {number}."
evidence = [{{ locator = "line {number}" }}]
"""


@dataclass(frozen=True)
class Dated:
    """
    An invented event.

    Attributes
    ----------
    name
        Id of the event and of its place.
    lon, lat
        Degrees.
    day
        When it happened, and was published.
    """

    name: str
    lon: float
    lat: float
    day: date


def invented_events(count: int) -> list[Dated]:
    """Give events on the days of the flagship case, at points within the ground in question."""
    case = tomllib.loads((ROOT / "data" / "case.toml").read_text("utf-8"))
    first, last = case["first_day"], case["last_day"]
    areas = gpd.read_file(ROOT / "data" / "areas.geojson").set_index("place_id")
    lons, lats = points_within(areas.geometry[ZONE], count)
    days = (last - first).days + 1
    return [
        Dated(f"x{number}", lon, lat, first + timedelta(number * days // count))
        for number, (lon, lat) in enumerate(zip(lons, lats, strict=True))
    ]


def points_within(area: shapely.Geometry, count: int) -> tuple[list[float], list[float]]:
    """Scatter points evenly over an area, always the same ones."""
    west, south, east, north = area.bounds
    random = np.random.default_rng(SEED)
    shapely.prepare(area)
    lons, lats = np.empty(0), np.empty(0)
    while len(lons) < count:
        x, y = random.uniform(west, east, count), random.uniform(south, north, count)
        inside = shapely.contains_xy(area, x, y)
        lons, lats = np.append(lons, x[inside]), np.append(lats, y[inside])
    return lons[:count].round(4).tolist(), lats[:count].round(4).tolist()


def write_large_case(folder: Path, count: int = USUAL_COUNT) -> Path:
    """
    Write the case folder.

    Parameters
    ----------
    folder
        Where to; made when it is not there.
    count
        How many events, each with a place of its own, one source record a day.
    """
    for part in ("data", "seeds"):
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    (folder / "data" / "datapackage.json").unlink(missing_ok=True)
    dated = invented_events(count)
    with (folder / "data" / "places.csv").open("a", encoding="utf-8", newline="\n") as places:
        places.writelines(f"{one.name},area,{one.lon},{one.lat},,,,,invented\n" for one in dated)
    records: dict[date, list[str]] = {}
    for number, one in enumerate(dated):
        record = records.setdefault(
            one.day, [SOURCE.format(name=f"invented-{one.day}", day=one.day)]
        )
        record.append(CLAIM.format(name=one.name, day=one.day, number=number))
    for day, texts in records.items():
        (folder / "seeds" / f"invented-{day}.toml").write_text("".join(texts), "utf-8")
    return folder


def main() -> int:
    """Write the case named on the command line."""
    if len(sys.argv) not in (2, 3):
        print("usage: python benchmarks/large_case.py FOLDER [COUNT]")
        return 2
    count = int(sys.argv[2]) if len(sys.argv) == 3 else USUAL_COUNT  # noqa: PLR2004
    print(write_large_case(Path(sys.argv[1]), count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
