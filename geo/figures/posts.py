"""
What stands on a day: posts, bases, checkpoints and the like, with the shape that each is drawn in.

Filled is, open is for a time, dashed is planned; the shapes are the page's.  This module knows
events and days, and nothing of paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from geo.project import Project
from geo.records import Claim, Event, Kind, Place, Scope, Status

UNITS = {
    "observation-post": "post",
    "temporary-post": "temporary",
    "checkpoint": "checkpoint",
    "base": "base",
    "command": "command",
    "battalion": "base",
    "border-post": "border",
    "centre": "centre",
}
ORDER = (
    "command",
    "base",
    "checkpoint",
    "post",
    "temporary",
    "open_centre",
    "centre",
    "planned",
    "border",
    "disputed",
)
UNSETTLED = (Status.DISPUTED, Status.DENIED, Status.PROPOSED)
UNDONE = (Status.PLANNED, Status.AGREED, Status.POSTPONED)
GONE = (Status.DENIED, Status.CANCELLED)
DOUBTFUL = 5


@dataclass(frozen=True, slots=True)
class Post:
    """Something that stands at a point on a day; ``shape`` is one of ``ORDER``."""

    event: Event
    place: Place
    shape: str
    party: str


def posts(project: Project, day: date, *, known: bool = False) -> tuple[Post, ...]:
    """
    Give what stands on a day, the weightiest first.

    Parameters
    ----------
    project
        The case.
    day
        The day.
    known
        By what had been published on the day; otherwise by everything read.

    Notes
    -----
    A thing stands from its first day until every report that gives it a time gives that time an
    end.  What is only planned is drawn as planned from the day that was published.
    """
    found = [post for event in project.events if (post := _post(project, event, day, known=known))]
    return tuple(sorted(found, key=lambda post: (ORDER.index(post.shape), post.event.event_id)))


def deployed_on_line(project: Project, day: date, *, known: bool = False) -> str:
    """Give the party whose deployment along a line has begun by a day; empty for nobody's."""
    for event in project.events:
        place = project.places.get(event.place_id)
        if event.kind is not Kind.DEPLOYMENT or place is None or place.kind != "line":
            continue
        if _happened(_standing(project, event, day, known=known), day):
            return project.case.party_of.get(event.actor, event.actor)
    return ""


def _post(project: Project, event: Event, day: date, *, known: bool) -> Post | None:
    unit = next((UNITS[claim.unit] for claim in event.claims if claim.unit in UNITS), "")
    told = _standing(project, event, day, known=known) if unit else None
    if told is None or told.status in GONE or _is_gone(event, day, known=known):
        return None
    place = _whereabouts(project, event, told, day)
    if place is None or place.lon is None or place.lat is None:
        return None
    shape = _shape(unit, told, day)
    return Post(event, place, shape, project.case.party_of.get(event.actor, event.actor))


def _standing(project: Project, event: Event, day: date, *, known: bool) -> Event | None:
    """Give an event as it stood on a day: None while nobody spoke of it."""
    if not known and event.day is not None and event.day <= day:
        return event
    steps = [then for on, then in project.timeline.unfolding(event.event_id) if on <= day]
    if not steps:
        return None
    told = steps[-1]
    ahead = told.day is not None and told.day > day
    if told.status is Status.COMPLETED and (ahead or (not known and event.day is not None)):
        return replace(told, status=Status.PLANNED, day=None)
    return told


def _happened(told: Event | None, day: date) -> bool:
    if told is None or told.day is None or told.day > day:
        return False
    return told.status is Status.COMPLETED


def _whereabouts(project: Project, event: Event, told: Event, day: date) -> Place | None:
    """Where it lay as far as had been said: what has no place of its own has none."""
    if _happened(told, day):
        place_id, scope = told.place_id, told.scope
    else:
        claim = next(reversed(list(_heard(event, day))), None)
        if claim is None:
            return None
        place_id, scope = claim.place_id, claim.scope
    place = project.places.get(place_id)
    if place is None or scope is Scope.SOMEWHERE or place.kind in ("country", "line"):
        return None
    return place


def _heard(event: Event, day: date) -> Iterator[Claim]:
    for claim in event.claims:
        heard = claim.known_from is not None and claim.known_from <= day
        if heard and claim.status not in (*UNSETTLED, *GONE) and claim.credibility < DOUBTFUL:
            yield claim


def _shape(unit: str, told: Event, day: date) -> str:
    if unit == "centre":
        if told.status in UNSETTLED:
            return "disputed"
        return "open_centre" if _happened(told, day) else "centre"
    if told.status in UNSETTLED:
        return "disputed"
    return "planned" if told.status in UNDONE or not _happened(told, day) else unit


def _is_gone(event: Event, day: date, *, known: bool) -> bool:
    """Tell whether every report that gives it a time gives that time an end, and it is over."""
    times = [
        claim.when.last
        for claim in event.claims
        if claim.status is Status.COMPLETED
        and claim.when is not None
        and claim.when.throughout
        and (not known or (claim.known_from is not None and claim.known_from <= day))
    ]
    return bool(times) and all(last is not None and last < day for last in times)
