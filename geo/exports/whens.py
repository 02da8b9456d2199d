"""
The days of a row, as Linked Places and GeoJSON-T write them.

Our intervals are half-open; a ``timespan`` names its last day.  The end of what still was so on
the last day of the case is no sooner than that day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from geo.dates import read_day

When = dict[str, Any]
STATES = ("control", "presence")


def when_of(name: str, start: str | None, end: str | None, *, last_day: date) -> When | None:
    """
    Give the ``when`` of a row.

    Parameters
    ----------
    name
        Its table: ground and presence last through their days, an event is on one of them.
    start, end
        First day, and first day no longer so, in ISO 8601; None where nobody says.
    last_day
        Of the case.

    Returns
    -------
    dict or None
        None where no day is known.

    Notes
    -----
    Linked Places format v1.3, element ``when``: a timespan has a start, which is ``in`` a day or
    between ``earliest`` and ``latest``.
    """
    if start is None and end is None:
        return None
    last = (read_day(end) - timedelta(days=1)).isoformat() if end else None
    span = _state(start, last, last_day) if name in STATES else _event(start, last)
    return {"timespans": [span]}


def _state(start: str | None, last: str | None, last_day: date) -> When:
    began = {"in": start} if start else {"latest": last}
    horizon = max(last_day.isoformat(), start or "")
    return {"start": began, "end": {"in": last} if last else {"earliest": horizon}}


def _event(start: str | None, last: str | None) -> When:
    if start == last:
        return {"start": {"in": start}, "end": {"in": last}}
    bounds = {"earliest": start, "latest": last}
    some_day = {bound: day for bound, day in bounds.items() if day}
    return {"start": some_day, "end": some_day}
