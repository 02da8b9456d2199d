"""The course of a case: a small map for each key day, side by side, with one key for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from matplotlib.figure import Figure
from shapely import box as rectangle

from geo.figures.brush import paint
from geo.figures.furniture import add_scale
from geo.figures.ground import Piece
from geo.figures.heads import MARGIN, Telling, draw_foot, draw_head
from geo.figures.key import HEAD, Key, draw_rows, heading, rows_width
from geo.figures.mapping import Marked, Scene, View, draw_lines, draw_map
from geo.figures.names import Names, long_day
from geo.figures.palette import Palette
from geo.figures.sheet import LEADING, Box, Pen, Sheet
from geo.figures.style import size_of, text, theme_of

COLUMNS = {"below": 2, "card": 4, "beside": 4}
GAP = 9.0
WORD_LINES = 3
THIN = 0.62
BAR, BAR_STROKE = 4.5, 0.6


class CourseFigure:
    """
    Small maps of several days.

    Parameters
    ----------
    scene
        What the case's figures share.
    names
        In the language asked for.
    look
        Names of size and theme.
    telling
        The words above it.
    days
        The days, each with a few words on it.
    known
        Whether each day is drawn as was known on it.
    """

    def __init__(
        self,
        scene: Scene,
        names: Names,
        look: tuple[str, str],
        telling: Telling,
        days: Mapping[date, str],
        *,
        known: bool = False,
    ) -> None:
        self._scene, self._names, self._days, self._known = scene, names, days, known
        self._size, self._theme = size_of(look[0]), theme_of(look[1])
        self._columns = min(COLUMNS[self._size.arrangement], len(days) + 1)
        self._lines = -(-(len(days) + 1) // self._columns)
        fixed = self._size.arrangement == "beside"
        self._sheet = Sheet(self._size, self._theme, self._size.height if fixed else self._high())
        self._palette = Palette(scene.project.case, self._theme, scene.ground.looks)
        self._draw(telling)

    @property
    def figure(self) -> Figure:
        """The matplotlib figure."""
        return self._sheet.figure

    def rows(self) -> list[dict[str, object]]:
        """Give km² of each look on each day drawn."""
        ground = self._scene.ground
        return [
            row
            for day in self._days
            for row in ground.km2_rows("on", day, ground.km2(day, self._known_on(day)))
        ]

    def _known_on(self, day: date) -> date | None:
        return day if self._known else None

    def _high(self) -> float:
        """Give the height that the maps need at the width of the figure."""
        west, south, east, north = self._scene.ground.bounds
        wide = (self._size.width - 18 - GAP * (self._columns - 1)) / self._columns
        high = wide * min(1.5, max(0.6, (north - south) / max(1.0, east - west)))
        cell = high * 1.04 + self._words_high()
        size = self._size
        head = (size.small * 1.3 + size.title + size.body) * LEADING + size.body
        return head + self._lines * (cell + GAP) + size.small * LEADING * 2 + 2 * MARGIN

    def _words_high(self) -> float:
        return self._size.body * LEADING + self._size.small * LEADING * WORD_LINES + 4

    def _draw(self, telling: Telling) -> None:
        sheet = self._sheet
        body = draw_foot(sheet, self._scene)
        top = draw_head(sheet, telling, body, lines=2) + self._size.body
        wide = (body.width - GAP * (self._columns - 1)) / self._columns
        high = (body.bottom - top - GAP * (self._lines - 1)) / self._lines
        for at, day in enumerate(self._days):
            left = body.left + (at % self._columns) * (wide + GAP)
            upper = top + (at // self._columns) * (high + GAP)
            self._draw_day(day, Box(left, upper, left + wide, upper + high), first=not at)
        at = len(self._days)
        left = body.left + (at % self._columns) * (wide + GAP)
        upper = top + (at // self._columns) * (high + GAP)
        more = wide * 0.6 if self._columns * self._lines - at > 1 else 0.0
        self._draw_key(Box(left, upper, left + wide + more, upper + high))

    def _draw_day(self, day: date, box: Box, *, first: bool) -> None:
        sheet, scene, known = self._sheet, self._scene, self._known_on(day)
        y = sheet.paragraph(box, long_day(day), Pen(self._size.body, bold=True), lines=1)
        quiet = Pen(self._size.small, colour=self._theme.ink2)
        sheet.paragraph(replace(box, top=y), self._days[day], quiet, lines=WORD_LINES)
        frame = replace(box, top=box.top + self._words_high())
        self._draw_share(day, Box(frame.left, frame.top, frame.right, frame.top + BAR))
        frame = replace(frame, top=frame.top + BAR + 2)
        view = View.of(scene.ground.bounds, frame, frame)
        small = sheet.thinner(THIN)
        axes = draw_map(small, scene, self._palette, view, day, known)
        marked = Marked.of(scene.ground, day, known)
        draw_lines(small, axes, self._palette, marked)
        if first:
            add_scale(sheet, axes)

    def _draw_share(self, day: date, box: Box) -> None:
        """Draw how the ground is shared: one bar, as long as the map is wide."""
        sums = self._scene.ground.km2(day, self._known_on(day))
        total, left = sum(sums.values()) or 1.0, box.left
        for look in self._scene.ground.looks:
            right = left + box.width * sums.get(look, 0.0) / total
            if right > left:
                shape = rectangle(left, box.top, right, box.bottom)
                piece = Piece(look, doubtful=False, shape=shape)
                paint(self._sheet.over, piece, self._palette, unit=-1, stroke=BAR_STROKE)
            left = right

    def _draw_key(self, box: Box) -> None:
        last = max(self._days)
        key = Key(self._scene.ground, self._palette, self._names)
        rows = [*key.look_rows(last, self._known_on(last)), *key.doubt_row(self._days)]
        fitting = box.width / max(rows_width(rows, 1.0), 1.0)
        size = max(self._size.small, min(self._size.body, fitting))
        y = heading(self._sheet, box, text("course.key"), size)
        quiet = Pen(self._size.small, colour=self._theme.ink2)
        words = text("course.on", day=long_day(last))
        y = self._sheet.paragraph(replace(box, top=y - size * HEAD * 0.1), words, quiet, lines=2)
        draw_rows(self._sheet, rows, replace(box, top=y + size * 0.3), size)
