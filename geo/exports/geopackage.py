"""
GeoPackage: all tables in one file, with styles that QGIS opens its layers with.

Equal cases give equal bytes: GDAL is told the case's last day for the time that it writes into
``gpkg_contents``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.case.models import CaseFile
from geo.exports.qgis import layer_styles
from geo.exports.tables import Tables, about

DATE_OPTION = "OGR_CURRENT_DATE"
VERSION = "1.3"  # what QGIS 3.22 and its GDAL read without a warning
SHAPES = {"control": "MultiPolygon", "presence": "Point", "events": "Point", "places": "Point"}


def geopackage_files(case: CaseFile, tables: Tables) -> dict[str, bytes]:
    """Give the one file, by its name."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{case.id}.gpkg"
        with _dated(f"{case.last_day.isoformat()}T00:00:00.000Z"):
            for name, table in tables.items():
                _add(path, name, table, about(case, name))
            _add(path, "layer_styles", layer_styles(case, tables), "Styles for QGIS", FID="id")
        return {path.name: path.read_bytes()}


def _add(path: Path, name: str, table: pd.DataFrame, words: str, **options: str) -> None:
    shape: dict[str, Any] = {}
    if isinstance(table, gpd.GeoDataFrame):
        shape = {"geometry_type": SHAPES.get(name, "Unknown"), "promote_to_multi": False}
        options |= {"GEOMETRY_NAME": "geom"}
    pyogrio.write_dataframe(
        _in_utc(table),
        path,
        layer=name,
        driver="GPKG",
        append=path.exists(),
        dataset_options={"VERSION": VERSION},
        layer_options={"DESCRIPTION": words, **options},
        **shape,
    )


def _in_utc(table: pd.DataFrame) -> pd.DataFrame:
    """Give days as midnight in UTC: a GeoPackage knows no time without a zone."""
    days = table.select_dtypes("datetime")
    return table.assign(**{str(name): day.dt.tz_localize("UTC") for name, day in days.items()})


@contextmanager
def _dated(time: str) -> Iterator[None]:
    before = pyogrio.get_gdal_config_option(DATE_OPTION)
    pyogrio.set_gdal_config_options({DATE_OPTION: time})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({DATE_OPTION: before})
