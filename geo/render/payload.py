"""
Records as plain data for the page: numbers, short lists and words, columns where there are many.

Days are numbers from the first day of the case (``encode.DayCounter``), places, events, claims
and sources are named by their position in their list, -1 for none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from geo.dates import DateSpan
from geo.records import Claim, Event, Evidence, Name, Place, Source, Status
from geo.render.encode import DayCounter
from geo.render.first import first_frame
from geo.render.ground import ground_data
from geo.render.scenery import area_data, basemap_data
from geo.render.wanted import CaseLike, ProjectLike, ViewLike

Plain = dict[str, Any]
STATUSES = list(Status)


class Index:
    """Positions of ids in their list."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = list(ids)
        self._at = {one: at for at, one in enumerate(self.ids)}

    def __call__(self, one: str) -> int:
        """Give the position, -1 for an id that is empty or unknown."""
        return self._at.get(one, -1)


def page_data(
    project: ProjectLike, *, view: ViewLike | None, articles: Mapping[str, str] | None
) -> Plain:
    """
    Give everything that the page is drawn from.

    Parameters
    ----------
    project
        The case and what follows from it.
    view
        The view to open as a map of its own, or None for the whole map.
    articles
        Text by ``source_id``; quotes are shown from these alone.
    """
    days = DayCounter(project.case.first_day)
    places = Index(project.places)
    sources = Index(project.sources)
    events = Index(event.event_id for event in project.events)
    claims = list(dict.fromkeys(_claims_of(project)))
    claim_at = {claim.claim_id: at for at, claim in enumerate(claims)}
    return {
        "case": case_table(project, view),
        "places": place_table(project.places, places)
        | {"printed": sparse(printed_names(project), "")},
        "sources": [source_row(source, days) for source in project.sources.values()],
        "claims": claim_table(claims, (places, sources, events), days, articles or {}),
        "events": event_table(project.events, places, claim_at, days)
        | {"known": known_steps(project, days)},
        "ground": ground_data(project, places, events, days),
        "statuses": [str(status) for status in STATUSES],
        "areas": area_data(project, places),
        "first": first_frame(project),
        "basemap": basemap_data(project),
        "credits": credit_lines(project),
    }


def case_table(project: ProjectLike, view: ViewLike | None) -> Plain:
    """Give what the case file says of the whole map or of a view: all that differs between them."""
    days = DayCounter(project.case.first_day)
    return case_data(project.case, view, days) | {"build": project.build_id}


def case_data(case: CaseLike, view: ViewLike | None, days: DayCounter) -> Plain:
    """Give what the case file says, as the page needs it."""
    opens = (view.opens_on if view else None) or case.opens_on
    return {
        "id": case.case_id,
        "title": dict((view.title if view else None) or case.title),
        "caseTitle": dict(case.title),
        "first": case.first_day.isoformat(),
        "last": days(case.last_day),
        "opens": days(opens),
        "extent": [float(edge) for edge in ((view.extent if view else None) or case.extent)],
        "languages": list(case.languages),
        "policy": case.name_policy,
        "legal": case.legal_status,
        "ground": case.ground,
        "parties": [
            {"id": party_id, "names": dict(party.names), "holds": bool(party.holds)}
            for party_id, party in case.parties.items()
        ],
        "actors": [
            {"id": actor_id, "party": actor.party, "names": dict(getattr(actor, "names", {}) or {})}
            for actor_id, actor in case.actors.items()
        ],
        "layers": [
            {"id": one.layer_id, "title": dict(one.title), "limitation": one.limitation}
            for one in case.layers
        ],
        "view": {"id": view.view_id, "layers": list(view.layers)} if view else None,
    }


def place_table(places: Mapping[str, Place], index: Index) -> Plain:
    """Give the gazetteer as columns; positions in steps of 1/10,000 degree."""
    rows = list(places.values())
    return {
        "id": index.ids,
        "kind": shared_words(place.kind for place in rows),
        "lon": [_steps(place.lon) for place in rows],
        "lat": [_steps(place.lat) for place in rows],
        "radius": shared_words(
            "" if place.radius_m is None else str(round(place.radius_m)) for place in rows
        ),
        "within": [index(place.within) for place in rows],
        "names": name_table([name_rows(place.names) for place in rows]),
    }


