"""The head and the foot of a figure: what stands above it and below it, whatever it shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.figures.furniture import credit_lines, draw_credit
from geo.figures.mapping import Scene
from geo.figures.sheet import LEADING, Box, Pen, Sheet

MARGIN = 9.0
TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """The words above a figure: the case, the headline, what more there is to say."""

    over: str
    title: str
    below: str


def draw_foot(sheet: Sheet, scene: Scene) -> Box:
    """Write the credit at the foot of a sheet; give what is left above it, within the margins."""
    inner = Box(MARGIN, MARGIN, sheet.width - MARGIN, sheet.height - MARGIN)
    lines = credit_lines(scene, inner.width, sheet.size.small)
    top = inner.bottom - len(lines) * sheet.size.small * LEADING
    draw_credit(sheet, lines, Box(inner.left, top, inner.right, inner.bottom))
    return Box(inner.left, inner.top, inner.right, top - sheet.size.small)


def draw_head(sheet: Sheet, telling: Telling, box: Box, *, lines: int = 3) -> float:
    """Write what stands above a figure from the top of a box; give the lower end."""
    size = sheet.size
    quiet = Pen(size.small * 1.08, colour=sheet.theme.ink2)
    y = sheet.paragraph(box, telling.over, quiet, lines=1)
    box = replace(box, top=y + size.small * 0.2)
    most = TITLE_LINES + 2 * (size.arrangement == "beside")
    y = sheet.paragraph(box, telling.title, Pen(size.title, bold=True), lines=most)
    box = replace(box, top=y + size.body * 0.25)
    return sheet.paragraph(box, telling.below, replace(quiet, size=size.body), lines=lines)
