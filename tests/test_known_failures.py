"""Failures that other tools are known for: words that must not become a place, an event, a fact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.articles import article_of
from geo.case import read_case
from geo.extraction import Extractor

ROOT = Path(__file__).parent.parent
UNDONE = {"proposed", "agreed", "planned", "postponed", "cancelled", "denied", "disputed"}
DENIED = {"denied", "disputed", "cancelled"}


@pytest.fixture(scope="module")
def read():
    case = read_case(ROOT)
    extractor = Extractor(case.file, case.places)
    return lambda text: extractor.extract(article_of(text, published=date(2020, 11, 20)))


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador spoke about rights. Most left. At noon it rained. From then on, sun.",
        "Lachin Mammadov, a teacher, read a poem.",
        "The sailors of the frigate Shusha sang.",
    ],
    ids=["words", "person", "ship"],
)
def test_words_and_persons_are_no_place_of_an_event(read, text):
    assert read(text).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "The ambassador spoke about rights. Most left. At noon it rained. From then on, sun.",
        "Lachin Mammadov, a teacher, read a poem.",
    ],
    ids=["words", "person"],
)
def test_words_and_persons_match_no_place(read, text):
    assert read(text).toponyms == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ankara said that Russian troops had entered the Lachin district.",
        "According to Baku, Russian troops entered the Lachin district.",
    ],
)
def test_capital_that_speaks_gets_no_event(read, text):
    places = {claim.place.place_id for claim in read(text).claims if claim.place}

    assert places == {"lachin-district"}


def test_caption_is_no_event(read):
    text = "Soldiers set up a post in Nagorno-Karabakh, November 15, 2020. (Photo by Reuters)\n"

    assert read(text).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Turkey may deploy troops to Shusha.",
        "Turkey wants to set up an observation post in Shusha.",
        "Armenia will hand over the Lachin district to Azerbaijan.",
        "The Armenian army was to begin leaving the Kalbajar district on Sunday.",
    ],
)
def test_what_is_to_come_is_not_done(read, text):
    statuses = {claim.status.value for claim in read(text).claims}

    assert statuses
    assert statuses <= UNDONE


@pytest.mark.parametrize(
    "text",
    [
        "Russia denied that Turkish troops had been deployed to Shusha.",
        "Russia refused to set up an observation post in Shusha.",
    ],
)
def test_what_is_denied_is_not_asserted(read, text):
    assert {claim.status.value for claim in read(text).claims} <= DENIED


@pytest.mark.parametrize(
    "text",
    [
        "Armenian forces captured Shusha in a war that killed 30,000 people in 1992.",
        "The Lachin district has been held by Armenian forces since 1992.",
    ],
)
def test_background_is_no_event_of_today(read, text):
    assert read(text).claims == ()


def test_martuni_is_not_the_one_159_km_away(read):
    [martuni, _] = read("Shells fell on Martuni and on Stepanakert.").toponyms

    assert martuni.place_id == "martuni-khojavend"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russia deployed 1,960 servicemen to Stepanakert.", (1960, "1,960", "exact")),
        ("Russia deployed some 2,000 peacekeepers to Stepanakert.", (2000, "2,000", "about")),
        ("More than 26,000 people returned to Stepanakert.", (26000, "26,000", "at-least")),
    ],
)
def test_number_keeps_its_words(read, text, wanted):
    [claim] = read(text).claims

    assert claim.quantity == wanted[0]
    assert wanted[1] in claim.quantity_as_printed
    assert claim.approximation == wanted[2]
    assert claim.unit
