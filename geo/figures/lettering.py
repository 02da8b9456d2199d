"""
Letters: plain words in a font that holds the four scripts, measured before they are drawn.

All text is drawn with DejaVu Sans, which comes with matplotlib, so that every machine draws the
same.  This module knows nothing of maps.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patheffects import Stroke
from matplotlib.text import Text
from matplotlib.textpath import text_to_path

FAMILY = "DejaVu Sans"
FACES = {
    ("normal", False): "DejaVuSans.ttf",
    ("bold", False): "DejaVuSans-Bold.ttf",
    ("normal", True): "DejaVuSans-Oblique.ttf",
    ("bold", True): "DejaVuSans-BoldOblique.ttf",
}
UNKNOWN = "\ufffd"
MORE = "…"
LONGEST = 2000
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
DOTTED = str.maketrans({"i": "İ", "ı": "I"})


@cache
def font(*, bold: bool = False, slanted: bool = False) -> FontProperties:
    """Give a face of the font, without a size."""
    name = FACES["bold" if bold else "normal", slanted]
    return FontProperties(
        family=FAMILY,
        weight="bold" if bold else "normal",
        style="oblique" if slanted else "normal",
        fname=str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name),
    )


@cache
def _letters() -> frozenset[int]:
    return frozenset(get_font(str(font().get_file())).get_charmap())


@lru_cache(maxsize=4096)
def plain(words: str) -> str:
    """
    Make one line of words: no control signs, single blanks, nothing that the font cannot draw.

    What the font has no sign for becomes the replacement character.
    """
    kept = (" " if sign.isspace() else sign for sign in words[:LONGEST])
    seen = "".join(one for one in kept if one == " " or unicodedata.category(one) not in UNSEEN)
    line = " ".join(seen.split())
    return "".join(sign if ord(sign) in _letters() else UNKNOWN for sign in line)


def capitals(words: str, lang: str) -> str:
    """Write words in capitals; Turkish and Azerbaijani keep the dot of their i."""
    return (words.translate(DOTTED) if lang in ("az", "tr") else words).upper()


@lru_cache(maxsize=8192)
def width(words: str, size: float, *, bold: bool = False, slanted: bool = False) -> float:
    """Give the width of one line, in points."""
    face = font(bold=bold, slanted=slanted).copy()
    face.set_size(size)
    wide, _, _ = text_to_path.get_text_width_height_descent(words, face, ismath=False)
    return float(wide)


def wrap(
    words: str, limit: float, size: float, *, lines: int = 99, bold: bool = False
) -> list[str]:
    """
    Break words into lines no wider than a limit; what is beyond the last line is an ellipsis.

    A single word that is too wide is cut.
    """
    found: list[str] = [""]
    for word in plain(words).split(" "):
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and _is_wider(longer, limit, size, bold=bold):
            found.append(word)
        else:
            found[-1] = longer
    if len(found) > lines:
        last = found[lines - 1]
        while " " in last and width(f"{last} {MORE}", size, bold=bold) > limit:
            last = last.rpartition(" ")[0]
        found = [*found[: lines - 1], f"{last} {MORE}"]
    return [cut(line, limit, size, bold=bold) for line in found if line]


def _is_wider(line: str, limit: float, size: float, *, bold: bool) -> bool:
    """Tell whether a line is wider than a limit; measured whole where its words leave a doubt."""
    words = line.split(" ")
    blank = width("n n", size, bold=bold) - width("nn", size, bold=bold)
    told = sum(width(word, size, bold=bold) for word in words) + blank * (len(words) - 1)
    return told > limit if abs(told - limit) > size else width(line, size, bold=bold) > limit


def cut(line: str, limit: float, size: float, *, bold: bool = False) -> str:
    """Shorten a line until it is no wider than a limit."""
    if width(line, size, bold=bold) <= limit:
        return line
    bare = line.removesuffix(MORE).rstrip()
    while bare and width(f"{bare}{MORE}", size, bold=bold) > limit:
        bare = bare[:-1].rstrip()
    return f"{bare}{MORE}"


class Words(Text):
    """
    One line of text that is never read as mathematics, with a halo where it stands on a map.

    Attributes
    ----------
    halo
        Colour around the letters, empty for none; SVG draws it by its own means (``files``).
    halo_width
        In points.
    stroked
        Whether the halo is drawn as outlines of letters.
    """

    def __init__(self, x: float, y: float, words: str, **more: Any) -> None:
        self.halo = more.pop("halo", "")
        self.halo_width = more.pop("halo_width", 0.0)
        self.lang = more.pop("lang", "")
        self.stroked = True
        super().__init__(x, y, plain(words), parse_math=False, **more)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the halo, then the letters."""
        if self.halo and self.stroked and self.get_visible():
            self.set_path_effects([Stroke(linewidth=self.halo_width, foreground=self.halo)])
            super().draw(renderer)
            self.set_path_effects([])
        super().draw(renderer)
