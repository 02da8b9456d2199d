"""
Choose which place a name means, by what else the text names.

A word beside the name that tells the kind, a country or unit named with it, and places named
near it decide, in this order of weight; how many people live there is the last resort.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import asin, dist

from geo.gazetteer import EARTH_RADIUS_KM, distance_km
from geo.toponyms.folding import flat
from geo.toponyms.lexicon import Entry, Sense
from geo.toponyms.scan import Hit
from geo.toponyms.words import words

Vector = tuple[float, float, float]
Around = Mapping[tuple[Vector, bool], int]
SETTLEMENTS = frozenset({"city", "town", "village"})
WIDE = frozenset({"country", "continent", "region", "oblast"})
NEAR_KM = 120.0  # at this distance nearness counts half
NEIGHBOURS = 12  # names before and after that are asked
TIE = 0.15
ROUNDS = 3
CAPITAL = 0.6
REACH = 45  # characters before and after that tell whether ground passes from hand to hand
MILLION = 1_000_000
SEAT_KM = 150.0
FEW = 3
FAR_KM = 1500.0
LARGE = 100_000
ONE_PLACE_KM = 60.0  # a town and the unit of its name


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for a name, the runners-up, best first, how sure, and why."""

    sense: Sense | None
    others: tuple[Sense, ...]
    score: float
    reason: str


def choose(text: str, hits: Sequence[Hit], *, plain: str = "") -> list[Choice]:
    """Choose a place for each hit; ``plain`` is the text's plain form, where it is at hand."""
    plain = plain or flat(text)
    alone = [_alone(plain, hit) for hit in hits]
    named = _named_areas(hits)
    current = [max(options, key=_by_weight, default=None) for options in alone]
    weighed = list(alone)
    asked: list[object] = [None] * len(hits)
    for _ in range(ROUNDS):
        after = list(current)
        for number, options in enumerate(alone):
            around, follower = _around(number, hits, current), current[number + 1 : number + 2]
            question = around, [option and option[0] for option in follower]
            if asked[number] == question:
                continue  # weighs what it did
            asked[number] = question
            weighed[number] = [
                (sense, weight + _context(number, sense.entry, hits, follower, named, around))
                for sense, weight in options
            ]
            after[number] = max(weighed[number], key=_by_weight, default=None)
        before, current = current, after
        if all(one is two or _same(one, two) for one, two in zip(before, after, strict=True)):
            break  # another round would weigh the same
    current = _agreed(plain, hits, weighed, current)
    chosen = [option[0].entry if option else None for option in current]
    company = _Company(chosen)
    return [
        _stray(chosen[number], company, named, loose=hits[number].loose)
        or _choice(_first(current[number], options))
        for number, options in enumerate(weighed)
    ]


def _same(one: tuple[Sense, float] | None, two: tuple[Sense, float] | None) -> bool:
    return (one and one[0]) == (two and two[0])


Weighed = list[tuple[Sense, float]]


def _agreed(
    plain: str,
    hits: Sequence[Hit],
    weighed: Sequence[Weighed],
    current: Sequence[tuple[Sense, float] | None],
) -> list[tuple[Sense, float] | None]:
    """Let a bare name mean what it means most often in the text, unless a container follows."""
    votes: dict[str, Counter[str]] = {}
    for hit, option in zip(hits, current, strict=True):
        if option is not None:
            name = plain[hit.start : hit.end]
            votes.setdefault(name, Counter())[option[0].entry.place_id] += 1
    result = list(current)
    for number, (hit, options) in enumerate(zip(hits, weighed, strict=True)):
        option = result[number]
        told = (
            option is not None
            and _container(number, option[0].entry, hits, current[number + 1 : number + 2]) > 0
        )
        if option is None or told or hit.last > hit.end:
            continue
        ((place_id, most), *_) = votes[plain[hit.start : hit.end]].most_common(1)
        if most > votes[plain[hit.start : hit.end]][option[0].entry.place_id]:
            result[number] = next(
                (other for other in options if other[0].entry.place_id == place_id), option
            )
    return result


def _first(chosen: tuple[Sense, float] | None, options: Weighed) -> Weighed:
    """Give the options with the chosen one weighing no less than any other."""
    if chosen is None or not options or max(options, key=_by_weight)[0] == chosen[0]:
        return options
    top = max(weight for _, weight in options) + 2 * TIE
    return [(sense, top if sense == chosen[0] else weight) for sense, weight in options]


