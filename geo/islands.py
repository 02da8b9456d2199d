"""
Find ground that is cut off from its side's main ground.

Two faces hang together when one party holds both and their common line is longer than a metre;
a corner is no way through.  This module knows neighbours and holders on one day, and nothing of
what comes before or after.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cut

WAY_THROUGH_M = 1.0


class Islands:
    """
    The neighbourhood of the faces.

    Parameters
    ----------
    cut
        The ground in faces.
    """

    def __init__(self, cut: Cut) -> None:
        edges = cut.edges[(cut.edges["right"] >= 0) & (cut.edges.length > WAY_THROUGH_M)]
        self._left = edges["left"].to_numpy(dtype=np.int64)
        self._right = edges["right"].to_numpy(dtype=np.int64)
        self._area = cut.faces.area.to_numpy()
        self._known: dict[bytes, NDArray[np.bool_]] = {}

    def find(self, holders: NDArray[np.int64]) -> NDArray[np.bool_]:
        """
        Tell which faces are cut off.

        Parameters
        ----------
        holders
            A number for the holder of each face; negative for nobody.

        Returns
        -------
        numpy.ndarray
            True where a face is not in the largest connected ground of its holder.
        """
        key = holders.tobytes()
        if key not in self._known:
            self._known[key] = self._find(holders)
        return self._known[key]

    def _find(self, holders: NDArray[np.int64]) -> NDArray[np.bool_]:
        group = self._groups(holders)
        area = np.bincount(group, weights=self._area, minlength=len(holders))
        cut_off = np.zeros(len(holders), dtype=np.bool_)
        for holder in np.unique(holders[holders >= 0]):
            faces = holders == holder
            main = group[faces][area[group[faces]].argmax()]
            cut_off |= faces & (group != main)
        return cut_off

    def _groups(self, holders: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give each face the smallest number of a face that it hangs together with."""
        linked = holders[self._left] == holders[self._right]
        left, right = self._left[linked], self._right[linked]
        group = np.arange(len(holders), dtype=np.int64)
        while True:
            least = np.minimum(group[left], group[right])
            after = group.copy()
            np.minimum.at(after, group[left], least)
            np.minimum.at(after, group[right], least)
            after = after[after]
            if np.array_equal(after, group):
                return group
            group = after
