"""Divide days by what had been published by then, and histories by days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from geo.records import Interval


def known_windows(
    known_days: Sequence[date], first: date, last: date
) -> list[tuple[date, date, date]]:
    """
    Divide the days of the case by the days of publication.

    Parameters
    ----------
    known_days
        Days on which something was published, in any order.
    first, last
        The span of the case, both days included.

    Returns
    -------
    list of (known, start, end)
        From ``start`` to ``end``, both included, nothing newer than ``known`` had been
        published.  Days before the first publication take the first one; without any,
        the first day of the case stands for it.

    Examples
    --------
    >>> day = date.fromisoformat
    >>> windows = known_windows([day("2020-11-05")], day("2020-11-01"), day("2020-11-09"))
    >>> [[one.isoformat() for one in window] for window in windows]
    [['2020-11-05', '2020-11-01', '2020-11-04'], ['2020-11-05', '2020-11-05', '2020-11-09']]
    """
    published = sorted(known_days)
    starts = sorted({max(first, day) for day in published if day <= last} | {first})
    ends = [*(start - timedelta(days=1) for start in starts[1:]), last]
    windows = []
    for start, end in zip(starts, ends, strict=True):
        at = bisect_right(published, start)
        known = published[max(at - 1, 0)] if published else start
        windows.append((known, start, end))
    return windows


def stretches(
    history: Sequence[Interval], first: date, last: date
) -> Iterator[tuple[date, Interval]]:
    """Give the intervals that touch a span of days, each with its first day within it."""
    for interval in history:
        ends_before = interval.end is not None and interval.end <= first
        if not ends_before and interval.start <= last:
            yield max(interval.start, first), interval
