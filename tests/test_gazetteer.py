"""The gazetteer: the right place first, the reason with it, and no guess where nothing tells."""

from __future__ import annotations

import csv
import subprocess
import sys

import pytest

import geo
from geo.errors import GazetteerError
from geo.gazetteer import Gazetteer, distance_km
from geo.records import Name, Place

IN_KARABAKH = (46.8, 39.8)
IN_GEGHARKUNIK = (45.3, 40.1)
AT_SAMARA = (50.1, 53.2)


def place(place_id, kind, position, *names, **more):
    lon, lat = position
    named = tuple(Name(name, "en", "Latn") for name in names)
    return Place(place_id, kind, lon, lat, None, "", "a test", names=named, **more)


@pytest.fixture
def velt() -> Gazetteer:
    """An invented land: a town and a district of one name, and two villages called Aldorp."""
    return Gazetteer(
        {
            found.place_id: found
            for found in (
                place("velt", "town", (10.0, 10.0), "Veltstad", "Şveltə"),
                place("velt-district", "district", (None, None), "Veltstad", "Veltstad District"),
                place("velt-corridor", "corridor", (10.1, 10.0), "Veltstad corridor"),
                place("aldorp-north", "village", (10.0, 10.2), "Aldorp"),
                place("aldorp-south", "village", (10.0, 9.8), "Aldorp"),
            )
        }
    )


@pytest.fixture(scope="module")
def karabakh(root) -> Gazetteer:
    return geo.load_case(root).gazetteer


def ids(candidates):
    return [candidate.place_id for candidate in candidates]


@pytest.mark.parametrize(
    "spelling",
    ["Veltstad", "VELTSTAD", "Velt-stad", "veltstád", "Veltstad's", "sveltə", "Weltstad"],
)
def test_town_is_found_in_any_spelling(velt, spelling):
    assert ids(velt.locate(spelling))[0] == "velt"


@pytest.mark.parametrize(
    ("phrase", "place_id"),
    [
        ("the town of Veltstad", "velt"),
        ("Veltstad district", "velt-district"),
        ("Veltstad rayon", "velt-district"),
        ("the Veltstad corridor", "velt-corridor"),
    ],
)
def test_words_around_the_name_choose_among_town_district_and_corridor(velt, phrase, place_id):
    best, second, *_ = velt.locate(phrase)

    assert best.place_id == place_id
    assert best.score > second.score + 0.1


def test_query_and_reason_travel_with_the_candidate(velt):
    (best, *_) = velt.locate("veltstad corridor")

    assert best.query == "veltstad corridor"
    assert best.reason == "a name of it, typed otherwise"


def test_district_asked_for_and_not_there_is_said(velt):
    assert velt.locate("Aldorp district")[0].reason.endswith(
        "; a village, though 'district' is asked for"
    )


def test_homonyms_that_nothing_tells_apart_are_called_ambiguous(velt):
    first, second = velt.locate("Aldorp")[:2]

    assert {first.place_id, second.place_id} == {"aldorp-north", "aldorp-south"}
    assert first.reason == "ambiguous, Aldorp (village) fits as well: a name of it"
    assert second.reason == first.reason


@pytest.mark.parametrize(
    ("near", "place_id"), [((10.0, 12.0), "aldorp-north"), ((10.0, 8.0), "aldorp-south")]
)
def test_position_of_the_talk_tells_homonyms_apart(velt, near, place_id):
    best = velt.locate("Aldorp", near=near)[0]

    assert best.place_id == place_id
    assert not best.reason.startswith("ambiguous")


def test_near_miss_scores_below_the_name_itself(velt):
    assert velt.locate("Veltstat")[0].place_id == "velt"
    assert velt.locate("Veltstat")[0].score < velt.locate("Veltstad")[0].score


def test_two_names_in_brackets_must_both_fit():
    both = Gazetteer(
        {
            "one": place("one", "town", (10.0, 10.0), "Martveld", "Hojveld"),
            "other": place("other", "town", (10.0, 10.1), "Martveld"),
        }
    )

    assert ids(both.locate("Martveld (Hojveld)")) == ["one", "other"]
    assert (
        both.locate("Martveld (Hojveld)")[1].reason == "a name of it, though not by all names given"
    )


