"""A chart of scheduled against actual days: a row for each matter that was to happen on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from matplotlib.figure import Figure
from matplotlib.path import Path

from geo.figures.calendar import Calendar
from geo.figures.heads import MARGIN, Telling, draw_foot, draw_head
from geo.figures.mapping import Scene
from geo.figures.names import Names, long_day, short_day
from geo.figures.sheet import ASCENT, Box, Pen, Sheet
from geo.figures.style import size_of, text, theme_of
from geo.project import Project
from geo.records import Event, Kind, Status

MOST_ROWS = 18
PENDING = (Status.AGREED, Status.PLANNED, Status.POSTPONED)


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
        words = max(Pen(size.small).width(self._words(one)) for one in shown)
        calendar = Calendar(
            min(days) - timedelta(days=margin),
            max(days) + timedelta(days=margin),
            plot.left,
            plot.right - min(words, body.width * 0.2),
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
        quiet = Pen(size.small, colour=sheet.theme.ink2, halo=sheet.theme.paper)
        right, words = max(end, first) + size.body * 0.9, self._words(one)
        if right + quiet.width(words) <= sheet.width - MARGIN:
            sheet.write(right, y + size.small * 0.36, words, quiet)
        else:
            below = y + size.small * 1.6
            sheet.write(sheet.width - MARGIN, below, words, replace(quiet, align="right"))

    def _words(self, one: Deadline) -> str:
        days = text("schedule.then").join(map(short_day, one.scheduled))
        return "; ".join((text("schedule.due_on", day=days), self._outcome(one)))

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
