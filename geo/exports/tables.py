"""
The tables that every export writes: one model, with stated columns and types.

``tables.toml`` names them.  Whatever the format, the same rows go out, and every row leads back
to its events, claims and sources by their ids.  Points and shapes are in EPSG:4326, longitude
first, with every digit they have; outer rings run counter-clockwise (RFC 7946, section 3.1.6).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.case.models import CaseFile
from geo.dates import DateSpan
from geo.layers import CRS, control_layer, event_table, presence_layer
from geo.project import Project
from geo.records import Claim, Place

Tables = dict[str, pd.DataFrame]
Row = dict[str, Any]
DTYPES = {
    "text": "str",
    "whole": "int64",
    "number": "float64",
    "day": "datetime64[ms]",
    "flag": "bool",
}
YES = ("true", "1")
# What XML 1.0 (section 2.2) or a zero-terminated string cannot carry.
UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
REPLACEMENT = "\ufffd"
NO_DAY = "NaT"


@dataclass(frozen=True, slots=True)
class Schema:
    """What a table holds: a sentence, whether its rows have a place, and a type by column."""

    name: str
    about: str
    located: bool
    columns: Mapping[str, str]
    layer: str = ""


@cache
def schemas() -> dict[str, Schema]:
    """Give the schemas of all tables, in the order in which they are written."""
    text = (files("geo.exports") / "tables.toml").read_text("utf-8")
    return {name: Schema(name, **table) for name, table in tomllib.loads(text).items()}


def export_tables(project: Project, *, on: date | None = None) -> Tables:
    """
    Lay a case out as tables.

    Parameters
    ----------
    project
        The case with all that follows from it.
    on
        A day: of the tables with ``start`` and ``end``, located rows that name days without it
        are left out, as are those that name no day.  None: everything.

    Returns
    -------
    dict of DataFrame
        By name, in the order of ``schemas()``; located ones are GeoDataFrames in EPSG:4326.
        A character that XML or a zero-terminated string cannot carry stands as U+FFFD.
    """
    makers: dict[str, Callable[[Project], pd.DataFrame | list[Row]]] = {
        "control": _control,
        "presence": _presence,
        "events": _events,
        "claims": _claims,
        "sources": _sources,
        "places": _places,
        "areas": _areas,
        "names": _names,
    }
    tables = {}
    for name, schema in schemas().items():
        made = makers[name](project)
        columns = [*schema.columns, *(["geometry"] if schema.located else [])]
        table = as_stated(pd.DataFrame(made, columns=columns), name)
        tables[name] = table if on is None or not schema.located else _of_day(table, on)
    return tables


def as_stated(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """
    Give a table the columns and types that are stated for it, whatever file it was read from.

    Parameters
    ----------
    frame
        Its columns in any order, as text, numbers or days; ``geometry`` beside them when the
        table is located.
    name
        The table.

    Raises
    ------
    KeyError
        A stated column is not there.
    """
    schema = schemas()[name]
    series = {column: _typed(frame, column, kind) for column, kind in schema.columns.items()}
    table = pd.DataFrame(series, index=pd.RangeIndex(len(frame)))
    if not schema.located:
        return table
    shapes = gpd.GeoSeries(list(frame["geometry"]) if len(frame) else [], crs=CRS)
    located: pd.DataFrame = gpd.GeoDataFrame(table, geometry=shapes)
    return located


def plain_columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the columns but for the geometry as plain values: days in ISO 8601, nothing as None."""
    names = table.columns.drop("geometry", errors="ignore")
    return {str(name): _plain(table[name]) for name in names}


def _plain(values: pd.Series[Any]) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(values):
        days = np.datetime_as_string(values.to_numpy("datetime64[D]")).tolist()
        return [None if day == NO_DAY else day for day in days]
    if pd.api.types.is_float_dtype(values):
        return [None if number != number else number for number in values.tolist()]  # noqa: PLR0124
    return values.tolist()


def plain_rows(table: pd.DataFrame) -> Iterator[Row]:
    """Give the rows as dictionaries of plain values, without the geometry."""
    columns = plain_columns(table)
    for row in zip(*columns.values(), strict=True):
        yield dict(zip(columns, row, strict=True))


def carried(words: object) -> str:
    """Give words as every format can carry them: what XML cannot hold stands as U+FFFD."""
    return UNCARRIED.sub(REPLACEMENT, str(words))


def english_names(case: CaseFile) -> dict[str, str]:
    """Give the English name of each party and actor by id; the id where there is none."""
    parties = {party.id: carried(party.names.get("en", party.id)) for party in case.party}
    return {actor.id: carried(actor.names.get("en", actor.id)) for actor in case.actor} | parties


def about(case: CaseFile, name: str) -> str:
    """Say what a table is, and what the case says that its layer cannot tell."""
    schema = schemas()[name]
    limits = [layer.limitation for layer in case.layer if layer.id == schema.layer]
    return " ".join([schema.about, *(" ".join(carried(words).split()) for words in limits)])


def _typed(frame: pd.DataFrame, column: str, kind: str) -> Any:
    values: Any = frame[column] if len(frame) else pd.Series([], dtype="object")
    values = values.reset_index(drop=True)
    if kind == "text":
        return values.astype("object").where(values.notna(), "").map(carried).astype("str")
    if kind == "flag" and values.dtype != bool:
        values = values.astype("str").str.lower().isin(YES)
    if kind == "day":
        given = values.where(values.notna() & (values != ""), None)
        days = pd.to_datetime(given, format="ISO8601", utc=True)
        values = days.dt.tz_localize(None)
    if kind == "number":
        values = pd.to_numeric(values.where(values.notna() & (values != ""), None))
    return values.astype(DTYPES[kind])


