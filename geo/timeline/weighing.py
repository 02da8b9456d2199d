"""
How claims are weighed against one another: the stated rule, in one place.

A claim weighs by its credibility and by its source's reliability (two Admiralty ratings).  What
a party says against its own interest weighs more, what it says in its favour less.  Outlets that
repeat one ministry, and copies of one agency's report, are one voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geo.records import Claim, Kind, Source, Status
from geo.timeline.joining import sides_of

AGAINST_INTEREST = 3.0
IN_FAVOUR = -1.5
UNDONE = (
    Status.PROPOSED,
    Status.AGREED,
    Status.PLANNED,
    Status.POSTPONED,
)
REFUSED = (Status.DENIED, Status.DISPUTED, Status.CANCELLED)
INDEPENDENT = ""


class Weighing:
    """
    Weighs claims of one case.

    Parameters
    ----------
    party_of
        Party id by actor id.
    speakers
        Party id by whatever a claim may be attributed to: actor ids and their aliases.
    sources
        By id.
    """

    def __init__(
        self,
        party_of: Mapping[str, str],
        speakers: Mapping[str, str],
        sources: Mapping[str, Source],
    ) -> None:
        self._party_of = party_of
        self._speakers = speakers
        self._sources = sources

    def side(self, claim: Claim) -> str:
        """Give the party in whose words a claim stands; ``INDEPENDENT`` when in nobody's."""
        return self._speakers.get(claim.attribution, INDEPENDENT)

    def voice(self, claim: Claim) -> str:
        """Give who is heard in a claim: an actor, an agency, or the publisher."""
        source = self._sources[claim.source_id]
        if claim.attribution:
            return claim.attribution
        return source.agency or source.publisher

    def voices(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """Give the independent voices of several claims, each once, in alphabetical order."""
        return tuple(sorted({self.voice(claim) for claim in claims}))

    def interest(self, claim: Claim) -> float:
        """Say what a speaker's interest adds to or takes from the weight of a claim."""
        speaker = self.side(claim)
        sides = sides_of(claim, self._party_of)
        if speaker == INDEPENDENT or claim.kind not in (Kind.CAPTURE, Kind.CONTROL):
            return 0.0
        gains, loses = sides.receiver, sides.giver
        if claim.status in REFUSED:
            gains, loses = loses, gains
        if speaker == gains:
            return IN_FAVOUR
        return AGAINST_INTEREST if speaker == loses else 0.0

    def weight(self, claim: Claim) -> float:
        """
        Give the weight of a claim.

        Notes
        -----
        Credibility 1 to 6 counts 5 to 0 points, reliability A to F half a point to nothing.  A
        speaker's interest adds 3 or takes 1.5.  The figures order claims; they measure nothing.
        """
        reliability = "FEDCBA".index(self._sources[claim.source_id].reliability)
        return 6 - claim.credibility + reliability / 10 + self.interest(claim)

    def weightiest(self, claims: Iterable[Claim]) -> Claim:
        """Give the claim that weighs most; among equals the one known first."""
        return max(claims, key=self.weight)