def printed_names(project: ProjectLike) -> list[str]:
    """Give for each place the name its claims print most, empty where it is the English one."""
    counts: dict[str, Counter[str]] = {}
    for claim in project.claims:
        counts.setdefault(claim.place_id, Counter()).update(claim.printed)
    return [
        "" if most == place.label() else most
        for place_id, place in project.places.items()
        for found in [counts.get(place_id, Counter())]
        for most in [min(found, key=lambda name: (-found[name], name), default="")]
    ]


def source_row(source: Source, days: DayCounter) -> list[Any]:
    """Give one source: publisher, title, address, day, EDTF, basis, language, agency, rating."""
    return [
        source.publisher,
        source.title,
        safe_address(source.address),
        days(source.published.last),
        source.published.edtf,
        source.published_basis,
        source.language,
        source.agency,
        source.reliability,
        source.source_id,
    ]


def claim_table(
    claims: Sequence[Claim],
    indices: tuple[Index, Index, Index],
    days: DayCounter,
    articles: Mapping[str, str],
) -> Plain:
    """Give the claims as columns, in the order in which the project holds them."""
    places, sources, _ = indices
    table: Plain = {
        "id": [claim.claim_id for claim in claims],
        "source": [sources(claim.source_id) for claim in claims],
        "place": [places(claim.place_id) for claim in claims],
        "origin": sparse((places(claim.origin) for claim in claims), -1),
        "kind": shared_words(str(claim.kind) for claim in claims),
        "status": shared_words(str(claim.status) for claim in claims),
        "scope": shared_words(str(claim.scope) for claim in claims),
        "summary": [claim.summary for claim in claims],
        "when": [_short_span(span_row(claim.when, days)) for claim in claims],
        "said": sparse((days(claim.said) for claim in claims), None),
        "known": [days(claim.known_from) for claim in claims],
        "replaces": sparse((span_row(claim.replaces, days) for claim in claims), None),
        "where": shared_words(locator_words(claim.evidence) for claim in claims),
        "quote": sparse((quoted(claim, articles) for claim in claims), ""),
    }
    for field in ("actor", "counterparty", "attribution", "unit", "approximation", "duration"):
        table[field] = shared_words(getattr(claim, field) for claim in claims)
    table["quantity"] = sparse((claim.quantity for claim in claims), None)
    table["printedQuantity"] = sparse((claim.quantity_as_printed for claim in claims), "")
    table["credibility"] = [claim.credibility for claim in claims]
    table["roughly"] = sparse((int(claim.roughly) for claim in claims), 0)
    table["draft"] = sparse((int(claim.review == "draft") for claim in claims), 0)
    return table


def event_table(
    events: Sequence[Event], places: Index, claim_at: Mapping[str, int], days: DayCounter
) -> Plain:
    """
    Give the events as columns.

    ``span`` is first and last day, 0 where both are the event's day; an ``id`` that begins with
    the place's own has ``~`` in its stead.
    """
    return {
        "id": [short_id(event, places) for event in events],
        "kind": shared_words(str(event.kind) for event in events),
        "status": shared_words(str(event.status) for event in events),
        "scope": shared_words(str(event.scope) for event in events),
        "place": [places(event.place_id) for event in events],
        "origin": sparse((places(event.origin) for event in events), -1),
        "actor": shared_words(event.actor for event in events),
        "counterparty": shared_words(event.counterparty for event in events),
        "day": [days(event.day) for event in events],
        "span": [_span_of(event, days) for event in events],
        "scheduled": sparse(([days(day) for day in event.scheduled] for event in events), []),
        "claims": [_claims_at(event, claim_at) for event in events],
    }


def short_id(event: Event, places: Index) -> str:
    """Give an event's id, ``~`` for that of its place at its beginning."""
    begins = places(event.place_id) >= 0 and event.event_id.startswith(f"{event.place_id}-")
    return f"~{event.event_id[len(event.place_id) :]}" if begins else event.event_id


def _short_span(row: list[Any] | None) -> list[Any] | int | None:
    """Give a span of one day as that day alone."""
    one = row is not None and row[0] == row[1] and not row[2]
    return row[0] if one and row is not None else row


def _claims_at(event: Event, claim_at: Mapping[str, int]) -> list[int] | int:
    found = [claim_at[claim.claim_id] for claim in event.claims]
    return found[0] if len(found) == 1 else found


def _span_of(event: Event, days: DayCounter) -> list[Any] | int | None:
    row = span_row(event.span, days)
    return 0 if row is not None and row == [days(event.day)] * 2 + [0] else row


