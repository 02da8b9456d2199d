"""
A sheet to draw on: one figure, points from its top left corner, and letters on it.

Words, rules and swatches stand on the sheet; the map is an axes of its own beneath it.  This
module knows nothing of cases.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from geo.figures.lettering import Words, cut, font, plain, width, wrap
from geo.figures.style import Size, Theme

DPI = 300
LEADING = 1.32
HALO = 0.34
ASCENT, DESCENT = 0.76, 0.24


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet: left, top, right, bottom, in points from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Tell whether two boxes share more than an edge, or stand nearer than a gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def inside(self, other: Box) -> bool:
        """Tell whether this box lies in another one."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def padded(self, by: float) -> Box:
        """Give the box, larger by so much on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Pen:
    """How a line is written; no colour is ink, no halo is none."""

    size: float
    bold: bool = False
    slanted: bool = False
    colour: str = ""
    align: str = "left"
    halo: str = ""
    lang: str = ""

    def width(self, words: str) -> float:
        """Give the width of a line, in points."""
        return width(words, self.size, bold=self.bold, slanted=self.slanted)


class Sheet:
    """
    A figure of a size and a theme.

    Parameters
    ----------
    size, theme
        As ``style`` gives them.

    Attributes
    ----------
    figure
        The matplotlib figure; belongs to no window.
    """

    def __init__(self, size: Size, theme: Theme, height: float = 0.0) -> None:
        self.size, self.theme = size, theme
        self.width, self.height = size.width, height or size.height
        self.figure = Figure(
            figsize=(self.width / 72, self.height / 72), dpi=DPI, facecolor=theme.paper
        )
        self._over: Axes = self.figure.add_axes((0, 0, 1, 1), zorder=5)
        self._over.set_xlim(0, self.width)
        self._over.set_ylim(self.height, 0)
        self._over.set_axis_off()

    @property
    def over(self) -> Axes:
        """The axes of the sheet itself, in points from the top left corner."""
        return self._over

    def thinner(self, by: float) -> Sheet:
        """Give the same sheet with strokes thinner by a factor, for a small map on it."""
        found = copy(self)
        found.size = replace(self.size, stroke=self.size.stroke * by)
        return found

    def axes(self, box: Box, **more: Any) -> Axes:
        """Give an axes that fills a box, without ticks and frame."""
        found: Axes = self.figure.add_axes(
            (
                box.left / self.width,
                1 - box.bottom / self.height,
                box.width / self.width,
                box.height / self.height,
            ),
            **more,
        )
        found.set_axis_off()
        return found

    def write(self, x: float, y: float, words: str, pen: Pen) -> Box:
        """Write one line on its baseline, and give the box it takes."""
        face = font(bold=pen.bold, slanted=pen.slanted).copy()
        face.set_size(pen.size)
        line = Words(
            x,
            y,
            words,
            fontproperties=face,
            color=pen.colour or self.theme.ink,
            ha=pen.align,
            va="baseline",
            halo=pen.halo,
            halo_width=pen.size * HALO,
            lang=pen.lang,
            zorder=10,
        )
        self._over.add_artist(line)
        wide = pen.width(line.get_text())
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[pen.align]
        return Box(left, y - pen.size * ASCENT, left + wide, y + pen.size * DESCENT)

    def write_within(self, x: float, y: float, words: str, pen: Pen, room: float) -> Box:
        """Write one line, cut where it would need more room than it has."""
        return self.write(x, y, cut(plain(words), room, pen.size, bold=pen.bold), pen)

    def paragraph(self, box: Box, words: str, pen: Pen, *, lines: int = 99) -> float:
        """Write words from the top of a box, broken to its width; give the lower end."""
        y = box.top
        for line in wrap(words, box.width, pen.size, lines=lines, bold=pen.bold):
            self.write(box.left, y + pen.size * ASCENT * 1.1, line, pen)
            y += pen.size * LEADING
        return y

    def rule(self, box: Box, colour: str = "", stroke: float = 0.5, **more: Any) -> None:
        """Draw a line from the top left to the bottom right of a box."""
        more.setdefault("solid_capstyle", "butt")
        self._over.add_artist(
            Line2D(
                [box.left, box.right],
                [box.top, box.bottom],
                color=colour or self.theme.rule,
                linewidth=stroke,
                **more,
            )
        )

    def panel(self, box: Box, colour: str = "", edge: str = "", **more: Any) -> None:
        """Draw a filled rectangle."""
        more.setdefault("zorder", 2)
        self._over.add_artist(
            Rectangle(
                (box.left, box.top),
                box.width,
                box.height,
                facecolor=colour or self.theme.paper,
                edgecolor=edge or "none",
                linewidth=0.5 if edge else 0,
                **more,
            )
        )

    def frame(self, box: Box, colour: str, stroke: float = 0.5) -> None:
        """Draw the edge of a rectangle."""
        self._over.add_artist(
            Rectangle(
                (box.left, box.top),
                box.width,
                box.height,
                facecolor="none",
                edgecolor=colour,
                linewidth=stroke,
                zorder=4,
            )
        )

    def path(self, path: Path, **more: Any) -> None:
        """Draw a path given in points of the sheet."""
        self._over.add_artist(PathPatch(path, **more))