class _Company:
    """The places of a text, each with how often it is named; continents are left out."""

    def __init__(self, chosen: Iterable[Entry | None]) -> None:
        named = [entry for entry in chosen if entry is not None and entry.kind != "continent"]
        self._times = Counter(entry.place_id for entry in named)
        self._all = len(named)
        self._places = {entry.place_id: entry for entry in named}
        self._in: dict[str, set[str]] = {}
        for entry in self._places.values():
            self._in.setdefault(entry.country, set()).add(entry.place_id)

    def is_small(self, entry: Entry) -> bool:
        """Tell whether hardly anything is named beside a place."""
        return self._all - self._times[entry.place_id] < FEW

    def is_near(self, entry: Entry) -> bool:
        """Tell whether another place lies in the country of one, or not too far from it."""
        if self._in.get(entry.country, set()) - {entry.place_id}:
            return True
        others = (other for key, other in self._places.items() if key != entry.place_id)
        return any(_near(entry, other, FAR_KM) for other in others)


def _stray(
    entry: Entry | None, company: _Company, named: dict[str, int], *, loose: bool
) -> Choice | None:
    """Give no place where the only ones that fit are small and far from all else named."""
    if entry is None or entry.own or entry.kind not in SETTLEMENTS | {"region"}:
        return None
    if entry.population >= LARGE or (entry.kind == "region" and not loose):
        return None
    if company.is_small(entry) or entry.country in named or entry.capital:
        return None
    if company.is_near(entry):
        return None
    return Choice(None, (), 0.2, f"{entry.name} ({entry.country}) is far from all else named here")


def _by_weight(option: tuple[Sense, float]) -> tuple[float, int, str]:
    sense, weight = option
    return round(weight, 6), sense.entry.population, sense.entry.place_id


def _alone(plain: str, hit: Hit) -> list[tuple[Sense, float]]:
    """Weigh the places of a name by what stands beside it."""
    return [
        (sense, _standing(sense) + _fit(plain, hit, sense.entry) + _seat(hit, sense.entry))
        for sense in hit.senses
    ]


def _seat(hit: Hit, entry: Entry) -> float:
    """Weigh a unit that is named after a town in it: a bare name is the town's."""
    if entry.kind != "region" or hit.generic is not None:
        return 0.0
    named_after = any(
        other.entry.kind in SETTLEMENTS
        and (
            (entry.unit and other.entry.unit == entry.unit and _near(entry, other.entry))
            or (other.main and not _is_main(hit, entry) and _near(entry, other.entry, ONE_PLACE_KM))
        )
        for other in hit.senses
    )
    return -1.5 if named_after else 0.0


def _is_main(hit: Hit, entry: Entry) -> bool:
    return any(sense.main for sense in hit.senses if sense.entry == entry)


def _standing(sense: Sense) -> float:
    entry = sense.entry
    if entry.own and entry.kind != "country":
        return (2.8 if entry.kind == "village" else 5.0) - (0.0 if sense.main else 0.2)
    if entry.kind in {"country", "continent"}:
        weight = 4.0
    elif entry.kind in SETTLEMENTS:
        weight = math.log10(entry.population + 10) / 2 + (CAPITAL if entry.capital else 0.0)
    else:
        return 3.5 if sense.main else 2.3
    return weight - (0.0 if sense.main else 0.6 if entry.population < MILLION else 0.3)


def _fit(plain: str, hit: Hit, entry: Entry) -> float:
    """Weigh the kind of a place by the word beside its name, and the name's use."""
    if hit.generic is not None:
        if entry.kind in hit.generic.kinds:
            return 2.0
        return -1.5 if hit.generic.kinds & (SETTLEMENTS | {"district", "corridor"}) else 0.0
    if entry.kind in {"district", "corridor", "airfield", "monastery", "road", "line"}:
        passing = words("ground", "passing")
        before = plain[max(0, hit.start - REACH) : hit.start].rsplit(". ", maxsplit=1)[-1]
        after = plain[hit.end : hit.end + REACH].split(". ", maxsplit=1)[0]
        near = {word.strip(".,;:'\"()").casefold() for word in f"{before} {after}".split()}
        return 0.3 if entry.kind == "district" and near & passing else -0.8
    return 0.0


def _named_areas(hits: Sequence[Hit]) -> dict[str, int]:
    """Count how often each country and unit is named, where a name means no town alone."""
    counts: dict[str, int] = {}
    for hit in hits:
        codes = set()
        for sense in hit.senses:
            entry = sense.entry
            if sense.main and entry.kind in {"country", "region"} and not entry.own:
                codes |= {entry.country, entry.unit} - {""}
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
    return counts


