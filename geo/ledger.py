"""
Keep the history of every piece of ground, by everything read and as known on each day.

Equal histories are kept once, and their days in one sorted array, so that a million questions are
one binary search.  This module knows rows and days; where a point lies is not its matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cut
from geo.histories import doubt, fold
from geo.islands import Islands
from geo.records import Interval, Passage

EPOCH = date(1970, 1, 1)
SPAN = 1 << 22
HALF = SPAN >> 1
PASSING = ("fighting", "handover")

Histories = Sequence[tuple[Interval, ...]]


def day_number(day: date) -> int:
    """Count days from 1 January 1970, as numpy does."""
    return (day - EPOCH).days


@dataclass(frozen=True)
class Table:
    """
    What is known on one day.

    Attributes
    ----------
    histories
        Each different history once.
    history_of
        Per row of the ledger the position of its history.
    intervals
        All intervals, history by history.
    keys
        Position of its history and number of its first day of each interval, in one number;
        ascending.
    first
        Per history the position of its first interval.
    """

    histories: Histories
    history_of: NDArray[np.int64]
    intervals: tuple[Interval, ...]
    keys: NDArray[np.int64]
    first: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Histories) -> Table:
        """Lay out the histories of all rows."""
        at: dict[tuple[Interval, ...], int] = {}
        history_of = np.asarray([at.setdefault(row, len(at)) for row in rows], dtype=np.int64)
        intervals = tuple(interval for history in at for interval in history)
        keys = [
            position * SPAN + HALF + day_number(interval.start)
            for position, history in enumerate(at)
            for interval in history
        ]
        first = np.cumsum([0, *(len(history) for history in at)])
        return cls(tuple(at), history_of, intervals, np.asarray(keys, dtype=np.int64), first)

    def find(self, rows: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.int64]:
        """
        Find the interval of each row on each day.

        Parameters
        ----------
        rows, days
            Rows of the ledger, -1 for none, and numbers of days; of one shape.

        Returns
        -------
        numpy.ndarray
            Positions in ``intervals``; -1 where there is none.
        """
        history = self.history_of[rows]
        wanted = history * SPAN + HALF + np.clip(days, -HALF, HALF - 1)
        found = np.searchsorted(self.keys, wanted, side="right") - 1
        return np.where((rows < 0) | (found < self.first[history]), -1, found)


class Ledger:
    """
    The histories of the faces of a cut, and of its strays after them.

    Parameters
    ----------
    cut
        The ground in faces.
    passages_by_known
        What is known on each day of publication; under None everything.
    """

    def __init__(
        self, cut: Cut, passages_by_known: Mapping[date | None, Sequence[Passage]]
    ) -> None:
        self._passages_by_known = passages_by_known
        self.known_days = tuple(sorted(day for day in passages_by_known if day is not None))
        self._within = (*cut.within, *(stray.within for stray in cut.strays))
        self._islands = Islands(cut)
        self._faces = len(cut.within)
        self._settlement_ids = cut.settlement_ids
        self._area: dict[str, float] = {}
        for label, area in zip(cut.within, cut.faces.area, strict=True):
            for place_id in label:
                self._area[place_id] = self._area.get(place_id, 0.0) + float(area)
        self._numbers: dict[Passage, int] = {}
        self._folded: dict[tuple[int, ...], tuple[Interval, ...]] = {}
        self._tables: dict[tuple[int, ...], Table] = {}
        self._by_day: dict[date | None, Table] = {}

    def table(self, known: date | None) -> Table:
        """
        Give the histories as known on a day.

        Parameters
        ----------
        known
            The day; None for everything read.  Nothing is known before the first one.
        """
        day = known
        if known is not None:
            position = bisect_right(self.known_days, known)
            day = self.known_days[position - 1] if position else date.min
        if day not in self._by_day:
            self._by_day[day] = self._table_of(self._passages_by_known.get(day, ()))
        return self._by_day[day]

    def _table_of(self, passages: Sequence[Passage]) -> Table:
        numbers = tuple(
            self._numbers.setdefault(passage, len(self._numbers))
            for passage in sorted(passages, key=self._order)
        )
        if numbers not in self._tables:
            self._tables[numbers] = self._build(numbers)
        return self._tables[numbers]

    def tables(self) -> list[Table]:
        """Give the table of everything read, and then one for each change of what was known."""
        tables = [self.table(day) for day in (None, *self.known_days)]
        return list({id(table): table for table in tables}.values())

    def _order(self, passage: Passage) -> tuple[date, bool, float, str]:
        """Put what is held on a day before what passes on it, and large places before small."""
        passes = passage.how in PASSING
        area = self._area.get(passage.place_id, 0.0)
        return (passage.day or date.max, passes, -area, passage.event_id)

    def _build(self, numbers: tuple[int, ...]) -> Table:
        passages = list(self._numbers)
        places: dict[str, list[int]] = {}
        for rank, number in enumerate(numbers):
            places.setdefault(passages[number].place_id, []).append(rank)
        rows = []
        for label in self._within:
            ranks = sorted(rank for place_id in label for rank in places.get(place_id, ()))
            covering = tuple(numbers[rank] for rank in ranks)
            if covering not in self._folded:
                self._folded[covering] = fold([passages[number] for number in covering])
            rows.append(self._folded[covering])
        return Table.of(self._doubted(rows, [passages[number] for number in numbers]))

    def _doubted(self, rows: Histories, passages: Sequence[Passage]) -> Histories:
        """Mark ground that is cut off, and of whose settlement nobody reports later."""
        starts = sorted({interval.start for row in rows for interval in row})
        if not starts or not self._settlement_ids:
            return rows
        cut_off = self._cut_off(Table.of(rows), starts)
        cut_off &= ~self._settled(starts, passages)
        doubted = list(rows)
        for face in np.flatnonzero(cut_off.any(axis=1)).tolist():
            ends = [*starts[1:], None]
            days = [(starts[turn], ends[turn]) for turn in np.flatnonzero(cut_off[face])]
            doubted[face] = doubt(rows[face], days)
        return doubted

    def _cut_off(self, table: Table, starts: Sequence[date]) -> NDArray[np.bool_]:
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(row.holder, len(numbers)) for row in table.intervals]
        holders = np.asarray([*codes, -1], dtype=np.int64)
        faces = np.arange(self._faces)
        columns = []
        for start in starts:
            found = table.find(faces, np.full(self._faces, day_number(start)))
            columns.append(self._islands.find(holders[found]))
        return np.column_stack(columns)

    def _settled(self, starts: Sequence[date], passages: Sequence[Passage]) -> NDArray[np.bool_]:
        last: dict[str, int] = {}
        for passage in passages:
            if passage.place_id in self._settlement_ids and passage.day is not None:
                number = day_number(passage.day)
                last[passage.place_id] = max(number, last.get(passage.place_id, number))
        shared = [label & self._settlement_ids for label in self._within[: self._faces]]
        until = np.asarray(
            [
                max((last.get(name, -HALF) for name in names), default=-HALF) if names else HALF
                for names in shared
            ]
        )
        return until[:, None] >= np.asarray([day_number(start) for start in starts])
