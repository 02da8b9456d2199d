"""From a match to a claim: who, where, when, how many, how far it has come."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from geo.claims.days import When, pairs_after, when_of
from geo.claims.discourse import Discourse
from geo.claims.model import FoundClaim
from geo.claims.parties import Parties
from geo.claims.places import Whereabouts, places_of
from geo.claims.quantities import Quantity, chosen_quantity, quantities
from geo.claims.reading import Reading, behind
from geo.claims.sides import Sides
from geo.claims.sites import RIVAL_KINDS, THEATRE, Sites
from geo.claims.speakers import speaker_of
from geo.claims.standing import by_words_of_a_pact, is_hypothetical, status_of
from geo.claims.triggers import Match
from geo.records import Scope, Status
from geo.toponyms import Toponym

ID_LENGTH = 12
GAP = re.compile(
    r"s?(?: (?:troops|soldiers|forces|units|contingents?|peacekeepers))?"
    r" (?:in|at|around|near) (?:the )?"
)
GAP_BEFORE = re.compile(r"(?:,|;| and| while)(?: the)? $")
STATIC = frozenset({"locate", "situate", "base"})
WIDE = frozenset({"country", "region", "oblast", "area", "unit"})


class Settler:
    """
    Settles the fields of claims of one article.

    Parameters
    ----------
    source_key
        What ids of claims begin with: the article's SHA-256.
    published
        Its day of publication, or None.
    parties
        Who is who.
    whereabouts
        Its places.
    """

    def __init__(
        self, source_key: str, published: date | None, parties: Parties, whereabouts: Whereabouts
    ) -> None:
        self._key = source_key
        self._published = published
        self._sides = Sides(parties)
        self._sites = Sites(whereabouts)
        self._whereabouts = whereabouts

    def claims(
        self, reading: Reading, match: Match, discourse: Discourse
    ) -> tuple[list[FoundClaim], str]:
        """Give a match's claims, one for each place; or none, and the reason."""
        if is_hypothetical(match.trigger):
            return [], "it never came to be"
        status = _status(reading, match)
        when = when_of(
            reading, match.trigger, status, self._published, reading.vocabulary.background
        )
        if when.is_past:
            return [], "it recalls the past"
        places, reason = self._sites.of(reading, match, discourse)
        if refusal := self._refusal(reading, match, places, reason):
            return [], refusal
        actor, counterparty = self._sides.of(reading, match, discourse)
        if reason == THEATRE and places and places[0] and _is_own(places[0], actor, counterparty):
            places = []  # "Doria was handed Orrin" is not somewhere in Doria
        arguments = (*match.objects, *match.subjects)
        quantity = chosen_quantity(quantities(reading), match.rule.counts, arguments, match.trigger)
        attribution = speaker_of(reading, match.trigger, discourse.speaker)
        fields = _Fields(status, when, actor, counterparty, quantity, attribution, reason)
        found = [self._claim(reading, match, place, fields) for place in places or [None]]
        found = self._shared_out(reading, match, found)
        if len(found) == 1 and found[0].place and not reason:
            found += [
                replace(self._claim(reading, match, place, fields), edtf=edtf, roughly=roughly)
                for place, edtf, roughly in pairs_after(reading, found[0].place, self._published)
            ]
        return found, ""

    def _shared_out(
        self, reading: Reading, match: Match, found: list[FoundClaim]
    ) -> list[FoundClaim]:
        """Give each its own place in "French troops in Orrin, Germans in Lund"."""
        start = reading.sentence.start
        if match.rule.kind != "deployment" or not found or not found[0].place:
            return found
        shared = {}
        for place in (t for t in reading.toponyms if t.start > found[0].place.start):
            before = reading.sentence.text[: place.start - start]
            for party in reading.parties:
                if GAP.fullmatch(before[party.end :]) and GAP_BEFORE.search(before[: party.start]):
                    shared[place.place_id] = self._claim_of(found[0], place, party.actor)
        kept = [c for c in found if c.place is None or c.place.place_id not in shared]
        return [*kept, *shared.values()]

    def _claim_of(self, claim: FoundClaim, place: Toponym, actor: str) -> FoundClaim:
        key = f"{self._key}\n{place.place_id}\n{claim.kind}\n{claim.start}-{claim.end}"
        return replace(
            claim,
            claim_id=hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH],
            place=place,
            actor=actor,
            quantity=None,
            quantity_as_printed="",
            unit="",
            approximation="",
        )

    def _refusal(
        self, reading: Reading, match: Match, places: Sequence[Toponym | None], reason: str
    ) -> str:
        """Say why a match is no claim after all; empty where it is one."""
        rule, trigger = match.rule, match.trigger
        has_ground = self._sites.has_ground(reading, match)
        faults = {
            "it only describes another matter": _only_describes(match, places, reason),
            "its verb is another one": rule.kind == "deployment" and _is_to(trigger),
            "it only says where something is": trigger.dep_ == "acl" and trigger.lemma_ in STATIC,
            "its object is no ground": not _object_belongs(reading, match),
            "it was so before": rule.ongoing and _was_before(trigger),
            "it names no place": rule.needs_place and not places,
            "it names no place of its own": rule.own_place
            and not has_ground
            and bool(reason or not places),
            "it names no ground": rule.place_or_ground and not places and not has_ground,
        }
        return next((fault for fault, is_so in faults.items() if is_so), "")

    def _claim(
        self, reading: Reading, match: Match, place: Toponym | None, fields: _Fields
    ) -> FoundClaim:
        sentence, quantity = reading.sentence, fields.quantity
        key = "\n".join(
            (
                *(self._key, place.place_id if place else "", match.rule.kind),
                f"{sentence.start}-{sentence.end}",
            )
        )
        return FoundClaim(
            claim_id=hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH],
            kind=match.rule.kind,
            place=place,
            scope=_scope(reading, match, place, fields.reason),
            actor=fields.actor,
            counterparty=fields.counterparty,
            origin=self._origin(reading, match, place),
            edtf=fields.when.edtf,
            roughly=fields.when.roughly,
            status=fields.status,
            quantity=quantity.value if quantity else None,
            quantity_as_printed=quantity.as_printed if quantity else "",
            approximation=quantity.approximation if quantity else "",
            unit=quantity.unit if quantity else "",
            attribution=fields.attribution,
            start=sentence.start,
            end=sentence.end,
            rule=match.rule.id,
            reason="; ".join(r for r in (fields.reason, fields.when.reason) if r),
        )

    def _origin(self, reading: Reading, match: Match, place: Toponym | None) -> str:
        if match.rule.kind != "deployment" or "from" in match.rule.places:
            return ""
        found = places_of(reading, behind(match.trigger, ("from",)), self._whereabouts)
        return next(
            (p.place_id for p in found if place is None or p.place_id != place.place_id), ""
        )


