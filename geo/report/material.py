"""What the sections of a report draw on: events in words, names, and the numbers of references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby

from geo.dates import day_in_words
from geo.project import Project
from geo.prose.phrasing import Phrasing, closed
from geo.prose.standing import Matter
from geo.records import Claim, Event, Kind, Place, Scope, Source, Status
from geo.report.model import Line, Words
from geo.report.wording import in_language, place_name, text
from geo.texts import page_texts

LANG = "en"
TOWNS = ("city", "town")
SMALL = ("village", "settlement", "hamlet")
ALWAYS = (Kind.HANDOVER, Kind.AGREEMENT, Kind.WITHDRAWAL)
PRESENCE = (Kind.DEPLOYMENT, Kind.ESTABLISHMENT)


class Material:
    """
    A case as a report looks at it.

    Parameters
    ----------
    project
        The case.
    lang
        Language of names; sentences are in English.
    """

    def __init__(self, project: Project, lang: str = "") -> None:
        self.project, self.case = project, project.case
        self.lang = lang or LANG
        self._phrasing = Phrasing(project, LANG)
        self._texts = page_texts(LANG)

    @cached_property
    def matters(self) -> dict[str, Matter]:
        """Each event with the steps in which it became known."""
        unfolding = self.project.timeline.unfolding
        return {one.event_id: Matter(one, unfolding(one.event_id)) for one in self.project.events}

    @cached_property
    def news(self) -> tuple[Event, ...]:
        """The events in the order of their days, without who held what at the outset."""
        first = self.case.first_day
        found = [
            one
            for one in self.project.events
            if not (one.kind == Kind.CONTROL and (one.day is None or one.day <= first))
        ]
        return tuple(sorted(found, key=lambda one: (self.day_of(one), one.event_id)))

    @cached_property
    def settlements(self) -> tuple[Event, ...]:
        """The small settlements taken, and places reported as still held."""
        return tuple(one for one in self.news if self._is_small(one))

    @cached_property
    def key_events(self) -> tuple[Event, ...]:
        """Handovers, agreements, towns taken, what several voices tell of presence, disputes."""
        return tuple(one for one in self.news if self._is_key(one) and not self._is_small(one))

    @cached_property
    def further(self) -> tuple[Event, ...]:
        """The events that are neither."""
        told = {*self.settlements, *self.key_events}
        return tuple(one for one in self.news if one not in told)

    @cached_property
    def references(self) -> tuple[Source, ...]:
        """The sources in the order of their days; the first is reference 1."""
        last = date.max
        every = self.project.sources.values()
        return tuple(sorted(every, key=lambda one: (one.known_from or last, one.source_id)))

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each reference, by source."""
        return {one.source_id: at for at, one in enumerate(self.references, start=1)}

    def cited(self, claims: Iterable[Claim]) -> Line:
        """Give the references of claims, each number a link, neighbours as a range."""
        numbers = sorted({self.number_of[claim.source_id] for claim in claims})
        words: list[Words] = []
        for first, last in _ranges(numbers):
            words.append(Words("[" if not words else ", "))
            words.append(reference_link(first))
            if last > first:
                words += [Words("–" if last > first + 1 else ", "), reference_link(last)]
        return (*words, Words("]")) if words else (Words(""),)

    def voices(self, event: Event) -> int:
        """Count the independent voices of an event."""
        return len(self.project.timeline.weighing.voices(event.claims))

    def said(self, event: Event) -> str:
        """Give what the most probable claim of an event says."""
        return closed(self.matters[event.event_id].summary(self.case.last_day, known=False))

    def status(self, event: Event) -> str:
        """Give how far an event had come on the case's last day, as the page says it."""
        stand = self.matters[event.event_id].standing(self.case.last_day, known=False)
        return self.word("status", (stand.status if stand else event.status).value)

    def day_of(self, event: Event) -> date:
        """Give the day an event stands under: it happened, is due, or was first told."""
        told = [event.day, *event.scheduled[-1:], *(one.known_from for one in event.claims)]
        return next((day for day in told if day is not None), date.max)

    def word(self, group: str, key: str) -> str:
        """Give a word of the page's own, such as that for a kind or a status."""
        return str(self._texts[group].get(key, key.replace("-", " ")))

    def weighing(self) -> tuple[str, ...]:
        """Give the page's paragraphs on how claims are weighed."""
        return tuple(self._texts["panel"]["weighing"])

    def place(self, place_id: str) -> Place | None:
        """Give a place."""
        found: Place | None = self.project.places.get(place_id)
        return found

    def named(self, place_id: str) -> Words:
        """Give a place's name in the language of names."""
        place = self.place(place_id)
        has = place is not None and any(one.lang == self.lang for one in place.names)
        return Words(place_name(place, self.lang), self.lang if has and self.lang != LANG else "")

    def party(self, actor: str) -> Words:
        """Give the name of an actor's party in the language of names."""
        known = self.case.actors.get(actor)
        party = self.case.parties.get((known.party if known else "") or actor)
        if party is None:
            return Words(self._phrasing.party(actor) if actor else text("unknown"))
        has = self.lang != LANG and self.lang in party.names
        return Words(in_language(party.names, self.lang), self.lang if has else "")

    def speaker(self, claim: Claim) -> str:
        """Say who speaks in a claim, where, and when."""
        source = self.project.sources[claim.source_id]
        day = day_in_words(claim.known_from) if claim.known_from else text("events.undated")
        actor = self.case.actors.get(claim.attribution)
        voice = in_language(actor.names, LANG) if actor else claim.attribution
        form = "rivals.by" if voice else "rivals.plain"
        return text(form, speaker=voice, publisher=source.publisher, day=day)

    def _is_key(self, event: Event) -> bool:
        if event.kind in ALWAYS or event.status == Status.DISPUTED:
            return True
        place = self.place(event.place_id)
        if event.kind == Kind.CAPTURE:
            return place is not None and place.kind in TOWNS and event.scope == Scope.WHOLE
        return event.kind in PRESENCE and self.voices(event) > 1

    def _is_small(self, event: Event) -> bool:
        place = self.place(event.place_id)
        if event.kind == Kind.CONTROL:
            return event.scope == Scope.WHOLE and not event.counterparty
        return event.kind == Kind.CAPTURE and place is not None and place.kind in SMALL


def reference_link(number: int) -> Words:
    """Give the number of a reference as a link to it."""
    return Words(str(number), address=f"#reference-{number}")


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give neighbours among numbers as first and last."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in group]
        yield members[0], members[-1]
