"""A case as a build holds it, built before or read now: claims, events, sources, ground."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from geo.errors import HandoverMapError
from geo.tables import read_cell

if TYPE_CHECKING:
    from geo.project import Project

Row = dict[str, str]
CONTESTED = "contested"
PACKAGE = "datapackage.json"
CRS = "EPSG:4326"


@dataclass(frozen=True)
class Snapshot:
    """
    A case at one time of its making.

    Attributes
    ----------
    package
        ``datapackage.json``: build, method, span, parties, hashes of the case's files.
    claims, events, sources
        Rows of the tables by id, without their build id.
    ground
        The control layer: a row for each cell and stretch of days, EPSG:4326.
    basemap
        What is drawn beneath.
    """

    package: dict[str, Any]
    claims: dict[str, Row]
    events: dict[str, Row]
    sources: dict[str, Row]
    ground: gpd.GeoDataFrame
    basemap: gpd.GeoDataFrame

    def answers(self, day: str) -> gpd.GeoDataFrame:
        """Give the rows of the ground on a day, by cell, with ``answer``: the holder that day."""
        rows = self.ground
        here = rows[(rows["start"] <= day) & ((rows["end"] == "") | (rows["end"] > day))]
        here = here.assign(answer=here["holder"].where(here["status"] != CONTESTED, CONTESTED))
        return here.set_index("cell_id").sort_index()


def snapshot_of(folder: Path) -> Snapshot:
    """
    Read a case folder, or the folder of a full build.

    Raises
    ------
    HandoverMapError
        The folder is neither.
    CaseError
        The case has faults.
    """
    if (folder / "data" / "case.toml").is_file():
        from geo.project import load_case  # noqa: PLC0415  a build is compared without

        return snapshot_of_case(load_case(folder))
    if not (folder / PACKAGE).is_file():
        raise HandoverMapError(
            f"{folder} is neither a case (it has no data/case.toml) nor a full build "
            f"(it has no {PACKAGE}); name one of both"
        )
    return _from_files(_files_of_build(folder))


def snapshot_of_case(project: Project) -> Snapshot:
    """Take a case that was read, from a folder or from a database."""
    from geo.datapackage import describe  # noqa: PLC0415  a build is compared without
    from geo.pack import record_files  # noqa: PLC0415

    files = record_files(project)
    texts = {name: str(content) for name, content in files.items()}
    return _from_files(texts | {PACKAGE: describe(project, files)})


def _files_of_build(folder: Path) -> dict[str, str]:
    try:
        text = (folder / PACKAGE).read_text("utf-8")
        name = json.loads(text)["name"]
        wanted = [
            *(f"{name}-{table}.csv" for table in ("claims", "events", "sources")),
            *(f"{name}-{layer}.geojson" for layer in ("control", "basemap")),
        ]
        read = {one: (folder / one).read_bytes().decode("utf-8") for one in wanted}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HandoverMapError(
            f"{folder}: this build cannot be read ({error}); build it again"
        ) from error
    return read | {PACKAGE: text}


def _from_files(files: Mapping[str, str]) -> Snapshot:
    package = json.loads(files[PACKAGE])
    name = package["name"]
    return Snapshot(
        package=package,
        claims=_rows(files[f"{name}-claims.csv"], "claim_id"),
        events=_rows(files[f"{name}-events.csv"], "event_id"),
        sources=_rows(files[f"{name}-sources.csv"], "source_id"),
        ground=_layer(files[f"{name}-control.geojson"]),
        basemap=_layer(files[f"{name}-basemap.geojson"]),
    )


def _rows(text: str, key: str) -> dict[str, Row]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {
        row[key]: {name: read_cell(cell) for name, cell in row.items() if name != "build"}
        for row in rows
    }


def _layer(text: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame.from_features(json.loads(text)["features"], crs=CRS)
