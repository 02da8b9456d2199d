"""
Read a case folder, and check all of it in one go.

``read_case`` gives a ``Case`` or raises one ``CaseError`` with every fault of the folder, each
with file, line and remedy.  It knows files and records, and nothing of how claims become ground.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import geopandas as gpd
from pydantic import BaseModel, ValidationError

from geo.case.articles import check_articles, read_texts
from geo.case.checks import CASE_FILE, SeedChecker, check_case_file, check_package
from geo.case.inputs import FolderInputs, Inputs
from geo.case.lines import Path as TomlPath
from geo.case.lines import TomlLines, line_of
from geo.case.models import CaseFile, SeedFile
from geo.case.repair import repaired
from geo.case.shapes import read_areas, read_basemap
from geo.case.sources import claim_records, source_record
from geo.case.tables import read_names, read_places
from geo.errors import CaseError, Fault
from geo.records import Claim, Place, Source

Model = TypeVar("Model", bound=BaseModel)

MOST_BROKEN_LINES = 20
DATA_FILES = (
    CASE_FILE,
    "data/places.csv",
    "data/names.csv",
    "data/areas.geojson",
    "data/basemap.geojson",
)


@dataclass(frozen=True)
class Case:
    """
    A case as read.

    Attributes
    ----------
    root
        Its folder; None for a case that was read from elsewhere.
    file
        ``case.toml``.
    places
        By id, with their names.
    areas
        Columns ``place_id, basis, approximate, source, licence, geometry``; EPSG:4326.
    basemap
        Columns ``layer, name, source, licence, geometry``; EPSG:4326.
    sources
        By id, in the order of their ids.
    claims
        All claims that may be drawn, in the order of sources and of each source's file.
    texts
        Texts of sources by source id, when their folder was given; otherwise empty.
    inputs
        The hashes of what it is made of.
    """

    root: Path | None
    file: CaseFile
    places: dict[str, Place]
    areas: gpd.GeoDataFrame
    basemap: gpd.GeoDataFrame
    sources: dict[str, Source]
    claims: tuple[Claim, ...]
    texts: dict[str, str]
    inputs: Inputs


@dataclass
class _Reading:
    root: Path
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        try:
            return (self.root / name).read_bytes().decode("utf-8")
        except FileNotFoundError:
            self.faults.append(Fault(name, 0, "the file is not there", "add it; see the formats"))
        except UnicodeDecodeError as error:
            self.faults.append(
                Fault(name, 0, f"it is not UTF-8 at byte {error.start}", "save it as UTF-8")
            )
        except OSError as error:
            self.faults.append(Fault(name, 0, f"it cannot be read: {error.strerror}", "mend that"))
        return None

    def _toml(self, name: str, text: str) -> dict[str, Any]:
        """Read TOML; a line that is none is reported and left out, to see what else is wrong."""
        written = text.splitlines()
        for _ in range(MOST_BROKEN_LINES):
            try:
                return tomllib.loads("\n".join(written))
            except tomllib.TOMLDecodeError as error:
                line = min(_toml_line(error, len(written)), len(written))
                self.faults.append(Fault(name, line, f"this is not TOML: {error}", "mend the line"))
                if not line or not written[line - 1]:
                    break
                written[line - 1] = ""
        return {}

    def table(self, name: str, model: type[Model]) -> tuple[Model | None, Mapping[TomlPath, int]]:
        text = self.text(name)
        if text is None:
            return None, {}
        values = self._toml(name, text)
        lines = TomlLines(text)
        try:
            return model.model_validate(values), lines
        except ValidationError as error:
            self.faults += _model_faults(name, error, lines)
            return repaired(values, model), lines


def read_case(
    root: Path, *, articles: Path | None = None, drafts: bool = False, strict: bool = False
) -> Case:
    """
    Read a case folder.

    Parameters
    ----------
    root
        The folder that holds ``data/`` and ``seeds/``.
    articles
        Folder with the texts of the sources; when given, hashes and offsets are checked too.
    drafts
        Whether claims that nobody has reviewed are given too.
    strict
        Whether ``data/datapackage.json`` has to describe the data as they are, too.

    Returns
    -------
    Case
        The case, without a fault.

    Raises
    ------
    CaseError
        There are faults; it holds all of them.
    """
    reading = _Reading(root)
    if not root.is_dir():
        raise CaseError([Fault(str(root), 0, "there is no such folder", "name a case folder")])
    file, lines = reading.table(CASE_FILE, CaseFile)
    places, areas, basemap = _read_data(reading)
    if file is not None:
        check_case_file(file, lines, places, areas, reading.faults)
    seeds = _read_seeds(reading, SeedChecker(file, places))
    if articles is not None:
        check_articles(seeds, articles, reading.faults)
    if strict:
        check_package(root, reading.faults)
    if reading.faults or file is None:
        raise CaseError(reading.faults)
    claims = [claim for seed, _, _ in seeds for claim in claim_records(seed)]
    return Case(
        root=root,
        file=file,
        places=places,
        areas=areas,
        basemap=basemap,
        sources={seed.source.id: source_record(seed.source) for seed, _, _ in seeds},
        claims=tuple(claim for claim in claims if drafts or claim.review == "accepted"),
        texts=read_texts((seed for seed, _, _ in seeds), articles) if articles else {},
        inputs=FolderInputs(root, DATA_FILES),
    )


def read_gazetteer(root: Path) -> dict[str, Place]:
    """
    Read the places of a case with their names, and nothing else of it.

    Returns
    -------
    dict
        By id; empty where the folder holds no ``data/places.csv``: then it is no case.

    Raises
    ------
    CaseError
        The tables have faults.
    """
    if not (root / "data" / "places.csv").is_file():
        return {}
    reading = _Reading(root)
    places = _read_places(reading)
    if reading.faults:
        raise CaseError(reading.faults)
    return places


def _read_places(reading: _Reading) -> dict[str, Place]:
    _, places_file, names_file, *_ = DATA_FILES
    places: dict[str, Place] = {}
    if (text := reading.text(places_file)) is not None:
        places = read_places(text, places_file, reading.faults)
    if (text := reading.text(names_file)) is not None:
        places = read_names(text, names_file, places, reading.faults)
    return places


def _read_data(
    reading: _Reading,
) -> tuple[dict[str, Place], gpd.GeoDataFrame, gpd.GeoDataFrame]:
    *_, areas_file, basemap_file = DATA_FILES
    places = _read_places(reading)
    text = reading.text(areas_file)
    empty = '{"features": []}'
    areas = read_areas(empty if text is None else text, areas_file, places, reading.faults)
    text = reading.text(basemap_file)
    basemap = read_basemap(empty if text is None else text, basemap_file, reading.faults)
    return places, areas, basemap


def _read_seeds(
    reading: _Reading, checker: SeedChecker
) -> list[tuple[SeedFile, str, Mapping[TomlPath, int]]]:
    seeds = []
    for path in sorted((reading.root / "seeds").glob("*.toml")):
        name = f"seeds/{path.name}"
        seed, lines = reading.table(name, SeedFile)
        if seed is not None:
            checker.check(seed, name, lines, reading.faults)
            seeds.append((seed, name, lines))
    if not seeds and not any(fault.file.startswith("seeds/") for fault in reading.faults):
        reading.faults.append(Fault("seeds", 0, "there is no source record", "add seeds/<id>.toml"))
    return seeds


def _toml_line(error: tomllib.TOMLDecodeError, last: int) -> int:
    _, _, tail = str(error).partition("(at line ")
    digits = tail.partition(",")[0]
    return int(digits) if digits.isdigit() else last


def _model_faults(
    name: str, error: ValidationError, lines: Mapping[TomlPath, int]
) -> Iterable[Fault]:
    for item in error.errors(include_url=False):
        path = tuple(item["loc"])
        shown = ".".join(str(step) for step in path) or "the file"
        kind, message = item["type"], item["msg"].removeprefix("Value error, ")
        if kind == "missing":
            yield Fault(name, line_of(lines, path), f"{shown} is missing", f"add {path[-1]}")
        elif kind == "extra_forbidden":
            remedy = "correct the word, or take it out"
            yield Fault(name, line_of(lines, path), f"{shown} is not a field", remedy)
        else:
            given = "" if isinstance(item["input"], dict | list) else f" (given: {item['input']!r})"
            yield Fault(
                name,
                line_of(lines, path),
                f"{shown} is wrong{given}: {message}",
                f"change {path[-1]}" if path else "correct it",
            )
