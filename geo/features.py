"""
Events, districts that changed hands and places as map layers, beside those of ``geo.layers``.

All are GeoDataFrames in EPSG:4326, longitude first.  Lists stand as text, separated by blanks, so
that any programme reads them.  What has no shape and no point stands in the tables alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geo.layers import CRS, WIDE_KINDS
from geo.records import Kind, Place

EVENT_COLUMNS = (
    "event_id",
    "kind",
    "place_id",
    "place",
    "scope",
    "day",
    "when",
    "scheduled",
    "slip_days",
    "status",
    "actor",
    "counterparty",
    "quantity",
    "unit",
    "sources",
)
PLACE_COLUMNS = ("place_id", "kind", "within", "name", "names", "radius_m", "source")
PASSING = (Kind.HANDOVER, Kind.WITHDRAWAL, Kind.CAPTURE)


def event_layer(events: Iterable[Mapping[str, Any]], places: Mapping[str, Place]) -> Any:
    """
    Give events that stand at a point.

    Parameters
    ----------
    events
        Rows, as ``geo.layers.event_table`` gives them.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of ``EVENT_COLUMNS`` and ``geometry`` (Point), in the order of the events; an
        event in a district or a country has no point to stand at.
    """
    rows = [
        _event(event) | {"geometry": Point(event["lon"], event["lat"])}
        for event in events
        if event["lon"] is not None
        and event["lat"] is not None
        and places[event["place_id"]].kind not in WIDE_KINDS
    ]
    return _frame(rows, EVENT_COLUMNS)


def passing_layer(events: Iterable[Mapping[str, Any]], areas: gpd.GeoDataFrame) -> Any:
    """
    Give areas that passed or were to pass: a row for each event and the shape of its place.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of ``EVENT_COLUMNS`` and ``geometry``.
    """
    shapes = dict(zip(areas["place_id"], areas.geometry, strict=True))
    rows = [
        _event(event) | {"geometry": shapes[event["place_id"]]}
        for event in events
        if event["kind"] in PASSING and event["place_id"] in shapes
    ]
    return _frame(rows, EVENT_COLUMNS)


def place_layer(places: Iterable[Place]) -> Any:
    """
    Give places that have a point, with all their names as JSON.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of ``PLACE_COLUMNS`` and ``geometry`` (Point).
    """
    rows = [
        {
            "place_id": place.place_id,
            "kind": place.kind,
            "within": place.within,
            "name": place.label(),
            "names": json.dumps([[one.lang, one.name] for one in place.names], ensure_ascii=False),
            "radius_m": place.radius_m,
            "source": place.source,
            "geometry": Point(place.lon, place.lat),
        }
        for place in places
        if place.lon is not None and place.lat is not None
    ]
    return _frame(rows, PLACE_COLUMNS)


def to_geojson(layer: gpd.GeoDataFrame, *, build: str) -> str:
    """
    Write a layer as GeoJSON (RFC 7946), a feature a line, with the build id beside the features.

    Coordinates have seven decimals, a centimetre; an empty number is null.
    """
    plain = pd.DataFrame(layer.drop(columns=layer.geometry.name)).astype(object)
    plain = plain.where(plain.notna(), None)
    lines = [
        json.dumps(
            {"type": "Feature", "properties": _plain(properties), "geometry": geometry},
            ensure_ascii=False,
            default=str,
        )
        for properties, geometry in zip(plain.to_dict("records"), _geometries(layer), strict=True)
    ]
    head = f'{{"type": "FeatureCollection", "build": {json.dumps(build)}, "features": ['
    return head + "\n" + ",\n".join(lines) + "\n]}\n"


def _geometries(layer: gpd.GeoDataFrame) -> list[Any]:
    return [_rounded(shape.__geo_interface__) for shape in layer.to_crs(CRS).geometry]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 7)
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return [_rounded(part) for part in value] if isinstance(value, (list, tuple)) else value


def _plain(properties: Mapping[Any, Any]) -> dict[str, Any]:
    listed = (frozenset, set, tuple, list)
    return {
        str(name): " ".join(sorted(map(str, value))) if isinstance(value, listed) else value
        for name, value in properties.items()
    }


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    return {name: event[name] for name in EVENT_COLUMNS} | {"sources": " ".join(event["sources"])}


def _frame(rows: Sequence[Mapping[str, Any]], columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, columns=[*columns, "geometry"], geometry="geometry", crs=CRS)
