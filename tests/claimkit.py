"""An invented world for tests of claims: Doria, the Velts, and places that lie nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from geo.articles import article_of
from geo.claims import ClaimReader, FoundClaim, Unused
from geo.claims.vocabulary import Vocabulary, load_vocabulary
from geo.toponyms import Toponym

STATES = {"Doria": ["Dorian", "Dorians", "Mirel"], "Velts": ["Velt", "Sorvan"]}
PLACES = {
    "Orrin district": ("orrin-district", "district"),
    "Lund district": ("lund-district", "district"),
    "Orrin region": ("orrin-region", "region"),
    "Tarn corridor": ("tarn-corridor", "corridor"),
    "Orrin": ("orrin", "town"),
    "Lund": ("lund", "town"),
    "Kell": ("kell", "village"),
    "Doria": ("doria", "country"),
}
PUBLISHED = date(2021, 5, 12)  # a Wednesday


def vocabulary() -> Vocabulary:
    """The shipped rules, with two invented states beside the real ones."""
    shipped = load_vocabulary()
    states = {**shipped.parties["states"], **STATES}
    return replace(shipped, parties={**shipped.parties, "states": states})


def places_in(text: str) -> list[Toponym]:
    """Toponyms of the invented places, longest names first."""
    names = sorted(PLACES, key=len, reverse=True)
    return [
        Toponym(
            *(m.start(), m.end(), m.group(), PLACES[m.group()][0], m.group()),
            *(PLACES[m.group()][1], 10.0, 50.0, "location", "", 1.0),
        )
        for m in re.finditer(rf"\b(?:{'|'.join(names)})\b", text)
    ]


def read(text: str) -> tuple[tuple[FoundClaim, ...], tuple[Unused, ...]]:
    """What the shipped rules make of a text of the invented world."""
    reader = ClaimReader(vocabulary=vocabulary())
    return reader.read(article_of(text, published=PUBLISHED), places_in(text))


def claims(text: str) -> tuple[FoundClaim, ...]:
    """The claims of a text of the invented world."""
    return read(text)[0]
