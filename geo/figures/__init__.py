"""
Figures of a case for print, slides and reports, drawn with matplotlib: no browser.

``Figures`` draws them; ``figure_files`` gives a whole set as files for the report pack.
"""

from __future__ import annotations

from geo.errors import RenderError

try:
    import matplotlib as mpl  # noqa: F401
    import matplotlib_scalebar  # noqa: F401
except ModuleNotFoundError as error:
    raise RenderError(f"{error.name} is missing: pip install 'handover-map[figures]'") from error

from geo.figures.collection import (
    KINDS,
    Figures,
    area_chart,
    course_figure,
    day_figure,
    figure_files,
    schedule_chart,
)
from geo.figures.files import FORMS, Caption, write

__all__ = [
    "FORMS",
    "KINDS",
    "Caption",
    "Figures",
    "area_chart",
    "course_figure",
    "day_figure",
    "figure_files",
    "schedule_chart",
    "write",
]
