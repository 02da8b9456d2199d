"""
GeoJSON (RFC 7946): one FeatureCollection a table, with ``when`` as in GeoJSON-T.

Longitude first, outer rings counter-clockwise, no ``crs``, a ``bbox``.  Rows that stand nowhere
are features whose geometry is null (section 3.2).
"""

from __future__ import annotations

import json

import geopandas as gpd
import pandas as pd
import shapely

from geo.case.models import CaseFile
from geo.exports.tables import Tables, plain_columns, plain_rows
from geo.exports.whens import when_of

NOWHERE = "null"
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode


def geojson_files(case: CaseFile, tables: Tables) -> dict[str, bytes]:
    """Give a FeatureCollection for each table, by file name."""
    return {
        f"{case.id}-{name}.geojson": feature_collection(case, name, table)
        for name, table in tables.items()
    }


def feature_collection(case: CaseFile, name: str, table: pd.DataFrame) -> bytes:
    """Give one table as a FeatureCollection, a feature a line; coordinates keep all digits."""
    features = [
        f'{{"type": "Feature", "geometry": {shape}{when}, "properties": {AS_JSON(row)}}}'
        for shape, when, row in zip(
            _shapes(table), _whens(case, name, table), plain_rows(table), strict=True
        )
    ]
    head = '{"type": "FeatureCollection"' + _bbox(table)
    return (head + ', "features": [\n' + ",\n".join(features) + "\n]}\n").encode()


def _shapes(table: pd.DataFrame) -> list[str]:
    if not isinstance(table, gpd.GeoDataFrame):
        return [NOWHERE] * len(table)
    return [shape or NOWHERE for shape in shapely.to_geojson(table.geometry.to_numpy())]


def _whens(case: CaseFile, name: str, table: pd.DataFrame) -> list[str]:
    columns = plain_columns(table)
    nothing = [None] * len(table)
    spans = list(zip(columns.get("start", nothing), columns.get("end", nothing), strict=True))
    written: dict[tuple[str | None, str | None], str] = {}
    for start, end in spans:
        if (start, end) not in written:
            when = when_of(name, start, end, last_day=case.last_day)
            written[start, end] = f', "when": {AS_JSON(when)}' if when else ""
    return [written[start, end] for start, end in spans]


def _bbox(table: pd.DataFrame) -> str:
    if not isinstance(table, gpd.GeoDataFrame) or table.geometry.is_empty.all():
        return ""
    located = table.geometry.dropna()
    return f', "bbox": {AS_JSON(located.total_bounds.tolist())}' if len(located) else ""
