"""
Write a case of any size on a made-up plain: settlements that change hands, and incidents there.

``python benchmarks/plain_case.py FOLDER SETTLEMENTS EVENTS``; the same numbers give the same
files.  A front moves from east to west over 120 days, so that each settlement is taken once and
some are lost again and retaken; all other events are incidents.  Ten claims stand in a source.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import numpy as np
from invented_sources import SOURCE

HERE = Path(__file__).parent
FIRST = date(2020, 1, 1)
DAYS = 120
WIDTH, HEIGHT = 4.0, 3.0
TURNS = 5  # a settlement in five changes hands three times
CLAIMS = 10  # a source
SEED = 2020
PLACES = "place_id,kind,lon,lat,radius_m,within,geonames_id,wikidata_id,source\n"
NAMES = "place_id,name,lang,script,used_by,since,until,source\n"
RING = [[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT], [0, 0]]
CLAIM = """\

[[claim]]
event = "{name}"
kind = "{kind}"
place = "{place}"
actor = "{actor}"
counterparty = "{other}"
when = "{when}"
status = "completed"
credibility = 2
summary = "{summary}"
evidence = [{{ locator = "line {number}" }}]
"""
OUTLINE = {"basis": "made up", "approximate": False, "source": "made up", "licence": "none"}


@dataclass(frozen=True)
class Turn:
    """
    An invented event.

    Attributes
    ----------
    settlement
        Its number.
    day
        Days after the first one.
    taker
        Who takes the settlement; empty for an incident.
    """

    settlement: int
    day: int
    taker: str = ""


def turns(settlements: int, events: int, lons: np.ndarray) -> list[Turn]:
    """Give the events in the order of their days; the front reaches the west on the last day."""
    chance = np.random.default_rng(SEED)
    reached = ((1 - lons / WIDTH) * (DAYS - 30) + chance.uniform(1, 20, settlements)).astype(int)
    taken = [Turn(number, int(day), "east") for number, day in enumerate(reached)]
    again = [
        Turn(number, int(reached[number]) + days, taker)
        for number in range(0, settlements, TURNS)
        for days, taker in ((3, "west"), (7, "east"))
    ]
    left = max(events - len(taken) - len(again), 0)
    places, days = chance.integers(0, settlements, left), chance.integers(0, DAYS, left)
    other = [Turn(int(place), int(day)) for place, day in zip(places, days, strict=True)]
    return sorted(chain(taken, again, other), key=lambda turn: (turn.day, turn.settlement))


def sources(happened: list[Turn]) -> Iterator[tuple[str, str]]:
    """Give name and text of each source: the claims of a day, ten at a time."""
    held = CLAIM.format(
        name="at-first",
        kind="control",
        place="plain",
        actor="west",
        other="",
        when=f"../{FIRST}",
        summary="West holds the plain.",
        number=1,
    )
    yield "before", SOURCE.format(name="before", day=FIRST) + held
    batches = (happened[start : start + CLAIMS] for start in range(0, len(happened), CLAIMS))
    for number, batch in enumerate(batches):
        day = FIRST + timedelta(batch[-1].day)
        name = f"gazette-{number}"
        claims = [_claim(turn, f"e{number}-{line}", line) for line, turn in enumerate(batch)]
        yield name, "".join([SOURCE.format(name=name, day=day), *claims])


def _claim(turn: Turn, name: str, line: int) -> str:
    taken = bool(turn.taker)
    return CLAIM.format(
        name=name,
        kind="capture" if taken else "incident",
        place=f"p{turn.settlement}",
        actor=turn.taker,
        other=({"east": "west", "west": "east"}[turn.taker]) if taken else "",
        when=FIRST + timedelta(turn.day),
        summary=f"Settlement {turn.settlement} is taken." if taken else "An incident.",
        number=line,
    )


def write_plain_case(folder: Path, settlements: int, events: int) -> Path:
    """
    Write the case folder.

    Parameters
    ----------
    folder
        Where to; made when it is not there.
    settlements
        How many, each of which is taken once at least.
    events
        How many; a settlement has 1.4 of them that move ground.
    """
    data, seeds = folder / "data", folder / "seeds"
    for part in (data, seeds):
        part.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "plain_case.toml", data / "case.toml")
    chance = np.random.default_rng(SEED + 1)
    lons = chance.uniform(0.01, WIDTH - 0.01, settlements).round(5)
    lats = chance.uniform(0.01, HEIGHT - 0.01, settlements).round(5)
    rows = [
        f"p{n},village,{lon},{lat},,plain,,,made up\n"
        for n, (lon, lat) in enumerate(zip(lons, lats, strict=True))
    ]
    names = [f"p{number},Village {number},en,Latn,,,,made up\n" for number in range(settlements)]
    (data / "places.csv").write_text(
        "".join([PLACES, "plain,area,,,,,,,made up\n", *rows]), "utf-8"
    )
    (data / "names.csv").write_text(
        "".join([NAMES, "plain,Plain,en,Latn,,,,made up\n", *names]), "utf-8"
    )
    shape = {"type": "Polygon", "coordinates": [RING]}
    for name, properties in (
        ("areas", {"place_id": "plain"}),
        ("basemap", {"layer": "country", "name": "Plain"}),
    ):
        feature = {"type": "Feature", "properties": properties | OUTLINE, "geometry": shape}
        text = json.dumps({"type": "FeatureCollection", "features": [feature]})
        (data / f"{name}.geojson").write_text(text, "utf-8")
    for name, text in sources(turns(settlements, events, lons)):
        (seeds / f"{name}.toml").write_text(text, "utf-8")
    return folder


def main() -> int:
    """Write the case named on the command line."""
    if len(sys.argv) != 4:  # noqa: PLR2004 - the folder and two numbers
        print("usage: python benchmarks/plain_case.py FOLDER SETTLEMENTS EVENTS")
        return 2
    folder, *numbers = sys.argv[1:]
    settlements, events = map(int, numbers)
    print(write_plain_case(Path(folder), settlements, events))
    return 0


if __name__ == "__main__":
    sys.exit(main())
