"""
Cut the ground into faces: pieces that lie in the same areas and the same settlement's share.

All lines (borders of areas, lines between the shares of settlements) are noded at once and the
faces between them labelled by a point inside, so that faces neither overlap nor leave gaps,
whatever the days do to them later.  This module knows shapes, and nothing of days or holders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import LayerError
from geo.meshes import Mesh
from geo.tessellation import Seed, Tessellation, gather_seeds

GRID_M = 0.1
STRAY_M = 2_500.0
STEP_DEGREES = 0.02
MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Stray:
    """
    A settlement whose point lies outside its own share, as where a border is coarse.

    Attributes
    ----------
    x, y
        Its point, metres in the measuring CRS.
    within
        What a question asked at the point is answered for: the areas of the nearest ground that
        is shared out, and the settlement itself.
    """

    x: float
    y: float
    within: frozenset[str]


@dataclass(frozen=True)
class Cut:
    """
    The ground in faces.

    Attributes
    ----------
    faces
        Columns ``face_id`` (int, the row) and ``geometry`` (Polygon, measuring CRS): a valid
        coverage of the ground, one row per connected piece.
    within
        Per face the ids of the areas it lies in, and of the settlements whose share it is in.
    edges
        Lines between neighbouring faces: ``left``, ``right`` (face_id; -1 outside the ground),
        ``approximate`` (bool), ``geometry``.
    settlement_ids
        The settlements that ground was shared out to.
    strays
        Settlements that answer at their point for ground elsewhere.
    """

    faces: gpd.GeoDataFrame
    within: tuple[frozenset[str], ...]
    edges: gpd.GeoDataFrame
    settlement_ids: frozenset[str]
    strays: tuple[Stray, ...] = ()


def cut_ground(
    areas: gpd.GeoDataFrame,
    settlements: pd.DataFrame,
    *,
    ground: str,
    settlement_ground: Sequence[str],
    measuring_crs: str,
) -> Cut:
    """
    Cut the ground into pieces that share one history each.

    Parameters
    ----------
    areas
        Columns ``place_id``, ``approximate`` (bool), ``geometry`` (Polygon or MultiPolygon,
        EPSG:4326); rows of other shapes are left aside.
    settlements
        Columns ``place_id``, ``lon``, ``lat`` (degrees), ``radius_m`` (NaN: no limit): those of
        which somebody says who holds them.  One of which nobody says anything must not be here,
        or its ground would look known.
    ground
        The area that is cut; what lies outside it is left aside.
    settlement_ground
        The areas within which ground is shared out among the settlements; the whole ground when
        empty.  Settlements up to 2.5 km outside it have a share too.
    measuring_crs
        An equal-area CRS in metres.

    Returns
    -------
    Cut
        The faces.

    Raises
    ------
    LayerError
        A named area has no shape.

    Notes
    -----
    Lines are segmentised in degrees before they are projected, because the straight side of a
    square in degrees is a curve in metres; snapped to a grid of 0.1 m, noded and polygonized.
    Pieces under 0.05 km² and very thin ones, as rounding leaves along nearly equal borders, go
    to the neighbour with the longest common line.
    """
    shapes = _project(areas, measuring_crs)
    _check_shapes(shapes, [ground, *settlement_ground])
    shared = [shapes[name] for name in settlement_ground or [ground]]
    domain = shapely.intersection(shapely.union_all(shared, grid_size=GRID_M), shapes[ground])
    seeds = _seeds_of(settlements, measuring_crs)
    points = shapely.points([(seed.x, seed.y) for seed in seeds]) if seeds else np.empty(0)
    reaching = tuple(
        seed
        for seed, distance in zip(seeds, shapely.distance(points, domain), strict=True)
        if distance <= STRAY_M
    )
    shares = Tessellation(reaching, domain)
    mesh = _clear(_label(_polygonize(shapes, shares), shapes, ground, domain, shares), seeds)
    _check_coverage(mesh, shapes[ground])
    approximate = frozenset(areas.loc[areas["approximate"].astype(bool), "place_id"])
    settlement_ids = frozenset(name for seed in seeds for name in seed.settlement_ids)
    return Cut(
        gpd.GeoDataFrame(
            {"face_id": range(len(mesh.polygons))}, geometry=list(mesh.polygons), crs=measuring_crs
        ),
        mesh.labels,
        _edges(mesh, approximate | settlement_ids, measuring_crs),
        settlement_ids,
        _strays(mesh, seeds, settlement_ids),
    )


def _project(areas: gpd.GeoDataFrame, crs: str) -> dict[str, BaseGeometry]:
    rows = areas[areas.geom_type.isin(["Polygon", "MultiPolygon"])].sort_values("place_id")
    fine = rows.set_geometry(shapely.segmentize(rows.geometry.array, STEP_DEGREES), crs=areas.crs)
    shapes = shapely.set_precision(np.asarray(fine.to_crs(crs).geometry.array), GRID_M)
    return dict(zip(rows["place_id"], shapes, strict=True))


def _check_shapes(shapes: dict[str, BaseGeometry], named: list[str]) -> None:
    missing = sorted({name for name in named if name not in shapes})
    if missing:
        raise LayerError(
            f"data/areas.geojson: no polygon for {', '.join(missing)}; "
            "add it, or name another area in data/case.toml"
        )


def _seeds_of(settlements: pd.DataFrame, crs: str) -> tuple[Seed, ...]:
    placed = settlements.dropna(subset=["lon", "lat"])
    points = gpd.GeoSeries.from_xy(placed["lon"], placed["lat"], crs="EPSG:4326").to_crs(crs)
    return gather_seeds(
        list(placed["place_id"]),
        np.column_stack([points.x, points.y]),
        placed["radius_m"].to_numpy(dtype=np.float64),
    )


def _polygonize(shapes: dict[str, BaseGeometry], shares: Tessellation) -> NDArray[np.object_]:
    borders = shapely.boundary(list(shapes.values()))
    noded = shapely.union_all([*borders, *shares.lines()], grid_size=GRID_M)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))


def _label(
    pieces: NDArray[np.object_],
    shapes: dict[str, BaseGeometry],
    ground: str,
    domain: BaseGeometry,
    shares: Tessellation,
) -> Mesh:
    """Drop what lies outside the ground, and join pieces that lie in the same places."""
    pieces = pieces[_holds(shapes[ground], shapely.point_on_surface(pieces))]
    points = shapely.point_on_surface(pieces)
    labels: list[set[str]] = [set() for _ in pieces]
    for name, shape in shapes.items():
        for row in np.flatnonzero(_holds(shape, points)):
            labels[row].add(name)
    shared = np.flatnonzero(_holds(domain, points))
    for row, owner in zip(shared, shares.owners(points[shared]), strict=True):
        if owner >= 0:
            labels[row].update(shares.seeds[owner].settlement_ids)
    return Mesh.joined(pieces, map(frozenset, labels))


def _holds(shape: BaseGeometry, points: NDArray[np.object_]) -> NDArray[np.bool_]:
    shapely.prepare(shape)
    return np.asarray(shapely.contains(shape, points), dtype=np.bool_)


def _clear(mesh: Mesh, seeds: Sequence[Seed]) -> Mesh:
    """Merge slivers away, but none that a settlement of its own stands on."""
    for _ in range(MOST_ROUNDS):
        slivers = mesh.slivers()
        if slivers:
            slivers -= set(_homes(mesh, seeds))
        cleared = mesh.without(slivers) if slivers else mesh
        if len(cleared.polygons) == len(mesh.polygons):
            break
        mesh = cleared
    return mesh


def _homes(mesh: Mesh, seeds: Sequence[Seed]) -> list[int]:
    """Find the face of its own share that each seed stands on; -1 where there is none."""
    homes = [-1] * len(seeds)
    if not seeds:
        return homes
    points = shapely.points([(seed.x, seed.y) for seed in seeds])
    rows, faces = shapely.STRtree(mesh.polygons).query(points, predicate="intersects")
    for row, face in zip(rows, faces, strict=True):
        if seeds[row].settlement_ids[0] in mesh.labels[face]:
            homes[row] = int(face)
    return homes


def _strays(mesh: Mesh, seeds: Sequence[Seed], settlement_ids: frozenset[str]) -> tuple[Stray, ...]:
    shared = np.flatnonzero([bool(label & settlement_ids) for label in mesh.labels])
    strays = []
    for seed, home in zip(seeds, _homes(mesh, seeds), strict=True):
        if home >= 0:
            continue
        distances = shapely.distance(mesh.polygons, shapely.Point(seed.x, seed.y))
        face = int(distances.argmin())
        if len(shared) and distances[shared].min() <= STRAY_M:
            face = int(shared[distances[shared].argmin()])
        if distances[face] <= STRAY_M:
            label = (mesh.labels[face] - settlement_ids) | set(seed.settlement_ids)
            strays.append(Stray(seed.x, seed.y, label))
    return tuple(strays)


def _check_coverage(mesh: Mesh, ground: BaseGeometry) -> None:
    if not shapely.coverage_is_valid(mesh.polygons):
        raise AssertionError("the faces of the ground overlap, or leave gaps")
    left_out = abs(shapely.area(mesh.polygons).sum() - ground.area)
    if left_out > 1e-5 * ground.area:
        raise AssertionError(f"the faces leave out {left_out:.0f} m² of the ground")


def _edges(mesh: Mesh, rough: frozenset[str], crs: str) -> gpd.GeoDataFrame:
    """Tell lines that follow an exact border from those of a tessellation or a rough shape."""
    lines = mesh.lines()
    differ = [
        mesh.labels[left] ^ mesh.labels[right] if right >= 0 else frozenset()
        for left, right in zip(lines["left"], lines["right"], strict=True)
    ]
    lines.insert(2, "approximate", [bool(places) and places <= rough for places in differ])
    return gpd.GeoDataFrame(lines, geometry="geometry", crs=crs)
