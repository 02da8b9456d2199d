"""The key of a figure: what colours, textures, lines and symbols mean, with km² of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shapely.geometry import box

from geo.figures.brush import paint
from geo.figures.ground import Ground, Piece
from geo.figures.lettering import plain, width
from geo.figures.names import Names, number
from geo.figures.palette import Look, Palette, is_doubtful
from geo.figures.posts import ORDER, Post
from geo.figures.sheet import Box, Pen, Sheet
from geo.figures.style import text
from geo.figures.symbols import draw_symbol

ROW = 1.62
HEAD = 1.5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the key: how its swatch is drawn, its words, its number."""

    swatch: Callable[[Sheet, Box], None]
    words: str
    figure: str = ""
    faint: bool = False


def look_words(look: Look, looks: Sequence[Look], names: Names, fought: Collection[str]) -> str:
    """Say what a look means."""
    party = names.party(look.holder)
    if look.sort == "agreed":
        several = len({(one.other) for one in looks if one.sort == "agreed"}) > 1
        if several:
            return text("key.agreed_to", party=names.party(look.other))
        return text("key.agreed")
    if look.sort == "contested":
        return text("key.contested")
    if look.sort == "tint":
        return text("key.handed", party=party)
    split = look.holder in fought and any(
        one.sort == "tint" and one.holder == look.holder for one in looks
    )
    return text("key.fought", party=party) if split else party


class Key:
    """
    The rows of a key for one day.

    Parameters
    ----------
    ground, palette, names
        Of the case.
    """

    def __init__(self, ground: Ground, palette: Palette, names: Names) -> None:
        self._ground, self._palette, self._names = ground, palette, names

    def ground_rows(self, day: date, known: date | None = None) -> list[Row]:
        """Give a row for each look that occurs on some day, with its km² on this one."""
        sums: Counter[Look] = self._ground.km2(day, known)
        looks = self._ground.looks
        rows = []
        for look in (one for one in looks if one.sort != "contested"):
            words = look_words(look, looks, self._names, self._ground.fought)
            km2 = sums.get(look, 0.0)
            rows.append(Row(self.swatch(look), words, number(km2), faint=km2 < 0.5))  # noqa: PLR2004
        open_km2 = sum(km2 for look, km2 in sums.items() if look.sort == "contested")
        if open_km2:
            look = max((one for one in sums if one.sort == "contested"), key=lambda one: sums[one])
            rows.append(Row(self.swatch(look), text("key.contested"), number(open_km2)))
        doubtful = [
            interval
            for at in self._ground.played
            if (interval := self._ground.state(int(at), day, known)) and is_doubtful(interval)
        ]
        if doubtful:
            swatch = self.swatch(Look.of(doubtful[0]), doubtful=True)
            rows.append(Row(swatch, text("key.unconfirmed")))
        return rows

    def look_rows(self, day: date | None = None, known: date | None = None) -> list[Row]:
        """Give a row for each look that occurs on some day, with km² where a day is named."""
        sums = self._ground.km2(day, known) if day else Counter[Look]()
        rows: dict[str, tuple[Look, float]] = {}
        for look in self._ground.looks:
            words = look_words(look, self._ground.looks, self._names, self._ground.fought)
            first, km2 = rows.get(words, (look, 0.0))
            rows[words] = first, km2 + sums.get(look, 0.0)
        return [
            Row(self.swatch(look), words, number(km2) if day else "")
            for words, (look, km2) in rows.items()
        ]

    def doubt_row(self, days: Iterable[date]) -> list[Row]:
        """Give a row for ground that is unconfirmed on one of some days; none where none is."""
        for day in days:
            for interval in self._ground.states(day):
                if interval is not None and is_doubtful(interval):
                    swatch = self.swatch(Look.of(interval), doubtful=True)
                    return [Row(swatch, text("key.unconfirmed"))]
        return []

    def line_rows(self, *, rough: bool, band: str) -> list[Row]:
        """Give rows for approximate lines, and for a line along which somebody is deployed."""
        rows = []
        if rough:
            rows.append(Row(_dashes, text("key.rough_line")))
        if band:
            rows.append(Row(self._band(band), text("key.deployed")))
        return rows

    def post_rows(self, posts: Sequence[Post]) -> list[Row]:
        """Give a row for each shape of post that stands."""
        shapes = {post.shape: post.party for post in reversed(posts)}
        return [
            Row(self._symbol(shape, shapes[shape]), text(f"symbol.{shape}"))
            for shape in ORDER
            if shape in shapes
        ]

    def swatch(self, look: Look, *, doubtful: bool = False) -> Callable[[Sheet, Box], None]:
        """Give what draws the swatch of a look."""

        def draw(sheet: Sheet, area: Box) -> None:
            shape = box(area.left, area.top, area.right, area.bottom)
            flipped = Piece(look, doubtful, shape)
            paint(sheet.over, flipped, self._palette, unit=-1, stroke=0.8 * sheet.size.stroke)
            sheet.frame(area, sheet.theme.rule2)

        return draw

    def _symbol(self, shape: str, party: str) -> Callable[[Sheet, Box], None]:
        def draw(sheet: Sheet, area: Box) -> None:
            x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
            draw_symbol(sheet, shape, x, y, colour=self._palette.party(party))

        return draw

    def _band(self, party: str) -> Callable[[Sheet, Box], None]:
        def draw(sheet: Sheet, area: Box) -> None:
            middle = (area.top + area.bottom) / 2
            line = Box(area.left, middle, area.right, middle)
            colour = self._palette.party(party)
            sheet.rule(line, colour, 4.5 * sheet.size.stroke, alpha=0.34, zorder=3)
            sheet.rule(line, sheet.theme.edge, sheet.size.stroke, zorder=3)

        return draw