def known_steps(project: ProjectLike, days: DayCounter) -> list[list[list[Any]]]:
    """
    Give for each event how its status became known.

    Returns
    -------
    list
        For each event ``[known, status, day]``, in order: what had been published by the day
        ``known`` came to that status, and to that day of happening (None for none).
    """
    timeline = getattr(project, "timeline", None)
    if timeline is None:
        return [_steps_of(event, days) for event in project.events]
    found = []
    for event in project.events:
        mine: list[list[Any]] = []
        for known, then in timeline.unfolding(event.event_id):
            step = [STATUSES.index(then.status), days(then.day)]
            if not mine or mine[-1][1:] != step:
                mine.append([days(known), *step])
        found.append(mine)
    return found


def _steps_of(event: Event, days: DayCounter) -> list[list[Any]]:
    """Without a timeline: each claim as it was published."""
    return [
        [days(claim.known_from), STATUSES.index(claim.status), days(event.day)]
        for claim in event.claims
        if claim.known_from is not None
    ]


def shared_words(values: Iterable[str]) -> Plain:
    """Give a column of few different words as the words and their positions."""
    column = list(values)
    words = sorted(set(column))
    at = {word: position for position, word in enumerate(words)}
    return {"words": words, "at": [at[value] for value in column]}


def sparse(values: Iterable[Any], usual: Any) -> Plain:
    """Give a column that mostly holds one value as that value and the others by position."""
    others = {str(at): value for at, value in enumerate(values) if value != usual}
    return {"usual": usual, "others": others}


def span_row(span: DateSpan | None, days: DayCounter) -> list[Any] | None:
    """Give first and last day of a span, and 1 when it lasts through them; None for none."""
    if span is None or (span.start is None and span.end is None):
        return None
    return [days(span.start), days(span.last), int(span.throughout)]


def locator_words(evidence: Sequence[Evidence]) -> str:
    """Say where in its source a claim is read."""
    parts = []
    for one in evidence:
        if one.locator:
            parts.append(one.locator)
        elif one.start is not None and one.end is not None:
            parts.append(f"characters {one.start:,}\u2013{one.end:,}")
    return "; ".join(dict.fromkeys(parts))


def quoted(claim: Claim, articles: Mapping[str, str]) -> str:
    """Give the words a claim is read in, when the article is at hand."""
    text = articles.get(claim.source_id, "")
    spans = [(one.start, one.end) for one in claim.evidence if one.start is not None]
    return " \u2026 ".join(text[start:end] for start, end in spans if text[start:end])


def safe_address(address: str) -> str:
    """Give an address that may become a link: http or https with a host, or nothing."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    printable = all(sign.isprintable() and not sign.isspace() for sign in address.strip())
    fit = parts.scheme in ("http", "https") and parts.netloc and printable
    return address.strip() if fit else ""


def credit_lines(project: ProjectLike) -> list[list[str]]:
    """Give origin and licence of the shapes, each pair once."""
    pairs: dict[tuple[str, str], None] = {}
    for frame in (project.basemap, project.areas):
        if {"source", "licence"} <= set(frame.columns):
            rows = zip(frame["source"].astype(str), frame["licence"].astype(str), strict=True)
            pairs.update(dict.fromkeys(sorted(set(rows))))
    return [list(pair) for pair in pairs]


def _claims_of(project: ProjectLike) -> Iterable[Claim]:
    yield from project.claims
    for event in project.events:
        yield from event.claims


def name_table(rows: Sequence[list[list[Any]]]) -> Plain:
    """
    Give names of places with their languages apart, for many places have the same.

    Returns
    -------
    dict
        ``langs``: each sequence of languages once; ``of``: which of them a place has; ``words``:
        for each place and language the name, or a list of names as ``name_rows`` gives them.
    """
    langs: dict[tuple[str, ...], int] = {}
    plain = [
        [one[1] if len(one) == 2 and isinstance(one[1], str) else one[1:] for one in row]  # noqa: PLR2004
        for row in rows
    ]
    of = [langs.setdefault(tuple(one[0] for one in row), len(langs)) for row in rows]
    return {"langs": [list(one) for one in langs], "of": of, "words": plain}


def name_rows(names: Sequence[Name]) -> list[list[Any]]:
    """
    Give names by language: ``[lang, name, name, …]``.

    A name with more to it than itself is a list: name, who uses it, since, until.
    """
    by_language: dict[str, list[Any]] = {}
    for name in names:
        more = [name.used_by, name.since, name.until]
        row: Any = [name.name, *more] if any(more) else name.name
        by_language.setdefault(name.lang, [name.lang]).append(row)
    return list(by_language.values())


def _steps(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 10_000)
