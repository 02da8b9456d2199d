"""
Describe the files of a build to machines: a Frictionless Data Package.

Each file has its SHA-256, its size, its licences and, if it is a table, its columns.  This module
is given the files; what they hold was made elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from geo.method import method_id
from geo.project import Project
from geo.tables import AREA_COLUMNS, CLAIM_COLUMNS, EVENT_COLUMNS, SOURCE_COLUMNS

Plain = dict[str, Any]
NAME = "datapackage.json"
OWN_FILE = "case.toml"  # whose licence the claims have: both are the case's own words
MEDIA = {
    ".html": "text/html",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".bib": "application/x-bibtex",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
HELD = {
    "-claims.csv": ("What each source says of one place, every field", CLAIM_COLUMNS),
    "-events.csv": ("Claims of several sources about the same thing", EVENT_COLUMNS),
    "-sources.csv": ("Who published what when", SOURCE_COLUMNS),
    "-km2.csv": ("Square kilometres of each holder on each day", AREA_COLUMNS),
}
DESCRIBED = {
    "-control.geojson": "Ground in cells, a row for each stretch of days with one holder",
    "-boundaries.geojson": "Lines between cells, and whether they are approximate",
    "-handovers.geojson": "Areas that passed or were to pass",
    "-presence.geojson": "Posts, bases and deployments at their places",
    "-events.geojson": "Events that stand at a point",
    "-places.geojson": "Places with a point, and their names",
    "-areas.geojson": "Shapes of places",
    "-basemap.geojson": "Countries, units, lakes and coast",
    "-events.jsonl": "Events with their claims, one a line",
    "-references.json": "The sources as CSL-JSON",
    "-references.bib": "The sources as BibTeX",
    "index.html": "All files of this build at a glance",
    ".html": "A map that opens from disk",
    ".svg": "Figure, its text as text",
    ".pdf": "Figure for print",
    ".png": "Figure as a picture",
    ".txt": "The words of a figure",
    ".csv": "The data of a figure",
}
APOSTROPHES = "A text that begins with = + - @ stands after an apostrophe, so that nothing runs it."
KEYS = {"-claims.csv": "claim_id", "-events.csv": "event_id", "-sources.csv": "source_id"}


def describe(project: Project, files: Mapping[str, str | bytes]) -> str:
    """
    Describe files.

    Parameters
    ----------
    project
        The case they were made of.
    files
        Content by name.

    Returns
    -------
    str
        ``datapackage.json``: Frictionless Data Package 1, with ``build``, ``method`` and
        ``inputs`` (SHA-256 of each file of the case) beside its own fields.
    """
    case, licences = project.case, stated_licences(project)
    own = project.inputs.licences.get(OWN_FILE) or licences
    package = {
        "profile": "data-package",
        "name": case.id,
        "title": case.title.get("en") or next(iter(case.title.values())),
        "build": project.build_id,
        "method": method_id(),
        "measuring_crs": case.crs,
        "first_day": case.first_day.isoformat(),
        "last_day": case.last_day.isoformat(),
        "parties": [
            {"id": party.id, "name": party.names.get("en", party.id), "colour": party.colour}
            for party in case.party
        ],
        "inputs": project.inputs.hashes,
        "licenses": licences,
        "resources": [
            _resource(name, files[name], project, own if _is_own(name) else licences)
            for name in files
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, content: str | bytes, project: Project, licences: list[Plain]) -> Plain:
    data = content.encode("utf-8") if isinstance(content, str) else content
    suffix = PurePath(name).suffix
    said: Plain = {
        "name": re.sub(r"[^a-z0-9._-]+", "-", name.lower()),
        "path": name,
        "description": _description(name),
        "format": suffix.removeprefix("."),
        "mediatype": MEDIA.get(suffix, "application/octet-stream"),
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "build": project.build_id,
        "licenses": licences,
    }
    if isinstance(content, str):
        said["encoding"] = "utf-8"
    if suffix == ".jsonl":
        said["type"] = "file"  # its rows hold lists of claims: no table
    ending = name.removeprefix(project.case.id)
    if ending in HELD:
        said |= {"profile": "tabular-data-resource", "schema": _schema(ending, project.case.id)}
    elif suffix == ".csv":
        said |= {"profile": "tabular-data-resource", "schema": _plain_schema(str(content))}
    return said


def _description(name: str) -> str:
    for ending, (words, _) in HELD.items():
        if name.endswith(ending):
            return f"{words}. {APOSTROPHES}"
    for ending, words in DESCRIBED.items():
        if name.endswith(ending):
            return words
    return ""


def _schema(ending: str, case_id: str) -> Plain:
    _, columns = HELD[ending]
    fields = [{"name": name, "type": kind} for name, kind in columns.items()]
    schema: Plain = {
        "fields": [*fields, {"name": "build", "type": "string"}],
        "missingValues": [""],
    }
    if ending in KEYS:
        schema["primaryKey"] = [KEYS[ending]]
    if ending == "-claims.csv":
        target = {"resource": f"{case_id}-sources.csv", "fields": ["source_id"]}
        schema["foreignKeys"] = [{"fields": ["source_id"], "reference": target}]
    return schema


def _plain_schema(text: str) -> Plain:
    columns = text.partition("\n")[0].split(",")
    return {
        "fields": [{"name": name, "type": AREA_COLUMNS.get(name, "string")} for name in columns],
        "missingValues": [""],
    }


def stated_licences(project: Project) -> list[Plain]:
    """Give each licence of the case's files once; of its shapes alone where it states no more."""
    found: dict[str, Plain] = {}
    for stated in project.inputs.licences.values():
        for licence in stated:
            found.setdefault(licence["name"], licence)
    if not found:
        for frame in (project.areas, project.basemap):
            for title in sorted(set(frame["licence"].astype(str)) - {""}):
                name = re.sub(r"[^A-Za-z0-9._-]+", "-", title).strip("-")
                found.setdefault(name, {"name": name, "title": title})
    return list(found.values())


def _is_own(name: str) -> bool:
    """Whether a file holds what the case itself says, and no shape of others."""
    return name.endswith((*HELD, "-events.jsonl", ".json", ".bib"))
