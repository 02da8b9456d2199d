"""
KML 2.2: a Folder a table, a Placemark a row, with TimeSpan, the parties' colours and all columns.

Columns stand in ``ExtendedData``, typed by a ``Schema``; what is nothing is left out.  KML knows
no hatches: ground agreed to pass is drawn lighter, with a line in the receiver's colour.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import escape
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.case.models import CaseFile
from geo.dates import read_day
from geo.exports.tables import Tables, about, carried, plain_columns, plain_rows, schemas

TYPES = {"text": "string", "whole": "int", "number": "double", "day": "string", "flag": "bool"}
TITLES = ("holder_name", "place", "label", "name", "publisher", "summary")
HELD, AGREED = "b3", "59"  # opacity: seven tenths, and a third
GREY = "#808080"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'


def kml_files(case: CaseFile, tables: Tables) -> dict[str, bytes]:
    """Give the one file, by its name."""
    return {f"{case.id}.kml": kml_text(case, tables).encode()}


def kml_text(case: CaseFile, tables: Tables) -> str:
    """Give the document: styles, schemas, then a folder for each table."""
    parts = [HEAD, "<Document>\n", _tag("name", carried(case.title.get("en", case.id)))]
    parts += _styles(case, tables)
    parts += [_schema(name) for name in tables]
    for name, table in tables.items():
        seen = int(name in ("control", "presence", "events"))
        parts += [f"<Folder>{_tag('name', name)}<visibility>{seen}</visibility>\n"]
        parts += [_tag("description", about(case, name)), "\n"]
        parts += list(_placemarks(case, name, table))
        parts += ["</Folder>\n"]
    return "".join([*parts, "</Document>\n</kml>\n"])


def _styles(case: CaseFile, tables: Tables) -> Iterator[str]:
    colours = {party.id: party.colour for party in case.party}
    for party, colour in colours.items():
        yield _style(f"{party}-held", colour, HELD, colour)
        yield _style(f"{party}-said", colour, AGREED, colour, icon=AGREED)
    agreed = set(zip(tables["control"]["holder"], tables["control"]["to"], strict=True))
    for holder, to in sorted(agreed):
        if to:
            line = colours.get(to, GREY)
            yield _style(f"{holder}-to-{to}", colours.get(holder, GREY), AGREED, line)
    yield _style("contested", GREY, AGREED, GREY)


def _style(style_id: str, fill: str, opacity: str, line: str, icon: str = "ff") -> str:
    return (
        f'<Style id="{escape(style_id)}"><IconStyle><color>{_colour(fill, icon)}</color>'
        f"</IconStyle><LineStyle><color>{_colour(line, 'ff')}</color><width>1.5</width>"
        f"</LineStyle><PolyStyle><color>{_colour(fill, opacity)}</color></PolyStyle></Style>\n"
    )


def _colour(colour: str, opacity: str) -> str:
    """Give a colour in KML's order: opacity, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{opacity}{blue}{green}{red}".lower()


def _schema(name: str) -> str:
    fields = "".join(
        f'<SimpleField name="{column}" type="{TYPES[kind]}"></SimpleField>'
        for column, kind in schemas()[name].columns.items()
    )
    return f'<Schema name="{name}" id="{name}">{fields}</Schema>\n'


def _placemarks(case: CaseFile, name: str, table: pd.DataFrame) -> Iterator[str]:
    party_of = case.party_of
    located = isinstance(table, gpd.GeoDataFrame)
    shapes = table.geometry if located else [None] * len(table)
    for row, data, shape in zip(plain_rows(table), _data(name, table), shapes, strict=True):
        yield "<Placemark>"
        title = next((row[column] for column in TITLES if row.get(column)), "")
        yield _tag("name", title)
        yield _span(row.get("start"), row.get("end"))
        style = _style_of(name, row, party_of)
        yield f"<styleUrl>#{escape(style)}</styleUrl>" if style else ""
        yield data
        yield _geometry(shape)
        yield "</Placemark>\n"


def _style_of(name: str, row: dict[str, Any], party_of: dict[str, str]) -> str:
    if name == "control":
        if row["status"] == "contested":
            return "contested"
        return f"{row['holder']}-to-{row['to']}" if row["to"] else f"{row['holder']}-held"
    party = party_of.get(row.get("actor", ""), "") if name in ("presence", "events") else ""
    done = row.get("status") in ("completed", "underway")
    return f"{party}-{'held' if done else 'said'}" if party else ""


def _span(start: str | None, end: str | None) -> str:
    begin = f"<begin>{start}</begin>" if start else ""
    last = (read_day(end) - timedelta(days=1)).isoformat() if end else ""
    until = f"<end>{last}</end>" if last else ""
    return f"<TimeSpan>{begin}{until}</TimeSpan>" if begin or until else ""


def _data(name: str, table: pd.DataFrame) -> list[str]:
    """Give the columns of each row; what is nothing is left out."""
    head = f'<ExtendedData><SchemaData schemaUrl="#{name}">'
    columns = [
        [_field(column, value) for value in values]
        for column, values in plain_columns(table).items()
    ]
    rows = map("".join, zip(*columns, strict=True))
    return [f"{head}{fields}</SchemaData></ExtendedData>" for fields in rows]


def _field(column: str, value: Any) -> str:
    if value is None:
        return ""
    return f'<SimpleData name="{column}">{_plain(value)}</SimpleData>'


def _plain(value: Any) -> str:
    """Write a value; a carriage return by its number, or XML would make a line feed of it."""
    if isinstance(value, str):
        return escape(value).replace("\r", "&#13;")
    return str(int(value) if isinstance(value, bool) else value)


def _tag(tag: str, words: str) -> str:
    return f"<{tag}>{_plain(words)}</{tag}>"


def _geometry(shape: Any) -> str:
    if shape is None or shape.is_empty:
        return ""
    if shape.geom_type.startswith("Multi"):
        return f"<MultiGeometry>{''.join(map(_geometry, shape.geoms))}</MultiGeometry>"
    if shape.geom_type == "Polygon":
        inner = "".join(
            f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in shape.interiors
        )
        return (
            f"<Polygon><outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>{inner}</Polygon>"
        )
    return f"<{shape.geom_type}>{_coordinates(shape)}</{shape.geom_type}>"


def _ring(ring: Any) -> str:
    return f"<LinearRing>{_coordinates(ring)}</LinearRing>"


def _coordinates(shape: Any) -> str:
    points = " ".join(f"{lon!r},{lat!r}" for lon, lat in shapely.get_coordinates(shape).tolist())
    return f"<coordinates>{points}</coordinates>"
