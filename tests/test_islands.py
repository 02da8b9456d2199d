"""Islands: ground cut off from its side's main ground."""

from __future__ import annotations

import numpy as np
import pytest
from groundkit import cut

from geo.islands import Islands

# Three columns, the middle one split in a lower and an upper part.
COLUMNS = {
    "velt": (0, 0, 20, 10),
    "a": (0, 0, 5, 10),
    "b": (5, 0, 10, 5),
    "c": (5, 5, 10, 10),
    "d": (10, 0, 20, 10),
}
# Four quarters, of which only opposite ones touch by their corners.
QUARTERS = {
    "velt": (0, 0, 20, 10),
    "a": (0, 0, 12, 5),
    "b": (12, 0, 20, 5),
    "c": (0, 5, 12, 10),
    "d": (12, 5, 20, 10),
}


@pytest.mark.parametrize(
    ("boxes", "north", "cut_off"),
    [
        (COLUMNS, "", ""),
        (COLUMNS, "b", ""),
        (COLUMNS, "bc", "a"),
        (COLUMNS, "ad", "a"),
        (QUARTERS, "ad", "bd"),
    ],
    ids=["one side", "a way round", "cut through", "two parts", "a corner is no way"],
)
def test_what_is_not_in_the_largest_part_is_cut_off(boxes, north, cut_off):
    ground = cut(boxes)
    names = [min(label - {"velt"}) for label in ground.within]
    holders = np.asarray([int(name in north) for name in names])

    found = Islands(ground).find(holders)

    assert {name for name, island in zip(names, found, strict=True) if island} == set(cut_off)


def test_ground_of_nobody_is_no_island():
    ground = cut(COLUMNS)

    assert not Islands(ground).find(np.asarray([-1, 0, 0, -1])).any()
