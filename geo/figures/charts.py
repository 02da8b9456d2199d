"""A chart of the ground of each holder over time, in the colours and textures of the maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from matplotlib.figure import Figure
from shapely.geometry import Polygon

from geo.figures.brush import paint
from geo.figures.calendar import Calendar
from geo.figures.ground import Piece
from geo.figures.heads import Telling, draw_foot, draw_head
from geo.figures.key import ROW, Key, draw_rows, rows_width
from geo.figures.mapping import Scene
from geo.figures.names import Names, number, short_day
from geo.figures.palette import Look, Palette
from geo.figures.placing import Room
from geo.figures.sheet import Box, Pen, Sheet
from geo.figures.style import size_of, theme_of

AREA_SHARE, TALLEST = 0.58, 1.0
STEPS = (1, 2, 2.5, 5, 10)
LINES = 5
FURTHER = 14


class AreaChart:
    """
    The ground of each holder over time, stacked.

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
        Days to mark.
    """

    def __init__(
        self,
        scene: Scene,
        names: Names,
        look: tuple[str, str],
        telling: Telling,
        days: Sequence[date],
    ) -> None:
        self._scene, self._names, self._days = scene, names, days
        size = size_of(look[0])
        high = size.height if size.arrangement == "beside" else size.width * AREA_SHARE
        if size.arrangement == "below":
            high = size.width * TALLEST
        self._sheet = Sheet(size, theme_of(look[1]), high)
        self._palette = Palette(scene.project.case, self._sheet.theme, scene.ground.looks)
        self._changes = self._days_of_change()
        self._sums = {day: scene.ground.km2(day) for day in self._changes}
        self._draw(telling)

    @property
    def figure(self) -> Figure:
        """The matplotlib figure."""
        return self._sheet.figure

    def rows(self) -> list[dict[str, object]]:
        """Give km² for each look and each day on which some of it changes."""
        ground = self._scene.ground
        return [
            row for day in self._changes for row in ground.km2_rows("from", day, self._sums[day])
        ]

    def _days_of_change(self) -> list[date]:
        case = self._scene.project.case
        changes = self._scene.project.control.days_of_change()
        inside = {day for day in changes if case.first_day < day <= case.last_day}
        return sorted({case.first_day, *inside})

    def _draw(self, telling: Telling) -> None:
        sheet, size = self._sheet, self._sheet.size
        body = draw_foot(sheet, self._scene)
        top = draw_head(sheet, telling, body) + size.body * 0.8
        top = self._draw_key(replace(body, top=top)) + size.body * 2.2
        case = self._scene.project.case
        last = min(case.last_day, max(self._changes) + timedelta(days=FURTHER))
        total = max(sum(sums.values()) for sums in self._sums.values())
        left = body.left + Pen(size.small).width(f"{total:,.0f} km²") + 4
        plot = Box(left, top, body.right, body.bottom - size.small * 2.2)
        calendar = Calendar(case.first_day, max(last, self._changes[-1]), plot.left, plot.right)
        self._draw_scale(plot, total)
        self._draw_bands(plot, calendar, total)
        calendar.draw(sheet, plot.top, plot.bottom)
        self._mark_days(plot, calendar)

    def _draw_key(self, box: Box) -> float:
        size = self._sheet.size.body
        rows = Key(self._scene.ground, self._palette, self._names).look_rows()
        wide = min(rows_width(rows, size) + size, box.width)
        columns = max(1, int(box.width // wide))
        deep = -(-len(rows) // columns)
        for column in range(columns):
            left = box.left + column * wide
            area = Box(left, box.top, left + wide, box.bottom)
            draw_rows(self._sheet, rows[column * deep : (column + 1) * deep], area, size)
        return box.top + deep * size * ROW

    def _draw_scale(self, plot: Box, total: float) -> None:
        sheet, size = self._sheet, self._sheet.size
        pen = Pen(size.small, colour=sheet.theme.ink2, align="right")
        step = nice_step(total, LINES)
        for value in np.arange(0, total * 1.001, step):
            y = plot.bottom - plot.height * value / total
            sheet.rule(Box(plot.left, y, plot.right, y), sheet.theme.rule, 0.5, zorder=1)
            words = f"{value:,.0f} km²" if value else "0"
            sheet.write(plot.left - 3, y + size.small * 0.36, words, pen)

    def _draw_bands(self, plot: Box, calendar: Calendar, total: float) -> None:
        below = np.zeros(len(self._changes))
        ends = [*self._changes[1:], calendar.last]
        for look in self._stacked():
            km2 = np.asarray([self._sums[day].get(look, 0.0) for day in self._changes])
            above = below + km2
            upper, lower = [], []
            for at, (start, end) in enumerate(zip(self._changes, ends, strict=True)):
                for x in (calendar.at(start), calendar.at(end)):
                    upper.append((x, plot.bottom - plot.height * above[at] / total))
                    lower.append((x, plot.bottom - plot.height * below[at] / total))
            shape = Polygon([*upper, *reversed(lower)]).buffer(0)
            if not shape.is_empty:
                stroke = self._sheet.size.stroke
                piece = Piece(look, doubtful=False, shape=shape)
                paint(self._sheet.over, piece, self._palette, unit=-1, stroke=stroke)
                self._write_end(look, plot, (below[-1], above[-1]), total)
            below = above

    def _write_end(self, look: Look, plot: Box, ends: tuple[float, float], total: float) -> None:
        """Write the km² of the last day into the right end of a band high enough for it."""
        size = self._sheet.size.small
        if (ends[1] - ends[0]) / total * plot.height < size * 1.6:
            return
        fill = self._palette.fill(look)
        pen = Pen(size, bold=True, colour=self._palette.letters_on(fill), align="right")
        y = plot.bottom - plot.height * (ends[0] + ends[1]) / 2 / total
        words = f"{number(ends[1] - ends[0])} km²"
        self._sheet.write(plot.right - 4, y + size * 0.36, words, pen)

    def _stacked(self) -> list[Look]:
        """Put who gained below who held first: the line between them is the one to follow."""
        looks = self._scene.ground.looks
        first = looks[0].holder if looks else ""
        order = {"plain": 0, "tint": 1, "contested": 3, "agreed": 4}
        gained = [look for look in looks if look.holder != first and look.sort != "agreed"]
        kept = [look for look in looks if look not in gained]
        gained.sort(key=lambda look: (order[look.sort], looks.index(look)))
        kept.sort(key=lambda look: -order[look.sort])
        return [*gained, *kept]

    def _mark_days(self, plot: Box, calendar: Calendar) -> None:
        sheet, size = self._sheet, self._sheet.size
        frame = Box(plot.left - 30, plot.top - size.body * 2.2, sheet.width - 2, plot.top)
        room = Room(frame)
        pen = Pen(size.small, align="center", bold=True)
        for day in self._days:
            x = calendar.at(day)
            words = short_day(day)
            half = pen.width(words) / 2
            x_words = min(max(x, plot.left + half), sheet.width - half - 4)
            box = Box(x_words - half, plot.top - size.small * 1.7, x_words + half, plot.top - 3)
            if room.is_free(box, 1):
                room.taken.append(box)
                line = Box(x, plot.top - 3, x, plot.bottom)
                sheet.rule(line, sheet.theme.ink, 0.5, zorder=3, alpha=0.7)
                sheet.write(x_words, box.bottom - 1, words, pen)


def nice_step(total: float, lines: int) -> float:
    """Give a round step that divides a total into at most so many parts."""
    rough = max(total, 1e-6) / lines
    power = 10 ** float(np.floor(np.log10(rough)))
    return float(next(power * step for step in STEPS if power * step >= rough * 0.999))
