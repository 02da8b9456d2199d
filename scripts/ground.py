"""
The ground of the case: the country's body, the zone of 1994, the oblast, the old districts.

All work is done in equal-area metres on a fixed grid; coordinates become degrees once, when a
shape is written.  Nothing here knows of days or holders.
"""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

GRID_M = 0.1
COVER_GRID_M = 1.0  # wider than the last place of degrees that are written
OVERLAP_M = 100.0
JOINT_M = 300.0
LEAST_PART_M2 = 100e6
STRIP_HALF_M = 2_500.0
VILLAGE_M = 500.0
# Units of Natural Earth whose largest piece outside the oblast is the core of an old district.
# Its names are not to be trusted here: Lachin's unit is called "Lankaran", so codes are used.
OLD_DISTRICTS = {
    "AZE-1691": "aghdam-district",
    "AZE-1682": "kalbajar-district",
    "AZE-1735": "lachin-district",
    "AZE-1702": "fuzuli-district",
    "AZE-1699": "jabrayil-district",
    "AZE-1736": "qubadli-district",
    "AZE-1740": "zangilan-district",
}


def union(shapes: Sequence[BaseGeometry] | np.ndarray, grid: float = GRID_M) -> BaseGeometry:
    """Unite on a grid of metres, so that near edges become one edge."""
    return shapely.union_all(shapely.set_precision(shapes, grid), grid_size=grid)


def country_parts(units: gpd.GeoDataFrame) -> tuple[Polygon, ...]:
    """Give the country's large parts, the body first; holes in them are kept."""
    parts = shapely.get_parts(union(units.geometry.values))
    large = [part for part in parts if part.area > LEAST_PART_M2]
    return tuple(sorted(large, key=lambda part: -part.area))


def prolonged(line: BaseGeometry, by: float) -> LineString:
    """Carry a line on at both ends in the direction of its last stretch."""
    points = [np.asarray(point) for point in line.coords]
    first, last = points[0] - points[1], points[-1] - points[-2]
    start = points[0] + by * first / np.hypot(*first)
    end = points[-1] + by * last / np.hypot(*last)
    return LineString([start, *points, end])


def zone_within(body: Polygon, contact: BaseGeometry) -> Polygon:
    """
    Give the smaller part into which the line of contact divides the body.

    Its ends lie 0.1 m inside the border: prolonged, they cut through.
    """
    line = prolonged(contact, OVERLAP_M)
    pieces = shapely.get_parts(shapely.polygonize([union([body.exterior, line])]))
    inside = [piece for piece in pieces if body.covers(piece.representative_point())]
    _, zone, *_ = sorted(inside, key=lambda piece: -piece.area)
    return Polygon(zone)


def ring_of(lines: BaseGeometry) -> Polygon:
    """
    Chain lines to a ring, from each end to the nearest end of those left.

    Raises
    ------
    ValueError
        A joint is wider than ``JOINT_M``.
    """
    left = [list(part.coords) for part in shapely.get_parts(lines)]
    chain = left.pop(0)
    while left:
        options = [
            (Point(chain[-1]).distance(Point(part[end])), number, end)
            for number, part in enumerate(left)
            for end in (0, -1)
        ]
        gap, number, end = min(options)
        if gap > JOINT_M:
            raise ValueError(f"the lines leave a gap of {gap:.0f} m")
        part = left.pop(number)
        chain += part if end == 0 else part[::-1]
    if Point(chain[0]).distance(Point(chain[-1])) > JOINT_M:
        raise ValueError("the lines do not close")
    return Polygon(chain)


def old_districts(
    zone: Polygon, oblast: BaseGeometry, units: gpd.GeoDataFrame
) -> dict[str, BaseGeometry]:
    """
    Give the districts as they were before 1991, within the zone and without the oblast.

    The largest piece of each of today's seven is its core; every other piece goes to the core
    with which it shares the longest border.
    """
    rest = shapely.difference(zone, oblast, grid_size=GRID_M)
    cores: dict[str, Polygon] = {}
    pieces: list[Polygon] = []
    for code, shape in zip(units["adm1_code"], units.geometry, strict=True):
        cut = shapely.intersection(rest, shape, grid_size=GRID_M)
        parts = sorted(_polygons(cut), key=lambda part: -part.area)
        if parts and code in OLD_DISTRICTS:
            cores[OLD_DISTRICTS[code]] = parts.pop(0)
        pieces += parts
    return _given_away(cores, pieces)


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape) if part.area > 0]


def _given_away(cores: dict[str, Polygon], pieces: list[Polygon]) -> dict[str, BaseGeometry]:
    grown: dict[str, BaseGeometry] = dict(cores)
    left = sorted(pieces, key=lambda piece: -piece.area)
    while left:
        shared = [(_longest(piece, grown), number) for number, piece in enumerate(left)]
        (length, district), number = max(shared, key=lambda item: (item[0][0], -item[1]))
        if not length:
            raise ValueError("a piece of ground touches no district")
        grown[district] = union([grown[district], left.pop(number)])
    return grown


def _longest(piece: Polygon, districts: dict[str, BaseGeometry]) -> tuple[float, str]:
    edge = shapely.buffer(piece, 2 * GRID_M)
    return max(
        (shapely.intersection(edge, district.boundary).length, name)
        for name, district in districts.items()
    )


def strip_along(
    way: Sequence[tuple[float, float]], aside: tuple[float, float], zone: Polygon
) -> BaseGeometry:
    """
    Give the corridor: 2.5 km to both sides of the way, flat ends, within the zone.

    The last village of the way lies in it whole, not on its edge.

    Parameters
    ----------
    way
        Points of the way in equal-area metres, from the border on.
    aside
        A village that belongs to the corridor and lies just beyond its edge.
    zone
        What the strip is clipped to.
    """
    line = LineString(way)
    strip = line.buffer(STRIP_HALF_M, cap_style="flat", join_style="round", quad_segs=4)
    beside = Point(aside)
    link = LineString([line.interpolate(line.project(beside)), beside])
    villages = [shape.buffer(VILLAGE_M, quad_segs=4) for shape in (link, Point(way[-1]))]
    return shapely.intersection(union([strip, *villages]), zone, grid_size=GRID_M)


def as_coverage(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """
    Let shapes that overlap or touch share every point of their borders.

    All borders are noded together and cut into faces; each shape comes back as the union of the
    faces in it, so a border of two shapes has the same points in both.
    """
    edges = union([shape.boundary for shape in shapes.values()], COVER_GRID_M)
    faces = shapely.get_parts(shapely.polygonize([edges]))
    found = {}
    for name, shape in shapes.items():
        shapely.prepare(shape)
        own = [face for face in faces if shape.covers(face.representative_point())]
        found[name] = shapely.coverage_union_all(own)
    return found
