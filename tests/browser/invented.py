"""A small invented country, velt, with all the page has to show; made by hand, no file read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import geopandas as gpd
from shapely.geometry import LineString, Polygon, box

from geo.dates import read_edtf
from geo.records import (
    Claim,
    Event,
    Evidence,
    Interval,
    Kind,
    Name,
    Place,
    Scope,
    Source,
    Status,
)

FIRST, LAST = date(2001, 3, 1), date(2001, 4, 20)
EXTENT = (10.0, 40.0, 13.0, 42.0)


@dataclass
class InventedControl:
    """Cells with histories that were written down, under the clock 'true' and as known."""

    cells: gpd.GeoDataFrame
    boundaries: gpd.GeoDataFrame
    histories: dict[int, tuple[Interval, ...]]
    early: dict[int, tuple[Interval, ...]] = field(default_factory=dict)
    known_days: tuple[date, ...] = (FIRST, date(2001, 3, 20))

    def cell_history(self, cell_id: int, known: date | None = None) -> tuple[Interval, ...]:
        if known is not None and known < date(2001, 3, 20):
            return self.early.get(cell_id, self.histories[cell_id])
        return self.histories[cell_id]


def day(text: str) -> date:
    return date.fromisoformat(text)


def interval(start, end, holder, status="held", how="held", **more) -> Interval:
    return Interval(
        start=start,
        end=end,
        holder=holder,
        status=status,
        how=how,
        since=more.pop("since", start),
        event_ids=more.pop("event_ids", ("first-holders",)),
        **more,
    )


def claim(number: int, kind: str, place: str, status: str, summary: str, **more: Any) -> Claim:
    when = more.pop("when", "")
    return Claim(
        claim_id=f"c{number}",
        source_id=more.pop("source_id", "gazette-1"),
        kind=Kind(kind),
        place_id=place,
        status=Status(status),
        summary=summary,
        evidence=(Evidence(start=10, end=20, sha256="0" * 64, locator="paragraph 3 of 9"),),
        when=read_edtf(when) if when else None,
        known_from=more.pop("known_from", date(2001, 3, 10)),
        **more,
    )


def event(event_id: str, kind: str, place: str, status: str, claims: tuple, **more: Any) -> Event:
    on = more.pop("day", None)
    return Event(
        event_id=event_id,
        kind=Kind(kind),
        place_id=place,
        scope=more.pop("scope", Scope.WHOLE),
        status=Status(status),
        actor=more.pop("actor", "south-side"),
        counterparty=more.pop("counterparty", "north-side"),
        origin=more.pop("origin", ""),
        day=on,
        span=more.pop("span", read_edtf(on.isoformat()) if on else None),
        scheduled=more.pop("scheduled", ()),
        claims=claims,
    )


def names(*pairs: tuple[str, str, str]) -> tuple[Name, ...]:
    return tuple(Name(name, lang, script) for name, lang, script in pairs)


def place(place_id, kind, lon, lat, *given, radius_m=None, within="velt") -> Place:
    named = names(*given) or names((place_id.replace("-", " ").title(), "en", "Latn"))
    return Place(place_id, kind, lon, lat, radius_m, within, "invented", names=named)


def places() -> dict[str, Place]:
    rows = [
        place("velt", "country", 11.5, 41.0, within=""),
        place("nord", "country", 11.5, 42.5, within=""),
        place(
            "north-district",
            "district",
            None,
            None,
            ("North district", "en", "Latn"),
            ("Շուշի", "hy", "Armn"),
        ),
        place("east-district", "district", None, None),
        place("oldtown", "city", 11.4, 41.2, ("Oldtown", "en", "Latn"), ("Шуша", "ru", "Cyrl")),
        place("mill", "village", 11.6, 40.75),
        place("bridge", "area", 11.2, 41.35, radius_m=4000.0),
        place("farfield", "airfield", 18.0, 52.0, within=""),
    ]
    return {row.place_id: row for row in rows}


def control() -> InventedControl:
    edge = day("2001-03-10")
    moved = day("2001-03-25")
    shapes = {
        0: box(10.2, 40.2, 12.8, 40.6),
        1: Polygon([(10.5, 41.1), (12, 41.1), (12, 41.8), (10.5, 41.8)]),
        2: box(12.0, 40.6, 12.8, 41.8),
        3: box(10.5, 40.6, 12.0, 41.1),
    }
    histories = {
        0: (interval(FIRST, None, "south-side"),),
        1: (interval(FIRST, None, "north-side"),),
        2: (
            interval(FIRST, edge, "north-side"),
            interval(
                edge,
                moved,
                "north-side",
                "agreed",
                to="south-side",
                due=day("2001-03-20"),
                event_ids=("east-handover",),
                since=FIRST,
            ),
            interval(moved, None, "south-side", "held", "handover", event_ids=("east-handover",)),
        ),
        3: (
            interval(FIRST, day("2001-03-05"), "north-side"),
            interval(
                day("2001-03-05"),
                day("2001-03-08"),
                "south-side",
                "contested",
                "fighting",
                rival="north-side",
                event_ids=("mill-capture",),
            ),
            interval(
                day("2001-03-08"),
                None,
                "south-side",
                "held",
                "fighting",
                event_ids=("mill-capture",),
                since=day("2001-03-05"),
            ),
        ),
    }
    cells = gpd.GeoDataFrame(
        {
            "cell_id": list(shapes),
            "area_km2": [9000.0, 8000.0, 7000.0, 6000.0],
            "within": [
                frozenset({"velt"}),
                frozenset({"velt", "north-district"}),
                frozenset({"velt", "east-district"}),
                frozenset({"velt", "mill"}),
            ],
            "approximate": [False, False, False, True],
        },
        geometry=list(shapes.values()),
        crs="EPSG:4326",
    )
    lines = [
        (1, 2, False, LineString([(12, 41.1), (12, 41.8)])),
        (3, 2, False, LineString([(12, 40.6), (12, 41.1)])),
        (1, 3, True, LineString([(10.5, 41.1), (12, 41.1)])),
        (0, 3, False, LineString([(10.5, 40.6), (12, 40.6)])),
        (0, 2, False, LineString([(12, 40.6), (12.8, 40.6)])),
    ]
    boundaries = gpd.GeoDataFrame(
        {
            "left": [line[0] for line in lines],
            "right": [line[1] for line in lines],
            "approximate": [line[2] for line in lines],
        },
        geometry=[line[3] for line in lines],
        crs="EPSG:4326",
    )
    before = {3: (interval(FIRST, None, "north-side"),)}
    return InventedControl(cells, boundaries, histories, before)


def events() -> tuple[Event, ...]:
    start = claim(
        1,
        "control",
        "velt",
        "completed",
        "Velt is held by the southern side.",
        known_from=date(1999, 1, 1),
    )
    agreed = claim(
        2,
        "handover",
        "east-district",
        "agreed",
        "Due to pass by 20 March.",
        when="[..2001-03-20]",
        actor="south-side",
        counterparty="north-side",
        attribution="south",
    )
    late = claim(
        3,
        "handover",
        "east-district",
        "postponed",
        "Put off by five days.",
        when="2001-03-25",
        replaces=read_edtf("2001-03-20"),
        known_from=date(2001, 3, 19),
        attribution="north",
        source_id="courier-2",
    )
    done = claim(
        4,
        "handover",
        "east-district",
        "completed",
        "Units entered the district.",
        when="2001-03-25",
        known_from=date(2001, 3, 25),
        source_id="courier-2",
    )
    taken = claim(
        5,
        "capture",
        "mill",
        "completed",
        "Announced as taken.",
        when="2001-03-05",
        attribution="south",
        known_from=date(2001, 3, 5),
    )
    denied = claim(
        6,
        "capture",
        "mill",
        "denied",
        "Denied: fighting goes on.",
        when="2001-03-05",
        attribution="north",
        known_from=date(2001, 3, 6),
        source_id="courier-2",
    )
    post = claim(
        7,
        "establishment",
        "bridge",
        "completed",
        "A post stands near the bridge.",
        when="2001-03-15",
        unit="observation-post",
        actor="guards",
        counterparty="",
        known_from=date(2001, 3, 15),
    )
    centre = claim(
        8,
        "establishment",
        "velt",
        "agreed",
        "A joint centre is agreed, without a place.",
        scope=Scope.SOMEWHERE,
        actor="guards",
        known_from=date(2001, 3, 12),
        unit="centre",
    )
    flown = claim(
        9,
        "deployment",
        "north-district",
        "completed",
        "Flown in from Farfield: 120 men.",
        origin="farfield",
        quantity=120.0,
        quantity_as_printed="120",
        unit="troops",
        when="2001-03-10",
        known_from=date(2001, 3, 10),
        actor="guards",
    )
    return (
        event("first-holders", "control", "velt", "completed", (start,), day=FIRST),
        event(
            "mill-capture", "capture", "mill", "completed", (taken, denied), day=day("2001-03-05")
        ),
        event(
            "east-handover",
            "handover",
            "east-district",
            "completed",
            (agreed, late, done),
            day=day("2001-03-25"),
            scheduled=(day("2001-03-20"), day("2001-03-25")),
        ),
        event(
            "bridge-post",
            "establishment",
            "bridge",
            "completed",
            (post,),
            day=day("2001-03-15"),
            actor="guards",
            counterparty="",
        ),
        event(
            "joint-centre",
            "establishment",
            "velt",
            "agreed",
            (centre,),
            actor="guards",
            counterparty="",
            scope=Scope.SOMEWHERE,
        ),
        event(
            "airlift",
            "deployment",
            "north-district",
            "completed",
            (flown,),
            day=day("2001-03-10"),
            actor="guards",
            counterparty="",
            origin="farfield",
        ),
    )


def sources() -> dict[str, Source]:
    def one(source_id: str, publisher: str, published: str) -> Source:
        return Source(
            source_id,
            publisher,
            f"News of {published}",
            f"https://example.org/{source_id}",
            read_edtf(published),
            "",
            date(2001, 5, 1),
            "en",
            "",
            "B",
        )

    rows = [
        one("gazette-1", "Velt Gazette", "2001-03-10"),
        one("courier-2", "Nord Courier", "2001-03-25"),
    ]
    return {row.source_id: row for row in rows}


def party(name: str, colour: str, *, holds: bool = True) -> SimpleNamespace:
    return SimpleNamespace(
        party_id=name,
        holds=holds,
        names={"en": name.replace("-", " ").capitalize()},
        colour=colour,
        hatch="",
        tint="",
        dark="",
        dark_tint="",
    )


def case() -> SimpleNamespace:
    return SimpleNamespace(
        case_id="velt-2001",
        title={"en": "Velt, spring 2001"},
        first_day=FIRST,
        last_day=LAST,
        opens_on=day("2001-03-26"),
        extent=EXTENT,
        languages=("en", "hy", "ru"),
        name_policy="English as the sources print it.",
        parties={
            "north-side": party("north-side", "#DDCA83"),
            "south-side": party("south-side", "#8F7BB5"),
            "guards": party("guards", "#056164"),
        },
        actors={
            "north": SimpleNamespace(actor_id="north", party="north-side", names={"en": "Nord"}),
            "south": SimpleNamespace(actor_id="south", party="south-side", names={"en": "Velt"}),
        },
        layers=tuple(
            SimpleNamespace(layer_id=name, title={"en": title}, limitation=f"Limits of {name}.")
            for name, title in (
                ("control", "Who holds the ground"),
                ("peacekeepers", "Peacekeepers"),
                ("handovers", "Handovers"),
                ("events", "Other events"),
                ("names", "Names"),
                ("basemap", "Basemap"),
            )
        ),
        views=(
            SimpleNamespace(
                view_id="peacekeepers",
                title={"en": "Where the guards stand"},
                layers=("control", "peacekeepers", "names"),
                opens_on=day("2001-03-16"),
                extent=(10.5, 40.5, 12.0, 41.9),
            ),
        ),
        legal_status="Internationally recognised as part of Velt throughout.",
        ground="velt",
    )


def project() -> SimpleNamespace:
    """Give everything a HandoverMap asks for."""
    made = events()
    areas = gpd.GeoDataFrame(
        {
            "place_id": ["velt", "north-district", "east-district"],
            "basis": ["border", "district", "district"],
            "approximate": [False, False, False],
            "source": "invented",
            "licence": "CC0",
        },
        geometry=[
            box(10.2, 40.2, 12.8, 41.8),
            box(10.5, 41.1, 12, 41.8),
            box(12.0, 40.6, 12.8, 41.8),
        ],
        crs="EPSG:4326",
    )
    basemap = gpd.GeoDataFrame(
        {
            "layer": ["country", "country", "lake", "unit"],
            "name": ["Velt", "Nord", "Long Lake", "Unit"],
            "source": "invented",
            "licence": "CC0",
        },
        geometry=[
            box(9, 39, 14, 41.8),
            box(9, 41.8, 14, 44),
            box(9.3, 40.4, 9.9, 40.9),
            box(10.2, 40.2, 11, 41),
        ],
        crs="EPSG:4326",
    )
    return SimpleNamespace(
        case=case(),
        places=places(),
        areas=areas,
        basemap=basemap,
        sources=sources(),
        claims=tuple(dict.fromkeys(one for event_ in made for one in event_.claims)),
        events=made,
        control=control(),
        build_id="0123456789ab",
        known_days=(FIRST + timedelta(days=9),),
    )
