"""
Leave out of a PDF's fonts what lays text out: in a PDF every letter has its place already.

matplotlib cuts fonts down to the letters in use with fontTools, which reads the layout tables,
the characters and the names of all letters first; with DejaVu that takes as long as the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fontTools import subset

# Layout, and the way from characters to letters: a PDF names letters by their number.
NEEDLESS_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern", "cmap", "OS/2")


@contextmanager
def without_layout_tables() -> Iterator[None]:
    """Let fonts be cut down without layout tables and names of letters inside the block."""
    usual = subset.load_font

    def load_font(file: Any, options: Any, **more: Any) -> Any:
        options.glyph_names = False
        font = usual(file, options, **more | {"dontLoadGlyphNames": True})
        font.setGlyphOrder([f"glyph{number:05}" for number in range(font["maxp"].numGlyphs)])
        for tag in NEEDLESS_TABLES:
            if tag in font:
                del font[tag]
        return font

    subset.load_font = load_font
    try:
        yield
    finally:
        subset.load_font = usual
