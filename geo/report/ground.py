"""Ground by holder at the key days, and handovers with the days agreed beside the day they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.prose.course import CONTESTED, Course
from geo.records import Event, Kind
from geo.report.material import Material
from geo.report.model import Column, Line, Paragraph, Table, Words, line
from geo.report.wording import area, short_day, text

SCHEDULED = (Kind.HANDOVER, Kind.WITHDRAWAL, Kind.EVACUATION)


def ground_table(material: Material, days: Sequence[date], number: int) -> Table:
    """Give km² of each holder on some days: the numbers of the days in words."""
    course = _course(material)
    grounds = [course.on(day) for day in days]
    holders = [
        holder
        for holder in (*material.case.parties, CONTESTED)
        if any(holder in ground.held for ground in grounds)
    ]
    heads = [
        Words(text("ground.contested")) if one == CONTESTED else material.party(one)
        for one in holders
    ]
    columns = (
        Column(text("ground.day"), 1.6),
        *(Column(head.text, 1.3, is_number=True, lang=head.lang) for head in heads),
        Column(text("ground.total"), 1.0, is_number=True),
        Column(text("ground.agreed"), 1.3, is_number=True),
    )
    rows = tuple(
        (
            line(short_day(day)),
            *(line(area(ground.held.get(holder, 0.0))) for holder in holders),
            line(area(sum(ground.held.values()))),
            line(area(sum(ground.agreed.values()))),
        )
        for day, ground in zip(days, grounds, strict=True)
    )
    return Table(number, text("ground.caption"), columns, rows)


def ground_note(material: Material) -> Paragraph:
    """Say which ground is counted, and how much is left out."""
    total = _course(material).total_km2
    left = float(material.project.control.km2(material.case.last_day).sum()) - total
    values = {"total": area(total), "left": area(max(left, 0.0)), "name": material.case.id}
    return Paragraph(line(text("ground.note", **values)), is_note=True)


def schedule_table(material: Material, number: int) -> Table:
    """Give each handover, withdrawal and evacuation that had a day, by its first day."""
    events = sorted(scheduled_events(material), key=lambda one: (one.scheduled[0], one.event_id))
    columns = (
        Column(text("schedule.what"), 2.4),
        Column(text("schedule.to"), 1.4),
        Column(text("schedule.due"), 1.3),
        Column(text("schedule.moved"), 1.3),
        Column(text("schedule.done"), 1.3),
        Column(text("schedule.slip"), 0.7, is_number=True),
        Column(text("schedule.reports"), 1.6),
    )
    return Table(
        number,
        text("schedule.caption"),
        columns,
        tuple(_schedule_row(material, event) for event in events),
    )


def scheduled_events(material: Material) -> list[Event]:
    """Give the events of one place that were to happen on a day."""
    return [
        one for one in material.news if one.kind in SCHEDULED and one.scheduled and one.place_id
    ]


def _schedule_row(material: Material, event: Event) -> tuple[Line, ...]:
    first, *later = event.scheduled
    moved = ", ".join(short_day(day) for day in later) or text("none")
    slip = text("unknown") if event.day is None else str((event.day - first).days)
    kind = material.word("kind", event.kind.value)
    passes = event.kind == Kind.HANDOVER
    return (
        (material.named(event.place_id), Words(f": {kind.lower()}")),
        line(material.party(event.actor) if passes else text("none")),
        line(short_day(first)),
        line(moved),
        line(short_day(event.day)),
        line(slip),
        material.cited(event.claims),
    )


def _course(material: Material) -> Course:
    events = {event.event_id: event for event in material.project.events}
    return Course(material.project, events, known=False)
