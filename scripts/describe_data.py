"""
Describe the files of ``data/``: source, licence and SHA-256 of each.

Run in the repository after any of them changed:

    python -m scripts.describe_data

It writes ``data/datapackage.json`` (Frictionless Data Package 1) and the table in
``data/README.md``; what the files hold is not its business.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data"
BEGIN = "<!-- files: written by scripts/describe_data.py -->"
END = "<!-- end of files -->"
NUMBERS = ("lon", "lat", "radius_m")
CC_BY = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
ODBL = ("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/")
CC_BY_SA = ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/")
PUBLIC = ("public-domain", "https://www.naturalearthdata.com/about/terms-of-use/")
NATURAL_EARTH = ("Natural Earth", "https://www.naturalearthdata.com/")
GEONAMES = ("GeoNames", "https://www.geonames.org/")
WOF = ("Who's On First", "https://whosonfirst.org/")
OSM = ("OpenStreetMap contributors, single points", "https://www.openstreetmap.org/copyright")
CLDR = ("Unicode CLDR", "https://cldr.unicode.org/")
WIKIPEDIA = ("Wikipedia, single points and names", "https://en.wikipedia.org/")
REPORTS = ("reports, as each row says", "")
OWN = ("this project", "")


@dataclass(frozen=True, slots=True)
class Described:
    """What is to be said of a file beside its hash."""

    name: str
    holds: str
    sources: tuple[tuple[str, str], ...]
    licences: tuple[tuple[str, str], ...]


FILES = (
    Described("case.toml", "span, ground, parties, actors, layers, views", (OWN,), (CC_BY,)),
    Described(
        "places.csv",
        "places with a point, each row with its source",
        (GEONAMES, WOF, OSM, WIKIPEDIA, NATURAL_EARTH),
        (CC_BY, ODBL, CC_BY_SA),
    ),
    Described(
        "names.csv",
        "names of the places, each row with its source",
        (GEONAMES, WOF, CLDR, WIKIPEDIA, NATURAL_EARTH, REPORTS),
        (CC_BY,),
    ),
    Described(
        "areas.geojson",
        "ground, zone, oblast, old districts, corridor, line of contact",
        (NATURAL_EARTH, OSM, GEONAMES),
        (PUBLIC, ODBL),
    ),
    Described(
        "basemap.geojson", "countries, units, lakes, sea, coast", (NATURAL_EARTH,), (PUBLIC,)
    ),
)
MEDIA = {".csv": "text/csv", ".geojson": "application/geo+json", ".toml": "application/toml"}


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def resource(described: Described, folder: Path) -> dict[str, Any]:
    """Describe one file as a Frictionless resource."""
    path = folder / described.name
    said: dict[str, Any] = {
        "name": path.name.replace(".", "-"),
        "path": path.name,
        "description": described.holds,
        "mediatype": MEDIA[path.suffix],
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "sources": [
            {"title": title, "path": address} if address else {"title": title}
            for title, address in described.sources
        ],
        "licenses": [{"name": name, "path": address} for name, address in described.licences],
    }
    if path.suffix == ".csv":
        said["profile"] = "tabular-data-resource"
        said["schema"] = schema_of(path)
    return said


def schema_of(path: Path) -> dict[str, Any]:
    """Give the columns of a table, numbers apart from words."""
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    return {
        "fields": [
            {"name": name, "type": "number" if name in NUMBERS else "string"} for name in columns
        ],
        "missingValues": [""],
    }


def package(folder: Path) -> dict[str, Any]:
    """Describe all files."""
    return {
        "profile": "data-package",
        "name": "karabakh-2020",
        "title": "Karabakh, autumn 2020: places, names, shapes and case file",
        "resources": [resource(described, folder) for described in FILES],
    }


def table(folder: Path) -> str:
    """Say the same for people."""
    rows = ["| file | holds | source | licence | SHA-256 |", "|---|---|---|---|---|"]
    for described in FILES:
        sources = ", ".join(title for title, _ in described.sources)
        licences = ", ".join(name for name, _ in described.licences)
        digest = sha256_of(folder / described.name)
        cells = (f"`{described.name}`", described.holds, sources, licences, f"`{digest}`")
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def describe(folder: Path) -> None:
    """Write ``datapackage.json``, and the table of ``README.md``."""
    text = json.dumps(package(folder), ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, "utf-8")
    readme = folder / "README.md"
    between = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    said = f"{BEGIN}\n\n{table(folder)}\n\n{END}"
    readme.write_text(between.sub(lambda _: said, readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    describe(DATA)
