"""
The files of a build: which there are, and what makes each.

The page alone is made of the least; what only the whole pack needs is loaded with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from geo.files import write_whole
from geo.layers import area_table, control_layer, event_table, presence_layer
from geo.project import Project
from geo.render import HandoverMap

Files = dict[str, str | bytes]
Rows = list[dict[str, Any]]
GALLERY = "index.html"


def write_pack(
    project: Project,
    folder: Path,
    *,
    page_only: bool = False,
    tiles: str = "",
) -> tuple[Path, ...]:
    """
    Write a build.

    Parameters
    ----------
    project
        The case with all that follows from it.
    folder
        Where to write; made when it is not there.
    page_only
        Whether to leave out all but the page.
    tiles
        Name of a tile provider of xyzservices that a reader may switch on.

    Returns
    -------
    tuple of Path
        The files, the page first.

    Raises
    ------
    HandoverMapError
        The folder cannot be written to, or the figures lack their libraries.
    """
    if page_only:
        return write_whole(folder, {f"{project.case.id}.html": _page(project, tiles).to_html()})
    return write_whole(folder, pack_files(project, tiles=tiles))


def pack_files(project: Project, *, tiles: str = "") -> Files:
    """
    Make all files of a build.

    Returns
    -------
    dict
        Content by name: pages, figures, tables, references, layers, and last the gallery and
        ``datapackage.json``, which name all the others.
    """
    from geo import datapackage  # noqa: PLC0415  the page alone does without
    from geo.gallery import gallery  # noqa: PLC0415
    from geo.sharing import share_out  # noqa: PLC0415

    figures = _figures(project)  # they make what pages and records need too
    parts: list[Callable[[], Files]] = [
        lambda: page_files(project, tiles),
        *figures,
        lambda: record_files(project),
    ]
    files: Files = {}
    for part in share_out(parts):
        files |= part
    files[GALLERY] = gallery(project, files)
    files[datapackage.NAME] = datapackage.describe(project, files)
    return files


def page_files(project: Project, tiles: str = "") -> Files:
    """Make the pages: the whole map, and one for each view; what they share is laid out once."""
    case_id, page = project.case.id, _page(project, tiles)
    files: Files = {f"{case_id}.html": page.to_html()}
    for view in project.case.views:
        files[f"{case_id}-{view.id}.html"] = page.of(view.id).to_html()
    return files


def record_files(project: Project) -> Files:
    """Make what a build holds beside pages and figures: tables, references, layers."""
    events = event_table(project.events, project.places, project.timeline.weighing)
    return _tables(project, events) | _references(project) | _layers(project, events)


def _page(project: Project, tiles: str) -> HandoverMap:
    return HandoverMap(project, articles=project.texts or None, tiles=tiles or None)


def _figures(project: Project) -> list[Callable[[], Files]]:
    """Give a job for each figure."""
    from geo.figures import KINDS, Figures  # noqa: PLC0415  the page alone does without
    from geo.keydays import key_days  # noqa: PLC0415
    from geo.tables import to_csv  # noqa: PLC0415

    figures, build = Figures(project), project.build_id
    figures.prepare()

    def draw(kind: str, *days: date) -> Files:
        files: Files = {}
        for drawn in figures.all(days, (kind,)):
            columns = dict.fromkeys(column for row in drawn.rows for column in row)
            files |= drawn.files()
            files[f"{drawn.name}.txt"] = f"{drawn.caption.words}\n\nBuild {build}.\n"
            files[f"{drawn.name}.csv"] = to_csv(drawn.rows, columns, build=build)
        return files

    days = [partial(draw, "day", day) for day in key_days(project)]
    return [*(partial(draw, kind) for kind in KINDS if kind != "day"), *days]


def _tables(project: Project, events: Rows) -> Files:
    from geo import tables  # noqa: PLC0415  the page alone does without

    case, build = project.case, project.build_id
    areas = area_table(project.control, case.first_day, case.last_day)
    sheets: dict[str, tuple[Rows, Mapping[str, str]]] = {
        "claims": (tables.claim_rows(project.claims, project.places), tables.CLAIM_COLUMNS),
        "events": (tables.event_rows(events), tables.EVENT_COLUMNS),
        "sources": (tables.source_rows(project.sources.values()), tables.SOURCE_COLUMNS),
        "km2": (tables.frame_rows(areas), tables.AREA_COLUMNS),
    }
    files: Files = {
        f"{case.id}-{name}.csv": tables.to_csv(rows, columns, build=build)
        for name, (rows, columns) in sheets.items()
    }
    lines = (json.dumps(row | {"build": build}, ensure_ascii=False) for row in events)
    return files | {f"{case.id}-events.jsonl": "".join(f"{line}\n" for line in lines)}


def _references(project: Project) -> Files:
    from geo.references import bibtex, csl_json  # noqa: PLC0415  the page alone does without

    case_id, build, sources = project.case.id, project.build_id, project.sources.values()
    return {
        f"{case_id}-references.json": csl_json(sources, build=build),
        f"{case_id}-references.bib": bibtex(sources, build=build),
    }


def _layers(project: Project, events: Rows) -> Files:
    from geo import features  # noqa: PLC0415  the page alone does without

    layers: Mapping[str, object] = {
        "control": control_layer(project.control),
        "boundaries": project.control.boundaries,
        "handovers": features.passing_layer(events, project.areas),
        "presence": presence_layer(project.claims, project.places),
        "events": features.event_layer(events, project.places),
        "places": features.place_layer(project.places.values()),
        "areas": project.areas,
        "basemap": project.basemap,
    }
    return {
        f"{project.case.id}-{name}.geojson": features.to_geojson(layer, build=project.build_id)
        for name, layer in layers.items()
    }
