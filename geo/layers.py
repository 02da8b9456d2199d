"""
Lay ground, presence and events out as tables and map layers, and measure them.

A layer is a GeoDataFrame with fixed columns in EPSG:4326, longitude first (RFC 7946, section 4).

The control layer has one row for each interval in which a cell has one holder and one status:

===========  ==================  ==============================================================
cell_id      int                 the piece of ground
holder       str                 party id; the weighed party while it is contested
status       str                 held, claimed, contested, agreed or unconfirmed
start        str                 first day, ISO 8601
end          str                 first day no longer so; empty while it still is
how          str                 held, fighting, handover or control
to, due      str                 who is to receive it and when, while it is agreed
event_ids    str                 events it rests on, separated by blanks; never empty
approximate  bool                whether its outline comes from sharing ground among settlements
area_km2     float               as drawn, square kilometres in the case's measuring CRS
geometry     (Multi)Polygon
===========  ==================  ==============================================================

The event layer has one row for each event that stands at a point, the presence layer one for each
placed claim of a deployment or an establishment.  This module knows nothing of web pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from geo.control import Control
from geo.records import Claim, Event, Kind, Place
from geo.timeline.weighing import Weighing

CRS = "EPSG:4326"
CONTROL_COLUMNS = (
    "cell_id",
    "holder",
    "status",
    "start",
    "end",
    "how",
    "to",
    "due",
    "event_ids",
    "approximate",
    "area_km2",
)
PRESENCE_COLUMNS = (
    "claim_id",
    "event_id",
    "place_id",
    "kind",
    "unit",
    "status",
    "when",
    "actor",
    "quantity",
    "radius_m",
)
PRESENCE_KINDS = (Kind.DEPLOYMENT, Kind.ESTABLISHMENT)
WIDE_KINDS = ("country", "region", "oblast", "district", "line", "road", "corridor")


def control_layer(control: Control) -> gpd.GeoDataFrame:
    """
    Give the control layer: what was true, by everything read.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of ``CONTROL_COLUMNS`` and ``geometry``, ordered by cell and day.
    """
    rows = [
        {
            "cell_id": cell.cell_id,
            "holder": interval.holder,
            "status": interval.status,
            "start": interval.start.isoformat(),
            "end": interval.end.isoformat() if interval.end else "",
            "how": interval.how,
            "to": interval.to,
            "due": interval.due.isoformat() if interval.due else "",
            "event_ids": " ".join(interval.event_ids),
            "approximate": bool(cell.approximate),
            "area_km2": round(float(cell.area_km2), 3),
            "geometry": cell.geometry,
        }
        for cell in control.cells.itertuples()
        for interval in control.cell_history(cell.cell_id)
    ]
    return _frame(rows, CONTROL_COLUMNS)


def presence_layer(claims: Iterable[Claim], places: Mapping[str, Place]) -> gpd.GeoDataFrame:
    """
    Give the presence layer: posts, bases and deployments that sources put at a place.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of ``PRESENCE_COLUMNS`` and ``geometry`` (Point), in the order of the claims.
        What a source puts somewhere in a country, a district or along a line is not in it: it has
        no point to stand at.
    """
    rows: list[dict[str, Any]] = []
    for claim in claims:
        place = places.get(claim.place_id)
        if claim.kind not in PRESENCE_KINDS or place is None or place.kind in WIDE_KINDS:
            continue
        if place.lon is None or place.lat is None:
            continue
        rows.append(
            {
                "claim_id": claim.claim_id,
                "event_id": claim.event,
                "place_id": claim.place_id,
                "kind": claim.kind.value,
                "unit": claim.unit,
                "status": claim.status.value,
                "when": claim.when.edtf if claim.when else "",
                "actor": claim.actor,
                "quantity": claim.quantity,
                "radius_m": place.radius_m,
                "geometry": Point(place.lon, place.lat),
            }
        )
    return _frame(rows, PRESENCE_COLUMNS)


def area_table(control: Control, first_day: date, last_day: date) -> pd.DataFrame:
    """
    Measure the ground of each holder on each day.

    Returns
    -------
    pandas.DataFrame
        Columns ``on, holder, km2``, by day and then by holder; square kilometres with two decimals.
    """
    days = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    areas = control.km2_by_day(days).round(2).reset_index()
    return areas.assign(on=[days[position].isoformat() for position in areas["on"]])


def event_table(
    events: Sequence[Event], places: Mapping[str, Place], weighing: Weighing
) -> list[dict[str, Any]]:
    """
    Lay events out as plain records, for JSON.

    Returns
    -------
    list of dict
        In the order of the events; days in ISO 8601, what nobody says is None or empty.
    """
    return [_event_row(event, places, weighing) for event in events]


def _event_row(event: Event, places: Mapping[str, Place], weighing: Weighing) -> dict[str, Any]:
    place = places.get(event.place_id)
    numbers = [claim for claim in event.claims if claim.quantity is not None]
    number = weighing.weightiest(numbers) if numbers else None
    scheduled = [day.isoformat() for day in event.scheduled]
    slip = (event.day - event.scheduled[0]).days if event.day and event.scheduled else None
    return {
        "event_id": event.event_id,
        "kind": event.kind.value,
        "place_id": event.place_id,
        "place": place.label() if place else "",
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "scope": event.scope.value,
        "day": event.day.isoformat() if event.day else None,
        "when": event.span.edtf if event.span else "",
        "scheduled": scheduled[0] if scheduled else None,
        "rescheduled": scheduled[1:],
        "slip_days": slip,
        "status": event.status.value,
        "statuses": list(dict.fromkeys(claim.status.value for claim in event.claims)),
        "actor": event.actor,
        "counterparty": event.counterparty,
        "origin": event.origin,
        "quantity": number.quantity if number else None,
        "unit": number.unit if number else "",
        "quantities": [_quantity(claim, weighing) for claim in numbers],
        "duration": next((c.duration for c in event.claims if c.duration), ""),
        "sources": list(dict.fromkeys(claim.source_id for claim in event.claims)),
        "voices": list(weighing.voices(event.claims)),
        "claims": [_claim_row(claim) for claim in event.claims],
    }


def _quantity(claim: Claim, weighing: Weighing) -> dict[str, Any]:
    return {
        "quantity": claim.quantity,
        "as_printed": claim.quantity_as_printed,
        "approximation": claim.approximation,
        "unit": claim.unit,
        "by": weighing.voice(claim),
        "place_id": claim.place_id,
        "source": claim.source_id,
    }


def _claim_row(claim: Claim) -> dict[str, Any]:
    return {
        "claim_id": claim.claim_id,
        "source": claim.source_id,
        "kind": claim.kind.value,
        "place_id": claim.place_id,
        "status": claim.status.value,
        "when": claim.when.edtf if claim.when else "",
        "actor": claim.actor,
        "counterparty": claim.counterparty,
        "attribution": claim.attribution,
        "known_from": claim.known_from.isoformat() if claim.known_from else None,
        "credibility": claim.credibility,
        "summary": claim.summary,
    }


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, columns=[*columns, "geometry"], geometry="geometry", crs=CRS)
