"""
Exports: the tables of a case in the formats of others.

Each format is a module with one function from case and tables to files.  Stores that are no files
have modules of their own beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geo.case.models import CaseFile
from geo.errors import HandoverMapError
from geo.exports.acled import acled_files
from geo.exports.csv import csv_files
from geo.exports.geojson import geojson_files
from geo.exports.geopackage import geopackage_files
from geo.exports.geoparquet import geoparquet_files
from geo.exports.kml import kml_files
from geo.exports.linked_places import linked_places_files
from geo.exports.tables import Tables, export_tables
from geo.files import write_whole
from geo.project import Project

Maker = Callable[[CaseFile, Tables], dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what makes its files, and the ending when it is one file (empty: one a table)."""

    make: Maker
    ending: str = ""


FORMATS = {
    "geojson": Format(geojson_files),
    "gpkg": Format(geopackage_files, ".gpkg"),
    "geoparquet": Format(geoparquet_files),
    "kml": Format(kml_files, ".kml"),
    "csv": Format(csv_files),
    "linked-places": Format(linked_places_files, ".json"),
    "acled": Format(acled_files, ".csv"),
}


def write_export(
    project: Project, form: str, target: Path, *, on: date | None = None
) -> tuple[Path, ...]:
    """
    Write a case in one format.

    Parameters
    ----------
    project
        The case with all that follows from it.
    form
        One of ``FORMATS``.
    target
        A folder; or, for a format of one file, the file, told by its ending.
    on
        Only what the day has, see ``export_tables``; None: everything.

    Returns
    -------
    tuple of Path
        The files, in the order of the tables.

    Raises
    ------
    HandoverMapError
        The format is not known, what it needs is not installed, or the target cannot be written.
    """
    if form not in FORMATS:
        raise HandoverMapError(f"{form!r} is no format; use one of {', '.join(FORMATS)}")
    return write_tables(project.case, export_tables(project, on=on), form, target)


def write_tables(case: CaseFile, tables: Tables, form: str, target: Path) -> tuple[Path, ...]:
    """Write tables that are at hand, as ``write_export`` does."""
    chosen = FORMATS[form]
    contents = chosen.make(case, tables)
    if target.is_dir() or target.suffix not in _endings():
        return write_whole(target, contents)
    if target.suffix != chosen.ending:
        raise HandoverMapError(
            f"{target}: {form} writes {_written(chosen)}; name a folder with -o"
            + (f", or a file that ends in {chosen.ending}" if chosen.ending else "")
        )
    (content,) = contents.values()
    return write_whole(target.parent, {target.name: content})


def _endings() -> set[str]:
    return {".geojson", ".parquet", ".jsonld", *(f.ending for f in FORMATS.values() if f.ending)}


def _written(form: Format) -> str:
    return f"one file, {form.ending}" if form.ending else "a file for each table"
