"""
What follows from a case, as rows of a store's tables: events, presence, and the ground.

Ground stands twice: as cells, which are drawn, and as pieces, which are asked.  Pieces are the
faces as they were cut, in metres of the case's measuring CRS, and the settlements that answer for
ground elsewhere; each has the days of its cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

import pandas as pd
import shapely
from sqlalchemy.dialects.postgresql import Range

from geo.cells import Stray
from geo.control import Control
from geo.exports.tables import export_tables, plain_rows
from geo.locating import SETTLEMENT_M, Locator
from geo.project import Project
from geo.records import Interval
from geo.stores.rows import Row, Rows
from geo.stores.schema import DEGREES, METRES
from geo.stores.shapes import stored

Ask = Callable[..., tuple[Interval, ...]]
Known = Sequence[tuple[date, Sequence[Interval]]]


def derived_rows(project: Project) -> Rows:
    """
    Lay out what follows from the claims that somebody reviewed.

    Returns
    -------
    dict
        Rows by table, without the id of the case.
    """
    tables = export_tables(project)
    return {
        "events": _event_rows(project, tables["events"]),
        "presence": _presence_rows(tables["presence"]),
        **_ground_rows(project.control),
    }


def event_ids(project: Project) -> dict[str, str]:
    """Give the event that each claim was read into, by the claim's id."""
    return {claim.claim_id: one.event_id for one in project.events for claim in one.claims}


def beside_ground(project: Project) -> Any:
    """Give the ground and what lies so near that it is answered for the nearest piece."""
    return stored(Locator(project.control.cut).reach, METRES)


def _event_rows(project: Project, table: pd.DataFrame) -> list[Row]:
    shapes = list(table["geometry"])
    plain = list(plain_rows(table))
    return [
        {
            "event_id": event.event_id,
            "kind": event.kind.value,
            "place_id": event.place_id or None,
            "place": row["place"],
            "scope": event.scope.value,
            "day": event.day,
            "edtf": event.span.edtf if event.span else "",
            "days": _days(row),
            "days_basis": row["start_basis"],
            "scheduled": list(event.scheduled),
            "slip_days": None if row["slip_days"] is None else int(row["slip_days"]),
            "status": event.status.value,
            "statuses": row["statuses"].split(),
            "actor": event.actor or None,
            "counterparty": event.counterparty or None,
            "origin": event.origin or None,
            "quantity": row["quantity"],
            "unit": row["unit"],
            "duration": row["duration"],
            "quantities": json.loads(row["quantities"]),
            "voices": json.loads(row["voices"]),
            "geometry": stored(shape, DEGREES),
        }
        for event, row, shape in zip(project.events, plain, shapes, strict=True)
    ]


def _presence_rows(table: pd.DataFrame) -> list[Row]:
    kept = ("claim_id", "place_id", "kind", "unit", "status", "quantity", "radius_m")
    return [
        {name: row[name] for name in kept}
        | {
            "event_id": row["event_id"] or None,
            "actor": row["actor"] or None,
            "days": _days(row),
            "days_basis": row["start_basis"],
            "geometry": stored(shape, DEGREES),
        }
        for row, shape in zip(plain_rows(table), table["geometry"], strict=True)
    ]


def _days(row: Mapping[str, Any]) -> Range[Any] | None:
    start, end = (pd.Timestamp(row[key]).date() if row[key] else None for key in ("start", "end"))
    return None if start is None and end is None else Range(start, end)


def _ground_rows(control: Control) -> Rows:
    """Lay out cells and pieces; each settlement that answers for ground elsewhere is a cell too."""
    groups, faces = control.cell_faces, len(control.cut.faces)
    strays = [(len(groups) + n, faces + n) for n in range(len(control.cut.strays))]
    asks: list[Ask] = [partial(control.cell_history, cell_id) for cell_id in range(len(groups))]
    asks += [partial(control.history, piece_id) for _, piece_id in strays]
    days = control.known_days
    known = [[(day, ask(day)) for day in days] for ask in asks]
    beside = {"area_km2": None, "approximate": True, "geometry": None}
    return {
        "cells": [*_cell_rows(control), *({"cell_id": cell_id} | beside for cell_id, _ in strays)],
        "holdings": [row for n, ask in enumerate(asks) for row in _holding_rows(n, ask())],
        "known_holdings": [row for pair in enumerate(known) for row in _known_rows(*pair)],
        "pieces": [*_face_rows(control), *_stray_rows(control.cut.strays, strays)],
    }


def _cell_rows(control: Control) -> list[Row]:
    return [
        {
            "cell_id": int(cell.cell_id),
            "area_km2": float(cell.area_km2),
            "approximate": bool(cell.approximate),
            "geometry": stored(_as_multi(cell.geometry), DEGREES),
        }
        for cell in control.cells.itertuples()
    ]


def _face_rows(control: Control) -> list[Row]:
    cut = control.cut
    return [
        {
            "piece_id": face_id,
            "cell_id": cell_id,
            "shared": bool(cut.within[face_id] & cut.settlement_ids),
            "reach_m": None,
            "geometry": stored(cut.faces.geometry.iloc[face_id], METRES),
        }
        for cell_id, group in enumerate(control.cell_faces)
        for face_id in group
    ]


def _stray_rows(strays: Sequence[Stray], ids: Sequence[tuple[int, int]]) -> list[Row]:
    return [
        {
            "piece_id": piece_id,
            "cell_id": cell_id,
            "shared": False,
            "reach_m": SETTLEMENT_M,
            "geometry": stored(shapely.Point(stray.x, stray.y), METRES),
        }
        for stray, (cell_id, piece_id) in zip(strays, ids, strict=True)
    ]


def _as_multi(shape: Any) -> shapely.MultiPolygon:
    return shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])


def _holding_rows(cell_id: int, history: Sequence[Interval]) -> list[Row]:
    return [
        {
            "cell_id": cell_id,
            "position": position,
            "days": Range(one.start, one.end),
            "holder": one.holder or None,
            "rival": one.rival or None,
            "status": one.status,
            "how": one.how,
            "receiver": one.to or None,
            "due": one.due,
            "event_ids": list(one.event_ids),
        }
        for position, one in enumerate(history)
    ]


def _known_rows(cell_id: int, known: Known) -> list[Row]:
    """Lay out what was known of a cell; days of publication that changed nothing have no rows."""

    def told(at: tuple[date, Sequence[Interval]]) -> list[tuple[Range[Any], str, str]]:
        return [(Range(one.start, one.end), one.holder, one.status) for one in at[1]]

    turns = [(next(same)[0], answer) for answer, same in groupby(known, told)]
    ends = [*(day for day, _ in turns[1:]), None]
    rows = [
        {"known": Range(day, end), "days": days, "holder": holder or None, "status": status}
        for (day, answer), end in zip(turns, ends, strict=True)
        for days, holder, status in answer
    ]
    return [{"cell_id": cell_id, "position": position} | row for position, row in enumerate(rows)]
