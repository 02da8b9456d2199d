"""
Fold the passages that cover one piece of ground into its history.

Each passage in its turn changes the holder, confirms him, or finds that he is not the one it takes
from and does nothing.  What was contested, agreed or only claimed on a day follows from the
passages around it.  This module knows days and parties, and nothing of shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from operator import attrgetter

from geo.records import Interval, Passage

CONTESTED = "contested"
HELD = "held"
UNCONFIRMED = "unconfirmed"
_SAID = attrgetter(
    *(entry.name for entry in fields(Interval) if entry.name not in ("start", "end"))
)
_TOLD = attrgetter(*(entry.name for entry in fields(Interval) if entry.name != "event_ids"))


@dataclass(slots=True)
class _Hold:
    """One holder's time, from the passage that gave him the ground."""

    start: date
    passage: Passage
    before: str
    confirmed: date | None
    event_ids: list[str]
    end: date | None = None

    @property
    def holder(self) -> str:
        return self.passage.holder


@dataclass(slots=True)
class _Folded:
    holds: list[_Hold] = field(default_factory=list)
    applied: list[Passage] = field(default_factory=list)


def fold(passages: Sequence[Passage]) -> tuple[Interval, ...]:
    """
    Fold passages into the intervals of one piece of ground.

    Parameters
    ----------
    passages
        All that cover it, in the order in which they apply: by day, and on one day those of
        larger places first.  Those without a day come anywhere.

    Returns
    -------
    tuple of Interval
        One after the other without a gap, the last open; empty when no passage has a day.

    Notes
    -----
    A passage whose holder already holds the ground confirms him: its event is added to what his
    time rests on, and he counts as confirmed from the earlier of both days.
    """
    folded = _hold(passage for passage in passages if passage.day is not None)
    intervals: list[Interval] = []
    for hold in folded.holds:
        for start in _turns(hold, passages):
            state = _state(hold, start, passages, folded.applied)
            if intervals and _same(intervals[-1], state):
                continue
            if intervals:
                intervals[-1] = replace(intervals[-1], end=start)
            intervals.append(state)
    return tuple(intervals)


def strip(history: Iterable[Interval]) -> tuple[tuple[object, ...], ...]:
    """Leave out what a history rests on, so that equal histories of different ground are equal."""
    return tuple(map(_TOLD, history))


def merge(histories: Sequence[Sequence[Interval]]) -> tuple[Interval, ...]:
    """
    Make one history of several that differ only in what they rest on.

    Returns
    -------
    tuple of Interval
        With the events of all of them: first those of the first, then the others.
    """
    if len(histories) == 1:
        return tuple(histories[0])
    merged = []
    for rows in zip(*histories, strict=True):
        ids = dict.fromkeys(event_id for row in rows for event_id in row.event_ids)
        merged.append(replace(rows[0], event_ids=tuple(ids)))
    return tuple(merged)


def doubt(
    history: Sequence[Interval], days: Sequence[tuple[date, date | None]]
) -> tuple[Interval, ...]:
    """
    Mark the stretches of a history in which ground is cut off from its side.

    Parameters
    ----------
    history
        The history of one piece of ground.
    days
        Half-open stretches; None while it still is cut off.

    Returns
    -------
    tuple of Interval
        The history, with ``unconfirmed`` where ground that was held from the start is cut off.
    """
    turns = sorted({turn for stretch in days for turn in stretch if turn is not None})
    found: list[Interval] = []
    for interval in history:
        inner = [day for day in turns if _is_inside(interval, day)]
        starts = [interval.start, *inner]
        for start, end in zip(starts, [*inner, interval.end], strict=True):
            part = replace(interval, start=start, end=end)
            cut_off = any(a <= start and (b is None or start < b) for a, b in days)
            if cut_off and part.status == HELD and part.how == HELD:
                part = replace(part, status=UNCONFIRMED)
            if found and _same(found[-1], part):
                part = replace(found.pop(), end=end)
            found.append(part)
    return tuple(found)


