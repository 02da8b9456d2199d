"""
Write shapes as GeoJSON (RFC 7946), the same bytes each time.

Longitude first, outer rings against the clock, one feature to a line, so that a fault can be
named by its line and a difference read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from scripts.shape_sources import EQUAL_AREA, LONLAT

NATURAL_EARTH = "Natural Earth (public domain)"
PLACES = 6


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape in degrees, with what GeoJSON says of it."""

    properties: Mapping[str, str | bool]
    geometry: BaseGeometry


def in_degrees(shapes: Mapping[str, BaseGeometry], places: int = PLACES) -> dict[str, BaseGeometry]:
    """
    Turn equal-area metres into degrees, rounded point by point: shared points stay shared.

    Raises
    ------
    ValueError
        A shape became invalid by it.
    """
    degrees = gpd.GeoSeries(list(shapes.values()), crs=EQUAL_AREA).to_crs(LONLAT)
    found = {}
    for name, shape in zip(shapes, degrees, strict=True):
        found[name] = rounded(shape, places)
        if not found[name].is_valid:
            raise ValueError(f"{name}: {shapely.is_valid_reason(found[name])}")
    return found


def rounded(shape: BaseGeometry, places: int) -> BaseGeometry:
    """Round each coordinate, and leave out points that fall together."""
    near = shapely.transform(shape, lambda xy: np.round(xy, places))
    return shapely.remove_repeated_points(near)


def write_shapes(path: Path, shapes: Iterable[Shape]) -> None:
    """Write a FeatureCollection in the order given."""
    lines = [_feature(shape) for shape in shapes]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, "utf-8")


def _feature(shape: Shape) -> str:
    wound = shapely.orient_polygons(shapely.normalize(shape.geometry), exterior_cw=False)
    return json.dumps(
        {
            "type": "Feature",
            "properties": dict(shape.properties),
            "geometry": shapely.geometry.mapping(wound),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
