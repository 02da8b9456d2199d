"""
What differs between two cases or builds: claims, events, sources, ground, and why ground differs.

Ground can differ because claims do, because shapes or the case file do, or because the method
does; a difference is put down to the first of these that can explain it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.difference.snapshot import CONTESTED, Row, Snapshot

Plain = dict[str, Any]
M2_PER_KM2 = 1_000_000
LEAST_KM2 = 0.05  # what is less comes from edges drawn twice
SHAPES = ("data/areas.geojson", "data/places.csv")
CASE_FILE = "data/case.toml"


def between_builds(old: Snapshot, new: Snapshot) -> Plain:
    """
    Compare two cases or builds.

    Returns
    -------
    dict
        ``changed``: which of claims, sources, events, shapes, case, method and ground differ.
        ``claims``, ``events``, ``sources``: ids ``added`` and ``removed``, and ``changed`` ones
        field by field.  ``ground``: stretches of days with who held it in the old and in the new
        one, square kilometres, and why.
    """
    parts = {
        name: _compared(getattr(old, name), getattr(new, name))
        for name in ("claims", "events", "sources")
    }
    inputs = _changed_inputs(old, new)
    causes = {
        "shapes": any(name in inputs for name in SHAPES),
        "case": CASE_FILE in inputs,
        "method": old.package["method"] != new.package["method"],
    }
    touched = _touched_events(old, new, parts["claims"])
    ground = [] if old.ground.empty or new.ground.empty else _ground(old, new, touched, causes)
    return {
        "old": _named(old),
        "new": _named(new),
        "changed": {name: any(part.values()) for name, part in parts.items()}
        | causes
        | {"ground": bool(ground)},
        **parts,
        "inputs": inputs,
        "ground": ground,
    }


def _named(shot: Snapshot) -> Plain:
    return {name: shot.package[name] for name in ("name", "title", "build", "method")}


def _compared(old: Mapping[str, Row], new: Mapping[str, Row]) -> Plain:
    changed = {
        key: {
            field: {"old": old[key].get(field, ""), "new": new[key].get(field, "")}
            for field in new[key]
            if old[key].get(field, "") != new[key].get(field, "")
        }
        for key in new
        if key in old
    }
    return {
        "added": {key: _brief(row) for key, row in new.items() if key not in old},
        "removed": {key: _brief(row) for key, row in old.items() if key not in new},
        "changed": {key: fields for key, fields in changed.items() if fields},
    }


def _brief(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in ("", "[]", "false")}


def _changed_inputs(old: Snapshot, new: Snapshot) -> list[str]:
    before, after = old.package["inputs"], new.package["inputs"]
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


def _touched_events(old: Snapshot, new: Snapshot, claims: Plain) -> set[str]:
    """Give the events of claims that were added, removed or changed."""
    ids = {*claims["added"], *claims["removed"], *claims["changed"]}
    return {
        event_id
        for shot in (old, new)
        for event_id, row in shot.events.items()
        if ids & set(json.loads(row["claims"]))
    }


def _ground(
    old: Snapshot, new: Snapshot, touched: set[str], causes: Mapping[str, bool]
) -> list[Plain]:
    crs = new.package["measuring_crs"]
    pieces = gpd.overlay(
        _cells(old, crs), _cells(new, crs), how="intersection", keep_geom_type=True
    )
    histories = [_histories(old), _histories(new)]
    first = min(old.package["first_day"], new.package["first_day"])
    last = max(old.package["last_day"], new.package["last_day"])
    sums: dict[tuple[str, ...], float] = {}
    for piece in pieces.itertuples():
        pair = (histories[0][piece.cell_id_1], histories[1][piece.cell_id_2])
        km2 = piece.geometry.area / M2_PER_KM2
        for start, end, before, after, events in _stretches(*pair, first, last):
            why = _why(events & touched, causes)
            named = " ".join(sorted(events & touched)) if why == "claims" else ""
            key = (start, end, before, after, why, named)
            sums[key] = sums.get(key, 0.0) + km2
    fields = ("first_day", "last_day", "old", "new", "why", "events")
    return [
        dict(zip(fields, key, strict=True)) | {"km2": round(km2, 2)}
        for key, km2 in sorted(sums.items(), key=lambda item: (-item[1], item[0]))
        if km2 >= LEAST_KM2
    ]


def _cells(shot: Snapshot, crs: str) -> gpd.GeoDataFrame:
    cells = shot.ground.drop_duplicates("cell_id")[["cell_id", "geometry"]].to_crs(crs)
    return cells.assign(geometry=cells.geometry.make_valid())


def _histories(shot: Snapshot) -> dict[int, list[Any]]:
    rows: Any = shot.ground.sort_values(["cell_id", "start"])
    found: dict[int, list[Any]] = {}
    for row in rows.drop(columns="geometry").itertuples():
        found.setdefault(int(row.cell_id), []).append(row)
    return found


def _stretches(
    old: list[Any], new: list[Any], first: str, last: str
) -> Iterable[tuple[str, str, str, str, set[str]]]:
    """Give the stretches of days on which a piece has two holders, one in each build."""
    starts = sorted({first, *(row.start for row in (*old, *new) if first < row.start <= last)})
    for start, after in zip(starts, [*starts[1:], ""], strict=True):
        before, now = _row_on(old, start), _row_on(new, start)
        if _answer(before) != _answer(now):
            events = {
                event for row in (before, now) if row is not None for event in row.event_ids.split()
            }
            end = _eve(after) if after else last
            yield start, end, _answer(before), _answer(now), events


def _row_on(rows: list[Any], day: str) -> Any:
    return next((row for row in rows if row.start <= day and (not row.end or day < row.end)), None)


def _answer(row: Any) -> str:
    if row is None:
        return ""
    return CONTESTED if row.status == CONTESTED else str(row.holder)


def _eve(day: str) -> str:
    return (pd.Timestamp(day) - pd.Timedelta(days=1)).date().isoformat()


def _why(touched: set[str], causes: Mapping[str, bool]) -> str:
    """Name what explains a difference: claims first, then shapes, the case file, the method."""
    if touched:
        return "claims"
    return next((name for name in ("shapes", "case", "method") if causes[name]), "neighbours")
