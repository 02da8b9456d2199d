"""Names with endings: each declension has an example; what is too short or ends otherwise stays."""

from __future__ import annotations

import pytest

from geo.articles import article_of
from geo.gazetteer import Gazetteer
from geo.inflection import inflected, languages
from geo.records import Name, Place
from geo.toponyms import find_toponyms

each_language = pytest.mark.parametrize(
    "language", languages(), ids=lambda one: f"{one.codes[0]}-{one.script}"
)
NAMES = {
    "shusha": ("city", 46.75, 39.76, ("Шуша", "ru"), ("Շուշի", "hy"), ("Şuşa", "az")),
    "aghdam": ("town", 46.93, 39.99, ("Агдам", "ru")),
    "lachin": ("town", 46.55, 39.64, ("Лачин", "ru"), ("Laçın", "az")),
    "lachin-district": ("district", 46.4, 39.7, ("Лачинский район", "ru"), ("Laçın rayonu", "az")),
    "kalbajar-district": ("district", 46.0, 40.1, ("Кельбаджарский район", "ru")),
    "stepanakert": ("city", 46.75, 39.82, ("Ստեփանակերտ", "hy")),
    "stepanakert-airport": ("airfield", 46.79, 39.9, ("Ստեփանակերտի օդանավակայան", "hy")),
    "sus": ("village", 46.5, 39.7, ("Сус", "ru")),
    "doma": ("village", 46.6, 39.7, ("Домы", "ru")),
    "kherson": ("city", 32.6, 46.6, ("Херсон", "uk")),
    "nova-kakhovka": ("town", 33.4, 46.8, ("Нова Каховка", "uk")),
    "mitrovica": ("town", 20.9, 42.9, ("Kosovska Mitrovica", "sr")),
}
SCRIPTS = {"ru": "Cyrl", "uk": "Cyrl", "hy": "Armn"}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(
        {
            key: Place(
                *(key, kind, lon, lat, None, "", "made up"),
                names=tuple(Name(name, lang, SCRIPTS.get(lang, "Latn")) for name, lang in names),
            )
            for key, (kind, lon, lat, *names) in NAMES.items()
        }
    )


@pytest.fixture
def found(gazetteer):
    return lambda text: [(t.text, t.place_id) for t in find_toponyms(article_of(text), gazetteer)]


@each_language
def test_each_declension_gives_its_example(language):
    given = {declension.example for declension in language.declension}

    assert {(name, form) for name, form in given if form not in language.forms(name)} == set()


@each_language
def test_names_that_stay_take_no_form(language):
    assert [name for name in language.stays if language.forms(name)] == []


@each_language
def test_each_declension_has_an_ending_for_every_case(language):
    assert {len(declension.forms) for declension in language.declension} == {len(language.cases)}


@pytest.mark.parametrize(
    ("name", "form", "wrong"),
    [
        ("Лачинский район", "Лачинском районе", "Лачинском района"),
        ("Шуша", "Шуши", "Шушы"),
        ("Косово", "Косове", "Косовое"),
    ],
)
def test_words_of_a_name_take_one_case_and_no_strange_ending(name, form, wrong):
    forms = inflected(name, "ru", "Cyrl")

    assert form in forms
    assert wrong not in forms


def test_name_of_no_known_language_takes_no_form():
    assert inflected("Шуша", "und", "Cyrl") == frozenset()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Посты стоят в Лачинском районе.", [("Лачинском районе", "lachin-district")]),
        ("Войска ушли из Шуши под Агдам.", [("Шуши", "shusha"), ("Агдам", "aghdam")]),
        ("Бои шли под Агдамом.", [("Агдамом", "aghdam")]),
        ("Шушу взяли ночью.", [("Шушу", "shusha")]),
        (
            "В Лачинском и Кельбаджарском районах тихо.",
            [
                ("Лачинском", "lachin-district"),
                ("Кельбаджарском районах", "kalbajar-district"),
            ],
        ),
        ("Պահակետ Շուշիում։", [("Շուշիում", "shusha")]),
        ("Նրանք եկան Շուշիից։", [("Շուշիից", "shusha")]),
        ("Ստեփանակերտի կենտրոնում հանգիստ է։", [("Ստեփանակերտի", "stepanakert")]),
        ("У Херсоні тихо.", [("Херсоні", "kherson")]),
        ("Бої біля Нової Каховки.", [("Нової Каховки", "nova-kakhovka")]),
    ],
)
def test_place_is_found_in_the_case_that_its_sentence_asks_for(found, text, places):
    assert found(text) == places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Vojnici kažu da je u Kosovskoj Mitrovici mirno i da niko ne zna šta će biti sutra.",
            ["Kosovskoj Mitrovici"],
        ),
        (
            "Postlar Laçın rayonunda və Şuşada qurulub, yollar isə axşama qədər bağlı qalacaq.",
            ["Laçın rayonunda", "Şuşada"],
        ),
    ],
)
def test_latin_endings_are_looked_for_in_texts_of_other_languages(found, text, names):
    long_enough = " ".join([text] * 3)  # to tell that it is not English

    assert [name for name, _ in found(long_enough)] == names * 3


@pytest.mark.parametrize(
    "text",
    [
        "Соседи из Суса уехали.",  # three letters
        "Домах тепло, и в домах светло.",  # a word of the language at the head of a sentence
        "Он был в Лачинове.",  # another name that begins alike
        "Лачин Мамедов молчал.",  # a person
        "It was said in the hall that the song of Şuşada would be heard by all who were there.",
    ],
)
def test_what_only_looks_like_a_name_with_an_ending_is_none(found, text):
    assert found(text) == []
