"""
Read ``areas.geojson`` and ``basemap.geojson``, and name each fault with its line.

It knows geometry and columns, and nothing of claims.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.case.lines import feature_lines
from geo.errors import Fault

AREA_COLUMNS = ("place_id", "basis", "way", "approximate", "source", "licence")
OPTIONAL = ("name", "way")
BASEMAP_COLUMNS = ("layer", "name", "source", "licence")
BASEMAP_LAYERS = ("country", "unit", "lake", "river", "coast", "far")
CRS = "EPSG:4326"


def read_areas(
    text: str, file: str, places: Collection[str], faults: list[Fault]
) -> gpd.GeoDataFrame:
    """
    Read the shapes of places.

    Parameters
    ----------
    text
        A GeoJSON FeatureCollection (RFC 7946): longitude first, EPSG:4326.
    file
        Its path, for the faults.
    places
        Ids that a shape may have.
    faults
        Where each fault is added; a feature with a fault is left out of what is given back.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of ``AREA_COLUMNS`` and ``geometry``, EPSG:4326; empty when nothing is right.
        ``way`` names the places that a strip runs along, in their order; empty for other areas.
    """
    rows: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for line, feature in _features(text, file, faults):
        found = len(faults)
        row = _row(feature, AREA_COLUMNS, file, line, faults)
        place_id = row.get("place_id")
        if place_id not in places:
            faults.append(
                Fault(
                    file,
                    line,
                    f"no place has the id {place_id!r}",
                    "add the place to data/places.csv, or correct place_id",
                )
            )
        elif place_id in seen:
            faults.append(
                Fault(
                    file,
                    line,
                    f"{place_id!r} has a shape on line {seen[place_id]} already",
                    "put both into one MultiPolygon, or take one out",
                )
            )
        seen.setdefault(str(place_id), line)
        faults.extend(_lost_stops(str(row["way"] or ""), places, file, line))
        if not isinstance(row.get("approximate"), bool):
            faults.append(
                Fault(
                    file, line, "approximate is not true or false", "say whether the line is exact"
                )
            )
        if len(faults) == found:
            rows.append(row)
    return shape_frame(rows, AREA_COLUMNS)


def _lost_stops(way: str, places: Collection[str], file: str, line: int) -> list[Fault]:
    return [
        Fault(
            file,
            line,
            f"its way runs through {one!r}, which no place has as its id",
            "name places of data/places.csv in their order, parted by blanks",
        )
        for one in way.split()
        if one not in places
    ]


def read_basemap(text: str, file: str, faults: list[Fault]) -> gpd.GeoDataFrame:
    """
    Read what is drawn beneath.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of ``BASEMAP_COLUMNS`` and ``geometry``, EPSG:4326.
    """
    rows: list[dict[str, Any]] = []
    for line, feature in _features(text, file, faults):
        found = len(faults)
        row = _row(feature, BASEMAP_COLUMNS, file, line, faults)
        if row.get("layer") not in BASEMAP_LAYERS:
            faults.append(
                Fault(
                    file,
                    line,
                    f"layer {row.get('layer')!r} is not known",
                    f"use one of {', '.join(BASEMAP_LAYERS)}",
                )
            )
        if len(faults) == found:
            rows.append(row)
    return shape_frame(rows, BASEMAP_COLUMNS)


def shape_frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    """Give rows with a ``geometry`` as a table in EPSG:4326."""
    return gpd.GeoDataFrame(rows, columns=[*columns, "geometry"], geometry="geometry", crs=CRS)


def _features(text: str, file: str, faults: list[Fault]) -> list[tuple[int, dict[str, Any]]]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        faults.append(
            Fault(file, error.lineno, f"this is not JSON: {error.msg}", "mend it, or make it again")
        )
        return []
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not all(isinstance(item, dict) for item in features):
        faults.append(
            Fault(file, 1, "this is no FeatureCollection", "give type and features (RFC 7946)")
        )
        return []
    return list(zip(feature_lines(text, len(features)), features, strict=True))


def _row(
    feature: dict[str, Any], columns: tuple[str, ...], file: str, line: int, faults: list[Fault]
) -> dict[str, Any]:
    properties = feature.get("properties") or {}
    for column in columns:
        if column in OPTIONAL or isinstance(properties.get(column), bool):
            continue
        if not properties.get(column):
            faults.append(
                Fault(file, line, f"the feature has no {column}", f"add {column} to its properties")
            )
    row = {column: properties.get(column, "") for column in columns}
    row["geometry"] = _geometry(feature.get("geometry"), file, line, faults)
    return row


def _geometry(value: Any, file: str, line: int, faults: list[Fault]) -> BaseGeometry | None:
    try:
        geometry = shapely.force_2d(shape(value))  # a map knows no heights
    except Exception as error:  # noqa: BLE001 - shapely raises what it likes on a broken geometry
        what = f"its geometry cannot be read: {error or type(error).__name__}"
        faults.append(Fault(file, line, what, "give a geometry of RFC 7946 with closed rings"))
        return None
    if _has_open_ring(value):
        remedy = "repeat its first position at its end (RFC 7946, section 3.1.6)"
        faults.append(Fault(file, line, "a ring of its geometry is not closed", remedy))
    if geometry.is_empty:
        faults.append(
            Fault(file, line, "its geometry is empty", "draw it, or take the feature out")
        )
    elif not geometry.is_valid:
        reason = shapely.is_valid_reason(geometry)
        faults.append(Fault(file, line, f"its ring is invalid: {reason}", "mend the ring there"))
    west, south, east, north = geometry.bounds if not geometry.is_empty else (0, 0, 0, 0)
    if west < -180 or east > 180 or south < -90 or north > 90:  # noqa: PLR2004 - the globe
        what = f"its coordinates reach {west:g} {south:g} {east:g} {north:g}, off the globe"
        faults.append(Fault(file, line, what, "give degrees, longitude first (EPSG:4326)"))
    return geometry


def _has_open_ring(value: dict[str, Any]) -> bool:
    polygons = {"Polygon": [value["coordinates"]], "MultiPolygon": value["coordinates"]}
    rings = [ring for polygon in polygons.get(value["type"], []) for ring in polygon]
    return any(ring and ring[0] != ring[-1] for ring in rings)
