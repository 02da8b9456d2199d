"""The files of a build: which there are, and what makes each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd

from geo.files import write_whole
from geo.layers import area_table, control_layer, event_table, presence_layer
from geo.project import Project
from geo.render import HandoverMap


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
        Whether to leave out views and tables.
    tiles
        Name of a tile provider of xyzservices that a reader may switch on.

    Returns
    -------
    tuple of Path
        The files, the page first.

    Raises
    ------
    HandoverMapError
        The folder cannot be written to.
    """
    makers = _makers(project, page_only=page_only, tiles=tiles)
    texts = {name: make() for name, make in makers.items()}
    return write_whole(folder, texts)


def _makers(project: Project, *, page_only: bool, tiles: str) -> dict[str, Callable[[], str]]:
    case_id = project.case.id

    def page(view: str | None = None) -> str:
        return HandoverMap(
            project, view=view, articles=project.texts or None, tiles=tiles or None
        ).to_html()

    makers: dict[str, Callable[[], str]] = {f"{case_id}.html": page}
    if page_only:
        return makers
    for view in project.case.views:
        makers[f"{case_id}-{view.id}.html"] = lambda view_id=view.id: page(view_id)  # type: ignore[misc]
    return makers | {
        f"{case_id}-km2.csv": lambda: _areas(project),
        f"{case_id}-control.geojson": lambda: _geojson(control_layer(project.control)),
        f"{case_id}-presence.geojson": lambda: _presence(project),
        f"{case_id}-events.jsonl": lambda: _events(project),
    }


def _areas(project: Project) -> str:
    case = project.case
    table = area_table(project.control, case.first_day, case.last_day)
    text: str = table.to_csv(index=False, lineterminator="\n", float_format="%.2f")
    return text


def _presence(project: Project) -> str:
    return _geojson(presence_layer(project.claims, project.places))


def _geojson(layer: gpd.GeoDataFrame) -> str:
    return f"{layer.to_json()}\n"


def _events(project: Project) -> str:
    rows = event_table(project.events, project.places, project.timeline.weighing)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
