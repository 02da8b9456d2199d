"""Locating: the face that a point lies in."""

from __future__ import annotations

import numpy as np
from groundkit import cut, degrees

from geo.locating import Locator


def locate(ground, *points):
    lon, lat = np.asarray([degrees(*point) for point in points]).T
    return Locator(ground).find(lon, lat).tolist()


def test_points_are_found_in_faces_and_outside():
    ground = cut()

    found = locate(ground, (5, 5), (15, 5), (30, 5))

    assert [ground.within[row] for row in found[:2]] == [
        {"velt", "west-velt"},
        {"velt", "east-velt"},
    ]
    assert found[2] == -1


def test_point_on_a_line_belongs_to_the_smaller_number():
    ground = cut({"velt": (-5, -5, 5, 5), "east": (0, -5, 5, 5), "west": (-5, -5, 0, 5)})

    assert locate(ground, (0, 0)) == [0]


def test_point_as_near_to_two_faces_belongs_to_the_smaller_number():
    ground = cut(
        {"velt": (0, 0, 20, 10), "west-velt": (0, 0, 10, 10), "east-velt": (10, 0, 20, 10)},
        points={"mill": (5, 5), "ferry": (15, 5)},
        shared=["velt"],
    )
    corner = [row for row in locate(ground, (10, 0)) if row >= 0]

    assert corner == [0]
    assert locate(ground, (10, -1), (10, 11)) == [0, 0]


def test_point_beside_the_ground_belongs_to_it_only_where_it_is_shared_out():
    ground = cut(points={"mill": (5, 5)}, shared=["west-velt"])

    assert [row >= 0 for row in locate(ground, (-1.9, 5), (-2.1, 5), (21, 5))] == [
        True,
        False,
        False,
    ]


def test_stray_settlement_is_counted_behind_the_faces():
    ground = cut(points={"mill": (5, 5), "ferry": (5, -1)}, shared=["west-velt"])
    faces = len(ground.within)

    assert locate(ground, (5, -1), (5.2, -1), (5.3, -1))[:2] == [faces, faces]
    assert locate(ground, (5.3, -1))[0] < faces


def test_many_points_are_found_as_one_is(monkeypatch):
    monkeypatch.setattr("geo.locating.AT_ONCE", 2)
    ground = cut()

    assert locate(ground, (5, 5), (15, 5), (30, 5), (5, 6), (5, 7)) == [
        *locate(ground, (5, 5)),
        *locate(ground, (15, 5)),
        -1,
        *locate(ground, (5, 6), (5, 7)),
    ]


def test_a_crowd_of_points_is_found_as_each_alone(monkeypatch):
    ground = cut(points={"mill": (5, 5), "ferry": (5, -1)}, shared=["west-velt"])
    random = np.random.default_rng(2020)
    points = random.uniform((-3, -3), (23, 13), (20_000, 2))
    alone = locate(ground, *points)
    monkeypatch.setattr("geo.locating.MANY", 1)

    found = locate(ground, *points)

    assert {-1, len(ground.within)} < set(alone)
    assert found == alone