def _hold(passages: Iterable[Passage]) -> _Folded:
    folded = _Folded()
    holds = folded.holds
    for passage in passages:
        if passage.day is None:
            continue
        present = holds[-1].holder if holds else ""
        if passage.holder == present:
            _confirm(holds[-1], passage)
        elif passage.taken_from in ("", present):
            before = present
            folded.applied.append(passage)
            if holds and holds[-1].start == passage.day:
                before = holds.pop().before
            if holds:
                holds[-1].end = passage.day
            holds.append(_Hold(passage.day, passage, before, passage.confirmed, [passage.event_id]))
    return folded


def _confirm(hold: _Hold, passage: Passage) -> None:
    hold.event_ids.append(passage.event_id)
    days = [day for day in (hold.confirmed, passage.confirmed) if day is not None]
    hold.confirmed = min(days, default=None)


def _turns(hold: _Hold, passages: Sequence[Passage]) -> list[date]:
    """Give the days in a holder's time on which its status may change, its first one included."""
    days = {day for passage in passages for day in passage.contested or ()}
    days |= {passage.day for passage in passages if passage.day is not None}
    days |= {step.since for passage in passages for step in passage.schedule}
    if hold.confirmed is not None:
        days.add(hold.confirmed)
    inside = {day for day in days if hold.start < day and (hold.end is None or day < hold.end)}
    return sorted({hold.start} | {day for day in inside if day != date.max})


def _state(
    hold: _Hold, day: date, passages: Sequence[Passage], applied: Sequence[Passage]
) -> Interval:
    state = Interval(
        start=day,
        end=None,
        holder=hold.holder,
        status=HELD if hold.confirmed is not None and hold.confirmed <= day else "claimed",
        how=hold.passage.how,
        since=hold.start,
        event_ids=tuple(dict.fromkeys(hold.event_ids)),
    )
    for passage in passages:
        if passage.contested and passage.contested[0] <= day < passage.contested[1]:
            rival = _rival(hold, passage, applied)
            if rival is not None:
                ids = _with(state.event_ids, passage.event_id)
                return replace(state, status=CONTESTED, rival=rival, event_ids=ids)
    agreed = [
        (step.due or date.max, passage)
        for passage in passages
        if _gives(hold, passage, day)
        for step in [step for step in passage.schedule if step.since <= day][-1:]
        if not step.called_off
    ]
    if agreed:
        due, passage = min(agreed, key=lambda pair: pair[0])
        ids = _with(state.event_ids, passage.event_id)
        due_day = None if due == date.max else due
        return replace(state, status="agreed", to=passage.holder, due=due_day, event_ids=ids)
    return state


def _rival(hold: _Hold, passage: Passage, applied: Sequence[Passage]) -> str | None:
    """Name the other claimant of a contested passage; None when it does not concern the holder."""
    if passage in applied:
        giver = passage.taken_from or hold.before
        if hold.holder == passage.holder:
            return giver
        return passage.holder if hold.holder == giver or not passage.taken_from else None
    if passage.day is None and _can_give(hold, passage):
        return passage.holder
    return None


def _gives(hold: _Hold, passage: Passage, day: date) -> bool:
    return _can_give(hold, passage) and (passage.day is None or day < passage.day)


def _can_give(hold: _Hold, passage: Passage) -> bool:
    return passage.holder != hold.holder and passage.taken_from in ("", hold.holder)


def _with(event_ids: tuple[str, ...], event_id: str) -> tuple[str, ...]:
    return event_ids if event_id in event_ids else (*event_ids, event_id)


def _is_inside(interval: Interval, day: date) -> bool:
    return interval.start < day and (interval.end is None or day < interval.end)


def _same(one: Interval, other: Interval) -> bool:
    """Whether two intervals say the same, but for their days."""
    return _SAID(one) == _SAID(other)
