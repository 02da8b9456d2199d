"""
The passages of a case as they stand, while one thing after another becomes known.

What nothing new is known of stands as it stood, so that many days of publication cost little more
than one.  Geometry is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from geo.records import Event, Passage
from geo.timeline.passages import Passages


class Standing:
    """
    The passages of events, as known so far.

    Parameters
    ----------
    passages
        Makes the passage of an event.
    """

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._events: dict[str, Event] = {}
        self._at: dict[str, dict[str, Passage]] = {}
        self._place_of: dict[str, str] = {}
        self._stands: dict[str, Passage] = {}
        self._settled: date | None = None

    def learn(self, events: Sequence[Event]) -> None:
        """Take in events of which something new is known, each as it is known now."""
        changed: Iterable[Event] = events
        self._events.update((event.event_id, event) for event in events)
        if any(event.event_id == self._passages.positions_event for event in events):
            self._settled = self._passages.settles(self._events[self._passages.positions_event])
            changed = self._events.values()
        places = {place for event in changed for place in self._make(event)}
        for place_id in places:
            self._settle(self._at[place_id])

    def passages(self, event_ids: Iterable[str]) -> tuple[Passage, ...]:
        """Give the passages of some events, in their order; some events have none."""
        stands = self._stands
        return tuple([stands[event_id] for event_id in event_ids if event_id in stands])

    def _make(self, event: Event) -> Iterator[str]:
        """Make the passage of an event anew, and name the places where that changes something."""
        event_id = event.event_id
        if event_id in self._place_of:
            before = self._place_of.pop(event_id)
            del self._at[before][event_id], self._stands[event_id]
            yield before
        passage = self._passages.of(event, self._settled)
        if passage is not None:
            self._place_of[event_id] = passage.place_id
            self._at.setdefault(passage.place_id, {})[event_id] = passage
            yield passage.place_id

    def _settle(self, here: dict[str, Passage]) -> None:
        """Let the passages of one place stand, each in the light of the others."""
        fought = [here[event_id] for event_id in sorted(here) if here[event_id].how == "fighting"]
        for event_id, passage in here.items():
            self._stands[event_id] = _retained_from(passage, fought)


def _retained_from(passage: Passage, fought: Sequence[Passage]) -> Passage:
    """Let a place that is reported as retained pass back from whoever announced to hold it."""
    if passage.how != "held" or passage.taken_from != passage.holder or passage.day is None:
        return passage
    for other in fought:
        before = other.day is not None and other.day <= passage.day
        if before and other.holder != passage.holder:
            return replace(passage, taken_from=other.holder)
    return passage
