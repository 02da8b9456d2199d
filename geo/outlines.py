"""
Draw cells: faces with equal histories as one shape, simplified together.

All faces are simplified at once as a coverage, so that neighbours keep their common line; the
lines between the cells come from the same vertices.  This module knows shapes and groups, and
nothing of why faces belong together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.cells import Cut
from geo.meshes import Segments, find_segments, merge_lines

TOLERANCE_M = 70.0
DECIMALS = 6
M2_PER_KM2 = 1_000_000


class Outlines:
    """
    Cells of a cut, and the lines between them.

    Parameters
    ----------
    cut
        The ground in faces.
    groups
        The faces of each cell, by their ids.
    """

    def __init__(self, cut: Cut, groups: Sequence[Sequence[int]]) -> None:
        self._cut = cut
        self._groups = [list(group) for group in groups]
        self._cell_of = np.empty(len(cut.within), dtype=np.int64)
        for cell, group in enumerate(self._groups):
            self._cell_of[group] = cell

    @cached_property
    def cells(self) -> gpd.GeoDataFrame:
        """
        Give the cells.

        Returns
        -------
        geopandas.GeoDataFrame
            ``cell_id`` (int), ``area_km2`` (as measured before simplifying), ``within`` (tuple
            of str: the areas that the whole cell lies in, and the settlements whose shares it
            is made of), ``approximate`` (whether any of its lines is), ``geometry``
            (MultiPolygon, EPSG:4326, six decimals).
        """
        area = self._cut.faces.area.to_numpy()
        rough = self._rough_cells()
        shapes = [shapely.coverage_union_all(self._simple[group]) for group in self._groups]
        return gpd.GeoDataFrame(
            {
                "cell_id": range(len(self._groups)),
                "area_km2": [float(area[group].sum()) / M2_PER_KM2 for group in self._groups],
                "within": [self._within(group) for group in self._groups],
                "approximate": [cell in rough for cell in range(len(self._groups))],
            },
            geometry=self._export(np.asarray(shapes, dtype=np.object_)),
            crs="EPSG:4326",
        )

    @cached_property
    def boundaries(self) -> gpd.GeoDataFrame:
        """
        Give the lines between cells.

        Returns
        -------
        geopandas.GeoDataFrame
            ``left``, ``right`` (cell_id, left the smaller), ``approximate``, ``geometry``
            (LineString or MultiLineString, EPSG:4326); a pair of cells has two rows when their
            common line is approximate in part.
        """
        found = find_segments(self._simple)
        pairs = self._cell_of[np.column_stack([found.left, found.right])]
        between = (found.right >= 0) & (pairs[:, 0] != pairs[:, 1])
        rough = self._is_rough(found.left[between], found.right[between])
        rows = np.column_stack([np.sort(pairs[between], axis=1), rough])
        unique, groups = np.unique(rows, axis=0, return_inverse=True)
        kept = Segments(*(part[between] for part in (found.left, found.right, found.coordinates)))
        lines = merge_lines(kept, groups.ravel()) if len(unique) else np.empty(0, dtype=np.object_)
        return gpd.GeoDataFrame(
            {
                "left": unique[:, 0].astype(np.int64),
                "right": unique[:, 1].astype(np.int64),
                "approximate": unique[:, 2].astype(np.bool_),
            },
            geometry=self._export(lines),
            crs="EPSG:4326",
        )

    @cached_property
    def _simple(self) -> NDArray[np.object_]:
        faces = np.asarray(self._cut.faces.geometry.array)
        return np.asarray(shapely.coverage_simplify(faces, TOLERANCE_M), dtype=np.object_)

    def _within(self, group: list[int]) -> tuple[str, ...]:
        labels = [self._cut.within[face] for face in group]
        common = frozenset.intersection(*labels)
        settlements = frozenset.union(*labels) & self._cut.settlement_ids
        return tuple(sorted(common | settlements))

    def _rough_cells(self) -> frozenset[int]:
        lines = self.boundaries[self.boundaries["approximate"]]
        return frozenset(lines["left"]) | frozenset(lines["right"])

    def _is_rough(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
        edges = self._cut.edges.set_index(["left", "right"])["approximate"]
        rough = edges.loc[pd.MultiIndex.from_arrays([left, right])]
        return np.asarray(rough, dtype=np.bool_)

    def _export(self, shapes: NDArray[np.object_]) -> gpd.GeoSeries:
        degrees = gpd.GeoSeries(shapes, crs=self._cut.faces.crs).to_crs("EPSG:4326")
        rounded = shapely.transform(degrees.array, lambda xy: np.round(xy, DECIMALS))
        return gpd.GeoSeries(shapely.normalize(rounded), crs="EPSG:4326")
