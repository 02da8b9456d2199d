"""What the page asks of a project, so that it can be drawn from anything that answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

import geopandas as gpd

from geo.records import Claim, Event, Interval, Place, Source


class PartyLike(Protocol):
    """A party of the case; the colours are ``#rrggbb``, empty ones are mixed."""

    @property
    def names(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def holds(self) -> bool: ...  # noqa: D102
    @property
    def colour(self) -> str: ...  # noqa: D102


class ActorLike(Protocol):
    """Somebody who acts or speaks, and the party it belongs to."""

    @property
    def party(self) -> str: ...  # noqa: D102


class LayerLike(Protocol):
    """A layer of the map and what it cannot tell."""

    @property
    def layer_id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def limitation(self) -> str: ...  # noqa: D102


class ViewLike(Protocol):
    """A map of its own, with fewer layers or another extent."""

    @property
    def view_id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def layers(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def opens_on(self) -> date | None: ...  # noqa: D102
    @property
    def extent(self) -> Sequence[float] | None: ...  # noqa: D102


class CaseLike(Protocol):
    """What the case file says."""

    @property
    def case_id(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def first_day(self) -> date: ...  # noqa: D102
    @property
    def last_day(self) -> date: ...  # noqa: D102
    @property
    def opens_on(self) -> date: ...  # noqa: D102
    @property
    def extent(self) -> Sequence[float]: ...  # noqa: D102
    @property
    def languages(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def name_policy(self) -> str: ...  # noqa: D102
    @property
    def parties(self) -> Mapping[str, PartyLike]: ...  # noqa: D102
    @property
    def actors(self) -> Mapping[str, ActorLike]: ...  # noqa: D102
    @property
    def layers(self) -> Sequence[LayerLike]: ...  # noqa: D102
    @property
    def views(self) -> Sequence[ViewLike]: ...  # noqa: D102
    @property
    def legal_status(self) -> str: ...  # noqa: D102
    @property
    def ground(self) -> str: ...  # noqa: D102


class ControlLike(Protocol):
    """The ground, cut into cells with one history each."""

    @property
    def cells(self) -> gpd.GeoDataFrame: ...  # noqa: D102
    @property
    def boundaries(self) -> gpd.GeoDataFrame: ...  # noqa: D102
    @property
    def known_days(self) -> Sequence[date]: ...  # noqa: D102
    def cell_history(self, cell_id: int, known: date | None = None) -> tuple[Interval, ...]: ...  # noqa: D102


class ProjectLike(Protocol):
    """A case with everything that follows from it."""

    @property
    def case(self) -> CaseLike: ...  # noqa: D102
    @property
    def places(self) -> Mapping[str, Place]: ...  # noqa: D102
    @property
    def areas(self) -> gpd.GeoDataFrame: ...  # noqa: D102
    @property
    def basemap(self) -> gpd.GeoDataFrame: ...  # noqa: D102
    @property
    def sources(self) -> Mapping[str, Source]: ...  # noqa: D102
    @property
    def claims(self) -> Sequence[Claim]: ...  # noqa: D102
    @property
    def events(self) -> Sequence[Event]: ...  # noqa: D102
    @property
    def control(self) -> ControlLike: ...  # noqa: D102
    @property
    def build_id(self) -> str: ...  # noqa: D102
