"""What stands about a map: scale bar, locator, credit."""

from __future__ import annotations

import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib_scalebar.scalebar import ScaleBar

from geo.figures.lettering import FAMILY, font, wrap
from geo.figures.mapping import Scene, View
from geo.figures.shapes import polygon_path
from geo.figures.sheet import ASCENT, LEADING, Box, Pen, Sheet
from geo.figures.style import text

ABOUT = 4.0
LEAST_GROUND = 0.4


def add_scale(sheet: Sheet, axes: Axes) -> ScaleBar:
    """Add a scale bar to a map in metres, at its lower left; give it."""
    face = {"family": FAMILY, "fname": font().get_file(), "size": sheet.size.small}
    bar = ScaleBar(
        1,
        "m",
        location="lower left",
        length_fraction=0.2,
        width_fraction=0.0035,
        pad=0.3,
        border_pad=0.9,
        sep=2,
        frameon=False,
        color=sheet.theme.ink,
        scale_loc="top",
        font_properties=face,
        rotation="horizontal-only",
    )
    bar.set_zorder(6)
    axes.add_artist(bar)
    return bar


def scale_box(sheet: Sheet, view: View) -> Box:
    """Give the box that the scale bar takes, with room to spare."""
    high = sheet.size.small * 3.2
    return Box(
        view.box.left,
        view.box.bottom - high,
        view.box.left + view.box.width * 0.2 + sheet.size.small * 2,
        view.box.bottom,
    )


def locator_box(scene: Scene, view: View, taken: list[Box], side: float) -> Box | None:
    """
    Find a corner for the locator where no ground lies and nothing stands; None without one.

    The lower right comes first.
    """
    box, inset = view.box, 5.0
    left, right = box.left + inset, box.right - inset - side
    top, bottom = box.top + inset, box.bottom - inset - side
    for x, y in ((right, bottom), (right, top), (left, bottom), (left, top)):
        found = Box(x, y, x + side, y + side)
        ground = scene.ground
        free = not any(found.meets(other, 3) for other in taken)
        if free and not (
            len(ground.played) and ground.outline.intersects(view.on_plane(found.padded(3)))
        ):
            return found
    return None


def draw_locator(sheet: Sheet, scene: Scene, view: View, box: Box, colour: str) -> None:
    """Draw where the map lies: countries around, the ground in ink, a frame for what is seen."""
    theme, ground = sheet.theme, scene.ground
    west, south, east, north = ground.bounds
    half = max(east - west, north - south) * ABOUT / 2
    middle = ((west + east) / 2, (south + north) / 2)
    area = shapely.box(middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)
    wider = shapely.buffer(area, half / 10)
    sheet.panel(box, zorder=1)
    sheet.frame(box, theme.rule2)
    axes = sheet.axes(box, zorder=6)
    axes.set_xlim(middle[0] - half, middle[0] + half)
    axes.set_ylim(middle[1] - half, middle[1] + half)
    axes.set_aspect("equal")
    for layer, fill in (("country", theme.land), ("lake", theme.water)):
        for _, shape in ground.basemap.get(layer, ()):
            coarse = shapely.simplify(shape.intersection(wider), half / 250)
            path = polygon_path(coarse)
            if path is not None:
                axes.add_artist(
                    PathPatch(path, facecolor=fill, edgecolor=theme.border, linewidth=0.35)
                )
    path = polygon_path(shapely.simplify(ground.outline, half / 250))
    if path is not None:
        axes.add_artist(PathPatch(path, facecolor=colour, edgecolor="none", zorder=3))
    frame = polygon_path(view.area.intersection(area))
    if frame is not None:
        axes.add_artist(
            PathPatch(frame, facecolor="none", edgecolor=theme.ink, linewidth=0.6, zorder=4)
        )


def credit_lines(scene: Scene, width: float, size: float) -> list[str]:
    """Give the credit, broken to a width: what the shapes are from, how many reports, the build."""
    project = scene.project
    stated = {
        licence
        for frame in (project.basemap, project.areas)
        if "licence" in frame.columns
        for licence in frame["licence"].dropna().astype(str)
        if licence
    }
    words = " ".join(
        (
            text("credit.shapes", sources="; ".join(sorted(stated))) if stated else "",
            text("credit.reports", count=len(project.sources)),
            text("credit.build", build=project.build_id),
        )
    )
    return wrap(words, width, size, lines=4)


def draw_credit(sheet: Sheet, lines: list[str], box: Box) -> None:
    """Write the credit into a box."""
    y, size = box.top, sheet.size.small
    for line in lines:
        sheet.write(box.left, y + size * ASCENT, line, Pen(size, colour=sheet.theme.ink3))
        y += size * LEADING
