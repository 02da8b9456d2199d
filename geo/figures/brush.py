"""
Lay colour and texture on a shape: the same on the map and in the key.

A texture measures points whatever the scale; ``unit`` says how many units of the axes a point is.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.collections import CircleCollection
from matplotlib.patches import PathPatch

from geo.figures.ground import Piece
from geo.figures.palette import Palette
from geo.figures.shapes import bands, dots, hatch_lines, line_path, polygon_path

HATCH_STEP, HATCH_WIDTH = 4.6, 1.3
BAND_STEP, BAND_EDGE = 3.6, 0.5
DOT_STEP, DOT_RADIUS = 3.6, 0.62


def paint(axes: Axes, piece: Piece, palette: Palette, *, unit: float, stroke: float = 1.0) -> None:
    """
    Draw a piece of ground.

    Parameters
    ----------
    axes
        Where to draw.
    piece
        What to draw, in the units of the axes.
    palette
        The colours.
    unit
        Units of the axes in a point; negative where y runs downwards, so that textures lean
        as on the map.
    stroke
        What the measures of the textures are multiplied by.
    """
    look, shape = piece.look, piece.shape
    path = polygon_path(shape)
    if path is None:
        return
    fill = palette.fill(look)
    axes.add_artist(PathPatch(path, facecolor=fill, edgecolor=fill, linewidth=0.3, zorder=2))
    if look.sort == "agreed":
        _lines(axes, piece, palette, unit, stroke)
    elif look.sort == "contested":
        _bands(axes, piece, palette, unit, stroke)
    elif piece.doubtful:
        _dots(axes, piece, palette, unit, stroke)


def _lines(axes: Axes, piece: Piece, palette: Palette, unit: float, stroke: float) -> None:
    path = line_path(hatch_lines(piece.shape, HATCH_STEP * stroke * abs(unit), falling=unit < 0))
    if path is not None:
        colour = palette.line(piece.look)
        axes.add_artist(
            PathPatch(
                path,
                facecolor="none",
                edgecolor=colour,
                linewidth=HATCH_WIDTH * stroke,
                capstyle="butt",
                zorder=2.1,
            )
        )


def _bands(axes: Axes, piece: Piece, palette: Palette, unit: float, stroke: float) -> None:
    # In a narrow piece the edges of the bands would be all that is seen.
    is_wide = piece.shape.area / piece.shape.length > BAND_STEP * stroke * abs(unit) / 2
    path = polygon_path(bands(piece.shape, BAND_STEP * stroke * abs(unit), falling=unit > 0))
    if path is not None:
        axes.add_artist(
            PathPatch(
                path,
                facecolor=palette.rival(piece.look),
                edgecolor=palette.edge,
                linewidth=BAND_EDGE * stroke if is_wide else 0,
                zorder=2.1,
            )
        )


def _dots(axes: Axes, piece: Piece, palette: Palette, unit: float, stroke: float) -> None:
    scale = stroke * abs(unit)
    middles = dots(piece.shape, DOT_STEP * scale, DOT_RADIUS * scale)
    if len(middles):
        axes.add_collection(
            CircleCollection(
                [3.1416 * (DOT_RADIUS * stroke) ** 2],
                offsets=middles,
                offset_transform=axes.transData,
                facecolors=palette.dot(piece.look),
                linewidths=0,
                zorder=2.1,
            ),
            autolim=False,
        )
