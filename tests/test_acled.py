"""Events in ACLED's columns: coded by the codebook, and nothing invented."""

from __future__ import annotations

import csv
import io
from datetime import date

import casekit
import pytest

from geo.exports.acled import COLUMNS, acled_files, acled_table
from geo.exports.tables import export_tables, plain_rows
from geo.project import Project, load_case
from geo.records import Kind

# ACLED codebook, table 2: disorder type, event type, sub-event types that our kinds may have.
CODEBOOK = {
    ("Political violence", "Battles"): {
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Armed clash",
        "",
    },
    ("Strategic developments", "Strategic developments"): {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
    ("", ""): {""},
}
# ACLED codebook, table 1.
HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,"
    "actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,"
    "iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,"
    "source,source_scale,notes,fatalities,tags,timestamp"
)
UNKNOWN = (
    *("assoc_actor_1", "inter1", "assoc_actor_2", "inter2", "interaction"),
    *("civilian_targeting", "region", "source_scale", "fatalities", "timestamp"),
)


@pytest.fixture(scope="module")
def flagship(root) -> Project:
    return load_case(root)


@pytest.fixture(scope="module")
def tables(flagship):
    return export_tables(flagship)


@pytest.fixture(scope="module")
def rows(flagship, tables):
    (content,) = acled_files(flagship.case, tables).values()
    return {row["event_id_cnty"]: row for row in csv.DictReader(io.StringIO(content.decode()))}


def velt_event(folder, **fields) -> dict[str, str]:
    claim = casekit.claim("old-town", event="one", **fields)
    project = load_case(
        casekit.write_case(folder, gazette=casekit.source("gazette", "2001-04-10", claim))
    )
    table, _ = acled_table(project.case, export_tables(project))
    return next((row for row in plain_rows(table) if row["event_id_cnty"] == "one"), {})


def test_columns_are_those_of_the_codebook():
    assert ",".join(COLUMNS) == HEADER


def test_every_row_is_coded_by_the_codebook(rows):
    for row in rows.values():
        types = (row["disorder_type"], row["event_type"])
        assert row["sub_event_type"] in CODEBOOK[types], row["event_id_cnty"]


def test_a_handover_is_a_transfer_without_violence(rows):
    row = rows["kalbajar-handover"]

    assert {column: row[column] for column in list(COLUMNS)[1:8]} == {
        "event_date": "2020-11-25",
        "year": "2020",
        "time_precision": "1",
        "disorder_type": "Strategic developments",
        "event_type": "Strategic developments",
        "sub_event_type": "Non-violent transfer of territory",
        "actor1": "Azerbaijan",
    }
    assert row["actor2"] == "Armenian side"
    assert (row["iso"], row["country"], row["admin1"]) == ("31", "Azerbaijan", "Kalbajar District")
    assert row["geo_precision"] == "2"
    assert "TASS" in row["source"].split("; ")


def test_what_nobody_says_stays_empty(rows):
    assert {row[column] for row in rows.values() for column in UNKNOWN} == {""}


def test_every_event_is_a_row_or_comes_back_with_a_reason(flagship, tables, rows):
    _, left_out = acled_table(flagship.case, tables)

    assert sorted([*rows, *(one.event_id for one in left_out)]) == sorted(
        tables["events"]["event_id"]
    )
    assert {one.reason for one in left_out} == {
        "a state, not an event",
        "not reported as done or underway",
        "no day is reported",
    }


def test_what_was_asserted_and_denied_has_no_row(tables, rows):
    disputed = tables["events"].query("status == 'disputed'")["event_id"]

    assert len(disputed)
    assert not set(disputed) & set(rows)


def test_rows_stand_in_the_order_of_days(rows):
    days = [row["event_date"] for row in rows.values()]

    assert days == sorted(days)
    assert all(
        date.fromisoformat(day).year == int(row["year"])
        for day, row in zip(days, rows.values(), strict=True)
    )


def test_every_row_leads_back_to_claims(tables, rows):
    claims = set(tables["claims"]["claim_id"])

    for row in rows.values():
        _, _, ids = row["tags"].partition("claims: ")
        assert ids
        assert set(ids.split()) <= claims


@pytest.mark.parametrize(
    ("when", "precision"),
    [
        ("2001-04-05", "1"),
        ("[2001-04-02..2001-04-05]", "2"),
        ("2001-03", "3"),
        ("[2001-01-02..2001-04-05]", ""),
        ("[..2001-04-05]", ""),
        ("2001-04-05/..", "1"),
    ],
)
def test_precision_of_time_follows_the_claim(tmp_path, when, precision):
    row = velt_event(tmp_path, kind="works", actor="north", status="completed", when=when)

    assert row["time_precision"] == precision


@pytest.mark.parametrize(
    ("scope", "precision"), [("whole", "1"), ("part", "2"), ("somewhere", "3")]
)
def test_precision_of_place_follows_the_scope(tmp_path, scope, precision):
    row = velt_event(
        tmp_path, kind="works", actor="north", status="completed", when="2001-04-05", scope=scope
    )

    assert row["geo_precision"] == precision


def test_a_side_that_is_not_the_countrys_own_overtakes(tmp_path):
    row = velt_event(tmp_path, kind="capture", actor="north", status="completed", when="2001-04-05")

    assert row["sub_event_type"] == "Non-state actor overtakes territory"


def test_who_took_a_place_is_not_guessed(tmp_path):
    row = velt_event(tmp_path, kind="capture", actor="", status="completed", when="2001-04-05")

    assert (row["event_type"], row["sub_event_type"]) == ("Battles", "")


@pytest.mark.parametrize("status", ["proposed", "agreed", "planned", "denied", "disputed"])
def test_what_did_not_happen_has_no_row(tmp_path, status):
    assert not velt_event(tmp_path, kind="works", actor="north", status=status, when="2001-04-05")


def test_every_kind_but_a_state_is_coded(tmp_path):
    coded = {
        kind
        for kind in Kind
        if velt_event(
            tmp_path, kind=kind.value, actor="north", status="completed", when="2001-04-05"
        )
    }

    assert coded == set(Kind) - {Kind.CONTROL}
