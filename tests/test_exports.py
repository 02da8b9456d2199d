"""Exports: what is read back is what was written, cell by cell, in each format."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tomllib
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import casekit
import exportkit
import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from exportkit import READERS, assert_same

from geo.errors import HandoverMapError
from geo.exports import FORMATS, geoparquet, write_export
from geo.exports.geojson import feature_collection
from geo.exports.tables import as_stated, export_tables, plain_columns, schemas
from geo.files import write_whole
from geo.project import Project, load_case

each_format = pytest.mark.parametrize("form", READERS)
NOV_21 = date(2020, 11, 21)


@pytest.fixture(scope="module")
def flagship(root) -> Project:
    return load_case(root)


@pytest.fixture(scope="module")
def tables(flagship):
    return export_tables(flagship)


@pytest.fixture
def velt(tmp_path) -> Project:
    agreed = casekit.claim(
        "west-velt", status="agreed", when="[..2001-04-05]", attribution="deal", **casekit.HANDOVER
    )
    done = casekit.claim("west-velt", status="completed", when="2001-04-10", **casekit.HANDOVER)
    folder = casekit.write_case(
        tmp_path / "velt",
        deal=casekit.source("deal", "2001-03-20", agreed),
        gazette=casekit.source("gazette", "2001-04-10", done),
    )
    return load_case(folder)


def written(project, tables, form, folder: Path) -> Path:
    write_whole(folder, FORMATS[form].make(project.case, tables))
    return folder


# ---- the tables ---------------------------------------------------------------------------------


def test_ground_stands_in_intervals_with_the_events_it_rests_on(velt):
    control = export_tables(velt)["control"]

    west = control[control["event_ids"].str.contains("handover")]
    columns = plain_columns(west[["holder", "status", "start", "end", "to", "due"]])
    assert list(zip(*columns.values(), strict=True)) == [
        ("south", "agreed", "2001-03-20", "2001-04-10", "north", "2001-04-05"),
        ("north", "held", "2001-04-10", None, "", None),
    ]
    drawn, stated = west.iloc[0].geometry, shapely.box(10, 50, 11, 51)
    assert drawn.geom_type == "MultiPolygon"
    assert drawn.intersection(stated).area / drawn.union(stated).area > 0.999


def test_a_day_keeps_what_it_has(velt):
    eve = export_tables(velt, on=date(2001, 4, 9))["control"]
    day = export_tables(velt, on=date(2001, 4, 10))["control"]

    assert sorted(eve["holder"]) == ["north", "south"]
    assert set(day["holder"]) == {"north"}


def test_names_are_those_of_the_case_word_for_word(root, tables):
    with (root / "data" / "names.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]

    exported = tables["names"].itertuples(index=False, name=None)
    assert sorted(exported) == sorted(rows)


def test_claims_are_those_of_the_seeds_word_for_word(root, tables):
    seeds = [tomllib.loads(p.read_text("utf-8")) for p in (root / "seeds").glob("*.toml")]
    fields = ("kind", "place", "status", "when", "actor", "attribution", "unit", "summary")
    said = [
        (seed["source"]["id"], *(claim.get(field, "") for field in fields))
        for seed in seeds
        for claim in seed.get("claim", ())
        if claim.get("review", "accepted") == "accepted"
    ]

    columns = ["source_id", *("place_id" if field == "place" else field for field in fields)]
    exported = tables["claims"][columns].itertuples(index=False, name=None)
    assert sorted(exported) == sorted(said)


def test_every_row_leads_back_to_sources(tables):
    claims = dict(zip(tables["claims"]["claim_id"], tables["claims"]["source_id"], strict=True))
    events = dict(zip(tables["events"]["event_id"], tables["events"]["claim_ids"], strict=True))

    assert set(claims.values()) <= set(tables["sources"]["source_id"])
    assert all(ids and set(ids.split()) <= set(claims) for ids in events.values())
    assert all(ids and set(ids.split()) <= set(events) for ids in tables["control"]["event_ids"])
    assert set(tables["presence"]["event_id"]) <= set(events)
    assert set(tables["presence"]["claim_id"]) <= set(claims)
    assert set(tables["claims"]["event_id"]) <= set(events)


def test_what_no_format_carries_is_marked_everywhere():
    name = {column: ["a\x00b\x0bc"] for column in schemas()["names"].columns}

    assert as_stated(pd.DataFrame(name), "names").iloc[0].tolist() == ["a\ufffdb\ufffdc"] * 8


def test_days_since_ever_are_days_as_others_are(velt):
    control = export_tables(velt)["control"].iloc[:2]

    found = as_stated(control.assign(start=["0001-01-01", "2001-03-02"]), "control")

    assert found["start"].dt.date.tolist() == [date.min, date(2001, 3, 2)]


# ---- round trips --------------------------------------------------------------------------------


@each_format
def test_flagship_comes_back_as_it_was(flagship, tables, form, tmp_path):
    written(flagship, tables, form, tmp_path)

    assert_same(READERS[form](tmp_path, "karabakh-2020"), tables)


@each_format
def test_hostile_cells_come_back_as_they_were(flagship, form, tmp_path):
    hostile = exportkit.hostile_tables()

    written(flagship, hostile, form, tmp_path)

    assert_same(READERS[form](tmp_path, "karabakh-2020"), hostile)


@each_format
def test_empty_tables_come_back_empty(flagship, form, tmp_path):
    empty = {name: table.iloc[:0] for name, table in exportkit.hostile_tables().items()}

    written(flagship, empty, form, tmp_path)

    assert_same(READERS[form](tmp_path, "karabakh-2020"), empty)


@pytest.mark.parametrize("form", FORMATS)
def test_equal_cases_give_equal_bytes(flagship, tables, form):
    make = FORMATS[form].make

    assert make(flagship.case, tables) == make(flagship.case, export_tables(flagship))


# ---- GeoJSON ------------------------------------------------------------------------------------


def test_geojson_keeps_to_rfc_7946(flagship, tables):
    document = json.loads(feature_collection(flagship.case, "control", tables["control"]))

    assert "crs" not in document
    assert document["bbox"] == tables["control"].total_bounds.tolist()
    for feature in document["features"]:
        for outer, *inner in feature["geometry"]["coordinates"]:
            assert shapely.LinearRing(outer).is_ccw
            assert not any(shapely.LinearRing(ring).is_ccw for ring in inner)


def test_geojson_names_the_last_day_where_a_table_names_the_first_after(velt):
    control = export_tables(velt)["control"]

    document = json.loads(feature_collection(velt.case, "control", control))

    whens = {
        (f["properties"]["holder"], f["properties"]["status"]): f["when"]["timespans"]
        for f in document["features"]
        if "handover" in f["properties"]["event_ids"]
    }
    assert whens == {
        ("south", "agreed"): [{"start": {"in": "2001-03-20"}, "end": {"in": "2001-04-09"}}],
        ("north", "held"): [{"start": {"in": "2001-04-10"}, "end": {"earliest": "2001-04-30"}}],
    }


def test_geojson_of_an_event_says_between_which_days_it_happened(flagship, tables):
    document = json.loads(feature_collection(flagship.case, "events", tables["events"]))

    whens = {f["properties"]["event_id"]: f.get("when") for f in document["features"]}
    day = {"in": "2020-11-25"}
    assert whens["kalbajar-handover"] == {"timespans": [{"start": day, "end": day}]}


def test_geojson_is_read_by_gdal_with_the_same_shapes(flagship, tables, tmp_path):
    written(flagship, tables, "geojson", tmp_path)

    read = pyogrio.read_dataframe(tmp_path / "karabakh-2020-control.geojson")

    assert read.crs.to_epsg() == 4326
    assert [s.wkb for s in read.geometry] == [s.wkb for s in tables["control"].geometry]


# ---- GeoParquet ---------------------------------------------------------------------------------


def test_geoparquet_states_version_crs_and_covering(flagship, tables, tmp_path):
    written(flagship, tables, "geoparquet", tmp_path)

    schema = pq.read_schema(tmp_path / "karabakh-2020-control.parquet")
    geo = json.loads(schema.metadata[b"geo"])
    column = geo["columns"]["geometry"]
    assert geo["version"] == "1.1.0"
    assert column["encoding"] == "WKB"
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}
    assert column["geometry_types"] == ["MultiPolygon"]
    assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    assert "bbox" in schema.names


def test_geoparquet_reads_a_box_alone(flagship, tables, tmp_path):
    written(flagship, tables, "geoparquet", tmp_path)
    west, south, east, north = box = (45.9, 40.0, 46.1, 40.2)

    read = gpd.read_parquet(tmp_path / "karabakh-2020-places.parquet", bbox=box)

    places = tables["places"].dropna(subset="geometry")
    inside = places.cx[west:east, south:north]
    assert sorted(read["place_id"]) == sorted(inside["place_id"])
    assert len(inside) < len(places)


def test_geoparquet_without_pyarrow_names_the_extra(flagship, tables, monkeypatch):
    monkeypatch.setattr(geoparquet, "find_spec", lambda _: None)

    with pytest.raises(HandoverMapError, match=r"pip install 'handover-map\[parquet\]'"):
        FORMATS["geoparquet"].make(flagship.case, tables)


# ---- KML ----------------------------------------------------------------------------------------


def test_kml_is_read_by_gdal_with_days_and_columns(flagship, tables, tmp_path):
    written(flagship, tables, "kml", tmp_path)

    read = pyogrio.read_dataframe(tmp_path / "karabakh-2020.kml", layer="control")

    control = tables["control"]
    assert read["holder"].tolist() == control["holder"].tolist()
    assert read["area_km2"].tolist() == control["area_km2"].tolist()
    assert read["begin"].dt.tz_localize(None).tolist() == control["start"].tolist()
    last_days = control["end"] - pd.Timedelta(days=1)
    ended = control["end"].notna()
    assert read["end"].dt.tz_localize(None)[ended].tolist() == last_days[ended].tolist()
    assert all(
        a.equals(b) for a, b in zip(shapely.force_2d(read.geometry), control.geometry, strict=True)
    )


def test_kml_draws_a_party_in_its_colour(flagship, tables, tmp_path):
    text = (written(flagship, tables, "kml", tmp_path) / "karabakh-2020.kml").read_text("utf-8")

    # Azerbaijan is #8F7BB5 in the case file; KML writes opacity, blue, green, red.
    assert '<Style id="azerbaijan-held"><IconStyle><color>ffb57b8f</color>' in text
    assert text.count("<styleUrl>#azerbaijan-held</styleUrl>") > 80


# ---- GeoPackage ---------------------------------------------------------------------------------


def test_geopackage_bears_no_time_of_writing(flagship, tables, tmp_path):
    path = written(flagship, tables, "gpkg", tmp_path) / "karabakh-2020.gpkg"

    with sqlite3.connect(path) as database:
        times = {time for (time,) in database.execute("select last_change from gpkg_contents")}
        ending = database.execute("pragma integrity_check").fetchone()
    database.close()
    assert times == {"2021-01-31T00:00:00.000Z"}
    assert ending == ("ok",)


def test_geopackage_lists_every_table_with_what_it_is(flagship, tables, tmp_path):
    path = written(flagship, tables, "gpkg", tmp_path) / "karabakh-2020.gpkg"

    layers = {str(name): kind for name, kind in pyogrio.list_layers(path)}

    located = {name for name, schema in schemas().items() if schema.located}
    assert {name for name, kind in layers.items() if kind} == located
    assert set(layers) == set(schemas()) | {"layer_styles"}


def test_limits_of_a_layer_travel_with_it(flagship, tables, tmp_path):
    path = written(flagship, tables, "gpkg", tmp_path) / "karabakh-2020.gpkg"

    with sqlite3.connect(path) as database:
        query = "select description from gpkg_contents where table_name = 'control'"
        ((words,),) = database.execute(query).fetchall()
    database.close()
    (limits,) = (layer.limitation for layer in flagship.case.layer if layer.id == "control")
    assert words.endswith(" ".join(limits.split()))


def test_styles_are_well_formed_whatever_the_words(flagship, tmp_path):
    path = written(flagship, exportkit.hostile_tables(), "gpkg", tmp_path) / "karabakh-2020.gpkg"

    styles = pyogrio.read_dataframe(path, layer="layer_styles")["styleQML"]

    assert len(styles) == 3
    for style in styles:
        assert ET.fromstring(style).find("renderer-v2") is not None  # noqa: S314 - our own


@pytest.mark.parametrize("form", ["kml", "gpkg"])
def test_words_of_the_case_file_cannot_break_a_file(velt, form):
    north = velt.case.party[0].model_copy(update={"names": {"en": "a\x00 <b> & ]]>"}})
    case = velt.case.model_copy(update={"title": {"en": "\x0b </name>"}, "party": (north,)})

    (content,) = FORMATS[form].make(case, export_tables(velt)).values()

    if form == "kml":
        document = ET.fromstring(content)[0]  # noqa: S314 - our own
        assert document.findtext(f"{exportkit.KML}name") == "\ufffd </name>"
    else:
        assert "a\ufffd &lt;b&gt; &amp; ]]&gt;".encode() in content


# ---- writing ------------------------------------------------------------------------------------


def test_one_file_can_be_named(velt, tmp_path):
    (path,) = write_export(velt, "gpkg", tmp_path / "out" / "ours.gpkg")

    assert path == tmp_path / "out" / "ours.gpkg"
    assert path.read_bytes()[:15] == b"SQLite format 3"


def test_many_files_go_to_a_folder(velt, tmp_path):
    paths = write_export(velt, "csv", tmp_path / "out")

    assert [path.name for path in paths] == [f"velt-{name}.csv" for name in schemas()]
    assert [p.name for p in sorted((tmp_path / "out").iterdir())] == sorted(p.name for p in paths)


@pytest.mark.parametrize(
    ("form", "target", "words"),
    [
        ("shapefile", "out", "'shapefile' is no format; use one of geojson, gpkg"),
        ("geojson", "one.geojson", "geojson writes a file for each table; name a folder with -o"),
        ("csv", "one.csv", "csv writes a file for each table"),
        ("gpkg", "one.kml", r"gpkg writes one file, \.gpkg"),
    ],
)
def test_a_wrong_wish_is_named(velt, tmp_path, form, target, words):
    with pytest.raises(HandoverMapError, match=words):
        write_export(velt, form, tmp_path / target)

    assert not (tmp_path / target).exists()


def test_a_folder_that_cannot_be_written_is_named(velt, tmp_path):
    (tmp_path / "file").write_text("in the way", "utf-8")

    with pytest.raises(HandoverMapError, match="cannot write there"):
        write_export(velt, "kml", tmp_path / "file" / "deeper")

    assert (tmp_path / "file").read_text("utf-8") == "in the way"


def test_csv_opens_with_any_reader(velt):
    files = FORMATS["csv"].make(velt.case, export_tables(velt))

    rows = list(csv.DictReader(io.StringIO(files["velt-sources.csv"].decode(), newline="")))

    assert [row["source_id"] for row in rows] == ["atlas", "deal", "gazette"]
    assert rows[1]["known_from"] == "2001-03-20"
