"""
Symbols of posts, drawn on a sheet: filled is, open is for a time, dashed is planned.

The shapes are those of the page, in a box of 16 by 16 with y downwards.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.path import Path

from geo.figures.sheet import Sheet

BOX = 16.0
Points = Sequence[tuple[float, float]]

TRIANGLE: Points = ((8, 2.6), (13.6, 13), (2.4, 13))
DIAMOND: Points = ((8, 1.8), (14.2, 8), (8, 14.2), (1.8, 8))
SQUARE: Points = ((2.8, 2.8), (13.2, 2.8), (13.2, 13.2), (2.8, 13.2))
HEXAGON: Points = ((8, 2), (13.2, 5), (13.2, 11), (8, 14), (2.8, 11), (2.8, 5))
STAR: Points = tuple(
    (
        8 + (4.6 if turn % 2 == 0 else 1.9) * float(np.sin(turn * np.pi / 5)),
        8 - (4.6 if turn % 2 == 0 else 1.9) * float(np.cos(turn * np.pi / 5)),
    )
    for turn in range(10)
)
OUTLINES: dict[str, Points] = {
    "post": TRIANGLE,
    "temporary": TRIANGLE,
    "checkpoint": DIAMOND,
    "base": SQUARE,
    "command": SQUARE,
    "planned": SQUARE,
    "centre": HEXAGON,
    "open_centre": HEXAGON,
    "disputed": HEXAGON,
}
FILLED = ("post", "checkpoint", "base", "command")
DASHED = ("planned", "centre", "disputed")


def draw_symbol(
    sheet: Sheet, shape: str, x: float, y: float, *, colour: str, zorder: float = 7
) -> None:
    """Draw the symbol of a shape with its middle at a point of the sheet."""
    scale = sheet.size.symbol / 11
    paper, stroke = sheet.theme.paper, 0.85 * sheet.size.stroke

    def place(points: Points) -> Path:
        return _outline([(x + (px - 8) * scale, y + (py - 8) * scale) for px, py in points])

    if shape == "border":
        ring = Path.circle((x, y), 5.4 * scale)
        sheet.path(ring, facecolor=paper, edgecolor=colour, linewidth=stroke * 1.1, zorder=zorder)
        bar = Path([(x - 3 * scale, y), (x + 3 * scale, y)])
        sheet.path(bar, edgecolor=colour, linewidth=stroke * 1.1, zorder=zorder)
        return
    outline = place(OUTLINES[shape])
    sheet.path(outline, facecolor=paper, edgecolor=paper, linewidth=stroke * 2.6, zorder=zorder)
    if shape in FILLED:
        sheet.path(outline, facecolor=colour, edgecolor="none", linewidth=0, zorder=zorder)
    else:
        dash = (0, (1.9, 1.3)) if shape in DASHED else "solid"
        sheet.path(
            outline,
            facecolor=paper,
            edgecolor=colour,
            linewidth=stroke * 1.1,
            linestyle=dash,
            zorder=zorder,
        )
    if shape == "command":
        sheet.path(place(STAR), facecolor=paper, edgecolor="none", linewidth=0, zorder=zorder)
    if shape == "disputed":
        for dy in (-2.2, 2.2):
            ends = [(x - 2.2 * scale, y - dy * scale), (x + 2.2 * scale, y + dy * scale)]
            sheet.path(Path(ends), edgecolor=colour, linewidth=stroke, zorder=zorder)


def _outline(points: Points) -> Path:
    return Path([*points, points[0]], closed=True)
