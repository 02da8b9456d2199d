"""
The map of a day: ground, lines, basemap and what stands on it, in a frame of the sheet.

The map is drawn in the CRS that the case measures in, so that a length on paper is the same
length everywhere on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import geopandas as gpd
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from geo.figures.brush import paint
from geo.figures.ground import Ground, Lines
from geo.figures.palette import Palette
from geo.figures.posts import Post
from geo.figures.shapes import line_path, polygon_path
from geo.figures.sheet import Box, Sheet
from geo.project import Project
from geo.records import Place

SOFT_M = 1500.0
SOFT_STEPS = 9
SOFT_ALPHA = 0.42
MARGIN = 0.035
DASH = (0, (3.8, 2.6))


@dataclass(frozen=True, slots=True)
class View:
    """
    What of the plane is seen in which box of the sheet.

    Attributes
    ----------
    west, south, east, north
        Edges in metres of the case's CRS.
    box
        On the sheet.
    """

    west: float
    south: float
    east: float
    north: float
    box: Box

    @classmethod
    def of(cls, bounds: tuple[float, float, float, float], box: Box, inner: Box) -> View:
        """Give the view that shows bounds as large as they fit in an inner box."""
        west, south, east, north = bounds
        wide, high = max(east - west, 1.0), max(north - south, 1.0)
        room = 1 - 2 * MARGIN
        unit = max(wide / (inner.width * room), high / (inner.height * room))
        left = (west + east) / 2 - unit * ((inner.left + inner.right) / 2 - box.left)
        top = (south + north) / 2 + unit * ((inner.top + inner.bottom) / 2 - box.top)
        return cls(left, top - unit * box.height, left + unit * box.width, top, box)

    @property
    def unit(self) -> float:
        """Metres in a point."""
        return (self.east - self.west) / self.box.width

    @property
    def area(self) -> BaseGeometry:
        """What is seen, as a rectangle in metres."""
        return shapely.box(self.west, self.south, self.east, self.north)

    def on_sheet(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the plane stands on the sheet."""
        return (
            self.box.left + (x - self.west) / self.unit,
            self.box.top + (self.north - y) / self.unit,
        )

    def on_plane(self, box: Box) -> BaseGeometry:
        """Give the rectangle of the plane beneath a box of the sheet."""
        return shapely.box(
            self.west + (box.left - self.box.left) * self.unit,
            self.north - (box.bottom - self.box.top) * self.unit,
            self.west + (box.right - self.box.left) * self.unit,
            self.north - (box.top - self.box.top) * self.unit,
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """The lines of a day; the strip held by an agreement on control, its holder and its way."""

    lines: Lines
    strip: tuple[str, BaseGeometry] | None
    ways: list[BaseGeometry]

    @classmethod
    def of(cls, ground: Ground, day: date, known: date | None) -> Marked:
        """Give what is marked on the ground of a day."""
        return cls(ground.lines(day, known), ground.strip(day, known), ground.ways(day, known))


class Scene:
    """
    What all figures of a case share.

    Parameters
    ----------
    project
        The case.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.ground = Ground(project)

    @cached_property
    def points(self) -> dict[str, tuple[float, float]]:
        """Places that have a point, in metres of the case's CRS."""
        placed = [place for place in self.project.places.values() if place.lon is not None]
        degrees = gpd.GeoSeries.from_xy(
            [place.lon for place in placed], [place.lat for place in placed], crs="EPSG:4326"
        )
        metres = degrees.to_crs(self.ground.crs)
        return {
            place.place_id: (float(x), float(y))
            for place, x, y in zip(placed, metres.x, metres.y, strict=True)
        }

    @cached_property
    def own_countries(self) -> frozenset[str]:
        """Names of the countries of parties that hold ground: they share one grey."""
        case = self.project.case
        holding = {party.id for party in case.party if party.holds}
        names = {
            name.casefold()
            for actor in case.actor
            if actor.party in holding
            for name in (actor.id, *actor.names.values())
        }
        place = self.project.places.get(case.ground)
        return frozenset(names | {one.name.casefold() for one in (place.names if place else ())})


def draw_map(
    sheet: Sheet, scene: Scene, palette: Palette, view: View, day: date, known: date | None
) -> Axes:
    """Draw basemap, ground and lines of a day; give the axes of the map."""
    axes = sheet.axes(view.box, zorder=1)
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(view.south, view.north)
    axes.set_aspect("equal")
    _draw_base(sheet, scene, axes, view)
    for piece in scene.ground.pieces(day, known):
        paint(axes, piece, palette, unit=view.unit, stroke=sheet.size.stroke)
    _draw_hairlines(sheet, scene, axes)
    return axes


def draw_lines(
    sheet: Sheet, axes: Axes, palette: Palette, marked: Marked, *, band: str = ""
) -> None:
    """Draw the lines between holders, the strip, and the band of a deployment along the front."""
    lines, strip, stroke, theme = marked.lines, marked.strip, sheet.size.stroke, sheet.theme
    if band:
        colour = palette.party(band)
        _line(axes, lines.front, colour, 5.0 * stroke, zorder=3, alpha=0.34)
    _line(axes, lines.strip, theme.paper, 3.6 * stroke, zorder=3.1)
    if strip is not None:
        path = polygon_path(strip[1])
        if path is not None:
            colour = palette.party(strip[0])
            axes.add_artist(
                PathPatch(path, facecolor=colour, edgecolor=colour, linewidth=0.3, zorder=3.2)
            )
    _line(axes, marked.ways, theme.paper, 0.9 * stroke, zorder=3.25, linestyle=DASH)
    _line(axes, lines.known, theme.edge, 1.15 * stroke, zorder=3.3)
    _line(axes, lines.rough, theme.edge, 1.15 * stroke, zorder=3.3, linestyle=DASH)


def draw_soft(axes: Axes, place: Place, at: tuple[float, float], colour: str) -> None:
    """Draw the soft circle within which something stands: no outline, for nobody gives one."""
    for step in range(1, SOFT_STEPS + 1):
        axes.add_artist(
            Circle(
                at,
                (place.radius_m or 0) * step / SOFT_STEPS,
                facecolor=colour,
                edgecolor="none",
                alpha=SOFT_ALPHA / SOFT_STEPS * 1.3,
                linewidth=0,
                zorder=3.5,
            )
        )


def is_soft(post: Post) -> bool:
    """Tell whether a post stands somewhere in a circle wide enough to be drawn."""
    return (post.place.radius_m or 0) >= SOFT_M


def _draw_base(sheet: Sheet, scene: Scene, axes: Axes, view: View) -> None:
    theme, stroke = sheet.theme, sheet.size.stroke
    base, seen = scene.ground.basemap, view.area
    axes.add_artist(PathPatch(_rectangle(view), facecolor=theme.land2, edgecolor="none", zorder=0))
    for name, shape in base.get("country", ()):
        own = name.casefold() in scene.own_countries
        _area(axes, shape, seen, theme.land if own else theme.land2, theme.border, 0.7 * stroke)
    for _, shape in base.get("unit", ()):
        _area(axes, shape, seen, "none", theme.unit, 0.5 * stroke)
    for _, shape in base.get("lake", ()):
        _area(axes, shape, seen, theme.water, "none", 0)
    for layer, colour in (("river", theme.water), ("coast", theme.border), ("line", theme.border)):
        _line(axes, [shape for _, shape in base.get(layer, ())], colour, 0.6 * stroke, zorder=1.2)


def _draw_hairlines(sheet: Sheet, scene: Scene, axes: Axes) -> None:
    stroke, theme = sheet.size.stroke, sheet.theme
    by_kind: dict[str, list[BaseGeometry]] = {}
    for place_id, shape in scene.ground.areas.items():
        place = scene.project.places.get(place_id)
        if place is not None:
            by_kind.setdefault(place.kind, []).append(shape)
    _line(axes, by_kind.get("district", []), theme.paper, 0.7 * stroke, zorder=2.5, alpha=0.8)
    _line(
        axes,
        by_kind.get("oblast", []),
        theme.ink,
        0.6 * stroke,
        zorder=2.6,
        alpha=0.42,
        linestyle=(0, (5, 2, 1, 2)),
    )


def _area(
    axes: Axes, shape: BaseGeometry, seen: BaseGeometry, fill: str, edge: str, stroke: float
) -> None:
    shown = shapely.intersection(shape, shapely.buffer(seen, seen.length / 40))
    path = polygon_path(shown)
    if path is not None:
        axes.add_artist(
            PathPatch(
                path, facecolor=fill, edgecolor=edge, linewidth=stroke, joinstyle="round", zorder=1
            )
        )


def _line(axes: Axes, shapes: list[BaseGeometry], colour: str, stroke: float, **more: Any) -> None:
    path = line_path(shapes) if shapes else None
    if path is not None:
        axes.add_artist(
            PathPatch(
                path,
                facecolor="none",
                edgecolor=colour,
                linewidth=stroke,
                capstyle="butt",
                joinstyle="round",
                **more,
            )
        )


def _rectangle(view: View) -> Path:
    corners = [
        (view.west, view.south),
        (view.east, view.south),
        (view.east, view.north),
        (view.west, view.north),
        (view.west, view.south),
    ]
    return Path(corners, closed=True)
