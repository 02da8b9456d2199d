"""
Where sources contradict each other: that something is so, on which day, or how many.

The rules are those of the page's panel (``render/assets/pieces.js``), asked on the last day of
the case with everything read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from geo.dates import day_in_words
from geo.prose.phrasing import closed
from geo.prose.standing import PRESENCE, REFUSED
from geo.records import Claim, Event, Kind, Status
from geo.report.material import Material
from geo.report.model import Column, Line, Table, Words, line
from geo.report.wording import text

DATED = (Kind.CAPTURE, Kind.HANDOVER, Kind.CONTROL)
COUNTED = re.compile("troops|people|posts|km")
NEAR = 0.8  # a tenth of a contingent on the way is no rival figure for the whole of it
MOST_SPEAKERS = 3

Row = tuple[Line, ...]


def rival_table(material: Material, number: int) -> Table:
    """Give each contradiction: one side, the other, and what is drawn; none gives no rows."""
    columns = (
        Column(text("rivals.matter"), 1.7),
        Column(text("rivals.one"), 3.4),
        Column(text("rivals.other"), 3.4),
        Column(text("rivals.drawn"), 1.5),
    )
    rows = [row for event in material.news for row in _rows(material, event)]
    return Table(number, text("rivals.caption"), columns, tuple(rows))


def _rows(material: Material, event: Event) -> Iterator[Row]:
    heard = material.matters[event.event_id].heard(material.case.last_day, known=False)
    yield from _denied(material, event, heard)
    yield from _dated(material, event, heard)
    yield from _counted(material, event, heard)


def _denied(material: Material, event: Event, heard: Sequence[Claim]) -> Iterator[Row]:
    against = [one for one in heard if one.status in REFUSED]
    backing = [one for one in heard if one.status not in REFUSED]
    backing = [one for one in backing if one.status == Status.COMPLETED] or backing
    if against and backing:
        matter = _matter(material, event)
        sides = (_side(material, _best(side), side) for side in (backing, against))
        yield line(matter), *sides, line(_weighed(material, event))


def _dated(material: Material, event: Event, heard: Sequence[Claim]) -> Iterator[Row]:
    days: dict[date, list[Claim]] = defaultdict(list)
    for claim in heard if event.kind in DATED else ():
        span = claim.when
        if claim.status == Status.COMPLETED and span and span.start and span.start == span.last:
            days[span.start].append(claim)
    if len(days) > 1:
        two = sorted(days.items(), key=lambda item: -len(item[1]))[:2]
        matter = text("rivals.dates", place=material.named(event.place_id).text)
        sides = ((_on(day), *_side(material, _best(claims), claims)) for day, claims in two)
        drawn = day_in_words(event.day) if event.day else text("unknown")
        yield line(matter), *sides, line(drawn)


def _counted(material: Material, event: Event, heard: Sequence[Claim]) -> Iterator[Row]:
    units: dict[str, dict[tuple[str, float], list[Claim]]] = {}
    for claim in heard:
        if claim.quantity is not None and COUNTED.search(claim.unit):
            about = "" if claim.approximation == "exact" else claim.approximation
            numbers = units.setdefault(claim.unit, {})
            numbers.setdefault((about, claim.quantity), []).append(claim)
    for unit, numbers in units.items():
        ranked = sorted(numbers.items(), key=lambda item: -len(item[1]))
        top = ranked[0][0][1]
        near = [one for one in ranked if min(one[0][1], top) >= NEAR * max(one[0][1], top)]
        if len(near) > 1:
            place = material.named(event.place_id).text
            matter = text("rivals.numbers", place=place, unit=unit.replace("-", " "))
            sides = (_side(material, claims[0], claims) for _, claims in near[:2])
            yield line(matter), *sides, line(text("rivals.both"))


def _matter(material: Material, event: Event) -> str:
    """Name what is contradicted: the place, the kind and, of what stands somewhere, whose it is."""
    form = "rivals.presence_of" if event.kind in PRESENCE else "rivals.matter_of"
    return text(
        form,
        place=material.named(event.place_id).text,
        kind=material.word("kind", event.kind.value).lower(),
        party=material.party(event.actor).text,
    )


def _on(day: date) -> Words:
    return Words(text("rivals.on_day", day=day_in_words(day)))


def _side(material: Material, told: Claim, claims: Sequence[Claim]) -> Line:
    """Give what one side says, who says so, and the references."""
    speakers = list(dict.fromkeys(material.speaker(one) for one in (told, *claims)))
    more = len(speakers) - MOST_SPEAKERS
    listed = "; ".join(speakers[:MOST_SPEAKERS])
    if more > 0:
        listed = f"{listed} {text('rivals.more', n=more)}"
    return (Words(f"{closed(told.summary)} ({listed}) "), *material.cited(claims))


def _best(claims: Sequence[Claim]) -> Claim:
    return min(claims, key=lambda one: one.credibility)


def _weighed(material: Material, event: Event) -> str:
    stand = material.matters[event.event_id].standing(material.case.last_day, known=False)
    status = material.status(event)
    if stand is None or not stand.happened or stand.status == Status.DISPUTED:
        return text("rivals.unresolved", status=status)
    if stand.day is None:
        return text("rivals.weighed", status=status)
    return text("rivals.weighed_on", status=status, day=day_in_words(stand.day))
