"""
Leave out of a PDF's fonts what lays text out: in a PDF every letter has its place already.

matplotlib cuts fonts down to the letters in use with fontTools, which follows ligatures and
alternates through the layout tables first; with DejaVu that takes as long as the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fontTools.subset import Options

LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern")


@contextmanager
def without_layout_tables() -> Iterator[None]:
    """Let fonts be cut down without their layout tables inside the block."""
    usual = Options._drop_tables_default
    Options._drop_tables_default = [*usual, *LAYOUT_TABLES]
    try:
        yield
    finally:
        Options._drop_tables_default = usual
