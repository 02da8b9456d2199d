"""
Find the face of the ground that a point lies in.

Points come in degrees and are looked up in the measuring CRS, on the faces as they were cut, not
as they are drawn.  This module knows shapes and nothing of holders.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geo.cells import Cut
from geo.grid import UNKNOWN, Grid

COARSE_BORDER_M = 2_000.0
SETTLEMENT_M = 250.0
OUTSIDE = -1
AT_ONCE = 100_000
DECIMALS = 6
MANY = 50_000  # points from which on squares pay


class Locator:
    """
    Faces, ready to be asked.

    Parameters
    ----------
    cut
        The ground in faces.

    Attributes
    ----------
    reach
        Ground that is shared out, and what lies so near that it is answered for it; metres.

    Notes
    -----
    Borders of small scale cut off settlements along rivers.  So a point within 250 m of a stray
    settlement is answered for that settlement, and a point outside the ground, but within 2 km of
    ground that is shared out among settlements, for the nearest such ground.
    """

    def __init__(self, cut: Cut) -> None:
        self._faces = np.asarray(cut.faces.geometry.array)
        shapely.prepare(self._faces)
        self._tree = shapely.STRtree(self._faces)
        self._to_metres = Transformer.from_crs("EPSG:4326", cut.faces.crs, always_xy=True)
        self._strays = [(stray.x, stray.y) for stray in cut.strays]
        self._shared = np.flatnonzero([bool(label & cut.settlement_ids) for label in cut.within])
        self._shared_tree = shapely.STRtree(self._faces[self._shared])
        self.reach = shapely.buffer(
            shapely.coverage_union_all(self._faces[self._shared]), COARSE_BORDER_M
        )
        shapely.prepare(self.reach)
        self._edges = cut.edges.geometry.array

    def find(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
        """
        Find where points lie.

        Parameters
        ----------
        lon, lat
            Degrees, in flat arrays of one length.

        Returns
        -------
        numpy.ndarray
            Face of each point; counted on behind the faces, its stray; -1 outside.  A point on a
            line, or as near to two faces beside the ground, belongs to the one with the smaller
            number; metres are rounded to a millionth before, so that corners are met.
        """
        x, y = (np.round(part, DECIMALS) for part in self._to_metres.transform(lon, lat))
        if len(x) < MANY:
            return self._find(x, y)
        rows = self._grid.find(x, y)
        unknown = np.flatnonzero(rows == UNKNOWN)
        rows[unknown] = self._find(x[unknown], y[unknown])
        return rows

    @cached_property
    def _grid(self) -> Grid:
        """Squares that no border, and no edge of a rule for points beside one, runs through."""
        discs = [shapely.Point(stray).buffer(SETTLEMENT_M, quad_segs=64) for stray in self._strays]
        beside = shapely.boundary([*discs, self.reach])
        return Grid([*self._edges, *beside], self._find_alike)

    def _find_alike(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        """Find where points lie; unknown where neighbours of theirs may lie elsewhere."""
        rows = self._find(x, y)
        faces = np.clip(rows, 0, len(self._faces) - 1)
        alike = (rows == faces) & shapely.intersects_xy(self._faces[faces], x, y)
        return np.where(alike | (rows == OUTSIDE), rows, UNKNOWN)

    def _find(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        rows = np.full(len(x), OUTSIDE, dtype=np.int64)
        for start in range(0, len(x), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            known = np.flatnonzero(np.isfinite(x[part]) & np.isfinite(y[part])) + start
            rows[known] = self._find_faces(x[known], y[known])
        self._find_strays(x, y, rows)
        return rows

    def _find_faces(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        rows = np.full(len(x), len(self._faces), dtype=np.int64)
        asked, faces = self._tree.query(shapely.points(x, y))
        hit = shapely.intersects_xy(self._faces[faces], x[asked], y[asked])
        np.minimum.at(rows, asked[hit], faces[hit])
        rows[rows == len(self._faces)] = OUTSIDE
        outside = np.flatnonzero(rows == OUTSIDE)
        beside = outside[shapely.intersects_xy(self.reach, x[outside], y[outside])]
        asked, nearest = self._shared_tree.query_nearest(shapely.points(x[beside], y[beside]))
        rows[beside] = len(self._faces)
        np.minimum.at(rows, beside[asked], self._shared[nearest])
        return rows

    def _find_strays(
        self, x: NDArray[np.float64], y: NDArray[np.float64], rows: NDArray[np.int64]
    ) -> None:
        nearest = np.full(len(x), SETTLEMENT_M)
        for number, (stray_x, stray_y) in enumerate(self._strays):
            close = np.flatnonzero(np.abs(x - stray_x) <= SETTLEMENT_M)
            distance = np.hypot(x[close] - stray_x, y[close] - stray_y)
            closer = distance <= nearest[close]
            nearest[close[closer]] = distance[closer]
            rows[close[closer]] = len(self._faces) + number
