"""Outlines: cells and the lines between them, simplified together."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from groundkit import CRS, cut

from geo.outlines import Outlines

TOWNS = {"old-town": (4, 5), "new-town": (8, 5), "mill": (15, 5)}


@pytest.fixture(scope="module")
def drawn():
    ground = cut(points=TOWNS, shared=["west-velt"])
    names = [min(label - {"velt", "west-velt"}) for label in ground.within]
    return Outlines(ground, [[names.index(name)] for name in ("east-velt", "old-town", "new-town")])


def test_cells_are_in_degrees_and_measured_before_simplifying(drawn):
    assert drawn.cells.crs.to_epsg() == 4326
    assert drawn.cells["area_km2"].to_numpy() == pytest.approx([100, 60, 40], rel=1e-3)


def test_cells_neither_overlap_nor_leave_gaps(drawn):
    shapes = drawn.cells.geometry.array

    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).geom_type == "Polygon"


def test_straight_borders_need_few_points(drawn):
    assert shapely.get_num_coordinates(drawn.cells.geometry.array).max() <= 9


def test_degrees_have_six_decimals(drawn):
    xy = shapely.get_coordinates(drawn.cells.geometry.array)

    assert np.array_equal(xy, np.round(xy, 6))


def test_boundaries_lie_between_cells_and_tell_whether_they_are_approximate(drawn):
    lines = drawn.boundaries

    assert lines[["left", "right", "approximate"]].to_numpy().tolist() == [
        [0, 2, False],
        [1, 2, True],
    ]
    assert lines.to_crs(CRS).length.to_numpy() / 1000 == pytest.approx([10, 10], rel=1e-3)


def test_cell_beside_an_approximate_line_is_approximate(drawn):
    assert drawn.cells["approximate"].tolist() == [False, True, True]


def test_boundaries_use_the_points_of_the_cells(drawn):
    own = set(map(tuple, shapely.get_coordinates(drawn.cells.geometry.array)))

    assert set(map(tuple, shapely.get_coordinates(drawn.boundaries.geometry.array))) <= own


def test_cell_of_several_faces_lies_where_all_of_them_do():
    ground = cut(points={"old-town": (4, 5), "new-town": (8, 5)})
    drawn = Outlines(ground, [range(len(ground.within))])

    assert drawn.cells["within"].tolist() == [("new-town", "old-town", "velt")]
    assert drawn.boundaries.empty
