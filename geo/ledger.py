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
Stretches = tuple[tuple[date, date | None], ...]


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
        one = {id(row): row for row in rows}  # most rows are one and the same
        found = {key: at.setdefault(row, len(at)) for key, row in one.items()}
        history_of = np.asarray([found[id(row)] for row in rows], dtype=np.int64)
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
        self._settled = Settled(self._within[: self._faces], cut.settlement_ids)
        self._numbers: dict[Passage, int] = {}
        self._folded: dict[tuple[tuple[int, ...], ...], tuple[Interval, ...]] = {}
        self._doubtful: dict[tuple[int, Stretches], tuple[Interval, ...]] = {}
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
        """Lay out a table; ground whose passages are those of another table is folded once."""
        passages, rank_of = (
            list(self._numbers),
            {number: rank for rank, number in enumerate(numbers)},
        )
        gathered: dict[str, list[int]] = {}
        for number in numbers:
            gathered.setdefault(passages[number].place_id, []).append(number)
        places = {place_id: tuple(found) for place_id, found in gathered.items()}
        rows = []
        for label in self._within:
            parts = tuple([places[place_id] for place_id in label if place_id in places])
            if parts not in self._folded:
                covering = sorted((one for part in parts for one in part), key=rank_of.__getitem__)
                self._folded[parts] = fold([passages[number] for number in covering])
            rows.append(self._folded[parts])
        return self._doubted(rows, [passages[number] for number in numbers])

    def _doubted(self, rows: Histories, passages: Sequence[Passage]) -> Table:
        """Mark ground that is cut off, and of whose settlement nobody reports later."""
        table = Table.of(rows)
        starts = sorted({interval.start for interval in table.intervals})
        if not starts or not self._settlement_ids:
            return table
        cut_off = self._cut_off(table, starts)
        cut_off &= ~self._settled.until(passages, starts)
        if not cut_off.any():
            return table
        doubted = list(rows)
        for face in np.flatnonzero(cut_off.any(axis=1)).tolist():
            key = id(rows[face]), _stretches(cut_off[face], starts)
            if key not in self._doubtful:
                self._doubtful[key] = doubt(rows[face], key[1])
            doubted[face] = self._doubtful[key]
        return Table.of(doubted)

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


class Settled:
    """
    Until when something is reported of the settlements of each face.

    Parameters
    ----------
    labels
        Per face what it lies in.
    settlement_ids
        Those that ground was shared out to.
    """

    def __init__(self, labels: Sequence[frozenset[str]], settlement_ids: frozenset[str]) -> None:
        self._at = {name: number for number, name in enumerate(sorted(settlement_ids))}
        shares = [
            (face, self._at[name])
            for face, label in enumerate(labels)
            for name in label & settlement_ids
        ]
        self._face, self._settlement = np.asarray(shares, dtype=np.int64).reshape(-1, 2).T
        self._unshared = np.full(len(labels), HALF)
        self._unshared[self._face] = -HALF

    def until(self, passages: Sequence[Passage], starts: Sequence[date]) -> NDArray[np.bool_]:
        """Tell for each face and start whether a report of its settlement comes then or later."""
        last = np.full(len(self._at), -HALF)
        for passage in passages:
            if passage.place_id in self._at and passage.day is not None:
                at = self._at[passage.place_id]
                last[at] = max(last[at], day_number(passage.day))
        until = self._unshared.copy()
        np.maximum.at(until, self._face, last[self._settlement])
        return np.asarray(until[:, None] >= np.asarray([day_number(start) for start in starts]))


def _stretches(cut_off: NDArray[np.bool_], starts: Sequence[date]) -> Stretches:
    """Give the half-open stretches of days in which a face is cut off, as few as there are."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], cut_off, [False]])))
    ends = [*starts, None]
    return tuple((starts[first], ends[after]) for first, after in edges.reshape(-1, 2).tolist())
