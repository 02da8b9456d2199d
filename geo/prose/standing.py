"""How far a matter had come on a day, under either clock, as the page's ``records.js`` has it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.records import Claim, Event, Kind, Scope, Status

DONE = frozenset({Status.COMPLETED, Status.UNDERWAY, Status.DISPUTED})
TALLIES = ("", "troops")
REFUSED = (Status.DENIED, Status.DISPUTED, Status.CANCELLED)
PRESENCE = (Kind.DEPLOYMENT, Kind.ESTABLISHMENT)
RANK = (
    Kind.HANDOVER,
    Kind.AGREEMENT,
    Kind.WITHDRAWAL,
    Kind.CAPTURE,
    Kind.DEPLOYMENT,
    Kind.ESTABLISHMENT,
    Kind.CONTROL,
    Kind.EVACUATION,
    Kind.RETURN,
    Kind.DEMINING,
    Kind.WORKS,
    Kind.INCIDENT,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What an event was known to be from a day of publication on."""

    known: date
    status: Status
    day: date | None
    scheduled: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a matter had come, and on which day it happened."""

    status: Status
    day: date | None
    happened: bool


class Matter:
    """
    An event with the steps in which it became known.

    Parameters
    ----------
    event
        As everything read tells it.
    unfolding
        The event as known from each day of publication, in their order.
    """

    def __init__(self, event: Event, unfolding: Sequence[tuple[date, Event]]) -> None:
        self.event = event
        self.steps = [Step(day, one.status, one.day, one.scheduled) for day, one in unfolding]
        self._known = [step.known for step in self.steps]

    @property
    def days(self) -> set[date]:
        """The days on which the matter can be news."""
        found = {self.event.day, *self._known, *(step.day for step in self.steps)}
        return {day for day in found if day is not None}

    def step(self, day: date) -> Step | None:
        """Give what had become known by a day."""
        at = bisect_right(self._known, day)
        return self.steps[at - 1] if at else None

    def standing(self, day: date, *, known: bool) -> Standing | None:
        """Give how far the matter had come; None when nobody had spoken of it."""
        event, step = self.event, self.step(day)
        if not known and event.day is not None and event.day <= day:
            return Standing(event.status, event.day, event.status in DONE)
        if step is None:
            return None
        late = step.day is not None and step.day > day
        if step.status == Status.COMPLETED and (not known or late):
            if event.day is None:
                return Standing(step.status, step.day, happened=True)
            return Standing(Status.PLANNED, None, happened=False)
        return Standing(step.status, step.day, step.status == Status.COMPLETED)

    def is_news(self, day: date, *, known: bool) -> bool:
        """Tell whether it happened on a day or, by what was known, was first told on it as done."""
        stand = self.standing(day, known=known)
        if stand is None or not stand.happened:
            return False
        if not known or stand.day == day:
            return stand.day == day
        first = next((one for one in self.steps if one.status == Status.COMPLETED), None)
        return first is not None and first.known == day and stand.day is not None

    def heard(self, day: date, *, known: bool) -> list[Claim]:
        """Give the claims that speak by a day."""
        done = not known and self.event.day is not None and self.event.day <= day
        return [
            claim
            for claim in self.event.claims
            if claim.known_from is None
            or claim.known_from <= day
            or (done and claim.status == Status.COMPLETED)
        ]

    def summary(self, day: date, *, known: bool) -> str:
        """Give the summary of the most probable claim that says what stands."""
        heard, stand = self.heard(day, known=known), self.standing(day, known=known)
        status = stand.status if stand else self.event.status
        firm = [claim for claim in heard if claim.status == status] or heard
        settled = stand is not None and stand.happened
        firm = firm or list(self.event.claims)
        return probable(firm if settled else firm[::-1])


def probable(claims: Sequence[Claim]) -> str:
    """Give the summary of the most probable claim, the first of equals; one that counts last."""
    best = min(claims, key=lambda one: one.credibility + (0.5 if one.unit not in TALLIES else 0))
    return best.summary


def as_told(event: Event) -> list[tuple[date, Event]]:
    """Without a timeline: the event, from each day on which a claim was published."""
    days = {claim.known_from for claim in event.claims if claim.known_from}
    return [(day, event) for day in sorted(days)]


def may_stay_open(matter: Matter) -> bool:
    """Tell whether a matter may be disputed, or without a place, on some day."""
    disputed = any(step.status == Status.DISPUTED for step in matter.steps)
    claims: Sequence[Claim] = matter.event.claims
    somewhere = any(one.scope == Scope.SOMEWHERE or not one.place_id for one in claims)
    return disputed or (matter.event.kind in PRESENCE and somewhere)
