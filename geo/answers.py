"""
Answers to "who holds this?", as tables.

``since`` and ``until`` are the first and the last day of the present holder, worded inclusively:
the day of an event belongs to the new holder.  An empty ``since`` means from before the case
begins, as of which the sources of a case seldom give a day; an empty ``until`` means still.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from geo.control import Control
from geo.dates import ONE_DAY
from geo.records import Interval

CONTESTED = "contested"
POINT_COLUMNS = ("on", "lon", "lat", "holder", "status", "since", "until", "event_ids")
AREA_COLUMNS = ("on", "holder", "km2")


def points_answer(
    control: Control,
    days: Sequence[date],
    points: Sequence[tuple[float, float]],
    known: date | None = None,
) -> pd.DataFrame:
    """
    Say who holds points on days.

    Parameters
    ----------
    points
        Longitude and latitude, EPSG:4326.
    known
        Only what had been published by this day; None for everything.

    Returns
    -------
    pandas.DataFrame
        Columns of ``POINT_COLUMNS``, a row for each day and point; outside the case's ground the
        holder and all that follows it is empty.
    """
    rows = [_point_row(control, day, point, known) for day in days for point in points]
    return pd.DataFrame(rows, columns=list(POINT_COLUMNS))


def areas_answer(control: Control, days: Sequence[date], known: date | None = None) -> pd.DataFrame:
    """
    Measure the ground of each holder on days.

    Returns
    -------
    pandas.DataFrame
        Columns of ``AREA_COLUMNS``; square kilometres, two decimals.
    """
    rows = [
        (day.isoformat(), holder, f"{km2:.2f}")
        for day in days
        for holder, km2 in control.km2(day, known).items()
    ]
    return pd.DataFrame(rows, columns=list(AREA_COLUMNS))


def _point_row(
    control: Control, day: date, point: tuple[float, float], known: date | None
) -> tuple[str, ...]:
    lon, lat = (f"{part:g}" if part == round(part, 5) else repr(part) for part in point)
    history = control.point_history(*point, known)
    number = next((n for n, interval in enumerate(history) if _covers(interval, day)), None)
    if number is None:
        return day.isoformat(), lon, lat, "", "", "", "", ""
    here = history[number]
    first, last = _holding(history, number)
    return (
        day.isoformat(),
        lon,
        lat,
        _shown(here),
        here.status,
        first.start.isoformat() if first.start >= control.first_day else "",
        (last.end - ONE_DAY).isoformat() if last.end else "",
        " ".join(here.event_ids),
    )


def _covers(interval: Interval, day: date) -> bool:
    return interval.start <= day and (interval.end is None or day < interval.end)


def _shown(interval: Interval) -> str:
    return CONTESTED if interval.status == CONTESTED else interval.holder


def _holding(history: Sequence[Interval], number: int) -> tuple[Interval, Interval]:
    """Give the first and the last interval of the present holder's unbroken time."""
    holder, first, last = _shown(history[number]), number, number
    while first > 0 and _shown(history[first - 1]) == holder:
        first -= 1
    while last + 1 < len(history) and _shown(history[last + 1]) == holder:
        last += 1
    return history[first], history[last]
