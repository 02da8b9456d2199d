"""The days in words, for the page: each sentence once, and for each day which of them it has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from geo.prose import DayWords
from geo.prose.phrasing import capital, closed
from geo.render.wanted import ProjectLike

NUMBER = re.compile(r"\d[\d,.]*\d|\d")
PLACE_OF_NUMBER = "#"


class Sentences:
    """
    Sentences, each once: forms with ``#`` for their numbers, and the numbers apart.

    Parameters
    ----------
    summaries
        Of the claims, which the page has already.
    """

    def __init__(self, summaries: Sequence[str]) -> None:
        self.forms: dict[str, int] = {}
        self.said: dict[tuple[int, str], int] = {}
        self._claims = {capital(closed(text)): -at - 1 for at, text in enumerate(summaries)}

    def __call__(self, text: str) -> int:
        """Give the position of a sentence; below nought, that of a claim's summary."""
        if text in self._claims:
            return self._claims[text]
        form, numbers = text, ""
        if PLACE_OF_NUMBER not in text:
            form, numbers = NUMBER.sub(PLACE_OF_NUMBER, text), " ".join(NUMBER.findall(text))
        row = self.forms.setdefault(form, len(self.forms)), numbers
        return self.said.setdefault(row, len(self.said))


def told_days(project: ProjectLike, lang: str, summaries: Sequence[str]) -> dict[str, Any]:
    """
    Give the days in words.

    Returns
    -------
    dict
        ``forms``; ``said``: form and numbers of each sentence; ``parts``: paragraphs, as lists of
        sentences; ``true`` and ``known``: for each day of the case its position in ``parts``.
    """
    words, sentences = DayWords(project, lang), Sentences(summaries)
    first, last = project.case.first_day, project.case.last_day
    days = [first + timedelta(days=past) for past in range((last - first).days + 1)]
    parts: dict[tuple[tuple[int, ...], ...], int] = {}

    def position(paragraphs: tuple[tuple[str, ...], ...]) -> int:
        row = tuple(tuple(map(sentences, part)) for part in paragraphs)
        return parts.setdefault(row, len(parts))

    true, known = (
        [position(words.paragraphs(day, known=clock)) for day in days] for clock in (False, True)
    )
    return {
        "forms": list(sentences.forms),
        "said": [[form, numbers] if numbers else [form] for form, numbers in sentences.said],
        "parts": [[list(part) for part in row] for row in parts],
        "true": true,
        "known": known,
    }
