"""GeoParquet 1.1: one file a table, with a covering box for each row; plain Parquet without one."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO

import geopandas as gpd
import pandas as pd

from geo.case.models import CaseFile
from geo.errors import HandoverMapError
from geo.exports.tables import Tables

VERSION = "1.1.0"


def geoparquet_files(case: CaseFile, tables: Tables) -> dict[str, bytes]:
    """
    Give a Parquet file for each table, by file name.

    Raises
    ------
    HandoverMapError
        pyarrow is not installed.

    Notes
    -----
    GeoParquet 1.1.0, "Bounding Box Columns": https://geoparquet.org/releases/v1.1.0/
    """
    if find_spec("pyarrow") is None:
        raise HandoverMapError("geoparquet needs pip install 'handover-map[parquet]'")
    return {f"{case.id}-{name}.parquet": parquet_bytes(table) for name, table in tables.items()}


def parquet_bytes(table: pd.DataFrame) -> bytes:
    """Give one table as Parquet; geometry as WKB in EPSG:4326."""
    file = BytesIO()
    if isinstance(table, gpd.GeoDataFrame):
        table.to_parquet(file, index=False, schema_version=VERSION, write_covering_bbox=True)
    else:
        table.to_parquet(file, index=False)
    return file.getvalue()
