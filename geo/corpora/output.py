"""
The tables of a corpus as Parquet: ``OUT/TABLE/part-NNNNN.parquet``, one part a batch.

Columns and types stand in ``tables.toml``.  A part holds in its metadata the hash of what it was
made from; it is written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.corpora.model import Parts, Rows
from geo.errors import HandoverMapError
from geo.files import UNFINISHED, write_one

KEY = b"handover-map.batch"
TYPES = {
    "bool": pa.bool_(),
    "date32": pa.date32(),
    "float64": pa.float64(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "list<string>": pa.list_(pa.string()),
    "string": pa.string(),
}
TABLES: dict[str, Any] = {
    name: pa.schema([(column, TYPES[kind]) for column, kind in columns.items()])
    for name, columns in tomllib.loads(
        (files("geo.corpora") / "tables.toml").read_text("utf-8")
    ).items()
}


def parts_of(rows: Rows, key: str) -> Parts:
    """
    Give a batch's part of each table.

    Parameters
    ----------
    rows
        By table; a field that is no column is left out.
    key
        Hash of what they were made from.
    """
    return {name: _parquet(rows[name], schema, key) for name, schema in TABLES.items()}


def part_of(out: Path, table: str, number: int) -> Path:
    """Give where a part stands."""
    return out / table / f"part-{number:05d}.parquet"


def write_parts(out: Path, number: int, parts: Parts) -> None:
    """Write a batch's part of each table."""
    for name in TABLES:
        write_one(part_of(out, name, number), parts[name])


def found_key(out: Path, number: int) -> str:
    """
    Give what a batch's parts were made from; empty when one of them is missing or damaged.

    Raises
    ------
    HandoverMapError
        They were made from different things.
    """
    keys = {_key(part_of(out, name, number)) for name in TABLES}
    if "" in keys:
        return ""
    if len(keys) > 1:
        raise HandoverMapError(
            f"{out}: the parts {number:05d} do not belong together; begin afresh with --restart"
        )
    return keys.pop()


def rows_in(out: Path, number: int) -> dict[str, int]:
    """Give how many rows a batch's parts have, by table."""
    return {name: pq.read_metadata(part_of(out, name, number)).num_rows for name in TABLES}


def parts_in(out: Path, *, unfinished: bool = False) -> list[Path]:
    """Give the files of parts there are, or those that were never finished."""
    ending = f".parquet{UNFINISHED}" if unfinished else ".parquet"
    return [path for name in TABLES for path in sorted((out / name).glob(f"part-*{ending}"))]


def _parquet(rows: list[dict[str, Any]], schema: Any, key: str) -> bytes:
    table = pa.Table.from_pylist(rows, schema=schema.with_metadata({KEY: key.encode()}))
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _key(path: Path) -> str:
    try:
        return (pq.read_schema(path).metadata or {}).get(KEY, b"").decode()  # type: ignore[no-any-return]
    except (OSError, pa.ArrowException):
        return ""
