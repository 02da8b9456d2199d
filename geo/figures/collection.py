"""All figures of a case: each with its caption, its data, and as files for the pack."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matplotlib.figure import Figure

from geo.figures.charts import AreaChart
from geo.figures.course import CourseFigure
from geo.figures.daily import DayFigure, Request
from geo.figures.files import FORMS, Caption, write
from geo.figures.heads import Telling
from geo.figures.key import look_words
from geo.figures.mapping import Scene
from geo.figures.names import Names, long_day, number
from geo.figures.schedule import ScheduleChart
from geo.figures.style import text
from geo.keydays import key_days
from geo.project import Project
from geo.prose import DayWords

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

    def prepare(self) -> None:
        """Make what all figures share, before several processes draw them."""
        ground = self._scene.ground
        _ = ground.basemap, ground.areas, ground.looks, ground.outline
        _ = self._scene.points, self._words

    def day(self, day: date) -> Drawn:
        """Draw a day."""
        words, title = self._words, self._words.title(day, known=self._known)
        more = [
            sentence
            for sentence in words.sentences(day, known=self._known)
            if sentence.rstrip(".").casefold() not in title.casefold()
        ]
        telling = Telling(self._names.title, title, " ".join(more))
        request = Request(day, self._size, self._theme, known=self._known, lang=self._lang)
        figure = DayFigure(self._scene, request, telling)
        caption = self._caption(telling.title, words.text(day, known=self._known), long_day(day))
        name = f"{self._project.case.id}-{day.isoformat()}{'-known' if self._known else ''}"
        return Drawn(name, figure.figure, caption, figure.rows())

    def course(self) -> Drawn:
        """Draw the key days as small maps."""
        days = {day: self._short_title(day) for day in key_days(self._project)}
        first, last = (long_day(day) for day in (min(days), max(days)))
        title = text("course.title", count=len(days), first=first, last=last)
        telling = Telling(self._names.title, title, text("course.below"))
        figure = CourseFigure(
            self._scene, self._names, self._look, telling, days, known=self._known
        )
        listed = "; ".join(long_day(day) for day in days)
        words = [text("course.shows", days=listed), *(f"{self._held(day)}" for day in days)]
        return self._drawn("course", telling, words, figure)

    def area(self) -> Drawn:
        """Draw the ground of each holder over time."""
        case = self._project.case
        first, last = long_day(case.first_day), long_day(case.last_day)
        title = text("area.title", first=first, last=last)
        telling = Telling(self._names.title, title, text("area.below"))
        days = key_days(self._project)
        figure = AreaChart(self._scene, self._names, self._look, telling, days)
        return self._drawn("area", telling, [self._held(day) for day in days], figure)

    def schedule(self) -> Drawn:
        """Draw scheduled against actual days."""
        telling = Telling(self._names.title, text("schedule.title"), text("schedule.below"))
        figure = ScheduleChart(self._scene, self._names, self._look, telling)
        return self._drawn("schedule", telling, figure.sentences(), figure)

    def all(self, days: Sequence[date] = (), kinds: Sequence[str] = KINDS) -> Iterator[Drawn]:
        """Draw figures of some kinds; a day each for the key days where none are named."""
        if "day" in kinds:
            yield from (self.day(day) for day in days or key_days(self._project))
        makers = {"course": self.course, "area": self.area, "schedule": self.schedule}
        yield from (make() for kind, make in makers.items() if kind in kinds)

    @property
    def _look(self) -> tuple[str, str]:
        return self._size, self._theme

    def _drawn(
        self,
        kind: str,
        telling: Telling,
        words: Sequence[str],
        figure: CourseFigure | AreaChart | ScheduleChart,
    ) -> Drawn:
        title = f"{telling.over}: {telling.title}"
        caption = self._caption(title, "\n\n".join((title, telling.below, *words)), kind)
        known = "-known" if self._known and kind == "course" else ""
        name = f"{self._project.case.id}-{kind}{known}"
        return Drawn(name, figure.figure, caption, figure.rows())

    def _held(self, day: date) -> str:
        sums = self._scene.ground.km2(day, day if self._known else None)
        looks, fought = self._scene.ground.looks, self._scene.ground.fought
        parts = [
            text("area.held", words=look_words(look, looks, self._names, fought), km2=number(km2))
            for look, km2 in sorted(sums.items(), key=lambda one: -one[1])
        ]
        return text("area.shows", day=long_day(day), held="; ".join(parts))

    def _short_title(self, day: date) -> str:
        title = self._words.title(day, known=self._known)
        words = title.removeprefix(long_day(day)).lstrip(":, ")
        return words[:1].upper() + words[1:]

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


def course_figure(project: Project, *, size: str = "two-column", theme: str = "light") -> Figure:
    """Draw the whole course of a case as small maps."""
    return Figures(project, size=size, theme=theme).course().figure


def area_chart(project: Project, *, size: str = "two-column", theme: str = "light") -> Figure:
    """Draw the ground of each holder over time."""
    return Figures(project, size=size, theme=theme).area().figure


def schedule_chart(project: Project, *, size: str = "two-column", theme: str = "light") -> Figure:
    """Draw scheduled against actual days."""
    return Figures(project, size=size, theme=theme).schedule().figure


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
