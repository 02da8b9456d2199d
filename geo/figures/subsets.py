"""
Leave out of a PDF's fonts what lays text out: in a PDF every letter has its place already.

matplotlib cuts fonts down to the letters in use with fontTools, which reads the layout tables,
the characters and the names of all letters first; with DejaVu that takes as long as the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from fontTools import subset
from fontTools.ttLib import newTable

# Layout, and the way from characters to letters: a PDF names letters by their number.
NEEDLESS_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern", "cmap", "OS/2")


_WIDTHS: dict[str, dict[str, tuple[int, int]]] = {}


@cache
def _all_names(count: int) -> tuple[str, ...]:
    return tuple(f"glyph{number:05}" for number in range(count))


def _names(count: int) -> list[str]:
    return list(_all_names(count))


def _widths(file: str, font: Any) -> Any:
    """Give the table of widths of a font file, whose thousands of rows are read once."""
    if file not in _WIDTHS:
        _WIDTHS[file] = dict(font["hmtx"].metrics)
    table = newTable("hmtx")
    table.metrics = dict(_WIDTHS[file])
    return table


@contextmanager
def without_layout_tables() -> Iterator[None]:
    """Let fonts be cut down without layout tables and names of letters inside the block."""
    usual = subset.load_font

    def load_font(file: Any, options: Any, **more: Any) -> Any:
        options.glyph_names = False
        font = usual(file, options, **more | {"dontLoadGlyphNames": True})
        font.setGlyphOrder(_names(font["maxp"].numGlyphs))
        font["hmtx"] = _widths(str(file), font)
        for tag in NEEDLESS_TABLES:
            if tag in font:
                del font[tag]
        return font

    subset.load_font = load_font
    try:
        yield
    finally:
        subset.load_font = usual