def _of_day(table: pd.DataFrame, on: date) -> pd.DataFrame:
    if "start" not in table:
        return table
    day = pd.Timestamp(on)
    start, end = table["start"], table["end"]
    inside = (start.isna() | (start <= day)) & (end.isna() | (end > day))
    said = start.notna() | end.notna()
    return table[inside & said].reset_index(drop=True)


def _control(project: Project) -> pd.DataFrame:
    layer = pd.DataFrame(control_layer(project.control))
    names = english_names(project.case)
    shapes = shapely.orient_polygons(shapely.force_2d(layer["geometry"].to_numpy()))
    layer["holder_name"] = [names.get(holder, holder) for holder in layer["holder"]]
    layer["geometry"] = pd.Series([_as_multi(shape) for shape in shapes], dtype="object")
    return layer


def _as_multi(shape: Any) -> shapely.MultiPolygon:
    return shape if shape.geom_type == "MultiPolygon" else shapely.MultiPolygon([shape])


def _presence(project: Project) -> list[Row]:
    claims = {claim.claim_id: (claim, event_id) for claim, event_id in _joined(project)}
    layer = presence_layer(project.claims, project.places)
    rows = []
    for row in layer.to_dict("records"):
        claim, event_id = claims[row["claim_id"]]
        start, end, basis = _stands(claim)
        rows.append(
            row
            | {"event_id": event_id, "source_id": claim.source_id}
            | {"place": project.places[claim.place_id].label()}
            | {"start": start, "end": end, "start_basis": basis}
        )
    return rows


def _stands(claim: Claim) -> tuple[date | None, date | None, str]:
    span = claim.when
    if span is None:
        return claim.known_from, None, "published" if claim.known_from else ""
    if span.throughout:
        return span.start, span.end, "when"
    return span.last or span.start, None, "when"


def _events(project: Project) -> list[Row]:
    plain = event_table(project.events, project.places, project.timeline.weighing)
    rows = []
    for event, row in zip(project.events, plain, strict=True):
        start, end, basis = _happens(event.span, event.scheduled)
        rows.append(
            row
            | {"start": start, "end": end, "start_basis": basis}
            | {
                "rescheduled": " ".join(row["rescheduled"]),
                "statuses": " ".join(row["statuses"]),
                "quantities": _json(row["quantities"]),
                "voices": _json(row["voices"]),
                "source_ids": " ".join(row["sources"]),
                "claim_ids": " ".join(claim["claim_id"] for claim in row["claims"]),
                "geometry": _point(project.places.get(event.place_id)),
            }
        )
    return rows


def _happens(
    span: DateSpan | None, scheduled: tuple[date, ...]
) -> tuple[date | None, date | None, str]:
    if span is not None:
        return span.start, span.end, "when"
    if scheduled:
        return scheduled[-1], scheduled[-1] + timedelta(days=1), "scheduled"
    return None, None, ""


def _claims(project: Project) -> list[Row]:
    return [
        {name: getattr(claim, name) for name in Claim.__dataclass_fields__}
        | {
            "event_id": event_id,
            "kind": claim.kind.value,
            "scope": claim.scope.value,
            "status": claim.status.value,
            "printed": _json(claim.printed),
            "when": claim.when.edtf if claim.when else "",
            "start": claim.when.start if claim.when else None,
            "end": claim.when.end if claim.when else None,
            "replaces": claim.replaces.edtf if claim.replaces else "",
            "evidence": _json([asdict(one) for one in claim.evidence]),
        }
        for claim, event_id in _joined(project)
    ]


def _joined(project: Project) -> Iterator[tuple[Claim, str]]:
    """Give every claim with the event that it was folded into."""
    event_of = {c.claim_id: event.event_id for event in project.events for c in event.claims}
    for claim in project.claims:
        yield claim, event_of.get(claim.claim_id, claim.event)


def _sources(project: Project) -> list[Row]:
    return [
        {name: getattr(source, name) for name in type(source).__dataclass_fields__}
        | {"published": source.published.edtf, "known_from": source.known_from}
        for source in project.sources.values()
    ]


def _places(project: Project) -> list[Row]:
    return [
        {name: getattr(place, name) for name in schemas()["places"].columns if name != "label"}
        | {"label": place.label(), "geometry": _point(place)}
        for place in project.places.values()
    ]


def _areas(project: Project) -> pd.DataFrame:
    areas = project.areas.reset_index(drop=True)
    places = [project.places.get(place_id) for place_id in areas["place_id"]]
    shapes = shapely.orient_polygons(shapely.force_2d(areas["geometry"].to_numpy()))
    return pd.DataFrame(areas.drop(columns="geometry")).assign(
        kind=[place.kind if place else "" for place in places],
        label=[place.label() if place else "" for place in places],
        geometry=pd.Series(list(shapes), dtype="object"),
    )


def _names(project: Project) -> list[Row]:
    return [
        {"place_id": place.place_id} | asdict(name)
        for place in project.places.values()
        for name in place.names
    ]


def _point(place: Place | None) -> shapely.Point | None:
    if place is None or place.lon is None or place.lat is None:
        return None
    return shapely.Point(place.lon, place.lat)


def _json(value: Iterable[Any]) -> str:
    return json.dumps(list(value), ensure_ascii=False)