def test_of_two_entries_for_one_spot_the_better_known_comes_first():
    twice = Gazetteer(
        {
            "old-entry": place("old-entry", "village", (10.0, 10.0), "Tursveld"),
            "this-entry": place("this-entry", "village", (10.01, 10.0), "TURSVELD", "Lisveld"),
        }
    )

    assert ids(twice.locate("Tursveld")) == ["this-entry", "old-entry"]


def test_no_more_candidates_than_asked_for(velt):
    assert len(velt.locate("Aldorp", limit=1)) == 1


def test_name_that_nothing_has_gives_nothing(velt):
    assert velt.locate("Qwxzvbn") == ()


def test_name_without_a_letter_is_refused(velt):
    with pytest.raises(GazetteerError) as caught:
        velt.locate(" ? ")

    assert str(caught.value) == "' ? ' names no place; give a name as its source prints it"


def test_latitude_before_longitude_is_refused_where_it_shows(velt):
    with pytest.raises(GazetteerError) as caught:
        velt.locate("Aldorp", near=(10.0, 146.0))

    assert str(caught.value) == "10.0,146.0 is no position; give longitude,latitude in degrees"


def test_distance_is_that_of_the_great_circle():
    # Nashville to Los Angeles, the usual worked example of the haversine formula: 2,887.26 km
    # on a sphere of 6,372.8 km.
    worked = 2887.26 * 6371.0088 / 6372.8

    assert distance_km((-86.67, 36.12), (-118.40, 33.94)) == pytest.approx(worked, abs=0.1)


def test_importing_the_gazetteer_reads_no_towns():
    code = "import geo.gazetteer, geo.world; print(geo.world._records.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "0"


def test_world_is_asked_where_the_case_has_no_such_place(karabakh):
    best = karabakh.locate("Samara", near=AT_SAMARA)[0]

    assert (best.name, best.kind) == ("Samara", "city")
    assert distance_km((best.lon, best.lat), AT_SAMARA) < 20


def test_gazetteer_without_places_asks_the_world_alone():
    best = Gazetteer({}).locate("Vardenis")[0]

    assert best.place_id.startswith("geonames:")
    assert distance_km((best.lon, best.lat), (45.73, 40.18)) < 10


@pytest.mark.parametrize(
    ("near", "place_id"),
    [
        (None, "martuni-khojavend"),
        (IN_KARABAKH, "martuni-khojavend"),
        (IN_GEGHARKUNIK, "martuni-gegharkunik"),
    ],
    ids=["no position", "in Karabakh", "in Gegharkunik"],
)
def test_martuni_is_the_one_near_the_talk_and_the_other_is_named_too(karabakh, near, place_id):
    found = ids(karabakh.locate("Martuni", near=near))

    assert found[0] == place_id
    assert {"martuni-khojavend", "martuni-gegharkunik"} <= set(found)


def test_martuni_khojavend_is_not_martuni_159_km_away(karabakh):
    best, *others = karabakh.locate("Martuni (Khojavend)", near=IN_GEGHARKUNIK)

    assert best.place_id == "martuni-khojavend"
    assert "martuni-gegharkunik" in ids(others)


@pytest.mark.parametrize(
    ("phrase", "place_id"),
    [
        ("Lachin district", "lachin-district"),
        ("the town of Lachin", "lachin"),
        ("the Lachin Corridor", "lachin-corridor"),
        ("Republic of Azerbaijan", "azerbaijan"),
        ("Republic of Artsakh", "nagorno-karabakh"),
        ("Kalbajar rayon", "kalbajar-district"),
        ("Hadrut Province", "hadrut-district"),
        ("Shusha's", "shusha"),
        ("Şuşanın", "shusha"),
        ("Шушинский район", "shusha-district"),
        ("Kelbadzhar", "kalbajar"),
        ("Aghavno/Zabukh", "aghavno-zabukh"),
    ],
)
def test_phrases_of_reports_lead_to_the_place_meant(karabakh, phrase, place_id):
    assert ids(karabakh.locate(phrase))[0] == place_id


def test_every_spelling_in_the_facts_gives_its_place_among_the_first_two(karabakh, shared):
    wrong = {}
    with (shared / "facts" / "names.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if {"memory", "(unverified)"} & set(row["note"].replace(";", " ").split()):
                continue
            wanted = row["place_id"].replace("_", "-").replace("region-nk", "nagorno-karabakh")
            found = ids(karabakh.locate(row["name"]))[:2]
            if wanted not in found:
                wrong[row["name"]] = (wanted, found)

    assert not wrong
