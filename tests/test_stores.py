"""Stores: a case goes into PostGIS and comes back as it was; a second time nothing changes."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import casekit
import packkit
import psycopg
import pytest

from geo.case import Case, read_case
from geo.errors import StoreError
from geo.pack import pack_files
from geo.project import Project, load_case
from geo.render import HandoverMap
from geo.stores import schema
from geo.stores.address import Address
from geo.stores.reading import load_stored, read_stored
from geo.stores.syncing import Change
from geo.stores.writing import write_case

TABLES = [table.name for table in schema.OF_A_CASE]
WORDS = packkit.HOSTILE.replace("\0", "") + " 100 % %s %(x)s ' '' \" \\ $$ ; -- {old} :case_id"


def write(folder: Path, address: str) -> dict[str, Change]:
    return write_case(read_case(folder, drafts=True), Address.read(address))


def differences(one: Case, other: Case) -> list[str]:
    """The fields in which two cases differ: values, their order and types, shapes to the byte."""
    found = []
    for name in (field.name for field in fields(Case) if field.name not in ("root", "inputs")):
        left, right = getattr(one, name), getattr(other, name)
        if name in ("areas", "basemap"):
            same = left.equals(right) and list(left.dtypes) == list(right.dtypes)
            same &= list(left.geometry.to_wkb()) == list(right.geometry.to_wkb())
        else:
            same = left == right and list(left) == list(right)
        found += [] if same else [name]
    return found


def row_versions(server, database: str) -> dict[str, list[tuple[str, str]]]:
    """For each table the place and the writing transaction of each row."""
    with server.connect(database) as connection:
        return {
            name: connection.execute(
                f"SELECT ctid::text, xmin::text FROM handover_map.{name} ORDER BY 1"  # noqa: S608
            ).fetchall()
            for name in TABLES
        }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return packkit.write_case(tmp_path / "velt")


@pytest.mark.parametrize("drafts", [False, True], ids=["accepted", "with drafts"])
def test_flagship_comes_back_as_it_was(stored_flagship, root, drafts):
    case = read_case(root, drafts=drafts)
    stored = read_stored(Address.read(stored_flagship), drafts=drafts)

    assert differences(case, stored) == []
    assert Project(stored).build_id == Project(case).build_id
    assert stored.inputs.hashes == case.inputs.hashes
    assert stored.inputs.licences == case.inputs.licences


def test_page_of_the_flagship_is_the_same_byte_for_byte(stored_flagship, root):
    stored = HandoverMap(load_stored(stored_flagship)).to_html()

    assert stored == HandoverMap(load_case(root)).to_html()


def test_pack_but_for_its_figures_is_the_same_byte_for_byte(address, folder, monkeypatch):
    monkeypatch.setattr("geo.pack._figures", lambda _: [])
    write(folder, address)

    assert pack_files(load_stored(address)) == pack_files(load_case(folder))


def test_hostile_words_come_back_word_for_word(address, tmp_path):
    folder = packkit.write_case(tmp_path / "velt", WORDS, attribution=WORDS, unit=WORDS)
    write(folder, address)

    stored = load_stored(address)
    assert differences(read_case(folder, drafts=True), read_stored(Address.read(address))) == []
    assert stored.sources["gazette"].title == stored.claims[-1].summary == WORDS
    assert write(folder, address) == {}


def test_character_that_postgresql_cannot_hold_is_refused_with_its_place(address, tmp_path):
    folder = packkit.write_case(tmp_path / "velt", "one")
    record = folder / "seeds" / "gazette.toml"
    record.write_text(record.read_text("utf-8").replace('summary = "one"', r'summary = "\u0000"'))

    with pytest.raises(StoreError) as refused:
        write(folder, address)

    claim = next(one for one in read_case(folder).claims if one.source_id == "gazette")
    assert str(refused.value) == (
        f"claims: summary of claim_id {claim.claim_id!r} holds the character U+0000, "
        "which PostgreSQL cannot keep; take it out"
    )


def test_last_digits_of_points_and_shapes_are_kept(address, folder):
    places = folder / "data" / "places.csv"
    third = "old-town,town,10.300000000000002,50.333333333333336,"
    places.write_text(places.read_text("utf-8").replace("old-town,town,10.5,50.5,", third), "utf-8")
    areas = folder / "data" / "areas.geojson"
    fine = areas.read_text("utf-8").replace("[11, 50]", "[11.000000000000002, 50]")
    write(folder, address)
    areas.write_text(fine, "utf-8")
    changes = write(folder, address)

    assert changes["areas"] == Change(changed=2)
    assert differences(read_case(folder), read_stored(Address.read(address))) == []
    with psycopg.connect(address) as connection:
        (point,) = connection.execute(
            "SELECT ST_X(geometry) FROM handover_map.places WHERE place_id = 'old-town'"
        ).fetchone()
    assert point == 10.300000000000002


def test_second_export_writes_no_row(server, database, address, folder):
    write(folder, address)
    before = row_versions(server, database)

    changes = write(folder, address)

    assert changes == {}
    assert row_versions(server, database) == before
    assert all(before[name] for name in TABLES if name != "presence")


def test_changed_words_of_a_claim_change_its_row_alone(server, database, address, folder):
    write(folder, address)
    before = row_versions(server, database)
    record = folder / "seeds" / "gazette.toml"
    record.write_text(record.read_text("utf-8").replace('"A title"\nevid', '"B"\nevid'), "utf-8")

    changes = write(folder, address)

    assert changes == {"cases": Change(changed=1), "claims": Change(changed=1)}
    after = row_versions(server, database)
    changed = {name: len(set(after[name]) - set(before[name])) for name in TABLES}
    assert {name: n for name, n in changed.items() if n} == {"cases": 1, "claims": 1}


def test_place_put_between_others_leaves_them_alone(address, folder):
    write(folder, address)
    places = folder / "data" / "places.csv"
    head, _, rest = places.read_text("utf-8").partition("west-velt,")
    more = f"{head}new-town,town,10.2,50.2,,west-velt,,,invented\nwest-velt,{rest}"
    places.write_text(more, "utf-8")

    changes = write(folder, address)

    assert changes == {"cases": Change(changed=1), "places": Change(added=1)}
    assert list(load_stored(address).places) == list(load_case(folder).places)


def test_claim_that_is_gone_goes_with_its_ground(address, folder):
    write(folder, address)
    (folder / "seeds" / "gazette.toml").unlink()

    changes = write(folder, address)

    assert changes["sources"] == changes["claims"] == changes["evidence"] == Change(removed=1)
    assert changes["holdings"].removed == 1
    assert differences(read_case(folder), read_stored(Address.read(address))) == []


def test_cases_stand_side_by_side(address, folder, tmp_path):
    neighbour = packkit.write_case(tmp_path / "neighbour", "Its neighbour")
    file = neighbour / "data" / "case.toml"
    file.write_text(file.read_text("utf-8").replace('id = "velt"', 'id = "next"', 1), "utf-8")
    write(folder, address)
    write(neighbour, address)

    assert differences(read_case(folder), read_stored(Address.read(f"{address}?case=velt"))) == []
    assert load_stored(f"{address}?case=next").case.title == {"en": "Its neighbour"}
    assert write(folder, address) == {}
    with pytest.raises(StoreError, match=r"holds next, velt; name one: .*\?case=ID$"):
        load_stored(address)
    with pytest.raises(StoreError, match=r"holds no case 'other'; it holds next, velt$"):
        load_stored(f"{address}?case=other")


def test_case_that_is_deleted_takes_its_rows_along(server, database, address, folder):
    write(folder, address)

    with server.connect(database) as connection:
        connection.execute("DELETE FROM handover_map.cases")

    assert not any(row_versions(server, database).values())


def test_draft_is_kept_and_drawn_only_when_asked_for(address, folder):
    draft = casekit.claim("east-velt", status="completed", when="2001-04-12", **casekit.HANDOVER)
    record = casekit.source("rumour", "2001-04-12", draft) + 'review = "draft"\n'
    (folder / "seeds" / "rumour.toml").write_text(record, "utf-8")
    write(folder, address)

    assert len(load_stored(address).claims) + 1 == len(load_stored(address, drafts=True).claims)
    assert load_stored(address, drafts=True).build_id == load_case(folder, drafts=True).build_id
    with psycopg.connect(address) as connection:
        found = connection.execute(
            "SELECT event_id IS NULL FROM handover_map.claims WHERE review = 'draft'"
        ).fetchall()
    assert found == [(True,)]
