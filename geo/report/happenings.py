"""Events as tables: the key ones, all others, and settlements by the day they were announced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from geo.records import Event, Kind
from geo.report.material import Material
from geo.report.model import Column, Line, Table, Words, line
from geo.report.wording import short_day, text


def event_table(material: Material, events: Sequence[Event], number: int, caption: str) -> Table:
    """Give events in their order: day, place, what is reported, status, how many voices say so."""
    columns = (
        Column(text("events.day"), 1.25),
        Column(text("events.place"), 1.5),
        Column(text("events.what"), 4.2),
        Column(text("events.status"), 1.2),
        Column(text("events.voices"), 0.8, is_number=True),
        Column(text("events.reports"), 1.5),
    )
    rows = tuple(
        (
            line(_day(material, event)),
            line(material.named(event.place_id)),
            line(material.said(event)),
            line(material.status(event)),
            line(str(material.voices(event))),
            material.cited(event.claims),
        )
        for event in events
    )
    return Table(number, caption, columns, rows)


def settlement_table(material: Material, number: int) -> Table:
    """Give settlements by day and by who takes or keeps them, with their number and names."""
    groups: dict[tuple[date, str, Kind], list[Event]] = defaultdict(list)
    for event in material.settlements:
        groups[material.day_of(event), material.party(event.actor).text, event.kind].append(event)
    columns = (
        Column(text("settlements.day"), 1.3),
        Column(text("settlements.party"), 1.8),
        Column(text("settlements.number"), 0.9, is_number=True),
        Column(text("settlements.places"), 6.0),
    )
    rows = tuple(_group(material, *key, events) for key, events in sorted(groups.items()))
    return Table(number, text("settlements.caption"), columns, rows)


def _group(
    material: Material, day: date, party: str, kind: Kind, events: Sequence[Event]
) -> tuple[Line, ...]:
    names = sorted({material.named(one.place_id) for one in events}, key=lambda one: one.text)
    listed: list[Words] = []
    for name in names:
        listed += [Words(", "), name] if listed else [name]
    by = text("settlements.held" if kind == Kind.CONTROL else "settlements.taken", party=party)
    return line(short_day(day)), line(by), line(str(len(names))), tuple(listed)


def _day(material: Material, event: Event) -> str:
    if event.day is not None:
        return short_day(event.day)
    if event.scheduled:
        return text("events.due", day=short_day(event.scheduled[-1]))
    return text("events.told", day=short_day(material.day_of(event)))
