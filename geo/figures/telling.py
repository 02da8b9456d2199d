"""The words of a day, until the page's own are shared."""

from __future__ import annotations

from datetime import date

from geo.figures.names import Names, long_day
from geo.project import Project
from geo.records import Kind


class DayWords:
    """The words of a day."""

    def __init__(self, project: Project) -> None:
        self._project, self._names = project, Names(project)

    def title(self, day: date, *, known: bool = False) -> str:  # noqa: ARG002
        """Name the day in one line."""
        return f"{self._names.title}, {long_day(day)}"

    def sentences(self, day: date, *, known: bool = False) -> tuple[str, ...]:
        """Say what happened, and who holds what."""
        known_on = day if known else None
        happened = [
            f"{event.claims[0].summary}"
            for event in self._project.events
            if event.day == day and event.kind is not Kind.CONTROL
        ]
        held = [
            f"{self._names.party(str(holder))} {km2:,.0f} km²"
            for holder, km2 in self._project.control.km2(day, known_on).items()
        ]
        return (*happened, f"Ground on {long_day(day)}: {', '.join(held)}.")

    def text(self, day: date, *, known: bool = False) -> str:
        """Give all of it."""
        return "\n\n".join((self.title(day, known=known), *self.sentences(day, known=known)))
