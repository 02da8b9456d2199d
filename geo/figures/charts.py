"""
Two charts of a case: the ground of each holder over time, and scheduled against actual days.

Each draws itself when it is made, and gives the records it is drawn from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from matplotlib.figure import Figure
from matplotlib.path import Path
from shapely.geometry import Polygon

from geo.figures.brush import paint
from geo.figures.calendar import Calendar
from geo.figures.ground import Piece
from geo.figures.heads import MARGIN, Telling, draw_foot, draw_head
from geo.figures.key import ROW, Key, draw_rows, rows_width
from geo.figures.mapping import Scene
from geo.figures.names import Names, long_day, number, short_day
from geo.figures.palette import Look, Palette
from geo.figures.placing import Room
from geo.figures.sheet import ASCENT, Box, Pen, Sheet
from geo.figures.style import size_of, text, theme_of
from geo.project import Project
from geo.records import Event, Kind, Status

AREA_SHARE, TALLEST = 0.58, 1.0
STEPS = (1, 2, 2.5, 5, 10)
LINES = 5
MOST_ROWS = 18
PENDING = (Status.AGREED, Status.PLANNED, Status.POSTPONED)
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
        return [
            {
                "from": day.isoformat(),
                "sort": look.sort,
                "holder": look.holder,
                "other": look.other,
                "km2": round(self._sums[day].get(look, 0.0), 2),
            }
            for day in self._changes
            for look in self._scene.ground.looks
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
        wide = rows_width(rows, size) + size
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


@dataclass(frozen=True, slots=True)
class Deadline:
    """
    One matter with the days it was to happen and the day it did.

    Attributes
    ----------
    agreed
        The day from which the first schedule was known; None when nobody says.
    scheduled
        In the order in which they became known.
    actual
        None while no report says that it was done.
    """

    event: Event
    agreed: date | None
    scheduled: tuple[date, ...]
    actual: date | None

    @property
    def slip(self) -> int | None:
        """Days from the first schedule to the actual day."""
        return (self.actual - self.scheduled[0]).days if self.actual else None


def deadlines(project: Project) -> list[Deadline]:
    """Give the matters of a case that were to happen on some day of it, the first due first."""
    found = [
        Deadline(event, _agreed_on(event), event.scheduled, event.day)
        for event in project.events
        if event.scheduled
        and event.place_id in project.places
        and event.scheduled[0] <= project.case.last_day
    ]
    return sorted(
        found,
        key=lambda one: (one.event.kind is not Kind.HANDOVER, one.scheduled[0], one.event.event_id),
    )


def _agreed_on(event: Event) -> date | None:
    days = [
        claim.known_from
        for claim in event.claims
        if claim.status in PENDING and claim.known_from is not None
    ]
    return min(days, default=None)


class ScheduleChart:
    """
    Scheduled against actual days, a row for each matter.

    Parameters
    ----------
    scene, names, look, telling
        As for ``AreaChart``.
    """

    def __init__(self, scene: Scene, names: Names, look: tuple[str, str], telling: Telling) -> None:
        self._scene, self._names = scene, names
        self._deadlines = deadlines(scene.project)
        size = size_of(look[0])
        drawn = min(MOST_ROWS, max(1, len(self._deadlines)))
        high = size.title * 4.4 + size.body * (2.6 * drawn + 9) + size.small * 8
        self._sheet = Sheet(
            size, theme_of(look[1]), size.height if size.arrangement == "beside" else high
        )
        self._draw(telling)

    @property
    def figure(self) -> Figure:
        """The matplotlib figure."""
        return self._sheet.figure

    def rows(self) -> list[dict[str, object]]:
        """Give each matter with its days."""
        return [
            {
                "event_id": one.event.event_id,
                "name": self._label(one),
                "kind": one.event.kind.value,
                "agreed": one.agreed.isoformat() if one.agreed else "",
                "scheduled": " ".join(day.isoformat() for day in one.scheduled),
                "actual": one.actual.isoformat() if one.actual else "",
                "slip_days": one.slip if one.slip is not None else "",
            }
            for one in self._deadlines
        ]

    def sentences(self) -> list[str]:
        """Say of each matter when it was due and when it was done."""
        return [
            text(
                "schedule.shows",
                name=self._label(one),
                scheduled=", ".join(map(long_day, one.scheduled)),
                outcome=self._outcome(one, long_day),
            )
            for one in self._deadlines
        ]

    def _label(self, one: Deadline) -> str:
        name = self._names.place(self._scene.project.places[one.event.place_id])
        return name if one.event.kind is Kind.HANDOVER else f"{name}: {one.event.kind.value}"

    def _draw(self, telling: Telling) -> None:
        sheet, size = self._sheet, self._sheet.size
        body = draw_foot(sheet, self._scene)
        top = draw_head(sheet, telling, body) + size.body * 0.8
        top = self._draw_key(replace(body, top=top)) + size.body
        shown = self._deadlines[:MOST_ROWS]
        if not shown:
            sheet.paragraph(replace(body, top=top), text("schedule.none"), Pen(size.body))
            return
        pen = Pen(size.body, bold=True)
        column = min(
            max(pen.width(self._label(one)) for one in shown) + size.body, body.width * 0.34
        )
        days = [day for one in shown for day in (one.agreed, *one.scheduled, one.actual) if day]
        margin = max(2, (max(days) - min(days)).days // 14)
        plot = Box(body.left + column, top, body.right, body.bottom - size.small * 2.2)
        calendar = Calendar(
            min(days) - timedelta(days=margin),
            max(days) + timedelta(days=margin * 3),
            plot.left,
            plot.right,
        )
        calendar.draw(sheet, plot.top, plot.bottom)
        step = plot.height / len(shown)
        for at, one in enumerate(shown):
            y = plot.top + step * (at + 0.5)
            sheet.write_within(
                body.left, y + size.body * 0.36, self._label(one), pen, column - size.body * 0.6
            )
            self._draw_row(one, calendar, y)

    def _draw_row(self, one: Deadline, calendar: Calendar, y: float) -> None:
        sheet, size = self._sheet, self._sheet.size
        ink, stroke = sheet.theme.ink, size.stroke
        first = calendar.at(one.scheduled[0])
        start = min(first, calendar.at(one.agreed)) if one.agreed else first
        sheet.rule(Box(start, y, first, y), sheet.theme.rule2, 0.9 * stroke, zorder=4)
        end = calendar.at(one.actual) if one.actual else calendar.at(one.scheduled[-1])
        if one.actual and one.actual > one.scheduled[0]:
            sheet.rule(Box(first, y, end, y), ink, 2.6 * stroke, zorder=4)
        elif len(one.scheduled) > 1:
            dashes = {"linestyle": (0, (3, 2)), "zorder": 4}
            sheet.rule(Box(first, y, calendar.at(one.scheduled[-1]), y), ink, stroke, **dashes)
        for day in one.scheduled:
            if day != one.actual or day == one.scheduled[0]:
                self._mark(calendar.at(day), y, filled=False)
        if one.actual:
            inner = one.actual == one.scheduled[0]
            self._mark(end, y, filled=True, scale=0.55 if inner else 1.0)
        days = text("schedule.then").join(map(short_day, one.scheduled))
        words = "; ".join((text("schedule.due_on", day=days), self._outcome(one)))
        quiet = Pen(size.small, colour=sheet.theme.ink2)
        right = max(end, first) + size.body * 0.9
        if right + quiet.width(words) <= sheet.width - MARGIN:
            sheet.write(right, y + size.small * 0.36, words, quiet)
        else:
            below = y + size.small * 1.6
            sheet.write(sheet.width - MARGIN, below, words, replace(quiet, align="right"))

    def _outcome(self, one: Deadline, written: Callable[[date], str] = short_day) -> str:
        if one.actual is None:
            return text("schedule.open")
        slip = one.slip or 0
        day = written(one.actual)
        if slip == 0:
            return text("schedule.on_time")
        word = "late" if slip > 0 else "early"
        key = f"schedule.{word}" if abs(slip) > 1 else f"schedule.{word}_one"
        return text(key, count=abs(slip), day=day)

    def _draw_key(self, box: Box) -> float:
        sheet, size = self._sheet, self._sheet.size
        pen = Pen(size.small, colour=sheet.theme.ink2)
        x, y = box.left + 3, box.top + size.small * 0.7
        for filled, words in ((False, text("schedule.due")), (True, text("schedule.done"))):
            self._mark(x, y, filled=filled)
            x = sheet.write(x + 6, y + size.small * 0.36, words, pen).right + size.body * 1.4
        sheet.rule(Box(x, y, x + 16, y), sheet.theme.rule2, 0.9 * size.stroke, zorder=4)
        x = sheet.write(x + 20, y + size.small * 0.36, text("schedule.known"), pen).right
        x += size.body * 1.4
        sheet.rule(Box(x, y, x + 16, y), sheet.theme.ink, 2.6 * size.stroke, zorder=4)
        sheet.write(x + 20, y + size.small * 0.36, text("schedule.slip"), pen)
        return y + size.small * (1 - ASCENT) + size.small

    def _mark(self, x: float, y: float, *, filled: bool, scale: float = 1.0) -> None:
        sheet = self._sheet
        sheet.path(
            Path.circle((x, y), sheet.size.symbol * 0.42 * scale),
            facecolor=sheet.theme.ink if filled else sheet.theme.paper,
            edgecolor=sheet.theme.ink,
            linewidth=1.1 * sheet.size.stroke,
            zorder=6 if filled else 5,
        )


def nice_step(total: float, lines: int) -> float:
    """Give a round step that divides a total into at most so many parts."""
    rough = max(total, 1e-6) / lines
    power = 10 ** float(np.floor(np.log10(rough)))
    return float(next(power * step for step in STEPS if power * step >= rough * 0.999))
