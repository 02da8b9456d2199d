"""Where a match belongs: by its arguments, its clause, the sentences before, or the article."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from geo.claims.discourse import Discourse
from geo.claims.places import ANYWHERE, NEAR, Whereabouts, listed_after, places_of
from geo.claims.reading import Reading, behind
from geo.claims.triggers import Match, goes_in
from geo.toponyms import Toponym

RIVAL_KINDS = ("handover", "capture", "withdrawal")
THEATRE_KINDS = (*RIVAL_KINDS, "deployment", "establishment", "demining", "return", "agreement")
NEARBY = 450
AREAS = frozenset({"area", "region", "zone", "territory"})  # "areas around Orrin" are not Orrin
WHERE = ("in", "at", "near", "into", "to", "around", "towards", "toward", "through", "outside")
CALENDAR = frozenset(name.casefold() for name in (*calendar.month_name, *calendar.day_name) if name)
THEATRE = "the place the article is about"


class Sites:
    """
    Finds the places of matches.

    Parameters
    ----------
    whereabouts
        The article's places.
    """

    def __init__(self, whereabouts: Whereabouts) -> None:
        self._whereabouts = whereabouts

    def of(
        self, reading: Reading, match: Match, discourse: Discourse
    ) -> tuple[list[Toponym | None], str]:
        """Give a match's places, and how they were found where its clause does not name them."""
        trigger = match.trigger
        if goes_in(match):
            last = self._whereabouts.last(reading.sentence.start + trigger.idx, NEARBY)
            last = last or self._whereabouts.first_in(reading.sentence)
            return ([last] if last else []), "the place named before"
        for nouns in _groups(reading, match):
            found = [
                place
                for place in places_of(reading, nouns, self._whereabouts)
                if not self._is_party(place, match, reading)
            ]
            if found:
                return list(found), ""
        there = [t for t in reading.doc if t.lower_ in ANYWHERE and t.dep_ == "advmod"]
        referents = [self._whereabouts.referent(t, reading.sentence.start + t.idx) for t in there]
        if found := [place for place in referents if place]:
            return list(found[:1]), "'there' refers to it"
        if _names_unknown(reading, match):
            return [], ""
        return self._around(reading, match, discourse)

    def _around(
        self, reading: Reading, match: Match, discourse: Discourse
    ) -> tuple[list[Toponym | None], str]:
        """Give the place that the clause, the sentences before or the article as a whole names."""
        rule, trigger, start = match.rule, match.trigger, reading.sentence.start
        if trigger.dep_ == "relcl" and any(c.lower_ == "where" for c in trigger.children):
            there = places_of(reading, [trigger.head], self._whereabouts)
            before = [t for t in reading.toponyms if t.start < start + trigger.idx and t.place_id]
            if found := there[-1:] or tuple(before[-1:]):
                return list(found), "the place 'where' it is"
        rest = _named_below(reading, trigger)
        if rest:
            return [rest[0], *listed_after(reading, rest[:1])], "the place its clause names"
        if trigger.dep_ == "relcl" and rule.kind in RIVAL_KINDS:
            return [], ""
        if rule.antecedent and not rule.bare:
            before = [t for t in reading.toponyms if t.start < start + trigger.idx and t.place_id]
            return list(before[-1:]), "the place named before"
        last = self._whereabouts.last(start, NEARBY)
        if rule.needs_place and last and rule.kind == "deployment" and not rule.numbered:
            return [last], "the place named before"
        return self._theatre(reading, match, discourse)

    @staticmethod
    def _theatre(
        reading: Reading, match: Match, discourse: Discourse
    ) -> tuple[list[Toponym | None], str]:
        """Give what the article is about, where a claim may lie somewhere in it."""
        rule, trigger = match.rule, match.trigger
        counted = any(t.like_num for t in trigger.subtree) or any(
            "post" in reading.classes(t) for t in behind(trigger, NEAR)
        )
        counted = counted or trigger.lemma_ in ("deploy", "redeploy")
        if rule.kind in THEATRE_KINDS and discourse.theatre and (counted or not rule.needs_place):
            return [discourse.theatre], THEATRE
        return [], ""

    def _is_party(self, place: Toponym, match: Match, reading: Reading) -> bool:
        """Tell whether a country stands there as who acts, not as where."""
        if place.kind != "country":
            return False
        start = place.start - reading.sentence.start
        return any(t.idx <= start < t.idx + len(t.text) for t in match.subjects)

    @staticmethod
    def has_ground(reading: Reading, match: Match) -> bool:
        """Tell whether a match names ground at all, by a name or a word for it."""
        nouns = (*match.objects, *behind(match.trigger, match.rule.places or NEAR))
        return any("ground" in reading.classes(t) for t in nouns)


