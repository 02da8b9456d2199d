"""
Which words stand on the map of a day, and where each of them may stand.

Ranks are those of the page: areas, cities, the corridor, countries, towns, posts, villages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.figures.lettering import capitals, plain
from geo.figures.mapping import Scene, View
from geo.figures.names import SETTLEMENTS, Names
from geo.figures.palette import Look, Palette
from geo.figures.placing import GAP, Label, Line, around, fitting
from geo.figures.posts import Post
from geo.figures.sheet import Pen, Sheet
from geo.figures.style import text
from geo.records import Interval, Place

AREA, CITY, CORRIDOR, COUNTRY, TOWN, POST, VILLAGE, LAKE = 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 7.5
RANKS = {"city": CITY, "town": TOWN}
GRID = 13
NEAR_SPOTS = 8
LEADERS = (18.0, 30.0, 44.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What labels are made of: the scene, its names and colours, and the sheet with its view."""

    scene: Scene
    names: Names
    palette: Palette
    sheet: Sheet
    view: View
    day: date
    known: date | None

    def labels(self, posts: tuple[Post, ...], *, wordy: bool) -> list[Label]:
        """
        Give the labels of the day.

        Parameters
        ----------
        posts
            What stands on the day; its names are written where there is room.
        wordy
            Whether second lines and names of posts are wanted: not on small maps.
        """
        areas = list(self._areas(wordy=wordy))
        named = {label.lines[0].words.casefold() for label in areas}
        symbols = [self.view.on_sheet(*self.scene.points[post.place.place_id]) for post in posts]
        return [
            *areas,
            *self._corridors(wordy=wordy),
            *self._countries(),
            *self._towns(named, symbols),
            *(self._posts(posts) if wordy else ()),
        ]

    def _areas(self, *, wordy: bool) -> Iterator[Label]:
        theme, size = self.sheet.theme, self.sheet.size
        for place, shape in self._shaped("district"):
            cells = self.scene.ground.cells_in(place.place_id)
            if not cells:
                continue
            interval = self._main_state(cells)
            ground = self.palette.fill(_plain_look(interval)) if interval else theme.land
            ink = self.palette.letters_on(ground)
            pen = Pen(size.label, bold=True, colour=ink, halo=ground, lang=self.names.lang)
            name = capitals(self.names.short(place), self.names.lang)
            lines = [Line(plain(name), pen)]
            second = self._note(place, interval) if interval and wordy else ""
            if second:
                lines.append(Line(second, replace(pen, size=size.small, bold=False, lang="en")))
            yield Label(AREA, -shape.area, tuple(lines), fitting(self._inside(shape)))

    def _note(self, place: Place, interval: Interval) -> str:
        if interval.status == "held" and interval.how == "fighting":
            return self.names.fought_days(place, self.day)
        return self.names.state(interval)

    def _corridors(self, *, wordy: bool) -> Iterator[Label]:
        theme, size = self.sheet.theme, self.sheet.size
        strip = self.scene.ground.strip(self.day, self.known)
        if strip is None:
            return
        holder, ground = strip
        for place, shape in self._shaped("corridor"):
            if not shape.intersects(ground):
                continue
            x, y = self.view.on_sheet(*_xy(shapely.point_on_surface(shape.intersection(ground))))
            pen = Pen(size.label, bold=True, halo=theme.halo, lang=self.names.lang)
            lines = [Line(plain(self.names.place(place)), pen)]
            if wordy:
                words = plain(self.names.party(holder))
                lines.append(Line(words, replace(pen, size=size.small, bold=False)))
            spots = tuple(
                (x + reach * dx, y + reach * dy, align)
                for reach in LEADERS
                for dx, dy, align in (
                    (-1, 0.5, "right"),
                    (-0.8, 1, "right"),
                    (-1, -0.2, "right"),
                    (1, 0.8, "left"),
                    (1, -0.6, "left"),
                )
            )
            yield Label(CORRIDOR, 0, tuple(lines), spots, leader=(x, y))

    def _countries(self) -> Iterator[Label]:
        theme, size = self.sheet.theme, self.sheet.size
        seen = self.view.area
        ground = self.scene.ground
        lakes = [shape for _, shape in ground.basemap.get("lake", ())]
        near = shapely.buffer(ground.outline, 5 * self.view.unit)
        hidden = {"country": shapely.union_all([near, *lakes]), "lake": near}
        for layer, rank in (("country", COUNTRY), ("lake", LAKE)):
            for name, shape in ground.basemap.get(layer, ()):
                shown = _beside(shape.intersection(seen), near).difference(hidden[layer])
                if shown.is_empty or not name:
                    continue
                water = layer == "lake"
                colour = theme.water_ink if water else theme.map_ink
                words = name if water else capitals(name, "en")
                pen = Pen(
                    size.small if water else size.label,
                    colour=colour,
                    slanted=water,
                    halo=theme.water if water else "",
                    lang="en",
                )
                line = Line(plain(words), pen)
                spots = fitting(self._inside(shown, box=(line.width, line.size)))
                yield Label(rank, -shown.area, (line,), spots)

    def _towns(self, named: set[str], symbols: list[tuple[float, float]]) -> Iterator[Label]:
        """Give the towns most is told of: so many on the ground, and so many about it."""
        told = Counter(claim.place_id for claim in self.scene.project.claims)
        left = {True: self.sheet.size.towns, False: self.sheet.size.towns}
        places = self.scene.project.places.values()
        frame = shapely.buffer(self.view.area, -4 * self.view.unit)
        for place in sorted(places, key=lambda one: (-told[one.place_id], one.place_id)):
            at = self.scene.points.get(place.place_id)
            if place.kind not in RANKS or at is None:
                continue
            name = plain(self.names.place(place))
            seen = frame.contains(shapely.Point(at))
            inside = self._holds(at)
            doubled = capitals(name, self.names.lang).casefold() in named
            if seen and not doubled and left[inside] > 0:
                left[inside] -= 1
                order = -told[place.place_id]
                x, y = self.view.on_sheet(*at)
                near = self.sheet.size.symbol
                marked = any(abs(x - a) < near and abs(y - b) < near for a, b in symbols)
                yield self._town(place, name, at, order, marked=marked)

    def _town(
        self, place: Place, name: str, at: tuple[float, float], order: float, *, marked: bool
    ) -> Label:
        theme, size = self.sheet.theme, self.sheet.size
        inside = self._holds(at)
        x, y = self.view.on_sheet(*at)
        pen = Pen(
            size.label if inside else size.small,
            bold=inside and place.kind == "city",
            colour=theme.ink if inside else theme.ink2,
            halo=theme.halo if inside else theme.land,
            lang=self.names.lang,
        )
        gap = size.symbol * 0.55 + 2 * GAP if marked else 3.2 * size.stroke
        label = Label(
            RANKS[place.kind] + (0 if inside else 2.2),
            order,
            (Line(name, pen),),
            around(x, y, gap, pen.size),
            dot=None if marked else (x, y),
        )
        return label if inside else replace(label, spots=self._off_ground(label))

    def _off_ground(self, label: Label) -> tuple[tuple[float, float, str], ...]:
        """Put spots that keep off the ground before those that do not."""
        ground = self.scene.ground
        if not len(ground.played):
            return label.spots
        boxes = [self.view.on_plane(label.box_at(spot)) for spot in label.spots]
        meets = shapely.intersects(ground.outline, boxes)
        order = np.argsort(meets, kind="stable")
        return tuple(label.spots[at] for at in order)

    def _posts(self, posts: tuple[Post, ...]) -> Iterator[Label]:
        theme, size = self.sheet.theme, self.sheet.size
        for at, post in enumerate(posts):
            point = self.scene.points.get(post.place.place_id)
            if point is None or post.place.kind in SETTLEMENTS:
                continue
            x, y = self.view.on_sheet(*point)
            words = f"{text(f'symbol.{post.shape}')}, {self.names.place(post.place)}"
            ink = self.palette.letters_of(post.party)
            pen = Pen(size.small, colour=ink, halo=theme.halo, lang=self.names.lang)
            spots = around(x, y, size.symbol * 0.55 + 2 * GAP, pen.size)[:NEAR_SPOTS]
            yield Label(POST, at, (Line(plain(words), pen),), spots)

    def _shaped(self, kind: str) -> Iterator[tuple[Place, BaseGeometry]]:
        for place_id, shape in self.scene.ground.areas.items():
            place = self.scene.project.places.get(place_id)
            if place is not None and place.kind == kind:
                yield place, shape

    def _main_state(self, cells: list[int]) -> Interval | None:
        sums: dict[Look, float] = {}
        of_look: dict[Look, Interval] = {}
        for at in cells:
            interval = self.scene.ground.state(at, self.day, self.known)
            if interval is not None:
                look = Look.of(interval)
                of_look.setdefault(look, interval)
                sums[look] = sums.get(look, 0.0) + self.scene.ground.km2_of(at)
        return of_look[max(sums, key=lambda look: sums[look])] if sums else None

    def _holds(self, at: tuple[float, float]) -> bool:
        ground = self.scene.ground
        return bool(len(ground.played)) and ground.outline.contains(shapely.Point(at))

    def _inside(
        self, shape: BaseGeometry, *, box: tuple[float, float] = (0, 0)
    ) -> list[tuple[float, float]]:
        """Give points of the sheet inside a shape, those far from its edge first."""
        shown = shape.intersection(self.view.area)
        if shown.is_empty:
            return []
        west, south, east, north = shown.bounds
        x, y = np.meshgrid(
            np.linspace(west, east, GRID + 2)[1:-1], np.linspace(south, north, GRID + 2)[1:-1]
        )
        points = np.asarray(shapely.points(x.ravel(), y.ravel()))
        half = np.asarray(box) * self.view.unit / 2
        boxes = shapely.box(
            x.ravel() - half[0], y.ravel() - half[1], x.ravel() + half[0], y.ravel() + half[1]
        )
        shapely.prepare(shown)
        fits = shapely.contains(shown, boxes if any(box) else points)
        inner = points[fits]
        if not len(inner):
            inner = np.asarray([shapely.point_on_surface(shown)])
        # A label is wider than high: distance to the sides counts for less than it measures.
        edge = shapely.boundary(shown)
        squeeze = shapely.transform(edge, lambda xy: xy * [0.5, 1.0])
        squeezed = shapely.transform(inner, lambda xy: xy * [0.5, 1.0])
        far = shapely.distance(squeezed, squeeze)
        order = np.argsort(-far, kind="stable")
        return [self.view.on_sheet(*_xy(point)) for point in np.asarray(inner)[order]]


def _plain_look(interval: Interval) -> Look:
    return Look("tint" if interval.how == "handover" else "plain", interval.holder)


def _xy(point: BaseGeometry) -> tuple[float, float]:
    return float(shapely.get_x(point)), float(shapely.get_y(point))


def _beside(shape: BaseGeometry, near: BaseGeometry) -> BaseGeometry:
    """Give the parts of a country that lie beside the ground; all of it where none does."""
    parts = shapely.get_parts(shape)
    beside = parts[shapely.intersects(parts, near)]
    return shapely.union_all(beside if len(beside) else parts)
