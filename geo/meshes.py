"""
Polygons that share their borders vertex by vertex, and the lines between them.

Neighbours are found by their common segments, which are equal to the last digit, so that no
tolerance is needed.  This module knows coverages and nothing of what they show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

SLIVER_M2 = 50_000.0
THIN = 0.02
THIN_AT_MOST_M2 = 5_000_000.0

Label = frozenset[str]


@dataclass(frozen=True, slots=True)
class Segments:
    """
    The segments of a coverage, each once.

    Attributes
    ----------
    left, right
        Rows of the two polygons beside it; ``right`` is -1 at the rim.
    coordinates
        Both ends, shape (n, 2, 2).
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    coordinates: NDArray[np.float64]

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Give the length of each, in the units of its coordinates."""
        across = self.coordinates[:, 1] - self.coordinates[:, 0]
        return np.hypot(across[:, 0], across[:, 1])


def find_segments(shapes: NDArray[np.object_]) -> Segments:
    """
    Find the segments of a coverage of polygons or multipolygons, each with its neighbours.

    Parameters
    ----------
    shapes
        A valid coverage: common borders have the same vertices on both sides.

    Returns
    -------
    Segments
        In an order that follows from the coordinates alone.
    """
    parts, shape_of_part = shapely.get_parts(shapes, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    xy, ring_of_point = shapely.get_coordinates(rings, return_index=True)
    follows = ring_of_point[1:] == ring_of_point[:-1]
    starts = np.flatnonzero(follows)
    vertices, vertex = np.unique(xy[:, 0] + 1j * xy[:, 1], return_inverse=True)
    ends = np.sort(np.column_stack([vertex[starts], vertex[starts + 1]]), axis=1)
    owner = shape_of_part[part_of_ring[ring_of_point[starts]]]
    order = np.lexsort([owner, ends[:, 1], ends[:, 0]])
    ends, owner = ends[order], owner[order].astype(np.int64)
    same = np.flatnonzero((ends[1:] == ends[:-1]).all(axis=1))
    other = np.full(len(owner), -1, dtype=np.int64)
    other[same] = owner[same + 1]
    first = np.ones(len(owner), dtype=np.bool_)
    first[same + 1] = False
    corners = vertices[ends[first]]
    return Segments(owner[first], other[first], np.stack([corners.real, corners.imag], axis=-1))


def merge_lines(segments: Segments, groups: NDArray[np.int64]) -> NDArray[np.object_]:
    """
    Join the segments of each group to one line or multiline.

    Parameters
    ----------
    segments
        As found.
    groups
        Group of each segment, counted from 0 without gaps.

    Returns
    -------
    numpy.ndarray
        One LineString or MultiLineString per group.
    """
    order = np.argsort(groups, kind="stable")
    lines = np.asarray(shapely.linestrings(segments.coordinates[order]), dtype=np.object_)
    return np.asarray(
        shapely.normalize(
            shapely.line_merge(shapely.multilinestrings(lines, indices=groups[order]))
        ),
        dtype=np.object_,
    )


@dataclass(frozen=True)
class Mesh:
    """
    Connected polygons that cover their ground without overlap, each with a label.

    Attributes
    ----------
    polygons
        Polygons, a valid coverage.
    labels
        What each lies in.
    """

    polygons: NDArray[np.object_]
    labels: tuple[Label, ...]

    @classmethod
    def joined(cls, pieces: NDArray[np.object_], labels: Iterable[Label]) -> Self:
        """
        Join pieces of one label where they touch.

        Returns
        -------
        Mesh
            One row per connected piece, ordered by label and place.
        """
        groups: dict[tuple[str, ...], list[int]] = {}
        for row, label in enumerate(labels):
            groups.setdefault(tuple(sorted(label)), []).append(row)
        found = []
        for name in sorted(groups):
            rows = groups[name]
            whole = shapely.coverage_union_all(pieces[rows]) if len(rows) > 1 else pieces[rows[0]]
            parts = shapely.get_parts(shapely.normalize(whole))
            order = np.lexsort(shapely.bounds(parts).T)
            found += [(part, frozenset(name)) for part in parts[order]]
        polygons = np.empty(len(found), dtype=np.object_)
        polygons[:] = [part for part, _ in found]
        return cls(polygons, tuple(label for _, label in found))

    @cached_property
    def segments(self) -> Segments:
        """Find the segments between the polygons."""
        return find_segments(self.polygons)

    def neighbours(self) -> pd.DataFrame:
        """
        Measure the lines between neighbours.

        Returns
        -------
        pandas.DataFrame
            ``left``, ``right`` (rows, left the smaller), ``length``; in the order of both.
        """
        segments = self.segments
        frame = pd.DataFrame(
            {"left": segments.left, "right": segments.right, "length": segments.lengths}
        )
        inner = frame[frame["right"] >= 0]
        return inner.groupby(["left", "right"])[["length"]].sum().reset_index()

    def lines(self) -> pd.DataFrame:
        """
        Give the lines between neighbours, and those at the rim.

        Returns
        -------
        pandas.DataFrame
            ``left``, ``right`` (rows; -1 outside), ``geometry``; in the order of both.
        """
        segments = self.segments
        pairs = np.column_stack([segments.left, segments.right])
        unique, groups = np.unique(pairs, axis=0, return_inverse=True)
        return pd.DataFrame(
            {
                "left": unique[:, 0],
                "right": unique[:, 1],
                "geometry": merge_lines(segments, groups.ravel()),
            }
        )

    def slivers(self) -> frozenset[int]:
        """
        Find the pieces that are too small or too thin to mean anything.

        Returns
        -------
        frozenset of int
            Rows under 0.05 km², and rows under 5 km² whose area is less than a fiftieth of that
            of a circle with the same outline.
        """
        area = shapely.area(self.polygons)
        roundness = 4 * np.pi * area / shapely.length(self.polygons) ** 2
        thin = (roundness < THIN) & (area < THIN_AT_MOST_M2)
        return frozenset(np.flatnonzero((area < SLIVER_M2) | thin).tolist())

    def without(self, rows: frozenset[int]) -> Mesh:
        """
        Give some rows to the neighbours with which they have the longest common line.

        Of two neighbours with equal lines the larger one takes it.

        Parameters
        ----------
        rows
            To be merged away.  One without a neighbour stays.

        Returns
        -------
        Mesh
            The same ground in fewer pieces.
        """
        area = shapely.area(self.polygons)
        target = list(range(len(self.polygons)))
        pairs = self.neighbours()
        both = pd.concat(
            [pairs, pairs.rename(columns={"left": "right", "right": "left"})], ignore_index=True
        )
        both = both[both["left"].isin(rows)]
        both["area"] = area[both["right"]]
        longest = both.sort_values(["length", "area", "right"]).groupby("left")["right"].last()
        for row, neighbour in longest.items():
            target[int(str(row))] = int(neighbour)
        labels = [self.labels[_end(row, target, area)] for row in range(len(target))]
        return Mesh.joined(self.polygons, labels)


def _end(row: int, target: list[int], area: NDArray[np.float64]) -> int:
    """Follow a chain of slivers to the piece that takes them all; the largest, if it is a ring."""
    seen = [row]
    while target[seen[-1]] not in seen:
        seen.append(target[seen[-1]])
    last = target[seen[-1]]
    ring = seen[seen.index(last) :]
    return max(ring, key=lambda member: (area[member], -member))
