"""What the files of a case say of one another: every reference resolves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import geopandas as gpd
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.case.lines import Path as TomlPath
from geo.case.lines import line_of
from geo.case.models import CaseFile, ClaimTable, SeedFile
from geo.case.repair import UNREAD
from geo.errors import Fault
from geo.records import Place

Report = Callable[[TomlPath, str, str], None]

CASE_FILE = "data/case.toml"


def _at(file: str, lines: Mapping[TomlPath, int], faults: list[Fault]) -> Report:
    def report(path: TomlPath, what: str, remedy: str) -> None:
        faults.append(Fault(file, line_of(lines, path), what, remedy))

    return report


def check_case_file(
    case: CaseFile,
    lines: Mapping[TomlPath, int],
    places: Mapping[str, Place],
    areas: gpd.GeoDataFrame,
    faults: list[Fault],
) -> None:
    """Check ``case.toml`` in itself and against places and shapes."""
    report = _at(CASE_FILE, lines, faults)
    _check_days(case, report)
    _check_extent(case.extent, ("extent",), report)
    _check_crs(case, report)
    for table, items in (
        ("party", case.party),
        ("actor", case.actor),
        ("layer", case.layer),
        ("view", case.view),
    ):
        _check_unique([item.id for item in items], table, report)
    parties = {party.id for party in case.party}
    for number, actor in enumerate(case.actor):
        if actor.party and actor.party not in parties:
            report(
                ("actor", number, "party"),
                f"actor {actor.id!r} belongs to party {actor.party!r}, which there is not",
                "add the party, or leave party empty",
            )
    shaped = set(areas["place_id"])
    for path, place_id in [
        (("ground",), case.ground),
        *[(("settlement_ground", "areas"), area) for area in case.settlement_ground.areas],
    ]:
        _check_shape(place_id, path, places, shaped, report)
    _check_views(case, report)


def _check_days(case: CaseFile, report: Report) -> None:
    if case.last_day < case.first_day:
        report(("last_day",), "last_day is before first_day", "change one of the two")
    elif not case.first_day <= case.opens_on <= case.last_day:
        report(("opens_on",), "opens_on is outside first_day to last_day", "choose a day between")


def _check_extent(
    extent: tuple[float, float, float, float], path: TomlPath, report: Report
) -> None:
    west, south, east, north = extent
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - the globe
        report(
            path, f"extent {list(extent)} is no window", "give west, south, east, north in degrees"
        )


def _check_crs(case: CaseFile, report: Report) -> None:
    try:
        crs = CRS.from_user_input(case.crs)
    except CRSError as error:
        report(("measuring_crs",), f"no CRS: {error}", "give a PROJ string or an EPSG code")
        return
    if not crs.is_projected:
        report(("measuring_crs",), "it measures in degrees", "give a projected, equal-area CRS")


def _check_unique(ids: Sequence[str], table: str, report: Report) -> None:
    for number, item in enumerate(ids):
        if item != UNREAD and item in ids[:number]:
            report((table, number, "id"), f"a second {table} has the id {item!r}", "rename one")


def _check_shape(
    place_id: str, path: TomlPath, places: Mapping[str, Place], shaped: set[str], report: Report
) -> None:
    if place_id == UNREAD:
        return
    if place_id not in places:
        report(
            path, f"no place has the id {place_id!r}", "add it to data/places.csv, or correct it"
        )
    elif place_id not in shaped:
        report(path, f"place {place_id!r} has no shape", "add it to data/areas.geojson")


def _check_views(case: CaseFile, report: Report) -> None:
    layers = {layer.id for layer in case.layer}
    for number, view in enumerate(case.view):
        for layer in view.layers:
            if layer not in layers:
                report(
                    ("view", number, "layers"),
                    f"view {view.id!r} shows layer {layer!r}, which the case does not have",
                    "add the layer, or take it out of the view",
                )
        if view.opens_on and not case.first_day <= view.opens_on <= case.last_day:
            report(
                ("view", number, "opens_on"), "opens_on is outside the case", "choose another day"
            )
        if view.extent:
            _check_extent(view.extent, ("view", number, "extent"), report)


class SeedChecker:
    """
    Checks each source record against the case.

    Parameters
    ----------
    case
        The case file, or None when it could not be read: then parties and actors go unchecked.
    places
        By id, with their names.
    """

    def __init__(self, case: CaseFile | None, places: Mapping[str, Place]) -> None:
        self._actors = case.party_of if case else None
        self._places = places
        self._names = {
            place_id: {name.name for name in place.names} for place_id, place in places.items()
        }

    def check(
        self, seed: SeedFile, file: str, lines: Mapping[TomlPath, int], faults: list[Fault]
    ) -> None:
        """Add each fault of one ``seeds/<id>.toml``."""
        report = _at(file, lines, faults)
        stem = Path(file).stem
        if seed.source.id not in (stem, UNREAD):
            report(
                ("source", "id"),
                f"source {seed.source.id!r} stands in {stem}.toml",
                "give the file the name of its id",
            )
        for number, claim in enumerate(seed.claim):
            self._check_claim(claim, ("claim", number), report)

    def _check_claim(self, claim: ClaimTable, path: TomlPath, report: Report) -> None:
        for field, place_id in (("place", claim.place), ("origin", claim.origin)):
            if place_id and place_id not in self._places:
                report(
                    (*path, field),
                    f"{field}: no place has the id {place_id!r}",
                    "add it to data/places.csv, or correct the id",
                )
        if claim.quantity is not None and not claim.unit:
            report((*path, "quantity"), "a quantity without its unit", "add unit")
        self._check_parties(claim, path, report)
        self._check_printed(claim, (*path, "printed"), report)

    def _check_parties(self, claim: ClaimTable, path: TomlPath, report: Report) -> None:
        for field, actor in (("actor", claim.actor), ("counterparty", claim.counterparty)):
            if actor and self._actors is not None and actor not in self._actors:
                report(
                    (*path, field),
                    f"{field}: the case has no actor or party {actor!r}",
                    "add an [[actor]] to data/case.toml, or correct the id",
                )

    def _check_printed(self, claim: ClaimTable, path: TomlPath, report: Report) -> None:
        known = self._names.get(claim.place)
        for name in claim.printed:
            if not claim.place:
                report(path, f"printed {name!r} without a place", "give the place")
            elif known is not None and name not in known:
                report(
                    path,
                    f"{claim.place} has no name {name!r}",
                    "add the name to data/names.csv as the source writes it",
                )


def check_package(root: Path, faults: list[Fault]) -> None:
    """
    Check that ``data/datapackage.json``, where there is one, describes the files as they are.

    It compares the SHA-256 of each resource, and asks each for a licence and a source.
    """
    path = root / "data" / "datapackage.json"
    if not path.is_file():
        return
    file = "data/datapackage.json"
    text = path.read_text("utf-8", "replace")
    try:
        resources = json.loads(text)["resources"]
        described = [(str(item["path"]), item) for item in resources]
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        faults.append(Fault(file, 1, f"this is no data package: {error!r}", "describe it again"))
        return
    for name, item in described:
        line = text.count("\n", 0, max(text.find(f'"{name}"'), 0)) + 1
        _check_resource(path.parent / name, item, (file, line), faults)


def _check_resource(
    path: Path, item: Mapping[str, object], where: tuple[str, int], faults: list[Fault]
) -> None:
    if not path.is_file():
        faults.append(Fault(*where, f"{path.name} is not there", "add the file, or take it out"))
        return
    stated = str(item.get("hash", "")).removeprefix("sha256:")
    if stated != hashlib.sha256(path.read_bytes()).hexdigest():
        what = f"{path.name} has another SHA-256 than stated"
        faults.append(Fault(*where, what, "check the file, then describe the data again"))
    faults += [
        Fault(*where, f"{path.name} states no {field}", f"add {field}")
        for field in ("licenses", "sources")
        if not item.get(field)
    ]
