"""
A case with all that follows from it, each made when first asked for.

This is the only place that knows the order of the stages: case → timeline → cells → control →
layers.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.case import Case, read_case
from geo.case.inputs import Inputs
from geo.case.models import CaseFile
from geo.case.tables import SETTLEMENT_KINDS
from geo.cells import Cut, cut_ground
from geo.control import Control
from geo.gazetteer import Gazetteer
from geo.records import Claim, Event, Passage, Place, Source
from geo.timeline import Timeline

REACH_M = 5_000.0


class Project:
    """
    A case and its events, ground and layers.

    Parameters
    ----------
    read
        The case, as ``read_case`` gives it.
    """

    def __init__(self, read: Case) -> None:
        self._read = read

    @property
    def root(self) -> Path | None:
        """The case folder; None for a case that was read from elsewhere."""
        return self._read.root

    @property
    def inputs(self) -> Inputs:
        """The hashes of what the case is made of."""
        return self._read.inputs

    @property
    def case(self) -> CaseFile:
        """The case file."""
        return self._read.file

    @property
    def places(self) -> dict[str, Place]:
        """Places by id, with their names."""
        return self._read.places

    @property
    def areas(self) -> gpd.GeoDataFrame:
        """Shapes of places, as in ``areas.geojson``."""
        return self._read.areas

    @property
    def basemap(self) -> gpd.GeoDataFrame:
        """What is drawn beneath, as in ``basemap.geojson``."""
        return self._read.basemap

    @property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return self._read.sources

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that may be drawn."""
        return self._read.claims

    @property
    def texts(self) -> dict[str, str]:
        """Texts of the sources that were at hand, by source id."""
        return self._read.texts

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Where names are looked up."""
        return Gazetteer(self.places)

    @cached_property
    def timeline(self) -> Timeline:
        """Claims, folded into events and passages."""
        return Timeline(self.case, self.sources, self.claims)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, with everything read, in the order of their ids."""
        return self.timeline.events()

    @cached_property
    def known_days(self) -> tuple[date, ...]:
        """The days on which something was published."""
        return self.timeline.known_days()

    @cached_property
    def passages(self) -> dict[date | None, tuple[Passage, ...]]:
        """Passages of ground: under None with everything read, and as known on each day."""
        return self.timeline.passages_by_day()

    @cached_property
    def cut(self) -> Cut:
        """The ground, cut once into faces."""
        return cut_ground(
            self.areas[self.areas.geom_type.isin(["Polygon", "MultiPolygon"])],
            self._settlements(),
            ground=self.case.ground,
            settlement_ground=self.case.settlement_ground.areas,
            measuring_crs=self.case.crs,
        )

    @cached_property
    def control(self) -> Control:
        """Who holds which ground on which day, under both clocks."""
        return Control(
            self.cut,
            self.passages,
            first_day=self.case.first_day,
            last_day=self.case.last_day,
        )

    @cached_property
    def build_id(self) -> str:
        """A hash of everything the case is made of: equal inputs have equal ids."""
        return self.inputs.build_id(len(self.claims))

    def _settlements(self) -> pd.DataFrame:
        """
        Settlements without a shape that some passage names: the seeds of the tessellation.

        In a case that names no ground to share out, a settlement's share reaches no further than
        ``REACH_M``: one town must not stand for a country.
        """
        shared = bool(self.case.settlement_ground.areas)
        shaped = set(self.areas["place_id"])
        named = {passage.place_id for group in self.passages.values() for passage in group}
        chosen = [
            self.places[place_id]
            for place_id in sorted(named - shaped)
            if self.places[place_id].kind in SETTLEMENT_KINDS
            and self.places[place_id].lon is not None
        ]
        return pd.DataFrame(
            [
                (
                    place.place_id,
                    place.lon,
                    place.lat,
                    place.radius_m or (None if shared else REACH_M),
                )
                for place in chosen
            ],
            columns=["place_id", "lon", "lat", "radius_m"],
        ).astype({"lon": float, "lat": float, "radius_m": float})


def load_case(
    path: str | Path = ".", *, articles: Path | None = None, drafts: bool = False
) -> Project:
    """
    Read a case folder.

    Parameters
    ----------
    path
        The folder that holds ``data/`` and ``seeds/``.
    articles
        Folder with the texts of the sources, to check evidence against.
    drafts
        Whether claims that nobody has reviewed are drawn too.

    Raises
    ------
    CaseError
        The case has faults; the error holds all of them.
    """
    return Project(read_case(Path(path), articles=articles, drafts=drafts))
