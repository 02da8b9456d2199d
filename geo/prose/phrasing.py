"""Names, days and areas as the sentences of a day write them, and the templates they fill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from gettext import c2py
from typing import Any

from geo.records import Place
from geo.texts import page_texts

WHOLE_KM2 = 10
OWN_KIND = re.compile("district|region|oblast|raion|corridor", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Phrasing:
    """
    The words of a case, in one language.

    Parameters
    ----------
    project
        Whose names they are.
    lang
        Language of templates and names.
    """

    def __init__(self, project: Any, lang: str) -> None:
        self._texts, self._lang, self._case = page_texts(lang), lang, project.case
        self._plural = c2py(str(self._texts["language"]["plural"]))
        self._forms = list(self._texts["language"]["forms"])

    def __call__(self, key: str, **values: str | int) -> str:
        """Fill a template of ``[prose]``; ``n`` chooses its form and is written in words."""
        return self._fill(self._texts["prose"][key], **values)

    def name(self, place: Place | None) -> str:
        """Give a place's name."""
        return place.label(self._lang) if place else self("somewhere")

    def named(self, place: Place | None) -> str:
        """Give a place's name; a district is called one, for its town may have the same name."""
        name = self.name(place)
        if place and place.kind == "district" and not OWN_KIND.search(name):
            return self._fill(self._texts["place"]["named_district"], name=name)
        return name

    def party(self, actor: str) -> str:
        """Give the name of an actor's party, or of one who has none."""
        known = self._case.actors.get(actor)
        party = self._case.parties.get((known.party if known else "") or actor)
        names = party.names if party else (getattr(known, "names", None) or {})
        spelled = actor.replace("-", " ")
        return names.get(self._lang) or names.get("en") or next(iter(names.values()), spelled)

    def long(self, day: date) -> str:
        """Write a day with its year."""
        return self._date("long", day)

    def middle(self, day: date) -> str:
        """Write a day; with its year where the case spans several."""
        first, last = self._case.first_day, self._case.last_day
        spans = (last - first).days > DAYS_OF_ONE_YEAR or not first <= day <= last
        return self._date("long" if spans else "middle", day)

    def km2(self, area: float) -> str:
        """Write an area: whole from ten on, with one decimal below."""
        number = f"{area:,.0f}" if area >= WHOLE_KM2 - 0.05 else f"{area:.1f}"
        return self("km2", number=number)

    def listed(self, names: Sequence[str], most: int) -> str:
        """Join names; from more than ``most`` the rest is a number."""
        if len(names) <= most + 1:
            return self.joined(names)
        shown = self._text("count", "comma").join(names[:most])
        return self("and_more", names=shown, n=len(names) - most)

    def joined(self, names: Sequence[str]) -> str:
        """Join names by commas and, before the last, by "and"."""
        if not names:
            return self("somewhere")
        head, tail = names[:-1], names[-1]
        return self._text("count", "and").join(
            [self._text("count", "comma").join(head), tail] if head else [tail]
        )

    def _date(self, form: str, day: date) -> str:
        months = list(self._texts["date"]["months"])
        words = {"day": str(day.day), "month": months[day.month - 1], "year": str(day.year)}
        return self._fill(self._texts["date"][form], **words)

    def _text(self, group: str, key: str) -> str:
        return str(self._texts[group][key])

    def _fill(self, form: Any, **values: str | int) -> str:
        if isinstance(form, dict):
            category = self._forms[self._plural(int(values["n"]))]
            form = form.get(category, form["other"])
        return PLACEHOLDER.sub(lambda hit: self._shown(values[hit[1]]), form)

    def _shown(self, value: str | int) -> str:
        if isinstance(value, str):
            return value
        words = self._texts["count"]["words"]
        return words[value] if value < len(words) else f"{value:,}"  # type: ignore[index]


DAYS_OF_ONE_YEAR = 330


def capital(text: str) -> str:
    """Begin a sentence with a capital letter."""
    return text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """Give a sentence without its full stop, as a heading has it."""
    return text.removesuffix(".")


def closed(text: str) -> str:
    """End a sentence that has no end."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
