"""
Fold claims into events, and events into passages of ground, under two clocks.

What was *known* on a day rests on what had been published by then; what was *true* on a day
rests on everything read.  Contradictions are kept, and weighed by ``geo.timeline.weighing``.
Geometry is not known here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from geo.case.models import CaseFile
from geo.records import Claim, Event, Passage, Source
from geo.timeline.folding import fold
from geo.timeline.joining import GROUND_KINDS, join_claims
from geo.timeline.passages import Passages
from geo.timeline.standing import Standing
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
        self._known = {event_id: _days_known(group) for event_id, group in self._groups.items()}
        self._folded: dict[tuple[str, int], Event] = {}
        self._passages = Passages(file, self.weighing)
        self._moving = [event_id for event_id in self._groups if self._may_move(event_id)]

    def events(self, known: date | None = None) -> tuple[Event, ...]:
        """
        Give the events, in the order of their ids.

        Parameters
        ----------
        known
            Only what had been published by this day; None for everything.
        """
        return tuple(self._read(self._groups, known))

    def unfolding(self, event_id: str) -> tuple[tuple[date, Event], ...]:
        """
        Give an event as it was known from each day on which something about it was published.

        Returns
        -------
        tuple of (date, Event)
            In the order of days; what was known on a day in between is what the day before it
            in this list says.
        """
        days = sorted(set(self._known[event_id]))
        return tuple((day, event) for day in days for event in self._read([event_id], day))

    def passages(self, known: date | None = None) -> tuple[Passage, ...]:
        """Give the passages of ground, as known on a day; None for everything."""
        standing = Standing(self._passages)
        standing.learn(tuple(self._read(self._moving, known)))
        return standing.passages(self._moving)

    def passages_by_day(self) -> dict[date | None, tuple[Passage, ...]]:
        """Give the passages under None with everything read, and as known on each ground day."""
        found: dict[date | None, tuple[Passage, ...]] = {None: self.passages()}
        days = self.ground_days()
        news: dict[date, dict[str, None]] = {day: {} for day in days}
        for event_id in self._moving:
            for day in self._known[event_id]:
                if day <= days[-1]:
                    news[days[bisect_left(days, day)]][event_id] = None
        standing = Standing(self._passages)
        for day in days:
            standing.learn(tuple(self._read(news[day], day)))
            found[day] = standing.passages(self._moving)
        return found

    def known_days(self) -> tuple[date, ...]:
        """Give the days on which something was published, in order."""
        return tuple(sorted({day for days in self._known.values() for day in days}))

    def ground_days(self) -> tuple[date, ...]:
        """Give the days on which something was published that can change who holds ground."""
        every = (claim for event_id in self._moving for claim in self._groups[event_id])
        days = {claim.known_from for claim in every if claim.known_from and self._moves(claim)}
        return tuple(sorted(days))

    def _read(self, event_ids: Iterable[str], known: date | None) -> Iterator[Event]:
        """Fold each event once for every number of its claims: a day reads the first so many."""
        for event_id in event_ids:
            claims = self._groups[event_id]
            count = len(claims) if known is None else bisect_right(self._known[event_id], known)
            if not count:
                continue
            key = event_id, count
            if key not in self._folded:
                self._folded[key] = fold(event_id, claims[:count], self.weighing)
            yield self._folded[key]

    def _may_move(self, event_id: str) -> bool:
        return any(map(self._moves, self._groups[event_id]))

    def _moves(self, claim: Claim) -> bool:
        return claim.kind in GROUND_KINDS or claim.event == self._passages.positions_event


def _days_known(claims: Sequence[Claim]) -> tuple[date, ...]:
    """Give the days on which claims became known; claims of no day come last, and give none."""
    return tuple(claim.known_from for claim in claims if claim.known_from is not None)
