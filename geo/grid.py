"""
Squares over the ground that know what all of them lies in, so that most points need no shape.

A square that a line runs through knows nothing; points in it have to be asked of the shapes.  This
module knows squares and lines, and nothing of what the lines part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

SQUARES = 256  # along each side
SAMPLES = 4  # to the width of a square, along each line
REACH = 1.05  # steps from a sample within which its line may run
UNKNOWN = -2

Find = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.int64]]


class Grid:
    """
    Squares over some ground.

    Parameters
    ----------
    lines
        All that part one answer from another, in metres.
    find
        Gives the answer at points (x and y, in flat arrays); constant where no line runs.
    """

    def __init__(self, lines: Sequence[BaseGeometry], find: Find) -> None:
        west, south, east, north = shapely.total_bounds(np.asarray(lines, dtype=np.object_))
        self._corner = np.asarray([west, south])
        self._width = np.maximum(np.asarray([east - west, north - south]) / SQUARES, 1.0)
        free = np.ones(SQUARES * SQUARES, dtype=np.bool_)
        free[self._crossed(lines)] = False
        squares = np.flatnonzero(free)
        middle = np.column_stack([squares // SQUARES, squares % SQUARES]) + 0.5
        x, y = (self._corner + middle * self._width).T
        self._answers = np.full(SQUARES * SQUARES, UNKNOWN, dtype=np.int64)
        self._answers[squares] = find(x, y)

    def find(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        """
        Give the answer at points, ``UNKNOWN`` where a line is near.

        Parameters
        ----------
        x, y
            Metres; what is no number is unknown, and so is what lies off the squares.
        """
        column = (x - self._corner[0]) / self._width[0]
        row = (y - self._corner[1]) / self._width[1]
        on = (column >= 0) & (column < SQUARES) & (row >= 0) & (row < SQUARES)
        square = np.where(on, column, 0).astype(np.int64) * SQUARES
        square += np.where(on, row, 0).astype(np.int64)
        return np.where(on, self._answers[square], UNKNOWN)

    def _crossed(self, lines: Sequence[BaseGeometry]) -> NDArray[np.int64]:
        """Give the squares that lines run through: all that lie within a step of a sample."""
        step = float(self._width.min()) / SAMPLES
        dense = shapely.segmentize(np.asarray(lines, dtype=np.object_), step)
        samples = np.unique(np.rint((shapely.get_coordinates(dense) - self._corner) / step), axis=0)
        near = [
            np.floor((samples + np.asarray([across, along])) * step / self._width)
            for across in (-REACH, REACH)
            for along in (-REACH, REACH)
        ]
        squares = np.clip(np.concatenate(near), 0, SQUARES - 1).astype(np.int64)
        return np.unique(squares[:, 0] * SQUARES + squares[:, 1])
