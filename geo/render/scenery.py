"""What lies around and under the ground: countries, lakes, units, and the shapes of places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.render.encode import packed_lines, packed_polygons
from geo.render.wanted import ProjectLike
from geo.ways import ways

AROUND = 0.95  # extents of the case to each side that the reader may pan to
FINE_DEG = 0.0012  # about 100 m
COARSE_DEG = 0.03  # for the small map of where a contingent came from
WHOLE = (-180.0, -90.0, 180.0, 90.0)
WIDEST_DEG = 40.0  # a small map wider than this says nothing
LINES = ("river", "coast", "line")


def basemap_data(project: ProjectLike) -> dict[str, Any]:
    """
    Give the basemap around the extent, and a coarse one as far as origins lie.

    Returns
    -------
    dict
        ``near``: rows of layer, name, polygons, lines; ``far``: the same, coarse: land
        far around, countries and large lakes; ``frame``: west, south, east, north of it, or None.
    """
    far = project.basemap["layer"] == "far"
    near = _rows(project.basemap[~far], _around(project.case.extent), FINE_DEG)
    frame = _far_frame(project)
    if frame is None:
        return {"near": near, "far": [], "frame": None}
    land = _rows(project.basemap[far], WHOLE, COARSE_DEG)
    countries = project.basemap[project.basemap["layer"].isin(["country", "lake"])]
    return {
        "near": near,
        "far": [*land, *_rows(countries, frame, COARSE_DEG)],
        "frame": list(frame),
    }


def area_data(project: ProjectLike, places: Callable[[str], int]) -> list[list[Any]]:
    """
    Give the shapes of places.

    Returns
    -------
    list
        Rows of place, its kind, basis, approximate, polygons, lines, way of a strip.
    """
    frame = project.areas
    held = frame[frame["place_id"] != project.case.ground]
    along = ways(frame, project.places)
    rows = []
    for row in held.itertuples():
        shape = shapely.simplify(row.geometry, FINE_DEG / 2)
        is_area = shape.geom_type.endswith("Polygon")
        rows.append(
            [
                places(row.place_id),
                str(place.kind) if (place := project.places.get(row.place_id)) else "",
                str(getattr(row, "basis", "") or ""),
                int(bool(getattr(row, "approximate", False))),
                packed_polygons(shape) if is_area else [],
                [] if is_area else packed_lines(shape),
                packed_lines(along[row.place_id]) if row.place_id in along else [],
            ]
        )
    return rows


def _around(extent: Any) -> tuple[float, float, float, float]:
    west, south, east, north = (float(edge) for edge in extent)
    wide, high = (east - west) * AROUND, (north - south) * AROUND
    return west - wide, south - high, east + wide, north + high


def _far_frame(project: ProjectLike) -> tuple[float, float, float, float] | None:
    origins = {event.origin for event in project.events if event.origin}
    points = [
        (place.lon, place.lat)
        for place_id in sorted(origins)
        if (place := project.places.get(place_id)) and place.lon is not None
    ]
    west, south, east, north = (float(edge) for edge in project.case.extent)
    away = [
        (lon, lat)
        for lon, lat in points
        if lat is not None and not (west <= lon <= east and south <= lat <= north)
    ]
    if not away:
        return None
    lons, lats = [lon for lon, _ in away], [lat for _, lat in away]
    box = (min(west, *lons), min(south, *lats), max(east, *lons), max(north, *lats))
    if max(box[2] - box[0], box[3] - box[1]) > WIDEST_DEG:
        return None
    margin = 0.12 * max(box[2] - box[0], box[3] - box[1])
    return box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin


def _rows(
    frame: gpd.GeoDataFrame, box: tuple[float, float, float, float], tolerance: float
) -> list[list[Any]]:
    shapes = shapely.make_valid(frame.geometry.to_numpy())
    clipped = shapely.intersection(shapes, shapely.box(*box))
    rows = []
    for layer in dict.fromkeys(frame["layer"]):
        chosen = (frame["layer"] == layer).to_numpy()
        names = frame["name"].fillna("").astype(str).to_numpy()[chosen]
        thinned = _thin(clipped[chosen], tolerance)
        for name, shape in zip(names, thinned, strict=True):
            row = _row(str(layer), str(name), shape)
            if row:
                rows.append(row)
    return rows


def _thin(shapes: Any, tolerance: float) -> Any:
    areas = [shape if shape.geom_type.endswith("Polygon") else None for shape in shapes]
    if all(area is not None for area in areas):
        return shapely.coverage_simplify(shapes, tolerance, simplify_boundary=True)
    return shapely.simplify(shapes, tolerance)


def _row(layer: str, name: str, shape: BaseGeometry) -> list[Any] | None:
    if shape is None or shape.is_empty:
        return None
    lines = packed_lines(shape) if layer in LINES else []
    polygons = [] if layer in LINES else packed_polygons(shape)
    return [layer, name, polygons, lines] if polygons or lines else None
