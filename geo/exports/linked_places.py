"""
The gazetteer in the Linked Places format v1.3 (https://github.com/LinkedPasts/linked-places-format).

Every name stands with its language and the source it comes from.  A place has no address on the
web, so its ``@id`` is a UUID made of the case and the place (RFC 9562, version 5).
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import geopandas as gpd
import pandas as pd
import shapely

from geo.case.models import CaseFile
from geo.dates import read_edtf
from geo.errors import DateError
from geo.exports.ancestry import Ancestry
from geo.exports.tables import Row, Tables, plain_rows

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
NAMES_USED = (
    "The days of the case, whose reports use these names; not when the place began or ended"
)
AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
LINKS = (("geonames_id", "gn:"), ("wikidata_id", "wd:"))


def linked_places_files(case: CaseFile, tables: Tables) -> dict[str, bytes]:
    """Give the one file, by its name."""
    document = linked_places(case, tables)
    head = f'{{"@context": {AS_JSON(document["@context"])}, "type": "FeatureCollection", '
    features = ",\n".join(map(AS_JSON, document["features"]))
    return {f"{case.id}-places.json": f'{head}"features": [\n{features}\n]}}\n'.encode()}


def linked_places(case: CaseFile, tables: Tables) -> dict[str, Any]:
    """Give the FeatureCollection of all places, in the order of the gazetteer."""
    names: dict[str, list[Row]] = {}
    for row in plain_rows(tables["names"]):
        names.setdefault(row["place_id"], []).append(row)
    shapes = _shapes(tables)
    ancestry = Ancestry(tables["places"])
    span = {"start": {"in": case.first_day.isoformat()}, "end": {"in": case.last_day.isoformat()}}
    when = {"timespans": [span], "label": NAMES_USED, "certainty": "less-certain"}
    features = [
        _feature(case, place, names.get(place["place_id"], []), ancestry)
        | {"geometry": _geometry(shapes.get(place["place_id"], [])), "when": when}
        for place in plain_rows(tables["places"])
    ]
    return {"@context": CONTEXT, "type": "FeatureCollection", "features": features}


def place_uri(case_id: str, place_id: str) -> str:
    """Give the URI of a place: always the same for the same case and place."""
    return uuid5(NAMESPACE_URL, f"handover-map/{case_id}/{place_id}").urn


@cache
def _types() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("geo.exports") / "linked_places.toml").read_text("utf-8"))


def _feature(case: CaseFile, place: Row, names: list[Row], ancestry: Ancestry) -> Row:
    place_id, codes = place["place_id"], ancestry.codes(place["place_id"])
    kept = {name: place[name] for name in ("place_id", "kind", "radius_m", "source")}
    return {
        "@id": place_uri(case.id, place_id),
        "type": "Feature",
        "properties": {
            "title": place["label"],
            "ccodes": [codes[0]] if codes else [],
            "fclasses": [_types()[place["kind"]]["fclass"]],
            **kept,
        },
        "names": [_name(row) for row in names] or [_unnamed(place)],
        "types": _types_of(place["kind"]),
        "links": [
            {"type": "closeMatch", "identifier": prefix + place[column]}
            for column, prefix in LINKS
            if place[column]
        ],
        "relations": _relations(case, ancestry.chain(place_id)),
    }


def _name(row: Row) -> Row:
    name = {
        "toponym": row["name"],
        "lang": row["lang"],
        "script": row["script"],
        "citations": [{"label": row["source"]}],
    }
    span = {side: _moment(row[field]) for side, field in (("start", "since"), ("end", "until"))}
    if span["start"]:
        name["when"] = {"timespans": [{side: day for side, day in span.items() if day}]}
    kept = {field: row[field] for field in ("used_by", "since", "until") if row[field]}
    return name | kept


def _unnamed(place: Row) -> Row:
    return {"toponym": place["label"], "lang": "und", "citations": [{"label": place["source"]}]}


def _moment(edtf: str) -> Row | None:
    """Give the days of an EDTF as ``in`` or as bounds; None when it is empty or another text."""
    try:
        span = read_edtf(edtf)
    except DateError:
        return None
    if span.is_one_day:
        return {"in": edtf}
    bounds = {"earliest": span.start, "latest": span.last}
    return {bound: day.isoformat() for bound, day in bounds.items() if day}


def _types_of(kind: str) -> list[Row]:
    """Give the concept for a kind; none for the kinds that the thesaurus has no concept for."""
    stated = _types()[kind]
    if "aat" not in stated:
        return []
    own = [{"label": kind, "lang": "en"}]
    return [{"identifier": f"aat:{stated['aat']}", "label": stated["label"], "sourceLabels": own}]


def _relations(case: CaseFile, chain: list[Row]) -> list[Row]:
    return [
        {
            "relationType": "gvp:broaderPartitive",
            "relationTo": place_uri(case.id, above["place_id"]),
            "label": f"part of {above['label']}",
        }
        for above in chain[1:2]
    ]


def _shapes(tables: Tables) -> dict[str, list[Row]]:
    """Give the point and the shape of each place, with who gives them."""
    shapes: dict[str, list[Row]] = {}
    for name in ("places", "areas"):
        table = tables[name]
        texts = _json_of(table)
        for row, text in zip(plain_rows(table), texts, strict=True):
            if text is None:
                continue
            cited = {"citations": [{"label": row["source"]}]}
            rough = row.get("approximate") or row.get("radius_m")
            sure = {"certainty": "less-certain"} if rough else {}
            shapes.setdefault(row["place_id"], []).append(json.loads(text) | cited | sure)
    return shapes


def _json_of(table: pd.DataFrame) -> list[str | None]:
    if not isinstance(table, gpd.GeoDataFrame):
        raise TypeError("places and areas have a geometry")
    return list(shapely.to_geojson(table.geometry.to_numpy()))


def _geometry(shapes: list[Row]) -> Row | None:
    if not shapes:
        return None
    if len(shapes) == 1:
        return shapes[0]
    return {"type": "GeometryCollection", "geometries": shapes}
