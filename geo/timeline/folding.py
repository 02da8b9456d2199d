"""
Fold the claims of one event into what they come to: status, day, schedule.

Nothing is settled quietly: the claims stay with the event, and what was weighed can be read there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from geo.dates import DateSpan
from geo.records import Claim, Event, Kind, Schedule, Scope, Status
from geo.timeline.weighing import REFUSED, UNDONE, Weighing

DOUBTFUL = 5  # Admiralty credibility: 5 improbable, 6 cannot be judged
STATES = (Kind.CONTROL,)


def fold(event_id: str, claims: Sequence[Claim], weighing: Weighing) -> Event:
    """
    Fold claims into an event.

    Parameters
    ----------
    event_id
        Its id.
    claims
        Not empty, in the order in which they became known.
    weighing
        The rule for weighing them.

    Returns
    -------
    Event
        What the claims come to when all of them are read.
    """
    status = status_of(claims, weighing)
    done = [claim for claim in claims if claim.status is Status.COMPLETED]
    span = _span(done or _underway(claims), weighing)
    happened = status in (Status.COMPLETED, Status.UNDERWAY)
    leading = weighing.weightiest(done) if done else weighing.weightiest(claims)
    return Event(
        event_id=event_id,
        kind=leading.kind,
        place_id=_said(leading, claims, "place_id"),
        scope=Scope.WHOLE if any(c.scope is Scope.WHOLE for c in claims) else leading.scope,
        status=status,
        actor=_said(leading, claims, "actor"),
        counterparty=_said(leading, claims, "counterparty"),
        origin=_said(leading, claims, "origin"),
        day=day_of(span) if happened else None,
        span=span,
        scheduled=tuple(step.due for step in schedule_of(claims) if step.due is not None),
        claims=tuple(claims),
    )


def status_of(claims: Sequence[Claim], weighing: Weighing) -> Status:
    """
    Say how far a matter has come, by the claims read so far.

    Notes
    -----
    Done counts when nobody refuses it, or when the losing side or somebody independent says so
    too.  What one side asserts and another denies is disputed.  Of schedules the last counts.
    """
    firm = [claim for claim in claims if claim.credibility < DOUBTFUL] or list(claims)
    refused = [claim for claim in firm if claim.status in REFUSED]
    done = [claim for claim in firm if claim.status is Status.COMPLETED]
    if done:
        settled = not refused or any(weighing.interest(claim) >= 0 for claim in done)
        return Status.COMPLETED if settled else Status.DISPUTED
    asserted = [claim for claim in firm if claim.status not in REFUSED]
    if refused and asserted:
        last = refused[-1].status
        return Status.CANCELLED if last is Status.CANCELLED else Status.DISPUTED
    if refused:
        return refused[-1].status
    if _underway(firm):
        return Status.UNDERWAY
    return _furthest(asserted)


def _furthest(claims: Sequence[Claim]) -> Status:
    if any(claim.status is Status.POSTPONED for claim in claims):
        return Status.POSTPONED
    for status in (Status.AGREED, Status.PLANNED):
        if any(claim.status is status for claim in claims):
            return status
    return Status.PROPOSED


def schedule_of(
    claims: Sequence[Claim], statuses: Collection[Status] = UNDONE
) -> tuple[Schedule, ...]:
    """
    Give the schedules of an event, in the order in which they became known.

    Parameters
    ----------
    claims
        Of the event.
    statuses
        Which claims make a schedule: all that is not done yet, or what is agreed alone.

    Notes
    -----
    The first day that is agreed or planned stands until a claim puts it off (its status is
    postponed, or it names the day it replaces) or calls it off.  Looser words ("by about the end
    of the month"), and doubtful claims, do not move a schedule.
    """
    steps: list[Schedule] = []
    for claim in sorted(claims, key=lambda c: (c.known_from or date.max, c.roughly)):
        if claim.known_from is None or claim.credibility >= DOUBTFUL:
            continue
        if claim.status is Status.CANCELLED and steps:
            steps.append(Schedule(claim.known_from, None, called_off=True))
        elif claim.status in statuses:
            steps += _next_steps(claim, claim.known_from, steps[-1] if steps else None)
    return tuple(steps)


def _next_steps(claim: Claim, since: date, last: Schedule | None) -> list[Schedule]:
    due = claim.when.last if claim.when else None
    if last is None or last.called_off:
        replaced = claim.replaces.last if claim.replaces else None
        before = [Schedule(since, replaced)] if replaced is not None else []
        return [*before, Schedule(since, due)]
    puts_off = claim.status is Status.POSTPONED or claim.replaces is not None
    if due is not None and due != last.due and (puts_off or last.due is None):
        return [Schedule(since, due)]
    return []


def day_of(span: DateSpan | None) -> date | None:
    """Give the day that a span comes to: the first of a state, the last of an event."""
    if span is None:
        return None
    return span.start if span.throughout else span.last or span.start


def _underway(claims: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in claims if claim.status is Status.UNDERWAY]


def _span(claims: Sequence[Claim], weighing: Weighing) -> DateSpan | None:
    """Give the weightiest voice's span, narrowed by others that name days inside it."""
    dated = first_of_each_voice([claim for claim in claims if claim.when is not None], weighing)
    if not dated:
        return None
    span = weighing.weightiest(dated).when
    for claim in sorted(dated, key=weighing.weight, reverse=True):
        if claim.when is not None and span is not None and _narrows(claim.when, span):
            span = claim.when
    return span


def first_of_each_voice(claims: Sequence[Claim], weighing: Weighing) -> list[Claim]:
    """Leave out what a voice says again: a place announced twice was taken on the first day."""
    firsts: dict[str, Claim] = {}
    for claim in claims:
        firsts.setdefault(weighing.voice(claim), claim)
    return list(firsts.values())


def _narrows(inner: DateSpan, outer: DateSpan) -> bool:
    """Tell whether a span lies inside another one and is shorter; states are not narrowed."""
    if outer.throughout or inner.throughout or inner.start is None or inner.end is None:
        return False
    lower = outer.start or date.min
    upper = outer.end or date.max
    return (
        lower <= inner.start and inner.end <= upper and (inner.start, inner.end) != (lower, upper)
    )


def _said(leading: Claim, claims: Sequence[Claim], field: str) -> str:
    own: str = getattr(leading, field)
    return own or next((value for c in claims if (value := getattr(c, field))), "")
