"""
What places, parties and days are called in a figure, in the language asked for.

This module knows nothing of paper.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from geo.figures.style import months, text
from geo.project import Project
from geo.records import Event, Interval, Kind, Place

KIND_WORD = re.compile(r"\s+(district|region|raion|rayonu?|rayon)$", re.IGNORECASE)
SCRIPTS = {"hy": "ARMENIAN", "ru": "CYRILLIC", "ka": "GEORGIAN", "fa": "ARABIC"}
SETTLEMENTS = ("city", "town", "village", "settlement", "hamlet")
DEEPEST = 9


class Names:
    """
    The names of a case in one language.

    Parameters
    ----------
    project
        The case.
    lang
        Language of the names; empty for the case's first.
    """

    def __init__(self, project: Project, lang: str = "") -> None:
        self._project = project
        self.lang = lang or project.case.languages[0]

    @property
    def title(self) -> str:
        """The case's title."""
        return self._of(self._project.case.title)

    def party(self, party_id: str) -> str:
        """Give the name of a party, or the id of one that the case does not name."""
        party = self._project.case.parties.get(party_id)
        return self._of(party.names) if party else party_id

    def place(self, place: Place) -> str:
        """Give the name of a place: one in the language's own script before others."""
        own = [name.name for name in place.names if name.lang == self.lang]
        script = SCRIPTS.get(self.lang)
        fitting = [name for name in own if script and _is_in(name, script)]
        return (fitting or own or [place.label()])[0]

    def short(self, place: Place) -> str:
        """Give the name of a place without the word for its kind."""
        return KIND_WORD.sub("", self.place(place))

    def state(self, interval: Interval) -> str:
        """Say in few words what is special about a state: nothing where nothing is."""
        if interval.status == "agreed":
            due = interval.due
            return text("state.due", day=short_day(due)) if due else text("state.agreed")
        if interval.status == "contested":
            return text("state.contested")
        if interval.how == "handover":
            return text("state.handed", day=short_day(interval.since))
        return ""

    def fought_days(self, place: Place, day: date) -> str:
        """Give the days on which settlements in a place were announced taken, by a day."""
        days = [
            event.day
            for event in self._project.events
            if event.kind is Kind.CAPTURE
            and event.day is not None
            and event.day <= day
            and self._lies_in(event, place.place_id)
        ]
        if not days:
            return ""
        first, last = min(days), max(days)
        return short_day(first) if first == last else f"{short_day(first)}–{short_day(last)}"

    def _lies_in(self, event: Event, place_id: str) -> bool:
        inner = self._project.places.get(event.place_id)
        for _ in range(DEEPEST):
            if inner is None:
                return False
            if inner.within == place_id:
                return True
            inner = self._project.places.get(inner.within)
        return False

    def _of(self, names: Mapping[str, str]) -> str:
        return names.get(self.lang) or names.get("en") or next(iter(names.values()))


def long_day(day: date) -> str:
    """Write a day out: 25 November 2020."""
    return f"{day.day} {months()[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Write a day in short: 25 Nov."""
    return f"{day.day} {months()[day.month - 1][:3]}"


def number(value: float) -> str:
    """Write a number of km² as a key shows it: whole, with commas; a dash for none."""
    return "–" if value < 0.5 else f"{value:,.0f}"  # noqa: PLR2004 - rounds to none


def _is_in(name: str, script: str) -> bool:
    return any(unicodedata.name(sign, "").startswith(script) for sign in name)
