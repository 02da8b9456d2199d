"""All figures of a case: each with its caption, its data, and as files for the pack."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matplotlib.figure import Figure

from geo.figures.daily import DayFigure, Request, Telling
from geo.figures.files import FORMS, Caption, write
from geo.figures.mapping import Scene
from geo.figures.names import Names, long_day
from geo.figures.style import text
from geo.figures.telling import DayWords
from geo.keydays import key_days
from geo.project import Project

KINDS = ("day", "course", "area", "schedule")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure with its name, what is told of it, and the records it is drawn from."""

    name: str
    figure: Figure
    caption: Caption
    rows: Sequence[Mapping[str, object]]

    def files(self, forms: Sequence[str] = FORMS) -> dict[str, bytes | str]:
        """Give the figure in some forms, its words and its data, by the names of the files."""
        found: dict[str, bytes | str] = {
            f"{self.name}.{form}": write(self.figure, form, self.caption) for form in forms
        }
        found[f"{self.name}.txt"] = f"{self.caption.words}\n"
        found[f"{self.name}.csv"] = as_csv(self.rows)
        return found


class Figures:
    """
    The figures of a case in one look.

    Parameters
    ----------
    project
        The case.
    size, theme
        Names from ``style.toml``.
    known
        Draw what had been published on each day, not what is known now.
    lang
        Language of names; empty for the case's first.
    """

    def __init__(
        self,
        project: Project,
        *,
        size: str = "two-column",
        theme: str = "light",
        known: bool = False,
        lang: str = "",
    ) -> None:
        self._project, self._size, self._theme = project, size, theme
        self._known, self._lang = known, lang

    def day(self, day: date) -> Drawn:
        """Draw a day."""
        words = self._words
        sentences = words.sentences(day, known=self._known)
        over = f"{self._names.title} · {long_day(day)}"
        if self._known:
            over = f"{over}, {text('day.as_known')}"
        telling = Telling(over, words.title(day, known=self._known), " ".join(sentences))
        request = Request(day, self._size, self._theme, known=self._known, lang=self._lang)
        figure = DayFigure(self._scene, request, telling)
        caption = self._caption(telling.title, words.text(day, known=self._known), long_day(day))
        name = f"{self._project.case.id}-{day.isoformat()}{'-known' if self._known else ''}"
        return Drawn(name, figure.figure, caption, figure.rows())

    def all(self, days: Sequence[date] = (), kinds: Sequence[str] = KINDS) -> Iterator[Drawn]:
        """Draw figures of some kinds; a day each for the key days where none are named."""
        for day in (days or key_days(self._project)) if "day" in kinds else ():
            yield self.day(day)

    @cached_property
    def _scene(self) -> Scene:
        return Scene(self._project)

    @cached_property
    def _names(self) -> Names:
        return Names(self._project, self._lang)

    @cached_property
    def _words(self) -> DayWords:
        return DayWords(self._project)

    def _caption(self, title: str, words: str, *keywords: str) -> Caption:
        build = text("credit.build", build=self._project.build_id)
        return Caption(title, words, (self._names.title, *keywords, build))


def day_figure(
    project: Project, day: date, *, size: str = "two-column", theme: str = "light"
) -> Figure:
    """Draw a day of a case."""
    return Figures(project, size=size, theme=theme).day(day).figure


def figure_files(
    project: Project,
    *,
    size: str = "two-column",
    theme: str = "light",
    forms: Sequence[str] = FORMS,
) -> dict[str, bytes | str]:
    """
    Give all figures of a case as files: one per key day, the course, and two charts.

    Returns
    -------
    dict
        By name, such as ``karabakh-2020-2020-11-25.svg``: each figure in each form, its words
        (``.txt``) and the records it is drawn from (``.csv``).
    """
    found: dict[str, bytes | str] = {}
    for drawn in Figures(project, size=size, theme=theme).all():
        found |= drawn.files(forms)
    return found


def as_csv(rows: Sequence[Mapping[str, object]]) -> str:
    """Write records as CSV; the columns are those of all of them, in their order."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
