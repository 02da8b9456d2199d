"""
A name in any spelling, script or language → the places it can mean, best first.

The names of the case come first.  What it does not know, and homonyms elsewhere, come from
GeoNames (``geo.world``).  Each candidate says why it is one; where nothing tells the best two
apart, they say *ambiguous*.  This module knows names and positions, and nothing of articles.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.errors import GazetteerError
from geo.names import Match, Names
from geo.records import Place
from geo.spelling import Asked, fold, read_phrase, stems, without_article
from geo.world import WorldPlace, world_places

Position = tuple[float, float]
EARTH_RADIUS_KM = 6371.0088  # mean radius R1: Moritz (2000), doi:10.1007/s001900050278
MAX_LON, MAX_LAT = 180, 90
SAME_PLACE_KM = 12.0  # two gazetteers put one town this far apart at most
SAME_SPOT_KM = 2.0
CLOSE_SCORE = 0.05
CLOSE_KM = 150.0  # at this distance nearness counts half
EDGE_KM = 50.0  # the same beyond the case, when no position was given
TIE = 0.015
SURE = 0.5
MISFIT = 0.6  # a town where a district is asked for
ONE_OF_SEVERAL = 0.8
WEIGHT_NAME, WEIGHT_NEARNESS, WEIGHT_PROMINENCE = 0.7, 0.2, 0.1
PROMINENCE = {
    "country": 1.0,
    "city": 1.0,
    "town": 0.8,
    "district": 0.7,
    "region": 0.6,
    "oblast": 0.6,
    "corridor": 0.5,
    "airfield": 0.4,
    "monastery": 0.4,
    "village": 0.3,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A place that a name can mean.

    Attributes
    ----------
    query
        The name as asked.
    place_id
        Key into the case's places, or ``geonames:`` and a number.
    lon, lat
        EPSG:4326 degrees; None for a place without a point.
    reason
        Why it is a candidate, in words.
    score
        From 0 to 1; for comparing the candidates of one name.
    """

    query: str
    place_id: str
    name: str
    kind: str
    lon: float | None
    lat: float | None
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class _Home:
    middle: Position
    radius_km: float


