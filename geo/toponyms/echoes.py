"""
Names that no gazetteer has, and what a text itself says of them.

A name that one sentence calls a village is a place in the others too; so is one in a list of
towns, at the head of a report, or told by its distance from a known place.  Where a text says
how far and which way, or near what, that gives a point that means no more than hereabouts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import ahocorasick_rs

from geo.gazetteer import EARTH_RADIUS_KM
from geo.toponyms.scan import Hit
from geo.toponyms.words import common_words, generics, words

_WORD = r"[A-Z][a-z']+"
_NAME = rf"{_WORD}(?: (?:(?:[Aa]l|[Ee]l|[Ee]d|[Ee]s|[Ee]n|[Aa]d|[Dd]e|e) )?{_WORD}){{0,2}}"
_LIST = re.compile(
    r"\b(towns?|villages?|settlements?|cities|areas|localities|hamlets|communities|districts?)\b"
    r"(?: and (?:towns|villages|settlements|cities|areas))?(?: [a-z]+){0,3}?,? ?"
    r"(?:of|including|such as|like|namely|:)(?= (?:the |[A-Z]))"
)
_ITEM = re.compile(
    rf"(?:,? (?:and|or|as well as|plus)|,)? (?:the (?:[a-z]+ ){{1,2}}(?:to|of) )?({_NAME})"
)
_DISTANCE = re.compile(
    r"(?:,| is| lies| was|,? located| situated|,? which (?:is|lies))*"
    r" (?:located |situated )?(?:about |some |around |roughly |just |only )?"
    r"(\d[\d.,]*)(?: ?(km|kilomet\w+|miles?|mi)\b)?(?: \([^)]{1,20}\))? "
    r"((?:north|south|east|west)(?: ?(?:north|south|east|west))?)\w* "
    r"(?:of|from) (?:the \w+ (?:\w+ )?)?"
)
_NEAR = re.compile(r",? (?:near|close to|just outside|on the outskirts of) (?:the \w+ (?:of )?)?")
_AT_HEAD = re.compile(
    r"(?m)^\s*([A-Z][A-Z'’-]{3,}(?: [A-Z]{2,})*)(?=, [A-Z]\w+[^.\n]{0,40}?(?:--|—|–| - |//|\())"
)
_BREAK = re.compile(r"\b")
_SPEAKS = re.compile(r" (?:said|says|told|wrote|added|announced|reported|confirmed)\b")
_BEARINGS = {"north": 0, "east": 90, "south": 180, "west": 270}
KM_A_MILE = 1.609344
FARTHEST_KM = 150.0


def echoed(text: str, plain: str, hits: Sequence[Hit]) -> list[Hit]:
    """
    Give the hits with those names added that the text itself tells to be places.

    Parameters
    ----------
    text, plain
        The text, and its plain form.
    hits
        In the order of the text.
    """
    found = _with_longer(plain, _as_listed(plain, list(hits)))
    taken = {i for hit in (*hits, *found) for i in range(hit.start, hit.end)}
    for hit in (
        *_listed(plain),
        *_camps(plain),
        *_told_by_distance(plain, hits),
        *_at_head(text),
    ):
        if taken.isdisjoint(range(hit.start, hit.end)) and _can_be(plain, hit):
            found.append(hit)
            taken.update(range(hit.start, hit.end))
    for hit in _again(plain, found):
        if taken.isdisjoint(range(hit.start, hit.end)):
            found.append(hit)
            taken.update(range(hit.start, hit.end))
    return sorted(found, key=lambda hit: hit.start)


def _with_longer(plain: str, hits: Iterable[Hit]) -> list[Hit]:
    """Give the hits with longer names in place of their parts: "Alma al-Shaab" is no Alma."""
    by_start: dict[int, list[Hit]] = {}
    for hit in hits:
        by_start.setdefault(hit.start, []).append(hit)
    for hit in (*_listed(plain), *_camps(plain)):
        starting = (h for start in range(hit.start, hit.end) for h in by_start.get(start, ()))
        inside = [h for h in starting if h.last <= hit.end]
        longer = inside and all(h.end - h.start < hit.end - hit.start for h in inside)
        is_own = any(sense.entry.own for h in inside for sense in h.senses)
        if longer and not is_own and _can_be(plain, hit):
            for one in inside:
                by_start[one.start].remove(one)
            by_start.setdefault(hit.start, []).append(hit)
    return [hit for there in by_start.values() for hit in there]


def _as_listed(plain: str, hits: list[Hit]) -> list[Hit]:
    """Give the hits with those that stand in a list of towns known to be such."""
    listed = {(hit.start, hit.end): hit.generic for hit in _listed(plain)}
    return [
        replace(hit, generic=listed[hit.start, hit.end])
        if hit.generic is None and (hit.start, hit.end) in listed
        else hit
        for hit in hits
    ]


def _can_be(plain: str, hit: Hit) -> bool:
    """Tell a name from an adjective, a person's title or a word of the language."""
    parts = plain[hit.start : hit.end].casefold().split()
    never = (
        words("around", "unlikely")
        | words("around", "person")
        | words("around", "body")
        | words("around", "free")
    )
    return (
        not never & set(parts)
        and not all(part in common_words() for part in parts)
        and not parts[-1].endswith(("ian", "ians", "ish", "ese", "ani", "eni", "'s"))
    )


