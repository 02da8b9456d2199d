"""Meshes: polygons that share their borders vertex by vertex."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import box

from geo.meshes import Mesh, find_segments, merge_lines

A, B = frozenset({"a"}), frozenset({"b"})


def square(*corners):
    return box(*(1_000 * corner for corner in corners))


def mesh(*rows):
    return Mesh.joined(np.asarray([shape for shape, _ in rows]), [label for _, label in rows])


def test_pieces_of_one_label_are_joined_where_they_touch():
    found = mesh((square(0, 0, 1, 1), A), (square(1, 0, 2, 1), A), (square(5, 0, 6, 1), A))

    assert shapely.area(found.polygons).tolist() == [2e6, 1e6]


def test_neighbours_are_measured_along_their_common_line():
    found = mesh((square(0, 0, 1, 2), A), (square(1, 0, 2, 2), B))

    assert found.neighbours().to_numpy().tolist() == [[0, 1, 2000]]


def test_corner_makes_no_neighbours():
    found = mesh((square(0, 0, 1, 1), A), (square(1, 1, 2, 2), B))

    assert found.neighbours().empty


def test_lines_tell_the_rim_from_common_borders():
    found = mesh((square(0, 0, 1, 1), A), (square(1, 0, 2, 1), B)).lines()

    assert found[["left", "right"]].to_numpy().tolist() == [[0, -1], [0, 1], [1, -1]]
    assert shapely.length(found["geometry"].to_numpy()).tolist() == [3000, 1000, 3000]


def test_border_around_a_hole_is_a_common_line():
    outer = square(0, 0, 3, 3).difference(square(1, 1, 2, 2))

    found = mesh((outer, A), (square(1, 1, 2, 2), B))

    assert found.neighbours()["length"].tolist() == [4000]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (square(0, 0, 0.2, 0.2), frozenset({0})),
        (square(0, 0, 0.3, 0.3), frozenset()),
        (square(0, 0, 20, 0.05), frozenset({0})),
        (square(0, 0, 2000, 5), frozenset()),
    ],
    ids=["small", "not small", "thin", "thin but large"],
)
def test_sliver_is_small_or_thin(shape, expected):
    assert mesh((shape, A)).slivers() == expected


def test_sliver_goes_to_the_neighbour_with_the_longest_common_line():
    found = mesh((square(0, 0, 3, 1), A), (square(0, 1, 3, 1.01), frozenset()), (_above(), B))

    cleared = found.without(found.slivers())

    assert sorted(cleared.labels, key=sorted) == [A, B]
    assert shapely.area(cleared.polygons).sum() == pytest.approx(shapely.area(found.polygons).sum())
    assert shapely.area(cleared.polygons)[0] == pytest.approx(3.03e6)


def test_slivers_beside_each_other_go_the_same_way():
    found = mesh(
        (square(0, 0, 1, 1), A),
        (square(1, 0, 1.01, 1), frozenset({"x"})),
        (square(1.01, 0, 1.02, 1), frozenset({"y"})),
    )

    cleared = found.without(found.slivers())

    assert shapely.area(cleared.polygons).tolist() == [pytest.approx(1.02e6)]


def test_sliver_without_neighbours_stays():
    found = mesh((square(0, 0, 0.1, 0.1), A))

    assert found.without(frozenset({0})).labels == (A,)


def test_segments_are_found_once_and_merge_to_lines():
    shapes = np.asarray([square(0, 0, 1, 1), square(1, 0, 2, 1)])

    found = find_segments(shapes)
    lines = merge_lines(found, (found.right >= 0).astype(np.int64))

    assert len(found.left) == 7
    assert lines[1].equals(shapely.LineString([(1000, 0), (1000, 1000)]))


def _above():
    # Shares only a third of the sliver's upper side.
    return shapely.Polygon(
        [(0, 1010), (1000, 2000), (3000, 2000), (3000, 1010), (2000, 1010), (2000, 1500)]
    )
