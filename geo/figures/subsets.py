"""
Leave out of a PDF's fonts what lays text out: in a PDF every letter has its place already.

matplotlib cuts fonts down to the letters in use with fontTools, which reads the layout tables and
the names of all letters first; with DejaVu that takes as long as the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fontTools import subset

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern")


@contextmanager
def without_layout_tables() -> Iterator[None]:
    """Let fonts be cut down without layout tables and names of letters inside the block."""
    usual = subset.load_font

    def load_font(file: Any, options: Any, **more: Any) -> Any:
        options.glyph_names = False
        font = usual(file, options, **more | {"dontLoadGlyphNames": True})
        for tag in LAYOUT_TABLES:
            if tag in font:
                del font[tag]
        return font

    subset.load_font = load_font
    try:
        yield
    finally:
        subset.load_font = usual
