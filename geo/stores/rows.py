"""
What stands in the files of a case, as rows of a store's tables, and back.

Each record has its columns under the names of its fields; what a record derives from others, such
as the days of a span, stands beside them for those who ask the database.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

import geopandas as gpd
from shapely import Point
from sqlalchemy.dialects.postgresql import Range

from geo.case import Case
from geo.case.models import CaseFile, span_of
from geo.case.shapes import AREA_COLUMNS, BASEMAP_COLUMNS, shape_frame
from geo.dates import DateSpan, read_edtf
from geo.records import Claim, Evidence, Kind, Name, Place, Scope, Source, Status
from geo.stores.inputs import StoredInputs
from geo.stores.schema import DEGREES
from geo.stores.shapes import restored, stored

Row = dict[str, Any]
Rows = dict[str, list[Row]]
REFERENCES = ("place_id", "origin", "actor", "counterparty")


def case_rows(case: Case) -> Rows:
    """
    Lay a case out.

    Parameters
    ----------
    case
        With the claims that nobody has reviewed, too.

    Returns
    -------
    dict
        Rows by table, without the id of the case; ``cases`` lacks what follows from the ground,
        and ``claims`` their events.
    """
    file = case.file
    return {
        "cases": [_case_row(case)],
        "parties": [
            {
                "party_id": party.id,
                "name": party.names.get("en") or next(iter(party.names.values())),
                "colour": party.colour,
                "holds": party.holds,
            }
            for party in file.parties.values()
        ],
        "actors": _actor_rows(file),
        "places": [_place_row(n, place) for n, place in enumerate(case.places.values())],
        "names": [
            {"place_id": place.place_id, "position": n} | asdict(name)
            for place in case.places.values()
            for n, name in enumerate(place.names)
        ],
        "areas": _shape_rows(case.areas, AREA_COLUMNS),
        "basemap": _shape_rows(case.basemap, BASEMAP_COLUMNS),
        "sources": [
            asdict(source) | {"published": source.published.edtf, "known_from": source.known_from}
            for source in case.sources.values()
        ],
        "claims": _claim_rows(case.claims),
        "evidence": [
            {
                "claim_id": claim.claim_id,
                "position": n,
                "start_char": one.start,
                "end_char": one.end,
                "sha256": one.sha256,
                "locator": one.locator,
            }
            for claim in case.claims
            for n, one in enumerate(claim.evidence)
        ],
    }


def case_of(rows: Mapping[str, list[Row]], *, drafts: bool) -> Case:
    """
    Give the case that rows were made of.

    Parameters
    ----------
    rows
        As from ``case_rows``; tables other than ``cases`` in the order of their positions.
    drafts
        Whether claims that nobody has reviewed are given too.
    """
    (head,) = rows["cases"]
    claims = _claims(
        rows["claims"], rows["evidence"], [row["source_id"] for row in rows["sources"]]
    )
    accepted = tuple(claim for claim in claims if claim.review == "accepted")
    return Case(
        root=None,
        file=CaseFile.model_validate_json(head["case_file"]),
        places=_places(rows["places"], rows["names"]),
        areas=_frame(rows["areas"], AREA_COLUMNS),
        basemap=_frame(rows["basemap"], BASEMAP_COLUMNS),
        sources={row["source_id"]: _source(row) for row in rows["sources"]},
        claims=claims if drafts else accepted,
        texts={},
        inputs=StoredInputs(
            json.loads(head["hashes"]),
            json.loads(head["licences"]),
            {len(claims): head["drafts_build_id"]} | {len(accepted): head["build_id"]},
        ),
    )


def days_of(span: DateSpan | None) -> Range[Any] | None:
    """Give the days of a span as a column takes them."""
    return None if span is None else Range(span.start, span.end)


def _case_row(case: Case) -> Row:
    file = case.file
    accepted = sum(claim.review == "accepted" for claim in case.claims)
    return {
        "title": file.title.get("en") or next(iter(file.title.values())),
        "first_day": file.first_day,
        "last_day": file.last_day,
        "measuring_crs": file.crs,
        "build_id": case.inputs.build_id(accepted),
        "drafts_build_id": case.inputs.build_id(len(case.claims)),
        "case_file": file.model_dump_json(),
        "hashes": json.dumps(case.inputs.hashes, ensure_ascii=False),
        "licences": json.dumps(case.inputs.licences, ensure_ascii=False),
    }


def _actor_rows(file: CaseFile) -> list[Row]:
    names = {party.id: party.names.get("en", party.id) for party in file.party}
    names |= {actor.id: actor.names.get("en", actor.id) for actor in file.actor}
    return [
        {"actor_id": actor_id, "name": names[actor_id], "party_id": party_id or None}
        for actor_id, party_id in file.party_of.items()
    ]


def _place_row(position: int, place: Place) -> Row:
    row = {name: getattr(place, name) for name in _names_of(Place) if name != "names"}
    point = None if place.lon is None or place.lat is None else Point(place.lon, place.lat)
    return row | {
        "position": position,
        "within": place.within or None,
        "label": place.label(),
        "geometry": stored(point, DEGREES),
    }


def _places(rows: Iterable[Row], name_rows: Iterable[Row]) -> dict[str, Place]:
    names: dict[str, list[Name]] = {}
    for row in name_rows:
        name = Name(**{key: row[key] for key in _names_of(Name)})
        names.setdefault(row["place_id"], []).append(name)
    places = {}
    for row in rows:
        cells = {key: row[key] for key in _names_of(Place) if key != "names"}
        cells |= {"within": row["within"] or "", "names": tuple(names.get(row["place_id"], ()))}
        places[row["place_id"]] = Place(**cells)
    return places


def _shape_rows(frame: gpd.GeoDataFrame, columns: tuple[str, ...]) -> list[Row]:
    values = frame[[*columns, "geometry"]].itertuples(index=False, name=None)
    return [
        dict(zip(columns, plain, strict=True))
        | {"position": position, "geometry": stored(shape, DEGREES)}
        for position, (*plain, shape) in enumerate(values)
    ]


def _frame(rows: Iterable[Row], columns: tuple[str, ...]) -> gpd.GeoDataFrame:
    made = [
        {name: row[name] for name in columns} | {"geometry": restored(row["geometry"])}
        for row in rows
    ]
    return shape_frame(made, columns)


def _source(row: Row) -> Source:
    cells = {key: row[key] for key in _names_of(Source)}
    return Source(**(cells | {"published": read_edtf(row["published"])}))


def _claim_rows(claims: Iterable[Claim]) -> list[Row]:
    positions: dict[str, int] = {}
    rows = []
    for claim in claims:
        positions[claim.source_id] = positions.get(claim.source_id, -1) + 1
        row = {name: getattr(claim, name) for name in _names_of(Claim)}
        del row["when"], row["evidence"]
        rows.append(
            row
            | {name: row[name] or None for name in REFERENCES}
            | {name: row[name].value for name in ("kind", "scope", "status")}
            | {
                "position": positions[claim.source_id],
                "printed": list(claim.printed),
                "edtf": claim.when.edtf if claim.when else "",
                "days": days_of(claim.when),
                "replaces": claim.replaces.edtf if claim.replaces else "",
            }
        )
    return rows


def _claims(
    rows: Iterable[Row], evidence_rows: Iterable[Row], sources: list[str]
) -> tuple[Claim, ...]:
    evidence: dict[str, list[Evidence]] = {}
    for row in evidence_rows:
        one = Evidence(row["start_char"], row["end_char"], row["sha256"], row["locator"])
        evidence.setdefault(row["claim_id"], []).append(one)
    order = {source_id: n for n, source_id in enumerate(sources)}
    ordered = sorted(rows, key=lambda row: (order[row["source_id"]], row["position"]))
    return tuple(_claim(row, tuple(evidence.get(row["claim_id"], ()))) for row in ordered)


def _claim(row: Row, evidence: tuple[Evidence, ...]) -> Claim:
    cells = {key: row[key] for key in _names_of(Claim) if key not in ("when", "evidence")}
    return Claim(
        **(
            cells
            | {name: row[name] or "" for name in REFERENCES}
            | {
                "kind": Kind(row["kind"]),
                "scope": Scope(row["scope"]),
                "status": Status(row["status"]),
                "printed": tuple(row["printed"]),
                "when": span_of(row["edtf"]),
                "replaces": span_of(row["replaces"]),
                "evidence": evidence,
            }
        )
    )


def _names_of(record: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(record))
