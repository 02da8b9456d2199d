"""
Where a claim belongs: the places among a trigger's arguments, or what "the district" refers to.

A place in a place gives the inner one; places joined by "and" give one claim each.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from spacy.tokens import Token

from geo.claims.reading import Reading, joined, noun_phrase, with_conjuncts
from geo.claims.sentences import Sentence
from geo.toponyms import Toponym

Locate = Callable[[str], Toponym | None]

SOIL = frozenset({"territory", "land", "soil", "side", "ground"})
NEAR = (
    "in",
    "near",
    "around",
    "at",
    "along",
    "on",
    "outside",
    "inside",
    "between",
    "into",
    "including",
    "of",
    "to",
    "over",
    "across",
    "within",
    "through",
    "throughout",
    "towards",
    "toward",
)
SETTLED = frozenset({"city", "town", "village", "settlement", "hamlet"})
REGIONAL = frozenset({"region", "oblast", "area", "unit", "province", "state", "admin1"})
REFERENTS: dict[str, frozenset[str]] = {
    "district": frozenset({"district"}),
    "town": SETTLED,
    "city": SETTLED,
    "village": SETTLED,
    "settlement": SETTLED,
    "corridor": frozenset({"corridor"}),
    "lifeline": frozenset({"corridor"}),
    "region": REGIONAL,
    "enclave": REGIONAL,
    "province": REGIONAL,
    "plateau": REGIONAL | {"mountain", "plateau"},
    "zone": REGIONAL,
    "crossing": frozenset({"crossing"}),
    "area": SETTLED | REGIONAL | {"district", "crossing", "corridor"},
}
IN_A_LIST = re.compile(
    r"[\s,;]*(?:(?:and|or|plus|as well as)\b)?[\s,]*"
    r"(?:(?:\w+ly|most|also|the|of|parts?|city|town|village|districts?|region|settlements?|then|finally),?\s+)*"
)
LOCATED = re.compile(r"\b(?:in|into|from|inside|across|throughout|within) (?:the )?(?:\w+ern )?$")
BESIDE = frozenset({"abut", "adjoin", "border", "surround", "neighbour", "neighbor"})
WAYS = frozenset({"way", "path"})  # "on the way to Orrin" is not in Orrin
CONTAINING = frozenset({"region", "oblast", "country", "unit"})
VAGUE = frozenset({"around", "outside", "near"})  # "regions around Orrin" are not Orrin
ANYWHERE = frozenset({"there", "here"})
MOST_AHEAD = 2
DEEPEST = 3  # "the last of the posts in the town of X"


class _Row:
    """Places in the order of the text."""

    def __init__(self, spots: Sequence[Toponym]) -> None:
        self.spots = spots
        self.starts = [spot.start for spot in spots]

    def before(self, start: int) -> Toponym | None:
        """Give the last one that starts before an offset."""
        number = bisect_left(self.starts, start)
        return self.spots[number - 1] if number else None

    def within(self, start: int, end: int) -> Sequence[Toponym]:
        """Give those that start from an offset on and before another."""
        return self.spots[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def at_or_after(self, start: int) -> Toponym | None:
        """Give the first one that starts at an offset or behind it."""
        number = bisect_left(self.starts, start)
        return self.spots[number] if number < len(self.spots) else None


class Whereabouts:
    """
    The places of an article in the order of its text.

    Parameters
    ----------
    toponyms
        All of the article.
    sentences
        All of the article, for looking ahead.
    own
        Toponyms made of the case's places by kind, where the case has just one of a kind
        ("the corridor").
    locate
        Gives a place by its name, for "Velt territory".
    speakers
        Names that stand for a government: capitals; "the town" is none of them.
    """

    def __init__(
        self,
        toponyms: Iterable[Toponym],
        sentences: Sequence[Sentence],
        own: dict[str, Toponym],
        locate: Locate,
        speakers: frozenset[str] = frozenset(),
    ) -> None:
        self._all = tuple(t for t in toponyms if t.place_id)
        self._spots = tuple(t for t in self._all if t.role not in ("speaker", "background"))
        self._sentences = sentences
        self._ends = [sentence.end for sentence in sentences]
        self._rows: dict[tuple[frozenset[str] | None, bool], _Row] = {}
        self._own = own
        self._speakers = speakers
        self.locate = locate

    def referent(self, token: Token, start: int) -> Toponym | None:
        """Give the place that "the district" or "there" stands for, or None."""
        if token.lower_ in ANYWHERE:
            return self._last(start, None)
        kinds = REFERENTS.get(token.lemma_.casefold())
        if kinds is None or token.tag_ == "NNS":
            return None
        article = {c.lower_ for c in token.children if c.dep_ in ("det", "poss")}
        if article & {"a", "an", "another", "any", "no"}:
            return None
        found = self._last(start, kinds) or self._next(start, kinds)
        return found or next((self._own[kind] for kind in kinds if kind in self._own), None)

    def _last(self, start: int, kinds: frozenset[str] | None) -> Toponym | None:
        return self._row(kinds, heard=False).before(start)

    def _next(self, start: int, kinds: frozenset[str]) -> Toponym | None:
        first = bisect_right(self._ends, start)
        ends = self._ends[first : first + MOST_AHEAD + 1]
        found = self._row(kinds, heard=True).at_or_after(start)
        return found if found and ends and found.start < ends[-1] else None

    def _row(self, kinds: frozenset[str] | None, *, heard: bool) -> _Row:
        """Give the places of some kinds in the order of the text; or of all but countries."""
        key = kinds, heard
        if key not in self._rows:
            self._rows[key] = _Row(
                [
                    t
                    for t in self._spots
                    if (heard or (t.kind != "country" and t.text not in self._speakers))
                    and (kinds is None or t.kind in kinds)
                ]
            )
        return self._rows[key]

    def last(self, start: int, reach: int) -> Toponym | None:
        """Give the place named last within so many characters before."""
        found = self._last(start, None)
        return found if found is not None and found.start >= start - reach else None

    def first_in(self, sentence: Sentence) -> Toponym | None:
        """Give the first place of a sentence that is no country."""
        inside = self._row(None, heard=True).within(sentence.start, sentence.end)
        return next((t for t in inside if t.kind != "country"), None)

    def theatre(self) -> Toponym | None:
        """Give what the article is about: the place named most often, a country if no other."""
        counts = Counter(t.place_id for t in self._spots)
        ranked = sorted(self._spots, key=lambda t: (-counts[t.place_id], t.start))
        own = [t for t in ranked if t.kind != "country" and not self._is_seat(t)]
        if own and (counts[own[0].place_id] > 1 or own[0] is ranked[0]):
            return own[0]
        where = [t for t in ranked if t.kind == "country" and self._is_located(t)]
        return next(iter((*where, *own, *(t for t in ranked if not self._is_seat(t)))), None)

    def _is_seat(self, toponym: Toponym) -> bool:
        """Tell a capital that stands for its government."""
        return toponym.text in self._speakers and toponym.kind in SETTLED

    def _is_located(self, toponym: Toponym) -> bool:
        """Tell "in Doria" from "Doria said"."""
        for sentence in self._sentences[bisect_right(self._ends, toponym.start) :][:1]:
            before = sentence.text[: max(0, toponym.start - sentence.start)]
            return LOCATED.search(before) is not None
        return False


def places_of(
    reading: Reading, nouns: Iterable[Token], whereabouts: Whereabouts
) -> tuple[Toponym, ...]:
    """
    Give the places of nouns and of what is joined to them, in their order, each once.

    Parameters
    ----------
    reading
        The sentence.
    nouns
        Arguments of a trigger.
    whereabouts
        The article's places.
    """
    found: dict[str, Toponym] = {}
    for noun in with_conjuncts(nouns):
        for place in _place_of(reading, noun, whereabouts, 0):
            found.setdefault(place.place_id or place.place, place)
    for place in listed_after(reading, list(found.values())):
        found.setdefault(place.place_id or place.place, place)
    inner = {key: place for key, place in found.items() if place.kind != "country"}
    return tuple((inner or found).values())


def listed_after(reading: Reading, found: Sequence[Toponym]) -> Iterator[Toponym]:
    """Give the places that follow in the same list, where the parse has lost them."""
    here = [p for p in found if reading.sentence.start <= p.start < reading.sentence.end]
    if not here:
        return
    end = max(p.end for p in here)
    joined_here = len(here) > 1
    listed: list[Toponym] = []
    for place in sorted(reading.toponyms, key=lambda p: p.start):
        if place.start < end:
            continue
        between = reading.sentence.text[
            end - reading.sentence.start : place.start - reading.sentence.start
        ]
        if not IN_A_LIST.fullmatch(between):
            break
        end = place.end
        last = here[-1] if not listed else listed[-1]
        if between == ", " and place.kind in CONTAINING and last.kind not in CONTAINING:
            continue  # "Orrin, Velt Province"
        joined_here = joined_here or " and " in between
        listed.append(place)
    if joined_here:
        yield from (place for place in listed if place.role != "speaker")


def _place_of(reading: Reading, noun: Token, whereabouts: Whereabouts, depth: int) -> list[Toponym]:
    """Give the places of one noun: its own name, what stands inside it, what it refers to."""
    own = reading.place(noun)
    if own is not None and own.role != "speaker":
        return [*_named_before(reading, noun, own), own]
    referent = whereabouts.referent(noun, reading.sentence.start + noun.idx)
    if _is_region_of_a_country(reading, noun) and referent:
        return [referent]
    named = [] if "force" in reading.classes(noun) else _modifiers(reading, noun)
    inner = _inner(reading, noun, whereabouts, depth) if depth < DEEPEST and not named else []
    if named or inner:
        return named or inner
    soil = _soil(reading, noun, whereabouts)
    if soil is None and noun.dep_ == "appos":
        soil = reading.place(noun.head)
    found = soil or referent
    return [found] if found else []


def _modifiers(reading: Reading, noun: Token) -> list[Toponym]:
    """Give the places that name a noun: "the Orrin and Lund districts", "Orrin's outskirts"."""
    found = []
    for child in noun.children:
        place = reading.place(child)
        if child.dep_ not in ("compound", "nmod", "amod", "poss") or place is None:
            continue
        if place.role == "speaker" or (child.dep_ == "poss" and place.kind == "country"):
            continue
        others = [p for c in child.conjuncts if (p := reading.place(c)) and child.dep_ != "poss"]
        found += [p for p in (place, *others) if p not in found]
    return found


def _soil(reading: Reading, noun: Token, whereabouts: Whereabouts) -> Toponym | None:
    """Give the country of "Velt territory"."""
    if noun.lemma_.casefold() not in SOIL:
        return None
    for token in noun_phrase(noun):
        for actor in reading.actors(token):
            place = whereabouts.locate(token.text) or whereabouts.locate(actor)
            if place:
                return place
    return None


def _named_before(reading: Reading, noun: Token, own: Toponym) -> list[Toponym]:
    """Give the first of "the Orrin and Lund districts", where the last took the noun."""
    return [
        place
        for child in noun.children
        if child.dep_ in ("compound", "nmod")
        and (place := reading.place(child)) is not None
        and place is not own
        and (child.conjuncts or reading.doc[child.i + 1].dep_ == "cc")
    ]


def _is_region_of_a_country(reading: Reading, noun: Token) -> bool:
    """Tell "the contested region of Doria" from "the town of Orrin"."""
    if noun.lemma_.casefold() not in ("region", "enclave", "area", "province"):
        return False
    return any(
        (place := reading.place(pobj)) is not None and place.kind == "country"
        for prep in noun.children
        if prep.lower_ == "of"
        for pobj in prep.children
    )


def _inner(reading: Reading, noun: Token, whereabouts: Whereabouts, depth: int) -> list[Toponym]:
    """Give the places in apposition to a noun, or behind its prepositions; "of" comes first."""
    if beside := _beside(reading, noun):
        return beside
    preps = [c for own in noun.children for c in (own, *joined(own)) if c.dep_ in ("prep", "conj")]
    if noun.lemma_.casefold() in WAYS:
        preps = [p for p in preps if p.lower_ not in ("to", "into")]
    found: list[Toponym] = []
    vague = VAGUE if noun.tag_ == "NNS" else frozenset()
    for prep in sorted(
        (p for p in preps if p.lower_ in NEAR and p.lower_ not in vague),
        key=lambda p: p.lower_ != "of",
    ):
        if found and prep.dep_ != "conj":
            break
        pobjs = with_conjuncts(c for c in prep.children if c.dep_ in ("pobj", "pcomp"))
        found += [p for one in pobjs for p in _place_of(reading, one, whereabouts, depth + 1)]
    return found


def _beside(reading: Reading, noun: Token) -> list[Toponym]:
    """Give the places in apposition to a noun, or that it is said to abut."""
    for child in noun.children:
        if child.dep_ == "appos":
            listed = [p for t in (child, *child.conjuncts) if (p := reading.place(t))]
            if listed and listed[0].role != "speaker":
                return listed
        if child.dep_ == "acl" and child.lemma_ in BESIDE:
            beside = with_conjuncts(c for c in child.children if c.dep_ == "dobj")
            if found := [p for t in beside if (p := reading.place(t))]:
                return found
    return []
