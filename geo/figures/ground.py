"""
The ground of a case, ready to draw: cells, lines and basemap in the CRS that the case measures in.

Made once for all figures of a case.  Ground that one party holds throughout, and that lies in no
area of its own, was never in play: it is left out, as on the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.figures.palette import Look, is_doubtful
from geo.project import Project
from geo.records import Interval
from geo.ways import ways

AROUND = 1.6
FINE_M = 120.0
AREA_KINDS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True, slots=True)
class Piece:
    """Ground of one look on one day, as one shape."""

    look: Look
    doubtful: bool
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines between holders on one day: known ones, approximate ones, and those of a strip."""

    known: list[BaseGeometry]
    rough: list[BaseGeometry]
    strip: list[BaseGeometry]
    front: list[BaseGeometry]


class Ground:
    """
    Cells, lines and basemap of a case.

    Parameters
    ----------
    project
        The case and what follows from it.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._states: dict[tuple[date, date | None], list[Interval | None]] = {}
        control, self.crs = project.control, project.case.crs
        cells = control.cells
        self._ids = [int(one) for one in cells["cell_id"]]
        self._within = [frozenset(one) for one in cells["within"]]
        self._km2 = cells["area_km2"].to_numpy(dtype=np.float64)
        self._shapes = np.asarray(cells.geometry.to_crs(self.crs).array, dtype=object)
        self._quiet = np.asarray([self._is_quiet(at) for at in range(len(self._ids))])

    @property
    def played(self) -> NDArray[np.int64]:
        """Positions of the cells that are drawn."""
        return np.flatnonzero(~self._quiet)

    @cached_property
    def outline(self) -> BaseGeometry:
        """All drawn ground as one shape."""
        outline = shapely.union_all(self._shapes[self.played])
        shapely.prepare(outline)
        return outline

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the drawn ground, in metres; of the extent without any."""
        if len(self.played):
            found = shapely.total_bounds(self._shapes[self.played])
        else:
            frame = gpd.GeoSeries([shapely.box(*self._project.case.extent)], crs="EPSG:4326")
            found = frame.to_crs(self.crs).total_bounds
        west, south, east, north = (float(edge) for edge in found)
        return west, south, east, north

    @cached_property
    def looks(self) -> tuple[Look, ...]:
        """
        Give every look that some drawn ground has on some day of the case, by everything read.

        In the order of the key: who held first, what is agreed, who took, who received, and
        who holds by an agreement on control.
        """
        at_first = self.km2(self._project.case.first_day)
        first = max(at_first, key=lambda look: at_first[look], default=Look("plain", "")).holder
        controlling = {one.holder for one in self._intervals if one.how == "control"}

        def rank(look: Look) -> tuple[int, str, str]:
            of_plain = 0 if look.holder == first else 5 if look.holder in controlling else 3
            of_sort = {"plain": of_plain, "agreed": 1, "contested": 2, "tint": 4}[look.sort]
            return of_sort, look.holder, look.other

        return tuple(sorted({Look.of(one) for one in self._intervals}, key=rank))

    @cached_property
    def fought(self) -> frozenset[str]:
        """Parties that took ground in fighting on some day of the case."""
        return frozenset(one.holder for one in self._intervals if one.how == "fighting")

    @cached_property
    def _intervals(self) -> list[Interval]:
        case, control = self._project.case, self._project.control
        return [
            one
            for at in self.played
            for one in control.cell_history(self._ids[at])
            if one.start <= case.last_day and (one.end is None or one.end > case.first_day)
        ]

    def state(self, at: int, day: date, known: date | None = None) -> Interval | None:
        """Give the interval in which the cell at a position is on a day."""
        return self.states(day, known)[at]

    def _find(self, at: int, day: date, known: date | None) -> Interval | None:
        history = self._project.control.cell_history(self._ids[at], known)
        return next(
            (one for one in reversed(history) if one.start <= day),
            None,
        )

    def states(self, day: date, known: date | None = None) -> list[Interval | None]:
        """Give the intervals of all cells on a day."""
        if (day, known) not in self._states:
            self._states[day, known] = [self._find(at, day, known) for at in range(len(self._ids))]
        return self._states[day, known]

    def km2(self, day: date, known: date | None = None) -> Counter[Look]:
        """Give the ground drawn in each look on a day, in km²."""
        sums: Counter[Look] = Counter()
        for at in self.played:
            interval = self.state(at, day, known)
            if interval is not None:
                sums[Look.of(interval)] += float(self._km2[at])  # type: ignore[assignment]
        return sums

    def pieces(self, day: date, known: date | None = None) -> list[Piece]:
        """Give the drawn ground on a day, one shape for each look."""
        groups: dict[tuple[Look, bool], list[int]] = {}
        for at in self.played:
            interval = self.state(at, day, known)
            if interval is not None:
                key = Look.of(interval), is_doubtful(interval)
                groups.setdefault(key, []).append(int(at))
        return [
            Piece(look, doubtful, shapely.union_all(self._shapes[group]))
            for (look, doubtful), group in sorted(groups.items())
        ]

    def rows(self, day: date, known: date | None = None) -> list[dict[str, object]]:
        """Give the drawn cells on a day as records, with a point inside each."""
        points = gpd.GeoSeries(shapely.point_on_surface(self._shapes), crs=self.crs)
        degrees = points.to_crs("EPSG:4326")
        found = []
        for at in self.played:
            interval = self.state(at, day, known)
            if interval is not None:
                found.append(_row(self._ids[at], interval, degrees.iloc[at], self._km2[at]))
        return found

    def lines(self, day: date, known: date | None = None) -> Lines:
        """Give the lines between holders on a day."""
        found = Lines([], [], [], [])
        states = self.states(day, known)
        for left, right, rough, shape in self._edges:
            one, other = states[left] if left >= 0 else None, states[right] if right >= 0 else None
            if one is None or other is None or not _differ(one, other):
                continue
            (found.rough if rough else found.known).append(shape)
            if "control" in (one.how, other.how):
                found.strip.append(shape)
            elif not (self._quiet[left] or self._quiet[right]):
                found.front.append(shape)
        return found

    def strip(self, day: date, known: date | None = None) -> tuple[str, BaseGeometry] | None:
        """Give who holds ground by an agreement on control, and that ground; None for none."""
        group, holder = [], ""
        for at in self.played:
            interval = self.state(at, day, known)
            if interval is not None and interval.how == "control":
                group.append(int(at))
                holder = interval.holder
        return (holder, shapely.union_all(self._shapes[group])) if group else None

    def ways(self, day: date, known: date | None = None) -> list[BaseGeometry]:
        """Give the ways through ground that is somebody's by an agreement on control."""
        held = self.strip(day, known)
        if held is None or not self._ways:
            return []
        found = shapely.intersection(self._ways, held[1])
        return [way for way in found if not way.is_empty]

    @cached_property
    def _ways(self) -> list[BaseGeometry]:
        project = self._project
        lines = gpd.GeoSeries(list(ways(project.areas, project.places).values()), crs="EPSG:4326")
        return list(lines.to_crs(self.crs))

    def km2_rows(
        self, column: str, day: date, sums: Mapping[Look, float]
    ) -> list[dict[str, object]]:
        """Give the km² of each look on a day as rows of a table, its day in a column so named."""
        return [
            {
                column: day.isoformat(),
                "sort": look.sort,
                "holder": look.holder,
                "other": look.other,
                "km2": round(sums.get(look, 0.0), 2),
            }
            for look in self.looks
        ]

    def cells_in(self, place_id: str) -> list[int]:
        """Give the positions of the drawn cells that lie in a place, or hold its share."""
        return [int(at) for at in self.played if place_id in self._within[at]]

    def shape_of(self, cells: Sequence[int]) -> BaseGeometry:
        """Give some cells as one shape."""
        return shapely.union_all(self._shapes[list(cells)])

    def km2_of(self, at: int) -> float:
        """Give the area of the cell at a position."""
        return float(self._km2[at])

    @cached_property
    def basemap(self) -> dict[str, list[tuple[str, BaseGeometry]]]:
        """Names and shapes of the basemap around the case, by layer."""
        frame = self._project.basemap
        shapes = _clip(frame.geometry, _around(self._project.case.extent), self.crs)
        found: dict[str, list[tuple[str, BaseGeometry]]] = {}
        names = frame["name"].fillna("").astype(str)
        for layer, name, shape in zip(frame["layer"].astype(str), names, shapes, strict=True):
            if not shape.is_empty:
                found.setdefault(layer, []).append((name, shape))
        return found

    @cached_property
    def areas(self) -> dict[str, BaseGeometry]:
        """Shapes of places but the whole ground, by their ids."""
        frame = self._project.areas[self._project.areas["place_id"] != self._project.case.ground]
        shapes = np.asarray(frame.geometry.to_crs(self.crs).array, dtype=object)
        thin = shapely.simplify(shapes, FINE_M / 2)
        return dict(zip(frame["place_id"], thin, strict=True))

    @cached_property
    def _edges(self) -> list[tuple[int, int, bool, BaseGeometry]]:
        frame = self._project.control.boundaries
        at = {one: position for position, one in enumerate(self._ids)}
        shapes = frame.geometry.to_crs(self.crs)
        return [
            (at.get(int(row.left), -1), at.get(int(row.right), -1), bool(row.approximate), shape)
            for row, shape in zip(frame.itertuples(), shapes, strict=True)
        ]

    def _is_quiet(self, at: int) -> bool:
        own = self._within[at] - {self._project.case.ground}
        return not own and len(self._project.control.cell_history(self._ids[at])) <= 1


