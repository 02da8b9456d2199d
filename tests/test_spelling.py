"""Spellings: what makes two of them one name, and what does not."""

from __future__ import annotations

import tomllib

import pytest

from geo.spelling import dropped_forms, fold, read_phrase, skeleton, stems

KINDS = {
    "city",
    "town",
    "village",
    "district",
    "oblast",
    "region",
    "country",
    "corridor",
    "road",
    "line",
    "airfield",
    "monastery",
    "area",
}  # fmt: skip - as formats of places.csv list them


@pytest.mark.parametrize(
    "spelling",
    ["Step'anakert", "Step’anakert", "STEPANAKERT", "Stepanakért", "Степанакерт"],
)
def test_case_accents_apostrophes_and_script_do_not_make_another_name(spelling):
    assert fold(spelling) == "stepanakert"


@pytest.mark.parametrize("spelling", ["Nagorno-Karabakh", "nagorno  karabakh", "Nagorno–Karabakh"])
def test_hyphens_and_spaces_are_one(spelling):
    assert fold(spelling) == "nagorno karabakh"


@pytest.mark.parametrize("text", ["", "?", " – ", "’"])
def test_text_without_a_letter_folds_to_nothing(text):
    assert fold(text) == ""


@pytest.mark.parametrize(
    "pair",
    [("Agdam", "Aghdam"), ("Khojaly", "Xocalı"), ("Kelbadzhar", "Kalbacar"), ("Susa", "Shusha")],
    ids=" ".join,
)
def test_romanisations_of_one_name_have_one_skeleton(pair):
    assert skeleton(pair[0]) == skeleton(pair[1])


@pytest.mark.parametrize("pair", [("Barda", "Barnaul"), ("Goris", "Gorus"), ("Sus", "Sisian")])
def test_different_names_keep_different_skeletons(pair):
    assert skeleton(pair[0]) != skeleton(pair[1])


@pytest.mark.parametrize(
    ("inflected", "name"),
    [
        ("Shusha's", "Shusha"),
        ("Aghdam’s", "Aghdam"),
        ("Laçında", "Laçın"),
        ("Bakü'de", "Bakü"),
        ("Bakıdan", "Bakı"),
        ("Лачина", "Лачин"),
        ("Лачинский", "Лачин"),
        ("Шушой", "Шуша"),
        ("Շուշիում", "Շուշի"),
    ],
)
def test_name_with_an_ending_leads_back_to_the_name(inflected, name):
    assert stems(inflected) & dropped_forms(name)


def test_no_ending_leaves_less_than_three_letters():
    assert not any(len(stem) < 3 for word in ("Ata", "Сус", "Una") for stem in stems(word))


@pytest.mark.parametrize(
    ("phrase", "core", "kind"),
    [
        ("Lachin district", "Lachin", "district"),
        ("the town of Lachin", "Lachin", "town"),
        ("Lachin corridor", "Lachin", "corridor"),
        ("Kalbajar rayon", "Kalbajar", "district"),
        ("Hadrut Province", "Hadrut", "district"),
        ("Laçın rayonu", "Laçın", "district"),
        ("Лачинский район", "Лачинский", "district"),
        ("село Забух", "Забух", "village"),
        ("Քարվաճառի շրջան", "Քարվաճառի", "district"),
    ],
)
def test_words_around_a_name_say_what_kind_of_place_is_meant(phrase, core, kind):
    asked = read_phrase(phrase)

    assert asked.core == core
    assert kind in asked.kinds


@pytest.mark.parametrize("phrase", ["Lachin", "Town", "Karmir Shuka", "District 9"])
def test_name_without_such_words_is_left_whole(phrase):
    assert read_phrase(phrase).core == phrase
    assert not read_phrase(phrase).kinds


def test_every_entry_of_the_word_list_is_well_formed(root):
    rules = tomllib.loads((root / "geo" / "spelling.toml").read_text("utf-8"))

    for entry in rules["generic"]:
        assert set(entry) == {"kinds", "before", "after"}
        assert set(entry["kinds"]) <= KINDS
        assert all(fold(word) for word in entry["before"] + entry["after"])
    assert rules["endings"].keys() == rules["dropped"].keys() == {"Latn", "Cyrl", "Armn"}
