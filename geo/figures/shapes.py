"""
Shapes as matplotlib draws them, and the textures on them: lines, bands and dots.

Everything is in the units of the axes; where a texture is to measure points, whoever asks
multiplies.  This module knows nothing of holders.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray
from shapely import MultiLineString
from shapely.geometry.base import BaseGeometry

MOST_LINES = 2000
MOST_DOTS = 6000


def polygon_path(shape: BaseGeometry | Sequence[BaseGeometry]) -> Path | None:
    """Give polygons as one path, outer rings against the clock and holes with it; None for none."""
    parts = shapely.get_parts(np.atleast_1d(np.asarray(shape, dtype=object)))
    polygons = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    rings = shapely.get_rings(shapely.orient_polygons(polygons))
    return _path(rings, closed=True)


def line_path(shape: BaseGeometry | Iterable[BaseGeometry]) -> Path | None:
    """Give lines, or the rings of polygons, as one path; None for none."""
    given = [shape] if isinstance(shape, BaseGeometry) else list(shape)
    parts = shapely.get_parts(np.asarray(given, dtype=object))
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(parts[kinds == shapely.GeometryType.POLYGON])
    lines = parts[(kinds == 1) | (kinds == 2)]  # noqa: PLR2004 - LineString, LinearRing
    return _path(np.concatenate([lines, rings]), closed=False)


def _path(lines: NDArray[np.object_], *, closed: bool) -> Path | None:
    points, owners = shapely.get_coordinates(lines, return_index=True)
    if not len(points):
        return None
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    codes[starts] = Path.MOVETO
    if closed:
        codes[np.append(starts[1:], len(points)) - 1] = Path.CLOSEPOLY
    return Path(points, codes)


def hatch_lines(shape: BaseGeometry, step: float, *, falling: bool = False) -> BaseGeometry:
    """Give lines at 45 degrees across a shape, a step apart."""
    return shapely.intersection(shape, _rows(shape, step, falling=falling))


def bands(shape: BaseGeometry, step: float, *, falling: bool = False) -> BaseGeometry:
    """Give every other band across a shape, each a step wide, at 45 degrees."""
    rows = _rows(shape, 2 * step, falling=falling)
    wide = shapely.buffer(rows, step / 2, cap_style="flat")
    return shapely.intersection(shape, wide)


def dots(shape: BaseGeometry, step: float, radius: float) -> NDArray[np.float64]:
    """Give the middles of dots on a staggered grid that lie in a shape whole; n rows of x, y."""
    west, south, east, north = shape.bounds
    step = max(step, ((east - west) * (north - south) / MOST_DOTS) ** 0.5)
    columns = np.arange(np.floor(west / step), np.ceil(east / step) + 1)
    rows = np.arange(np.floor(south / step), np.ceil(north / step) + 1)
    x, y = np.meshgrid(columns * step, rows * step)
    x = x + (rows % 2 * step / 2)[:, None]
    inner = shapely.buffer(shape, -radius)
    inside = shapely.contains_xy(inner, x.ravel(), y.ravel())
    return np.column_stack([x.ravel()[inside], y.ravel()[inside]])


def _rows(shape: BaseGeometry, step: float, *, falling: bool) -> BaseGeometry:
    """Give parallel lines at 45 degrees over the box of a shape, in step with the origin."""
    west, south, east, north = shape.bounds
    if falling:
        west, east = -east, -west
    low, high = south - east, north - west
    step = max(step * 2**0.5, (high - low) / MOST_LINES)
    offsets = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    sign = -1 if falling else 1
    ends = np.stack(
        [
            np.column_stack([np.full_like(offsets, sign * west), west + offsets]),
            np.column_stack([np.full_like(offsets, sign * east), east + offsets]),
        ],
        axis=1,
    )
    return MultiLineString(list(ends))
