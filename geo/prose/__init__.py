"""
A day in words: what changed, who holds what, what is agreed, what is disputed, what is unknown.

Every sentence is a claim's own summary, or a template of ``render/texts`` filled with names, days
and measured areas; nothing is said that no claim and no cell of the ground says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from geo.prose.course import CONTESTED, Course, Ground
from geo.prose.phrasing import Phrasing, bare, capital, closed
from geo.prose.standing import PRESENCE, RANK, REFUSED, Matter, as_told, may_stay_open, probable
from geo.records import Event, Kind, Place, Scope, Status

SETTLEMENTS = ("city", "town", "village", "settlement", "hamlet")
MOST_EVENTS, MOST_NAMES, MOST_DISPUTES = 5, 4, 3
LEAD_LETTERS = 220  # what stands at the head of a day reads at a glance

Paragraphs = tuple[tuple[str, ...], ...]


class DayWords:
    """
    The days of a case in words.

    Parameters
    ----------
    project
        A project, as ``geo.load_case`` gives it.
    lang
        Language of the templates and of names.
    """

    def __init__(self, project: Any, lang: str = "en") -> None:
        self._case, self._places = project.case, project.places
        self._say = Phrasing(project, lang)
        timeline = getattr(project, "timeline", None)

        def unfolding(event: Event) -> Sequence[tuple[date, Event]]:
            return timeline.unfolding(event.event_id) if timeline else as_told(event)

        self._matters = {
            event.event_id: Matter(event, unfolding(event)) for event in project.events
        }
        events = {event.event_id: event for event in project.events}
        self._courses = {known: Course(project, events, known=known) for known in (False, True)}
        self._news: dict[date, list[Matter]] = defaultdict(list)
        self._published: dict[date, set[str]] = defaultdict(set)
        self._put_off: dict[date, list[Matter]] = defaultdict(list)
        self._index()
        # Whose posts are known needs no word that some of what it does has no place.
        self._stationed = {
            self._party(one) for one in self._matters.values() if self._is_placed(one)
        }
        self._open = [one for one in self._matters.values() if may_stay_open(one)]

    def _index(self) -> None:
        """Sort the matters by the days on which they are news, so that a day asks few of them."""
        for matter in self._matters.values():
            if _is_news(matter.event, self._case.first_day):
                for day in sorted(matter.days):
                    self._news[day].append(matter)
            for claim in matter.event.claims:
                if claim.known_from:
                    self._published[claim.known_from].add(claim.source_id)
            for before, step in zip(matter.steps, matter.steps[1:], strict=False):
                if before.scheduled and step.scheduled[-1:] != before.scheduled[-1:]:
                    self._put_off[step.known].append(matter)

    def title(self, day: date, known: bool = False) -> str:  # noqa: FBT001, FBT002
        """Give one line that names the day and the first of what changed."""
        said = self._headline(day, known=known)
        return self._say("title_known" if known else "title", date=self._say.long(day), text=said)

    def sentences(self, day: date, known: bool = False) -> tuple[str, ...]:  # noqa: FBT001, FBT002
        """
        Give the day in sentences.

        Parameters
        ----------
        day
            A day of the case.
        known
            By what had been published on that day; else by everything read.

        Returns
        -------
        tuple of str
            What changed; who holds what; what is agreed; what is disputed; what is unknown.
        """
        return tuple(one for part in self.paragraphs(day, known=known) for one in part)

    def text(self, day: date, known: bool = False) -> str:  # noqa: FBT001, FBT002
        """Give title and sentences as paragraphs, an empty line between them."""
        parts = self.paragraphs(day, known=known)
        return "\n\n".join([self.title(day, known), *(" ".join(part) for part in parts)])

    def paragraphs(self, day: date, *, known: bool) -> Paragraphs:
        """
        Give the sentences of a day by what they are about; parts without any are left out.

        What changed is two parts where it is long, so that the first can stand as a lead.
        """
        ground = self._courses[known].on(day)
        parts = (
            *_lead(tuple(self._changes(day, known=known))),
            tuple(self._held(day, ground, known=known)),
            tuple(self._agreed(day, ground, known=known)),
            tuple(self._disputed(day, ground, known=known)),
            tuple(self._unknown(day, ground, known=known)),
        )
        return tuple(tuple(map(capital, part)) for part in parts if part)

    def _happened(self, day: date, *, known: bool) -> list[Matter]:
        found = [one for one in self._news.get(day, ()) if one.is_news(day, known=known)]
        return sorted(found, key=self._weight)

    def _weight(self, matter: Matter) -> tuple[float, int, str]:
        event, place = matter.event, self._places.get(matter.event.place_id)
        village = event.kind == Kind.CAPTURE and place is not None and place.kind == "village"
        conceded = event.kind == Kind.CAPTURE and not _settlement(place)
        kind = Kind.DEPLOYMENT if event.kind == Kind.ESTABLISHMENT else event.kind
        at = float(RANK.index(kind)) + (8 if village else 3 if conceded else 0)
        at += (event.scope != Scope.WHOLE) / 2
        return at, -len(event.claims), event.event_id

    def _headline(self, day: date, *, known: bool) -> str:
        found = [one for one in self._happened(day, known=known) if not _unchanged(one.event)]
        many = self._captures(found, day)
        moved = list(self._postponed(day))
        if moved and not (found and found[0].event.kind == Kind.HANDOVER):
            return bare(moved[0])
        if found and not (many and self._is_village(found[0], day)):
            return bare(self._told(found[0], day, known=known))
        return capital(bare(many[0])) if many else self._say("nothing")

    def _changes(self, day: date, *, known: bool) -> Iterator[str]:
        found = self._happened(day, known=known)
        changed = [one for one in found if not _unchanged(one.event)]
        settled = [one for one in changed if self._is_village(one, day)]
        apart = set(settled) if len(settled) > 1 else set()
        others = [one for one in changed if one not in apart]
        yield from self._postponed(day)
        told = (self._told(one, day, known=known) for one in others[:MOST_EVENTS])
        yield from dict.fromkeys(told)
        yield from self._captures(changed, day)
        if len(others) > MOST_EVENTS:
            yield self._say("further", n=len(others) - MOST_EVENTS)
        yield from self._retained([one.event for one in found if _unchanged(one.event)])
        if not found and not self._put_off.get(day):
            sources = len(self._published.get(day, ()))
            yield self._say("no_event", n=sources) if sources else self._say("no_report")

    def _told(self, matter: Matter, day: date, *, known: bool) -> str:
        """Say what happened: handovers and captures by a template, all else by its claim."""
        event, stand = matter.event, matter.standing(day, known=known)
        verb = {Kind.HANDOVER: "passes", Kind.CAPTURE: "taken"}.get(event.kind)
        whole = event.scope == Scope.WHOLE and event.place_id and event.actor
        if not (verb and whole) or (verb == "taken" and not self._announced(matter, day)):
            return closed(matter.summary(day, known=known))
        place, party = self._say.named(self._place(matter)), self._say.party(event.actor)
        words = {"place": place, "party": party}
        if stand and stand.day and stand.day != day:
            return self._say(f"{verb}_on", date=self._say.middle(stand.day), **words)
        due = event.scheduled[0] if event.scheduled and event.kind == Kind.HANDOVER else None
        days = (day - due).days if due else 0
        if days:
            return self._say(f"{verb}_{'late' if days > 0 else 'early'}", n=abs(days), **words)
        return self._say(verb, **words)

    def _captures(self, found: Sequence[Matter], day: date) -> list[str]:
        """Say which settlements are announced taken, where there are several, by who takes them."""
        by: dict[str, list[Matter]] = defaultdict(list)
        for one in found:
            if self._is_village(one, day):
                by[self._say.party(one.event.actor)].append(one)
        return [
            self._say(
                "settlements",
                n=len(group),
                parties=party,
                places=self._say.listed(self._names(group), MOST_NAMES),
            )
            for party, group in by.items()
            if sum(map(len, by.values())) > 1
        ]

    def _postponed(self, day: date) -> Iterator[str]:
        for matter in self._put_off.get(day, ()):
            step = matter.step(day)
            dues = step.scheduled if step else ()
            if len(dues) > 1 and matter.event.kind == Kind.HANDOVER:
                place = self._say.named(self._place(matter))
                first, now = self._say.middle(dues[-2]), self._say.middle(dues[-1])
                yield self._say("put_off", place=place, first=first, now=now)

    def _retained(self, events: Sequence[Event]) -> Iterator[str]:
        by: dict[str, list[str]] = defaultdict(list)
        places = [(event.actor, self._places.get(event.place_id)) for event in events]
        for actor, place in sorted(places, key=lambda row: _is_small(row[1])):
            by[actor].append(self._say.name(place))
        for actor, names in by.items():
            listed = self._say.listed(names, MOST_NAMES)
            yield self._say("retained", places=listed, party=self._say.party(actor))

    def _held(self, day: date, ground: Ground, *, known: bool) -> Iterator[str]:
        course = self._courses[known]
        before = course.on(day - timedelta(days=1)).held if day > self._case.first_day else None
        if not ground.held:
            return
        order = [*self._case.parties, CONTESTED]
        told = [one for one in order if one in ground.held or (before and one in before)]
        shares = [self._share(one, ground.held.get(one, 0.0), before) for one in told]
        total = self._say.km2(course.total_km2)
        yield self._say("held", total=total, shares=self._say.joined(shares))

    def _share(self, who: str, km2: float, before: dict[str, float] | None) -> str:
        name = self._say("contested_share") if who == CONTESTED else self._say.party(who)
        words = {"party": name, "area": self._say.km2(km2)}
        moved = km2 - before.get(who, 0.0) if before is not None else 0.0
        change = self._say.km2(abs(moved))
        if change == self._say.km2(0.0):
            return self._say("share", **words)
        if words["area"] == self._say.km2(0.0):
            return self._say("share_none", change=change, party=name)
        return self._say("share_more" if moved > 0 else "share_less", change=change, **words)

    def _agreed(self, day: date, ground: Ground, *, known: bool) -> Iterator[str]:
        by: dict[str, list[str]] = defaultdict(list)
        last = date.max
        rows = sorted(ground.agreed, key=lambda row: (row[2] or last, row[0]))
        for event_id, to, due in rows:
            matter = self._matters[event_id]
            place = self._say.named(self._place(matter))
            first = self._first_due(matter, day, known=known)
            if due is None:
                by[to].append(self._say("due_open", place=place))
            elif first and first != due:
                dates = {"date": self._say.middle(due), "first": self._say.middle(first)}
                by[to].append(self._say("due_moved", place=place, **dates))
            else:
                by[to].append(self._say("due", place=place, date=self._say.middle(due)))
        for to, places in by.items():
            listed = self._say.listed(list(dict.fromkeys(places)), MOST_NAMES * 2)
            yield self._say("agreed", party=self._say.party(to), places=listed)

    def _first_due(self, matter: Matter, day: date, *, known: bool) -> date | None:
        step = matter.step(day)
        told = (step.scheduled if step else ()) if known else matter.event.scheduled
        earlier = step.scheduled[:1] if step else told[:1]
        return earlier[0] if earlier else None

    def _disputed(self, day: date, ground: Ground, *, known: bool) -> Iterator[str]:
        for holder, rival, event_ids in sorted(ground.contested)[:MOST_DISPUTES]:
            events = [self._matters[one] for one in event_ids if one in self._matters]
            names = self._names(events)
            yield self._say(
                "contested",
                places=self._say.listed(names, MOST_NAMES),
                sides=self._say.joined([self._say.party(holder), self._say.party(rival)]),
                area=self._say.km2(ground.contested[holder, rival, event_ids]),
            )
            yield from self._both(events[:1], events, day, known=known)
        for matter in self._still_disputed(day, known=known)[:MOST_DISPUTES]:
            yield self._say("disputed")
            yield from self._both([matter], (), day, known=known)
            if self._unplaced(matter, day, known=known):
                yield self._say("no_place")
        more = len(ground.contested) - MOST_DISPUTES
        if more > 0:
            yield self._say("more_contested", n=more)

    def _both(
        self, matters: Sequence[Matter], around: Sequence[Matter], day: date, *, known: bool
    ) -> Iterator[str]:
        """Give the word of those who say so by the day, and of those who say otherwise."""
        heard = [claim for one in matters for claim in one.heard(day, known=True)]
        heard = heard or [claim for one in matters for claim in one.heard(day, known=known)]
        backing = [one for one in heard if one.status not in REFUSED]
        backing = [one for one in backing if one.status == Status.COMPLETED] or backing
        against = [one for one in heard if one.status in REFUSED]
        against = against or [
            claim
            for one in around
            if one.event.kind == Kind.CONTROL
            for claim in one.heard(day, known=known)
        ]
        told = [probable(side[::-1]) for side in (backing, against) if side]
        yield from map(closed, told[:1])
        if len(told) > 1:
            yield self._say("against")
            yield closed(told[1])

    def _still_disputed(self, day: date, *, known: bool) -> list[Matter]:
        found = []
        for one in self._open:
            stand = one.standing(day, known=known)
            ground = one.event.kind in (Kind.CAPTURE, Kind.HANDOVER, Kind.CONTROL)
            if stand and stand.status == Status.DISPUTED and not ground:
                found.append(one)
        return found

    def _unplaced(self, matter: Matter, day: date, *, known: bool) -> bool:
        """Tell whether nobody has said where something is or is to be."""
        if matter.event.kind not in PRESENCE or self._party(matter) in self._stationed:
            return False
        stand = matter.standing(day, known=known)
        if stand is None or stand.status in (Status.CANCELLED, Status.COMPLETED):
            return False
        heard = [one for one in matter.heard(day, known=known) if one.status not in REFUSED]
        placed = [one for one in heard if one.place_id]
        last = placed[-1] if placed else None
        return last is None or last.scope == Scope.SOMEWHERE

    def _unknown(self, day: date, ground: Ground, *, known: bool) -> Iterator[str]:
        for (status, party), km2 in sorted(ground.unsure.items()):
            yield self._say(status, party=self._say.party(party), area=self._say.km2(km2))
        disputed = set(self._still_disputed(day, known=known))
        open_ = [
            one
            for one in self._open
            if one not in disputed and self._unplaced(one, day, known=known)
        ]
        told = list(dict.fromkeys(closed(one.summary(day, known=known)) for one in open_))
        if told:
            yield self._say("unplaced")
            yield from told[:MOST_DISPUTES]
        if len(told) > MOST_DISPUTES:
            yield self._say("more_unplaced", n=len(told) - MOST_DISPUTES)

    def _announced(self, matter: Matter, day: date) -> bool:
        """Tell whether the taker itself announced it on the day: others concede, or report."""
        mine = self._party(matter)
        return any(
            one.known_from == day
            and one.status == Status.COMPLETED
            and self._party_of(one.attribution) == mine
            for one in matter.event.claims
        )

    def _is_village(self, matter: Matter, day: date) -> bool:
        """Tell whether it is one of the settlements that are announced taken on a day."""
        taken = matter.event.kind == Kind.CAPTURE and _settlement(self._place(matter))
        return taken and self._announced(matter, day)

    def _names(self, matters: Sequence[Matter]) -> list[str]:
        return list(dict.fromkeys(self._say.name(self._place(one)) for one in matters))

    def _party(self, matter: Matter) -> str:
        return self._party_of(matter.event.actor)

    def _party_of(self, actor_id: str) -> str:
        actor = self._case.actors.get(actor_id)
        return (actor.party if actor else "") or actor_id

    def _is_placed(self, matter: Matter) -> bool:
        event, place = matter.event, self._place(matter)
        stands = event.kind == Kind.ESTABLISHMENT and event.status == Status.COMPLETED
        exact = place is not None and place.lon is not None and not place.radius_m
        return stands and exact and event.scope != Scope.SOMEWHERE

    def _place(self, matter: Matter) -> Place | None:
        found: Place | None = self._places.get(matter.event.place_id)
        return found


def _lead(changes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part what stands at the head of a day from what follows it."""
    letters = list(accumulate(len(one) for one in changes))
    head = max(bisect_right(letters, LEAD_LETTERS), 1)
    return changes[:head], changes[head:]


def _settlement(place: Place | None) -> bool:
    return place is not None and place.kind in SETTLEMENTS


def _is_small(place: Place | None) -> bool:
    return place is None or place.kind == "village"


def _unchanged(event: Event) -> bool:
    """Tell whether an event says that somebody holds on to what was held."""
    return event.kind == Kind.CONTROL and event.scope == Scope.WHOLE and not event.counterparty


def _is_news(event: Event, first_day: date) -> bool:
    old = event.day is not None and event.day <= first_day
    return not (event.kind == Kind.CONTROL and old)