class Gazetteer:
    """
    The places of a case by their names, and the world behind them.

    Parameters
    ----------
    places
        The case's places by id; may be empty, then the world alone is asked.
    """

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.places = dict(places)
        self._names = Names(self.places.values())
        self._home = _home(self.places.values())
        self._by_geonames = {
            f"geonames:{place.geonames_id}": place.place_id
            for place in self.places.values()
            if place.geonames_id
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the case's places as ``names.csv`` has it, in alphabetical order."""
        return tuple(self._names)

    def locate(
        self, name: str, *, near: Position | None = None, limit: int = 10
    ) -> tuple[Candidate, ...]:
        """
        Give the places that a name can mean.

        Parameters
        ----------
        name
            In any spelling, with or without words such as "district" or "the town of".
        near
            Longitude and latitude in degrees: where the talk is of.  Without it, the middle
            of the case.
        limit
            How many to give at most.

        Returns
        -------
        tuple of Candidate
            Best first; empty when no place has the name or one like it.

        Raises
        ------
        GazetteerError
            The name has no letter, or ``near`` is no longitude and latitude.

        Examples
        --------
        >>> from geo.records import Name
        >>> names = (Name("Velt", "nl", "Latn"),)
        >>> velt = Place("velt", "town", 4.5, 52.0, None, "", "", names=names)
        >>> [found.place_id for found in Gazetteer({"velt": velt}).locate("the town of Velt")]
        ['velt']
        """
        if not fold(name):
            raise GazetteerError(f"{name!r} names no place; give a name as its source prints it")
        if near is not None and not (abs(near[0]) <= MAX_LON and abs(near[1]) <= MAX_LAT):
            raise GazetteerError(
                f"{near[0]},{near[1]} is no position; give longitude,latitude in degrees"
            )
        parts = [part for part in re.split(r"[()/]", name) if fold(part)]
        found = self._one(name, name, near)
        if len(parts) > 1 and not any(item.score > SURE for item in found):
            found = _agreeing([self._one(name, part, near) for part in parts])
        known = {item.place_id: self.places.get(item.place_id) for item in found}
        names = {place_id: len(place.names) if place else 0 for place_id, place in known.items()}
        ranked = sorted(found, key=lambda item: (-item.score, -names[item.place_id], item.place_id))
        return _told_apart(self._known_better_first(ranked))[:limit]

    def _one(self, query: str, phrase: str, near: Position | None) -> list[Candidate]:
        """Give the candidates of one name, each place once, in no order."""
        asked = read_phrase(phrase)
        wholes = dict.fromkeys((phrase.strip(), without_article(phrase)))
        own = [(Asked(whole), match) for whole in wholes for match in self._names.same(whole)]
        if asked.generic:
            own += [(asked, match) for match in self._names.same(asked.core)]
        if not own:
            own += [(asked, match) for match in self._names.inflected(asked.core)]
        world = _from_world(asked.core)
        if not own:
            own += [(asked, match) for match in self._names.alike(asked.core)]
        found = [self._own(query, wanted, match, near) for wanted, match in own]
        found = self._foreign(query, asked, world, near, found) + found
        best: dict[str, Candidate] = {}
        for candidate in sorted(found, key=lambda item: item.score):
            best[candidate.place_id] = candidate
        return list(best.values())

    def _known_better_first(self, ranked: list[Candidate]) -> list[Candidate]:
        """Of two entries for one spot that fit about as well, put the one with more names first."""
        if len(ranked) > 1:
            first, second = (self.places.get(item.place_id) for item in ranked[:2])
            close = ranked[0].score - ranked[1].score < CLOSE_SCORE
            if first and second and close and first.kind == second.kind:
                here, there = _position(first), _position(second)
                one_spot = here and there and distance_km(here, there) < SAME_SPOT_KM
                if one_spot and len(first.names) < len(second.names):
                    return [ranked[1], ranked[0], *ranked[2:]]
        return ranked

    def _own(self, query: str, asked: Asked, match: Match, near: Position | None) -> Candidate:
        place = self.places[match.place_id]
        score = self._score(match, asked, place.kind, _position(place), near)
        score += WEIGHT_PROMINENCE * PROMINENCE.get(place.kind, 0.2) * match.likeness
        return Candidate(
            query,
            place.place_id,
            place.label(),
            place.kind,
            place.lon,
            place.lat,
            match.reason + _misfit(asked, place.kind),
            round(score, 4),
        )

    def _foreign(
        self,
        query: str,
        asked: Asked,
        matches: Sequence[tuple[WorldPlace, Match]],
        near: Position | None,
        own: Sequence[Candidate],
    ) -> list[Candidate]:
        """Give the candidates of the world, as the case's own where the case has the place."""
        found = []
        for place, match in matches:
            if place.place_id in self._by_geonames:
                same = replace(match, place_id=self._by_geonames[place.place_id])
                found.append(self._own(query, asked, same, near))
            elif not any(_is_same(place, candidate) for candidate in own):
                position = None if place.lon is None else (place.lon, place.lat or 0.0)
                score = self._score(match, asked, place.kind, position, near)
                score += WEIGHT_PROMINENCE * _fame(place) * match.likeness
                reason = match.reason + _misfit(asked, place.kind)
                found.append(
                    Candidate(
                        query,
                        place.place_id,
                        place.name,
                        place.kind,
                        place.lon,
                        place.lat,
                        reason,
                        round(score, 4),
                    )
                )
        return found

    def _score(
        self,
        match: Match,
        asked: Asked,
        kind: str,
        position: Position | None,
        near: Position | None,
    ) -> float:
        fits = MISFIT if _misfit(asked, kind) else 1.0
        closeness = self._closeness(position, near)
        return match.likeness * (fits * (WEIGHT_NAME + WEIGHT_NEARNESS * closeness))

    def _closeness(self, position: Position | None, near: Position | None) -> float:
        """Give 1 at the place of the talk, or inside the case; less with the distance."""
        home = self._home
        if near is not None:
            here = position or (home.middle if home else None)
            return 0.0 if here is None else _fading(distance_km(here, near), CLOSE_KM)
        if home is None:
            return 0.0
        if position is None:
            return 1.0
        beyond = distance_km(position, home.middle) - home.radius_km
        return _fading(max(0.0, beyond), EDGE_KM)


def distance_km(start: Position, end: Position) -> float:
    """
    Measure the great circle between two positions.

    Parameters
    ----------
    start, end
        Longitude and latitude in degrees, on a sphere of the earth's mean radius: within
        0.6 % of the ellipsoid, which is enough to tell homonyms apart.

    Examples
    --------
    >>> round(distance_km((0, 0), (0, 90)))
    10008
    """
    lon, lat, to_lon, to_lat = map(math.radians, (*start, *end))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def _from_world(name: str) -> list[tuple[WorldPlace, Match]]:
    found = world_places(name)
    spelling = fold(name)
    ending = ""
    if not found:
        found = tuple(place for stem in sorted(stems(name)) for place in world_places(stem))
        ending = " with an ending"
    return [
        (place, Match(place.place_id, 0.97, f"its name in GeoNames{ending}"))
        if fold(place.name) == spelling
        else (place, Match(place.place_id, 0.9, f"another name of it in GeoNames{ending}"))
        for place in found
    ]


def _agreeing(parts: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """Give the candidates of "Martuni (Khojavend)": both names, or less surely one of them."""
    best: dict[str, Candidate] = {}
    counts: dict[str, int] = {}
    for candidate in (candidate for part in parts for candidate in part):
        place_id = candidate.place_id
        counts[place_id] = counts.get(place_id, 0) + 1
        if place_id not in best or best[place_id].score < candidate.score:
            best[place_id] = candidate
    return [
        candidate
        if counts[place_id] == len(parts)
        else replace(
            candidate,
            reason=f"{candidate.reason}, though not by all names given",
            score=round(candidate.score * ONE_OF_SEVERAL, 4),
        )
        for place_id, candidate in best.items()
    ]


def _told_apart(ranked: list[Candidate]) -> tuple[Candidate, ...]:
    """Say so where nothing tells the first two apart."""
    if len(ranked) > 1 and ranked[0].score - ranked[1].score < TIE:
        first, second = ranked[:2]
        ranked[:2] = [
            replace(
                one, reason=f"ambiguous, {other.name} ({other.kind}) fits as well: {one.reason}"
            )
            for one, other in ((first, second), (second, first))
        ]
    return tuple(ranked)


def _misfit(asked: Asked, kind: str) -> str:
    if not asked.kinds or kind in asked.kinds:
        return ""
    return f"; a {kind}, though {asked.generic!r} is asked for"


def _home(places: Iterable[Place]) -> _Home | None:
    """Give the middle of a case's places, and twice the usual distance from it."""
    positions = [position for place in places if (position := _position(place))]
    if not positions:
        return None
    lons, lats = zip(*positions, strict=True)
    middle = (statistics.median(lons), statistics.median(lats))
    usual = statistics.median(distance_km(position, middle) for position in positions)
    return _Home(middle, max(2 * usual, SAME_PLACE_KM))


def _is_same(place: WorldPlace, candidate: Candidate) -> bool:
    if place.kind == "country":
        return candidate.kind == "country"
    if place.lon is None or place.lat is None or candidate.lon is None or candidate.lat is None:
        return False
    return distance_km((place.lon, place.lat), (candidate.lon, candidate.lat)) < SAME_PLACE_KM


def _position(place: Place) -> Position | None:
    return None if place.lon is None or place.lat is None else (place.lon, place.lat)


def _fading(km: float, half_km: float) -> float:
    return 1 / (1 + (km / half_km) ** 2)


def _fame(place: WorldPlace) -> float:
    """Give 0 for a hamlet, 1 for a country or the largest town."""
    return 1.0 if place.kind == "country" else math.log10(max(place.population, 1)) / 7.5