def _listed(plain: str) -> Iterator[Hit]:
    """Give the names of "the towns of A, B and the entrances to C"."""
    for opening in _LIST.finditer(plain):
        many = generics().get(opening[1].casefold())
        place = opening.end()
        found = []
        while item := _ITEM.match(plain, place):
            found.append((item.start(1), item.end(1)))
            place = item.end()
        if many is not None and not many.many and len(found) > 1:
            found = []  # "the town of Orrin, Velt": the second is where it lies
        for start, end in found:
            if not _SPEAKS.match(plain, end):
                yield Hit(start, end, generic=many)


def _camps(plain: str) -> Iterator[Hit]:
    """Give "Camp Orrin", where troops are said to be in it."""
    for camp in re.finditer(rf"\b(?:in|at|near|to|from) (Camp {_WORD})", plain):
        yield Hit(camp.start(1), camp.end(1))


def _told_by_distance(plain: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Give the name of "Orrin, 20 km north of Lund", where Lund is known."""
    known = {hit.start for hit in hits if hit.senses}
    for name in re.finditer(_NAME, plain):
        told = _DISTANCE.match(plain, name.end())
        if told and told.end() in known:
            yield Hit(name.start(), name.end())


def _at_head(text: str) -> Iterator[Hit]:
    """Give the name at the head of a report: "KARALETI, Georgia --"."""
    for name in _AT_HEAD.finditer(text):
        yield Hit(name.start(1), name.end(1))


def _again(plain: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Give the further mentions of names that stand for places once."""
    names = {plain[hit.start : hit.end] for hit in hits if not hit.senses}
    if not names:
        return
    free = words("around", "free")
    follow = free | set(generics())
    scan = ahocorasick_rs.AhoCorasick(sorted(names)).find_matches_as_indexes(
        plain, overlapping=True
    )
    spans = [(start, end) for _, start, end in scan if _is_apart(plain, start, end)]
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], plain[span[0] : span[1]])):
        before = re.search(r"([A-Za-z]+) $", plain[max(0, start - 20) : start])
        after = re.match(r" ([A-Z][a-z]+)", plain[end : end + 20])
        alone = before is None or before[1].islower() or before[1].casefold() in free
        if alone and (after is None or after[1].casefold() in follow):
            yield Hit(start, end)


def _is_apart(plain: str, start: int, end: int) -> bool:
    """Tell a name from a part of a word."""
    return _BREAK.match(plain, start) is not None and _BREAK.match(plain, end) is not None


def hereabouts(
    plain: str, hit: Hit, places: dict[int, tuple[str, float, float]]
) -> tuple[float, float, str] | None:
    """
    Give a point for a name by the distance, or the nearness, that the text tells.

    Parameters
    ----------
    places
        Name, longitude and latitude of the places known, by where they start.

    Returns
    -------
    tuple of float, float and str, or None
        Longitude, latitude, and what the text says.
    """
    if (told := _DISTANCE.match(plain, hit.last)) and told.end() in places:
        name, lon, lat = places[told.end()]
        away = float(told[1].replace(",", "")) * (
            KM_A_MILE if (told[2] or "km").startswith("mi") else 1
        )
        if away <= FARTHEST_KM:
            way = told[3].replace(" ", "")
            return (*_moved(lon, lat, away, _bearing(way)), f"{away:.0f} km {way} of {name}")
    if (near := _NEAR.match(plain, hit.last)) and near.end() in places:
        name, lon, lat = places[near.end()]
        return lon, lat, f"near {name}"
    return None


def _bearing(way: str) -> float:
    """Give the degrees of "northwest"."""
    parts = re.findall("north|south|east|west", way)
    x = sum(math.sin(math.radians(_BEARINGS[part])) for part in parts)
    y = sum(math.cos(math.radians(_BEARINGS[part])) for part in parts)
    return math.degrees(math.atan2(x, y))


def _moved(lon: float, lat: float, km: float, bearing: float) -> tuple[float, float]:
    """Give the point so far away on a sphere."""
    angle, turn, phi = km / EARTH_RADIUS_KM, math.radians(bearing), math.radians(lat)
    north = math.asin(
        math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(turn)
    )
    east = math.atan2(
        math.sin(turn) * math.sin(angle) * math.cos(phi),
        math.cos(angle) - math.sin(phi) * math.sin(north),
    )
    return round(lon + math.degrees(east), 3), round(math.degrees(north), 3)
