"""
What differs between two days: the events between them, and the ground that moved.

An event is between two days when it happened after the first and not after the second.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pandas as pd

from geo.difference.snapshot import Row, Snapshot
from geo.errors import HandoverMapError

Plain = dict[str, Any]
EVENT_FIELDS = ("event_id", "kind", "place_id", "place", "day", "status", "actor", "counterparty")


def between_days(shot: Snapshot, first: date, second: date) -> Plain:
    """
    Compare two days of a case.

    Returns
    -------
    dict
        ``events`` between the days; ``ground``: ``holders`` (km² before, after, change),
        ``moved`` (km² from whom to whom, with cells and events) and ``status`` (cells whose
        holder stayed while their status changed); ``claims`` that became known between the days.

    Raises
    ------
    HandoverMapError
        A day is not in the case, or the second is not after the first.
    """
    _check(shot, first, second)
    before, after = shot.answers(first.isoformat()), shot.answers(second.isoformat())
    both = _plain(before).merge(
        _plain(after), left_index=True, right_index=True, suffixes=("_before", "_after")
    )
    between = _events_between(shot, first, second)
    return {
        "case": shot.package["name"],
        "title": shot.package["title"],
        "build": shot.package["build"],
        "from": first.isoformat(),
        "to": second.isoformat(),
        "events": [_event(row) for row in between],
        "claims": [
            claim_id
            for claim_id, row in shot.claims.items()
            if first.isoformat() < row["known_from"] <= second.isoformat()
        ],
        "ground": {
            "holders": _holders(before, after),
            "moved": _moved(both, {row["event_id"] for row in between}),
            "status": _restated(both),
        },
    }


def _check(shot: Snapshot, first: date, second: date) -> None:
    start, last = shot.package["first_day"], shot.package["last_day"]
    for day in (first, second):
        if not start <= day.isoformat() <= last:
            raise HandoverMapError(f"{day} is not in the case; its days go from {start} to {last}")
    if second <= first:
        raise HandoverMapError(f"{second} is not after {first}; give the earlier day with --from")


def _events_between(shot: Snapshot, first: date, second: date) -> list[Row]:
    between = [
        row for row in shot.events.values() if first.isoformat() < row["day"] <= second.isoformat()
    ]
    return sorted(between, key=lambda row: (row["day"], row["event_id"]))


def _event(row: Row) -> Plain:
    return {name: row[name] for name in EVENT_FIELDS} | {"sources": json.loads(row["sources"])}


def _holders(before: pd.DataFrame, after: pd.DataFrame) -> list[Plain]:
    then, now = _sums(before), _sums(after)
    return [
        {
            "holder": holder,
            "before_km2": round(then.get(holder, 0.0), 2),
            "after_km2": round(now.get(holder, 0.0), 2),
            "change_km2": round(now.get(holder, 0.0) - then.get(holder, 0.0), 2),
        }
        for holder in sorted({*then, *now})
    ]


def _sums(answers: pd.DataFrame) -> dict[str, float]:
    sums = answers.groupby("answer")["area_km2"].sum()
    return {str(holder): float(km2) for holder, km2 in sums.items()}


def _moved(both: pd.DataFrame, between: set[str]) -> list[Plain]:
    areas: dict[tuple[str, str], float] = {}
    cells: dict[tuple[str, str], list[int]] = {}
    events: dict[tuple[str, str], set[str]] = {}
    for row in _records(both[both["answer_before"] != both["answer_after"]]):
        key = (row["answer_before"], row["answer_after"])
        areas[key] = areas.get(key, 0.0) + row["area_km2_after"]
        cells.setdefault(key, []).append(int(row["cell_id"]))
        events.setdefault(key, set()).update(between & set(row["event_ids_after"].split()))
    return [
        {
            "from": key[0],
            "to": key[1],
            "km2": round(areas[key], 2),
            "cells": cells[key],
            "events": sorted(events[key]),
        }
        for key in sorted(areas, key=lambda key: (-areas[key], key))
    ]


def _restated(both: pd.DataFrame) -> list[Plain]:
    areas: dict[tuple[str, str, str], float] = {}
    for row in _records(both[both["answer_before"] == both["answer_after"]]):
        key = (row["answer_after"], row["status_before"], row["status_after"])
        if key[1] != key[2]:
            areas[key] = areas.get(key, 0.0) + row["area_km2_after"]
    return [
        {"holder": key[0], "from": key[1], "to": key[2], "km2": round(areas[key], 2)}
        for key in sorted(areas)
    ]


def _plain(answers: Any) -> pd.DataFrame:
    return pd.DataFrame(answers.drop(columns="geometry"))


def _records(frame: pd.DataFrame) -> list[Plain]:
    found: Any = frame.reset_index().to_dict("records")
    return list(found)
