"""
Claims, events and sources as tables of plain cells, and tables as CSV that nobody's cell can run.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, whatever
the file calls it.  So a text that does is written after an apostrophe, which spreadsheets show as
text; ``read_cell`` takes it off again.  Numbers and days are written as they are.

Lists stand in a cell as JSON.  This module knows records and nothing of files.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from geo.records import Claim, Evidence, Place, Source

Row = dict[str, Any]
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # OWASP, "CSV Injection"
APOSTROPHE = "'"
NOT_IN_TEXT = "\0"
CLAIM_COLUMNS = {
    "claim_id": "string",
    "source_id": "string",
    "event": "string",
    "kind": "string",
    "place_id": "string",
    "place": "string",
    "scope": "string",
    "printed": "array",
    "actor": "string",
    "counterparty": "string",
    "origin": "string",
    "when": "string",
    "roughly": "boolean",
    "said": "date",
    "known_from": "date",
    "status": "string",
    "replaces": "string",
    "quantity": "number",
    "quantity_as_printed": "string",
    "approximation": "string",
    "unit": "string",
    "duration": "string",
    "attribution": "string",
    "credibility": "integer",
    "summary": "string",
    "evidence": "array",
    "review": "string",
}
EVENT_COLUMNS = {
    "event_id": "string",
    "kind": "string",
    "place_id": "string",
    "place": "string",
    "lon": "number",
    "lat": "number",
    "scope": "string",
    "day": "date",
    "when": "string",
    "scheduled": "date",
    "rescheduled": "array",
    "slip_days": "integer",
    "status": "string",
    "statuses": "array",
    "actor": "string",
    "counterparty": "string",
    "origin": "string",
    "quantity": "number",
    "unit": "string",
    "quantities": "array",
    "duration": "string",
    "sources": "array",
    "voices": "array",
    "claims": "array",
}
SOURCE_COLUMNS = {
    "source_id": "string",
    "publisher": "string",
    "title": "string",
    "address": "string",
    "published": "string",
    "published_basis": "string",
    "known_from": "date",
    "read": "date",
    "language": "string",
    "agency": "string",
    "reliability": "string",
    "file_name": "string",
    "file_sha256": "string",
}
AREA_COLUMNS = {"on": "date", "holder": "string", "km2": "number"}


def claim_rows(claims: Iterable[Claim], places: Mapping[str, Place]) -> list[Row]:
    """
    Lay claims out with every field, and the name of their place.

    Returns
    -------
    list of dict
        Columns of ``CLAIM_COLUMNS``, in the order of the claims.
    """
    return [
        {column: getattr(claim, column) for column in CLAIM_COLUMNS if column != "place"}
        | {
            "place": places[claim.place_id].label() if claim.place_id in places else "",
            "when": claim.when.edtf if claim.when else "",
            "replaces": claim.replaces.edtf if claim.replaces else "",
            "printed": list(claim.printed),
            "evidence": [_evidence(one) for one in claim.evidence],
        }
        for claim in claims
    ]


def event_rows(events: Iterable[Row]) -> list[Row]:
    """
    Lay events out flat: their claims by id.

    Parameters
    ----------
    events
        Rows, as ``geo.layers.event_table`` gives them.
    """
    return [
        {column: event[column] for column in EVENT_COLUMNS}
        | {"claims": [claim["claim_id"] for claim in event["claims"]]}
        for event in events
    ]


def source_rows(sources: Iterable[Source]) -> list[Row]:
    """Lay sources out with every field; ``published`` in EDTF."""
    return [
        {column: getattr(source, column) for column in SOURCE_COLUMNS}
        | {"published": source.published.edtf}
        for source in sources
    ]


def frame_rows(frame: pd.DataFrame) -> list[Row]:
    """Give the rows of a table by column."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False)]


def to_csv(rows: Sequence[Mapping[str, Any]], columns: Iterable[str], *, build: str) -> str:
    """
    Write rows as CSV (RFC 4180, with line feeds), the build id in a last column.

    Nothing is None or empty; a text that a spreadsheet would run stands after an apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = list(columns)
    writer.writerow([*names, "build"])
    for row in rows:
        writer.writerow([*(write_cell(row.get(name)) for name in names), build])
    return file.getvalue()


def write_cell(value: Any) -> str:
    """
    Write one value as a cell.

    Examples
    --------
    >>> write_cell("=1+1"), write_cell(-1.5), write_cell(["a"])
    ("'=1+1", '-1.5', '["a"]')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(int(value)) if value == int(value) else repr(float(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return json.dumps(list(value), ensure_ascii=False).replace(NOT_IN_TEXT, "\ufffd")
    text = str(value).replace(NOT_IN_TEXT, "\ufffd")
    return APOSTROPHE + text if text.lstrip(APOSTROPHE).startswith(RUNS) else text


def read_cell(text: str) -> str:
    """
    Take off the apostrophe that ``write_cell`` set.

    Examples
    --------
    >>> read_cell("'=1+1"), read_cell("'tis")
    ('=1+1', "'tis")
    """
    guarded = text.startswith(APOSTROPHE) and text.lstrip(APOSTROPHE).startswith(RUNS)
    return text[1:] if guarded else text


def _evidence(one: Evidence) -> Row:
    said = {"start": one.start, "end": one.end, "sha256": one.sha256, "locator": one.locator}
    return {name: value for name, value in said.items() if value not in (None, "")}
