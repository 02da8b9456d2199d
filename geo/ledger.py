"""
Keep the history of every piece of ground, by everything read and as known on each day.

From one day of publication to the next only the ground that its news is about is folded again.
This module knows rows and days; where a point lies is not its matter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from geo.annals import HALF, NONE, Annals, History, day_number
from geo.cells import Cut
from geo.histories import doubt, fold
from geo.islands import Islands
from geo.records import Passage

PASSING = ("fighting", "handover")

Stretches = tuple[tuple[date, date | None], ...]


@dataclass(frozen=True)
class Table:
    """
    What is known on one day.

    Attributes
    ----------
    annals
        Where the histories stand.
    history_of
        Per row of the ledger the number of its history.
    """

    annals: Annals
    history_of: NDArray[np.int64]

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
            Positions in the annals' ``intervals``; -1 where there is none.
        """
        return np.where(rows < 0, NONE, self.annals.find(self.history_of[rows], days))

    def history(self, row: int) -> History:
        """Give the history of a row."""
        return self.annals.histories[int(self.history_of[row])]

    def starts(self) -> list[date]:
        """Give the days on which some interval of some row starts, in order."""
        different = np.unique(self.history_of).tolist()
        return sorted({one.start for at in different for one in self.annals.histories[at]})


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
        self.annals = Annals()
        self.known_days = tuple(sorted(day for day in passages_by_known if day is not None))
        self._by_known = passages_by_known
        self._faces = len(cut.within)
        self._islands = Islands(cut)
        self._settlement_ids = cut.settlement_ids
        every = {id(one): one for group in passages_by_known.values() for one in group}
        area = _areas(cut)
        ordered = sorted(dict.fromkeys(every.values()), key=lambda one: _order(one, area))
        at = {passage: number for number, passage in enumerate(ordered)}
        self._numbers = {key: at[passage] for key, passage in every.items()}
        self._covered = Covered(
            (*cut.within, *(stray.within for stray in cut.strays)), ordered, self.annals
        )
        self._settled = Settled(cut.within, cut.settlement_ids, ordered)
        self._doubtful: dict[tuple[int, Stretches], int] = {}
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
            self._by_day[day] = self._table_of(self._by_known.get(day, ()))
        return self._by_day[day]

    def tables(self) -> list[Table]:
        """Give the table of everything read, and then one for each change of what was known."""
        tables = [self.table(day) for day in (None, *self.known_days)]
        return list({id(table): table for table in tables}.values())

    def _table_of(self, passages: Sequence[Passage]) -> Table:
        numbers = tuple(sorted(self._numbers[id(passage)] for passage in passages))
        if numbers not in self._tables:
            table = Table(self.annals, self._covered.fold(numbers))
            self._tables[numbers] = self._doubted(table, numbers)
        return self._tables[numbers]

    def _doubted(self, table: Table, numbers: tuple[int, ...]) -> Table:
        """Mark ground that is cut off, and of whose settlement nobody reports later."""
        starts = table.starts()
        if not starts or not self._settlement_ids:
            return table
        days = np.asarray([day_number(start) for start in starts])
        holders = self.annals.holders(table.history_of[: self._faces], days)
        cut_off = np.stack([self._islands.find(column) for column in holders])
        cut_off &= days[:, None] > self._settled.until(numbers)
        if not cut_off.any():
            return table
        history_of = table.history_of.copy()
        for face, stretches in _stretches(cut_off, starts):
            key = int(history_of[face]), stretches
            if key not in self._doubtful:
                doubted = doubt(self.annals.histories[key[0]], stretches)
                self._doubtful[key] = self.annals.number(doubted)
            history_of[face] = self._doubtful[key]
        return Table(self.annals, history_of)


