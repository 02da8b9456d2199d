"""
Read ``places.csv`` and ``names.csv``, and name each fault with its line.

It knows the columns and what may stand in them, and nothing of claims.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from geo.dates import read_edtf
from geo.errors import DateError, Fault
from geo.records import Name, Place

SETTLEMENT_KINDS = ("city", "town", "village")
PLACE_KINDS = (
    *SETTLEMENT_KINDS,
    "district",
    "oblast",
    "region",
    "country",
    "corridor",
    "road",
    "line",
    "airfield",
    "monastery",
    "area",
)
PLACE_COLUMNS = (
    "place_id",
    "kind",
    "lon",
    "lat",
    "radius_m",
    "within",
    "geonames_id",
    "wikidata_id",
    "source",
)
NAME_COLUMNS = ("place_id", "name", "lang", "script", "used_by", "since", "until", "source")
_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_SCRIPT = re.compile(r"[A-Z][a-z]{3}")

MISSING = ""  # what stands for a cell whose column is missing


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table and the line it stands on."""

    line: int
    cells: dict[str, str]


def read_places(text: str, file: str, faults: list[Fault]) -> dict[str, Place]:
    """
    Read the places.

    Parameters
    ----------
    text
        ``places.csv``, with the columns of ``PLACE_COLUMNS`` in this order.
    file
        Its path, for the faults.
    faults
        Where each fault is added; a row with a fault that leaves it readable is kept.

    Returns
    -------
    dict
        Places by id, without their names, in the order of the file.
    """
    places: dict[str, Place] = {}
    lines: dict[str, int] = {}
    for row in _rows(text, PLACE_COLUMNS, file, faults):
        report = _reporter(file, row.line, faults)
        place = _place(row.cells, report)
        if place.place_id in places:
            report(
                f"place_id {place.place_id!r} stands on line {lines[place.place_id]} already",
                "give it an id of its own, or take one of the two rows out",
            )
            continue
        places[place.place_id] = place
        lines[place.place_id] = row.line
    for place in places.values():
        _check_within(place, places, _reporter(file, lines[place.place_id], faults))
    return places


def read_names(
    text: str, file: str, places: dict[str, Place], faults: list[Fault]
) -> dict[str, Place]:
    """
    Read the names, and give the places with them.

    Returns
    -------
    dict
        Places by id, each with its names in the order of ``names.csv``.
    """
    names: dict[str, list[Name]] = {place_id: [] for place_id in places}
    seen: dict[tuple[str, str, str], int] = {}
    for row in _rows(text, NAME_COLUMNS, file, faults):
        report = _reporter(file, row.line, faults)
        place_id, name = row.cells["place_id"], _name(row.cells, report)
        key = (place_id, name.name, name.lang)
        if place_id not in names:
            report(
                f"no place has the id {place_id!r}",
                "add the place to data/places.csv, or correct the id",
            )
        elif key in seen:
            report(f"this name stands on line {seen[key]} already", "take one of the two rows out")
        else:
            names[place_id].append(name)
        seen.setdefault(key, row.line)
    return {
        place_id: replace(place, names=tuple(names[place_id])) for place_id, place in places.items()
    }


def _reporter(file: str, line: int, faults: list[Fault]) -> Callable[[str, str], None]:
    def report(what: str, remedy: str) -> None:
        faults.append(Fault(file, line, what, remedy))

    return report


def _rows(text: str, columns: tuple[str, ...], file: str, faults: list[Fault]) -> Iterator[Row]:
    """Read row by row, a line each, so that one broken row does not hide the next."""
    header: list[str] = []
    for line, written in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        report = _reporter(file, line, faults)
        try:
            cells = next(csv.reader([written], strict=True), [])
        except csv.Error as error:
            report(f"the row cannot be read: {error}", "mend its quotes; a row stands on one line")
            continue
        if line == 1:
            header = _header(cells, columns, report)
        elif len(cells) == len(header):
            yield Row(line, dict.fromkeys(columns, MISSING) | dict(zip(header, cells, strict=True)))
        elif cells:
            report(
                f"the row has {len(cells)} cells and the table {len(header)} columns",
                "add or take out commas, or set a cell that holds one in quotes",
            )


def _header(
    cells: list[str], columns: tuple[str, ...], report: Callable[[str, str], None]
) -> list[str]:
    missing = [name for name in columns if name not in cells]
    unknown = [name for name in cells if name not in columns]
    remedy = f"make the first line {','.join(columns)}"
    if missing:
        report(f"column {', '.join(missing)} is missing", remedy)
    if unknown:
        report(f"column {', '.join(unknown)} is not known", remedy)
    return cells


def _number(
    cells: dict[str, str],
    column: str,
    bounds: tuple[float, float],
    report: Callable[[str, str], None],
) -> float | None:
    text = cells[column]
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        report(f"{column} {text!r} is not a number", "write it with a point, as in 46.75")
        return None
    if not bounds[0] <= value <= bounds[1]:
        report(
            f"{column} {text} is outside {bounds[0]:g} to {bounds[1]:g}",
            "correct it; longitude and latitude may have changed places",
        )
        return None
    return value


def _place(cells: dict[str, str], report: Callable[[str, str], None]) -> Place:
    if not _ID.fullmatch(cells["place_id"]):
        report(
            f"place_id {cells['place_id']!r} is no id",
            "use small letters, figures and hyphens, as in lachin-district",
        )
    if cells["kind"] not in PLACE_KINDS:
        report(f"kind {cells['kind']!r} is not known", f"use one of {', '.join(PLACE_KINDS)}")
    if not cells["source"].strip():
        report("the place has no source", "say in the column source where it comes from")
    lon = _number(cells, "lon", (-180, 180), report)
    lat = _number(cells, "lat", (-90, 90), report)
    if bool(cells["lon"]) != bool(cells["lat"]):
        report("it has one of lon and lat only", "give both, or neither")
    return Place(
        place_id=cells["place_id"],
        kind=cells["kind"],
        lon=lon if lat is not None else None,
        lat=lat if lon is not None else None,
        radius_m=_number(cells, "radius_m", (0, 5_000_000), report),
        within=cells["within"],
        source=cells["source"],
        geonames_id=cells["geonames_id"],
        wikidata_id=cells["wikidata_id"],
    )


def _check_within(
    place: Place, places: dict[str, Place], report: Callable[[str, str], None]
) -> None:
    if place.within and place.within not in places:
        report(
            f"it lies within {place.within!r}, and no place has this id",
            "add that place, or correct the column within",
        )
        return
    seen, around = {place.place_id}, place.within
    while around and around in places:
        if around in seen:
            report("it lies within itself", "break the circle in the column within")
            return
        seen.add(around)
        around = places[around].within


def _name(cells: dict[str, str], report: Callable[[str, str], None]) -> Name:
    if not cells["name"].strip():
        report("the name is empty", "write the name, or take the row out")
    if not _LANG.fullmatch(cells["lang"]):
        report(
            f"lang {cells['lang']!r} is no language",
            "use an ISO 639 code, as in en; und if unknown",
        )
    if not _SCRIPT.fullmatch(cells["script"]):
        report(f"script {cells['script']!r} is no script", "use an ISO 15924 code, as in Latn")
    if not cells["source"].strip():
        report("the name has no source", "say in the column source where it comes from")
    for column in ("since", "until"):
        try:
            if cells[column]:
                read_edtf(cells[column])
        except DateError as error:
            report(f"{column}: {error}", "write it in EDTF, as in 2020-11 or 1991")
    return Name(**{column: cells[column] for column in NAME_COLUMNS if column != "place_id"})
