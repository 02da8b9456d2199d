"""
Tables full of what goes wrong, and a reader for each format that exports write.

The readers use other people's parsers (GDAL, pyarrow, json, csv, expat); only the types that a
format has no word for are put back, by what ``tables.toml`` states.
"""

from __future__ import annotations

import csv
import json
import math
from itertools import cycle, islice
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry import MultiPolygon, Point, Polygon

from geo.exports.tables import Tables, as_stated, schemas

KML = "{http://www.opengis.net/kml/2.2}"
WORDS = (
    "",
    "Ստեփանակերտ",
    "Степанакерт",
    "Xankəndi, Şuşa, İI ıi, Ağdərə",
    "{{ 7 * 7 }} {% raw %} {# #}",
    "${7 * 7} `whoami`",
    "</script><img src=x onerror=alert(1)>",
    "]]> &amp; & &#65; <b>",
    "javascript:alert(1)",
    "right to left \u202e and a line \u2028 separator",
    "one\nline feed, one\ttab",
    "a carriage\rreturn, and\r\nboth",
    'a "quoted", comma; semicolon | pipe',
    "'; drop table claims; --",
    " blanks around ",
    "NA",
    "nan",
    "None",
    "null",
    "true",
    "01",
    "1e5",
    "2020-11-21",
    "=1+1",
    "e\u0301 is not é",
    "\U0001f54a",
)
NUMBERS = (0.1 + 0.2, None, -0.0, 1e-300, 11_797.0, 1 / 3, 1e22)
WHOLES = (0, -1, 2**53 + 1, 7)
DAYS = ("1994-01-01", None, "2020-02-29", "2021-01-31", "1899-12-31")
HOLED = Polygon(
    [(46, 39), (47, 39), (47, 40), (46, 40)],
    [[(46.2, 39.2), (46.2, 39.4), (46.4, 39.4), (46.4, 39.2)]],
)
GROUND = (
    MultiPolygon([HOLED]),
    MultiPolygon([HOLED, Polygon([(48 + 1 / 3, 39), (48.5, 39.1 + 1e-13), (48.4, 39.7)])]),
)
SITES = (Point(46.7511501, 39.7632567), None, Point(0.1 + 0.2, -1 / 3))
SHAPES = {"control": GROUND, "areas": (*GROUND, HOLED, shapely.LineString([(46, 39), (47, 40)]))}
CELLS = {
    "text": WORDS,
    "number": NUMBERS,
    "whole": WHOLES,
    "day": DAYS,
    "flag": (True, False, False),
}


def hostile_tables() -> Tables:
    """Every table with one row for each of ``WORDS``, and every other kind of cell in between."""
    tables = {}
    for name, schema in schemas().items():
        frame = pd.DataFrame(
            {column: _filled(CELLS[kind]) for column, kind in schema.columns.items()}
        )
        if schema.located:
            frame["geometry"] = pd.Series(_filled(SHAPES.get(name, SITES)), dtype="object")
        tables[name] = as_stated(frame, name)
    return tables


def _filled(cells: tuple) -> list:
    return list(islice(cycle(cells), len(WORDS)))


def read_geojson(folder: Path, case_id: str) -> Tables:
    """GeoJSON, by Python's own parser and shapely."""
    tables = {}
    for name, schema in schemas().items():
        document = json.loads((folder / f"{case_id}-{name}.geojson").read_text("utf-8"))
        features = document["features"]
        frame = pd.DataFrame([f["properties"] for f in features], columns=list(schema.columns))
        shapes = [
            f["geometry"] and shapely.from_geojson(json.dumps(f["geometry"])) for f in features
        ]
        tables[name] = as_stated(frame.assign(geometry=pd.Series(shapes, dtype="object")), name)
    return tables


def read_csv(folder: Path, case_id: str) -> Tables:
    """CSV, by Python's own parser and GEOS."""
    tables = {}
    for name, schema in schemas().items():
        with (folder / f"{case_id}-{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        frame = pd.DataFrame(rows, columns=list(schema.columns))
        wkts = [row.get("wkt") for row in rows]
        shapes = [shapely.from_wkt(wkt) if wkt else None for wkt in wkts]
        tables[name] = as_stated(frame.assign(geometry=pd.Series(shapes, dtype="object")), name)
    return tables


def read_geoparquet(folder: Path, case_id: str) -> Tables:
    """GeoParquet, by pyarrow; nothing is put back."""
    return {
        name: (gpd if schema.located else pd).read_parquet(folder / f"{case_id}-{name}.parquet")
        for name, schema in schemas().items()
    }


def read_geopackage(folder: Path, case_id: str) -> Tables:
    """GeoPackage, by GDAL."""
    path = folder / f"{case_id}.gpkg"
    return {name: as_stated(pyogrio.read_dataframe(path, layer=name), name) for name in schemas()}


def read_kml(folder: Path, case_id: str) -> Tables:
    """KML, by expat; coordinates read as decimal numbers."""
    document = ET.parse(folder / f"{case_id}.kml").getroot()  # noqa: S314 - our own
    tables = {}
    for at in document.iter(f"{KML}Folder"):
        name = at.findtext(f"{KML}name")
        rows = [_kml_row(placemark) for placemark in at.iter(f"{KML}Placemark")]
        columns = [*schemas()[name].columns, "geometry"]
        tables[name] = as_stated(pd.DataFrame(rows, columns=columns, dtype="object"), name)
    return tables


def _kml_row(placemark: ET.Element) -> dict:
    row = {data.get("name"): data.text or "" for data in placemark.iter(f"{KML}SimpleData")}
    many = placemark.find(f"{KML}MultiGeometry")
    parts = [_kml_shape(part) for part in (placemark if many is None else many)]
    parts = [part for part in parts if part is not None]
    if many is not None:
        return row | {"geometry": MultiPolygon(parts)}
    return row | {"geometry": parts[0] if parts else None}


def _kml_shape(part: ET.Element) -> object:
    rings = [
        [tuple(map(float, point.split(","))) for point in ring.text.split()]
        for ring in part.iter(f"{KML}coordinates")
    ]
    kind = part.tag.removeprefix(KML)
    if kind == "Polygon":
        return Polygon(rings[0], rings[1:])
    if kind == "Point":
        return Point(rings[0][0])
    return shapely.LineString(rings[0]) if kind == "LineString" else None


READERS = {
    "geojson": read_geojson,
    "csv": read_csv,
    "geoparquet": read_geoparquet,
    "gpkg": read_geopackage,
    "kml": read_kml,
}


def assert_same(read: Tables, written: Tables) -> None:
    """Equal in every table, row, column, type and cell; shapes to the last bit."""
    assert list(read) == list(written)
    for name, table in written.items():
        assert dict(read[name].dtypes) == dict(table.dtypes), name
        for column in table.columns:
            assert _cells(read[name][column]) == _cells(table[column]), (name, column)


def _cells(values: pd.Series) -> list:
    if values.name == "geometry":
        return [None if shape is None else shape.wkb for shape in values]
    return [None if _nothing(cell) else cell for cell in values]


def _nothing(cell: object) -> bool:
    return cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell))
