"""The records of the further sources: agreements, announcements, bulletins, held settlements."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from geo.dates import read_edtf
from geo.records import Kind, Scope, Status

ROOT = Path(__file__).parent.parent
CAPTURES = ROOT.parent / "shared" / "facts" / "control_events.csv"

SOURCE_FIELDS = {
    "id",
    "publisher",
    "title",
    "address",
    "published",
    "read",
    "language",
    "reliability",
}
CLAIM_FIELDS = {"kind", "place", "status", "credibility", "summary", "evidence"}
# Announced as captured, yet inside the outline of the zone afterwards: both claims stay.
RIVALS = {"shosh-shushakend"}
# Held on after the fighting stopped, captured in December.
POCKET = {"hin-tagher", "khtsaberd"}


def read_further() -> dict[str, dict[str, Any]]:
    """Read the records whose text is not at hand: those without a file of their own."""
    records = {
        path.stem: tomllib.loads(path.read_text("utf-8"))
        for path in sorted((ROOT / "seeds").glob("*.toml"))
    }
    return {stem: record for stem, record in records.items() if "file" not in record["source"]}


FURTHER = read_further()
CLAIMS = [(stem, claim) for stem, record in FURTHER.items() for claim in record["claim"]]
NAMED = pytest.mark.parametrize("stem", FURTHER)


def column(table: str, name: str) -> set[str]:
    """Give the values of one column of a table in ``data/``."""
    with (ROOT / "data" / table).open(encoding="utf-8", newline="") as rows:
        return {row[name] for row in csv.DictReader(rows)}


def of_event(event: str, stem: str = "") -> list[dict[str, Any]]:
    """Give the claims of one event, of all sources or of one."""
    return [c for s, c in CLAIMS if c.get("event") == event and stem in ("", s)]


def test_there_are_at_least_ten_further_sources():
    assert len(FURTHER) >= 10


@NAMED
def test_source_has_its_fields_and_its_file_bears_its_id(stem):
    source = FURTHER[stem]["source"]

    assert source.keys() >= SOURCE_FIELDS
    assert source["id"] == stem
    assert source["reliability"] in "ABCDEF"
    assert read_edtf(source["published"]).last is not None


@NAMED
def test_address_is_a_web_address_or_empty(stem):
    address = FURTHER[stem]["source"]["address"]

    assert address == "" or address.startswith(("http://", "https://"))
    assert "..." not in address
    assert "…" not in address


@NAMED
def test_claims_have_their_fields_and_words_of_the_vocabulary(stem):
    for claim in FURTHER[stem]["claim"]:
        assert claim.keys() >= CLAIM_FIELDS
        assert claim["kind"] in set(Kind)
        assert claim["status"] in set(Status)
        assert claim.get("scope", "whole") in set(Scope)
        assert claim["credibility"] in range(1, 7)
        assert claim["summary"].endswith(".")
        assert [set(evidence) for evidence in claim["evidence"]] == [{"locator"}]
        for field in ("when", "said", "replaces"):
            if field in claim:
                read_edtf(claim[field])


@NAMED
def test_claims_of_one_source_differ_in_place_kind_or_evidence(stem):
    keys = Counter(
        (claim["place"], claim["kind"], claim["evidence"][0]["locator"])
        for claim in FURTHER[stem]["claim"]
    )

    assert [key for key, times in keys.items() if times > 1] == []


def test_every_place_is_in_the_gazetteer():
    places = column("places.csv", "place_id")
    named = {c[field] for _, c in CLAIMS for field in ("place", "origin") if c.get(field)}

    assert sorted(named - places) == []


def test_every_printed_name_is_a_name_of_its_place():
    with (ROOT / "data" / "names.csv").open(encoding="utf-8", newline="") as rows:
        known = {(row["place_id"], row["name"]) for row in csv.DictReader(rows)}
    printed = {(c["place"], name) for _, c in CLAIMS for name in c.get("printed", ())}

    assert sorted(printed - known) == []


def test_initial_holders_divide_at_the_line_of_1994():
    holders = {c["place"]: c["actor"] for c in FURTHER["natural-earth-4-1"]["claim"]}

    assert holders == {"azerbaijan": "azerbaijan", "karabakh-zone-1994": "armenian-side"}


@pytest.mark.parametrize(
    ("event", "when"),
    [
        ("aghdam-handover", "[..2020-11-20]"),
        ("kalbajar-handover", "[..2020-11-15]"),
        ("lachin-handover", "[..2020-12-01]"),
    ],
)
def test_statement_gives_each_district_its_last_day(event, when):
    claims = of_event(event, "primeminister-am-2020-11-10")

    assert [(c["status"], c["when"]) for c in claims] == [("agreed", when)]


@pytest.mark.parametrize(
    ("event", "day"),
    [
        ("aghdam-handover", "2020-11-20"),
        ("kalbajar-handover", "2020-11-25"),
        ("lachin-handover", "2020-12-01"),
    ],
)
def test_each_district_passed_on_one_day_by_all_reports(event, day):
    assert {c["when"] for c in of_event(event) if c["status"] == "completed"} == {day}


def test_slip_of_kalbajar_is_kept_beside_its_rival_and_trusted_less():
    postponed = [c for c in of_event("kalbajar-handover") if c["status"] == "postponed"]
    best = {c["when"]: c["credibility"] for c in postponed}

    assert best == {"[..2020-11-25]": 2, "[..2020-12-25]": 6}
    assert {c["replaces"] for c in postponed} == {"2020-11-15"}


def test_statement_sends_1960_soldiers_for_five_years():
    claims = of_event("russian-deployment", "primeminister-am-2020-11-10")

    assert {c["unit"]: c["quantity"] for c in claims} == {
        "troops": 1960,
        "armoured vehicles": 90,
        "vehicles": 380,
    }
    assert claims[0]["duration"] == "P5Y"


def test_every_announced_capture_has_its_claim():
    if not CAPTURES.exists():
        pytest.skip("the table of announced captures is not at hand")
    with CAPTURES.open(encoding="utf-8", newline="") as rows:
        announced = Counter(
            (row["date"], row["place_az"])
            for row in csv.DictReader(rows)
            if row["event"] == "capture_announced"
        )
    claimed = Counter(
        (c["when"], name)
        for _, c in CLAIMS
        if c["kind"] == "capture" and c["status"] == "completed"
        for name in c.get("printed", ())
    )

    assert sorted(announced - claimed) == []
    assert len(announced) > 200


def test_announced_captures_move_whole_settlements_to_the_taker():
    captures = [c for _, c in CLAIMS if c["kind"] == "capture"]

    assert {(c["actor"], c["counterparty"]) for c in captures} == {("azerbaijan", "armenian-side")}
    assert {c["event"] for c in captures} == {f"{c['place']}-capture" for c in captures}


def test_only_four_places_were_denied_or_disputed():
    denied = {
        c["place"]
        for _, c in CLAIMS
        if c["kind"] == "capture" and c["status"] in ("denied", "disputed")
    }

    assert denied == {"hadrut", "sor", "qubadli", "shusha"}


@pytest.mark.parametrize("place", ["qubadli", "shusha", "hin-tagher", "khtsaberd"])
def test_loss_is_conceded_by_the_side_that_lost(place):
    conceded = [c for c in of_event(f"{place}-capture") if c["credibility"] == 1]

    assert conceded
    assert {c["attribution"] for c in conceded} <= {"armenia", "artsakh"}


def test_at_least_120_settlements_are_known_to_be_held():
    held = {c["place"] for _, c in CLAIMS if c.get("event") == f"{c['place']}-held"}

    assert len(held) >= 120
    assert {"stepanakert", "martakert-aghdara", "askeran", "martuni-khojavend"} <= held


def test_no_held_settlement_was_captured_unless_the_claims_are_rivals():
    held = {c["place"] for _, c in CLAIMS if c.get("event") == f"{c['place']}-held"}
    captured = {c["place"] for _, c in CLAIMS if c["kind"] == "capture"}

    assert held & captured == RIVALS | POCKET


def test_posts_are_one_claim_each_at_their_place():
    posts = [c for _, c in CLAIMS if c.get("event", "").startswith("post-") and "quantity" in c]

    assert {c["place"] for c in posts} == {
        "aghavno-zabukh",
        "dadivank-monastery",
        "khtsaberd",
        "lisagor-turshsu",
        "shusha-outskirts",
        "zarysly",
    }
    assert {(c["quantity"], c["scope"]) for c in posts} == {(1, "part")}


def test_centre_opens_once_and_has_no_pin_before():
    centre = [c for c in of_event("joint-centre") if c["kind"] == "establishment"]
    opened = [c for c in centre if c["status"] == "completed"]

    assert {(c["place"], c["when"]) for c in opened} == {("joint-centre-site", "2021-01-30")}
    assert all(c["place"] != "joint-centre-site" for c in centre if c not in opened)
