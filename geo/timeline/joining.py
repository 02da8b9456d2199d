"""
Which claims are about the same thing.

Claims join by their ``event``.  A claim without one joins the claims of its kind, place and
parties, however the days differ, unless the place changed hands in between; so a postponed
handover stays one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from geo.records import Claim, Kind, Status

PASSING = (Kind.HANDOVER, Kind.WITHDRAWAL)
GROUND_KINDS = (Kind.CONTROL, Kind.CAPTURE, *PASSING)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who gets and who gives, by party; empty where a claim does not say."""

    receiver: str
    giver: str


def sides_of(claim: Claim, party_of: Mapping[str, str]) -> Sides:
    """
    Give the sides of a claim.

    Notes
    -----
    In a handover or a capture the actor receives, in a withdrawal the actor leaves.
    """
    actor, other = (party_of.get(one, "") for one in (claim.actor, claim.counterparty))
    return Sides(other, actor) if claim.kind is Kind.WITHDRAWAL else Sides(actor, other)


def happening(claim: Claim) -> date | None:
    """Give the day by which a claim says it happened or is to happen, or its day of publication."""
    if claim.when is not None:
        return claim.when.start if claim.when.throughout else claim.when.last or claim.when.start
    return claim.known_from


def join_claims(
    claims: Iterable[Claim], party_of: Mapping[str, str]
) -> dict[str, tuple[Claim, ...]]:
    """
    Group claims into events.

    Parameters
    ----------
    claims
        Of all sources.
    party_of
        Party id by actor id.

    Returns
    -------
    dict
        Claims by event id, each group in the order in which it became known, the groups in the
        order of their ids.
    """
    every = sorted(claims, key=_known_order)
    joiner = _Joiner(every, party_of)
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in every:
        groups[joiner.event_of(claim)].append(claim)
    return {event_id: tuple(groups[event_id]) for event_id in sorted(groups)}


def _known_order(claim: Claim) -> tuple[date, str, str]:
    return claim.known_from or date.max, claim.source_id, claim.claim_id


class _Joiner:
    def __init__(self, claims: list[Claim], party_of: Mapping[str, str]) -> None:
        self._party_of = party_of
        self._named: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
        self._changes: defaultdict[str, set[tuple[date, str]]] = defaultdict(set)
        for claim in claims:
            if claim.event:
                self._named[_class(claim), claim.place_id].append(claim)
            day = happening(claim)
            if claim.kind in GROUND_KINDS and claim.status is Status.COMPLETED and day:
                self._changes[claim.place_id].add((day, sides_of(claim, party_of).receiver))

        self._epochs: defaultdict[str, set[int]] = defaultdict(set)
        for claim in claims:
            self._epochs[self._base(claim)].add(self._epoch(claim))

    def event_of(self, claim: Claim) -> str:
        if claim.event:
            return claim.event
        for other in self._named[_class(claim), claim.place_id]:
            if claim.place_id and self._same(claim, other):
                return other.event
        base = self._base(claim)
        number = sorted(self._epochs[base]).index(self._epoch(claim))
        return f"{base}-{number + 1}" if number else base

    def _base(self, claim: Claim) -> str:
        sides = sides_of(claim, self._party_of)
        parts = (claim.place_id or "no-place", _class(claim), sides.giver, sides.receiver)
        return "-".join(filter(None, parts))

    def _same(self, claim: Claim, other: Claim) -> bool:
        one, two = sides_of(claim, self._party_of), sides_of(other, self._party_of)
        agree = all(
            a == b or not a or not b
            for a, b in ((one.receiver, two.receiver), (one.giver, two.giver))
        )
        return agree and self._epoch(claim) == self._epoch(other)

    def _epoch(self, claim: Claim) -> int:
        day, receiver = happening(claim), sides_of(claim, self._party_of).receiver
        if day is None or claim.kind not in GROUND_KINDS:
            return 0
        changes = self._changes[claim.place_id]
        return len({then for then, who in changes if then < day and who not in ("", receiver)})


def _class(claim: Claim) -> str:
    return Kind.HANDOVER.value if claim.kind in PASSING else claim.kind.value
