"""
A small invented case, written to a folder: Velt, a square of ground with two districts.

West Velt is held by the south and passes to the north; Old Town in it is announced as taken.
Coordinates are whole or half degrees, so that areas and points can be worked out by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

CASE = """\
id = "velt"
title = { en = "Velt" }
first_day = 2001-03-01
last_day = 2001-04-30
opens_on = 2001-04-01
extent = [9.5, 49.5, 12.5, 51.5]
ground = "velt"
languages = ["en"]
name_policy = "Names as the invented sources print them."

[[party]]
id = "north"
holds = true
names = { en = "North" }
colour = "#8F7BB5"

[[party]]
id = "south"
holds = true
names = { en = "South" }
colour = "#DDCA83"

[[actor]]
id = "north-ministry"
party = "north"
aliases = ["the northern ministry"]

[[layer]]
id = "control"
title = { en = "Who holds the ground" }
limitation = "Invented lines."
"""

PLACES = """\
place_id,kind,lon,lat,radius_m,within,geonames_id,wikidata_id,source
velt,country,11,50.5,,,,,invented
west-velt,district,10.5,50.5,,velt,,,invented
east-velt,district,11.5,50.5,,velt,,,invented
old-town,town,10.5,50.5,,west-velt,,,invented
"""

NAMES = """\
place_id,name,lang,script,used_by,since,until,source
velt,Velt,en,Latn,,,,invented
west-velt,West Velt,en,Latn,,,,invented
east-velt,East Velt,en,Latn,,,,invented
old-town,Old Town,en,Latn,,,,invented
"""

SOURCE = """\
[source]
id = "{source_id}"
publisher = "{publisher}"
title = ""
address = ""
published = "{published}"
read = "2001-05-01"
language = "en"
reliability = "C"
"""

CLAIM = """\

[[claim]]
{fields}
credibility = {credibility}
summary = "Invented."
evidence = [{{ locator = "{locator}" }}]
"""

INITIAL = {
    "velt": {"kind": "control", "actor": "north", "status": "completed", "when": "1990/.."},
    "west-velt": {
        "kind": "control",
        "actor": "south",
        "counterparty": "north",
        "status": "completed",
        "when": "1990/..",
    },
}


def box(west: float, south: float, east: float, north: float) -> dict[str, object]:
    """A GeoJSON rectangle, counter-clockwise."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: dict[str, object], **properties: object) -> dict[str, object]:
    """A GeoJSON feature with source and licence."""
    stated = {"source": "invented", "licence": "CC0-1.0", **properties}
    return {"type": "Feature", "properties": stated, "geometry": geometry}


def geojson(*features: dict[str, object]) -> str:
    """A FeatureCollection with one feature a line."""
    lines = ",\n".join(json.dumps(item) for item in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def source(source_id: str, published: str, *claims: str, publisher: str = "Velt Gazette") -> str:
    """The text of a source record."""
    head = SOURCE.format(source_id=source_id, published=published, publisher=publisher)
    return head + "".join(claims)


def claim(place: str, *, credibility: int = 2, locator: str = "paragraph 1", **fields: str) -> str:
    """The text of one claim."""
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in fields.items())
    return CLAIM.format(
        fields=f'place = "{place}"\n{lines}', credibility=credibility, locator=locator
    )


def initial_holders() -> str:
    """The source record of who held what before."""
    claims = [claim(place, locator=f"line {place}", **fields) for place, fields in INITIAL.items()]
    return source("atlas", "2000", *claims, publisher="Atlas")


def write_case(root: Path, **seeds: str) -> Path:
    """Write the case with some further source records, by id."""
    for folder in ("data", "seeds", "maps"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    areas = geojson(
        feature(box(10, 50, 12, 51), place_id="velt", basis="invented", approximate=False),
        feature(box(10, 50, 11, 51), place_id="west-velt", basis="invented", approximate=False),
        feature(box(11, 50, 12, 51), place_id="east-velt", basis="invented", approximate=False),
    )
    basemap = geojson(feature(box(9, 49, 13, 52), layer="country", name="Velt"))
    files = {
        "data/case.toml": CASE,
        "data/places.csv": PLACES,
        "data/names.csv": NAMES,
        "data/areas.geojson": areas,
        "data/basemap.geojson": basemap,
        "seeds/atlas.toml": initial_holders(),
    }
    files |= {f"seeds/{name.replace('_', '-')}.toml": text for name, text in seeds.items()}
    for name, text in files.items():
        (root / name).write_text(text, "utf-8")
    return root


HANDOVER = {
    "kind": "handover",
    "actor": "north",
    "counterparty": "south",
}
