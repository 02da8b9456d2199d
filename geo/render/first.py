"""What will stand beside the ground, counted ahead so that the first frame leaves room for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from geo.records import Event, Scope, Status
from geo.render.encode import DayCounter
from geo.render.wanted import ProjectLike

MOST_HANDOVERS = 6
SETTLEMENTS = {"city", "town", "village", "settlement", "hamlet"}
ARRIVALS = {"deployment", "establishment"}
PRESENCE = ARRIVALS | {"agreement", "evacuation"}
DONE = {Status.COMPLETED, Status.UNDERWAY, Status.DISPUTED}


def first_frame(project: ProjectLike) -> dict[str, Any]:
    """
    Count the bands of the chart, as ``bands.js`` does from the same events.

    Should a count be wrong, the page only lays itself out once more.

    Returns
    -------
    dict
        ``captures`` and ``presence``: whether there is such a band; ``handovers``: its rows;
        ``beside``: the day from which a card says where a contingent came from, or None.
    """
    days, first = DayCounter(project.case.first_day), project.case.first_day
    events = project.events
    handovers = [event for event in events if _is_handover(project, event)]
    arrivals = [event.day for event in events if event.day and _came_from_afar(project, event)]
    return {
        "captures": any(_is_capture(project, event, first) for event in events),
        "handovers": min(len(handovers), MOST_HANDOVERS),
        "presence": any(event.kind in PRESENCE for event in events),
        "beside": days(min(arrivals, default=None)),
    }


def _is_capture(project: ProjectLike, event: Event, first: date) -> bool:
    place = project.places.get(event.place_id)
    taken = event.kind == "capture" and place is not None and place.kind in SETTLEMENTS
    return taken and event.day is not None and event.day > first


def _is_handover(project: ProjectLike, event: Event) -> bool:
    known = event.kind == "handover" and event.place_id in project.places
    return known and event.scope == Scope.WHOLE and bool(event.scheduled or event.day)


def _came_from_afar(project: ProjectLike, event: Event) -> bool:
    origin = project.places.get(event.origin) if event.kind in ARRIVALS else None
    if origin is None or origin.lon is None or origin.lat is None or event.status not in DONE:
        return False
    west, south, east, north = project.case.extent
    return not (west <= origin.lon <= east and south <= origin.lat <= north)
