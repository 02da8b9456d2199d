from pathlib import Path

import pytest

from geo.articles import article_of
from geo.gazetteer import Gazetteer
from geo.project import load_case
from geo.toponyms import find_toponyms
from geo.toponyms.folding import flat

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def world():
    return Gazetteer({})


@pytest.fixture(scope="module")
def case():
    return load_case(ROOT).gazetteer


def found(text, gazetteer):
    return find_toponyms(article_of(text), gazetteer)


def ids(text, gazetteer):
    return [(item.text, item.place_id) for item in found(text, gazetteer)]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Troops entered the Lachin district.", "lachin-district"),
        ("Flags flew in the town of Lachin.", "lachin"),
        ("Cars used the Lachin corridor again.", "lachin-corridor"),
        ("Yerevan is to hand over Lachin to Baku.", "lachin-district"),
        ("Fighting went on near Shushi.", "shusha"),
    ],
)
def test_district_town_and_corridor_of_one_name_are_told_apart(case, text, place_id):
    assert place_id in [item.place_id for item in found(text, case)]


def test_districts_in_a_list_share_the_word_that_tells_their_kind(case):
    text = "Parts of the Martuni and Askeran districts were taken."
    assert [item.place_id for item in found(text, case)] == ["martuni-district", "askeran-district"]


def test_martuni_beside_karabakh_is_not_the_one_far_away(case):
    [martuni] = list(found("Shells fell on Martuni and Stepanakert.", case))[:1]
    assert martuni.place_id == "martuni-khojavend"


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador spoke of rights.",
        "Most of them left. At dawn they came. From there they went on.",
        "Police said so. Same as before.",
        "Armenia-backed forces and anti-Russia slogans were seen.",
        "President Jackson met Mr Paris Hilton.",
        "The Washington Post wrote about it.",
        "Armenian and Azerbaijani soldiers met Russian ones.",
    ],
)
def test_words_that_are_no_place_are_left(world, text):
    assert ids(text, world) == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Ankara said it would send soldiers.", "speaker"),
        ("The road is shut, according to Baku.", "speaker"),
        ("Soldiers patrolled in Stepanakert.", "location"),
        ("Aircraft flew from Ulyanovsk.", "origin"),
        ("Buses drove to Goris.", "destination"),
    ],
)
def test_a_place_has_its_role(case, text, role):
    assert found(text, case)[0].role == role


def test_the_world_is_known_where_no_case_is(world):
    places = {item.text: item for item in found("Troops left Kherson for Mykolaiv.", world)}
    # Kherson lies at 46.64 N 32.61 E (GeoNames 706448)
    assert (round(places["Kherson"].lat), round(places["Kherson"].lon)) == (47, 33)


def test_the_country_named_with_it_decides_between_namesakes(world):
    [paris, _] = found("A storm hit Paris, Texas.", world)
    assert paris.lon < -90
    [paris, _] = found("A storm hit Paris, France.", world)
    assert paris.lon > 0


def test_places_named_together_lie_together(world):
    text = "Shells fell in Tripoli, Sidon and Beirut."
    tripoli = found(text, world)[0]
    assert tripoli.lat > 34  # Lebanon's at 34.4 N, Libya's at 32.9 N


def test_countries_units_and_regions_have_points(world):
    text = "Aid came to Kosovo, to South Ossetia and to the Golan Heights."
    assert all(item.lat is not None for item in found(text, world))
    assert len(found(text, world)) == 3


def test_a_name_of_no_gazetteer_is_found_by_its_words_but_not_placed(world):
    [item] = [i for i in found("They met in the village of Qwertovka.", world) if "Q" in i.text]
    assert (item.place_id, item.lat) == ("", None)


def test_a_name_in_navigation_is_left_and_in_a_caption_background(case):
    text = "News / Turkey\n\nA title\n\nA view of Shusha, November 5, 2020. (Photo by AFP)\n"
    [item] = found(text, case)
    assert (item.text, item.role) == ("Shusha", "background")


def test_offsets_hold_behind_accents_and_other_scripts(case):
    text = "‘Şuşa’ — Ստեփանակերտ: soldiers in Lachin."
    for item in found(text, case):
        assert text[item.start : item.end] == item.text
    assert len(flat(text)) == len(text)


