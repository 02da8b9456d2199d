"""
Geometry and days as small integers.

A ring or line is one flat list ``[x, y, dx, dy, dx, dy, …]`` in steps of 1/10,000 degree
(8 to 11 metres), longitude first; the first pair counts from nought, each further one from the
pair before it.  Rings leave out their closing point, points that fall together count once.
In the page such a list is a word: each number doubled (less one where it was negative), cut into
groups of five bits, the lowest first, and each group written as one of 64 signs, 32 added while
more follow (as in the encoded polylines of Google's Maps interfaces, with signs that JSON and
HTML leave alone).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

STEPS_PER_DEGREE = 10_000
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
GROUP_BITS = 5
MORE = 1 << GROUP_BITS
MIN_RING_POINTS = 3
MIN_LINE_POINTS = 2


class DayCounter:
    """Days as numbers, 0 being the first day of the case."""

    def __init__(self, first_day: date) -> None:
        self.first_day = first_day

    def __call__(self, day: date | None) -> int | None:
        """Count the days from the first day; None stays None."""
        return None if day is None else (day - self.first_day).days


def pack(numbers: Iterable[int]) -> str:
    """Write whole numbers as a word, as the head of this module says."""
    signs = []
    for number in numbers:
        rest = number * 2 if number >= 0 else -number * 2 - 1
        while rest >= MORE:
            signs.append(SIGNS[MORE | (rest & (MORE - 1))])
            rest >>= GROUP_BITS
        signs.append(SIGNS[rest])
    return "".join(signs)


def packed_polygons(geometry: BaseGeometry) -> list[list[str]]:
    """Give the polygons of an area, each a list of rings as words, the outer one first."""
    return [[pack(ring) for ring in rings] for rings in flat_polygons(geometry)]


def packed_lines(geometry: BaseGeometry) -> list[str]:
    """Give the lines of a geometry as words; of an area, its outlines."""
    return [pack(line) for line in flat_lines(geometry)]


def flat_polygons(geometry: BaseGeometry) -> list[list[list[int]]]:
    """Give the polygons of an area, each a list of rings, the outer one first."""
    parts = (part for part in _parts(geometry, "Polygon") if isinstance(part, Polygon))
    return [rings for part in parts if (rings := _rings(part))]


def flat_lines(geometry: BaseGeometry) -> list[list[int]]:
    """Give the lines of a geometry; of an area, its outlines."""
    if geometry.geom_type.endswith("Polygon"):
        geometry = geometry.boundary
    merged = shapely.line_merge(geometry) if geometry.geom_type == "MultiLineString" else geometry
    lines = (_steps(np.asarray(part.coords)) for part in _parts(merged, "LineString"))
    return [line for line in lines if len(line) >= 2 * MIN_LINE_POINTS]


def _rings(polygon: Polygon) -> list[list[int]]:
    rings = []
    for ring in (polygon.exterior, *polygon.interiors):
        numbers = _steps(np.asarray(ring.coords)[:-1])
        if len(numbers) >= 2 * MIN_RING_POINTS:
            rings.append(numbers)
        elif ring is polygon.exterior:
            return []
    return rings


def _parts(geometry: BaseGeometry, kind: str) -> Iterable[BaseGeometry]:
    for part in shapely.get_parts(geometry):
        if part.geom_type in (kind, "LinearRing" if kind == "LineString" else kind):
            yield part
        elif part.geom_type.startswith(("Multi", "Geometry")):
            yield from _parts(part, kind)


def _steps(lonlat: np.ndarray) -> list[int]:
    whole = np.rint(lonlat[:, :2] * STEPS_PER_DEGREE).astype(np.int64)
    if len(whole) == 0:
        return []
    moved = np.any(np.diff(whole, axis=0) != 0, axis=1)
    kept = whole[np.concatenate(([True], moved))]
    steps = np.vstack([kept[:1], np.diff(kept, axis=0)])
    return [int(number) for number in steps.ravel()]
