"""
How long each export takes, beside geopandas writing the same tables itself.

The flagship's tables are made once.  For each format, pairs alternate: ours, then geopandas' (or
pandas') own writer for every table, into a fresh folder; the ratio is that of the medians.  What
has no counterpart (ACLED, Linked Places) is measured against GeoJSON of its tables.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
from table import Row, finish

from geo.case.models import CaseFile
from geo.exports import FORMATS
from geo.exports.tables import Tables, export_tables
from geo.files import write_whole
from geo.project import load_case

ROUNDS = 7
ROOT = Path(__file__).parent.parent
Writer = Callable[[Path, Tables], None]


def bare_files(driver: str, ending: str) -> Writer:
    """Give a writer: ``to_file`` for each located table, one file each; pandas' own for others."""

    def write(folder: Path, tables: Tables) -> None:
        for name, table in tables.items():
            if isinstance(table, gpd.GeoDataFrame):
                table.to_file(folder / f"{name}{ending}", driver=driver)
            else:
                table.to_json(folder / f"{name}.json", orient="records", date_format="iso")

    return write


def bare_geopackage(folder: Path, tables: Tables) -> None:
    """Write every table into one GeoPackage."""
    for name, table in tables.items():
        gpd.GeoDataFrame(table).to_file(folder / "case.gpkg", layer=name, driver="GPKG")


def bare_kml(folder: Path, tables: Tables) -> None:
    """Write every located table as a KML of its own: GDAL's driver adds no layers to a file."""
    for name, table in tables.items():
        if isinstance(table, gpd.GeoDataFrame):
            table.to_file(folder / f"{name}.kml", driver="LIBKML")


def bare_parquet(folder: Path, tables: Tables) -> None:
    """Write every table as Parquet."""
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet")


def bare_csv(folder: Path, tables: Tables) -> None:
    """Write every table as CSV, shapes as text."""
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)


def bare_some(*names: str) -> Writer:
    """Give a writer of some tables as GeoJSON or JSON."""
    write = bare_files("GeoJSON", ".geojson")
    return lambda folder, tables: write(folder, {name: tables[name] for name in names})


BARE: dict[str, Writer] = {
    "geojson": bare_files("GeoJSON", ".geojson"),
    "gpkg": bare_geopackage,
    "geoparquet": bare_parquet,
    "kml": bare_kml,
    "csv": bare_csv,
    "linked-places": bare_some("places", "areas", "names"),
    "acled": bare_some("events", "claims", "sources", "places"),
}


def seconds(write: Writer, tables: Tables) -> float:
    """Give how long a writer takes into a fresh folder."""
    with TemporaryDirectory() as folder:
        start = time.perf_counter()
        write(Path(folder), tables)
        return time.perf_counter() - start


def ours(form: str, case: CaseFile) -> Writer:
    """Give our writer of a format, down to the disk."""
    return lambda folder, tables: void(write_whole(folder, FORMATS[form].make(case, tables)))


def void(_: object) -> None:
    """Drop what a call gives."""


def main() -> int:
    """Print seconds and ratio for each format."""
    project = load_case(ROOT)
    tables = export_tables(project)
    rows = []
    for form, bare in BARE.items():
        own = ours(form, project.case)
        pairs = [(seconds(own, tables), seconds(bare, tables)) for _ in range(ROUNDS)]
        mine, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
        rows.append(Row(f"export {form}", mine, "s", "to_file", theirs, mine / theirs))
    return finish(rows)


if __name__ == "__main__":
    sys.exit(main())
