"""
The tables of a store, all in one schema, with the id of the case in every key.

What stands in the files of a case has its columns under the names of its records; ``position``
keeps its order (of claims: within their source).  Empty words that are no reference stay empty,
empty references are null.  ``days`` are half-open, as everywhere: the first day and the first day
no longer so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from geoalchemy2 import Geometry
from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ARRAY, DATERANGE, JSONB, ExcludeConstraint

from geo.case.shapes import AREA_COLUMNS, BASEMAP_COLUMNS, BASEMAP_LAYERS, OPTIONAL
from geo.case.tables import PLACE_KINDS
from geo.records import Kind, Scope, Status

SCHEMA = "handover_map"
EDITION_LENGTH = 12
DEGREES, METRES = 4326, 0
INTERVAL_STATUSES = ("held", "claimed", "contested", "agreed", "unconfirmed")
HOWS = ("held", "fighting", "handover", "control")
METADATA = MetaData(schema=SCHEMA)


def _text(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=null)


def _texts(*names: str) -> list[Column[Any]]:
    return [_text(name) for name in names]


def _properties(names: Iterable[str]) -> list[Column[Any]]:
    return [
        Column(name, Boolean if name == "approximate" else Text, nullable=name in OPTIONAL)
        for name in names
    ]


def _whole(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, Integer, nullable=null)


def _number(name: str) -> Column[Any]:
    return Column(name, Double)


def _shape(kind: str, srid: int = DEGREES, *, null: bool = False) -> Column[Any]:
    return Column("geometry", Geometry(kind, srid=srid), nullable=null)


def _key(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def _refers(column: str, table: str, key: str = "") -> ForeignKeyConstraint:
    target = f"{SCHEMA}.{table}"
    return ForeignKeyConstraint(
        ["case_id", column],
        [f"{target}.case_id", f"{target}.{key or column}"],
        deferrable=True,
        initially="DEFERRED",
    )


def _by_days(table: str) -> Index:
    return Index(f"{table}_days", "days", postgresql_using="gist")


def _table(name: str, *parts: Any) -> Table:
    """Define a table of a case: what it holds goes with the case."""
    belongs = ForeignKeyConstraint(
        ["case_id"],
        [f"{SCHEMA}.cases.case_id"],
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    )
    return Table(name, METADATA, _key("case_id"), *parts, belongs)


STORES = Table(
    "store",
    METADATA,
    Column("edition", Text, primary_key=True, comment="Of these tables: a hash"),
)
CASES = Table(
    "cases",
    METADATA,
    _key("case_id"),
    _text("title"),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    _text("measuring_crs"),
    _text("build_id"),
    _text("drafts_build_id"),
    Column("case_file", Text, nullable=False, comment="data/case.toml as JSON"),
    Column("hashes", Text, nullable=False, comment="SHA-256 of each file, as JSON"),
    Column("licences", Text, nullable=False, comment="Licences of each file, as JSON"),
    Column("beside", Geometry("GEOMETRY", srid=METRES), comment="Answered for the nearest piece"),
    CheckConstraint("first_day <= last_day", name="days_are_in_order"),
)
PARTIES = _table(
    "parties",
    _key("party_id"),
    *_texts("name", "colour"),
    Column("holds", Boolean, nullable=False),
)
ACTORS = _table(
    "actors",
    _key("actor_id"),
    _text("name"),
    _text("party_id", null=True),
    _refers("party_id", "parties"),
)
PLACES = _table(
    "places",
    _key("place_id"),
    Column("position", Double, nullable=False),
    *_texts("kind", "label"),
    _number("lon"),
    _number("lat"),
    _number("radius_m"),
    _text("within", null=True),
    *_texts("source", "geonames_id", "wikidata_id"),
    _shape("POINT", null=True),
    _one_of("kind", PLACE_KINDS),
    CheckConstraint("(lon IS NULL) = (lat IS NULL)", name="point_is_whole"),
    CheckConstraint("lon BETWEEN -180 AND 180 AND lat BETWEEN -90 AND 90", name="on_the_globe"),
    _refers("within", "places", "place_id"),
)
NAMES = _table(
    "names",
    _key("place_id"),
    _key("position", Integer),
    *_texts("name", "lang", "script", "used_by", "since", "until", "source"),
    _refers("place_id", "places"),
)
AREAS = _table(
    "areas",
    _key("place_id"),
    Column("position", Double, nullable=False),
    *_properties(AREA_COLUMNS[1:]),
    _shape("GEOMETRY"),
    _refers("place_id", "places"),
)
BASEMAP = _table(
    "basemap",
    _key("position", Integer),
    *_properties(BASEMAP_COLUMNS),
    _shape("GEOMETRY"),
    _one_of("layer", BASEMAP_LAYERS),
)
SOURCES = _table(
    "sources",
    _key("source_id"),
    *_texts("publisher", "title", "address"),
    Column("published", Text, nullable=False, comment="EDTF"),
    _text("published_basis"),
    Column("read", Date, nullable=False),
    *_texts("language", "agency", "reliability", "file_name", "file_sha256"),
    Column("known_from", Date),
    _one_of("reliability", "ABCDEF"),
)
EVENTS = _table(
    "events",
    _key("event_id"),
    _text("kind"),
    _text("place_id", null=True),
    *_texts("place", "scope"),
    Column("day", Date, comment="The day it happened"),
    Column("edtf", Text, nullable=False, comment="The days on which it may have happened, in EDTF"),
    Column("days", DATERANGE, comment="Those days; where nobody says, the last day it was due"),
    _text("days_basis"),
    Column("scheduled", ARRAY(Date), nullable=False),
    _whole("slip_days", null=True),
    _text("status"),
    Column("statuses", ARRAY(Text), nullable=False),
    _text("actor", null=True),
    _text("counterparty", null=True),
    _text("origin", null=True),
    _number("quantity"),
    *_texts("unit", "duration"),
    Column("quantities", JSONB, nullable=False),
    Column("voices", ARRAY(Text), nullable=False),
    _shape("POINT", null=True),
    _one_of("kind", Kind),
    _one_of("scope", Scope),
    _one_of("status", Status),
    _one_of("days_basis", ("", "when", "scheduled")),
    _refers("place_id", "places"),
    _refers("origin", "places", "place_id"),
    _refers("actor", "actors", "actor_id"),
    _refers("counterparty", "actors", "actor_id"),
    _by_days("events"),
)
CLAIMS = _table(
    "claims",
    _key("claim_id"),
    _whole("position"),
    _text("source_id"),
    Column("event", Text, nullable=False, comment="As the source record says"),
    Column("event_id", Text, comment="The event it was read into; null for a draft"),
    _text("kind"),
    _text("place_id", null=True),
    _text("scope"),
    Column("printed", ARRAY(Text), nullable=False),
    _text("actor", null=True),
    _text("counterparty", null=True),
    _text("origin", null=True),
    Column("edtf", Text, nullable=False, comment="When, in EDTF"),
    Column("days", DATERANGE),
    Column("roughly", Boolean, nullable=False),
    Column("said", Date),
    _text("status"),
    Column("replaces", Text, nullable=False, comment="EDTF"),
    _number("quantity"),
    *_texts("quantity_as_printed", "approximation", "unit", "duration", "attribution"),
    _whole("credibility"),
    *_texts("summary", "review"),
    Column("known_from", Date),
    _one_of("kind", Kind),
    _one_of("scope", Scope),
    _one_of("status", Status),
    _one_of("approximation", ("", "exact", "about", "at-least", "at-most")),
    _one_of("review", ("accepted", "draft")),
    CheckConstraint("credibility BETWEEN 1 AND 6", name="credibility_is_known"),
    _refers("source_id", "sources"),
    _refers("event_id", "events"),
    _refers("place_id", "places"),
    _refers("origin", "places", "place_id"),
    _refers("actor", "actors", "actor_id"),
    _refers("counterparty", "actors", "actor_id"),
    _by_days("claims"),
)
EVIDENCE = _table(
    "evidence",
    _key("claim_id"),
    _key("position", Integer),
    _whole("start_char", null=True),
    _whole("end_char", null=True),
    *_texts("sha256", "locator"),
    CheckConstraint("(start_char IS NULL) = (end_char IS NULL)", name="span_is_whole"),
    CheckConstraint("start_char < end_char", name="span_is_in_order"),
    _refers("claim_id", "claims"),
)
PRESENCE = _table(
    "presence",
    _key("claim_id"),
    _text("event_id", null=True),
    _text("place_id"),
    *_texts("kind", "unit", "status"),
    Column("days", DATERANGE),
    _text("days_basis"),
    _text("actor", null=True),
    _number("quantity"),
    _number("radius_m"),
    _shape("POINT"),
    _one_of("kind", Kind),
    _one_of("status", Status),
    _one_of("days_basis", ("", "when", "published")),
    _refers("claim_id", "claims"),
    _refers("event_id", "events"),
    _refers("place_id", "places"),
    _refers("actor", "actors", "actor_id"),
    _by_days("presence"),
)
CELLS = _table(
    "cells",
    _key("cell_id", Integer),
    _number("area_km2"),
    Column("approximate", Boolean, nullable=False),
    _shape("MULTIPOLYGON", null=True),
)
HOLDINGS = _table(
    "holdings",
    _key("cell_id", Integer),
    _key("position", Integer),
    Column("days", DATERANGE, nullable=False),
    _text("holder", null=True),
    _text("rival", null=True),
    *_texts("status", "how"),
    _text("receiver", null=True),
    Column("due", Date),
    Column("event_ids", ARRAY(Text), nullable=False),
    _one_of("status", INTERVAL_STATUSES),
    _one_of("how", HOWS),
    CheckConstraint("NOT isempty(days) AND lower(days) IS NOT NULL", name="days_begin"),
    CheckConstraint("cardinality(event_ids) > 0", name="rests_on_events"),
    _refers("cell_id", "cells"),
    _refers("holder", "parties", "party_id"),
    _refers("rival", "parties", "party_id"),
    _refers("receiver", "parties", "party_id"),
    ExcludeConstraint(
        ("case_id", "="),
        ("cell_id", "="),
        ("days", "&&"),
        using="gist",
        name="days_of_a_cell_do_not_overlap",
        deferrable=True,
        initially="DEFERRED",
    ),
    _by_days("holdings"),
)
KNOWN_HOLDINGS = _table(
    "known_holdings",
    _key("cell_id", Integer),
    _key("position", Integer),
    Column("known", DATERANGE, nullable=False, comment="Days until which no more was published"),
    Column("days", DATERANGE, nullable=False),
    _text("holder", null=True),
    _text("status"),
    _one_of("status", INTERVAL_STATUSES),
    CheckConstraint("NOT isempty(days) AND lower(days) IS NOT NULL", name="days_begin"),
    CheckConstraint("NOT isempty(known) AND lower(known) IS NOT NULL", name="known_begins"),
    _refers("cell_id", "cells"),
    _refers("holder", "parties", "party_id"),
    ExcludeConstraint(
        ("case_id", "="),
        ("cell_id", "="),
        ("known", "&&"),
        ("days", "&&"),
        using="gist",
        name="known_days_of_a_cell_do_not_overlap",
        deferrable=True,
        initially="DEFERRED",
    ),
)
PIECES = _table(
    "pieces",
    _key("piece_id", Integer),
    _whole("cell_id"),
    Column("shared", Boolean, nullable=False, comment="Shared out among settlements"),
    Column("reach_m", Double, comment="Of a settlement beside its ground: how far it answers"),
    _shape("GEOMETRY", METRES),
    _refers("cell_id", "cells"),
)
OF_A_CASE = tuple(table for table in METADATA.tables.values() if table is not STORES)
POSITIONED = (PLACES, AREAS)


def views() -> str:
    """Give the views and functions of a store, as SQL; statements are parted by empty lines."""
    return (files("geo.stores") / "views.sql").read_text("utf-8")


def edition() -> str:
    """Give a hash of tables, checks, views and functions: what was made by another has another."""
    lines = [views()]
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in METADATA.tables.values():
        lines += [
            f"{table.name}.{one.name} {one.type.compile(dialect=dialect)} {one.nullable}"
            for one in table.columns
        ]
        checks = (one for one in table.constraints if isinstance(one, CheckConstraint))
        lines += sorted(f"{table.name}: {one.sqltext}" for one in checks)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:EDITION_LENGTH]
