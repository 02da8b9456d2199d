"""Names of a case: how sure a spelling is of its place."""

from __future__ import annotations

import pytest

from geo.names import Names
from geo.records import Name, Place


@pytest.fixture
def names() -> Names:
    spellings = (
        Name("Veltstad", "en", "Latn"),
        Name("Вельтстад", "ru", "Cyrl"),
        Name("Velta corridor", "en", "Latn"),
        Name("Weltova", "und", "Latn"),
    )
    return Names([Place("velt", "town", None, None, None, "", "a test", names=spellings)])


def likeness(matches):
    return max((match.likeness for match in matches), default=0.0)


def test_every_name_is_listed_in_alphabetical_order(names):
    assert list(names) == ["Velta corridor", "Veltstad", "Weltova", "Вельтстад"]


def test_closer_spellings_are_surer(names):
    ladder = [
        likeness(names.same("Veltstad")),
        likeness(names.same("VELTSTÁD")),
        likeness(names.same("Velta")),
        likeness(names.inflected("Veltstad's")),
        likeness(names.alike("Weltstadh")),
        likeness(names.alike("Veltstat")),
    ]

    assert ladder == sorted(ladder, reverse=True)
    assert len(set(ladder)) == len(ladder)
    assert 0 < ladder[-1] < ladder[0] == 1


def test_name_of_no_known_language_is_a_little_less_sure(names):
    assert likeness(names.same("Weltova")) < likeness(names.same("Veltstad"))


def test_ending_of_another_script_is_taken_off_too(names):
    assert [match.place_id for match in names.inflected("Вельтстада")] == ["velt"]


@pytest.mark.parametrize("word", ["At", "Vel", "stad", "Most"])
def test_short_or_partial_words_are_like_no_name(names, word):
    assert names.alike(word) == []
    assert names.same(word) == []