def _context(
    number: int,
    entry: Entry,
    hits: Sequence[Hit],
    follower: Sequence[tuple[Sense, float] | None],
    named: dict[str, int],
    around: Around,
) -> float:
    """Weigh a place by the other places of the text."""
    weight = 0.0
    if entry.kind != "country":
        weight += 0.8 * min(1, named.get(entry.country, 0))
        weight += 0.7 * min(1, named.get(entry.unit, 0)) if entry.kind in SETTLEMENTS else 0.0
    weight += _container(number, entry, hits, follower)
    return weight + _nearness(entry, around)


def _container(
    number: int,
    entry: Entry,
    hits: Sequence[Hit],
    follower: Sequence[tuple[Sense, float] | None],
) -> float:
    """Weigh the name that follows after a comma, or in "the A of B" style right after."""
    if number + 1 >= len(hits) or hits[number + 1].start - hits[number].last > len(", in the "):
        return 0.0
    outer = {s.entry.country for s in hits[number + 1].senses if s.entry.kind == "country"}
    units = {s.entry.unit for s in hits[number + 1].senses if s.entry.kind == "region"} - {""}
    if entry.unit and entry.unit in units and entry.kind in SETTLEMENTS:
        return 3.0
    if entry.country and entry.country in outer and entry.kind != "country":
        return 2.5
    chosen = follower[0][0].entry.place_id if follower[0] else ""
    if entry.own and entry.within and entry.within == chosen:
        return 2.5
    return 0.0


def _around(
    number: int, hits: Sequence[Hit], current: Sequence[tuple[Sense, float] | None]
) -> Around:
    """Count the places chosen for the names around one, and whether each is wide."""
    first = max(0, number - NEIGHBOURS)
    own_names = {sense.entry.place_id for sense in hits[number].senses}
    found = []
    for other in range(first, min(len(hits), number + NEIGHBOURS + 1)):
        chosen = current[other]
        if other == number or chosen is None or chosen[0].entry.place_id in own_names:
            continue
        there = chosen[0].entry
        if there.lon is not None and there.lat is not None:
            found.append((_vector(there.lon, there.lat), there.kind in WIDE))
    return Counter(found)


def _nearness(entry: Entry, around: Around) -> float:
    """Weigh the distance to the places named around: the nearest of them count."""
    if entry.lon is None or entry.lat is None:
        return 0.0
    here, is_wide_here = _vector(entry.lon, entry.lat), entry.kind in WIDE
    best = total = 0.0
    for (there, is_wide), times in around.items():
        away = 2 * EARTH_RADIUS_KM * asin(min(1.0, dist(here, there) / 2))
        reach = NEAR_KM * 4 if is_wide or is_wide_here else NEAR_KM
        share = (0.6 if is_wide else 1.0) / (1 + (away / reach) ** 2)
        total += share * times
        best = max(best, share)
    return 1.2 * best + 0.5 * min(total, 4.0) / 4


@lru_cache(maxsize=10_000)
def _vector(lon: float, lat: float) -> Vector:
    """Give a position on the unit sphere: what lies between two is their chord."""
    east, north = math.radians(lon), math.radians(lat)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def _choice(options: list[tuple[Sense, float]]) -> Choice:
    if not options:
        return Choice(None, (), 0.3, "no gazetteer has the name; the words beside it say a place")
    ranked = sorted(options, key=_by_weight, reverse=True)
    (best, weight), rest = ranked[0], ranked[1:]
    others = tuple(sense for sense, _ in rest[:5])
    score = round(min(0.99, 0.4 + weight / 12), 3)
    reason = "a name of it" if best.main else "another name of it"
    if rest and weight - rest[0][1] < TIE and not _near(best.entry, rest[0][0].entry, ONE_PLACE_KM):
        other = rest[0][0].entry
        return Choice(
            best, others, min(score, 0.5), f"ambiguous, {other.name} ({other.kind}) fits as well"
        )
    if rest:
        reason += ", and the better fit among its namesakes"
    return Choice(best, others, score, reason)


def _near(one: Entry, other: Entry, reach: float = SEAT_KM) -> bool:
    if None in {one.lon, one.lat, other.lon, other.lat}:
        return False
    here, there = (one.lon or 0.0, one.lat or 0.0), (other.lon or 0.0, other.lat or 0.0)
    return distance_km(here, there) < reach
