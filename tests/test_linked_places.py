"""The gazetteer in Linked Places v1.3: held to its rules, and nothing lost."""

from __future__ import annotations

import copy
import csv
import json
from pathlib import Path

import jsonschema
import pyogrio
import pytest
import shapely

from geo.case.tables import PLACE_KINDS
from geo.exports.linked_places import linked_places, linked_places_files, place_uri
from geo.exports.tables import export_tables, plain_rows
from geo.project import Project, load_case

RULES = json.loads(Path(__file__).with_name("linked_places_v1_3.schema.json").read_text("utf-8"))
HOSTILE = "{{ 7*7 }} </script> \u202e \u2028 ]]> \"'\r\n Şuşa Շուշի Шуша"


@pytest.fixture(scope="module")
def flagship(root) -> Project:
    return load_case(root)


@pytest.fixture(scope="module")
def tables(flagship):
    return export_tables(flagship)


@pytest.fixture(scope="module")
def document(flagship, tables):
    (content,) = linked_places_files(flagship.case, tables).values()
    return json.loads(content)


@pytest.fixture(scope="module")
def by_id(document):
    return {feature["properties"]["place_id"]: feature for feature in document["features"]}


def test_it_keeps_to_the_rules(document):
    jsonschema.validate(document, RULES)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda place: place["properties"].pop("fclasses"),
        lambda place: place["properties"].update(fclasses=["X"]),
        lambda place: place.pop("when"),
        lambda place: place.update(names=[]),
        lambda place: [name.pop("citations") for name in place["names"]],
        lambda place: place["when"].update(timespans=[{"end": {"in": "2020"}}]),
        lambda place: place["geometry"].update(certainty="sure"),
        lambda place: place.pop("geometry"),
        lambda place: place.update({"@id": "stepanakert"}),
    ],
)
def test_the_rules_would_notice(document, spoil):
    one = copy.deepcopy(document | {"features": document["features"][:1]})

    spoil(one["features"][0])

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(one, RULES)


def test_every_name_stands_with_its_language_and_source(root, document):
    with (root / "data" / "names.csv").open(encoding="utf-8", newline="") as file:
        stated = [
            (row["place_id"], row["name"], row["lang"], row["script"], row["source"])
            for row in csv.DictReader(file)
        ]

    written = [
        (feature["properties"]["place_id"], n["toponym"], n["lang"], n["script"], one["label"])
        for feature in document["features"]
        for n in feature["names"]
        for one in n["citations"]
    ]
    assert sorted(written) == sorted(stated)


def test_every_place_keeps_its_point_shape_and_links(tables, by_id):
    areas = dict(zip(tables["areas"]["place_id"], tables["areas"].geometry, strict=True))
    rows = zip(plain_rows(tables["places"]), tables["places"].geometry, strict=True)
    for place, point in rows:
        shapes = [one for one in (point, areas.get(place["place_id"])) if one is not None]
        feature = by_id[place["place_id"]]
        assert [one.wkb for one in shapes_of(feature)] == [one.wkb for one in shapes]
        links = {("gn:", place["geonames_id"]), ("wd:", place["wikidata_id"])}
        assert {link["identifier"] for link in feature["links"]} == {
            prefix + number for prefix, number in links if number
        }


def shapes_of(feature: dict) -> list:
    geometry = feature["geometry"] or {"geometries": []}
    return [shapely.from_geojson(json.dumps(g)) for g in geometry.get("geometries", [geometry])]


def test_a_place_says_what_it_is_and_what_it_lies_in(by_id):
    shusha, district = by_id["shusha"], by_id["shusha-district"]

    assert shusha["properties"]["title"] == "Shusha"
    assert shusha["properties"]["ccodes"] == ["AZ"]
    assert shusha["properties"]["fclasses"] == ["P"]
    assert shusha["types"][0]["identifier"] == "aat:300008389"  # cities, in the Getty thesaurus
    assert {"type": "closeMatch", "identifier": "wd:Q158903"} in shusha["links"]
    assert shusha["relations"][0]["relationTo"] == district["@id"]
    assert district["properties"]["fclasses"] == ["A"]


def test_a_place_nobody_places_has_no_geometry(by_id):
    assert by_id["line-of-contact-2020"]["geometry"] is None


def test_ids_are_different_and_always_the_same(document):
    ids = [feature["@id"] for feature in document["features"]]

    assert len(set(ids)) == len(ids)
    assert place_uri("velt", "old-town") == place_uri("velt", "old-town")
    assert place_uri("velt", "old-town") != place_uri("other", "old-town")


def test_every_kind_of_place_has_its_class(flagship, tables):
    places = tables["places"].iloc[: len(PLACE_KINDS)].assign(kind=list(PLACE_KINDS))

    document = linked_places(flagship.case, tables | {"places": places})

    jsonschema.validate(document, RULES)


def test_hostile_names_stay_words(flagship, tables):
    names = tables["names"].assign(name=HOSTILE, source=HOSTILE)

    (content,) = linked_places_files(flagship.case, tables | {"names": names}).values()

    document = json.loads(content)
    jsonschema.validate(document, RULES)
    written = {name["toponym"] for feature in document["features"] for name in feature["names"]}
    assert written == {HOSTILE}


def test_gdal_reads_it_as_geojson(flagship, tables, tmp_path):
    (content,) = linked_places_files(flagship.case, tables).values()
    path = tmp_path / "places.json"
    path.write_bytes(content)

    read = pyogrio.read_dataframe(path)

    assert read["title"].tolist() == tables["places"]["label"].tolist()
