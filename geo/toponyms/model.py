"""From an article to its toponyms: scan, judge, choose, tell the roles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from geo.articles import Article
from geo.boilerplate import span_at
from geo.gazetteer import Gazetteer
from geo.toponyms.choosing import SETTLEMENTS, WIDE, Choice, choose
from geo.toponyms.echoes import echoed, hereabouts
from geo.toponyms.folding import flat
from geo.toponyms.judging import ENOUGH, judge, speaks_against, view_of
from geo.toponyms.lexicon import (
    Entry,
    Lexicon,
    inflected_lexicon,
    own_lexicon,
    world_lexicon,
)
from geo.toponyms.roles import is_dateline, role_of
from geo.toponyms.scan import Hit, scan

SURE = 0.99
WITH_ENDINGS = re.compile(r"[\u0400-\u058f]")  # Cyrillic and Armenian letters
OTHER_THINGS = frozenset({"river", "airfield", "crossing", "monastery"})
FEW = 4  # namesakes
NEARLY = ENOUGH - 0.5
CLEAR, LIKELY = (
    ENOUGH + 0.3,
    ENOUGH - 1.5,
)  # what is a place once is one again, if little speaks against it
FURNITURE = frozenset({"navigation", "share links", "address", "notice", "credit"})


@dataclass(frozen=True, slots=True)
class Toponym:
    """
    A name in an article and the place it means.

    Attributes
    ----------
    start, end
        Offsets into the text; with the word that tells the kind ("Lachin district").
    place_id
        Key into the case's places, ``geonames:N``, ``unit:…`` or ``region:…``; empty when no
        gazetteer has the name, and then nothing is drawn.
    lon, lat
        EPSG:4326 degrees, or None.
    role
        ``location``, ``speaker``, ``origin``, ``destination`` or ``background``.
    candidates
        Ids of the runners-up, best first.
    """

    start: int
    end: int
    text: str
    place_id: str
    place: str
    kind: str
    lon: float | None
    lat: float | None
    role: str
    reason: str
    score: float
    candidates: tuple[str, ...] = ()


def find_toponyms(article: Article, gazetteer: Gazetteer, doc: Any = None) -> tuple[Toponym, ...]:
    """
    Find the place names of an article and choose a place for each.

    Parameters
    ----------
    gazetteer
        The case's, or one without places: then the world's names alone are looked for.
    doc
        spaCy's reading of the article's text, offset for offset; None does without.

    Returns
    -------
    tuple of Toponym
        In the order of the text, none over another.  A name that fits two places as well says
        so in its reason.
    """
    text = article.text
    plain = flat(text)
    scanned = scan(text, _lexicons(gazetteer, article), world_lexicon(), plain=plain)
    found = echoed(text, plain, scanned)
    hits = [hit for hit in found if not _aside(article, hit)]
    view = view_of(text, hits, doc, plain=plain)
    scores = [judge(view, hit) for hit in hits]
    named = {
        plain[hit.start : hit.end]
        for hit, score in zip(hits, scores, strict=True)
        if score >= CLEAR
    }
    kept = [
        hit
        for hit, score in zip(hits, scores, strict=True)
        if score >= ENOUGH
        or (
            score >= LIKELY
            and plain[hit.start : hit.end] in named
            and not speaks_against(view, hit)
        )
    ]
    starts = {hit.start for hit in kept}
    about = {sense.entry.country for hit in kept for sense in hit.senses[:1]} - {""}
    kept = [
        hit
        for hit, score in zip(hits, scores, strict=True)
        if hit.start in starts or (score >= NEARLY and _lies_in(hit, about))
    ]
    choices = choose(text, kept, plain=plain)
    found_ones = tuple(
        _toponym(article, plain, hit, choice) for hit, choice in zip(kept, choices, strict=True)
    )
    return _told(plain, kept, found_ones)


def _lies_in(hit: Hit, countries: set[str]) -> bool:
    """Tell whether the place of a name that is hardly used otherwise lies where the text is."""
    return any(sense.entry.country in countries for sense in hit.senses) and len(hit.senses) <= FEW


def _told(plain: str, hits: list[Hit], toponyms: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """Give what no gazetteer has the point that the text tells, wherever it is named."""
    known = {
        hit.start: (t.place, t.lon, t.lat)
        for hit, t in zip(hits, toponyms, strict=True)
        if t.lon is not None and t.lat is not None and t.kind not in WIDE
    }
    points: dict[str, tuple[float, float, str]] = {}
    for hit, toponym in zip(hits, toponyms, strict=True):
        if toponym.lon is None and (point := hereabouts(plain, hit, known)):
            points.setdefault(plain[hit.start : hit.end], point)
    return tuple(
        replace(
            t, lon=point[0], lat=point[1], reason=f"no gazetteer has the name; the text: {point[2]}"
        )
        if t.lon is None and (point := points.get(plain[hit.start : hit.end]))
        else t
        for hit, t in zip(hits, toponyms, strict=True)
    )


def _lexicons(gazetteer: Gazetteer, article: Article) -> tuple[Lexicon, ...]:
    """Give the case's names; where the text may hold them, those with endings as well."""
    foreign = article.language != "en"
    if not foreign and not WITH_ENDINGS.search(article.text):
        return (_own(gazetteer),)
    return _own(gazetteer), _with_endings(gazetteer, latin=foreign)


