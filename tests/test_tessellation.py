"""Tessellation: ground shared out to the nearest settlement."""

from __future__ import annotations

import numpy as np
import shapely

from geo.tessellation import Seed, Tessellation, gather_seeds

DOMAIN = shapely.box(0, 0, 10_000, 1_000)


def owners(seeds, *points):
    return Tessellation(seeds, DOMAIN).owners(shapely.points(points)).tolist()


def test_settlements_within_a_metre_share_a_seed():
    xy = np.asarray([[0.0, 0.0], [0.6, 0.0], [5.0, 0.0]])

    seeds = gather_seeds(["b", "a", "c"], xy, np.asarray([np.nan, 300.0, 200.0]))

    assert seeds == (Seed(("a", "b"), 0.6, 0.0), Seed(("c",), 5.0, 0.0, 200.0))


def test_no_settlements_make_no_seeds():
    assert gather_seeds([], np.empty((0, 2)), np.empty(0)) == ()


def test_point_belongs_to_the_nearest_seed():
    seeds = (Seed(("a",), 1_000, 500), Seed(("b",), 9_000, 500))

    assert owners(seeds, (4_999, 1), (5_001, 1)) == [0, 1]


def test_beyond_a_reach_ground_goes_to_the_nearest_without_one():
    seeds = (
        Seed(("a",), 1_000, 500, 600),
        Seed(("b",), 3_000, 500, 600),
        Seed(("c",), 9_000, 500),
    )

    assert owners(seeds, (1_500, 500), (1_700, 500), (2_500, 500)) == [0, 2, 1]


def test_without_seeds_ground_belongs_to_nobody():
    assert owners((), (1, 1)) == [-1]
    assert Tessellation((), DOMAIN).lines() == []


def test_lines_stand_half_way_and_end_just_outside():
    seeds = (Seed(("a",), 1_000, 500), Seed(("b",), 9_000, 500))

    [line] = Tessellation(seeds, DOMAIN).lines()

    assert line.equals(shapely.LineString([(5_000, -5), (5_000, 1_005)]))
