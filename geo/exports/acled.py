"""
An event table in the columns of ACLED (codebook, table 1), for those who work with its data.

Only what happened on a day has a row; the rest comes back with the reason.  What the claims do
not say (fatalities, kinds of actors, the scale of a source) stays empty: nothing is coded here.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from geo.case.models import CaseFile
from geo.dates import read_day
from geo.exports.ancestry import Ancestry
from geo.exports.tables import Row, Tables, english_names, plain_rows

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision"),
    *("disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2"),
    *("interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3"),
    *("location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
EMPTY: Row = dict.fromkeys(COLUMNS, "")
HAPPENED = ("completed", "underway")
UNITS = ("region", "district")
WEEK, MONTH = 7, 31
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An event without a row, and why."""

    event_id: str
    reason: str


def acled_files(case: CaseFile, tables: Tables) -> dict[str, bytes]:
    """Give the one file, by its name."""
    table, _ = acled_table(case, tables)
    text: str = table.to_csv(index=False, lineterminator="\n")
    return {f"{case.id}-acled.csv": text.encode()}


def acled_table(case: CaseFile, tables: Tables) -> tuple[pd.DataFrame, tuple[LeftOut, ...]]:
    """
    Give the events in ACLED's columns, by day and id, and those that have no row.

    Returns
    -------
    pandas.DataFrame
        ``COLUMNS``, all as text; empty where nothing is known.  ``event_id_cnty`` is our own id
        of the event, ``notes`` are the summaries of its claims, ``tags`` lead back to them.
    tuple of LeftOut
        In the order of the events.
    """
    coder = Coder(case, tables)
    rows, left_out = [], []
    for event in plain_rows(tables["events"]):
        reason = _reason(event)
        if reason:
            left_out.append(LeftOut(event["event_id"], reason))
        else:
            rows.append(coder.row(event))
    rows.sort(key=lambda row: (row["event_date"], row["event_id_cnty"]))
    table = pd.DataFrame([EMPTY | row for row in rows], columns=list(COLUMNS))
    return table.astype("str"), tuple(left_out)


def _reason(event: Row) -> str:
    if event["kind"] not in _words()["kinds"]:
        return "a state, not an event"
    if event["status"] not in HAPPENED:
        return "not reported as done or underway"
    return "" if event["day"] else "no day is reported"


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((files("geo.exports") / "acled.toml").read_text("utf-8"))


class Coder:
    """Puts events into ACLED's columns."""

    def __init__(self, case: CaseFile, tables: Tables) -> None:
        self._ancestry = Ancestry(tables["places"])
        self._points = _points(tables)
        self._names = english_names(case)
        self._party_of = case.party_of
        sources = tables["sources"]
        self._publishers = dict(zip(sources["source_id"], sources["publisher"], strict=True))
        claims = tables["claims"]
        self._summaries = dict(zip(claims["claim_id"], claims["summary"], strict=True))

    def row(self, event: Row) -> Row:
        """Give the row of an event that has a day."""
        named = {f"actor{n}": self._names.get(event[c], event[c]) for n, c in _ACTORS}
        claims = event["claim_ids"].split()
        return (
            {
                "event_id_cnty": event["event_id"],
                "event_date": event["day"],
                "year": event["day"][:4],
                "time_precision": _time_precision(event),
                "source": "; ".join(self._publisher_names(event)),
                "notes": " ".join(dict.fromkeys(self._summaries[claim] for claim in claims)),
                "tags": _tags(event),
            }
            | self._type(event)
            | named
            | self._where(event)
        )

    def _publisher_names(self, event: Row) -> list[str]:
        names = [self._publishers[source] for source in event["source_ids"].split()]
        return list(dict.fromkeys(names))

    def _type(self, event: Row) -> Row:
        stated = _words()["kinds"][event["kind"]]
        row = {column: words for column, words in stated.items() if column in COLUMNS}
        country = self._ancestry.country(event["place_id"])
        party = self._party_of.get(event["actor"], "")
        if "at_home" in stated and country and party:
            home = party == country["place_id"]
            row["sub_event_type"] = stated["at_home" if home else "elsewhere"]
        return row

    def _where(self, event: Row) -> Row:
        place_id = event["place_id"]
        chain = self._ancestry.chain(place_id)
        if not chain:
            return {}
        country, codes = self._ancestry.country(place_id), self._ancestry.codes(place_id)
        units = [row["label"] for row in reversed(chain) if row["kind"] in UNITS]
        precision = _words()["geo_precision"][chain[0]["kind"]]
        least = {"part": 2, "somewhere": 3}.get(event["scope"], 1)
        lon, lat = self._points.get(place_id, ("", ""))
        return {
            "iso": codes[1] if codes else "",
            "country": country["label"] if country else "",
            **{f"admin{n}": unit for n, unit in enumerate(units[:3], start=1)},
            "location": chain[0]["label"],
            "latitude": lat,
            "longitude": lon,
            "geo_precision": max(precision, least),
        }


_ACTORS = ((1, "actor"), (2, "counterparty"))


def _points(tables: Tables) -> dict[str, tuple[str, str]]:
    places = tables["places"]
    return {
        place_id: (f"{point.x:.{DECIMALS}f}", f"{point.y:.{DECIMALS}f}")
        for place_id, point in zip(places["place_id"], places["geometry"], strict=True)
        if point is not None
    }


def _time_precision(event: Row) -> int | str:
    """Give 1 for a day, 2 within a week, 3 within a month; nothing for what is wider."""
    if "/" in event["when"]:
        return 1  # a state begins on its first day
    if not event["start"] or not event["end"]:
        return ""
    days = (read_day(event["end"]) - read_day(event["start"])).days
    return next((n for n, width in enumerate((1, WEEK, MONTH), start=1) if days <= width), "")


def _tags(event: Row) -> str:
    tags = {"kind": event["kind"], "status": event["status"], "claims": event["claim_ids"]}
    return "; ".join(f"{name}: {words}" for name, words in tags.items())
