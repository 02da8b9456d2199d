"""
Find the face of the ground that a point lies in.

Points come in degrees and are looked up in the measuring CRS, on the faces as they were cut, not
as they are drawn.  This module knows shapes and nothing of holders.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geo.cells import Cut

COARSE_BORDER_M = 2_000.0
SETTLEMENT_M = 250.0
OUTSIDE = -1


class Locator:
    """
    Faces, ready to be asked.

    Parameters
    ----------
    cut
        The ground in faces.

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
            line belongs to the face with the smaller number.
        """
        x, y = self._to_metres.transform(lon, lat)
        rows = np.full(len(x), OUTSIDE, dtype=np.int64)
        known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        points = shapely.points(x[known], y[known])
        asked, faces = self._tree.query(points)
        hit = shapely.intersects_xy(self._faces[faces], x[known][asked], y[known][asked])
        order = np.flatnonzero(hit)
        order = order[np.argsort(-faces[order], kind="stable")]
        rows[known[asked[order]]] = faces[order]
        outside = np.flatnonzero(rows[known] == OUTSIDE)
        if len(outside) and len(self._shared):
            near, shared = self._shared_tree.query_nearest(
                points[outside], max_distance=COARSE_BORDER_M, all_matches=False
            )
            rows[known[outside[near]]] = self._shared[shared]
        self._find_strays(x, y, rows)
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
