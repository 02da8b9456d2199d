"""
Sizes, themes and fixed words of the figures, read from ``style.toml`` and ``texts.toml``.

Lengths are in points, 1/72 inch, unless their name says otherwise.  This module draws nothing.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from geo.errors import RenderError

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Size:
    """
    How large a figure is, and the letters in it.

    Attributes
    ----------
    arrangement
        Where words and key stand: ``card`` on the map, ``below`` it, or ``beside`` it.
    title, body, label, small
        Sizes of letters.
    stroke
        What widths of lines are multiplied by.
    symbol
        Width of the symbol of a post.
    wordy
        Whether labels have second lines, and posts their names.
    towns
        How many towns are written at most, on the ground and again about it.
    """

    width_mm: float
    height_mm: float
    arrangement: str
    title: float
    body: float
    label: float
    small: float
    stroke: float
    symbol: float
    wordy: bool
    towns: int

    @property
    def width(self) -> float:
        """The width in points."""
        return self.width_mm * POINTS_PER_MM

    @property
    def height(self) -> float:
        """The height in points."""
        return self.height_mm * POINTS_PER_MM


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of all that is not a party's ground; ``grey_safe`` spreads the parties' lightness."""

    paper: str
    ink: str
    ink2: str
    ink3: str
    rule: str
    rule2: str
    land: str
    land2: str
    water: str
    water_ink: str
    border: str
    unit: str
    map_ink: str
    edge: str
    halo: str
    grey_safe: bool


def size_of(name: str) -> Size:
    """
    Give a size by its name.

    Raises
    ------
    RenderError
        There is no such size.
    """
    return Size(**_table("size", name))


def theme_of(name: str) -> Theme:
    """
    Give a theme by its name.

    Raises
    ------
    RenderError
        There is no such theme.
    """
    return Theme(**_table("theme", name))


def names_of(group: str) -> tuple[str, ...]:
    """Give the names of all sizes or themes, in the order of the file."""
    return tuple(_read("style.toml")[group])


def text(key: str, **values: object) -> str:
    """Give a fixed text, such as ``key.agreed``, with its values filled in."""
    group, _, name = key.partition(".")
    words: str = _read("texts.toml")[group][name]
    return words.format(**values)


def months() -> tuple[str, ...]:
    """Give the names of the months, January first."""
    return tuple(_read("texts.toml")["months"])


def _table(group: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] | None = _read("style.toml")[group].get(name)
    if found is None:
        raise RenderError(f"{name!r} is no {group}; write one of {', '.join(names_of(group))}")
    return found


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("geo.figures") / name).read_text("utf-8"))
