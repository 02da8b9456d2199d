"""A row of days across a sheet: where a day stands, and the months and weeks beneath."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from geo.figures.sheet import ASCENT, Box, Pen, Sheet
from geo.figures.style import months

MOST_WEEKS = 60
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    Days from left to right.

    Attributes
    ----------
    first, last
        The days at the ends; a day stands at its beginning, the last one at the right edge.
    left, right
        Where they stand, in points of the sheet.
    """

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Give where a day stands; days beyond the ends stand at the ends."""
        span = max(1, (self.last - self.first).days)
        share = (day - self.first).days / span
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def draw(self, sheet: Sheet, top: float, bottom: float) -> None:
        """Draw lines of months from top to bottom, ticks of weeks, and the months' names below."""
        theme, size = sheet.theme, sheet.size
        pen = Pen(size.small, colour=theme.ink2)
        for start, end in self._months():
            x = self.at(start)
            if start > self.first:
                sheet.rule(Box(x, top, x, bottom + size.small), theme.rule, 0.5, zorder=1)
            name = months()[start.month - 1]
            room = self.at(end) - x - 4
            short = name if pen.width(name) < room else name[:3]
            if pen.width(short) < room:
                sheet.write(x + 2, bottom + size.small * (ASCENT + 0.5), short, pen)
        for day in self._mondays():
            x = self.at(day)
            sheet.rule(Box(x, bottom, x, bottom + 2), theme.rule2, 0.4, zorder=1)
        sheet.rule(Box(self.left, bottom, self.right, bottom), theme.rule2, 0.6, zorder=1)

    def _months(self) -> list[tuple[date, date]]:
        found, start = [], self.first
        while start < self.last:
            following = date(start.year + start.month // DECEMBER, start.month % DECEMBER + 1, 1)
            found.append((start, min(following, self.last)))
            start = following
        return found

    def _mondays(self) -> list[date]:
        first = self.first + timedelta(days=-self.first.weekday() % 7)
        weeks = (self.last - first).days // 7 + 1
        return [first + timedelta(days=7 * n) for n in range(weeks)] if weeks < MOST_WEEKS else []
