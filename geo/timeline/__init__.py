"""
Fold claims into events, and events into passages of ground, under two clocks.

What was *known* on a day rests on what had been published by then; what was *true* on a day
rests on everything read.  Contradictions are kept, and weighed by ``geo.timeline.weighing``.
Geometry is not known here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from geo.case.models import CaseFile
from geo.records import Claim, Event, Passage, Source
from geo.timeline.folding import fold
from geo.timeline.joining import GROUND_KINDS, join_claims
from geo.timeline.passages import Passages
from geo.timeline.weighing import Weighing

__all__ = ["Timeline"]


class Timeline:
    """
    The events of a case, as known on any day.

    Parameters
    ----------
    file
        The case file.
    sources
        By id.
    claims
        All that may be drawn.

    Attributes
    ----------
    weighing
        The rule by which claims are weighed.
    """

    def __init__(
        self, file: CaseFile, sources: Mapping[str, Source], claims: Sequence[Claim]
    ) -> None:
        self.weighing = Weighing(file.party_of, file.speakers, sources)
        self._groups = join_claims(claims, file.party_of)
        self._passages = Passages(file, self.weighing)

    def events(self, known: date | None = None) -> tuple[Event, ...]:
        """
        Give the events, in the order of their ids.

        Parameters
        ----------
        known
            Only what had been published by this day; None for everything.
        """
        events = []
        for event_id, claims in self._groups.items():
            read = [claim for claim in claims if _is_known(claim, known)]
            if read:
                events.append(fold(event_id, read, self.weighing))
        return tuple(events)

    def passages(self, known: date | None = None) -> tuple[Passage, ...]:
        """Give the passages of ground, as known on a day; None for everything."""
        return self._passages.of(self.events(known))

    def known_days(self) -> tuple[date, ...]:
        """Give the days on which something was published, in order."""
        every = (claim for claims in self._groups.values() for claim in claims)
        return tuple(sorted({claim.known_from for claim in every if claim.known_from}))

    def ground_days(self) -> tuple[date, ...]:
        """Give the days on which something was published that can change who holds ground."""
        every = (claim for claims in self._groups.values() for claim in claims)
        days = {
            claim.known_from
            for claim in every
            if claim.known_from
            and (claim.kind in GROUND_KINDS or claim.event == self._passages.positions_event)
        }
        return tuple(sorted(days))


def _is_known(claim: Claim, known: date | None) -> bool:
    return known is None or (claim.known_from is not None and claim.known_from <= known)