class Covered:
    """
    The passages that cover each row, folded into its history.

    Parameters
    ----------
    within
        Per row what it lies in.
    passages
        All of them, in the order in which they apply.
    annals
        Where the histories go.
    """

    def __init__(
        self, within: Sequence[frozenset[str]], passages: Sequence[Passage], annals: Annals
    ) -> None:
        self._within, self._passages, self._annals = within, passages, annals
        self._rows_in: dict[str, list[int]] = {}
        for row, label in enumerate(within):
            for place_id in label:
                self._rows_in.setdefault(place_id, []).append(row)
        self._present: frozenset[int] = frozenset()
        self._here: dict[str, set[int]] = {}
        self._folded: dict[tuple[int, ...], int] = {}
        self._history_of = np.full(len(within), self._fold(()), dtype=np.int64)

    def fold(self, numbers: Iterable[int]) -> NDArray[np.int64]:
        """
        Fold passages; rows that those of the time before cover too stay as they were.

        Parameters
        ----------
        numbers
            Of the passages that count.

        Returns
        -------
        numpy.ndarray
            Per row the number of its history in the annals.
        """
        present = frozenset(numbers)
        changed = present ^ self._present
        self._present = present
        rows: set[int] = set()
        for number in changed:
            place_id = self._passages[number].place_id
            self._here.setdefault(place_id, set()).symmetric_difference_update((number,))
            rows.update(self._rows_in.get(place_id, ()))
        for row in rows:
            here = [self._here[place_id] for place_id in self._within[row] & self._here.keys()]
            self._history_of[row] = self._fold(tuple(sorted(set().union(*here))))
        return self._history_of.copy()

    def _fold(self, covering: tuple[int, ...]) -> int:
        if covering not in self._folded:
            history = fold([self._passages[number] for number in covering])
            self._folded[covering] = self._annals.number(history)
        return self._folded[covering]


class Settled:
    """
    Until when something is reported of the settlements of each face.

    Parameters
    ----------
    labels
        Per face what it lies in.
    settlement_ids
        Those that ground was shared out to.
    passages
        All of them.
    """

    def __init__(
        self,
        labels: Sequence[frozenset[str]],
        settlement_ids: frozenset[str],
        passages: Sequence[Passage],
    ) -> None:
        at = {name: number for number, name in enumerate(sorted(settlement_ids))}
        shares = [
            (face, at[name]) for face, label in enumerate(labels) for name in label & settlement_ids
        ]
        self._face, self._settlement = np.asarray(shares, dtype=np.int64).reshape(-1, 2).T
        self._unshared = np.full(len(labels), HALF)
        self._unshared[self._face] = -HALF
        # Passages without a day, or of no settlement, are counted for one behind the last.
        self._none = len(at)
        self._at = np.asarray(
            [
                self._none if one.day is None else at.get(one.place_id, self._none)
                for one in passages
            ],
            dtype=np.int64,
        )
        self._day = np.asarray(
            [-HALF if one.day is None else day_number(one.day) for one in passages], dtype=np.int64
        )

    def until(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        """Give for each face the last day on which a passage of its settlement is."""
        rows = np.asarray(numbers, dtype=np.int64)
        last = np.full(self._none + 1, -HALF)
        np.maximum.at(last, self._at[rows], self._day[rows])
        until = self._unshared.copy()
        np.maximum.at(until, self._face, last[self._settlement])
        return until


def _areas(cut: Cut) -> dict[str, float]:
    """Measure the ground in each place."""
    areas: dict[str, float] = {}
    for label, area in zip(cut.within, cut.faces.area, strict=True):
        for place_id in label:
            areas[place_id] = areas.get(place_id, 0.0) + float(area)
    return areas


def _order(passage: Passage, area: Mapping[str, float]) -> tuple[date, bool, float, str]:
    """Put what is held on a day before what passes on it, and large places before small."""
    passes = passage.how in PASSING
    return (passage.day or date.max, passes, -area.get(passage.place_id, 0.0), passage.event_id)


def _stretches(
    cut_off: NDArray[np.bool_], starts: Sequence[date]
) -> Iterable[tuple[int, Stretches]]:
    """Give the half-open stretches of days in which faces are cut off, as few as there are."""
    faces = np.flatnonzero(cut_off.any(axis=0))
    padded = np.zeros((len(faces), len(starts) + 2), dtype=np.int8)
    padded[:, 1:-1] = cut_off[:, faces].T
    rows, turns = np.nonzero(np.diff(padded, axis=1))
    ends = [*starts, None]
    found: dict[int, list[tuple[date, date | None]]] = {}
    pairs = zip(rows[::2].tolist(), turns[::2].tolist(), turns[1::2].tolist(), strict=True)
    for row, first, after in pairs:
        found.setdefault(row, []).append((starts[first], ends[after]))
    return ((int(faces[row]), tuple(stretches)) for row, stretches in found.items())
