"""
Answer who holds which ground when, by everything read or as it was known on a day.

The ground comes cut into faces, and passages say how it changed hands.  Questions at a point are
answered from the faces as they were cut; what is drawn are cells, faces of one history together.
This module knows the answers and nothing of pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from geo.annals import day_number
from geo.cells import Cut
from geo.dates import read_day
from geo.errors import DateError
from geo.histories import CONTESTED, merge, strip
from geo.ledger import Ledger, Table
from geo.locating import OUTSIDE, Locator
from geo.outlines import M2_PER_KM2, Outlines
from geo.records import Interval, Passage

Day = date | str


class Control:
    """
    The history of the ground under two clocks.

    Parameters
    ----------
    cut
        The ground in faces.
    passages_by_known
        Under a day of publication what was known then, for days on which something was new;
        under None everything read.
    first_day, last_day
        The days of the case.
    """

    def __init__(
        self,
        cut: Cut,
        passages_by_known: Mapping[date | None, Sequence[Passage]],
        *,
        first_day: date,
        last_day: date,
    ) -> None:
        self.first_day, self.last_day = first_day, last_day
        self.cut = cut
        self._ledger = Ledger(cut, passages_by_known)
        self._area_km2 = cut.faces.area.to_numpy() / M2_PER_KM2
        self._intervals = self._ledger.annals.intervals
        self._merged: dict[tuple[int, ...], tuple[Interval, ...]] = {}

    @property
    def known_days(self) -> tuple[date, ...]:
        """The days on which something new was known."""
        return self._ledger.known_days

    def holder(
        self, lon: ArrayLike, lat: ArrayLike, on: Day | ArrayLike, known: Day | None = None
    ) -> str | NDArray[np.object_] | None:
        """
        Tell who holds the ground at a point on a day.

        Parameters
        ----------
        lon, lat
            Degrees (EPSG:4326); numbers, or arrays.
        on
            The day, as ``datetime.date`` or ISO 8601; or an array of days.  All three are
            broadcast against each other.
        known
            By what was published up to this day; None: by everything read.

        Returns
        -------
        str, None or numpy.ndarray
            Party id; ``contested`` while rival claims are open; None outside the ground, or where
            nobody says.  An array of these when an array was asked for.
        """
        table = self._table(known)
        found = self._find(table, lon, lat, on)
        names = np.asarray([*map(_answer, self._intervals), None], dtype=np.object_)
        answers: NDArray[np.object_] = names[found.reshape(-1)].reshape(found.shape)
        return answers if found.ndim else answers.item()

    def status(self, lon: float, lat: float, on: Day, known: Day | None = None) -> Interval | None:
        """
        Give the interval in which a point lies on a day.

        Returns
        -------
        Interval or None
            None outside the ground, or where nobody says.
        """
        table = self._table(known)
        found = int(self._find(table, lon, lat, on).item())
        return self._intervals[found] if found >= 0 else None

    def point_history(
        self, lon: float, lat: float, known: Day | None = None
    ) -> tuple[Interval, ...]:
        """Give the intervals of the ground at a point; empty outside the ground."""
        row = int(self._locator.find(np.asarray([lon]), np.asarray([lat]))[0])
        return self._table(known).history(row) if row != OUTSIDE else ()

    def km2(self, on: Day, known: Day | None = None) -> pd.Series[float]:
        """
        Measure the ground of each holder on a day.

        Returns
        -------
        pandas.Series
            ``km2`` indexed by ``holder`` in alphabetical order, with ``contested`` among them;
            their sum is the whole ground on every day for which there is an answer.
        """
        faces = np.arange(len(self._area_km2))
        return self._measure(faces, [_day(on)], known).droplevel("on")

    def km2_by_day(self, days: Sequence[date], known: Day | None = None) -> pd.Series[float]:
        """
        Measure the ground of each holder on several days at once.

        Returns
        -------
        pandas.Series
            As from ``km2``, indexed by ``on`` (position in ``days``) and ``holder``.
        """
        return self._measure(np.arange(len(self._area_km2)), days, known)

    def km2_in(self, place_id: str, on: Day, known: Day | None = None) -> pd.Series[float]:
        """
        Measure the ground of each holder within one area, or within one settlement's share.

        Returns
        -------
        pandas.Series
            As from ``km2``; empty for a place that no ground lies in.
        """
        rows = [face for face, label in enumerate(self.cut.within) if place_id in label]
        return self._measure(np.asarray(rows, dtype=np.int64), [_day(on)], known).droplevel("on")

    def history(self, face_id: int, known: Day | None = None) -> tuple[Interval, ...]:
        """Give the intervals of one face of the cut."""
        return self._table(known).history(face_id)

    def cell_history(self, cell_id: int, known: Day | None = None) -> tuple[Interval, ...]:
        """
        Give the intervals of one cell.

        Returns
        -------
        tuple of Interval
            Each with the events that any part of the cell rests on.
        """
        found = self._table(known).history_of[self.cell_faces[cell_id]]
        numbers = tuple(dict.fromkeys(found.tolist()))
        if numbers not in self._merged:
            histories = self._ledger.annals.histories
            self._merged[numbers] = merge([histories[number] for number in numbers])
        return self._merged[numbers]

    def days_of_change(self, known: Day | None = None) -> tuple[date, ...]:
        """Give the days on which some ground changes its holder or its status."""
        return tuple(self._table(known).starts())

    @property
    def cells(self) -> gpd.GeoDataFrame:
        """The ground in cells; columns as in ``Outlines.cells``, the largest first."""
        return self._outlines.cells

    @property
    def boundaries(self) -> gpd.GeoDataFrame:
        """The lines between cells; columns as in ``Outlines.boundaries``."""
        return self._outlines.boundaries

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self.cut, self.cell_faces)

    @cached_property
    def _locator(self) -> Locator:
        return Locator(self.cut)

    @cached_property
    def cell_faces(self) -> list[list[int]]:
        """The faces of each cell: their histories are equal under all clocks, but for evidence."""
        tables = self._ledger.tables()
        numbers: dict[tuple[tuple[object, ...], ...], int] = {}
        stripped = np.asarray(
            [
                numbers.setdefault(strip(history), len(numbers))
                for history in self._ledger.annals.histories
            ]
        )
        columns = [stripped[table.history_of[: len(self._area_km2)]] for table in tables]
        groups: dict[bytes, list[int]] = {}
        for face, row in enumerate(np.column_stack(columns)):
            groups.setdefault(row.tobytes(), []).append(face)
        return sorted(groups.values(), key=lambda group: (-self._area_km2[group].sum(), group))

    def _table(self, known: Day | None) -> Table:
        return self._ledger.table(None if known is None else _day(known))

    def _find(
        self, table: Table, lon: ArrayLike, lat: ArrayLike, on: Day | ArrayLike
    ) -> NDArray[np.int64]:
        lons, lats = np.broadcast_arrays(
            np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        )
        rows = self._locator.find(lons.ravel(), lats.ravel()).reshape(lons.shape)
        rows, days = np.broadcast_arrays(rows, _days(on))
        return table.find(rows, days)

    def _measure(
        self, faces: NDArray[np.int64], days: Sequence[date], known: Day | None
    ) -> pd.Series[float]:
        numbers = np.asarray([day_number(day) for day in days], dtype=np.int64)
        found = self._table(known).find(faces, numbers[:, None])
        on, row = np.nonzero(found != OUTSIDE)
        names = np.asarray(list(map(_answer, self._intervals)), dtype=np.object_)
        held = pd.DataFrame(
            {"on": on, "holder": names[found[on, row]], "km2": self._area_km2[faces[row]]}
        )
        return held.groupby(["on", "holder"])["km2"].sum()


def _answer(interval: Interval) -> str:
    return CONTESTED if interval.status == CONTESTED else interval.holder


def _day(day: Day) -> date:
    if isinstance(day, str):
        return read_day(day)
    return day.date() if isinstance(day, datetime) else day


def _days(on: Any) -> NDArray[np.int64]:
    if isinstance(on, (str, date)):
        return np.asarray(day_number(_day(on)), dtype=np.int64)
    try:
        days = np.asarray(on, dtype="datetime64[D]")
    except (TypeError, ValueError) as error:
        raise DateError(f"not all of them are days: {error}; write them as 2020-11-25") from error
    return days.astype(np.int64)
