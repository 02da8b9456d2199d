"""
What stands in ``data/case.toml`` and in ``seeds/<id>.toml``, field by field.

A pydantic model for each table; unknown fields are refused, so that a slip of the pen is not
lost in silence.  What one file says of another is checked in ``geo.case.checks``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from geo.dates import DateSpan, read_day, read_edtf
from geo.errors import DateError
from geo.records import Kind, Scope, Status

EQUAL_AREA = "+proj=laea +lat_0={lat} +lon_0={lon} +datum=WGS84"
ID = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"
SHA256 = r"^[0-9a-f]{64}$"
ISO_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


def _edtf(text: str) -> str:
    if text:
        try:
            read_edtf(text)
        except DateError as error:
            raise ValueError(str(error)) from error
    return text


def _day(text: str) -> str:
    if text:
        try:
            read_day(text)
        except DateError as error:
            raise ValueError(str(error)) from error
    return text


def _duration(text: str) -> str:
    if text and not ISO_DURATION.fullmatch(text):
        raise ValueError("write it as in ISO 8601: P1Y is a year, P5D are five days")
    return text


Edtf = Annotated[str, AfterValidator(_edtf)]
Day = Annotated[str, AfterValidator(_day)]
Id = Annotated[str, Field(pattern=ID, max_length=120)]
Words = Annotated[str, Field(min_length=1)]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
ColourOrNone = Annotated[str, Field(pattern=r"^(#[0-9A-Fa-f]{6})?$")]
Names = Annotated[dict[str, Words], Field(min_length=1)]


class Table(BaseModel):
    """A table of a TOML file: nothing in it that has no meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Party(Table):
    """Who may hold ground, or be present on it."""

    id: Id
    holds: bool = False
    names: Names
    colour: Colour
    tint: ColourOrNone = ""
    dark: ColourOrNone = ""
    dark_tint: ColourOrNone = ""
    hatch: str = ""

    @property
    def party_id(self) -> str:
        """The id, by its full name."""
        return self.id


class Actor(Table):
    """Who acts or speaks; belongs to a party or to none."""

    id: Id
    party: str = ""
    names: dict[str, Words] = Field(default_factory=dict)
    aliases: tuple[Words, ...] = ()

    @property
    def actor_id(self) -> str:
        """The id, by its full name."""
        return self.id


class LayerInfo(Table):
    """A layer, and what it cannot tell."""

    id: Id
    title: Names
    limitation: Words

    @property
    def layer_id(self) -> str:
        """The id, by its full name."""
        return self.id


class View(Table):
    """A map of its own, for a report that needs just that."""

    id: Id
    title: Names
    layers: tuple[Id, ...] = ()
    opens_on: date | None = None
    extent: tuple[float, float, float, float] | None = None

    @property
    def view_id(self) -> str:
        """The id, by its full name."""
        return self.id


class SettlementGround(Table):
    """Areas whose ground is shared out among the settlements that sources name."""

    areas: tuple[Id, ...] = ()


class CaseFile(Table):
    """``data/case.toml``."""

    id: Id
    title: Names
    first_day: date
    last_day: date
    opens_on: date
    extent: tuple[float, float, float, float]
    ground: Id
    measuring_crs: str = ""
    languages: Annotated[tuple[Words, ...], Field(min_length=1)]
    name_policy: Words
    legal_status: str = ""
    positions_agreed: str = ""
    settlement_ground: SettlementGround = SettlementGround()
    party: Annotated[tuple[Party, ...], Field(min_length=1)]
    actor: tuple[Actor, ...] = ()
    layer: Annotated[tuple[LayerInfo, ...], Field(min_length=1)]
    view: tuple[View, ...] = ()

    @property
    def crs(self) -> str:
        """The CRS to measure in: as given, or an equal-area one about the extent's middle."""
        west, south, east, north = self.extent
        return self.measuring_crs or EQUAL_AREA.format(
            lat=round((south + north) / 2, 3), lon=round((west + east) / 2, 3)
        )

    @property
    def case_id(self) -> str:
        """The id, which names the map."""
        return self.id

    @property
    def parties(self) -> dict[str, Party]:
        """Parties by id, in the order of the file."""
        return {party.id: party for party in self.party}

    @property
    def actors(self) -> dict[str, Actor]:
        """Actors by id, in the order of the file."""
        return {actor.id: actor for actor in self.actor}

    @property
    def layers(self) -> tuple[LayerInfo, ...]:
        """Layers, in the order of the file."""
        return self.layer

    @property
    def views(self) -> tuple[View, ...]:
        """Views, in the order of the file."""
        return self.view

    @property
    def party_of(self) -> dict[str, str]:
        """Party by actor id; a party stands for itself, an actor without one for nobody."""
        return {p.id: p.id for p in self.party} | {a.id: a.party for a in self.actor}

    @property
    def speakers(self) -> dict[str, str]:
        """Party by actor id and by each alias of an actor: whoever may be quoted."""
        named = {alias: actor.party for actor in self.actor for alias in actor.aliases}
        return named | self.party_of


class SourceFileRef(Table):
    """The text of a source, as its readers have it."""

    name: Words
    sha256: Annotated[str, Field(pattern=SHA256)]


class SourceTable(Table):
    """``[source]``: who published what when."""

    id: Id
    publisher: Words
    title: str = ""
    address: Annotated[str, Field(pattern=r"^(|https?://\S+)$")] = ""
    published: Annotated[Edtf, Field(min_length=1)]
    published_basis: str = ""
    read: Annotated[Day, Field(min_length=1)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    agency: str = ""
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    file: SourceFileRef | None = None


class EvidenceTable(Table):
    """Where in the source a claim is read: a span of its text, or words."""

    start: Annotated[int, Field(ge=0)] | None = None
    end: Annotated[int, Field(gt=0)] | None = None
    sha256: Annotated[str, Field(pattern=rf"{SHA256}|^$")] = ""
    locator: str = ""

    @model_validator(mode="after")
    def _points_somewhere(self) -> EvidenceTable:
        if self.start is None and self.end is None:
            if not self.locator:
                raise ValueError("it points nowhere: give start, end and sha256, or a locator")
        elif self.start is None or self.end is None or not self.sha256:
            raise ValueError("start, end and sha256 belong together")
        elif self.end <= self.start:
            raise ValueError(f"its end {self.end} is not after its start {self.start}")
        return self


class ClaimTable(Table):
    """``[[claim]]``: what the source says happened, will happen or did not happen."""

    event: Annotated[str, Field(pattern=rf"{ID}|^$", max_length=120)] = ""
    kind: Kind
    place: str = ""
    scope: Scope = Scope.WHOLE
    printed: tuple[Words, ...] = ()
    actor: str = ""
    counterparty: str = ""
    origin: str = ""
    when: Edtf = ""
    roughly: bool = False
    said: Day = ""
    status: Status
    replaces: Edtf = ""
    quantity: float | None = None
    quantity_as_printed: str = ""
    approximation: Literal["", "exact", "about", "at-least", "at-most"] = ""
    unit: str = ""
    duration: Annotated[str, AfterValidator(_duration)] = ""
    attribution: str = ""
    credibility: Annotated[int, Field(ge=1, le=6)]
    summary: Words
    evidence: Annotated[tuple[EvidenceTable, ...], Field(min_length=1)]
    review: Literal["accepted", "draft"] = "accepted"


class SeedFile(Table):
    """``seeds/<id>.toml``: one source and its claims."""

    source: SourceTable
    claim: tuple[ClaimTable, ...] = ()


def span_of(text: str) -> DateSpan | None:
    """Read an EDTF field that may be empty."""
    return read_edtf(text) if text else None
