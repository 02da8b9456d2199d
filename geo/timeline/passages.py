"""
From events to passages of ground: who holds which place from which day, and how sure that is.

Only claims about the whole of a place move ground.  Geometry is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.case.models import CaseFile
from geo.records import Claim, Event, Kind, Passage, Scope, Status
from geo.timeline.folding import DOUBTFUL, day_of, fold, schedule_of
from geo.timeline.joining import GROUND_KINDS, happening, sides_of
from geo.timeline.weighing import INDEPENDENT, REFUSED, UNDONE, Weighing

AGREED = (Status.AGREED, Status.POSTPONED)


class Passages:
    """
    Makes passages of the events of a case.

    Parameters
    ----------
    file
        The case file: parties that hold ground, the case's first day, the event that fixed
        positions.
    weighing
        The rule for weighing claims.
    """

    def __init__(self, file: CaseFile, weighing: Weighing) -> None:
        self._file = file
        self._weighing = weighing
        self._party_of = file.party_of
        self._holding = {party.id for party in file.party if party.holds}
        self.positions_event = file.positions_agreed
        self._made: dict[tuple[int, date | None], tuple[Event, Passage | None]] = {}

    def of(self, event: Event, settled: date | None) -> Passage | None:
        """
        Give the passage of an event, made once for all days on which the same is known of it.

        Parameters
        ----------
        event
            As known on one day, or with everything read.
        settled
            The day on which positions were fixed, as known then; None while they were not.

        Returns
        -------
        Passage or None
            None for an event that moves no ground.
        """
        if event.kind not in GROUND_KINDS:
            return None
        key = id(event), settled
        if key not in self._made:
            self._made[key] = event, self._passage(event, settled)
        return self._made[key][1]

    def settles(self, event: Event) -> date | None:
        """Give the day on which an event fixes positions; None when it is no such event."""
        if event.event_id == self.positions_event and event.status in (
            Status.COMPLETED,
            Status.AGREED,
        ):
            return event.day or happening(event.claims[0])
        return None

    def _whole(self, event: Event) -> Event | None:
        """Fold again only the claims about the whole of the event's place."""
        claims = [
            claim
            for claim in event.claims
            if claim.scope is Scope.WHOLE
            and claim.place_id == event.place_id
            and claim.kind in GROUND_KINDS
        ]
        return fold(event.event_id, claims, self._weighing) if claims and event.place_id else None

    def _passage(self, told: Event, settled: date | None) -> Passage | None:
        event = self._whole(told)
        if event is None:
            return None
        leading = self._leading(event)
        sides = sides_of(leading, self._party_of)
        if sides.receiver not in self._holding:
            return None
        day = self._day(event)
        schedule = schedule_of(event.claims, AGREED)
        contested = self._contested(told, settled) if event.kind is Kind.CAPTURE else None
        if day is None and not schedule and contested is None:
            return None
        how = self._how(event, day)
        return Passage(
            event_id=event.event_id,
            place_id=event.place_id,
            day=day,
            holder=sides.receiver,
            taken_from=sides.receiver if how == "retained" else sides.giver,
            how="held" if how == "retained" else how,
            contested=contested,
            confirmed=self._confirmed(event, day, settled),
            schedule=schedule,
        )

    def _leading(self, event: Event) -> Claim:
        done = [claim for claim in event.claims if claim.status is Status.COMPLETED]
        return self._weighing.weightiest(done or event.claims)

    def _day(self, event: Event) -> date | None:
        done = [claim for claim in event.claims if claim.status is Status.COMPLETED]
        if not done or event.status is Status.DENIED or _is_doubtful(done):
            return None
        day = day_of(event.span)
        if event.span is not None and event.span.throughout and event.span.start is None:
            return date.min
        return day or min((c.known_from for c in done if c.known_from), default=None)

    def _how(self, event: Event, day: date | None) -> str:
        if event.kind is Kind.CAPTURE:
            return "fighting"
        if event.kind is not Kind.CONTROL:
            return "handover"
        if day is not None and day < self._file.first_day:
            return "held"
        return "control" if event.counterparty else "retained"

    def _confirmed(self, event: Event, day: date | None, settled: date | None) -> date | None:
        if event.kind is not Kind.CAPTURE:
            return day
        days = [
            max(day, claim.known_from)
            for claim in self._others(event)
            if day is not None and claim.known_from
        ]
        if settled is not None and day is not None and day <= settled:
            days.append(settled)
        return min(days, default=None)

    def _others(self, event: Event) -> list[Claim]:
        """Completed claims that are not the taker's own word."""
        taker = self._party_of.get(event.actor, "")
        return [
            claim
            for claim in event.claims
            if claim.status is Status.COMPLETED and self._weighing.side(claim) != taker
        ]

    def _contested(self, event: Event, settled: date | None) -> tuple[date, date] | None:
        own = [claim for claim in event.claims if self._asserts(claim)]
        refusals = [claim for claim in event.claims if claim.status in REFUSED]
        first = min((day for claim in own if (day := _first_day(claim))), default=None)
        if first is None:
            return None
        others = self._others(event)
        later = [c for c in others if (day := _first_day(c)) and day > first and self._free(c)]
        if not refusals and not later and not _is_doubtful(own):
            return None
        ends = [end for claim in others if (end := self._settles(claim)) and end > first]
        if settled is not None and settled > first:
            ends.append(settled)
        return (first, min(ends)) if ends else (first, date.max)

    def _asserts(self, claim: Claim) -> bool:
        return claim.status not in REFUSED and claim.status not in UNDONE

    def _free(self, claim: Claim) -> bool:
        return self._weighing.side(claim) == INDEPENDENT

    def _settles(self, claim: Claim) -> date | None:
        """From when a claim settles a contest: its day if independent, else when it was made."""
        return happening(claim) if self._free(claim) else claim.said or claim.known_from


def _is_doubtful(claims: Sequence[Claim]) -> bool:
    """Tell whether nothing but improbable claims says that it happened."""
    return all(claim.credibility >= DOUBTFUL for claim in claims)


def _first_day(claim: Claim) -> date | None:
    return claim.when.start or claim.when.last if claim.when else claim.said or claim.known_from
