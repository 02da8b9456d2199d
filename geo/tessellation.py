"""
Share ground out among settlements: to each what lies nearest to it.

The shares are Voronoi cells.  A settlement may have a reach, beyond which the ground goes to the
nearest settlement that has none.  This module knows points and lines in metres, and nothing of
areas, days or holders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

SAME_POINT_M = 1.0
OVERHANG_M = 5.0
CIRCLE_SEGMENTS = 16


@dataclass(frozen=True, slots=True)
class Seed:
    """
    A point that ground is shared out to.

    Attributes
    ----------
    settlement_ids
        The settlements that stand there, in alphabetical order; never empty.
    x, y
        Metres in the measuring CRS.
    reach_m
        How far its share goes at most; infinite when nothing is said.
    """

    settlement_ids: tuple[str, ...]
    x: float
    y: float
    reach_m: float = np.inf

    @property
    def is_capped(self) -> bool:
        """Whether its share ends somewhere by itself."""
        return bool(np.isfinite(self.reach_m))


def gather_seeds(
    ids: list[str], xy: NDArray[np.float64], reach_m: NDArray[np.float64]
) -> tuple[Seed, ...]:
    """
    Make seeds of settlements; those within a metre of each other share one.

    Parameters
    ----------
    ids
        Of the settlements.
    xy
        Their points in metres, one row each.
    reach_m
        Their reach in metres; NaN where there is none.

    Returns
    -------
    tuple of Seed
        In the alphabetical order of their first settlement.  Several settlements at one point
        reach as far as the farthest of them.
    """
    order = sorted(range(len(ids)), key=ids.__getitem__)
    points = np.asarray(shapely.points(xy[order]), dtype=np.object_)
    ones, others = shapely.STRtree(points).query(points, predicate="dwithin", distance=SAME_POINT_M)
    leader = np.arange(len(order))
    np.minimum.at(leader, ones, others)
    groups: dict[int, list[int]] = {}
    for position, row in enumerate(order):
        groups.setdefault(int(leader[leader[position]]), []).append(row)
    limits = np.where(np.isnan(reach_m), np.inf, reach_m)
    return tuple(
        Seed(
            tuple(ids[row] for row in group),
            float(xy[group[0], 0]),
            float(xy[group[0], 1]),
            float(limits[group].max()),
        )
        for group in groups.values()
    )


class Tessellation:
    """
    Ground shared out among seeds.

    Parameters
    ----------
    seeds
        No two at one point.
    domain
        The ground to share out, in metres.
    """

    def __init__(self, seeds: tuple[Seed, ...], domain: BaseGeometry) -> None:
        self.seeds = seeds
        self._domain = shapely.buffer(domain, OVERHANG_M)
        self._points = [shapely.Point(seed.x, seed.y) for seed in seeds]
        self._tree = shapely.STRtree(self._points)
        self._open = [row for row, seed in enumerate(seeds) if not seed.is_capped]
        self._open_tree = shapely.STRtree([self._points[row] for row in self._open])
        self._discs = {
            row: shapely.buffer(self._points[row], seed.reach_m, quad_segs=CIRCLE_SEGMENTS)
            for row, seed in enumerate(seeds)
            if seed.is_capped
        }

    def owners(self, points: NDArray[np.object_]) -> NDArray[np.int64]:
        """
        Find the seed whose share each point lies in.

        Returns
        -------
        numpy.ndarray
            Rows of ``seeds``; -1 where no seed reaches.
        """
        if not self.seeds or not len(points):
            return np.full(len(points), -1, dtype=np.int64)
        nearest = np.asarray(self._tree.nearest(points), dtype=np.int64)
        for row, disc in self._discs.items():
            beyond = np.flatnonzero(nearest == row)
            beyond = beyond[~shapely.intersects(disc, points[beyond])]
            nearest[beyond] = self._nearest_open(points[beyond])
        return nearest

    def lines(self) -> list[BaseGeometry]:
        """
        Give the lines between the shares.

        Returns
        -------
        list of BaseGeometry
            Lines in metres.  They end 5 m outside the domain: clipped to it exactly, they would
            miss its border by a rounding error, and the shares on both sides would be one.
        """
        lines = self._between(self._points)
        if self._discs:
            lines += self._around_discs()
        return [line for line in lines if not line.is_empty]

    def _nearest_open(self, points: NDArray[np.object_]) -> NDArray[np.int64]:
        if not self._open or not len(points):
            return np.full(len(points), -1, dtype=np.int64)
        return np.asarray(self._open, dtype=np.int64)[self._open_tree.nearest(points)]

    def _between(self, points: list[shapely.Point]) -> list[BaseGeometry]:
        if len(points) < 2:  # noqa: PLR2004 - one point has all the ground
            return []
        edges = shapely.voronoi_polygons(
            shapely.MultiPoint(points), extend_to=self._domain, only_edges=True
        )
        parts = shapely.get_parts(edges)
        shapely.prepare(self._domain)
        inside = shapely.contains_properly(self._domain, parts)
        across = ~inside & shapely.intersects(self._domain, parts)
        return [*parts[inside], *shapely.intersection(parts[across], self._domain)]

    def _around_discs(self) -> list[BaseGeometry]:
        cells = self._cells()
        beyond = {
            row: shapely.difference(
                shapely.buffer(cells[row], OVERHANG_M), shapely.buffer(disc, -OVERHANG_M)
            )
            for row, disc in self._discs.items()
        }
        arcs = [
            shapely.intersection(shapely.boundary(self._discs[row]), area)
            for row, area in beyond.items()
        ]
        between = shapely.intersection(
            self._between([self._points[row] for row in self._open]),
            shapely.union_all(list(beyond.values())),
        )
        return [*shapely.intersection(arcs, self._domain), *between]

    def _cells(self) -> NDArray[np.object_]:
        if len(self._points) == 1:
            return np.asarray([shapely.envelope(self._domain)])
        return shapely.get_parts(
            shapely.voronoi_polygons(
                shapely.MultiPoint(self._points), extend_to=self._domain, ordered=True
            )
        )