@lru_cache(maxsize=4)
def _with_endings(gazetteer: Gazetteer, *, latin: bool) -> Lexicon:
    return inflected_lexicon(gazetteer.places.values(), latin=latin)


@lru_cache(maxsize=4)
def _own(gazetteer: Gazetteer) -> Lexicon:
    return own_lexicon(gazetteer.places.values())


def _aside(article: Article, hit: Hit) -> bool:
    """Whether a hit stands in what is no prose."""
    return _reason_at(article, hit) in FURNITURE


def _reason_at(article: Article, hit: Hit) -> str:
    """Give why a hit stands in no prose, or an empty string."""
    span = span_at(article.boilerplate, hit.start)
    return span.reason if span else ""


def _toponym(article: Article, plain: str, hit: Hit, choice: Choice) -> Toponym:
    entry = choice.sense.entry if choice.sense else None
    last = hit.last if _tells(hit, entry) else hit.end
    kind = entry.kind if entry else _kind(hit)
    built = entry is not None and _is_named_after(hit, entry)
    kind = _kind(hit) if built else kind
    aside = bool(_reason_at(article, hit)) or is_dateline(article.text, hit)
    role = "background" if aside else role_of(plain, hit, kind)
    return Toponym(
        start=hit.start,
        end=last,
        text=article.text[hit.start : last],
        place_id=entry.place_id if entry else "",
        place=_label(article.text, hit, entry, built=built),
        kind=kind,
        lon=entry.lon if entry else None,
        lat=entry.lat if entry else None,
        role=role,
        reason=choice.reason,
        score=min(choice.score, SURE),
        candidates=tuple(sense.entry.place_id for sense in choice.others),
    )


def _label(text: str, hit: Hit, entry: Entry | None, *, built: bool) -> str:
    """Give a case's name of a place, and of any other the one that the text prints."""
    printed = text[hit.start : hit.last if built else hit.end]
    if entry is not None and (entry.own or printed.isupper()) and not built:
        return entry.name
    return printed


def _is_named_after(hit: Hit, entry: Entry) -> bool:
    """Tell "Orrin airport" or "the Orrin river", which are not the town of that name."""
    if hit.generic is None or hit.last <= hit.end or entry.own:
        return False
    return entry.kind in SETTLEMENTS and bool(hit.generic.kinds & OTHER_THINGS)


def _tells(hit: Hit, entry: Entry | None) -> bool:
    """Whether the word after a name belongs to the name of the place."""
    if entry is None or hit.generic is None:
        return True
    if entry.own and entry.kind in {"region", "country"}:
        return False
    return entry.kind in hit.generic.kinds or not hit.generic.kinds & (SETTLEMENTS | {"district"})


def _kind(hit: Hit) -> str:
    return min(hit.generic.kinds) if hit.generic else "area"
