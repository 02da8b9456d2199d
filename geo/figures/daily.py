"""
The figure of a day: map, key, words, credit.

Three arrangements, by the size: the key as a card on the map, below it, or in a column beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from matplotlib.figure import Figure
from matplotlib.path import Path

from geo.figures.furniture import (
    add_scale,
    draw_locator,
    locator_box,
    scale_box,
)
from geo.figures.heads import MARGIN, Telling, draw_foot, draw_head
from geo.figures.key import HEAD, Key, Row, draw_rows, heading, rows_height, rows_width
from geo.figures.labels import Setting
from geo.figures.mapping import Marked, Scene, View, draw_lines, draw_map, draw_soft, is_soft
from geo.figures.names import Names
from geo.figures.palette import Palette
from geo.figures.placing import Label, Room
from geo.figures.posts import Post, deployed_on_line, posts
from geo.figures.sheet import ASCENT, Box, Sheet
from geo.figures.style import size_of, text, theme_of
from geo.figures.symbols import draw_symbol

MERGE = 0.8
COLUMN = 23
GROUP = 0.6
WIDEST_KEY, WIDEST_ROW = 0.42, 0.62


@dataclass(frozen=True, slots=True)
class Request:
    """Which figure is asked for."""

    day: date
    size: str = "two-column"
    theme: str = "light"
    known: bool = False
    lang: str = ""

    @property
    def known_on(self) -> date | None:
        """The day whose knowledge counts; None for everything read."""
        return self.day if self.known else None


class DayFigure:
    """
    The figure of a day, drawn when it is made.

    Parameters
    ----------
    scene
        What the case's figures share.
    request
        Which figure.
    telling
        The words above it.

    Attributes
    ----------
    figure
        The matplotlib figure.
    labels
        What was written on the map.
    """

    def __init__(self, scene: Scene, request: Request, telling: Telling) -> None:
        self._scene, self._request, self._telling = scene, request, telling
        project = scene.project
        self._sheet = Sheet(size_of(request.size), theme_of(request.theme))
        self._palette = Palette(project.case, self._sheet.theme, scene.ground.looks)
        self._names = Names(project, request.lang)
        self._posts = posts(project, request.day, known=request.known)
        self._band = deployed_on_line(project, request.day, known=request.known)
        known = request.known_on
        self._marked = Marked.of(scene.ground, request.day, known)
        self._key = Key(scene.ground, self._palette, self._names)
        self.labels: tuple[Label, ...] = ()
        self._draw()

    @property
    def figure(self) -> Figure:
        """The matplotlib figure."""
        return self._sheet.figure

    def rows(self) -> list[dict[str, object]]:
        """Give what is drawn as records: ground cell by cell, then what stands on it."""
        day, known = self._request.day, self._request.known_on
        cells = self._scene.ground.rows(day, known)
        rows = (*cells, *map(self._post_row, self._posts))
        return [{"on": day.isoformat(), **row} for row in rows]

    def _post_row(self, post: Post) -> dict[str, object]:
        return {
            "layer": "post",
            "id": post.event.event_id,
            "name": self._names.place(post.place),
            "lon": post.place.lon,
            "lat": post.place.lat,
            "holder": post.party,
            "status": post.shape,
            "event_ids": post.event.event_id,
        }

    def _draw(self) -> None:
        arrangement = self._sheet.size.arrangement
        body = draw_foot(self._sheet, self._scene)
        {"card": self._card, "below": self._below, "beside": self._beside}[arrangement](body)

    def _card(self, body: Box) -> None:
        size = self._sheet.size.body
        top = self._words(body) + size * 0.6
        frame = Box(0, top, self._sheet.width, body.bottom - 2)
        rows, marks = self._rows()
        pad = size * 0.8
        wide = min(rows_width([*rows, *marks], size) + 2 * pad, self._sheet.width * WIDEST_KEY)
        corner = top + 7
        card = Box(
            body.left, corner, body.left + wide, corner + _key_height(rows, marks, size) + 2 * pad
        )
        inner = Box(card.right, frame.top, frame.right, frame.bottom)
        self._map(View.of(self._scene.ground.bounds, frame, inner), [card])
        self._sheet.panel(card, edge=self._sheet.theme.rule, zorder=1)
        self._draw_key(rows, marks, card.padded(-pad), size)

    def _below(self, body: Box) -> None:
        sheet, size = self._sheet, self._sheet.size.body
        top = self._words(body) + size * 0.6
        rows, marks = self._rows()
        fitting = body.width / (rows_width(rows, 1) + rows_width(marks, 1) + 1.5)
        size = max(sheet.size.small, min(size, fitting))
        high = size * HEAD + max(rows_height(rows, size), rows_height(marks, size))
        frame = Box(0, top, sheet.width, body.bottom - high - size * 0.8)
        self._map(View.of(self._scene.ground.bounds, frame, frame), [])
        middle = body.left + min(rows_width(rows, size), body.width * WIDEST_ROW)
        y = heading(
            sheet, Box(body.left, frame.bottom + size * 0.4, middle, 0), text("key.heading"), size
        )
        draw_rows(sheet, rows, Box(body.left, y, middle, 0), size)
        draw_rows(sheet, marks, Box(middle + 1.5 * size, y, body.right, 0), size)

    def _beside(self, body: Box) -> None:
        size = self._sheet.size.body
        rows, marks = self._rows()
        wide = max(rows_width([*rows, *marks], size), size * COLUMN)
        wide = min(wide, self._sheet.width * WIDEST_KEY)
        column = Box(body.left, body.top, body.left + wide, body.bottom)
        top = self._words(column) + size
        size = min(size, (body.bottom - top) / _key_height(rows, marks, 1.0))
        start = max(top, body.bottom - _key_height(rows, marks, size))
        self._draw_key(rows, marks, Box(column.left, start, column.right, body.bottom), size)
        frame = Box(column.right + MARGIN * 1.5, 0, self._sheet.width, body.bottom - 2)
        self._map(View.of(self._scene.ground.bounds, frame, frame), [])

    def _words(self, box: Box) -> float:
        lines = 7 if self._sheet.size.arrangement == "beside" else 3
        return draw_head(self._sheet, self._telling, box, lines=lines)

    def _rows(self) -> tuple[list[Row], list[Row]]:
        day, known = self._request.day, self._request.known_on
        rough = bool(self._marked.lines.rough)
        ground = self._key.ground_rows(day, known)
        marks = [
            *self._key.line_rows(rough=rough, band=self._band),
            *self._key.post_rows(self._posts),
        ]
        return ground, marks

    def _draw_key(self, rows: list[Row], marks: list[Row], area: Box, size: float) -> None:
        sheet = self._sheet
        y = heading(sheet, area, text("key.heading"), size)
        y = draw_rows(sheet, rows, Box(area.left, y, area.right, 0), size)
        if marks:
            y += size * GROUP / 2
            sheet.rule(Box(area.left, y, area.right, y), zorder=8)
            draw_rows(sheet, marks, Box(area.left, y + size * GROUP / 2, area.right, 0), size)

    def _map(self, view: View, taken: list[Box]) -> None:
        sheet, scene, palette = self._sheet, self._scene, self._palette
        day, known = self._request.day, self._request.known_on
        axes = draw_map(sheet, scene, palette, view, day, known)
        draw_lines(sheet, axes, palette, self._marked, band=self._band)
        add_scale(sheet, axes)
        room = Room(view.box.padded(-2), [*taken, scale_box(sheet, view)])
        side = min(view.box.width, view.box.height) * 0.2
        locator = locator_box(scene, view, room.taken, side)
        if locator is not None:
            draw_locator(sheet, scene, view, locator, sheet.theme.ink2)
            room.taken.append(locator.padded(3))
        for post in self._posts:
            if is_soft(post):
                at = scene.points[post.place.place_id]
                draw_soft(axes, post.place, at, palette.party(post.party))
        shown = self._symbols(view, room)
        setting = Setting(scene, self._names, palette, sheet, view, day, known)
        self._write_labels(setting.labels(shown, wordy=sheet.size.wordy), room)

    def _symbols(self, view: View, room: Room) -> tuple[Post, ...]:
        """Draw the posts, the weightiest first; of those too near to each other one. Give them."""
        size = self._sheet.size.symbol
        drawn: list[tuple[float, float]] = []
        shown = []
        for post in self._posts:
            x, y = view.on_sheet(*self._scene.points[post.place.place_id])
            near = any(abs(x - a) < size * MERGE and abs(y - b) < size * MERGE for a, b in drawn)
            if near or not Box(x, y, x, y).padded(size * 0.6).inside(room.frame):
                continue
            drawn.append((x, y))
            shown.append(post)
            draw_symbol(self._sheet, post.shape, x, y, colour=self._palette.party(post.party))
            room.taken.append(Box(x, y, x, y).padded(size * 0.55))
        return tuple(shown)

    def _write_labels(self, labels: list[Label], room: Room) -> None:
        sheet = self._sheet
        placed = room.place(labels)
        for label, (x, y, align) in placed:
            box = label.box_at((x, y, align))
            if label.leader is not None:
                end = box.right if box.right < label.leader[0] else box.left
                middle = (box.top + box.bottom) / 2
                sheet.rule(Box(end, middle, *label.leader), sheet.theme.ink, 0.6, zorder=6)
            if label.dot is not None:
                self._dot(*label.dot)
            top = box.top
            for line in label.lines:
                pen = replace(line.pen, align=align)
                sheet.write(x, top + line.size * ASCENT, line.words, pen)
                top += line.size
        self.labels = tuple(label for label, _ in placed)

    def _dot(self, x: float, y: float) -> None:
        stroke = self._sheet.size.stroke
        self._sheet.path(
            Path.circle((x, y), 1.5 * stroke),
            facecolor=self._sheet.theme.paper,
            edgecolor=self._sheet.theme.ink,
            linewidth=0.9 * stroke,
            zorder=6,
        )


def _key_height(rows: list[Row], marks: list[Row], size: float) -> float:
    gap = size * GROUP if marks else 0.0
    return size * HEAD + rows_height(rows, size) + gap + rows_height(marks, size)