def test_two_runs_find_the_same(world):
    text = "Shells fell in Tripoli, Georgia and Victoria."
    assert found(text, world) == found(text, world)


def test_a_name_told_to_be_a_village_is_one_in_the_other_sentences_too(world):
    text = "They met in the village of Qwertovka. Soldiers had left Qwertovka a day before."
    assert [item.text for item in found(text, world)] == ["Qwertovka", "Qwertovka"]


def test_a_name_in_a_list_of_towns_is_a_town(world):
    text = "Troops left the towns of Qwertovka, Alma al-Qwert and Zxcvbino on Sunday."
    names = [item.text for item in found(text, world)]
    assert names == ["Qwertovka", "Alma al-Qwert", "Zxcvbino"]


def test_a_name_at_the_head_of_a_report_is_a_place(world):
    [qwertovka, *_] = found("QWERTOVKA, Georgia -- Troops left Qwertovka.", world)
    assert (qwertovka.text, qwertovka.role) == ("QWERTOVKA", "background")


def test_distance_from_a_known_place_gives_a_point_hereabouts(world):
    text = "Qwertovka, 45 km west of Kherson, was quiet."
    qwertovka = found(text, world)[0]
    # at 46.6 N a degree of longitude is 76.4 km, Kherson lies at 32.62 E
    assert (qwertovka.place_id, round(qwertovka.lat, 1), round(qwertovka.lon, 1)) == (
        "",
        46.6,
        32.0,
    )
    assert qwertovka.reason == "no gazetteer has the name; the text: 45 km west of Kherson"


@pytest.mark.parametrize(
    "text",
    [
        "US troops left.",
        "A U.S. envoy spoke.",
        "The UK commander spoke.",
        "It was the Jewish New Year.",
        "The village of good hope, Smith said, was 20 km long.",
    ],
)
def test_adjectives_and_other_words_are_no_places(world, text):
    assert found(text, world) == ()


def test_an_acronym_of_a_country_is_a_place_where_it_stands_as_a_noun(world):
    assert [item.text for item in found("He fled to the US and the UK.", world)] == ["US", "UK"]


def test_a_part_of_a_country_with_a_name_of_its_own_is_a_region(world):
    [south] = found("Soldiers left southern Lebanon.", world)
    assert (south.text, south.kind) == ("southern Lebanon", "region")


def test_names_joined_by_and_share_the_preposition(world):
    assert [item.text for item in found("Posts stood in Kherson and Kyselivka.", world)] == [
        "Kherson",
        "Kyselivka",
    ]


def test_an_airport_is_not_the_town_it_is_named_after(world):
    [airport] = found("Soldiers held Pristina airport.", world)
    assert (airport.place, airport.kind) == ("Pristina airport", "airfield")


def test_a_shouted_name_of_two_words_is_one(world):
    assert [item.text for item in found("NEW YORK, Sept 5 - They met.", world)] == ["NEW YORK"]


def test_a_name_means_the_same_place_all_through_a_text(world):
    text = "Georgia said so. In Georgia it rained. The Ali region of Georgia is far from Tbilisi."
    assert {item.lon > 0 for item in found(text, world) if item.text == "Georgia"} == {True}


def test_a_place_of_the_world_is_called_as_the_text_prints_it(world):
    [item] = found("Soldiers left Quneitra.", world)
    assert item.place == "Quneitra"


def test_a_name_inside_another_is_no_echo_of_the_place(world):
    text = "It rained in China. The China Daily said so. The US$543 million were paid."
    assert [item.text for item in found(text, world)] == ["China"]


@pytest.mark.parametrize("name", ["Samara Mammadova", "Paris Grigoryan", "Gori Javakhishvili"])
def test_a_name_before_a_surname_is_a_person(world, name):
    assert found(f"{name}, a teacher, read a poem.", world) == ()


@pytest.mark.parametrize("text", ["In Samara Mammadova read a poem.", "The Moscow summit began."])
def test_a_place_before_another_word_stays_a_place(world, text):
    assert len(found(text, world)) == 1


def test_bank_of_a_river_is_not_in_the_town_of_its_name(world):
    found_here = ids("Troops moved to the left bank of the Dnipro, away from Kherson.", world)

    assert [text for text, _ in found_here] == ["Kherson"]
    assert "Dnipro" in [text for text, _ in ids("Troops stood in Dnipro.", world)]
