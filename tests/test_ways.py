"""The way of a strip runs from place to place, and ends where the strip ends."""

from __future__ import annotations

import geopandas as gpd
from shapely.geometry import box

from geo.records import Place
from geo.ways import ways

STRIP = box(0.5, -0.1, 3.0, 0.1)


def place(name: str, lon: float | None, lat: float | None = 0.0) -> Place:
    return Place(
        place_id=name, kind="village", lon=lon, lat=lat, radius_m=None, within="", source=""
    )


def areas(way: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"place_id": ["strip"], "way": [way]}, geometry=[STRIP], crs=4326)


PLACES = {one.place_id: one for one in (place("west", 0.0), place("east", 2.0), place("far", None))}


def test_way_is_cut_at_the_edge_of_the_strip():
    found = ways(areas("west east"), PLACES)

    assert list(found["strip"].coords) == [(0.5, 0.0), (2.0, 0.0)]


def test_place_without_a_point_is_passed_over():
    found = ways(areas("west far east"), PLACES)

    assert list(found["strip"].coords) == [(0.5, 0.0), (2.0, 0.0)]


def test_area_that_names_no_way_has_none():
    assert ways(areas(""), PLACES) == {}


def test_areas_of_an_older_case_have_none():
    assert ways(areas("west east").drop(columns="way"), PLACES) == {}