def _differ(one: Interval, other: Interval) -> bool:
    contested = (one.status == "contested") != (other.status == "contested")
    return one.holder != other.holder or contested


def _row(cell_id: int, interval: Interval, point: BaseGeometry, km2: float) -> dict[str, object]:
    return {
        "layer": "ground",
        "id": cell_id,
        "name": "",
        "lon": round(shapely.get_x(point), 4),
        "lat": round(shapely.get_y(point), 4),
        "holder": interval.holder,
        "status": interval.status,
        "how": interval.how,
        "since": interval.since.isoformat(),
        "to": interval.to,
        "rival": interval.rival,
        "due": interval.due.isoformat() if interval.due else "",
        "km2": round(km2, 2),
        "event_ids": " ".join(interval.event_ids),
    }


def _around(extent: Sequence[float]) -> tuple[float, float, float, float]:
    west, south, east, north = extent
    wide, high = (east - west) * AROUND, (north - south) * AROUND
    return (
        max(-180.0, west - wide),
        max(-89.0, south - high),
        min(180.0, east + wide),
        min(89.0, north + high),
    )


def _clip(
    shapes: gpd.GeoSeries, box: tuple[float, float, float, float], crs: str
) -> NDArray[np.object_]:
    sound = shapely.make_valid(np.asarray(shapes.array, dtype=object))
    inside = shapely.intersection(sound, shapely.box(*box))
    metres = gpd.GeoSeries(inside, crs="EPSG:4326").to_crs(crs)
    return np.asarray(shapely.simplify(np.asarray(metres.array, dtype=object), FINE_M))
