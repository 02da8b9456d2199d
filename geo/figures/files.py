"""
Figures as files: SVG, PDF and PNG with their words inside, and the same bytes for the same inputs.

No date, no version and no random id goes into a file.  SVG keeps text as text, with a stack of
fonts that measure alike; the halo of its labels is a stroke beneath the letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from io import BytesIO, StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from geo.errors import RenderError
from geo.figures.lettering import FAMILY, Words
from geo.figures.sheet import DPI
from geo.figures.subsets import without_layout_tables

FORMS = ("svg", "pdf", "png")
FAMILIES = f"'{FAMILY}', 'Bitstream Vera Sans', Verdana, 'Noto Sans', sans-serif"
SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "handover-map",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "path.simplify": False,
    "text.hinting": "none",
}
PNG_LEVEL = 3
LONGEST_NOTE = 60_000
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0, section 2.2


@dataclass(frozen=True, slots=True)
class Caption:
    """
    What is told of a figure inside its file.

    Attributes
    ----------
    title
        One line.
    words
        What the figure shows, as text for those who do not see it.
    keywords
        Such as the case, the day and the build.
    lang
        Language of the words.
    """

    title: str
    words: str
    keywords: tuple[str, ...] = ()
    lang: str = "en"


def write(figure: Figure, form: str, caption: Caption) -> bytes:
    """
    Give a figure as the bytes of a file.

    Parameters
    ----------
    figure
        As drawn.
    form
        ``svg``, ``pdf`` or ``png``.
    caption
        Goes into the file's metadata.

    Raises
    ------
    RenderError
        There is no such form.
    """
    if form not in FORMS:
        raise RenderError(f"{form!r} is no form of a figure; write one of {', '.join(FORMS)}")
    for words in _words(figure):
        words.stroked = form != "svg"
    with mpl.rc_context(SETTINGS):
        return {"svg": _svg, "pdf": _pdf, "png": _png}[form](figure, caption)


def _svg(figure: Figure, caption: Caption) -> bytes:
    for number, words in enumerate(_words(figure)):
        halo = f"{words.halo_width:.2f}-{words.halo.removeprefix('#')}" if words.halo else ""
        words.set_gid(f"words-{number}-{words.lang}-{halo}")
    file = StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Type", "Format"))
    metadata = nothing | {"Keywords": list(caption.keywords)}
    figure.savefig(file, format="svg", metadata=metadata)
    text = file.getvalue()
    text = text.replace(f"font-family: '{FAMILY}'", f"font-family: {FAMILIES}")
    text = re.sub(r'(?<= d=")[^"]+', _rounded, text)
    text = re.sub(r'<g id="words-\d+-([\w-]*?)-([\d.]*)-?(\w*)">', _group, text)
    head = (
        f' role="img" aria-labelledby="title desc" lang="{escape(caption.lang)}">\n'
        f' <title id="title">{_safe(caption.title)}</title>\n'
        f' <desc id="desc">{_safe(caption.words)}</desc>'
    )
    text = re.sub(r"(<svg [^>]*?)>", lambda found: found[1] + head, text, count=1)
    return UNFIT.sub("\ufffd", text).encode("utf-8")


def _rounded(path: re.Match[str]) -> str:
    """Leave hundredths of a point in a path: a thousandth of it is what a press resolves."""
    return re.sub(r"(\.\d\d)\d+", r"\1", path[0])


def _group(found: re.Match[str]) -> str:
    lang, halo_width, halo = found.groups()
    attributes = f' lang="{lang}"' if lang else ""
    if halo:
        attributes += (
            f' paint-order="stroke" stroke="#{halo}" stroke-width="{halo_width}"'
            ' stroke-linejoin="round"'
        )
    return f"<g{attributes}>"


def _pdf(figure: Figure, caption: Caption) -> bytes:
    metadata = {
        "Title": caption.title,
        "Subject": caption.words,
        "Keywords": ", ".join(caption.keywords),
        "CreationDate": None,
        "Creator": "handover-map",
        "Producer": None,
    }
    file = BytesIO()
    with without_layout_tables():
        figure.savefig(file, format="pdf", metadata=metadata)
    return file.getvalue()


def _png(figure: Figure, caption: Caption) -> bytes:
    metadata = {
        "Title": caption.title,
        "Description": caption.words[:LONGEST_NOTE],
        "Keywords": ", ".join(caption.keywords),
        "Software": None,
    }
    level = {"compress_level": PNG_LEVEL}
    file = BytesIO()
    figure.savefig(file, format="png", dpi=DPI, metadata=metadata, pil_kwargs=level)
    return file.getvalue()


def _words(figure: Figure) -> list[Words]:
    every = (words for axes in figure.axes for words in axes.texts)
    return [words for words in every if isinstance(words, Words)]


def _safe(words: str) -> str:
    """Escape words for XML."""
    return escape(words, quote=False)
