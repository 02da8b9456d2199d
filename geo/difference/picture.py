"""
A difference as a map: ground that has another holder in that holder's colour, the rest pale.

The sheet, its letters and its files are those of the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import geopandas as gpd
import shapely
from matplotlib.patches import PathPatch

from geo.dates import day_in_words
from geo.difference.snapshot import Snapshot
from geo.figures import Caption, write
from geo.figures.mapping import View
from geo.figures.shapes import line_path, polygon_path
from geo.figures.sheet import Box, Pen, Sheet
from geo.figures.style import size_of, theme_of

Plain = Mapping[str, Any]
EDGE = 12.0
HEAD, LINE = 50.0, 13.0
TITLE = 0.9
PALE = 0.22


def days_picture(shot: Snapshot, difference: Plain, form: str) -> bytes:
    """
    Draw the ground that moved between two days.

    Parameters
    ----------
    difference
        As ``between_days`` gives it.
    form
        ``svg``, ``pdf`` or ``png``.
    """
    crs = shot.package["measuring_crs"]
    after = shot.answers(difference["to"]).to_crs(crs)
    before = shot.answers(difference["from"])["answer"].reindex(after.index)
    moved = after["answer"] != before
    first, second = (day_in_words(date.fromisoformat(difference[end])) for end in ("from", "to"))
    title = f"Ground that moved, {first} to {second}"
    told = [
        (
            f"{name_of(shot, row['from'])} → {name_of(shot, row['to'])}: {row['km2']:,.1f} km²",
            colour_of(shot, row["to"]),
        )
        for row in difference["ground"]["moved"]
    ] or [("No ground moved", "#ffffff")]
    return _draw(shot, after.assign(moved=moved), (title, told), form)


def builds_picture(old: Snapshot, new: Snapshot, form: str) -> bytes:
    """Draw the ground that has another holder in the new build on the last day of both."""
    crs = new.package["measuring_crs"]
    day = min(old.package["last_day"], new.package["last_day"])
    both = gpd.overlay(
        old.answers(day).to_crs(crs)[["answer", "geometry"]],
        new.answers(day).to_crs(crs)[["answer", "geometry"]],
        how="intersection",
    )
    both = both.assign(answer=both["answer_2"], moved=both["answer_1"] != both["answer_2"])
    sums = both[both["moved"]].dissolve(["answer_1", "answer_2"]).area / 1e6
    title = f"Ground that differs on {day_in_words(date.fromisoformat(day))}"
    told = [
        (f"{name_of(new, a)} → {name_of(new, b)}: {km2:,.1f} km²", colour_of(new, b))
        for (a, b), km2 in sums.items()
    ] or [("The same holders", "#ffffff")]
    return _draw(new, both, (title, told), form)


def name_of(shot: Snapshot, holder: str) -> str:
    """Give the name of a party, or what stands for none."""
    names = {party["id"]: party["name"] for party in shot.package["parties"]}
    return str(names.get(holder, holder.capitalize() or "Nobody"))


def colour_of(shot: Snapshot, holder: str) -> str:
    """Give the colour of a party; contested ground is grey."""
    colours = {party["id"]: party["colour"] for party in shot.package["parties"]}
    return str(colours.get(holder, "#8a8f94"))


def _draw(
    shot: Snapshot, ground: gpd.GeoDataFrame, words: tuple[str, list[tuple[str, str]]], form: str
) -> bytes:
    size, theme = size_of("two-column"), theme_of("light")
    title, told = words
    sheet = Sheet(size, theme)
    foot = sheet.height - EDGE - LINE
    box = Box(EDGE, HEAD + LINE * len(told), sheet.width - EDGE, foot)
    bounds = tuple(_seen(ground))
    view = View.of(bounds, box, box)
    axes = sheet.axes(box)
    axes.set_xlim(view.west, view.east)
    axes.set_ylim(view.south, view.north)
    _paint(axes, shot, ground)
    land = shot.basemap[shot.basemap["layer"] == "country"].to_crs(ground.crs)
    lines = line_path(shapely.intersection(land.geometry.to_numpy(), view.area))
    if lines is not None:
        axes.add_patch(_patch(lines, facecolor="none", edgecolor=theme.border, linewidth=0.6))
    room = sheet.width - 2 * EDGE
    over = f"{shot.package['title']} · build {shot.package['build']}"
    sheet.write_within(EDGE, 16, over, Pen(size=size.small), room)
    sheet.write_within(EDGE, 32, title, Pen(size=size.title * TITLE, bold=True), room)
    body = Pen(size=size.body)
    for number, (line, colour) in enumerate(told):
        top = HEAD - 8 + LINE * number
        sheet.panel(Box(EDGE, top, EDGE + 14, top + 8), colour, theme.ink)
        sheet.write(EDGE + 20, top + 7.5, line, body)
    sources = ", ".join(sorted(set(shot.basemap["source"].astype(str)) - {""}))
    credit = (
        f"handover-map. Shapes: {sources}. The colours say nothing on whose ground it is in law."
    )
    sheet.write_within(EDGE, sheet.height - EDGE, credit, Pen(size=size.small), room)
    text = f"{title}. " + "; ".join(line for line, _ in told) + "."
    return write(sheet.figure, form, Caption(title, text, (shot.package["build"],)))


def _paint(axes: Any, shot: Snapshot, ground: gpd.GeoDataFrame) -> None:
    for answer, cells in ground.groupby("answer"):
        colour = colour_of(shot, str(answer))
        for moved, some in cells.groupby("moved"):
            path = polygon_path(some.geometry.to_list())
            if path is not None:
                look = {"alpha": None if moved else PALE, "linewidth": 0.7 if moved else 0.0}
                edge = "#14181c" if moved else "none"
                axes.add_patch(_patch(path, facecolor=colour, edgecolor=edge, **look))


def _patch(path: Any, **look: Any) -> Any:
    return PathPatch(path, **look)


def _seen(ground: gpd.GeoDataFrame) -> Any:
    """Give the bounds of what moved with room about it, or of all where nothing did."""
    moved = ground[ground["moved"]]
    shown = moved if not moved.empty else ground
    west, south, east, north = shown.total_bounds
    room = 0.35 * max(east - west, north - south)
    return west - room, south - room, east + room, north + room
