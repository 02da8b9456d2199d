"""The grid: squares that know what all of them lies in."""

from __future__ import annotations

import numpy as np
import shapely

from geo.grid import UNKNOWN, Grid

DISC = shapely.Point(3, 1).buffer(40, quad_segs=64)
FRAME = shapely.box(-100, -100, 100, 100)


def in_disc(x, y):
    return shapely.intersects_xy(DISC, x, y).astype(np.int64)


def grid():
    return Grid([DISC.boundary, FRAME.boundary], in_disc)


def test_grid_never_contradicts_the_shapes():
    random = np.random.default_rng(2020)
    x, y = random.uniform(-120, 120, (2, 200_000))

    found = grid().find(x, y)

    known = found != UNKNOWN
    assert (found[known] == in_disc(x[known], y[known])).all()


def test_only_points_near_a_line_or_off_the_squares_are_unknown():
    random = np.random.default_rng(2020)
    x, y = random.uniform(-99, 99, (2, 200_000))

    unknown = grid().find(x, y) == UNKNOWN

    away = np.minimum(*shapely.distance([[DISC.boundary], [FRAME.boundary]], shapely.points(x, y)))
    width = 200 / 256
    assert away[unknown].max() < 3 * max(width, 1.0)
    assert not unknown[away > 3 * max(width, 1.0)].any()


def test_what_is_no_point_is_unknown():
    found = grid().find(np.asarray([np.nan, np.inf, 500.0]), np.zeros(3))

    assert found.tolist() == [UNKNOWN] * 3
