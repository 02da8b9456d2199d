"""
The records that pass from stage to stage.

Each is frozen, and each says what it rests on: evidence points into its source, a claim holds
its evidence, an event and a passage of ground hold their claims.  So every line on the map
leads back to words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geo.dates import DateSpan


class Kind(StrEnum):
    """What a claim says of its place."""

    CONTROL = "control"
    HANDOVER = "handover"
    WITHDRAWAL = "withdrawal"
    CAPTURE = "capture"
    DEPLOYMENT = "deployment"
    ESTABLISHMENT = "establishment"
    AGREEMENT = "agreement"
    DEMINING = "demining"
    RETURN = "return"
    EVACUATION = "evacuation"
    WORKS = "works"
    INCIDENT = "incident"


class Status(StrEnum):
    """How far a claim says that its matter has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    PLANNED = "planned"
    POSTPONED = "postponed"
    UNDERWAY = "underway"
    COMPLETED = "completed"
    DENIED = "denied"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


class Scope(StrEnum):
    """How much of its place a claim is about; only ``whole`` moves ground."""

    WHOLE = "whole"
    PART = "part"
    SOMEWHERE = "somewhere"


@dataclass(frozen=True, slots=True)
class Name:
    """
    One name of a place.

    Attributes
    ----------
    lang, script
        ISO 639-1 and ISO 15924 codes; ``und`` where no language is known.
    used_by
        Who uses it, only where a source says so.
    since, until
        EDTF, empty when not known.
    """

    name: str
    lang: str
    script: str
    used_by: str = ""
    since: str = ""
    until: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """
    An entry of the gazetteer.

    Attributes
    ----------
    lon, lat
        EPSG:4326 degrees; None for a place that has no point of its own.
    radius_m
        For a position: how far the place may be from its point.  For a settlement: how far its
        share of the ground may reach.  None when nothing is said.
    within
        The place it lies in, or empty.
    names
        In the order of ``names.csv``.
    """

    place_id: str
    kind: str
    lon: float | None
    lat: float | None
    radius_m: float | None
    within: str
    source: str
    geonames_id: str = ""
    wikidata_id: str = ""
    names: tuple[Name, ...] = ()

    def label(self, lang: str = "en") -> str:
        """Give the first name in a language, or in English, or the first of all, or the id."""
        for wanted in (lang, "en"):
            for name in self.names:
                if name.lang == wanted:
                    return name.name
        return self.names[0].name if self.names else self.place_id


@dataclass(frozen=True, slots=True)
class Source:
    """One published document; fields as in ``seeds/<id>.toml``."""

    source_id: str
    publisher: str
    title: str
    address: str
    published: DateSpan
    published_basis: str
    read: date
    language: str
    agency: str
    reliability: str
    file_name: str = ""
    file_sha256: str = ""

    @property
    def known_from(self) -> date | None:
        """The day from which the document was public: the last day it may have appeared."""
        return self.published.last


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    Where in its source a claim is read.

    Attributes
    ----------
    start, end
        Offsets into the source's text, in characters; ``end`` is the first one after it
        (a TextPositionSelector of the W3C Web Annotation Data Model, section 4.2.5).
        Both None for a source that is not at hand as text.
    sha256
        Of the words between them, in UTF-8: whoever holds the article can check them,
        and the project need not reprint them.
    locator
        In words, such as "article 6" or "paragraph 30 of 31".
    """

    start: int | None = None
    end: int | None = None
    sha256: str = ""
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of one actor at one place; fields as in ``seeds/<id>.toml``."""

    claim_id: str
    source_id: str
    kind: Kind
    place_id: str
    status: Status
    summary: str
    evidence: tuple[Evidence, ...]
    event: str = ""
    scope: Scope = Scope.WHOLE
    printed: tuple[str, ...] = ()
    actor: str = ""
    counterparty: str = ""
    origin: str = ""
    when: DateSpan | None = None
    roughly: bool = False
    said: date | None = None
    replaces: DateSpan | None = None
    quantity: float | None = None
    quantity_as_printed: str = ""
    approximation: str = ""
    unit: str = ""
    duration: str = ""
    attribution: str = ""
    credibility: int = 6
    review: str = "accepted"
    known_from: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """
    Claims of several sources about the same thing.

    Attributes
    ----------
    event_id
        The claims' ``event``, or an id made from kind, place and parties.
    status
        As known when all sources are read.
    day
        The day it happened; None when it has not, or nobody says.
    span
        The days on which it may have happened; None when nobody says.
    scheduled
        The days it was to happen, in the order in which they became known; the last is in force.
    claims
        In the order in which they became known; never empty.
    """

    event_id: str
    kind: Kind
    place_id: str
    scope: Scope
    status: Status
    actor: str
    counterparty: str
    origin: str
    day: date | None
    span: DateSpan | None
    scheduled: tuple[date, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    From ``since`` on it was agreed that ground passes by ``due`` (None: no day was given).

    With ``called_off`` it was no longer agreed from then on.
    """

    since: date
    due: date | None
    called_off: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """
    The ground of one place passes to one holder, or is agreed to.

    Attributes
    ----------
    day
        First day of the new holder; None while it has not passed.
    holder
        Party id.
    taken_from
        Party that alone gives it: ground which others hold does not pass.  Empty: whoever holds it.
    how
        ``held`` (initial holder, or reported as retained), ``fighting``, ``handover`` or
        ``control`` (an agreement puts it under the holder, as with the corridor).
    contested
        Half-open days on which rival claims were open; None when there were none.
    confirmed
        First day on which it was more than the taker's word; None while it is not.
    schedule
        What was agreed, in the order in which it became known; empty for ground taken in fighting.
    """

    event_id: str
    place_id: str
    day: date | None
    holder: str
    taken_from: str
    how: str
    contested: tuple[date, date] | None = None
    confirmed: date | None = None
    schedule: tuple[Schedule, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """
    A stretch of days in which a piece of ground has one holder and one status.

    Attributes
    ----------
    start, end
        Half-open: ``end`` is the first day no longer so, None while it still is.
    holder
        The party that holds it, the weighed one while it is contested.
    status
        ``held``, ``claimed``, ``contested``, ``agreed`` or ``unconfirmed``.
    how
        As in ``Passage``: how the present holder came to it.
    since
        First day of the present holder.
    rival
        The other claimant while it is contested, otherwise empty.
    to, due
        Who is to receive it and when, while it is agreed.
    event_ids
        The events it rests on; never empty.
    """

    start: date
    end: date | None
    holder: str
    status: str
    how: str
    since: date
    event_ids: tuple[str, ...]
    rival: str = ""
    to: str = ""
    due: date | None = None
