"""CSV in UTF-8, one file a table, with the geometry as well-known text in a column ``wkt``."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely

from geo.case.models import CaseFile
from geo.exports.tables import Tables, plain_columns

DIGITS = 17  # any double comes back from them as it was


def csv_files(case: CaseFile, tables: Tables) -> dict[str, bytes]:
    """Give a CSV for each table, by file name; nothing is an empty field, days are ISO 8601."""
    return {f"{case.id}-{name}.csv": csv_text(table) for name, table in tables.items()}


def csv_text(table: pd.DataFrame) -> bytes:
    """Give one table as CSV; numbers and coordinates keep all digits."""
    columns = plain_columns(table)
    if isinstance(table, gpd.GeoDataFrame):
        columns["wkt"] = list(shapely.to_wkt(table.geometry.to_numpy(), rounding_precision=DIGITS))
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})
    text: str = frame.to_csv(index=False, lineterminator="\n")
    return text.encode()