def _groups(reading: Reading, match: Match) -> list[Iterable[Token]]:
    """Give the nouns among which places are looked for, the most telling group first."""
    rule, trigger = match.rule, match.trigger
    words = rule.prepositions or rule.places or NEAR
    if any(t.tag_ == "NNS" and t.lemma_ in AREAS for t in match.objects):
        words = tuple(word for word in words if word not in ("around", "outside"))
    groups: list[Iterable[Token]] = []
    if rule.intransitive or {"ground", "post"} & set(rule.subject):
        groups.append(match.subjects)
    if not rule.prepositions and "force" not in rule.object:
        groups.append(match.objects)
    groups.append([t for t in behind(trigger, words) if not _is_receiver(reading, t, match)])
    groups.append(match.objects)
    if trigger.dep_ not in ("relcl", "acl"):
        groups.append(behind_above(trigger, NEAR, reading))
    if {"post", "flag"} & {*rule.object, *rule.arguments}:
        groups.append(match.subjects)
    return groups


def _names_unknown(reading: Reading, match: Match) -> bool:
    """Tell whether a match names a place that nobody knows: no other place is meant then."""
    if match.trigger.pos_ not in ("VERB", "AUX"):
        return False
    objects = match.objects if "ground" in match.rule.object or not match.rule.object else ()
    own = [t for t in objects if t.dep_ == "dobj" and t.head.i == match.trigger.i]
    return any(
        t.tag_ == "NNP"
        and t.text[:1].isupper()
        and t.lower_ not in CALENDAR
        and not reading.actors(t)
        and reading.place(t) is None
        for t in (*own, *behind(match.trigger, WHERE))
    )


def _named_below(reading: Reading, trigger: Token) -> list[Toponym]:
    """Give the places that stand anywhere in a trigger's clause, but for countries."""
    below = {t.idx + reading.sentence.start for t in trigger.subtree}
    return [
        t
        for t in reading.toponyms
        if t.start in below
        and t.place_id
        and t.kind != "country"
        and t.role in ("location", "destination")
    ]


def behind_above(trigger: Token, words: Sequence[str], reading: Reading) -> tuple[Token, ...]:
    """Give what stands behind prepositions of the verbs above, up to a speech verb."""
    found: list[Token] = []
    vocabulary = reading.vocabulary
    speech = vocabulary.governors("speech")
    if trigger.pos_ in ("VERB", "AUX"):  # "promised in Orrin to leave" is not about Orrin
        speech |= vocabulary.governors("agreed") | vocabulary.governors("proposed")
    for verb in trigger.ancestors:
        if verb.lemma_ in speech:
            break
        if verb.pos_ in ("VERB", "AUX"):
            found += behind(verb, words)
            if trigger.pos_ not in ("VERB", "AUX"):
                break
    return tuple(found)


def _is_receiver(reading: Reading, token: Token, match: Match) -> bool:
    """Tell whether "to Doria" names who receives rather than where."""
    if match.rule.actor != "to" and match.rule.counterparty != "from":
        return False
    place = reading.place(token)
    return bool(reading.actors(token)) and (place is None or place.kind == "country")
