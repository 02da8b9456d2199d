"""Cells: the ground in faces that neither overlap nor leave gaps."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from groundkit import area_of, areas, cut, settlements
from shapely import Point

from geo.cells import cut_ground
from geo.errors import LayerError

TWO = {"old-town": (4, 5), "new-town": (8, 5)}
# Four areas whose borders miss each other by a few decimetres, as simplified borders do.
ROUGHLY_JOINED = {
    "velt": (0, 0, 20, 10),
    "west-velt": (0, 0, 9.9997, 10),
    "east-velt": (10.0002, 0, 20, 10),
    "strip": (2, 4, 18, 6),
}


def labels(ground):
    return sorted(tuple(sorted(label)) for label in ground.within)


def test_two_districts_and_no_settlement_are_two_faces():
    ground = cut()

    assert labels(ground) == [("east-velt", "velt"), ("velt", "west-velt")]
    assert ground.faces.area.to_numpy() / 1e6 == pytest.approx([100, 100], rel=1e-4)
    assert ground.strays == ()


def test_ground_goes_to_the_nearest_settlement():
    ground = cut(points=TWO, shared=["west-velt"])

    assert area_of(ground, "old-town") == pytest.approx(60, rel=1e-3)
    assert area_of(ground, "new-town") == pytest.approx(40, rel=1e-3)


def test_settlements_have_no_share_outside_the_settlement_ground():
    ground = cut(points=TWO, shared=["west-velt"])

    assert area_of(ground, "new-town", "east-velt") == 0
    assert area_of(ground, "east-velt") == pytest.approx(100, rel=1e-4)


def test_without_settlement_ground_all_the_ground_is_shared_out():
    ground = cut(points=TWO)

    assert area_of(ground, "new-town") == pytest.approx(140, rel=1e-3)


def test_share_of_a_settlement_with_a_reach_ends_there():
    ground = cut(points={"old-town": (4, 5, 1000), "new-town": (8, 5)}, shared=["west-velt"])

    # A circle drawn with 64 corners is 0.16 % smaller than pi.
    assert area_of(ground, "old-town") == pytest.approx(np.pi, rel=3e-3)
    assert area_of(ground, "new-town") == pytest.approx(100 - np.pi, rel=3e-3)


def test_beyond_all_reaches_ground_belongs_to_no_settlement():
    ground = cut(points={"old-town": (4, 5, 1000)})

    assert area_of(ground, "old-town") == pytest.approx(np.pi, rel=3e-3)
    assert ground.faces.area.sum() / 1e6 == pytest.approx(200, rel=1e-4)


def test_settlements_at_one_point_have_one_share():
    ground = cut(points={**TWO, "old-fort": (4.0005, 5)}, shared=["west-velt"])

    assert area_of(ground, "old-town", "old-fort") == pytest.approx(60, rel=1e-3)
    assert area_of(ground, "old-town") == area_of(ground, "old-fort")


def test_settlement_just_outside_seeds_and_answers_at_its_point():
    ground = cut(points={"old-town": (4, 5), "ferry": (4, -1)}, shared=["west-velt"])

    assert area_of(ground, "ferry") == pytest.approx(20, rel=1e-3)
    assert [stray.within for stray in ground.strays] == [frozenset({"velt", "west-velt", "ferry"})]


def test_settlement_far_outside_has_no_share():
    ground = cut(points={"old-town": (4, 5), "harbour": (4, -3)}, shared=["west-velt"])

    assert area_of(ground, "harbour") == 0
    assert ground.strays == ()


def test_settlement_in_ground_that_is_not_shared_out_answers_at_its_point():
    ground = cut(points={"old-town": (4, 5), "mill": (15, 5)}, shared=["west-velt"])

    assert area_of(ground, "mill") == 0
    assert [stray.within for stray in ground.strays] == [frozenset({"velt", "east-velt", "mill"})]


def test_every_settlement_stands_in_its_own_share():
    generator = np.random.default_rng(20)
    points = {
        f"s{n:02}": (float(x), float(y))
        for n, (x, y) in enumerate(generator.uniform((0.2, 0.2), (19.8, 9.8), (40, 2)))
    }

    ground = cut(points=points)

    for name, (x, y) in points.items():
        own = ground.faces.contains(Point(x * 1000, y * 1000))
        assert [name in ground.within[face] for face in np.flatnonzero(own)] == [True]


def test_borders_that_nearly_meet_leave_no_slivers():
    ground = cut(ROUGHLY_JOINED, points=TWO)

    assert shapely.coverage_is_valid(ground.faces.geometry.array)
    assert ground.faces.area.min() > 50_000
    assert ground.faces.area.sum() / 1e6 == pytest.approx(200, rel=1e-4)


def test_small_piece_that_a_settlement_stands_on_is_kept():
    boxes = {"velt": (0, 0, 20, 10), "west-velt": (0, 0, 10, 10), "isle": (12, 5, 12.2, 5.2)}

    bare = cut(boxes, shared=["isle"])
    settled = cut(boxes, points={"lighthouse": (12.1, 5.1)}, shared=["isle"])

    assert area_of(bare, "isle") == 0
    assert area_of(settled, "lighthouse") == pytest.approx(0.04, rel=1e-2)


def test_line_between_shares_is_approximate_and_a_border_is_not():
    ground = cut(points=TWO, shared=["west-velt"])

    rough = {
        (ground.within[row.left] ^ ground.within[row.right]): row.approximate
        for row in ground.edges[ground.edges["right"] >= 0].itertuples()
    }
    assert rough[frozenset({"old-town", "new-town"})]
    assert not rough[frozenset({"west-velt", "east-velt", "new-town"})]


def test_line_of_an_approximate_area_is_approximate():
    boxes = {"velt": (0, 0, 20, 10), "strip": (0, 4, 20, 6)}

    ground = cut(boxes, approximate=["strip"])

    inner = ground.edges[ground.edges["right"] >= 0]
    assert inner["approximate"].tolist() == [True, True]


def test_rim_of_the_ground_has_nothing_on_its_right():
    ground = cut()

    rim = ground.edges[ground.edges["right"] == -1]
    assert rim.length.sum() / 1000 == pytest.approx(60, rel=1e-3)


def test_order_of_the_input_changes_nothing():
    points = {**TWO, "mill": (15, 5, 2000)}
    shapes, places = areas(ROUGHLY_JOINED), settlements(points)
    options = {"ground": "velt", "settlement_ground": ["velt"], "measuring_crs": "EPSG:6933"}

    one = cut_ground(shapes, places, **options)
    other = cut_ground(shapes.iloc[::-1], places.iloc[::-1], **options)

    assert one.within == other.within
    assert one.faces.to_wkb().equals(other.faces.to_wkb())
    assert one.edges.to_wkb().equals(other.edges.to_wkb())


def test_lines_among_the_areas_are_left_aside():
    shapes = areas()
    shapes.loc[len(shapes)] = ["front", False, shapely.LineString([(0, 0), (1, 1)])]

    ground = cut_ground(
        shapes, settlements(), ground="velt", settlement_ground=[], measuring_crs="EPSG:6933"
    )

    assert labels(ground) == [("east-velt", "velt"), ("velt", "west-velt")]


def test_area_without_a_shape_is_named():
    with pytest.raises(LayerError) as caught:
        cut(shared=["north-velt", "west-velt"])

    assert str(caught.value) == (
        "data/areas.geojson: no polygon for north-velt; "
        "add it, or name another area in data/case.toml"
    )
