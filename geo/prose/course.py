"""What ground there is in each state on a day, in km², from the histories of the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geo.records import Event, Interval, Kind
from geo.windows import known_windows, stretches

CONTESTED = "contested"
UNSURE = ("claimed", "unconfirmed")


@dataclass(slots=True)
class Ground:
    """
    The ground of one day.

    Attributes
    ----------
    held
        km² by party, and by ``contested``.
    agreed
        km² by handover, receiver and due day (None: no day is given).
    contested
        km² by holder, rival and events.
    unsure
        km² by status (``claimed``, ``unconfirmed``) and party.
    """

    held: dict[str, float] = field(default_factory=dict)
    agreed: dict[tuple[str, str, date | None], float] = field(default_factory=dict)
    contested: dict[tuple[str, str, tuple[str, ...]], float] = field(default_factory=dict)
    unsure: dict[tuple[str, str], float] = field(default_factory=dict)


Key = tuple[str, Any]


class Course:
    """
    The states of the ground from day to day, under one clock.

    Parameters
    ----------
    control
        Who holds which ground.
    events
        By id.
    known
        Whether by what had been published on the day itself.
    """

    def __init__(self, project: Any, events: Mapping[str, Event], *, known: bool) -> None:
        control, case = project.control, project.case
        self._events = events
        turns: dict[date, dict[Key, float]] = defaultdict(lambda: defaultdict(float))
        self.total_km2 = 0.0
        cells = control.cells
        rows = zip(cells["cell_id"], cells["area_km2"], cells["within"], strict=True)
        windows = known_windows(control.known_days, case.first_day, case.last_day)
        for number, area, within in rows:
            history = control.cell_history(int(number))
            truth = list(stretches(history, case.first_day, case.last_day))
            # Ground that the country alone contains, with one holder throughout, is not in play.
            if not set(within) - {case.ground} and len(truth) <= 1:
                continue
            self.total_km2 += float(area)
            steps = (
                truth
                if not known
                else [
                    step
                    for day, start, end in windows
                    for step in stretches(control.cell_history(int(number), day), start, end)
                ]
            )
            self._turn(turns, steps, float(area))
        self._days = sorted(turns)
        self._grounds = list(_grounds(turns[day] for day in self._days))

    def on(self, day: date) -> Ground:
        """Give the ground of a day."""
        at = bisect_right(self._days, day)
        return self._grounds[at - 1] if at else Ground()

    def _turn(
        self,
        turns: dict[date, dict[Key, float]],
        steps: Sequence[tuple[date, Interval]],
        area: float,
    ) -> None:
        before: tuple[Key, ...] = ()
        for day, interval in steps:
            now = self._keys(interval)
            if now == before:
                continue
            for key in before:
                turns[day][key] -= area
            for key in now:
                turns[day][key] += area
            before = now

    def _keys(self, now: Interval) -> tuple[Key, ...]:
        if now.status == CONTESTED:
            sides = now.holder, now.rival, self._moving(now)
            return ("held", CONTESTED), ("contested", sides)
        held = ("held", now.holder)
        if now.status in UNSURE:
            return held, ("unsure", (now.status, now.holder))
        if now.status == "agreed":
            handovers = (one for one in now.event_ids if self._is(one, Kind.HANDOVER))
            return held, *(("agreed", (one, now.to, now.due)) for one in handovers)
        return (held,)

    def _moving(self, now: Interval) -> tuple[str, ...]:
        """Give the events that contend for the ground: not who held it all at the outset."""
        known = [self._events[one] for one in now.event_ids if one in self._events]
        moving = [one for one in known if one.kind in (Kind.CAPTURE, Kind.HANDOVER)]
        places = {one.place_id for one in moving}
        holding = [one for one in known if one not in moving and one.place_id in places]
        return tuple(one.event_id for one in moving + holding) or now.event_ids[-1:]

    def _is(self, event_id: str, kind: Kind) -> bool:
        return event_id in self._events and self._events[event_id].kind == kind


def _grounds(turns: Iterable[Mapping[Key, float]]) -> Iterator[Ground]:
    now: dict[Key, float] = {}
    for change in turns:
        for key, area in change.items():
            now[key] = now.get(key, 0.0) + area
        now = {key: area for key, area in now.items() if area > AREA_SLACK_KM2}
        ground = Ground()
        for (name, key), area in now.items():
            getattr(ground, name)[key] = area
        yield ground


AREA_SLACK_KM2 = 1e-6
