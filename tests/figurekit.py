"""What tests ask of a drawn figure: the boxes of its letters, and the colours of its pixels."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image

SLACK_PX = 1.0


def letters(figure):
    """Every text that is seen, with its box in pixels as the renderer gives it."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    shown = [text for text in figure.findobj(Text) if text.get_text().strip() and is_seen(text)]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in shown]


def is_seen(text):
    """Whether a text is drawn: texts of switched-off axes are not."""
    if text.axes is not None and not text.axes.axison:
        return text in text.axes.texts or text.figure is None
    return text.get_visible()


def overlaps(figure):
    """Pairs of texts whose boxes meet by more than a pixel."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(letters(figure), 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > SLACK_PX
        and min(a.y1, b.y1) - max(a.y0, b.y0) > SLACK_PX
    ]


def cut_off(figure):
    """Texts that do not lie on the figure whole."""
    wide, high = figure.bbox.width, figure.bbox.height
    return [
        words
        for words, box in letters(figure)
        if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high
    ]


def pixels(png):
    """The pixels of a PNG, as an array of rows of red, green and blue."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def lightness(colour):
    """L* of a colour given as three numbers of 0 to 255 (CIE 15:2004, D65)."""
    parts = np.asarray(colour, dtype=float) / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    y = float(linear @ (0.2126729, 0.7151522, 0.0721750))
    return 116 * y ** (1 / 3) - 16 if y > (6 / 29) ** 3 else y * 24389 / 27
