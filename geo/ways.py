"""Give the ways that strips of ground run along: a corridor's road, as far as its places tell."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.records import Place


def ways(areas: gpd.GeoDataFrame, places: Mapping[str, Place]) -> dict[str, BaseGeometry]:
    """
    Join the places that each strip names as its way by straight lines, within the strip.

    Parameters
    ----------
    areas
        As in ``areas.geojson``: columns ``place_id``, ``way`` and ``geometry``, EPSG:4326.
    places
        The gazetteer, by id.

    Returns
    -------
    dict of str to geometry
        (Multi)LineString by place id, longitude first; empty when no area names a way.
    """
    found = {}
    named = areas[areas["way"] != ""] if "way" in areas else areas[:0]
    for row in named.itertuples():
        stops = [places[one] for one in row.way.split()]
        points = [
            (one.lon, one.lat) for one in stops if one.lon is not None and one.lat is not None
        ]
        line = shapely.LineString(points if len(points) > 1 else [])
        inside = shapely.intersection(line, row.geometry)
        if not inside.is_empty:
            found[row.place_id] = inside
    return found