@dataclass(frozen=True)
class _Fields:
    status: Status
    when: When
    actor: str
    counterparty: str
    quantity: Quantity | None
    attribution: str
    reason: str


def _is_own(place: Toponym, actor: str, counterparty: str) -> bool:
    """Tell whether a country is that of a side."""
    return place.kind == "country" and place.place in f"{actor}; {counterparty}".split("; ")


def _status(reading: Reading, match: Match) -> Status:
    """Give the status: the rule's own, or what the words say."""
    rule, trigger = match.rule, match.trigger
    status = status_of(reading, trigger)
    if rule.status and status in (Status.COMPLETED, Status.UNDERWAY):
        return Status(rule.status)
    if status in (Status.COMPLETED, Status.UNDERWAY) and _is_announced(reading, match):
        return Status.PLANNED
    if status not in (Status.COMPLETED, Status.UNDERWAY):
        return status
    if by_words_of_a_pact(reading, trigger):
        return Status.AGREED
    if rule.ongoing and trigger.tag_ in ("VBZ", "VBP"):
        return Status.UNDERWAY
    lasting = "so far" in reading.lowered or "since" in reading.lowered
    return Status.UNDERWAY if rule.kind == "return" and lasting else status


def _is_announced(reading: Reading, match: Match) -> bool:
    """Tell "ordered the withdrawal of its troops", which is to come."""
    noun = match.trigger
    if noun.pos_ not in ("NOUN", "PROPN") or match.rule.kind in ("capture", "incident"):
        return False
    announced = noun.dep_ in ("dobj", "nsubjpass") and noun.head.pos_ == "VERB"
    return announced and noun.head.lemma_ in reading.vocabulary.governors("announcing")


def _only_describes(match: Match, places: Sequence[Toponym | None], reason: str) -> bool:
    """Tell "territories retaken in the war" from "Orrin, which they retook"."""
    if match.trigger.dep_ not in ("relcl", "acl") or match.rule.kind not in RIVAL_KINDS:
        return False
    named = bool(places) and not reason and any(p and p.kind != "country" for p in places)
    return not named


def _object_belongs(reading: Reading, match: Match) -> bool:
    """Tell "left the town" from "left a mess", "reached the border" from "reached a deal"."""
    wanted = set(match.rule.own_object)
    own = [t for t in match.trigger.children if t.dep_ == "dobj" and t not in match.consumed]
    if not wanted or not own:
        return True
    return any(reading.place(t) or t.pos_ == "PROPN" or reading.classes(t) & wanted for t in own)


def _was_before(trigger: Token) -> bool:
    """Tell "soldiers who had been serving in Orrin", who are somewhere else now."""
    return trigger.dep_ == "relcl" and any(c.lower_ == "had" for c in trigger.children)


def _is_to(trigger: Token) -> bool:
    """Tell the "is" of "is to number"."""
    return trigger.lemma_ == "be" and any(
        c.dep_ == "xcomp" and c.tag_ == "VB" for c in trigger.children
    )


def _scope(reading: Reading, match: Match, place: Toponym | None, reason: str) -> Scope:
    if place is None or reason or place.kind == "country":
        return Scope.SOMEWHERE
    if match.rule.kind in ("deployment", "establishment", "demining") and place.kind in WIDE:
        return Scope.SOMEWHERE
    parts = reading.vocabulary.lists("part")
    start = place.start - reading.sentence.start
    for noun in match.objects:
        if noun.lemma_.casefold() in parts and any(
            t.idx <= start < t.idx + len(t.text) for t in noun.subtree
        ):
            return Scope.PART
    return Scope.WHOLE