def _dashes(sheet: Sheet, area: Box) -> None:
    middle = (area.top + area.bottom) / 2
    line = Box(area.left, middle, area.right, middle)
    sheet.rule(line, sheet.theme.edge, sheet.size.stroke, linestyle=(0, (3.4, 2.4)), zorder=3)


def rows_height(rows: Sequence[Row], size: float) -> float:
    """Give the height that rows take."""
    return len(rows) * size * ROW


def rows_width(rows: Sequence[Row], size: float) -> float:
    """Give the width that rows need to be written out."""
    return max(
        (
            size * (2.1 + 0.75 + 1.0)
            + width(plain(row.words), size)
            + (width(row.figure, size) + size * 1.2 if row.figure else 0)
            for row in rows
        ),
        default=0.0,
    )


def draw_rows(sheet: Sheet, rows: Sequence[Row], area: Box, size: float) -> float:
    """Draw rows from the top of an area; give the lower end."""
    for at, row in enumerate(rows):
        _draw_row(sheet, row, Box(area.left, area.top + at * size * ROW, area.right, 0), size)
    return area.top + rows_height(rows, size)


def _draw_row(sheet: Sheet, row: Row, place: Box, size: float) -> None:
    middle = place.top + size * ROW / 2
    swatch = Box(place.left, middle - size * 0.46, place.left + size * 2.1, middle + size * 0.46)
    row.swatch(sheet, swatch)
    baseline = middle + size * 0.36
    colour = sheet.theme.ink3 if row.faint else sheet.theme.ink
    right = Pen(size, align="right", colour=colour)
    numbered = sheet.write(place.right, baseline, row.figure, right)
    left = swatch.right + size * 0.75
    room = (numbered.left if row.figure else place.right) - left - size * 0.8
    sheet.write_within(left, baseline, row.words, Pen(size, colour=colour), room)


def heading(sheet: Sheet, area: Box, words: str, size: float) -> float:
    """Write the heading of a group of rows; give the lower end."""
    sheet.write(area.left, area.top + size, words, Pen(size, bold=True))
    return area.top + size * HEAD
