"""
Find room for labels: each tries its places in order and is left out rather than overlapped.

Boxes are in points of the sheet.  This module knows nothing of maps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from geo.figures.sheet import ASCENT, DESCENT, Box, Pen

GAP = 1.2


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label."""

    words: str
    pen: Pen

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.pen.size

    @property
    def width(self) -> float:
        """The width in points."""
        return self.pen.width(self.words)


@dataclass(frozen=True, slots=True)
class Label:
    """
    What is to be written.

    Attributes
    ----------
    rank
        The lower, the sooner it is placed; then by ``order``.
    lines
        From top to bottom.
    spots
        Where it may stand, the best first: x, y and alignment of the middle of its box's edge
        (``left``: x is its left edge) or of the box itself (``center``).
    dot
        The point it belongs to: drawn with it, and left out with it; None for none.
    leader
        The point that a thin line leads to from wherever it stands; None for none.
    """

    rank: float
    order: float
    lines: tuple[Line, ...]
    spots: tuple[tuple[float, float, str], ...]
    dot: tuple[float, float] | None = None
    leader: tuple[float, float] | None = None

    @property
    def width(self) -> float:
        """The width of the widest line."""
        return max(line.width for line in self.lines)

    @property
    def height(self) -> float:
        """The height of all lines."""
        return sum(line.size * (ASCENT + DESCENT) for line in self.lines)

    def box_at(self, spot: tuple[float, float, str]) -> Box:
        """Give the box that it takes at a spot."""
        x, y, align = spot
        left = x - self.width * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        return Box(left, y - self.height / 2, left + self.width, y + self.height / 2)


@dataclass(slots=True)
class Room:
    """
    What is free on the sheet.

    Attributes
    ----------
    frame
        Labels stay inside.
    taken
        Boxes that no label may meet.
    """

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def is_free(self, box: Box, gap: float = GAP) -> bool:
        """Tell whether a box lies in the frame and meets nothing."""
        return box.inside(self.frame) and not any(box.meets(other, gap) for other in self.taken)

    def place(self, labels: Iterable[Label]) -> list[tuple[Label, tuple[float, float, str]]]:
        """Place labels in the order of rank; give those that found a spot, with it."""
        found = []
        for label in sorted(labels, key=lambda one: (one.rank, one.order)):
            spot = self._spot(label)
            if spot is not None:
                self.taken.append(label.box_at(spot))
                if label.dot is not None:
                    self.taken.append(Box(*label.dot, *label.dot).padded(2.2))
                found.append((label, spot))
        return found

    def _spot(self, label: Label) -> tuple[float, float, str] | None:
        return next((spot for spot in label.spots if self.is_free(label.box_at(spot))), None)


def around(x: float, y: float, gap: float, height: float) -> tuple[tuple[float, float, str], ...]:
    """Give the spots around a point: right, left, above, below, then the corners."""
    rings = (_ring(x, y, gap * further, height) for further in (1, 1.7))
    return tuple(spot for ring in rings for spot in ring)


def _ring(x: float, y: float, gap: float, height: float) -> tuple[tuple[float, float, str], ...]:
    up, down = y - gap - height / 2, y + gap + height / 2
    return (
        (x + gap, y, "left"),
        (x - gap, y, "right"),
        (x, up, "center"),
        (x, down, "center"),
        (x + gap * 0.6, up + gap * 0.5, "left"),
        (x + gap * 0.6, down - gap * 0.5, "left"),
        (x - gap * 0.6, up + gap * 0.5, "right"),
        (x - gap * 0.6, down - gap * 0.5, "right"),
    )


def fitting(spots: Sequence[tuple[float, float]]) -> tuple[tuple[float, float, str], ...]:
    """Make spots for the middle of a label."""
    return tuple((x, y, "center") for x, y in spots)
