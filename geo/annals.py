"""
Histories, each once and with a number, laid out so that questions to all of them are one search.

The intervals of all histories stand in one row, ordered by history and day: a million questions
are one binary search.  This module knows intervals and days, and nothing of ground.
"""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from geo.records import Interval

EPOCH = date(1970, 1, 1)
SPAN = 1 << 22
HALF = SPAN >> 1
NONE = -1

History = tuple[Interval, ...]


def day_number(day: date) -> int:
    """Count days from 1 January 1970, as numpy does."""
    return (day - EPOCH).days


class Annals:
    """
    Histories, in the order in which they came.

    Attributes
    ----------
    histories
        By number.
    intervals
        Those of all histories, one history after the other.
    """

    def __init__(self) -> None:
        self.histories: list[History] = []
        self.intervals: list[Interval] = []
        self._numbers: dict[History, int] = {}
        self._holders: dict[str, int] = {}
        # Per interval its history and first day in one number, that day, and its holder; per
        # history the position of its first interval.
        self._key = _Column()
        self._start = _Column()
        self._holder = _Column()
        self._first = _Column()

    def number(self, history: History) -> int:
        """Give the number of a history; equal ones have one number."""
        number = self._numbers.setdefault(history, len(self.histories))
        if number == len(self.histories):
            self.histories.append(history)
            self._first.append(len(self.intervals))
            self.intervals += history
            for interval in history:
                start = day_number(interval.start)
                self._key.append(number * SPAN + HALF + start)
                self._start.append(start)
                self._holder.append(self._holders.setdefault(interval.holder, len(self._holders)))
        return number

    def find(self, numbers: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Find the interval of each history on each day.

        Parameters
        ----------
        numbers, days
            Numbers of histories and of days; of one shape.

        Returns
        -------
        numpy.ndarray
            Positions in ``intervals``; -1 where a history has none yet.
        """
        wanted = numbers * SPAN + HALF + np.clip(days, -HALF, HALF - 1)
        found = np.searchsorted(self._key.values, wanted, side="right") - 1
        return np.where(found < self._first.values[numbers], NONE, found)

    def holders(self, numbers: NDArray[np.int64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Give the holders of histories on all days on which one of them changes.

        Parameters
        ----------
        numbers
            Of histories.
        starts
            Numbers of all days on which an interval of theirs starts, ascending.

        Returns
        -------
        numpy.ndarray
            A row for each day, a column for each history: a number for the holder, -1 for nobody.
        """
        different, column = np.unique(numbers, return_inverse=True)
        first = np.append(self._first.values, len(self.intervals))
        count = first[different + 1] - first[different]
        ends = np.cumsum(count)
        inside = np.arange(count.sum()) - np.repeat(ends - count, count)
        at = np.repeat(first[different], count) + inside
        found = np.full((len(starts), len(different)), NONE, dtype=np.int64)
        row = np.searchsorted(starts, self._start.values[at])
        found[row, np.repeat(np.arange(len(different)), count)] = at
        np.maximum.accumulate(found, axis=0, out=found)
        return np.append(self._holder.values, NONE)[found[:, column]]


class _Column:
    """Numbers that come one by one and are asked for as an array."""

    def __init__(self) -> None:
        self._array = np.empty(0, dtype=np.int64)
        self._new: list[int] = []

    def append(self, number: int) -> None:
        self._new.append(number)

    @property
    def values(self) -> NDArray[np.int64]:
        if self._new:
            self._array = np.concatenate([self._array, np.asarray(self._new, dtype=np.int64)])
            self._new = []
        return self._array
